//! 公開 (publication): a document without what must not leave the office.

use crate::{DataFileError, Edition, Explain, expect_distinct, expect_format};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tosei_types::{Language, coded_enum, embedded};

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
/// What no mark names is withheld: a new field stays inside until somebody has decided. A part none of
/// whose fields is public is withheld as a whole, under the strictest mark in it.
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
            Self::NoMarks { .. } => "document.publish.no_marks",
        }
    }
}

impl Explain for PublishError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        let Self::NoMarks { format } = self;
        match language {
            Language::En => format!(
                "Nothing can be published: nobody has decided what of a document of the format “{format}” may be."
            ),
            Language::Ja => {
                format!("形式「{format}」の文書には公開区分の指定がないため、公開できません。")
            }
        }
    }
}

/// What every document says of itself.
const FRAME: [&str; 3] = ["/$schema", "/format", "/format_version"];

impl PublicationMarks {
    /// The marks of the documents that several domains share: forms, exemptions, calendars of business
    /// days, tables of replacements.
    ///
    /// # Source
    ///
    /// `project-decision:publication`.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::PublicationMarks;
    ///
    /// let exemptions = serde_json::json!({"format": "tosei-exemptions", "format_version": 1,
    ///     "exemptions": [{"rule": "a.b", "subject": "P-1", "reason": "調整中", "approver": "課長"}]});
    /// let published = PublicationMarks::shared().publish(&exemptions)?;
    /// assert_eq!(published.document["exemptions"][0]["subject"], "P-1");
    /// assert!(published.document["exemptions"][0].get("approver").is_none());
    /// # Ok::<(), tosei_document::PublishError>(())
    /// ```
    #[must_use]
    pub fn shared() -> &'static Self {
        static MARKS: OnceLock<PublicationMarks> = OnceLock::new();
        embedded(&MARKS, || {
            Self::from_json(include_str!("../data/publication/marks.json"))
        })
    }

    /// Reads a body's own marks.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if a kind of document, or a path of it, stands twice.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let marks: Self = serde_json::from_str(json)?;
        expect_format(
            ("tosei-publication-marks", 1),
            (&marks.format, marks.format_version),
        )?;
        let formats = marks.documents.iter().map(|one| one.format.as_str());
        expect_distinct(formats)?;
        for one in &marks.documents {
            expect_distinct(one.fields.iter().map(|mark| mark.path.as_str()))?;
        }
        Ok(marks)
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
    /// use tosei_document::PublicationMarks;
    ///
    /// let marks: PublicationMarks = serde_json::from_str(r#"{
    ///     "format": "tosei-publication-marks", "format_version": 1,
    ///     "edition": {"id": "office-1", "date": "2026-04-01", "source": "project-decision:publication"},
    ///     "documents": [{"format": "tosei-procedure-reviews", "fields": [
    ///         {"path": "/reviews/*/points", "visibility": "public"},
    ///         {"path": "/reviews/*/text", "visibility": "personal"}]}]
    /// }"#)?;
    /// let reviews = serde_json::json!({
    ///     "format": "tosei-procedure-reviews", "format_version": 1,
    ///     "reviews": [{"id": "R-1", "procedure": "P-1", "answered_on": "2025-06-01", "points": 4,
    ///                  "text": "担当の山田さんに助けられた", "personal_data": "contains"}],
    /// });
    /// let published = marks.publish(&reviews)?;
    /// assert_eq!(published.document["reviews"][0]["points"], 4);
    /// assert!(published.document["reviews"][0].get("text").is_none());
    /// assert!(published.withheld.iter().any(|one| one.path == "/reviews/*/text"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
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
                            let why = if goes_on {
                                marks.strictest(&path, visibility)
                            } else {
                                visibility
                            };
                            let count = withheld.entry((path, why)).or_default();
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
                        let why = marks.strictest(&path, visibility);
                        let count = withheld.entry((path, why)).or_default();
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

