//! What the data files of this crate's records have in common.

use std::collections::BTreeSet;
use tosei_document::Explain;
use tosei_types::{Language, embedded};

/// Why a file of rules or of a list cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GovernanceDataError {
    /// The file is not JSON of the right shape.
    #[error("the file does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// The file says that it is something else, or of another version.
    #[error("expected format `{expected}` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that is read here.
        expected: &'static str,
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// An id stands twice where each may stand once.
    #[error("`{id}` stands twice")]
    #[non_exhaustive]
    Duplicate {
        /// The id.
        id: String,
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
}

impl GovernanceDataError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "plan.data.shape",
            Self::Format { .. } => "plan.data.format",
            Self::Duplicate { .. } => "plan.data.duplicate",
            Self::Value { .. } => "plan.data.value",
        }
    }
}

impl Explain for GovernanceDataError {
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
                format,
                version,
            } => format!(
                "形式「{expected}」第1版のファイルが必要ですが、「{format}」第{version}版です。"
            ),
            Self::Duplicate { id } => format!("「{id}」が二度あります。"),
            Self::Value { id, .. } => format!("「{id}」に、取り得ない値があります。"),
        }
    }
}

/// Refuses another format or version.
pub(crate) fn expect_format(
    expected: &'static str,
    format: &str,
    version: u32,
) -> Result<(), GovernanceDataError> {
    if format == expected && version == 1 {
        return Ok(());
    }
    Err(GovernanceDataError::Format {
        expected,
        format: format.chars().take(80).collect(),
        version,
    })
}

/// Refuses an id that stands twice, and a blank one.
pub(crate) fn expect_distinct<'a>(
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<(), GovernanceDataError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.trim().is_empty() {
            return Err(GovernanceDataError::Value {
                id: id.to_owned(),
                what: "an id is blank",
            });
        }
        if !seen.insert(id) {
            return Err(GovernanceDataError::Duplicate { id: id.to_owned() });
        }
    }
    Ok(())
}

/// Declares what every embedded data file has: its reader, and the embedded edition.
macro_rules! data_file {
    ($type:ident, $format:literal, $file:literal, $embedded:ident, $ja:literal) => {
        impl $type {
            /// The `format` of the file.
            pub const FORMAT: &'static str = $format;

            /// Reads a body's own file.
            ///
            /// # Errors
            ///
            /// - [`GovernanceDataError::Shape`](crate::governance::GovernanceDataError::Shape) if the text is no JSON of this form.
            /// - [`GovernanceDataError::Format`](crate::governance::GovernanceDataError::Format) if it names another format or version.
            /// - [`GovernanceDataError::Duplicate`](crate::governance::GovernanceDataError::Duplicate) if an id stands twice.
            /// - [`GovernanceDataError::Value`](crate::governance::GovernanceDataError::Value) if a value is none that it can have.
            pub fn from_json(json: &str) -> Result<Self, $crate::governance::GovernanceDataError> {
                let file: Self = serde_json::from_str(json)?;
                $crate::governance::data_file::expect_format(
                    $format,
                    &file.format,
                    file.format_version,
                )?;
                file.validate()?;
                Ok(file)
            }
        }

        #[doc = concat!("The embedded edition of ", $ja, ".")]
        #[must_use]
        pub fn $embedded() -> &'static $type {
            static FILE: OnceLock<$type> = OnceLock::new();
            embedded(&FILE, || {
                $type::from_json(include_str!(concat!("../../data/", $file)))
            })
        }
    };
}
pub(crate) use data_file;
