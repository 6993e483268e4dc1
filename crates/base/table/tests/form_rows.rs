//! Which rows a form takes, and what it says of itself and of rows that it refuses.
#![cfg(feature = "csv")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_document::Explain;
use tosei_table::{ColumnKind, Form, FormRows, FormSheet, FormValue};
use tosei_types::{Date, Language, MAX_COUNT};

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

#[test]
fn a_section_has_a_name_of_one_line() {
    let plain = form(PLAIN);
    let check = |section: &str| {
        let rows = FormRows::single(Some(section), vec![]);
        plain.check_rows(&rows).map_err(|error| error.code())
    };
    for section in ["市民課", "市民課 窓口係", &"課".repeat(100), "a/b"] {
        assert_eq!(check(section), Ok(()), "{section}");
    }
    for section in [
        "",
        " ",
        " 市民課",
        "市民課 ",
        "市民課\u{3000}",
        "市民\n課",
        "市民\t課",
        "市民\u{7}課",
        "市民\u{FFFE}課",
        "市民／課",
        &"課".repeat(101),
    ] {
        assert_eq!(check(section), Err("table.form.section"), "{section:?}");
    }
    assert!(plain.check_rows(&FormRows::single(None, vec![])).is_ok());
}

#[test]
fn a_row_has_a_value_of_its_kind_in_each_column() {
    let plain = form(PLAIN);
    let check = |at: usize, value: Option<FormValue>| {
        let mut row = vec![None; 8];
        row[0] = text("P-1");
        row[at] = value;
        let rows = FormRows::single(None, vec![row]);
        plain.check_rows(&rows).map_err(|error| error.code())
    };
    let code = |code: &str| Some(FormValue::Code(code.to_owned()));
    let date = || Some(FormValue::Date(day("2026-03-31")));
    for (at, value) in [
        (1, text("甲")),
        (1, text("甲\n乙\t丙")),
        // With its apostrophe a text has room for 32,767 units of UTF-16.
        (1, text(&"a".repeat(32_766))),
        (1, text(&"𠮷".repeat(16_383))),
        (1, None),
        (2, code("2")),
        (3, Some(FormValue::Count(0))),
        (3, Some(FormValue::Count(MAX_COUNT))),
        (4, date()),
        (5, Some(FormValue::YesNo(false))),
        (7, codes(&["1"])),
        (7, codes(&["2", "1"])),
    ] {
        assert_eq!(check(at, value.clone()), Ok(()), "{at} {value:?}");
    }
    for (at, value) in [
        (1, text("")),
        (1, text(" \u{3000}")),
        (1, text("甲\u{7}")),
        (1, text("甲\u{FFFF}")),
        (1, text("甲\r")),
        (1, text(&"a".repeat(32_767))),
        (1, text(&"𠮷".repeat(16_384))),
        (1, date()),
        (1, code("1")),
        (2, code("3")),
        (2, code("")),
        (2, text("2")),
        (2, codes(&["2"])),
        (3, Some(FormValue::Count(MAX_COUNT + 1))),
        (3, text("1")),
        (4, Some(FormValue::Count(1))),
        (5, date()),
        (7, codes(&[])),
        (7, codes(&["1", "1"])),
        (7, codes(&["1", "3"])),
        (7, code("1")),
    ] {
        assert_eq!(
            check(at, value.clone()),
            Err("table.form.value"),
            "{at} {value:?}"
        );
    }
    let of = |row: Vec<Option<FormValue>>| {
        plain
            .check_rows(&FormRows::single(None, vec![row]))
            .map_err(|error| error.code())
    };
    for row in [
        vec![None; 8],
        vec![text("P-1"); 7],
        vec![text("P-1"); 9],
        vec![],
    ] {
        assert_eq!(of(row), Err("table.form.width"));
    }
}

