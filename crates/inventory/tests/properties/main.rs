//! Laws of the inventory: one file here for each module of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod crossed;
mod document;
mod office;
mod plain_comparison;
mod priority;
mod rate;
mod snapshots;
mod survey;
