//! 版の対照 (crosswalk): which columns and codes of one edition are which of another, as data.

use super::{SurveyColumn, SurveyEdition};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;
use tosei_types::{Label, coded_enum, embedded};

coded_enum! {
    /// 対照の関係 (relation) between a column or code of one edition and of another.
    pub enum CrosswalkRelation: "relation between editions" {
        /// 同じ: the same question, the same answer.
        Same = "same" ("同じ", "same"),
        /// 名称変更: the same thing under another text.
        Renamed = "renamed" ("名称変更", "renamed"),
        /// 分割: one became several.
        Split = "split" ("分割", "split"),
        /// 統合: several became one.
        Merged = "merged" ("統合", "merged"),
        /// 新設: the earlier edition does not have it.
        New = "new" ("新設", "new"),
        /// 廃止: the later edition does not have it.
        Dropped = "dropped" ("廃止", "dropped"),
        /// 比較不可: both have it, and it does not mean the same.
        NotComparable = "not_comparable" ("比較不可", "not comparable"),
    }
}

impl CrosswalkRelation {
    /// Whether figures made of it can stand side by side.
    #[must_use]
    pub const fn is_comparable(self) -> bool {
        matches!(self, Self::Same | Self::Renamed)
    }

    /// Whether it may link so many of one side with so many of the other.
    const fn fits(self, from: usize, to: usize) -> bool {
        match self {
            Self::Same | Self::Renamed => from == 1 && to == 1,
            Self::Split => from == 1 && to > 1,
            Self::Merged => from > 1 && to == 1,
            Self::New => from == 0 && to == 1,
            Self::Dropped => from == 1 && to == 0,
            Self::NotComparable => from > 0 && to > 0,
        }
    }
}

/// 列の対照 (crosswalk of a column).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrosswalkColumn {
    /// Columns of the earlier edition.
    pub from: Vec<SurveyColumn>,
    /// Columns of the later edition.
    pub to: Vec<SurveyColumn>,
    /// How they relate.
    pub relation: CrosswalkRelation,
    /// Why they are not simply the same; required for every other relation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Label>,
    /// What must be said where figures of both are shown side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<Label>,
    /// The values of the column's code lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CrosswalkCode>,
}

/// 選択肢の対照 (crosswalk of a code).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrosswalkCode {
    /// Codes of the earlier edition.
    pub from: Vec<String>,
    /// Codes of the later edition.
    pub to: Vec<String>,
    /// How they relate.
    pub relation: CrosswalkRelation,
    /// Why they are not simply the same; required for every other relation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Label>,
}

/// The wire form of a [`SurveyCrosswalk`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SurveyCrosswalk"))]
#[serde(deny_unknown_fields)]
struct CrosswalkDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    schema: Option<String>,
    /// Always `tosei-survey-crosswalk`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-survey-crosswalk")))]
    format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// Origin and day.
    edition: Edition,
    /// Id of the earlier edition.
    from: String,
    /// Id of the later edition.
    to: String,
    /// Every column of both editions, each once.
    columns: Vec<CrosswalkColumn>,
}

/// 版の対照 (crosswalk) of two editions of the survey.
///
/// # Invariant
///
/// No column and no code of a column stands twice on one side; every relation but `same` has its
/// reason. Whether all columns and codes of the two editions are there, says
/// [`covers`](Self::covers).
///
/// # Wire form
///
/// A JSON document of format `tosei-survey-crosswalk`; see `data/survey/crosswalk_r6_r7.json`.
///
/// # Source
///
/// `survey-r6` and `survey-r7`: their dictionaries of columns; what follows from them for a
/// comparison is ours (`project-decision:survey-crosswalk`).
///
/// # Examples
///
/// ```
/// use tosei_inventory::survey::{CrosswalkRelation, SurveyColumn, SurveyCrosswalk};
///
/// let crosswalk = SurveyCrosswalk::r6_r7();
/// let code = crosswalk.code(SurveyColumn::OnlineStatus, "5").unwrap();
/// assert_eq!(code.relation, CrosswalkRelation::Dropped);
/// let column = crosswalk.column(SurveyColumn::ImplementingMinistries).unwrap();
/// assert_eq!(column.relation, CrosswalkRelation::Split);
/// ```
#[doc(alias = "対照表")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "CrosswalkDocument", into = "CrosswalkDocument")]
pub struct SurveyCrosswalk(CrosswalkDocument);

