//! Any text as a processing period, asked for its due date from any arrival with any stops.
//!
//! Nine bytes say the arrival (two, little end first), how is counted (one) and three stops (two each);
//! then come a timestamp, a line end and the text.
//!
//! Laws: no panic; a due date counted in business days is an open day; the days are listed without a
//! gap, from the arrival to the due date; a further stop never makes it earlier.

use std::sync::LazyLock;
use tosei_types::business_day::BusinessCalendar;
use tosei_types::deadline::{
    Arrival, ArrivalTimestamp, CountedDays, CountingRule, DeadlineDay, DueDate, DueDateAnswer,
    FirstDay, Stop, StopKind, due_date_of_cell,
};
use tosei_types::holiday::BeyondList;
use tosei_types::{BusinessDays, Date, HolidayList, Label};

static CALENDAR: LazyLock<BusinessCalendar> =
    LazyLock::new(|| BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City")));

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let Some(([low, high, counting, stops_at @ ..], rest)) = bytes.split_first_chunk::<9>() else {
        return;
    };
    let rest = crate::text(rest);
    let (timestamp, text) = rest.split_once('\n').unwrap_or(("", rest));
    if let Ok(at) = timestamp.parse::<ArrivalTimestamp>() {
        assert_eq!(at.to_string(), timestamp);
    }
    let Ok(start) = "2016-01-01".parse::<Date>() else {
        return;
    };
    let after = u16::from_le_bytes([*low, *high]) % 6_000;
    let Ok(arrived) = start.add_days(i64::from(after)) else {
        return;
    };
    let beyond = match counting & 1 {
        0 => BeyondList::Refuse,
        _ => BeyondList::ByRule,
    };
    let first = match counting & 2 {
        0 => FirstDay::NextDay,
        _ => FirstDay::ArrivalDay,
    };
    let days = BusinessDays::new(&CALENDAR, HolidayList::official()).with_beyond_list(beyond);
    let rule = CountingRule::standard(first);
    let arrival = Arrival::on(arrived);
    let mut stops = Vec::new();
    let mut last: Option<Date> = None;
    for number in 0..=stops_at.len() / 2 {
        let answer = due_date_of_cell(text, &arrival, &rule, &days, &stops);
        if let Ok(Some(DueDateAnswer::Due { due, .. })) = answer {
            check(&due, arrived, &days);
            assert!(
                last.is_none_or(|last| due.date() >= last),
                "a stop made it earlier"
            );
            last = Some(due.date());
        }
        let Some([after, length]) = stops_at.get(number * 2..number * 2 + 2) else {
            break;
        };
        let (Ok(from), Ok(until)) = (
            arrived.add_days(i64::from(*after)),
            arrived.add_days(i64::from(*after) + i64::from(*length)),
        ) else {
            break;
        };
        stops.extend(Stop::try_new(StopKind::Correction, from, until));
    }
}

fn check(due: &DueDate, arrived: Date, days: &BusinessDays<'_>) {
    if due.counted() == CountedDays::BusinessDays {
        let verdict = days.verdict(due.date());
        assert!(
            verdict.is_ok_and(|verdict| verdict.is_open()),
            "due on a closing day"
        );
    }
    let mut listed = due.days().iter().map(DeadlineDay::date);
    let mut before = listed.next();
    assert!(before.is_some_and(|first| first >= arrived));
    for day in listed {
        assert_eq!(before.and_then(Date::next), Some(day), "a gap in the days");
        before = Some(day);
    }
    assert_eq!(before, Some(due.date()), "the last day is the due date");
}
