//! 出典 (sources): where a statement or a figure was published.

use crate::SourceId;
use serde::{Deserialize, Serialize};

/// 出典 (source reference): the source, and the place in it.
///
/// # Wire form
///
/// `{"id": "tokyo-plan-2", "place": "slide 3"}`; `place` may be missing.
///
/// # Examples
///
/// ```
/// use tosei_plan::SourceRef;
///
/// let source: SourceRef = serde_json::from_str(r#"{"id": "tokyo-plan-2", "place": "slide 3"}"#)?;
/// assert_eq!(source.id.as_str(), "tokyo-plan-2");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "出典")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceRef {
    /// The source.
    pub id: SourceId,
    /// The slide, page, row or line in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

impl SourceRef {
    /// A source as a whole.
    #[must_use]
    pub fn new(id: SourceId) -> Self {
        Self { id, place: None }
    }
}
