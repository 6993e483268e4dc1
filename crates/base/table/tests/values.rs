//! Days, ranges, codes, labels and sentences, one by one.
#![cfg(all(feature = "csv", feature = "xlsx"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::error::Error as _;
use tosei_document::{Explain, Limits};
use tosei_table::{
    CellRange, CellValue, ColumnMap, CsvRow, CsvRows, DateSystem, ForeignFormat, Limited,
    ReadOptions, SerialDate, SerialKind, SheetVisibility, TableError, TextEncoding, WantedColumn,
    Workbook, WorkbookLimits,
};
use tosei_types::Language;

#[test]
fn a_serial_date_is_the_day_and_the_second_that_it_shows() {
    use DateSystem::{From1900 as Old, From1904 as Mac};
    use SerialKind::{Date as D, DateTime as T, Time as C};
    for (system, kind, number, shown, date, seconds) in [
        (Old, D, "1", "1900-01-01", Some("1900-01-01"), Some(0)),
        (Old, D, "59", "1900-02-28", Some("1900-02-28"), Some(0)),
        // The day that 1900 did not have.
        (Old, D, "60", "60", None, Some(0)),
        (Old, D, "61", "1900-03-01", Some("1900-03-01"), Some(0)),
        (Old, D, "0", "0", None, Some(0)),
        (Old, D, "5.", "1900-01-05", Some("1900-01-05"), Some(0)),
        // The last day of a fiscal year that is whole.
        (Old, D, "2958190", "9999-03-31", Some("9999-03-31"), Some(0)),
        (Old, D, "2958191", "2958191", None, Some(0)),
        (Mac, D, "0", "1904-01-01", Some("1904-01-01"), Some(0)),
        (Mac, D, "60", "1904-03-01", Some("1904-03-01"), Some(0)),
        (Mac, D, "43921", "2024-04-01", Some("2024-04-01"), Some(0)),
        // Nothing is rounded where no time is shown.
        (
            Old,
            D,
            "45383.9999999",
            "2024-04-01",
            Some("2024-04-01"),
            Some(0),
        ),
        (
            Old,
            D,
            "45383.5",
            "2024-04-01",
            Some("2024-04-01"),
            Some(43_200),
        ),
        (
            Old,
            T,
            "45383.9999999",
            "2024-04-02 00:00:00",
            Some("2024-04-02"),
            Some(0),
        ),
        (
            Old,
            T,
            "45383.5",
            "2024-04-01 12:00:00",
            Some("2024-04-01"),
            Some(43_200),
        ),
        // Half a second is 0.000005787037037… of a day.
        (
            Old,
            T,
            "1.000005787037",
            "1900-01-01 00:00:00",
            Some("1900-01-01"),
            Some(0),
        ),
        (
            Old,
            T,
            "1.000005787038",
            "1900-01-01 00:00:01",
            Some("1900-01-01"),
            Some(1),
        ),
        (
            Old,
            T,
            "1.999994212962",
            "1900-01-01 23:59:59",
            Some("1900-01-01"),
            Some(86_399),
        ),
        (
            Old,
            T,
            "1.999994212963",
            "1900-01-02 00:00:00",
            Some("1900-01-02"),
            Some(0),
        ),
        (Old, C, "0.5", "12:00:00", None, Some(43_200)),
        (Old, C, "0.25", "06:00:00", None, Some(21_600)),
        // 3,662 seconds.
        (Old, C, "0.042384259259", "01:01:02", None, Some(3_662)),
        (Old, C, "0", "00:00:00", None, Some(0)),
        // More than a day is no time of a day.
        (Old, C, "1.5", "1.5", None, Some(43_200)),
        (Old, C, "0.9999999", "0.9999999", None, Some(0)),
        // No numbers, or none of a day.
        (Old, D, "", "", None, None),
        (Old, D, ".5", ".5", None, None),
        (Old, C, ".5", ".5", None, None),
        (Old, D, "1a", "1a", None, None),
        (Old, D, "1.a", "1.a", None, None),
        (Old, C, "0.5a", "0.5a", None, None),
        (Old, D, "a.5", "a.5", None, None),
        (Old, T, "-1", "-1", None, None),
        (Old, D, "1E5", "1E5", None, None),
        (Old, D, "4294967296", "4294967296", None, None),
        (Old, D, "4294967295", "4294967295", None, Some(0)),
        (
            Old,
            T,
            "4294967295.9999999",
            "4294967295.9999999",
            None,
            None,
        ),
    ] {
        let serial = SerialDate::new(number, system, kind);
        assert_eq!(serial.display_text(), shown, "{number} {kind:?}");
        let found = serial.date().map(|date| date.to_string());
        assert_eq!(found.as_deref(), date, "{number} {kind:?}");
        assert_eq!(serial.seconds(), seconds, "{number} {kind:?}");
        assert_eq!(
            (serial.number(), serial.system(), serial.kind()),
            (number, system, kind)
        );
        let value = CellValue::Serial(serial);
        assert_eq!(value.display_text(), shown);
        assert!(!value.is_blank());
        let code = match kind {
            D => "date",
            T => "date_time",
            C => "time",
        };
        assert_eq!(value.code(), code);
    }
    assert_eq!((Old.code(), Mac.code()), ("1900", "1904"));
    assert_eq!(DateSystem::default(), Old);
}