impl Published {
    /// What was left out, in one sentence; `None` if nothing was.
    #[must_use]
    pub fn explain(&self, language: Language) -> Option<String> {
        if self.withheld.is_empty() {
            return None;
        }
        let withheld = self.withheld.iter();
        let parts: Vec<String> = withheld
            .map(|one| {
                let why = one.visibility.label(language);
                format!("{} ({why}, {})", one.path, one.count)
            })
            .collect();
        Some(match language {
            Language::Ja => format!("公開しなかった項目: {}。", parts.join("、")),
            Language::En => format!("Withheld: {}.", parts.join(", ")),
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

    /// The marks of what lies below a path.
    fn marks_below(&self, path: &str) -> impl Iterator<Item = Visibility> {
        let below = self.fields.iter().filter(move |mark| {
            let rest = mark.path.strip_prefix(path);
            rest.is_some_and(|rest| rest.starts_with('/'))
        });
        below.map(|mark| mark.visibility)
    }

    /// Whether something below a path is public.
    fn below(&self, path: &str) -> bool {
        self.marks_below(path)
            .any(|visibility| visibility == Visibility::Public)
    }

    /// Of what is withheld as a whole, the strictest mark is named.
    fn strictest(&self, path: &str, own: Visibility) -> Visibility {
        self.marks_below(path).fold(own, Visibility::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn marks(fields: &[(&str, Visibility)]) -> PublicationMarks {
        let fields: Vec<Value> = fields
            .iter()
            .map(|(path, visibility)| json!({ "path": path, "visibility": visibility }))
            .collect();
        let marks = json!({
            "format": "tosei-publication-marks", "format_version": 1,
            "edition": {"id": "e", "date": "2026-04-01", "source": "definition"},
            "documents": [{"format": "x", "fields": fields}],
        });
        PublicationMarks::from_json(&marks.to_string()).unwrap()
    }

    fn published(fields: &[(&str, Visibility)], mut document: Value) -> Published {
        document["format"] = "x".into();
        let mut published = marks(fields).publish(&document).unwrap();
        published.document.as_object_mut().unwrap().remove("format");
        published
    }

    #[test]
    fn what_nobody_marked_is_withheld() {
        let public = published(
            &[("/a", Visibility::Public)],
            json!({"a": {"b": 1}, "c": 2}),
        );
        assert_eq!(public.document, json!({"a": {"b": 1}}));
        assert_eq!(
            public.explain(Language::En).unwrap(),
            "Withheld: /c (internal, 1)."
        );
    }

    #[test]
    fn a_longer_path_decides_inside_a_list() {
        let fields = [
            ("/rows", Visibility::Public),
            ("/rows/*/who", Visibility::Personal),
            ("/rows/*/why", Visibility::Internal),
        ];
        let document = json!({"rows": [{"n": 1, "who": "x"}, {"n": 2, "who": "y", "why": "z"}]});
        let public = published(&fields, document);
        assert_eq!(public.document, json!({"rows": [{"n": 1}, {"n": 2}]}));
        let counts: Vec<u64> = public.withheld.iter().map(|field| field.count).collect();
        assert_eq!(counts, [2, 1]);
    }

    #[test]
    fn a_part_without_a_public_field_is_withheld_whole_under_its_strictest_mark() {
        let fields = [
            ("/a", Visibility::Internal),
            ("/a/*/who", Visibility::Personal),
            ("/b", Visibility::Internal),
            ("/b/c", Visibility::Public),
        ];
        let document = json!({"a": [{"who": "x", "what": 1}], "b": {"c": 1, "d": 2}});
        let public = published(&fields, document);
        assert_eq!(public.document, json!({"b": {"c": 1}}));
        let withheld: Vec<_> = public
            .withheld
            .iter()
            .map(|one| (one.path.as_str(), one.visibility))
            .collect();
        assert_eq!(
            withheld,
            [("/a", Visibility::Personal), ("/b/d", Visibility::Internal)]
        );
    }

    #[test]
    fn marks_that_stand_twice_are_refused() {
        let twice = json!({
            "format": "tosei-publication-marks", "format_version": 1,
            "edition": {"id": "e", "date": "2026-04-01", "source": "definition"},
            "documents": [{"format": "x", "fields": []}, {"format": "x", "fields": []}],
        });
        let error = PublicationMarks::from_json(&twice.to_string()).unwrap_err();
        assert_eq!(error.code(), "document.data_file.duplicate");
        let error = PublicationMarks::from_json("{}").unwrap_err();
        assert_eq!(error.code(), "document.data_file.shape");
        let other = twice.to_string().replace("tosei-publication-marks", "y");
        let error = PublicationMarks::from_json(&other).unwrap_err();
        assert_eq!(error.code(), "document.data_file.format");
    }
}
