//! How sub-processes end: by themselves, by an end that stops all, or by failing, with or without an event that takes it.

use crate::helper::{end, flow, gateway, leads, of_node, outcome, people, recorded, start, work};
use serde_json::{Value, json};
use tosei_bpr::Flow;

fn of(parent: &str, mut is: Value) -> Value {
    is["@parent"] = json!(parent);
    is
}

fn ends(trigger: &str) -> Value {
    json!({"kind": "event", "event": "end", "trigger": trigger})
}

fn boundary(trigger: &str) -> Value {
    json!({"kind": "event", "event": "boundary", "trigger": trigger, "attached_to": "sub"})
}

type Nodes = Vec<(&'static str, Value)>;
type Lines = Vec<(&'static str, &'static str, &'static str)>;

/// `s → sub → after → e`; within ten minutes and an end of the kind; what is at the boundary goes on for seven minutes.
fn drawn(trigger: &str, taken: &[&str]) -> (Nodes, Lines) {
    let mut nodes = vec![
        ("s", start()),
        ("sub", json!({"kind": "sub_process"})),
        ("after", work("1")),
        ("e", end()),
        ("s1", of("sub", start())),
        ("a", of("sub", work("10"))),
        ("x", of("sub", gateway("exclusive"))),
        ("f", of("sub", ends(trigger))),
        ("f0", of("sub", end())),
    ];
    let mut lines = vec![
        ("s", "sub", ""),
        ("sub", "after", ""),
        ("after", "e", ""),
        ("s1", "a", ""),
        ("a", "x", ""),
        ("x", "f", "1"),
        ("x", "f0", "0"),
    ];
    let ids = [("t1", "late1", "e1"), ("t2", "late2", "e2")];
    for ((event, late, end_of), trigger) in ids.into_iter().zip(taken) {
        let minutes = if event == "t1" { "7" } else { "20" };
        nodes.extend([
            (event, boundary(trigger)),
            (late, work(minutes)),
            (end_of, end()),
        ]);
        lines.extend([(event, late, ""), (late, end_of, "")]);
    }
    (nodes, lines)
}

fn lead(flow: &Flow) -> f64 {
    let never = json!({"options": {"unknown_boundary": "never"}});
    leads(flow, &recorded(&["09:00"], never))[0]
}

#[test]
fn what_takes_which_failure() {
    for (trigger, taken, expected) in [
        ("none", &[][..], 11.0),
        ("none", &["error", "cancel"][..], 11.0),
        ("terminate", &["error", "cancel"][..], 11.0),
        ("message", &["error"][..], 11.0),
        ("signal", &["error"][..], 11.0),
        ("escalation", &["error"][..], 11.0),
        ("error", &["error"][..], 17.0),
        ("error", &["error", "cancel"][..], 17.0),
        ("error", &["cancel", "error"][..], 30.0),
        ("cancel", &["cancel"][..], 17.0),
        ("cancel", &["error", "cancel"][..], 30.0),
        // Nothing takes it: what is around it ends.
        ("error", &[][..], 10.0),
        ("error", &["cancel"][..], 10.0),
        ("cancel", &[][..], 10.0),
        ("cancel", &["error"][..], 10.0),
    ] {
        let (nodes, lines) = drawn(trigger, taken);
        assert_eq!(lead(&flow(&nodes, &lines)), expected, "{trigger} {taken:?}");
    }
}

#[test]
fn what_goes_on_beside_a_failure_ends_with_it() {
    // Beside the sub-process a step of an hour; and one within it.
    for (trigger, taken, expected, worked) in [
        ("none", &["error"][..], 60.0, 60.0),
        ("error", &["error"][..], 60.0, 60.0),
        ("error", &[][..], 10.0, 10.0),
    ] {
        let (mut nodes, mut lines) = drawn(trigger, taken);
        nodes.extend([("p", gateway("parallel")), ("b", work("60")), ("eb", end())]);
        lines.retain(|line| line.0 != "s");
        lines.extend([
            ("s", "p", ""),
            ("p", "sub", ""),
            ("p", "b", ""),
            ("b", "eb", ""),
        ]);
        let flow = flow(&nodes, &lines);
        assert_eq!(lead(&flow), expected, "{trigger}");
        let staffed = json!({"staff": people(3), "options": {"unknown_boundary": "never"}});
        let found = outcome(&flow, &recorded(&["09:00"], staffed));
        assert_eq!(of_node(&flow, &found, "b")[2], worked, "{trigger}");
    }
    for (trigger, expected, worked) in [
        ("none", 61.0, 60.0),
        ("terminate", 11.0, 10.0),
        ("error", 17.0, 10.0),
    ] {
        let (mut nodes, mut lines) = drawn(trigger, &["error"]);
        nodes.extend([
            ("p", of("sub", gateway("parallel"))),
            ("b", of("sub", work("60"))),
            ("eb", of("sub", end())),
        ]);
        lines.retain(|line| line.0 != "s1");
        lines.extend([
            ("s1", "p", ""),
            ("p", "a", ""),
            ("p", "b", ""),
            ("b", "eb", ""),
        ]);
        let flow = flow(&nodes, &lines);
        let never = json!({"options": {"unknown_boundary": "never"}});
        let found = outcome(&flow, &recorded(&["09:00"], never));
        assert_eq!(found.leads(), [expected], "{trigger}");
        assert_eq!(
            of_node(&flow, &found, "b")[..3],
            [1.0, 1.0, worked],
            "{trigger}"
        );
    }
}

#[test]
fn a_part_of_the_cases_fails() {
    let (nodes, mut lines) = drawn("error", &["error"]);
    for line in &mut lines {
        match (line.0, line.1) {
            ("x", "f") => line.2 = "0.25",
            ("x", "f0") => line.2 = "0.75",
            _ => {}
        }
    }
    let flow = flow(&nodes, &lines);
    let found = outcome(&flow, &recorded(&["09:00"; 400], json!({})));
    let failed = found.leads().iter().filter(|lead| **lead == 17.0).count();
    let ended = found.leads().iter().filter(|lead| **lead == 11.0).count();
    assert_eq!(failed + ended, 400);
    assert!(failed.abs_diff(100) < 44, "{failed}");
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    assert_eq!(of_node(&flow, &found, "late1")[0], count(failed));
    assert_eq!(of_node(&flow, &found, "after")[0], count(ended));
}

#[test]
fn repeated_until_one_fails() {
    // Three times one after the other, or side by side; the first that fails ends the rest, if it has begun or not.
    for (mark, expected, visits) in [("sequential", 17.0, 1.0), ("parallel", 17.0, 3.0)] {
        let (mut nodes, lines) = drawn("error", &["error"]);
        nodes[1].1["repetition"] = json!(mark);
        let flow = flow(&nodes, &lines);
        let times =
            json!({"repetitions": [{"node": "sub", "times": {"kind": "constant", "value": "3"}}]});
        let found = outcome(&flow, &recorded(&["09:00"], times));
        let seen = ["sub", "a", "f", "t1", "late1", "after"].map(|id| of_node(&flow, &found, id));
        assert_eq!(
            (found.leads(), seen[1][0]),
            (&[expected][..], visits),
            "{mark} {seen:?}"
        );
    }
}

#[test]
fn what_was_to_be_repeated_is_not_repeated_elsewhere() {
    // Broken off in the second of three times, by a timer or a message; what is behind the event is done once.
    let timer = json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "a", "waiting": "15"});
    for mark in ["sequential", "loop", "parallel"] {
        let mut step = work("10");
        step["repetition"] = json!(mark);
        let flow = flow(
            &[
                ("s", start()),
                ("a", step),
                ("e", end()),
                ("t", timer.clone()),
                ("late", work("7")),
                ("e2", end()),
            ],
            &[
                ("s", "a", ""),
                ("a", "e", ""),
                ("t", "late", ""),
                ("late", "e2", ""),
            ],
        );
        let times = json!({"staff": people(1), "repetitions": [{"node": "a", "times": {"kind": "constant", "value": "3"}}]});
        let found = outcome(&flow, &recorded(&["09:00"], times));
        assert_eq!(found.leads(), [22.0], "{mark}");
        assert_eq!(
            of_node(&flow, &found, "late")[..3],
            [1.0, 1.0, 7.0],
            "{mark}"
        );
        assert_eq!(of_node(&flow, &found, "a")[2], 15.0, "{mark}");
    }
}
