//! The clock of a period over a table of days.
#![deny(clippy::arithmetic_side_effects)]

use super::{DayClockError, DayTable};
use std::sync::Arc;
use tosei_types::{
    deadline::{
        CountedDays, CountingRule, FirstDay, LastDayClosed, StopBoundary, StopKind, days_of_period,
    },
    period::PeriodLength,
};

/// 停止 (stop) of a simulated case, in days of the table.
///
/// # Not to be confused with
///
/// [`Stop`](tosei_types::Stop), which holds dates. This one is what a simulation keeps for each
/// case: three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct StopDays {
    /// 事由.
    pub kind: StopKind,
    /// The day on which the body asked.
    pub from: u32,
    /// The day on which what was asked for arrived; `None` if it has not.
    pub until: Option<u32>,
}

impl StopDays {
    /// A stop from one day to another; one that ends before it begins stops nothing.
    #[must_use]
    pub const fn new(kind: StopKind, from: u32, until: u32) -> Self {
        Self {
            kind,
            from,
            until: Some(until),
        }
    }

    /// A stop that has not ended.
    #[must_use]
    pub const fn still_running(kind: StopKind, from: u32) -> Self {
        Self {
            kind,
            from,
            until: None,
        }
    }
}

/// 期限 (due day) of a simulated case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DueDay {
    /// The last day, by its number.
    Day(u32),
    /// Later than the last day of the table.
    BeyondTable,
    /// Nobody knows: the clock stands still, and the stop has not ended.
    Stopped,
}

impl DueDay {
    /// Whether a day of the table lies within the period.
    #[must_use]
    pub const fn holds(self, day: u32) -> bool {
        match self {
            Self::Day(last) => day <= last,
            Self::BeyondTable | Self::Stopped => true,
        }
    }
}

/// 期間の時計 (clock of a period): a length and a counting rule, worked out for every day of a table.
///
/// It gives the same day as [`due_date`](tosei_types::due_date) and the same count as
/// [`elapsed_days`](tosei_types::elapsed_days), without walking through the days: without stops
/// one look-up, with k stops at most k² steps.
///
/// Unlike those it takes any number of stops, and a day past its table is "beyond", not an error.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use tosei_bpr::simulate::deadline::{DayTable, DueDay, PeriodClock, StopDays};
/// use tosei_types::{BusinessCalendar, BusinessDays, CountingRule, FirstDay, HolidayList, Label};
/// use tosei_types::StopKind;
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let table = Arc::new(DayTable::try_new("2025-06-01".parse()?, 60, &days)?);
/// let rule = CountingRule::standard(FirstDay::NextDay);
/// let clock = PeriodClock::try_new(Arc::clone(&table), &rule, "10日".parse()?)?;
///
/// let night = table.day_of(6.0 * 1_440.0 + 1_410.0).unwrap(); // Saturday 2025-06-07, 23:30
/// let due = |arrival, stops: &[StopDays]| match clock.due_day(arrival, stops) {
///     DueDay::Day(day) => table.date_of(day).map(|date| date.to_string()),
///     _ => None,
/// };
/// assert_eq!(due(night, &[]).as_deref(), Some("2025-06-20"));
/// // 2 June, and three days of correction from the 4th to the 6th.
/// let correction = StopDays::new(StopKind::Correction, 3, 5);
/// assert_eq!(due(1, &[correction]).as_deref(), Some("2025-06-19"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct PeriodClock {
    table: Arc<DayTable>,
    length: PeriodLength,
    counted: CountedDays,
    /// 起算日 of the period; that of 即日 is the day of arrival.
    first_day: FirstDay,
    /// 起算日 of the rule, from which elapsed days run.
    rule_first_day: FirstDay,
    needed: Needed,
    moves: bool,
    stops: Vec<(StopKind, StopBoundary, StopBoundary)>,
}

/// How many days have to count.
#[derive(Debug, Clone)]
enum Needed {
    Always(u32),
    /// By the number of the first day, for months and years.
    FromDay(Arc<[u32]>),
}

