//! Small flows and parameters as text.

use serde_json::{Value, json};
use tosei_bpr::{
    ElementId, Flow,
    simulate::{RunOutcome, SimulateError, Simulated, SimulationParameters, simulate},
};

/// A flow of nodes `(id, is)` and lines `(from, to, share or "")`.
pub(crate) fn flow(nodes: &[(&str, Value)], lines: &[(&str, &str, &str)]) -> Flow {
    let mut document = json!({"format": "tosei-flow", "format_version": 1, "id": "f"});
    document["nodes"] = nodes
        .iter()
        .map(|(id, is)| {
            let mut node = json!({"id": id, "is": is});
            // What is of the node and not of its kind.
            for key in ["parent", "lane", "pool", "name"] {
                if let Some(value) = is.get(format!("@{key}").as_str()) {
                    node[key] = value.clone();
                    node["is"]
                        .as_object_mut()
                        .unwrap()
                        .remove(&format!("@{key}"));
                }
            }
            node
        })
        .collect();
    document["sequence_flows"] = lines
        .iter()
        .enumerate()
        .map(|(at, (from, to, share))| {
            let mut line = json!({"id": format!("l{at}"), "from": from, "to": to});
            if !share.is_empty() {
                line["probability"] = json!(share);
            }
            line
        })
        .collect();
    serde_json::from_value(document).unwrap()
}

pub(crate) fn start() -> Value {
    json!({"kind": "event", "event": "start", "trigger": "none"})
}

pub(crate) fn end() -> Value {
    json!({"kind": "event", "event": "end", "trigger": "none"})
}

pub(crate) fn gateway(kind: &str) -> Value {
    json!({"kind": "gateway", "gateway": kind})
}

/// An activity with work and no waiting.
pub(crate) fn work(minutes: &str) -> Value {
    json!({"kind": "activity", "work": minutes, "waiting": "0"})
}

/// `start → first → … → end`.
pub(crate) fn chain(steps: &[(&str, Value)]) -> Flow {
    let mut nodes = vec![("start", start())];
    nodes.extend(steps.iter().cloned());
    nodes.push(("end", end()));
    let ids: Vec<&str> = nodes.iter().map(|(id, _)| *id).collect();
    let lines: Vec<(&str, &str, &str)> = ids.windows(2).map(|two| (two[0], two[1], "")).collect();
    flow(&nodes, &lines)
}

/// Parameters with arrivals at these times of Monday 1 June 2026 and what else is given.
pub(crate) fn recorded(times: &[&str], more: Value) -> SimulationParameters {
    let times: Vec<String> = times
        .iter()
        .map(|time| {
            if time.contains('T') {
                (*time).to_owned()
            } else {
                format!("2026-06-01T{time}")
            }
        })
        .collect();
    let mut document = json!({
        "format": "tosei-flow-parameters", "format_version": 1,
        "first_day": "2026-06-01", "days": 30, "runs": {"seed": 1, "runs": 2},
        "arrivals": [{"id": "desk", "pattern": {"kind": "recorded", "times": times}}],
        "options": {"unstaffed": "unlimited", "quantiles": "exact"}
    });
    merge(&mut document, more);
    serde_json::from_value(document).unwrap()
}

pub(crate) fn merge(into: &mut Value, more: Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (key, value) in more {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, more) => *into = more,
    }
}

/// One group of the given number, always there.
pub(crate) fn people(count: u32) -> Value {
    json!([{"id": "all", "label": {"ja": "全員", "en": "All"}, "people": count}])
}

/// Nine to twelve and one to five, Monday to Friday.
pub(crate) fn hours() -> Value {
    let day = json!([{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]);
    json!({"monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day})
}

pub(crate) fn run(flow: &Flow, parameters: &SimulationParameters) -> Simulated {
    simulate(flow, parameters).unwrap()
}

pub(crate) fn outcome(flow: &Flow, parameters: &SimulationParameters) -> RunOutcome {
    run(flow, parameters).outcomes()[0].clone()
}

/// Lead times in the order in which cases ended.
pub(crate) fn leads(flow: &Flow, parameters: &SimulationParameters) -> Vec<f64> {
    outcome(flow, parameters).leads().to_vec()
}

pub(crate) fn refused(flow: &Flow, parameters: &SimulationParameters) -> SimulateError {
    simulate(flow, parameters).map(|_| ()).unwrap_err()
}

/// Of a step, by its place in the flow: visits, done, and the minutes of work, queue, batch, stated waiting and pauses.
pub(crate) fn of_step(outcome: &RunOutcome, at: usize) -> [f64; 7] {
    let step = outcome.steps()[at];
    let count = |number: u64| f64::from(u32::try_from(number).unwrap());
    [
        count(step.visits),
        count(step.done),
        step.work,
        step.queue,
        step.batch,
        step.stated,
        step.pause,
    ]
}

/// A step of a flow by its id.
pub(crate) fn of_node(flow: &Flow, outcome: &RunOutcome, id: &str) -> [f64; 7] {
    let at = flow.nodes.iter().position(|node| node.id.as_str() == id);
    of_step(outcome, at.unwrap())
}

/// The flow as a document that changes, and as a flow again.
pub(crate) fn changed(flow: &Flow, change: impl FnOnce(&mut Value)) -> Flow {
    let mut document = serde_json::to_value(flow).unwrap();
    change(&mut document);
    serde_json::from_value(document).unwrap()
}

/// What was assumed, each with its node.
pub(crate) fn assumed(simulated: &Simulated) -> Vec<String> {
    let made = simulated.result().assumptions.iter();
    let node = |one: Option<&ElementId>| one.map_or("", ElementId::as_str).to_owned();
    made.map(|one| format!("{} {}", one.kind.code(), node(one.node.as_ref())))
        .map(|one| one.trim().to_owned())
        .collect()
}
