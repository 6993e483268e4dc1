//! Whole laws: what stands around a sentence is found in the tree.

use super::obvious::obvious;
use std::{env, fs, path::PathBuf};
use tosei_analog_regs::{
    detect::{CandidateRecord, Confidence, Context, Detector, Instrument, MAX_HITS, Patterns},
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

/// Patterns of one family: 提出 is likely, less so where 電子 stands in one of the scopes.
fn unless_electronic(scope: &str) -> Detector {
    let label = serde_json::json!({"ja": "例", "en": "Example"});
    let document = serde_json::json!({
        "format": "tosei-analog-patterns", "format_version": 1,
        "edition": {"id": "x-1", "date": "2026-11-23", "source": "definition"},
        "groups": [{"id": "filing", "phrases": ["提出"]}, {"id": "electronic", "phrases": ["電子"]}],
        "rules": [{"id": "r", "effect": "blocks", "label": label,
            "when": {"elsewhere": {"groups": ["electronic"], "scopes": [scope]}}}],
        "families": [{"id": "f", "label": label, "categories": ["other"],
            "readings": [{"id": "x", "cues": ["filing"], "band": "likely", "label": label}]}]});
    Detector::compile(&Patterns::from_json(&document.to_string()).unwrap()).unwrap()
}

fn bands(detector: &Detector, law: &LawDocument) -> Vec<(String, &'static str)> {
    let candidates = detector.law(law, Instrument::Ordinance);
    candidates
        .iter()
        .map(|one| (one.sentence.place_ja(), one.confidence().code()))
        .collect()
}

/// Case: a cue behind the last phrase that is looked at is not found, and the candidate says why.
#[test]
fn a_sentence_that_was_not_looked_at_whole_is_a_candidate() {
    let detector = unless_electronic("article");
    let law = |times| {
        let many = "電子".repeat(times);
        let text = format!(
            "○架空市広場条例\n第1条　{many}提出する。\n第2条　電子による。\n第3条　提出する。\n"
        );
        LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
    };
    let whole = law(MAX_HITS - 1);
    let found = detector.law(&whole, Instrument::Ordinance);
    assert_eq!(bands(&detector, &whole).len(), 2);
    assert!(!found[0].cut && !found[1].cut);
    let record = serde_json::to_value(found[0].record(&detector)).unwrap();
    assert_eq!(record.get("cut"), None);
    let long = law(MAX_HITS);
    let found = detector.law(&long, Instrument::Ordinance);
    let places: Vec<String> = found.iter().map(|one| one.sentence.place_ja()).collect();
    assert_eq!(places, ["第1条", "第3条"]);
    assert!(found[0].cut && found[0].matches.is_empty() && !found[1].cut);
    let record = found[0].record(&detector);
    assert!(record.cut && record.concepts.is_empty());
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(
        serde_json::from_str::<CandidateRecord>(&json).unwrap(),
        record
    );
}

/// Case: without articles each paragraph stands alone; within one they stand together.
#[test]
fn a_paragraph_without_an_article_stands_alone() {
    let text = "○架空市広場条例\n第1条　届を提出する。\n2　届は、電子による。\n第2条　届を提出する。\n附則\n1　届を提出する。\n2　届は、電子による。\n";
    let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
    let found = bands(&unless_electronic("article"), &law);
    let found: Vec<&str> = found.iter().map(|(_, band)| *band).collect();
    assert_eq!(found, ["unlikely", "likely", "likely"]);
    let law = bands(&unless_electronic("law"), &law);
    assert!(law.iter().all(|(_, band)| *band == "unlikely"), "{law:?}");
}

/// Case: the sentence above a list leads its items, at every depth, and no paragraph beside it.
#[test]
fn a_sentence_leads_the_items_below_it_and_nothing_else() {
    let text = "○架空市広場条例\n第1条　電子による次の事項\n(1)　届を提出する。\nア　写しを提出する。\n2　届を提出する。\n(1)　電子による。\n(2)　届を提出する。\n";
    let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
    let found = bands(&unless_electronic("lead"), &law);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(at, band)| (at.as_str(), *band))
        .collect();
    assert_eq!(
        found,
        [
            ("第1条第1項第1号", "unlikely"),
            ("第1条第1項第1号ア", "unlikely"),
            ("第1条第2項", "likely"),
            ("第1条第2項第2号", "likely"),
        ]
    );
}

