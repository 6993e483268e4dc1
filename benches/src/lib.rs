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
