//! Work on the State's survey, each beside the obvious way to do it.

use crate::{Group, input};
use anyhow::Result;
use std::rc::Rc;
use tosei_document::{Collector, Limits};
use tosei_inventory::{
    PriorityRules, ProcessKinds, RateDefinitions,
    survey::{SurveyCheck, SurveyEdition, SurveyItem, SurveyJob, SurveyReader, SurveyTable},
};

/// Reading, checking and counting the survey.
///
/// # Errors
///
/// If the real file cannot be read.
pub fn group() -> Result<Group> {
    let (bytes, size) = input::survey()?;
    let on = |work: fn(&[u8]) -> u64| {
        let bytes = Rc::clone(&bytes);
        move || work(&bytes)
    };
    Ok(Group::new("survey", size, 5)
        .peer("csv byte records", on(plain_pass))
        .ours("typed rows, borrowed", on(typed_rows))
        .ours("typed rows, owned", on(owned_rows))
        .at_most(8.0)
        .ours("typed inventory in memory", on(loaded))
        .at_most(5.0)
        .ours("streaming: all checks, all rates", on(everything))
        .at_most(3.0)
        .ours("the same with all selections", on(with_selections))
        .ours("the same with two threads", on(on_all_cores)))
}

/// What every reader of a CSV file has to do: one pass over all records as bytes.
#[must_use]
pub fn plain_pass(bytes: &[u8]) -> u64 {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        cells += u64::try_from(record.len()).unwrap_or(0);
    }
    cells
}

/// Every row typed, borrowed from the reader; gives the sum of all cases.
#[must_use]
pub fn typed_rows(bytes: &[u8]) -> u64 {
    let mut rows = 0;
    let Ok(mut reader) = SurveyReader::open(bytes, SurveyEdition::r6(), &Limits::default()) else {
        return 0;
    };
    while let Ok(Some(item)) = reader.next_item() {
        if let SurveyItem::Row(row) = item {
            rows += row.cases_total().unwrap_or(0);
        }
    }
    rows
}

/// One streaming pass with all checks and all rates; gives the number of findings.
#[must_use]
pub fn everything(bytes: &[u8]) -> u64 {
    let catalogue = SurveyCheck::catalogue();
    let mut findings = Collector::new(catalogue);
    let Ok(rates) = RateDefinitions::standard().compile(ProcessKinds::standard()) else {
        return 0;
    };
    let Ok(analysis) = SurveyJob::new().run(bytes, &mut findings) else {
        return 0;
    };
    let results = rates.evaluate(&analysis.tally());
    let report = findings.into_report();
    debug_assert!(!results.is_empty());
    report.total()
}

/// The same with all selections; gives the number of selected rows.
#[must_use]
pub fn with_selections(bytes: &[u8]) -> u64 {
    let mut findings = Collector::new(SurveyCheck::catalogue());
    let Ok(rules) = PriorityRules::standard().compile(ProcessKinds::standard()) else {
        return 0;
    };
    let job = SurveyJob::new().with_priorities(&rules);
    let Ok(analysis) = job.run(bytes, &mut findings) else {
        return 0;
    };
    analysis
        .selections()
        .iter()
        .map(|selection| u64::try_from(selection.members().len()).unwrap_or(0))
        .sum()
}

/// Every row typed and kept; gives the sum of all cases.
#[must_use]
pub fn owned_rows(bytes: &[u8]) -> u64 {
    let mut rows = Vec::new();
    let Ok(mut reader) = SurveyReader::open(bytes, SurveyEdition::r6(), &Limits::default()) else {
        return 0;
    };
    while let Ok(Some(item)) = reader.next_item() {
        if let SurveyItem::Row(row) = item {
            rows.extend(row.to_owned_row());
        }
    }
    rows.iter()
        .filter_map(|row| row.typed().cases_total())
        .sum()
}

/// The whole inventory in memory, a row a view; gives the sum of all cases.
#[must_use]
pub fn loaded(bytes: &[u8]) -> u64 {
    match SurveyTable::load(bytes, SurveyEdition::r6(), &Limits::default()) {
        Ok(table) => table
            .iter()
            .filter_map(|row| row.typed().cases_total())
            .sum(),
        Err(_) => 0,
    }
}

/// All checks and all rates with all cores; gives the number of findings.
#[must_use]
pub fn on_all_cores(bytes: &[u8]) -> u64 {
    let mut findings = Collector::new(SurveyCheck::catalogue());
    let Ok(rates) = RateDefinitions::standard().compile(ProcessKinds::standard()) else {
        return 0;
    };
    let Ok(analysis) = SurveyJob::new().run_parallel(bytes, &mut findings) else {
        return 0;
    };
    let _ = rates.evaluate(&analysis.tally());
    findings.into_report().total()
}
