//! The folded net says the same as the net itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use super::{
    ProblemKind, SoundnessOptions,
    check::{soundness, soundness_by},
    reduce::unreduced,
};
use crate::flow::Flow;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A flow of a few nodes with lines thrown at random: mostly unsound, in all ways.
pub(crate) fn thrown(seed: u64) -> Flow {
    let mut dice = Dice(seed);
    let count = 3 + dice.below(6);
    let mut nodes: Vec<Value> = vec![
        json!({"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}}),
        json!({"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}),
    ];
    for at in 0..count {
        let id = format!("n{at}");
        let is = match dice.below(8) {
            0 | 1 => json!({"kind": "gateway", "gateway": "exclusive"}),
            2 | 3 => json!({"kind": "gateway", "gateway": "parallel"}),
            4 => json!({"kind": "gateway", "gateway": "inclusive"}),
            5 => json!({"kind": "event", "event": "end",
                "trigger": if dice.below(3) == 0 { "terminate" } else { "none" }}),
            _ => json!({"kind": "activity"}),
        };
        nodes.push(json!({"id": id, "is": is}));
        if nodes.len() > 3 && dice.below(10) == 0 {
            let host = format!("n{}", dice.below(at + 1));
            nodes.push(
                json!({"id": format!("b{at}"), "is": {"kind": "event", "event": "boundary",
                "trigger": "timer", "attached_to": host, "non_interrupting": dice.below(2) == 0}}),
            );
        }
    }
    let target = |dice: &mut Dice| match dice.below(count + 1) {
        n if n == count => "end".to_owned(),
        n => format!("n{n}"),
    };
    let mut lines = Vec::new();
    let mut line = |from: &str, to: String| {
        let id = format!("f{}", lines.len());
        lines.push(json!({"id": id, "from": from, "to": to}));
    };
    line("start", "n0".to_owned());
    let ids: Vec<String> = nodes
        .iter()
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect();
    for (at, id) in ids.iter().enumerate().skip(2) {
        let is_end = nodes[at]["is"]["event"] == "end";
        let gateway = nodes[at]["is"]["kind"] == "gateway";
        let outs = if is_end {
            0
        } else if gateway {
            1 + dice.below(2)
        } else {
            1
        };
        for _ in 0..outs {
            let to = target(&mut dice);
            line(id, to);
        }
    }
    let hosts: BTreeSet<String> = nodes
        .iter()
        .filter(|node| node["is"]["kind"] == "activity")
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect();
    let kept: Vec<Value> = nodes
        .into_iter()
        .filter(|node| {
            let host = node["is"]["attached_to"].as_str();
            host.is_none_or(|host| hosts.contains(host))
        })
        .collect();
    let ids: BTreeSet<&str> = kept
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    let lines: Vec<Value> = lines
        .into_iter()
        .filter(|line| ids.contains(line["from"].as_str().unwrap()))
        .collect();
    serde_json::from_value(
        json!({"format": "tosei-flow", "format_version": 1, "id": "f",
        "nodes": kept, "sequence_flows": lines}),
    )
    .unwrap()
}

/// Law: folding blocks changes no verdict, and no node is dead in one way and not in the other.
#[test]
fn folding_changes_no_verdict() {
    let mut counted = std::collections::BTreeMap::new();
    for seed in 0..3_000 {
        let flow = thrown(seed);
        let options = SoundnessOptions {
            max_states: 400,
            ..SoundnessOptions::default()
        };
        let folded = soundness(&flow, options).unwrap();
        let plain = soundness_by(&flow, options, unreduced).unwrap();
        let (folded, plain) = (&folded.scopes[0], &plain.scopes[0]);
        let kinds = |scope: &super::ScopeSoundness| -> BTreeSet<ProblemKind> {
            scope.problems.iter().map(|problem| problem.kind).collect()
        };
        let (a, b) = (kinds(folded), kinds(plain));
        let text = || {
            format!(
                "seed {seed}: {a:?} {b:?}\n{}",
                serde_json::to_string(&flow).unwrap()
            )
        };
        if a.contains(&ProblemKind::Unbounded) || b.contains(&ProblemKind::Unbounded) {
            assert!(
                a.contains(&ProblemKind::LackOfSynchronization),
                "{}",
                text()
            );
            assert!(
                b.contains(&ProblemKind::LackOfSynchronization),
                "{}",
                text()
            );
        } else if folded.open.is_empty() && plain.open.is_empty() {
            assert_eq!(a, b, "{}", text());
            let dead = |scope: &super::ScopeSoundness| {
                scope
                    .problems
                    .iter()
                    .find(|problem| problem.kind == ProblemKind::DeadActivities)
                    .map(|problem| problem.nodes.clone())
            };
            assert_eq!(dead(folded), dead(plain), "{}", text());
        }
        for kind in &a {
            *counted.entry(kind.code()).or_insert(0) += 1;
        }
        if a.is_empty() && folded.open.is_empty() {
            *counted.entry("sound").or_insert(0) += 1;
        }
    }
    println!("{counted:?}");
    // The law is about something: every kind of problem occurs.
    assert!(
        ProblemKind::ALL
            .iter()
            .all(|kind| counted.contains_key(kind.code()))
    );
    assert!(counted.contains_key("sound"));
}

#[test]
fn another_format_is_told_with_its_code() {
    let error = super::result::SoundnessError::Format {
        format: "tosei-flow".to_owned(),
        version: 2,
    };
    assert_eq!(error.code(), "bpr.soundness.format");
    let told = "expected format `tosei-soundness` version 1, got `tosei-flow` version `2`";
    assert_eq!(error.to_string(), told);
}
