//! Laws of law texts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use tosei_analog_regs::{
    comparison::compare_texts,
    drift::{DriftKind, LawDrift},
    law::{
        LawDocument, ProvisionKind, Sentence, law_rules,
        proptest::{law_texts, nearly_law_xml, regular_articles},
    },
};
use tosei_document::{Collector, Limits};

fn read(text: &str) -> LawDocument {
    LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

/// What holds of every document, whatever it was read from.
fn holds(law: &LawDocument, source: &str) -> Result<(), TestCaseError> {
    let text = law.text();
    let mut at = 0;
    for piece in law.pieces() {
        let span = piece.span();
        prop_assert!(span.start >= at && span.end > span.start);
        let between = &text[at..span.start];
        prop_assert!(between.chars().all(is_blank), "{between:?}");
        let outer = piece.provision().span();
        prop_assert!(outer.start <= span.start && span.end <= outer.end);
        at = span.end;
    }
    let rest_is_blank = text[at..].chars().all(is_blank);
    prop_assert!(rest_is_blank);
    for provision in law.provisions() {
        prop_assert!(text.get(provision.span()).is_some());
        if let Some(parent) = provision.parent() {
            let (outer, span) = (parent.span(), provision.span());
            prop_assert!(
                outer.start <= span.start && span.end <= outer.end,
                "{}",
                provision.place_ja()
            );
            prop_assert!(parent.children().any(|child| child == provision));
        }
        prop_assert!(!provision.place_ja().is_empty() || provision == law.root());
    }
    for sentence in law.sentences() {
        prop_assert!(text.get(sentence.span()).is_some());
        let outer = sentence.provision().span();
        prop_assert!(outer.start <= sentence.span().start && sentence.span().end <= outer.end);
        prop_assert!(source.get(sentence.source_span()).is_some());
        if let Some(citation) = sentence.citation() {
            prop_assert_eq!(
                citation.to_string().parse::<tosei_types::Citation>().ok(),
                Some(citation)
            );
        }
        for reference in sentence.references() {
            prop_assert!(sentence.span().start <= reference.span().start);
            prop_assert!(reference.span().end <= sentence.span().end);
            prop_assert!(!reference.text().is_empty());
            prop_assert_eq!(reference.targets().is_empty(), reference.reason().is_some());
        }
    }
    let mut collector = Collector::new(law_rules());
    law.report(&mut collector);
    Ok(())
}

proptest! {
    /// Law: plain text is kept character by character, each in one place, and reads again as the same tree.
    #[test]
    fn text_out_is_text_in(text in law_texts()) {
        let law = read(&text);
        prop_assert_eq!(law.text(), &text);
        holds(&law, &text)?;
        prop_assert_eq!(read(law.text()), law);
    }

    /// Law: whatever the XML is, the document is sound, and no text is lost but that of readings.
    #[test]
    fn every_xml_is_read(xml in nearly_law_xml()) {
        let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap();
        holds(&law, &xml)?;
    }

    /// Law: a line of text in one article does not change the citation of any other article.
    #[test]
    fn neutral_text_moves_no_citation(articles in regular_articles(), at in any::<prop::sample::Index>()) {
        let at = at.index(articles.len());
        let mut with = articles.clone();
        with[at].push_str("これは、何も変えない。");
        let places = |articles: &[String]| -> Vec<Vec<String>> {
            let text = articles.join("\n");
            let law = read(&text);
            law.provisions()
                .filter(|p| p.kind() == ProvisionKind::Article)
                .map(|a| a.all_sentences().filter_map(|s| Some(s.citation()?.to_string())).collect())
                .collect()
        };
        let (before, after) = (places(&articles), places(&with));
        prop_assert_eq!(before.len(), after.len());
        for (number, (before, after)) in before.iter().zip(&after).enumerate() {
            prop_assert!(number == at || before == after, "{before:?} {after:?}");
        }
    }

    /// Law: an exact citation finds its provision, or the article that the provision is all of.
    #[test]
    fn exact_citations_lead_back(articles in regular_articles()) {
        let law = read(&articles.join("\n"));
        for provision in law.provisions().filter(|p| p.is_cited_exactly()) {
            let found = law.find(&provision.citation().unwrap()).unwrap();
            let sentences = |p: tosei_analog_regs::law::Provision<'_>| p.all_sentences().map(Sentence::id).collect::<Vec<_>>();
            prop_assert_eq!(sentences(found), sentences(provision));
        }
    }

    /// Law: a version does not drift from itself, and comparing gives both texts back.
    #[test]
    fn drift_is_sound(old in law_texts(), new in law_texts()) {
        let (a, b) = (read(&old), read(&new));
        prop_assert!(LawDrift::between(&a, &a).entries().all(|e| e.kind == DriftKind::Unchanged));
        let drift = LawDrift::between(&a, &b);
        let mut places: Vec<_> = a.provisions().filter_map(|p| drift.counterpart(p)).map(tosei_analog_regs::law::Provision::id).collect();
        let all = places.len();
        places.sort();
        places.dedup();
        prop_assert_eq!(places.len(), all);
        for entry in drift.entries() {
            prop_assert!(entry.common_pairs <= entry.all_pairs);
        }
        let compared = compare_texts(&old, &new);
        let joined = |parts: &[tosei_analog_regs::comparison::TextPart]| -> String {
            parts.iter().map(|p| p.text.as_str()).collect()
        };
        prop_assert_eq!((joined(&compared.old), joined(&compared.new)), (old, new));
    }
}
