//! The main job as its user meets it: right and wrong files, and what comes out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it is skipped"
)]

mod beside;
mod figures;
mod fixtures;
mod folders;
mod html;
mod joined;
mod outputs;
mod real_survey;
mod shapes;
mod site;
mod spreadsheets;
mod wrong_beside;
mod wrong_input;