#[test]
fn a_value_is_shown_and_named() {
    for (value, shown, code, blank) in [
        (CellValue::Empty, "", "empty", true),
        (CellValue::Text(""), "", "text", true),
        (CellValue::Text(" \u{3000}\n"), " \u{3000}\n", "text", true),
        (CellValue::Text("甲"), "甲", "text", false),
        (CellValue::Number("0"), "0", "number", false),
        (CellValue::Boolean(true), "TRUE", "boolean", false),
        (CellValue::Boolean(false), "FALSE", "boolean", false),
        (CellValue::Error("#REF!"), "#REF!", "error", false),
        (CellValue::UnknownFormula, "", "unknown_formula", false),
    ] {
        assert_eq!(
            (&*value.display_text(), value.code(), value.is_blank()),
            (shown, code, blank)
        );
    }
    for (visibility, code) in [
        (SheetVisibility::Visible, "visible"),
        (SheetVisibility::Hidden, "hidden"),
        (SheetVisibility::VeryHidden, "very_hidden"),
    ] {
        assert_eq!(visibility.code(), code);
    }
    let names: Vec<(&str, &str)> = TextEncoding::ALL
        .iter()
        .map(|encoding| (encoding.code(), encoding.label()))
        .collect();
    assert_eq!(
        names,
        [
            ("utf_8", "UTF-8"),
            ("utf_8_with_mark", "UTF-8 (BOM)"),
            ("utf_16_le", "UTF-16LE"),
            ("utf_16_le_with_mark", "UTF-16LE (BOM)"),
            ("utf_16_be", "UTF-16BE"),
            ("utf_16_be_with_mark", "UTF-16BE (BOM)"),
            ("shift_jis", "Shift_JIS (JIS X 0208)"),
            ("cp932", "cp932 (Windows-31J)"),
        ]
    );
}

#[test]
fn a_range_holds_what_lies_between_its_corners() {
    let range = |text: &str| -> CellRange { text.parse().unwrap() };
    for (written, shown, first, last) in [
        ("B2:D4", "B2:D4", "B2", "D4"),
        ("D4:B2", "B2:D4", "B2", "D4"),
        ("D2:B4", "B2:D4", "B2", "D4"),
        ("B4:D2", "B2:D4", "B2", "D4"),
        ("C3", "C3", "C3", "C3"),
        ("C3:C3", "C3", "C3", "C3"),
        ("A1:XFD1048576", "A1:XFD1048576", "A1", "XFD1048576"),
    ] {
        let range = range(written);
        assert_eq!(range.to_string(), shown);
        assert_eq!(
            (range.first().to_string(), range.last().to_string()),
            (first.to_owned(), last.to_owned())
        );
    }
    for (cell, inside) in [
        ("B2", true),
        ("D4", true),
        ("B4", true),
        ("D2", true),
        ("C3", true),
        ("A3", false),
        ("E3", false),
        ("C1", false),
        ("C5", false),
        ("A1", false),
    ] {
        assert_eq!(range("B2:D4").contains(cell.parse().unwrap()), inside);
    }
    for text in ["", "B2:", ":B2", "B2:C3:D4", "2B"] {
        assert!(text.parse::<CellRange>().is_err(), "{text}");
    }
}

