//! Comparing: how alike two nodes are, what a change says, and edit scripts.

use crate::helper::{sketch, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    compare::{Change, EditScript, GivenPair, apply, compare, edit_script, match_flows},
    metrics::MetricsOptions,
};
use tosei_types::Language;

fn read(document: Value) -> Flow {
    serde_json::from_value(document).unwrap()
}

/// One step between start and end.
fn one(id: &str, mut is: Value) -> Flow {
    is["kind"] = json!("activity");
    read(sketch(&[("s", id, ""), (id, "e", "")], &[(id, is)]))
}

#[test]
fn how_alike_names_are() {
    for (before, after, score) in [
        // Pairs of characters with both edges: 3 of 3 and 3 of 4 in common, 6/7; neighbours 50, lanes 100.
        ("ああ", "あああ", Some(150 + 514)),
        ("あああ", "ああ", Some(150 + 514)),
        // 1 of 3 and 2 in common, 2/5: too few.
        ("甲乙", "甲", None),
        // 2 of 4 and 4 in common, a half: just enough.
        ("甲乙丙", "甲乙丁", Some(150 + 300)),
        // 4 of 5 and 4 in common, 8/9.
        ("甲乙丙丙", "甲乙丙", Some(150 + 532)),
        ("甲", "甲", Some(150 + 600)),
    ] {
        let (x, y) = (
            one("a", json!({"@name": before})),
            one("b", json!({"@name": after})),
        );
        let found = match_flows(&x, &y, &[]);
        let pair = found.pairs.iter().find(|pair| pair.before.as_str() == "a");
        assert_eq!(pair.map(|pair| pair.score), score, "{before} {after}");
    }
}

#[test]
fn neighbours_count_by_the_longer_side() {
    // Without names: lanes 150, kinds 300, and 400 for all neighbours; two of three are the same.
    let few = one("a", json!({"work_kind": "check"}));
    let step = json!({"kind": "activity", "work_kind": "check"});
    let more = read(sketch(
        &[("s", "b", ""), ("b", "e", ""), ("b", "c", "")],
        &[("b", step.clone())],
    ));
    let most = read(sketch(
        &[("s", "b", ""), ("b", "e", ""), ("c", "b", "")],
        &[("b", step)],
    ));
    for (before, after, score) in [
        (&few, &one("b", json!({"work_kind": "check"})), 850),
        (&few, &more, 450 + 266),
        (&more, &few, 450 + 266),
        (&few, &most, 450 + 266),
    ] {
        let found = match_flows(before, after, &[]);
        let ids = ["a", "b"];
        let pair = found
            .pairs
            .iter()
            .find(|pair| ids.contains(&pair.before.as_str()));
        assert_eq!(pair.unwrap().score, score);
    }
}

#[test]
fn what_is_given_and_cannot_be_used() {
    let flow = one("a", json!({"@name": "審査"}));
    let given = |before: &str, after: Option<&str>| GivenPair {
        before: before.parse().unwrap(),
        after: after.map(|id| id.parse().unwrap()),
    };
    for (pairs, unusable) in [
        (
            vec![given("a", Some("a")), given("a", None)],
            vec![given("a", None)],
        ),
        (
            vec![given("a", None), given("a", Some("a"))],
            vec![given("a", Some("a"))],
        ),
        (vec![given("a", None), given("a", None)], vec![]),
        (vec![given("nobody", None)], vec![given("nobody", None)]),
        (
            vec![given("a", Some("nobody"))],
            vec![given("a", Some("nobody"))],
        ),
        (vec![given("a", Some("e"))], vec![given("a", Some("e"))]),
    ] {
        assert_eq!(
            match_flows(&flow, &flow, &pairs).unusable,
            unusable,
            "{pairs:?}"
        );
    }
}

