//! Cases with known answers: exemptions and sinks, places and findings, reading, publication, errors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod catalogues;
mod errors;
mod exemptions;
mod places;
mod publication;
mod reading;

use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Sink};

const SYNTAX: &str = "document.json.syntax";
const BYTES: &str = "document.limit.bytes";

/// Accepts a finding of a rule about a subject, at a line.
fn accept(sink: &mut dyn Sink, rule: &str, subject: Option<&str>, line: u32) {
    let rule = Catalogue::reading().index(rule).unwrap();
    let place = PlaceRef::Line { line, column: None };
    sink.accept(Mark {
        rule,
        place,
        subject,
        values: &[],
    });
}

fn collector() -> Collector<'static> {
    Collector::new(Catalogue::reading())
}
