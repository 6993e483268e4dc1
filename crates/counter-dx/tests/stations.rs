//! Stations: their rules, and what their days give.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_counter_dx::queue::{Demand, erlang_a, erlang_c};
use tosei_counter_dx::station::{ClosingRule, Figure, Station, station_rules};
use tosei_document::{Explain, Severity};
use tosei_simulation::{Level, Quantity, RunPlan, Seed};
use tosei_types::Language;

/// A station on a Monday from nine to five, with the members of `changes` instead of its own.
fn station(changes: Value) -> Station {
    let mut all = json!({
        "format": "tosei-counter-station", "format_version": 1,
        "title": "証明窓口（架空）", "fictional": true, "first_day": "2025-06-02", "days": 1,
        "hours": {"monday": [{"from": "09:00", "to": "17:00"}]},
        "services": [{"id": "s", "label": {"ja": "証明", "en": "Certificates"},
                      "minutes": {"kind": "exponential", "mean": "5"}}],
        "walk_ins": [{"id": "w", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["s"],
                      "arrivals": [{"from": "09:00", "to": "16:00", "per_hour": "6"}]}],
        "staff": [{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 1, "services": ["s"]}],
        "pledge_minutes": "10"
    });
    for (key, value) in changes.as_object().unwrap() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

fn walk_ins(arrivals: &Value) -> Value {
    json!([{"id": "w", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["s"], "arrivals": arrivals}])
}

fn staff(people: u32, hours: Value) -> Value {
    let mut group = json!({"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": people, "services": ["s"]});
    if !hours.is_null() {
        group["hours"] = json!({ "monday": hours });
    }
    json!([group])
}

fn plan(runs: u32) -> RunPlan {
    RunPlan::fixed(Seed::new(2_025), runs).unwrap()
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    let rules = station_rules();
    let own = || {
        rules
            .rules()
            .iter()
            .filter(|rule| rule.code.starts_with("counter_dx."))
    };
    assert_eq!(own().count(), 20);
    for rule in own() {
        let (good, bad) = (
            station(rule.good.clone()).check(),
            station(rule.bad.clone()).check(),
        );
        assert!(good.is_clean(), "{}: {:?}", rule.code, good.findings());
        assert!(bad.count_of(&rule.code) > 0, "{} is not broken", rule.code);
        for finding in bad.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = rules.sentence(finding, language);
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
        // Whatever is no error can be simulated, and what is one says so.
        match station(rule.bad.clone()).simulate(&plan(2)) {
            Ok(simulated) => {
                assert_eq!(bad.count(Severity::Error), 0, "{}", rule.code);
                let summary = serde_json::to_string(&simulated.summary(Level::default())).unwrap();
                assert!(!summary.contains("NaN") && !summary.contains("inf"));
            }
            Err(error) => {
                assert_eq!(error.code(), "counter_dx.station.findings", "{}", rule.code);
                assert!(bad.count(Severity::Error) > 0);
                assert!(error.sentence(Language::Ja).ends_with('。'));
            }
        }
    }
}

#[test]
fn another_document_is_refused_and_a_station_is_written_as_it_is_read() {
    let one = station(json!({}));
    let text = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<Station>(&text).unwrap(), one);
    let other = text.replace("tosei-counter-station", "tosei-counter-register");
    assert!(serde_json::from_str::<Station>(&other).is_err());
    for wrong in [
        text.replace(r#""mean":"5""#, r#""mean":"-5""#),
        text.replace(r#""mean":"5""#, r#""mean":"NaN""#),
        text.replace(r#""days":1"#, r#""days":-1"#),
        text.replace(r#""people":1"#, r#""people":-1"#),
        text.replace("09:00", "25:00"),
    ] {
        assert_ne!(wrong, text);
        assert!(serde_json::from_str::<Station>(&wrong).is_err(), "{wrong}");
    }
}

/// A day that can be worked out by hand: no chance but in who comes, and even that is given.
#[test]
fn a_day_of_reservations_is_as_worked_out_by_hand() {
    let fixed = |slots: Value, extra: Value| {
        let mut one = json!({"id": "r", "label": {"ja": "予約", "en": "Reserved"}, "route": ["s"],
                             "slots": slots, "no_show_percent": "0"});
        for (key, value) in extra.as_object().unwrap() {
            one[key] = value.clone();
        }
        json!([one])
    };
    let ten = json!([{"id": "s", "label": {"ja": "証明", "en": "Certificates"},
                      "minutes": {"kind": "constant", "value": "10"}}]);
    // Four at 16:50, ten minutes each, one person: the last is done 30 minutes after closing.
    let slots = json!([{"at": "16:50", "people": 4}]);
    let changes =
        json!({"services": ten, "walk_ins": [], "reservations": fixed(slots.clone(), json!({}))});
    let simulated = station(changes.clone()).simulate(&plan(2)).unwrap();
    let run = &simulated.outcomes()[0];
    assert_eq!(
        (run.total.came, run.total.served, run.total.turned_away),
        (4, 4, 0)
    );
    let waits = run.total.waits.unwrap();
    assert_eq!(
        (waits.mean, waits.median, waits.ninetieth, waits.longest),
        (15.0, 10.0, 30.0, 30.0)
    );
    assert_eq!(
        waits.over_pledge, 0.5,
        "30 and 20 are longer than 10, 10 is not"
    );
    assert_eq!(run.after_closing, Some(30.0));
    assert_eq!(run.staff[0].outside_minutes, 30.0);
    assert_eq!(run.staff[0].duty_minutes, 480.0);
    assert_eq!(run.waiting_people, Some(60.0 / 480.0));
    assert_eq!(run.quarters[67], (4, 60.0), "16:45 to 17:00");

    let mut turned = station(changes);
    turned.at_closing = ClosingRule::TurnAway;
    let run = turned.simulate(&plan(2)).unwrap().outcomes()[0].clone();
    assert_eq!((run.total.served, run.total.turned_away), (1, 3));
    assert_eq!(run.after_closing, Some(0.0));

    // Late by twenty minutes is after closing: not let in. Early by an hour waits for the slot.
    let late = json!({"late": {"kind": "constant", "value": "20"}});
    let early = json!({"early": {"kind": "constant", "value": "60"}});
    for (extra, served, away) in [(late, 0, 4), (early, 4, 0)] {
        let reservations = fixed(slots.clone(), extra);
        let changes = json!({"services": ten, "walk_ins": [], "reservations": reservations});
        let run = station(changes).simulate(&plan(2)).unwrap().outcomes()[0].clone();
        assert_eq!(
            (run.total.came, run.total.served, run.total.turned_away),
            (4, served, away)
        );
        assert_eq!(run.services[0].waits.is_some(), served > 0);
    }
}

#[test]
fn no_shows_are_as_many_as_said_and_are_nobody_who_came() {
    let reservations = json!([{"id": "r", "label": {"ja": "予約", "en": "Reserved"}, "route": ["s"],
        "slots": [{"at": "10:00", "people": 50}], "no_show_percent": "20"}]);
    let simulated = station(json!({"walk_ins": [], "reservations": reservations}))
        .simulate(&plan(200))
        .unwrap();
    let absent = simulated
        .estimate(Figure::NoShows, Level::NinetyNine)
        .unwrap();
    assert!(absent.holds(10.0), "{absent:?}");
    for run in simulated.outcomes() {
        assert_eq!(run.total.came + run.total.no_shows, 50);
    }
}

#[test]
fn a_visit_goes_through_its_services_and_its_wait_is_all_its_waits() {
    let constant = |id: &str, value: &str| json!({"id": id, "label": {"ja": "業務", "en": "Service"}, "minutes": {"kind": "constant", "value": value}});
    let reservations = json!([{"id": "r", "label": {"ja": "予約", "en": "Reserved"}, "route": ["s", "pay"],
        "slots": [{"at": "10:00", "people": 2}], "no_show_percent": "0"}]);
    let staff = json!([
        {"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 2, "services": ["s"]},
        {"id": "c", "label": {"ja": "会計", "en": "Cashier"}, "people": 1, "services": ["pay"]}
    ]);
    let changes = json!({"services": [constant("s", "10"), constant("pay", "4")], "walk_ins": [],
                         "reservations": reservations, "staff": staff});
    let run = station(changes).simulate(&plan(2)).unwrap().outcomes()[0].clone();
    assert_eq!(run.services[0].waits.unwrap().longest, 0.0);
    assert_eq!(
        run.services[1].waits.unwrap().longest,
        4.0,
        "behind the other at the cashier"
    );
    assert_eq!(run.total.waits.unwrap().mean, 2.0);
    assert_eq!((run.total.served, run.services[1].served), (2, 2));
}

#[test]
fn whoever_nobody_can_serve_before_closing_is_not_served_and_does_not_wait_for_ever() {
    // The only one who can do it goes home at noon; people come in the afternoon.
    let late = json!([{"from": "13:00", "to": "16:00", "per_hour": "4"}]);
    let changes = json!({"walk_ins": walk_ins(&late), "staff": staff(1, json!([{"from": "09:00", "to": "12:00"}]))});
    let simulated = station(changes).simulate(&plan(20)).unwrap();
    for run in simulated.outcomes() {
        assert_eq!(run.total.served, 0);
        assert_eq!(run.total.unserved, run.total.came);
        assert_eq!(
            run.total.waits, None,
            "nobody was called: no mean wait, not 0"
        );
        assert!(run.waiting_people.unwrap() < 30.0);
    }
    assert!(
        simulated
            .estimate(Figure::MeanWait, Level::default())
            .is_err()
    );
}

/// Round the clock for twenty days after five of warm-up, it is the queue of the formula.
fn endless(per_hour: &str, people: u32, patience: Option<&str>) -> Station {
    let spans = json!([{"from": "00:00", "to": "24:00"}]);
    let mut hours = json!({});
    for day in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ] {
        hours[day] = spans.clone();
    }
    let arrivals = json!([{"from": "00:00", "to": "24:00", "per_hour": per_hour}]);
    let mut visitors = walk_ins(&arrivals);
    if let Some(mean) = patience {
        visitors[0]["patience"] = json!({"kind": "exponential", "mean": mean});
    }
    station(
        json!({"hours": hours, "days": 25, "warm_up_minutes": "7200", "walk_ins": visitors,
                   "staff": staff(people, Value::Null)}),
    )
}

fn demand(per_hour: &str) -> Demand {
    Demand {
        arrivals_per_hour: per_hour.parse().unwrap(),
        service_minutes: "5".parse().unwrap(),
    }
}

/// Law: where Erlang C applies, the simulation agrees with it: of 12 intervals of 99 % at most one misses,
/// and none by more than 4.5 standard errors.
#[test]
fn erlang_c_agrees() {
    let mut missed = 0;
    for (per_hour, people) in [("9", 1), ("18", 2), ("30", 3), ("50", 5)] {
        let simulated = endless(per_hour, people, None).simulate(&plan(24)).unwrap();
        let answer = erlang_c(&demand(per_hour), people).unwrap();
        let figures = answer.figures().unwrap();
        let pledge = Quantity::try_new(10.0).unwrap();
        for (figure, truth) in [
            (Figure::MeanWait, figures.mean_wait_minutes()),
            (Figure::OverPledge, figures.share_over(pledge)),
            (Figure::Utilisation, figures.utilisation()),
        ] {
            let estimate = simulated.estimate(figure, Level::NinetyNine).unwrap();
            missed += u32::from(!estimate.holds(truth));
            let off = (estimate.mean - truth).abs() / estimate.standard_error;
            assert!(
                off < 4.5,
                "{per_hour} {people} {figure}: {estimate:?}, not {truth}"
            );
        }
    }
    assert!(missed <= 1, "{missed}");
}

/// Law: where Erlang A applies, the simulation agrees with it.
#[test]
fn erlang_a_agrees() {
    let mut missed = 0;
    for (per_hour, people, patience) in [("12", 1, "15"), ("30", 2, "8"), ("45", 4, "20")] {
        let simulated = endless(per_hour, people, Some(patience))
            .simulate(&plan(24))
            .unwrap();
        let figures = erlang_a(&demand(per_hour), people, patience.parse().unwrap()).unwrap();
        for (figure, truth) in [
            (Figure::LeftShare, figures.abandonment_share()),
            (Figure::Utilisation, figures.utilisation()),
        ] {
            let estimate = simulated.estimate(figure, Level::NinetyNine).unwrap();
            missed += u32::from(!estimate.holds(truth));
            let off = (estimate.mean - truth).abs() / estimate.standard_error;
            assert!(
                off < 4.5,
                "{per_hour} {people} {figure}: {estimate:?}, not {truth}"
            );
        }
    }
    assert!(missed <= 1, "{missed}");
}

#[test]
fn ten_years_of_days_end_and_more_work_than_that_is_refused() {
    let week = json!({"monday": [{"from": "09:00", "to": "17:00"}], "tuesday": [{"from": "09:00", "to": "17:00"}]});
    let long = station(json!({"hours": week, "days": 3_850}));
    let simulated = long.simulate(&plan(2)).unwrap();
    assert!(simulated.outcomes()[0].total.came > 40_000);
    let crowd = json!([{"from": "09:00", "to": "16:00", "per_hour": "1000000"}]);
    let huge = station(json!({"walk_ins": walk_ins(&crowd)}));
    let refused = huge.simulate(&plan(2)).unwrap_err();
    assert_eq!(refused.code(), "counter_dx.station.too_much");
    assert!(!refused.sentence(Language::Ja).is_empty());
    // Times at the end of what a number may be are no trouble.
    let slow = json!([{"id": "s", "label": {"ja": "証明", "en": "Certificates"},
                       "minutes": {"kind": "constant", "value": "1000000000"}}]);
    let run = station(json!({"services": slow}))
        .simulate(&plan(2))
        .unwrap()
        .outcomes()[0]
        .clone();
    assert_eq!((run.total.served, run.total.unserved), (0, run.total.came));
}

#[test]
fn priority_is_kept_and_assistance_waits_less() {
    let visitors = json!([
        {"id": "w", "label": {"ja": "一般", "en": "General"}, "route": ["s"],
         "arrivals": [{"from": "09:00", "to": "16:00", "per_hour": "9"}]},
        {"id": "a", "label": {"ja": "要配慮", "en": "Assistance"}, "route": ["s"], "priority": 0,
         "arrivals": [{"from": "09:00", "to": "16:00", "per_hour": "2"}]}
    ]);
    let simulated = station(json!({"walk_ins": visitors}))
        .simulate(&plan(200))
        .unwrap();
    let wait = |at: usize| {
        let runs = simulated.outcomes().iter();
        let waits: Vec<f64> = runs
            .filter_map(|run| Some(run.visitors[at].waits?.mean))
            .collect();
        waits.iter().sum::<f64>() / f64::from(u32::try_from(waits.len()).unwrap())
    };
    assert!(wait(1) < wait(0) / 2.0, "{} {}", wait(1), wait(0));
}
