//! BPMN files: read, edited, written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests"
)]

mod bad_input;
mod editing;
mod encodings;
mod model;
mod real_files;
mod rules;

use tosei_bpr::bpmn::BpmnDocument;
use tosei_document::Limits;

/// Puts content into `definitions`.
fn definitions(content: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' \
         xmlns:tosei='urn:tosei:bpmn:1' targetNamespace='urn:mihon'>{content}</definitions>"
    )
}

fn read(content: &str) -> BpmnDocument {
    BpmnDocument::read(definitions(content).as_bytes(), &Limits::default()).unwrap()
}
