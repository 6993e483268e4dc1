//! Every rule about offices' tables, against its own good and bad fixture.
//!
//! A fixture is `{"rows": [[…]]}` with what stands around the cells (`merged`, `hidden_rows`,
//! `comments`, `colours`, `phonetic`, further sheets), or `{"csv": "…"}`, or `{"csv_hex": "…"}`.

use crate::book::{
    bytes, colour, comment, mapping_with, merge, open, put, put_rows, read, with_reading,
};
use rust_xlsxwriter::{Formula, Workbook as Writer};
use serde::Deserialize;
use std::collections::BTreeMap;
use tosei_document::{Catalogue, Report};
use tosei_inventory::office_table::{OfficeTable, SheetRows};
use tosei_types::Language;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Fixture {
    rows: Vec<Vec<Cell>>,
    csv: Option<String>,
    csv_hex: Option<String>,
    merged: Vec<String>,
    hidden_rows: Vec<u32>,
    comments: BTreeMap<String, String>,
    colours: Vec<String>,
    phonetic: bool,
    sheet_name: Option<String>,
    hidden_sheet: Option<String>,
    other_sheet: Option<String>,
    mapped_sheet: Option<String>,
    blank_means_above: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Cell {
    Text(String),
    Error { error: String },
}

impl Fixture {
    fn bytes(&self) -> Vec<u8> {
        if let Some(csv) = &self.csv {
            return csv.clone().into_bytes();
        }
        if let Some(hex) = &self.csv_hex {
            let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
            return (0..hex.len() / 2).map(byte).collect();
        }
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet();
        if let Some(name) = &self.sheet_name {
            sheet.set_name(name).unwrap();
        }
        for area in &self.merged {
            merge(sheet, area);
        }
        for (row, cells) in (0u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) if text.is_empty() => {}
                    Cell::Text(text) => put(sheet, row, column, text),
                    Cell::Error { error } => {
                        let formula = Formula::new("=A1").set_result(error);
                        sheet.write_formula(row, column, formula).unwrap();
                    }
                }
            }
        }
        for row in &self.hidden_rows {
            sheet.set_row_hidden(row - 1).unwrap();
        }
        for (cell, text) in &self.comments {
            comment(sheet, cell, text);
        }
        for cell in &self.colours {
            colour(sheet, cell, "印鑑登録申請");
        }
        for (name, hidden) in [(&self.hidden_sheet, true), (&self.other_sheet, false)] {
            let Some(name) = name else { continue };
            let other = writer.add_worksheet();
            other.set_name(name).unwrap();
            other.set_hidden(hidden);
            put_rows(other, &[vec!["架空".to_owned()]]);
        }
        let bytes = bytes(writer);
        if self.phonetic {
            return with_reading(&bytes, "印鑑登録申請", "インカントウロクシンセイ");
        }
        bytes
    }

    fn run(&self) -> (OfficeTable, Report) {
        let mapping = mapping_with(|json| {
            let sheet = &mut json["sheets"][0];
            sheet["columns"][0]["blank_means_above"] = self.blank_means_above.into();
            let first: Vec<&str> = match self.rows.first() {
                Some(row) => row
                    .iter()
                    .map(|cell| match cell {
                        Cell::Text(text) => text.as_str(),
                        Cell::Error { .. } => "",
                    })
                    .collect(),
                None => Vec::new(),
            };
            let columns = sheet["columns"].as_array_mut().unwrap();
            for (header, field) in [("ID", "procedure_id"), ("年度", "volume_year")] {
                if first.contains(&header) {
                    columns.push(serde_json::json!({"header": header, "field": field}));
                }
            }
            if let Some(name) = &self.mapped_sheet {
                sheet["sheet"] = name.as_str().into();
            }
        });
        read(&open(&self.bytes()), &mapping)
    }
}

fn own_rules() -> Catalogue {
    Catalogue::from_json(include_str!("../../data/rules/office.json")).unwrap()
}

#[test]
fn a_bad_fixture_breaks_its_rule_and_a_good_one_does_not() {
    for rule in own_rules().rules() {
        let run = |value: &serde_json::Value| {
            let fixture: Fixture = serde_json::from_value(value.clone()).unwrap();
            fixture.run()
        };
        let (table, bad) = run(&rule.bad);
        assert!(bad.count_of(&rule.code) > 0, "{}: {bad:#?}", rule.code);
        assert!(
            table.totals.rows.iter().all(SheetRows::adds_up),
            "{}",
            rule.code
        );
        let (_, good) = run(&rule.good);
        assert_eq!(good.count_of(&rule.code), 0, "{}: {good:#?}", rule.code);
    }
}

#[test]
fn every_sentence_is_complete_in_both_languages_and_names_its_cell() {
    for rule in own_rules().rules() {
        let fixture: Fixture = serde_json::from_value(rule.bad.clone()).unwrap();
        let (_, report) = fixture.run();
        let own = report
            .findings()
            .iter()
            .filter(|finding| *finding.rule == *rule.code);
        for finding in own {
            for language in [Language::Ja, Language::En] {
                let sentence = OfficeTable::catalogue().sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", rule.code);
            }
            assert!(
                finding.place.to_string().contains(char::is_numeric),
                "{}",
                rule.code
            );
        }
    }
}
