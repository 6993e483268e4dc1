//! 参照 (references): one thing in one document.

use crate::PlanId;
use std::{fmt, str::FromStr};
use tosei_types::{IdError, SubjectId};

/// 参照 (record reference): a document's id and the id of a thing in it.
///
/// # Wire form
///
/// `"tokyo-digital-first-2#digitalization-rate"`.
///
/// # Examples
///
/// ```
/// use tosei_plan::RecordRef;
///
/// let record: RecordRef = "tokyo-digital-first-2#digitalization-rate".parse()?;
/// assert_eq!(record.document().as_str(), "tokyo-digital-first-2");
/// assert_eq!(record.record(), "digitalization-rate");
/// # Ok::<(), tosei_plan::RecordRefError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordRef {
    document: PlanId,
    record: Box<str>,
}

tosei_types::text_value! {
    RecordRef,
    name: "RecordRef",
    pattern: r"^[^\s#\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,128}#[^\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,128}$",
    ja: "参照",
    en: "Reference to a record of a document",
    example: "tokyo-digital-first-2#digitalization-rate",
}

/// Why a text is not a [`RecordRef`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordRefError {
    /// There is no `#` between two ids.
    #[error("`{text}` is not a reference such as `tokyo-digital-first-2#digitalization-rate`")]
    #[non_exhaustive]
    Form {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// One of the two is no identifier.
    #[error(transparent)]
    Id(#[from] IdError),
}

impl RecordRefError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "plan.record_ref.form",
            Self::Id(error) => error.code(),
        }
    }
}

impl RecordRef {
    /// Puts the two ids together.
    ///
    /// # Errors
    ///
    /// - [`RecordRefError::Form`] if the document's id holds a `#`.
    /// - [`RecordRefError::Id`] if the record's id is no identifier.
    pub fn try_new(document: PlanId, record: &str) -> Result<Self, RecordRefError> {
        if document.as_str().contains('#') {
            return Err(RecordRefError::Form {
                text: document.as_str().chars().take(40).collect(),
            });
        }
        SubjectId::new(record)?;
        Ok(Self {
            document,
            record: record.into(),
        })
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &PlanId {
        &self.document
    }

    /// The thing in it.
    #[must_use]
    pub fn record(&self) -> &str {
        &self.record
    }
}

impl FromStr for RecordRef {
    type Err = RecordRefError;

    fn from_str(text: &str) -> Result<Self, RecordRefError> {
        let Some((document, record)) = text.split_once('#') else {
            return Err(RecordRefError::Form {
                text: text.chars().take(40).collect(),
            });
        };
        Self::try_new(PlanId::new(document)?, record)
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.document, self.record)
    }
}
