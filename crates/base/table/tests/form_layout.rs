//! How a form is laid out, cell by cell.
#![cfg(all(feature = "csv", feature = "xlsx"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::io::{Cursor, Read};
use tosei_document::Collector;
use tosei_table::{
    EncodeOptions, Form, FormRows, FormValue, ReadOptions, Sheet, Workbook, encoding_rules,
};
use tosei_types::Date;

const GROUPED: &str = include_str!("form/sample.json");
const PLAIN: &str = include_str!("form/fixture.json");

fn form(json: &str) -> Form {
    Form::from_json(json).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn text(value: &str) -> Option<FormValue> {
    Some(FormValue::Text(value.to_owned()))
}

fn codes(codes: &[&str]) -> Option<FormValue> {
    Some(FormValue::Codes(
        codes.iter().map(|code| (*code).to_owned()).collect(),
    ))
}

/// One row of the grouped form and one of its second sheet.
fn rows() -> FormRows {
    FormRows {
        section: Some("市民課（架空）".to_owned()),
        sheets: vec![
            vec![vec![
                text("P-1"),
                text("=1"),
                Some(FormValue::Code("2".to_owned())),
                Some(FormValue::Count(1_204)),
                Some(FormValue::Date(day("2026-03-31"))),
                Some(FormValue::YesNo(false)),
                codes(&["1", "2"]),
                None,
            ]],
            vec![vec![text("甲"), Some(FormValue::YesNo(true))]],
        ],
    }
}

fn workbook(json: &str, rows: &FormRows) -> (Vec<u8>, Workbook) {
    let bytes = form(json).write_xlsx(rows, day("2026-04-01")).unwrap();
    let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
    (bytes, book)
}

/// The texts of a sheet, each row from its first column, blank ones as "".
fn grid(sheet: &Sheet) -> Vec<Vec<String>> {
    let (rows, columns) = sheet.size();
    let row = |number: u32| -> Vec<String> {
        let row = sheet.row(number);
        let shown = |column| {
            row.cell(column)
                .unwrap()
                .value()
                .display_text()
                .into_owned()
        };
        let mut texts: Vec<String> = (1..=columns).map(shown).collect();
        while texts.last().is_some_and(String::is_empty) {
            texts.pop();
        }
        texts
    };
    (1..=rows).map(row).collect()
}

const HEAD: [&[&str]; 7] = [
    &["行政手続調査票（架空）"],
    &[
        "様式ID：sample-survey／版：2026-1／シート：main／提出期限：2026-08-31／記入課：市民課（架空）",
    ],
    &[
        "記入者：DX推進課（変更不可）",
        "記入者：所管課（必須）",
        "記入者：所管課",
        "記入者：所管課",
        "記入者：所管課",
        "記入者：法規担当",
        "記入者：所管課",
        "記入者：所管課",
    ],
    &[
        "変更しない。",
        "条例などの正式な名称。",
        "基準日の状況を選ぶ。",
        "前年度の件数。",
        "数えた日。",
        "公表してよいか。",
        "当てはまるものすべて。",
        "ほかに伝えたいこと。",
    ],
    &["", "例：住民票の写しの交付", "", "例：1204"],
    &["", "", "オンライン化", "オンライン化"],
    &[
        "手続ID",
        "手続名",
        "状況",
        "年間件数",
        "基準日",
        "公表の可否",
        "提出方法",
        "備考",
    ],
];

#[test]
fn every_row_above_the_answers_has_its_place() {
    let (_, book) = workbook(GROUPED, &rows());
    let mut head: Vec<Vec<String>> = HEAD
        .iter()
        .map(|row| row.iter().map(|text| (*text).to_owned()).collect())
        .collect();
    let sheet = book.sheet("調査票").unwrap();
    let merged: Vec<String> = sheet
        .merged_areas()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(merged, ["C6:D6"]);
    let shown = grid(sheet);
    // In the workbook the group stands once, over both of its columns.
    head[5].pop();
    assert_eq!(shown[..7], head);
    assert_eq!(
        shown[7..],
        [vec![
            "P-1",
            "'=1",
            "2 未実施",
            "1204",
            "2026-03-31",
            "いいえ",
            "1 窓口\n2 郵送"
        ]]
    );
    assert_eq!(
        grid(book.sheet("担当者").unwrap()),
        [
            vec!["行政手続調査票（架空）"],
            vec![
                "様式ID：sample-survey／版：2026-1／シート：contact／提出期限：2026-08-31／記入課：市民課（架空）"
            ],
            vec!["記入者：所管課（必須）", "記入者：所管課"],
            vec!["担当の名称。", "異動がなければ「はい」。"],
            vec![],
            vec!["担当", "異動なし"],
            vec!["甲", "はい"]
        ]
    );
}

#[test]
fn a_text_file_has_the_same_rows() {
    let form = form(GROUPED);
    let mut expected = String::from("\u{FEFF}");
    for row in HEAD {
        let mut row = row.to_vec();
        // Every row of the head but the first two has a cell for each column.
        if row.len() > 1 {
            row.resize(8, "");
        }
        expected.push_str(&row.join(","));
        expected.push_str("\r\n");
    }
    expected.push_str("P-1,'=1,2 未実施,1204,2026-03-31,いいえ,\"1 窓口\n2 郵送\",\r\n");
    let bytes = form.write_csv(&rows(), 0).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);

    let mut findings = Collector::new(encoding_rules());
    let bytes = form
        .write_csv_in(&rows(), 0, EncodeOptions::default(), &mut findings)
        .unwrap();
    let (shown, lost) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes);
    assert!(!lost);
    assert_eq!(shown, expected.trim_start_matches('\u{FEFF}'));
    // Neither due date nor section, and no groups.
    let plain = Form::from_json(PLAIN).unwrap();
    let none = FormRows::single(None, vec![]);
    let lines = String::from_utf8(plain.write_csv(&none, 0).unwrap()).unwrap();
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[1], "様式ID：fixture／版：2026-1／シート：main");
    assert_eq!(lines[4], ",,,,,,,");
    assert_eq!(
        lines[5],
        "手続ID,手続名,類型,年間件数,基準日,電子申請,実施状況,提出方法"
    );
}

