//! Sheets written part by part: rows and columns out of sight, kinds of values, colours, limits.

use crate::fixture::{self, RELS};
use tosei_document::Explain;
use tosei_table::{CellValue, ReadOptions, Sheet, Workbook, WorkbookLimits};

const MAIN: &str =
    r#"<workbook><sheets><sheet name="調査票" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const MAIN_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/><Relationship Id="r2" Type="x/styles" Target="st.xml"/><Relationship Id="r3" Type="x/sharedStrings" Target="ss.xml"/></Relationships>"#;

/// A workbook of one sheet with these parts more.
fn file(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts = vec![
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", MAIN),
        ("xl/_rels/workbook.xml.rels", MAIN_RELS),
        ("xl/s.xml", sheet.as_str()),
    ];
    parts.extend(more);
    fixture::zip(&parts)
}

fn read(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &ReadOptions::default()).unwrap()
}

fn code(bytes: &[u8], limits: WorkbookLimits) -> &'static str {
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    Workbook::read(bytes, &options).map_or_else(|error| error.code(), |_| "read")
}

#[test]
fn rows_out_of_sight_begin_and_end_where_they_do() {
    // In any order; a height of nothing hides, too.
    let book = read(&file(
        r#"<sheetData><row r="9" hidden="1"/><row r="2" hidden="1"/><row r="3" ht="0"/>
        <row r="4" hidden="0" ht="15"/><row r="6" hidden="true"/><row r="7" hidden="false"/></sheetData>"#,
        &[],
    ));
    let sheet = &book.sheets()[0];
    assert_eq!(sheet.hidden_rows(), [(2, 3), (6, 6), (9, 9)]);
    let hidden: Vec<u32> = (1..=11).filter(|row| sheet.is_row_hidden(*row)).collect();
    assert_eq!(hidden, [2, 3, 6, 9]);
    let hidden: Vec<u32> = (1..=11).filter(|row| sheet.row(*row).is_hidden()).collect();
    assert_eq!(hidden, [2, 3, 6, 9]);
}

