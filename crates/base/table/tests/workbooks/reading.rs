//! What a workbook says comes out as it stands.

use crate::fixture;
use serde_json::json;
use tosei_document::Explain;
use tosei_table::{
    CellValue, DateSystem, Delimiter, FileFormat, LineEnd, ReadOptions, SheetVisibility,
    TextEncoding, Workbook, WorkbookLimits,
};

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &ReadOptions::default()).unwrap()
}

fn texts(book: &Workbook) -> Vec<Vec<String>> {
    let sheet = &book.sheets()[0];
    let rows = sheet.rows();
    rows.map(|row| {
        row.cells()
            .map(|cell| cell.value().display_text().into_owned())
            .collect()
    })
    .collect()
}

#[test]
fn facts_beside_the_values_are_kept() {
    let book = read(&fixture::workbook(&json!({
        "rows": [["手続名", 10000.0, {"serial": 43921}], ["届出（架空）", 0.5, ""], ["x", 1, 2]],
        "date_1904": true,
        "state": "veryHidden",
        "hidden_rows": [2, 3],
        "hidden_columns": [2],
        "merged": ["A2:A3"],
        "coloured": ["A1", "C2"],
        "phonetic": ["A2"],
        "comments": {"B2": "見込み"},
        "formulas": ["C3"],
        "errors": {"D1": "#N/A"},
    })));
    assert_eq!(
        (book.format(), book.date_system()),
        (FileFormat::Xlsx, DateSystem::From1904)
    );
    let sheet = book.sheet("調査票").unwrap();
    assert_eq!(sheet.visibility(), SheetVisibility::VeryHidden);
    let value = |cell: &str| sheet.cell(cell.parse().unwrap()).value();
    assert_eq!(value("A1"), CellValue::Text("手続名"));
    assert_eq!(value("B1"), CellValue::Number("10000"));
    assert_eq!(value("C1").display_text(), "2024-04-01");
    assert_eq!(value("D1"), CellValue::Error("#N/A"));
    assert_eq!(value("A2"), CellValue::Text("届出（架空）")); // without ヨミ
    assert_eq!(value("B2"), CellValue::Number("0.5"));
    assert_eq!(value("C2"), CellValue::Empty);
    assert_eq!(value("C3"), CellValue::UnknownFormula);
    assert_eq!(value("Z9"), CellValue::Empty);
    assert_eq!(sheet.size(), (3, 4));
    assert_eq!(
        (sheet.hidden_rows(), sheet.hidden_columns()),
        (&[(2, 3)][..], &[(2, 2)][..])
    );
    assert!(!sheet.is_row_hidden(1) && sheet.is_row_hidden(3) && !sheet.is_row_hidden(4));
    assert!(sheet.is_column_hidden(2) && !sheet.is_column_hidden(3));
    assert_eq!(sheet.merged_areas()[0].to_string(), "A2:A3");
    assert_eq!(sheet.coloured_count(), 2);
    assert_eq!(sheet.colours().collect::<Vec<_>>(), ["FFFFFF00"]);
    assert_eq!(sheet.phonetic_count(), 1);
    let comment = &sheet.comments()[0];
    assert_eq!(
        (comment.cell().to_string().as_str(), comment.text()),
        ("B2", "見込み")
    );
}

#[test]
fn parts_by_another_name_and_cells_out_of_order_are_read() {
    let main = r#"<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="a&amp;b" r:id="r9"/><x:sheet name="図" r:id="r8"/></x:sheets></x:workbook>"#;
    let sheet = r#"<x:worksheet xmlns:x="m"><x:sheetData>
        <x:row r="3"><x:c r="B3" t="str"><x:f>A1</x:f><x:v>c</x:v></x:c><x:c r="A3" t="b"><x:v>1</x:v></x:c></x:row>
        <x:row r="1"><x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row>
        </x:sheetData></x:worksheet>"#;
    let book = read(&fixture::zip(&[
        (
            "_rels\\.rels",
            r#"<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Main/Book.xml"/></Relationships>"#,
        ),
        ("main\\book.xml", main),
        (
            "Main/_rels/Book.xml.rels",
            r#"<Relationships><Relationship Id="r9" Type="t/worksheet" Target="one.xml"/><Relationship Id="r8" Type="t/chartsheet" Target="two.xml"/><Relationship Id="r7" Type="t/sharedStrings" Target="../s.xml"/></Relationships>"#,
        ),
        ("Main/one.xml", sheet),
        (
            "s.xml",
            r#"<x:sst xmlns:x="m"><x:si><x:r><x:t>見</x:t></x:r><x:r><x:t>本</x:t></x:r><x:rPh sb="0" eb="2"><x:t>ミホン</x:t></x:rPh></x:si><x:si><x:t xml:space="preserve"> a_x000D_ </x:t></x:si></x:sst>"#,
        ),
    ]));
    assert_eq!(book.sheets().len(), 1);
    assert_eq!(book.sheets()[0].name(), "a&b");
    assert_eq!(texts(&book), [vec![" a\r ", "見本"], vec!["TRUE", "c"]]);
    let formula = book.sheets()[0].cell("B3".parse().unwrap());
    assert!(formula.is_formula() && formula.value() == CellValue::Text("c"));
}

