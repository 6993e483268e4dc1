//! 規則と一覧のファイル (files of rules and lists): why one cannot be used.

use crate::Explain;
use std::collections::HashSet;
use tosei_types::Language;

/// Why a file of rules or of a list cannot be used.
///
/// Such a file stands in place of the one that a crate embeds; it is small, written by hand and used
/// whole or not at all, so the first defect is the error.
///
/// # Examples
///
/// ```
/// use tosei_document::{DataFileError, Explain, expect_format};
/// use tosei_types::Language;
///
/// let error = expect_format(("tosei-volume-bands", 1), ("tosei-rate-definitions", 1)).unwrap_err();
/// assert_eq!(error.code(), "document.data_file.format");
/// assert_eq!(
///     error.sentence(Language::Ja),
///     "形式「tosei-volume-bands」第1版のファイルが必要ですが、「tosei-rate-definitions」第1版です。"
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataFileError {
    /// The file is not JSON of the right shape.
    #[error("the file does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// The file says that it is something else, or of another version.
    #[error("expected format `{expected}` version {version}, got `{format}` version `{got}`")]
    #[non_exhaustive]
    Format {
        /// The format that is read here.
        expected: &'static str,
        /// The version that is read here.
        version: u32,
        /// The format that the file names, cut after 80 characters.
        format: String,
        /// The version that the file names.
        got: u32,
    },
    /// An id stands twice where each may stand once.
    #[error("`{id}` stands twice")]
    #[non_exhaustive]
    Duplicate {
        /// The id.
        id: String,
    },
    /// A name is used that nothing has.
    #[error("`{by}` names `{id}`, which is not there")]
    #[non_exhaustive]
    Unknown {
        /// What names it.
        by: String,
        /// The name.
        id: String,
    },
    /// Two values of one entry contradict each other.
    #[error("`{id}` contradicts itself: {what}")]
    #[non_exhaustive]
    Contradiction {
        /// The entry.
        id: String,
        /// What contradicts what.
        what: &'static str,
    },
    /// A value lies outside of what it can be.
    #[error("`{id}` holds a value that it cannot have: {what}")]
    #[non_exhaustive]
    Value {
        /// The entry.
        id: String,
        /// What is wrong.
        what: &'static str,
    },
    /// There are more rows than the list can have.
    #[error("the list has at most `{limit}` rows, got `{count}`")]
    #[non_exhaustive]
    TooMany {
        /// How many it can have.
        limit: usize,
        /// How many there are.
        count: usize,
    },
}

impl DataFileError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "document.data_file.shape",
            Self::Format { .. } => "document.data_file.format",
            Self::Duplicate { .. } => "document.data_file.duplicate",
            Self::Unknown { .. } => "document.data_file.unknown",
            Self::Contradiction { .. } => "document.data_file.contradiction",
            Self::Value { .. } => "document.data_file.value",
            Self::TooMany { .. } => "document.data_file.too_many",
        }
    }

    /// A [`Duplicate`](Self::Duplicate).
    #[must_use]
    pub fn duplicate(id: impl Into<String>) -> Self {
        Self::Duplicate { id: id.into() }
    }

    /// An [`Unknown`](Self::Unknown) name.
    #[must_use]
    pub fn unknown(by: impl Into<String>, id: impl Into<String>) -> Self {
        Self::Unknown {
            by: by.into(),
            id: id.into(),
        }
    }

    /// A [`Contradiction`](Self::Contradiction).
    #[must_use]
    pub fn contradiction(id: impl Into<String>, what: &'static str) -> Self {
        Self::Contradiction {
            id: id.into(),
            what,
        }
    }

    /// A [`Value`](Self::Value) that cannot be.
    #[must_use]
    pub fn value(id: impl Into<String>, what: &'static str) -> Self {
        Self::Value {
            id: id.into(),
            what,
        }
    }

    /// [`TooMany`](Self::TooMany) rows.
    #[must_use]
    pub fn too_many(limit: usize, count: usize) -> Self {
        Self::TooMany { limit, count }
    }
}

impl Explain for DataFileError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            return format!("The file cannot be used: {self}.");
        }
        match self {
            Self::Shape(error) => format!("ファイルの形が正しくありません（{error}）。"),
            Self::Format {
                expected,
                version,
                format,
                got,
            } => format!(
                "形式「{expected}」第{version}版のファイルが必要ですが、「{format}」第{got}版です。"
            ),
            Self::Duplicate { id } => format!("「{id}」が二度あります。"),
            Self::Unknown { by, id } => format!("「{by}」が指す「{id}」がありません。"),
            Self::Contradiction { id, .. } => format!("「{id}」の内容が互いに矛盾しています。"),
            Self::Value { id, .. } => format!("「{id}」に、取り得ない値があります。"),
            Self::TooMany { limit, count } => {
                format!("{count}行ありますが、{limit}行までです。")
            }
        }
    }
}

/// Refuses a file that says it is something else, or of another version.
///
/// # Errors
///
/// - [`DataFileError::Format`] if the two are not the same.
pub fn expect_format(
    (expected, version): (&'static str, u32),
    (format, got): (&str, u32),
) -> Result<(), DataFileError> {
    if (format, got) == (expected, version) {
        return Ok(());
    }
    Err(DataFileError::Format {
        expected,
        version,
        format: format.chars().take(80).collect(),
        got,
    })
}

/// Refuses an id that stands twice, and a blank one.
///
/// # Errors
///
/// - [`DataFileError::Duplicate`] if an id stands twice.
/// - [`DataFileError::Value`] if an id is blank.
pub fn expect_distinct<'a>(ids: impl IntoIterator<Item = &'a str>) -> Result<(), DataFileError> {
    let mut seen = HashSet::new();
    for id in ids {
        if id.trim().is_empty() {
            return Err(DataFileError::value(id, "an id is blank"));
        }
        if !seen.insert(id) {
            return Err(DataFileError::duplicate(id));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_speaks_both_languages() {
        let shape = serde_json::from_str::<u8>("x").unwrap_err();
        for (error, code) in [
            (DataFileError::from(shape), "shape"),
            (expect_format(("a", 1), ("b", 1)).unwrap_err(), "format"),
            (expect_format(("a", 1), ("a", 2)).unwrap_err(), "format"),
            (expect_distinct(["a", "b", "a"]).unwrap_err(), "duplicate"),
            (expect_distinct(["a", " "]).unwrap_err(), "value"),
            (DataFileError::unknown("a", "b"), "unknown"),
            (
                DataFileError::contradiction("a", "b and c"),
                "contradiction",
            ),
            (DataFileError::too_many(1, 2), "too_many"),
        ] {
            assert_eq!(Explain::code(&error), format!("document.data_file.{code}"));
            let ja = error.sentence(Language::Ja);
            assert!(ja.ends_with('。') && !ja.is_ascii(), "{ja}");
            let en = error.sentence(Language::En);
            assert!(en.ends_with('.') && en.is_ascii(), "{en}");
        }
        assert!(expect_format(("a", 1), ("a", 1)).is_ok());
        assert!(expect_distinct(["a", "b"]).is_ok());
    }
}
