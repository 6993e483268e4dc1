//! Tables of observations row by row: what each cell says, and what follows from it.

use tosei_counter_dx::observation::{
    ClockTime, DailyLayout, DailyTable, DailyTotals, DayEstimate, DurationCounts, KnownTimes,
    MeanMinutes, ObservationKind, SeriesEstimate, SnapshotLayout, SnapshotOptions, SnapshotTotals,
    observation_rules, read_daily_totals, read_snapshots,
};
use tosei_document::{Collector, Limits};
use tosei_types::{Date, PercentDigits};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The totals of a table of days, what it counted, and its findings by place.
fn daily(rows: &str) -> (DailyTotals, DailyTable, Vec<(String, String)>) {
    let csv = format!(
        "窓口ID,日付,来庁数,対応数,離脱数,平均待ち時間（分）,最長待ち時間（分）,平均対応時間（分）,10分超の人数,30分超の人数\n{rows}"
    );
    let mut collector = Collector::new(observation_rules());
    let (mut totals, layout) = (DailyTotals::new(), DailyLayout::default());
    let limits = Limits::default();
    let table = read_daily_totals(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    );
    let report = collector.into_report();
    let places = report.findings().iter().map(|finding| {
        let rule = finding.rule.rsplit('.').next().unwrap().to_owned();
        (rule, finding.place.to_string())
    });
    (totals, table.unwrap(), places.collect())
}

#[test]
fn minutes_with_a_point_are_seconds_to_the_nearest() {
    for (text, seconds) in [
        ("0", Some(0)),
        ("10", Some(600)),
        ("10.5", Some(630)),
        ("007.5", Some(450)),
        ("0.0083", Some(0)),   // 0.498 seconds
        ("0.008333", Some(0)), // 0.49998 seconds
        ("0.025", Some(2)),    // 1.5 seconds
        ("0.024999", Some(1)),
        ("0.999999", Some(60)),
        ("999999", Some(59_999_940)),
        ("999999.999999", Some(60_000_000)),
        ("1000000", None),
        ("0.0000001", None),
        ("1.", None),
        (".5", None),
        ("1.2.3", None),
        ("-1", None),
        ("+1", None),
        ("1e1", None),
        ("１", None),
        ("約10", None),
        ("1 0", None),
    ] {
        let (totals, table, places) = daily(&format!("W-1,2025-06-02,9,,,,{text},,,\n"));
        assert_eq!(totals.longest_wait_seconds(), seconds, "{text}");
        assert_eq!((table.rows, table.not_counted), (1, 0), "{text}");
        let unread = ("unread_cell".to_owned(), "G2".to_owned());
        let expected = if seconds.is_none() {
            vec![unread]
        } else {
            Vec::new()
        };
        assert_eq!(places, expected, "{text}");
    }
}

#[test]
fn each_column_of_days_is_its_figure() {
    let first = "W-1,2025-06-02,100,90,10,10.5,40,6,30,4\n";
    let second = "W-1,2025-06-03,50,45,,4,30.5,8,5,0\n";
    let (totals, table, places) = daily(&format!("{first}{second}"));
    assert_eq!((table.rows, table.not_counted, totals.days()), (2, 0, 2));
    assert!(places.is_empty() && totals.contradictory() == 0);
    let figures = totals.figures(10);
    assert_eq!(figures.kind, ObservationKind::DailyTotals);
    assert_eq!((figures.arrivals, figures.served), (Some(150), Some(135)));
    assert_eq!(figures.left, None); // not known of the second day
    assert_eq!(figures.longest_wait_seconds, Some(2_400));
    assert_eq!(figures.waited_over, Some((35, 135)));
    assert_eq!(totals.waited_over(30), Some((4, 135)));
    assert_eq!(totals.waited_over(20), None);
    // 90 people at 630 seconds and 45 at 240; 90 at 360 and 45 at 480.
    let wait = figures.mean_wait.unwrap();
    assert_eq!((wait.seconds(), wait.people()), (67_500, 135));
    assert_eq!(wait.shown(PercentDigits::Two), "8.33");
    let service = figures.mean_service.unwrap();
    assert_eq!((service.seconds(), service.people()), (54_000, 135));
    assert_eq!(figures.median_wait_seconds, None);
    assert_eq!(figures.p90_wait_seconds, None);
    assert!(figures.arrivals_by_quarter_hour.is_none());

    let (alone, ..) = daily(first);
    assert_eq!(alone.figures(10).left, Some(10));
    let mut merged = alone.clone();
    merged.merge(&daily(second).0);
    assert_eq!(merged, totals);
    merged.merge(&alone);
    assert_eq!((&merged, merged.contradictory()), (&totals, 0));
    merged.merge(&daily("W-1,2025-06-02,101,90,10,10.5,40,6,30,4\n").0);
    assert_eq!((merged.days(), merged.contradictory()), (2, 1));
    assert_eq!(
        (merged.visits(), merged.longest_wait_seconds()),
        (None, None)
    );
}

