//! Which events are waited for and which are drawn, where a process begins, what an inclusive join waits for, and what
//! is used again by the cases that come later.

use crate::helper::{
    changed, end, flow, gateway, leads, merge, of_node, outcome, people, recorded, refused, run,
    start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure as Whole, StaffFigure},
};

/// What was assumed but that somebody is always there.
fn assumed(found: &tosei_bpr::simulate::Simulated) -> Vec<String> {
    let mut all = crate::helper::assumed(found);
    all.retain(|one| !one.starts_with("always_somebody"));
    all
}

fn boundary(trigger: &str, host: &str, more: Value) -> Value {
    let mut is =
        json!({"kind": "event", "event": "boundary", "trigger": trigger, "attached_to": host});
    merge(&mut is, more);
    is
}

/// `s → before → sub → e`, where the sub-process holds one step and ends as said; behind the event at its boundary `z`.
fn failing(trigger: &str, event: &Value, share: &str) -> Flow {
    let inside = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let ends = json!({"kind": "event", "event": "end", "trigger": trigger});
    flow(
        &[
            ("s", start()),
            ("before", work("1")),
            ("then", work("2")),
            ("sub", json!({"kind": "sub_process"})),
            ("e", end()),
            ("si", inside(start())),
            ("a", inside(work("10"))),
            ("x", inside(gateway("exclusive"))),
            ("ei", inside(ends)),
            ("ej", inside(end())),
            ("b", event.clone()),
            ("z", work("100")),
            ("ez", end()),
        ],
        &[
            ("s", "before", ""),
            ("before", "then", ""),
            ("then", "sub", ""),
            ("sub", "e", ""),
            ("si", "a", ""),
            ("a", "x", ""),
            ("x", "ei", "1"),
            ("x", "ej", "0"),
            ("b", "z", share),
            ("z", "ez", ""),
        ],
    )
}

#[test]
fn an_error_is_taken_by_the_event_that_waits_for_it() {
    let all = recorded(&["09:00"], json!({}));
    let never = recorded(
        &["09:00"],
        json!({"options": {"unknown_boundary": "never"}}),
    );
    let event = boundary("error", "sub", json!({}));
    let fails = failing("error", &event, "");
    for parameters in [&all, &never] {
        let found = run(&fails, parameters);
        assert_eq!(found.outcomes()[0].leads(), [113.0]);
        assert!(assumed(&found).is_empty(), "{:?}", assumed(&found));
    }
    // Nothing within it fails: nobody knows how often it does all the same.
    let ends = failing("none", &event, "");
    assert_eq!(refused(&ends, &all).code(), "bpr.simulate.unknown_boundary");
    let found = run(&ends, &never);
    assert_eq!(found.outcomes()[0].leads(), [13.0]);
    assert_eq!(assumed(&found), ["boundary_never b"]);
    // With a share it is drawn, and nothing is assumed.
    for (share, lead) in [("1", 113.0), ("0", 13.0)] {
        for parameters in [&all, &never] {
            let found = run(&failing("none", &event, share), parameters);
            assert_eq!(found.outcomes()[0].leads(), [lead]);
            assert!(assumed(&found).is_empty(), "{:?}", assumed(&found));
        }
    }
}

#[test]
fn a_share_is_drawn_and_a_time_is_waited_for() {
    let all = recorded(&["09:00"], json!({}));
    let of = |event: Value, share: &str| {
        let found = run(&failing("none", &event, share), &all);
        assert!(assumed(&found).is_empty(), "{:?}", assumed(&found));
        found.outcomes()[0].leads().to_vec()
    };
    let timer = |more: Value| boundary("timer", "sub", more);
    // A share of all, which is done with the sub-process; a time ends it before.
    assert_eq!(of(timer(json!({})), "1"), [113.0]);
    assert_eq!(of(timer(json!({"waiting": "4"})), ""), [107.0]);
    assert_eq!(of(timer(json!({"waiting": "40"})), ""), [13.0]);
    // Both: how often is said, and how long it takes to come.
    assert_eq!(of(timer(json!({"waiting": "4"})), "1"), [117.0]);
    assert_eq!(of(timer(json!({"waiting": "4"})), "0"), [13.0]);
}

