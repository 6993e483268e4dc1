//! Offices' own workbooks, written here cell by cell and read back as an inventory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod book;
mod characters;
mod edges;
mod mapping;
mod proposal;
mod real_spreadsheet;
mod rules;
mod several;
mod survey;
