//! 公開の区分 (disclosure): which fields of a document may be published.
//!
//! Drafts and records are official documents that somebody may ask for. Every field of a document
//! type is marked 公開, 庁内限り or 個人情報 in `data/disclosure/standard.json`; [`FieldMarks::publish`]
//! gives the document with the public ones only and lists what it withheld. A field that nobody marked
//! is withheld too.

use crate::code_list::{CodeListError, expect_distinct, expect_format};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_document::Edition;
use tosei_types::{Language, coded_enum};

coded_enum! {
    /// 公開の区分 (disclosure of a field).
    ///
    /// # Source
    ///
    /// `project-decision:disclosure`: the marks are ours; a body decides by its own ordinance on
    /// information disclosure.
    pub enum Disclosure: "disclosure" {
        /// 公開.
        Public = "public" ("公開", "public"),
        /// 庁内限り.
        Internal = "internal" ("庁内限り", "internal"),
        /// 個人情報.
        Personal = "personal" ("個人情報", "personal"),
    }
}

/// 項目の区分 (mark of a field).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldMark {
    /// Where the field stands: a JSON pointer in which `*` stands for any position or key. What lies
    /// below has the same mark, unless a longer path says otherwise.
    pub path: String,
    /// 区分.
    pub disclosure: Disclosure,
}

/// 文書種別の区分 (marks of a document type).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldMarks {
    /// The document type, by its `format`.
    pub document: String,
    /// The marks.
    pub fields: Vec<FieldMark>,
}

/// The wire form of a file of marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldMarksDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-field-marks`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-field-marks")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The document types.
    pub documents: Vec<FieldMarks>,
}

/// 非公開とした項目 (withheld field).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Withheld {
    /// The path that was withheld, with `*` for positions.
    pub path: String,
    /// 区分; null if nobody marked the field.
    pub disclosure: Option<Disclosure>,
    /// How often it occurred.
    pub count: u64,
}

/// 公開用の文書 (publication): what may be published, and the list of what was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// The document.
    pub document: Value,
    /// 非公開とした項目, by path.
    pub withheld: Vec<Withheld>,
}

impl Publication {
    /// What was left out, in one sentence; `None` if nothing was.
    #[must_use]
    pub fn explain(&self, language: Language) -> Option<String> {
        if self.withheld.is_empty() {
            return None;
        }
        let parts: Vec<String> = self
            .withheld
            .iter()
            .map(|field| {
                let unmarked = match language {
                    Language::Ja => "区分なし",
                    Language::En => "not marked",
                };
                let mark = field
                    .disclosure
                    .map_or(unmarked, |mark| mark.label(language));
                format!("{} ({mark}, {})", field.path, field.count)
            })
            .collect();
        Some(match language {
            Language::Ja => format!("公開しなかった項目: {}。", parts.join("、")),
            Language::En => format!("Withheld: {}.", parts.join(", ")),
        })
    }
}

