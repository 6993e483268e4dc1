//! 自治体の表 (an office's own table): spreadsheets as municipalities keep them, read as an inventory.
//!
//! A [mapping file](OfficeMapping) says which column is what and what the body's own signs mean;
//! [`propose_mapping`] makes a first one from headers and values, for a person to confirm.
//! [`read_office_tables`] then reads whole workbooks and reports everything that it decided.

mod build;
mod columns;
mod field;
mod grid;
mod mapping;
mod proposal;
mod read;
mod rules;
mod sheet;
mod synonyms;
mod totals;
mod value;

pub use build::{OFFICE_CELLS, RowPlace};
pub use field::OfficeField;
pub use mapping::{
    ColumnMapping, HeaderRows, OFFICE_MAPPING_FORMAT, OfficeIdRule, OfficeMapping,
    OfficeMappingError, OrganisationMapping, RowUnit, SheetMapping, ValueMapping, ValueMaps,
};
pub use proposal::{
    FieldCandidate, MappingProposal, ProposedColumn, ScoreBand, SignProposal, propose_mapping,
    propose_mapping_with,
};
pub use read::{
    OfficeFile, OfficeTable, OfficeTableError, read_office_table, read_office_tables,
    read_office_tables_with,
};
pub use synonyms::{HeaderSynonym, HeaderSynonyms, HeaderSynonymsDocument};
pub use totals::{CheckSum, CheckSumResult, OfficeTotals, SheetRows, TotalLevel};
pub use value::{
    CasesReading, CellNote, DateReading, SignReading, read_cases, read_date, read_sign,
};
