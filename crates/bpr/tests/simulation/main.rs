//! Simulation of flows: what happens by hand, laws, queueing theory, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod arrivals;
mod assumptions;
mod branches;
mod by_hand;
mod chance;
mod clocks;
mod committees;
mod comparing;
mod differences;
mod edges;
mod event_sub_processes;
mod failures;
mod figures;
mod groups;
mod helper;
mod joins;
mod marks;
mod messages;
mod places;
mod refusals;
mod repeats;
mod runs;
mod theory;
mod ways;
mod within;
mod wrong_parameters;
