//! Strategies for valid values, for property tests of this crate and of those that build on it.

mod review;

pub use review::{histories, phase_steps, quarters, worksheet_rows};
