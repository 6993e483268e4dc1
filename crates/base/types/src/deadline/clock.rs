//! The clock of one case: what each day does to it.
#![deny(clippy::arithmetic_side_effects)]

use super::{
    Arrival, CountedDays, CountingRule, DayStatus, DeadlineDay, DeadlineError, FirstDay, Stop,
    StopBoundary, StopKind,
};
use crate::{BusinessDays, Date};

/// The most days from an arrival that are listed: a hundred years.
pub const MAX_LISTED_DAYS: u32 = 36_600;

/// The most stops of one case.
pub const MAX_STOPS: usize = 400;

/// The days that a stop takes out.
#[derive(Debug, Clone, Copy)]
struct Span {
    kind: StopKind,
    from: Date,
    first: Date,
    /// `None` if the stop has not ended.
    last: Option<Date>,
}

/// The clock of one case.
pub(super) struct Clock<'a> {
    pub(super) arrival: Date,
    /// 起算日 of the calendar, whether or not the office is open on it.
    pub(super) first: Date,
    pub(super) counted: CountedDays,
    pub(super) days: BusinessDays<'a>,
    spans: Vec<Span>,
    /// Stops of kinds that the rule does not name.
    pub(super) ignored: Vec<Stop>,
}

impl<'a> Clock<'a> {
    pub(super) fn try_new(
        arrival: &Arrival,
        first_day: FirstDay,
        counted: CountedDays,
        rule: &CountingRule,
        days: &BusinessDays<'a>,
        stops: &[Stop],
    ) -> Result<Self, DeadlineError> {
        if stops.len() > MAX_STOPS {
            return Err(DeadlineError::TooManyStops { stops: stops.len() });
        }
        let arrival = arrival.date();
        let first = match first_day {
            FirstDay::ArrivalDay => Some(arrival),
            FirstDay::NextDay => arrival.next(),
        }
        .ok_or(DeadlineError::OutOfRange { from: arrival })?;
        let ignored = stops
            .iter()
            .filter(|stop| rule.stop_rule(stop.kind()).is_none());
        Ok(Self {
            arrival,
            first,
            counted,
            days: *days,
            ignored: ignored.copied().collect(),
            spans: stops.iter().filter_map(|stop| span(stop, rule)).collect(),
        })
    }

    /// What a day does: counts, or does not because counting has not begun, the office is closed or the
    /// clock stands still. A closing day inside a stop is closed.
    pub(super) fn judge(&self, date: Date) -> Result<DeadlineDay, DeadlineError> {
        if date < self.first {
            return Ok(DeadlineDay::new(date, DayStatus::BeforeFirstDay));
        }
        let mut day = DeadlineDay::new(date, DayStatus::Counted);
        if self.counted == CountedDays::BusinessDays {
            let verdict = self.days.verdict(date)?;
            day = day.judged_by(&verdict);
            if !verdict.is_open() {
                day.status = DayStatus::Closed;
                return Ok(day);
            }
        }
        let covers = |span: &&Span| span.first <= date && span.last.is_none_or(|last| date <= last);
        if let Some(span) = self.spans.iter().find(covers) {
            day.status = DayStatus::Stopped;
            day.stopped_by = Some(span.kind);
        }
        Ok(day)
    }

    /// Refuses a day from which on nobody knows when the clock goes on.
    pub(super) fn expect_end_of_stop(&self, date: Date) -> Result<(), DeadlineError> {
        let open = self
            .spans
            .iter()
            .find(|span| span.last.is_none() && span.first <= date);
        match open {
            Some(span) => Err(DeadlineError::StopNotEnded {
                kind: span.kind,
                from: span.from,
            }),
            None => Ok(()),
        }
    }
}

/// The days that a stop takes out by the rule; `None` if it takes out none.
fn span(stop: &Stop, rule: &CountingRule) -> Option<Span> {
    let boundaries = rule.stop_rule(stop.kind())?;
    let first = match boundaries.first_day {
        StopBoundary::Stopped => stop.from(),
        StopBoundary::Counted => stop.from().next()?,
    };
    let last = match (stop.until(), boundaries.last_day) {
        (None, _) => None,
        (Some(until), StopBoundary::Stopped) => Some(until),
        (Some(until), StopBoundary::Counted) => Some(until.previous()?),
    };
    if last.is_some_and(|last| last < first) {
        return None;
    }
    Some(Span {
        kind: stop.kind(),
        from: stop.from(),
        first,
        last,
    })
}
