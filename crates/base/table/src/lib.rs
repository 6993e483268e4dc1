#![doc = include_str!("../README.md")]

mod csv_read;
mod csv_row;
mod csv_write;
mod header;
mod sniff;

pub use csv_read::CsvRows;
pub use csv_row::{CsvRow, TextRow};
pub use csv_write::{CsvWriter, inert};
pub use header::{ColumnMap, WantedColumn, header_key};
pub use sniff::{ForeignFormat, TableError};
pub use tosei_document::CellAddress;

mod cp932;
pub use cp932::{
    Application, CharacterKind, CharacterNote, CharacterOutcome, Cp932Writer, EncodeError,
    EncodeOptions, EncodedText, JapaneseEncoding, REPLACEMENTS_FORMAT, REPLACEMENTS_FORMAT_VERSION,
    Replacement, ReplacementTable, ReplacementTableError, ReplacementsDocument,
    UnrepresentablePolicy, encode_cp932, encode_text, encoding_rules,
};
