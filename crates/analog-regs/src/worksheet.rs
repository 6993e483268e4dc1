//! 工程表 (work schedule): one row for each clause, with the columns of the State's schedule and a few
//! of ours; as CSV, as a workbook and as JSON, both ways.

mod apply;
mod due;
mod form;
mod read;
mod row;

pub use apply::{AppliedRows, apply_rows};
pub use due::{due_text, read_due};
pub use form::{WORKSHEET_FORM_ID, WorksheetError, worksheet_form};
pub use read::{WorksheetReading, read_worksheet, worksheet_rules};
pub use row::{WORKSHEET_FORMAT, WorksheetDocument, WorksheetRow, worksheet_rows};
