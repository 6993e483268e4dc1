//! Strategies for valid inventories, facts and rules (feature `proptest`).

mod document;
mod priority;
mod rate;
mod round;
mod survey;

pub use document::{
    barriers, dates, element_states, inventories, organisations, procedures, processes, texts,
    touchpoints, volumes,
};
pub use priority::{CandidateParts, candidates, priority_rules, volume_year};
pub use rate::{answers_of, process_facts, rate_definitions, series_facts, touchpoint_facts};
pub use round::survey_rounds;
pub use survey::{SurveyFile, survey_cells, survey_files, survey_rows};
