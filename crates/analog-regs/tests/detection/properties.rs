//! Laws that hold for any text.

use super::obvious::obvious;
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_analog_regs::{
    detect::{ConceptFinding, Context, Detector, Instrument},
    law::LawDocument,
};
use tosei_document::Limits;

/// Every phrase of the patterns, and words that stand between them.
fn pieces() -> &'static [String] {
    static PIECES: OnceLock<Vec<String>> = OnceLock::new();
    PIECES.get_or_init(|| {
        let groups = Detector::standard().patterns().groups().iter();
        let phrases = groups.flat_map(|group| group.phrases.iter().chain(&group.except));
        let between = [
            "、",
            "。",
            "（",
            "）",
            "「",
            "」",
            "市",
            "は",
            "その他の",
            "a",
            "𠮟",
        ];
        phrases.cloned().chain(between.map(String::from)).collect()
    })
}

fn texts() -> impl Strategy<Value = String> {
    let piece = any::<prop::sample::Index>().prop_map(|at| at.get(pieces()).clone());
    let between = prop::sample::select(vec!["、", "（", "）", "「", "」", "その者の", ""]);
    prop::collection::vec((piece, between), 0..12)
        .prop_map(|parts| parts.into_iter().map(|(a, b)| a + b).collect())
}

fn named(text: &str, context: &Context<'_>) -> Vec<ConceptFinding> {
    let detector = Detector::standard();
    let found = detector.sentence(text, context);
    found
        .matches
        .iter()
        .map(|one| detector.finding(one).unwrap())
        .collect()
}

/// The generator reaches what is hard: every confidence, reasons for and against, notes, several spans and readings,
/// cues in quotation marks and in parentheses, sentences without any.
#[test]
fn the_generator_reaches_the_hard_sentences() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..1_000 {
        let (text, heading) = (texts(), texts()).new_tree(&mut runner).unwrap().current();
        let found = named(&text, &Context::new().with_heading(&heading));
        let mut count = |name: String, is: bool| *seen.entry(name).or_default() += u32::from(is);
        for confidence in tosei_analog_regs::detect::Confidence::ALL {
            let any = found.iter().any(|one| one.confidence == *confidence);
            count(format!("{confidence:?}"), any);
        }
        let any = |is: &dyn Fn(&ConceptFinding) -> bool| found.iter().any(is);
        count("for".into(), any(&|one| !one.reasons_for.is_empty()));
        count(
            "against".into(),
            any(&|one| !one.reasons_against.is_empty()),
        );
        count("notes".into(), any(&|one| !one.notes.is_empty()));
        count("spans".into(), any(&|one| one.spans.len() > 1));
        count("readings".into(), any(&|one| one.readings.len() > 1));
        count(
            "quotes".into(),
            any(&|one| text[..one.spans[0].start].contains('「')),
        );
        count(
            "parentheses".into(),
            any(&|one| text[..one.spans[0].start].contains('（')),
        );
        count("none".into(), found.is_empty() && !text.is_empty());
    }
    assert!(
        seen.len() >= 10 && seen.values().all(|count| *count >= 20),
        "{seen:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Law: the slow obvious detector agrees on any text in any context.
    #[test]
    fn the_obvious_detector_agrees(
        text in texts(), heading in texts(), lead in texts(), other in texts(), local in any::<bool>(),
    ) {
        let article = [other.as_str()];
        let instrument = if local { Instrument::Ordinance } else { Instrument::Statute };
        let context = Context::new()
            .with_heading(&heading).with_lead(&lead).with_article(&article).of_instrument(instrument);
        let patterns = Detector::standard().patterns();
        prop_assert_eq!(named(&text, &context), obvious(patterns, &text, &context));
    }

    /// Law: spans are in order, lie inside the sentence, and are words of it.
    #[test]
    fn spans_are_words_of_the_sentence(text in texts()) {
        for finding in named(&text, &Context::new()) {
            prop_assert!(finding.spans.is_sorted() && !finding.spans.is_empty());
            for span in finding.spans {
                let words = span.of(&text).expect("on character boundaries");
                prop_assert!(!words.is_empty());
            }
        }
    }

    /// Law: neutral provisions before and after do not move the findings of a sentence: same place in
    /// it, same confidence, same reasons.
    #[test]
    fn neutral_text_moves_nothing(before in 0usize..4, after in 0usize..4, duty in any::<bool>()) {
        let end = if duty { "しなければならない" } else { "する" };
        let sentence = format!("利用者は、届に押印し、市長に書面を提出{end}。");
        let neutral = "この条例は、広場について定める。";
        let mut text = String::from("○架空市広場条例\n");
        for number in 1..=before + 1 + after {
            let here = if number == before + 1 { &sentence } else { neutral };
            text.push_str(&format!("第{number}条　{here}\n"));
        }
        let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
        let detector = Detector::standard();
        let found = detector.law(&law, Instrument::Ordinance);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].sentence.text(), sentence.as_str());
        let context = Context::new()
            .with_title("架空市広場条例").of_instrument(Instrument::Ordinance);
        prop_assert_eq!(found[0].record(detector).concepts, named(&sentence, &context));
    }
}
