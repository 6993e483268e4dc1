//! How often each way was taken, by the kind of what decides it.

use crate::{
    helper::sketch,
    learning::{DAY, log, options, row},
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::learn::{GatewayEvidence, learn},
};

fn step(name: &str) -> Value {
    json!({"kind": "activity", "@name": name})
}

/// Cases of a day each, with their steps an hour apart.
fn evidence(flow: &Flow, cases: &[(u32, &[&str])]) -> Vec<GatewayEvidence> {
    let mut rows = String::new();
    let mut case = 0;
    for (count, steps) in cases {
        for _ in 0..*count {
            case += 1;
            for (at, name) in (0u32..).zip(*steps) {
                rows += &row(case, name, case * DAY + 600 + 60 * at, "complete", "甲");
            }
        }
    }
    learn(&log(&rows), Some(flow), &options()).evidence.branches
}

/// Node, how often it was come to, whether one way is taken, and how often each was.
fn counts(evidence: &[GatewayEvidence]) -> Vec<(String, u64, bool, Vec<u64>)> {
    let of = |one: &GatewayEvidence| {
        let taken = one.branches.iter().map(|way| way.taken).collect();
        (one.node.to_string(), one.reached, one.is_exclusive, taken)
    };
    evidence.iter().map(of).collect()
}

#[test]
fn by_the_kind_of_gateway() {
    let flow = |kind: &str| -> Flow {
        serde_json::from_value(sketch(
            &[("s", "z", ""), ("z", "g", ""), ("g", "a", ""), ("g", "b", ""), ("a", "h", ""), ("b", "h", ""), ("h", "e", "")],
            &[
                ("z", step("受付")),
                ("g", json!({"kind": "gateway", "gateway": kind})),
                ("h", json!({"kind": "gateway", "gateway": if kind == "event_based" { "exclusive" } else { kind }})),
                ("a", step("審査")),
                ("b", step("通知")),
            ],
        ))
        .unwrap()
    };
    let either: &[(u32, &[&str])] = &[(6, &["受付", "審査"]), (2, &["受付", "通知"])];
    let both: &[(u32, &[&str])] = &[
        (3, &["受付", "審査", "通知"]),
        (1, &["受付", "通知", "審査"]),
    ];
    for (kind, is_exclusive) in [
        ("exclusive", true),
        ("event_based", true),
        ("inclusive", false),
    ] {
        let found = counts(&evidence(&flow(kind), either));
        assert_eq!(
            found,
            [("g".to_owned(), 8, is_exclusive, vec![6, 2])],
            "{kind}"
        );
    }
    let found = counts(&evidence(&flow("inclusive"), both));
    assert_eq!(found, [("g".to_owned(), 4, false, vec![4, 4])]);
    assert!(evidence(&flow("parallel"), both).is_empty());
    // Nobody came to it, for no case fits: no share, and no interval.
    let none = evidence(&flow("exclusive"), &[(2, &["審査", "受付"])]);
    assert_eq!(counts(&none), [("g".to_owned(), 0, true, vec![0, 0])]);
    assert!(
        none[0]
            .branches
            .iter()
            .all(|way| way.share.is_none() && way.interval.is_none())
    );
    let some = evidence(&flow("exclusive"), &[(3, &["受付", "審査"])]);
    let [first, second] = some[0].branches.as_slice() else {
        panic!("{some:?}")
    };
    assert_eq!(first.share.unwrap().to_string(), "1");
    assert!(second.share.is_none() && second.interval.is_some());
}

#[test]
fn by_an_event_at_a_boundary() {
    let flow = |beside: bool| -> Flow {
        let event = json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "a",
            "non_interrupting": beside});
        serde_json::from_value(sketch(
            &[
                ("s", "z", ""),
                ("z", "a", ""),
                ("a", "b", ""),
                ("b", "e", ""),
                ("t", "c", ""),
                ("c", "e2", ""),
            ],
            &[
                ("z", step("受付")),
                ("a", step("審査")),
                ("b", step("通知")),
                ("c", step("返戻")),
                ("t", event),
            ],
        ))
        .unwrap()
    };
    // In place of the step, or beside it.
    let instead: &[(u32, &[&str])] = &[(6, &["受付", "審査", "通知"]), (2, &["受付", "返戻"])];
    let found = evidence(&flow(false), instead);
    assert_eq!(counts(&found), [("t".to_owned(), 8, false, vec![2])]);
    assert_eq!(found[0].branches[0].share.unwrap().to_string(), "0.25");
    let beside: &[(u32, &[&str])] = &[
        (6, &["受付", "審査", "通知"]),
        (2, &["受付", "審査", "返戻", "通知"]),
    ];
    let found = evidence(&flow(true), beside);
    assert_eq!(counts(&found), [("t".to_owned(), 8, false, vec![2])]);
}
