//! Simulation of flows: what happens by hand, laws, queueing theory, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test stops at the first surprise"
)]

mod by_hand;
mod helper;
mod refusals;
mod theory;
