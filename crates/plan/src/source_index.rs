//! 出典索引 (source index): each thing that the sources mention, and where it stands in the data.

use crate::{RecordRef, SourceId};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;
use tosei_types::{Label, embedded};

/// The `format` of a source index.
pub const SOURCE_INDEX_FORMAT: &str = "tosei-source-index";

/// The format version that this crate reads and writes.
pub const SOURCE_INDEX_FORMAT_VERSION: u32 = 1;

/// 索引の行 (row): one thing that a source mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndexRow {
    /// The source.
    pub source: SourceId,
    /// Running number of the mention in the source, from 1.
    pub mention: u32,
    /// What is mentioned.
    pub name: Label,
    /// Numbers and dates of the mention, as they are written in the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The records that hold it.
    pub records: Vec<RecordRef>,
}

/// 出典索引 (source index): every mention of the sources, and the records that hold it.
///
/// # Invariant
///
/// Mentions of a source are numbered from 1 without gaps; a test holds every value against the records.
///
/// # Examples
///
/// ```
/// use tosei_plan::SourceIndex;
///
/// let index = SourceIndex::shipped();
/// let of = |id: &str| index.rows.iter().filter(|row| row.source.as_str() == id).count();
/// assert_eq!((of("tokyo-plan-2"), of("tokyo-plan-2-measures")), (39, 55));
/// ```
#[doc(alias = "出典索引")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceIndex {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-source-index`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-source-index")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The rows.
    pub rows: Vec<IndexRow>,
}

impl SourceIndex {
    /// The index of the documents in [`tokyo`](crate::tokyo).
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<SourceIndex> = OnceLock::new();
        embedded(&SHIPPED, || {
            serde_json::from_str(include_str!("../data/source_index.json"))
        })
    }
}
