//! 手続プロセスの種類 (process kinds): a list that is data, because bodies extend it.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Label, embedded};

/// 手続プロセスの種類 (process kind): one row of a [`ProcessKinds`] list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcessKind {
    /// Stable code, such as `application`.
    pub code: String,
    /// Official name and gloss.
    pub label: Label,
    /// The code of the State's survey, such as `1` or `2-1`; `None` for kinds that it does not have.
    pub survey_code: Option<String>,
    /// Whether a filing by somebody starts here, so that 申請件数 can be counted.
    pub is_application: bool,
    /// Whether it gives a result to the person who filed.
    pub is_result: bool,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// Where a kind stands in its [`ProcessKinds`] list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindIndex(u8);

impl KindIndex {
    /// The position, counted from 0; below [`MAX_KINDS`].
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The kind at a position of a packed key.
    pub(crate) const fn at(position: u8) -> Self {
        Self(position)
    }
}

/// How many kinds a list can have.
pub const MAX_KINDS: usize = 32;

/// The wire form of a list of process kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ProcessKinds"))]
#[serde(deny_unknown_fields)]
pub struct ProcessKindsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-process-kinds`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-process-kinds")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The kinds, in the order in which they are shown; at most 32.
    pub kinds: Vec<ProcessKind>,
}

/// The list of process kinds in use.
///
/// The default list has the four of the law (申請等, 処分通知等, 縦覧等, 作成・保存等) as the State's
/// survey divides them, and the three that an applicant meets besides (納付, 本人確認, 添付提出).
///
/// # Wire form
///
/// `{"format": "tosei-process-kinds", "format_version": 1, "edition": {…}, "kinds": [{"code":
/// "application", "label": {…}, "survey_code": "1", "is_application": true, "is_result": false,
/// "source": "survey-r6"}, …]}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::ProcessKinds;
///
/// let kinds = ProcessKinds::standard();
/// let kind = kinds.by_survey_code("2-1").unwrap();
/// assert_eq!(kinds.at(kind).unwrap().code, "notice_on_application");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProcessKinds(Vec<ProcessKind>);

impl ProcessKinds {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<ProcessKinds> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/codes/process_kinds.json"))
        })
    }

    /// Reads a body's own list.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if a code stands twice.
    /// - [`DataFileError::TooMany`] above [`MAX_KINDS`].
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: ProcessKindsDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-process-kinds", 1),
            (&document.format, document.format_version),
        )?;
        let kinds = document.kinds;
        if kinds.len() > MAX_KINDS {
            return Err(DataFileError::too_many(MAX_KINDS, kinds.len()));
        }
        expect_distinct(kinds.iter().map(|kind| kind.code.as_str()))?;
        Ok(Self(kinds))
    }

    /// All kinds with where they stand.
    pub fn iter(&self) -> impl Iterator<Item = (KindIndex, &ProcessKind)> {
        (0u8..).map(KindIndex).zip(&self.0)
    }

    /// How many kinds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A kind by where it stands.
    #[must_use]
    pub fn at(&self, index: KindIndex) -> Option<&ProcessKind> {
        self.0.get(usize::from(index.0))
    }

    /// Where a kind stands, by its code.
    #[must_use]
    pub fn index(&self, code: &str) -> Option<KindIndex> {
        self.iter()
            .find(|(_, kind)| kind.code == code)
            .map(|(index, _)| index)
    }

    /// Where a kind stands, by the code of the State's survey.
    #[must_use]
    pub fn by_survey_code(&self, code: &str) -> Option<KindIndex> {
        self.iter()
            .find(|(_, kind)| kind.survey_code.as_deref() == Some(code))
            .map(|(index, _)| index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_has_every_kind_of_the_survey() {
        let kinds = ProcessKinds::standard();
        for code in ["1", "2-1", "2-2", "2-3", "3", "4"] {
            assert!(kinds.by_survey_code(code).is_some(), "{code}");
        }
    }
}
