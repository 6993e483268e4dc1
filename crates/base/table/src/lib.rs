#![doc = include_str!("../README.md")]

mod csv_read;
mod csv_write;
mod header;
mod sniff;

pub use csv_read::{CsvRow, CsvRows, TextRow};
pub use csv_write::{CsvWriter, inert};
pub use header::{ColumnMap, WantedColumn, header_key};
pub use sniff::{ForeignFormat, TableError};
pub use tosei_document::CellAddress;
