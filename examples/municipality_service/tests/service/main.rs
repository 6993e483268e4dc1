//! The service over real HTTP: the program is started, asked, stopped and killed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it compared"
)]

mod assessments;
mod client;
mod durability;
mod inventory;
mod limits;
mod openapi;
mod readme;
mod records;
mod running;
