//! The same population divided in one way or another.

use super::GroupRate;
use serde::{Deserialize, Serialize};
use tosei_inventory::{RateUnit, suppression::PublishedCount};
use tosei_types::Label;

/// 群別 (grouping): the same population divided in one way; the groups add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grouping {
    /// Stable name, such as `organisation.ministry`.
    pub id: String,
    /// What divides the groups, as a noun: 「所管府省庁」.
    pub label: Label,
    /// By what is grouped, in one sentence.
    pub definition: Label,
    /// What is counted.
    pub unit: RateUnit,
    /// All groups together.
    pub total: Group,
    /// The groups.
    pub groups: Vec<Group>,
}

/// One group: how many there are, in which state, with how many cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// A code or id; for a group made of a text of the file, that text.
    pub key: String,
    /// The name that is shown; equal in both languages if it is a text of the file.
    pub label: Label,
    /// How many things are in the group.
    pub count: PublishedCount,
    /// In which state they are; the seven add up to `count`, unless some are hidden.
    pub status: StatusCounts,
    /// Sum of the known cases of the year; `null` if it passes 2^53 − 1.
    pub cases: Option<PublishedCount>,
    /// How many have no known count, and are not in `cases`.
    pub without_cases: PublishedCount,
    /// The rates of the group.
    pub rates: Vec<GroupRate>,
}

/// How many are in which state.
///
/// For procedures the state is derived by the rule `procedures.all`: `partial` are those of which
/// some process is done and not every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusCounts {
    /// 実施済.
    pub done: PublishedCount,
    /// 一部実施済.
    pub partial: PublishedCount,
    /// 未実施.
    pub not_done: PublishedCount,
    /// 適用除外.
    pub exempt: PublishedCount,
    /// その他.
    pub other: PublishedCount,
    /// 不明.
    pub unknown: PublishedCount,
    /// Procedures to which the rule does not apply.
    pub not_applicable: PublishedCount,
}

impl StatusCounts {
    /// The seven, in the order of their list.
    #[must_use]
    pub const fn all(&self) -> [PublishedCount; 7] {
        [
            self.done,
            self.partial,
            self.not_done,
            self.exempt,
            self.other,
            self.unknown,
            self.not_applicable,
        ]
    }

    /// The seven, to be changed.
    pub(in super::super) const fn all_mut(&mut self) -> [&mut PublishedCount; 7] {
        [
            &mut self.done,
            &mut self.partial,
            &mut self.not_done,
            &mut self.exempt,
            &mut self.other,
            &mut self.unknown,
            &mut self.not_applicable,
        ]
    }

    /// All of them together; `None` if one is hidden.
    #[must_use]
    pub fn sum(&self) -> Option<u64> {
        self.all()
            .into_iter()
            .try_fold(0u64, |sum, count| sum.checked_add(count.shown()?))
    }
}
