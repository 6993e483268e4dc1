//! Prints how long it takes to read all Acts, detect and attach citations, beside a bare walk of quick-xml with
//! one automaton over the same phrases, in one run.
#![allow(clippy::print_stdout, reason = "a report")]

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::ensure;
use quick_xml::{Reader, events::Event};
use std::collections::BTreeSet;
use tosei_analog_regs::{
    detect::{Detector, Instrument},
    law::LawDocument,
};
use tosei_benches::{Work, interleaved_medians, markup};
use tosei_document::Limits;

/// Every text of a file through the automaton; nothing is kept.
fn walk(files: &[Vec<u8>], automaton: &AhoCorasick) -> u64 {
    let mut hits = 0u64;
    for text in files
        .iter()
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
    {
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(Event::Text(text)) => {
                    hits += u64::try_from(automaton.find_iter(&*text).count()).unwrap_or(0);
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    hits
}

fn parse(files: &[Vec<u8>]) -> u64 {
    let laws = files
        .iter()
        .filter_map(|bytes| LawDocument::read_xml(bytes, &Limits::default()).ok());
    laws.map(|law| u64::try_from(law.sentences().len()).unwrap_or(0))
        .sum()
}

/// Reading, detection and the citation of every candidate.
fn detect(files: &[Vec<u8>]) -> u64 {
    let detector = Detector::standard();
    let laws = files
        .iter()
        .filter_map(|bytes| LawDocument::read_xml(bytes, &Limits::default()).ok());
    laws.map(|law| {
        let found = detector.law(&law, Instrument::Statute);
        let cited = found.iter().filter(|one| one.citation.is_some()).count();
        u64::try_from(cited).unwrap_or(0)
    })
    .sum()
}

fn main() -> anyhow::Result<()> {
    let files = markup::files("laws", "xml");
    if files.is_empty() {
        println!("skipped: laws of the real data are not here");
        return Ok(());
    }
    let bytes: usize = files.iter().map(Vec::len).sum();
    let patterns = Detector::standard().patterns();
    let phrases: BTreeSet<&str> = patterns
        .groups()
        .iter()
        .flat_map(|group| group.phrases.iter().chain(&group.except))
        .map(String::as_str)
        .collect();
    println!(
        "{} files, {bytes} bytes, {} phrases",
        files.len(),
        phrases.len()
    );
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .build(&phrases)?;
    let mut works: Vec<Work<'_>> = vec![
        ("walk and automaton", Box::new(|| walk(&files, &automaton))),
        ("parse", Box::new(|| parse(&files))),
        ("parse, detect, cite", Box::new(|| detect(&files))),
    ];
    let medians = interleaved_medians(9, &mut works);
    let Some((_, base, _)) = medians.first().cloned() else {
        return Ok(());
    };
    for (name, time, figure) in &medians {
        ensure!(*figure > 0, "{name} found nothing");
        let seconds = time.as_secs_f64();
        let rate = f64::from(u32::try_from(bytes)?) / 1e6 / seconds;
        let ratio = base.as_secs_f64() / seconds;
        println!(
            "{name:24} {:8.2} ms  {rate:7.0} MB/s  {ratio:.2} of the throughput, {figure}",
            seconds * 1e3
        );
    }
    Ok(())
}