#[test]
fn a_day_that_contradicts_itself_or_another_is_unknown() {
    for (rows, rules, contradictory) in [
        ("W-1,2025-06-02,10,6,4,5,5,,3,3\n", &[] as &[&str], 0),
        ("W-1,2025-06-02,10,6,5,,,,,\n", &["daily_more_than_came"], 1),
        ("W-1,2025-06-02,10,11,,,,,,\n", &["daily_more_than_came"], 1),
        ("W-1,2025-06-02,10,,11,,,,,\n", &["daily_more_than_came"], 1),
        ("W-1,2025-06-02,10,10,,,,,,\n", &[], 0),
        ("W-1,2025-06-02,,11,5,,,,,\n", &[], 0),
        ("W-1,2025-06-02,10,6,4,5.1,5,,,\n", &["daily_waits"], 1),
        ("W-1,2025-06-02,10,6,4,,,,7,\n", &["daily_waits"], 1),
        ("W-1,2025-06-02,10,6,4,,,,6,6\n", &[], 0),
        ("W-1,2025-06-02,10,6,4,,,,3,4\n", &["daily_waits"], 1),
        ("W-1,2025-06-02,10,,,,,,,11\n", &["daily_waits"], 1),
        (
            "W-1,2025-06-02,10,,,,,,,\nW-1,2025-06-02,10,,,,,,,\n",
            &["daily_duplicate"],
            0,
        ),
        (
            "W-1,2025-06-02,10,,,,,,,\nW-1,2025-06-02,11,,,,,,,\n",
            &["daily_twice"],
            1,
        ),
        (
            "W-1,2025-06-02,10,,,,,,,\nW-2,2025-06-02,11,,,,,,,\n",
            &[],
            0,
        ),
    ] {
        let (totals, _, found) = daily(rows);
        let found: Vec<&str> = found.iter().map(|one| &*one.0).collect();
        assert_eq!(found, rules, "{rows}");
        assert_eq!(totals.contradictory(), contradictory, "{rows}");
    }
    for (row, place) in [
        (",2025-06-02,1,,,,,,,\n", "A2"),
        ("W-1,昨日,1,,,,,,,\n", "B2"),
        ("W-1,,1,,,,,,,\n", "B2"),
    ] {
        let (totals, table, found) = daily(row);
        assert_eq!((table.rows, table.not_counted, totals.days()), (1, 1, 0));
        assert_eq!(found, [("unread_cell".to_owned(), place.to_owned())]);
    }
    // A day on which nobody came has no waits, and takes away nobody's.
    let (totals, ..) = daily("W-1,2025-06-02,0,0,0,,,,,\nW-1,2025-06-03,2,2,0,3,4,5,1,0\n");
    assert_eq!(totals.mean_wait().map(MeanMinutes::seconds), Some(360));
    assert_eq!(totals.longest_wait_seconds(), Some(240));
    assert_eq!(totals.waited_over(10), Some((1, 2)));
    let (nobody, ..) = daily("W-1,2025-06-02,0,0,0,,,,,\n");
    assert!(nobody.mean_wait().is_none() && nobody.waited_over(10).is_none());
    assert_eq!(nobody.longest_wait_seconds(), None);
}

