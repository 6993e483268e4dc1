//! 公開の区分 (publication): which fields of this crate's documents may leave the office.

use std::sync::OnceLock;
pub use tosei_document::{
    DocumentMarks, FieldMark, PublicationMarks, PublishError, Published, Visibility, Withheld,
};
use tosei_types::embedded;

/// 公開区分表 (publication marks) for registers, reviews, observations and plans of a rollout.
///
/// The free text of reviews is personal data, whoever wrote it; staff, remarks and single visits stay
/// inside the office. An office reads its own marks with [`PublicationMarks::from_json`].
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::publication::publication_marks;
/// use tosei_types::Language;
///
/// let reviews = serde_json::json!({
///     "format": "tosei-counter-reviews", "format_version": 1,
///     "title": "窓口レビュー（架空）", "fictional": true,
///     "questions": [{"id": "overall", "label": {"ja": "全体", "en": "Overall"}}],
///     "answers": [{"counter": "W-1", "answered_on": "2025-06-02", "points": {"overall": 4},
///                  "text": "山田さんが親切だった"}],
/// });
/// let published = publication_marks().publish(&reviews)?;
/// assert_eq!(published.document["answers"][0]["points"]["overall"], 4);
/// assert!(published.document["answers"][0].get("text").is_none());
/// let withheld = published.explain(Language::Ja).unwrap();
/// assert_eq!(withheld, "公開しなかった項目: /answers/*/text (個人情報, 1)。");
/// # Ok::<(), tosei_document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        PublicationMarks::from_json(include_str!("../data/publication/marks.json"))
    })
}
