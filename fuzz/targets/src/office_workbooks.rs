//! Any table as a workbook of a kind: the State's survey, a worksheet of the review, counters, a form about
//! evidence; and a description of a table, JSON, a line `===` and a table that it may fit.
//!
//! The first byte chooses the reader (its low bits) and how the rest becomes a workbook (its high bits): as it
//! is, or as the parts of an XLSX file with a zero byte between them.
//!
//! Laws: no panic; a typed row is in the tally; rows are in order; every row of an office's table is accounted
//! for, whatever the mapping says.

use std::sync::LazyLock;
use tosei_analog_regs::worksheet::read_worksheet;
use tosei_counter_dx::register::{CounterTableLayout, read_counter_workbook, register_rules};
use tosei_document::Collector;
use tosei_inventory::office_table::OfficeMapping;
use tosei_inventory::survey::{SurveyCheck, SurveyEdition, SurveyJob, SurveyTable};
use tosei_qos_model::{EvidenceForm, tokyo_2024};
use tosei_table::{Form, ReadOptions, Workbook, form_rules};

static EVIDENCE: LazyLock<Option<EvidenceForm>> =
    LazyLock::new(|| EvidenceForm::try_new(tokyo_2024(), "見本課（架空）", None).ok());

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let packed;
    let file = if kind & 0x80 == 0 {
        rest
    } else {
        packed = crate::xlsx::of_parts(rest);
        &packed
    };
    let options = ReadOptions::default();
    if kind & 0x40 != 0 {
        described(kind, rest);
        return;
    }
    if kind % 4 == 0 {
        let mut sink = Collector::new(register_rules());
        let layout = CounterTableLayout::default();
        if let Ok(table) = read_counter_workbook(file, &layout, &options, &mut sink) {
            let rows = usize::try_from(table.rows).unwrap_or(usize::MAX);
            assert!(table.counters.len() <= rows, "a counter without a row");
        }
        return;
    }
    let Ok(book) = Workbook::read(file, &options) else {
        return;
    };
    match kind % 4 {
        1 => survey(&book),
        2 => {
            if let Ok(read) = read_worksheet(&book) {
                assert_eq!(read.rows.len(), read.row_numbers.len());
                assert!(read.row_numbers.is_sorted(), "rows are in order");
            }
        }
        _ => {
            if let Some(form) = &*EVIDENCE {
                let (reading, report) = form.read(&book, None);
                let listed = u64::try_from(report.findings().len()).unwrap_or(u64::MAX);
                assert!(report.totals().iter().map(|total| total.count).sum::<u64>() >= listed);
                let _ = reading;
            }
        }
    }
}

fn survey(book: &Workbook) {
    let mut sink = Collector::new(SurveyCheck::catalogue());
    let run = SurveyJob::new().run_workbook(book, &mut sink);
    if let Ok(analysis) = &run {
        assert_eq!(
            analysis.tally().rows(),
            analysis.rows(),
            "every typed row is in the tally"
        );
    }
    let edition = SurveyEdition::r6();
    let loaded = SurveyTable::load_workbook(book, edition, &tosei_document::Limits::default());
    if let (Ok(table), Ok(analysis)) = (loaded, run) {
        assert_eq!(
            u64::try_from(table.len()).ok(),
            Some(analysis.rows()),
            "two readings agree"
        );
    }
}

/// A mapping of an office, or a form, and a table.
fn described(kind: &u8, rest: &[u8]) {
    let Some(at) = rest.windows(5).position(|five| five == b"\n===\n") else {
        return;
    };
    let (json, table) = (&rest[..at], &rest[at + 5..]);
    let Ok(book) = Workbook::read(table, &ReadOptions::default()) else {
        return;
    };
    if kind.is_multiple_of(2) {
        if let Ok(mapping) = serde_json::from_slice::<OfficeMapping>(json) {
            crate::workbook::table(&book, &mapping);
        }
    } else if let Ok(form) = Form::from_json(crate::text(json)) {
        let mut sink = Collector::new(form_rules());
        let reading = form.read(&book, None, &mut sink);
        assert!(
            reading.sheets.len() <= form.sheets().len(),
            "a sheet that the form lacks"
        );
        let again = form.read(&book, Some(&reading.rows), &mut sink);
        assert_eq!(
            again.rows, reading.rows,
            "a form that comes back as it was issued"
        );
    }
}
