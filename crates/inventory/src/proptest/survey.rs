//! Strategies for survey files: rows with every defect that a rule knows, and many that none does.

use crate::survey::{SurveyColumn, SurveyEdition};
use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::BTreeMap;

/// A survey file as a table: some of the edition's columns in some order, and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyFile {
    /// The columns, from left to right.
    pub columns: Vec<SurveyColumn>,
    /// The rows, as texts by column.
    pub rows: Vec<BTreeMap<SurveyColumn, String>>,
}

impl SurveyFile {
    /// A cell; empty if the row has no text for the column.
    #[must_use]
    pub fn cell(&self, row: usize, column: SurveyColumn) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.get(&column))
            .map_or("", String::as_str)
    }

    /// The file with the headers of the edition of 令和6年度, every cell quoted.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let header = |column: &SurveyColumn| {
            let column = SurveyEdition::r6().column(*column);
            column.map_or("", |column| column.header.as_str())
        };
        let mut csv = line(self.columns.iter().map(header));
        for row in 0..self.rows.len() {
            csv.push_str(&line(
                self.columns.iter().map(|column| self.cell(row, *column)),
            ));
        }
        csv
    }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

/// Texts of one column: listed values, values joined, spelt or separated otherwise, unknown, blank.
pub fn survey_cells(column: SurveyColumn) -> BoxedStrategy<String> {
    let codes: Vec<String> = SurveyEdition::r6()
        .column(column)
        .map(|column| column.codes.iter().map(|code| code.text.clone()).collect())
        .unwrap_or_default();
    let usual = match usual_texts(column) {
        [] if codes.is_empty() => open_values(),
        [] => select(codes).boxed(),
        texts => select(texts).prop_map(str::to_owned).boxed(),
    };
    let separators = select(vec![
        "; ", "; ", "; ", "；", ";", "\n", "，", "、", ";;", " ; ",
    ]);
    let joined = (vec(usual.clone(), 0..4), separators)
        .prop_map(|(values, separator)| values.join(separator));
    let odd = select(vec![
        "", " ", "\u{3000}", "\u{a0}", "\n", "\r\n", "\t", "\u{200b}", "\u{e000}", "\u{feff}", "ｶ",
        "\u{fffd}", ";", "ー", "x", "\u{ad}", "｡", "𠮷", "\u{2028}", "―",
    ]);
    let spoilt = (
        usual.clone(),
        odd.clone(),
        odd,
        any::<prop::sample::Index>(),
    )
        .prop_map(|(text, before, inside, at)| {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len().saturating_add(1));
            chars.splice(at..at, inside.chars());
            format!("{before}{}", chars.into_iter().collect::<String>())
        });
    let respelt = usual.clone().prop_map(|text| respelt(&text));
    prop_oneof![
        10 => usual,
        2 => Just(String::new()),
        3 => joined,
        2 => respelt,
        2 => spoilt,
        1 => "\\PC{0,4}",
    ]
    .boxed()
}

/// Full-width signs for half-width ones, and look-alikes.
fn respelt(text: &str) -> String {
    let other = |character: char| match character {
        '-' => '−',
        '○' => '〇',
        '×' => '✕',
        '（' => '(',
        ' ' => '\u{3000}',
        '0'..='9' => char::from_u32(u32::from(character).wrapping_add(0xFEE0)).unwrap_or(character),
        same => same,
    };
    text.chars().map(other).collect()
}

fn open_values() -> BoxedStrategy<String> {
    select(vec![
        "架空省",
        "別の架空省",
        "氏名",
        "住所",
        "その他",
        "ＩＤ",
        "ID",
        "定款",
    ])
    .prop_map(str::to_owned)
    .boxed()
}

