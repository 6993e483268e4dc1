#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

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

// Writing: encodings of older programs, forms, the State's rules about tables.
#[cfg(feature = "csv")]
mod cp932;
#[cfg(feature = "csv")]
mod form;
#[cfg(feature = "csv")]
mod notation;
#[cfg(feature = "csv")]
pub use cp932::{
    Application, CharacterKind, CharacterListDocument, CharacterNote, CharacterOutcome,
    Cp932Writer, EncodeError, EncodeOptions, EncodedText, JapaneseEncoding, REPLACEMENTS_FORMAT,
    REPLACEMENTS_FORMAT_VERSION, Replacement, ReplacementTable, ReplacementTableError,
    ReplacementsDocument, UnrepresentablePolicy, encode_cp932, encode_text, encoding_rules,
};
#[cfg(feature = "csv")]
pub use form::{
    CellReading, CodeList, ColumnKind, CorrectionList, FORM_FORMAT, FORM_FORMAT_VERSION, Form,
    FormCode, FormColumn, FormDefect, FormDocument, FormError, FormProblem, FormReading, FormRow,
    FormRows, FormSheet, FormValue, SectionReturn, SheetReading, corrections, form_rules,
};
#[cfg(feature = "csv")]
pub use notation::{Decidability, NotationItem, check_notation, notation_rules};

#[cfg(all(feature = "proptest", feature = "csv"))]
pub mod proptest;
