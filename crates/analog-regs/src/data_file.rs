//! What all files of rules and lists of this crate have in common.

use std::collections::BTreeSet;
use tosei_document::Explain;
use tosei_types::Language;

/// Why a file of rules or of a list cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataFileError {
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
}

impl DataFileError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "analog_regs.data.shape",
            Self::Format { .. } => "analog_regs.data.format",
            Self::Duplicate { .. } => "analog_regs.data.duplicate",
            Self::Unknown { .. } => "analog_regs.data.unknown",
            Self::Contradiction { .. } => "analog_regs.data.contradiction",
        }
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
                format,
                version,
            } => format!(
                "形式「{expected}」第1版のファイルが必要ですが、「{format}」第{version}版です。"
            ),
            Self::Duplicate { id } => format!("「{id}」が二度あります。"),
            Self::Unknown { by, id } => {
                format!("「{by}」が指す「{id}」がありません。")
            }
            Self::Contradiction { id, .. } => format!("「{id}」の内容が互いに矛盾しています。"),
        }
    }
}

/// Refuses another format or version.
pub(crate) fn expect_format(
    expected: &'static str,
    format: &str,
    version: u32,
) -> Result<(), DataFileError> {
    if format == expected && version == 1 {
        return Ok(());
    }
    Err(DataFileError::Format {
        expected,
        format: format.chars().take(80).collect(),
        version,
    })
}

/// Refuses an id that stands twice.
pub(crate) fn expect_distinct<'a>(
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<(), DataFileError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(DataFileError::Duplicate { id: id.to_owned() });
        }
    }
    Ok(())
}
