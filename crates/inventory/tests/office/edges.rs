//! Tables that begin away from the first cell; totals of each level beside the rows that they sum up.

use crate::book::{bytes, mapping, merge, open, put, put_rows, read};
use rust_xlsxwriter::Workbook as Writer;
use tosei_inventory::OnlineStatus;
use tosei_inventory::office_table::{CheckSumResult, SheetRows, TotalLevel};
use tosei_types::{CaseCount, OrganisationId};

const HEADER: [&str; 5] = ["所管課", "手続名", "件数", "オンライン", "開始日"];

#[test]
fn a_table_may_begin_anywhere() {
    let rows = [
        HEADER,
        ["市民課", "転入届", "10", "○", ""],
        ["", "転出届", "5", "×", ""],
        ["環境課", "犬の登録", "", "×", ""],
    ];
    for (down, right) in [(0u32, 0u16), (0, 3), (4, 0), (7, 2)] {
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet();
        // The organisation of two rows is one area, at the left edge of the table.
        let letter = char::from(b'A' + u8::try_from(right).unwrap());
        merge(sheet, &format!("{letter}{}:{letter}{}", down + 2, down + 3));
        for (row, cells) in (down..).zip(rows) {
            for (column, text) in (right..).zip(cells) {
                if !text.is_empty() {
                    put(sheet, row, column, text);
                }
            }
        }
        let (table, _) = read(&open(&bytes(writer)), &mapping());
        let what = format!("{down} {right}");
        let procedures: Vec<(&str, Option<&str>)> = table
            .inventory
            .procedures
            .iter()
            .map(|one| {
                (
                    one.name.as_str(),
                    one.organisation.as_ref().map(OrganisationId::as_str),
                )
            })
            .collect();
        let expected = [
            ("転入届", Some("市民課")),
            ("転出届", Some("市民課")),
            ("犬の登録", Some("環境課")),
        ];
        assert_eq!(procedures, expected, "{what}");
        let processes = table.inventory.processes.iter();
        let statuses: Vec<OnlineStatus> = processes.map(|one| one.status).collect();
        let (done, not_done) = (OnlineStatus::Done, OnlineStatus::NotDone);
        assert_eq!(statuses, [done, not_done, not_done], "{what}");
        let numbers: Vec<u32> = table.places.iter().map(|place| place.row).collect();
        assert_eq!(numbers, [down + 2, down + 3, down + 4], "{what}");
        let totals = &table.totals;
        assert_eq!((totals.procedures, totals.processes), (3, 3), "{what}");
        let sums = [
            totals.cases_exact,
            totals.cases_approximate,
            totals.cases_known,
        ];
        assert_eq!(sums.map(|sum| sum.unwrap().get()), [15, 0, 15], "{what}");
        assert_eq!(
            (totals.volumes_exact, totals.volumes_unknown),
            (2, 1),
            "{what}"
        );
        let counted = [done, not_done, OnlineStatus::Partial].map(|one| totals.status(one));
        assert_eq!(counted, [1, 2, 0], "{what}");
        let rows = &totals.rows[0];
        assert_eq!((rows.header, rows.procedures), (1, 3), "{what}");
        assert!(totals.rows.iter().all(SheetRows::adds_up), "{what}");
    }
}

#[test]
fn each_total_sums_up_what_stands_since_the_last_of_its_level() {
    let rows = [
        HEADER,
        ["市民課", "転入届", "10", "○", ""],
        ["", "小計", "10", "", ""],
        ["税務課", "納税証明", "5", "○", ""],
        ["税務課", "課税証明", "7", "○", ""],
        ["", "小計", "13", "", ""],
        ["", "合計", "22", "", ""],
        ["環境課", "犬の登録", "1", "○", ""],
        ["", "小計", "", "", ""],
        ["", "合計", "1", "", ""],
        ["", "総計", "23", "", ""],
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.map(str::to_owned).to_vec())
        .collect();
    let mut writer = Writer::new();
    put_rows(writer.add_worksheet(), &rows);
    let (table, _) = read(&open(&bytes(writer)), &mapping());
    use CheckSumResult::{Differs, Matches, NotStated};
    use TotalLevel::{GrandTotal, Subtotal, Total};
    let sums: Vec<_> = table
        .totals
        .check_sums
        .iter()
        .map(|sum| {
            let stated = sum.stated.map(CaseCount::get);
            let known = sum.known.unwrap().get();
            (sum.level, stated, known, sum.unknown, sum.rows, sum.result)
        })
        .collect();
    assert_eq!(
        sums,
        [
            (Subtotal, Some(10), 10, 0, 1, Matches),
            (Subtotal, Some(13), 12, 0, 2, Differs),
            (Total, Some(22), 22, 0, 3, Matches),
            (Subtotal, None, 1, 0, 1, NotStated),
            (Total, Some(1), 1, 0, 1, Matches),
            (GrandTotal, Some(23), 23, 0, 4, Matches),
        ]
    );
    let labels = table.totals.check_sums.iter();
    let labels: Vec<&str> = labels.map(|sum| sum.label.as_str()).collect();
    assert_eq!(labels, ["小計", "小計", "合計", "小計", "合計", "総計"]);
    assert_eq!(table.totals.rows[0].totals, 6);
    assert_eq!(
        (table.totals.procedures, table.inventory.procedures.len()),
        (4, 4)
    );
}
