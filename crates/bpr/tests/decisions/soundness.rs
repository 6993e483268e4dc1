//! Soundness: what is folded before any state is looked at, and what is assumed.

use crate::helper::{drawn, sketch};
use serde_json::json;
use tosei_bpr::{
    Flow,
    soundness::{ProblemKind, Soundness, SoundnessOptions, Verdict, soundness},
};
use tosei_types::Language;

fn judged(flow: &Flow) -> Soundness {
    soundness(flow, SoundnessOptions::default()).unwrap()
}

/// Law: blocks, loops, ends and splits behind splits need no state to be looked at.
#[test]
fn what_certainly_behaves_is_folded() {
    let flows = [
        (
            "a row",
            vec![("s", "a", ""), ("a", "b", ""), ("b", "e", "")],
        ),
        (
            "a choice",
            vec![
                ("s", "x1", ""),
                ("x1", "a", ""),
                ("x1", "b", ""),
                ("x1", "x2", ""),
                ("a", "x2", ""),
                ("b", "x2", ""),
                ("x2", "e", ""),
            ],
        ),
        (
            "side by side",
            vec![
                ("s", "p1", ""),
                ("p1", "a", ""),
                ("p1", "b", ""),
                ("a", "p2", ""),
                ("b", "p2", ""),
                ("p2", "e", ""),
            ],
        ),
        (
            "any of them",
            vec![
                ("s", "i1", ""),
                ("i1", "a", ""),
                ("i1", "b", ""),
                ("a", "i2", ""),
                ("b", "i2", ""),
                ("i2", "e", ""),
            ],
        ),
        (
            "a loop",
            vec![
                ("s", "x1", ""),
                ("x1", "a", ""),
                ("a", "x2", ""),
                ("x2", "x1", ""),
                ("x2", "e", ""),
            ],
        ),
        (
            "a loop with a step on its way back",
            vec![
                ("s", "x1", ""),
                ("x1", "a", ""),
                ("a", "x2", ""),
                ("x2", "b", ""),
                ("b", "x1", ""),
                ("x2", "e", ""),
            ],
        ),
        (
            "a loop that is left in three ways",
            vec![
                ("s", "x1", ""),
                ("x1", "a", ""),
                ("a", "x2", ""),
                ("x2", "x1", ""),
                ("x2", "b", ""),
                ("x2", "c", ""),
                ("b", "e1", ""),
                ("c", "e2", ""),
            ],
        ),
        (
            "ends of their own",
            vec![
                ("s", "x1", ""),
                ("x1", "e1", ""),
                ("x1", "a", ""),
                ("a", "e2", ""),
            ],
        ),
        (
            "ends side by side",
            vec![
                ("s", "p1", ""),
                ("p1", "e1", ""),
                ("p1", "a", ""),
                ("a", "e2", ""),
            ],
        ),
        (
            "a choice behind a choice",
            vec![
                ("s", "x1", ""),
                ("x1", "a", ""),
                ("x1", "x2", ""),
                ("x2", "b", ""),
                ("x2", "c", ""),
                ("a", "x3", ""),
                ("b", "x3", ""),
                ("c", "x3", ""),
                ("x3", "e", ""),
            ],
        ),
        (
            "a split behind a split",
            vec![
                ("s", "p1", ""),
                ("p1", "a", ""),
                ("p1", "p2", ""),
                ("p2", "b", ""),
                ("p2", "c", ""),
                ("a", "p3", ""),
                ("b", "p3", ""),
                ("c", "p3", ""),
                ("p3", "e", ""),
            ],
        ),
        (
            "a merge before a merge",
            vec![
                ("s", "x1", ""),
                ("x1", "a", ""),
                ("x1", "b", ""),
                ("x1", "c", ""),
                ("a", "x2", ""),
                ("b", "x2", ""),
                ("x2", "x3", ""),
                ("c", "x3", ""),
                ("x3", "e", ""),
            ],
        ),
        (
            "blocks within blocks",
            vec![
                ("s", "p1", ""),
                ("p1", "x1", ""),
                ("x1", "a", ""),
                ("x1", "b", ""),
                ("a", "x2", ""),
                ("b", "x2", ""),
                ("x2", "p2", ""),
                ("p1", "i1", ""),
                ("i1", "c", ""),
                ("i1", "d", ""),
                ("c", "i2", ""),
                ("d", "i2", ""),
                ("i2", "p2", ""),
                ("p2", "e", ""),
            ],
        ),
    ];
    for (what, lines) in flows {
        let found = judged(&drawn(&lines, &[]));
        assert_eq!(found.verdict(), Verdict::Sound, "{what}");
        let scope = &found.scopes[0];
        assert_eq!(scope.places_left, 2, "{what}");
    }
}

