//! Reading BPMN into flows, beside the events of quick-xml on the same files.

use crate::{Group, input, markup::events};
use anyhow::Result;
use std::rc::Rc;
use tosei_bpr::bpmn::BpmnDocument;
use tosei_document::Limits;
use tosei_markup::MarkupDocument;

/// Reading and writing BPMN.
///
/// # Errors
///
/// Never today.
pub fn group() -> Result<Group> {
    let (files, size) = input::bpmn();
    let on = |work: fn(&[Vec<u8>]) -> u64| {
        let files = Rc::clone(&files);
        move || work(&files)
    };
    Ok(Group::new("bpmn", size, 21)
        .peer("quick-xml events", on(events))
        .ours("markup with full checks", on(markup))
        .ours("read into the model", on(read))
        .at_most(3.0)
        .ours("read and write back", on(read_and_write))
        .at_most(3.5)
        .ours("read and list findings", on(read_and_report)))
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Reading the markup with full checks: elements.
#[must_use]
pub fn markup(files: &[Vec<u8>]) -> u64 {
    let mut elements = 0u64;
    for bytes in files {
        if let Ok(document) = MarkupDocument::read(bytes, &Limits::default()) {
            elements = elements.saturating_add(count(document.node_count()));
        }
    }
    elements
}

fn parts(document: &BpmnDocument) -> u64 {
    let all = document.flows().iter();
    all.fold(0u64, |sum, flow| {
        let parts = flow.nodes.len().saturating_add(flow.sequence_flows.len());
        sum.saturating_add(count(parts))
    })
}

fn sum(files: &[Vec<u8>], write: bool, report: bool) -> u64 {
    let mut all = 0u64;
    for bytes in files {
        if let Ok(document) = BpmnDocument::read(bytes, &Limits::default()) {
            all = all.saturating_add(parts(&document));
            if write {
                assert!(
                    document.write().len() == bytes.len(),
                    "a file came back otherwise"
                );
            }
            if report {
                std::hint::black_box(document.findings());
            }
        }
    }
    all
}

/// Reading into flows: nodes and sequence flows.
#[must_use]
pub fn read(files: &[Vec<u8>]) -> u64 {
    sum(files, false, false)
}

/// Reading into flows, and writing the files.
#[must_use]
pub fn read_and_write(files: &[Vec<u8>]) -> u64 {
    sum(files, true, false)
}

/// Reading into flows, and listing the findings with line and column.
#[must_use]
pub fn read_and_report(files: &[Vec<u8>]) -> u64 {
    sum(files, false, true)
}
