//! Learning a flow's parameters from logs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_lossless,
    clippy::cast_sign_loss,
    reason = "a test stops at the first surprise"
)]

mod bad_logs;
mod bpsim;
mod receipt;
mod recovery;
mod rules;

use tosei_bpr::{
    Flow,
    event_log::{EventLog, LogColumns, read_csv},
};
use tosei_document::Limits;

/// A log from CSV with the columns of XES.
pub(crate) fn log(csv: &str) -> EventLog {
    read_csv(csv.as_bytes(), &LogColumns::default(), &Limits::default()).unwrap()
}

/// A flow from its nodes (id, name) and lines (from, to); ids beginning with `s` and `e` are start and end events, with
/// `g` exclusive gateways.
pub(crate) fn flow(nodes: &[(&str, &str)], lines: &[(&str, &str)]) -> Flow {
    let node = |(id, name): &(&str, &str)| {
        let is = match id.chars().next().unwrap() {
            's' => serde_json::json!({"kind": "event", "event": "start", "trigger": "none"}),
            'e' => serde_json::json!({"kind": "event", "event": "end", "trigger": "none"}),
            'g' => serde_json::json!({"kind": "gateway", "gateway": "exclusive"}),
            'p' => serde_json::json!({"kind": "gateway", "gateway": "parallel"}),
            'i' => serde_json::json!({"kind": "gateway", "gateway": "inclusive"}),
            _ => serde_json::json!({"kind": "activity"}),
        };
        if name.is_empty() {
            serde_json::json!({"id": id, "is": is})
        } else {
            serde_json::json!({"id": id, "name": name, "is": is})
        }
    };
    let lines = lines.iter().map(
        |(from, to)| serde_json::json!({"id": format!("{from}-{to}"), "from": from, "to": to}),
    );
    serde_json::from_value(serde_json::json!({
        "format": "tosei-flow", "format_version": 1, "id": "mihon",
        "nodes": nodes.iter().map(node).collect::<Vec<_>>(),
        "sequence_flows": lines.collect::<Vec<_>>(),
    }))
    .unwrap()
}