#[test]
fn a_change_in_a_sentence() {
    let change = |kind: &str, from: Value, to: Value| {
        let mut change = json!({"kind": kind, "before": ["a"], "after": ["b"], "title": "審査"});
        for (key, value) in [("from", from), ("to", to)] {
            if !value.is_null() {
                change[key] = value;
            }
        }
        serde_json::from_value::<Change>(change).unwrap()
    };
    let none = || Value::Null;
    for (change, ja, en) in [
        (change("added", none(), none()), "追加：審査", "added: 審査"),
        (
            change("moved", json!("窓口"), json!("審査係")),
            "担当の変更：審査（窓口 → 審査係）",
            "moved to another lane: 審査 (窓口 -> 審査係)",
        ),
        (
            change("moved", json!("窓口"), none()),
            "担当の変更：審査（窓口 → －）",
            "moved to another lane: 審査 (窓口 -> －)",
        ),
        (
            change("moved", none(), json!("窓口")),
            "担当の変更：審査（－ → 窓口）",
            "moved to another lane: 審査 (－ -> 窓口)",
        ),
        (
            change("medium_changed", json!("paper"), none()),
            "媒体の変更：審査（紙 → －）",
            "medium changed: 審査 (paper -> －)",
        ),
        // Only of a medium is the word a code.
        (
            change("renamed", json!("paper"), json!("審査")),
            "名称の変更：審査（paper → 審査）",
            "renamed: 審査 (paper -> 審査)",
        ),
    ] {
        assert_eq!(change.sentence(Language::Ja), ja);
        assert_eq!(change.sentence(Language::En), en);
    }
}

#[test]
fn a_step_beside_one_without_a_name_is_not_combined_with_it() {
    // The step beside it lost its name; nothing says what it is now.
    let named = |name: &str| json!({"kind": "activity", "@name": name});
    let lines = [("s", "a", ""), ("a", "b", ""), ("b", "e", "")];
    let before = read(sketch(
        &lines,
        &[("a", named("内容の確認")), ("b", named("台帳への入力"))],
    ));
    let after = |b: Value| read(sketch(&[("s", "b", ""), ("b", "e", "")], &[("b", b)]));
    let told = |after: &Flow| -> Vec<String> {
        let pair = GivenPair {
            before: "b".parse().unwrap(),
            after: Some("b".parse().unwrap()),
        };
        let found = compare(&before, after, &[pair], MetricsOptions::default());
        let changes = found.changes.iter();
        changes
            .map(|change| change.kind.code().to_owned())
            .collect()
    };
    assert_eq!(
        told(&after(json!({"kind": "activity"}))),
        ["removed", "renamed"]
    );
    assert_eq!(
        told(&after(named("内容の確認と台帳への入力"))),
        ["combined", "renamed"]
    );
}

#[test]
fn an_edit_script_says_only_what_changes() {
    let before = read(sketch(
        &[("s", "a", ""), ("a", "b", ""), ("b", "e", "")],
        &[("a", work("1")), ("b", work("2"))],
    ));
    let script = |after: &Flow| {
        let script = edit_script(&before, after, &match_flows(&before, after, &[]));
        assert_eq!(apply(&before, &script).unwrap(), *after);
        (script.is_empty(), serde_json::to_value(&script).unwrap())
    };
    assert_eq!(script(&before), (true, json!({})));
    let changed = |change: fn(&mut Flow)| {
        let mut after = before.clone();
        change(&mut after);
        script(&after)
    };
    assert_eq!(
        changed(|flow| flow.nodes.swap(1, 2)),
        (false, json!({"nodes": {"order": [0, 2, 1, 3]}}))
    );
    assert_eq!(
        changed(|flow| flow.sequence_flows.truncate(1)),
        (false, json!({"sequence_flows": {"removed": [1, 2]}}))
    );
    assert_eq!(
        changed(|flow| flow.fictional = true),
        (false, json!({"heading": {"id": "f", "fictional": true}}))
    );
    let (is_empty, added) = changed(|flow| flow.nodes.insert(1, flow.nodes[1].clone()));
    assert!(!is_empty);
    assert_eq!(added["nodes"]["added"].as_array().unwrap().len(), 1);
    let (is_empty, written) = changed(|flow| flow.nodes[1].name = Some("審査".to_owned()));
    assert!(!is_empty);
    assert_eq!(written["nodes"]["changed"][0][0], 1);
    assert!(written["nodes"].get("removed").is_none(), "{written}");
    // Nothing changed in what is compared: no change, no script.
    assert!(compare(&before, &before, &[], MetricsOptions::default()).is_empty());
    let mut other = before.clone();
    other.fictional = true;
    assert!(!compare(&before, &other, &[], MetricsOptions::default()).is_empty());
}

