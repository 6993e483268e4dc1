//! Wrong spreadsheets, and what does not belong to the inventory: one clear sentence each.

use crate::{
    fixtures::{INVENTORY, SURVEY, file, folder, options, report_on},
    wrong_input::sentences,
};
use serde_json::{Value, json};
use std::{io::Write, path::Path};
use tosei_document::Explain;
use tosei_examples::digital_first_report::{Failure, Options, make};
use tosei_inventory::sample;

const MAPPING: &str = r#"{"format": "tosei-office-mapping", "format_version": 1,
    "body": {"name": "小見本町（架空）"}, "status_date": "2025-06-30", "row_unit": "procedure",
    "default_kind": "application", "id_rule": "by_name",
    "sheets": [{"columns": [{"header": "手続名", "field": "procedure_name"}]}]}"#;

/// A file beside another one in the folder of a test.
fn beside(path: &Path, name: &str, content: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = path.with_file_name(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn refused(options: &Options, name: &str, code: &str, words: (&str, &str)) {
    let failure: Failure = make(options, &()).unwrap_err();
    assert_eq!(failure.code(), code, "{failure:?}");
    sentences(&failure, name, words);
}

fn book_refused(test: &str, content: &[u8], code: &str, words: (&str, &str)) {
    let failure = report_on(&file(test, "調査票.xlsx", content)).unwrap_err();
    assert_eq!(failure.code(), code, "{failure:?}");
    sentences(&failure, "調査票.xlsx", words);
}

/// A container of the old kind with a stream of a name.
fn old_container(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(1_024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4_096, 0);
    bytes
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let how = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, how).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn workbooks_that_are_none() {
    let sheet = "table.not_a_spreadsheet";
    book_refused("old", &old_container("Workbook"), sheet, (".xls", ".xls"));
    let [.., old] = sample::mihon_returned_files();
    book_refused("old-sample", old.1, sheet, (".xls", ".xls"));
    book_refused(
        "locked",
        &old_container("EncryptedPackage"),
        sheet,
        ("パスワード", "password"),
    );
    let page = b"<html><table><tr><td>1</td></tr></table></html>";
    book_refused("page", page, sheet, ("Web ページ", "web page"));
    let [(_, book), ..] = sample::mihon_returned_files();
    let cut = &book[..book.len() / 2];
    book_refused(
        "truncated",
        cut,
        "table.damaged_workbook",
        ("壊れています", "broken"),
    );
    let other = zipped(&[("a.txt", b"hello")]);
    book_refused("zip", &other, sheet, ("ZIP", "ZIP"));
}

#[test]
fn a_zip_bomb_is_not_opened() {
    // A part of blanks, which packs to less than a thousandth.
    let zeros = vec![b' '; 24 << 20];
    let bomb = zipped(&[
        (
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("xl/workbook.xml", &zeros),
    ]);
    let failure = report_on(&file("bomb", "調査票.xlsx", bomb)).unwrap_err();
    assert_eq!(failure.code(), "table.unpacks_too_large", "{failure:?}");
    sentences(&failure, "調査票.xlsx", ("上限", "limit"));
}

#[test]
fn a_mapping_that_does_not_fit() {
    let path = file("mapping", "一覧.csv", "名称,件数\n転入届,12\n");
    let with = |mapping: &str| Options {
        mapping: Some(beside(&path, "mapping.json", mapping)),
        ..options(&path)
    };
    let code = "report.attachment.no_table";
    refused(
        &with(MAPPING),
        "一覧.csv",
        code,
        ("見出しを持つシートがない", "No sheet of"),
    );
    let unreadable = "report.attachment.unreadable";
    let unknown = MAPPING.replace("procedure_name", "procedure_title");
    refused(
        &with(&unknown),
        "mapping.json",
        unreadable,
        ("procedure_title", "procedure_title"),
    );
    let key = MAPPING.replace("\"row_unit\"", "\"row_units\"");
    refused(
        &with(&key),
        "mapping.json",
        unreadable,
        ("row_units", "row_units"),
    );
    let null = MAPPING.replace("\"2025-06-30\"", "null");
    refused(
        &with(&null),
        "mapping.json",
        unreadable,
        ("対応表", "mapping"),
    );
    refused(
        &with("{}"),
        "mapping.json",
        unreadable,
        ("対応表", "mapping"),
    );
    // Nothing but a spreadsheet needs one.
    let inventory = file("mapping-json", "inventory.json", INVENTORY);
    let unneeded = Options {
        mapping: Some(beside(&inventory, "mapping.json", MAPPING)),
        ..options(&inventory)
    };
    let code = "report.attachment.not_needed";
    refused(
        &unneeded,
        "inventory.json",
        code,
        ("--mapping", "--mapping"),
    );
    let survey = file("mapping-survey", "survey.csv", SURVEY);
    let unneeded = Options {
        mapping: unneeded.mapping,
        ..options(&survey)
    };
    refused(&unneeded, "survey.csv", code, ("--mapping", "--mapping"));
}

#[test]
fn a_spreadsheet_without_a_mapping_says_what_to_do() {
    let path = file("needs", "一覧.csv", "手続名,件数\n転入届,12\n");
    let words = ("mapping_proposal.json", "mapping_proposal.json");
    refused(&options(&path), "一覧.csv", "report.needs_mapping", words);
}

fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut document: Value = serde_json::from_str(INVENTORY).unwrap();
    document["status_date"] = json!("2025-03-31");
    change(&mut document);
    document.to_string()
}

#[test]
fn an_earlier_snapshot_that_is_none() {
    let path = file("previous", "inventory.json", INVENTORY);
    let with = |previous: String| Options {
        previous: Some(beside(&path, "earlier.json", previous)),
        ..options(&path)
    };
    let name = "earlier.json";
    let other = changed(|document| document["body"] = json!({"name": "隣町（架空）"}));
    refused(
        &with(other),
        name,
        "report.attachment.other_body",
        ("隣町（架空）", "隣町（架空）"),
    );
    let code = "report.attachment.not_earlier";
    for day in ["2025-06-30", "2025-07-01"] {
        let later = changed(|document| document["status_date"] = json!(day));
        refused(&with(later), name, code, (day, day));
    }
    refused(
        &with(SURVEY.to_owned()),
        name,
        "report.attachment.other_kind",
        ("棚卸調査", "survey"),
    );
    refused(
        &with("{}".to_owned()),
        name,
        "report.other_json",
        ("tosei-inventory", "tosei-inventory"),
    );
    let mut missing = options(&path);
    missing.previous = Some(path.with_file_name("none.json"));
    refused(
        &missing,
        "none.json",
        "report.not_found",
        ("見つかりません", "does not exist"),
    );
}

#[test]
fn what_needs_an_earlier_snapshot() {
    let path = file("needs-previous", "inventory.json", INVENTORY);
    let crosswalk = beside(&path, "crosswalk.json", sample::mihon_crosswalk_json());
    let alone = Options {
        crosswalk: Some(crosswalk),
        ..options(&path)
    };
    let code = "report.attachment.needs";
    refused(&alone, "--crosswalk", code, ("--previous", "--previous"));
    let alone = Options {
        method: Some("shapley".to_owned()),
        ..options(&path)
    };
    refused(&alone, "--method", code, ("--previous", "--previous"));
    let unknown = Options {
        method: Some("guess".to_owned()),
        ..Options::default()
    };
    let code = "report.attachment.unreadable";
    refused(
        &unknown,
        "guess",
        code,
        ("sequential / shapley", "sequential / shapley"),
    );
    let mut day = options(&path);
    day.round_as_of = Some("2025-07-01".parse().unwrap());
    refused(
        &day,
        "--round-as-of",
        "report.attachment.needs",
        ("--round", "--round"),
    );
}

#[test]
fn documents_that_are_something_else() {
    let path = file("other-documents", "inventory.json", INVENTORY);
    let other = beside(
        &path,
        "other.json",
        "{\"format\": \"something\", \"format_version\": 1}",
    );
    type Set = fn(&mut Options) -> &mut Option<std::path::PathBuf>;
    let set: [(&str, Set); 6] = [
        ("組織の新旧対応", |options| &mut options.crosswalk),
        ("突合の訂正", |options| &mut options.matching),
        ("照会の文書", |options| &mut options.round),
        ("指標の系列", |options| &mut options.series),
        ("除外の一覧", |options| &mut options.exemptions),
        ("公表値の一覧", |options| &mut options.published),
    ];
    for (what, set) in set {
        let mut with = options(&path);
        *set(&mut with) = Some(other.clone());
        refused(
            &with,
            "other.json",
            "report.attachment.unreadable",
            (what, "cannot be read as"),
        );
    }
}

const ROUND: &str = r#"{"format": "tosei-survey-round", "format_version": 1, "fictional": true, "id": "R7",
    "status_date": "2025-06-30", "issued_on": "2025-07-01", "due_on": "2025-07-31", "form_version": "1",
    "sections": [{"organisation": "jumin-ka", "name": "住民課"}, {"organisation": "zeimu-ka", "name": "税務課",
    "returns": [{"returned_on": "2025-07-10", "outcome": "accepted"}]}]}"#;

#[test]
fn a_round_of_something_else() {
    let path = file("round", "inventory.json", INVENTORY);
    let with = |round: &str| Options {
        round: Some(beside(&path, "round.json", round)),
        ..options(&path)
    };
    let files = make(&with(ROUND), &()).unwrap();
    assert_eq!(files.report.round.unwrap().totals.missing, 1);
    let name = "round.json";
    let others = ROUND
        .replace("jumin-ka", "a-ka")
        .replace("zeimu-ka", "b-ka");
    let code = "report.attachment.other_sections";
    refused(
        &with(&others),
        name,
        code,
        ("照会先が一つも", "No section of the round"),
    );
    let before = ROUND.replacen("2025-06-30", "2025-03-31", 1);
    refused(
        &with(&before),
        name,
        "report.attachment.round_before",
        ("2025-03-31", "2025-03-31"),
    );
    let mut early = with(ROUND);
    early.round_as_of = Some("2025-06-01".parse().unwrap());
    let code = "report.attachment.round_not_issued";
    refused(&early, name, code, ("2025-06-01", "2025-06-01"));
    let no_day = ROUND.replacen("2025-07-31", "2025-07-32", 1);
    refused(
        &with(&no_day),
        name,
        "report.attachment.unreadable",
        ("2025-07-32", "2025-07-32"),
    );
    // Days that contradict each other are findings.
    let swapped = ROUND.replacen("2025-07-31", "2025-06-20", 1);
    let files = make(&with(&swapped), &()).unwrap();
    let mut rules = files.report.findings.rules.iter();
    assert!(rules.any(|rule| rule.rule == "inventory.round.due_before_issue"));
    let survey = file("round-survey", "survey.csv", SURVEY);
    let options = Options {
        round: Some(beside(&survey, "round.json", ROUND)),
        ..options(&survey)
    };
    let code = "report.attachment.not_for_survey";
    refused(&options, "survey.csv", code, ("棚卸調査", "survey"));
}

#[test]
fn files_that_are_not_one_inventory() {
    let path = file("not-one", "one.json", INVENTORY);
    let two = |name: &str, content: &str| Options {
        inventories: vec![path.clone(), beside(&path, name, content)],
        ..Options::default()
    };
    let other_day = changed(|_| ());
    let code = "report.attachment.other_date";
    refused(
        &two("two.json", &other_day),
        "two.json",
        code,
        ("2025-03-31", "2025-03-31"),
    );
    let words = ("種類が違う", "of different kinds");
    refused(
        &two("two.csv", SURVEY),
        "two.csv",
        "report.mixed_kinds",
        words,
    );
    let survey = file("surveys", "one.csv", SURVEY);
    let surveys = Options {
        inventories: vec![survey.clone(), beside(&survey, "two.csv", SURVEY)],
        ..Options::default()
    };
    let code = "report.attachment.several_surveys";
    refused(&surveys, "two.csv", code, ("--previous", "--previous"));
}

#[test]
fn nothing_that_was_read_is_written_over() {
    let folder = folder("over");
    let previous = folder.join("changes.csv");
    std::fs::write(&previous, changed(|_| ())).unwrap();
    let path = folder.join("inventory.json");
    std::fs::write(&path, INVENTORY).unwrap();
    let options = Options {
        previous: Some(previous.clone()),
        ..options(&path)
    };
    let files = make(&options, &()).unwrap();
    let failure = files.write(&folder, &options.files()).unwrap_err();
    assert_eq!(failure.code(), "report.would_overwrite");
    assert!(!folder.join("index.html").exists());
}
