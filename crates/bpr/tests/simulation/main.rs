//! Simulation of flows: what happens by hand, laws, queueing theory, refusals.

mod by_hand;
mod helper;
mod refusals;
mod theory;
