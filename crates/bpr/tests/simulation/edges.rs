//! What begins, ends or is broken off at the last minute of a run; what lies ahead; and figures that only some runs have.

use crate::helper::{
    chain, end, flow, gateway, hours, of_node, outcome, people, recorded, refused, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::simulate::{SimulationFigure as Whole, StaffFigure};

#[test]
fn what_ends_at_the_last_midnight_is_of_no_month() {
    let flow = chain(&[("a", work("10"))]);
    for (time, finished) in [("23:49", 1), ("23:50", 0), ("23:51", 0)] {
        let found = outcome(&flow, &recorded(&[time], json!({"days": 1})));
        let month = found.months()[0];
        assert_eq!((month.started, month.finished), (1, finished), "{time}");
        assert_eq!(found.figure(Whole::Finished), Some(1.0));
    }
    // Of two months, what ends at the midnight between them is of the second.
    let found = outcome(&flow, &recorded(&["2026-06-30T23:50"], json!({"days": 40})));
    let months: Vec<(u64, u64)> = found
        .months()
        .iter()
        .map(|one| (one.started, one.finished))
        .collect();
    assert_eq!(months, [(1, 0), (0, 1)]);
}

#[test]
fn a_work_that_is_broken_off_counts_where_it_began() {
    let late = json!({"kind": "event", "event": "boundary", "trigger": "timer", "waiting": "20", "attached_to": "b"});
    let drawn = flow(
        &[
            ("s", start()),
            (
                "a",
                json!({"kind": "activity", "work": "0", "waiting": "10"}),
            ),
            ("b", work("60")),
            ("e", end()),
            ("late", late),
            ("e2", end()),
        ],
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "e", ""),
            ("late", "e2", ""),
        ],
    );
    let worked = |time: &str, more: Value| {
        let mut all = json!({"staff": people(1), "model_waiting": null, "options": {"model_waiting": "always"}});
        all.as_object_mut().unwrap().remove("model_waiting");
        crate::helper::merge(&mut all, more);
        let found = outcome(&drawn, &recorded(&[time], all));
        let of_b = of_node(&drawn, &found, "b")[2];
        (found.staff()[0].worked, of_b)
    };
    // Begun at the last minute of the days, and at the midnight behind it.
    for (time, expected) in [("23:49", 20.0), ("23:50", 0.0), ("23:51", 0.0)] {
        assert_eq!(worked(time, json!({"days": 1})), (expected, 20.0), "{time}");
    }
    // The first minute behind the warm-up is one that counts.
    let warm = json!({"days": 3, "warm_up_days": 1});
    for (time, expected) in [
        ("2026-06-01T23:49", (0.0, 0.0)),
        ("2026-06-01T23:50", (20.0, 0.0)),
        ("2026-06-02T00:00", (20.0, 20.0)),
    ] {
        assert_eq!(worked(time, warm.clone()), expected, "{time}");
    }
}

#[test]
fn what_lies_ahead_at_most() {
    let flow = chain(&[("a", work("30"))]);
    let most = |times: &[&str]| {
        let room = outcome(&flow, &recorded(times, json!({}))).room();
        (room.events, room.cases, room.tokens, room.instances)
    };
    // At the first of four marks: the other three and the next case.
    assert_eq!(most(&["09:00"]), (4, 1, 1, 1));
    // Three marks, two works that are going on and the next case, when the third has come.
    assert_eq!(most(&["09:00", "09:10", "09:20", "09:25"]), (6, 4, 4, 4));
}

#[test]
fn a_work_of_no_minutes_is_no_event_of_its_own() {
    let events = |minutes: &str, more: Value| {
        let flow = chain(&[("a", work(minutes))]);
        outcome(&flow, &recorded(&["09:00"], more)).events()
    };
    // Four marks, a case, and the end of a work that takes time.
    assert_eq!(events("0", json!({})), 5);
    assert_eq!(events("1", json!({})), 6);
    // A batch is worked on by nobody's token, and always ends by the clock; it is gathered once a day, in 210 days.
    let batch =
        json!({"batches": [{"node": "a", "schedule": {"kind": "when_full"}, "work": "once"}]});
    assert_eq!(events("0", batch.clone()), 6);
    assert_eq!(events("1", batch), 6);
}

