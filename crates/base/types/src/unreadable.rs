//! Why bytes are not a document of the shape that was asked for.

use serde::de::DeserializeOwned;

/// The largest document of this crate, in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 4 * 1024 * 1024;

/// Why bytes are not a document at all, before anything that it says is looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableDocument {
    /// More bytes than [`MAX_DOCUMENT_BYTES`].
    #[error("the document has `{bytes}` bytes, more than `{MAX_DOCUMENT_BYTES}`")]
    #[non_exhaustive]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// Not JSON, or not of the shape of this document.
    #[error("the document is not of its shape: {reason}")]
    #[non_exhaustive]
    BadShape {
        /// What was wrong, with line and column.
        reason: String,
    },
    /// Another kind of document, or another version of it.
    #[error("the document is `{format}` version `{version}`, not `{expected}` version `1`")]
    #[non_exhaustive]
    WrongFormat {
        /// The `format` as given.
        format: String,
        /// The `format_version` as given.
        version: u32,
        /// The `format` that was expected.
        expected: &'static str,
    },
}

impl UnreadableDocument {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "types.document.too_large",
            Self::BadShape { .. } => "types.document.bad_shape",
            Self::WrongFormat { .. } => "types.document.wrong_format",
        }
    }
}

/// Reads the wire form of a document.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, UnreadableDocument> {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(UnreadableDocument::TooLarge { bytes: bytes.len() });
    }
    serde_json::from_slice(bytes).map_err(|error| UnreadableDocument::BadShape {
        reason: error.to_string(),
    })
}

/// Holds the head of a document against what it must be; every format of this crate is version 1.
pub(crate) fn expect_format(
    format: &str,
    version: u32,
    expected: &'static str,
) -> Result<(), UnreadableDocument> {
    if format == expected && version == 1 {
        return Ok(());
    }
    Err(UnreadableDocument::WrongFormat {
        format: crate::date::excerpt(format),
        version,
        expected,
    })
}
