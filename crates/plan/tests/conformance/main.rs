//! The vectors of `conformance/suites/plan`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod operations;

use tosei_plan::ProgressOptionsDocument;

#[test]
fn every_vector_agrees() {
    operations::runner(ProgressOptionsDocument::shipped().clone()).run();
}
