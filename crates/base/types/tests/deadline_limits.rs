//! The limits of calendars and deadlines, each on both sides, and what people read.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_types::{
    Arrival, BeyondList, BusinessCalendar, BusinessDays, CalendarError, CountedDays, CountingRule,
    Date, DeadlineError, FirstDay, HolidayEdition, HolidayList, Label, Language,
    MAX_DOCUMENT_BYTES, Stop, StopKind,
    business_day::{MAX_OWN_DAYS, MAX_YEARLY_CLOSINGS, OfficialHolidays, YearlyClosing},
    deadline::{DeadlineDay, LastDayClosed, MAX_LISTED_DAYS, MAX_STOPS, due_date, elapsed_days},
    holiday::MAX_LISTED_HOLIDAYS,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn name() -> Label {
    Label::new("見本市（架空）", "Mihon City (fictional)")
}

fn code<T: std::fmt::Debug>(result: Result<T, CalendarError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}

#[test]
fn a_calendar_has_so_many_own_days() {
    let document = |days: usize| {
        let mut date = day("2025-01-01");
        let mut list = Vec::new();
        for _ in 0..days {
            list.push(serde_json::json!({ "date": date, "name": "休" }));
            date = date.next().unwrap();
        }
        let calendar = serde_json::json!({
            "format": "tosei-business-calendar", "format_version": 1, "name": name(),
            "weekly_closing_days": [], "official_holidays": "open", "closing_days": list,
        });
        serde_json::to_vec(&calendar).unwrap()
    };
    let read = |days| code(BusinessCalendar::from_json(&document(days)));
    assert_eq!(read(MAX_OWN_DAYS), "ok");
    assert_eq!(read(MAX_OWN_DAYS + 1), "types.calendar.too_many");
}

#[test]
fn a_calendar_has_so_many_yearly_closings() {
    let closing = YearlyClosing::try_new("08-13".parse().unwrap(), "08-15".parse().unwrap(), "夏");
    let with = |closings| {
        let list = vec![closing.clone().unwrap(); closings];
        code(BusinessCalendar::ordinary(name()).try_with_yearly_closings(list))
    };
    assert_eq!(with(MAX_YEARLY_CLOSINGS), "ok");
    assert_eq!(with(MAX_YEARLY_CLOSINGS + 1), "types.calendar.too_many");
}

#[test]
fn a_list_has_so_many_holidays() {
    let list = |days: usize| {
        let edition = HolidayEdition {
            source: "架空".into(),
            date: day("2025-01-01"),
            first_day: day("1900-01-01"),
            last_day: day("2000-12-31"),
        };
        let first = edition.first_day;
        let days = (0i64..)
            .take(days)
            .map(|n| (first.add_days(n).unwrap(), "休日"));
        code(HolidayList::try_new(edition, days))
    };
    assert_eq!(list(MAX_LISTED_HOLIDAYS), "ok");
    assert_eq!(list(MAX_LISTED_HOLIDAYS + 1), "types.calendar.too_many");
}

#[test]
fn a_document_has_so_many_bytes() {
    let mut bytes = serde_json::to_vec(&BusinessCalendar::ordinary(name())).unwrap();
    bytes.resize(MAX_DOCUMENT_BYTES, b' ');
    assert_eq!(code(BusinessCalendar::from_json(&bytes)), "ok");
    bytes.push(b' ');
    assert_eq!(
        code(BusinessCalendar::from_json(&bytes)),
        "types.document.too_large"
    );
    assert_eq!(
        code(HolidayList::from_json(b"[")),
        "types.document.bad_shape"
    );
}

#[test]
fn a_case_has_so_many_stops() {
    let calendar = BusinessCalendar::ordinary(name());
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let (rule, arrival) = (
        CountingRule::standard(FirstDay::NextDay),
        Arrival::on(day("2025-06-02")),
    );
    let stop = Stop::try_new(StopKind::Correction, day("2025-06-04"), day("2025-06-06")).unwrap();
    let with = |stops| {
        due_date(
            &arrival,
            "10日".parse().unwrap(),
            &rule,
            &days,
            &vec![stop; stops],
        )
        .map(|due| due.date().to_string())
        .map_err(|error| error.code())
    };
    assert_eq!(with(MAX_STOPS), Ok("2025-06-19".into())); // the same days, taken out once
    assert_eq!(with(MAX_STOPS + 1), Err("types.deadline.too_many_stops"));
}

#[test]
fn so_many_days_are_listed() {
    let never =
        BusinessCalendar::always_open(name()).with_weekly_closing_days(tosei_types::Weekday::ALL);
    let arrival = Arrival::on(day("2025-06-02"));
    let rule = CountingRule::standard(FirstDay::ArrivalDay);
    let listed = |after: u32| {
        let date = arrival.date().add_days(i64::from(after)).unwrap();
        let calendar = never.clone().try_with_opening_day(date, "公開日").unwrap();
        let days = BusinessDays::new(&calendar, HolidayList::official());
        due_date(&arrival, "1日".parse().unwrap(), &rule, &days, &[])
            .map(|due| due.days().len())
            .map_err(|error| error.code())
    };
    assert_eq!(listed(MAX_LISTED_DAYS - 1), Ok(MAX_LISTED_DAYS as usize));
    assert_eq!(listed(MAX_LISTED_DAYS), Err("types.deadline.too_many_days"));
}

