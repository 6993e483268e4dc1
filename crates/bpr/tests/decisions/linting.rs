//! Findings about drawings, at the edges of their rules.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::lint::{LintOptions, lint};
use tosei_document::Report;

fn found(document: &Value) -> Report {
    let flow = serde_json::from_value(document.clone()).unwrap();
    lint(
        &flow,
        &LintOptions::default(),
        &[],
        "2026-04-01".parse().unwrap(),
    )
    .report
}

/// Whether a rule finds something in a drawing.
fn finds(rule: &str, document: &Value) -> bool {
    found(document).count_of(&format!("bpr.lint.{rule}")) > 0
}

#[test]
fn shares_of_branches_by_the_kind_of_gateway() {
    let split = |kind: &str, one: &str, other: &str| {
        sketch(
            &[
                ("s", "g", ""),
                ("g", "a", one),
                ("g", "b", other),
                ("a", "e1", ""),
                ("b", "e2", ""),
            ],
            &[("g", json!({"kind": "gateway", "gateway": kind}))],
        )
    };
    for (kind, one, other, is_wrong) in [
        ("exclusive", "0.3", "0.7", false),
        ("exclusive", "0.3", "0.6", true),
        ("exclusive", "0.3", "0.8", true),
        ("event_based", "0.3", "0.6", true),
        ("inclusive", "0.3", "0.6", true),
        ("inclusive", "0.3", "0.7", false),
        ("inclusive", "0.8", "0.7", false),
        ("complex", "0.3", "0.6", false),
        ("complex", "0.8", "0.7", false),
    ] {
        let what = format!("{kind} {one} {other}");
        assert_eq!(
            finds("probability_sum", &split(kind, one, other)),
            is_wrong,
            "{what}"
        );
    }
    assert!(finds(
        "probability_at_parallel",
        &split("parallel", "0.5", "")
    ));
    assert!(!finds(
        "probability_at_parallel",
        &split("parallel", "", "")
    ));
    assert!(finds("probability_missing", &split("exclusive", "0.5", "")));
    assert!(!finds(
        "probability_missing",
        &split("exclusive", "0.5", "0.5")
    ));
}

#[test]
fn gateways_that_do_nothing_or_both() {
    let gate = |ins: usize, outs: usize| {
        let mut lines: Vec<(String, String)> = Vec::new();
        for at in 0..ins {
            lines.push((format!("s{at}"), "x".to_owned()));
        }
        for at in 0..outs {
            lines.push(("x".to_owned(), format!("e{at}")));
        }
        let lines: Vec<_> = lines
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str(), ""))
            .collect();
        sketch(&lines, &[])
    };
    for (ins, outs, idle, both) in [
        (1, 1, true, false),
        (0, 1, true, false),
        (1, 0, true, false),
        (2, 1, false, false),
        (1, 2, false, false),
        (0, 2, false, false),
        (2, 0, false, false),
        (2, 2, false, true),
    ] {
        assert_eq!(
            finds("idle_gateway", &gate(ins, outs)),
            idle,
            "{ins} {outs}"
        );
        assert_eq!(
            finds("join_and_split", &gate(ins, outs)),
            both,
            "{ins} {outs}"
        );
    }
}

#[test]
fn work_of_what_is_automated() {
    let step = |more: Value| {
        let mut is = json!({"kind": "activity", "waiting": "0"});
        for (key, value) in more.as_object().unwrap() {
            is[key] = value.clone();
        }
        sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", is)])
    };
    for (more, is_wrong) in [
        (json!({"marks": ["automated"], "work": "5"}), true),
        (json!({"marks": ["automated"], "work": "0"}), false),
        (json!({"marks": ["automated"]}), false),
        (json!({"work": "5"}), false),
    ] {
        assert_eq!(
            finds("automated_with_work", &step(more.clone())),
            is_wrong,
            "{more}"
        );
    }
}

#[test]
fn links_and_boundaries_lead_on() {
    let link = |event: &str, name: &str| json!({"kind": "event", "event": event, "trigger": "link", "link": name});
    // Behind the link a step, and an end.
    let linked = |throw: &str, catch: &str| {
        sketch(
            &[("s", "t", ""), ("c", "a", ""), ("a", "e", "")],
            &[("t", link("throw", throw)), ("c", link("catch", catch))],
        )
    };
    for rule in ["unreachable", "no_end_reachable", "link_unpaired"] {
        assert!(!finds(rule, &linked("1", "1")), "{rule}");
    }
    assert!(finds("link_unpaired", &linked("1", "2")));
    // A catch leads to nothing but what its line says: round and round, and no end.
    let circle = sketch(
        &[("s", "x", ""), ("x", "t", ""), ("c", "x", "")],
        &[("t", link("throw", "1")), ("c", link("catch", "1"))],
    );
    assert!(finds("no_end_reachable", &circle));
    // Only through the event at its boundary does a step come to an end.
    let timer =
        json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "a"});
    let late = sketch(
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "a", ""),
            ("t", "c", ""),
            ("c", "e", ""),
        ],
        &[("t", timer)],
    );
    assert!(!finds("unreachable", &late), "{:?}", found(&late));
    assert!(!finds("no_end_reachable", &late), "{:?}", found(&late));
}

#[test]
fn a_lane_is_in_a_lane_of_its_own_pool() {
    let lanes = |parent: &str| {
        let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &[]);
        document["pools"] = json!([
            {"id": "p1", "name": "市役所", "lanes": [{"id": "u", "name": "課"},
                {"id": "v", "name": "係", "parent": parent}]},
            {"id": "p2", "name": "申請者", "lanes": [{"id": "w", "name": "窓口"}]}]);
        document
    };
    for (parent, is_wrong) in [("u", false), ("w", true), ("nobody", true)] {
        assert_eq!(
            finds("dangling_reference", &lanes(parent)),
            is_wrong,
            "{parent}"
        );
    }
}
