//! 証拠の導出: evidence for the criteria of the quality standard, from a row of the State's survey or
//! from a process of a body's inventory.
//!
//! What can be known is derived, with its reason, the cells it rests on and a sentence; the rest is
//! unknown. Every answer is a self-report (自己申告). The rules are data
//! (`data/evidence_from_survey.json`, `data/evidence_from_inventory.json`) that a body can replace.

mod inventory;
mod mapping;
mod options;
mod period;
mod program;
mod row;
mod survey;
mod totals;

pub use inventory::{
    InventoryEvidenceError, ProcessEvidence, evidence_from_inventory, evidence_from_process,
};
pub use mapping::{
    CodeCondition, CodeSet, CriterionMapping, EVIDENCE_MAPPING_FORMAT,
    EVIDENCE_MAPPING_FORMAT_VERSION, ElementCondition, EvidenceMapping, MappingError,
    MappingOrigin, MappingParameter, MappingReason, MappingRule, PeriodChannel, PeriodClass,
    PeriodComparison, PeriodCondition, RowCondition, SetCondition,
};
pub use options::{CandidatePolicy, EvidenceOptions, StatedPolicy};
pub use row::{DerivedAnswer, EvidenceDeriver, RowEvidence};
pub use survey::{
    EvidenceJob, SURVEY_EVIDENCE_FORMAT, SURVEY_EVIDENCE_FORMAT_VERSION, SurveyEvidence,
    SurveyEvidenceError, SurveyEvidenceTaker, evidence_from_survey,
};
pub use totals::{AxisTotals, CriterionTotals, EvidenceTotals, LevelTotals, PeriodTotals};
