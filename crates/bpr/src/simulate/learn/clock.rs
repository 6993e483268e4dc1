//! 現地時刻 (local time): what the clock of the office showed at an event.

use crate::event_log::{EventLog, Instance, Lifecycle, LogCase, LogEvent, Timestamp, instances};
use serde::{Deserialize, Serialize};
use tosei_types::Date;

/// 現地時刻のとり方 (local time): by which clock days and hours are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LocalTime {
    /// By the offset that each time is written with, so that summer time is right.
    #[default]
    AsWritten,
    /// By one offset, in minutes from UTC, whatever is written: for logs that are written in UTC.
    OffsetMinutes(i32),
}

impl LocalTime {
    /// Day and minute of the day of an event; `None` without a time.
    pub(super) fn of(self, event: &LogEvent) -> Option<(Date, u16)> {
        let offset = match self {
            Self::AsWritten => event.offset_minutes?,
            Self::OffsetMinutes(offset) => offset,
        };
        let (day, milliseconds) = event.time?.local(offset)?;
        Some((day, u16::try_from(milliseconds.div_euclid(60_000)).ok()?))
    }
}

/// A case with its times.
#[derive(Debug)]
pub(super) struct CaseTimes {
    /// The completed steps in order.
    pub(super) steps: Vec<Instance>,
    /// The first event that has a time, on the clock of the office.
    first: Option<(Date, u16)>,
    /// The first and last time.
    pub(super) span: Option<(Timestamp, Timestamp)>,
    /// Whether every event has a time.
    pub(super) is_timed: bool,
}

impl CaseTimes {
    pub(super) fn of(case: &LogCase, clock: LocalTime) -> Self {
        let timed = || case.events.iter().filter(|event| event.time.is_some());
        let first = timed().min_by_key(|event| event.time);
        let last = timed().max_by_key(|event| event.time);
        Self {
            steps: instances(case),
            first: first.and_then(|event| clock.of(event)),
            span: first
                .and_then(|event| event.time)
                .zip(last.and_then(|event| event.time)),
            is_timed: case.events.iter().all(|event| event.time.is_some()),
        }
    }

    /// Day and minute of the day at which the case came in.
    pub(super) fn arrival(&self) -> Option<(Date, u16)> {
        self.first
    }
}

/// What a log as a whole was observed from and to.
#[derive(Debug, Clone, Default)]
pub(super) struct Observed {
    /// The day up to which the log is known, if it is said.
    pub(super) known_to: Option<Date>,
    /// How many offsets occur.
    pub(super) offsets: usize,
}

impl Observed {
    pub(super) fn of(log: &EventLog, clock: LocalTime, as_of: Option<Timestamp>) -> Self {
        let events = log.cases().iter().flat_map(|case| &case.events);
        let mut offsets: Vec<i32> = events
            .clone()
            .filter_map(|event| event.offset_minutes)
            .collect();
        offsets.sort_unstable();
        offsets.dedup();
        let last = events.max_by_key(|event| event.time);
        let offset = match clock {
            LocalTime::OffsetMinutes(offset) => Some(offset),
            LocalTime::AsWritten => last.and_then(|event| event.offset_minutes),
        };
        Self {
            known_to: as_of
                .zip(offset)
                .and_then(|(time, offset)| time.local(offset))
                .map(|(day, _)| day),
            offsets: offsets.len(),
        }
    }
}

/// Every event that has a time, with its day and minute.
pub(super) fn events(
    log: &EventLog,
    clock: LocalTime,
) -> impl Iterator<Item = (&LogEvent, Date, u16)> {
    log.cases()
        .iter()
        .flat_map(|case| &case.events)
        .filter_map(move |event| clock.of(event).map(|(day, minute)| (event, day, minute)))
}

/// Whether an event is a completion.
pub(super) fn is_completion(event: &LogEvent) -> bool {
    event.lifecycle == Lifecycle::Complete
}
