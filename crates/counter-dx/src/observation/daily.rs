//! Totals of days: what an office writes down where no machine does.

use super::{MeanMinutes, observation_rules};
use crate::{id::CounterId, report::Reporter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_document::{PlaceRef, Sink};
use tosei_types::Date;

/// 日計 (daily total) of one counter; what is absent is unknown.
///
/// # Unit
///
/// People; seconds; the mean as it was written, to the second.
///
/// # Wire form
///
/// `{"counter": "W-1", "date": "2025-06-02", "visits": 120, "served": 117, "left": 3,
/// "mean_wait_seconds": 540, "longest_wait_seconds": 2400, "waited_over": {"10": 25},
/// "mean_service_seconds": 410}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DailyTotal {
    /// 窓口ID.
    pub counter: CounterId,
    /// 日付.
    pub date: Date,
    /// 来庁数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<u32>,
    /// 対応数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<u32>,
    /// 離脱数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// 平均待ち時間（秒） of those who were served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_wait_seconds: Option<u32>,
    /// 最長待ち時間（秒）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_wait_seconds: Option<u32>,
    /// 待ち時間が上限を超えた人数, by the limit in minutes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub waited_over: BTreeMap<u32, u32>,
    /// 平均対応時間（秒）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_service_seconds: Option<u32>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl DailyTotal {
    /// The rule that the day's figures break among themselves.
    fn contradiction(&self) -> Option<&'static str> {
        let sum = match (self.served, self.left) {
            (Some(served), Some(left)) => Some(u64::from(served).saturating_add(left.into())),
            (one, other) => one.or(other).map(u64::from),
        };
        let too_many = sum
            .zip(self.visits)
            .is_some_and(|(sum, visits)| sum > visits.into());
        if too_many {
            return Some("counter_dx.observation.daily_more_than_came");
        }
        let means_beyond = self
            .mean_wait_seconds
            .zip(self.longest_wait_seconds)
            .is_some_and(|(mean, longest)| mean > longest);
        let waits = self.served.or(self.visits);
        let over_beyond = self
            .waited_over
            .values()
            .any(|over| waits.is_some_and(|waits| *over > waits));
        // A longer limit cannot be passed by more people.
        let rising = !self.waited_over.values().rev().is_sorted();
        (means_beyond || over_beyond || rising).then_some("counter_dx.observation.daily_waits")
    }
}

/// One counter's day.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Day {
    Known(DailyTotal),
    /// Its figures contradict each other, or two totals of the day do.
    Contradictory,
}

/// 日計の集計 (totals of daily totals).
///
/// A day that contradicts itself, or that was written down twice in two ways, is a finding, counts as a
/// day, and makes every sum unknown: there is no telling which of its figures is right. The order of the
/// days does not matter, nor does the number of parts that are merged.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::observation::{DailyTotal, DailyTotals, observation_rules};
/// use tosei_document::{Collector, PlaceRef};
/// use tosei_types::PercentDigits;
///
/// let days: Vec<DailyTotal> = serde_json::from_str(r#"[
///   {"counter": "W-1", "date": "2025-06-02", "visits": 100, "served": 100, "mean_wait_seconds": 600},
///   {"counter": "W-1", "date": "2025-06-03", "visits": 300, "served": 300, "mean_wait_seconds": 200}
/// ]"#)?;
/// let mut totals = DailyTotals::new();
/// let mut findings = Collector::new(observation_rules());
/// for day in days {
///     totals.add(day, PlaceRef::Document, &mut findings);
/// }
/// assert_eq!(totals.visits(), Some(400));
/// let mean = totals.mean_wait().ok_or("both days know it")?;
/// assert_eq!(mean.shown(PercentDigits::One), "5.0"); // 300 seconds, not the mean of 600 and 200
/// assert_eq!(totals.left(), None); // nobody wrote it down, which is not 0
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DailyTotals {
    days: BTreeMap<(CounterId, Date), Day>,
}

impl DailyTotals {
    /// No days.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a day; what contradicts itself is a finding of
    /// [`observation_rules`](super::observation_rules).
    pub fn add(&mut self, total: DailyTotal, place: PlaceRef<'_>, sink: &mut dyn Sink) {
        let mut reporter = Reporter::new(observation_rules(), sink);
        let subject = total.counter.clone();
        let contradiction = total.contradiction();
        if let Some(code) = contradiction {
            reporter.report(code, place, Some(subject.as_str()), &[]);
        }
        let key = (total.counter.clone(), total.date);
        let day = match contradiction {
            Some(_) => Day::Contradictory,
            None => Day::Known(total),
        };
        if let Some(again) = self.put(key, day) {
            let code = if again {
                "counter_dx.observation.daily_duplicate"
            } else {
                "counter_dx.observation.daily_twice"
            };
            reporter.report(code, place, Some(subject.as_str()), &[]);
        }
    }

