//! The edges of a run: the first and the last minute of the warm-up, of the days and of the drain; limits and growth.

use crate::helper::{
    chain, end, flow, gateway, hours, of_node, outcome, people, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::simulate::{SimulationFigure as Whole, StaffFigure, StepFigure, simulate};

#[test]
fn who_comes_at_the_end_of_the_warm_up_counts() {
    let flow = chain(&[("a", work("30"))]);
    let times = [
        "2026-06-01T00:00",
        "2026-06-01T23:59",
        "2026-06-02T00:00",
        "2026-06-02T00:01",
    ];
    let found = outcome(&flow, &recorded(&times, json!({"warm_up_days": 1})));
    assert_eq!(found.figure(Whole::Started), Some(2.0));
    assert_eq!(found.figure(Whole::Finished), Some(2.0));
    assert_eq!(found.leads(), [30.0, 30.0]);
    assert_eq!(of_node(&flow, &found, "a")[..3], [2.0, 2.0, 60.0]);
    let june = found.months()[0];
    assert_eq!((june.started, june.finished), (4, 4));
}

#[test]
fn who_comes_on_the_last_day_counts() {
    let flow = chain(&[("a", work("30"))]);
    let times = ["2026-06-01T00:00", "2026-06-03T23:59", "2026-06-04T00:00"];
    for (drain, finished, unfinished) in [(0, 1.0, 1.0), (1, 2.0, 0.0)] {
        let more = json!({"days": 3, "drain_days": drain});
        let found = outcome(&flow, &recorded(&times, more));
        assert_eq!(found.figure(Whole::Started), Some(2.0));
        assert_eq!(found.figure(Whole::Finished), Some(finished), "{drain}");
        assert_eq!(found.figure(Whole::Unfinished), Some(unfinished));
    }
    // Done at the last midnight is done in the run.
    let found = outcome(
        &flow,
        &recorded(&["2026-06-03T23:30"], json!({"days": 3, "drain_days": 0})),
    );
    assert_eq!(
        (found.figure(Whole::Finished), found.leads()),
        (Some(1.0), &[30.0][..])
    );
}

#[test]
fn work_counts_where_it_begins() {
    // One person; the second of two works begins when the first is done.
    let flow = chain(&[("a", work("60"))]);
    let found = |times: &[&str], more: Value| {
        let mut all = json!({"staff": people(1), "drain_days": 2});
        crate::helper::merge(&mut all, more);
        let found = outcome(&flow, &recorded(times, all));
        let one = found.staff()[0];
        (one.begun, one.worked, one.queue)
    };
    let warm = |times: &[&str]| found(times, json!({"days": 3, "warm_up_days": 1}));
    assert_eq!(
        warm(&["2026-06-01T23:00", "2026-06-01T23:00"]),
        (1, 60.0, 60.0)
    );
    assert_eq!(
        warm(&["2026-06-01T22:59", "2026-06-01T22:59"]),
        (0, 0.0, 0.0)
    );
    assert_eq!(
        warm(&["2026-06-02T00:00", "2026-06-02T00:00"]),
        (2, 120.0, 60.0)
    );
    let last = |times: &[&str]| found(times, json!({"days": 1}));
    assert_eq!(last(&["23:00", "23:00"]), (1, 60.0, 0.0));
    assert_eq!(last(&["22:59", "22:59"]), (2, 120.0, 60.0));
    // What is worked behind the warm-up is held against the duty behind it.
    let more = json!({"staff": people(1), "days": 3, "warm_up_days": 1, "drain_days": 2});
    let simulated = run(
        &flow,
        &recorded(&["2026-06-01T12:00", "2026-06-02T12:00"], more),
    );
    let of = |figure| simulated.result().group("all", figure).map(|one| one.mean);
    assert_eq!(of(StaffFigure::DutyHours), Some(48.0));
    assert_eq!(of(StaffFigure::Utilisation), Some(1.0 / 48.0));
}

#[test]
fn open_cases_between_two_times() {
    // From noon of the first day to noon of the third; two days are looked at.
    let flow = chain(&[("a", work("2880"))]);
    let backlog = |times: &[&str], warm_up: u32, days: u32| {
        let more = json!({"days": days, "warm_up_days": warm_up});
        outcome(&flow, &recorded(times, more))
            .figure(Whole::Backlog)
            .unwrap()
    };
    let near = |found: f64, expected: f64| {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    };
    near(backlog(&["2026-06-01T12:00"], 0, 2), 1.5 / 2.0);
    near(backlog(&["2026-06-01T12:00"], 1, 3), 1.5 / 2.0);
    near(backlog(&["2026-06-01T12:00"], 1, 2), 1.0);
    near(
        backlog(&["2026-06-01T12:00", "2026-06-02T00:00"], 1, 4),
        (1.5 + 2.0) / 3.0,
    );
    near(backlog(&["2026-06-01T12:00"], 3, 5), 0.0);
}

#[test]
fn every_event_is_counted() {
    // Marks at the beginning, at two thirds and at the end; a case comes, and is done.
    let flow = chain(&[("a", work("30"))]);
    let found = |more: Value| outcome(&flow, &recorded(&["09:00"], more)).events();
    assert_eq!(found(json!({})), 6);
    // The days are in two months.
    assert_eq!(found(json!({"days": 60})), 7);
    assert_eq!(found(json!({"warm_up_days": 3})), 7);
    let limit = |events: u64| {
        let more = json!({"options": {"max_events": events}});
        simulate(&flow, &recorded(&["09:00"], more))
            .err()
            .map(|error| error.code())
    };
    assert_eq!(
        (limit(6), limit(5)),
        (None, Some("bpr.simulate.too_many_events"))
    );
    // Marks behind the last thing that happens are looked at, too.
    assert_eq!(limit(3), Some("bpr.simulate.too_many_events"));
}

#[test]
fn what_grows_is_not_stable() {
    let flow = chain(&[("a", work("30"))]);
    let every = |minutes: &str, more: Value| {
        let mut all = json!({"staff": people(1), "arrivals": [{"id": "desk", "pattern":
            {"kind": "renewal", "between": {"kind": "constant", "value": minutes}}}]});
        crate::helper::merge(&mut all, more);
        let found = run(&flow, &recorded(&[], all));
        serde_json::to_value(found.result()).unwrap()["verdict"].clone()
    };
    assert_eq!(every("10", json!({})), json!("not_stable"));
    assert_ne!(every("30", json!({})), json!("not_stable"));
    assert_ne!(every("40", json!({})), json!("not_stable"));
    // Three days: too few to be five more.
    let few = json!({"days": 1});
    assert_ne!(every("28", few), json!("not_stable"));
}

#[test]
fn figures_that_only_some_runs_have() {
    // Half of the cases come to `b`; a run has one case.
    let drawn = flow(
        &[
            ("s", start()),
            ("x", gateway("exclusive")),
            ("a", work("1")),
            ("b", work("2")),
            ("e1", end()),
            ("e2", end()),
        ],
        &[
            ("s", "x", ""),
            ("x", "a", "0.5"),
            ("x", "b", "0.5"),
            ("a", "e1", ""),
            ("b", "e2", ""),
        ],
    );
    let mut seen = [false; 3];
    for seed in 0..40 {
        let more = json!({"runs": {"seed": seed, "runs": 2}, "days": 2, "drain_days": 0});
        let found = run(&drawn, &recorded(&["09:00"], more));
        let visits = found
            .outcomes()
            .iter()
            .filter(|one| of_node(&drawn, one, "b")[0] > 0.0)
            .count();
        seen[visits] = true;
        let step = found
            .result()
            .steps
            .iter()
            .find(|step| step.node.as_str() == "b")
            .unwrap();
        let figure = step
            .figures
            .iter()
            .find(|one| one.figure == StepFigure::MeanWork);
        assert_eq!(figure.is_some(), visits > 0, "{seed}");
        let estimate = figure.and_then(|one| one.estimate).map(|one| one.mean);
        assert_eq!(estimate.is_some(), visits == 2, "{seed}: {estimate:?}");
        // How often it is visited has an answer in every run.
        let often = found
            .result()
            .step("b", StepFigure::VisitsPerCase)
            .unwrap()
            .mean;
        assert_eq!(often, f64::from(u32::try_from(visits).unwrap()) / 2.0);
    }
    assert_eq!(seen, [true; 3]);
}

#[test]
fn pauses_of_work_that_nobody_interrupts() {
    // Two hours of work from four in the afternoon: until ten the next day, and in the drain as well.
    let flow = chain(&[("a", work("120"))]);
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    let found = outcome(
        &flow,
        &recorded(
            &["16:00"],
            json!({"staff": staff, "days": 1, "drain_days": 3}),
        ),
    );
    assert_eq!(found.leads(), [1_080.0]);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [1.0, 1.0, 120.0, 0.0, 0.0, 0.0, 960.0]
    );
    assert_eq!(found.figure(Whole::WaitingPerCase), Some(960.0));
    assert_eq!(
        (found.staff()[0].duty, found.staff()[0].worked),
        (Some(420.0), 120.0)
    );
}
