//! The vectors of `conformance/suites/plan`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod governance;
mod operations;
mod year;

use tosei_plan::ProgressOptionsDocument;

#[test]
fn every_vector_agrees() {
    let plans = operations::runner(ProgressOptionsDocument::shipped().clone());
    year::on(governance::on(plans)).run();
}
