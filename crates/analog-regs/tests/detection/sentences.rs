//! The labelled sentences of `conformance/analog-regs`: a regression set, reported apart.

use super::sentence_input::Input;
use serde::Deserialize;
use std::collections::BTreeMap;
use tosei_analog_regs::detect::{Confidence, Detector};
use tosei_conformance::suites_folder;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "note")]
    _note: String,
    sentence_count: usize,
    sentences: Vec<Labelled>,
}

/// A sentence, and whether it demands a concept.
#[derive(Deserialize)]
struct Labelled {
    id: String,
    source: String,
    why: String,
    concept: String,
    demanded: bool,
    text: String,
    #[serde(default)]
    heading: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    article: Vec<String>,
    #[serde(default)]
    instrument: Option<tosei_analog_regs::detect::Instrument>,
}

/// Law: of the labelled sentences no more are judged wrongly than when this was written, and each
/// family has sentences of both kinds.
#[test]
fn labelled_sentences_are_judged_as_before() {
    let path = suites_folder()
        .with_file_name("analog-regs")
        .join("sentences.json");
    let file: File = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(file.sentences.len(), file.sentence_count);
    assert!(file.sentence_count >= 300);
    let detector = Detector::standard();
    let (mut false_alarms, mut missed, mut hits) = (0u32, 0u32, 0u32);
    let mut kinds: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for one in file.sentences {
        assert!(!one.source.is_empty() && !one.why.is_empty(), "{}", one.id);
        let input = Input {
            text: one.text,
            heading: one.heading,
            title: one.title,
            lead: one.lead,
            article: one.article,
            law: Vec::new(),
            instrument: one.instrument,
            part: None,
            patterns: None,
        };
        let found = input.with_context(|context| detector.sentence(&input.text, context));
        let mut named = found.matches.iter().filter_map(|one| detector.finding(one));
        let found = named.any(|f| f.concept == one.concept && f.confidence > Confidence::Unlikely);
        let kinds = kinds.entry(one.concept).or_default();
        kinds.0 += u32::from(one.demanded);
        kinds.1 += u32::from(!one.demanded);
        match (one.demanded, found) {
            (true, true) => hits += 1,
            (false, true) => false_alarms += 1,
            (true, false) => missed += 1,
            (false, false) => {}
        }
    }
    println!("{hits} found, {missed} missed, {false_alarms} false alarms");
    assert!(missed <= 2 && false_alarms <= 29 && hits >= 136);
    for family in detector.patterns().families() {
        let (demanded, not) = kinds[&family.id];
        assert!(
            demanded >= 2 && not >= 4,
            "{}: {demanded} and {not}",
            family.id
        );
    }
}