#[test]
fn what_a_form_refuses_is_said_in_both_languages() {
    let plain = form(PLAIN);
    let row = |name: Option<FormValue>| {
        let mut row = vec![text("P-1"), name];
        row.resize(8, None);
        row
    };
    let of = |rows: FormRows| plain.check_rows(&rows).unwrap_err();
    let none = FormRows::single(None, vec![]);
    for (error, code, ja, en) in [
        (
            of(FormRows::default()),
            "table.form.sheets",
            "様式のシートは1枚ですが、0枚分の行が渡されました。",
            "The form has `1` sheets, got rows for `0`.",
        ),
        (
            of(FormRows::single(Some("a／b"), vec![])),
            "table.form.section",
            "「a／b」は記入課の名称として書けません。",
            "`a／b` is no name of a section: 1 to 100 characters, no control character, no 「／」.",
        ),
        (
            of(FormRows::single(None, vec![row(None), vec![None]])),
            "table.form.width",
            "シート「調査票」の1番目（0から）の行は、値の数が項目の数と合わないか、空です。",
            "Row `1` (counted from 0) of the sheet `調査票` does not have one place for each column, or is empty.",
        ),
        (
            of(FormRows::single(
                None,
                vec![row(None), row(Some(FormValue::YesNo(true)))],
            )),
            "table.form.value",
            "シート「調査票」の1番目（0から）の行の「name」は、項目の種類に合わないか、書けない文字を含みます。",
            "Row `1` (counted from 0) of the sheet `調査票`: the value of `name` is not one of its kind, or cannot be written.",
        ),
        (
            of(FormRows::single(None, vec![vec![]; 1_048_561])),
            "table.form.too_many_rows",
            "シート「調査票」に1048561行は入りません。",
            "The sheet `調査票` cannot hold `1048561` rows.",
        ),
        (
            plain.write_csv(&none, 1).unwrap_err(),
            "table.form.no_such_sheet",
            "様式に1番目（0から）のシートはありません。",
            "The form has no sheet number `1` (counted from 0).",
        ),
    ] {
        assert_eq!(
            (
                error.code(),
                &*error.sentence(Language::Ja),
                &*error.sentence(Language::En)
            ),
            (code, ja, en)
        );
    }
    // One row fewer is refused for what it is, not for their number.
    let most = of(FormRows::single(None, vec![vec![]; 1_048_560]));
    assert_eq!(most.code(), "table.form.width");
    let shape = Form::from_json("[]").unwrap_err();
    assert_eq!(shape.code(), "table.form.shape");
    assert!(
        shape
            .sentence(Language::Ja)
            .starts_with("様式ファイルの形が正しくありません（")
    );
    assert!(
        shape
            .sentence(Language::En)
            .starts_with("The form does not have the right shape: ")
    );
    let broken = Form::from_json(&PLAIN.replace("\"様式（架空）\"", "\" \"")).unwrap_err();
    assert_eq!(broken.code(), "table.form.definition");
    assert_eq!(
        broken.sentence(Language::Ja),
        "様式の定義に不備が1件あります。/title：文字が空、長すぎる、または制御文字を含む。"
    );
}

#[test]
fn a_form_answers_for_its_parts() {
    let grouped = form(GROUPED);
    assert_eq!(
        (grouped.id(), grouped.form_version()),
        ("sample-survey", "2026-1")
    );
    assert_eq!(grouped.title(), "行政手続調査票（架空）");
    assert_eq!(grouped.due_date(), Some(day("2026-08-31")));
    assert_eq!(form(PLAIN).due_date(), None);
    assert_eq!(grouped.list("method").unwrap().label, "提出方法");
    assert_eq!(grouped.list("x"), None);
    for (sheet, column, place) in [
        ("main", "id", Some((0, 0))),
        ("main", "name", Some((0, 1))),
        ("contact", "name", Some((1, 0))),
        ("contact", "ok", Some((1, 1))),
        ("contact", "id", None),
        ("other", "id", None),
    ] {
        assert_eq!(grouped.position(sheet, column), place);
    }
    let groups: Vec<bool> = grouped.sheets().iter().map(FormSheet::has_groups).collect();
    assert_eq!(groups, [true, false]);
    assert_eq!((rows().len(), rows().is_empty()), (2, false));
    let none = FormRows::single(None, vec![]);
    assert!(none.is_empty() && none.sheets.len() == 1);
    let list = || "l".to_owned();
    for (kind, code, of) in [
        (ColumnKind::Text {}, "text", None),
        (ColumnKind::Count {}, "count", None),
        (ColumnKind::Date {}, "date", None),
        (ColumnKind::YesNo {}, "yes_no", None),
        (ColumnKind::Code { list: list() }, "code", Some("l")),
        (ColumnKind::Codes { list: list() }, "codes", Some("l")),
    ] {
        assert_eq!((kind.code(), kind.list()), (code, of));
    }
    let kinds: Vec<&str> = rows().sheets[0][0]
        .iter()
        .flatten()
        .map(FormValue::code)
        .collect();
    assert_eq!(
        kinds,
        ["text", "text", "code", "count", "date", "yes_no", "codes"]
    );
}
