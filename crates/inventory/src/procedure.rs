//! 手続 (procedures) and the list of their categories.

use crate::{AffairsClass, Extensions, LegalBasis, SeriesEdition, Volume};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Date, Label, OrganisationId, ProcedureId, embedded};

/// 手続 (procedure): what a person has to deal with, as one thing with one name.
///
/// It is made of 手続プロセス ([`Process`](crate::Process)): the filing, the notice, the payment.
///
/// # Not to be confused with
///
/// - 手続プロセス (process): one act of it. Tokyo counts about 28,000 processes and 181 priority
///   *procedures*; the two counts are never added.
/// - A state of its own: a procedure has none written; it is derived from its processes by a named
///   rule.
///
/// # Invariant
///
/// None across fields. Its id never contains a section's code: sections move every April,
/// procedures keep their id.
///
/// # Wire form
///
/// `{"id": "P-0001", "name": "住民票の写しの交付", "category": "certificate", "affairs_class":
/// "autonomous", "legal_basis": [{"kind": "act", "title": "住民基本台帳法"}]}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::Procedure;
///
/// let mut procedure = Procedure::new("P-0001".parse()?, "住民票の写しの交付");
/// procedure.category = Some("certificate".into());
/// # Ok::<(), tosei_types::IdError>(())
/// ```
#[doc(alias = "手続")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Procedure {
    /// 手続ID.
    pub id: ProcedureId,
    /// 手続名.
    pub name: String,
    /// 分類: a code of [`ProcedureCategories`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// 所管.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// 事務区分.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affairs_class: Option<AffairsClass>,
    /// 根拠規程.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<LegalBasis>,
    /// 年間件数 of the procedure as a whole, where the body counts it so. What a process counts
    /// stands with the process.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// 件数以外の重要な理由: why a partner body holds it important whatever its volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub important_because: Option<String>,
    /// 関連手続: procedures that come along when it is selected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ProcedureId>,
    /// 年度版: which yearly scheme it is an edition of; absent if it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesEdition>,
    /// The first day on which it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exists_from: Option<Date>,
    /// The last day on which it exists; absent while it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exists_until: Option<Date>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of the body's own; kept as they are.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

impl Procedure {
    /// A procedure of which only the name is known.
    #[must_use]
    pub fn new(id: ProcedureId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            category: None,
            organisation: None,
            affairs_class: None,
            legal_basis: Vec::new(),
            volumes: Vec::new(),
            important_because: None,
            related: Vec::new(),
            series: None,
            exists_from: None,
            exists_until: None,
            note: None,
            extensions: Extensions::new(),
        }
    }
}

/// 手続の分類 (procedure category): one row of [`ProcedureCategories`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureCategory {
    /// Stable code, such as `certificate`.
    pub code: String,
    /// The name that is shown.
    pub label: Label,
    /// Whether the body owes an answer; `None` where some of the category do and some do not.
    pub answer_due: Option<bool>,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// The wire form of a list of procedure categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ProcedureCategories"))]
#[serde(deny_unknown_fields)]
pub struct ProcedureCategoriesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-procedure-categories`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-procedure-categories")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The categories, in the order in which they are shown.
    pub categories: Vec<ProcedureCategory>,
}

/// The list of categories in use: a list that is data, because bodies sort in their own way.
///
/// # Examples
///
/// ```
/// use tosei_inventory::ProcedureCategories;
///
/// let categories = ProcedureCategories::standard();
/// assert_eq!(categories.get("notification").unwrap().answer_due, Some(false));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProcedureCategories(Vec<ProcedureCategory>);

impl ProcedureCategories {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<ProcedureCategories> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/codes/procedure_categories.json"))
        })
    }

    /// Reads a body's own list.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if a code stands twice.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: ProcedureCategoriesDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-procedure-categories", 1),
            (&document.format, document.format_version),
        )?;
        let categories = document.categories;
        expect_distinct(categories.iter().map(|category| category.code.as_str()))?;
        Ok(Self(categories))
    }

    /// All categories, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &ProcedureCategory> {
        self.0.iter()
    }

    /// A category by its code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&ProcedureCategory> {
        self.0.iter().find(|category| category.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_is_read() {
        assert_eq!(ProcedureCategories::standard().iter().count(), 13);
    }
}
