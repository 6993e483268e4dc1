//! Simulation of flows: what happens by hand, laws, queueing theory, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod arrivals;
mod by_hand;
mod differences;
mod event_sub_processes;
mod figures;
mod helper;
mod refusals;
mod runs;
mod theory;
mod ways;