#[test]
fn what_never_goes_on_is_not_folded_away() {
    // Two lines back, and none on; one line back, and none on.
    for lines in [
        vec![
            ("s", "x1", ""),
            ("x1", "a", ""),
            ("a", "x2", ""),
            ("x2", "x1", ""),
            ("x2", "b", ""),
            ("b", "x1", ""),
        ],
        vec![("s", "x1", ""), ("x1", "a", ""), ("a", "x1", "")],
    ] {
        let found = judged(&drawn(&lines, &[]));
        assert_eq!(found.verdict(), Verdict::Unsound);
        assert!(found.has(ProblemKind::EndlessLoop), "{found:?}");
    }
}

#[test]
fn what_is_assumed_stands_in_the_result() {
    let lines = [
        ("s", "g1", ""),
        ("g1", "a", ""),
        ("g1", "b", ""),
        ("a", "g2", ""),
        ("b", "g2", ""),
        ("g2", "c", ""),
        ("c", "e", ""),
    ];
    let assumed = |kinds: &[(&str, serde_json::Value)]| {
        let found = judged(&serde_json::from_value(sketch(&lines, kinds)).unwrap());
        let made = found.assumptions.iter();
        made.map(|one| format!("{} {}", one.kind, one.node))
            .collect::<Vec<_>>()
    };
    let gateways =
        |kind: &str| ["g1", "g2"].map(|id| (id, json!({"kind": "gateway", "gateway": kind})));
    assert_eq!(
        assumed(&gateways("complex")),
        ["complex_as_inclusive g1", "complex_as_inclusive g2"]
    );
    for plain in ["inclusive", "exclusive", "parallel"] {
        assert!(assumed(&gateways(plain)).is_empty(), "{plain}");
    }
    let with = |id: &'static str, is: serde_json::Value| {
        let [one, other] = gateways("parallel");
        assumed(&[one, other, (id, is)])
    };
    let receive = json!({"kind": "activity", "task": "receive"});
    assert_eq!(with("a", receive), ["messages_arrive a"]);
    assert!(with("a", json!({"kind": "activity", "task": "user"})).is_empty());
    let catch = |trigger: &str| json!({"kind": "event", "event": "catch", "trigger": trigger});
    assert_eq!(with("a", catch("message")), ["messages_arrive a"]);
    assert!(with("a", catch("timer")).is_empty());
    let throw = json!({"kind": "event", "event": "throw", "trigger": "message"});
    assert!(with("a", throw).is_empty());
    let boundary = |beside: bool| {
        json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "c",
            "non_interrupting": beside})
    };
    assert_eq!(with("t", boundary(true)), ["non_interrupting_once t"]);
    assert!(with("t", boundary(false)).is_empty());
    let sub = |key: &str| json!({"kind": "sub_process", key: true});
    assert_eq!(with("a", sub("ad_hoc")), ["ad_hoc_once a"]);
    assert_eq!(with("h", sub("by_event")), ["event_sub_process_apart h"]);
}

#[test]
fn what_problems_mean() {
    for (kind, ja, en) in [
        (ProblemKind::Deadlock, "進めなく", "nothing can go on"),
        (ProblemKind::EndlessLoop, "抜けられず", "never left"),
        (
            ProblemKind::LackOfSynchronization,
            "二度行われ",
            "done twice",
        ),
        (ProblemKind::DeadActivities, "実行されません", "No run"),
        (ProblemKind::NoProperCompletion, "同じ終了", "same end"),
        (ProblemKind::Unbounded, "際限なく", "without limit"),
    ] {
        assert!(kind.meaning(Language::Ja).contains(ja), "{kind}");
        assert!(kind.meaning(Language::En).contains(en), "{kind}");
    }
}