#[test]
fn each_foreign_format_has_its_name() {
    use ForeignFormat as F;
    for (format, ja, en) in [
        (F::Pdf, "PDF", "PDF"),
        (
            F::Zip,
            "Excel ブック（XLSX）などの ZIP",
            "a ZIP container such as an Excel workbook (XLSX)",
        ),
        (
            F::OldOffice,
            "古い形式の Excel ブック（XLS）、又はパスワード付きのブック",
            "an Excel workbook of the old kind (XLS) or one with a password",
        ),
        (F::Markup, "HTML 又は XML", "HTML or XML"),
        (F::Json, "JSON", "JSON"),
        (F::Gzip, "gzip で圧縮したファイル", "a gzip file"),
        (F::Picture, "画像", "a picture"),
        (F::Utf16, "文字コードが UTF-16 のテキスト", "text in UTF-16"),
        (
            F::Binary,
            "テキストでないファイル",
            "a file that is no text",
        ),
        (
            F::OldExcel,
            "古い形式の Excel ブック（.xls）",
            "an Excel workbook of the old kind (.xls)",
        ),
        (
            F::Encrypted,
            "パスワードで保護されたファイル",
            "a file behind a password",
        ),
        (F::Html, "Web ページ（HTML）", "a web page (HTML)"),
        (
            F::XmlSpreadsheet,
            "XML スプレッドシート 2003",
            "an XML Spreadsheet 2003",
        ),
        (
            F::OpenDocument,
            "OpenDocument スプレッドシート（.ods）",
            "an OpenDocument spreadsheet (.ods)",
        ),
        (
            F::BinaryWorkbook,
            "Excel バイナリ ブック（.xlsb）",
            "an Excel binary workbook (.xlsb)",
        ),
        (
            F::WordDocument,
            "Word 文書（.docx）",
            "a Word document (.docx)",
        ),
        (
            F::Presentation,
            "PowerPoint のファイル（.pptx）",
            "a PowerPoint file (.pptx)",
        ),
        (F::EucJp, "文字コードが EUC-JP のテキスト", "text in EUC-JP"),
        (
            F::Iso2022Jp,
            "文字コードが ISO-2022-JP（JIS）のテキスト",
            "text in ISO-2022-JP",
        ),
        (
            F::LoneReturns,
            "改行が CR だけのテキスト（旧 Macintosh 形式）",
            "text whose lines end in CR alone (old Macintosh)",
        ),
    ] {
        assert_eq!(
            (format.label(Language::Ja), format.label(Language::En)),
            (ja, en)
        );
    }
    for (limited, ja, en) in [
        (Limited::Sheets, "シートの数", "sheets"),
        (Limited::Cells, "値のあるセルの数", "cells with a value"),
        (
            Limited::Items,
            "結合・コメントなどの数",
            "merged areas, comments and the like",
        ),
        (Limited::Text, "一つの文字列のバイト数", "bytes in one text"),
    ] {
        assert_eq!(
            (limited.label(Language::Ja), limited.label(Language::En)),
            (ja, en)
        );
    }
}

#[test]
fn each_first_sign_of_a_file_is_known() {
    use ForeignFormat as F;
    for (start, format) in [
        (&b"PK\x05\x06"[..], Some(F::Zip)),
        (b"\x1F\x8B\x08", Some(F::Gzip)),
        (b"\xFF\xD8\xFF\xE0", Some(F::Picture)),
        (b"GIF89a", Some(F::Picture)),
        (b"\xFE\xFF\0a", Some(F::Utf16)),
        (b"{\\rtf1", Some(F::Binary)),
        (b"<?xml", Some(F::Markup)),
        (b"<a", Some(F::Markup)),
        (b"<Z", Some(F::Markup)),
        (b"<1", None),
        (b"<", None),
        (b"[1]", Some(F::Json)),
        (b" \n{}", Some(F::Json)),
        // Zeros in every second place, and in more than a quarter of these places.
        (b"\0a\0b", Some(F::Utf16)),
        (b"a\0b\0", Some(F::Utf16)),
        (b"a\0bbccdd", Some(F::Binary)),
        (b"a\0b\0ccdd", Some(F::Utf16)),
        (b"a\0\0b", Some(F::Binary)),
    ] {
        assert_eq!(F::of(start), format, "{start:?}");
    }
    for (whole, format) in [
        (&b"<p><TABLE>"[..], Some(F::Html)),
        (b"<!DOCTYPE HTML>", Some(F::Html)),
        (b"<x><meta charset=''>", Some(F::Html)),
        (b"<x/>", None),
        (
            b"<html xmlns:x='urn:schemas-microsoft-com:office:spreadsheet'>",
            Some(F::Html),
        ),
        (b"a,b", None),
        (b"%PDF-", None),
    ] {
        assert_eq!(F::in_full(whole), format, "{whole:?}");
    }
}

fn sentences(error: &TableError) -> (&'static str, String, String) {
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert_eq!(error.to_string(), en);
    (error.code(), ja, en)
}

