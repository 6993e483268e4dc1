//! Strategies for valid values (feature `proptest`), for the property tests of other crates.

mod citation;
mod codes;
mod dates;
mod period;
mod rating;
mod ratio;

pub use citation::{citation_entries, citation_lists, citations, law_names, provision_numbers};
pub use codes::{corporate_numbers, local_government_codes};
pub use ratio::rates;
