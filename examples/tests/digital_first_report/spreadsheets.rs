//! An office's own spreadsheets, and several files as one inventory.

use crate::{
    beside::text_of,
    fixtures::{INVENTORY, file, folder, options, report_on},
    html::read,
};
use serde_json::{Value, json};
use std::path::PathBuf;
use tosei_examples::digital_first_report::{Failure, Options, make, report::SourceKind};
use tosei_inventory::sample;

fn returned() -> (PathBuf, PathBuf) {
    let folder = folder("returned");
    let [book, ..] = sample::mihon_returned_files();
    let path = folder.join(book.0);
    std::fs::write(&path, book.1).unwrap();
    let mapping = folder.join("mapping.json");
    std::fs::write(&mapping, sample::mihon_mapping_json()).unwrap();
    (path, mapping)
}

#[test]
fn a_real_spreadsheet_is_read_by_its_mapping() {
    let (path, mapping) = returned();
    let options = Options {
        mapping: Some(mapping),
        ..options(&path)
    };
    let files = make(&options, &()).unwrap();
    let report = &files.report;
    assert_eq!(report.source.kind, SourceKind::OfficeTable);
    assert_eq!(report.source.counts.procedures, Some(5));
    let office = report.source.office.as_ref().unwrap();
    assert_eq!(office.cases_known.unwrap().get(), 3_379);
    assert_eq!(office.cases_exact.unwrap().get(), 3_079);
    assert_eq!(office.volumes_unknown, 2);
    let done = &report.rates[0];
    assert_eq!((done.numerator, done.denominator), (Some(3), Some(5)));
    assert_eq!(done.high.unwrap().numerator, 4); // △ is not guessed
    let findings = text_of(&files, "findings.csv");
    for cell in ["!A4", "!C5", "!E5", "!D8"] {
        assert!(findings.contains(cell), "{cell}");
    }
    let page = read(&files.page).text;
    assert!(page.contains("判明している件数は3,379（うち概数300）、件数不明は2行です"));
    assert!(page.contains("記号「△」（1箇所）"));
    assert!(page.contains("調査票!C7") && page.contains("一致"));
}

#[test]
fn without_a_mapping_a_proposal_is_made_and_nothing_guessed() {
    let (path, _) = returned();
    let Err(Failure::NeedsMapping { proposal, .. }) = report_on(&path) else {
        panic!("a spreadsheet is not guessed");
    };
    let out = folder("proposal-out");
    proposal.write(&out).unwrap();
    let written = std::fs::read_to_string(out.join("mapping_proposal.json")).unwrap();
    let mut document: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(document["status_date"], Value::Null);
    // As it stands it is no mapping: what no header says is missing.
    let with = |mapping: PathBuf| Options {
        mapping: Some(mapping),
        ..options(&path)
    };
    assert!(make(&with(out.join("mapping_proposal.json")), &()).is_err());
    document["status_date"] = json!("2025-06-30");
    document["body"]["name"] = json!("見本市（架空）");
    if document["volume"].is_object() {
        document["volume"]["fiscal_year"] = json!("2024");
    }
    let filled = out.join("filled.json");
    std::fs::write(&filled, document.to_string()).unwrap();
    let files = make(&with(filled), &()).unwrap();
    assert_eq!(files.report.source.counts.procedures, Some(5));
    // A second proposal keeps what somebody wrote into the first one.
    std::fs::write(out.join("mapping_proposal.json"), "mine").unwrap();
    proposal.write(&out).unwrap();
    let kept = std::fs::read_to_string(out.join("mapping_proposal.previous.json")).unwrap();
    assert_eq!(kept, "mine");
}