fn says(error: &TableError, code: &str, ja: &str, en: &str) {
    let found = sentences(error);
    assert_eq!((found.0, &*found.1, &*found.2), (code, ja, en));
}

#[test]
fn a_file_that_is_refused_is_told_what_to_do() {
    let refused = |bytes: &[u8], limits: WorkbookLimits| {
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        Workbook::read(bytes, &options).unwrap_err()
    };
    let usual = WorkbookLimits::default();
    says(
        &refused(b"", usual),
        "table.empty",
        "ファイルが空です。",
        "The file is empty.",
    );
    says(
        &refused(b"%PDF-1.7", usual),
        "table.not_a_spreadsheet",
        "このファイルはPDFです。元の Excel ブック（.xlsx）又は CSV を用意してください。",
        "The file is PDF; ask for the Excel workbook (.xlsx) or CSV that it was made from.",
    );
    says(
        &refused(b"\x1B$BJ8;z\x1B(B", usual),
        "table.not_a_spreadsheet",
        "このファイルは文字コードが ISO-2022-JP（JIS）のテキストです。UTF-8 の CSV として保存し直してください。",
        "The file is text in ISO-2022-JP; save it as CSV in UTF-8.",
    );
    says(
        &refused(b"\x1F\x8B\x08", usual),
        "table.not_a_spreadsheet",
        "このファイルはgzip で圧縮したファイルです。展開して、中の Excel ブック（.xlsx）又は CSV を渡してください。",
        "The file is a gzip file; unpack it and take the Excel workbook (.xlsx) or CSV inside.",
    );
    says(
        &refused(b"<html>", usual),
        "table.not_a_spreadsheet",
        "このファイルはWeb ページ（HTML）です。Excel で開き、「Excel ブック（.xlsx）」又は「CSV UTF-8」として保存し直してください。",
        "The file is a web page (HTML); open it in Excel and save it as an Excel workbook (.xlsx) or as \"CSV UTF-8\".",
    );
    let locked = [
        b"\xD0\xCF\x11\xE0".to_vec(),
        "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ]
    .concat();
    says(
        &refused(&locked, usual),
        "table.not_a_spreadsheet",
        "このファイルはパスワードで保護されたファイルです。パスワードを解除し、「Excel ブック（.xlsx）」として保存し直してください。",
        "The file is a file behind a password; remove the password and save it as an Excel workbook (.xlsx).",
    );
    says(
        &refused(b"PK\x03\x04", usual),
        "table.damaged_workbook",
        "Excel ブックが途中で切れているか壊れています。元のファイルを取り直してください。",
        "The workbook is cut off or broken; get the file again from where it came.",
    );
    says(
        &refused(b"a,b\nc", WorkbookLimits { bytes: 4, ..usual }),
        "table.too_large",
        "ファイルが上限の 4 バイトを超えています。",
        "The file is larger than the limit of 4 bytes.",
    );
    says(
        &refused(b"a,b\ncde", WorkbookLimits { text: 2, ..usual }),
        "table.cell_too_long",
        "2 行目に 2 バイトを超えるセルがあります。引用符（\"）の閉じ忘れがないか確かめてください。",
        "Row 2 has a cell of more than 2 bytes; look for a quote (\") that is not closed.",
    );
    says(
        &refused(b"a,b\nc", WorkbookLimits { cells: 2, ..usual }),
        "table.over_limit",
        "値のあるセルの数が上限の 2 を超えています。",
        "The file has more than the limit of 2 cells with a value.",
    );
    let wide = "a\n".to_owned() + &",".repeat(16_384) + "\n";
    says(
        &refused(wide.as_bytes(), usual),
        "table.too_many_cells",
        "2 行目のセルが上限の 16384 個を超えています。",
        "Row 2 has more than the limit of 16384 cells.",
    );
}

#[test]
fn a_stream_of_rows_is_refused_with_a_reason() {
    let open = |bytes: &[u8]| CsvRows::open(bytes, &Limits::default()).err().unwrap();
    says(
        &open(b"a\0,\0"),
        "table.foreign_format",
        "このファイルは文字コードが UTF-16 のテキストです。UTF-8 の CSV として保存し直してください。",
        "The file is text in UTF-16; save it as CSV in UTF-8.",
    );
    says(
        &open(b"\x8E\xE8\x91\xB1\n"),
        "table.header_not_utf8",
        "見出し行が UTF-8 で書かれていません（Shift_JIS の可能性があります）。「CSV UTF-8」で保存し直してください。",
        "The header row is not UTF-8 (perhaps it is Shift_JIS); save the file as \"CSV UTF-8\".",
    );
    assert_eq!(
        sentences(&open(b"a\rb\n")).2,
        "The file is text whose lines end in CR alone (old Macintosh); save it as CSV in UTF-8."
    );
    let broken = TableError::Io(std::io::Error::other("x"));
    says(
        &broken,
        "table.io",
        "ファイルを読めません（x）。",
        "The file cannot be read: x.",
    );
    assert!(broken.source().is_some() && TableError::Empty.source().is_none());
}

#[test]
fn missing_columns_are_named_beside_the_headers_that_were_found() {
    let wanted = |headers: &'static [&'static str], required| WantedColumn { headers, required };
    let error = |wanted: &[WantedColumn<'_>], headers: &[&str]| {
        let error = ColumnMap::find(wanted, headers).unwrap_err();
        sentences(&error)
    };
    let (code, ja, en) = error(
        &[
            wanted(&["手続名", "名称"], true),
            wanted(&["件数"], true),
            wanted(&["備考"], false),
        ],
        &["ID", " 所管課 "],
    );
    assert_eq!(code, "table.missing_columns");
    assert_eq!(
        ja,
        "必要な列がありません：手続名、件数。見つかった見出し：「ID」、「所管課」。"
    );
    assert_eq!(
        en,
        "Columns are missing: 手続名, 件数; the headers found are: 「ID」, 「所管課」."
    );
    // A header is cut behind 24 characters, and twelve are shown.
    let lacking = [wanted(&["件数"], true)];
    for (header, shown) in [
        ("あ".repeat(24), format!("「{}」", "あ".repeat(24))),
        ("あ".repeat(25), format!("「{}…」", "あ".repeat(24))),
    ] {
        let (_, ja, _) = error(&lacking, &[&header]);
        assert_eq!(
            ja,
            format!("必要な列がありません：件数。見つかった見出し：{shown}。")
        );
    }
    let (_, ja, _) = error(&lacking, &["a"; 13]);
    assert_eq!(ja.matches("「a」").count(), 12);

    // Found by another of its names, repeated, unknown, missing.
    let map = ColumnMap::find(
        &[
            wanted(&["手続名", "名称"], true),
            wanted(&["件数"], true),
            wanted(&["備考"], false),
        ],
        &["件数", "x", "名　称", "件数", "", "手続名"],
    )
    .unwrap();
    assert_eq!(
        (
            map.position(0),
            map.position(1),
            map.position(2),
            map.position(3)
        ),
        (Some(2), Some(0), None, None)
    );
    assert_eq!((map.width(), map.unknown()), (6, &["x".to_owned()][..]));
    assert_eq!(
        map.repeated(),
        [(5, "手続名".to_owned()), (3, "件数".to_owned())]
    );
    assert_eq!(map.missing(), ["備考"]);
}