/// Why a document is not a crosswalk of two editions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyCrosswalkError {
    /// The document says that it is something else, or of another version.
    #[error(
        "expected format `tosei-survey-crosswalk` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that the document names.
        format: String,
        /// The version that the document names.
        version: u32,
    },
    /// A column or code stands twice on one side.
    #[error("`{name}` stands twice on one side")]
    #[non_exhaustive]
    Repeated {
        /// The column, or the column and the code.
        name: String,
    },
    /// The relation does not link so many of one side with so many of the other.
    #[error("the relation `{relation}` of `{name}` cannot link {from} with {to}")]
    #[non_exhaustive]
    Relation {
        /// The column, or the column and the code.
        name: String,
        /// The relation.
        relation: CrosswalkRelation,
        /// How many stand on the earlier side.
        from: usize,
        /// How many stand on the later side.
        to: usize,
    },
    /// A relation other than `same` has no reason.
    #[error("`{name}` has no reason")]
    #[non_exhaustive]
    NoReason {
        /// The column, or the column and the code.
        name: String,
    },
}

impl SurveyCrosswalkError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "inventory.survey_crosswalk.format",
            Self::Repeated { .. } => "inventory.survey_crosswalk.repeated",
            Self::Relation { .. } => "inventory.survey_crosswalk.relation",
            Self::NoReason { .. } => "inventory.survey_crosswalk.no_reason",
        }
    }
}

/// Checks one list of entries: relation, sides, reason.
fn check_entries<'a, T: PartialEq + std::fmt::Display + 'a>(
    entries: impl Iterator<Item = (&'a [T], &'a [T], CrosswalkRelation, bool)>,
    prefix: &str,
) -> Result<(), SurveyCrosswalkError> {
    let (mut left, mut right): (Vec<&T>, Vec<&T>) = (Vec::new(), Vec::new());
    for (from, to, relation, has_reason) in entries {
        let name = || {
            let first = from.first().or(to.first());
            format!("{prefix}{}", first.map_or_else(String::new, T::to_string))
        };
        if !relation.fits(from.len(), to.len()) {
            return Err(SurveyCrosswalkError::Relation {
                name: name(),
                relation,
                from: from.len(),
                to: to.len(),
            });
        }
        if relation != CrosswalkRelation::Same && !has_reason {
            return Err(SurveyCrosswalkError::NoReason { name: name() });
        }
        for (seen, side) in [(&mut left, from), (&mut right, to)] {
            for item in side {
                if seen.contains(&item) {
                    return Err(SurveyCrosswalkError::Repeated {
                        name: format!("{prefix}{item}"),
                    });
                }
                seen.push(item);
            }
        }
    }
    Ok(())
}

impl TryFrom<CrosswalkDocument> for SurveyCrosswalk {
    type Error = SurveyCrosswalkError;

    fn try_from(document: CrosswalkDocument) -> Result<Self, SurveyCrosswalkError> {
        if document.format != "tosei-survey-crosswalk" || document.format_version != 1 {
            return Err(SurveyCrosswalkError::Format {
                format: document.format.chars().take(80).collect(),
                version: document.format_version,
            });
        }
        let columns = document.columns.iter().map(|entry| {
            let reason = entry.reason.is_some();
            (&*entry.from, &*entry.to, entry.relation, reason)
        });
        check_entries(columns, "")?;
        for column in &document.columns {
            let name = column.from.first().or(column.to.first());
            let prefix = name.map_or_else(String::new, |name| format!("{name}/"));
            let codes = column.codes.iter().map(|entry| {
                let reason = entry.reason.is_some();
                (&*entry.from, &*entry.to, entry.relation, reason)
            });
            check_entries(codes, &prefix)?;
        }
        Ok(Self(document))
    }
}

impl From<SurveyCrosswalk> for CrosswalkDocument {
    fn from(crosswalk: SurveyCrosswalk) -> Self {
        crosswalk.0
    }
}

