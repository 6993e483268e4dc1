//! Forms as sections return them: shifted, renamed, cut, filled in otherwise than asked.
#![cfg(feature = "csv")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_document::{Collector, Report};
use tosei_table::{Form, FormReading, FormRows, FormValue, ReadOptions, Workbook, form_rules};
use tosei_types::Language;

const HEADER: &str = "手続ID,手続名,類型,年間件数,基準日,電子申請,実施状況,提出方法";
const IDENTITY: &str =
    "様式ID：fixture／版：2026-1／シート：main／提出期限：2026-08-31／記入課：市民課（架空）";
const ROW: &str = "P-1,申請,2,12,2026-03-31,はい,1 実施済,1、2";

fn form() -> Form {
    Form::from_json(include_str!("form/fixture.json")).unwrap()
}

fn read(file: &str, issued: Option<&FormRows>) -> (FormReading, Report) {
    let book = Workbook::read(file.as_bytes(), &ReadOptions::default()).unwrap();
    let mut findings = Collector::new(form_rules());
    let reading = form().read(&book, issued, &mut findings);
    (reading, findings.into_report())
}

/// Rule and place of each finding.
fn said(report: &Report) -> Vec<String> {
    let line = |finding: &tosei_document::Finding| {
        let rule = finding.rule.strip_prefix("table.form.").unwrap();
        format!("{rule} {}", finding.place)
    };
    report.findings().iter().map(line).collect()
}

fn text(text: &str) -> Option<FormValue> {
    Some(FormValue::Text(text.to_owned()))
}

#[test]
fn the_table_may_stand_anywhere_near_the_top() {
    let (reading, report) = read(
        &format!("市民課です,,\n\n,{IDENTITY}\n\n,,{HEADER}\n,,{ROW}\n"),
        None,
    );
    assert_eq!(said(&report), Vec::<String>::new());
    assert_eq!(reading.rows.section.as_deref(), Some("市民課（架空）"));
    assert_eq!(reading.rows.sheets[0].len(), 1);
    assert_eq!(reading.sheets[0].address(0, 0).unwrap().to_string(), "C6");
}

#[test]
fn an_inserted_column_is_named_and_moves_nothing() {
    let header = HEADER.replace("手続名,", "手続名,係のメモ,");
    let row = ROW.replace("申請,", "申請,急ぎ,");
    let (reading, report) = read(&format!("{IDENTITY}\n{header}\n{row}\n"), None);
    assert_eq!(said(&report), ["column_extra C2"]);
    assert_eq!(reading.rows.sheets[0][0][3], Some(FormValue::Count(12)));
}

#[test]
fn a_missing_column_is_unknown_in_every_row_and_said_once() {
    let header = HEADER.replace("年間件数,", "");
    let row = ROW.replace("12,", "");
    let (reading, report) = read(&format!("{IDENTITY}\n{header}\n{row}\n{row}\n"), None);
    assert_eq!(said(&report), ["column_missing A2", "row_repeated A4"]);
    assert_eq!(reading.rows.sheets[0][0][3], None);
    assert_eq!(
        reading.rows.sheets[0][0][4].as_ref().unwrap().code(),
        "date"
    );
}

#[test]
fn a_header_that_was_overwritten_is_taken_by_its_neighbours() {
    let (reading, report) = read(
        &format!("{IDENTITY}\n{}\n{ROW}\n", HEADER.replace("類型", "分類")),
        None,
    );
    assert_eq!(said(&report), ["header_changed C2"]);
    assert_eq!(
        reading.rows.sheets[0][0][2],
        Some(FormValue::Code("2".into()))
    );
    // The last column, and an empty header.
    let (reading, report) = read(
        &format!("{IDENTITY}\n{}\n{ROW}\n", HEADER.replace("提出方法", "")),
        None,
    );
    assert_eq!(said(&report), ["header_changed H2"]);
    assert_eq!(
        reading.rows.sheets[0][0][7].as_ref().unwrap().code(),
        "codes"
    );
}

