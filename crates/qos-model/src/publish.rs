//! 公開 (publication): which fields of this crate's documents may leave the office.

use std::sync::OnceLock;
use tosei_document::PublicationMarks;
use tosei_types::embedded;

/// 公開区分表 (publication marks) for the documents of this crate and for evidence.
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::publication_marks;
///
/// let reviews = serde_json::json!({
///     "format": "tosei-procedure-reviews", "format_version": 1,
///     "reviews": [{"id": "R-1", "procedure": "P-1", "answered_on": "2025-06-01", "points": 4,
///                  "text": "担当の山田さんに助けられた", "personal_data": "contains"}],
/// });
/// let published = publication_marks().publish(&reviews)?;
/// assert_eq!(published.document["reviews"][0]["points"], 4);
/// assert!(published.document["reviews"][0].get("text").is_none());
/// # Ok::<(), tosei_qos_model::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        serde_json::from_str(include_str!("../data/publication/marks.json"))
    })
}