impl SurveyCrosswalk {
    /// From 令和6年度 to 令和7年度.
    #[must_use]
    pub fn r6_r7() -> &'static Self {
        static R6_R7: OnceLock<SurveyCrosswalk> = OnceLock::new();
        embedded(&R6_R7, || {
            serde_json::from_str(include_str!("../../data/survey/crosswalk_r6_r7.json"))
        })
    }

    /// The embedded crosswalk between two editions, in whichever direction it stands.
    #[must_use]
    pub fn between(a: &SurveyEdition, b: &SurveyEdition) -> Option<&'static Self> {
        let crosswalk = Self::r6_r7();
        let ends = (crosswalk.from_edition(), crosswalk.to_edition());
        let (a, b) = (a.edition().id.as_str(), b.edition().id.as_str());
        (ends == (a, b) || ends == (b, a)).then_some(crosswalk)
    }

    /// Origin and day.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.0.edition
    }

    /// Id of the earlier edition.
    #[must_use]
    pub fn from_edition(&self) -> &str {
        &self.0.from
    }

    /// Id of the later edition.
    #[must_use]
    pub fn to_edition(&self) -> &str {
        &self.0.to
    }

    /// All columns, in the order of the document.
    #[must_use]
    pub fn columns(&self) -> &[CrosswalkColumn] {
        &self.0.columns
    }

    /// The entry in which a column stands, on either side.
    #[must_use]
    pub fn column(&self, column: SurveyColumn) -> Option<&CrosswalkColumn> {
        self.columns()
            .iter()
            .find(|entry| entry.from.contains(&column) || entry.to.contains(&column))
    }

    /// The entry in which a code of a column stands, on either side.
    #[must_use]
    pub fn code(&self, column: SurveyColumn, code: &str) -> Option<&CrosswalkCode> {
        let there = |codes: &[String]| codes.iter().any(|known| known == code);
        let entry = self.column(column)?;
        entry
            .codes
            .iter()
            .find(|entry| there(&entry.from) || there(&entry.to))
    }

    /// Whether every column of the two editions stands here, and every code of their closed lists;
    /// gives what is missing or too much.
    #[must_use]
    pub fn covers(&self, from: &SurveyEdition, to: &SurveyEdition) -> Vec<String> {
        fn side(entry: &CrosswalkColumn, is_from: bool) -> &[SurveyColumn] {
            if is_from { &entry.from } else { &entry.to }
        }
        let mut wrong = Vec::new();
        for (edition, is_from) in [(from, true), (to, false)] {
            let id = &edition.edition().id;
            for column in edition.columns() {
                let mut entries = self.columns().iter();
                let Some(entry) = entries.find(|entry| side(entry, is_from).contains(&column.key))
                else {
                    wrong.push(format!("{id}: {}", column.key));
                    continue;
                };
                if entry.codes.is_empty() {
                    continue; // a column that was split has no codes to compare
                }
                let codes = entry.codes.iter();
                let known: Vec<&String> = codes
                    .flat_map(|code| if is_from { &code.from } else { &code.to })
                    .collect();
                for code in &column.codes {
                    if !known.contains(&&code.code) {
                        wrong.push(format!("{id}: {}/{}", column.key, code.code));
                    }
                }
            }
            for column in self.columns().iter().flat_map(|c| side(c, is_from)) {
                if edition.column(*column).is_none() {
                    wrong.push(format!("{id}: {column}"));
                }
            }
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_and_code_of_both_editions_stands_once() {
        let crosswalk = SurveyCrosswalk::r6_r7();
        assert_eq!(
            crosswalk.covers(SurveyEdition::r6(), SurveyEdition::r7()),
            Vec::<String>::new()
        );
        let with_codes = |edition: &SurveyEdition| {
            let columns = edition.columns().iter();
            columns.filter(|c| !c.codes.is_empty()).count()
        };
        let compared = crosswalk.columns().iter();
        let compared = compared.filter(|entry| !entry.codes.is_empty()).count();
        assert_eq!(compared, with_codes(SurveyEdition::r7()));
    }

    #[test]
    fn a_code_is_the_same_only_if_its_text_is() {
        let text = |edition: &SurveyEdition, column: SurveyColumn, code: &str| {
            let column = edition.column(column)?;
            let code = column.codes.iter().find(|c| c.code == code)?;
            Some(code.text.clone())
        };
        for entry in SurveyCrosswalk::r6_r7().columns() {
            let [column] = entry.from.as_slice() else {
                continue;
            };
            for code in &entry.codes {
                let (Some(from), Some(to)) = (code.from.first(), code.to.first()) else {
                    continue;
                };
                let earlier = text(SurveyEdition::r6(), *column, from);
                let later = text(SurveyEdition::r7(), *column, to);
                match code.relation {
                    CrosswalkRelation::Renamed => assert_ne!(earlier, later, "{column}/{from}"),
                    CrosswalkRelation::Same => {
                        assert!(earlier.is_none() || earlier == later, "{column}/{from}");
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_relation_links_so_many_with_so_many() {
        use CrosswalkRelation as R;
        for (relation, fitting) in [
            (R::Same, vec![(1, 1)]),
            (R::Renamed, vec![(1, 1)]),
            (R::Split, vec![(1, 2), (1, 3)]),
            (R::Merged, vec![(2, 1), (3, 1)]),
            (R::New, vec![(0, 1)]),
            (R::Dropped, vec![(1, 0)]),
            (
                R::NotComparable,
                vec![
                    (1, 1),
                    (1, 2),
                    (1, 3),
                    (2, 1),
                    (2, 2),
                    (2, 3),
                    (3, 1),
                    (3, 2),
                    (3, 3),
                ],
            ),
        ] {
            let pairs = (0..4).flat_map(|from| (0..4).map(move |to| (from, to)));
            let found: Vec<(usize, usize)> = pairs
                .filter(|(from, to)| relation.fits(*from, *to))
                .collect();
            assert_eq!(found, fitting, "{relation}");
        }
    }

    #[test]
    fn a_code_or_column_that_stands_nowhere_is_told() {
        let document = || -> CrosswalkDocument {
            serde_json::from_str(include_str!("../../data/survey/crosswalk_r6_r7.json")).unwrap()
        };
        let (r6, r7) = (SurveyEdition::r6(), SurveyEdition::r7());
        let wrong = |document| SurveyCrosswalk(document).covers(r6, r7);
        let column = |document: &CrosswalkDocument| {
            let columns = document.columns.iter();
            let mut kinds = columns.map(|entry| entry.from.as_slice() == [SurveyColumn::Kind]);
            kinds.position(|is_kind| is_kind).unwrap()
        };
        let mut without_code = document();
        let at = column(&without_code);
        let gone = without_code.columns[at].codes.remove(0);
        let (from, to) = (&gone.from[0], &gone.to[0]);
        assert_eq!(
            wrong(without_code),
            [
                format!("{}: {}/{from}", r6.edition().id, SurveyColumn::Kind),
                format!("{}: {}/{to}", r7.edition().id, SurveyColumn::Kind),
            ]
        );
        let mut without_codes = document();
        without_codes.columns[at].codes.clear();
        assert_eq!(wrong(without_codes), Vec::<String>::new()); // not compared code by code
        let mut without_column = document();
        without_column.columns.remove(at);
        assert_eq!(
            wrong(without_column),
            [
                format!("{}: {}", r6.edition().id, SurveyColumn::Kind),
                format!("{}: {}", r7.edition().id, SurveyColumn::Kind),
            ]
        );
        // The earlier edition on either side: it lacks what is new.
        let new = SurveyCrosswalk(document()).covers(r6, r6);
        assert!(!new.is_empty());
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let data = include_str!("../../data/survey/crosswalk_r6_r7.json");
        let code = |from: &str, to: &str| {
            assert!(data.contains(from), "{from}");
            let text = data.replacen(from, to, 1);
            let document: CrosswalkDocument = serde_json::from_str(&text).unwrap();
            SurveyCrosswalk::try_from(document).map_err(|error| error.code())
        };
        assert!(code("{", "{").is_ok());
        for (from, to, error) in [
            ("tosei-survey-crosswalk", "tosei-x", "format"),
            (
                r#""from": ["ministry"]"#,
                r#""from": ["procedure_id"]"#,
                "repeated",
            ),
            (r#""to": ["ministry"]"#, r#""to": []"#, "relation"),
            (
                r#""to": ["ministry"], "relation": "same""#,
                r#""to": ["ministry"], "relation": "renamed""#,
                "no_reason",
            ),
            (
                r#"{"from": ["2-2"], "to": ["2-2"]"#,
                r#"{"from": ["2-2"], "to": ["2-1"]"#,
                "repeated",
            ),
        ] {
            assert_eq!(
                code(from, to),
                Err(format!("inventory.survey_crosswalk.{error}").leak() as &str)
            );
        }
    }
}