#[test]
fn one_start_that_waits_for_a_message_leaves_no_choice() {
    let message = json!({"kind": "event", "event": "start", "trigger": "message"});
    let of = |mut is: Value, pool: &str| {
        is["@pool"] = json!(pool);
        is
    };
    let drawn = flow(
        &[
            ("s", of(start(), "p")),
            ("m", of(message, "p")),
            ("a", of(work("5"), "p")),
            ("b", of(work("7"), "p")),
            ("e", of(end(), "p")),
            ("e3", of(end(), "p")),
            ("s2", of(start(), "q")),
            ("d", of(work("1"), "q")),
            ("e2", of(end(), "q")),
        ],
        &[
            ("s", "a", ""),
            ("a", "e", ""),
            ("m", "b", ""),
            ("b", "e3", ""),
            ("s2", "d", ""),
            ("d", "e2", ""),
        ],
    );
    let drawn = changed(&drawn, |document| {
        document["pools"] = json!([{"id": "p"}, {"id": "q"}]);
        document["message_flows"] = json!([{"id": "l", "from": "d", "to": "m"}]);
    });
    let found = run(&drawn, &recorded(&["09:00"], json!({})));
    assert!(assumed(&found).is_empty(), "{:?}", assumed(&found));
    assert_eq!(found.outcomes()[0].leads(), [8.0]);
    assert_eq!(of_node(&drawn, &found.outcomes()[0], "a")[1], 1.0);
    // Two that wait for nothing: one of them, and nobody says which.
    let both = changed(&drawn, |document| {
        document["message_flows"] = json!([]);
    });
    let error = refused(&both, &recorded(&["09:00"], json!({})));
    assert_eq!(error.code(), "bpr.simulate.unknown_probability");
    let equal = recorded(
        &["09:00"],
        json!({"options": {"unknown_branches": "equal"}}),
    );
    assert_eq!(assumed(&run(&both, &equal)).len(), 1);
}

#[test]
fn a_step_without_any_line_is_done() {
    let all = recorded(&["09:00", "09:00"], json!({}));
    let alone = flow(&[("a", work("5"))], &[]);
    assert_eq!(leads(&alone, &all), [5.0, 5.0]);
    let mut inside = work("5");
    inside["@parent"] = json!("sub");
    let within = flow(
        &[
            ("s", start()),
            ("sub", json!({"kind": "sub_process"})),
            ("a", inside),
            ("e", end()),
        ],
        &[("s", "sub", ""), ("sub", "e", "")],
    );
    assert_eq!(leads(&within, &all), [5.0, 5.0]);
    let empty = flow(
        &[
            ("s", start()),
            ("sub", json!({"kind": "sub_process"})),
            ("z", work("2")),
            ("e", end()),
        ],
        &[("s", "sub", ""), ("sub", "z", ""), ("z", "e", "")],
    );
    assert_eq!(leads(&empty, &all), [2.0, 2.0]);
}

#[test]
fn an_inclusive_join_does_not_wait_for_what_cannot_come_to_it() {
    let drawn = |kind: &str| {
        flow(
            &[
                ("s", start()),
                ("p", gateway("parallel")),
                ("a", work("1")),
                ("b", work("2")),
                ("c", work("60")),
                ("j", gateway(kind)),
                ("d", work("100")),
                ("e1", end()),
                ("e2", end()),
            ],
            &[
                ("s", "p", ""),
                ("p", "a", ""),
                ("p", "b", ""),
                ("p", "c", ""),
                ("a", "j", ""),
                ("b", "j", ""),
                ("j", "d", ""),
                ("d", "e1", ""),
                ("c", "e2", ""),
            ],
        )
    };
    let all = recorded(&["09:00", "09:01"], json!({}));
    for kind in ["inclusive", "parallel", "complex"] {
        assert_eq!(leads(&drawn(kind), &all), [102.0, 102.0], "{kind}");
    }
}

#[test]
fn growth_is_looked_for_behind_the_warm_up() {
    let flow = crate::helper::chain(&[("a", work("30"))]);
    let verdict = |minutes: &str| {
        let more = json!({"first_day": "2026-06-10", "days": 40, "warm_up_days": 10, "staff": people(1),
            "arrivals": [{"id": "desk", "pattern":
                {"kind": "renewal", "between": {"kind": "constant", "value": minutes}}}]});
        let found = run(&flow, &recorded(&[], more));
        serde_json::to_value(found.result()).unwrap()["verdict"].clone()
    };
    assert_eq!(verdict("20"), json!("not_stable"));
    assert_ne!(verdict("40"), json!("not_stable"));
}

