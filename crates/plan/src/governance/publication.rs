//! 公開の区分 (publication): which fields of governance records may leave the office.

use std::sync::OnceLock;
use tosei_document::PublicationMarks;
use tosei_types::embedded;

/// 公開区分表 (publication marks) for governance records and the calendar of an office.
///
/// What people wrote, who took part and who was spoken to stays inside; a body decides by its own
/// ordinance and reads its own marks with [`PublicationMarks::from_json`].
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// use tosei_plan::governance::publication_marks;
///
/// let post = serde_json::json!({"format": "tosei-improvement-post", "format_version": 1,
///     "fictional": true, "body": "見本市（架空）", "as_of": "2025-06-30", "records": [
///     {"id": "D-1", "received_on": "2025-06-02", "text": "山田と申します。待ち時間が長いです。"}]});
/// let published = publication_marks().publish(&post)?;
/// assert_eq!(published.document["records"][0]["received_on"], "2025-06-02");
/// assert!(published.document["records"][0].get("text").is_none());
/// assert!(published.withheld.iter().any(|one| one.path == "/records/*/text"));
/// # Ok::<(), tosei_document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        PublicationMarks::from_json(include_str!("../../data/publication/governance.json"))
    })
}
