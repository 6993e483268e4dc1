//! 調査票 (survey form): a table that sections fill in, as data; written, and read back.

use tosei_types::embedded;
mod check;
mod corrections;
mod csv;
mod definition;
mod error;
mod guard;
mod layout;
mod read;
mod rows;
mod value;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use check::{FormDefect, FormProblem};
pub use corrections::{CorrectionList, SectionReturn, corrections};
pub use definition::{
    CodeList, ColumnKind, FORM_FORMAT, FORM_FORMAT_VERSION, Form, FormCode, FormColumn,
    FormDocument, FormSheet,
};
pub use error::FormError;
pub use read::{FormReading, SheetReading};
pub use rows::{FormRow, FormRows};
pub use value::{CellReading, FormValue};

use std::sync::OnceLock;
use tosei_document::Catalogue;

/// The rules about a form that came back.
#[must_use]
pub fn form_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/form.json"))
    })
}
