//! Any bytes as a spreadsheet, and any XML as the parts of a workbook; then as an office's own table.
//!
//! Laws: no panic; every row of the table is accounted for; what a reading gives as inventory is
//! written and read back the same; a proposal is a mapping that can be used.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use tosei_document::Collector;
use tosei_inventory::office_table::{
    OfficeMapping, OfficeTable, propose_mapping, read_office_table,
};
use tosei_inventory::{Body, Inventory, sample};
use tosei_table::layout::{
    SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules, read_date_cell, report_workbook,
};
use tosei_table::{ReadOptions, Workbook};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

static MAPPING: LazyLock<Option<OfficeMapping>> =
    LazyLock::new(|| serde_json::from_str(sample::mihon_mapping_json()).ok());

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else {
        return;
    };
    // The parts of a workbook inside its zip, or the bytes as they are: few bytes make a zip by chance.
    let book = if kind % 4 == 0 {
        Workbook::read(rest, &ReadOptions::default())
    } else {
        Workbook::read(&zipped(rest), &ReadOptions::default())
    };
    if let Ok(book) = book {
        everything(&book);
    }
});

/// The sheet, the shared strings, the styles and the comments, with a zero byte between them.
fn zipped(data: &[u8]) -> Vec<u8> {
    let mut parts = data.split(|byte| *byte == 0);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, content: &[u8]| {
        if zip.start_file(name, options).is_ok() {
            let _ = zip.write_all(content);
        }
    };
    put("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#);
    put("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#);
    put("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#);
    put("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#);
    put("xl/worksheets/_rels/sheet1.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>"#);
    for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/comments1.xml"] {
        if let Some(part) = parts.next() {
            put(name, part);
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn everything(book: &Workbook) {
    let catalogue = SpreadsheetRule::catalogue();
    let Ok(rules) = SpreadsheetRules::of(catalogue) else {
        return;
    };
    let mut sink = Collector::new(catalogue);
    report_workbook(book, &rules, &mut sink);
    for sheet in book.sheets() {
        let mut findings = SheetFindings::new(&rules, sheet, &mut sink);
        if let Some(table) = SheetTable::read(sheet, None, &mut findings) {
            for at in 0..table.columns().len() {
                table.check_sums(at, &mut findings);
            }
            for cell in table.rows().iter().flat_map(|row| row.cells()) {
                let _ = read_date_cell(cell.value(), sheet.date_system());
            }
        }
        let proposal = propose_mapping(sheet);
        if let Ok(day) = "2025-06-30".parse()
            && let Ok(mapping) = proposal.to_mapping(Body::new("見本市（架空）"), day, None)
        {
            table(book, &mapping);
        }
    }
    if let Some(mapping) = &*MAPPING {
        table(book, mapping);
    }
}

fn table(book: &Workbook, mapping: &OfficeMapping) {
    let mut sink = Collector::new(OfficeTable::catalogue());
    let Ok(table) = read_office_table(book, mapping, &mut sink) else {
        return;
    };
    let again = Inventory::from_json(&table.inventory.to_json());
    assert_eq!(again.ok().as_ref(), Some(&table.inventory), "written and read back");
    let processes = u64::try_from(table.inventory.processes.len());
    assert_eq!(processes.ok(), Some(table.totals.processes));
    for rows in &table.totals.rows {
        assert!(rows.adds_up(), "{rows:?}");
    }
}
