//! Reading law texts with their citations, beside a bare walk of quick-xml with an automaton.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use quick_xml::{Reader, events::Event};
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

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
