//! What a file says beside its values, as findings.

use super::{SheetFindings, SpreadsheetRule as Rule, SpreadsheetRules};
use crate::{CellValue, FileFormat, LineEnd, Sheet, SheetVisibility, Workbook};
use std::fmt::Write as _;
use tosei_document::{CellAddress, Sink};

/// Reports what somebody who reads the file should know before trusting its values.
///
/// Those are undecodable bytes, private characters (外字), a quote that is not closed, rows that end in
/// CR, formulas without a result, errors, hidden sheets, rows and columns, comments, colours and
/// readings (ふりがな). Colour is reported as a fact: it never has a meaning here.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_table::{ReadOptions, Workbook, layout::{SpreadsheetRule, SpreadsheetRules, report_workbook}};
///
/// let catalogue = SpreadsheetRule::catalogue();
/// let rules = SpreadsheetRules::of(catalogue)?;
/// let book = Workbook::read(b"a,b\r1,2\r", &ReadOptions::default())?;
/// let mut findings = Collector::new(catalogue);
/// report_workbook(&book, &rules, &mut findings);
/// let report = findings.into_report();
/// assert_eq!(report.count_of("table.spreadsheet.carriage_return_only"), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn report_workbook(book: &Workbook, rules: &SpreadsheetRules, sink: &mut dyn Sink) {
    for (at, sheet) in book.sheets().iter().enumerate() {
        let mut findings = SheetFindings::new(rules, sheet, sink);
        if let (
            0,
            FileFormat::Delimited {
                line_end: LineEnd::Cr,
                ..
            },
        ) = (at, book.format())
            && let Some(cell) = top_left()
        {
            findings.add(Rule::CarriageReturnOnly, cell, &[]);
        }
        report_sheet(sheet, &mut findings);
    }
}

fn top_left() -> Option<CellAddress> {
    CellAddress::from_zero_based(0, 0)
}

fn report_sheet(sheet: &Sheet, findings: &mut SheetFindings<'_>) {
    if let Some(cell) = top_left()
        && sheet.visibility() != SheetVisibility::Visible
    {
        findings.add(Rule::HiddenSheet, cell, &[("sheet", sheet.name().into())]);
    }
    for undecoded in sheet.undecoded() {
        let mut bytes = String::new();
        for byte in undecoded.bytes() {
            // Writing to a String cannot fail.
            let _ = write!(bytes, "{byte:02X}");
        }
        let values = [("bytes", bytes.as_str().into())];
        findings.add(Rule::UndecodableBytes, undecoded.cell(), &values);
    }
    if let Some(cell) = sheet.unclosed_quote() {
        findings.add(Rule::UnclosedQuote, cell, &[]);
    }
    for (first, last) in sheet.hidden_rows() {
        if let Some(cell) = CellAddress::from_zero_based(0, first.saturating_sub(1)) {
            let values = [
                ("first", u64::from(*first).into()),
                ("last", u64::from(*last).into()),
            ];
            findings.add(Rule::HiddenRow, cell, &values);
        }
    }
    for (first, last) in sheet.hidden_columns() {
        let name = |column: u32| {
            let cell = CellAddress::from_zero_based(column.saturating_sub(1), 0);
            cell.map_or_else(String::new, |cell| {
                cell.to_string()
                    .trim_end_matches(char::is_numeric)
                    .to_owned()
            })
        };
        if let Some(cell) = CellAddress::from_zero_based(first.saturating_sub(1), 0) {
            let (first, last) = (name(*first), name(*last));
            let values = [
                ("first", first.as_str().into()),
                ("last", last.as_str().into()),
            ];
            findings.add(Rule::HiddenColumn, cell, &values);
        }
    }
    for comment in sheet.comments() {
        findings.add(
            Rule::Comment,
            comment.cell(),
            &[("text", comment.text().into())],
        );
    }
    if let Some(cell) = sheet.coloured_cells().first() {
        let colours: Vec<&str> = sheet.colours().take(8).collect();
        let colours = colours.join(", ");
        let values = [
            ("count", sheet.coloured_count().into()),
            ("colours", colours.as_str().into()),
        ];
        findings.add(Rule::Coloured, *cell, &values);
    }
    let mut phonetic = None;
    for row in sheet.rows() {
        for cell in row.cells() {
            if cell.has_phonetic_text() {
                phonetic.get_or_insert(cell.address());
            }
            match cell.value() {
                CellValue::UnknownFormula => {
                    findings.add(Rule::FormulaWithoutResult, cell.address(), &[]);
                }
                CellValue::Error(text) => {
                    findings.add(Rule::ErrorValue, cell.address(), &[("text", text.into())]);
                }
                CellValue::Text(text) => {
                    let found = text.chars().find(|character| is_private(*character));
                    if let Some(character) = found {
                        let code = format!("U+{:04X}", u32::from(character));
                        let values = [("code", code.as_str().into()), ("text", text.into())];
                        findings.add(Rule::PrivateCharacter, cell.address(), &values);
                    }
                }
                _ => {}
            }
        }
    }
    if let Some(cell) = phonetic {
        let count = ("count", sheet.phonetic_count().into());
        findings.add(Rule::PhoneticText, cell, &[count]);
    }
}

/// 外字: the private use areas of Unicode.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}
