//! 公開の区分 (publication): which fields of this crate's documents may leave the office.
//!
//! Drafts and records are official documents that somebody may ask for. Every field of a document
//! type is marked 公開, 庁内限り or 個人情報 in `data/publication/marks.json`;
//! [`PublicationMarks::publish`] gives the document with the public ones only and lists what it
//! withheld. A field that nobody marked is withheld too.

use std::sync::OnceLock;
pub use tosei_document::{
    DocumentMarks, FieldMark, PublicationMarks, PublishError, Published, Visibility, Withheld,
};
use tosei_types::embedded;

/// 公開区分表 (publication marks) for the documents of this crate.
///
/// # Source
///
/// `project-decision:publication`: the marks are ours; a body decides by its own ordinance on
/// information disclosure, and reads its own with [`PublicationMarks::from_json`].
///
/// # Examples
///
/// ```
/// use serde_json::json;
/// use tosei_inventory::publication::{Visibility, publication_marks};
///
/// let round = json!({
///     "format": "tosei-survey-round", "sections": [{ "name": "市民課", "corrections": [
///         { "what": "件数が空欄", "requested_by": "山田" },
///     ] }],
/// });
/// let public = publication_marks().publish(&round)?;
/// assert_eq!(public.document["sections"][0]["name"], "市民課");
/// assert!(public.document["sections"][0]["corrections"].is_null());
/// let withheld = &public.withheld[0];
/// assert_eq!(withheld.path, "/sections/*/corrections");
/// assert_eq!(withheld.visibility, Visibility::Personal);
/// # Ok::<(), tosei_document::PublishError>(())
/// ```
#[must_use]
pub fn publication_marks() -> &'static PublicationMarks {
    static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
    embedded(&MARKS, || {
        PublicationMarks::from_json(include_str!("../data/publication/marks.json"))
    })
}
