//! Prints how long reading XML without loss takes beside the events of quick-xml, in one run.
#![allow(clippy::print_stdout, reason = "a report")]

use anyhow::ensure;
use tosei_benches::{Work, interleaved_medians, markup};

fn main() -> anyhow::Result<()> {
    for (folder, ending, rounds) in [("bpmn/miwg", "bpmn", 21), ("laws", "xml", 7)] {
        let files = markup::files(folder, ending);
        if files.is_empty() {
            println!("skipped: {folder} of the real data is not here");
            continue;
        }
        let bytes: usize = files.iter().map(Vec::len).sum();
        println!("{folder}: {} files, {bytes} bytes", files.len());
        let mut works: Vec<Work<'_>> = Vec::new();
        for (name, work) in markup::WORKS {
            works.push((name, Box::new(|| work(&files))));
        }
        let medians = interleaved_medians(rounds, &mut works);
        let Some((_, base, expected)) = medians.first().cloned() else {
            continue;
        };
        for (name, time, elements) in &medians {
            ensure!(*elements == expected, "{name} finds other elements");
            let seconds = time.as_secs_f64();
            let rate = f64::from(u32::try_from(bytes)?) / 1e6 / seconds;
            let ratio = seconds / base.as_secs_f64();
            println!(
                "{name:24} {:8.2} ms  {rate:7.0} MB/s  {ratio:.2}×",
                seconds * 1e3
            );
        }
    }
    Ok(())
}
