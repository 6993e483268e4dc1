//! The wire form of evidence.

use super::{CriterionExemption, EvidenceItem};
use serde::{Deserialize, Serialize};

/// The `format` of a document of evidence.
pub const EVIDENCE_FORMAT: &str = "tosei-evidence";

/// The format version that this crate reads.
pub const EVIDENCE_FORMAT_VERSION: u32 = 1;

/// 証拠の文書 (document of evidence).
///
/// # Wire form
///
/// `{"format": "tosei-evidence", "format_version": 1, "items": [...], "exemptions": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Evidence"))]
#[serde(deny_unknown_fields)]
pub struct EvidenceDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-evidence`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-evidence")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The evidence.
    pub items: Vec<EvidenceItem>,
    /// Decisions that a criterion is not asked of a subject.
    #[serde(default)]
    pub exemptions: Vec<CriterionExemption>,
}
