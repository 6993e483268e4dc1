//! The sheet as offices really have it: merged cells, ふりがな, 約, 〃, 同上, 小計, three ways to write a day.

use crate::book::{
    bytes, mapping, mapping_with, merge, open, places, put_rows, read, with_reading,
};
use rust_xlsxwriter::Workbook as Writer;
use tosei_inventory::office_table::{CheckSumResult, OfficeTable, TotalLevel};
use tosei_inventory::{OnlineStatus, VolumePrecision};

const ROWS: [[&str; 5]; 8] = [
    ["所管課", "手続名", "件数", "オンライン", "開始日"],
    ["市民課", "印鑑登録申請", "1,204", "○", "R6.4.1"],
    ["", "印鑑登録廃止届", "約300", "〇", "serial:45383"],
    ["", "同上（郵送）", "－", "×", "令和6年4月1日"],
    ["", "小計", "1,504", "", ""],
    [
        "税務課",
        "納税証明書交付請求",
        "１，８７５",
        "△",
        "平成36年4月1日",
    ],
    ["〃", "所得証明書交付請求", "別紙参照", "〇", "2024/4/1"],
    ["", "合計", "3,379", "", ""],
];

fn rows() -> Vec<Vec<String>> {
    ROWS.iter()
        .map(|row| row.map(str::to_owned).to_vec())
        .collect()
}

fn workbook() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("調査票").unwrap();
    merge(sheet, "A2:A4");
    put_rows(sheet, &rows());
    with_reading(&bytes(writer), "印鑑登録申請", "インカントウロクシンセイ")
}

fn csv(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

/// What must come out, whatever the file's format.
fn assert_figures(table: &OfficeTable) {
    let totals = &table.totals;
    assert_eq!(totals.procedures, 5);
    let names: Vec<&str> = table
        .inventory
        .procedures
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "印鑑登録申請",
            "印鑑登録廃止届",
            "印鑑登録廃止届（郵送）",
            "納税証明書交付請求",
            "所得証明書交付請求",
        ]
    );
    for process in &table.inventory.processes {
        assert_eq!(
            process.online_since,
            "2024-04-01".parse().ok(),
            "{}",
            process.id
        );
    }
    let number = |count: Option<tosei_types::CaseCount>| count.unwrap().get();
    assert_eq!(number(totals.cases_exact), 3_079);
    assert_eq!(number(totals.cases_approximate), 300);
    assert_eq!(number(totals.cases_known), 3_379);
    assert_eq!((totals.volumes_exact, totals.volumes_approximate), (2, 1));
    assert_eq!((totals.volumes_unknown, totals.volumes_bounded), (2, 0));
    let results: Vec<_> = totals
        .check_sums
        .iter()
        .map(|sum| (sum.level, number(sum.stated), number(sum.known), sum.result))
        .collect();
    assert_eq!(
        results,
        [
            (TotalLevel::Subtotal, 1_504, 1_504, CheckSumResult::Matches),
            (TotalLevel::Total, 3_379, 3_379, CheckSumResult::Matches),
        ]
    );
    assert_eq!(totals.status(OnlineStatus::Done), 3);
    assert_eq!(totals.status(OnlineStatus::NotDone), 1);
    assert_eq!(totals.status(OnlineStatus::Unknown), 1);
    assert_eq!(totals.unmapped_signs.get("△"), Some(&1));
    assert!(
        totals
            .rows
            .iter()
            .all(tosei_inventory::office_table::SheetRows::adds_up)
    );
    let volumes: Vec<_> = table
        .inventory
        .processes
        .iter()
        .map(|p| p.volumes[0])
        .collect();
    assert_eq!(volumes[1].precision, VolumePrecision::Approximate);
    assert_eq!(volumes[2].cases, None); // not 0
    let kept = &table.inventory.processes[4].extensions["office_cells"];
    assert_eq!(kept["cases"], "別紙参照");
    // The document with approximate counts is written and read again.
    let json = table.inventory.to_json();
    assert_eq!(
        tosei_inventory::Inventory::from_json(&json).unwrap(),
        table.inventory
    );
}

#[test]
fn the_workbook_gives_five_procedures_and_every_decision_as_a_finding() {
    let (table, report) = read(&open(&workbook()), &mapping());
    assert_figures(&table);
    let sections: Vec<&str> = table
        .inventory
        .procedures
        .iter()
        .map(|procedure| procedure.organisation.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(sections, ["市民課", "市民課", "市民課", "税務課", "税務課"]);
    let expected = [
        ("approximate_number", "C3"),
        ("ditto", "A7"),
        ("ditto", "B4"),
        ("era_continued", "E6"),
        ("full_width_digits", "C6"),
        ("id_made", "B2"),
        ("id_made", "B3"),
        ("id_made", "B4"),
        ("id_made", "B6"),
        ("id_made", "B7"),
        ("merged_cells", "A2"),
        ("number_not_stated", "C4"),
        ("phonetic_text", "B2"),
        ("see_elsewhere", "C7"),
        ("serial_date", "E3"),
        ("sign_unmapped", "D6"),
        ("sign_variant", "D3"),
        ("sign_variant", "D7"),
        ("subtotal_row", "B5"),
        ("total_row", "B8"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(rule, cell)| ((*rule).to_owned(), format!("調査票!{cell}")))
        .collect();
    assert_eq!(places(&report), expected);
}

#[test]
fn the_same_sheet_as_csv_in_cp932_gives_the_same_figures() {
    let text: String = rows()
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| format!("\"{}\"", cell.trim_start_matches("serial:")))
                .collect();
            cells.join(",") + "\r\n"
        })
        .collect();
    // CSV knows no merged cells: the mapping says what a blank means.
    let mapping = mapping_with(|json| {
        json["sheets"][0]["columns"][0]["blank_means_above"] = true.into();
    });
    let (table, report) = read(&open(&csv(&text)), &mapping);
    assert_figures(&table);
    let found = places(&report);
    for (rule, cell) in [
        ("blank_filled", "A3"),
        ("blank_filled", "A4"),
        ("serial_date", "E3"),
        ("full_width_digits", "C6"),
    ] {
        assert!(
            found.contains(&(rule.to_owned(), cell.to_owned())),
            "{found:#?}"
        );
    }
}

#[test]
fn a_mapping_of_its_own_decides_what_a_triangle_means() {
    let mapping =
        mapping_with(|json| json["values"]["online_status"][2]["means"] = "partial".into());
    let (table, report) = read(&open(&workbook()), &mapping);
    assert_eq!(table.totals.status(OnlineStatus::Partial), 1);
    assert!(table.totals.unmapped_signs.is_empty());
    assert_eq!(report.count_of("inventory.office.sign_unmapped"), 0);
}

#[test]
fn a_total_that_does_not_match_is_reported_at_its_cell() {
    let mut rows = rows();
    rows[7][2] = "4,000".to_owned();
    rows[4][2] = "1,500".to_owned();
    let mut writer = Writer::new();
    put_rows(writer.add_worksheet(), &rows);
    let (table, report) = read(&open(&bytes(writer)), &mapping());
    let results: Vec<_> = table
        .totals
        .check_sums
        .iter()
        .map(|sum| sum.result)
        .collect();
    // The two unknown numbers below can make up for the total, not for a subtotal that is too small.
    assert_eq!(
        results,
        [CheckSumResult::Differs, CheckSumResult::WithinUnknown]
    );
    let found = places(&report);
    assert!(found.contains(&("check_sum_differs".to_owned(), "Sheet1!C5".to_owned())));
    assert!(found.contains(&("check_sum_incomplete".to_owned(), "Sheet1!C8".to_owned())));
}
