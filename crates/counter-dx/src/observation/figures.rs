//! The same figures from every kind of observation, as far as it has them.

use super::{DailyTotals, DayEstimate, MeanMinutes, QUARTER_HOURS, TicketTotals};
use tosei_types::{Date, coded_enum};

coded_enum! {
    /// 観測の種類 (kind of observation) that figures rest on.
    pub enum ObservationKind: "kind of observation" {
        /// 受付票: every visit was measured.
        Tickets = "tickets" ("受付票", "tickets"),
        /// 日計: only totals of days are known.
        DailyTotals = "daily_totals" ("日計", "daily totals"),
        /// 待ち状況: estimated from polls.
        Snapshots = "snapshots" ("待ち状況", "snapshots"),
    }
}

/// 観測値 (observed figures) of a counter: whatever its kind of observation can say, and `None` for what
/// it cannot.
///
/// # Not to be confused with
///
/// 0. No figure is 0 because nobody measured it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObservedFigures {
    /// 観測の種類.
    pub kind: ObservationKind,
    /// 来庁数.
    pub arrivals: Option<u64>,
    /// 15分ごとの来庁数, from midnight.
    pub arrivals_by_quarter_hour: Option<[u64; QUARTER_HOURS]>,
    /// 対応済み.
    pub served: Option<u64>,
    /// 離脱.
    pub left: Option<u64>,
    /// 平均待ち時間.
    pub mean_wait: Option<MeanMinutes>,
    /// 待ち時間の中央値, in seconds.
    pub median_wait_seconds: Option<u32>,
    /// 待ち時間の90パーセンタイル値, in seconds.
    pub p90_wait_seconds: Option<u32>,
    /// 最長の待ち時間, in seconds.
    pub longest_wait_seconds: Option<u32>,
    /// 待ち時間が上限を超えた人: how many, among those whose wait is known.
    pub waited_over: Option<(u64, u64)>,
    /// 平均対応時間.
    pub mean_service: Option<MeanMinutes>,
}

impl ObservedFigures {
    fn nothing(kind: ObservationKind) -> Self {
        Self {
            kind,
            arrivals: None,
            arrivals_by_quarter_hour: None,
            served: None,
            left: None,
            mean_wait: None,
            median_wait_seconds: None,
            p90_wait_seconds: None,
            longest_wait_seconds: None,
            waited_over: None,
            mean_service: None,
        }
    }
}

impl TicketTotals {
    /// The figures of all days; arrivals by quarter-hour of all days together. `over_seconds` is the
    /// limit of [`waited_over`](ObservedFigures::waited_over).
    ///
    /// Served and left are known only where the tickets declare the times that show it
    /// ([`KnownTimes`](super::KnownTimes)).
    #[must_use]
    pub fn figures(&self, over_seconds: u32) -> ObservedFigures {
        let known = self.known_times();
        let mut quarters = [0u64; QUARTER_HOURS];
        for date in self.dates() {
            for (sum, day) in quarters.iter_mut().zip(self.arrivals(date)) {
                *sum = sum.saturating_add(day);
            }
        }
        let (waits, services) = (self.waits(), self.services());
        let people = waits.people();
        ObservedFigures {
            arrivals: Some(self.visits()),
            arrivals_by_quarter_hour: known.issued.then_some(quarters),
            served: (known.started || known.finished).then(|| self.served()),
            left: known.left.then(|| self.left()),
            mean_wait: waits.mean(),
            median_wait_seconds: waits.quantile_seconds(50),
            p90_wait_seconds: waits.quantile_seconds(90),
            longest_wait_seconds: waits.longest_seconds(),
            waited_over: (people > 0).then(|| (waits.over(over_seconds), people)),
            mean_service: services.mean(),
            ..ObservedFigures::nothing(ObservationKind::Tickets)
        }
    }
}

impl DailyTotals {
    /// The figures of all days. A sum is known only if every day knows its part; quantiles and the
    /// arrivals by quarter-hour never are.
    #[must_use]
    pub fn figures(&self, over_minutes: u32) -> ObservedFigures {
        ObservedFigures {
            arrivals: self.visits(),
            served: self.served(),
            left: self.left(),
            mean_wait: self.mean_wait(),
            longest_wait_seconds: self.longest_wait_seconds(),
            waited_over: self.waited_over(over_minutes),
            mean_service: self.mean_service(),
            ..ObservedFigures::nothing(ObservationKind::DailyTotals)
        }
    }
}

impl DayEstimate {
    /// The figures of the day. Arrivals that are only a lower bound are no arrivals; who left without
    /// being called is seen only in part, so nobody's leaving is given here.
    #[must_use]
    pub fn figures(&self) -> ObservedFigures {
        let mut quarters = [0u64; QUARTER_HOURS];
        for (sum, people) in quarters.iter_mut().zip(self.arrivals_by_quarter_hour()) {
            *sum = u64::from(*people);
        }
        let known = !self.arrivals_are_a_lower_bound();
        ObservedFigures {
            arrivals: known.then(|| self.arrivals()),
            arrivals_by_quarter_hour: known.then_some(quarters),
            mean_wait: self.mean_wait(),
            ..ObservedFigures::nothing(ObservationKind::Snapshots)
        }
    }
}

impl TicketTotals {
    /// The days on which somebody came.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        let mut last = None;
        self.visit_dates().filter(move |date| {
            let new = last != Some(*date);
            last = Some(*date);
            new
        })
    }
}
