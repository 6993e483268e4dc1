//! Soundness: the run that leads to a problem, and which steps no run comes to.

use crate::helper::{drawn, sketch};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    soundness::{ProblemKind, Soundness, SoundnessOptions, Verdict, soundness},
};
use tosei_types::Language;

fn judged(flow: &Flow) -> Soundness {
    soundness(flow, SoundnessOptions::default()).unwrap()
}

/// The nodes of a problem, and the run that leads to it.
fn problem(found: &Soundness, kind: ProblemKind) -> (Vec<String>, Vec<String>) {
    let one = found.problems().find(|problem| problem.kind == kind);
    let one = one.unwrap_or_else(|| panic!("{found:?}"));
    let nodes = one.nodes.iter().map(ToString::to_string).collect();
    (
        nodes,
        one.trace.iter().map(|step| step.node.to_string()).collect(),
    )
}

fn event(position: &str, trigger: &str, host: &str) -> Value {
    let mut event = json!({"kind": "event", "event": position, "trigger": trigger});
    if !host.is_empty() {
        event["attached_to"] = json!(host);
    }
    event
}

#[test]
fn what_no_run_comes_to() {
    let dead = |kinds: &[(&str, Value)], lines: &[(&str, &str, &str)]| {
        let mut all = vec![("s", "a", ""), ("a", "e", "")];
        all.extend(lines);
        let found = judged(&drawn(&all, kinds));
        if found.has(ProblemKind::DeadActivities) {
            let (mut nodes, trace) = problem(&found, ProblemKind::DeadActivities);
            assert!(trace.is_empty());
            nodes.sort();
            nodes
        } else {
            assert_eq!(found.verdict(), Verdict::Sound);
            Vec::new()
        }
    };
    assert_eq!(dead(&[], &[]), Vec::<String>::new());
    assert_eq!(dead(&[], &[("b", "e1", "")]), ["b", "e1"]);
    // What is at the boundary of what is not come to is not come to either.
    let timer = ("t", event("boundary", "timer", "b"));
    assert_eq!(
        dead(&[timer], &[("b", "e1", ""), ("t", "e2", "")]),
        ["b", "e1", "e2", "t"]
    );
    // Compensation is no way on, of a step that is come to, or not.
    let made_good = |host: &str| ("t", event("boundary", "compensation", host));
    assert_eq!(dead(&[made_good("a")], &[]), Vec::<String>::new());
    assert_eq!(dead(&[made_good("b")], &[("b", "e1", "")]), ["b", "e1"]);
    // An event that raises it is a step like any other.
    let throw = ("c", event("throw", "compensation", ""));
    assert_eq!(
        dead(&[throw], &[("b", "c", ""), ("c", "e1", "")]),
        ["b", "c", "e1"]
    );
    // An event sub-process is judged apart.
    let by_event = ("h", json!({"kind": "sub_process", "by_event": true}));
    assert_eq!(dead(&[by_event], &[]), Vec::<String>::new());
    let sub = ("b", json!({"kind": "sub_process"}));
    assert_eq!(dead(&[sub], &[("b", "e1", "")]), ["b", "e1"]);
}

#[test]
fn the_way_into_a_sub_process_is_part_of_the_run() {
    // Within, a choice before a join of all.
    let of = |parent: &str, mut is: Value| {
        is["@parent"] = json!(parent);
        is
    };
    let start = || event("start", "none", "");
    let end = || event("end", "none", "");
    let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
    let step = || json!({"kind": "activity"});
    let lines = [
        ("s", "b", ""),
        ("b", "sub", ""),
        ("sub", "c", ""),
        ("c", "e", ""),
        ("s1", "d", ""),
        ("d", "inner", ""),
        ("inner", "e1", ""),
        ("s2", "x2", ""),
        ("x2", "f", ""),
        ("x2", "g", ""),
        ("f", "p2", ""),
        ("g", "p2", ""),
        ("p2", "e2", ""),
    ];
    let found = judged(&drawn(
        &lines,
        &[
            ("sub", json!({"kind": "sub_process"})),
            ("s1", of("sub", start())),
            ("d", of("sub", step())),
            ("inner", of("sub", json!({"kind": "sub_process"}))),
            ("e1", of("sub", end())),
            ("s2", of("inner", start())),
            ("x2", of("inner", gateway("exclusive"))),
            ("f", of("inner", step())),
            ("g", of("inner", step())),
            ("p2", of("inner", gateway("parallel"))),
            ("e2", of("inner", end())),
        ],
    ));
    let inner = found
        .scopes
        .iter()
        .find(|one| one.title.as_deref() == Some("inner"));
    let mut inner = inner.unwrap().problems.iter();
    let deadlock = inner.find(|one| one.kind == ProblemKind::Deadlock).unwrap();
    assert_eq!(
        deadlock
            .nodes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["p2"]
    );
    let trace: Vec<String> = deadlock
        .trace
        .iter()
        .map(|step| step.node.to_string())
        .collect();
    assert_eq!(trace[..7], ["s", "b", "sub", "s1", "d", "inner", "s2"]);
    assert_eq!(trace[7], "x2");
    assert!(["f", "g"].contains(&trace[8].as_str()), "{trace:?}");
    for node in ["c", "e", "e1"] {
        assert!(!trace.contains(&node.to_owned()), "{trace:?}");
    }
    // What never ends around it: what is behind it is come to by nobody.
    let dead = found
        .problems()
        .filter(|one| one.kind == ProblemKind::DeadActivities);
    let dead: Vec<String> = dead
        .flat_map(|one| one.nodes.iter().map(ToString::to_string))
        .collect();
    assert_eq!(dead, ["c", "e", "e1", "p2", "e2"]);
}

