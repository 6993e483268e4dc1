//! Laws of the values: one file here for each module of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod citation;
mod codes;
mod dates;
mod deadlines;
mod period;
mod plain_citation;
mod rating;
mod ratio;
