//! Every rule about registers and worksheets, against its own good and bad fixture.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod instruments;
mod places;
mod reviews;

use serde_json::Value;
use tosei_analog_regs::register::{CheckLists, read_register, rules};
use tosei_analog_regs::worksheet::{WorksheetRow, read_worksheet, worksheet_rules};
use tosei_analog_regs::{ClauseRegister, check_register_with, sample};
use tosei_document::{Catalogue, Collector, Limits, Report, Severity};
use tosei_table::{ReadOptions, Workbook};
use tosei_types::Language;

fn of_register(fixture: &Value) -> Report {
    let mut sink = Collector::new(rules());
    let text = fixture.to_string();
    let read = read_register(text.as_bytes(), &Limits::default(), &mut sink).unwrap();
    assert_eq!(ClauseRegister::from_json(&text).unwrap(), read.register);
    let calendar = sample::calendar().unwrap();
    let mut lists = CheckLists::standard();
    lists.calendar = Some(&calendar);
    check_register_with(&read.register, lists, rules(), &mut sink);
    sink.into_report()
}

/// A fixture names the cells of one row by their headers; the other cells are empty.
fn of_worksheet(fixture: &Value) -> Report {
    let row = WorksheetRow::new("C-1".parse().unwrap());
    let written = String::from_utf8(WorksheetRow::write_csv(&[row]).unwrap()).unwrap();
    let header = written
        .lines()
        .find(|line| line.starts_with("条項ID,"))
        .unwrap();
    let cells = header
        .split(',')
        .map(|header| fixture[header].as_str().unwrap_or(""));
    let csv = format!("{header}\n{}\n", cells.collect::<Vec<_>>().join(","));
    let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
    read_worksheet(&book).unwrap().report
}

fn hold(own: &str, all: &Catalogue, clean: bool, findings: fn(&Value) -> Report) -> usize {
    let own = Catalogue::from_json(own).unwrap();
    for rule in own.rules() {
        let bad = findings(&rule.bad);
        assert!(bad.count_of(&rule.code) > 0, "{}: {bad:#?}", rule.code);
        let good = findings(&rule.good);
        assert_eq!(good.count_of(&rule.code), 0, "{}: {good:#?}", rule.code);
        if clean {
            assert_eq!(good.count(Severity::Error), 0, "{}: {good:#?}", rule.code);
        }
        for finding in bad.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = all.sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", rule.code);
            }
        }
    }
    own.rules().len()
}

#[test]
fn rules_about_registers_hold_and_break() {
    let own = include_str!("../../data/rules/clause.json");
    assert!(hold(own, rules(), true, of_register) >= 20);
}

#[test]
fn rules_about_worksheets_hold_and_break() {
    let own = include_str!("../../data/rules/worksheet.json");
    assert_eq!(hold(own, worksheet_rules(), false, of_worksheet), 5);
}

#[test]
fn the_good_register_has_no_finding_at_all() {
    let own = Catalogue::from_json(include_str!("../../data/rules/clause.json")).unwrap();
    let report = of_register(&own.rules()[0].good);
    assert!(report.is_clean(), "{report:#?}");
}

#[test]
fn an_impossible_transition_names_both() {
    let own = Catalogue::from_json(include_str!("../../data/rules/clause.json")).unwrap();
    let rule = own.rule("analog_regs.review.transition").unwrap();
    let report = of_register(&rule.bad);
    let code = "analog_regs.review.transition";
    let finding = report
        .findings()
        .iter()
        .find(|one| &*one.rule == code)
        .unwrap();
    assert_eq!(finding.place.to_string(), "/clauses/0/review/history/1");
    let sentence = rules().sentence(finding, Language::En);
    assert_eq!(
        sentence,
        "/clauses/0/review/history/1: `amended` cannot follow `in_work`"
    );
}

/// The 7項目 of the national review are the first seven categories; 記録媒体 was added, and the rest is other.
#[test]
fn seven_categories_are_the_seven_items() {
    let of = |wanted: bool| -> Vec<&str> {
        let all = tosei_analog_regs::Categories::standard().iter();
        all.filter(|one| one.seven_items == wanted)
            .map(|one| one.id.as_str())
            .collect()
    };
    assert_eq!(
        of(true),
        [
            "visual_inspection",
            "on_site_audit",
            "periodic_inspection",
            "permanent_presence",
            "in_person_training",
            "written_posting",
            "visiting_perusal"
        ]
    );
    assert_eq!(of(false), ["recording_medium", "other"]);
}
