//! Stations and observations whose figures are worked out by hand, and where one answer gives way to
//! the next.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod observations;
mod stations;
