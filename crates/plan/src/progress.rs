//! 進捗 (progress): indicators, measures and plans held against their targets.
//!
//! Whether a plan is on course is said by thresholds of ours, which have names and can be replaced
//! ([`ProgressOptions`]); no source defines them. Every answer has its reasons.

mod options;
mod pace;
mod reason;
mod rollup;
mod scenario;
mod succession;
mod target;

pub use options::{
    ExpectedUse, MeasureRule, PROGRESS_OPTIONS_FORMAT, PaceMethod, ProgressOptions,
    ProgressOptionsDocument,
};
pub use pace::{Pace, ThingsPace, ValuePoint, pace_between, required_pace, share_of};
pub use reason::{PlanVerdict, ProgressReason};
pub use rollup::{
    IndicatorProgress, MeasureProgress, PlanProgress, PolicyProgress, VerdictTally, plan_progress,
};
pub use scenario::{Scenario, ScenarioMethod, ScenarioOutcome, ScenarioPoint, scenario};
pub use succession::{BeforeAndAfter, before_and_after};
pub use target::{TargetProgress, target_progress};
