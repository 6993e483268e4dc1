//! Detecting analog clauses, beside one automaton over the same phrases, and beside the `regex` crate line by line.

use crate::{Group, input};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::Result;
use quick_xml::{Reader, events::Event};
use regex::Regex;
use std::{collections::BTreeSet, rc::Rc};
use tosei_analog_regs::{
    detect::{Detector, Instrument},
    law::LawDocument,
};
use tosei_document::Limits;

/// Reading, detecting and citing all Acts.
///
/// # Errors
///
/// If the phrases are too many for the automaton or the expression.
pub fn group() -> Result<Group> {
    let (files, size) = input::laws();
    let phrases = phrases();
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .build(&phrases)?;
    let expression = Regex::new(
        &phrases
            .iter()
            .map(|one| regex::escape(one))
            .collect::<Vec<_>>()
            .join("|"),
    )?;
    let for_walk = Rc::clone(&files);
    let on = |work: fn(&[Vec<u8>]) -> u64| {
        let files = Rc::clone(&files);
        move || work(&files)
    };
    let (parsed, detected, beside_lines) = (on(parse), on(detect), on(detect));
    let size = format!("{size}, {} phrases", phrases.len());
    Ok(Group::new("detection", size, 9)
        .peer("quick-xml walk and automaton", move || {
            walk(&for_walk, &automaton)
        })
        .ours("parse into the tree", parsed)
        .ours("parse, detect, cite", detected)
        .at_least(0.8)
        .peer("regex line by line", move || lines(&files, &expression))
        .ours("parse, detect, cite", beside_lines))
}

/// The phrases of the patterns, each once.
#[must_use]
pub fn phrases() -> BTreeSet<&'static str> {
    let groups = Detector::standard().patterns().groups().iter();
    let phrases = groups.flat_map(|group| group.phrases.iter().chain(&group.except));
    phrases.map(String::as_str).collect()
}

/// Every text of a file through the automaton; nothing is kept.
#[must_use]
pub fn walk(files: &[Vec<u8>], automaton: &AhoCorasick) -> u64 {
    let mut hits = 0u64;
    for text in files
        .iter()
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
    {
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(Event::Text(text)) => {
                    let count = automaton.find_iter(&*text).count();
                    hits = hits.saturating_add(crate::figure(count));
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    hits
}

/// What one writes first: an expression of all phrases, line by line; no tree, no citation.
#[must_use]
pub fn lines(files: &[Vec<u8>], expression: &Regex) -> u64 {
    let texts = files
        .iter()
        .filter_map(|bytes| std::str::from_utf8(bytes).ok());
    let lines = texts.flat_map(str::lines);
    lines
        .map(|line| crate::figure(expression.find_iter(line).count()))
        .sum()
}

/// The tree of every file; the number of sentences.
#[must_use]
pub fn parse(files: &[Vec<u8>]) -> u64 {
    crate::laws::read(files)
}

/// Reading, detection and the citation of every candidate; how many are cited.
#[must_use]
pub fn detect(files: &[Vec<u8>]) -> u64 {
    let detector = Detector::standard();
    let limits = Limits {
        items: u64::MAX,
        ..Limits::default()
    };
    let laws = files
        .iter()
        .filter_map(|bytes| LawDocument::read_xml(bytes, &limits).ok());
    laws.map(|law| {
        let found = detector.law(&law, Instrument::Statute);
        crate::figure(found.iter().filter(|one| one.citation.is_some()).count())
    })
    .sum()
}
