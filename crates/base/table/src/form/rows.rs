//! The rows of a form.

use super::{ColumnKind, Form, FormColumn, FormError, FormValue, check::is_unwritable};

/// 行 (row) of a form: a value or nothing for each column of its sheet, from left to right.
pub type FormRow = Vec<Option<FormValue>>;

/// 調査票の中身 (rows of a form): who fills it in, and the rows of each sheet.
///
/// The rows that go out hold what the issuer knows; those that come back hold the answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormRows {
    /// 記入課: the section that the file goes to, if it goes to one.
    pub section: Option<String>,
    /// The rows of each sheet, in the order of the form's sheets.
    pub sheets: Vec<Vec<FormRow>>,
}

/// Rows that one sheet of a spreadsheet has.
pub(super) const MAX_SHEET_ROWS: usize = 1_048_576;
/// Characters that a cell of a spreadsheet holds, in UTF-16 units.
pub(super) const MAX_CELL_UNITS: usize = 32_767;

impl FormRows {
    /// Rows of a form with one sheet.
    #[must_use]
    pub fn single(section: Option<&str>, rows: Vec<FormRow>) -> Self {
        Self {
            section: section.map(str::to_owned),
            sheets: vec![rows],
        }
    }

    /// How many rows there are in all sheets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sheets.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Form {
    /// Whether rows are rows of this form: one list for each sheet, one value for each column, each
    /// of its column's kind and writable.
    ///
    /// # Errors
    ///
    /// - [`FormError::Sheets`] if there are more or fewer lists of rows than sheets.
    /// - [`FormError::Section`] if the section's name cannot be written.
    /// - [`FormError::TooManyRows`] if a sheet cannot hold them.
    /// - [`FormError::Width`] if a row has more or fewer values than the sheet has columns, or none.
    /// - [`FormError::Value`] if a value is not of its column's kind, is blank, has control
    ///   characters or is longer than a cell, or names a code that is not in the list.
    pub fn check_rows(&self, rows: &FormRows) -> Result<(), FormError> {
        if rows.sheets.len() != self.sheets().len() {
            return Err(FormError::Sheets {
                expected: self.sheets().len(),
                got: rows.sheets.len(),
            });
        }
        if let Some(section) = &rows.section
            && (section.trim() != section
                || section.is_empty()
                || section
                    .chars()
                    .any(|c| c.is_control() || is_unwritable(c) || c == '／')
                || section.chars().count() > 100)
        {
            return Err(FormError::Section {
                section: section.clone(),
            });
        }
        for (sheet, rows) in self.sheets().iter().zip(&rows.sheets) {
            if rows.len() > MAX_SHEET_ROWS.saturating_sub(16) {
                return Err(FormError::TooManyRows {
                    sheet: sheet.name.clone(),
                    rows: rows.len(),
                });
            }
            for (at, row) in rows.iter().enumerate() {
                if row.len() != sheet.columns.len() || row.iter().all(Option::is_none) {
                    return Err(FormError::Width {
                        sheet: sheet.name.clone(),
                        row: at,
                    });
                }
                for (column, value) in sheet.columns.iter().zip(row) {
                    if let Some(value) = value
                        && !self.takes(column, value)
                    {
                        return Err(FormError::Value {
                            sheet: sheet.name.clone(),
                            row: at,
                            column: column.id.clone(),
                        });
                    }
                }
            }
        }
        Ok(())
    }

    fn takes(&self, column: &FormColumn, value: &FormValue) -> bool {
        let known = |list: &str, code: &str| {
            let list = self.list(list);
            list.is_some_and(|list| list.codes.iter().any(|own| own.code == code))
        };
        let fits = match (&column.answer, value) {
            (ColumnKind::Text {}, FormValue::Text(text)) => {
                // Room for the apostrophe that keeps a text from being a formula.
                let units = text.encode_utf16().count().saturating_add(1);
                units <= MAX_CELL_UNITS && !text.chars().any(is_unwritable)
            }
            (ColumnKind::Count {}, FormValue::Count(_))
            | (ColumnKind::Date {}, FormValue::Date(_))
            | (ColumnKind::YesNo {}, FormValue::YesNo(_)) => true,
            (ColumnKind::Code { list }, FormValue::Code(code)) => known(list, code),
            (ColumnKind::Codes { list }, FormValue::Codes(codes)) => {
                let mut seen = std::collections::HashSet::new();
                codes
                    .iter()
                    .all(|code| seen.insert(code) && known(list, code))
            }
            _ => false,
        };
        fits && value.is_sound()
    }
}
