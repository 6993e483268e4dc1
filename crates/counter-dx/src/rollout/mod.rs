//! 横展開 (rollout): from prototype counters to all, the ones first that save most for their cost.
#![deny(clippy::arithmetic_side_effects)]

mod plan;
mod progress;
mod rank;
mod saving;
mod sentence;

pub use plan::{
    Candidate, MAX_CANDIDATES, MAX_SECONDS_SAVED, Quarter, ROLLOUT_FORMAT, ROLLOUT_FORMAT_VERSION,
    RolloutError, RolloutPlan,
};
pub use progress::{ImprovementProgress, ImprovementRecord, ProgressError, improvement_progress};
pub use rank::{
    Limit, MissingInput, Outcome, QuarterUse, RankedCandidate, Rollout, UnknownCandidate,
};
pub use saving::{PersonMinutes, seconds_saved};