#[test]
fn a_node_that_is_named_twice_stops_the_clock_once() {
    let day = work("1440");
    let flow = crate::helper::chain(&[("a", work("10")), ("b", day.clone()), ("c", day)]);
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days",
        "stops": [{"kind": "correction"}]});
    let of = |corrections: Value| {
        json!({"corrections": corrections, "deadlines": {"standard": {"rule": rule,
            "period": {"state": "set", "basis": "law", "processing": {"amount": "1", "unit": "day"}}}}})
    };
    let within = |from: &[&str], until: &[&str]| {
        let corrections = if from.is_empty() {
            json!([])
        } else {
            json!([{"place": {"kind": "between", "from": from, "until": until}}])
        };
        outcome(&flow, &recorded(&["09:00"], of(corrections))).figure(Whole::WithinStandard)
    };
    // Done on Wednesday, due on Tuesday; stopped on Monday and going on again on Tuesday it is due on Wednesday.
    assert_eq!(within(&[], &[]), Some(0.0));
    assert_eq!(within(&["a"], &["b"]), Some(1.0));
    assert_eq!(within(&["a", "a"], &["b"]), Some(1.0));
    assert_eq!(within(&["a"], &["b", "b"]), Some(1.0));
    // A clock that goes on on Tuesday is late on Thursday.
    let long = crate::helper::chain(&[("a", work("10")), ("b", work("1440")), ("c", work("2880"))]);
    let late = |until: &[&str]| {
        let correction = json!({"place": {"kind": "between", "from": ["a"], "until": until}});
        outcome(&long, &recorded(&["09:00"], of(json!([correction])))).figure(Whole::WithinStandard)
    };
    assert_eq!(
        (late(&["b"]), late(&["b", "b"]), late(&["c"])),
        (Some(0.0), Some(0.0), Some(1.0))
    );
    // Who is asked in the last moment is not late for it, nor in time.
    assert_eq!(within(&["c"], &["start"]), Some(0.0));
}

#[test]
fn who_is_never_on_duty_has_no_share_of_it() {
    let flow = crate::helper::chain(&[("a", work("5"))]);
    let mut staff = people(1);
    staff
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "none", "label": {"ja": "欠", "en": "None"}, "people": 0}));
    let found = outcome(
        &flow,
        &recorded(&["09:00"], json!({"staff": staff, "days": 1})),
    );
    let of = |at: usize, figure| found.staff()[at].figure(figure);
    assert_eq!(of(0, StaffFigure::Utilisation), Some(5.0 / 1_440.0));
    assert_eq!(of(0, StaffFigure::MeanQueue), Some(0.0));
    assert_eq!(of(1, StaffFigure::Utilisation), None);
    assert_eq!(of(1, StaffFigure::MeanQueue), None);
    assert_eq!(of(1, StaffFigure::WorkedHours), Some(0.0));
}

/// `s → a → b → e`: `a` with a timer at its boundary, and `b` done once a day at noon for all who wait; behind the timer
/// `b`, too.
fn once_a_day(minutes: &str, timer: &str) -> Flow {
    flow(
        &[
            ("s", start()),
            ("a", work(minutes)),
            ("b", work("20")),
            ("e", end()),
            ("t", boundary("timer", "a", json!({"waiting": timer}))),
        ],
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "e", ""),
            ("t", "b", ""),
        ],
    )
}

#[test]
fn times_of_cases_that_have_ended_are_nothing_to_a_batch() {
    let times = ["2026-06-01T11:00", "2026-06-01T11:00", "2026-06-02T11:00"];
    let batch = json!({"batches": [{"node": "b", "work": "once", "schedule": {"kind": "daily", "at": "12:00"}}]});
    for staff in [json!([]), people(3)] {
        let mut more = batch.clone();
        more["staff"] = staff;
        let all = recorded(&times, more);
        // What would have happened beside `a` on the next day while the next batch is worked on.
        assert_eq!(leads(&once_a_day("10", "1510"), &all), [80.0; 3]);
        // What was broken off would have been done then.
        assert_eq!(leads(&once_a_day("1510", "10"), &all), [80.0; 3]);
    }
}

