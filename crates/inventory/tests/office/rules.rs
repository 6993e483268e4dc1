//! Every rule about offices' tables, against its own good and bad fixture.
//!
//! A fixture is `{"rows": [[…]]}`, with merged areas and further sheets, read with one mapping.

use crate::book::{bytes, mapping_with, merge, open, put_rows, read};
use rust_xlsxwriter::Workbook as Writer;
use serde::Deserialize;
use tosei_document::{Catalogue, Report};
use tosei_inventory::office_table::{OfficeTable, SheetRows};
use tosei_types::Language;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Fixture {
    rows: Vec<Vec<String>>,
    merged: Vec<String>,
    sheet_name: Option<String>,
    hidden_sheet: Option<String>,
    other_sheet: Option<String>,
    mapped_sheet: Option<String>,
    blank_means_above: bool,
}

impl Fixture {
    fn bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet();
        if let Some(name) = &self.sheet_name {
            sheet.set_name(name).unwrap();
        }
        for area in &self.merged {
            merge(sheet, area);
        }
        put_rows(sheet, &self.rows);
        for (name, hidden) in [(&self.hidden_sheet, true), (&self.other_sheet, false)] {
            let Some(name) = name else { continue };
            let other = writer.add_worksheet();
            other.set_name(name).unwrap();
            other.set_hidden(hidden);
            put_rows(other, &[vec!["架空".to_owned()]]);
        }
        bytes(writer)
    }

    fn run(&self) -> (OfficeTable, Report) {
        let mapping = mapping_with(|json| {
            let sheet = &mut json["sheets"][0];
            sheet["columns"][0]["blank_means_above"] = self.blank_means_above.into();
            let first = self.rows.first().cloned().unwrap_or_default();
            let columns = sheet["columns"].as_array_mut().unwrap();
            for (header, field) in [("ID", "procedure_id"), ("年度", "volume_year")] {
                if first.iter().any(|text| text == header) {
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