#[test]
fn several_spreadsheets_are_one_inventory() {
    let folder = folder("several-books");
    let mut inventories = Vec::new();
    for (name, section, done) in [("甲.csv", "甲課", "○"), ("乙.csv", "乙課", "×")] {
        let path = folder.join(name);
        let text = format!("所管課,手続名,オンライン\n{section},{section}の申請,{done}\n");
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
        std::fs::write(&path, bytes).unwrap();
        inventories.push(path);
    }
    let mapping = folder.join("mapping.json");
    std::fs::write(&mapping, json!({
        "format": "tosei-office-mapping", "format_version": 1, "fictional": true,
        "body": {"name": "小見本町（架空）"}, "status_date": "2025-06-30",
        "row_unit": "procedure", "default_kind": "application", "id_rule": "by_name",
        "sheets": [{"columns": [
            {"header": "所管課", "field": "organisation"},
            {"header": "手続名", "field": "procedure_name"},
            {"header": "オンライン", "field": "online_status"}]}],
        "values": {"online_status": [{"text": "○", "means": "done"}, {"text": "×", "means": "not_done"}]}
    }).to_string()).unwrap();
    let options = Options {
        inventories,
        mapping: Some(mapping),
        ..Options::default()
    };
    let report = make(&options, &()).unwrap().report;
    assert_eq!(report.source.file_name, "甲.csv + 乙.csv");
    assert_eq!(
        (report.rates[0].numerator, report.rates[0].denominator),
        (Some(1), Some(2))
    );
}

#[test]
fn parts_of_an_inventory_make_a_whole() {
    let part = |at: &[usize]| {
        let mut document: Value = serde_json::from_str(INVENTORY).unwrap();
        let all = document["processes"].as_array().unwrap().clone();
        document["processes"] = at.iter().map(|at| all[*at].clone()).collect();
        if at[0] > 0 {
            document["touchpoints"] = json!([]);
        }
        document.to_string()
    };
    let path = file("parts", "one.json", part(&[0, 1]));
    let other = path.with_file_name("two.json");
    std::fs::write(&other, part(&[2, 3, 4])).unwrap();
    let options = Options {
        inventories: vec![path.clone(), other],
        ..Options::default()
    };
    let together = make(&options, &()).unwrap().report;
    let whole = report_on(&file("parts-whole", "whole.json", INVENTORY))
        .unwrap()
        .report;
    assert_eq!(together.rates, whole.rates);
    assert_eq!(together.groupings, whole.groupings);
    assert_eq!(together.source.counts, whole.source.counts);
}

/// 60 procedures, one person, no volumes, no organisations.
#[test]
fn a_small_municipality_gets_a_useful_page() {
    let mut csv = String::from("手続名,オンライン,担当\n");
    for number in 1..=60 {
        let status = if number % 4 == 0 { "○" } else { "×" };
        csv.push_str(&format!("手続その{number}の申請,{status},村役場\n"));
    }
    let path = file("village", "一覧.csv", csv);
    let mapping = path.with_file_name("mapping.json");
    std::fs::write(&mapping, json!({
        "format": "tosei-office-mapping", "format_version": 1, "fictional": true,
        "body": {"name": "小見本村（架空）"}, "status_date": "2025-06-30",
        "row_unit": "procedure", "default_kind": "application", "id_rule": "by_name",
        "sheets": [{"columns": [
            {"header": "手続名", "field": "procedure_name"},
            {"header": "オンライン", "field": "online_status"},
            {"header": "担当", "field": "organisation"}]}],
        "values": {"online_status": [{"text": "○", "means": "done"}, {"text": "×", "means": "not_done"}]}
    }).to_string()).unwrap();
    let options = Options {
        mapping: Some(mapping),
        ..options(&path)
    };
    let files = make(&options, &()).unwrap();
    let done = &files.report.rates[0];
    assert_eq!((done.numerator, done.denominator), (Some(15), Some(60)));
    assert_eq!(done.percent.as_deref(), Some("25.0"));
    let cases = files
        .report
        .rates
        .iter()
        .find(|rate| rate.id.as_str() == "cases.online")
        .unwrap();
    assert!(cases.cannot_be_said.is_some(), "no volumes are not 0 %");
    assert!(!files.report.answer_sheets.is_empty());
    let page = read(&files.page).text;
    assert!(page.contains("60プロセスのうち15、25.0％です"));
    assert!(page.contains("この資料からは言えない率"));
}
