//! Forms, their rows, and texts that older encodings have and have not.

use crate::{
    CodeList, ColumnKind, FORM_FORMAT, FORM_FORMAT_VERSION, Form, FormCode, FormColumn,
    FormDocument, FormRow, FormRows, FormSheet, FormValue,
};
use proptest::prelude::*;
use tosei_types::{Date, MAX_COUNT};

/// Texts of characters that CP932 has, has twice or lacks, with marks and 外字 among them.
pub fn japanese_texts() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        8 => proptest::char::ranges(vec!['ぁ'..='ん', 'ァ'..='ヶ', '一'..='龠'].into()),
        4 => proptest::char::range(' ', '~'),
        2 => proptest::sample::select("〜～‖∥−－¥‾髙﨑①㈱ⅰ≒∵𠮷俱葛神〓￢¬㋿".chars().collect::<Vec<char>>()),
        1 => proptest::sample::select(vec!['\u{E000}', '\u{E757}', '\u{E758}', '\u{F8F0}', '\u{80}', '\u{A0}']),
        1 => proptest::sample::select(vec!['\u{E0100}', '\u{FE00}', '\u{3099}', '\u{309A}', '\u{301}']),
        1 => any::<char>(),
    ];
    proptest::collection::vec(character, 0..12).prop_map(|text| text.into_iter().collect())
}

/// Texts that a cell of a form can hold, many of which like to begin as a formula.
fn cell_texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "['=+@＝＋－＠\t\n 0-9.-]{1,6}",
        ".{1,8}",
        "_x00[0-9A-F]{2}_",
        japanese_texts(),
        any::<String>(),
    ]
    .prop_filter_map("a text of a cell", |text| {
        let writable = |c: &char| {
            (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
        };
        let text: String = text.chars().filter(writable).collect();
        (!text.trim().is_empty()).then_some(text)
    })
}

fn code_lists() -> impl Strategy<Value = Vec<CodeList>> {
    let word = "[ぁ-んァ-ヶ一-龠、（）]{1,5}";
    let codes = proptest::collection::vec((word, any::<bool>()), 1..6);
    proptest::collection::vec(codes, 1..3).prop_map(|lists| {
        let list = |(at, codes): (usize, Vec<(String, bool)>)| CodeList {
            id: format!("list-{at}"),
            label: format!("一覧{at}"),
            codes: codes
                .into_iter()
                .enumerate()
                .map(|(at, (word, sign))| FormCode {
                    code: if sign {
                        format!("-{at}")
                    } else {
                        format!("{at}")
                    },
                    label: format!("{word}{}", "甲乙丙丁戊己".chars().nth(at).unwrap_or('庚')),
                    explanation: None,
                })
                .collect(),
        };
        lists.into_iter().enumerate().map(list).collect()
    })
}

fn columns(lists: usize) -> impl Strategy<Value = Vec<FormColumn>> {
    let list = (0..lists).prop_map(|at| format!("list-{at}"));
    let kind = prop_oneof![
        3 => Just(ColumnKind::Text {}),
        1 => Just(ColumnKind::Count {}),
        1 => Just(ColumnKind::Date {}),
        1 => Just(ColumnKind::YesNo {}),
        1 => list.clone().prop_map(|list| ColumnKind::Code { list }),
        1 => list.prop_map(|list| ColumnKind::Codes { list }),
    ];
    let group = proptest::option::of("[ぁ-ん]{1}");
    let column = (kind, "[=+@'a-zA-Zぁ-ん（）]{1,6}", group, any::<bool>());
    proptest::collection::vec(column, 1..7).prop_map(|columns| {
        columns
            .into_iter()
            .enumerate()
            .map(|(at, (answer, header, group, locked))| FormColumn {
                id: format!("column-{at}"),
                group,
                header: format!("{header}{at}"),
                explanation: format!("説明\n{header}"),
                filled_by: "所管課".to_owned(),
                answer,
                required: false,
                key: false,
                locked: locked && at > 0,
                width: None,
                example: Some(header),
            })
            .collect()
    })
}

/// Forms of one or two sheets with every kind of column.
pub fn forms() -> impl Strategy<Value = Form> {
    code_lists()
        .prop_flat_map(|lists| {
            let sheets = (columns(lists.len()), any::<bool>());
            (Just(lists), proptest::collection::vec(sheets, 1..3))
        })
        .prop_filter_map("a sound form", |(code_lists, sheets)| {
            let sheet = |(at, (columns, added)): (usize, (Vec<FormColumn>, bool))| FormSheet {
                id: format!("sheet-{at}"),
                name: format!("調査票{at}"),
                columns,
                rows_may_be_added: added,
            };
            let document = FormDocument {
                schema: None,
                format: FORM_FORMAT.to_owned(),
                format_version: FORM_FORMAT_VERSION,
                id: "form".to_owned(),
                form_version: "1".to_owned(),
                title: "様式（架空）".to_owned(),
                issuer: "見本市（架空）".to_owned(),
                due_date: None,
                purpose: None,
                instructions: Vec::new(),
                code_lists,
                sheets: sheets.into_iter().enumerate().map(sheet).collect(),
            };
            Form::try_from(document).ok()
        })
}

fn values(form: &Form, column: &FormColumn) -> BoxedStrategy<FormValue> {
    let codes: Vec<String> = column
        .answer
        .list()
        .and_then(|list| form.list(list))
        .map(|list| list.codes.iter().map(|code| code.code.clone()).collect())
        .unwrap_or_default();
    match column.answer {
        ColumnKind::Count {} => prop_oneof![0..100u64, 0..=MAX_COUNT]
            .prop_map(FormValue::Count)
            .boxed(),
        ColumnKind::Date {} => (1873..=2100u16, 1..=12u8, 1..=31u8)
            .prop_filter_map("a day", |(year, month, day)| {
                Date::try_new(year, month, day).ok().map(FormValue::Date)
            })
            .boxed(),
        ColumnKind::YesNo {} => any::<bool>().prop_map(FormValue::YesNo).boxed(),
        ColumnKind::Code { .. } => proptest::sample::select(codes)
            .prop_map(FormValue::Code)
            .boxed(),
        ColumnKind::Codes { .. } => {
            let most = codes.len();
            proptest::sample::subsequence(codes, 1..=most)
                .prop_shuffle()
                .prop_map(FormValue::Codes)
                .boxed()
        }
        _ => cell_texts().prop_map(FormValue::Text).boxed(),
    }
}

fn rows(form: &Form, sheet: &FormSheet) -> BoxedStrategy<Vec<FormRow>> {
    let cells: Vec<_> = sheet
        .columns
        .iter()
        .map(|column| proptest::option::weighted(0.8, values(form, column)))
        .collect();
    let row = cells.prop_filter("a row that is not empty", |row| {
        row.iter().any(Option::is_some)
    });
    proptest::collection::vec(row, 0..6).boxed()
}

/// Forms with rows that can be written.
pub fn forms_with_rows() -> impl Strategy<Value = (Form, FormRows)> {
    forms().prop_flat_map(|form| {
        let sheets: Vec<BoxedStrategy<Vec<FormRow>>> = form
            .sheets()
            .iter()
            .map(|sheet| rows(&form, sheet))
            .collect();
        let section = proptest::option::of("[ぁ-ん一-龠]{1,6}課");
        (Just(form), section, sheets)
            .prop_map(|(form, section, sheets)| (form, FormRows { section, sheets }))
    })
}
