//! Editions of the State's survey as data: headers, code lists, separators.

use super::SurveyColumn;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;

/// 棚卸調査の版 (edition of the survey): which headers and codes the State's file of one year has.
///
/// # Wire form
///
/// A JSON document of format `tosei-survey-edition`; `data/survey/r6.json` is the one for
/// 令和6年度, and a body that uses the same sheet with other headers can write its own.
///
/// # Source
///
/// `survey-r6`: the published dictionary of columns.
///
/// # Examples
///
/// ```
/// use tosei_inventory::survey::{SurveyColumn, SurveyEdition};
///
/// let edition = SurveyEdition::r6();
/// let column = edition.column(SurveyColumn::OnlineStatus).unwrap();
/// assert_eq!(column.header, "オンライン化の実施状況");
/// assert_eq!(column.codes[0].text, "1 実施済");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "EditionDocument", into = "EditionDocument")]
pub struct SurveyEdition {
    document: EditionDocument,
    by_column: Vec<Option<usize>>,
}

/// 調査の列 (column) of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EditionColumn {
    /// Which column of the survey it is.
    pub key: SurveyColumn,
    /// The header as published.
    pub header: String,
    /// Whether a file cannot be read without it.
    pub needed: bool,
    /// Whether each row must fill it.
    pub must_be_filled: bool,
    /// Whether a cell may hold several values.
    pub multi_value: bool,
    /// Whether cells hold values of a list: the one in `codes`, or one that was not published.
    #[serde(default)]
    pub coded: bool,
    /// Whether values beside those in `codes` are allowed.
    #[serde(default)]
    pub open_list: bool,
    /// The code list, as far as it was published or a rule needs it.
    #[serde(default)]
    pub codes: Vec<EditionCode>,
}

/// 選択肢 (value) of a code list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EditionCode {
    /// The code by which rules name the value, such as `2-1`.
    pub code: String,
    /// The text that stands in the cell, such as `2-1 申請等に基づく処分通知等`.
    pub text: String,
}

/// The wire form of a [`SurveyEdition`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SurveyEdition"))]
#[serde(deny_unknown_fields)]
struct EditionDocument {
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    /// Where the schema of this file stands.
    schema: Option<String>,
    /// Always `tosei-survey-edition`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-survey-edition")))]
    format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// Origin and day.
    edition: Edition,
    /// The fiscal year whose cases the counts are.
    volume_fiscal_year: String,
    /// What stands between the values of a cell that holds several.
    separator: String,
    /// The columns, in the edition's order.
    columns: Vec<EditionColumn>,
}

/// Why a document is not an edition of the survey.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyEditionError {
    /// The document says that it is something else, or of another version.
    #[error("expected format `tosei-survey-edition` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that the document names.
        format: String,
        /// The version that the document names.
        version: u32,
    },
    /// A column is described twice.
    #[error("the column `{column}` stands twice")]
    #[non_exhaustive]
    RepeatedColumn {
        /// The column.
        column: SurveyColumn,
    },
    /// A code or its text is listed twice in one column.
    #[error("the code `{code}` stands twice in the column `{column}`")]
    #[non_exhaustive]
    RepeatedCode {
        /// The column.
        column: SurveyColumn,
        /// The code.
        code: String,
    },
    /// A code list has more values than a cell code can count.
    #[error("the column `{column}` has more than 62 codes")]
    #[non_exhaustive]
    TooManyCodes {
        /// The column.
        column: SurveyColumn,
    },
    /// The separator is empty.
    #[error("the separator must not be empty")]
    NoSeparator,
}

impl SurveyEditionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "inventory.survey_edition.format",
            Self::RepeatedColumn { .. } => "inventory.survey_edition.repeated_column",
            Self::RepeatedCode { .. } => "inventory.survey_edition.repeated_code",
            Self::TooManyCodes { .. } => "inventory.survey_edition.too_many_codes",
            Self::NoSeparator => "inventory.survey_edition.no_separator",
        }
    }
}

impl TryFrom<EditionDocument> for SurveyEdition {
    type Error = SurveyEditionError;

    fn try_from(document: EditionDocument) -> Result<Self, SurveyEditionError> {
        if document.format != "tosei-survey-edition" || document.format_version != 1 {
            return Err(SurveyEditionError::Format {
                format: document.format,
                version: document.format_version,
            });
        }
        if document.separator.trim().is_empty() {
            return Err(SurveyEditionError::NoSeparator);
        }
        let mut by_column = vec![None; SurveyColumn::COUNT];
        for (position, column) in document.columns.iter().enumerate() {
            if let Some(place) = by_column.get_mut(column.key.index())
                && place.replace(position).is_some()
            {
                return Err(SurveyEditionError::RepeatedColumn { column: column.key });
            }
            if column.codes.len() > super::cell_code::MAX_CODES {
                return Err(SurveyEditionError::TooManyCodes { column: column.key });
            }
            for (at, code) in column.codes.iter().enumerate() {
                let mut earlier = column.codes.iter().take(at);
                if earlier.any(|other| other.code == code.code || other.text == code.text) {
                    return Err(SurveyEditionError::RepeatedCode {
                        column: column.key,
                        code: code.code.clone(),
                    });
                }
            }
        }
        Ok(Self {
            document,
            by_column,
        })
    }
}

impl From<SurveyEdition> for EditionDocument {
    fn from(edition: SurveyEdition) -> Self {
        edition.document
    }
}

impl SurveyEdition {
    /// 令和6年度 edition: 38 columns, counts of fiscal year 2023.
    #[must_use]
    pub fn r6() -> &'static Self {
        static R6: OnceLock<SurveyEdition> = OnceLock::new();
        // The embedded file is checked by a test; without it every file lacks every column and
        // is refused, never read wrong.
        R6.get_or_init(|| {
            serde_json::from_str(include_str!("../../data/survey/r6.json")).unwrap_or_else(|_| {
                Self {
                    document: EditionDocument {
                        schema: None,
                        format: String::new(),
                        format_version: 1,
                        edition: Edition::default(),
                        volume_fiscal_year: String::new(),
                        separator: "; ".to_owned(),
                        columns: Vec::new(),
                    },
                    by_column: Vec::new(),
                }
            })
        })
    }

    /// Name, day and source of the edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.document.edition
    }

    /// The fiscal year whose cases the counts are, as four digits.
    #[must_use]
    pub fn volume_fiscal_year(&self) -> &str {
        &self.document.volume_fiscal_year
    }

    /// What stands between the values of a cell that holds several, such as `; `.
    #[must_use]
    pub fn separator(&self) -> &str {
        &self.document.separator
    }

    /// The columns in the edition's order.
    #[must_use]
    pub fn columns(&self) -> &[EditionColumn] {
        &self.document.columns
    }

    /// One column, if the edition has it.
    #[must_use]
    pub fn column(&self, column: SurveyColumn) -> Option<&EditionColumn> {
        let position = self.by_column.get(column.index()).copied().flatten()?;
        self.document.columns.get(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_edition_has_every_column_in_order() {
        let keys: Vec<SurveyColumn> = SurveyEdition::r6()
            .columns()
            .iter()
            .map(|c| c.key)
            .collect();
        assert_eq!(keys, SurveyColumn::ALL);
    }
}
