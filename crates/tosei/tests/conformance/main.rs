//! The vectors of `conformance/suites/tosei`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod evidence;
mod graph;
#[path = "../support/mod.rs"]
mod support;

use tosei::evidence::EvidenceMapping;

#[test]
fn every_vector_agrees() {
    tosei_conformance::Runner::new("tosei")
        .rules([("tosei.joined", tosei::joined::rules().rules())])
        .visibility(|document| {
            let published = tosei::publication::publication_marks().publish(document);
            let published = published.map_err(|error| error.code().to_owned())?;
            Ok(serde_json::json!(published.withheld))
        })
        .on("evidence_from_row", |input| {
            evidence::from_row(EvidenceMapping::from_survey(), input)
        })
        .on("joined_check", graph::check)
        .on("what_if", graph::what_if)
        .run();
}
