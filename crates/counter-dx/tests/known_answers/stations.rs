//! Days at a counter without chance: every service takes ten minutes, everybody has a time.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei_counter_dx::station::{Figure, FigureEstimate, Station, station_rules};
use tosei_document::{Explain, Report};
use tosei_simulation::{Level, RunPlan, Seed};
use tosei_types::Language;

/// A Monday from nine to five; each member of `changes` replaces one.
fn station(changes: Value) -> Station {
    let mut all = json!({
        "format": "tosei-counter-station", "format_version": 1,
        "title": "証明窓口（架空）", "fictional": true, "first_day": "2025-06-02", "days": 1,
        "hours": {"monday": [{"from": "09:00", "to": "17:00"}]},
        "services": [{"id": "s", "label": {"ja": "証明", "en": "Certificates"},
                      "minutes": {"kind": "constant", "value": "10"}}],
        "walk_ins": [],
        "staff": [{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 1, "services": ["s"]}],
        "pledge_minutes": "10"
    });
    for (key, value) in changes.as_object().unwrap() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

fn reserved(slots: &[(&str, u32)], no_shows: &str) -> Value {
    let slots: Vec<Value> = slots
        .iter()
        .map(|(at, people)| json!({"at": at, "people": people}))
        .collect();
    json!([{"id": "r", "label": {"ja": "予約", "en": "Reserved"}, "route": ["s"],
            "slots": slots, "no_show_percent": no_shows}])
}

fn walk_ins(from: &str, to: &str, per_hour: &str) -> Value {
    json!([{"id": "w", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["s"],
            "arrivals": [{"from": from, "to": to, "per_hour": per_hour}]}])
}

fn desks(people: u32) -> Value {
    json!([{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": people, "services": ["s"]}])
}

fn plan(runs: u32) -> RunPlan {
    RunPlan::fixed(Seed::new(7), runs).unwrap()
}

fn means(figures: &[FigureEstimate]) -> BTreeMap<Figure, f64> {
    let mean = |one: &FigureEstimate| Some((one.figure, one.estimate?.mean));
    figures.iter().filter_map(mean).collect()
}

fn near(found: f64, wanted: f64, what: &str) {
    assert!(
        (found - wanted).abs() < 1e-9,
        "{what}: {found}, not {wanted}"
    );
}

/// Two at ten o'clock and four at ten to five.
const SLOTS: [(&str, u32); 2] = [("10:00", 2), ("16:50", 4)];

#[test]
fn a_summary_has_every_figure_of_the_day() {
    // Waits of 0 and 10 in the morning, of 0, 10, 20 and 30 in the evening: 70 minutes of six people.
    // The last is done at 17:30; the one person worked 60 minutes, 30 of them after closing.
    let simulated = station(json!({"reservations": reserved(&SLOTS, "0")}))
        .simulate(&plan(3))
        .unwrap();
    assert_eq!(simulated.outcomes().len(), 3);
    let summary = simulated.summary(Level::default());
    assert_eq!(summary.runs, 3);
    let people = [
        (Figure::Came, 6.0),
        (Figure::Served, 6.0),
        (Figure::Left, 0.0),
        (Figure::TurnedAway, 0.0),
        (Figure::Unserved, 0.0),
        (Figure::NoShows, 0.0),
        (Figure::MeanWait, 70.0 / 6.0),
        (Figure::MedianWait, 10.0),
        (Figure::NinetiethWait, 30.0),
        (Figure::LongestWait, 30.0),
        (Figure::OverPledge, 2.0 / 6.0),
        (Figure::LeftShare, 0.0),
    ];
    let desk = [
        (Figure::Utilisation, 60.0 / 480.0),
        (Figure::DutyHours, 8.0),
        (Figure::WorkedHours, 1.0),
        (Figure::OutsideMinutes, 30.0),
    ];
    let whole = [
        (Figure::AfterClosing, 30.0),
        (Figure::WaitingPeople, 70.0 / 480.0),
    ];
    let same = |found: &[FigureEstimate], wanted: &[(Figure, f64)], what: &str| {
        let found = means(found);
        assert_eq!(found.len(), wanted.len(), "{what}: {found:?}");
        for (figure, value) in wanted {
            near(found[figure], *value, &format!("{what} {figure}"));
        }
    };
    let all: Vec<(Figure, f64)> = [&people[..], &desk, &whole].concat();
    assert_eq!(all.len(), Figure::ALL.len());
    same(&summary.total, &all, "all");
    for (part, id, ja) in [
        (&summary.services[0], "s", "証明"),
        (&summary.visitors[0], "r", "予約"),
    ] {
        assert_eq!((part.id.as_str(), part.label.ja.as_str()), (id, ja));
        same(&part.figures, &people, id);
    }
    let group = &summary.staff[0];
    assert_eq!((group.id.as_str(), group.label.ja.as_str()), ("d", "受付"));
    same(&group.figures, &desk, "d");
    let parts = [&summary.services, &summary.visitors, &summary.staff];
    assert_eq!(parts.map(Vec::len), [1, 1, 1]);
    // 10:00 is the quarter-hour 40, 16:45 the quarter-hour 67.
    let quarters: Vec<(u32, f64, f64)> = summary
        .quarters
        .iter()
        .map(|one| {
            let (people, wait) = (one.people.unwrap(), one.mean_wait_minutes.unwrap());
            (one.quarter_hour, people.mean, wait.mean)
        })
        .collect();
    assert_eq!(quarters, [(40, 2.0, 5.0), (67, 4.0, 15.0)]);
}

#[test]
fn two_desks_are_compared_with_one_figure_by_figure() {
    let changes = json!({"reservations": reserved(&SLOTS, "0")});
    let one = station(changes.clone()).simulate(&plan(2)).unwrap();
    let mut more = changes;
    more["staff"] = desks(2);
    let two = station(more).simulate(&plan(2)).unwrap();
    let compared = one.compare(&two, Level::default());
    assert_eq!(compared.len(), Figure::ALL.len());
    for (figure, before, after) in [
        (Figure::Came, 6.0, 6.0),
        (Figure::MeanWait, 70.0 / 6.0, 20.0 / 6.0),
        (Figure::LongestWait, 30.0, 10.0),
        (Figure::OverPledge, 2.0 / 6.0, 0.0),
        (Figure::Utilisation, 60.0 / 480.0, 60.0 / 960.0),
        (Figure::DutyHours, 8.0, 16.0),
        (Figure::OutsideMinutes, 30.0, 20.0),
        (Figure::AfterClosing, 30.0, 10.0),
    ] {
        let found = compared.iter().find(|one| one.figure == figure).unwrap();
        near(found.before.unwrap().mean, before, figure.code());
        near(found.after.unwrap().mean, after, figure.code());
        assert!(found.difference.is_some(), "{figure}");
    }
    // Where nobody is called there is no wait, in the summary and beside another.
    let morning = json!([{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 1, "services": ["s"],
                          "hours": {"monday": [{"from": "09:00", "to": "12:00"}]}}]);
    let changes = json!({"reservations": reserved(&[("13:00", 2)], "0"), "staff": morning});
    let nobody = station(changes).simulate(&plan(2)).unwrap();
    let total = means(&nobody.summary(Level::default()).total);
    assert_eq!((total[&Figure::Came], total[&Figure::Unserved]), (2.0, 2.0));
    assert!(!total.contains_key(&Figure::MeanWait));
    assert!(nobody.summary(Level::default()).quarters.is_empty());
    let alone = nobody.compare(&nobody, Level::default());
    assert!(alone.iter().all(|one| one.figure != Figure::MeanWait));
    let beside = one.compare(&nobody, Level::default());
    let wait = beside.iter().find(|one| one.figure == Figure::MeanWait);
    let wait = wait.unwrap();
    assert!(wait.before.is_some() && wait.after.is_none() && wait.difference.is_none());
}

/// Rule (without its prefix) and place of each finding, and the sentence.
fn found(report: &Report) -> Vec<(String, String, String)> {
    let finding = report.findings().iter().map(|finding| {
        let rule = finding.rule.rsplit('.').next().unwrap().to_owned();
        let sentence = station_rules().sentence(finding, Language::En);
        (rule, finding.place.to_string(), sentence)
    });
    finding.collect()
}

#[test]
fn as_much_work_as_there_are_minutes_is_too_much() {
    let week = json!({"monday": [{"from": "09:00", "to": "17:00"}],
                      "tuesday": [{"from": "09:00", "to": "17:00"}]});
    // 480 minutes a day are 48 services.
    for (what, changes, percent) in [
        (
            "47 people",
            json!({"reservations": reserved(&[("09:00", 47)], "0")}),
            None,
        ),
        (
            "48 people",
            json!({"reservations": reserved(&[("09:00", 48)], "0")}),
            Some("100"),
        ),
        (
            "in two slots",
            json!({"reservations": reserved(&[("09:00", 30), ("10:00", 30)], "0")}),
            Some("125"),
        ),
        (
            "a quarter stays away",
            json!({"reservations": reserved(&[("09:00", 64)], "25")}),
            Some("100"),
        ),
        (
            "more stay away",
            json!({"reservations": reserved(&[("09:00", 64)], "26")}),
            None,
        ),
        (
            "two desks",
            json!({"reservations": reserved(&[("09:00", 95)], "0"), "staff": desks(2)}),
            None,
        ),
        (
            "two desks, one more",
            json!({"reservations": reserved(&[("09:00", 96)], "0"), "staff": desks(2)}),
            Some("100"),
        ),
        (
            "two days",
            json!({"reservations": reserved(&[("09:00", 48)], "0"), "days": 2, "hours": week}),
            Some("100"),
        ),
        (
            "at random",
            json!({"walk_ins": walk_ins("09:00", "17:00", "6")}),
            Some("100"),
        ),
        (
            "a little less",
            json!({"walk_ins": walk_ins("09:01", "17:00", "6")}),
            None,
        ),
        (
            "some of each",
            json!({"walk_ins": walk_ins("09:00", "13:00", "6"),
            "reservations": reserved(&[("09:00", 24)], "0")}),
            Some("100"),
        ),
    ] {
        let found = found(&station(changes).check());
        let rules: Vec<(&str, &str)> = found.iter().map(|one| (&*one.0, &*one.1)).collect();
        match percent {
            None => assert!(rules.is_empty(), "{what}: {found:?}"),
            Some(percent) => {
                let both = [
                    ("overloaded", "/staff"),
                    ("service_overloaded", "/services/0"),
                ];
                assert_eq!(rules, both, "{what}");
                let shown = format!("{percent} %");
                for (.., sentence) in &found {
                    let text = sentence.replace('%', " %").replace("  ", " ");
                    assert!(text.contains(&shown), "{what}: {sentence}");
                }
            }
        }
    }
}

#[test]
fn whom_nobody_is_there_for_is_no_number_of_percent() {
    let sunday = json!([{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 1, "services": ["s"],
                         "hours": {"sunday": [{"from": "09:00", "to": "17:00"}]}}]);
    let changes = json!({"reservations": reserved(&[("09:00", 1)], "0"), "staff": sunday});
    let found = found(&station(changes).check());
    let rules: Vec<(&str, &str)> = found.iter().map(|one| (&*one.0, &*one.1)).collect();
    assert_eq!(
        rules,
        [
            ("never_on_duty", "/staff/0/hours"),
            ("overloaded", "/staff")
        ]
    );
    assert!(found[1].2.contains('∞'), "{}", found[1].2);
}

#[test]
fn only_who_comes_before_closing_is_work_whatever_the_day() {
    // The Sunday before is closed, so the Monday begins at minute 1,440 of the run.
    let from_sunday = |visitors: Value| {
        let changes = json!({"first_day": "2025-06-01", "days": 2, "walk_ins": visitors});
        found(&station(changes).check())
    };
    for (to, per_hour, rules) in [
        ("17:00", "5", &[] as &[&str]),
        ("17:01", "5", &["after_closing"]),
        ("20:00", "5", &["after_closing"]),
        ("20:00", "0", &["nobody_comes"]),
        (
            "20:00",
            "6",
            &["after_closing", "overloaded", "service_overloaded"],
        ),
    ] {
        let found = from_sunday(walk_ins("09:00", to, per_hour));
        let codes: Vec<&str> = found.iter().map(|one| &*one.0).collect();
        assert_eq!(codes, rules, "{to} {per_hour}");
        if let Some(after) = found.iter().find(|one| one.0 == "after_closing") {
            assert_eq!(after.1, "/walk_ins/0/arrivals/0");
        }
        // Eight hours of six people, not eleven.
        for one in found.iter().filter(|one| one.0.ends_with("overloaded")) {
            assert!(one.2.contains("100"), "{}", one.2);
        }
    }
}

#[test]
fn a_time_that_somebody_is_given_lies_in_the_hours() {
    let hours =
        json!({"monday": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]});
    for (at, people, open) in [
        ("08:59", 1, false),
        ("09:00", 1, true),
        ("11:59", 1, true),
        ("12:00", 1, false),
        ("12:59", 1, false),
        ("12:59", 0, true), // nobody is given it
        ("13:00", 1, true),
        ("16:59", 1, true),
        ("17:00", 1, false),
    ] {
        let changes =
            json!({"hours": hours, "reservations": reserved(&[("10:00", 1), (at, people)], "0")});
        let found = found(&station(changes).check());
        let places: Vec<(&str, &str)> = found.iter().map(|one| (&*one.0, &*one.1)).collect();
        let wanted = [("slot_while_closed", "/reservations/0/slots/1")];
        let wanted = if open { &[][..] } else { &wanted[..] };
        assert_eq!(places, wanted, "{at} {people}");
    }
}

#[test]
fn each_rule_names_the_place_that_breaks_it() {
    for (rule, place) in [
        ("duplicate_id", "/walk_ins/1/id"),
        ("services", "/services"),
        ("distribution", "/services/0/minutes"),
        ("hours", "/hours"),
        ("never_open", "/hours"),
        ("nobody_comes", "/walk_ins"),
        ("people", "/staff/0/people"),
        ("route", "/walk_ins/0/route"),
        ("priority", "/walk_ins/0/priority"),
        ("unknown_service", "/walk_ins/0/route/1"),
        ("arrival_span", "/walk_ins/0/arrivals/0"),
        ("arrival_overlap", "/walk_ins/0/arrivals/1"),
        ("idle_group", "/staff/1"),
        ("never_on_duty", "/staff/1/hours"),
        ("no_staff", "/staff"),
        ("nobody_does", "/services/1"),
        ("after_closing", "/walk_ins/0/arrivals/0"),
        ("slot_while_closed", "/reservations/0/slots/0"),
        ("overloaded", "/staff"),
        ("service_overloaded", "/services/0"),
    ] {
        let code = format!("counter_dx.station.{rule}");
        let bad = station_rules().rule(&code).unwrap().bad.clone();
        let mut changes = json!({"walk_ins": walk_ins("09:00", "16:00", "6"),
            "services": [{"id": "s", "label": {"ja": "証明", "en": "Certificates"},
                          "minutes": {"kind": "exponential", "mean": "5"}}]});
        for (key, value) in bad.as_object().unwrap() {
            changes[key] = value.clone();
        }
        let found = found(&station(changes).check());
        let places = found.iter().filter(|one| one.0 == rule);
        let places: Vec<&str> = places.map(|one| &*one.1).collect();
        assert_eq!(places, [place], "{rule}");
    }
}

#[test]
fn limits_are_kept_to_the_last() {
    let label = json!({"ja": "業務", "en": "Service"});
    let service = |at: usize| json!({"id": format!("s{at}"), "label": label, "minutes": {"kind": "constant", "value": "1"}});
    let services = |count: usize| {
        let list: Vec<Value> = (0..count).map(service).collect();
        let ids: Vec<String> = (0..count).map(|at| format!("s{at}")).collect();
        let staff = json!([{"id": "d", "label": label, "people": 1, "services": ids}]);
        let mut visitors = reserved(&[("09:00", 1)], "0");
        visitors[0]["route"] = json!(["s0"]);
        found(&station(json!({"services": list, "staff": staff, "reservations": visitors})).check())
    };
    let routes = |count: usize| {
        let mut visitors = reserved(&[("09:00", 1)], "0");
        visitors[0]["route"] = json!(vec!["s"; count]);
        found(&station(json!({"reservations": visitors})).check())
    };
    let priorities = |priority: u8| {
        let mut visitors = reserved(&[("09:00", 1)], "0");
        visitors[0]["priority"] = json!(priority);
        found(&station(json!({"reservations": visitors})).check())
    };
    let people = |people: u32| {
        let changes =
            json!({"reservations": reserved(&[("09:00", 1)], "0"), "staff": desks(people)});
        found(&station(changes).check())
    };
    use tosei_counter_dx::station::{MAX_PRIORITY, MAX_ROUTE, MAX_SERVICES};
    assert!(services(MAX_SERVICES).is_empty());
    assert_eq!(services(MAX_SERVICES + 1)[0].0, "services");
    assert!(routes(MAX_ROUTE).is_empty());
    assert_eq!(routes(MAX_ROUTE + 1)[0].0, "route");
    assert!(priorities(MAX_PRIORITY).is_empty());
    assert_eq!(priorities(MAX_PRIORITY + 1)[0].0, "priority");
    assert!(people(100_000).is_empty());
    assert_eq!(people(100_001)[0].0, "people");
}

#[test]
fn a_run_may_have_two_million_services_and_not_one_more() {
    let crowd = |more: u32| {
        let mut slots: Vec<(String, u32)> =
            (0..20).map(|at| (format!("10:{at:02}"), 100_000)).collect();
        slots.push(("11:00".to_owned(), more));
        let slots: Vec<(&str, u32)> = slots.iter().map(|(at, people)| (&**at, *people)).collect();
        station(json!({"reservations": reserved(&slots, "0")}))
    };
    // 101 runs of two million are more than all runs may have; of one more, the run itself is.
    for (more, expected) in [(0, "202000000"), (1, "2000001")] {
        let error = crowd(more).simulate(&plan(101)).unwrap_err();
        assert_eq!(error.code(), "counter_dx.station.too_much");
        for language in [Language::Ja, Language::En] {
            let sentence = error.sentence(language);
            assert!(sentence.contains(expected), "{sentence}");
        }
    }
}
