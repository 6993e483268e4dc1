//! Laws of reading, writing and editing.

use proptest::prelude::*;
use tosei_bpr::{
    Flow, NodeKind, TaskKind,
    bpmn::{BpmnDocument, ExtensionValue, write_bpmn},
    proptest::{arbitrary_flows, flows, labels, time_values},
};
use tosei_document::Limits;

fn key<T: serde::Serialize>(item: &T) -> String {
    serde_json::to_string(item).unwrap()
}

/// What writing may change: the order of lists, and a task that is drawn as plain.
fn normal(flow: &Flow) -> Flow {
    let mut flow = flow.clone();
    for node in &mut flow.nodes {
        let activity = match &mut node.is {
            NodeKind::Activity(activity) => activity,
            NodeKind::Call(call) => {
                // A call is drawn in one way.
                call.activity.task = None;
                continue;
            }
            _ => continue,
        };
        activity.task = activity.task.filter(|task| *task != TaskKind::Plain);
    }
    for data in &mut flow.data {
        data.uses.sort_by_key(key);
    }
    for pool in &mut flow.pools {
        pool.lanes.sort_by_key(key);
    }
    flow.nodes.sort_by_key(key);
    flow.sequence_flows.sort_by_key(key);
    flow.data.sort_by_key(key);
    flow
}

fn read(text: &str) -> BpmnDocument {
    BpmnDocument::read(text.as_bytes(), &Limits::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Law: a flow that is written and read is the same flow, and nothing in its file is wrong.
    #[test]
    fn a_written_flow_reads_back(flow in flows()) {
        let document = read(&write_bpmn(&flow).unwrap());
        prop_assert_eq!(document.flows().len(), 1);
        prop_assert_eq!(normal(&document.flows()[0]), normal(&flow));
        let report = document.findings();
        prop_assert_eq!(report.count(tosei_document::Severity::Error), 0, "{:?}", report);
        prop_assert_eq!(report.count(tosei_document::Severity::Warning), 0, "{:?}", report);
    }

    /// Law: so is a flow with dangling references, circles and ids that stand twice.
    #[test]
    fn any_written_flow_reads_back(flow in arbitrary_flows()) {
        let written = write_bpmn(&flow).unwrap();
        let document = read(&written);
        prop_assert_eq!(document.flows().len(), 1);
        let mut again = document.flows()[0].clone();
        // A circle of parents is cut while it is read, and said.
        let mut flow = flow;
        if document.findings().count_of("bpr.bpmn.parent_cycle") > 0 {
            for node in flow.nodes.iter_mut().chain(&mut again.nodes) {
                node.parent = None;
            }
        }
        prop_assert_eq!(normal(&again), normal(&flow), "{}", written);
    }

    /// Law: reading and writing without an edit gives the same bytes.
    #[test]
    fn an_unedited_file_is_identical(flow in arbitrary_flows()) {
        let written = write_bpmn(&flow).unwrap();
        prop_assert_eq!(read(&written).write(), written.into_bytes());
    }

    /// Law: an edit changes the edited values, and no other.
    #[test]
    fn an_edit_changes_nothing_else(
        flow in flows(),
        name in labels(),
        time in time_values(),
        which in any::<prop::sample::Index>(),
    ) {
        let document = read(&write_bpmn(&flow).unwrap());
        let mut expected = document.flows()[0].clone();
        let steps: Vec<usize> = (0..expected.nodes.len())
            .filter(|node| matches!(expected.nodes[*node].is, NodeKind::Activity(_)))
            .collect();
        prop_assume!(!steps.is_empty());
        let node = &mut expected.nodes[steps[which.index(steps.len())]];
        let mut edits = document.edit();
        edits.rename(node.id.as_str(), &name).unwrap();
        edits.set(node.id.as_str(), ExtensionValue::Waiting(time.clone())).unwrap();
        node.name = Some(name);
        if let NodeKind::Activity(activity) = &mut node.is {
            activity.waiting = Some(time);
        }
        let written = String::from_utf8(edits.write().unwrap()).unwrap();
        let again = read(&written);
        prop_assert_eq!(&again.flows()[0], &expected);
    }

    /// Law: a file with a few bytes changed is read or refused; what is read is written as it was.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        flow in arbitrary_flows(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut bytes = write_bpmn(&flow).unwrap().into_bytes();
        for (from, to) in damage {
            // One byte of the file in the place of another, so that many files stay well-formed.
            let byte = bytes[from.index(bytes.len())];
            let at = to.index(bytes.len());
            bytes[at] = byte;
        }
        match BpmnDocument::read(&bytes, &Limits::default()) {
            Ok(document) => {
                prop_assert_eq!(document.write(), bytes);
                let _ = document.findings();
                for flow in document.flows() {
                    let _ = write_bpmn(flow);
                }
            }
            Err(error) => prop_assert!(error.position().line > 0),
        }
    }
}
