//! 基準: what a standard says, as data.

mod condition;
mod document;
mod policy;
mod read;
mod series;

pub use condition::{
    Between, Comparison, Condition, CriterionCondition, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS,
    MeasureCondition, RatioCondition,
};
pub use document::{
    Axis, AxisLevel, Criterion, EvidenceKind, Level, Measure, NotApplicableReason, Prerequisite,
    STANDARD_FORMAT, STANDARD_FORMAT_VERSION, Stage, StandardDocument,
};
pub use policy::{
    Combination, ConflictPolicy, LevelPolicy, NotApplicablePolicy, OverallRule, Policies,
    ReconfirmationPolicy,
};
pub use read::{Standard, StandardError};
pub use series::{EditionError, StandardSeries};
