//! Strategies for tables, for laws of other crates and our own.

mod forms;

pub use forms::{forms, forms_with_rows, japanese_texts};
