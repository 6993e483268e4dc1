//! The inventory's own document format: JSON, NDJSON and CSV, in and out.

pub(crate) mod wire;

use crate::Inventory;

/// The `format` of an inventory document.
pub const FORMAT: &str = "tosei-inventory";

/// The `format_version` that this crate reads and writes.
pub const FORMAT_VERSION: u32 = 1;

impl Inventory {
    /// Reads a document strictly: the first defect of form ends the reading.
    ///
    /// [`read_json`](crate::document::read_json) reads on and reports every defect.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] with the place of the first key or value that does not fit, or if the
    /// document is of another format or version.
    pub fn from_json(json: &str) -> Result<Self, DocumentError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let inventory = serde_path_to_error::deserialize(&mut reader)?;
        reader.end().map_err(DocumentError::Trailing)?;
        Ok(inventory)
    }

    /// Writes the document as JSON: one item a line, so that a line-by-line comparison of two
    /// snapshots shows what changed.
    #[must_use]
    pub fn to_json(&self) -> String {
        wire::to_json(self)
    }
}

/// Why a text is not an inventory document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The JSON is not well formed, or a key or value does not fit.
    #[error("the inventory does not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// Something stands behind the document.
    #[error("something stands behind the document: {0}")]
    Trailing(serde_json::Error),
}

impl DocumentError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.document.shape",
            Self::Trailing(_) => "inventory.document.trailing",
        }
    }
}
