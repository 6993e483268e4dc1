//! Any bytes as a spreadsheet, and any XML as the parts of a workbook; then as an office's own table.
//!
//! Laws: no panic; every row of the table is accounted for; what a reading gives as inventory is
//! written and read back the same; a proposal is a mapping that can be used.

use std::sync::LazyLock;
use tosei_document::Collector;
use tosei_inventory::office_table::{
    OfficeMapping, OfficeTable, propose_mapping, read_office_table,
};
use tosei_inventory::{Body, Inventory, sample};
use tosei_table::layout::{
    SheetFindings, SheetTable, SpreadsheetRule, SpreadsheetRules, TableRow, read_date_cell,
    report_workbook,
};
use tosei_table::{ReadOptions, Workbook};

static MAPPING: LazyLock<Option<OfficeMapping>> =
    LazyLock::new(|| serde_json::from_str(sample::mihon_mapping_json()).ok());

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else {
        return;
    };
    // The parts of a workbook inside its zip, or the bytes as they are: few bytes make a zip by chance.
    let book = if kind % 4 == 0 {
        Workbook::read(rest, &ReadOptions::default())
    } else {
        Workbook::read(&crate::xlsx::of_parts(rest), &ReadOptions::default())
    };
    if let Ok(book) = book {
        everything(&book);
    }
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
            for cell in table.rows().iter().flat_map(TableRow::cells) {
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

/// A table by a mapping.
pub(crate) fn table(book: &Workbook, mapping: &OfficeMapping) {
    let mut sink = Collector::new(OfficeTable::catalogue());
    let Ok(table) = read_office_table(book, mapping, &mut sink) else {
        return;
    };
    let again = Inventory::from_json(&table.inventory.to_json());
    assert_eq!(
        again.ok().as_ref(),
        Some(&table.inventory),
        "written and read back"
    );
    let processes = u64::try_from(table.inventory.processes.len());
    assert_eq!(processes.ok(), Some(table.totals.processes));
    for rows in &table.totals.rows {
        assert!(rows.adds_up(), "{rows:?}");
    }
}
