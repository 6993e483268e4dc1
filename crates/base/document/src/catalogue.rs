//! 規則カタログ (rule catalogue): every rule with its severity, its reason and its sentences.

use crate::{Finding, RuleIndex, Severity, Value};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _};
use tosei_types::{Label, Language};

/// The format version that this crate reads.
pub const CATALOGUE_FORMAT_VERSION: u32 = 1;

/// 規則 (rule): one thing that data must or should satisfy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable code, such as `inventory.survey.id_missing`; never renamed or reused.
    pub code: String,
    /// How grave a breach is.
    pub severity: Severity,
    /// Short name.
    pub title: Label,
    /// Why the rule exists, and what to do about a breach.
    pub why: Label,
    /// The sentence of a finding; `{name}` stands for a value of that name, `{place}` and
    /// `{subject}` for the finding's own.
    pub sentence: Label,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
    /// The version of the catalogue that first had the rule.
    pub since: String,
    /// Data that satisfies the rule; its shape is that of the catalogue's subject.
    pub good: serde_json::Value,
    /// Data that breaks the rule.
    pub bad: serde_json::Value,
}

/// 版 (edition): where a list or a catalogue comes from, and of which day it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Name of the edition.
    pub id: String,
    /// Day of the edition, `YYYY-MM-DD`.
    pub date: String,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// 規則カタログ (rule catalogue): a list of rules that can be replaced by a file of the same shape.
///
/// # Examples
///
/// ```
/// use tosei_document::Catalogue;
///
/// let catalogue = Catalogue::reading();
/// let rule = catalogue.rule("document.json.syntax").unwrap();
/// assert_eq!(rule.title.en, "Not well-formed JSON");
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    rules: Vec<Rule>,
    by_code: BTreeMap<String, RuleIndex>,
}

/// Why a file is not a rule catalogue.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// The file is not JSON of the right shape.
    #[error("the rule catalogue does not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// The file says that it is something else, or of another version.
    #[error("expected format `tosei-rule-catalogue` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// Two rules share a code.
    #[error("the rule `{code}` stands twice")]
    #[non_exhaustive]
    DuplicateRule {
        /// The code.
        code: String,
    },
    /// There are more rules than an index can count.
    #[error("a catalogue has at most 65,535 rules")]
    TooManyRules,
}

impl CatalogueError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "document.catalogue.shape",
            Self::Format { .. } => "document.catalogue.format",
            Self::DuplicateRule { .. } => "document.catalogue.duplicate_rule",
            Self::TooManyRules => "document.catalogue.too_many_rules",
        }
    }
}

/// The wire form of a rule catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "RuleCatalogue"))]
#[serde(deny_unknown_fields)]
pub struct CatalogueDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-rule-catalogue`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-rule-catalogue")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Name of the catalogue, such as `inventory.survey`.
    pub catalogue: String,
    /// Origin and day.
    pub edition: Edition,
    /// The rules, in the order in which they are shown.
    pub rules: Vec<Rule>,
}

impl Catalogue {
    /// Reads a catalogue from JSON.
    ///
    /// # Errors
    ///
    /// [`CatalogueError`] if the text is no catalogue of version 1 or names a rule twice.
    pub fn from_json(json: &str) -> Result<Self, CatalogueError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: CatalogueDocument = serde_path_to_error::deserialize(&mut reader)?;
        if document.format != "tosei-rule-catalogue"
            || document.format_version != CATALOGUE_FORMAT_VERSION
        {
            return Err(CatalogueError::Format {
                format: document.format,
                version: document.format_version,
            });
        }
        Self::default().and(document.rules)
    }

    /// Reads a domain's own rules and puts those of [`reading`](Self::reading) before them, so that
    /// one report serves a whole reading.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json) and [`with`](Self::with).
    pub fn of_domain(json: &str) -> Result<Self, CatalogueError> {
        Self::reading().clone().with(&Self::from_json(json)?)
    }

    /// Adds the rules of another catalogue behind its own.
    ///
    /// # Errors
    ///
    /// [`CatalogueError::DuplicateRule`] if both name the same rule.
    pub fn with(self, other: &Self) -> Result<Self, CatalogueError> {
        self.and(other.rules.clone())
    }

    fn and(mut self, rules: Vec<Rule>) -> Result<Self, CatalogueError> {
        for rule in rules {
            let index = u16::try_from(self.rules.len())
                .map(RuleIndex)
                .map_err(|_| CatalogueError::TooManyRules)?;
            if self.by_code.insert(rule.code.clone(), index).is_some() {
                return Err(CatalogueError::DuplicateRule { code: rule.code });
            }
            self.rules.push(rule);
        }
        Ok(self)
    }

    /// All rules in the catalogue's order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Where a rule stands, by its code.
    #[must_use]
    pub fn index(&self, code: &str) -> Option<RuleIndex> {
        self.by_code.get(code).copied()
    }

    /// A rule by its code.
    #[must_use]
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.at(self.index(code)?)
    }

    /// A rule by where it stands.
    #[must_use]
    pub fn at(&self, index: RuleIndex) -> Option<&Rule> {
        self.rules.get(usize::from(index.0))
    }

    /// The sentence of a finding, made from its rule's text and its values.
    ///
    /// A finding of a rule that the catalogue does not have is shown as its code and values: it is
    /// not lost.
    #[must_use]
    pub fn sentence(&self, finding: &Finding, language: Language) -> String {
        match self.rule(&finding.rule) {
            Some(rule) => fill(rule.sentence.in_language(language), finding, language),
            None => {
                let mut text = finding.rule.to_string();
                for (name, value) in &finding.values {
                    // Writing to a String cannot fail.
                    let _ = write!(text, " {name}={value}");
                }
                text
            }
        }
    }
}

/// Puts values in the place of `{name}`; a name without a value stays as it is written.
fn fill(template: &str, finding: &Finding, language: Language) -> String {
    let mut text = String::with_capacity(template.len().saturating_mul(2));
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match value_of(name, finding, language) {
            Some(value) => text.push_str(&value),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn value_of<'a>(name: &str, finding: &'a Finding, language: Language) -> Option<Cow<'a, str>> {
    match finding.values.get(name) {
        Some(Value::Text(text)) => Some(Cow::Borrowed(text)),
        Some(Value::Number(number)) => Some(Cow::Owned(tosei_types::Grouped(*number).to_string())),
        None if name == "place" => Some(Cow::Owned(finding.place.in_words(language))),
        None if name == "subject" => Some(
            finding
                .subject
                .as_deref()
                .map_or(Cow::Borrowed("-"), Cow::Borrowed),
        ),
        None => None,
    }
}
