//! Strategies for valid inventories, facts and rules (feature `proptest`).

mod document;
mod priority;
mod rate;
mod survey;