#[test]
fn a_script_for_another_flow_is_refused_with_a_code() {
    let flow = one("a", json!({}));
    let node = serde_json::to_value(&flow.nodes[0]).unwrap();
    for (script, code, told) in [
        (json!({"nodes": {"removed": [2]}}), None, ""),
        (
            json!({"nodes": {"removed": [3]}}),
            Some("bpr.edit.position"),
            "the position `3` is not in a list of `3`",
        ),
        (
            json!({"nodes": {"changed": [[3, node]]}}),
            Some("bpr.edit.position"),
            "the position `3` is not in a list of `3`",
        ),
        (json!({"nodes": {"added": [[3, node]]}}), None, ""),
        (
            json!({"nodes": {"added": [[4, node]]}}),
            Some("bpr.edit.position"),
            "the position `4` is not in a list of `3`",
        ),
        (json!({"nodes": {"order": [2, 0, 1]}}), None, ""),
        (
            json!({"nodes": {"order": [0, 0, 1]}}),
            Some("bpr.edit.order"),
            "the new order does not name every item once",
        ),
        (
            json!({"nodes": {"order": [0, 1]}}),
            Some("bpr.edit.order"),
            "the new order does not name every item once",
        ),
        (
            json!({"nodes": {"order": [0, 1, 3]}}),
            Some("bpr.edit.order"),
            "the new order does not name every item once",
        ),
    ] {
        let script: EditScript = serde_json::from_value(script).unwrap();
        match apply(&flow, &script) {
            Ok(_) => assert_eq!(code, None, "{script:?}"),
            Err(error) => {
                assert_eq!(Some(error.code()), code, "{script:?}");
                assert_eq!(error.to_string(), told);
            }
        }
    }
}

#[test]
fn why_two_nodes_are_the_same() {
    use tosei_bpr::compare::MatchReason::{
        SameId, SameKind, SameLane, SameName, SameNeighbours, SimilarName,
    };
    let why = |before: &Flow, after: &Flow| {
        let found = match_flows(before, after, &[]);
        let steps = ["a", "b"];
        let pair = found
            .pairs
            .iter()
            .find(|pair| steps.contains(&pair.before.as_str()));
        pair.map(|pair| pair.reasons.clone()).unwrap_or_default()
    };
    let kind = |kind: &str, name: &str| json!({"@name": name, "work_kind": kind});
    let named = |name: &str| kind("check", name);
    for (before, after, reasons) in [
        (
            one("a", named("審査")),
            one("b", named("審査")),
            vec![SameName, SameLane, SameKind, SameNeighbours],
        ),
        (
            one("a", named("審査")),
            one("b", kind("enter", "審査")),
            vec![SameName, SameLane, SameNeighbours],
        ),
        // A half is enough to be told.
        (
            one("a", named("甲乙丙")),
            one("b", named("甲乙丁")),
            vec![SimilarName, SameLane, SameKind, SameNeighbours],
        ),
        (
            one("a", named("審査の会")),
            one("a", named("審査会議")),
            vec![SameId, SameLane, SameKind, SameNeighbours],
        ),
    ] {
        assert_eq!(why(&before, &after), reasons);
    }
    // Of sub-processes and calls there is one kind each; without names that decides.
    for kind in ["sub_process", "call"] {
        let flow = |id: &str| {
            read(sketch(
                &[("s", id, ""), (id, "e", "")],
                &[(id, json!({"kind": kind}))],
            ))
        };
        assert_eq!(
            why(&flow("a"), &flow("b")),
            [SameLane, SameKind, SameNeighbours],
            "{kind}"
        );
    }
    let call = json!({"kind": "call"});
    let other = read(sketch(&[("s", "b", ""), ("b", "e", "")], &[("b", call)]));
    let sub = json!({"kind": "sub_process"});
    let flow = read(sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", sub)]));
    assert_eq!(why(&flow, &other), [SameLane, SameNeighbours]);
}
