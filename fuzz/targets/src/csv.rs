//! Any bytes as a CSV: rows, the State's survey, an inventory of processes.
//!
//! Laws: no panic; rows are numbered upwards; cells lie inside their row; the survey counts every
//! typed row once, by both of its readings; what an inventory gives is written and read back the same.

use tosei_document::{Collector, Limits};
use tosei_inventory::survey::{SurveyCheck, SurveyEdition, SurveyJob, SurveyTable};
use tosei_inventory::{Body, Inventory, document};
use tosei_table::CsvRows;

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    let limits = Limits::default();
    rows(data, &limits);
    survey(data);
    inventory(data, &limits);
}

fn rows(data: &[u8], limits: &Limits) {
    let Ok(mut rows) = CsvRows::open(data, limits) else {
        return;
    };
    let width = rows.headers().len();
    assert!(width > 0, "a table has columns");
    let mut last = 0;
    while let Ok(Some(row)) = rows.next_row() {
        assert!(row.number() > last, "rows are numbered upwards");
        last = row.number();
        // The cells make up the row, with a comma between them.
        let cells: Vec<&[u8]> = (0..row.len()).map(|column| row.bytes(column)).collect();
        assert_eq!(cells.join(&b','), row.as_slice());
        if let Ok(text) = row.text() {
            let cells: Vec<&str> = (0..text.len()).map(|column| text.cell(column)).collect();
            assert_eq!(cells.join(","), text.joined());
        }
    }
}

fn survey(data: &[u8]) {
    let mut sink = Collector::new(SurveyCheck::catalogue());
    if let Ok(analysis) = SurveyJob::new().run(data, &mut sink) {
        assert_eq!(
            analysis.tally().rows(),
            analysis.rows(),
            "every typed row is in the tally"
        );
        let table = SurveyTable::load(data, SurveyEdition::r6(), &Limits::default());
        let rows = table.map(|table| u64::try_from(table.len()));
        assert!(
            matches!(rows, Ok(Ok(rows)) if rows == analysis.rows()),
            "two readings agree"
        );
    }
    let report = sink.into_report();
    let listed = u64::try_from(report.findings().len()).unwrap_or(u64::MAX);
    assert!(report.totals().iter().map(|total| total.count).sum::<u64>() >= listed);
}

fn inventory(data: &[u8], limits: &Limits) {
    let Ok(day) = "2025-06-30".parse() else {
        return;
    };
    let frame = Inventory::new(Body::new("見本市（架空）"), day);
    let mut sink = Collector::new(document::rules());
    let Ok(reading) = document::read_csv(data, &frame, limits, document::rules(), &mut sink) else {
        return;
    };
    let json = reading.inventory.to_json();
    let again = Inventory::from_json(&json);
    assert_eq!(
        again.ok().as_ref(),
        Some(&reading.inventory),
        "written and read back"
    );
}
