//! Causes that somebody recorded.

use super::ChangeCause;
use crate::ComparedList;
use std::collections::BTreeMap;

/// 記録された要因 (recorded causes): what somebody who knows says about why things changed.
///
/// A recorded cause stands for everything that changed about the thing but a transfer.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{ChangeCause, ComparedList, RecordedCauses};
///
/// let mut recorded = RecordedCauses::default();
/// recorded.record(ComparedList::Processes, "P-0001-1", ChangeCause::Corrected);
/// let cause = recorded.cause(ComparedList::Processes, "P-0001-1");
/// assert_eq!(cause, Some(ChangeCause::Corrected));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordedCauses(BTreeMap<(ComparedList, Box<str>), ChangeCause>);

impl RecordedCauses {
    /// Records a cause; the last one counts.
    pub fn record(&mut self, list: ComparedList, id: &str, cause: ChangeCause) {
        self.0.insert((list, id.into()), cause);
    }

    /// The cause recorded for an item, by its later or its earlier id.
    #[must_use]
    pub fn cause(&self, list: ComparedList, id: &str) -> Option<ChangeCause> {
        self.0.get(&(list, Box::from(id))).copied()
    }

    /// How many are recorded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