#[test]
fn the_instructions_name_the_form_and_every_column() {
    let (_, book) = workbook(GROUPED, &rows());
    let shown = grid(book.sheet("記入要領").unwrap());
    let pairs: Vec<(&str, &str)> = shown[1..8]
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    assert_eq!(shown[0], ["記入要領"]);
    assert_eq!(
        pairs,
        [
            ("様式名", "行政手続調査票（架空）"),
            ("様式ID", "sample-survey"),
            ("版", "2026-1"),
            ("発行元", "見本市DX推進課（架空）"),
            ("記入課", "市民課（架空）"),
            ("提出期限", "2026-08-31"),
            ("目的", "架空の市の手続を数える。"),
        ]
    );
    assert_eq!(shown[8][0], "記入の仕方");
    assert!(
        shown[9..13]
            .iter()
            .all(|row| row[0].is_empty() && row[1].ends_with('。'))
    );
    assert_eq!(shown[13], ["", "'＝で始まる名称もそのまま書く。"]);
    assert_eq!(shown[14], Vec::<String>::new());
    assert_eq!(
        shown[15],
        [
            "シート",
            "項目",
            "上段の見出し",
            "記入者",
            "必須",
            "種類",
            "説明",
            "例"
        ]
    );
    assert_eq!(
        shown[16..],
        [
            vec![
                "調査票",
                "手続ID",
                "",
                "DX推進課",
                "必須",
                "文字",
                "変更しない。"
            ],
            vec![
                "調査票",
                "手続名",
                "",
                "所管課",
                "必須",
                "文字",
                "条例などの正式な名称。",
                "住民票の写しの交付"
            ],
            vec![
                "調査票",
                "状況",
                "オンライン化",
                "所管課",
                "",
                "一覧から一つ選ぶ",
                "基準日の状況を選ぶ。"
            ],
            vec![
                "調査票",
                "年間件数",
                "オンライン化",
                "所管課",
                "",
                "件数（0以上の整数。不明なら空欄）",
                "前年度の件数。",
                "1204"
            ],
            vec![
                "調査票",
                "基準日",
                "",
                "所管課",
                "",
                "日付（例：2026-03-31）",
                "数えた日。"
            ],
            vec![
                "調査票",
                "公表の可否",
                "",
                "法規担当",
                "",
                "はい／いいえ",
                "公表してよいか。"
            ],
            vec![
                "調査票",
                "提出方法",
                "",
                "所管課",
                "",
                "一覧から選ぶ（複数はセル内で改行して並べる）",
                "当てはまるものすべて。"
            ],
            vec![
                "調査票",
                "備考",
                "",
                "所管課",
                "",
                "文字",
                "ほかに伝えたいこと。"
            ],
            vec![
                "担当者",
                "担当",
                "",
                "所管課",
                "必須",
                "文字",
                "担当の名称。"
            ],
            vec![
                "担当者",
                "異動なし",
                "",
                "所管課",
                "",
                "はい／いいえ",
                "異動がなければ「はい」。"
            ],
        ]
    );
    assert_eq!(
        grid(book.sheet("コード表").unwrap()),
        [
            vec!["コード表", "コード", "名称", "選択肢", "説明"],
            vec!["実施状況", "1", "実施済", "1 実施済"],
            vec!["実施状況", "2", "未実施", "2 未実施", "予定を含む。"],
            vec!["実施状況", "9", "適用除外", "9 適用除外"],
            vec!["提出方法", "1", "窓口", "1 窓口"],
            vec!["提出方法", "2", "郵送", "2 郵送"],
            vec!["提出方法", "3", "電子、その他", "3 電子、その他"],
        ]
    );
}

