//! Patterns: the embedded file, or a body's own together with it.

use super::check;
use super::patterns_document::{
    Family, PATTERNS_FORMAT, PATTERNS_FORMAT_VERSION, PatternRule, PatternsDocument, PhraseGroup,
};
use std::sync::OnceLock;
use tosei_document::{Catalogue, DataFileError, Edition, Report, expect_format};
use tosei_types::embedded;

/// 点検パターン (patterns): what to look for in law text, and what speaks for and against it.
///
/// A pattern is more than a word: a *family* (対面・出頭, 書面交付, …) has *readings*, each a cue with
/// conditions around it; *rules* move the confidence of a reading or note something about the
/// sentence. What is not written in the file is not in the program.
///
/// # How a sentence is judged
///
/// 1. Every phrase of every group is found, wherever it stands; a phrase inside a longer word that
///    the group excepts does not count.
/// 2. For each family, each reading and each place of its cues, the reading matches if its condition
///    holds there.
/// 3. The rules about the family whose conditions hold there are its reasons. A match starts from the
///    reading's band; if a rule blocks, it is `unlikely`; else one band up if any rule raises, one
///    down if any lowers.
/// 4. The family's finding has the best band of its matches, and the places, readings and reasons of
///    all matches that have it.
///
/// # Source
///
/// `project-decision:analog-patterns`: no official list of search words was found. The families
/// follow the seven items, recording media, and the wider families of a public study.
///
/// # Examples
///
/// A municipality adds a phrase of its own.
///
/// ```
/// use tosei_analog_regs::detect::{Context, Detector, Patterns};
///
/// let own = Patterns::from_json(r#"{
///     "format": "tosei-analog-patterns", "format_version": 1,
///     "edition": { "id": "kakuu-1", "date": "2026-11-22", "source": "definition" },
///     "additions": [{ "group": "patrol", "phrases": ["見回り"] }]
/// }"#)?;
/// let sentence = "管理人は、毎夜見回りをしなければならない。";
/// assert!(Detector::standard().sentence(sentence, &Context::new()).matches.is_empty());
///
/// let both = Patterns::standard().with(own);
/// assert!(both.check().is_clean());
/// let detector = Detector::compile(&both).unwrap();
/// assert_eq!(detector.sentence(sentence, &Context::new()).matches.len(), 1);
/// # Ok::<(), tosei_document::DataFileError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns {
    editions: Vec<Edition>,
    pub(super) groups: Vec<PhraseGroup>,
    pub(super) rules: Vec<PatternRule>,
    pub(super) families: Vec<Family>,
    /// Groups that an addition names and no file has.
    pub(super) unknown_additions: Vec<String>,
}

impl Patterns {
    /// The embedded patterns.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Patterns> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/patterns.json"))
        })
    }

    /// Reads a file strictly: the first thing that does not fit its shape is an error.
    ///
    /// Whether the patterns make sense is for [`check`](Self::check) to say, after
    /// [`with`](Self::with) has put files together.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        Self::from_document(serde_json::from_str(json)?)
    }

    /// Takes a document that was read already.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Shape`] never.
    pub fn from_document(document: PatternsDocument) -> Result<Self, DataFileError> {
        expect_format(
            (PATTERNS_FORMAT, PATTERNS_FORMAT_VERSION),
            (&document.format, document.format_version),
        )?;
        // Additions wait as groups that `with` joins to those of the same name.
        let mut patterns = Self {
            editions: vec![document.edition],
            groups: document.groups,
            rules: document.rules,
            families: document.families,
            unknown_additions: Vec::new(),
        };
        for addition in document.additions {
            let group = PhraseGroup {
                id: addition.group,
                phrases: addition.phrases,
                except: addition.except,
            };
            if let Err(group) = patterns.join(group) {
                patterns.unknown_additions.push(group.id.clone());
                patterns.groups.push(group);
            }
        }
        Ok(patterns)
    }

    /// These patterns and a file of one's own: its additions go into the groups here, the rest is
    /// put behind.
    #[must_use]
    pub fn with(&self, own: Self) -> Self {
        let mut both = self.clone();
        both.editions.extend(own.editions);
        for group in own.groups {
            let addition = own.unknown_additions.contains(&group.id);
            let rest = if addition {
                both.join(group)
            } else {
                Err(group)
            };
            if let Err(group) = rest {
                if addition {
                    both.unknown_additions.push(group.id.clone());
                }
                both.groups.push(group);
            }
        }
        both.rules.extend(own.rules);
        both.families.extend(own.families);
        both
    }

    /// Puts phrases into the group of the same name, or gives them back.
    fn join(&mut self, more: PhraseGroup) -> Result<(), PhraseGroup> {
        match self.groups.iter_mut().find(|group| group.id == more.id) {
            Some(group) => {
                group.phrases.extend(more.phrases);
                group.except.extend(more.except);
                Ok(())
            }
            None => Err(more),
        }
    }

    /// Every defect of the patterns: repeated names, unknown references, empty phrases.
    #[must_use]
    pub fn check(&self) -> Report {
        check::report(self)
    }

    /// The rules about files of patterns, with those about reading.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::of_domain(include_str!("../../data/rules/patterns.json"))
        })
    }

    /// The editions that were put together, the first one first.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The groups of phrases.
    #[must_use]
    pub fn groups(&self) -> &[PhraseGroup] {
        &self.groups
    }

    /// The rules: reasons and notes.
    #[must_use]
    pub fn rules(&self) -> &[PatternRule] {
        &self.rules
    }

    /// The families.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// A rule by its id: what a reason in a finding means.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&PatternRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// A family by its id.
    #[must_use]
    pub fn family(&self, id: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.id == id)
    }
}
