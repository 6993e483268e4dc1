//! The vectors of `conformance/suites/counter-dx`.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod observations;
mod queues;
mod registers;
mod reviews;
mod staffing;

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("counter-dx");
    let runner = staffing::on(runner);
    observations::on(reviews::on(registers::on(queues::on(runner)))).run();
}