#[test]
fn a_time_of_day_is_read_to_the_second() {
    for (text, seconds, quarter, shown) in [
        ("00:00", 0, 0, "00:00:00"),
        ("0:14:59", 899, 0, "00:14:59"),
        ("00:15", 900, 1, "00:15:00"),
        ("9:05", 32_700, 36, "09:05:00"),
        ("08:30:01", 30_601, 34, "08:30:01"),
        ("23:59:59", 86_399, 95, "23:59:59"),
    ] {
        let time: ClockTime = text.parse().unwrap();
        assert_eq!(
            (time.seconds(), time.quarter_hour()),
            (seconds, quarter),
            "{text}"
        );
        assert_eq!(time.to_string(), shown);
    }
    for text in [
        "",
        "9",
        "24:00",
        "23:60",
        "23:59:60",
        "9:5",
        "009:05",
        "09:005",
        "09:05:1",
        "09:05:001",
        "09:05:00:00",
        "-9:05",
        "+9:05",
        "９:05",
        "09:05 ",
        " 09:05",
        "09:",
        ":05",
        "0９:05",
    ] {
        let error = text.parse::<ClockTime>().unwrap_err();
        assert_eq!(error.code(), "counter_dx.clock_time.text", "{text}");
        assert!(error.to_string().contains(text));
    }
    let at = |text: &str| text.parse::<ClockTime>().unwrap();
    assert_eq!(at("09:00").since(at("08:59:30")), Some(30));
    assert_eq!(at("09:00").since(at("09:00")), Some(0));
    assert_eq!(at("09:00").since(at("09:00:01")), None);
}

fn polls(rows: &str) -> (SeriesEstimate, Vec<String>) {
    let csv = format!("office,queue,date,time,waiting,open,service,number\n{rows}");
    let layout: SnapshotLayout = serde_json::from_str(
        r#"{"office": "office", "queue": "queue", "date": "date", "time": "time",
            "waiting": "waiting", "open": "open", "service_minutes": "service", "number": "number"}"#,
    )
    .unwrap();
    let options = SnapshotOptions::between(date("2025-04-01"), date("2025-04-30"));
    let never = |_: Date| false;
    let mut collector = Collector::new(observation_rules());
    let mut totals = SnapshotTotals::new(&options, &never);
    let limits = Limits::default();
    read_snapshots(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    let estimates = totals.finish(&mut collector);
    assert_eq!(estimates.len(), 1);
    let report = collector.into_report();
    let rules = report.findings().iter();
    let rules = rules.map(|one| one.rule.rsplit('.').next().unwrap().to_owned());
    (estimates.into_values().next().unwrap(), rules.collect())
}

fn day(rows: &str) -> DayEstimate {
    polls(rows).0.day(date("2025-04-01")).unwrap().clone()
}

#[test]
fn a_day_is_estimated_from_two_polls_by_hand() {
    // Three were called and two more wait: five came, at five past nine for all that is known. Two to
    // four people waited for ten minutes: 1,800 seconds.
    let day = day("O,A,2025-04-01,09:00,2,2,7,A010\nO,A,2025-04-01,09:10,4,2,8,A013\n");
    assert_eq!((day.polls(), day.gaps(), day.most_waiting()), (2, 0, 4));
    assert_eq!((day.arrivals(), day.called(), day.left()), (5, 3, 0));
    assert_eq!(day.arrivals_by_quarter_hour()[36], 5);
    assert!(!day.arrivals_are_a_lower_bound());
    let mean = day.mean_wait().unwrap();
    assert_eq!((mean.seconds(), mean.people()), (1_800, 5));
    assert_eq!(mean.shown(PercentDigits::One), "6.0");
    let figures = day.figures();
    assert_eq!(figures.kind, ObservationKind::Snapshots);
    assert_eq!((figures.arrivals, figures.mean_wait), (Some(5), Some(mean)));
    assert_eq!(figures.arrivals_by_quarter_hour.unwrap()[36], 5);
    assert_eq!((figures.served, figures.left), (None, None));
}

#[test]
fn between_two_polls_people_come_or_leave() {
    for (before, after, first, second, arrivals, called, left) in [
        (2, 2, "A010", "A010", 0, 0, 0),
        (2, 1, "A010", "A011", 0, 1, 0),
        (2, 1, "A010", "A010", 0, 0, 1),
        (5, 1, "A010", "A012", 0, 2, 2),
        (0, 0, "A010", "A012", 2, 2, 0),
        (2, 3, "A010", "A009", 1, 0, 0),
        (2, 3, "A010", "", 1, 0, 0),
        (2, 1, "", "A020", 19, 20, 0),
        (2, 1, "", "A021", 0, 0, 1),
    ] {
        let day = day(&format!(
            "O,A,2025-04-01,09:00,{before},1,,{first}\nO,A,2025-04-01,09:05,{after},1,,{second}\n"
        ));
        let what = format!("{before} {after} {first} {second}");
        assert_eq!(
            (day.arrivals(), day.called(), day.left()),
            (arrivals, called, left),
            "{what}"
        );
        assert_eq!(day.most_waiting(), before.max(after), "{what}");
    }
    let unseen = day("O,A,2025-04-01,09:00,0,1,,\nO,A,2025-04-01,09:05,3,1,,\n");
    assert!(unseen.arrivals_are_a_lower_bound() && unseen.mean_wait().is_none());
    assert_eq!(unseen.arrivals(), 3);
    let figures = unseen.figures();
    assert!(figures.arrivals.is_none() && figures.arrivals_by_quarter_hour.is_none());
}

