//! Days of a table, periods that stop, and what is told of them, at the first and the last day.

use std::sync::Arc;
use tosei_bpr::simulate::deadline::{
    DayClockError, DayTable, DueDay, PeriodClock, StandardClock, StandardVerdict, StatutoryVerdict,
    StopDays,
};
use tosei_document::Explain;
use tosei_types::{
    BeyondList, BusinessCalendar, BusinessDays, CountedDays, CountingRule, Date, FirstDay,
    HolidayList, Label, Language, StandardProcessingPeriod, StopKind,
};

fn calendar() -> BusinessCalendar {
    BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"))
}

fn table_of(first: &str, days: u32, beyond: BeyondList) -> Result<DayTable, DayClockError> {
    let calendar = calendar();
    let business = BusinessDays::new(&calendar, HolidayList::official()).with_beyond_list(beyond);
    DayTable::try_new(first.parse().unwrap(), days, &business)
}

/// From Tuesday 1 April 2025 on.
fn table(days: u32) -> Arc<DayTable> {
    Arc::new(table_of("2025-04-01", days, BeyondList::Refuse).unwrap())
}

#[test]
fn the_last_day_of_a_table() {
    let table = table(400);
    let date = |text: &str| text.parse::<Date>().unwrap();
    // The four hundredth day is 5 May 2026.
    for (number, expected) in [
        (0, Some("2025-04-01")),
        (399, Some("2026-05-05")),
        (400, None),
        (401, None),
        (u32::MAX, None),
    ] {
        assert_eq!(table.date_of(number), expected.map(date), "{number}");
    }
    for (day, expected) in [
        ("2025-03-31", None),
        ("2025-04-01", Some(0)),
        ("2026-05-05", Some(399)),
        ("2026-05-06", None),
        ("2026-05-07", None),
    ] {
        assert_eq!(table.number_of(date(day)), expected, "{day}");
    }
    for (from, n, expected) in [
        (399, 1, Some(399)),
        (399, 2, None),
        (398, 2, Some(399)),
        (398, 3, None),
        (398, 0, None),
        (400, 1, None),
    ] {
        let found = table.nth(CountedDays::CalendarDays, from, n);
        assert_eq!(found, expected, "{from} {n}");
    }
}

#[test]
fn days_that_no_list_covers_are_provisional() {
    let provisional = |first: &str, days: u32| {
        table_of(first, days, BeyondList::ByRule)
            .unwrap()
            .is_provisional()
    };
    // The list of holidays ends on 23 November 2027.
    for (first, days, expected) in [
        ("2025-04-01", 400, false),
        ("2027-11-14", 10, false),
        ("2027-11-15", 10, true),
        ("2027-11-15", 11, true),
        ("2027-12-01", 30, true),
        ("2027-12-01", 1, true),
    ] {
        assert_eq!(provisional(first, days), expected, "{first} {days}");
    }
}

#[test]
fn tables_that_cannot_be_made() {
    assert!(table_of("1970-01-01", 36_600, BeyondList::ByRule).is_ok());
    let told = |first: &str, days: u32, beyond: BeyondList| {
        let error = table_of(first, days, beyond).unwrap_err();
        assert_eq!(error.code(), Explain::code(&error));
        (
            error.code(),
            error.sentence(Language::Ja),
            error.sentence(Language::En),
        )
    };
    let text = |code: &'static str, ja: &str, en: &str| (code, ja.to_owned(), en.to_owned());
    for days in [0, 36_601] {
        assert_eq!(
            told("1970-01-01", days, BeyondList::ByRule),
            text(
                "bpr.day_clock.days",
                &format!("{days}日分の暦は作れません（1日から36600日まで）。"),
                &format!("A table of days holds 1 to 36600 days, not {days}.")
            )
        );
    }
    let (code, ja, en) = told("2027-11-15", 20, BeyondList::Refuse);
    assert!(code.starts_with("types."), "{code}");
    assert!(ja.ends_with('。') && en.ends_with('.'), "{ja} {en}");
}

fn clock(days: u32, length: &str) -> PeriodClock {
    let rule = CountingRule::standard(FirstDay::NextDay);
    PeriodClock::try_new(table(days), &rule, length.parse().unwrap()).unwrap()
}

