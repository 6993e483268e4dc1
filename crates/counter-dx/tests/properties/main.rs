//! Laws of queues, reviews, registers and stations.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod observations;
mod queues;
mod reviews;
mod staffing;
mod stations;
