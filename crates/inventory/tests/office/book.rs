//! Workbooks for tests, and the mapping that most of them are read with.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Writer, Worksheet};
use std::io::{Cursor, Read as _, Write as _};
use tosei_document::{Collector, Report};
use tosei_inventory::office_table::{OfficeMapping, OfficeTable, read_office_table};
use tosei_table::{ReadOptions, Workbook};

/// The mapping of a table with the columns 所管課, 手続名, 件数, オンライン, 開始日.
pub(crate) fn mapping() -> OfficeMapping {
    mapping_with(|_| {})
}

/// The same after a change to its JSON.
pub(crate) fn mapping_with(change: impl FnOnce(&mut serde_json::Value)) -> OfficeMapping {
    let mut json = serde_json::json!({
        "format": "tosei-office-mapping", "format_version": 1, "fictional": true,
        "body": {"name": "見本市（架空）"}, "status_date": "2025-03-31",
        "volume": {"fiscal_year": "2024", "measure": "applications", "state": "final"},
        "row_unit": "procedure", "default_kind": "application", "id_rule": "by_name",
        "sheets": [{"columns": [
            {"header": "所管課", "field": "organisation"},
            {"header": "手続名", "field": "procedure_name"},
            {"header": "件数", "field": "cases"},
            {"header": "オンライン", "field": "online_status"},
            {"header": "開始日", "field": "online_since"},
        ]}],
        "values": {"online_status": [
            {"text": "○", "means": "done"},
            {"text": "×", "means": "not_done"},
            {"text": "△", "means": null},
        ]},
    });
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

pub(crate) fn open(bytes: &[u8]) -> Workbook {
    Workbook::read(bytes, &ReadOptions::default()).unwrap()
}

pub(crate) fn read(book: &Workbook, mapping: &OfficeMapping) -> (OfficeTable, Report) {
    let mut findings = Collector::new(OfficeTable::catalogue()).keeping(usize::MAX);
    let table = read_office_table(book, mapping, &mut findings).unwrap();
    (table, findings.into_report())
}

/// Rule (without its prefix) and place of every finding, sorted.
pub(crate) fn places(report: &Report) -> Vec<(String, String)> {
    let mut places: Vec<(String, String)> = report
        .findings()
        .iter()
        .map(|finding| {
            let rule = finding.rule.rsplit('.').next().unwrap();
            (rule.to_owned(), finding.place.to_string())
        })
        .collect();
    places.sort();
    places
}

/// Writes a cell: text, a whole number, or a day in a format that shows one.
pub(crate) fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    if let Some(day) = text.strip_prefix("serial:") {
        let format = Format::new().set_num_format("yyyy/m/d");
        let serial = ExcelDateTime::from_serial_datetime(day.parse::<f64>().unwrap()).unwrap();
        sheet
            .write_datetime_with_format(row, column, &serial, &format)
            .unwrap();
    } else if let Ok(number) = text.parse::<u32>() {
        sheet.write_number(row, column, number).unwrap();
    } else {
        sheet.write_string(row, column, text).unwrap();
    }
}

pub(crate) fn put_rows(sheet: &mut Worksheet, rows: &[Vec<String>]) {
    for (row, cells) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(cells) {
            if !text.is_empty() {
                put(sheet, row, column, text);
            }
        }
    }
}

pub(crate) fn merge(sheet: &mut Worksheet, area: &str) {
    let area: tosei_table::CellRange = area.parse().unwrap();
    let (first, last) = (area.first(), area.last());
    let column = |cell: tosei_table::CellAddress| u16::try_from(cell.column() - 1).unwrap();
    let format = Format::new();
    // The text of the first cell is written again behind this.
    sheet
        .merge_range(
            first.row() - 1,
            column(first),
            last.row() - 1,
            column(last),
            "",
            &format,
        )
        .unwrap();
}

pub(crate) fn bytes(mut writer: Writer) -> Vec<u8> {
    writer.save_to_buffer().unwrap()
}

/// Puts a reading (ふりがな) into the shared text of a workbook, as Excel keeps it.
pub(crate) fn with_reading(book: &[u8], text: &str, reading: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "xl/sharedStrings.xml" {
            let xml = String::from_utf8(content).unwrap();
            let plain = format!("<si><t>{text}</t></si>");
            assert!(xml.contains(&plain), "{xml}");
            let length = text.chars().count();
            let with = format!(
                "<si><t>{text}</t><rPh sb=\"0\" eb=\"{length}\"><t>{reading}</t></rPh><phoneticPr fontId=\"1\"/></si>"
            );
            content = xml.replacen(&plain, &with, 1).into_bytes();
            changed = true;
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&content).unwrap();
    }
    assert!(changed);
    out.finish().unwrap().into_inner()
}
