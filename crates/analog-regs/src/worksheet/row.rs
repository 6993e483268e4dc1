//! One row.

use crate::{
    CategoryId, ClauseId, ClauseRegister, PhaseStep, ReviewMeans, ReviewStatus, TechnologyId,
};
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, expect_format};
use tosei_types::{Citation, Date, FiscalQuarter};

/// The `format` of a worksheet as JSON.
pub const WORKSHEET_FORMAT: &str = "tosei-review-worksheet";

/// 工程表の行 (row of a work schedule): a clause and its review, as a table shows them.
///
/// The columns from 法令名 to 見直しの概要 are those of the State's schedule; 条項ID, 条文, 状況, 見直し手段, 活用技術
/// and 備考 are ours.
///
/// # Source
///
/// Source `agency-work-schedule-2022` in `SOURCES.md`: the ten columns.
#[doc(alias = "工程表")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WorksheetRow {
    /// 条項ID: which row it is.
    pub clause: ClauseId,
    /// 法令名: the title of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// 所管: the section's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// 条項.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
    /// 規制等の内容概要.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// 規制等の類型.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryId>,
    /// 現在Phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_phase: Option<PhaseStep>,
    /// 見直し後Phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_phase: Option<PhaseStep>,
    /// 見直し完了時期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<FiscalQuarter>,
    /// 工程表: the common schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// 見直しの概要.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_summary: Option<String>,
    /// 条文.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 状況.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ReviewStatus>,
    /// 見直し手段.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<ReviewMeans>,
    /// 活用技術.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub technologies: Vec<TechnologyId>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl WorksheetRow {
    /// A row of which only the clause is known.
    #[must_use]
    pub fn new(clause: ClauseId) -> Self {
        Self {
            clause,
            rule: None,
            section: None,
            citation: None,
            summary: None,
            categories: Vec::new(),
            current_phase: None,
            target_phase: None,
            due: None,
            schedule: None,
            review_summary: None,
            text: None,
            status: None,
            means: Vec::new(),
            technologies: Vec::new(),
            note: None,
        }
    }
}

/// The rows of a register on a day, in its order: every clause has one.
#[must_use]
pub fn worksheet_rows(register: &ClauseRegister, day: Date) -> Vec<WorksheetRow> {
    register
        .clauses
        .iter()
        .map(|clause| {
            let rule = register.rule_of(clause);
            let review = clause.review.clone().unwrap_or_default();
            let section = review
                .section
                .as_ref()
                .or_else(|| rule.and_then(|rule| rule.section.as_ref()));
            let mut categories: Vec<CategoryId> = Vec::new();
            for own in &clause.categories {
                if !categories.contains(&own.category) {
                    categories.push(own.category.clone());
                }
            }
            WorksheetRow {
                clause: clause.id.clone(),
                rule: rule.map(|rule| rule.title.clone()),
                section: section.map(|id| register.section_name(id).to_owned()),
                citation: Some(clause.citation.clone()),
                summary: clause.summary.clone(),
                categories,
                current_phase: review.current_phase,
                target_phase: review.target_phase,
                due: review.due,
                status: review.status_at(day),
                schedule: review.schedule,
                review_summary: review.summary,
                text: clause.text.clone(),
                means: review.means,
                technologies: review.technologies,
                note: review.note,
            }
        })
        .collect()
}

/// 工程表 as JSON.
///
/// # Wire form
///
/// `{"format": "tosei-review-worksheet", "format_version": 1, "rows": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WorksheetDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-review-worksheet`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-review-worksheet")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The rows.
    pub rows: Vec<WorksheetRow>,
}

impl WorksheetDocument {
    /// A document of rows.
    #[must_use]
    pub fn new(rows: Vec<WorksheetRow>) -> Self {
        Self {
            schema: None,
            format: WORKSHEET_FORMAT.to_owned(),
            format_version: 1,
            rows,
        }
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: Self = serde_json::from_str(json)?;
        expect_format(
            (WORKSHEET_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        Ok(document)
    }
}