#[test]
fn columns_out_of_sight_are_joined_where_they_touch() {
    let spans = |columns: &str| -> Vec<(u32, u32)> {
        let sheet = format!("<cols>{columns}</cols><sheetData/>");
        read(&file(&sheet, &[])).sheets()[0]
            .hidden_columns()
            .to_vec()
    };
    let hidden = |first: u32, last: u32| format!(r#"<col min="{first}" max="{last}" hidden="1"/>"#);
    for (columns, joined) in [
        (hidden(2, 3) + &hidden(4, 4), vec![(2, 4)]),
        (hidden(4, 4) + &hidden(2, 3), vec![(2, 4)]),
        (hidden(2, 3) + &hidden(5, 5), vec![(2, 3), (5, 5)]),
        (hidden(5, 8) + &hidden(2, 6), vec![(2, 8)]),
        (hidden(2, 8) + &hidden(3, 4), vec![(2, 8)]),
        (hidden(1, 1), vec![(1, 1)]),
        (hidden(16_384, 16_384), vec![(16_384, 16_384)]),
        // No such columns.
        (hidden(16_384, 16_385), vec![]),
        (hidden(0, 2), vec![]),
        (hidden(4, 3), vec![]),
        (
            r#"<col min="4" max="5" width="0"/>"#.to_owned(),
            vec![(4, 5)],
        ),
        (r#"<col min="4" max="5" width="9"/>"#.to_owned(), vec![]),
        (
            r#"<col min="4" max="5" hidden="true" width="9"/>"#.to_owned(),
            vec![(4, 5)],
        ),
        (
            r#"<col min="4" max="5" hidden="0" width="9"/>"#.to_owned(),
            vec![],
        ),
    ] {
        assert_eq!(spans(&columns), joined, "{columns}");
    }
    let sheet = format!("<cols>{}{}</cols><sheetData/>", hidden(2, 3), hidden(6, 6));
    let book = read(&file(&sheet, &[]));
    let sheet = &book.sheets()[0];
    let found: Vec<u32> = (1..=8)
        .filter(|column| sheet.is_column_hidden(*column))
        .collect();
    assert_eq!(found, [2, 3, 6]);
}

#[test]
fn cells_are_put_in_order_and_the_first_of_two_stays() {
    let cell = |at: &str, value: u32| format!(r#"<c r="{at}"><v>{value}</v></c>"#);
    let book = read(&file(
        &format!(
            r#"<sheetData><row r="5">{}{}</row><row r="2">{}{}{}</row><row r="4">{}</row></sheetData>"#,
            cell("C5", 1),
            cell("A5", 2),
            cell("B2", 3),
            cell("A2", 4),
            cell("B2", 5),
            cell("XFD4", 6)
        ),
        &[],
    ));
    let sheet = &book.sheets()[0];
    let cells: Vec<String> = sheet
        .rows()
        .flat_map(|row| row.cells())
        .map(|cell| format!("{} {}", cell.address(), cell.value().display_text()))
        .collect();
    assert_eq!(cells, ["A2 4", "B2 3", "XFD4 6", "A5 2", "C5 1"]);
    assert_eq!((sheet.size(), sheet.cell_count()), ((5, 16_384), 5));
    // Rows and cells that are not there.
    let row = sheet.row(3);
    assert!(row.is_blank() && row.cells().next().is_none() && !row.is_hidden());
    assert_eq!(row.number(), 3);
    assert_eq!(row.cell(1).unwrap().address().to_string(), "A3");
    assert!(sheet.row(2).cell(0).is_none() && sheet.row(0).cell(1).is_none());
    assert_eq!(
        sheet.row(2).cell(2).unwrap().value(),
        CellValue::Number("3")
    );
    assert_eq!(sheet.row(2).cell(3).unwrap().value(), CellValue::Empty);
    assert!(!sheet.row(2).is_blank());
    assert_eq!(sheet.rows().next_back().unwrap().number(), 5);
    assert_eq!(Sheet::default().size(), (0, 0));
}

#[test]
fn each_kind_of_cell_has_its_value() {
    let strings = r#"<sst><si><t>甲</t></si><si/><si><t>乙</t><rPh sb="0" eb="1"><t>オツ</t></rPh></si><si><r><t>丙</t></r><t>丁</t></si></sst>"#;
    for (cell, kind, text, formula, phonetic) in [
        (r#"<c><v>12.50</v></c>"#, "number", "12.50", false, false),
        (
            r#"<c t="n"><f>A1</f><v>3</v></c>"#,
            "number",
            "3",
            true,
            false,
        ),
        (r#"<c t="n"><f/><v>3</v></c>"#, "number", "3", true, false),
        (r#"<c><v>1,2</v></c>"#, "text", "1,2", false, false),
        (r#"<c><f>A1</f></c>"#, "unknown_formula", "", true, false),
        (r#"<c><v> </v></c>"#, "empty", "", false, false),
        (r#"<c t="b"><v>0</v></c>"#, "boolean", "FALSE", false, false),
        (
            r#"<c t="b"><v>false</v></c>"#,
            "boolean",
            "FALSE",
            false,
            false,
        ),
        (r#"<c t="b"><v>1</v></c>"#, "boolean", "TRUE", false, false),
        (r#"<c t="e"><v>#N/A</v></c>"#, "error", "#N/A", false, false),
        (
            r#"<c t="d"><v>2024-04-01T00:00:00</v></c>"#,
            "text",
            "2024-04-01",
            false,
            false,
        ),
        (
            r#"<c t="d"><v>2024-04-01T09:30:00</v></c>"#,
            "text",
            "2024-04-01T09:30:00",
            false,
            false,
        ),
        (
            r#"<c t="str"><f>A1</f><v>a_x0041_</v></c>"#,
            "text",
            "aA",
            true,
            false,
        ),
        // The formula says nothing: no unknown result, no text.
        (
            r#"<c t="str"><f>A1</f><v></v></c>"#,
            "empty",
            "",
            true,
            false,
        ),
        (r#"<c t="s"><v>0</v></c>"#, "text", "甲", false, false),
        (r#"<c t="s"><v>1</v></c>"#, "empty", "", false, false),
        (r#"<c t="s"><v> 2 </v></c>"#, "text", "乙", false, true),
        (r#"<c t="s"><v>3</v></c>"#, "text", "丙丁", false, false),
        (r#"<c t="s"></c>"#, "empty", "", false, false),
        (
            r#"<c t="inlineStr"><is><r><t>甲</t></r><r><t> 乙</t></r></is></c>"#,
            "text",
            "甲 乙",
            false,
            false,
        ),
        (
            r#"<c t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>コウ</t></rPh></is></c>"#,
            "text",
            "甲",
            false,
            true,
        ),
    ] {
        let sheet = format!(r#"<sheetData><row r="1">{cell}</row></sheetData>"#);
        let book = read(&file(&sheet, &[("xl/ss.xml", strings)]));
        let sheet = &book.sheets()[0];
        let found = sheet.cell("A1".parse().unwrap());
        let value = found.value();
        assert_eq!(
            (value.code(), &*value.display_text()),
            (kind, text),
            "{cell}"
        );
        assert_eq!(
            (found.is_formula(), found.has_phonetic_text()),
            (formula, phonetic),
            "{cell}"
        );
        assert_eq!(sheet.phonetic_count(), u64::from(phonetic), "{cell}");
        assert_eq!(
            value.is_blank(),
            kind == "empty",
            "{cell}: a formula without a result is not blank"
        );
    }
}

/// The kind of the value 1.5 in each of these styles.
fn kinds(styles: &str, count: usize) -> Vec<&'static str> {
    let cells: String = (0..count)
        .map(|style| format!(r#"<c s="{style}"><v>1.5</v></c>"#))
        .collect();
    let sheet = format!(r#"<sheetData><row r="1">{cells}</row></sheetData>"#);
    let book = read(&file(&sheet, &[("xl/st.xml", styles)]));
    let row = book.sheets()[0].row(1);
    row.cells().map(|cell| cell.value().code()).collect()
}

#[test]
fn built_in_formats_show_days_and_times() {
    let formats: Vec<(u32, &str)> = [
        (0, "number"),
        (13, "number"),
        (14, "date"),
        (17, "date"),
        (18, "time"),
        (21, "time"),
        (22, "date_time"),
        (23, "number"),
        (26, "number"),
        (27, "date"),
        (31, "date"),
        (32, "time"),
        (33, "time"),
        (34, "date"),
        (36, "date"),
        (37, "number"),
        (44, "number"),
        (45, "time"),
        (47, "time"),
        (48, "number"),
        (49, "number"),
        (50, "date"),
        (58, "date"),
        (59, "number"),
    ]
    .into();
    let list: String = formats
        .iter()
        .map(|(id, _)| format!(r#"<xf numFmtId="{id}"/>"#))
        .collect();
    // The formats of named styles, before and behind, are no formats of cells.
    let styles = format!(
        r#"<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{list}</cellXfs><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs></styleSheet>"#
    );
    let mut expected: Vec<&str> = formats.iter().map(|(_, kind)| *kind).collect();
    expected.push("number"); // a style that is not there
    assert_eq!(kinds(&styles, expected.len()), expected);
}

#[test]
fn formats_of_ones_own_show_days_and_times() {
    let formats = [
        ("mm:ss", "time"),
        ("s", "time"),
        ("h\"y\"", "time"),
        ("\"h\"d", "date"),
        ("\\y0", "number"),
        ("_y0", "number"),
        ("*y0", "number"),
        ("\\h", "number"),
        ("[Red]yyyy", "date"),
        ("[]yyyy", "date"),
        ("[hh]:mm", "time"),
        ("[mm]", "time"),
        ("[ss]", "time"),
        ("[hm]", "number"),
        ("h A/P", "time"),
        ("A/P", "time"),
        ("am/pm d", "date_time"),
        ("aaaa", "date"),
        ("ss.00", "time"),
        ("e", "date"),
        ("g", "date"),
        ("b", "date"),
        ("y", "date"),
        ("d h", "date_time"),
        ("m h", "time"),
        ("m", "date"),
        ("m/d;0", "date"),
        ("0;m/d", "number"),
        ("GENERAL d", "number"),
        ("?/? d", "number"),
        ("# d", "number"),
    ];
    let (mut own, mut list) = (String::new(), String::new());
    for (id, (format, _)) in (164u32..).zip(formats) {
        let format = format.replace('"', "&quot;");
        own.push_str(&format!(
            r#"<numFmt numFmtId="{id}" formatCode="{format}"/>"#
        ));
        list.push_str(&format!(r#"<xf numFmtId="{id}"/>"#));
    }
    // A built-in number may be given another meaning.
    own.push_str(r#"<numFmt numFmtId="14" formatCode="0.0"/>"#);
    list.push_str(r#"<xf numFmtId="14"/>"#);
    let styles =
        format!("<styleSheet><numFmts>{own}</numFmts><cellXfs>{list}</cellXfs></styleSheet>");
    let found = kinds(&styles, formats.len() + 1);
    for ((format, expected), found) in formats.iter().zip(&found) {
        assert_eq!(found, expected, "{format}");
    }
    assert_eq!(found.last(), Some(&"number"));
}

#[test]
fn a_colour_is_one_that_is_seen() {
    let solid = |colour: &str| {
        format!(
            r#"<fill><patternFill patternType="solid"><fgColor {colour}/></patternFill></fill>"#
        )
    };
    let fills: Vec<(String, Option<&str>)> = vec![
        (
            r#"<fill><patternFill patternType="none"><fgColor rgb="FF112233"/></patternFill></fill>"#.into(),
            None,
        ),
        (solid(r#"rgb="ff00b0f0""#), Some("FF00B0F0")),
        // No pattern of its own: nothing is left over from the fill before.
        (r#"<fill><fgColor rgb="FF112233"/></fill>"#.into(), None),
        (
            r#"<fill><patternFill><fgColor rgb="FF112233"/></patternFill></fill>"#.into(),
            None,
        ),
        (solid(r#"rgb="FFFFFFFF""#), None),
        (solid(r#"rgb="ffffff""#), None),
        (solid(r#"rgb="FFFFF""#), Some("FFFFF")),
        (solid(r#"rgb="FFFFFF00""#), Some("FFFFFF00")),
        (solid(r#"auto="1" rgb="FF112233""#), None),
        (solid(r#"theme="0""#), None),
        (solid(r#"theme="0" tint="0""#), None),
        (solid(r#"theme="0" tint="-0.15""#), Some("theme 0")),
        (solid(r#"theme="4" tint="0.5""#), Some("theme 4")),
        (solid(r#"indexed="1""#), None),
        (solid(r#"indexed="9""#), None),
        (solid(r#"indexed="64""#), None),
        (solid(r#"indexed="65""#), None),
        (solid(r#"indexed="10""#), Some("indexed 10")),
        (
            r#"<fill><gradientFill><stop><color rgb="FF112233"/></stop></gradientFill></fill>"#.into(),
            Some("gradient"),
        ),
        (solid(""), None),
        (r#"<fill><patternFill patternType="none"/></fill>"#.into(), None),
    ];
    let list: String = fills.iter().map(|(fill, _)| fill.as_str()).collect();
    let styles: String = (0..=fills.len())
        .map(|at| format!(r#"<xf numFmtId="0" fillId="{at}"/>"#))
        .collect();
    // Fills of conditional formats, before and behind, are not those of cells.
    let other = format!("<dxfs><dxf>{}</dxf></dxfs>", solid(r#"rgb="FF010203""#));
    let behind = r#"<patternFill patternType="solid"><fgColor rgb="FF010203"/></patternFill><gradientFill/>"#;
    let styles = format!(
        "<styleSheet>{other}<fills>{list}</fills>{other}{behind}<cellXfs>{styles}<xf/></cellXfs></styleSheet>"
    );
    let whole = |cells: &str, limits: WorkbookLimits| {
        let sheet = format!(r#"<sheetData><row r="1">{cells}</row></sheetData>"#);
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        Workbook::read(&file(&sheet, &[("xl/st.xml", &styles)]), &options).unwrap()
    };
    let usual = WorkbookLimits::default();
    for (at, (fill, colour)) in fills.iter().enumerate() {
        let book = whole(&format!(r#"<c s="{at}"><v>1</v></c>"#), usual);
        let sheet = &book.sheets()[0];
        assert_eq!(sheet.colours().next(), *colour, "{fill}");
        assert_eq!(
            sheet.coloured_count(),
            u64::from(colour.is_some()),
            "{fill}"
        );
        let cell = sheet.cell("A1".parse().unwrap());
        assert_eq!(cell.is_coloured(), colour.is_some(), "{fill}");
    }
    // A fill that is not there, and a style without one.
    for style in [fills.len(), fills.len() + 1] {
        let book = whole(&format!(r#"<c s="{style}"><v>1</v></c>"#), usual);
        assert_eq!(book.sheets()[0].coloured_count(), 0);
    }
    // Counted to the end, listed to the limit; an empty cell has a colour, too.
    let three = r#"<c s="1"/><c s="17"><v>1</v></c><c s="1"/>"#;
    for (listed, cells, colours) in [
        (0, vec![], vec![]),
        (1, vec!["A1"], vec!["FF00B0F0"]),
        (2, vec!["A1", "B1"], vec!["FF00B0F0", "indexed 10"]),
        (3, vec!["A1", "B1", "C1"], vec!["FF00B0F0", "indexed 10"]),
    ] {
        let book = whole(three, WorkbookLimits { listed, ..usual });
        let sheet = &book.sheets()[0];
        let found: Vec<String> = sheet
            .coloured_cells()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, cells);
        assert_eq!(sheet.colours().collect::<Vec<_>>(), colours);
        assert_eq!(sheet.coloured_count(), 3);
    }
}

fn with_comments(comments: &str) -> Vec<u8> {
    let comments = format!("<comments><commentList>{comments}</commentList></comments>");
    file(
        r#"<sheetData/>"#,
        &[
            (
                "xl/_rels/s.xml.rels",
                r#"<Relationships><Relationship Id="c" Type="x/comments" Target="c.xml"/></Relationships>"#,
            ),
            ("xl/c.xml", &comments),
        ],
    )
}

#[test]
fn comments_are_texts_of_their_cells() {
    let comment =
        |cell: &str, text: &str| format!(r#"<comment ref="{cell}"><text>{text}</text></comment>"#);
    let three = [
        comment(
            "B2",
            r#"<r><t>見込み</t></r><r><t>です</t></r><rPh sb="0" eb="1"><t>ミコミ</t></rPh>"#,
        ),
        comment("no cell", "<t>x</t>"),
        comment("C1", "<t>確認</t>"),
    ]
    .concat();
    let book = read(&with_comments(&three));
    let found: Vec<(String, &str)> = book.sheets()[0]
        .comments()
        .iter()
        .map(|comment| (comment.cell().to_string(), comment.text()))
        .collect();
    assert_eq!(
        found,
        [("B2".to_owned(), "見込みです"), ("C1".to_owned(), "確認")]
    );
    let items = |items| WorkbookLimits {
        items,
        ..WorkbookLimits::default()
    };
    assert_eq!(code(&with_comments(&three), items(2)), "read");
    assert_eq!(code(&with_comments(&three), items(1)), "table.over_limit");
}

#[test]
fn what_stands_beside_the_cells_has_a_limit() {
    let usual = WorkbookLimits::default();
    let three = file(
        r#"<cols><col min="1" max="9" hidden="1"/></cols><sheetData><row r="1" hidden="1"/></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells>"#,
        &[],
    );
    assert_eq!(code(&three, WorkbookLimits { items: 3, ..usual }), "read");
    assert_eq!(
        code(&three, WorkbookLimits { items: 2, ..usual }),
        "table.over_limit"
    );
    let strings = |count: usize, text: &str| {
        let all = format!("<si><t>{text}</t></si>").repeat(count);
        let sheet = r#"<sheetData><row r="1"><c t="s"><v>0</v></c></row></sheetData>"#;
        file(sheet, &[("xl/ss.xml", &format!("<sst>{all}</sst>"))])
    };
    for (text, read) in [("abcde", "read"), ("abcdef", "table.over_limit")] {
        let limits = WorkbookLimits { text: 5, ..usual };
        assert_eq!(code(&strings(1, text), limits), read);
        let inline = format!(
            r#"<sheetData><row r="1"><c t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>"#
        );
        assert_eq!(code(&file(&inline, &[]), limits), read);
        let value =
            format!(r#"<sheetData><row r="1"><c t="str"><v>{text}</v></c></row></sheetData>"#);
        assert_eq!(code(&file(&value, &[]), limits), read);
    }
    for (count, read) in [(2, "read"), (3, "table.over_limit")] {
        let limits = WorkbookLimits { cells: 1, ..usual };
        assert_eq!(code(&strings(count, "a"), limits), read);
    }
    // A file of exactly the allowed size.
    let bytes = strings(1, "a");
    let size = u64::try_from(bytes.len()).unwrap();
    let of = |bytes| WorkbookLimits { bytes, ..usual };
    assert_eq!(code(&bytes, of(size)), "read");
    assert_eq!(code(&bytes, of(size - 1)), "table.too_large");
}
