#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod answer;
pub mod governance;
pub mod year;

mod check;
mod explain;
mod figure;
mod id;
mod indicator;
mod item;
mod measure;
mod moment;
mod plan;
mod progress;
mod publish;
mod reading;
mod record;
mod relisted;
mod script;
mod source;
mod source_index;
mod text;
mod unit;

pub use check::{Disagreement, disagreements, rules};
pub use figure::{Gap, Nature, Precision, PublishedFigure, bounds};
pub use id::{
    EntryId, FigureId, FigureUnit, IndicatorId, ItemId, PlanId, PlanMeasureId, PolicyId,
    QuantityId, SourceId,
};
pub use indicator::{Direction, Indicator, IndicatorTarget, Observation, Parts, Population};
pub use item::{Item, ItemKind, ItemState};
pub use measure::{BasicPolicy, MeasureEntry, MeasureGoal, PlanMeasure};
pub use moment::{Moment, MomentError};
pub use plan::{
    DeliveryRole, Inconsistency, InconsistencyKind, LegalBasis, ListingLine, PLAN_FORMAT,
    PLAN_FORMAT_VERSION, Plan, PlanKind, PlanPeriod, Record,
};
pub use progress::{
    BeforeAndAfter, ExpectedUse, IndicatorProgress, MeasureProgress, MeasureRule,
    PROGRESS_OPTIONS_FORMAT, Pace, PaceMethod, PlanProgress, PlanVerdict, PolicyProgress,
    ProgressOptions, ProgressOptionsDocument, ProgressReason, Scenario, ScenarioMethod,
    ScenarioOutcome, ScenarioPoint, TargetProgress, ThingsPace, ValuePoint, VerdictTally,
    before_and_after, pace_between, plan_progress, required_pace, scenario, share_of,
    target_progress,
};
pub use publish::publication_marks;
pub use reading::{PlanReading, read, read_into};
pub use record::{RecordRef, RecordRefError};
pub use relisted::RelistedDifference;
pub use script::{MixedScript, mixed_script};
pub use source::SourceRef;
pub use source_index::{IndexRow, SOURCE_INDEX_FORMAT, SOURCE_INDEX_FORMAT_VERSION, SourceIndex};
pub use text::{Correction, CorrectionReason, PublishedText};
pub use unit::{UNITS_FORMAT, UNITS_FORMAT_VERSION, UnitDefinition, UnitList};

#[cfg(feature = "proptest")]
pub mod proptest;

#[cfg(feature = "sample")]
pub mod sample;
pub mod tokyo;
