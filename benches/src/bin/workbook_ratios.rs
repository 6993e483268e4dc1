//! Prints how long reading a workbook of the State's survey takes next to a bare reader crate.
//!
//! The workbook is written here, from the CSV, by the writer crate: 75,071 rows of 38 cells.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use anyhow::{Context, Result};
use calamine::Xlsx;
use std::io::Cursor;
use tosei_benches::{Work, interleaved_medians, real_file};
use tosei_document::Collector;
use tosei_table::{
    CellValue, ReadOptions, Workbook,
    layout::{SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules},
};

fn main() -> Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let csv = std::fs::read(file)?;
    let workbook = written(&csv)?;
    println!(
        "{} bytes of CSV, {} bytes of XLSX",
        csv.len(),
        workbook.len()
    );
    let sheets = Workbook::read(&csv, &ReadOptions::default())?;
    let (csv, book, sheets) = (&csv, &workbook, &sheets);
    let mut works: Vec<Work<'_>> = vec![
        (
            "XLSX: bare reader crate",
            Box::new(|| bare(book).unwrap_or(0)),
        ),
        ("XLSX: Workbook::read", Box::new(|| read(book).unwrap_or(0))),
        ("CSV: Workbook::read", Box::new(|| read(csv).unwrap_or(0))),
        (
            "CSV: SheetTable::read",
            Box::new(|| laid_out(sheets).unwrap_or(0)),
        ),
    ];
    let medians = interleaved_medians(5, &mut works);
    let bare = medians
        .first()
        .map_or(1.0, |(_, time, _)| time.as_secs_f64());
    for (name, time, cells) in &medians {
        println!(
            "{name:<28} {:>8.1} ms {:>6.2} x   ({cells} cells)",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / bare
        );
    }
    Ok(())
}

/// The survey as a workbook; figures become numbers, as they do in an office.
fn written(csv: &[u8]) -> Result<Vec<u8>> {
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
fn bare(book: &[u8]) -> Result<u64> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book))?;
    let mut cells = workbook.worksheet_cells_reader("Sheet1")?;
    let mut count = 0u64;
    while let Some(cell) = cells.next_cell()? {
        count = count.saturating_add(u64::from(*cell.get_value() != calamine::DataRef::Empty));
    }
    Ok(count)
}

/// Every cell kept, with all that stands beside it.
fn read(book: &[u8]) -> Result<u64> {
    let book = Workbook::read(book, &ReadOptions::default())?;
    let cells = book
        .sheets()
        .iter()
        .map(tosei_table::Sheet::cell_count)
        .sum::<usize>();
    Ok(u64::try_from(cells)?)
}

/// Header, entries and totals found in the rows that are read already.
fn laid_out(book: &Workbook) -> Result<u64> {
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
