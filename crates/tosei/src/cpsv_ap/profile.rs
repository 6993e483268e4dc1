//! What the vocabulary asks of each class, and what fills it: one table, as data.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_document::{DataFileError, Edition, expect_format};
use tosei_types::{Label, embedded};

/// 性質 (property) of a class: how often it stands, with what, and from which field it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileProperty {
    /// The property, with its prefix.
    pub path: String,
    /// How often it stands at least.
    pub at_least: u32,
    /// How often it stands at most; null for no bound.
    #[serde(default)]
    pub at_most: Option<u32>,
    /// The type of its values: `langString` or one of XML Schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datatype: Option<String>,
    /// The class of the things it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The field of the inventory; absent where the inventory has none, and the property is never
    /// written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Label>,
}

/// クラス (class) of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileClass {
    /// The class, with its prefix.
    pub class: String,
    /// Its properties.
    pub properties: Vec<ProfileProperty>,
}

/// プロファイルの文書 (document of a profile).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "CpsvApProfile"))]
#[serde(deny_unknown_fields)]
pub struct ProfileDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-cpsv-ap-profile`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-cpsv-ap-profile")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// What the prefixes stand for; they are the context of the document.
    pub prefixes: BTreeMap<String, String>,
    /// The classes.
    pub classes: Vec<ProfileClass>,
}

/// プロファイル (profile): what CPSV-AP asks of the classes that an inventory fills, and the fields
/// that fill them.
///
/// # Source
///
/// The cardinalities, types and classes are those of the published SHACL shapes of the vocabulary
/// (`semic-cpsv-ap-3.2.0`), for these classes; the fields are ours.
///
/// # Examples
///
/// ```
/// use tosei::cpsv_ap::Profile;
///
/// let profile = Profile::standard();
/// let service = profile.class("cpsv:PublicService").unwrap();
/// let authority = service.properties.iter().find(|one| one.path == "cv:hasCompetentAuthority");
/// assert_eq!(authority.unwrap().at_least, 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    document: ProfileDocument,
}

impl Profile {
    /// The embedded profile.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Profile> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/cpsv_ap/profile.json"))
        })
    }

    /// Reads a profile.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Unknown`] if a name has a prefix that is not explained.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: ProfileDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-cpsv-ap-profile", 1),
            (&document.format, document.format_version),
        )?;
        let explained = |name: &str| {
            let prefix = name.split_once(':').map(|(prefix, _)| prefix);
            prefix.is_some_and(|prefix| document.prefixes.contains_key(prefix))
        };
        for class in &document.classes {
            let properties = class.properties.iter();
            let names = properties.flat_map(|one| [Some(&one.path), one.class.as_ref()]);
            let mut names = names.flatten().chain([&class.class]);
            if let Some(name) = names.find(|name| !explained(name)) {
                return Err(DataFileError::unknown(
                    name,
                    name.split(':').next().unwrap_or(name),
                ));
            }
        }
        Ok(Self { document })
    }

    /// The profile as it is written.
    #[must_use]
    pub fn document(&self) -> &ProfileDocument {
        &self.document
    }

    /// A class by its name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<&ProfileClass> {
        self.document.classes.iter().find(|one| one.class == name)
    }

    /// The field mapping as a table in Markdown: one row for each property that is filled.
    #[must_use]
    pub fn mapping_table(&self) -> String {
        let mut table = String::from(
            "| クラス / class | 性質 / property | 数 / number | 棚卸の項目 / field of the inventory |\n|---|---|---|---|\n",
        );
        for class in &self.document.classes {
            for property in &class.properties {
                let Some(from) = &property.from else {
                    continue;
                };
                let most = property
                    .at_most
                    .map_or_else(|| "n".to_owned(), |most| most.to_string());
                table.push_str(&format!(
                    "| `{}` | `{}` | {}..{most} | {} / {} |\n",
                    class.class, property.path, property.at_least, from.ja, from.en
                ));
            }
        }
        table
    }
}
