//! Observations: rules by their fixtures, estimates against a day of which everything is known.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::Value;
use std::collections::BTreeMap;
use tosei_counter_dx::observation::{
    DailyLayout, DailyTotals, DateTrust, KnownTimes, ObservationKind, SeriesEstimate,
    SnapshotLayout, SnapshotOptions, SnapshotTotals, TicketLayout, TicketTotals, observation_rules,
    read_daily_totals, read_snapshots, read_tickets,
};
use tosei_document::{Catalogue, Collector, Limits, Report};
use tosei_types::{Date, PercentDigits};

type Estimates = BTreeMap<(Box<str>, Box<str>), SeriesEstimate>;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn options() -> SnapshotOptions {
    SnapshotOptions::between(date("2025-04-01"), date("2025-05-31"))
}

fn layout() -> SnapshotLayout {
    serde_json::from_str(
        r#"{"office": "office", "queue": "queue", "date": "date", "time": "time",
            "waiting": "waiting", "open": "open", "service_minutes": "service",
            "number": "number"}"#,
    )
    .unwrap()
}

fn snapshots(csv: &[u8], options: &SnapshotOptions) -> (Estimates, Report) {
    let holiday = |day: Date| day == date("2025-04-29");
    let mut collector = Collector::new(observation_rules());
    let mut totals = SnapshotTotals::new(options, &holiday);
    let limits = Limits::default();
    read_snapshots(csv, &layout(), &limits, &mut totals, &mut collector).unwrap();
    let estimates = totals.finish(&mut collector);
    (estimates, collector.into_report())
}

fn findings(fixture: &Value) -> Report {
    let bytes = fixture.get("bytes_after").and_then(Value::as_array);
    let bytes = bytes.into_iter().flatten();
    let after = bytes.map(|b| u8::try_from(b.as_u64().unwrap()).unwrap());
    if let Some(csv) = fixture.get("snapshots") {
        let csv = csv.as_str().unwrap().bytes().chain(after);
        return snapshots(&csv.collect::<Vec<_>>(), &options()).1;
    }
    if let Some(csv) = fixture.get("daily") {
        let mut collector = Collector::new(observation_rules());
        let (mut totals, layout) = (DailyTotals::new(), DailyLayout::default());
        let (csv, limits) = (csv.as_str().unwrap(), Limits::default());
        read_daily_totals(
            csv.as_bytes(),
            &layout,
            &limits,
            &mut totals,
            &mut collector,
        )
        .unwrap();
        return collector.into_report();
    }
    let csv = fixture["tickets"].as_str().unwrap();
    let mut collector = Collector::new(observation_rules());
    let (mut totals, limits) = (TicketTotals::new(), Limits::default());
    let layout = TicketLayout::default();
    read_tickets(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    collector.into_report()
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    let own = observation_rules().rules().len() - Catalogue::reading().rules().len();
    assert_eq!(own, 21);
    for rule in observation_rules().rules() {
        if !rule.code.starts_with("counter_dx.") {
            continue;
        }
        let (good, bad) = (findings(&rule.good), findings(&rule.bad));
        assert!(good.is_clean(), "{}: {:?}", rule.code, good.findings());
        let mut findings = bad.findings().iter();
        let finding = findings.find(|finding| *finding.rule == *rule.code);
        let finding = finding.unwrap_or_else(|| panic!("{} is not broken", rule.code));
        for language in [tosei_types::Language::Ja, tosei_types::Language::En] {
            let sentence = observation_rules().sentence(finding, language);
            assert!(!sentence.contains(['{', '}']), "{sentence}");
        }
    }
}

fn one(csv: &str, options: &SnapshotOptions) -> SeriesEstimate {
    let (estimates, _) = snapshots(csv.as_bytes(), options);
    assert_eq!(estimates.len(), 1);
    estimates.into_values().next().unwrap()
}

/// 09:00 to 17:00 with two counters, everybody served in order: what a poll every five minutes sees of it.
fn known_day() -> (String, u64, u64) {
    let (mut random, mut clock) = (20_250_401u64, 9 * 3_600u64);
    let mut free = [clock; 2];
    let mut people = Vec::new(); // arrival, call
    while clock < 16 * 3_600 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        clock += 60 + (random >> 33) % 240; // every 1 to 5 minutes
        free.sort_unstable();
        let call = free[0].max(clock);
        free[0] = call + 120 + (random >> 20) % 420; // 2 to 9 minutes
        people.push((clock, call));
    }
    let mut csv = String::from("office,queue,date,time,waiting,open,service,number\n");
    for poll in (9 * 3_600..=18 * 3_600).step_by(300) {
        let called = people.iter().filter(|(_, call)| *call <= poll).count();
        let came = people.iter().filter(|(came, _)| *came <= poll).count();
        let number = if called > 0 {
            format!("A{called:03}")
        } else {
            String::new()
        };
        let (hour, minute) = (poll / 3_600, poll / 60 % 60);
        csv += &format!(
            "O,A,2025-04-01,{hour:02}:{minute:02},{},2,5,{number}\n",
            came - called
        );
    }
    let waited = people.iter().map(|(came, call)| call - came).sum();
    (csv, u64::try_from(people.len()).unwrap(), waited)
}

