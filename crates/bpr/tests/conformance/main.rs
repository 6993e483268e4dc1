//! The vectors of `conformance/suites/bpr`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod event_logs;
mod small_forms;

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("bpr");
    event_logs::on(small_forms::on(runner)).run();
}
