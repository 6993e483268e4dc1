//! Event logs: reading, summing up and learning a simulation, beside records in a map.

use crate::{Group, input};
use anyhow::Result;
use std::{collections::HashMap, rc::Rc};
use tosei_bpr::{
    event_log::{EventLog, LogColumns, read_csv},
    simulate::learn::{LearnOptions, learn},
};
use tosei_document::Limits;

/// Events of a made log.
pub const EVENTS: u64 = 120_000;

/// Reading a log and learning from it.
///
/// # Errors
///
/// If the log cannot be read.
pub fn group() -> Result<Group> {
    let bytes: Rc<[u8]> = input::made_events(EVENTS).bytes()?.into();
    let log = Rc::new(read(&bytes)?);
    let on = |work: fn(&[u8]) -> u64| {
        let bytes = Rc::clone(&bytes);
        move || work(&bytes)
    };
    let (summed, learnt) = (Rc::clone(&log), log);
    let size = format!("{EVENTS} made events, {} cases", summed.cases().len());
    let (by_hand, events) = (
        on(by_hand),
        on(|bytes| read(bytes).map_or(0, |log| crate::figure(log.event_count()))),
    );
    Ok(Group::new("event-logs", size, 5)
        .peer("csv records, orders counted in a map", by_hand)
        .ours("read with times and offsets", events)
        .same_figure()
        .ours("variants, throughput, waiting", move || summary(&summed))
        .ours("learn a flow and its parameters", move || learned(&learnt)))
}

/// The log of a file.
///
/// # Errors
///
/// If it cannot be read.
pub fn read(bytes: &[u8]) -> Result<EventLog> {
    let limits = Limits {
        bytes: u64::MAX,
        items: u64::MAX,
        ..Limits::default()
    };
    Ok(read_csv(bytes, &LogColumns::default(), &limits)?)
}

/// What one writes first: the steps of each case in order of the file, and how often each follows another; times stay
/// texts. The number of events.
#[must_use]
pub fn by_hand(bytes: &[u8]) -> u64 {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::StringRecord::new();
    let mut cases: HashMap<String, Vec<(String, String)>> = HashMap::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        if let (Some(case), Some(step), Some(time)) = (record.get(0), record.get(1), record.get(2))
        {
            let event = (step.to_owned(), time.to_owned());
            cases.entry(case.to_owned()).or_default().push(event);
        }
    }
    let mut follows: HashMap<(&str, &str), u64> = HashMap::new();
    for events in cases.values_mut() {
        events.sort_by(|one, other| one.1.cmp(&other.1));
    }
    for events in cases.values() {
        for pair in events.windows(2) {
            if let [(before, _), (after, _)] = pair {
                let count = follows.entry((before, after)).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    std::hint::black_box(follows.len());
    crate::figure(cases.values().map(Vec::len).sum())
}

/// Variants, throughput and waiting; the number of variants.
#[must_use]
pub fn summary(log: &EventLog) -> u64 {
    crate::figure(log.summary().variants.len())
}

/// A flow and its parameters; the number of its nodes.
#[must_use]
pub fn learned(log: &EventLog) -> u64 {
    let Ok(id) = "mihon".parse() else { return 0 };
    let learned = learn(log, None, &LearnOptions::new(id));
    learned
        .flow
        .map_or(0, |flow| crate::figure(flow.nodes.len()))
}