#[test]
fn a_service_time_that_never_changes_was_set() {
    for (services, constant) in [
        (["7", "7"], Some(7)),
        (["7", "8"], None),
        (["7", ""], None), // it stands there once
        (["7", "0"], None),
        (["0", "0"], None),
        (["", ""], None),
    ] {
        let [first, second] = services;
        let (series, rules) = polls(&format!(
            "O,A,2025-04-01,09:00,1,1,{first},\nO,A,2025-04-02,09:05,1,1,{second},\n"
        ));
        assert_eq!(series.constant_service_minutes(), constant, "{services:?}");
        let said = rules.iter().any(|rule| rule == "service_constant");
        assert_eq!(said, constant.is_some(), "{services:?}");
        let days: Vec<Date> = series.days().map(|(date, _)| date).collect();
        assert_eq!(days, [date("2025-04-01"), date("2025-04-02")]);
    }
}

#[test]
fn durations_are_counted_and_asked_for_by_rank() {
    let mut some = DurationCounts::default();
    assert_eq!(
        (some.people(), some.mean(), some.longest_seconds()),
        (0, None, None)
    );
    assert_eq!(some.quantile_seconds(50), None);
    for seconds in [60, 120, 120, 600] {
        some.add(seconds);
    }
    some.add_people(900, 0);
    let mut more = DurationCounts::default();
    more.add_people(60, 5);
    more.add_people(1_200, 1);
    some.merge(&more);
    // 60 six times, 120 twice, 600 and 1,200 once.
    assert_eq!((some.people(), some.longest_seconds()), (10, Some(1_200)));
    assert_eq!(some.mean().unwrap().seconds(), 2_400);
    for (percent, seconds) in [
        (0, 60),
        (50, 60),
        (60, 60),
        (61, 120),
        (80, 120),
        (81, 600),
        (90, 600),
        (91, 1_200),
        (100, 1_200),
    ] {
        assert_eq!(some.quantile_seconds(percent), Some(seconds), "{percent}");
    }
    assert_eq!(some.quantile_seconds(101), None);
    for (limit, people) in [
        (0, 10),
        (59, 10),
        (60, 4),
        (119, 4),
        (120, 2),
        (600, 1),
        (1_200, 0),
    ] {
        assert_eq!(some.over(limit), people, "{limit}");
    }
    let share = some.percent_over(60, PercentDigits::One).unwrap();
    assert_eq!(share.to_string(), "40.0");
    let text = serde_json::to_string(&some).unwrap();
    assert_eq!(serde_json::from_str::<DurationCounts>(&text).unwrap(), some);
}

#[test]
fn what_a_machine_measures_follows_from_its_times() {
    // Issued, called, started, finished, paid, left; waits, services, stays, leaving.
    for (times, measures) in [
        ("------", "----"),
        ("i-----", "----"),
        ("ic----", "w---"),
        ("i-s---", "w---"),
        ("-cs---", "----"),
        ("-c-f--", "-s--"),
        ("--sf--", "-s--"),
        ("---f--", "----"),
        ("i--f--", "--t-"),
        ("i---p-", "--t-"),
        ("---fp-", "----"),
        ("-----l", "----"),
        ("ic---l", "w---"),
        ("--s--l", "---l"),
        ("---f-l", "---l"),
        ("----pl", "----"),
        ("icsfpl", "wstl"),
    ] {
        let known = KnownTimes {
            issued: times.contains('i'),
            called: times.contains('c'),
            started: times.contains('s'),
            finished: times.contains('f'),
            paid: times.contains('p'),
            left: times.contains('l'),
        };
        assert_eq!(known.measures_waits(), measures.contains('w'), "{times}");
        assert_eq!(known.measures_services(), measures.contains('s'), "{times}");
        assert_eq!(known.measures_stays(), measures.contains('t'), "{times}");
        assert_eq!(known.measures_leaving(), measures.contains('l'), "{times}");
    }
}
