//! The tables once more, as the sheets of one workbook.

use super::super::Failure;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use tosei_document::Limits;
use tosei_table::CsvRows;
use tosei_types::Date;

/// How many rows a sheet can have.
const SHEET_ROWS: u32 = 1_048_575;

/// A longer text does not fit into a cell.
const CELL_CHARACTERS: usize = 32_000;

/// Writes each CSV file as a sheet of its own: the header stays in view, numbers are numbers, and no
/// text is a formula.
pub(super) fn write<'f>(
    tables: impl Iterator<Item = (&'f str, &'f [u8])>,
    status_date: Option<Date>,
) -> Result<Vec<u8>, Failure> {
    sheets(tables, status_date).map_err(|_| Failure::Embedded {
        what: "tables.xlsx",
    })
}

fn sheets<'f>(
    tables: impl Iterator<Item = (&'f str, &'f [u8])>,
    status_date: Option<Date>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same input gives the same bytes: the day is that of the data.
    let created = match status_date {
        Some(day) => ExcelDateTime::from_ymd(day.year().max(1_900), day.month(), day.day())?,
        None => ExcelDateTime::from_ymd(2_000, 1, 1)?,
    };
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold = Format::new().set_bold().set_text_wrap();
    for (name, content) in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(name.trim_end_matches(".csv"))?;
        sheet.set_freeze_panes(1, 0)?;
        let Ok(mut rows) = CsvRows::open(content, &Limits::default()) else {
            continue;
        };
        for (column, header) in (0u16..).zip(rows.headers()) {
            sheet.write_string_with_format(0, column, header.as_str(), &bold)?;
            sheet.set_column_width(column, 18)?;
        }
        let mut at = 0u32;
        while let Ok(Some(row)) = rows.next_row() {
            at = at.saturating_add(1);
            let Ok(text) = row.text() else { continue };
            if at > SHEET_ROWS {
                break;
            }
            for (number, column) in (0..text.len()).zip(0u16..) {
                let cell = text.cell(number);
                if cell.is_empty() {
                    continue;
                }
                match count(cell) {
                    Some(count) => sheet.write_number(at, column, count)?,
                    None => {
                        let short: String = cell.chars().take(CELL_CHARACTERS).collect();
                        sheet.write_string(at, column, short)?
                    }
                };
            }
        }
    }
    book.save_to_buffer()
}

/// A whole number that a spreadsheet keeps exactly: at most nine digits, and no leading zero, which an id
/// may have.
fn count(cell: &str) -> Option<f64> {
    let digits = cell.len() <= 9 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let zero = cell.len() > 1 && cell.starts_with('0');
    (digits && !zero)
        .then(|| cell.parse::<u32>().ok().map(f64::from))
        .flatten()
}
