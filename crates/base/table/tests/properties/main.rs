//! Laws of tables.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod csv_rows;
#[cfg(feature = "proptest")]
mod forms;
mod headers;
mod hostile;
mod sheets;
mod writing;
