//! The vectors of `conformance/suites/analog-regs`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod law;

use tosei_conformance::Runner;

#[test]
fn every_vector_agrees() {
    law::on(Runner::new("analog-regs")).run();
}
