//! Laws of the values: one file here for each module of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod citation;
mod codes;
mod dates;
mod deadlines;
mod period;
mod rating;
mod ratio;
