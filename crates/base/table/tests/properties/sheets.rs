//! Sheets: one text in every encoding, two readers of one file, bytes that are nothing.

use proptest::prelude::*;
use tosei_document::{Collector, Limits};
use tosei_table::{
    CellValue, CsvRows, Delimiter, FileFormat, ReadOptions, TextEncoding, Workbook, comparison_key,
    decode_text,
    layout::{
        SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules, StatedNumber, read_date_cell,
        read_ditto, read_stated_number, read_symbol, report_workbook,
    },
};

/// Pieces that a CSV is made of; all of them exist in cp932.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just(","),
        2 => Just("\r\n"),
        2 => Just("\n"),
        1 => Just("\""),
        1 => Just("\"\""),
        4 => Just("手続"),
        1 => Just("表ポ"), // their second bytes are \ and |
        1 => Just("ｱｲ"),
        1 => Just("①髙﨑"),
        1 => Just("〃"),
        2 => Just("1,204"),
        2 => Just("約300"),
        1 => Just(" "),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

type Rows = Vec<(u32, Vec<(String, String)>)>;

fn rows(bytes: &[u8], encoding: Option<TextEncoding>) -> Option<Rows> {
    let options = ReadOptions {
        encoding,
        delimiter: Some(Delimiter::Comma),
        ..ReadOptions::default()
    };
    let book = Workbook::read(bytes, &options).ok()?;
    let sheet = &book.sheets()[0];
    let cells = |row: tosei_table::Row<'_>| {
        row.cells()
            .map(|cell| {
                (
                    cell.address().to_string(),
                    cell.value().display_text().into_owned(),
                )
            })
            .collect()
    };
    Some(sheet.rows().map(|row| (row.number(), cells(row))).collect())
}

/// Everything that can be asked of a file.
fn everything(bytes: &[u8]) {
    let Ok(book) = Workbook::read(bytes, &ReadOptions::default()) else {
        return;
    };
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue).unwrap();
    let mut collector = Collector::new(catalogue);
    report_workbook(&book, &rules, &mut collector);
    for sheet in book.sheets() {
        let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
        if let Some(table) = SheetTable::read(sheet, None, &mut findings) {
            for at in 0..table.columns().len() {
                table.check_sums(at, &mut findings);
            }
            for row in table.rows() {
                assert_eq!(row.cells().count(), table.columns().len());
                for cell in row.cells() {
                    assert_eq!(cell.address().row(), row.number());
                    let _ = read_date_cell(cell.value(), sheet.date_system());
                }
            }
        }
    }
}

proptest! {
    /// Law: a text has the same rows in every encoding that holds it, named or detected.
    #[test]
    fn rows_do_not_depend_on_the_encoding(text in pieces()) {
        let expected = rows(text.as_bytes(), Some(TextEncoding::Utf8));
        let units = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let (little, big) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
        let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(&text);
        prop_assert!(!lost);
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (bytes, encoding) in [
            (marked(b"\xEF\xBB\xBF", text.as_bytes()), TextEncoding::Utf8WithMark),
            (marked(b"\xFF\xFE", &little), TextEncoding::Utf16LeWithMark),
            (marked(b"\xFE\xFF", &big), TextEncoding::Utf16BeWithMark),
            (little, TextEncoding::Utf16Le),
            (big, TextEncoding::Utf16Be),
            (cp932.to_vec(), TextEncoding::Cp932),
        ] {
            prop_assert_eq!(&rows(&bytes, Some(encoding)), &expected);
            let decoded = decode_text(&bytes, Some(encoding));
            prop_assert_eq!(decoded.text(), text.as_str());
            if matches!(encoding, TextEncoding::Utf8WithMark | TextEncoding::Utf16LeWithMark | TextEncoding::Utf16BeWithMark) {
                prop_assert_eq!(decode_text(&bytes, None).encoding(), encoding);
                prop_assert_eq!(&rows(&bytes, None), &expected);
            }
        }
    }

    /// Law: both readers of CSV see the same cells at the same addresses.
    #[test]
    fn both_readers_see_the_same_cells(text in pieces()) {
        let text = format!("見出し,1\n{text}");
        let mut expected: Rows = Vec::new();
        let mut reader = CsvRows::open(text.as_bytes(), &Limits::default()).unwrap();
        while let Some(row) = reader.next_row().unwrap() {
            let cells = (0..row.len()).filter(|at| !row.bytes(*at).is_empty());
            let cells: Vec<(String, String)> = cells
                .map(|at| {
                    let text = String::from_utf8(row.bytes(at).to_vec()).unwrap();
                    (row.address(at).unwrap().to_string(), text)
                })
                .collect();
            if !cells.is_empty() {
                expected.push((row.number(), cells));
            }
        }
        let open = reader.unclosed_quote();
        let found = rows(text.as_bytes(), None).unwrap();
        prop_assert_eq!(&found[1..], expected.as_slice());
        let book = Workbook::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        prop_assert_eq!(book.sheets()[0].unclosed_quote(), open);
        let is_text = matches!(book.format(), FileFormat::Delimited { .. });
        prop_assert!(is_text);
    }

    /// Law: no bytes make a reader panic.
    #[test]
    fn any_bytes_are_read_or_refused(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xFF\xFE", b"\xD0\xCF\x11\xE0", b"<"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let file = [start, &bytes].concat();
        everything(&file);
        for encoding in TextEncoding::ALL {
            let decoded = decode_text(&file, Some(encoding));
            let mut last = 0;
            for (at, _) in decoded.undecoded() {
                let is_mark = decoded.text()[at..].starts_with(char::REPLACEMENT_CHARACTER);
                prop_assert!(at >= last && is_mark);
                last = at;
            }
        }
    }

    /// Law: any text of a sheet can be laid out.
    #[test]
    fn any_text_is_laid_out(text in pieces()) {
        everything(text.as_bytes());
    }

    /// Law: a number is read as itself, however its figures are grouped and wide.
    #[test]
    fn a_number_is_itself_in_every_spelling(number in 0..=tosei_types::MAX_COUNT) {
        let grouped = tosei_types::Grouped(number).to_string();
        let wide = |text: &str| -> String {
            text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect()
        };
        for text in [number.to_string(), grouped.clone(), wide(&grouped), format!("{grouped} 件")] {
            prop_assert_eq!(read_stated_number(&text).number(), StatedNumber::Exact(number), "{}", text);
        }
        let about = read_stated_number(&format!("約{grouped}件")).number();
        prop_assert_eq!(about, StatedNumber::Approximate(number));
    }

    /// Law: bounds are in order, and no number is above the largest count.
    #[test]
    fn bounds_are_in_order(text in "[0-9０-９,約未満以上下超〜～件<>. 万千百十－]{0,10}") {
        match read_stated_number(&text).number() {
            StatedNumber::Bounds { at_least, at_most } => {
                prop_assert!(at_most.is_none_or(|high| at_least <= high));
            }
            number => prop_assert!(number.known().is_none_or(|n| n <= tosei_types::MAX_COUNT)),
        }
    }

    /// Law: a comparison key is its own key; no cell reader panics on any text.
    #[test]
    fn any_text_has_a_key_and_a_reading(text in "\\PC{0,20}") {
        let key = comparison_key(&text);
        prop_assert_eq!(comparison_key(&key), key.clone());
        let _ = (read_symbol(&text), read_ditto(&text), read_stated_number(&text));
        let _ = read_date_cell(CellValue::Text(&text), tosei_table::DateSystem::From1904);
    }
}
