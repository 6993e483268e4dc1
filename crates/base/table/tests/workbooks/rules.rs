//! Every rule about spreadsheets, against its own good and bad fixture.

use crate::fixture;
use serde_json::Value;
use tosei_document::{Collector, Report};
use tosei_table::{
    ReadOptions, Workbook,
    layout::{
        SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules, read_date_cell,
        read_number_cell, read_symbol, report_workbook,
    },
};
use tosei_types::Language;

fn bytes(example: &Value) -> Vec<u8> {
    if let Some(csv) = example["csv"].as_str() {
        return csv.as_bytes().to_vec();
    }
    match example["csv_hex"].as_str() {
        Some(hex) => (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2).unwrap(), 16).unwrap())
            .collect(),
        None => fixture::workbook(example),
    }
}

/// Reads the example as a table with the columns 件数, 期日 and 可否.
pub(crate) fn report(file: &[u8]) -> Report {
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue).unwrap();
    let mut collector = Collector::new(catalogue);
    let book = Workbook::read(file, &ReadOptions::default()).unwrap();
    report_workbook(&book, &rules, &mut collector);
    for sheet in book.sheets() {
        let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
        let Some(table) = SheetTable::read(sheet, None, &mut findings) else {
            continue;
        };
        for (position, column) in table.columns().iter().enumerate() {
            if column.name() == "件数" {
                table.check_sums(position, &mut findings);
            }
            for row in table.entries() {
                let cell = row.cell(position).unwrap();
                let (value, text) = (cell.value(), cell.text());
                match column.name() {
                    "件数" => {
                        read_number_cell(value).report(cell.address(), &text, &mut findings);
                    }
                    "期日" => read_date_cell(value, sheet.date_system()).report(
                        cell.address(),
                        &text,
                        &mut findings,
                    ),
                    "可否" => {
                        if let Some(symbol) = read_symbol(&text) {
                            symbol.report(cell.address(), &text, &mut findings);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    collector.into_report()
}

#[test]
fn every_rule_holds_for_its_good_and_not_for_its_bad_example() {
    let catalogue = SpreadsheetRule::catalogue();
    assert_eq!(catalogue.rules().len(), SpreadsheetRule::ALL.len());
    for (rule, known) in catalogue.rules().iter().zip(SpreadsheetRule::ALL) {
        assert_eq!(rule.code, known.code());
        let good = report(&bytes(&rule.good));
        assert_eq!(good.count_of(&rule.code), 0, "{}: {good:?}", rule.code);
        let bad = report(&bytes(&rule.bad));
        assert_eq!(bad.count_of(&rule.code), 1, "{}: {bad:?}", rule.code);
        let found = bad
            .findings()
            .iter()
            .find(|found| *found.rule == *rule.code)
            .unwrap();
        for language in [Language::Ja, Language::En] {
            let sentence = catalogue.sentence(found, language);
            assert!(!sentence.contains('{'), "{sentence}");
            if rule.bad.get("rows").is_some() {
                assert!(sentence.contains("調査票!"), "{sentence}");
            }
        }
    }
}
