//! A form as CSV.

use super::{
    Form, FormError, FormRows, FormSheet,
    guard::guarded,
    layout::{Head, IDENTITY_ROW, TITLE_ROW, head_text, identity},
};
use crate::{Cp932Writer, CsvWriter, EncodeOptions};
use tosei_document::Sink;

impl Form {
    /// One sheet of the form as CSV for Excel: UTF-8 with a byte order mark, CRLF, no formulas.
    ///
    /// The rows above the header are those of the workbook, so that the file says which form it is.
    ///
    /// # Errors
    ///
    /// - [`FormError::NoSuchSheet`] if the form has no sheet of this number (counted from 0).
    /// - Those of [`check_rows`](Self::check_rows).
    /// - [`FormError::Workbook`] if the memory for the file cannot be had.
    pub fn write_csv(&self, rows: &FormRows, sheet: usize) -> Result<Vec<u8>, FormError> {
        self.check_rows(rows)?;
        let failed = |error: std::io::Error| FormError::Workbook {
            message: error.to_string(),
        };
        let mut bytes = Vec::new();
        let mut csv = CsvWriter::new(&mut bytes).map_err(failed)?;
        self.each_line(rows, sheet, |line| csv.row(line).map_err(failed))?;
        csv.finish().map_err(failed)?;
        Ok(bytes)
    }

    /// One sheet of the form as CSV in CP932 or strict Shift_JIS.
    ///
    /// Findings are those of [`encoding_rules`](crate::encoding_rules), at their cells.
    ///
    /// # Errors
    ///
    /// - Those of [`write_csv`](Self::write_csv).
    /// - [`FormError::Encode`] if a character does not fit and the option is to refuse.
    pub fn write_csv_in(
        &self,
        rows: &FormRows,
        sheet: usize,
        options: EncodeOptions<'_>,
        sink: &mut dyn Sink,
    ) -> Result<Vec<u8>, FormError> {
        self.check_rows(rows)?;
        let mut csv = Cp932Writer::new(options, sink);
        self.each_line(rows, sheet, |line| {
            csv.row(line);
            Ok(())
        })?;
        Ok(csv.finish()?)
    }

    fn each_line(
        &self,
        rows: &FormRows,
        number: usize,
        mut write: impl FnMut(&[String]) -> Result<(), FormError>,
    ) -> Result<(), FormError> {
        let missing = || FormError::NoSuchSheet { sheet: number };
        let sheet: &FormSheet = self.sheets().get(number).ok_or_else(missing)?;
        let head = Head::of(sheet);
        for row in 0..head.first_row() {
            match row {
                TITLE_ROW => write(&[guarded(self.title()).into_owned()])?,
                IDENTITY_ROW => write(&[identity(self, sheet, rows)])?,
                _ => {
                    let texts = head_text(row, head, sheet);
                    let guarded: Vec<String> = texts
                        .iter()
                        .map(|text| guarded(text).into_owned())
                        .collect();
                    write(&guarded)?;
                }
            }
        }
        let mut line = Vec::with_capacity(sheet.columns.len());
        for row in rows.sheets.get(number).into_iter().flatten() {
            line.clear();
            line.extend(sheet.columns.iter().zip(row).map(|(column, value)| {
                let text = value.as_ref().map(|value| self.cell_text(column, value));
                text.map_or(String::new(), std::borrow::Cow::into_owned)
            }));
            write(&line)?;
        }
        Ok(())
    }
}
