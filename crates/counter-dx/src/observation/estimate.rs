//! What polls of a queue say about a day, between the lines.

use super::{MeanMinutes, QUARTER_HOURS};
use std::collections::BTreeMap;
use tosei_types::{Date, coded_enum};

coded_enum! {
    /// 日付の信頼性 (trust in a date).
    pub enum DateTrust: "trust in a date" {
        /// そのまま: the date lies in the period that the data is of.
        AsWritten = "as_written" ("そのまま", "as written"),
        /// 年を補正: only the year was wrong, and one year fits.
        YearCorrected = "year_corrected" ("年を補正", "year corrected"),
        /// 信頼できない: outside the period, and no other year fits; kept under the date as written.
        Untrusted = "untrusted" ("信頼できない", "untrusted"),
    }
}

/// 一日の推計 (estimate of a day) of one queue, from polls.
///
/// # How it is estimated
///
/// Between two polls the number called last goes up by the people who were called; the number waiting
/// changes by those who came, less those who were called, less those who left. So *people who came less
/// people who left = change of the waiting + people called*. Where that sum is not negative it counts as
/// arrivals, where it is negative as people who left; people who come and leave between two polls, or
/// arrivals that hide leaving in the same interval, cannot be seen. Without a number called last, only a
/// rise of the waiting is seen, and the arrivals are a lower bound.
///
/// The mean wait is the time waited by all, the area under the waiting (straight between polls), over
/// the arrivals (Little's law). Polls further apart than
/// [`SnapshotOptions::longest_gap_minutes`](super::SnapshotOptions::longest_gap_minutes) are not joined.
///
/// # Not to be confused with
///
/// Measured waits: no wait of any single person is known, so there is no median here, and no share over a
/// limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEstimate {
    pub(super) trust: DateTrust,
    pub(super) polls: u64,
    pub(super) gaps: u64,
    pub(super) arrivals: [u32; QUARTER_HOURS],
    pub(super) called: u64,
    pub(super) left: u64,
    pub(super) waited_seconds: u64,
    pub(super) most_waiting: u32,
    pub(super) has_numbers: bool,
}

impl DayEstimate {
    pub(super) fn new(trust: DateTrust) -> Self {
        Self {
            trust,
            polls: 0,
            gaps: 0,
            arrivals: [0; QUARTER_HOURS],
            called: 0,
            left: 0,
            waited_seconds: 0,
            most_waiting: 0,
            has_numbers: false,
        }
    }

    /// How far the date can be trusted.
    #[must_use]
    pub fn trust(&self) -> DateTrust {
        self.trust
    }

    /// Polls of the day.
    #[must_use]
    pub fn polls(&self) -> u64 {
        self.polls
    }

    /// Pairs of polls that were too far apart to be joined.
    #[must_use]
    pub fn gaps(&self) -> u64 {
        self.gaps
    }

    /// 15分ごとの来庁数（推計）: arrivals by the quarter-hour in which the middle between two polls lies.
    #[must_use]
    pub fn arrivals_by_quarter_hour(&self) -> &[u32; QUARTER_HOURS] {
        &self.arrivals
    }

    /// 来庁数（推計）.
    #[must_use]
    pub fn arrivals(&self) -> u64 {
        self.arrivals
            .iter()
            .fold(0, |sum, quarter| sum.saturating_add(u64::from(*quarter)))
    }

    /// Whether the arrivals are a lower bound, because no number called last was seen all day.
    #[must_use]
    pub fn arrivals_are_a_lower_bound(&self) -> bool {
        !self.has_numbers
    }

    /// 呼出し数: people called, by the numbers.
    #[must_use]
    pub fn called(&self) -> u64 {
        self.called
    }

    /// 離脱（推計）: people who disappeared from the waiting without being called, at least.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }

    /// The most people who were waiting at a poll.
    #[must_use]
    pub fn most_waiting(&self) -> u32 {
        self.most_waiting
    }

    /// 平均待ち時間（推計）; `None` if nobody came, or the arrivals are only a lower bound.
    #[must_use]
    pub fn mean_wait(&self) -> Option<MeanMinutes> {
        let arrivals = self.arrivals();
        MeanMinutes::of(self.waited_seconds, arrivals).filter(|_| self.has_numbers)
    }

    pub(super) fn add_arrivals(&mut self, quarter_hour: u32, people: u32) {
        let at = usize::try_from(quarter_hour).unwrap_or(usize::MAX);
        if let Some(quarter) = self.arrivals.get_mut(at) {
            *quarter = quarter.saturating_add(people);
        }
    }
}

/// 窓口の列の推計 (estimate of one queue): its days, and what its service times are worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeriesEstimate {
    pub(super) days: BTreeMap<Date, DayEstimate>,
    pub(super) known_services: u64,
    pub(super) first_service: Option<u32>,
    pub(super) services_change: bool,
}

impl SeriesEstimate {
    /// The days, in order.
    pub fn days(&self) -> impl Iterator<Item = (Date, &DayEstimate)> {
        self.days.iter().map(|(date, day)| (*date, day))
    }

    /// A day.
    #[must_use]
    pub fn day(&self, date: Date) -> Option<&DayEstimate> {
        self.days.get(&date)
    }

    /// The service time in minutes that stands at every poll where one stands, if it never changes: it
    /// was set, and not measured.
    #[must_use]
    pub fn constant_service_minutes(&self) -> Option<u32> {
        self.first_service
            .filter(|_| !self.services_change && self.known_services > 1)
    }
}
