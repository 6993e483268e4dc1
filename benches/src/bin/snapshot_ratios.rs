//! Prints how long comparing two inventories of the survey's size takes next to loading both.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use anyhow::{Context, Result};
use tosei_benches::{Work, interleaved_medians, real_file, snapshots};
use tosei_document::Limits;
use tosei_inventory::comparison::compare_surveys;
use tosei_inventory::survey::{SurveyEdition, SurveyTable};

fn main() -> Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let bytes = std::fs::read(file)?;
    let earlier = snapshots::of_survey(&bytes)?;
    let later = snapshots::later(&earlier)?;
    let (old, new) = (earlier.to_json(), later.to_json());
    let table = || SurveyTable::load(&bytes[..], SurveyEdition::r6(), &Limits::default());
    let (one, other) = (table()?, table()?);
    let rows = |loaded: usize| u64::try_from(loaded).unwrap_or(u64::MAX);
    let mut works: Vec<Work<'_>> = vec![
        (
            "loading both inventories",
            Box::new(|| {
                snapshots::load(&old, &new).map_or(0, |(old, new)| {
                    rows(old.processes.len().saturating_add(new.processes.len()))
                })
            }),
        ),
        (
            "comparing both inventories",
            Box::new(|| snapshots::changes(&earlier, &later)),
        ),
        (
            "loading both survey tables",
            Box::new(|| {
                let lengths = [table(), table()].into_iter().flatten();
                lengths.fold(0, |sum, table| sum.saturating_add(rows(table.len())))
            }),
        ),
        (
            "comparing both survey tables",
            Box::new(|| compare_surveys(&one, &other).unchanged),
        ),
    ];
    for (name, time, figure) in interleaved_medians(5, &mut works) {
        println!(
            "{name:<34} {:>8.1} ms   ({figure})",
            time.as_secs_f64() * 1e3
        );
    }
    Ok(())
}
