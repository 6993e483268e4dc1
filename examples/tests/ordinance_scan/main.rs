//! `ordinance_scan`: what it makes of the embedded ordinances, and what it says about wrong input.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::{fs, path::PathBuf};
use tosei_analog_regs::detect::Confidence;
use tosei_analog_regs::{read_worksheet, sample};
use tosei_document::Explain;
use tosei_examples::ordinance_scan::{Failure, Options, scan};
use tosei_table::{ReadOptions, Workbook};
use tosei_types::Language;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("ordinance_scan_{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn of(inputs: &[&PathBuf]) -> Options {
    Options {
        inputs: inputs.iter().map(|one| (*one).clone()).collect(),
        ..Options::default()
    }
}

#[test]
fn every_candidate_in_the_worksheet_reads_back() {
    let files = scan(&Options::default(), &()).unwrap();
    let rows = files.result.rows();
    assert_eq!(rows.len(), files.result.listed());
    assert!(rows.len() >= 20, "{}", rows.len());
    for bytes in [&files.csv, &files.xlsx] {
        let book = Workbook::read(bytes, &ReadOptions::default()).unwrap();
        let read = read_worksheet(&book).unwrap();
        assert!(read.report.is_clean(), "{:#?}", read.report);
        assert_eq!(read.rows, rows);
    }
}

#[test]
fn marked_words_stand_in_their_sentence() {
    let files = scan(&Options::default(), &()).unwrap();
    for entry in files.result.texts.iter().flat_map(|text| &text.candidates) {
        for span in entry.found.concepts.iter().flat_map(|one| &one.spans) {
            let words = span.of(&entry.found.text).unwrap();
            assert!(!words.is_empty());
            let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
            assert!(files.page.contains(&escaped), "{words}");
        }
    }
    assert!(files.page.contains("<mark><strong>目視"));
    assert!(!files.page.contains("<script"));
}

#[test]
fn the_page_and_the_pasted_text_give_the_same_candidates() {
    let folder = folder("forms");
    let (html, txt) = (folder.join("a.html"), folder.join("b.txt"));
    fs::write(&html, sample::ordinance_html()).unwrap();
    fs::write(&txt, sample::ordinance_text()).unwrap();
    let found = |path: &PathBuf| {
        let files = scan(&of(&[path]), &()).unwrap();
        let entries = files
            .result
            .texts
            .into_iter()
            .flat_map(|text| text.candidates);
        let places = entries.map(|one| (one.found.place, one.found.text, one.found.categories));
        places.collect::<Vec<_>>()
    };
    assert_eq!(found(&html), found(&txt));
}

#[test]
fn a_folder_is_read_in_an_order_of_its_own() {
    let folder = folder("order");
    fs::create_dir_all(folder.join("b")).unwrap();
    fs::write(folder.join("b/2.txt"), sample::general_ordinance_text()).unwrap();
    fs::write(folder.join("a.HTML"), sample::ordinance_html()).unwrap();
    fs::write(folder.join("notes.pdf"), b"%PDF-1.7").unwrap();
    fs::write(folder.join("c.txt"), b"").unwrap();
    let files = scan(&of(&[&folder]), &()).unwrap();
    let names: Vec<&str> = files
        .result
        .texts
        .iter()
        .map(|one| one.file.as_str())
        .collect();
    assert_eq!(names, ["a.HTML", "b/2.txt"]);
    assert_eq!(files.result.skipped.len(), 1); // the empty one
    assert_eq!(files.result.skipped[0].file, "c.txt");
    assert!(files.page.contains("c.txt"));
}

#[test]
fn a_higher_least_confidence_lists_fewer() {
    let listed = |least| {
        let options = Options {
            least,
            ..Options::default()
        };
        scan(&options, &()).unwrap().result.listed()
    };
    let counts = Confidence::ALL.iter().rev().map(|least| listed(*least));
    assert!(counts.is_sorted());
}

#[test]
fn the_same_input_gives_the_same_files() {
    let once = scan(&Options::default(), &()).unwrap();
    assert_eq!(scan(&Options::default(), &()).unwrap(), once);
}

fn code_of(options: &Options) -> &'static str {
    let failure = scan(options, &()).unwrap_err();
    for language in [Language::Ja, Language::En] {
        let sentence = failure.sentence(language);
        assert!(sentence.ends_with(['。', '.']), "{sentence}");
    }
    failure.code()
}

#[test]
fn wrong_input_is_one_sentence() {
    let folder = folder("wrong");
    let path = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let missing = folder.join("missing.xml");
    assert_eq!(
        code_of(&of(&[&missing])),
        "examples.ordinance_scan.not_found"
    );
    let empty = folder.join("nothing");
    fs::create_dir_all(&empty).unwrap();
    assert_eq!(code_of(&of(&[&empty])), "examples.ordinance_scan.no_files");
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.html", b"<html><body></body></html>"),
        ("other.xml", b"<?xml version=\"1.0\"?><rss><channel/></rss>"),
    ] {
        let options = of(&[&path(name, bytes)]);
        assert_eq!(
            code_of(&options),
            "examples.ordinance_scan.nothing_read",
            "{name}"
        );
    }
    let patterns = Options {
        patterns: Some(path("patterns.json", b"{}")),
        ..Options::default()
    };
    assert_eq!(code_of(&patterns), "examples.ordinance_scan.patterns");
}

#[test]
fn texts_that_are_broken_stay_texts() {
    let folder = folder("broken");
    let (cut, _) = sample::ordinance_html().split_once("第20条").unwrap();
    fs::write(folder.join("cut.html"), cut).unwrap();
    let hostile =
        "○架空条例\n第1条　市長は、<script>alert(1)</script>を目視により点検しなければならない。\n";
    fs::write(folder.join("hostile.txt"), hostile).unwrap();
    let files = scan(&of(&[&folder]), &()).unwrap();
    assert_eq!(files.result.texts.len(), 2);
    assert!(!files.page.contains("<script>alert"));
    assert!(files.page.contains("&lt;script&gt;"));
}

#[test]
fn what_was_read_is_not_overwritten() {
    let folder = folder("overwrite");
    let path = folder.join("index.html");
    fs::write(&path, sample::ordinance_html()).unwrap();
    let files = scan(&of(&[&path]), &()).unwrap();
    let failure = files
        .write(&folder, std::slice::from_ref(&path))
        .unwrap_err();
    assert!(matches!(failure, Failure::Overwrites { .. }));
    assert_eq!(fs::read_to_string(&path).unwrap(), sample::ordinance_html());
}
