//! Strategies for valid values (feature `proptest`), for the property tests of other crates.

mod citation;
mod codes;
mod dates;
mod period;
mod rating;
mod ratio;

pub use period::{
    period_cases, period_conditions, period_lengths, processing_period_statements,
    processing_periods,
};
pub use ratio::rates;
