//! Prints how long work on the State's survey takes next to a bare pass of the csv crate.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use anyhow::{Context, Result};
use tosei_benches::{Work, interleaved_medians, real_file};
use tosei_document::{Collector, Limits};
use tosei_inventory::survey::{SurveyCheck, SurveyEdition, SurveyItem, SurveyReader};

fn main() -> Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let bytes = std::fs::read(file)?;
    let mut works: Vec<Work<'_>> = vec![
        ("csv byte records", Box::new(|| plain_pass(&bytes))),
        ("typed rows, borrowed", Box::new(|| typed_rows(&bytes))),
        ("typed rows, all checks", Box::new(|| checked_rows(&bytes))),
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

fn checked_rows(bytes: &[u8]) -> u64 {
    let edition = SurveyEdition::r6();
    let catalogue = SurveyCheck::catalogue();
    let mut collector = Collector::new(catalogue);
    let Ok(mut reader) = SurveyReader::open(bytes, edition, &Limits::default()) else {
        return 0;
    };
    let Ok(mut check) = SurveyCheck::new(catalogue, edition, reader.layout()) else {
        return 0;
    };
    let mut identity = check.identity(reader.layout());
    while let Ok(Some(item)) = reader.next_item() {
        if let SurveyItem::Row(row) = item {
            check.row(&row, &mut collector);
            identity.row(&row, &mut collector);
        }
    }
    identity.finish(&mut collector);
    let report = collector.into_report();
    if std::env::var_os("SHOW").is_some() {
        for total in report.totals() {
            println!("{:>8} {:?} {}", total.count, total.severity, total.rule);
        }
    }
    report.total()
}