/// Texts of columns without a code list; none for the others.
fn usual_texts(column: SurveyColumn) -> &'static [&'static str] {
    match column {
        SurveyColumn::ProcedureId => &["1", "2", "3", "DP1", "P1", "4", "5", "6"],
        SurveyColumn::Ministry => &["架空省", "別の架空省"],
        SurveyColumn::ProcedureName => &["架空の届出", "架空の申請", "二行の\n名"],
        SurveyColumn::LawName => &["架空法", "架空法施行令"],
        SurveyColumn::LawNumber => &["令和五年法律第一号"],
        SurveyColumn::Article => &[
            "第1条",
            "第9条の3第1項第2号",
            "第十条",
            "附則第2条",
            "第1条、第2条",
            "第0条",
            "別表",
            "1",
        ],
        SurveyColumn::AgencyName
        | SurveyColumn::SystemApplication
        | SurveyColumn::SystemBackOffice => &["架空機構", "架空システム"],
        SurveyColumn::PeriodOnline | SurveyColumn::PeriodOffline => &[
            "1日",
            "10日",
            "2週間",
            "1月",
            "30日",
            "31日",
            "４月",
            "1年",
            "12か月",
            "5営業日",
            "7日",
            "即日",
            "0日",
            "24時間",
            "約10日",
            "5日～20日",
            "15",
            "なし",
            "不明",
            "設定しない",
            "10 日",
        ],
        SurveyColumn::CasesTotal | SurveyColumn::CasesOnline | SurveyColumn::CasesOffline => &[
            "0",
            "1",
            "2",
            "3",
            "10",
            "１０",
            "1,000",
            "1,0",
            "約10",
            "-1",
            " 3 ",
            "9007199254740991",
            "9007199254740992",
        ],
        SurveyColumn::Attachments => &["添付書類なし", "定款", "添付書類なし; 定款"],
        _ => &[],
    }
}

/// A row without any defect.
fn clean_row() -> BTreeMap<SurveyColumn, String> {
    serde_json::from_str(include_str!("../../data/survey/clean_row.json")).unwrap_or_default()
}

fn columns_of_r6() -> Vec<SurveyColumn> {
    let columns = SurveyEdition::r6().columns();
    columns.iter().map(|column| column.key).collect()
}

/// Rows that differ from a clean one in a few cells.
pub fn survey_rows() -> impl Strategy<Value = BTreeMap<SurveyColumn, String>> {
    let change = select(columns_of_r6())
        .prop_flat_map(|column| survey_cells(column).prop_map(move |text| (column, text)));
    (survey_cells(SurveyColumn::ProcedureId), vec(change, 0..8)).prop_map(|(id, changes)| {
        let mut row = clean_row();
        row.insert(SurveyColumn::ProcedureId, id);
        row.extend(changes);
        row
    })
}

/// Files of a few rows, some of them repeated, with all columns or some, in any order.
///
/// The columns without which a file is refused are always there.
pub fn survey_files() -> impl Strategy<Value = SurveyFile> {
    let columns = (
        Just(columns_of_r6()),
        prop_oneof![
            3 => Just(0u64),
            1 => any::<u64>(),
        ],
        any::<bool>(),
    )
        .prop_map(|(columns, left_out, shuffled)| {
            let kept = columns.into_iter().filter(|column| {
                let needed = SurveyEdition::r6()
                    .column(*column)
                    .is_some_and(|c| c.needed);
                needed || left_out >> (column.index() & 63) & 1 == 0
            });
            (kept.collect::<Vec<_>>(), shuffled)
        })
        .prop_flat_map(|(columns, shuffled)| {
            if shuffled {
                Just(columns).prop_shuffle().boxed()
            } else {
                Just(columns).boxed()
            }
        });
    let repeated = (survey_rows(), any::<prop::sample::Index>(), 0u8..4);
    (columns, vec(repeated, 0..10)).prop_map(|(columns, made)| {
        let mut rows: Vec<BTreeMap<SurveyColumn, String>> = Vec::new();
        for (row, at, how) in made {
            let earlier = (how == 0 && !rows.is_empty())
                .then(|| rows.get(at.index(rows.len())).cloned())
                .flatten();
            let Some(mut copy) = earlier else {
                rows.push(row);
                continue;
            };
            if let Some(id) = row.get(&SurveyColumn::ProcedureId) {
                copy.insert(SurveyColumn::ProcedureId, id.clone());
            }
            rows.push(copy);
        }
        SurveyFile { columns, rows }
    })
}