#[test]
fn each_batch_has_members_of_its_own() {
    // Two at once for `a`, and one after the other for `b`: each case bears half of the work.
    let drawn = crate::helper::chain(&[("a", work("10")), ("b", work("30")), ("c", work("4"))]);
    let once = |node: &str, least: u32| json!({"node": node, "work": "once", "schedule": {"kind": "when_full"}, "least": least});
    let more = json!({"batches": [once("a", 2), once("b", 2), once("c", 1)]});
    let found = outcome(
        &drawn,
        &recorded(&["09:00", "09:05", "10:00", "10:05"], more),
    );
    assert_eq!(found.leads(), [49.0, 44.0, 49.0, 44.0]);
    for (node, worked) in [("a", 20.0), ("b", 60.0), ("c", 16.0)] {
        assert_eq!(
            of_node(&drawn, &found, node)[..3],
            [4.0, 4.0, worked],
            "{node}"
        );
    }
}

#[test]
fn a_loop_that_is_never_left_is_refused_whatever_is_in_it() {
    let drawn = |trigger: &str, event: bool| {
        let inside = |mut is: Value| {
            is["@parent"] = json!("sub");
            is
        };
        let ends = json!({"kind": "event", "event": "end", "trigger": trigger});
        let mut nodes = vec![
            ("s", start()),
            ("m", gateway("exclusive")),
            ("sub", json!({"kind": "sub_process"})),
            ("x", gateway("exclusive")),
            ("e", end()),
            ("si", inside(start())),
            ("a", inside(work("1"))),
            ("y", inside(gateway("exclusive"))),
            ("ei", inside(ends)),
            ("ej", inside(end())),
        ];
        let mut lines = vec![
            ("s", "m", ""),
            ("m", "sub", ""),
            ("sub", "x", ""),
            ("x", "m", "1"),
            ("x", "e", "0"),
            ("si", "a", ""),
            ("a", "y", ""),
            ("y", "ei", "0"),
            ("y", "ej", "1"),
        ];
        if event {
            nodes.push(("b", boundary("error", "sub", json!({}))));
            lines.push(("b", "m", ""));
        }
        flow(&nodes, &lines)
    };
    let all = recorded(&["09:00"], json!({}));
    assert_eq!(
        refused(&drawn("none", false), &all).code(),
        "bpr.simulate.endless_loop"
    );
    // What fails within it and is taken within it does not leave it.
    assert_eq!(
        refused(&drawn("error", true), &all).code(),
        "bpr.simulate.endless_loop"
    );
}

#[test]
fn a_way_that_is_sure_draws_nothing() {
    // The other way is gone by the same cases, whether the first is taken always or where nothing else is.
    let drawn = |sure: &str, default: bool| {
        let mut split = gateway("inclusive");
        if default {
            split["default"] = json!("l1");
        }
        flow(
            &[
                ("s", start()),
                ("x", split),
                ("a", work("1")),
                ("b", work("2")),
                ("y", gateway("inclusive")),
                ("e", end()),
            ],
            &[
                ("s", "x", ""),
                ("x", "a", sure),
                ("x", "b", "0.5"),
                ("a", "y", ""),
                ("b", "y", ""),
                ("y", "e", ""),
            ],
        )
    };
    let times: Vec<String> = (10..40).map(|minute| format!("09:{minute}")).collect();
    let times: Vec<&str> = times.iter().map(String::as_str).collect();
    let parameters = recorded(&times, json!({"runs": {"seed": 5, "runs": 12}}));
    let found = |flow: &Flow| -> Vec<[f64; 2]> {
        let simulated = run(flow, &parameters);
        let runs = simulated.outcomes().iter();
        runs.map(|one| ["a", "b"].map(|id| of_node(flow, one, id)[0]))
            .collect()
    };
    let (sure, else_where) = (found(&drawn("1", false)), found(&drawn("", true)));
    for (one, other) in sure.iter().zip(&else_where) {
        assert_eq!((one[0], one[1]), (30.0, other[1]));
        assert_eq!(other[0] + other[1], 30.0);
    }
    assert!(sure.iter().any(|one| one[1] != 15.0));
}
