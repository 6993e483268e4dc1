//! 勤務時間 (working hours): the hours of each weekday at which something was done, and the days without anything.

use super::{
    arrivals::{MOST_DAYS, WEEKDAYS, days},
    clock::{LocalTime, events},
    number::count,
};
use crate::event_log::EventLog;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tosei_simulation::{
    OpeningHours,
    opening_hours::{Exception, Span},
};
use tosei_types::{Date, ExactNumber, Weekday};

/// 曜日の活動 (activity of a weekday).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedWeekdayActivity"))]
#[non_exhaustive]
pub struct WeekdayActivity {
    /// The weekday.
    pub weekday: Weekday,
    /// How many such days lie between the first event and the last.
    pub days: u64,
    /// How many events fell on them.
    pub events: u64,
    /// On how many of the days something happened, for each of the 24 hours.
    pub active_days_by_hour: Vec<u64>,
}

/// 勤務時間の根拠 (evidence on working hours).
///
/// An hour of a weekday is a working hour if something happened in it on at least a share of such days
/// ([`LearnOptions::working_hour_share`](super::LearnOptions::working_hour_share)). A day of a weekday that has working
/// hours is closed if nothing happened on it although such days have five events on average; then chance alone would
/// leave one of 148 such days without any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedCalendar"))]
#[non_exhaustive]
pub struct CalendarEvidence {
    /// Monday to Sunday.
    pub weekdays: Vec<WeekdayActivity>,
    /// The hours; the closed days are exceptions without hours.
    pub hours: OpeningHours,
    /// The closed days.
    pub closed_days: Vec<Date>,
    /// Events outside these hours.
    pub outside: u64,
    /// All events.
    pub events: u64,
}

/// So many events on an average day make a day without any a closed one.
const BUSY_DAY: u64 = 5;

pub(super) fn calendar(
    log: &EventLog,
    clock: LocalTime,
    share: ExactNumber,
) -> Option<CalendarEvidence> {
    let mut by_day: BTreeMap<Date, [u64; 24]> = BTreeMap::new();
    let mut all = 0u64;
    for (_, day, minute) in events(log, clock) {
        let hours = by_day.entry(day).or_insert([0; 24]);
        if let Some(hour) = hours.get_mut(usize::from(minute / 60)) {
            *hour = hour.saturating_add(1);
            all = all.saturating_add(1);
        }
    }
    let (from, to) = (*by_day.first_key_value()?.0, *by_day.last_key_value()?.0);
    if from.days_until(to) > MOST_DAYS {
        return None;
    }
    let weekdays: Vec<WeekdayActivity> = WEEKDAYS
        .into_iter()
        .map(|weekday| {
            let of = || by_day.iter().filter(|(day, _)| day.weekday() == weekday);
            WeekdayActivity {
                weekday,
                days: count(
                    days(from, to)
                        .filter(|day| day.weekday() == weekday)
                        .count(),
                ),
                events: of().flat_map(|(_, hours)| hours).sum(),
                active_days_by_hour: (0..24)
                    .map(|hour| {
                        let active = |hours: &[u64; 24]| hours.get(hour).copied().unwrap_or(0) > 0;
                        count(of().filter(|(_, hours)| active(hours)).count())
                    })
                    .collect(),
            }
        })
        .collect();
    let mut hours = OpeningHours::default();
    let mut open: BTreeSet<(Weekday, usize)> = BTreeSet::new();
    for activity in &weekdays {
        let is_working = |active: u64| {
            // active / days >= share, in whole numbers.
            let left = u128::from(active) * u128::from(share.denominator());
            let right = i128::from(share.numerator()) * i128::from(activity.days);
            active > 0 && i128::try_from(left).is_ok_and(|left| left >= right)
        };
        let working: Vec<usize> = activity
            .active_days_by_hour
            .iter()
            .enumerate()
            .filter(|(_, active)| is_working(**active))
            .map(|(hour, _)| hour)
            .collect();
        open.extend(working.iter().map(|hour| (activity.weekday, *hour)));
        let spans = spans(&working);
        match activity.weekday {
            Weekday::Monday => hours.monday = spans,
            Weekday::Tuesday => hours.tuesday = spans,
            Weekday::Wednesday => hours.wednesday = spans,
            Weekday::Thursday => hours.thursday = spans,
            Weekday::Friday => hours.friday = spans,
            Weekday::Saturday => hours.saturday = spans,
            Weekday::Sunday => hours.sunday = spans,
        }
    }
    let is_busy = |weekday: Weekday| {
        weekdays
            .iter()
            .any(|one| one.weekday == weekday && one.events >= one.days.saturating_mul(BUSY_DAY))
    };
    let closed_days: Vec<Date> = days(from, to)
        .filter(|day| {
            !by_day.contains_key(day)
                && is_busy(day.weekday())
                && !hours.usual(day.weekday()).is_empty()
        })
        .collect();
    hours.exceptions = closed_days
        .iter()
        .map(|day| Exception {
            date: *day,
            hours: Vec::new(),
            reason: None,
        })
        .collect();
    let inside: u64 = by_day
        .iter()
        .flat_map(|(day, hours)| {
            hours
                .iter()
                .enumerate()
                .map(move |(hour, events)| (day, hour, events))
        })
        .filter(|(day, hour, _)| open.contains(&(day.weekday(), *hour)))
        .map(|(_, _, events)| *events)
        .sum();
    Some(CalendarEvidence {
        weekdays,
        hours,
        closed_days,
        outside: all.saturating_sub(inside),
        events: all,
    })
}

/// Hours on end as spans.
fn spans(hours: &[usize]) -> Vec<Span> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for hour in hours {
        match spans.last_mut() {
            Some(last) if last.1 == *hour => last.1 = hour.saturating_add(1),
            _ => spans.push((*hour, hour.saturating_add(1))),
        }
    }
    let time = |hour: usize| format!("{hour:02}:00").parse().ok();
    spans
        .into_iter()
        .filter_map(|(from, to)| {
            Some(Span {
                from: time(from)?,
                to: time(to)?,
            })
        })
        .collect()
}
