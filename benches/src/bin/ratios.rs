//! Prints one table: how long the library takes beside the obvious alternatives, and whether bounds are kept.
//!
//! `ratios [--rounds N] [NAME…]`: only groups whose names begin with one of the words. Exit 1 when a bound is broken.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints a table"
)]

use anyhow::{Context, Result, bail};
use std::{num::NonZeroUsize, process::ExitCode};
use tosei_benches::{GROUPS, HEAD, chosen, load};

fn main() -> Result<ExitCode> {
    let mut words = Vec::new();
    let mut rounds = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => {
                let number = arguments.next().context("--rounds needs a number")?;
                rounds = Some(number.parse().context("--rounds needs a number")?);
            }
            word if word.starts_with('-') => bail!("`{word}` is not known"),
            word => words.push(word.to_owned()),
        }
    }
    if chosen(&words).next().is_none() {
        let names: Vec<&str> = GROUPS.iter().map(|(name, _)| *name).collect();
        bail!("there is no such group; there are {}", names.join(", "));
    }
    let cores = std::thread::available_parallelism().map_or(0, NonZeroUsize::get);
    println!("{cores} cores; load before: {}\n\n{HEAD}", load());
    let (mut broken, mut bounds) = (0u32, 0u32);
    for (name, make) in chosen(&words) {
        eprintln!("{name} …");
        let rows = make()
            .and_then(|group| group.measure(rounds))
            .with_context(|| format!("the group `{name}`"))?;
        for row in rows {
            println!("{}", row.markdown());
            bounds += u32::from(row.bound.is_some());
            broken += u32::from(row.is_kept() == Some(false));
        }
    }
    println!(
        "\n{} of {bounds} bounds kept; load after: {}",
        bounds - broken,
        load()
    );
    Ok(if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
