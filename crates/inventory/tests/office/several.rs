//! Several sheets and several files, and nothing lost on the way.

use crate::book::{bytes, mapping, mapping_with, open, places, put_rows, read};
use rust_xlsxwriter::Workbook as Writer;
use tosei_document::{Collector, Explain};
use tosei_inventory::office_table::{
    OfficeFile, OfficeTable, SheetRows, read_office_table, read_office_tables,
};

const HEADER: [&str; 5] = ["所管課", "手続名", "件数", "オンライン", "開始日"];

fn rows(rows: &[[&str; 5]]) -> Vec<Vec<String>> {
    let all = std::iter::once(&HEADER).chain(rows);
    all.map(|row| row.map(str::to_owned).to_vec()).collect()
}

#[test]
fn each_section_has_its_sheet_and_each_department_its_file() {
    let mut first = Writer::new();
    for (name, procedure) in [("市民課", "転入届"), ("税務課", "納税証明")] {
        let sheet = first.add_worksheet();
        sheet.set_name(name).unwrap();
        put_rows(sheet, &rows(&[["", procedure, "10", "○", ""]]));
    }
    let mut second = Writer::new();
    let sheet = second.add_worksheet();
    sheet.set_name("調査票").unwrap();
    put_rows(
        sheet,
        &rows(&[
            ["環境課", "転入届", "5", "×", ""],
            ["", "", "", "", ""],
            ["環境課", "犬の登録", "", "", ""],
        ]),
    );
    let (first, second) = (open(&bytes(first)), open(&bytes(second)));
    let mapping = mapping_with(|json| {
        let any = json["sheets"][0].clone();
        let mut tax = any.clone();
        tax["sheet"] = "税務課".into();
        tax["organisation"] = "税務課".into();
        tax["default_kind"] = "notice_on_application".into();
        json["sheets"] = serde_json::json!([any, tax]);
        json["organisations"] = serde_json::json!([{"name": "環境課", "id": "kankyo-ka"}]);
    });
    let files = [
        OfficeFile {
            name: Some("市民部.xlsx"),
            workbook: &first,
        },
        OfficeFile {
            name: Some("環境部.xlsx"),
            workbook: &second,
        },
    ];
    let mut findings = Collector::new(OfficeTable::catalogue());
    let table = read_office_tables(&files, &mapping, &mut findings).unwrap();
    let procedures: Vec<(&str, Option<&str>)> = table
        .inventory
        .procedures
        .iter()
        .map(|p| {
            (
                p.id.as_str(),
                p.organisation
                    .as_ref()
                    .map(tosei_types::OrganisationId::as_str),
            )
        })
        .collect();
    assert_eq!(
        procedures,
        [
            ("name/転入届", None),
            ("name/納税証明", Some("税務課")),
            ("name/転入届/2", Some("kankyo-ka")),
            ("name/犬の登録", Some("kankyo-ka")),
        ]
    );
    let kinds: Vec<&str> = table
        .inventory
        .processes
        .iter()
        .map(|p| p.kind.as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "application",
            "notice_on_application",
            "application",
            "application"
        ]
    );
    let repeated = places(&findings.into_report())
        .into_iter()
        .find(|(rule, _)| rule == "name_repeated")
        .unwrap();
    assert_eq!(repeated.1, "[環境部.xlsx]調査票!B2");
    let last = table.places.last().unwrap();
    assert_eq!(
        (last.file.as_deref(), last.sheet.as_str(), last.row),
        (Some("環境部.xlsx"), "調査票", 4)
    );
    assert_eq!(table.totals.rows.len(), 3);
    assert!(table.totals.rows.iter().all(SheetRows::adds_up));
}

#[test]
fn rows_with_one_id_are_the_processes_of_one_procedure_if_the_mapping_says_so() {
    let mut writer = Writer::new();
    let cells = [
        ["ID", "手続名", "種類", "オンライン"],
        ["P-1", "児童手当の認定", "申請", "○"],
        ["P-1", "児童手当の認定", "通知", "×"],
        ["P-2", "児童手当の額改定", "申請", "○"],
        ["P-2", "児童手当の額改定", "不詳", ""],
    ];
    let cells: Vec<Vec<String>> = cells
        .iter()
        .map(|row| row.map(str::to_owned).to_vec())
        .collect();
    put_rows(writer.add_worksheet(), &cells);
    let mapping = mapping_with(|json| {
        json["row_unit"] = "process".into();
        json["sheets"] = serde_json::json!([{"columns": [
            {"header": "ID", "field": "procedure_id"},
            {"header": "手続名", "field": "procedure_name"},
            {"header": "種類", "field": "kind"},
            {"header": "オンライン", "field": "online_status"},
        ]}]);
        json["values"]["kind"] = serde_json::json!([
            {"text": "申請", "means": "application"},
            {"text": "通知", "means": "notice_on_application"},
        ]);
    });
    let (table, report) = read(&open(&bytes(writer)), &mapping);
    assert_eq!((table.totals.procedures, table.totals.processes), (2, 4));
    let ids: Vec<&str> = table
        .inventory
        .processes
        .iter()
        .map(|p| p.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "P-1/application",
            "P-1/notice_on_application",
            "P-2/application",
            "P-2/不詳"
        ]
    );
    assert_eq!(
        places(&report),
        [("sign_unmapped".to_owned(), "Sheet1!C5".to_owned())]
    );
}

#[test]
fn a_header_over_two_rows_below_a_title_is_found() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    crate::book::merge(sheet, "C3:D3");
    let cells = [
        vec!["令和6年度 手続調査（架空）"],
        vec![""],
        vec!["手続名", "所管課", "件数", "", "オンライン"],
        vec!["", "", "総数", "うちオンライン", "可否"],
        vec!["転入届", "市民課", "100", "30", "○"],
        vec!["※件数は概数"],
    ];
    let cells: Vec<Vec<String>> = cells
        .iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    put_rows(sheet, &cells);
    let book = open(&bytes(writer));
    let mapping = mapping_with(|json| {
        json["sheets"][0]["columns"] = serde_json::json!([
            {"header": "手続名", "field": "procedure_name"},
            {"header": "件数総数", "field": "cases"},
            {"header": "うちオンライン", "field": "online_cases"},
            {"header": "オンライン/可否", "field": "online_status"},
            {"column": "B", "field": "organisation"},
        ]);
    });
    let (table, report) = read(&book, &mapping);
    let volume = table.inventory.processes[0].volumes[0];
    assert_eq!(volume.cases.unwrap().get(), 100);
    assert_eq!(volume.online_cases.unwrap().get(), 30);
    assert_eq!(
        table.inventory.procedures[0]
            .organisation
            .as_ref()
            .unwrap()
            .as_str(),
        "市民課"
    );
    let rows = &table.totals.rows[0];
    assert_eq!(
        (rows.above_header, rows.header, rows.procedures, rows.unread),
        (1, 2, 1, 1)
    );
    assert!(places(&report).contains(&("note_row".to_owned(), "Sheet1!A6".to_owned())));
}

#[test]
fn a_workbook_without_the_table_is_refused_with_the_names_of_its_sheets() {
    let mut writer = Writer::new();
    writer.add_worksheet().set_name("表紙").unwrap();
    let book = open(&bytes(writer));
    let mut findings = Collector::new(OfficeTable::catalogue());
    let error = read_office_table(&book, &mapping(), &mut findings).unwrap_err();
    assert_eq!(error.code(), "inventory.office_table.no_table");
    assert!(error.sentence(tosei_types::Language::Ja).contains("表紙"));
}
