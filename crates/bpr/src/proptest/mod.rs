//! Strategies for flows (feature `proptest`), for the property tests of this and other crates.
//!
//! [`flows`] makes flows that are put together from blocks, so that every case can end; those of
//! [`arbitrary_flows`] may have dangling references, sub-processes in circles and the same id twice.

mod arbitrary;
mod blocks;
mod values;

pub use arbitrary::arbitrary_flows;
pub use blocks::flows;
pub use values::{
    activities, element_ids, exact_times, labels, minutes, probabilities, probability_splits,
    time_values,
};