#[test]
fn runs_that_lead_to_problems() {
    let x_before_p = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "a", ""),
            ("x1", "b", ""),
            ("a", "p1", ""),
            ("b", "p1", ""),
            ("p1", "e", ""),
        ],
        &[],
    );
    let (nodes, trace) = problem(&judged(&x_before_p), ProblemKind::Deadlock);
    assert_eq!(
        (nodes.as_slice(), &trace[..2]),
        (
            &["p1".to_owned()][..],
            &["s".to_owned(), "x1".to_owned()][..]
        )
    );
    assert_eq!(trace.len(), 3);
    let p_before_x = drawn(
        &[
            ("s", "p1", ""),
            ("p1", "a", ""),
            ("p1", "b", ""),
            ("a", "x1", ""),
            ("b", "x1", ""),
            ("x1", "c", ""),
            ("c", "e", ""),
        ],
        &[],
    );
    let found = judged(&p_before_x);
    let (_, trace) = problem(&found, ProblemKind::LackOfSynchronization);
    assert_eq!(trace[0], "s");
    let (_, trace) = problem(&found, ProblemKind::NoProperCompletion);
    assert_eq!(trace[0], "s");
    let grows = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "p1", ""),
            ("p1", "a", ""),
            ("p1", "b", ""),
            ("a", "x1", ""),
            ("b", "e", ""),
        ],
        &[],
    );
    let found = judged(&grows);
    assert!(
        found.has(ProblemKind::Unbounded) || found.has(ProblemKind::EndlessLoop),
        "{found:?}"
    );
}

#[test]
fn a_problem_in_a_sentence() {
    let flow = sketch(
        &[("s", "x1", ""), ("x1", "a", ""), ("a", "x1", "")],
        &[("a", json!({"kind": "activity", "@name": "審査"}))],
    );
    let found = judged(&serde_json::from_value(flow).unwrap());
    let one = found
        .problems()
        .find(|one| one.kind == ProblemKind::EndlessLoop)
        .unwrap();
    let (ja, en) = (one.sentence(Language::Ja), one.sentence(Language::En));
    assert!(
        ja.starts_with("終わらない循環（") && ja.contains("例：s → "),
        "{ja}"
    );
    assert!(
        en.starts_with("endless loop (") && en.contains("Example: s -> "),
        "{en}"
    );
    let dead = drawn(
        &[
            ("s", "a", ""),
            ("a", "e", ""),
            ("b", "c", ""),
            ("c", "e1", ""),
        ],
        &[],
    );
    let found = judged(&dead);
    let one = found.problems().next().unwrap();
    assert_eq!(
        one.sentence(Language::En),
        "dead activities (b, c, e1): No run ever comes by."
    );
    assert_eq!(
        one.sentence(Language::Ja),
        "実行されない作業（b、c、e1）：どの進み方をしても実行されません。"
    );
}

#[test]
fn how_many_states_are_looked_at() {
    // Rows side by side that meet crosswise cannot be folded: three of three steps.
    let mut lines = vec![("s".to_owned(), "p0".to_owned())];
    for row in 0..3 {
        lines.push(("p0".to_owned(), format!("a{row}")));
        lines.push((format!("a{row}"), format!("p{}", row + 1)));
        lines.push((format!("p{}", row + 1), format!("b{row}")));
        lines.push((format!("p{}", row + 1), format!("c{row}")));
        lines.push((format!("b{row}"), format!("p{}", row + 4)));
        lines.push((format!("c{row}"), format!("p{}", (row + 1) % 3 + 4)));
        lines.push((format!("p{}", row + 4), "p9".to_owned()));
    }
    lines.push(("p9".to_owned(), "e".to_owned()));
    let lines: Vec<(&str, &str, &str)> = lines
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str(), ""))
        .collect();
    let flow = drawn(&lines, &[]);
    let with = |max_states: u32| {
        let options = serde_json::from_value(json!({"max_states": max_states})).unwrap();
        soundness(&flow, options).unwrap()
    };
    let found = with(100_000);
    assert_eq!(found.verdict(), Verdict::Sound);
    let states = found.scopes[0].states;
    assert_eq!(with(states).verdict(), Verdict::Sound);
    let few = with(states - 1);
    assert!(
        matches!(few.verdict(), Verdict::NotDecided { .. }),
        "{few:?}"
    );
    assert!(few.scopes[0].open.contains(&ProblemKind::Deadlock));
    assert!(few.scopes[0].problems.is_empty());
}
