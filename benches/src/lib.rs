//! Shared pieces of the benches: the real files, and interleaved medians.

pub mod bpmn;
pub mod counters;
pub mod criteria;
pub mod evidence;
pub mod flow_simulation;
pub mod laws;
pub mod markup;
pub mod simulation;
pub mod snapshots;
pub mod survey;

use anyhow::Context as _;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// A file of the real data below `TOSEI_DATA`, if it is there.
#[must_use]
pub fn real_file(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(std::env::var_os("TOSEI_DATA")?).join(path);
    file.is_file().then_some(file)
}

/// A piece of work to be measured: its name, and what it does; it returns a figure that is checked.
pub type Work<'a> = (&'a str, Box<dyn FnMut() -> u64 + 'a>);

/// The medians of several runs of several works, taken in turns so that the machine's moods hit all.
///
/// The first work is the measure of the others.
pub fn interleaved_medians(rounds: usize, works: &mut [Work<'_>]) -> Vec<(String, Duration, u64)> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); works.len()];
    let mut figures = vec![0; works.len()];
    for _ in 0..rounds {
        for (index, (_, work)) in works.iter_mut().enumerate() {
            let start = Instant::now();
            let figure = work();
            let elapsed = start.elapsed();
            if let (Some(times), Some(place)) = (times.get_mut(index), figures.get_mut(index)) {
                times.push(elapsed);
                *place = figure;
            }
        }
    }
    works
        .iter()
        .zip(times)
        .zip(figures)
        .map(|(((name, _), mut times), figure)| {
            times.sort();
            let median = times.get(times.len() / 2).copied().unwrap_or_default();
            ((*name).to_owned(), median, figure)
        })
        .collect()
}

/// A work on the State's survey: its name, and what it does with the bytes of the file.
pub type OnSurvey = (&'static str, fn(&[u8]) -> u64);

/// Measures works on the real survey in turns, and prints a table: each next to the first.
///
/// # Errors
///
/// If `TOSEI_DATA` names no folder with the survey, or it cannot be read.
#[allow(clippy::print_stdout, reason = "the tables of programs")]
pub fn print_survey_ratios(rounds: usize, works: &'static [OnSurvey]) -> anyhow::Result<()> {
    let file = real_file("procedures_survey/procedures_r6.csv")
        .context("TOSEI_DATA must name a folder with procedures_survey/procedures_r6.csv")?;
    let bytes = std::fs::read(file)?;
    let mut measured: Vec<Work<'_>> = Vec::new();
    for (name, work) in works {
        let bytes = &bytes;
        measured.push((name, Box::new(move || work(bytes))));
    }
    let medians = interleaved_medians(rounds, &mut measured);
    let first = medians
        .first()
        .map_or(1.0, |(_, time, _)| time.as_secs_f64());
    for (name, time, figure) in &medians {
        println!(
            "{name:<34} {:>8.1} ms {:>6.2} x   ({figure})",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / first
        );
    }
    Ok(())
}
