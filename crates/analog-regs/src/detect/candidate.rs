//! Candidates: sentences of a law with at least one finding, or too long to be looked at whole.

use super::detector::Detector;
use super::finding::{ConceptFinding, ConceptMatch};
use super::patterns_document::{Addressee, Confidence};
use crate::law::Sentence;
use serde::{Deserialize, Serialize};
use tosei_types::Citation;

/// 候補 (candidate): a sentence of a law that may demand something analog, with its citation.
///
/// Candidates that are only [`Unlikely`](Confidence::Unlikely) are among them: what spoke against a clause
/// has to be seen by somebody, too. So is a sentence of more than [`MAX_HITS`](super::MAX_HITS) phrases, also
/// without a match: what stands behind them was not looked at.
#[derive(Debug, Clone)]
pub struct Candidate<'l> {
    /// The sentence, its provision and its place in the text.
    pub sentence: Sentence<'l>,
    /// 条項号; `None` for what no citation reaches.
    pub citation: Option<Citation>,
    /// One for each family with a cue in the sentence.
    pub matches: Vec<ConceptMatch>,
    /// Whether phrases behind the first [`MAX_HITS`](super::MAX_HITS) were left out.
    pub cut: bool,
}

impl Candidate<'_> {
    /// The best confidence of all families.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        let all = self.matches.iter().map(|one| one.confidence);
        all.max().unwrap_or(Confidence::Unlikely)
    }

    /// The candidate as a record of its own: everything in names, nothing borrowed.
    ///
    /// `detector` is the one that found it.
    #[must_use]
    pub fn record(&self, detector: &Detector) -> CandidateRecord {
        let found = self.matches.iter().filter_map(|one| detector.finding(one));
        let concepts: Vec<ConceptFinding> = found.collect();
        let counts = |one: &&ConceptFinding| one.confidence > Confidence::Unlikely;
        let mut categories: Vec<String> = Vec::new();
        for category in concepts
            .iter()
            .filter(counts)
            .flat_map(|one| &one.categories)
        {
            if !categories.contains(category) {
                categories.push(category.clone());
            }
        }
        CandidateRecord {
            law: self.sentence.law().name().unwrap_or_default().to_owned(),
            citation: self.citation.clone(),
            place: self.sentence.place_ja(),
            text: self.sentence.text().to_owned(),
            confidence: self.confidence(),
            categories,
            national_law_decides: concepts.iter().any(|one| one.national_law_decides),
            addressee: concepts.iter().find_map(|one| one.addressee),
            cut: self.cut,
            concepts,
        }
    }
}

/// 候補の記録 (record of a candidate), for worksheets and registers.
///
/// # Wire form
///
/// An object with these keys; the spans in `concepts` are bytes of `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CandidateRecord {
    /// 法令名; empty if the text has no title.
    pub law: String,
    /// 条項号; `None` for what no citation reaches.
    pub citation: Option<Citation>,
    /// The place in words, also where no citation reaches.
    pub place: String,
    /// The sentence.
    pub text: String,
    /// The best confidence of all families.
    pub confidence: Confidence,
    /// Codes of the categories of the families that are at least possible.
    pub categories: Vec<String>,
    /// 国の法令が定める事項: an ordinance that only carries out a statute.
    pub national_law_decides: bool,
    /// Whom the sentence binds, if its words tell it.
    pub addressee: Option<Addressee>,
    /// 途中までの判定: phrases behind the first 2,048 of the sentence were not looked at; absent for false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
    /// One for each family, with spans and reasons.
    pub concepts: Vec<ConceptFinding>,
}
