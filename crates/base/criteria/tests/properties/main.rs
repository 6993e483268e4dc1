//! Laws of standards, evidence and their judgement.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod assessments;
mod levels;
mod numbers;
mod plain;
mod slow;