    /// Puts a day in; if there is one already, whether it is the same.
    fn put(&mut self, key: (CounterId, Date), day: Day) -> Option<bool> {
        let Some(known) = self.days.get_mut(&key) else {
            self.days.insert(key, day);
            return None;
        };
        let same = *known == day;
        if !same {
            *known = Day::Contradictory;
        }
        Some(same)
    }

    /// Adds the days of another part.
    pub fn merge(&mut self, other: &Self) {
        for (key, day) in &other.days {
            self.put(key.clone(), day.clone());
        }
    }

    /// 日数: days of counters.
    #[must_use]
    pub fn days(&self) -> u64 {
        u64::try_from(self.days.len()).unwrap_or(u64::MAX)
    }

    /// 矛盾する日数.
    #[must_use]
    pub fn contradictory(&self) -> u64 {
        let days = self.days.values();
        let count = days.filter(|day| **day == Day::Contradictory).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    /// A sum over all days; `None` if one does not know its part, or there are no days.
    fn sum(&self, part: impl Fn(&DailyTotal) -> Option<u64>) -> Option<u64> {
        let mut sum = None::<u64>;
        for day in self.days.values() {
            let Day::Known(total) = day else {
                return None;
            };
            sum = Some(sum.unwrap_or(0).saturating_add(part(total)?));
        }
        sum
    }

    /// 来庁数; `None` unless every day knows it.
    #[must_use]
    pub fn visits(&self) -> Option<u64> {
        self.sum(|day| day.visits.map(u64::from))
    }

    /// 対応数; `None` unless every day knows it.
    #[must_use]
    pub fn served(&self) -> Option<u64> {
        self.sum(|day| day.served.map(u64::from))
    }

    /// 離脱数; `None` unless every day knows it.
    #[must_use]
    pub fn left(&self) -> Option<u64> {
        self.sum(|day| day.left.map(u64::from))
    }

    fn mean(&self, part: impl Fn(&DailyTotal) -> Option<u32>) -> Option<MeanMinutes> {
        let people = self.sum(|day| day.served.or(day.visits).map(u64::from))?;
        let seconds = self.sum(|day| match day.served.or(day.visits)? {
            // Nobody waited on a day without anybody.
            0 => Some(0),
            people => Some(u64::from(part(day)?).saturating_mul(people.into())),
        })?;
        MeanMinutes::of(seconds, people)
    }

    /// 平均待ち時間 of all days: the days' means weighted by the people served (or who came, where that
    /// is not known); `None` unless every day on which somebody came knows its own.
    #[must_use]
    pub fn mean_wait(&self) -> Option<MeanMinutes> {
        self.mean(|day| day.mean_wait_seconds)
    }

    /// 平均対応時間, weighted in the same way.
    #[must_use]
    pub fn mean_service(&self) -> Option<MeanMinutes> {
        self.mean(|day| day.mean_service_seconds)
    }

    /// 最長待ち時間; `None` unless every day on which somebody came knows its own.
    #[must_use]
    pub fn longest_wait_seconds(&self) -> Option<u32> {
        let mut longest = None;
        for day in self.days.values() {
            let Day::Known(total) = day else {
                return None;
            };
            match (total.longest_wait_seconds, total.served.or(total.visits)) {
                (Some(seconds), _) => longest = longest.max(Some(seconds)),
                (None, Some(0)) => {}
                (None, _) => return None,
            }
        }
        longest
    }

    /// 待ち時間が上限を超えた人: how many waited longer than so many minutes, and among how many;
    /// `None` unless every day knows both.
    #[must_use]
    pub fn waited_over(&self, minutes: u32) -> Option<(u64, u64)> {
        let over = self.sum(|day| match day.served.or(day.visits)? {
            0 => Some(0),
            _ => day.waited_over.get(&minutes).copied().map(u64::from),
        })?;
        let people = self.sum(|day| day.served.or(day.visits).map(u64::from))?;
        (people > 0).then_some((over, people))
    }
}
