//! 公開 (publication): a document without what must not leave the office.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_document::Edition;
use tosei_types::coded_enum;

coded_enum! {
    /// 公開区分 (visibility) of a field.
    ///
    /// # Source
    ///
    /// `project-decision:publication`.
    pub enum Visibility: "visibility" {
        /// 公開.
        Public = "public" ("公開", "public"),
        /// 庁内限り.
        Internal = "internal" ("庁内限り", "internal"),
        /// 個人情報.
        Personal = "personal" ("個人情報", "personal data"),
    }
}

/// 公開区分の指定 (mark) of one field of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldMark {
    /// Where it stands: a JSON Pointer in which `*` is every item of a list. It holds for all below
    /// it, unless a longer path says otherwise.
    pub path: String,
    /// Its visibility.
    pub visibility: Visibility,
}

/// 文書の公開区分 (marks) of one kind of document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentMarks {
    /// The `format` of the documents.
    pub format: String,
    /// The marks. A field under none of them is internal.
    pub fields: Vec<FieldMark>,
}

/// 公開区分表 (publication marks): which fields of which documents may be published.
///
/// # Invariant
///
/// What no mark names is withheld: a new field stays inside until somebody has decided.
///
/// # Source
///
/// `project-decision:publication`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicationMarks {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-publication-marks`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-publication-marks")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The marks by kind of document.
    pub documents: Vec<DocumentMarks>,
}

/// 公開しなかった項目 (withheld field), and how often it was withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Where it stands, `*` for every item of a list.
    pub path: String,
    /// Why.
    pub visibility: Visibility,
    /// How many values were withheld.
    pub count: u64,
}

/// 公開用の文書 (published document), and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// What may be published.
    pub document: Value,
    /// What was withheld, by path.
    pub withheld: Vec<Withheld>,
}

/// Why a document cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// Nobody has decided what of such a document may be published.
    #[error("there are no marks for documents of the format `{format}`")]
    #[non_exhaustive]
    NoMarks {
        /// The format that the document names, cut after 40 characters; blank if it names none.
        format: String,
    },
}

impl PublishError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoMarks { .. } => "qos.publish.no_marks",
        }
    }
}

/// What every document says of itself.
const FRAME: [&str; 3] = ["/$schema", "/format", "/format_version"];

impl PublicationMarks {
    /// The marks for the documents of this crate and for evidence.
    #[must_use]
    #[allow(
        clippy::expect_used,
        reason = "the embedded file is a constant that a test reads"
    )]
    pub fn standard() -> &'static Self {
        static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
        MARKS.get_or_init(|| {
            serde_json::from_str(include_str!("../data/publication/marks.json"))
                .expect("the embedded marks are marks")
        })
    }

    /// Leaves out of a document everything that is not marked public, and lists what that was.
    ///
    /// # Errors
    ///
    /// [`PublishError::NoMarks`] if there are no marks for the document's format.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_qos_model::PublicationMarks;
    ///
    /// let reviews = serde_json::json!({
    ///     "format": "tosei-procedure-reviews", "format_version": 1,
    ///     "reviews": [{"id": "R-1", "procedure": "P-1", "answered_on": "2025-06-01", "points": 4,
    ///                  "text": "担当の山田さんに助けられた", "personal_data": "contains"}],
    /// });
    /// let published = PublicationMarks::standard().publish(&reviews)?;
    /// assert_eq!(published.document["reviews"][0]["points"], 4);
    /// assert!(published.document["reviews"][0].get("text").is_none());
    /// assert!(published.withheld.iter().any(|one| one.path == "/reviews/*/text"));
    /// # Ok::<(), tosei_qos_model::PublishError>(())
    /// ```
    pub fn publish(&self, document: &Value) -> Result<Published, PublishError> {
        let format = document
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let mut known = self.documents.iter();
        let Some(marks) = known.find(|marks| marks.format == format) else {
            return Err(PublishError::NoMarks {
                format: format.chars().take(40).collect(),
            });
        };
        let mut copy = document.clone();
        let mut withheld: BTreeMap<(String, Visibility), u64> = BTreeMap::new();
        // Places still to be looked at: the pointer, the pattern, the visibility from above.
        let mut open = vec![(String::new(), String::new(), Visibility::Internal)];
        while let Some((pointer, pattern, above)) = open.pop() {
            let Some(value) = copy.pointer_mut(&pointer) else {
                continue;
            };
            match value {
                Value::Object(fields) => {
                    let mut gone = Vec::new();
                    for (key, field) in fields.iter() {
                        let escaped = key.replace('~', "~0").replace('/', "~1");
                        let path = format!("{pattern}/{escaped}");
                        let visibility = marks.at(&path).unwrap_or(above);
                        let goes_on = field.is_object() || field.is_array();
                        if goes_on && (visibility == Visibility::Public || marks.below(&path)) {
                            open.push((format!("{pointer}/{escaped}"), path, visibility));
                        } else if visibility != Visibility::Public {
                            let count = withheld.entry((path, visibility)).or_default();
                            *count = count.saturating_add(1);
                            gone.push(key.clone());
                        }
                    }
                    for key in gone {
                        fields.remove(&key);
                    }
                }
                Value::Array(items) => {
                    let path = format!("{pattern}/*");
                    let visibility = marks.at(&path).unwrap_or(above);
                    if visibility != Visibility::Public && !marks.below(&path) {
                        let number = u64::try_from(items.len()).unwrap_or(u64::MAX);
                        let count = withheld.entry((path, visibility)).or_default();
                        *count = count.saturating_add(number);
                        items.clear();
                        continue;
                    }
                    if visibility != Visibility::Public {
                        // A mark is about a part of an item; an item without parts has none.
                        let before = items.len();
                        items.retain(|item| item.is_object() || item.is_array());
                        let gone = before.saturating_sub(items.len());
                        if gone > 0 {
                            let number = u64::try_from(gone).unwrap_or(u64::MAX);
                            let count = withheld.entry((path.clone(), visibility)).or_default();
                            *count = count.saturating_add(number);
                        }
                    }
                    for (at, item) in items.iter().enumerate() {
                        if item.is_object() || item.is_array() {
                            open.push((format!("{pointer}/{at}"), path.clone(), visibility));
                        }
                    }
                }
                _ => {}
            }
        }
        let withheld = withheld
            .into_iter()
            .map(|((path, visibility), count)| Withheld {
                path,
                visibility,
                count,
            })
            .collect();
        Ok(Published {
            document: copy,
            withheld,
        })
    }
}

impl DocumentMarks {
    fn at(&self, path: &str) -> Option<Visibility> {
        let frame = FRAME.contains(&path).then_some(Visibility::Public);
        let mut fields = self.fields.iter();
        frame.or_else(|| {
            fields
                .find(|mark| mark.path == path)
                .map(|mark| mark.visibility)
        })
    }

    /// Whether a mark names something below a path.
    fn below(&self, path: &str) -> bool {
        self.fields
            .iter()
            .filter_map(|mark| mark.path.strip_prefix(path))
            .any(|rest| rest.starts_with('/'))
    }
}
