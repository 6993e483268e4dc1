//! JIS X 0213, ideographic variation sequences and 外字 survive an office's table, the inventory's
//! JSON and its CSV.

use crate::book::{bytes, mapping, open, put_rows, read};
use rust_xlsxwriter::Workbook as Writer;
use tosei_document::{Collector, Limits};
use tosei_inventory::{Inventory, document};

const NAMES: [&str; 7] = [
    "\u{20BB7}野家の届",
    "か\u{309A}き\u{309A}の申請",
    "葛\u{E0100}城の届",
    "辻\u{E0102}と\u{20BB7}\u{E0101}の届",
    "\u{FA19}社の届",
    "渡\u{E000}\u{F8FF}の届",
    "\u{F0000}田と\u{10FFFD}の届",
];

fn names(inventory: &Inventory) -> Vec<&str> {
    inventory
        .procedures
        .iter()
        .map(|one| one.name.as_str())
        .collect()
}

fn table() -> Inventory {
    let header = ["所管課", "手続名", "件数", "オンライン", "開始日"].map(str::to_owned);
    let mut rows = vec![header.to_vec()];
    for name in NAMES {
        rows.push(
            ["辻\u{E0102}課", name, "10", "○", ""]
                .map(str::to_owned)
                .to_vec(),
        );
    }
    let mut writer = Writer::new();
    put_rows(writer.add_worksheet(), &rows);
    let from_xlsx = read(&open(&bytes(writer)), &mapping()).0.inventory;
    let csv: String = rows.iter().map(|row| row.join(",") + "\r\n").collect();
    let from_csv = read(&open(csv.as_bytes()), &mapping()).0.inventory;
    assert_eq!(names(&from_xlsx), names(&from_csv));
    from_xlsx
}

#[test]
fn an_office_table_keeps_them() {
    let inventory = table();
    assert_eq!(names(&inventory), NAMES);
    assert_eq!(inventory.organisations[0].name, "辻\u{E0102}課");
}

#[test]
fn the_inventory_in_json_and_csv_keeps_them() {
    let inventory = table();
    let again = Inventory::from_json(&inventory.to_json()).unwrap();
    assert_eq!(again, inventory);
    let mut csv = Vec::new();
    document::write_csv(&inventory, &mut csv).unwrap();
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let frame = inventory.frame();
    let limits = Limits::default();
    let read = document::read_csv(csv.as_slice(), &frame, &limits, rules, &mut sink).unwrap();
    assert_eq!(names(&read.inventory), NAMES);
    let lines = document::write_ndjson(&inventory);
    let mut sink = Collector::new(rules);
    let read = document::read_ndjson(lines.as_bytes(), &limits, rules, &mut sink).unwrap();
    assert_eq!(names(&read.inventory), NAMES);
}
