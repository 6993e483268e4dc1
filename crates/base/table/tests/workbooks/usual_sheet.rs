//! One sheet with everything that sheets of an office have.

use crate::{fixture, rules::report};
use serde_json::json;
use tosei_document::{Collector, Place, Report};
use tosei_table::{
    ReadOptions, Workbook,
    layout::{
        CheckSum, HeaderColumn, RowKind, SheetFindings, SheetTable, SpreadsheetRule,
        SpreadsheetRules, SumComparison, TableRow, read_date_cell, read_number_cell, read_symbol,
    },
};

fn file() -> Vec<u8> {
    fixture::workbook(&json!({
        "rows": [
            ["手続の調査（架空）", "", "", "", ""],
            ["所属", "手続名", "件数", "可否", "期日"],
            ["市民課", "印鑑登録申請", 1204, "○", "R6.4.1"],
            ["", "印鑑登録廃止届", "約300", "〇", {"serial": 45383}],
            ["", "同上（郵送）", "－", "×", "令和6年4月1日"],
            ["小　計", "", 1504, "", ""],
            ["税務課", "納税証明書交付請求", "１，８７５", "△", "平成36年4月1日"],
            ["〃", "所得証明書交付請求", "別紙参照", "〇", "2024/4/1"],
            ["合計", "", 3379, "", ""]
        ],
        "merged": ["A1:E1", "A3:A5"],
        "phonetic": ["B3"],
    }))
}

#[test]
fn five_procedures_of_one_day_and_totals_that_agree() {
    let catalogue = SpreadsheetRule::catalogue();
    let rules = SpreadsheetRules::of(catalogue).unwrap();
    let mut collector = Collector::new(catalogue);
    let book = Workbook::read(&file(), &ReadOptions::default()).unwrap();
    let sheet = book.sheet("調査票").unwrap();
    let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
    let table = SheetTable::read(sheet, None, &mut findings).unwrap();
    let headers: Vec<&str> = table.columns().iter().map(HeaderColumn::name).collect();
    assert_eq!(headers, ["所属", "手続名", "件数", "可否", "期日"]);
    let column = |at: usize| -> Vec<String> {
        table
            .entries()
            .map(|row| row.cell(at).unwrap().text().into_owned())
            .collect()
    };
    assert_eq!(
        column(0),
        ["市民課", "市民課", "市民課", "税務課", "税務課"]
    );
    assert_eq!(
        column(1),
        [
            "印鑑登録申請",
            "印鑑登録廃止届",
            "印鑑登録廃止届（郵送）",
            "納税証明書交付請求",
            "所得証明書交付請求"
        ]
    );
    for row in table.entries() {
        let value = row.cell(4).unwrap().value();
        let date = read_date_cell(value, sheet.date_system()).date().unwrap();
        assert_eq!(date.to_string(), "2024-04-01");
    }
    let sum = table
        .entries()
        .map(|row| read_number_cell(row.cell(2).unwrap().value()).number())
        .fold(CheckSum::default(), CheckSum::and);
    assert_eq!(
        (sum.exact(), sum.approximate(), sum.unknown()),
        (3079, 300, 2)
    );
    assert_eq!(
        table.check_sums(2, &mut findings),
        [(6, SumComparison::Equal), (9, SumComparison::Equal)]
    );
    let kinds: Vec<RowKind> = table.totals().map(TableRow::kind).collect();
    assert_eq!(kinds, [RowKind::Subtotal, RowKind::Total]);
    let symbols: Vec<&str> = column(3)
        .iter()
        .map(|text| read_symbol(text).unwrap().symbol().code())
        .collect();
    assert_eq!(symbols, ["circle", "circle", "cross", "triangle", "circle"]);
}

/// The cells in which a rule was broken.
pub(crate) fn cells(report: &Report, rule: &str) -> Vec<String> {
    let rule = format!("table.spreadsheet.{rule}");
    let found = report
        .findings()
        .iter()
        .filter(|found| *found.rule == *rule);
    found
        .map(|found| match &found.place {
            Place::Cell { .. } => found.place.to_string(),
            place => panic!("{place}"),
        })
        .collect()
}

#[test]
fn every_finding_names_its_cell() {
    let report = report(&file());
    for (rule, expected) in [
        ("merged_cells", &["調査票!A3"][..]),
        ("serial_date", &["調査票!E4"]),
        ("era_continued", &["調査票!E7"]),
        ("approximate_number", &["調査票!C4"]),
        ("ditto", &["調査票!B5", "調査票!A8"]),
        ("full_width_digits", &["調査票!C7"]),
        ("subtotal_row", &["調査票!A6"]),
        ("total_row", &["調査票!A9"]),
        ("symbol_variant", &["調査票!D4", "調査票!D8"]),
        ("see_elsewhere", &["調査票!C8"]),
        ("number_not_stated", &["調査票!C5"]),
        ("phonetic_text", &["調査票!B3"]),
    ] {
        assert_eq!(cells(&report, rule), expected, "{rule}");
    }
    assert_eq!(report.total(), 14);
}

#[test]
fn two_header_rows_are_joined_with_and_without_merged_cells() {
    let names = |spec: &serde_json::Value| -> (u32, u32, Vec<String>) {
        let catalogue = SpreadsheetRule::catalogue();
        let rules = SpreadsheetRules::of(catalogue).unwrap();
        let mut collector = Collector::new(catalogue);
        let book = Workbook::read(&fixture::workbook(spec), &ReadOptions::default()).unwrap();
        let sheet = &book.sheets()[0];
        let mut findings = SheetFindings::new(&rules, sheet, &mut collector);
        let table = SheetTable::read(sheet, None, &mut findings).unwrap();
        let names = table
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        (table.header().first(), table.header().last(), names)
    };
    let rows = json!([
        ["令和６年度　手続調査（架空）"],
        [],
        ["手続名", "処理件数", "", "備考"],
        ["", "オンライン", "書面", ""],
        ["届出（架空）", 1, 2, "あり"],
        ["申請（架空）", 3, 4, "なし"]
    ]);
    let joined = ["手続名", "処理件数／オンライン", "処理件数／書面", "備考"]
        .map(str::to_owned)
        .to_vec();
    let merged = json!({"rows": rows, "merged": ["A1:D1", "A3:A4", "B3:C3", "D3:D4"]});
    assert_eq!(names(&merged), (3, 4, joined.clone()));
    assert_eq!(names(&json!({"rows": rows})), (3, 4, joined));
    let all = json!({
        "rows": [["氏名", "", "連絡先", ""], ["姓", "名", "電話", "住所"], ["見本", "太郎", "なし", "架空"]],
        "merged": ["A1:B1", "C1:D1"],
    });
    let both = ["氏名／姓", "氏名／名", "連絡先／電話", "連絡先／住所"];
    assert_eq!(names(&all), (1, 2, both.map(str::to_owned).to_vec()));
    let one = json!({"rows": [["手続名", "所属"], ["届出（架空）", "市民課"], ["申請（架空）", "税務課"]]});
    assert_eq!(
        names(&one),
        (1, 1, vec!["手続名".to_owned(), "所属".to_owned()])
    );
}

#[test]
fn a_merged_number_counts_once() {
    let report = report(&fixture::workbook(&json!({
        "rows": [["手続名", "件数"], ["届出（架空）", 12], ["申請（架空）", ""], ["合計", 12]],
        "merged": ["B2:B3"],
    })));
    assert_eq!(cells(&report, "merged_cells"), ["調査票!B2"]);
    assert_eq!(cells(&report, "total_row"), ["調査票!A4"]);
    assert_eq!(report.total(), 2);
}
