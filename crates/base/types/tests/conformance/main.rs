//! The vectors of `conformance/suites/types`: one file here for each module of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod citation;
mod codes;
mod dates;
mod deadlines;
mod period;
mod rating;
mod ratio;

use tosei_conformance::Runner;

#[test]
fn every_vector_agrees() {
    let runner = Runner::new("types");
    let runner = citation::operations(runner);
    let runner = codes::operations(runner);
    let runner = dates::operations(runner);
    let runner = deadlines::operations(runner);
    let runner = period::operations(runner);
    let runner = rating::operations(runner);
    ratio::operations(runner).run();
}
