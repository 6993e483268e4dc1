//! 照会 (survey rounds): what was asked of which section, what came back, and when.
//!
//! A [`SurveyRound`] keeps what happened: returns, rejections, corrections, reminders, each with its
//! day. The state of a section is never written down, it follows from these as of a day
//! ([`SurveyRound::status`]), so that it cannot contradict them. [`apply_round`] makes the next
//! inventory: what a section did not answer is unknown there, not unchanged.

mod apply;
mod check;
mod corrections;
mod csv;
mod document;
mod model;
mod status;

pub use apply::{
    AppliedRound, ApplyOptions, RoundError, RowReason, SectionAnswer, UnansweredRow,
    UnansweredRows, apply_round,
};
pub use check::check_round;
pub use csv::{ROUND_CSV_HEADERS, read_csv, write_csv};
pub use document::{FORMAT, FORMAT_VERSION, RoundDocumentError, RoundReading, read_json, rules};
pub use model::{Correction, ReturnOutcome, RoundSection, SectionReturn, SurveyRound};
pub use status::{RoundStatus, RoundTotals, SectionState, SectionStatus, StateReason};
