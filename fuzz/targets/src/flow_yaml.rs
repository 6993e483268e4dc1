//! Short documents in YAML and JSON.
//!
//! Laws: no panic; a document that is read as JSON is read as YAML, as the same flow; its flow can be laid out and
//! written.

use tosei_bpr::{bpmn::write_bpmn, small_flow::read_json, yaml::read_yaml};
use tosei_document::Limits;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let limits = Limits {
        items: 10_000,
        ..Limits::default()
    };
    let yaml = read_yaml(bytes, &limits);
    let json = read_json(bytes, &limits);
    if let (Ok(json), Ok(yaml)) = (&json, &yaml) {
        assert_eq!(json, yaml, "JSON and YAML agree");
    }
    for flow in [yaml, json].into_iter().flatten() {
        let _ = write_bpmn(&flow);
        for node in &flow.nodes {
            assert!(
                flow.nodes
                    .iter()
                    .filter(|other| other.id == node.id)
                    .count()
                    == 1
            );
        }
    }
}
