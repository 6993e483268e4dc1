//! Flows as they are drawn, against files that were looked at: `tests/drawn/*.svg` and `*.bpmn`.
//!
//! A difference fails and names the first line that differs; `TOSEI_WRITE_PICTURES=1` writes the files
//! anew: look at each before it is kept.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod words;

use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};
use tosei_bpr::{
    Flow,
    bpmn::{BpmnDocument, write_bpmn},
    picture::{PictureMark, drawing},
    sample::{subsidy_as_is_json, subsidy_to_be_json},
};
use tosei_document::{Limits, Severity};
use tosei_page::{Look, Text};
use tosei_types::{Label, Language};

/// Compares with a file, one element a line.
fn compare(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/drawn")
        .join(name);
    let mut drawn = drawn.replace("><", ">\n<");
    if !drawn.ends_with('\n') {
        drawn.push('\n');
    }
    if std::env::var_os("TOSEI_WRITE_PICTURES").is_some_and(|value| value == "1") {
        std::fs::write(&path, &drawn).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let kept = kept.replace("\r\n", "\n");
    for (number, (kept, drawn)) in kept.lines().zip(drawn.lines()).enumerate() {
        assert_eq!(drawn, kept, "{name}, line {}", number + 1);
    }
    assert_eq!(drawn.lines().count(), kept.lines().count(), "{name}");
}

/// One of everything that BPMN draws, in two pools.
fn everything() -> Flow {
    let node = |id: &str, lane: &str, is: Value| json!({"id": id, "name": format!("{id}の名前"), "pool": "city", "lane": lane, "is": is});
    let event = |position: &str, trigger: &str| json!({"kind": "event", "event": position, "trigger": trigger});
    let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
    let inside = |id: &str, parent: &str, is: Value| json!({"id": id, "pool": "city", "lane": "desk", "parent": parent, "is": is});
    let attached = |id: &str, to: &str, trigger: &str, goes_on: bool| {
        json!({"id": id, "pool": "city", "lane": "desk", "is": {"kind": "event", "event": "boundary",
            "trigger": trigger, "attached_to": to, "non_interrupting": goes_on}})
    };
    let activity = |more: Value| {
        let mut activity = json!({"kind": "activity"});
        for (key, value) in more.as_object().unwrap() {
            activity[key] = value.clone();
        }
        activity
    };
    let nodes = vec![
        node("s", "desk", event("start", "message")),
        node(
            "a",
            "desk",
            activity(json!({"medium": "paper", "work": "5", "task": "user",
            "work_kind": "receive", "marks": ["stamp"], "staff_class": "regular"})),
        ),
        node("x", "desk", gateway("exclusive")),
        node(
            "b",
            "desk",
            activity(
                json!({"medium": "digital", "marks": ["automated"], "waiting": "4320",
            "repetition": "loop"}),
            ),
        ),
        node(
            "c",
            "review",
            activity(json!({"medium": "phone", "repetition": "sequential", "cash_yen": 84})),
        ),
        node("p", "review", gateway("parallel")),
        node(
            "d",
            "review",
            activity(
                json!({"medium": "face_to_face", "repetition": "parallel", "marks": ["visit"]}),
            ),
        ),
        node("sub", "desk", json!({"kind": "sub_process"})),
        inside("s1", "sub", event("start", "none")),
        inside("t1", "sub", activity(json!({"work": "1.5"}))),
        inside("e1", "sub", event("end", "error")),
        node("call", "review", json!({"kind": "call", "called": "other"})),
        node("j", "review", gateway("parallel")),
        node("g", "review", gateway("event_based")),
        node("m", "review", event("catch", "message")),
        node("w", "review", event("catch", "timer")),
        node("i", "review", gateway("inclusive")),
        node("th", "review", event("throw", "message")),
        node("e", "review", event("end", "none")),
        node("f", "desk", event("end", "terminate")),
        attached("timer", "a", "timer", true),
        attached("wrong", "sub", "error", false),
    ];
    let lines = [
        ("s", "a"),
        ("a", "x"),
        ("x", "b"),
        ("x", "c"),
        ("b", "p"),
        ("c", "i"),
        ("p", "d"),
        ("p", "sub"),
        ("d", "call"),
        ("call", "j"),
        ("sub", "j"),
        ("j", "g"),
        ("g", "m"),
        ("g", "w"),
        ("m", "i"),
        ("w", "th"),
        ("i", "e"),
        ("th", "e"),
        ("timer", "f"),
        ("wrong", "f"),
        ("s1", "t1"),
        ("t1", "e1"),
    ];
    let lines: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(at, (from, to))| match (*from, *to) {
            ("x", "b") => json!({"id": format!("f{at}"), "from": from, "to": to, "name": "電子", "probability": "0.4",
                "condition": "電子で来た"}),
            _ => json!({"id": format!("f{at}"), "from": from, "to": to}),
        })
        .collect();
    serde_json::from_value(json!({
        "format": "tosei-flow", "format_version": 1, "id": "every", "name": "一つずつ（架空）", "fictional": true,
        "stage": "can_be", "procedures": ["P-0001"], "cases_a_year": 120,
        "staff_classes": [{"id": "regular", "label": {"ja": "正規職員", "en": "Regular staff"}, "yen_per_hour": 3600}],
        "pools": [
            {"id": "people", "name": "申請者", "party": "applicant"},
            {"id": "city", "name": "見本市（架空）", "lanes": [
                {"id": "desk", "name": "窓口", "party": "counter"}, {"id": "review", "name": "審査係と、とても長い名前の組織"}]}],
        "nodes": nodes, "sequence_flows": lines,
        "message_flows": [{"id": "m1", "from": "people", "to": "s", "name": "申請", "medium": "paper"},
            {"id": "m2", "from": "th", "to": "people"}],
        "data": [{"id": "o", "name": "申請書", "medium": "paper", "uses": [{"node": "a", "direction": "reads"}]},
            {"id": "l", "name": "台帳", "store": true, "uses": [{"node": "c", "direction": "writes"},
                {"node": "t1", "direction": "reads"}]}]
    }))
    .unwrap()
}

