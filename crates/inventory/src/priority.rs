//! 重点手続 (priority procedures): selection rules as data, applied to candidates one at a time.
//!
//! "The procedures with 10,000 cases" are several lists: more than or at least, applications or cases
//! handled, actual or expected, of which year, procedures or processes, filed by whom, with or
//! without what is related to them. A [`PriorityRule`] names each of these;
//! [`PrioritySelector`] applies one rule of [`PriorityRules`] to [`Candidate`]s and gives a
//! [`Selection`]: every member with its reason, what could not be decided, and the share
//! of the volume that is covered.

mod candidate;
mod compile;
mod rule;
mod selection;
mod selector;

pub use candidate::Candidate;
pub use compile::CompiledPriorities;
pub use rule::{
    OtherReasons, PriorityRule, PriorityRules, PriorityRulesDocument, PriorityUnit,
    RelatedProcesses, ThresholdOperator,
};
pub use selection::{
    BoundaryNote, BoundaryNotes, SelectedMember, Selection, SelectionReason, Undecided,
    UndecidedItem, UndecidedWhy, UsedVolume,
};
pub use selector::{DEFAULT_LISTED, PriorityMergeError, PrioritySelector};
