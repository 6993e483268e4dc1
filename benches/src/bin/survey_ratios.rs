//! Prints how long work on the State's survey takes next to a bare pass of the csv crate.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use anyhow::{Context, Result};
use tosei_benches::{Work, interleaved_medians, real_file};
use tosei_document::{Collector, Limits};
use tosei_inventory::{
    PriorityRules, ProcessKinds, RateDefinitions,
    survey::{SurveyCheck, SurveyEdition, SurveyItem, SurveyJob, SurveyReader, SurveyTable},
};

fn main() -> Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let bytes = std::fs::read(file)?;
    let mut works: Vec<Work<'_>> = vec![
        ("csv byte records", Box::new(|| plain_pass(&bytes))),
        ("typed rows, borrowed", Box::new(|| typed_rows(&bytes))),
        ("typed rows, owned", Box::new(|| owned_rows(&bytes))),
        ("typed inventory, loaded", Box::new(|| loaded(&bytes))),
        ("all checks, all rates", Box::new(|| everything(&bytes))),
        ("the same on all cores", Box::new(|| on_all_cores(&bytes))),
        ("and all selections", Box::new(|| with_selections(&bytes))),
    ];
    let medians = interleaved_medians(5, &mut works);
    let bare = medians
        .first()
        .map_or(1.0, |(_, time, _)| time.as_secs_f64());
    for (name, time, figure) in &medians {
        println!(
            "{name:<32} {:>8.1} ms {:>6.2} x   ({figure})",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / bare
        );
    }
    Ok(())
}

/// What every reader of a CSV file has to do: one pass over all records as bytes.
fn plain_pass(bytes: &[u8]) -> u64 {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        cells += record.len() as u64;
    }
    cells
}

fn typed_rows(bytes: &[u8]) -> u64 {
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

fn everything(bytes: &[u8]) -> u64 {
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
    if std::env::var_os("SHOW").is_some() {
        for total in report.totals() {
            println!("{:>8} {:?} {}", total.count, total.severity, total.rule);
        }
        for result in &results {
            println!("{}", result.sentence(tosei_types::Language::Ja));
        }
    }
    report.total()
}

fn with_selections(bytes: &[u8]) -> u64 {
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
        .map(|selection| selection.members().len() as u64)
        .sum()
}

fn owned_rows(bytes: &[u8]) -> u64 {
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

fn loaded(bytes: &[u8]) -> u64 {
    match SurveyTable::load(bytes, SurveyEdition::r6(), &Limits::default()) {
        Ok(table) => table
            .iter()
            .filter_map(|row| row.typed().cases_total())
            .sum(),
        Err(_) => 0,
    }
}

fn on_all_cores(bytes: &[u8]) -> u64 {
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
