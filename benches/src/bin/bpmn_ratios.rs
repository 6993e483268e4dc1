//! Prints how long reading BPMN into flows takes beside the events of quick-xml, in one run.
#![allow(clippy::print_stdout, reason = "a report")]

use anyhow::ensure;
use tosei_benches::{Work, bpmn, interleaved_medians, markup};

/// How much longer than the events reading may take, and reading and writing.
const LIMITS: [(&str, f64); 2] = [("read into the model", 3.0), ("read and write back", 3.5)];

fn main() -> anyhow::Result<()> {
    let files = markup::files("bpmn/miwg", "bpmn");
    if files.is_empty() {
        println!("skipped: bpmn/miwg of the real data is not here");
        return Ok(());
    }
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!("bpmn/miwg: {} files, {bytes} bytes", files.len());
    let mut works: Vec<Work<'_>> = Vec::new();
    for (name, work) in bpmn::WORKS {
        works.push((name, Box::new(|| work(&files))));
    }
    let medians = interleaved_medians(21, &mut works);
    let Some((_, base, _)) = medians.first().cloned() else {
        return Ok(());
    };
    for (name, time, count) in &medians {
        let seconds = time.as_secs_f64();
        let rate = f64::from(u32::try_from(bytes)?) / 1e6 / seconds;
        let ratio = seconds / base.as_secs_f64();
        println!(
            "{name:24} {:8.2} ms  {rate:7.0} MB/s  {ratio:.2}×  ({count})",
            seconds * 1e3
        );
        if let Some((_, most)) = LIMITS.iter().find(|(limited, _)| limited == name) {
            ensure!(
                ratio <= *most,
                "{name} takes {ratio:.2} times as long as the events, more than {most}"
            );
        }
    }
    Ok(())
}
