//! Characters that names have and older encodings do not: JIS X 0213, ideographic variation
//! sequences (IVS) and 外字 survive every way out and back, and CP932 reports each of them.
#![cfg(all(feature = "csv", feature = "xlsx"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeSet;
use tosei_document::Collector;
use tosei_table::{
    CharacterKind, CharacterOutcome, CsvWriter, EncodeOptions, FileFormat, Form, FormRows,
    FormValue, JapaneseEncoding, ReadOptions, ReplacementTable, TextEncoding, Workbook,
    encode_cp932, encode_text, encoding_rules, form_rules,
};

/// What it is, and the text.
const NAMES: &[(&str, &str)] = &[
    ("JIS X 0213, outside the basic plane", "\u{20BB7}野家"),
    ("JIS X 0213, outside the basic plane", "\u{2123D}屋"),
    ("JIS X 0213, in the basic plane", "丂\u{4E28}俱"),
    (
        "JIS X 0213, two code points",
        "か\u{309A}き\u{309A}ト\u{309A}",
    ),
    ("JIS X 0213, small katakana", "ㇰㇷ\u{309A}"),
    ("IVS of Adobe-Japan1", "葛\u{E0100}城市"),
    ("IVS of Hanyo-Denshi", "辻\u{E0102}"),
    (
        "IVS behind one outside the basic plane",
        "\u{20BB7}\u{E0101}",
    ),
    ("standardized variant", "\u{795E}\u{FE00}"),
    ("compatibility ideograph", "\u{FA19}社"),
    ("外字, basic plane", "渡\u{E000}\u{F8FF}"),
    ("外字, plane 15", "\u{F0000}田"),
    ("外字, plane 16", "\u{10FFFD}"),
];

fn form() -> Form {
    Form::from_json(include_str!("form/sample.json")).unwrap()
}

fn rows() -> FormRows {
    let text = |text: &str| Some(FormValue::Text(text.to_owned()));
    let row = |(at, (_, name)): (usize, &(&str, &str))| {
        let mut row = vec![
            text(&format!("P-{at}")),
            text(name),
            None,
            None,
            None,
            None,
            None,
        ];
        row.push(text(name));
        row
    };
    FormRows {
        section: Some("市民課（架空）".to_owned()),
        sheets: vec![NAMES.iter().enumerate().map(row).collect(), vec![]],
    }
}

fn read_back(bytes: &[u8]) -> FormRows {
    let book = Workbook::read(bytes, &ReadOptions::default()).unwrap();
    let mut findings = Collector::new(form_rules());
    form().read(&book, Some(&rows()), &mut findings).rows
}

#[test]
fn a_form_as_xlsx_reads_back_to_the_same_characters() {
    let bytes = form().write_xlsx(&rows(), "2026-04-01".parse().unwrap());
    assert_eq!(read_back(&bytes.unwrap()), rows());
}

#[test]
fn a_form_as_csv_reads_back_to_the_same_characters() {
    let bytes = form().write_csv(&rows(), 0).unwrap();
    assert_eq!(read_back(&bytes).sheets[0], rows().sheets[0]);
}

#[test]
fn a_table_as_csv_reads_back_to_the_same_characters() {
    let mut bytes = Vec::new();
    let mut csv = CsvWriter::new(&mut bytes).unwrap();
    for (what, name) in NAMES {
        csv.row([what, name]).unwrap();
    }
    csv.finish().unwrap();
    let utf16: Vec<u8> = std::str::from_utf8(&bytes)
        .unwrap()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, encoding) in [
        (bytes.clone(), TextEncoding::Utf8WithMark),
        (utf16, TextEncoding::Utf16LeWithMark),
    ] {
        let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
        assert!(
            matches!(book.format(), FileFormat::Delimited { encoding: found, .. } if found == encoding)
        );
        let sheet = &book.sheets()[0];
        let found: Vec<String> = sheet
            .rows()
            .filter_map(|row| row.cell(2))
            .map(|cell| cell.value().display_text().into_owned())
            .collect();
        let names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        assert_eq!(found, names);
    }
}

#[test]
fn cp932_reports_each_of_them_and_writes_none_in_silence() {
    for (what, name) in NAMES {
        for encoding in [JapaneseEncoding::Cp932, JapaneseEncoding::ShiftJis] {
            let table = ReplacementTable::empty();
            let options = EncodeOptions {
                encoding,
                replacements: &table,
                ..EncodeOptions::default()
            };
            let encoded = encode_text(name, &options);
            let notes = encoded.notes();
            if *what == "compatibility ideograph" && encoding == JapaneseEncoding::Cp932 {
                assert!(notes.is_empty() && encoded.bytes().is_some()); // CP932 has 神
                continue;
            }
            assert!(!notes.is_empty(), "{what} {encoding:?}");
            // What is written at all was 外字, kept and reported; everything else refuses the text.
            let refused = notes
                .iter()
                .any(|note| matches!(note.outcome, CharacterOutcome::Unrepresentable { .. }));
            assert_eq!(encoded.bytes().is_none(), refused, "{what} {encoding:?}");
            if what.starts_with("外字") {
                assert!(
                    notes
                        .iter()
                        .any(|note| note.kind == CharacterKind::UserDefined)
                );
            }
        }
    }
}

#[test]
fn a_form_in_cp932_names_the_cell_of_each() {
    let mut findings = Collector::new(encoding_rules()).keeping(usize::MAX);
    let written = form().write_csv_in(&rows(), 0, EncodeOptions::default(), &mut findings);
    assert!(written.is_err()); // no file rather than a file with `?`
    let report = findings.into_report();
    let rows: BTreeSet<u32> = report
        .findings()
        .iter()
        .map(|finding| {
            let place = finding.place.to_string();
            let cell = place.rsplit('!').next().unwrap().to_owned();
            let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            row.parse().unwrap()
        })
        .collect();
    let first = *rows.first().unwrap(); // the first name does not fit
    for (row, (what, name)) in (first..).zip(NAMES) {
        let encoded = encode_cp932(name, ReplacementTable::standard());
        assert_eq!(rows.contains(&row), !encoded.notes().is_empty(), "{what}");
    }
}
