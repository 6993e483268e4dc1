//! The inventory's own document format: JSON, NDJSON and CSV, in and out.
//!
//! There are two doors. [`Inventory::from_json`](crate::Inventory::from_json) is strict and stops
//! at the first defect. [`read_json`], [`read_ndjson`] and [`read_csv`] read on: each gives a
//! [`Reading`] with what could be typed, what stayed raw, and where everything stood.

use tosei_types::embedded;
mod csv;
mod json;
mod ndjson;
mod places;
pub(crate) mod wire;

pub use csv::{CsvColumn, columns, read_csv, write_csv};
pub use json::read_json;
pub use ndjson::{read_ndjson, write_ndjson};
pub use places::{ItemList, Places};

use crate::Inventory;
use tosei_document::{Catalogue, RawItem, Sink};

/// The `format` of an inventory document.
pub const FORMAT: &str = "tosei-inventory";

/// The `format_version` that this crate reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// The rules about inventory documents, with those about reading before them.
///
/// They come from `data/rules/document.json`; a body can use a catalogue of its own in which rules
/// are left out or weigh otherwise.
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/document.json"))
    })
}

/// 読取結果 (reading): what came out of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// All that could be typed.
    pub inventory: Inventory,
    /// All that could not, as it was written.
    pub raw: Vec<RawItem>,
    /// Where each item stood.
    pub places: Places,
}

impl Reading {
    /// Checks the content, as [`check_document`](crate::check_document) does, with places in the file.
    pub fn check(&self, catalogue: &Catalogue, sink: &mut dyn Sink) {
        let lists = crate::CodeLists::default();
        crate::check_document_with(&self.inventory, &self.places, &lists, catalogue, sink);
    }
}

impl Inventory {
    /// Reads a document strictly: the first defect of form ends the reading.
    ///
    /// [`read_json`] reads on and reports every defect.
    ///
    /// # Errors
    ///
    /// - [`DocumentError::Shape`] with the place of the first key or value that does not fit, or if
    ///   the document is of another format or version.
    /// - [`DocumentError::Trailing`] if something stands behind the document.
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
