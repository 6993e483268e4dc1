//! A short list of steps as nodes and sequence flows.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_bpr::{EventPosition, Flow, Node, NodeKind, small_flow::read_json};
use tosei_conformance::Runner;
use tosei_document::Limits;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    document: Value,
}

fn node(flow: &Flow, node: &Node) -> Value {
    let mut shown = Map::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            shown.insert(key.to_owned(), Value::String(value));
        }
    };
    put("id", Some(node.id.to_string()));
    let kind = match &node.is {
        NodeKind::Event(event) if event.event == EventPosition::Start => "start",
        NodeKind::Event(_) => "end",
        NodeKind::Gateway(gateway) => gateway.gateway.code(),
        _ => "activity",
    };
    put("kind", Some(kind.to_owned()));
    let lane = node.lane.as_ref().and_then(|lane| flow.lane(lane.as_str()));
    put("lane", lane.and_then(|lane| lane.name.clone()));
    put("name", node.name.clone());
    if let Some(activity) = node.activity() {
        put("medium", activity.medium.map(|medium| medium.to_string()));
        put("work", activity.work.as_ref().map(ToString::to_string));
        put(
            "waiting",
            activity.waiting.as_ref().map(ToString::to_string),
        );
    }
    Value::Object(shown)
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("flow_small_form", |input: Input| {
        let text = serde_json::to_vec(&input.document).unwrap();
        let flow = read_json(&text, &Limits::default()).map_err(|error| error.code().to_owned())?;
        let nodes: Vec<Value> = flow.nodes.iter().map(|of| node(&flow, of)).collect();
        let edges: Vec<Value> = flow
            .sequence_flows
            .iter()
            .map(|edge| {
                let mut shown = json!({"from": edge.from, "to": edge.to});
                if let Some(probability) = edge.probability {
                    shown["probability"] = json!(probability);
                }
                if let Some(name) = &edge.name {
                    shown["name"] = json!(name);
                }
                shown
            })
            .collect();
        Ok::<_, String>(json!({"nodes": nodes, "edges": edges}))
    })
}
