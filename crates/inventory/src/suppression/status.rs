//! Group tables of online statuses, ready to be suppressed.

use super::table::{CountRow, CountTable};
use crate::{GroupedTally, OnlineStatus, ProcessFacts, TouchpointFacts};
use tosei_types::{Label, Language};

/// What has an online status of its own.
pub trait StatusColumn: crate::Facts {
    /// The status that it is counted under.
    fn status(&self) -> OnlineStatus;
}

impl StatusColumn for ProcessFacts {
    fn status(&self) -> OnlineStatus {
        self.status
    }
}

impl StatusColumn for TouchpointFacts {
    fn status(&self) -> OnlineStatus {
        self.status
    }
}

/// The counts of each group by online status: 実施済, 一部実施済, 未実施, 適用除外, その他, 不明.
///
/// # Examples
///
/// ```
/// use tosei_inventory::suppression::{SuppressionOptions, status_counts};
/// use tosei_inventory::{GroupedTally, OnlineStatus, ProcessFacts};
///
/// let mut tally = GroupedTally::new();
/// for (group, status, times) in [
///     ("市民課", OnlineStatus::Done, 30), ("市民課", OnlineStatus::NotDone, 12),
///     ("税務課", OnlineStatus::Done, 2), ("税務課", OnlineStatus::NotDone, 25),
/// ] {
///     for _ in 0..times {
///         tally.add(group, &ProcessFacts { status, ..ProcessFacts::unknown() });
///     }
/// }
/// let table = status_counts(&tally);
/// assert_eq!(table.rows[1].counts, [2, 0, 25, 0, 0, 0]);
/// ```
#[must_use]
pub fn status_counts<F: StatusColumn>(tally: &GroupedTally<F>) -> CountTable {
    let label =
        |status: &OnlineStatus| Label::new(status.label(Language::Ja), status.label(Language::En));
    CountTable {
        columns: OnlineStatus::ALL.iter().map(label).collect(),
        rows: tally
            .iter()
            .map(|(name, part)| CountRow {
                name: name.to_owned(),
                counts: OnlineStatus::ALL
                    .iter()
                    .map(|status| part.filtered(|key| key.facts.status() == *status).rows())
                    .collect(),
            })
            .collect(),
    }
}
