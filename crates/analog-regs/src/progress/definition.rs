//! Which statuses count above and below the line, as data.

use crate::ReviewStatus;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Label, embedded};

/// The `format` of definitions of progress.
pub const PROGRESS_FORMAT: &str = "tosei-review-progress";

/// 分子 (numerator): what counts as done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgressNumerator {
    /// Stable id: `decided`, `amended`, `in_force`.
    pub id: String,
    /// The name that is shown.
    pub label: Label,
    /// The statuses that count.
    pub statuses: Vec<ReviewStatus>,
}

/// 分母 (denominator): of how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgressDenominator {
    /// Stable id: `found`, `in_scope`, `in_own_scope`.
    pub id: String,
    /// The name that is shown.
    pub label: Label,
    /// The statuses that are not part of the population.
    #[serde(default)]
    pub excluded: Vec<ReviewStatus>,
}

/// The wire form of definitions of progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ReviewProgressDefinitions"))]
#[serde(deny_unknown_fields)]
pub struct ProgressDefinitionsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-review-progress`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-review-progress")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 分子.
    pub numerators: Vec<ProgressNumerator>,
    /// 分母.
    pub denominators: Vec<ProgressDenominator>,
}

/// 進捗率の定義 (definitions of progress): every numerator is held against every denominator.
///
/// # Invariant
///
/// No status counts above the line that is excluded below it, so every figure is a share.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProgressDefinitions {
    numerators: Vec<ProgressNumerator>,
    denominators: Vec<ProgressDenominator>,
}

impl ProgressDefinitions {
    /// The embedded definitions: decided, amended and in force, of the clauses found, in scope, and in
    /// scope without those that wait for the State.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<ProgressDefinitions> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/codes/progress.json"))
        })
    }

    /// Reads a body's own definitions.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id stands twice.
    /// - [`DataFileError::Contradiction`] if a status counts above the line and not below it.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: ProgressDefinitionsDocument = serde_json::from_str(json)?;
        expect_format(
            (PROGRESS_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        expect_distinct(document.numerators.iter().map(|one| one.id.as_str()))?;
        expect_distinct(document.denominators.iter().map(|one| one.id.as_str()))?;
        for numerator in &document.numerators {
            let outside = |one: &&ProgressDenominator| {
                let mut statuses = numerator.statuses.iter();
                statuses.any(|status| one.excluded.contains(status))
            };
            if document.denominators.iter().find(outside).is_some() {
                return Err(DataFileError::contradiction(
                    numerator.id.clone(),
                    "a status counts above the line and is excluded below it",
                ));
            }
        }
        Ok(Self {
            numerators: document.numerators,
            denominators: document.denominators,
        })
    }

    /// 分子.
    #[must_use]
    pub fn numerators(&self) -> &[ProgressNumerator] {
        &self.numerators
    }

    /// 分母.
    #[must_use]
    pub fn denominators(&self) -> &[ProgressDenominator] {
        &self.denominators
    }
}
