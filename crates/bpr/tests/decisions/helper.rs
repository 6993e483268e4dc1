//! Small flows as text.

use serde_json::{Value, json};
use tosei_bpr::Flow;

/// A document of nodes `(id, is)` and lines `(from, to, share or "")`; keys of a node that begin with `@` are not of its
/// kind.
pub(crate) fn document(nodes: &[(&str, Value)], lines: &[(&str, &str, &str)]) -> Value {
    let node = |(id, is): &(&str, Value)| {
        let mut node = json!({"id": id});
        let mut kind = serde_json::Map::new();
        for (key, value) in is.as_object().unwrap() {
            match key.strip_prefix('@') {
                Some(key) => node[key] = value.clone(),
                None => {
                    kind.insert(key.clone(), value.clone());
                }
            }
        }
        node["is"] = Value::Object(kind);
        node
    };
    let line = |(at, (from, to, share)): (usize, &(&str, &str, &str))| {
        let mut line = json!({"id": format!("l{at}"), "from": from, "to": to});
        if !share.is_empty() {
            line["probability"] = json!(share);
        }
        line
    };
    json!({"format": "tosei-flow", "format_version": 1, "id": "f",
        "nodes": nodes.iter().map(node).collect::<Vec<_>>(),
        "sequence_flows": lines.iter().enumerate().map(line).collect::<Vec<_>>()})
}

/// A flow whose nodes tell by the beginning of their ids what they are: `s` starts, `e` ends, `x` exclusive, `p`
/// parallel, `i` inclusive gateways, and all others activities; `kinds` says otherwise for some.
pub(crate) fn drawn(lines: &[(&str, &str, &str)], kinds: &[(&str, Value)]) -> Flow {
    serde_json::from_value(sketch(lines, kinds)).unwrap()
}

pub(crate) fn sketch(lines: &[(&str, &str, &str)], kinds: &[(&str, Value)]) -> Value {
    let mut ids: Vec<&str> = Vec::new();
    for (from, to, _) in lines {
        for id in [from, to] {
            if !ids.contains(id) {
                ids.push(id);
            }
        }
    }
    for (id, _) in kinds {
        if !ids.contains(id) {
            ids.push(id);
        }
    }
    let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
    let event = |kind: &str| json!({"kind": "event", "event": kind, "trigger": "none"});
    let is = |id: &str| {
        let given = kinds.iter().find(|(of, _)| *of == id);
        given.map_or_else(
            || match id.chars().next().unwrap() {
                's' => event("start"),
                'e' => event("end"),
                'x' => gateway("exclusive"),
                'p' => gateway("parallel"),
                'i' => gateway("inclusive"),
                _ => json!({"kind": "activity"}),
            },
            |(_, is)| is.clone(),
        )
    };
    let nodes: Vec<(&str, Value)> = ids.iter().map(|id| (*id, is(id))).collect();
    document(&nodes, lines)
}

/// An activity with work and no waiting.
pub(crate) fn work(minutes: &str) -> Value {
    json!({"kind": "activity", "work": minutes, "waiting": "0"})
}