#[test]
fn a_clock_stops_for_what_its_rule_names() {
    let standard = clock(30, "10日");
    assert!(standard.is_stopped_by(StopKind::Correction));
    let named = |stops: &str| {
        let rule: CountingRule = serde_json::from_value(serde_json::json!({
            "format": "tosei-counting-rule", "format_version": 1,
            "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days",
            "stops": serde_json::from_str::<serde_json::Value>(stops).unwrap()}))
        .unwrap();
        let clock = PeriodClock::try_new(table(30), &rule, "10日".parse().unwrap()).unwrap();
        let named = StopKind::ALL
            .iter()
            .filter(|kind| clock.is_stopped_by(**kind));
        named.count()
    };
    assert_eq!(named("[]"), 0);
    assert_eq!(named(r#"[{"kind": "correction"}]"#), 1);
    let first = StopKind::ALL[0];
    let last = StopKind::ALL[StopKind::ALL.len() - 1];
    let both = serde_json::json!([{"kind": first}, {"kind": last}]);
    assert_eq!(named(&both.to_string()), 2);
}

#[test]
fn days_that_have_passed_stop_with_the_clock() {
    let clock = clock(60, "10日");
    let correction = |from, until| StopDays::new(StopKind::Correction, from, until);
    // Arrived on Tuesday 1 April 2025 (0): 2, 3, 4 April are 1, 2, 3; then Monday 7 April (6).
    for (stops, until, expected) in [
        (vec![], 3, 3),
        (vec![], 6, 4),
        (vec![correction(3, 3)], 2, 2),
        (vec![correction(3, 3)], 3, 2),
        (vec![correction(3, 3)], 6, 3),
        (vec![correction(2, 3)], 3, 1),
        (vec![StopDays::still_running(StopKind::Correction, 3)], 3, 2),
        (
            vec![StopDays::still_running(StopKind::Correction, 3)],
            30,
            2,
        ),
        (vec![StopDays::still_running(StopKind::Correction, 4)], 3, 3),
        // Two at once, of which one goes on.
        (
            vec![
                correction(2, 3),
                StopDays::still_running(StopKind::Correction, 2),
            ],
            30,
            1,
        ),
        (
            vec![
                StopDays::still_running(StopKind::Correction, 2),
                correction(2, 3),
            ],
            30,
            1,
        ),
        (vec![correction(2, 3), correction(2, 6)], 7, 2),
        (vec![correction(2, 6), correction(2, 3)], 7, 2),
    ] {
        assert_eq!(
            clock.elapsed_days(0, until, &stops),
            expected,
            "{stops:?} {until}"
        );
    }
}

#[test]
fn stops_beyond_the_table_say_nothing() {
    // Ten business days from 22 April are not known in a table of thirty days, which ends on the 30th.
    let clock = clock(30, "10日");
    let running = |from| StopDays::still_running(StopKind::Correction, from);
    for (from, expected) in [
        (28, DueDay::Stopped),
        (29, DueDay::Stopped),
        (30, DueDay::BeyondTable),
        (31, DueDay::BeyondTable),
        (500, DueDay::BeyondTable),
    ] {
        assert_eq!(clock.due_day(21, &[running(from)]), expected, "{from}");
    }
    assert_eq!(clock.due_day(21, &[]), DueDay::BeyondTable);
    assert_eq!(clock.due_day(0, &[running(500)]), DueDay::Day(14));
}

#[test]
fn what_counts_in_a_share() {
    use StandardVerdict as Standard;
    use StatutoryVerdict as Statutory;
    let standard: Vec<&str> = Standard::ALL
        .iter()
        .filter(|one| one.is_decided())
        .map(|one| one.code())
        .collect();
    assert_eq!(standard, ["within", "exceeded"]);
    let statutory: Vec<&str> = Statutory::ALL
        .iter()
        .filter(|one| one.is_decided())
        .map(|one| one.code())
        .collect();
    assert_eq!(statutory, ["within", "within_extension", "broken"]);
}

#[test]
fn a_clock_for_who_forwards() {
    let of = |parts: &str| {
        let document: serde_json::Value = serde_json::from_str(parts).unwrap();
        let period: StandardProcessingPeriod = serde_json::from_value(document).unwrap();
        let rule = CountingRule::standard(FirstDay::NextDay);
        StandardClock::try_new(&table(60), &period, &rule).unwrap()
    };
    let one =
        of(r#"{"state": "set", "basis": "law", "processing": {"amount": "10", "unit": "day"}}"#);
    assert!(one.forwarding().is_none());
    let both = of(
        r#"{"state": "set", "basis": "law", "forwarding": {"amount": "3", "unit": "day"},
            "processing": {"amount": "10", "unit": "day"}}"#,
    );
    assert_eq!(both.forwarding().unwrap().length().to_string(), "3日");
    assert_eq!(both.processing().unwrap().length().to_string(), "10日");
}
