//! Checks: everything that is wrong with a standard or with evidence, all at once.

mod condition;
mod evidence;
mod reporter;
mod standard;

pub use standard::check_editions;