#[test]
fn every_day_says_why_in_both_languages() {
    let calendar = BusinessCalendar::ordinary(name())
        .try_with_closing_day(day("2025-05-07"), "庁舎点検")
        .unwrap();
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let rule = CountingRule::standard(FirstDay::NextDay);
    let stop = Stop::try_new(StopKind::Correction, day("2025-05-01"), day("2025-05-01")).unwrap();
    let arrival = Arrival::on(day("2025-04-30"));
    let due = due_date(&arrival, "2日".parse().unwrap(), &rule, &days, &[stop]).unwrap();
    let said = |language| -> Vec<String> {
        due.days()
            .iter()
            .map(|day: &DeadlineDay| day.reason(language))
            .collect()
    };
    assert_eq!(
        said(Language::Ja),
        [
            "起算日の前",
            "補正",
            "1日目",
            "憲法記念日",
            "みどりの日",
            "こどもの日",
            "休日",
            "庁舎点検",
            "2日目"
        ]
    );
    assert_eq!(said(Language::En)[1..3], ["correction", "day 1"]);
    let weekend = days.verdict(day("2025-06-07")).unwrap();
    assert_eq!(weekend.reason(Language::Ja), "土曜日");
    assert_eq!(weekend.reason(Language::En), "Saturday");
    assert_eq!(
        days.verdict(day("2025-06-09"))
            .unwrap()
            .reason(Language::Ja),
        "通常の開庁日"
    );
}

#[test]
fn a_day_moved_to_and_the_closed_days_before_it_say_so() {
    let calendar = BusinessCalendar::ordinary(name());
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let rule =
        CountingRule::statutory(FirstDay::NextDay).with_last_day_closed(LastDayClosed::NextOpenDay);
    let arrival = Arrival::on(day("2025-05-02"));
    let due = due_date(&arrival, "1日".parse().unwrap(), &rule, &days, &[]).unwrap();
    let said: Vec<String> = due
        .days()
        .iter()
        .map(|day| day.reason(Language::Ja))
        .collect();
    assert_eq!(
        said,
        [
            "起算日の前",
            "1日目",
            "みどりの日",
            "こどもの日",
            "休日",
            "繰下げ後の満了日"
        ]
    );
    assert_eq!(due.days()[1].name(), Some("憲法記念日")); // it counted, and it was closed
}

#[test]
fn errors_are_sentences_in_both_languages() {
    let calendar = BusinessCalendar::ordinary(name());
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let rule = CountingRule::standard(FirstDay::NextDay);
    let ask = |arrival: &str, period: &str, stops: &[Stop]| {
        let arrival = Arrival::on(day(arrival));
        due_date(&arrival, period.parse().unwrap(), &rule, &days, stops).unwrap_err()
    };
    let open = Stop::still_running(StopKind::Correction, day("2025-06-04"));
    let error = ask("2025-06-02", "10日", &[open]);
    assert_eq!(
        error.sentence(Language::Ja),
        "2025-06-04からの補正が終わっていないため、期限の日を求められません。"
    );
    assert_eq!(
        error.sentence(Language::En),
        "The stop correction that began on 2025-06-04 has not ended."
    );
    let error = ask("2027-11-20", "10日", &[]);
    assert_eq!(
        error.sentence(Language::En),
        "The list of holidays covers 1955-01-01 to 2027-11-23, not 2027-11-24; load a newer list, \
         or choose the provisional calculation (by_rule)."
    );
    assert!(error.sentence(Language::Ja).contains("2027-11-23まで"));
    for (arrival, period) in [
        ("2025-06-02", "3時間"),
        ("2025-06-02", "1.5日"),
        ("2025-06-02", "0日"),
        ("2025-06-02", "4000日"),
    ] {
        let error = ask(arrival, period, &[]);
        assert!(error.sentence(Language::Ja).ends_with("。"), "{error}");
        assert!(!error.sentence(Language::Ja).contains('`'), "{error}");
        assert!(error.sentence(Language::En).ends_with('.'), "{error}");
    }
    assert_eq!(
        DeadlineError::NotExtendable.sentence(Language::En),
        "This deadline cannot be extended."
    );
}

#[test]
fn an_office_open_on_holidays_asks_no_list_and_is_never_provisional() {
    let calendar =
        BusinessCalendar::ordinary(name()).with_official_holidays(OfficialHolidays::Open);
    let days =
        BusinessDays::new(&calendar, HolidayList::official()).with_beyond_list(BeyondList::ByRule);
    let (arrival, until) = (Arrival::on(day("2150-01-05")), day("2150-01-09"));
    let rule = CountingRule::standard(FirstDay::NextDay);
    let counted = CountedDays::BusinessDays;
    let elapsed = elapsed_days(&arrival, until, counted, &rule, &days, &[]).unwrap();
    assert!(!elapsed.is_provisional());
    assert_eq!(elapsed.counted_days(), 4);
}
