//! 公開 (publication): which fields of a plan may leave the office.

use std::sync::OnceLock;
use tosei_document::PublicationMarks;
use tosei_types::embedded;

/// 公開区分表 (publication marks) for the documents of this crate.
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// use tosei_plan::publication_marks;
///
/// let plan = serde_json::json!({
///     "format": "tosei-plan", "format_version": 1, "id": "city-plan",
///     "roles": [{"id": "dx", "name": {"ja": "DX推進課", "en": "Digital section"}, "duties": [],
///                "members": ["山田太郎"], "source": {"id": "own"}}],
/// });
/// let published = publication_marks().publish(&plan)?;
/// assert_eq!(published.document["roles"][0]["name"]["ja"], "DX推進課");
/// assert!(published.document["roles"][0].get("members").is_none());
/// assert!(published.withheld.iter().any(|one| one.path == "/roles/*/members"));
/// # Ok::<(), tosei_document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        serde_json::from_str(include_str!("../data/publication/marks.json"))
    })
}
