//! Processes and sub-processes: what is judged together, and what it is called.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    soundness::{Soundness, SoundnessOptions, Starts, Verdict, soundness},
};

fn judged(flow: &Flow) -> Soundness {
    soundness(flow, SoundnessOptions::default()).unwrap()
}

/// Three rows, each in the pool that is named for it, and lines `a1>a2` between them.
fn three(pools: [&str; 3], lines: &str) -> Flow {
    let rows = [["s1", "a1", "e1"], ["s2", "a2", "e2"], ["s3", "a3", "e3"]];
    let mut all: Vec<(&str, &str, &str)> = Vec::new();
    for [start, step, end] in rows {
        all.extend([(start, step, ""), (step, end, "")]);
    }
    let more = lines
        .split_whitespace()
        .filter_map(|line| line.split_once('>'));
    all.extend(more.map(|(from, to)| (from, to, "")));
    let mut document = sketch(&all, &[]);
    document["pools"] = json!([{"id": "p", "name": "窓口"}, {"id": "q"}, {"id": "r"}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        let id = node["id"].as_str().unwrap().to_owned();
        let row = usize::from(id.as_bytes()[1] - b'1');
        if !pools[row].is_empty() {
            node["pool"] = json!(pools[row]);
        }
    }
    serde_json::from_value(document).unwrap()
}

/// The scopes with the number of their nodes.
fn scopes(flow: &Flow) -> Vec<(String, u32)> {
    let found = judged(flow);
    let of = |id: Option<&tosei_bpr::ElementId>| id.map_or(String::new(), ToString::to_string);
    found
        .scopes
        .iter()
        .map(|one| (of(one.scope.as_ref()), one.nodes))
        .collect()
}

#[test]
fn pools_that_lines_connect_are_one_process() {
    let named = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
        list.iter()
            .map(|(id, nodes)| ((*id).to_owned(), *nodes))
            .collect()
    };
    for (pools, lines, expected) in [
        (["", "", ""], "", named(&[("", 9)])),
        (["p", "q", "r"], "", named(&[("p", 3), ("q", 3), ("r", 3)])),
        (["p", "p", "r"], "", named(&[("p", 6), ("r", 3)])),
        (["p", "q", ""], "", named(&[("p", 3), ("q", 3), ("", 3)])),
        (["p", "q", "r"], "a1>a2", named(&[("p", 6), ("r", 3)])),
        (["p", "q", "r"], "a2>a1", named(&[("p", 6), ("r", 3)])),
        (["p", "q", "r"], "a2>a3", named(&[("p", 3), ("q", 6)])),
        (["p", "q", "r"], "a3>a1", named(&[("p", 6), ("q", 3)])),
        (["p", "q", "r"], "a1>a3 a2>a3", named(&[("p", 9)])),
        (["p", "q", "r"], "a2>a3 a1>a2", named(&[("p", 9)])),
        (["p", "q", "r"], "a3>a2 a3>a1", named(&[("p", 9)])),
        (["p", "q", ""], "a2>a3", named(&[("p", 3), ("q", 6)])),
        (["p", "", ""], "a1>a2", named(&[("p", 9)])),
    ] {
        assert_eq!(
            scopes(&three(pools, lines)),
            expected,
            "{pools:?} {lines:?}"
        );
    }
    let titles: Vec<Option<String>> = judged(&three(["p", "q", ""], ""))
        .scopes
        .into_iter()
        .map(|one| one.title)
        .collect();
    assert_eq!(
        titles,
        [Some("窓口".to_owned()), Some("q".to_owned()), None]
    );
}

#[test]
fn sub_processes_are_scopes_of_their_own() {
    let of = |parent: &str, kind: Value| {
        let mut kind = kind;
        kind["@parent"] = json!(parent);
        kind
    };
    let step = || json!({"kind": "activity"});
    let flow: Flow = serde_json::from_value(sketch(
        &[
            ("s", "b", ""),
            ("b", "e", ""),
            ("c", "d", ""),
            ("f", "g", ""),
        ],
        &[
            ("b", json!({"kind": "sub_process", "@name": "審査"})),
            ("c", of("b", step())),
            ("d", of("b", json!({"kind": "sub_process"}))),
            ("f", of("d", step())),
            ("g", of("d", step())),
        ],
    ))
    .unwrap();
    let found: Vec<(String, u32)> = scopes(&flow);
    assert_eq!(
        found,
        [(String::new(), 3), ("b".to_owned(), 2), ("d".to_owned(), 2)]
    );
    let titles: Vec<Option<String>> = judged(&flow)
        .scopes
        .into_iter()
        .map(|one| one.title)
        .collect();
    assert_eq!(
        titles,
        [None, Some("審査".to_owned()), Some("d".to_owned())]
    );
}

#[test]
fn several_starts_begin_apart_or_together() {
    let with = |starts: Starts, join: &str| {
        let gateway = json!({"kind": "gateway", "gateway": join});
        let flow: Flow = serde_json::from_value(sketch(
            &[("s1", "g", ""), ("s2", "g", ""), ("g", "e", "")],
            &[("g", gateway)],
        ))
        .unwrap();
        let options = SoundnessOptions {
            starts,
            ..SoundnessOptions::default()
        };
        soundness(&flow, options).unwrap().verdict()
    };
    assert_eq!(with(Starts::OneOf, "exclusive"), Verdict::Sound);
    assert_eq!(with(Starts::OneOf, "parallel"), Verdict::Unsound);
    assert_eq!(with(Starts::Together, "exclusive"), Verdict::Unsound);
    assert_eq!(with(Starts::Together, "parallel"), Verdict::Sound);
    assert_eq!(with(Starts::OneOf, "inclusive"), Verdict::Sound);
    assert_eq!(with(Starts::Together, "inclusive"), Verdict::Sound);
}
