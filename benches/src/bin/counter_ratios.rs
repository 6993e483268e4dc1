//! Prints how long counters of a large body take beside the bare loops, and the most memory held.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use anyhow::{Result, ensure};
use tosei_benches::{Work, counters, interleaved_medians, real_file};

/// The library may take so many times as long as the bare recursion.
const QUEUE_BOUND: f64 = 2.0;

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    peak.unwrap_or("VmHWM: not known on this system").to_owned()
}

fn main() -> Result<()> {
    // The stream first, before anything else has taken memory.
    println!("before the reviews   {}", peak_memory());
    let mut works: Vec<Work<'_>> = vec![
        ("making 5,000,000 answers", Box::new(counters::bare_answers)),
        ("counting them", Box::new(counters::count_answers)),
    ];
    for (name, time, figure) in interleaved_medians(3, &mut works) {
        println!(
            "{name:<28} {:>8.1} ms   {:.2} million rows/s   ({figure})",
            time.as_secs_f64() * 1e3,
            5.0 / time.as_secs_f64()
        );
        if name == "counting them" {
            ensure!(figure == counters::ANSWERS, "{figure} answers were counted");
        }
    }
    println!("after the reviews    {}", peak_memory());

    let (demands, target) = (counters::demands()?, counters::target()?);
    let mut works: Vec<Work<'_>> = vec![
        (
            "bare recursion",
            Box::new(|| counters::fewest_by_hand(&demands)),
        ),
        (
            "fewest_counters",
            Box::new(|| counters::fewest(&demands, &target)),
        ),
    ];
    let medians = interleaved_medians(21, &mut works);
    let [(_, base, expected), (_, time, figure)] = medians.as_slice() else {
        return Ok(());
    };
    ensure!(figure == expected, "{figure} counters, not {expected}");
    let ratio = time.as_secs_f64() / base.as_secs_f64();
    println!(
        "fewest counters, 280,000 quarter-hours: {:.1} ms, bare {:.1} ms, {ratio:.2}×   ({figure})",
        time.as_secs_f64() * 1e3,
        base.as_secs_f64() * 1e3
    );
    ensure!(
        ratio < QUEUE_BOUND,
        "{ratio:.2}× is not below {QUEUE_BOUND}×"
    );

    let Some(file) = real_file("counter_queues/warsaw_queues_full.csv") else {
        println!("skipped: TOSEI_DATA has no counter_queues");
        return Ok(());
    };
    let bytes = std::fs::read(file)?;
    let rows = counters::estimate(&bytes)?;
    ensure!(rows == 830_172, "{rows} rows");
    let mut works: Vec<Work<'_>> = vec![
        (
            "bare pass over the cells",
            Box::new(|| counters::bare_rows(&bytes)),
        ),
        (
            "estimates of 370 queues",
            Box::new(|| counters::estimate(&bytes).unwrap_or(0)),
        ),
    ];
    let medians = interleaved_medians(5, &mut works);
    let base = medians
        .first()
        .map_or(1.0, |(_, time, _)| time.as_secs_f64());
    for (name, time, figure) in &medians {
        let seconds = time.as_secs_f64();
        println!(
            "{name:<28} {:>8.1} ms   {:.2}×   ({figure} rows)",
            seconds * 1e3,
            seconds / base
        );
    }
    println!("at the end           {}", peak_memory());
    Ok(())
}
