//! 見出しの言い換え (header synonyms): how offices call the columns, as data.

use super::OfficeField;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::OnceLock};
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_table::header_key;
use tosei_types::embedded;

/// 見出しの言い換えの一行 (row): what one field is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeaderSynonym {
    /// The field.
    pub field: OfficeField,
    /// Headers that mean it.
    pub headers: Vec<String>,
    /// Words in a header that hint at it.
    #[serde(default)]
    pub words: Vec<String>,
}

/// The wire form of a list of header synonyms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "HeaderSynonyms"))]
#[serde(deny_unknown_fields)]
pub struct HeaderSynonymsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-header-synonyms`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-header-synonyms")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The fields, each once.
    pub fields: Vec<HeaderSynonym>,
}

/// The list of header synonyms in use.
///
/// # Source
///
/// `project-decision:office-headers`: collected by us, not published by anybody.
///
/// # Examples
///
/// ```
/// use tosei_inventory::office_table::{HeaderSynonyms, OfficeField};
///
/// let synonyms = HeaderSynonyms::standard();
/// assert_eq!(synonyms.exact("担当 課"), Some(OfficeField::Organisation));
/// assert_eq!(synonyms.exact("備品"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderSynonyms {
    fields: Vec<HeaderSynonym>,
    /// The key of each header, made once: a proposal asks for every cell of a sheet's first rows.
    by_key: HashMap<String, OfficeField>,
    /// The keys of the words of each field.
    word_keys: Vec<Vec<String>>,
}

impl HeaderSynonyms {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<HeaderSynonyms> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/office/header_synonyms.json"))
        })
    }

    /// Reads a body's own list.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if a field or a header stands twice.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: HeaderSynonymsDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-header-synonyms", 1),
            (&document.format, document.format_version),
        )?;
        let fields = document.fields;
        expect_distinct(fields.iter().map(|row| row.field.code()))?;
        let named = |row: &HeaderSynonym| {
            let field = row.field;
            let keys: Vec<String> = row
                .headers
                .iter()
                .map(|header| header_key(header))
                .collect();
            keys.into_iter().map(move |key| (key, field))
        };
        let headers: Vec<(String, OfficeField)> = fields.iter().flat_map(named).collect();
        expect_distinct(headers.iter().map(|(key, _)| key.as_str()))?;
        let word_keys =
            |row: &HeaderSynonym| row.words.iter().map(|word| header_key(word)).collect();
        Ok(Self {
            by_key: headers.into_iter().collect(),
            word_keys: fields.iter().map(word_keys).collect(),
            fields,
        })
    }

    /// All fields with what they are called.
    pub fn iter(&self) -> impl Iterator<Item = &HeaderSynonym> {
        self.fields.iter()
    }

    /// The field that a header names.
    #[must_use]
    pub fn exact(&self, header: &str) -> Option<OfficeField> {
        self.by_key.get(&header_key(header)).copied()
    }

    /// The fields at which a header hints, with the longest word that does.
    pub fn hints<'s>(
        &'s self,
        header: &str,
    ) -> impl Iterator<Item = (OfficeField, &'s str)> + use<'s> {
        let key = header_key(header);
        let rows = self.fields.iter().zip(&self.word_keys);
        rows.filter_map(move |(row, keys)| {
            let found = row
                .words
                .iter()
                .zip(keys)
                .filter(|(_, word)| key.contains(word.as_str()));
            let (longest, _) = found.max_by_key(|(word, _)| word.chars().count())?;
            Some((row.field, longest.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_is_read_and_names_every_field_that_can_be_proposed() {
        let there: Vec<OfficeField> = HeaderSynonyms::standard()
            .iter()
            .map(|row| row.field)
            .collect();
        for field in OfficeField::ALL {
            assert_eq!(
                there.contains(field),
                *field != OfficeField::NotRead,
                "{field}"
            );
        }
    }
}
