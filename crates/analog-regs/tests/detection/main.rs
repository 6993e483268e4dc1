//! Detection: patterns, sentences, whole laws.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

mod laws;
mod obvious;
mod patterns;
mod properties;
#[path = "../conformance/sentence_input.rs"]
mod sentence_input;
mod sentences;

use obvious::obvious;
use sentence_input::Input;
use tosei_analog_regs::detect::{Context, Detector, MAX_HITS};
use tosei_conformance::{Suite, suites_folder};

/// Law: the slow obvious detector agrees on every vector.
#[test]
fn the_obvious_detector_agrees_on_every_vector() {
    let suite = Suite::read(&suites_folder().join("analog-regs/detection.json")).unwrap();
    let detector = Detector::standard();
    for case in suite.cases {
        let input: Input = serde_json::from_value(case.input).unwrap();
        if input.patterns.is_none() {
            let fast = input.with_context(|context| detector.sentence(&input.text, context));
            let slow =
                input.with_context(|context| obvious(detector.patterns(), &input.text, context));
            let fast: Vec<_> = fast
                .matches
                .iter()
                .map(|one| detector.finding(one).unwrap())
                .collect();
            assert_eq!(fast, slow, "{}", case.id);
        }
    }
}

/// Case: a sentence of nothing but cues is looked at up to the limit, and says so.
#[test]
fn a_sentence_with_too_many_hits_is_cut() {
    let text = "掲示".repeat(MAX_HITS + 1);
    let found = Detector::standard().sentence(&text, &Context::new());
    assert!(found.cut);
    assert_eq!(found.matches[0].spans.len(), MAX_HITS);
    // At the limit nothing is left out.
    let text = "掲示".repeat(MAX_HITS);
    let found = Detector::standard().sentence(&text, &Context::new());
    assert!(!found.cut);
    assert_eq!(found.matches[0].spans.len(), MAX_HITS);
}

/// Case: a match of other patterns is not given names that it does not have.
#[test]
fn a_match_of_other_patterns_has_no_name() {
    let json = r#"{"format": "tosei-analog-patterns", "format_version": 1,
        "edition": {"id": "x", "date": "2026-11-22", "source": "definition"},
        "groups": [{"id": "a", "phrases": ["掲示"]}],
        "families": [{"id": "f", "label": {"ja": "例", "en": "Example"}, "categories": ["other"],
            "readings": [{"id": "r", "cues": ["a"], "band": "possible", "label": {"ja": "例", "en": "Example"}}]}]}"#;
    let patterns = tosei_analog_regs::detect::Patterns::from_json(json).unwrap();
    let own = Detector::compile(&patterns).unwrap();
    let found = Detector::standard().sentence("通報は、電話で行う。", &Context::new());
    assert!(own.finding(&found.matches[0]).is_none());
    let found = own.sentence("掲示する。", &Context::new());
    assert_eq!(own.finding(&found.matches[0]).unwrap().concept, "f");
}