#[test]
fn a_known_day_is_estimated_from_its_polls() {
    let (csv, people, waited) = known_day();
    let series = one(&csv, &options());
    let day = series.day(date("2025-04-01")).unwrap();
    assert_eq!(day.arrivals(), people); // exact, since nobody leaves
    assert_eq!((day.called(), day.left(), day.gaps()), (people, 0, 0));
    assert!(!day.arrivals_are_a_lower_bound());
    let mean = day.mean_wait().unwrap();
    let error = mean.seconds().abs_diff(waited);
    assert!(
        error * 10 <= waited,
        "{} of {waited} seconds",
        mean.seconds()
    );
}

#[test]
fn without_numbers_arrivals_are_a_lower_bound_and_there_is_no_mean_wait() {
    let (csv, people, _) = known_day();
    let without: String = csv
        .lines()
        .map(|line| match line.rsplit_once(',') {
            Some((rest, number)) if number.starts_with('A') => format!("{rest},\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let series = one(&without, &options());
    let day = series.day(date("2025-04-01")).unwrap();
    assert!(day.arrivals() < people && day.arrivals() > 0);
    assert!(day.arrivals_are_a_lower_bound());
    assert_eq!(day.mean_wait(), None);
}

#[test]
fn people_who_vanish_have_left() {
    let csv = "office,queue,date,time,waiting,open,service,number\n\
               O,A,2025-04-01,09:00,5,2,,A010\n\
               O,A,2025-04-01,09:05,2,2,,A011\n";
    let series = one(csv, &options());
    let day = series.day(date("2025-04-01")).unwrap();
    assert_eq!((day.called(), day.left(), day.arrivals()), (1, 2, 0));
    assert_eq!(day.mean_wait(), None); // nobody came
}

#[test]
fn a_gap_is_not_bridged() {
    let csv = |second: &str| {
        format!(
            "office,queue,date,time,waiting,open,service,number\n\
             O,A,2025-04-01,09:00,5,2,,A010\nO,A,2025-04-01,{second},6,2,,A012\n"
        )
    };
    let arrivals = |second| {
        let series = one(&csv(second), &options());
        let day = series.day(date("2025-04-01")).unwrap();
        (day.arrivals(), day.gaps())
    };
    assert_eq!(arrivals("09:15"), (3, 0)); // just as long as allowed
    assert_eq!(arrivals("09:16"), (0, 1));
}

#[test]
fn a_first_number_counts_from_the_opening_or_says_where_numbers_begin() {
    let called = |number: &str| {
        let csv = format!(
            "office,queue,date,time,waiting,open,service,number\n\
             O,A,2025-04-01,09:00,1,2,,\nO,A,2025-04-01,09:05,0,2,,{number}\n"
        );
        one(&csv, &options())
            .day(date("2025-04-01"))
            .unwrap()
            .called()
    };
    assert_eq!(called("A020"), 20);
    assert_eq!(called("A021"), 0);
}

#[test]
fn a_date_of_the_wrong_year_is_moved_only_if_one_year_fits() {
    let csv = |day: &str| {
        format!("office,queue,date,time,waiting,open,service,number\nO,A,{day},09:00,1,2,,\n")
    };
    let one_year = options();
    let moved = one(&csv("2012-04-02"), &one_year);
    let day = moved.day(date("2025-04-02")).unwrap();
    assert_eq!(day.trust(), DateTrust::YearCorrected);
    let kept = one(&csv("2012-09-02"), &one_year);
    assert_eq!(
        kept.day(date("2012-09-02")).unwrap().trust(),
        DateTrust::Untrusted
    );
    let three_years = SnapshotOptions::between(date("2023-01-01"), date("2025-12-31"));
    let either = one(&csv("2012-04-02"), &three_years);
    assert_eq!(
        either.day(date("2012-04-02")).unwrap().trust(),
        DateTrust::Untrusted
    );
}

#[test]
fn a_visit_with_two_tickets_arrives_once_and_tickets_of_unknown_outcome_are_neither() {
    let csv = "受付番号,日付,発券時刻,呼出時刻,対応開始時刻,対応終了時刻,離脱時刻\n\
               A001,2025-04-01,08:30:00,08:40:00,08:41:00,08:50:00,\n\
               A001,2025-04-01,08:51:00,08:59:00,09:00:00,09:10:00,\n\
               A002,2025-04-01,08:44:59,,,,09:15:00\n\
               A003,2025-04-01,08:45:00,08:55:00,,,\n\
               A001,2025-04-02,08:30:00,,,,\n";
    let mut totals = TicketTotals::new();
    let mut collector = Collector::new(observation_rules());
    let (layout, limits) = (TicketLayout::default(), Limits::default());
    let table = read_tickets(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    assert!(collector.into_report().is_clean());
    assert_eq!((table.rows, table.not_counted), (5, 0));
    assert!(table.measures_waits() && table.measures_services());
    assert_eq!(
        (totals.visits(), totals.tickets(), totals.transfers()),
        (4, 5, 1)
    );
    assert_eq!(
        (totals.served(), totals.left(), totals.unknown_outcome()),
        (2, 1, 2)
    );
    let arrivals = totals.arrivals(date("2025-04-01"));
    assert_eq!((arrivals[34], arrivals[35]), (2, 1)); // 08:30 to 08:45, and from 08:45
    assert_eq!(arrivals.iter().sum::<u64>(), 3);
    assert_eq!(totals.waits().people(), 3);
    assert_eq!(totals.waits().longest_seconds(), Some(600));
    let service = totals.services().mean().unwrap();
    assert_eq!(service.shown(PercentDigits::One), "9.5");
}

#[test]
fn each_kind_of_observation_says_what_it_can_and_no_more() {
    let csv = "受付番号,日付,発券時刻,呼出時刻,離脱時刻,支払時刻\n\
               A001,2025-04-01,08:30,08:34,,08:50\n\
               A002,2025-04-01,08:31,08:45,,09:00\n";
    let mut collector = Collector::new(observation_rules());
    let mut totals = TicketTotals::new();
    let (layout, limits) = (TicketLayout::default(), Limits::default());
    let table = read_tickets(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    assert!(table.measures_waits() && !table.measures_services());
    assert!(table.known_times.measures_stays() && !table.known_times.measures_leaving());
    let figures = totals.figures(600);
    assert_eq!(figures.kind, ObservationKind::Tickets);
    assert_eq!((figures.arrivals, figures.left), (Some(2), Some(0))); // the column is there and blank
    assert_eq!((figures.served, figures.mean_service), (None, None)); // no such times
    assert_eq!(figures.waited_over, Some((1, 2)));
    assert_eq!(figures.arrivals_by_quarter_hour.unwrap()[34], 2); // 08:30 to 08:45
    assert_eq!(totals.stays().longest_seconds(), Some(1_740));

    // The same machine without a column of leaving: who left is unknown, not 0.
    let csv = "受付番号,日付,発券時刻,呼出時刻\nA001,2025-04-01,08:30,08:34\n";
    let mut totals = TicketTotals::new();
    read_tickets(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    assert_eq!(totals.figures(600).left, None);
    totals.declare(KnownTimes {
        left: true,
        ..KnownTimes::default()
    });
    assert_eq!(totals.figures(600).left, Some(0));

    let csv = "窓口ID,日付,来庁数,対応数,平均待ち時間（分）,30分超の人数\n\
               W-1,2025-06-02,100,90,10.5,4\nW-1,2025-06-03,50,45,-3,0\n";
    let (mut daily, layout) = (DailyTotals::new(), DailyLayout::default());
    let table =
        read_daily_totals(csv.as_bytes(), &layout, &limits, &mut daily, &mut collector).unwrap();
    assert_eq!((table.rows, table.not_counted), (2, 0));
    let figures = daily.figures(30);
    assert_eq!((figures.arrivals, figures.served), (Some(150), Some(135)));
    assert_eq!(figures.waited_over, Some((4, 135)));
    assert_eq!(figures.mean_wait, None); // a negative wait is none: that day is unknown
    assert_eq!((figures.median_wait_seconds, figures.left), (None, None));
    assert_eq!(daily.figures(10).waited_over, None);
    let report = collector.into_report();
    assert_eq!(report.count_of("counter_dx.observation.unread_cell"), 1);
}
