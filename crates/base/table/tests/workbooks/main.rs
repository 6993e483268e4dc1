//! Workbooks as offices have them: read, laid out, refused.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it skipped"
)]

mod delimited;
mod facts;
mod fixture;
mod foreign;
mod reading;
mod real_files;
mod rules;
mod second_opinion;
mod usual_sheet;
