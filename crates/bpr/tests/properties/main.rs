//! Laws of flows as BPMN.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod bpmn;
mod deadlines;
mod layout;
mod times;
