//! The vectors of `conformance/suites/bpr`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod comparisons;
mod deadline_clocks;
mod event_logs;
mod learning;
mod measures;
mod savings;
mod simulated_differences;
mod small_forms;
mod soundness;

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("bpr");
    let runner = comparisons::on(event_logs::on(small_forms::on(runner)));
    let runner = simulated_differences::on(deadline_clocks::on(runner));
    let runner = learning::on(runner);
    savings::on(soundness::on(measures::on(runner))).run();
}
