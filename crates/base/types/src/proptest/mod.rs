//! Strategies for valid values (feature `proptest`), for the property tests of other crates.

mod citation;
mod codes;
mod dates;
mod period;
mod rating;
mod ratio;

pub use ratio::rates;