#[test]
fn half_of_the_headers_make_a_header_row_and_fewer_do_not() {
    let four = "手続ID,手続名,類型,年間件数,a,b,c,d";
    let (reading, _) = read(&format!("{IDENTITY}\n{four}\n{ROW}\n"), None);
    assert!(reading.sheets[0].found);
    assert_eq!(reading.rows.sheets[0].len(), 1);
    let three = "手続ID,手続名,類型,x,a,b,c,d";
    let (reading, report) = read(&format!("{IDENTITY}\n{three}\n{ROW}\n"), None);
    assert!(!reading.sheets[0].found);
    assert_eq!(said(&report), ["header_missing A1"]);
}

#[test]
fn what_was_sent_out_is_compared_by_its_key() {
    let row = |id: &str| {
        let mut row = vec![text(id), text("申請"), Some(FormValue::Code("2".into()))];
        row.resize(8, None);
        row
    };
    let issued = FormRows::single(None, vec![row("P-1"), row("P-2"), row("P-3")]);
    let file = format!(
        "{IDENTITY}\n{HEADER}\n{ROW}\n{}\n{}\n",
        ROW.replace("P-1,申請,2", "P-2,改名,1"),
        ROW.replace("P-1", "P-9")
    );
    let (reading, report) = read(&file, Some(&issued));
    // The name is the section's to change; the class is not.
    assert_eq!(
        said(&report),
        ["locked_changed C4", "row_missing A2", "row_added A5"]
    );
    assert_eq!(report.findings()[1].subject.as_deref(), Some("P-3"));
    assert_eq!(reading.rows.sheets[0].len(), 3);
}

#[test]
fn every_wrong_cell_is_named_and_no_value_is_guessed() {
    let row = "P-1,,3,約300,年度末,一部,1 未実施,1、9";
    let (reading, report) = read(&format!("{IDENTITY}\n{HEADER}\n{row}\n"), None);
    let mut found = said(&report);
    found.sort();
    assert_eq!(
        found,
        [
            "code_contradiction G3",
            "code_unknown C3",
            "code_unknown H3",
            "count_inexact D3",
            "date_unreadable E3",
            "required_missing B3",
            "yes_no_unreadable F3",
        ]
    );
    assert_eq!(
        reading.rows.sheets[0][0],
        [text("P-1"), None, None, None, None, None, None, None]
    );
    for finding in report.findings() {
        assert_eq!(finding.subject.as_deref(), Some("P-1"));
        for language in [Language::Ja, Language::En] {
            let sentence = form_rules().sentence(finding, language);
            assert!(
                sentence.starts_with(&finding.place.to_string()),
                "{sentence}"
            );
        }
    }
}

#[test]
fn another_form_or_version_is_said_once_and_still_read() {
    for (identity, rule) in [
        (IDENTITY.replace("2026-1", "2025-1"), "other_version A1"),
        (IDENTITY.replace("fixture", "other"), "other_form A1"),
    ] {
        let (reading, report) = read(&format!("{identity}\n{HEADER}\n{ROW}\n"), None);
        assert_eq!(said(&report), [rule]);
        assert_eq!(reading.rows.sheets[0].len(), 1);
    }
    let (reading, report) = read(&format!("{HEADER}\n{ROW}\n"), None);
    assert_eq!(
        said(&report),
        ["identity_missing the document"]
            .map(|s| s.replace("the document", &report.findings()[0].place.to_string()))
    );
    assert_eq!(reading.id, None);
}

#[test]
fn empty_rows_and_rows_without_an_answer_are_no_rows() {
    let (reading, report) = read(
        &format!("{IDENTITY}\n{HEADER}\n,,,,,,,\n{ROW}\n , ,,,,,,\n"),
        None,
    );
    assert_eq!(said(&report), Vec::<String>::new());
    assert_eq!(reading.sheets[0].row_numbers, [4]);
}

#[test]
fn a_returned_file_without_anything_is_no_answer() {
    let (reading, report) = read("メールで回答します\n", None);
    assert_eq!(reading.rows.len(), 0);
    assert_eq!(report.count_of("table.form.header_missing"), 1);
}
