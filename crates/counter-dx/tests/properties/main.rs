//! Laws of queues, reviews, registers and stations.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::unreachable,
    reason = "a test stops at the first surprise"
)]

mod observations;
mod queues;
mod queues_by_states;
mod reviews;
mod rollouts;
mod staffing;
mod stations;
