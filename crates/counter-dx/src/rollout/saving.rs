//! What a change saves.

use crate::observation::MeanMinutes;
use serde::{Deserialize, Serialize};
use std::fmt;
use tosei_types::{PercentDigits, Percentage};

/// 人分 (person-minutes), exact: whole seconds of people.
///
/// # Unit
///
/// Person-seconds inside; shown in person-minutes, rounded half up.
///
/// # Wire form
///
/// `{"person_seconds": 1440000}`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonMinutes {
    person_seconds: u64,
}

impl PersonMinutes {
    /// So many person-seconds.
    #[must_use]
    pub const fn of_seconds(person_seconds: u64) -> Self {
        Self { person_seconds }
    }

    /// 人秒: the exact value.
    #[must_use]
    pub const fn person_seconds(self) -> u64 {
        self.person_seconds
    }

    /// Adds; `None` beyond [`u64::MAX`] seconds.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let person_seconds = self.person_seconds.checked_add(other.person_seconds)?;
        Some(Self { person_seconds })
    }
}

impl fmt::Display for PersonMinutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A percentage is a rounded fraction times a hundred.
        match Percentage::of(self.person_seconds, 6_000, PercentDigits::One) {
            Some(minutes) => minutes.fmt(f),
            None => f.write_str("0.0"),
        }
    }
}

/// 一件当たりの短縮 (seconds saved per visit) between two measured means, as from a prototype counter
/// before and after; negative if it takes longer.
///
/// Rounded towards zero to whole seconds, so that nothing is overstated. It is an expectation for
/// other counters and no promise: they are not the prototype.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::observation::DurationCounts;
/// use tosei_counter_dx::rollout::seconds_saved;
///
/// let (mut before, mut after) = (DurationCounts::default(), DurationCounts::default());
/// before.add_people(1_080, 100); // 18 minutes
/// after.add_people(600, 99);
/// after.add_people(601, 1);
/// let saved = seconds_saved(before.mean().unwrap(), after.mean().unwrap());
/// assert_eq!(saved, Some(479)); // 479.99
/// ```
#[must_use]
pub fn seconds_saved(before: MeanMinutes, after: MeanMinutes) -> Option<i32> {
    let part = |mean: MeanMinutes, other: MeanMinutes| {
        i128::from(mean.seconds()).checked_mul(i128::from(other.people()))
    };
    let difference = part(before, after)?.checked_sub(part(after, before)?)?;
    let people = i128::from(before.people()).checked_mul(i128::from(after.people()))?;
    i32::try_from(difference.checked_div(people)?).ok()
}
