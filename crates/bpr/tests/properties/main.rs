//! Laws of flows as BPMN.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "tests"
)]

mod bpmn;
mod deadlines;
mod layout;
mod learning;
mod times;