fn sample(json: &str) -> Flow {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_flow_is_drawn_as_it_was() {
    let title = || Text::new("題", "Title");
    for (name, flow) in [
        ("as_is", sample(subsidy_as_is_json())),
        ("to_be", sample(subsidy_to_be_json())),
        ("every", everything()),
    ] {
        let picture = drawing(&flow, title(), &BTreeMap::new());
        compare(&format!("{name}.svg"), &picture.svg(Language::Ja));
    }
    // Marks stand beside the name, and each looks its own way.
    let marks = [
        ("a", Look::Added),
        ("x", Look::Removed),
        ("sub", Look::Changed),
        ("s", Look::Plain),
    ];
    let marks = marks.map(|(id, look)| {
        let word = Label::new(format!("{id}印"), format!("mark {id}"));
        (id.parse().unwrap(), PictureMark { look, word })
    });
    let picture = drawing(&everything(), title(), &marks.into_iter().collect());
    compare("marked.svg", &picture.svg(Language::En));
}

#[test]
fn a_flow_is_written_as_it_was_and_read_as_it_is() {
    for (name, flow) in [
        ("as_is", sample(subsidy_as_is_json())),
        ("every", everything()),
    ] {
        let written = write_bpmn(&flow).unwrap();
        compare(&format!("{name}.bpmn"), &written);
        let read = BpmnDocument::read(written.as_bytes(), &Limits::default()).unwrap();
        // What a flow has no word for, as `isExecutable`, is kept and named.
        let findings = read.findings();
        let wrong = findings.count(Severity::Error) + findings.count(Severity::Warning);
        assert_eq!(wrong, 0, "{name}: {:?}", findings.findings());
        assert_eq!(read.flows().len(), 1);
        // The file has what lies inside a sub-process where the sub-process stands.
        let in_order = |flow: &Flow| {
            let mut lines = flow.sequence_flows.clone();
            lines.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
            let mut data = flow.data.clone();
            data.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
            (lines, data, flow.message_flows.clone(), flow.nodes.len())
        };
        assert_eq!(in_order(&read.flows()[0]), in_order(&flow), "{name}");
    }
}
