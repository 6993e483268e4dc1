//! How often each duration was seen.

use super::MeanMinutes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{PercentDigits, Percentage};

/// 時間の分布 (counts of durations): how many people had each duration, to the second.
///
/// Mean, quantiles, maximum and shares are exact, and counts of several parts add up in any order.
///
/// # Unit
///
/// Seconds; people.
///
/// # Wire form
///
/// `[{"seconds": 60, "people": 2}, …]`, the shortest first; in any order when it is read, and a duration
/// that stands twice adds up.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::observation::DurationCounts;
///
/// let mut waits = DurationCounts::default();
/// for seconds in [0, 60, 60, 240, 1_200] {
///     waits.add(seconds);
/// }
/// assert_eq!(waits.quantile_seconds(50), Some(60)); // the median
/// assert_eq!(waits.quantile_seconds(90), Some(1_200));
/// assert_eq!(waits.over(60), 2); // longer than a minute, not just as long
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(from = "Vec<DurationCount>", into = "Vec<DurationCount>")]
pub struct DurationCounts(BTreeMap<u32, u64>);

/// 一つの長さの人数 (people of one duration).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DurationCount {
    /// 秒数.
    pub seconds: u32,
    /// 人数.
    #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991_u64)))]
    pub people: u64,
}

impl From<Vec<DurationCount>> for DurationCounts {
    fn from(counts: Vec<DurationCount>) -> Self {
        let mut durations = Self::default();
        for DurationCount { seconds, people } in counts {
            durations.add_people(seconds, people);
        }
        durations
    }
}

impl From<DurationCounts> for Vec<DurationCount> {
    fn from(durations: DurationCounts) -> Self {
        let counts = durations.0.into_iter();
        counts
            .map(|(seconds, people)| DurationCount { seconds, people })
            .collect()
    }
}

impl DurationCounts {
    /// Adds one person's duration.
    pub fn add(&mut self, seconds: u32) {
        self.add_people(seconds, 1);
    }

    /// Adds so many people of one duration.
    pub fn add_people(&mut self, seconds: u32, people: u64) {
        if people > 0 {
            let count = self.0.entry(seconds).or_insert(0);
            *count = count.saturating_add(people);
        }
    }

    /// Adds the counts of another part.
    pub fn merge(&mut self, other: &Self) {
        for (seconds, more) in &other.0 {
            let count = self.0.entry(*seconds).or_insert(0);
            *count = count.saturating_add(*more);
        }
    }

    /// 人数: people.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.0
            .values()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// 平均: the mean; `None` if nobody was seen, which is not 0.
    #[must_use]
    pub fn mean(&self) -> Option<MeanMinutes> {
        let seconds = self.0.iter().fold(0u64, |sum, (seconds, count)| {
            sum.saturating_add(u64::from(*seconds).saturating_mul(*count))
        });
        MeanMinutes::of(seconds, self.people())
    }

    /// パーセンタイル値: the shortest duration that at least this percentage of people had or came
    /// under (nearest rank); 50 is the median. `None` if nobody was seen, or above 100.
    #[must_use]
    pub fn quantile_seconds(&self, percent: u8) -> Option<u32> {
        if percent > 100 {
            return None;
        }
        let needed = u128::from(self.people()).saturating_mul(percent.into());
        let mut passed = 0u128;
        self.0.iter().find_map(|(seconds, count)| {
            passed = passed.saturating_add(u128::from(*count));
            (passed.saturating_mul(100) >= needed).then_some(*seconds)
        })
    }

    /// 最大: the longest; `None` if nobody was seen.
    #[must_use]
    pub fn longest_seconds(&self) -> Option<u32> {
        self.0.last_key_value().map(|(seconds, _)| *seconds)
    }

    /// How many people had longer than so many seconds.
    #[must_use]
    pub fn over(&self, seconds: u32) -> u64 {
        let longer = self.0.range((
            std::ops::Bound::Excluded(seconds),
            std::ops::Bound::Unbounded,
        ));
        longer.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// The share of people who had longer than so many seconds; `None` if nobody was seen.
    #[must_use]
    pub fn percent_over(&self, seconds: u32, digits: PercentDigits) -> Option<Percentage> {
        Percentage::of(self.over(seconds), self.people(), digits)
    }
}
