//! Published files, read as sheets; skipped where they are not there.

use std::path::PathBuf;
use tosei_document::Collector;
use tosei_table::{
    FileFormat, ReadOptions, TextEncoding, Workbook,
    layout::{RowKind, SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules},
};

fn real(path: &str) -> Option<Vec<u8>> {
    let file = std::env::var_os("TOSEI_DATA").map(|folder| PathBuf::from(folder).join(path));
    let bytes = file.and_then(|file| std::fs::read(file).ok());
    if bytes.is_none() {
        println!("skipped: TOSEI_DATA has no {path}");
    }
    bytes
}

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &ReadOptions::default()).unwrap()
}

fn encoding(book: &Workbook) -> TextEncoding {
    match book.format() {
        FileFormat::Delimited { encoding, .. } => encoding,
        format => panic!("{format:?}"),
    }
}

#[test]
fn every_row_of_the_survey_is_an_entry() {
    let Some(bytes) = real("procedures_survey/procedures_r6.csv") else {
        return;
    };
    let whole = read(&bytes);
    assert_eq!(encoding(&whole), TextEncoding::Utf8);
    assert_eq!(whole.sheets()[0].size(), (75_072, 38));
    // Laid out is the beginning; the bench lays out everything.
    let book = read(&bytes[..2 << 20]);
    let sheet = &book.sheets()[0];
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue).unwrap();
    let mut collector = Collector::new(catalogue);
    let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
    let table = SheetTable::read(sheet, None, &mut findings).unwrap();
    assert_eq!((table.header().first(), table.header().last()), (1, 1));
    assert_eq!(table.columns().len(), 38);
    assert_eq!(table.entries().count(), sheet.rows().len() - 1);
    assert!(table.rows().iter().all(|row| row.kind() == RowKind::Data));
    let report = collector.into_report();
    assert!(report.is_clean(), "{:?}", report.totals());
}

#[test]
fn the_list_of_holidays_is_strict_shift_jis() {
    let Some(bytes) = real("holidays/syukujitsu.csv") else {
        return;
    };
    let book = read(&bytes);
    assert_eq!(encoding(&book), TextEncoding::ShiftJis);
    let sheet = &book.sheets()[0];
    let text = |cell: &str| {
        let cell = sheet.cell(cell.parse().unwrap());
        cell.value().display_text().into_owned()
    };
    assert_eq!(
        (text("A2"), text("B2")),
        ("1955/1/1".to_owned(), "元日".to_owned())
    );
    assert_eq!(sheet.rows().len(), 1_068);
}
