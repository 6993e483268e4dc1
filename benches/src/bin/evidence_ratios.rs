//! Prints how long evidence for every row of the State's survey takes next to the inventory report.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use anyhow::{Context, Result};
use tosei_benches::{Work, evidence::WORKS, interleaved_medians, real_file};

fn main() -> Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let bytes = std::fs::read(file)?;
    let mut works: Vec<Work<'_>> = Vec::new();
    for (name, work) in WORKS {
        let bytes = &bytes;
        works.push((name, Box::new(move || work(bytes))));
    }
    let medians = interleaved_medians(11, &mut works);
    let report = medians
        .first()
        .map_or(1.0, |(_, time, _)| time.as_secs_f64());
    for (name, time, figure) in &medians {
        println!(
            "{name:<34} {:>8.1} ms {:>6.2} x   ({figure})",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / report
        );
    }
    Ok(())
}
