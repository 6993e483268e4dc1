//! 単位 (units): what a number counts, in words.

use crate::FigureUnit;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;
use tosei_types::{Label, Language, embedded};

/// The `format` of a list of units.
pub const UNITS_FORMAT: &str = "tosei-units";

/// The format version that this crate reads and writes.
pub const UNITS_FORMAT_VERSION: u32 = 1;

/// 単位の定義 (definition of a unit).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitDefinition {
    /// 単位.
    pub id: FigureUnit,
    /// As it stands behind a number: 「条項」, "clauses".
    pub label: Label,
}

/// 単位一覧 (list of units).
///
/// 手続 (procedures) and 手続プロセス (processes) are two units; nothing converts one into the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitList {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-units`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-units")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The units.
    pub units: Vec<UnitDefinition>,
}

impl UnitList {
    /// The units that the shipped documents use.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<UnitList> = OnceLock::new();
        embedded(&SHIPPED, || {
            serde_json::from_str(include_str!("../data/units.json"))
        })
    }

    /// The words of a unit; a unit that is not listed is shown by its name.
    #[must_use]
    pub fn words<'u>(&'u self, unit: &'u FigureUnit, language: Language) -> &'u str {
        let found = self.units.iter().find(|one| one.id == *unit);
        found.map_or(unit.as_str(), |one| one.label.in_language(language))
    }
}
