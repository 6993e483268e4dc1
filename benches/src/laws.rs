//! Reading law texts with their citations, beside a bare walk of quick-xml with an automaton.

use crate::{Group, input};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use anyhow::Result;
use quick_xml::{Reader, events::Event};
use std::rc::Rc;
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

/// About as many phrases as a list of an office has.
const PHRASES: usize = 200;

/// The tree of all Acts, beside a walk with an automaton and beside a plain loop that keeps the sentences.
///
/// # Errors
///
/// If the automaton would be too large.
pub fn group() -> Result<Group> {
    let (files, size) = input::laws();
    let automaton = Rc::new(automaton(&phrases(PHRASES))?);
    let on = |work: fn(&[Vec<u8>], &AhoCorasick) -> u64| {
        let (files, automaton) = (Rc::clone(&files), Rc::clone(&automaton));
        move || work(&files, &automaton)
    };
    Ok(Group::new("laws", size, 9)
        .peer("quick-xml walk and automaton, 200 phrases", on(walk))
        .ours("tree with citations", on(|files, _| read(files)))
        .ours("tree and automaton", on(read_and_scan))
        .peer(
            "quick-xml loop that keeps each sentence",
            on(|files, _| kept(files)),
        )
        .ours("tree with citations", on(|files, _| read(files))))
}

/// A plain loop: the text of each sentence with the number of its article; how many.
#[must_use]
pub fn kept(files: &[Vec<u8>]) -> u64 {
    let mut count = 0usize;
    for bytes in files {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let mut reader = Reader::from_str(text);
        let (mut sentences, mut article, mut open) = (Vec::new(), String::new(), 0u32);
        let mut sentence = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => match tag.name().as_ref() {
                    "Article" => {
                        let mut attributes = tag.attributes().flatten();
                        let number = attributes.find(|one| one.key.as_ref() == "Num");
                        article = number.map_or_else(String::new, |one| one.value.into_owned());
                    }
                    "Sentence" => open = open.saturating_add(1),
                    _ => {}
                },
                Ok(Event::End(tag)) if tag.name().as_ref() == "Sentence" => {
                    open = open.saturating_sub(1);
                    sentences.push((article.clone(), std::mem::take(&mut sentence)));
                }
                Ok(Event::Text(said)) if open > 0 => sentence.push_str(said.as_ref()),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        count = count.saturating_add(std::hint::black_box(sentences).len());
    }
    crate::figure(count)
}

/// As many phrases as the patterns have; the words are ours.
#[must_use]
pub fn phrases(count: usize) -> Vec<String> {
    let heads = [
        "書面",
        "掲示",
        "閲覧",
        "目視",
        "立入",
        "検査",
        "点検",
        "常駐",
        "専任",
        "講習",
        "縦覧",
        "備え置",
        "交付",
        "提出",
        "記録媒体",
    ];
    let tails = [
        "",
        "により",
        "を",
        "に",
        "の",
        "し",
        "させ",
        "しなければ",
        "する",
        "された",
        "又は",
        "及び",
        "その他",
        "に係る",
        "について",
    ];
    let all = tails
        .iter()
        .flat_map(|tail| heads.iter().map(move |head| format!("{head}{tail}")));
    all.take(count).collect()
}

/// The automaton of the kind that is fastest here.
///
/// # Errors
///
/// The builder's, if the automaton would be too large.
pub fn automaton(phrases: &[String]) -> Result<AhoCorasick, aho_corasick::BuildError> {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostFirst)
        .build(phrases)
}

/// A walk over the text events of `Sentence`, each given to the automaton; the number of hits.
#[must_use]
pub fn walk(files: &[Vec<u8>], automaton: &AhoCorasick) -> u64 {
    let mut hits = 0u64;
    for bytes in files {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let mut reader = Reader::from_str(text);
        let mut inside = 0u32;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) if tag.name().as_ref() == "Sentence" => {
                    inside = inside.saturating_add(1);
                }
                Ok(Event::End(tag)) if tag.name().as_ref() == "Sentence" => {
                    inside = inside.saturating_sub(1);
                }
                Ok(Event::Text(said)) if inside > 0 => {
                    let found = automaton.find_iter(said.as_ref()).count();
                    hits = hits.saturating_add(u64::try_from(found).unwrap_or(0));
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(event) => {
                    std::hint::black_box(event);
                }
            }
        }
    }
    hits
}

/// The tree of every file; the number of sentences.
#[must_use]
pub fn read(files: &[Vec<u8>]) -> u64 {
    let all = files
        .iter()
        .filter_map(|bytes| LawDocument::read_xml(bytes, &Limits::default()).ok());
    all.map(|law| u64::try_from(law.sentences().len()).unwrap_or(0))
        .sum()
}

/// The tree of every file, and its sentences given to the automaton; the number of hits.
#[must_use]
pub fn read_and_scan(files: &[Vec<u8>], automaton: &AhoCorasick) -> u64 {
    let mut hits = 0u64;
    for bytes in files {
        let Ok(law) = LawDocument::read_xml(bytes, &Limits::default()) else {
            continue;
        };
        for sentence in law.sentences() {
            let found = automaton.find_iter(sentence.text()).count();
            hits = hits.saturating_add(u64::try_from(found).unwrap_or(0));
        }
    }
    hits
}
