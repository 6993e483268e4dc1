#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod assessment;
mod check;
mod cycle;
mod error_words;
mod evidence_definition;
mod explain;
mod form;
mod period_evidence;
mod portfolio;
mod progress;
mod publish;
mod quality_map;
mod review;
mod sheet;
mod standard;
mod target;

pub use assessment::{AssessError, PrincipleStanding, Standing, assess, subject_of};
pub use check::rules;
pub use cycle::{
    ActionTaken, ChangeCause, ChangeKind, CriterionChange, Cycle, CycleStep, LevelChange,
    Measurement, compare_assessments,
};
pub use evidence_definition::{
    Derivability, EvidenceDefinition, EvidenceDefinitions, EvidenceParameter, MeasuredError,
};
pub use explain::{ProcedureExplanation, explain_assessment};
pub use form::{EvidenceForm, EvidenceFormReading};
pub use period_evidence::{ChannelComparison, DerivedEvidenceError, PeriodEvidence, StatedPeriods};
pub use portfolio::{
    Action, ChosenAction, DEFAULT_EFFORT, Effect, Goal, HelpedProcedure,
    MAX_ACTIONS_OF_ONE_PROCEDURE, MAX_GOALS, MinimalWays, NotHelped, NotHelpedReason, Objective,
    PORTFOLIO_FORMAT, PORTFOLIO_FORMAT_VERSION, Portfolio, PortfolioChoice, PortfolioDocument,
    PortfolioError, ProcedureVolume, minimal_ways,
};
pub use progress::{Progress, ProgressVerdict, progress};
pub use publish::publication_marks;
pub use quality_map::{
    LevelCount, MAP_FORMAT, MAP_FORMAT_VERSION, MapCell, MapOrganisation, MapPrinciple,
    MapProcedure, MapRow, OrganisationCounts, PrincipleCounts, QualityMap, Tally, TargetCounts,
};
pub use review::{
    BurstDay, BurstRule, PersonalData, REVIEWS_FORMAT, REVIEWS_FORMAT_VERSION, Review,
    ReviewDocument, ReviewOptions, ReviewReading, ReviewState, ReviewSummary, StateAnswer,
    SuspectedDays, review_evidence, review_mean_change, summarise_reviews,
};
pub use sheet::{
    BeforeAfter, Course, DatedValue, Device, HistoryEntry, Indicators, PlannedAction,
    ProcedureSheet, SHEET_FORMAT, SHEET_FORMAT_VERSION,
};
pub use standard::{
    IllustrativeCell, IllustrativeExample, IllustrativeExamples, TOKYO_2024_JSON, principles_of,
    tokyo, tokyo_2024, tokyo_2024_examples,
};
pub use target::{
    EarlierTarget, TARGETS_FORMAT, TARGETS_FORMAT_VERSION, Target, TargetDocument, TargetReading,
};
pub use tosei_document::{
    DocumentMarks, FieldMark, PublicationMarks, PublishError, Published, Visibility, Withheld,
};

#[cfg(feature = "proptest")]
pub mod proptest;

pub mod sample;
