//! Whole laws: what stands around a sentence is found in the tree.

use super::obvious::obvious;
use std::{env, fs, path::PathBuf};
use tosei_analog_regs::{
    detect::{Confidence, Context, Detector, Instrument},
    law::LawDocument,
};
use tosei_document::Limits;

fn found(text: &str) -> Vec<(String, String, &'static str)> {
    let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
    let detector = Detector::standard();
    let instrument = Instrument::guess(law.name(), law.number());
    let mut all = Vec::new();
    for candidate in detector.law(&law, instrument) {
        let record = candidate.record(detector);
        for concept in record.concepts {
            all.push((
                record.place.clone(),
                concept.concept,
                concept.confidence.code(),
            ));
        }
    }
    all
}

/// Case: headings of articles and of chapters, title, leading sentences and articles are looked at.
#[test]
fn surroundings_come_from_the_tree() {
    let text = "○架空市広場条例\n第1章　総則\n（定義）\n第1条　この条例において「届」とは、押印した書面をいう。\n（利用）\n第2条　利用者は、届に押印しなければならない。\n2　前項の届には、次に掲げる事項を記載しなければならない。\n(1)　署名\n第3条　利用者は、書面を提出しなければならない。\n2　前項の書面に代えて、電子メールを用いることができる。\n第2章　罰則\n第4条　届に押印しない者\n";
    let expected = [
        ("第1条", "seal_signature", "unlikely"),
        ("第2条第1項", "seal_signature", "likely"),
        ("第2条第2項第1号", "seal_signature", "likely"),
        ("第3条第1項", "written_form", "unlikely"),
        ("第4条", "seal_signature", "unlikely"),
    ];
    let found = found(text);
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(place, concept, band)| (place.as_str(), concept.as_str(), *band))
        .collect();
    for one in expected {
        assert!(found.contains(&one), "{one:?} is not in {found:#?}");
    }
}

/// Case: an ordinance about promulgation binds nobody to anything analog.
#[test]
fn internal_rules_of_an_office_are_blocked() {
    let found = found("○架空市公告式条例\n第1条　条例の公布は、市役所の掲示場に掲示して行う。\n");
    assert_eq!(
        found,
        [("第1条".into(), "physical_posting".into(), "unlikely")]
    );
}

fn laws() -> Option<Vec<PathBuf>> {
    let Some(data) = env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return None;
    };
    let folder = fs::read_dir(PathBuf::from(data).join("laws")).unwrap();
    let mut files: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    files.sort();
    Some(files)
}

/// Law: over real Acts, spans lie inside their sentence on character boundaries, and every candidate
/// has a reading.
#[test]
fn spans_of_real_acts_are_words() {
    let Some(files) = laws() else { return };
    let detector = Detector::standard();
    let (mut candidates, mut positive) = (0usize, 0usize);
    for file in files.iter().step_by(20) {
        let law = LawDocument::read_xml(&fs::read(file).unwrap(), &Limits::default()).unwrap();
        for candidate in detector.law(&law, Instrument::Statute) {
            candidates += 1;
            positive += usize::from(candidate.confidence() > Confidence::Unlikely);
            for found in &candidate.matches {
                let finding = detector.finding(found).unwrap();
                assert!(!finding.readings.is_empty() && !finding.spans.is_empty());
                for span in &finding.spans {
                    let words = span.of(candidate.sentence.text()).unwrap();
                    assert!(!words.is_empty());
                }
            }
        }
    }
    println!("{candidates} candidates, {positive} at least possible");
    assert!(positive > 0);
}

/// Law: the slow obvious detector agrees on sentences of real Acts.
#[test]
fn the_obvious_detector_agrees_on_real_sentences() {
    let Some(files) = laws() else { return };
    let detector = Detector::standard();
    let mut compared = 0usize;
    for file in files.iter().step_by(40) {
        let law = LawDocument::read_xml(&fs::read(file).unwrap(), &Limits::default()).unwrap();
        for sentence in law.sentences().step_by(31) {
            let context = Context::new().of_instrument(Instrument::Statute);
            let fast = detector.sentence(sentence.text(), &context);
            let fast: Vec<_> = fast
                .matches
                .iter()
                .map(|one| detector.finding(one).unwrap())
                .collect();
            assert_eq!(
                fast,
                obvious(detector.patterns(), sentence.text(), &context)
            );
            compared += 1;
        }
    }
    assert!(compared > 0);
}
