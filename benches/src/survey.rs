//! Work on the State's survey, each beside the obvious way to do it.

use tosei_document::{Collector, Limits};
use tosei_inventory::{
    PriorityRules, ProcessKinds, RateDefinitions,
    survey::{SurveyCheck, SurveyEdition, SurveyItem, SurveyJob, SurveyReader, SurveyTable},
};

/// All works; the first is the measure of the others.
pub const WORKS: &[crate::OnSurvey] = &[
    ("csv byte records", plain_pass),
    ("typed rows, borrowed", typed_rows),
    ("typed rows, owned", owned_rows),
    ("typed inventory, loaded", loaded),
    ("all checks, all rates", everything),
    ("all checks, rates, selections", with_selections),
    ("all checks, all rates, all cores", on_all_cores),
];

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
