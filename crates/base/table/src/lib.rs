#![doc = include_str!("../README.md")]

mod comparison;
#[cfg(feature = "csv")]
mod csv_read;
#[cfg(feature = "csv")]
mod csv_row;
#[cfg(feature = "csv")]
mod csv_write;
mod error;
mod header;
pub mod layout;
mod sniff;
mod workbook;

pub use comparison::{ComparisonList, ComparisonListError, comparison_key};
#[cfg(feature = "csv")]
pub use csv_read::CsvRows;
#[cfg(feature = "csv")]
pub use csv_row::{CsvRow, TextRow};
#[cfg(feature = "csv")]
pub use csv_write::{CsvWriter, inert};
pub use error::{Limited, TableError};
pub use header::{ColumnMap, WantedColumn, header_key};
pub use sniff::ForeignFormat;
pub use tosei_document::CellAddress;
pub use workbook::{
    Cell, CellRange, CellValue, DateSystem, DecodedText, Delimiter, FileFormat, LineEnd,
    ReadOptions, Row, SerialDate, SerialKind, Sheet, SheetComment, SheetVisibility, TextEncoding,
    UndecodedBytes, Workbook, WorkbookLimits, decode_text,
};
