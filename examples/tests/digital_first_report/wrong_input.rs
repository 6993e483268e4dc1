//! Each wrong file: one clear sentence in each language, and never a panic.

use crate::fixtures::{INVENTORY, SURVEY, file, folder, report_on};
use std::path::Path;
use tosei_document::Explain;
use tosei_examples::digital_first_report::{Failure, Options, make};
use tosei_types::Language;

/// One sentence in each language that names the file and says `ja` and `en`.
pub(crate) fn sentences(failure: &Failure, name: &str, (ja, en): (&str, &str)) {
    let japanese = failure.sentence(Language::Ja);
    let english = failure.sentence(Language::En);
    assert!(japanese.contains(ja), "{japanese}");
    assert!(english.contains(en), "{english}");
    for sentence in [&japanese, &english] {
        assert!(sentence.contains(name), "{sentence}");
        assert!(!sentence.contains('\n'), "{sentence}");
        assert!(!sentence.contains("  "), "{sentence}");
    }
    assert_eq!(japanese.matches('。').count(), 1, "{japanese}");
    assert!(japanese.ends_with('。'), "{japanese}");
    assert!(
        english.ends_with('.') && !english.ends_with(".."),
        "{english}"
    );
    assert!(!english.contains(". "), "{english}");
}

fn refused(test: &str, name: &str, content: impl AsRef<[u8]>, code: &str, words: (&str, &str)) {
    let failure = report_on(&file(test, name, content)).unwrap_err();
    assert_eq!(failure.code(), code, "{failure:?}");
    sentences(&failure, name, words);
}

#[test]
fn a_wrong_path() {
    for path in ["no-such-file.csv", "no-such-folder/x.csv"] {
        let failure = report_on(&folder("path").join(path)).unwrap_err();
        assert_eq!(failure.code(), "report.not_found");
        sentences(&failure, path, ("見つかりません", "does not exist"));
    }
    // A file is no folder in which another could be.
    let inside = file("path-file", "a.csv", SURVEY).join("b.csv");
    assert_eq!(report_on(&inside).unwrap_err().code(), "report.not_found");
}

#[test]
fn a_folder() {
    let failure = report_on(&folder("folder")).unwrap_err();
    assert_eq!(failure.code(), "report.folder");
    sentences(&failure, "folder", ("フォルダーなので", "is a folder"));
}

#[test]
fn an_empty_file() {
    for (test, content) in [("empty", ""), ("mark", "\u{FEFF}"), ("blank", " \r\n\r\n")] {
        refused(
            test,
            "empty.csv",
            content,
            "table.empty",
            ("空のファイル", "is empty"),
        );
    }
}

