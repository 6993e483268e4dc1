//! Patterns made ready to run.

use super::condition::Scope;
use super::context::Context;
use super::finding::{ConceptFinding, ConceptMatch, SentenceMatches};
use super::groups::GroupSet;
use super::judge::Judge;
use super::patterns::Patterns;
use super::patterns_document::Effect;
use super::program::{Anchor, Seen, Surroundings};
use super::scan::{Hit, Scanned, Scanner};
use std::sync::{Arc, OnceLock};
use tosei_document::{Report, Severity};
use tosei_types::embedded;

/// 検出器 (detector): patterns, compiled once, for any number of sentences and laws.
///
/// One pass of one automaton over a sentence finds every phrase; conditions are small programs over
/// what was found. A sentence without a cue costs the pass and nothing else. Cloning is cheap.
///
/// A finding is a *candidate*: somebody has to look. It says nothing about whether a clause should
/// change.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::detect::{Confidence, Context, Detector};
///
/// let detector = Detector::standard();
/// let sentence = "前項の職員は、その身分を示す証明書を携帯し、関係者に提示しなければならない。";
/// let found = detector.sentence(sentence, &Context::new());
/// let finding = detector.finding(&found.matches[0]).unwrap();
/// assert_eq!(finding.concept, "carry_and_show");
/// assert_eq!(finding.confidence, Confidence::Likely);
/// assert_eq!(finding.reasons_for, ["duty_follows"]);
/// assert_eq!(finding.spans[0].of(sentence), Some("携帯"));
/// ```
#[derive(Debug, Clone)]
pub struct Detector {
    patterns: Arc<Patterns>,
    scanner: Arc<Scanner>,
    judge: Arc<Judge>,
}

/// Room to work in, used again for every sentence.
#[derive(Debug, Clone, Default)]
struct Room {
    hits: Vec<Hit>,
    anchors: Vec<(usize, Anchor)>,
}

impl Detector {
    /// The detector of the embedded patterns.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Detector> = OnceLock::new();
        embedded(&STANDARD, || Self::compile(Patterns::standard()))
    }

    /// Makes patterns ready to run.
    ///
    /// # Errors
    ///
    /// The report of [`Patterns::check`] if it holds an error: all defects at once.
    pub fn compile(patterns: &Patterns) -> Result<Self, Report> {
        let report = patterns.check();
        if report.count(Severity::Error) > 0 {
            return Err(report);
        }
        let Ok(scanner) = Scanner::new(patterns) else {
            // More phrases than an automaton has states for.
            return Err(super::check::too_large());
        };
        Ok(Self {
            scanner: Arc::new(scanner),
            judge: Arc::new(Judge::new(patterns)),
            patterns: Arc::new(patterns.clone()),
        })
    }

    /// The patterns that it runs.
    #[must_use]
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// What one sentence demands, as far as its words and its context tell.
    ///
    /// The same sentence and context give the same answer wherever the sentence stands.
    #[must_use]
    pub fn sentence(&self, text: &str, context: &Context<'_>) -> SentenceMatches {
        let mut room = Room::default();
        let scanned = self.scan(text, &mut room.hits);
        if !self.judge.is_asked(&scanned.groups) {
            return SentenceMatches {
                matches: Vec::new(),
                cut: scanned.cut,
            };
        }
        let groups_in = |texts: &[&str]| {
            let (mut groups, mut hits) = (GroupSet::default(), Vec::new());
            for text in texts {
                hits.clear();
                groups.add(&self.scan(text, &mut hits).groups);
            }
            groups
        };
        let mut around = Surroundings::default();
        around.set(Scope::Heading, groups_in(&[context.heading]));
        around.set(Scope::Title, groups_in(&[context.title]));
        around.set(Scope::Lead, groups_in(&[context.lead]));
        around.set(Scope::Article, groups_in(context.article));
        around.set(Scope::Law, groups_in(context.law));
        let seen = Seen {
            text,
            hits: &room.hits,
            groups: scanned.groups,
            around: &around,
            instrument: context.instrument,
            part: context.part,
            end: end_of(text),
        };
        SentenceMatches {
            matches: self.judge.judge(&seen, &mut room.anchors),
            cut: scanned.cut,
        }
    }

    /// Appends the hits of a text.
    pub(crate) fn scan(&self, text: &str, hits: &mut Vec<Hit>) -> Scanned {
        self.scanner.scan(text, hits)
    }

    /// Whether a sentence with these groups can have any finding.
    pub(super) fn asks(&self, groups: &GroupSet) -> bool {
        self.judge.is_asked(groups)
    }

    pub(super) fn judged(
        &self,
        seen: &Seen<'_>,
        anchors: &mut Vec<(usize, Anchor)>,
    ) -> Vec<ConceptMatch> {
        self.judge.judge(seen, anchors)
    }

    /// A match in names: its reasons, categories, addressee and the rest.
    ///
    /// `None` if the match comes from a detector of other patterns.
    #[must_use]
    pub fn finding(&self, found: &ConceptMatch) -> Option<ConceptFinding> {
        let family = self.patterns.families.get(found.family)?;
        let is_held = |at: usize| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            found.readings.checked_shr(at).unwrap_or(0) & 1 == 1
        };
        let readings: Vec<_> = family
            .readings
            .iter()
            .enumerate()
            .filter(|(at, _)| is_held(*at))
            .map(|(_, reading)| reading)
            .collect();
        let first = readings.first()?;
        let held: Vec<_> = found
            .rules
            .iter()
            .filter_map(|at| self.patterns.rules.get(at))
            .collect();
        let of_effect = |effects: &[Effect]| {
            let those = held.iter().filter(|rule| effects.contains(&rule.effect));
            those.map(|rule| rule.id.clone()).collect()
        };
        let function = held.iter().find_map(|rule| rule.function.clone());
        Some(ConceptFinding {
            concept: family.id.clone(),
            confidence: found.confidence,
            categories: family.categories.clone(),
            readings: readings.iter().map(|reading| reading.id.clone()).collect(),
            sub_type: first.sub_type.clone(),
            function: function.or_else(|| first.function.clone()),
            addressee: held.iter().find_map(|rule| rule.addressee),
            national_law_decides: held.iter().any(|rule| rule.national_law_decides),
            spans: found.spans.clone(),
            reasons_for: of_effect(&[Effect::Raises]),
            reasons_against: of_effect(&[Effect::Blocks, Effect::Lowers]),
            notes: of_effect(&[Effect::Notes]),
        })
    }
}

/// Where a sentence ends, a final 。 left aside.
pub(crate) fn end_of(text: &str) -> usize {
    text.strip_suffix('。').unwrap_or(text).len()
}
