//! Wrong changes in the data that ships: every one must be noticed by a vector.
//!
//! `cargo xtask mutate-data` shows how each was noticed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[path = "../conformance/detection.rs"]
mod detection;
mod patterns;
#[path = "../conformance/sentence_input.rs"]
mod sentence_input;
