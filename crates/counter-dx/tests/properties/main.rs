//! Laws of queues, reviews, registers and stations.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod observations;
mod queues;
mod reviews;
mod rollouts;
mod staffing;
mod stations;
