//! 公開の区分 (publication): which fields of this crate's documents may leave the office.

use std::sync::OnceLock;
use tosei_document::PublicationMarks;
use tosei_types::embedded;

/// 公開区分表 (publication marks) for the documents of this crate.
///
/// Staff classes with their costs, and who confirmed or decided, stay inside. A body decides by its own ordinance and reads its own marks
/// with [`PublicationMarks::from_json`].
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::publication_marks;
///
/// let project = serde_json::json!({"format": "tosei-bpr-project", "format_version": 1, "id": "B-1",
///     "survey": {"as_is_flow": "F-1", "confirmed_by": "山田"}});
/// let published = publication_marks().publish(&project)?;
/// assert!(published.document["survey"].get("confirmed_by").is_none());
/// assert_eq!(published.withheld[0].path, "/survey/confirmed_by");
/// # Ok::<(), tosei_document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        PublicationMarks::from_json(include_str!("../data/publication/marks.json"))
    })
}