#[test]
fn a_row_gives_its_cells_and_their_addresses() {
    let row = CsvRow::from_parts("甲,乙,".as_bytes(), &[3, 7, 8], 5);
    assert_eq!((row.number(), row.len(), row.is_empty()), (5, 3, false));
    assert_eq!(row.ends(), [3, 7, 8]);
    assert_eq!(row.as_slice(), "甲,乙,".as_bytes());
    let cells: Vec<&[u8]> = (0..4).map(|at| row.bytes(at)).collect();
    assert_eq!(cells, ["甲".as_bytes(), "乙".as_bytes(), b"", b""]);
    assert_eq!(row.address(2).unwrap().to_string(), "C5");
    assert_eq!(row.address(16_384).unwrap().to_string(), "XFE5");
    assert_eq!(row.address(usize::MAX), None);
    let text = row.text().unwrap();
    assert_eq!((text.number(), text.len(), text.is_empty()), (5, 3, false));
    assert_eq!((text.joined(), text.ends()), ("甲,乙,", &[3, 7, 8][..]));
    let cells: Vec<&str> = (0..4).map(|at| text.cell(at)).collect();
    assert_eq!(cells, ["甲", "乙", "", ""]);
    assert_eq!(text.address(0).unwrap().to_string(), "A5");
    let none = CsvRow::from_parts(b"", &[], 0);
    assert!(none.is_empty() && none.text().unwrap().is_empty());
    assert_eq!((none.bytes(0), none.address(0)), (&b""[..], None));
    // Which cell is no text.
    let bad = CsvRow::from_parts(b"a,\xFF,\xFE", &[1, 3, 5], 2);
    assert_eq!(bad.text().unwrap_err(), 1);
}
