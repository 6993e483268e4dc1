//! 代替技術 (alternatives by technology): suggested with reasons, never as a verdict.

use crate::{CategoryId, Clause, Obstacle, SubtypeId, TechnologyId};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Label, Language, embedded};

/// The `format` of a list of technologies.
pub const TECHNOLOGIES_FORMAT: &str = "tosei-analog-technologies";

/// 適用先 (use): the category for which a technology comes into question, and its sub-types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TechnologyUse {
    /// 規制等の類型.
    pub category: CategoryId,
    /// 細分類; an empty list is the whole category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtypes: Vec<SubtypeId>,
    /// 障害: the clause must ask for one of these; an empty list is any clause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
    /// Why it comes into question.
    pub because: Label,
}

/// 代替技術 (technology): what it can stand in for, on which conditions, with which risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Technology {
    /// Stable id, such as `drone`.
    pub id: TechnologyId,
    /// The name that is shown.
    pub label: Label,
    /// 適用先.
    pub uses: Vec<TechnologyUse>,
    /// 条件: what must be given.
    pub conditions: Vec<Label>,
    /// 留意点: what can go wrong.
    pub risks: Vec<Label>,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// The wire form of a list of technologies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "AnalogTechnologies"))]
#[serde(deny_unknown_fields)]
pub struct TechnologiesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-analog-technologies`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-analog-technologies")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The technologies, in the order in which they are suggested.
    pub technologies: Vec<Technology>,
}

/// 候補 (suggestion): a technology that comes into question for a clause, and why.
///
/// Whether it fits is decided by the section, with the conditions and risks before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TechnologySuggestion<'t> {
    /// 代替技術.
    pub technology: &'t Technology,
    /// 規制等の類型 of the clause that led to it.
    pub category: &'t CategoryId,
    /// Whether the sub-type of the clause is named, and not the category alone.
    pub by_subtype: bool,
    /// 理由.
    pub because: &'t Label,
}

impl TechnologySuggestion<'_> {
    /// The suggestion in one sentence, with its conditions and risks.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let list = |labels: &[Label], between: &str| {
            let texts: Vec<&str> = labels.iter().map(|one| one.in_language(language)).collect();
            texts.join(between)
        };
        let name = self.technology.label.in_language(language);
        let because = self.because.in_language(language);
        match language {
            Language::Ja => format!(
                "候補: {name}（{because}）。条件: {}。留意点: {}。",
                list(&self.technology.conditions, "、"),
                list(&self.technology.risks, "、")
            ),
            Language::En => format!(
                "to consider: {name} ({because}); conditions: {}; risks: {}",
                list(&self.technology.conditions, ", "),
                list(&self.technology.risks, ", ")
            ),
        }
    }
}

/// The technologies in use. The list is ours; a body can read its own.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{Clause, ClauseCategory, Technologies};
/// # use tosei_analog_regs::register;
///
/// let mut clause = Clause::new("C-1".parse()?, "R-1".parse()?, "第9条".parse()?);
/// let mut category = register::ClauseCategory::new("visual_inspection".parse()?);
/// category.subtype = Some("patrol".parse()?);
/// clause.categories.push(category);
/// let suggestions = Technologies::standard().suggest(&clause);
/// assert_eq!(suggestions[0].technology.id.as_str(), "drone");
/// assert!(suggestions.iter().all(|one| !one.technology.risks.is_empty()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Technologies(Vec<Technology>);

impl Technologies {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Technologies> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/codes/technologies.json"))
        })
    }

    /// Reads a body's own list.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id stands twice.
    /// - [`DataFileError::Contradiction`] if a technology has no use, no condition or no risk.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: TechnologiesDocument = serde_json::from_str(json)?;
        expect_format(
            (TECHNOLOGIES_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        let technologies = document.technologies;
        expect_distinct(technologies.iter().map(|one| one.id.as_str()))?;
        let silent = |one: &&Technology| {
            one.uses.is_empty() || one.conditions.is_empty() || one.risks.is_empty()
        };
        if let Some(silent) = technologies.iter().find(silent) {
            return Err(DataFileError::contradiction(
                silent.id.to_string(),
                "a suggestion without a use, a condition or a risk",
            ));
        }
        Ok(Self(technologies))
    }

    /// All technologies.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Technology> {
        self.0.iter()
    }

    /// A technology by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Technology> {
        self.0.iter().find(|one| one.id.as_str() == id)
    }

    /// What comes into question for a clause: first what is named for its sub-type, then what is named
    /// for its category, each in the order of the list and each technology once.
    #[must_use]
    pub fn suggest(&self, clause: &Clause) -> Vec<TechnologySuggestion<'_>> {
        let mut suggestions: Vec<TechnologySuggestion<'_>> = Vec::new();
        for by_subtype in [true, false] {
            for technology in &self.0 {
                if suggestions
                    .iter()
                    .any(|own| own.technology.id == technology.id)
                {
                    continue;
                }
                let asked = |one: &&TechnologyUse| {
                    let mut obstacles = one.obstacles.iter();
                    one.obstacles.is_empty() || obstacles.any(|own| clause.asks_for(*own))
                };
                let fitting = technology.uses.iter().filter(asked).find(|one| {
                    clause.categories.iter().any(|own| {
                        let subtype = own.subtype.as_ref();
                        let named = subtype.is_some_and(|own| one.subtypes.contains(own));
                        own.category == one.category
                            && if by_subtype {
                                named
                            } else {
                                one.subtypes.is_empty()
                            }
                    })
                });
                if let Some(one) = fitting {
                    suggestions.push(TechnologySuggestion {
                        technology,
                        category: &one.category,
                        by_subtype,
                        because: &one.because,
                    });
                }
            }
        }
        suggestions
    }
}
