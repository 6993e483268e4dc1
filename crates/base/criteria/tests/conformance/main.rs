//! The vectors of `conformance/suites/criteria`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod documents;
mod levels;

use tosei_conformance::Runner;
use tosei_criteria::{EvidenceSet, Standard};

#[test]
fn every_vector_agrees() {
    documents::operations(levels::operations(Runner::new("criteria").rules([
        ("criteria.evidence", EvidenceSet::catalogue().rules()),
        ("criteria.standard", Standard::catalogue().rules()),
    ])))
    .run();
}
