//! Laws of reading an office's own table.

use proptest::{collection::vec, prelude::*, sample::select};
use tosei_document::Collector;
use tosei_inventory::Inventory;
use tosei_inventory::office_table::{OfficeMapping, OfficeTable, SheetRows, read_office_table};
use tosei_table::{ReadOptions, Workbook};

const SECTIONS: &[&str] = &["市民課", "税務課", "", "〃", "同上", "小計", "※注記", "　"];
const NAMES: &[&str] = &[
    "転入届",
    "転出届",
    "転入届",
    "同上（郵送）",
    "〃",
    "",
    "小計",
    "合計",
    "総計",
    "手続名",
    "※注記",
    "備考",
    "市民課 小計",
    "　",
    "名\n称",
];
const CASES: &[&str] = &[
    "12",
    "1,204",
    "約300",
    "10件未満",
    "100以上",
    "－",
    "別紙参照",
    "",
    "１，８７５",
    "数件",
    "9007199254740991",
    "〃",
];
const SIGNS: &[&str] = &["○", "〇", "×", "△", "", "〃", "?"];
const DAYS: &[&str] = &[
    "R6.4.1",
    "45383",
    "平成36年4月1日",
    "春頃",
    "",
    "同上",
    "R6",
];
const IDS: &[&str] = &["", "P-1", "P-2", "P 1", "P-1"];

fn rows() -> impl Strategy<Value = Vec<[&'static str; 6]>> {
    let row = (
        select(IDS),
        select(SECTIONS),
        select(NAMES),
        select(CASES),
        select(SIGNS),
        select(DAYS),
    );
    let blank = Just([""; 6]);
    let filled = row.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]);
    vec(prop_oneof![5 => filled, 1 => blank], 0..30)
}

fn mapping(unit: &str, rule: &str, above: bool) -> OfficeMapping {
    let column = |header: &str, field: &str| serde_json::json!({"header": header, "field": field});
    let mut section = column("課", "organisation");
    section["blank_means_above"] = above.into();
    let columns = [
        column("ID", "procedure_id"),
        section,
        column("手続名", "procedure_name"),
        column("件数", "cases"),
        column("オンライン", "online_status"),
        column("開始日", "online_since"),
    ];
    serde_json::from_value(serde_json::json!({
        "format": "tosei-office-mapping", "format_version": 1, "fictional": true,
        "body": {"name": "見本市（架空）"}, "status_date": "2025-03-31",
        "volume": {"fiscal_year": "2024", "measure": "applications", "state": "final"},
        "row_unit": unit, "default_kind": "application", "id_rule": rule,
        "sheets": [{"columns": columns}],
        "values": {"online_status": [{"text": "○", "means": "done"}, {"text": "×", "means": "not_done"}]},
    }))
    .unwrap()
}

proptest! {
    /// Law: every row of the file is a header, a procedure, a total, blank or unread; none is lost,
    /// none counts twice, and what was read is written and read again without a change.
    #[test]
    fn no_row_is_lost(
        rows in rows(),
        unit in select(vec!["procedure", "process"]),
        rule in select(vec!["by_name", "by_row"]),
        above in any::<bool>(),
    ) {
        let mut csv = "ID,課,手続名,件数,オンライン,開始日\n".to_owned();
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
            csv += &(cells.join(",") + "\n");
        }
        let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
        let mapping = mapping(unit, rule, above);
        let mut findings = Collector::new(OfficeTable::catalogue());
        let table = read_office_table(&book, &mapping, &mut findings).unwrap();
        let totals = &table.totals;
        prop_assert!(totals.rows.iter().all(SheetRows::adds_up), "{:?}", totals.rows);
        let [sheet] = totals.rows.as_slice() else { panic!() };
        prop_assert_eq!(sheet.read, book.sheets()[0].rows().len() as u64);
        prop_assert_eq!(sheet.procedures, totals.processes);
        prop_assert_eq!(table.places.len() as u64, totals.processes);
        prop_assert_eq!(totals.check_sums.len() as u64, sheet.totals);
        prop_assert_eq!(totals.statuses.values().sum::<u64>(), totals.processes);
        prop_assert_eq!(
            totals.volumes_exact + totals.volumes_approximate + totals.volumes_unknown,
            totals.processes
        );
        let known: u64 = table
            .inventory
            .processes
            .iter()
            .filter_map(|process| process.volumes[0].cases)
            .map(tosei_types::CaseCount::get)
            .sum();
        if let Some(sum) = totals.cases_known {
            prop_assert_eq!(sum.get(), known);
        }
        let ids: std::collections::HashSet<_> =
            table.inventory.processes.iter().map(|process| &process.id).collect();
        prop_assert_eq!(ids.len(), table.inventory.processes.len(), "ids of processes are apart");
        let json = table.inventory.to_json();
        prop_assert_eq!(Inventory::from_json(&json).unwrap(), table.inventory.clone());
        let again = read_office_table(&book, &mapping, &mut Collector::new(OfficeTable::catalogue()));
        prop_assert_eq!(again.unwrap(), table);
    }
}
