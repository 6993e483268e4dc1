//! The vectors of `conformance/suites/analog-regs`: one file here for each part of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod review;

use tosei_conformance::Runner;

#[test]
fn every_vector_agrees() {
    let runner = Runner::new("analog-regs");
    review::operations(runner, review::Rules::shipped()).run();
}
