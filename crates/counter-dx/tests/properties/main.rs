//! Laws of queues, reviews and registers.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod observations;
mod queues;
mod reviews;
