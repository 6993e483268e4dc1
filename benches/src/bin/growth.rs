//! Prints how time and memory grow with size, and writes the drawing where it is told to.
//!
//! `growth [--svg FILE] [--seconds N] [WORK…]`: only works whose names begin with one of the words. A work stops at the
//! size that takes longer than N seconds (60). Each size runs in a process of its own, so that its peak memory is known.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a table"
)]

use anyhow::{Context, Result, bail, ensure};
use std::{
    process::{Command, Stdio},
    time::Instant,
};
use tosei_benches::{
    growth::{Cost, SIZES, markdown, svg, works_named},
    load, peak_memory_kib,
};

/// The word with which the program calls itself for one size.
const ONE: &str = "--one";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (mut words, mut drawing, mut most) = (Vec::new(), None, 60.0);
    while let Some(argument) = arguments.next() {
        let mut next = || {
            arguments
                .next()
                .with_context(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--svg" => drawing = Some(next()?),
            "--seconds" => most = next()?.parse().context("--seconds needs a number")?,
            ONE => return one(&next()?, next()?.parse()?),
            word if word.starts_with('-') => bail!("`{word}` is not known"),
            word => words.push(word.to_owned()),
        }
    }
    println!("load before: {}", load());
    let mut costs: Vec<Cost> = Vec::new();
    for work in works_named(&words) {
        for size in SIZES.into_iter().filter(|size| *size <= work.most) {
            let cost = apart(work.name, size)?;
            eprintln!("{} {size}: {:.3} s", work.name, cost.seconds);
            let seconds = cost.seconds;
            costs.push(cost);
            if seconds * 8.0 > most {
                break; // ten times as many would take longer
            }
        }
    }
    println!("\n{}\nload after: {}", markdown(&costs), load());
    if let Some(file) = drawing {
        std::fs::write(&file, svg(&costs)).with_context(|| file.clone())?;
    }
    Ok(())
}

/// The cost of one size, in a process of its own.
fn apart(work: &str, size: u64) -> Result<Cost> {
    let program = std::env::current_exe()?;
    let output = Command::new(program)
        .args([ONE, work, &size.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "{work} at {size} did not end well");
    serde_json::from_slice(&output.stdout).context("the cost of one size")
}

/// Measures one work at one size and prints its cost.
fn one(name: &str, size: u64) -> Result<()> {
    let work = works_named(&[])
        .find(|work| work.name == name)
        .context("no such work")?;
    let mut made = (work.make)(size)?;
    let before_kib = peak_memory_kib();
    let mut seconds = f64::INFINITY;
    // Short works three times: the first run meets cold memory.
    for _ in 0..3 {
        let start = Instant::now();
        let figure = made();
        seconds = seconds.min(start.elapsed().as_secs_f64());
        ensure!(figure > 0, "{name} gives no figure");
        if seconds > 5.0 {
            break;
        }
    }
    let cost = Cost {
        work: name.to_owned(),
        unit: work.unit.to_owned(),
        size,
        seconds,
        before_kib,
        peak_kib: peak_memory_kib(),
    };
    println!("{}", serde_json::to_string(&cost)?);
    Ok(())
}