#[test]
fn a_text_file_says_what_it_is() {
    let csv = "手続名,件数\r\n\"印鑑\"\"登録\",\"1,204\"\r\n\r\n,\r\n申請\u{FF5E},2";
    let (sjis, ..) = encoding_rs::SHIFT_JIS.encode(csv);
    let units = |bytes: fn(u16) -> [u8; 2]| csv.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let expected = [
        vec!["手続名", "件数"],
        vec!["印鑑\"登録", "1,204"],
        vec!["申請～", "2"],
    ];
    for (bytes, found) in [
        (csv.as_bytes().to_vec(), TextEncoding::Utf8),
        (
            [b"\xEF\xBB\xBF", csv.as_bytes()].concat(),
            TextEncoding::Utf8WithMark,
        ),
        (units(u16::to_le_bytes), TextEncoding::Utf16Le),
        (units(u16::to_be_bytes), TextEncoding::Utf16Be),
        (
            [b"\xFF\xFE".to_vec(), units(u16::to_le_bytes)].concat(),
            TextEncoding::Utf16LeWithMark,
        ),
        (
            [b"\xFE\xFF".to_vec(), units(u16::to_be_bytes)].concat(),
            TextEncoding::Utf16BeWithMark,
        ),
        (sjis.to_vec(), TextEncoding::ShiftJis),
    ] {
        let book = read(&bytes);
        let expected_format = FileFormat::Delimited {
            encoding: found,
            delimiter: Delimiter::Comma,
            line_end: LineEnd::Lf,
        };
        assert_eq!(book.format(), expected_format);
        assert_eq!(texts(&book), expected);
        let numbers: Vec<u32> = book.sheets()[0].rows().map(|row| row.number()).collect();
        assert_eq!(numbers, [1, 2, 5]);
    }
}

#[test]
fn delimiters_and_line_ends_are_detected_or_given() {
    let delimiter = |text: &str| match read(text.as_bytes()).format() {
        FileFormat::Delimited {
            delimiter,
            line_end,
            ..
        } => (delimiter, line_end),
        format => panic!("{format:?}"),
    };
    assert_eq!(delimiter("a\tb\n1,2\t3\n").0, Delimiter::Tab);
    assert_eq!(delimiter("題\n\na\tb\n1\t3\n").0, Delimiter::Tab);
    assert_eq!(delimiter("題\na\tb\n").0, Delimiter::Tab); // every second line
    assert_eq!(delimiter("題\n、\na,\tb\n").0, Delimiter::Comma);
    assert_eq!(delimiter("a;b\n1;2\n").0, Delimiter::Semicolon);
    assert_eq!(delimiter("a;b,c\n").0, Delimiter::Comma);
    assert_eq!(delimiter("\"a\tb\",c\n\"d\te\",f\n").0, Delimiter::Comma);
    assert_eq!(delimiter("a,b\r1,2\r"), (Delimiter::Comma, LineEnd::Cr));
    assert_eq!(delimiter("a,\"b\nc\"\r\n"), (Delimiter::Comma, LineEnd::Lf));
    assert_eq!(texts(&read(b"a,b\r1,2\r")), [["a", "b"], ["1", "2"]]);
    let forced = ReadOptions {
        delimiter: Some(Delimiter::Comma),
        ..ReadOptions::default()
    };
    let book = Workbook::read(b"a\tb\n1\t2\n", &forced).unwrap();
    assert_eq!(texts(&book), [["a\tb"], ["1\t2"]]);
}

#[test]
fn a_text_file_has_limits_of_its_own() {
    let code = |limits: WorkbookLimits| {
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        Workbook::read(b"abc,d\ne,f\n", &options).map_or_else(|error| error.code(), |_| "read")
    };
    let usual = WorkbookLimits::default();
    assert_eq!(code(WorkbookLimits { cells: 4, ..usual }), "read");
    assert_eq!(
        code(WorkbookLimits { cells: 3, ..usual }),
        "table.over_limit"
    );
    assert_eq!(code(WorkbookLimits { text: 3, ..usual }), "read");
    assert_eq!(
        code(WorkbookLimits { text: 2, ..usual }),
        "table.cell_too_long"
    );
    assert_eq!(
        code(WorkbookLimits { bytes: 9, ..usual }),
        "table.too_large"
    );
    assert_eq!(code(WorkbookLimits { bytes: 10, ..usual }), "read");
}

#[test]
fn a_row_of_brackets_is_a_title_and_no_json() {
    assert_eq!(
        texts(&read("[様式1]\nid,name\n".as_bytes())),
        [vec!["[様式1]"], vec!["id", "name"]]
    );
}
