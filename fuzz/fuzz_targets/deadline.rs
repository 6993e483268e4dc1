//! Any text as a processing period, asked for its due date from any arrival with any stops.
//!
//! Laws: no panic; a due date counted in business days is an open day; the days are listed without a
//! gap, from the arrival to the due date; a further stop never makes it earlier.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tosei_types::business_day::BusinessCalendar;
use tosei_types::deadline::{
    Arrival, ArrivalTimestamp, CountedDays, CountingRule, DueDate, DueDateAnswer, FirstDay, Stop,
    StopKind, due_date_of_cell,
};
use tosei_types::holiday::BeyondList;
use tosei_types::{BusinessDays, Date, HolidayList, Label};

#[derive(Debug, Arbitrary)]
struct Question<'a> {
    text: &'a str,
    timestamp: &'a str,
    arrival: u16,
    arrival_day_counts: bool,
    by_rule: bool,
    stops: [(u8, u8); 3],
}

static CALENDAR: LazyLock<BusinessCalendar> =
    LazyLock::new(|| BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City")));

fuzz_target!(|question: Question<'_>| {
    if let Ok(at) = question.timestamp.parse::<ArrivalTimestamp>() {
        assert_eq!(at.to_string(), question.timestamp);
    }
    let Ok(start) = "2016-01-01".parse::<Date>() else { return };
    let Ok(arrived) = start.add_days(i64::from(question.arrival % 6_000)) else {
        return;
    };
    let beyond = if question.by_rule { BeyondList::ByRule } else { BeyondList::Refuse };
    let days = BusinessDays::new(&CALENDAR, HolidayList::official()).with_beyond_list(beyond);
    let first = if question.arrival_day_counts { FirstDay::ArrivalDay } else { FirstDay::NextDay };
    let rule = CountingRule::standard(first);
    let arrival = Arrival::on(arrived);
    let mut stops = Vec::new();
    let mut last: Option<Date> = None;
    for number in 0..=question.stops.len() {
        let answer = due_date_of_cell(question.text, &arrival, &rule, &days, &stops);
        if let Ok(Some(DueDateAnswer::Due { due, .. })) = answer {
            check(&due, arrived, &days);
            assert!(last.is_none_or(|last| due.date() >= last), "a stop made it earlier");
            last = Some(due.date());
        }
        let Some((after, length)) = question.stops.get(number) else { break };
        let (Ok(from), Ok(until)) = (
            arrived.add_days(i64::from(*after)),
            arrived.add_days(i64::from(*after) + i64::from(*length)),
        ) else {
            break;
        };
        stops.extend(Stop::try_new(StopKind::Correction, from, until));
    }
});

fn check(due: &DueDate, arrived: Date, days: &BusinessDays<'_>) {
    if due.counted() == CountedDays::BusinessDays {
        let verdict = days.verdict(due.date());
        assert!(verdict.is_ok_and(|verdict| verdict.is_open()), "due on a closing day");
    }
    let mut listed = due.days().iter().map(|day| day.date());
    let mut before = listed.next();
    assert!(before.is_some_and(|first| first >= arrived));
    for day in listed {
        assert_eq!(before.and_then(Date::next), Some(day), "a gap in the days");
        before = Some(day);
    }
    assert_eq!(before, Some(due.date()), "the last day is the due date");
}