impl PeriodClock {
    /// Works a period out for every day of a table.
    ///
    /// # Errors
    ///
    /// [`DayClockError::Period`] if the period has no last day that is counted.
    pub fn try_new(
        table: Arc<DayTable>,
        rule: &CountingRule,
        length: PeriodLength,
    ) -> Result<Self, DayClockError> {
        let counted = rule.counting_of(length);
        let first_day = match length {
            PeriodLength::SAME_DAY => FirstDay::ArrivalDay,
            _ => rule.first_day(),
        };
        Ok(Self {
            needed: needed(&table, length)?,
            table,
            length,
            counted,
            first_day,
            rule_first_day: rule.first_day(),
            moves: counted == CountedDays::CalendarDays
                && rule.last_day_closed() == LastDayClosed::NextOpenDay,
            stops: rule
                .stops()
                .iter()
                .map(|stop| (stop.kind, stop.first_day, stop.last_day))
                .collect(),
        })
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &Arc<DayTable> {
        &self.table
    }

    /// The length of the period.
    #[must_use]
    pub fn length(&self) -> PeriodLength {
        self.length
    }

    /// Which days count.
    #[must_use]
    pub fn counted_days(&self) -> CountedDays {
        self.counted
    }

    /// Whether the rule names a kind of stop; others do not stop this clock.
    #[must_use]
    pub fn is_stopped_by(&self, kind: StopKind) -> bool {
        self.stops.iter().any(|(named, _, _)| *named == kind)
    }

    /// 期限: the last day of the period of a case that arrived on a day.
    #[must_use]
    pub fn due_day(&self, arrival: u32, stops: &[StopDays]) -> DueDay {
        self.due_day_or_beyond(arrival, stops)
            .unwrap_or(DueDay::BeyondTable)
    }

    fn due_day_or_beyond(&self, arrival: u32, stops: &[StopDays]) -> Option<DueDay> {
        let first = after_arrival(self.first_day, arrival)?;
        let mut left = match &self.needed {
            Needed::Always(days) => *days,
            Needed::FromDay(days) => *days.get(usize::try_from(first).ok()?)?,
        };
        let mut from = first;
        while let Some((begins, ends)) = self.next_stop(stops, from) {
            if let Some(before) = begins.checked_sub(1).filter(|before| *before >= from) {
                let counted = self.table.counted(self.counted, from, before);
                if counted >= left {
                    break;
                }
                left = left.saturating_sub(counted);
            }
            if begins >= self.table.days() {
                return None;
            }
            let Some(ends) = ends else {
                return Some(DueDay::Stopped);
            };
            from = ends.checked_add(1)?;
        }
        let last = self.table.nth(self.counted, from, left)?;
        Some(DueDay::Day(if self.moves {
            self.table.open_day_from(last)?
        } else {
            last
        }))
    }

    /// 経過日数: how many days of a case have counted from its arrival to a day, both looked at; days
    /// past the table do not.
    #[must_use]
    pub fn elapsed_days(&self, arrival: u32, until: u32, stops: &[StopDays]) -> u32 {
        let Some(first) = after_arrival(self.rule_first_day, arrival) else {
            return 0;
        };
        let (mut days, mut from) = (0u32, first);
        while let Some((begins, ends)) = self.next_stop(stops, from) {
            if begins > until {
                break;
            }
            if let Some(before) = begins.checked_sub(1).filter(|before| *before >= from) {
                days = days.saturating_add(self.table.counted(self.counted, from, before));
            }
            match ends.and_then(|ends| ends.checked_add(1)) {
                Some(next) => from = next,
                None => return days,
            }
        }
        if from > until {
            return days;
        }
        days.saturating_add(self.table.counted(self.counted, from, until))
    }

    /// The stop that takes out the earliest day from a day on, as the days that it takes out.
    fn next_stop(&self, stops: &[StopDays], from: u32) -> Option<(u32, Option<u32>)> {
        stops
            .iter()
            .filter_map(|stop| self.span(*stop))
            .filter(|(_, last)| last.is_none_or(|last| last >= from))
            .min_by_key(|(first, _)| (*first).max(from))
    }

    /// The days that a stop takes out by the rule; `None` if it takes out none.
    fn span(&self, stop: StopDays) -> Option<(u32, Option<u32>)> {
        let (_, first_day, last_day) = self.stops.iter().find(|(kind, _, _)| *kind == stop.kind)?;
        let first = match first_day {
            StopBoundary::Counted => stop.from.checked_add(1)?,
            _ => stop.from,
        };
        let last = match (stop.until, last_day) {
            (None, _) => return Some((first, None)),
            (Some(until), StopBoundary::Counted) => until.checked_sub(1)?,
            (Some(until), _) => until,
        };
        (first <= last).then_some((first, Some(last)))
    }
}

/// 起算日 of a case that arrived on a day.
fn after_arrival(first_day: FirstDay, arrival: u32) -> Option<u32> {
    match first_day {
        FirstDay::NextDay => arrival.checked_add(1),
        _ => Some(arrival),
    }
}

/// How many days a period has that begins on each day of the table.
fn needed(table: &DayTable, length: PeriodLength) -> Result<Needed, DayClockError> {
    let of = |number| {
        let first = table.date_of(number).unwrap_or_else(|| table.first());
        days_of_period(first, length)
    };
    let one = of(0)?;
    let mut days = Vec::with_capacity(usize::try_from(table.days()).unwrap_or(0));
    let mut differ = false;
    for number in 0..table.days() {
        let found = of(number)?;
        differ |= found != one;
        days.push(found);
    }
    Ok(if differ {
        Needed::FromDay(days.into())
    } else {
        Needed::Always(one)
    })
}
