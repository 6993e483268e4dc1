//! Spreadsheets as such, markup as such.

use super::{Named, Outcome, limits};
use tosei_document::Collector;
use tosei_markup::{
    MarkupDocument,
    html::{HtmlPage, html_rules},
};
use tosei_table::{
    CsvRows, ReadOptions, Workbook,
    layout::{SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules, report_workbook},
};

pub(super) const READERS: &[Named] = &[
    ("csv_rows", |bytes| {
        let mut rows = match CsvRows::open(bytes, &limits()) {
            Ok(rows) => rows,
            Err(error) => return Outcome::explained(&error),
        };
        let mut outcome = Outcome::default();
        loop {
            match rows.next_row() {
                Ok(Some(row)) => {
                    if row.text().is_err() {
                        let place = row
                            .address(0)
                            .map_or_else(String::new, |cell| cell.to_string());
                        outcome.findings.push(("not_utf8".to_owned(), place));
                    }
                }
                Ok(None) => return outcome,
                Err(error) => return Outcome::explained(&error),
            }
        }
    }),
    ("workbook", |bytes| {
        let book = match Workbook::read(bytes, &ReadOptions::default()) {
            Ok(book) => book,
            Err(error) => return Outcome::explained(&error),
        };
        let catalogue = SpreadsheetRule::catalogue();
        let rules = match SpreadsheetRules::of(catalogue) {
            Ok(rules) => rules,
            Err(error) => return Outcome::refused("catalogue", &error.to_string()),
        };
        let mut sink = Collector::new(catalogue);
        report_workbook(&book, &rules, &mut sink);
        for sheet in book.sheets() {
            let mut findings = SheetFindings::new(&rules, sheet, &mut sink);
            if let Some(table) = SheetTable::read(sheet, None, &mut findings) {
                for at in 0..table.columns().len() {
                    table.check_sums(at, &mut findings);
                }
            }
        }
        Outcome::from(&sink.into_report())
    }),
    ("xml", |bytes| {
        match MarkupDocument::read(bytes, &limits()) {
            Ok(_) => Outcome::default(),
            Err(error) => Outcome::explained(&error),
        }
    }),
    ("html", |bytes| match HtmlPage::read(bytes, &limits()) {
        Ok(page) => {
            let mut sink = Collector::new(html_rules());
            page.report(&mut sink);
            Outcome::from(&sink.into_report())
        }
        Err(error) => Outcome::explained(&error),
    }),
];
