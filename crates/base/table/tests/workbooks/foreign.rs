//! Files that are no workbook, and workbooks that are broken: one clear sentence each, never a panic.

use crate::fixture::{self, RELS};
use serde_json::json;
use std::io::{Cursor, Write as _};
use tosei_document::Explain;
use tosei_table::{CellValue, ForeignFormat, ReadOptions, TableError, Workbook, WorkbookLimits};
use tosei_types::Language;
use zip::{ZipWriter, write::SimpleFileOptions};

fn error(bytes: &[u8]) -> TableError {
    let error = Workbook::read(bytes, &ReadOptions::default()).unwrap_err();
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(ja.ends_with('。') && ja.len() < 400, "{ja}");
    assert!(en.ends_with('.') && en.len() < 300, "{en}");
    error
}

fn foreign(bytes: &[u8]) -> Option<ForeignFormat> {
    match error(bytes) {
        TableError::NotASpreadsheet { format, .. } => Some(format),
        _ => None,
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn each_foreign_file_is_called_by_its_name() {
    let old = |stream: &str| {
        [
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            vec![0; 504],
            utf16(stream),
        ]
        .concat()
    };
    for (bytes, format) in [
        (old("Workbook"), ForeignFormat::OldExcel),
        (old("Book"), ForeignFormat::OldExcel),
        (old("EncryptedPackage"), ForeignFormat::Encrypted),
        (old("WordDocument"), ForeignFormat::OldOffice),
        (b"<html><body><table></table></body></html>".to_vec(), ForeignFormat::Html),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".to_vec(),
            ForeignFormat::XmlSpreadsheet,
        ),
        (
            fixture::zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]),
            ForeignFormat::OpenDocument,
        ),
        (fixture::zip(&[("xl/workbook.bin", "x")]), ForeignFormat::BinaryWorkbook),
        (fixture::zip(&[("word/document.xml", "<w/>")]), ForeignFormat::WordDocument),
        (fixture::zip(&[("ppt/presentation.xml", "<p/>")]), ForeignFormat::Presentation),
        (fixture::zip(&[("a.txt", "x")]), ForeignFormat::Zip),
        (b"%PDF-1.7\n".to_vec(), ForeignFormat::Pdf),
        (b"{\"a\": 1}".to_vec(), ForeignFormat::Json),
        (b"\x89PNG\r\n\x1A\n".to_vec(), ForeignFormat::Picture),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x00".to_vec(), ForeignFormat::Binary),
        (b"\x1B$BJ8;z\x1B(B,1\n".to_vec(), ForeignFormat::Iso2022Jp),
        ("手続名,件数\n申請（架空）,1\n".chars().flat_map(|c| {
            let text = c.to_string();
            encoding_rs::EUC_JP.encode(&text).0.into_owned()
        }).collect(), ForeignFormat::EucJp),
    ] {
        assert_eq!(foreign(&bytes), Some(format));
    }
    assert_eq!(foreign(&[0xFD; 40]), Some(ForeignFormat::Binary));
    assert_eq!(error(b"").code(), "table.empty");
    assert_eq!(error(b" \r\n\r\n").code(), "table.empty");
}

fn small() -> Vec<u8> {
    fixture::workbook(&json!({
        "rows": [["手続名", "件数"], ["届出（架空）", 12], ["申請（架空）", {"serial": 45383}]],
        "merged": ["A2:A3"],
        "comments": {"A1": "メモ"},
    }))
}

#[test]
fn a_cut_or_changed_workbook_is_refused_and_never_panics() {
    let whole = small();
    for end in (4..whole.len())
        .step_by(97)
        .chain(whole.len() - 22..whole.len())
    {
        let code = error(&whole[..end]).code();
        assert_eq!(code, "table.damaged_workbook", "{end}");
    }
    for at in 0..whole.len() {
        for change in [0x01, 0x80, 0xFF] {
            let mut changed = whole.clone();
            changed[at] ^= change;
            let _ = Workbook::read(&changed, &ReadOptions::default());
        }
    }
}

#[test]
fn parts_that_are_no_xml_are_damage() {
    let book = |sheet: &str| {
        fixture::zip(&[
            ("_rels/.rels", RELS),
            (
                "xl/workbook.xml",
                r#"<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>"#,
            ),
            ("xl/s.xml", sheet),
        ])
    };
    for sheet in [
        "",
        "text",
        "<worksheet><sheetData><row r=\"1\">",
        "<worksheet></worksheet></worksheet>",
        "<worksheet><sheetData><row r=\"0\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1048577\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><c><v>0</v></c></sheetData></worksheet>",
    ] {
        assert_eq!(
            error(&book(sheet)).code(),
            "table.damaged_workbook",
            "{sheet}"
        );
    }
    let last = book(
        "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row></sheetData></worksheet>",
    );
    assert!(last.len() < 5_000);
    let read = Workbook::read(&last, &ReadOptions::default()).unwrap();
    let cell = read.sheets()[0].cell("XFD1048576".parse().unwrap());
    assert_eq!(cell.value(), CellValue::Number("7"));
    assert_eq!(read.sheets()[0].cell_count(), 1);
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, start: &str, zeros: usize| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(start.as_bytes()).unwrap();
        let blanks = vec![b' '; 1 << 20];
        for _ in 0..zeros {
            zip.write_all(&blanks).unwrap();
        }
    };
    part("_rels/.rels", RELS, 0);
    part("xl/workbook.xml", "<workbook>", 100);
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 18);
    assert_eq!(error(&bomb).code(), "table.unpacks_too_large");
}

#[test]
fn every_limit_is_an_error_of_its_own() {
    let book = small();
    let code = |limits: WorkbookLimits| {
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        Workbook::read(&book, &options).map_or_else(|error| error.code(), |_| "read")
    };
    let usual = WorkbookLimits::default();
    assert_eq!(code(usual), "read");
    assert_eq!(
        code(WorkbookLimits {
            bytes: 100,
            ..usual
        }),
        "table.too_large"
    );
    assert_eq!(
        code(WorkbookLimits {
            unpacked_bytes: 1_000,
            ..usual
        }),
        "table.unpacks_too_large"
    );
    assert_eq!(
        code(WorkbookLimits { sheets: 0, ..usual }),
        "table.over_limit"
    );
    assert_eq!(code(WorkbookLimits { cells: 6, ..usual }), "read");
    assert_eq!(
        code(WorkbookLimits { cells: 5, ..usual }),
        "table.over_limit"
    );
    assert_eq!(
        code(WorkbookLimits { text: 17, ..usual }),
        "table.over_limit"
    );
    assert_eq!(code(WorkbookLimits { text: 18, ..usual }), "read");
    assert_eq!(
        code(WorkbookLimits { items: 0, ..usual }),
        "table.over_limit"
    );
}
