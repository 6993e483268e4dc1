//! The vectors of `conformance/suites/bpr`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod measures;
mod savings;
mod soundness;

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("bpr");
    savings::on(soundness::on(measures::on(runner))).run();
}
