//! Editions of the State's survey as data: headers, code lists, separators.

use super::SurveyColumn;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;
use tosei_types::embedded;

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
    /// Signs, beside those that every column knows, that people write between values of this column
    /// instead of the published separator, such as `、・＋`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other_separators: String,
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
    /// How many rows the header takes in the file as published.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 8)))]
    header_rows: u8,
    /// The columns, in the edition's order.
    columns: Vec<EditionColumn>,
}

const fn one() -> u8 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field by reference"
)]
const fn is_one(rows: &u8) -> bool {
    *rows == 1
}

/// The most rows that a header may take.
const MAX_HEADER_ROWS: u8 = 8;

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
    /// The header has no row, or too many.
    #[error("the header has 1 to 8 rows, got `{rows}`")]
    #[non_exhaustive]
    HeaderRows {
        /// The number given.
        rows: u8,
    },
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
            Self::HeaderRows { .. } => "inventory.survey_edition.header_rows",
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
        if !(1..=MAX_HEADER_ROWS).contains(&document.header_rows) {
            return Err(SurveyEditionError::HeaderRows {
                rows: document.header_rows,
            });
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
        embedded(&R6, || {
            serde_json::from_str(include_str!("../../data/survey/r6.json"))
        })
    }

    /// 令和7年度 edition: 46 columns under two header rows, counts of fiscal year 2024.
    ///
    /// It has no 法令番号 and no 「5 一部実施済」; 実施府省庁 holds one value, and the ministries of a
    /// common procedure stand in a column of their own. What of it can be compared with 令和6年度 says
    /// [`SurveyCrosswalk::r6_r7`](super::SurveyCrosswalk::r6_r7).
    ///
    /// # Source
    ///
    /// `survey-r7`.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::survey::{SurveyColumn, SurveyEdition};
    ///
    /// let edition = SurveyEdition::r7();
    /// assert_eq!((edition.columns().len(), edition.header_rows()), (46, 2));
    /// assert!(edition.column(SurveyColumn::LawNumber).is_none());
    /// ```
    #[must_use]
    pub fn r7() -> &'static Self {
        static R7: OnceLock<SurveyEdition> = OnceLock::new();
        embedded(&R7, || {
            serde_json::from_str(include_str!("../../data/survey/r7.json"))
        })
    }

    /// The embedded edition of an id, such as `survey-r7`.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        [Self::r6(), Self::r7()]
            .into_iter()
            .find(|edition| edition.edition().id == id)
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

    /// How many rows the header takes in the file as published.
    ///
    /// A file that was saved again with one header row is read as well.
    #[must_use]
    pub fn header_rows(&self) -> u8 {
        self.document.header_rows
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
    fn the_embedded_editions_have_their_columns_in_order() {
        let keys = |edition: &SurveyEdition| -> Vec<SurveyColumn> {
            edition.columns().iter().map(|c| c.key).collect()
        };
        assert_eq!(keys(SurveyEdition::r6()), SurveyColumn::ALL[..38]);
        let r7 = keys(SurveyEdition::r7());
        assert_eq!(
            (r7.len(), r7.first(), r7.get(45)),
            (
                46,
                Some(&SurveyColumn::ProcedureId),
                Some(&SurveyColumn::OfficeNote),
            )
        );
        let only_r6: Vec<_> = SurveyColumn::ALL
            .iter()
            .filter(|c| !r7.contains(c))
            .collect();
        assert_eq!(only_r6, [&SurveyColumn::LawNumber]);
    }

    #[test]
    fn an_edition_is_written_as_it_was_read() {
        for (edition, json) in [
            (
                SurveyEdition::r6(),
                include_str!("../../data/survey/r6.json"),
            ),
            (
                SurveyEdition::r7(),
                include_str!("../../data/survey/r7.json"),
            ),
        ] {
            let read: SurveyEdition = serde_json::from_str(json).unwrap();
            let again: SurveyEdition =
                serde_json::from_value(serde_json::to_value(&read).unwrap()).unwrap();
            assert_eq!((&read, &again), (edition, edition));
        }
    }
}
