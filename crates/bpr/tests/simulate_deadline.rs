//! When a case is due: worked dates, channels, parts, and the two verdicts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::sync::Arc;
use tosei_bpr::simulate::deadline::{
    CaseDays, DayClockError, DayTable, DueDay, PeriodClock, StandardClock, StandardVerdict,
    StatutoryClock, StatutoryVerdict, StopDays,
};
use tosei_document::Severity;
use tosei_types::{
    BusinessCalendar, BusinessDays, CountingRule, FirstDay, HolidayList, Label,
    StandardProcessingPeriod, StatutoryDeadline, StopKind,
    business_day::YearlyClosing,
    deadline::{NotSetReason, PeriodBasis, StatutoryExtension},
};

fn calendar() -> BusinessCalendar {
    let closing = YearlyClosing::try_new(
        "12-29".parse().unwrap(),
        "01-03".parse().unwrap(),
        "年末年始",
    );
    BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"))
        .try_with_yearly_closings(vec![closing.unwrap()])
        .unwrap()
}

fn table() -> Arc<DayTable> {
    let calendar = calendar();
    let days = BusinessDays::new(&calendar, HolidayList::official());
    Arc::new(DayTable::try_new("2025-04-01".parse().unwrap(), 400, &days).unwrap())
}

/// The due date of an arrival at a minute of a day.
fn due(rule: FirstDay, length: &str, day: &str, minute: f64, stops: &[(&str, &str)]) -> String {
    let table = table();
    let number = |date: &str| table.number_of(date.parse().unwrap()).unwrap();
    let rule = CountingRule::standard(rule);
    let clock = PeriodClock::try_new(Arc::clone(&table), &rule, length.parse().unwrap()).unwrap();
    let stops: Vec<StopDays> = stops
        .iter()
        .map(|(from, until)| StopDays::new(StopKind::Correction, number(from), number(until)))
        .collect();
    let arrival = table
        .day_of(f64::from(number(day)) * 1_440.0 + minute)
        .unwrap();
    match clock.due_day(arrival, &stops) {
        DueDay::Day(day) => table.date_of(day).unwrap().to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn worked_due_dates() {
    let (out, within) = (FirstDay::NextDay, FirstDay::ArrivalDay);
    let morning = 540.0;
    for (rule, length, day, minute, stops, expected) in [
        (out, "10日", "2025-06-02", morning, &[][..], "2025-06-16"),
        (within, "10日", "2025-06-02", morning, &[], "2025-06-13"),
        (
            out,
            "10日",
            "2025-06-02",
            morning,
            &[("2025-06-04", "2025-06-06")],
            "2025-06-19",
        ),
        (out, "10日", "2025-04-25", morning, &[], "2025-05-14"),
        (out, "10日", "2025-12-22", morning, &[], "2026-01-13"),
        // Online on a Saturday at half past eleven in the evening: arrived on that day.
        (out, "10日", "2025-06-07", 1_410.0, &[], "2025-06-20"),
        (within, "10日", "2025-06-07", 1_410.0, &[], "2025-06-20"),
        // A minute after midnight it is another day.
        (within, "10日", "2025-06-01", 1_440.0, &[], "2025-06-13"),
        (within, "10日", "2025-06-02", 1_439.999, &[], "2025-06-13"),
        (out, "1か月", "2025-06-02", morning, &[], "2025-07-02"),
        (within, "1か月", "2025-06-02", morning, &[], "2025-07-01"),
        (within, "即日", "2025-06-02", morning, &[], "2025-06-02"),
        (out, "即日", "2025-06-02", morning, &[], "2025-06-02"),
    ] {
        let found = due(rule, length, day, minute, stops);
        assert_eq!(found, expected, "{rule} {length} {day} {minute}");
    }
}

#[test]
fn a_notification_is_not_applicable_and_an_unset_period_is_not_set() {
    let rule = CountingRule::standard(FirstDay::NextDay);
    let case = CaseDays::decided(10, 300, &[]);
    for (period, expected) in [
        (
            StandardProcessingPeriod::not_applicable(),
            StandardVerdict::NotApplicable,
        ),
        (
            StandardProcessingPeriod::not_set(NotSetReason::Unknown),
            StandardVerdict::NotSet,
        ),
        (
            StandardProcessingPeriod::unknown(),
            StandardVerdict::Unknown,
        ),
    ] {
        let clock = StandardClock::try_new(&table(), &period, &rule).unwrap();
        let verdict = clock.judge(&case).processing;
        assert_eq!(verdict, expected);
        assert_eq!(verdict.severity(), None);
        assert!(!verdict.is_decided());
    }
}

#[test]
fn the_forwarding_body_has_a_time_of_its_own() {
    let table = table();
    let number = |date: &str| table.number_of(date.parse().unwrap()).unwrap();
    let period = StandardProcessingPeriod::try_set(PeriodBasis::ALL[0], "10日".parse().unwrap())
        .and_then(|period| period.try_with_forwarding("5日".parse().unwrap()))
        .unwrap();
    let rule = CountingRule::standard(FirstDay::NextDay);
    let clock = StandardClock::try_new(&table, &period, &rule).unwrap();
    let arrival = number("2025-06-02");
    // Planned: five days until Monday the 9th, then ten.
    let due = clock.due_days(arrival, None, &[]).unwrap();
    assert_eq!(due.forwarding, Some(DueDay::Day(number("2025-06-09"))));
    assert_eq!(due.processing, DueDay::Day(number("2025-06-23")));
    // Forwarded two days late, decided in time by the body that processed it.
    let case = CaseDays::decided(arrival, number("2025-06-25"), &[]);
    let outcome = clock.judge(&case.forwarded_on(number("2025-06-11")));
    assert_eq!(outcome.forwarding, Some(StandardVerdict::Exceeded));
    assert_eq!(outcome.processing, StandardVerdict::Within);
    // Not known when it was forwarded: the plan is all there is.
    let outcome = clock.judge(&case);
    assert_eq!(outcome.forwarding, None);
    assert_eq!(outcome.processing, StandardVerdict::Exceeded);
    assert_eq!(outcome.processing.severity(), Some(Severity::Info));
}

#[test]
fn a_broken_deadline_is_an_error_and_an_extended_one_information() {
    let table = table();
    let number = |date: &str| table.number_of(date.parse().unwrap()).unwrap();
    let deadline = StatutoryDeadline::try_new(
        "情報公開条例（架空）第12条",
        "14日".parse().unwrap(),
        FirstDay::NextDay,
    )
    .unwrap();
    let alone = StatutoryClock::try_new(&table, &deadline).unwrap();
    let extended = deadline
        .try_with_extension(StatutoryExtension::UpTo("60日".parse().unwrap()))
        .unwrap();
    let extended = StatutoryClock::try_new(&table, &extended).unwrap();
    let arrival = number("2025-04-25");
    let correction = [StopDays::new(
        StopKind::Correction,
        number("2025-05-01"),
        number("2025-05-03"),
    )];
    let fee = [StopDays::new(StopKind::FeePayment, arrival, arrival + 30)];
    for (day, stops, without, with) in [
        // The holidays of May count: 14 days are 14 days.
        ("2025-05-09", &[][..], "within", "within"),
        ("2025-05-10", &[], "broken", "within_extension"),
        // Three days of correction do not count; a fee stops no statutory clock.
        ("2025-05-12", &correction, "within", "within"),
        ("2025-05-13", &correction, "broken", "within_extension"),
        ("2025-05-10", &fee, "broken", "within_extension"),
        ("2025-06-24", &[], "broken", "within_extension"),
        ("2025-06-25", &[], "broken", "broken"),
    ] {
        let case = CaseDays::decided(arrival, number(day), stops);
        assert_eq!(alone.judge(&case).code(), without, "{day}");
        assert_eq!(extended.judge(&case).code(), with, "{day}");
    }
    let open = |day: &str| alone.judge(&CaseDays::open(arrival, number(day), &[]));
    assert_eq!(open("2025-05-09"), StatutoryVerdict::Open);
    assert_eq!(open("2025-05-10"), StatutoryVerdict::Broken);
    assert_eq!(StatutoryVerdict::Broken.severity(), Some(Severity::Error));
    let extension = StatutoryVerdict::WithinExtension.severity();
    assert_eq!(extension, Some(Severity::Info));
}

#[test]
fn tables_that_cannot_be_are_refused() {
    let calendar = calendar();
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let code = |first: &str, count| {
        let table = DayTable::try_new(first.parse().unwrap(), count, &days);
        table.err().as_ref().map(DayClockError::code)
    };
    assert_eq!(code("2025-04-01", 0), Some("bpr.day_clock.days"));
    assert_eq!(code("2025-04-01", 36_601), Some("bpr.day_clock.days"));
    assert_eq!(code("2027-11-23", 1), None);
    assert_eq!(code("2027-11-23", 2), Some("types.holiday.outside_list"));
    let hours = "5時間".parse().unwrap();
    let rule = CountingRule::standard(FirstDay::NextDay);
    let error = PeriodClock::try_new(table(), &rule, hours).unwrap_err();
    assert_eq!(error.code(), "types.deadline.unit_too_fine");
}

#[test]
fn moments_outside_the_table_have_no_day() {
    let table = table();
    assert_eq!(table.day_of(0.0), Some(0));
    assert_eq!(table.day_of(-0.1), None);
    assert_eq!(table.day_of(f64::NAN), None);
    assert_eq!(table.day_of(400.0 * 1_440.0), None);
    assert_eq!(table.day_of(400.0 * 1_440.0 - 0.001), Some(399));
    assert_eq!(
        table.nth(tosei_types::CountedDays::BusinessDays, 0, 0),
        None
    );
    assert!(table.is_open(0) && !table.is_open(4) && !table.is_open(4_000));
}
