//! A workbook of the State's survey, beside the reader crate that gives every cell away.
//!
//! The workbook is written here, from the CSV, by the writer crate.

use crate::{Group, input};
use anyhow::Result;
use calamine::Xlsx;
use std::{io::Cursor, rc::Rc};
use tosei_document::Collector;
use tosei_table::{
    CellValue, ReadOptions, Workbook,
    layout::{SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules},
};

/// Reading XLSX and CSV as workbooks.
///
/// # Errors
///
/// If the survey cannot be read, or the workbook not be written.
pub fn group() -> Result<Group> {
    let (csv, rows) = input::survey()?;
    let book: Rc<[u8]> = written(&csv)?.into();
    let sheets = Workbook::read(&csv, &ReadOptions::default())?;
    let size = format!("{rows} of 38 columns");
    let bare_csv = Rc::clone(&csv);
    let bare_book = Rc::clone(&book);
    Ok(Group::new("workbooks", size, 5)
        .peer("calamine, every cell dropped", move || {
            bare(&bare_book).unwrap_or(0)
        })
        .ours("XLSX: Workbook::read", move || read(&book).unwrap_or(0))
        .peer("csv byte records", move || {
            crate::survey::plain_pass(&bare_csv)
        })
        .ours("CSV: Workbook::read", move || read(&csv).unwrap_or(0))
        .ours("table found in the workbook", move || {
            laid_out(&sheets).unwrap_or(0)
        }))
}

/// The survey as a workbook; figures become numbers, as they do in an office.
///
/// # Errors
///
/// If the reader refuses the file.
pub fn written(csv: &[u8]) -> Result<Vec<u8>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let source = Workbook::read(csv, &ReadOptions::default())?;
    for row in source.sheets().iter().flat_map(tosei_table::Sheet::rows) {
        for cell in row.cells() {
            let at = row.number().saturating_sub(1);
            let column = u16::try_from(cell.address().column().saturating_sub(1))?;
            if let CellValue::Text(text) = cell.value() {
                match text.parse::<u32>() {
                    Ok(number) if !text.starts_with('0') => {
                        sheet.write_number(at, column, number)?
                    }
                    _ => sheet.write_string(at, column, text)?,
                };
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Every cell handed out by the reader crate, and dropped.
///
/// # Errors
///
/// If the reader refuses the file.
pub fn bare(book: &[u8]) -> Result<u64> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book))?;
    let mut cells = workbook.worksheet_cells_reader("Sheet1")?;
    let mut count = 0u64;
    while let Some(cell) = cells.next_cell()? {
        count = count.saturating_add(u64::from(*cell.get_value() != calamine::DataRef::Empty));
    }
    Ok(count)
}

/// Every cell kept, with all that stands beside it.
///
/// # Errors
///
/// If the reader refuses the file.
pub fn read(book: &[u8]) -> Result<u64> {
    let book = Workbook::read(book, &ReadOptions::default())?;
    let cells = book
        .sheets()
        .iter()
        .map(tosei_table::Sheet::cell_count)
        .sum::<usize>();
    Ok(u64::try_from(cells)?)
}

/// Header, entries and totals found in the rows that are read already.
///
/// # Errors
///
/// If the reader refuses the file.
pub fn laid_out(book: &Workbook) -> Result<u64> {
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue)?;
    let mut collector = Collector::new(catalogue);
    let mut cells = 0u64;
    for sheet in book.sheets() {
        let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
        if let Some(table) = SheetTable::read(sheet, None, &mut findings) {
            let filled = |cell: &tosei_table::layout::TableCell<'_>| !cell.value().is_blank();
            for row in table.rows() {
                let count = row.cells().filter(filled).count();
                cells = cells.saturating_add(u64::try_from(count)?);
            }
        }
    }
    Ok(cells)
}
