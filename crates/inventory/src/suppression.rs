//! 少数の秘匿 (suppression of small numbers): a table whose small counts cannot be read or computed.
//!
//! Suppression is an option that somebody chooses; nothing here is applied unasked, and a
//! [`SuppressedTable`] says how many counts it hides and why.

mod cover;
mod crossed;
mod status;
mod table;

pub use crossed::{CrossedTable, MAX_CROSSED_NUMBERS};
pub use status::{StatusColumn, status_counts};
pub use table::{
    CountRow, CountTable, PublishedCount, SuppressedMark, SuppressedRow, SuppressedTable,
    SuppressionError, SuppressionOptions, ZeroTreatment,
};