impl FieldMarks {
    /// The embedded marks of a document type; `None` if it has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use serde_json::json;
    /// use tosei_inventory::disclosure::{Disclosure, FieldMarks};
    ///
    /// let marks = FieldMarks::standard("tosei-survey-round").unwrap();
    /// let round = json!({
    ///     "format": "tosei-survey-round", "sections": [{ "name": "市民課", "corrections": [
    ///         { "what": "件数が空欄", "requested_by": "山田" },
    ///     ] }],
    /// });
    /// let public = marks.publish(&round);
    /// assert_eq!(public.document["sections"][0]["name"], "市民課");
    /// assert!(public.document["sections"][0]["corrections"].is_null());
    /// let withheld = &public.withheld[0];
    /// assert_eq!(withheld.path, "/sections/*/corrections");
    /// assert_eq!(withheld.disclosure, Some(Disclosure::Personal));
    /// ```
    #[must_use]
    pub fn standard(document: &str) -> Option<&'static Self> {
        static STANDARD: OnceLock<Vec<FieldMarks>> = OnceLock::new();
        // The embedded file is checked by a test.
        let all = STANDARD.get_or_init(|| {
            Self::read(include_str!("../data/disclosure/standard.json")).unwrap_or_default()
        });
        all.iter().find(|marks| marks.document == document)
    }

    /// Reads a body's own marks.
    ///
    /// # Errors
    ///
    /// - [`CodeListError::Shape`] if the text is no JSON of this form.
    /// - [`CodeListError::Format`] if it names another format or version.
    /// - [`CodeListError::Duplicate`] if a document type or a path stands twice.
    pub fn read(json: &str) -> Result<Vec<Self>, CodeListError> {
        let read: FieldMarksDocument = serde_json::from_str(json)?;
        expect_format("tosei-field-marks", read.format, read.format_version)?;
        expect_distinct(read.documents.iter().map(|marks| marks.document.as_str()))?;
        for marks in &read.documents {
            expect_distinct(marks.fields.iter().map(|field| field.path.as_str()))?;
        }
        Ok(read.documents)
    }

    /// The document with its public fields only, and what was left out.
    ///
    /// Fields that are not public are left out with their keys; no position of a list moves.
    #[must_use]
    pub fn publish(&self, document: &Value) -> Publication {
        let mut public = document.clone();
        let mut counts: BTreeMap<(String, Option<Disclosure>), u64> = BTreeMap::new();
        let mut stack: Vec<(&mut Value, String, Option<Disclosure>)> =
            vec![(&mut public, String::new(), self.mark(""))];
        while let Some((value, path, inherited)) = stack.pop() {
            match value {
                Value::Object(fields) => {
                    let mut leave: Vec<String> = Vec::new();
                    for (key, field) in fields.iter() {
                        let (at, mark) = self.below(&path, key, inherited);
                        let splits = !is_leaf(field) && self.has_public_below(&at);
                        if mark != Some(Disclosure::Public) && !splits {
                            let mark = self.strictest_below(&at).max(mark);
                            let count = counts.entry((at, mark)).or_default();
                            *count = count.saturating_add(1);
                            leave.push(key.clone());
                        }
                    }
                    for key in leave {
                        fields.remove(&key);
                    }
                    for (key, field) in fields.iter_mut() {
                        let (at, mark) = self.below(&path, key, inherited);
                        stack.push((field, at, mark));
                    }
                }
                Value::Array(items) => {
                    let (at, mark) = self.below(&path, "*", inherited);
                    for item in items {
                        stack.push((item, at.clone(), mark));
                    }
                }
                _ => {}
            }
        }
        let withheld = counts
            .into_iter()
            .map(|((path, disclosure), count)| Withheld {
                path,
                disclosure,
                count,
            });
        Publication {
            withheld: withheld.collect(),
            document: public,
        }
    }

    fn mark(&self, path: &str) -> Option<Disclosure> {
        let mut fields = self.fields.iter();
        fields
            .find(|field| field.path == path)
            .map(|field| field.disclosure)
    }

    /// The path of a key or position below another, and its mark.
    fn below(
        &self,
        path: &str,
        key: &str,
        inherited: Option<Disclosure>,
    ) -> (String, Option<Disclosure>) {
        let key = key.replace('~', "~0").replace('/', "~1");
        let named = format!("{path}/{key}");
        let any = format!("{path}/*");
        if let Some(mark) = self.mark(&named) {
            return (named, Some(mark));
        }
        if !self.has_below(&named)
            && let Some(mark) = self.mark(&any)
        {
            return (any, Some(mark));
        }
        (named, inherited)
    }

    /// The marks of longer paths.
    fn marks_below(&self, path: &str) -> impl Iterator<Item = Disclosure> {
        let below = self.fields.iter().filter(move |field| {
            let rest = field.path.strip_prefix(path);
            rest.is_some_and(|rest| rest.starts_with('/'))
        });
        below.map(|field| field.disclosure)
    }

    fn has_below(&self, path: &str) -> bool {
        self.marks_below(path).next().is_some()
    }

    fn has_public_below(&self, path: &str) -> bool {
        self.marks_below(path)
            .any(|mark| mark == Disclosure::Public)
    }

    /// Of what is withheld together, the strictest mark is named.
    fn strictest_below(&self, path: &str) -> Option<Disclosure> {
        self.marks_below(path).max()
    }
}

fn is_leaf(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn marks(fields: &[(&str, Disclosure)]) -> FieldMarks {
        FieldMarks {
            document: "x".into(),
            fields: fields
                .iter()
                .map(|(path, disclosure)| FieldMark {
                    path: (*path).into(),
                    disclosure: *disclosure,
                })
                .collect(),
        }
    }

    #[test]
    fn what_nobody_marked_is_withheld() {
        let marks = marks(&[("/a", Disclosure::Public)]);
        let public = marks.publish(&json!({"a": {"b": 1}, "c": 2}));
        assert_eq!(public.document, json!({"a": {"b": 1}}));
        assert_eq!(public.withheld[0].disclosure, None);
        assert_eq!(
            public.explain(Language::En).unwrap(),
            "Withheld: /c (not marked, 1)."
        );
    }

    #[test]
    fn a_longer_path_decides_inside_a_list() {
        let marks = marks(&[
            ("/rows", Disclosure::Public),
            ("/rows/*/who", Disclosure::Personal),
            ("/rows/*/why", Disclosure::Internal),
        ]);
        let document = json!({"rows": [{"n": 1, "who": "x"}, {"n": 2, "who": "y", "why": "z"}]});
        let public = marks.publish(&document);
        assert_eq!(public.document, json!({"rows": [{"n": 1}, {"n": 2}]}));
        let counts: Vec<u64> = public.withheld.iter().map(|field| field.count).collect();
        assert_eq!(counts, [2, 1]);
    }

    #[test]
    fn a_public_field_below_an_internal_one_is_kept() {
        let marks = marks(&[("/a", Disclosure::Internal), ("/a/b", Disclosure::Public)]);
        let public = marks.publish(&json!({"a": {"b": 1, "c": 2}}));
        assert_eq!(public.document, json!({"a": {"b": 1}}));
        assert_eq!(public.withheld[0].path, "/a/c");
    }

    #[test]
    fn the_embedded_marks_are_read() {
        for document in [
            "tosei-survey-round",
            "tosei-answer-sheets",
            "tosei-indicator-series",
            "tosei-published-values",
        ] {
            assert!(FieldMarks::standard(document).is_some(), "{document}");
        }
        assert!(FieldMarks::standard("x").is_none());
        let file = include_str!("../data/disclosure/standard.json");
        let twice = file.replacen("tosei-answer-sheets", "tosei-survey-round", 1);
        assert!(FieldMarks::read(&twice).is_err());
    }
}
