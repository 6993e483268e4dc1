//! The vectors of `conformance/suites/counter-dx`.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod observations;
mod queues;
mod registers;
mod reviews;

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("counter-dx");
    observations::on(reviews::on(registers::on(queues::on(runner)))).run();
}