#[test]
fn a_figure_of_some_runs_is_told_without_an_estimate() {
    // Half of the cases come to the one who works; a run has one case, and another that never ends in its days.
    let drawn = flow(
        &[
            ("s", start()),
            ("x", gateway("exclusive")),
            ("a", work("1")),
            (
                "b",
                json!({"kind": "activity", "waiting": "9000", "work": "0"}),
            ),
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
        let mut staff = people(1);
        staff[0]["nodes"] = json!(["a"]);
        let more =
            json!({"runs": {"seed": seed, "runs": 2}, "days": 2, "drain_days": 0, "staff": staff});
        let found = run(&drawn, &recorded(&["09:00"], more));
        let ended = found
            .outcomes()
            .iter()
            .filter(|one| one.figure(Whole::MeanLead).is_some())
            .count();
        seen[ended] = true;
        let result = found.result();
        let figure = result
            .figures
            .iter()
            .find(|one| one.figure == Whole::MeanLead);
        assert_eq!(figure.is_some(), ended > 0, "{seed}");
        assert_eq!(figure.and_then(|one| one.estimate).is_some(), ended == 2);
        let figures = &result.staff[0].figures;
        let queue = figures
            .iter()
            .find(|one| one.figure == StaffFigure::MeanQueue);
        assert_eq!(queue.is_some(), ended > 0, "{seed}");
        assert_eq!(queue.and_then(|one| one.estimate).is_some(), ended == 2);
    }
    assert_eq!(seen, [true; 3]);
}

#[test]
fn runs_until_the_mean_lead_time_is_known() {
    let runs = |work: Value| {
        let flow = chain(&[(
            "a",
            json!({"kind": "activity", "work": work, "waiting": "0"}),
        )]);
        let more = json!({"runs": {"seed": 1, "runs": 3, "most": 9, "relative_width": "0.001"}});
        let found = run(&flow, &recorded(&["09:00"], more));
        serde_json::to_value(found.result()).unwrap()["runs"].clone()
    };
    // What is always the same is known after the first three runs; what varies by half is not after nine.
    assert_eq!(runs(json!("30")), json!(3));
    assert_eq!(
        runs(json!({"kind": "uniform", "from": "10", "to": "50"})),
        json!(9)
    );
}

#[test]
fn who_comes_by_month_comes_in_all_open_hours() {
    // One minute in the morning and one in the afternoon; done at noon, the next day where it has passed.
    let spans = json!([{"from": "09:00", "to": "09:01"}, {"from": "17:00", "to": "17:01"}]);
    let days = json!({"monday": spans, "tuesday": spans, "wednesday": spans, "thursday": spans, "friday": spans});
    let more = json!({
        "calendar": null,
        "arrivals": [{"id": "desk", "pattern": {"kind": "by_month", "hours": days,
            "months": [{"month": 6, "cases": "400"}]}}],
        "batches": [{"node": "a", "schedule": {"kind": "daily", "at": "12:00"}}],
    });
    let mut more = more;
    more.as_object_mut().unwrap().remove("calendar");
    let flow = chain(&[("a", work("0"))]);
    let found = outcome(&flow, &recorded(&[], more));
    let (morning, afternoon): (Vec<f64>, Vec<f64>) =
        found.leads().iter().partition(|lead| **lead <= 180.0);
    assert!(
        morning.len() > 100 && afternoon.len() > 100,
        "{} {}",
        morning.len(),
        afternoon.len()
    );
    assert!(morning.iter().all(|lead| *lead >= 179.0), "{morning:?}");
    assert!(
        afternoon.iter().all(|lead| *lead >= 1_139.0),
        "{afternoon:?}"
    );
}

#[test]
fn hours_that_are_never_open_bring_nobody() {
    let flow = chain(&[("a", work("1"))]);
    let one = json!([{"from": "09:00", "to": "10:00"}]);
    let by_month = |hours: Value, weekdays: Value, more: Value| {
        let mut all = json!({"arrivals": [{"id": "desk", "pattern": {"kind": "by_month", "hours": hours,
            "weekdays": weekdays, "months": [{"month": 6, "cases": "400"}]}}]});
        crate::helper::merge(&mut all, more);
        recorded(&[], all)
    };
    // Open on Tuesdays; the days are a Monday, and what follows is the drain.
    let tuesday = by_month(
        json!({"tuesday": one}),
        json!([]),
        json!({"days": 1, "drain_days": 5}),
    );
    assert_eq!(refused(&flow, &tuesday).code(), "bpr.simulate.never_open");
    let both = by_month(
        json!({"tuesday": one}),
        json!([]),
        json!({"days": 2, "drain_days": 5}),
    );
    assert!(outcome(&flow, &both).figure(Whole::Started).unwrap() > 0.0);
    // Open on Mondays, on which nobody comes.
    let monday = json!([{"weekday": "monday", "weight": "0"}]);
    let nobody = by_month(json!({"monday": one}), monday, json!({}));
    assert_eq!(refused(&flow, &nobody).code(), "bpr.simulate.never_open");
}

#[test]
fn a_group_of_nobody_needs_no_hours() {
    let flow = chain(&[("a", work("1"))]);
    // The office is closed on Sundays.
    let sunday = json!({"sunday": [{"from": "09:00", "to": "10:00"}]});
    let staff = |count: u32| {
        let mut all = people(2);
        all.as_array_mut().unwrap().push(
            json!({"id": "sunday", "label": {"ja": "日曜", "en": "Sunday"},
            "people": count, "hours": sunday}),
        );
        recorded(&["09:00"], json!({"staff": all}))
    };
    assert_eq!(
        refused(&flow, &staff(1)).code(),
        "bpr.simulate.never_on_duty"
    );
    assert_eq!(outcome(&flow, &staff(0)).leads(), [1.0]);
}

#[test]
fn days_that_opening_hours_are_worked_out_for() {
    let flow = chain(&[("a", work("1"))]);
    let of = |drain: u32| {
        let more = json!({"first_day": "2010-06-01", "days": 10, "drain_days": drain});
        recorded(&["2010-06-01T09:00"], more)
    };
    let most = tosei_simulation::opening_hours::MAX_DAYS;
    assert_eq!(outcome(&flow, &of(most - 10)).leads(), [1.0]);
    assert_eq!(refused(&flow, &of(most - 9)).code(), "bpr.simulate.days");
}

#[test]
fn fictional_is_what_any_part_of_is() {
    for (of_flow, of_parameters, expected) in [
        (false, false, false),
        (true, false, true),
        (false, true, true),
        (true, true, true),
    ] {
        let drawn = crate::helper::changed(&chain(&[("a", work("1"))]), |document| {
            document["fictional"] = json!(of_flow);
        });
        let found = run(
            &drawn,
            &recorded(&["09:00"], json!({"fictional": of_parameters})),
        );
        assert_eq!(found.result().fictional, expected);
    }
}

#[test]
fn hours_of_people_in_the_lunch_break() {
    // Nobody begins between twelve and one; who came at half past eleven is done at half past one.
    let flow = chain(&[("a", work("60"))]);
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    let found = outcome(&flow, &recorded(&["11:30"], json!({"staff": staff})));
    assert_eq!(found.leads(), [120.0]);
}
