//! The list of categories as data.

use super::WordingStatus;
use crate::{CategoryId, ScaleId, SubtypeId};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Date, Label, embedded};

/// The `format` of a list of categories.
pub const CATEGORIES_FORMAT: &str = "tosei-analog-categories";

/// 定義 (definition) and where it comes from.
///
/// # Invariant
///
/// A definition that is `not_published` has no text, and every other has one; a list that breaks
/// this is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The text; absent where none was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Label>,
    /// How far it is known.
    pub status: WordingStatus,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// 細分類 (sub-type, 類型): the purpose of a rule within its category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Subtype {
    /// Stable id, unique in the whole list.
    pub id: SubtypeId,
    /// The name that is shown.
    pub label: Label,
    /// 番号 within the category, where one has been published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u8>,
    /// How far the name is known.
    pub status: WordingStatus,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// 規制等の類型 (category): one of the seven items, recording media, or another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable id, such as `visual_inspection`.
    pub id: CategoryId,
    /// The name that is shown, such as 「目視規制」.
    pub label: Label,
    /// The short name of tables, such as 「目視」.
    pub short: Label,
    /// 七項目: whether it is one of the seven items that the State began with.
    pub seven_items: bool,
    /// What it is.
    pub definition: Definition,
    /// The scale of phases that it is judged by.
    pub scale: ScaleId,
    /// 細分類: none where none has been published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtypes: Vec<Subtype>,
    /// The first day on which the list has it; absent if it was always there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Date>,
    /// The last day on which the list has it; absent while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<Date>,
}

impl Category {
    /// Whether the list has it on a day; both ends count.
    #[must_use]
    pub fn stands_on(&self, day: Date) -> bool {
        self.effective_from.is_none_or(|from| from <= day)
            && self.effective_to.is_none_or(|to| day <= to)
    }

    /// A sub-type by its id.
    #[must_use]
    pub fn subtype(&self, id: &SubtypeId) -> Option<&Subtype> {
        self.subtypes.iter().find(|subtype| subtype.id == *id)
    }
}

/// The wire form of a list of categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "AnalogCategories"))]
#[serde(deny_unknown_fields)]
pub struct CategoriesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-analog-categories`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-analog-categories")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The categories, in the order in which they are shown.
    pub categories: Vec<Category>,
}

/// The categories in use.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{Categories, WordingStatus};
///
/// let categories = Categories::standard();
/// assert_eq!(categories.iter().filter(|one| one.seven_items).count(), 7);
/// let posting = categories.get("written_posting").unwrap();
/// assert_eq!(posting.label.ja, "書面掲示規制");
/// // No published wording of its definition was found, so none is given.
/// assert_eq!(posting.definition.status, WordingStatus::NotPublished);
/// assert_eq!(posting.definition.text, None);
/// ```
#[doc(alias = "規制等の類型")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Categories {
    edition: Edition,
    categories: Vec<Category>,
}

impl Categories {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Categories> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/codes/categories.json"))
        })
    }

    /// Reads a body's own list, which stands in place of the embedded one.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id of a category or of a sub-type stands twice.
    /// - [`DataFileError::Contradiction`] if what is not published has a wording, or the reverse.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: CategoriesDocument = serde_json::from_str(json)?;
        expect_format(
            (CATEGORIES_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        let categories = document.categories;
        expect_distinct(categories.iter().map(|category| category.id.as_str()))?;
        let subtypes = categories.iter().flat_map(|category| &category.subtypes);
        expect_distinct(subtypes.map(|subtype| subtype.id.as_str()))?;
        for category in &categories {
            let definition = &category.definition;
            let silent = definition.status == WordingStatus::NotPublished;
            if silent != definition.text.is_none() {
                return Err(DataFileError::contradiction(
                    category.id.to_string(),
                    "a wording and the status that says whether there is one",
                ));
            }
        }
        Ok(Self {
            edition: document.edition,
            categories,
        })
    }

    /// Origin and day of the list.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// All categories, in the order in which they are shown.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Category> {
        self.categories.iter()
    }

    /// A category by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Category> {
        self.categories
            .iter()
            .find(|category| category.id.as_str() == id)
    }

    /// The category to which a sub-type belongs.
    #[must_use]
    pub fn category_of(&self, subtype: &SubtypeId) -> Option<&Category> {
        self.categories
            .iter()
            .find(|category| category.subtype(subtype).is_some())
    }

    /// The category that a table names by its label or short name, in either language.
    ///
    /// White space, width and case make no difference; 「規制」 at the end may be missing.
    #[must_use]
    pub fn by_label(&self, text: &str) -> Option<&Category> {
        let key = tosei_table::header_key(text);
        if key.is_empty() {
            return None;
        }
        self.categories.iter().find(|category| {
            let names = [
                category.id.as_str(),
                &category.label.ja,
                &category.label.en,
                &category.short.ja,
                &category.short.en,
            ];
            names
                .iter()
                .any(|name| tosei_table::header_key(name) == key)
                || category
                    .label
                    .ja
                    .strip_suffix("規制")
                    .is_some_and(|stem| tosei_table::header_key(stem) == key)
        })
    }
}
