//! The vectors of `conformance/suites/plan`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod governance;
mod year;

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("plan");
    year::on(governance::on(runner)).run();
}
