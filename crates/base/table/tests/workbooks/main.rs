//! Workbooks as offices have them: read, laid out, refused.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod fixture;
mod foreign;
mod reading;
mod real_files;
mod rules;
mod second_opinion;
mod usual_sheet;
