//! 点検 (checks): rules about the content of an inventory.

pub mod document;

pub use document::{CodeLists, check_document, check_document_with};
