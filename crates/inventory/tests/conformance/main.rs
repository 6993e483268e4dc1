//! The vectors of `conformance/suites/inventory`: one file here for each module of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod document;
mod figures;
mod office;
mod priority;
mod rate;
mod snapshots;
mod survey;

use tosei_conformance::Runner;
use tosei_inventory::{PriorityRules, RateDefinitions, VolumeBands};

#[test]
fn every_vector_agrees() {
    let runner = Runner::new("inventory");
    let runner = answers::operations(runner);
    let runner = document::operations(runner);
    let runner = office::operations(runner);
    let runner = priority::operations(runner, PriorityRules::standard().clone());
    let runner = rate::operations(
        runner,
        RateDefinitions::standard().clone(),
        VolumeBands::standard().clone(),
    );
    let runner = snapshots::operations(runner);
    survey::operations(runner).run();
}