/// Case: provisions that an amendment puts into another law are not led by the words that put them there.
#[test]
fn quoted_provisions_are_not_led_by_the_sentence_that_quotes_them() {
    let xml = "<Law><LawBody><MainProvision><Article Num=\"1\"><ArticleTitle>第一条</ArticleTitle><Paragraph Num=\"1\"><ParagraphSentence><Sentence>電子に係る次の一条を加える。</Sentence></ParagraphSentence><AmendProvision><NewProvision><Article Num=\"9\"><ArticleTitle>第九条</ArticleTitle><Paragraph Num=\"1\"><ParagraphSentence><Sentence>乙は、提出する。</Sentence></ParagraphSentence></Paragraph></Article></NewProvision></AmendProvision></Paragraph></Article></MainProvision></LawBody></Law>";
    let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
    let found = bands(&unless_electronic("lead"), &law);
    let found: Vec<&str> = found.iter().map(|(_, band)| *band).collect();
    assert_eq!(found, ["likely"]);
}

/// Case: the headings around a sentence are those of its article and of the chapters around it; what quotes the
/// article does not head it.
#[test]
fn headings_are_of_the_article_and_the_chapters_around_it() {
    let article = |number: u32, caption: &str, more: &str| {
        format!(
            "<Article Num=\"{number}\"><ArticleCaption>{caption}</ArticleCaption><ArticleTitle>第{number}条</ArticleTitle>\
             <Paragraph Num=\"1\"><ParagraphSentence><Sentence>届を提出する。</Sentence></ParagraphSentence>{more}</Paragraph></Article>"
        )
    };
    let bands_in = |chapter: &str, articles: &str| {
        let xml = format!(
            "<Law><LawBody><MainProvision><Chapter Num=\"1\"><ChapterTitle>{chapter}</ChapterTitle>{articles}</Chapter>\
             <Chapter Num=\"2\"><ChapterTitle>第二章　雑則</ChapterTitle>{}</Chapter></MainProvision></LawBody></Law>",
            article(99, "（届）", "")
        );
        let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
        let found = bands(&unless_electronic("heading"), &law);
        found.iter().map(|(_, band)| *band).collect::<Vec<_>>()
    };
    let (plain, electronic) = ("（届）", "（電子による届）");
    let quoting = |caption: &str, quoted: &str| {
        let inner = article(9, quoted, "");
        let amendment =
            format!("<AmendProvision><NewProvision>{inner}</NewProvision></AmendProvision>");
        article(1, caption, &amendment)
    };
    let chapter = "第一章　総則";
    assert_eq!(
        bands_in(chapter, &article(1, plain, "")),
        ["likely", "likely"]
    );
    assert_eq!(
        bands_in(chapter, &article(1, electronic, "")),
        ["unlikely", "likely"]
    );
    assert_eq!(
        bands_in("第一章　電子", &article(1, plain, "")),
        ["unlikely", "likely"]
    );
    assert_eq!(
        bands_in(chapter, &quoting(electronic, plain)),
        ["unlikely", "likely", "likely"]
    );
    assert_eq!(
        bands_in(chapter, &quoting(plain, electronic)),
        ["likely", "unlikely", "likely"]
    );
}

/// Case: main provisions, supplementary ones and schedules; a table anywhere is a table.
#[test]
fn a_sentence_stands_in_a_part_of_the_law() {
    let text = "○架空市広場条例\n第1条　届を提出する。\n附則\n1　届を提出する。\n別表（第1条関係）\n1　届を提出する。\n";
    let law = LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap();
    let label = serde_json::json!({"ja": "例", "en": "Example"});
    for (part, wanted) in [
        ("main", [true, false, false]),
        ("supplementary", [false, true, false]),
        ("table", [false, false, true]),
    ] {
        let document = serde_json::json!({
            "format": "tosei-analog-patterns", "format_version": 1,
            "edition": {"id": "x-1", "date": "2026-11-23", "source": "definition"},
            "groups": [{"id": "filing", "phrases": ["提出"]}],
            "rules": [{"id": "r", "effect": "raises", "label": label, "when": {"part": part}}],
            "families": [{"id": "f", "label": label, "categories": ["other"],
                "readings": [{"id": "x", "cues": ["filing"], "band": "possible", "label": label}]}]});
        let patterns = Patterns::from_json(&document.to_string()).unwrap();
        let found = bands(&Detector::compile(&patterns).unwrap(), &law);
        let found: Vec<bool> = found.iter().map(|(_, band)| *band == "likely").collect();
        assert_eq!(found, wanted, "{part}");
    }
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
