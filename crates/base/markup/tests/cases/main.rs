//! Cases with known answers, worked out by hand: edits, views, the bounds of what is read, pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod edits;
mod encodings;
mod pages;
mod references;
mod scan;
mod views;

use tosei_document::Limits;
use tosei_markup::{MarkupDocument, NodeId};

fn read(text: &str) -> MarkupDocument {
    MarkupDocument::read(text.as_bytes(), &Limits::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// The code of the first defect, or `ok`.
fn code(text: &str) -> &'static str {
    match MarkupDocument::read(text.as_bytes(), &Limits::default()) {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

fn node(document: &MarkupDocument, number: usize) -> NodeId {
    document.nodes().nth(number).unwrap().id()
}
