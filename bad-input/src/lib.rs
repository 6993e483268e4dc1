#![doc = include_str!("../README.md")]

mod case;
mod input;
mod readers;

pub use case::{Case, Expectation, Suite};
pub use input::Part;
pub use readers::{Outcome, Reader, readers};
