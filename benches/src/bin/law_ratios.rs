//! Prints how long law texts take beside a bare walk of quick-xml with an automaton, in one run.
//!
//! The walk is the measure; the others read the whole tree with its citations. Detection stands beside
//! them where the crate has it.
#![allow(clippy::print_stdout, reason = "a report")]

use anyhow::ensure;
use tosei_benches::{Work, interleaved_medians, laws, markup};

/// About as many phrases as the patterns have.
const PHRASES: usize = 200;

fn main() -> anyhow::Result<()> {
    let files = markup::files("laws", "xml");
    if files.is_empty() {
        println!("skipped: laws of the real data are not here");
        return Ok(());
    }
    let bytes: usize = files.iter().map(Vec::len).sum();
    let automaton = laws::automaton(&laws::phrases(PHRASES))?;
    println!("{} files, {bytes} bytes, {PHRASES} phrases", files.len());
    let mut works: Vec<Work<'_>> = vec![
        (
            "walk and automaton",
            Box::new(|| laws::walk(&files, &automaton)),
        ),
        ("read the tree", Box::new(|| laws::read(&files))),
        (
            "read and automaton",
            Box::new(|| laws::read_and_scan(&files, &automaton)),
        ),
    ];
    let medians = interleaved_medians(9, &mut works);
    let Some((_, base, _)) = medians.first().cloned() else {
        return Ok(());
    };
    for (name, time, figure) in &medians {
        ensure!(*figure > 0, "{name} finds nothing");
        let seconds = time.as_secs_f64();
        let rate = f64::from(u32::try_from(bytes)?) / 1e6 / seconds;
        let ratio = base.as_secs_f64() / seconds;
        println!(
            "{name:24} {:8.2} ms  {rate:7.0} MB/s  {ratio:.2}× the throughput of the walk  ({figure})",
            seconds * 1e3
        );
    }
    Ok(())
}
