//! The vectors of `conformance/suites/counter-dx`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod operations;

#[test]
fn vectors_hold() {
    let standard = tosei_counter_dx::pledge::pledges().clone();
    let marks = tosei_counter_dx::publication::publication_marks().clone();
    operations::runner(standard.into(), marks.into()).run();
}
