#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod assess;
mod check;
mod compiled;
mod evidence;
mod explain;
mod explained;

mod standard;

pub use answer::{Answer, EvidenceQuality, LevelNumber, LevelNumberError, LevelRange};
pub use assess::{
    Assessment, AxisAssessment, Basis, BasisKind, CriterionAssessment, LevelAssessment,
    LevelStatus, PrerequisiteStatus, evaluate,
};
pub use check::check_editions;
pub use compiled::{
    AxisLevels, AxisVerdict, CompiledStandard, CriterionSet, MAX_CRITERIA, PackedEvidence,
};
pub use evidence::{
    CriterionExemption, EVIDENCE_FORMAT, EVIDENCE_FORMAT_VERSION, EvidenceDocument, EvidenceError,
    EvidenceItem, EvidenceOrigin, EvidenceSet, Stated,
};
pub use explain::{
    ActionKind, ActionOptions, ActionSet, ActionSets, AxisExplanation, CriterionAction,
    Explanation, MAX_ACTION_SETS, NextLevel, UnknownEffect, explain,
};
pub use standard::{
    Axis, AxisLevel, Between, Combination, Comparison, Condition, ConflictPolicy, Criterion,
    CriterionCondition, EditionError, EvidenceKind, Level, LevelPolicy, MAX_CONDITION_DEPTH,
    MAX_CONDITION_PARTS, Measure, MeasureCondition, NotApplicablePolicy, NotApplicableReason,
    OverallRule, Policies, Prerequisite, RatioCondition, ReconfirmationPolicy, STANDARD_FORMAT,
    STANDARD_FORMAT_VERSION, Stage, Standard, StandardDocument, StandardError, StandardSeries,
};
pub use tosei_types::{ExactNumber, ExactNumberError, MAX_NUMBER_PART};

#[cfg(feature = "proptest")]
pub mod proptest;
