//! Flows of ten thousand nodes are decided and measured in bounded time.

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tosei_bpr::{
    Flow,
    compare::{edit_script, match_flows},
    metrics::{MetricsOptions, metrics},
    soundness::{SoundnessOptions, Verdict, soundness},
};

fn gateway(id: String, kind: &str) -> Value {
    json!({"id": id, "is": {"kind": "gateway", "gateway": kind}})
}

/// Blocks in a row: a parallel pair, a choice, and a loop back within each.
fn blocks(count: usize) -> Flow {
    let mut nodes =
        vec![json!({"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}})];
    let mut lines: Vec<Value> = Vec::new();
    let mut line = |from: String, to: String, share: Option<&str>| {
        let mut line = json!({"id": format!("f{}", lines.len()), "from": from, "to": to});
        if let Some(share) = share {
            line["probability"] = share.into();
        }
        lines.push(line);
    };
    let mut last = "s".to_owned();
    for at in 0..count {
        let step = |name: &str| {
            json!({"id": format!("{name}{at}"), "name": format!("手順{name}{at}"),
                "is": {"kind": "activity", "work": "3", "waiting": "10"}})
        };
        let id = |name: &str| format!("{name}{at}");
        nodes.extend([
            gateway(id("m"), "exclusive"),
            gateway(id("p"), "parallel"),
            step("a"),
            step("b"),
            gateway(id("q"), "parallel"),
            gateway(id("x"), "exclusive"),
            step("c"),
            step("d"),
            gateway(id("y"), "exclusive"),
            gateway(id("z"), "exclusive"),
        ]);
        line(last, id("m"), None);
        line(id("m"), id("p"), None);
        line(id("p"), id("a"), None);
        line(id("p"), id("b"), None);
        line(id("a"), id("q"), None);
        line(id("b"), id("q"), None);
        line(id("q"), id("x"), None);
        line(id("x"), id("c"), Some("0.3"));
        line(id("x"), id("d"), Some("0.7"));
        line(id("c"), id("y"), None);
        line(id("d"), id("y"), None);
        line(id("y"), id("z"), None);
        line(id("z"), id("m"), Some("0.1"));
        last = id("z");
        if at + 1 == count {
            line(last.clone(), "e".to_owned(), Some("0.9"));
        } else {
            let next = gateway(id("n"), "exclusive");
            nodes.push(next);
            line(last, id("n"), Some("0.9"));
            last = id("n");
        }
    }
    nodes.push(json!({"id": "e", "is": {"kind": "event", "event": "end", "trigger": "none"}}));
    serde_json::from_value(
        json!({"format": "tosei-flow", "format_version": 1, "id": "f",
        "nodes": nodes, "sequence_flows": lines}),
    )
    .unwrap()
}

#[test]
fn ten_thousand_nodes_in_blocks() {
    let flow = blocks(1_000);
    let begun = Instant::now();
    let result = soundness(&flow, SoundnessOptions::default()).unwrap();
    assert_eq!(result.verdict(), Verdict::Sound);
    assert!(
        result.scopes[0].places_left <= 3,
        "{}",
        result.scopes[0].places_left
    );
    let judged = begun.elapsed();
    let figures = metrics(&flow, MetricsOptions::default()).unwrap();
    // Each block is passed 10/9 times: 9 minutes of work and 13 + 13 of lead a time.
    assert_eq!(figures.measures[0].1.exact().unwrap().to_string(), "10000");
    assert_eq!(
        figures.lead_minutes.exact().unwrap().to_string(),
        "260000/9"
    );
    let measured = begun.elapsed() - judged;
    let matching = match_flows(&flow, &flow, &[]);
    assert!(edit_script(&flow, &flow, &matching).is_empty());
    let compared = begun.elapsed() - judged - measured;
    println!(
        "{} nodes: {judged:?}, {measured:?}, {compared:?}",
        flow.nodes.len()
    );
    assert!(begun.elapsed() < Duration::from_secs(120));
}

/// Forty parallel branches, each with a loop that has two beginnings: more states than can be looked at.
#[test]
fn what_cannot_be_decided_is_not_claimed() {
    let mut nodes = vec![
        json!({"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}}),
        gateway("p".to_owned(), "parallel"),
        gateway("q".to_owned(), "parallel"),
    ];
    let mut lines = vec![json!({"id": "f", "from": "s", "to": "p"})];
    let mut line = |from: String, to: String| {
        let id = format!("f{}", lines.len());
        lines.push(json!({"id": id, "from": from, "to": to}));
    };
    for at in 0..40 {
        for name in ["x", "a", "b", "y"] {
            nodes.push(gateway(format!("{name}{at}"), "exclusive"));
        }
        line("p".to_owned(), format!("x{at}"));
        for (from, to) in [
            ("x", "a"),
            ("x", "b"),
            ("a", "b"),
            ("b", "a"),
            ("a", "y"),
            ("b", "y"),
        ] {
            line(format!("{from}{at}"), format!("{to}{at}"));
        }
        line(format!("y{at}"), "q".to_owned());
    }
    nodes.push(json!({"id": "e", "is": {"kind": "event", "event": "end", "trigger": "none"}}));
    lines.push(json!({"id": "g", "from": "q", "to": "e"}));
    let flow: Flow = serde_json::from_value(json!({"format": "tosei-flow", "format_version": 1,
        "id": "f", "nodes": nodes, "sequence_flows": lines}))
    .unwrap();
    let begun = Instant::now();
    let options = SoundnessOptions {
        max_states: 5_000,
        ..SoundnessOptions::default()
    };
    let result = soundness(&flow, options).unwrap();
    assert!(matches!(result.verdict(), Verdict::NotDecided { states } if states > 0));
    assert!(!result.scopes[0].open.is_empty());
    assert!(result.scopes[0].problems.is_empty());
    assert!(begun.elapsed() < Duration::from_secs(60));
}

/// Sub-processes within sub-processes, ten thousand deep, and a chain of ten thousand boundary events.
#[test]
fn deep_nesting_needs_no_stack() {
    let mut nodes = vec![json!({"id": "p0", "is": {"kind": "sub_process"}})];
    for at in 1..10_000 {
        nodes.push(
            json!({"id": format!("p{at}"), "parent": format!("p{}", at - 1),
            "is": {"kind": "sub_process"}}),
        );
    }
    let flow: Flow = serde_json::from_value(json!({"format": "tosei-flow", "format_version": 1,
        "id": "f", "nodes": nodes}))
    .unwrap();
    let begun = Instant::now();
    let result = soundness(&flow, SoundnessOptions::default()).unwrap();
    assert_eq!(result.verdict(), Verdict::Sound);
    let figures = metrics(&flow, MetricsOptions::default()).unwrap();
    assert!(
        figures
            .visits
            .iter()
            .all(|of| of.visits.as_ref().unwrap().is_one())
    );
    println!("10,000 deep: {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(60));
}