#[test]
fn something_else_that_is_named_csv() {
    for (test, content, words) in [
        ("pdf", &b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"[..], ("PDF", "PDF")),
        ("xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ("XLS", "XLS")),
        ("html", b"<!DOCTYPE html><html>", ("Web", "web")),
        ("png", b"\x89PNG\r\n\x1A\n", ("画像", "picture")),
    ] {
        for name in ["list.csv", "list.xlsx"] {
            refused(test, name, content, "table.not_a_spreadsheet", words);
        }
    }
    let cut_off = b"PK\x03\x04\x14\0\x06\0";
    let words = ("壊れています", "broken");
    refused(
        "cut-xlsx",
        "list.xlsx",
        cut_off,
        "table.damaged_workbook",
        words,
    );
}

#[test]
fn a_table_without_the_columns_that_are_needed() {
    let words = ("手続類型", "手続プロセスID");
    let code = "report.columns";
    refused("columns", "list.csv", "番号,名前\n1,a\n", code, words);
    let one = SURVEY.replacen("手続類型", "類型", 1);
    refused(
        "one-column",
        "list.csv",
        one,
        "report.columns",
        ("足りない列：手続類型）", "missing: 手続類型)"),
    );
    let long = format!("{}\n1\n", "長い見出し".repeat(1_000));
    let failure = report_on(&file("long-header", "list.csv", long)).unwrap_err();
    assert!(failure.sentence(Language::Ja).chars().count() < 500);
}

#[test]
fn json_that_is_no_inventory() {
    let words = ("tosei-inventory", "tosei-inventory");
    for (test, content) in [
        ("json-object", r#"{"a": 1}"#),
        ("json-list", "[1, 2, 3]"),
        (
            "json-other",
            r#"{"format": "tosei-rate-definitions", "format_version": 1}"#,
        ),
        ("json-number-format", r#"{"format": 12}"#),
    ] {
        refused(test, "other.json", content, "report.other_json", words);
    }
}

#[test]
fn json_that_is_cut_off() {
    for cut in [2, 200, INVENTORY.len() / 2, INVENTORY.len() - 1] {
        let cut = INVENTORY.floor_char_boundary(cut);
        refused(
            "cut",
            "cut.json",
            &INVENTORY[..cut],
            "report.document",
            ("JSON として読めなく", "not well-formed JSON"),
        );
    }
    let code = report_on(&file("not-utf8", "x.json", b"{\"format\": \"\x83\x46\"}")).unwrap_err();
    assert_eq!(code.code(), "report.not_utf8");
    sentences(&code, "x.json", ("UTF-8 ではない", "is not UTF-8"));
}

#[test]
fn an_inventory_whose_frame_does_not_fit() {
    let later = INVENTORY.replacen("\"format_version\": 1", "\"format_version\": 9", 1);
    refused(
        "version",
        "x.json",
        later,
        "report.document",
        ("第 9 版", "version 9"),
    );
    let dateless = INVENTORY.replacen("\"status_date\": \"2025-06-30\",", "", 1);
    refused(
        "no-date",
        "x.json",
        dateless,
        "report.document",
        ("status_date", "status_date"),
    );
    let more = INVENTORY.replacen("\"fictional\"", "\"mayor\": 1, \"fictional\"", 1);
    refused(
        "more",
        "x.json",
        more,
        "report.document",
        ("mayor", "mayor"),
    );
}

#[test]
fn ndjson_that_does_not_begin_with_its_header() {
    let line = "{\"type\": \"process\", \"id\": \"P-1\"}\n";
    let failure = report_on(&file("ndjson", "x.ndjson", line)).unwrap_err();
    assert!(
        failure.sentence(Language::Ja).contains("x.ndjson"),
        "{failure:?}"
    );
    assert!(failure.sentence(Language::En).ends_with('.'));
}

#[test]
fn a_frame_that_is_none() {
    let csv = "手続プロセスID,手続ID,手続名,手続プロセスの種類,オンライン化の実施状況\nP-1-1,P-1,申請,申請等,実施済\n";
    let path = file("frame-none", "inventory.csv", csv);
    let with = |frame: &str| Options {
        inventories: vec![path.clone()],
        frame: Some(path.with_file_name(frame)),
        ..Options::default()
    };
    let failure = make(&with("none.json"), &()).unwrap_err();
    assert_eq!(failure.code(), "report.not_found");
    std::fs::write(path.with_file_name("frame.json"), "{}").unwrap();
    let failure = make(&with("frame.json"), &()).unwrap_err();
    assert_eq!(failure.code(), "report.document");
    sentences(
        &failure,
        "frame.json",
        ("形が合いません", "cannot be read as an inventory"),
    );
}

#[test]
fn a_folder_that_cannot_be_written() {
    let path = file("unwritable", "taken", "a file");
    let files = make(&Options::default(), &()).unwrap();
    for out in [path.clone(), path.join("below")] {
        let failure = files.write(&out, &[]).unwrap_err();
        assert_eq!(failure.code(), "report.unwritable");
        sentences(&failure, "taken", ("書き込めません", "cannot be written"));
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"a file");
}

#[test]
fn a_report_that_would_overwrite_its_inventory() {
    let path = file("overwrite", "rates.csv", SURVEY);
    let files = report_on(&path).unwrap();
    let failure = files.write(path.parent().unwrap(), &[&path]).unwrap_err();
    assert_eq!(failure.code(), "report.would_overwrite");
    sentences(&failure, "rates.csv", ("上書き", "overwrite"));
    assert_eq!(std::fs::read(&path).unwrap(), SURVEY.as_bytes());
    assert!(!path.with_file_name("index.html").exists());
    assert!(
        files
            .write(
                &Path::new(env!("CARGO_TARGET_TMPDIR")).join("report/overwrite-not"),
                &[&path]
            )
            .is_ok()
    );
}
