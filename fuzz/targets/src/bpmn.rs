//! BPMN files: bytes that are read, listed, edited and written.
//!
//! Laws: no panic; an unedited file is written as it was read; an edited one is well-formed; a flow that was read
//! can be written, unless XML cannot, and has a place for each of its shapes; the parameters of a scenario are
//! written and read back the same.

use tosei_bpr::bpmn::{
    BpmnDocument, ExtensionKey, ExtensionValue, layout::Layout, scenario::ScenarioDefaults,
    write_bpmn,
};
use tosei_document::Limits;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let limits = Limits::default();
    let Ok(document) = BpmnDocument::read(bytes, &limits) else {
        return;
    };
    assert_eq!(document.write(), bytes, "an unedited file is identical");
    let report = document.findings();
    assert_eq!(
        usize::try_from(report.total()).ok(),
        Some(document.finding_count())
    );
    for flow in document.flows() {
        let layout = Layout::of(flow);
        let lanes: usize = flow.pools.iter().map(|pool| pool.lanes.len()).sum();
        let parts = flow.pools.len() + lanes + flow.nodes.len() + flow.data.len();
        assert_eq!(layout.shapes.len(), parts, "each part has a shape");
        scenarios(&document, flow.id.as_str());
        if let Ok(written) = write_bpmn(flow) {
            // Our extension may stand deeper than what was read.
            let deeper = Limits {
                depth: 256,
                ..limits
            };
            let again =
                BpmnDocument::read(written.as_bytes(), &deeper).expect("what is written is read");
            assert_eq!(again.flows().len(), 1);
            assert_eq!(again.flows()[0].nodes.len(), flow.nodes.len());
        }
    }
    let mut edits = document.edit();
    for node in document.flows().iter().flat_map(|flow| &flow.nodes).take(3) {
        let id = node.id.as_str();
        let _ = edits.rename(id, "受付 <&> \"窓口\"");
        if let Ok(time) = "1/3".parse() {
            let _ = edits.set(id, ExtensionValue::Waiting(time));
        }
        let _ = edits.unset(id, ExtensionKey::Medium);
    }
    if let Ok(written) = edits.write() {
        let deeper = Limits {
            depth: 256,
            ..limits
        };
        assert!(
            BpmnDocument::read(&written, &deeper).is_ok(),
            "an edited file is read"
        );
    }
}

/// Each scenario of BPSim, as parameters of a flow.
fn scenarios(document: &BpmnDocument, flow: &str) {
    let Ok(day) = "2026-04-01".parse() else {
        return;
    };
    let defaults = ScenarioDefaults::from(day);
    for name in document.scenarios().iter().take(4) {
        let Ok(scenario) = document.scenario(flow, Some(name.id.as_str()), &defaults) else {
            continue;
        };
        let written = serde_json::to_string(&scenario.parameters).expect("parameters are JSON");
        // What a scenario says may be refused as a document, with a reason; what is accepted stays the same.
        if let Ok(again) = serde_json::from_str(&written) {
            assert_eq!(scenario.parameters, again);
        }
    }
}
