//! 公開の区分: what of this crate's own documents is published.

use std::sync::OnceLock;
use tosei_document::PublicationMarks;
use tosei_types::embedded;

/// The marks of the documents of this crate: links between documents, evidence mappings, and evidence
/// derived from a survey. Who said that a clause blocks a process, what is assumed about tools, and what was
/// counted at counters stay inside.
///
/// # Source
///
/// `project-decision:publication`.
///
/// # Examples
///
/// ```
/// let links = serde_json::json!({
///     "format": "tosei-links", "format_version": 1, "fictional": true,
///     "clauses": [{"clause": "C-1", "processes": ["P-1-1"], "source": "所管課の照会（架空）"}],
///     "demand": [],
/// });
/// let published = tosei::publication::publication_marks().publish(&links)?;
/// assert_eq!(published.document["clauses"][0]["clause"], "C-1");
/// assert!(published.document["clauses"][0].get("source").is_none());
/// # Ok::<(), tosei::document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        PublicationMarks::from_json(include_str!("../data/publication/marks.json"))
    })
}
