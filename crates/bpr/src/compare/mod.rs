//! 比較: what changed from one flow to another, though the ids were drawn anew.

mod assign;
mod changes;
mod edit;
mod matching;
mod names;
mod report;

pub use changes::{Change, ChangeKind};
pub use edit::{EditError, EditScript, Heading, ListEdit, apply, edit_script};
pub use matching::{GivenPair, MatchReason, MatchedPair, Matching, match_flows};
pub use report::{
    COMPARISON_FORMAT, COMPARISON_FORMAT_VERSION, Comparison, MeasureChange, compare,
};
