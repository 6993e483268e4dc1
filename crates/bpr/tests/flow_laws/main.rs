//! Laws of soundness, figures and comparison.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::unreachable,
    reason = "a test stops at the first surprise"
)]

mod comparison;
mod enumerated;
mod figures;
mod large;
mod rules;
mod simulation;
