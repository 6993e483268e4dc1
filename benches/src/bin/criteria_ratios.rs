//! Prints how long one million assessments take beside the matrix written out in `if`s.
#![allow(clippy::print_stdout, reason = "a report")]

use anyhow::ensure;
use tosei_benches::{Work, criteria, interleaved_medians};

fn main() -> anyhow::Result<()> {
    let standard = criteria::standard()?;
    let evidence = criteria::evidence();
    let mut works: Vec<Work<'_>> = vec![
        ("by hand", Box::new(|| criteria::levels_by_hand(&evidence))),
        (
            "levels",
            Box::new(|| criteria::levels(&standard, &evidence)),
        ),
        (
            "levels and reasons",
            Box::new(|| criteria::verdicts(&standard, &evidence)),
        ),
    ];
    let medians = interleaved_medians(31, &mut works);
    let first = medians.first().map(|(_, time, figure)| (*time, *figure));
    let Some((base, expected)) = first else {
        return Ok(());
    };
    for (name, time, figure) in &medians {
        ensure!(*figure == expected, "{name} gives other levels");
        let ratio = time.as_secs_f64() / base.as_secs_f64();
        println!(
            "{name:20} {:8.2} ms for 1,000,000   {ratio:.2}×",
            time.as_secs_f64() * 1e3
        );
    }
    Ok(())
}
