//! Which node of one flow is which node of the other.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    compare::{GivenPair, MatchReason, Matching, match_flows},
};

/// A chain without names between the same start and end; its steps are numbered from `prefix`, in a lane.
fn chain(prefix: &str, count: usize) -> Flow {
    let mut ids = vec!["s".to_owned()];
    ids.extend((0..count).map(|at| format!("{prefix}{at}")));
    ids.push("e".to_owned());
    let lines: Vec<(&str, &str, &str)> = ids
        .windows(2)
        .map(|two| (two[0].as_str(), two[1].as_str(), ""))
        .collect();
    let lane = format!("lane of {prefix}");
    let step = json!({"kind": "activity", "work_kind": "review", "@lane": lane, "@pool": "p"});
    let event =
        |kind: &str| json!({"kind": "event", "event": kind, "trigger": "none", "@pool": "p"});
    let mut kinds: Vec<(&str, Value)> = vec![("s", event("start")), ("e", event("end"))];
    kinds.extend(ids[1..=count].iter().map(|id| (id.as_str(), step.clone())));
    let mut document = sketch(&lines, &kinds);
    document["pools"] = json!([{"id": "p", "lanes": [{"id": lane, "name": lane}]}]);
    serde_json::from_value(document).unwrap()
}

#[test]
fn neighbours_that_are_matched_tell_more_each_time() {
    // From both ends, in three rounds: of eight steps those in the middle stay apart.
    for (count, matched) in [(1, 1), (2, 2), (4, 4), (6, 6), (8, 6)] {
        let found = match_flows(&chain("a", count), &chain("b", count), &[]);
        assert_eq!(found.pairs.len(), matched + 2, "{count}");
        assert_eq!(found.only_before.len(), count - matched, "{count}");
        for pair in &found.pairs {
            let (before, after) = (pair.before.as_str(), pair.after.as_str());
            assert_eq!(
                before.trim_start_matches('a'),
                after.trim_start_matches('b')
            );
        }
    }
}

fn reasons(matching: &Matching, node: &str) -> Vec<MatchReason> {
    let pair = matching
        .pairs
        .iter()
        .find(|pair| pair.before.as_str() == node);
    pair.map_or(Vec::new(), |pair| pair.reasons.clone())
}

#[test]
fn the_same_id_and_name_are_the_same() {
    let named = |name: Value| {
        let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &[]);
        if !name.is_null() {
            document["nodes"][1]["name"] = name;
        }
        serde_json::from_value::<Flow>(document).unwrap()
    };
    let found = match_flows(&named(json!("審査")), &named(json!("審査")), &[]);
    assert_eq!(
        reasons(&found, "a"),
        [MatchReason::SameId, MatchReason::SameName]
    );
    assert_eq!(reasons(&found, "s"), [MatchReason::SameId]);
    let found = match_flows(&named(Value::Null), &named(Value::Null), &[]);
    assert_eq!(reasons(&found, "a"), [MatchReason::SameId]);
    // Width, case and white space are no difference.
    let found = match_flows(&named(json!("ＡＢ 審査")), &named(json!("ab審査")), &[]);
    assert_eq!(
        reasons(&found, "a"),
        [MatchReason::SameId, MatchReason::SameName]
    );
    // A given pair of another kind, of nobody, or of one twice cannot be used.
    let (one, other) = (named(json!("審査")), named(json!("審査")));
    let given = |before: &str, after: &str| GivenPair {
        before: before.parse().unwrap(),
        after: Some(after.parse().unwrap()),
    };
    let pairs = [
        given("a", "s"),
        given("nobody", "a"),
        given("a", "a"),
        given("a", "a"),
    ];
    let found = match_flows(&one, &other, &pairs);
    assert_eq!(reasons(&found, "a"), [MatchReason::Given]);
    assert_eq!(
        found.unusable,
        [given("a", "s"), given("nobody", "a"), given("a", "a")]
    );
}

/// Kinds count where there is no name: steps by their kind of work, branches and events by what they are.
#[test]
fn kinds_tell_nodes_without_names_apart() {
    let flow = |prefix: &str, kinds: [Value; 2]| {
        let ids = [format!("{prefix}1"), format!("{prefix}2")];
        let lines = [
            ("s", ids[0].as_str(), ""),
            (&ids[0], &ids[1], ""),
            (&ids[1], "e", ""),
        ];
        let [one, two] = kinds;
        serde_json::from_value::<Flow>(sketch(&lines, &[(&ids[0], one), (&ids[1], two)])).unwrap()
    };
    let step = |kind: &str| json!({"kind": "activity", "work_kind": kind});
    let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
    let event = |trigger: &str| json!({"kind": "event", "event": "catch", "trigger": trigger});
    for (one, two) in [
        (step("review"), step("notify")),
        (gateway("exclusive"), gateway("parallel")),
        (event("timer"), event("message")),
    ] {
        // The other way round: what is of one kind is matched, not what stands at the same place.
        let before = flow("a", [one.clone(), two.clone()]);
        let after = flow("b", [two, one.clone()]);
        let found = match_flows(&before, &after, &[]);
        let pair = found
            .pairs
            .iter()
            .find(|pair| pair.before.as_str() == "a1")
            .unwrap();
        assert_eq!(pair.after.as_str(), "b2", "{one}");
        assert!(pair.reasons.contains(&MatchReason::SameKind), "{one}");
    }
}

/// A flow of more nodes than are assigned at once: the best pairs first.
#[test]
fn a_large_flow_is_matched_by_names() {
    let flow = |prefix: &str, count: usize| {
        let ids: Vec<String> = (0..count).map(|at| format!("{prefix}{at}")).collect();
        let nodes = ids.iter().enumerate().map(
            |(at, id)| json!({"id": id, "name": format!("手順{at}"), "is": {"kind": "activity"}}),
        );
        let lines = ids.windows(2).enumerate();
        let lines =
            lines.map(|(at, two)| json!({"id": format!("l{at}"), "from": two[0], "to": two[1]}));
        serde_json::from_value::<Flow>(
            json!({"format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": nodes.collect::<Vec<_>>(), "sequence_flows": lines.collect::<Vec<_>>()}),
        )
        .unwrap()
    };
    let found = match_flows(&flow("a", 520), &flow("b", 519), &[]);
    assert_eq!((found.pairs.len(), found.only_after.len()), (519, 0));
    for pair in &found.pairs {
        let (before, after) = (pair.before.as_str(), pair.after.as_str());
        assert_eq!(
            before.trim_start_matches('a'),
            after.trim_start_matches('b')
        );
    }
    assert_eq!(found.only_before[0].as_str(), "a519");
}
