//! 公開の区分 (publication): which fields of this crate's documents may leave the office.

use std::sync::OnceLock;
use tosei_document::PublicationMarks;
use tosei_types::embedded;

/// 公開区分表 (publication marks) for the documents of this crate.
///
/// Notes and the text of replies stay inside. A body decides by its own ordinance and reads its own marks
/// with [`PublicationMarks::from_json`].
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::publication_marks;
///
/// let sheet = serde_json::json!({"format": "tosei-review-worksheet", "format_version": 1, "rows": [
///     {"clause": "R-1-5", "status": "planned", "note": "局内調整中"}]});
/// let published = publication_marks().publish(&sheet)?;
/// assert_eq!(published.document["rows"][0]["status"], "planned");
/// assert_eq!(published.withheld[0].path, "/rows/*/note");
/// # Ok::<(), tosei_document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        PublicationMarks::from_json(include_str!("../data/publication/marks.json"))
    })
}
