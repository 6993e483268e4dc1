//! What the detector says about a sentence.

use super::groups::RuleSet;
use super::patterns_document::{Addressee, Confidence};
use serde::{Deserialize, Serialize};

/// The most hits of phrases that are looked at in one sentence; in the Acts at hand none has a tenth of it.
pub const MAX_HITS: usize = 2_048;

/// 範囲 (span): bytes of a sentence, `start` included and `end` not, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First byte, from the beginning of the sentence.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The words that stand there; `None` if the text is another one.
    #[must_use]
    pub fn of<'t>(&self, sentence: &'t str) -> Option<&'t str> {
        sentence.get(self.start..self.end)
    }
}

/// 概念の該当 (match of a family) in one sentence: small, made of numbers.
///
/// [`Detector::finding`](super::Detector::finding) says it in names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConceptMatch {
    pub(super) family: usize,
    pub(super) readings: u32,
    pub(super) rules: RuleSet,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where the cues stand, in order.
    pub spans: Vec<Span>,
}

/// 一文の該当 (matches in a sentence).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SentenceMatches {
    /// One for each family with a cue in the sentence, in the order of the patterns.
    pub matches: Vec<ConceptMatch>,
    /// 打切り: the sentence holds more than [`MAX_HITS`] phrases, and the rest was not looked at.
    pub cut: bool,
}

impl SentenceMatches {
    /// The best confidence of all families; `None` if no cue stands in the sentence.
    #[must_use]
    pub fn confidence(&self) -> Option<Confidence> {
        self.matches.iter().map(|one| one.confidence).max()
    }
}

/// 概念の所見 (finding about a family): why one sentence is, or is not, taken for a demand.
///
/// # Wire form
///
/// `{"concept": "carry_and_show", "confidence": "likely", "categories": ["other"], "readings":
/// ["carry"], "spans": [{"start": 30, "end": 36}], "reasons_for": ["duty_follows"], …}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConceptFinding {
    /// The family's id.
    pub concept: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Codes of the categories of the review.
    pub categories: Vec<String>,
    /// Ids of the readings that match.
    pub readings: Vec<String>,
    /// 類型, if the first of the readings tells it.
    pub sub_type: Option<String>,
    /// 機能: what the act is for, if a rule or the first of the readings tells it.
    pub function: Option<String>,
    /// Whom the sentence binds, if its words tell it.
    pub addressee: Option<Addressee>,
    /// 国の法令が定める事項: an ordinance that only carries out a statute.
    pub national_law_decides: bool,
    /// Where the cues stand.
    pub spans: Vec<Span>,
    /// Ids of the rules that speak for it.
    pub reasons_for: Vec<String>,
    /// Ids of the rules that speak against it.
    pub reasons_against: Vec<String>,
    /// Ids of the rules that say something else about the sentence.
    pub notes: Vec<String>,
}
