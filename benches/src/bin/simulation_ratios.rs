//! Prints how many customers a second a queue is simulated with, beside the same queue by hand.
#![allow(clippy::print_stdout, reason = "a report")]

use anyhow::ensure;
use tosei_benches::{Work, interleaved_medians, simulation};

fn main() -> anyhow::Result<()> {
    for servers in [1, 3, 10, 100] {
        let mut works: Vec<Work<'_>> = vec![
            ("by hand", Box::new(|| simulation::by_hand(servers))),
            (
                "library",
                // A refusal shows as another figure.
                Box::new(|| simulation::by_library(servers).unwrap_or_default()),
            ),
        ];
        let medians = interleaved_medians(11, &mut works);
        let first = medians.first().map(|(_, time, figure)| (*time, *figure));
        let Some((base, expected)) = first else {
            continue;
        };
        for (name, time, figure) in &medians {
            ensure!(*figure == expected, "{name} gives another result");
            let seconds = time.as_secs_f64();
            println!(
                "M/M/{servers:<4} {name:10} {:8.2} million customers a second   {:.2} of by hand",
                1.0 / seconds,
                base.as_secs_f64() / seconds
            );
        }
    }
    Ok(())
}