#[test]
fn each_header_carries_a_note() {
    let (_, book) = workbook(GROUPED, &rows());
    let notes: Vec<(String, &str)> = book
        .sheet("調査票")
        .unwrap()
        .comments()
        .iter()
        .map(|comment| (comment.cell().to_string(), comment.text()))
        .collect();
    let note = |cell: &str, text: &'static str| (cell.to_owned(), text);
    assert_eq!(
        notes[0],
        note("A7", "変更しない。\n記入者：DX推進課\n種類：文字\n必須")
    );
    assert_eq!(
        notes[1],
        note(
            "B7",
            "条例などの正式な名称。\n記入者：所管課\n種類：文字\n必須\n例：住民票の写しの交付"
        )
    );
    assert_eq!(
        notes[2],
        note(
            "C7",
            "基準日の状況を選ぶ。\n記入者：所管課\n種類：一覧から一つ選ぶ\n選択肢：\n1 実施済\n2 未実施\n9 適用除外"
        )
    );
    assert_eq!(
        notes[7],
        note("H7", "ほかに伝えたいこと。\n記入者：所管課\n種類：文字")
    );
    // Twenty codes are named, and where the others are.
    for (count, more) in [(20, false), (21, true)] {
        let mut json: serde_json::Value = serde_json::from_str(PLAIN).unwrap();
        let list: Vec<_> = (1..=count)
            .map(|code| serde_json::json!({"code": format!("c{code}"), "label": format!("区分{code}")}))
            .collect();
        json["code_lists"][0]["codes"] = list.into();
        let (_, book) = workbook(&json.to_string(), &FormRows::single(None, vec![]));
        let comments = book.sheet("調査票").unwrap().comments();
        let note = comments[2].text();
        assert_eq!(note.matches("\nc").count(), 20);
        assert_eq!(note.ends_with("\n（続きは「コード表」）"), more, "{note}");
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    xml
}

/// The value of an attribute of the first element that starts so.
fn attribute(xml: &str, element: &str, name: &str) -> String {
    let (_, behind) = xml.split_once(element).unwrap();
    let (element, _) = behind.split_once('>').unwrap();
    let (_, value) = element.split_once(&format!(" {name}=\"")).unwrap();
    value.split_once('"').unwrap().0.to_owned()
}

#[test]
fn rows_look_like_what_they_are() {
    let (bytes, _) = workbook(GROUPED, &rows());
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let style = |cell: &str| attribute(&sheet, &format!("<c r=\"{cell}\""), "s");
    // Who fills in, explanation and example are notes; group and header are headers.
    let [note, header] = ["A3", "A7"].map(style);
    assert_ne!(note, header);
    for cell in ["H3", "A4", "A5", "B5", "H5"] {
        assert_eq!(style(cell), note, "{cell}");
    }
    for cell in ["A6", "C6", "D6", "H6", "H7"] {
        assert_eq!(style(cell), header, "{cell}");
    }
    let codes = part(&bytes, "xl/worksheets/sheet4.xml");
    assert_eq!(attribute(&codes, "<c r=\"A1\"", "s"), header);
    // A locked text does not look like an open one, nor a count like a day.
    let answers: Vec<String> = ["A8", "B8", "D8", "E8"].map(style).into();
    let distinct: std::collections::BTreeSet<_> = answers.iter().collect();
    assert_eq!(distinct.len(), 4);
    assert_eq!(style("H8"), style("B8"));
    // The answers scroll under the header and beside the key.
    let pane = |name| attribute(&sheet, "<pane", name);
    assert_eq!(
        (pane("xSplit"), pane("ySplit"), pane("topLeftCell")),
        ("1".to_owned(), "7".to_owned(), "B8".to_owned())
    );
    // First and last column, and the width in whole characters.
    let widths: Vec<[String; 3]> = sheet
        .split("<col ")
        .skip(1)
        .map(|column| {
            let column = format!("<col  {column}");
            ["min", "max", "width"].map(|name| {
                let value = attribute(&column, "<col ", name);
                value.split('.').next().unwrap().to_owned()
            })
        })
        .collect();
    assert_eq!(
        widths,
        [
            ["1", "1", "24"],
            ["2", "2", "40"],
            ["3", "3", "20"],
            ["4", "5", "14"],
            ["6", "6", "10"],
            ["7", "8", "24"]
        ]
    );
    // A count may not be negative; a list names its cells; the locked column has no rule.
    assert_eq!(attribute(&sheet, "<dataValidations", "count"), "5");
    let rules: Vec<&str> = sheet.split("<dataValidation ").skip(1).collect();
    for (rule, cells, kind) in [
        (rules[0], "C8", "list"),
        (rules[1], "D8", "decimal"),
        (rules[2], "E8", "date"),
        (rules[3], "F8", "list"),
        (rules[4], "G8", "list"),
    ] {
        assert!(rule.contains(&format!("sqref=\"{cells}\"")), "{rule}");
        assert!(rule.contains(&format!("type=\"{kind}\"")), "{rule}");
        // Several codes in one cell are not refused.
        assert_eq!(rule.contains("showErrorMessage"), cells != "G8", "{rule}");
    }
    assert!(rules[0].contains("'コード表'!$D$2:$D$4"));
    assert!(rules[4].contains("'コード表'!$D$5:$D$7"));
    // Where rows may be added the rules reach to the end of the sheet.
    let contact = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(contact.contains("sqref=\"B7:B1048576\""), "{contact}");
    assert_eq!(attribute(&contact, "<dataValidations", "count"), "1");
    // Without rows there is nothing to rule.
    let (bytes, _) = workbook(PLAIN, &FormRows::single(None, vec![]));
    assert!(!part(&bytes, "xl/worksheets/sheet2.xml").contains("<dataValidation"));
}
