//! The table in a sheet: what people mean by merged cells, 〃, subtotals and 「約300」.
//!
//! A [`Sheet`](crate::Sheet) says what stands in which cell. The services here say what that means where
//! everybody means the same by it, and report every place where they had to: [`SheetTable`] finds
//! header, entries and totals; [`read_number_cell`], [`read_date_cell`] and [`read_symbol`] read cells;
//! [`report_workbook`] lists what a file hides.

mod date;
mod ditto;
mod header_rows;
mod merged;
mod report;
mod rule;
mod stated_number;
mod symbol;
mod table;
mod totals;

pub use date::{DateCell, read_date_cell};
pub use ditto::{Ditto, read_ditto};
pub use header_rows::{HeaderColumn, HeaderRows};
pub use report::report_workbook;
pub use rule::{MissingSpreadsheetRuleError, SheetFindings, SpreadsheetRule, SpreadsheetRules};
pub use stated_number::{
    NotStated, StatedNumber, StatedNumberReading, read_number_cell, read_stated_number,
};
pub use symbol::{CellSymbol, SymbolReading, read_symbol};
pub use table::{CellOrigin, SheetTable, TableCell, TableRow};
pub use totals::{CheckSum, RowKind, SumComparison, read_total_label};
