//! Tables of steps.
//!
//! Laws: no panic; a table without a wrong cell is a flow; a wrong cell is named; the flow can be written.

use tosei_bpr::{bpmn::write_bpmn, flow_table::read_table, small_flow::SmallFlow};
use tosei_document::Severity;
use tosei_table::ReadOptions;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let Ok(id) = "fuzz".parse() else { return };
    let Ok(table) = read_table(bytes, &ReadOptions::default(), SmallFlow::new(id)) else {
        return;
    };
    let errors = table.findings.count(Severity::Error);
    assert_eq!(
        table.flow.is_some(),
        errors == 0,
        "a flow, or what keeps it from being one"
    );
    if let Some(flow) = table.flow {
        let _ = write_bpmn(&flow);
    }
}
