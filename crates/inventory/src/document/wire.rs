//! The wire form of the document.

use super::{FORMAT, FORMAT_VERSION};
use crate::{
    Body, Extensions, Inventory, Organisation, Procedure, Process, Touchpoint, VolumeYear,
};
use serde::{Deserialize, Serialize};
use tosei_types::Date;

/// 棚卸文書 (inventory document).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct InventoryDocument {
    /// Where the schema of this file stands; not kept.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<String>,
    /// Always `tosei-inventory`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-inventory")))]
    pub(crate) format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub(crate) format_version: u32,
    /// 架空: whether the inventory is made up.
    pub(crate) fictional: bool,
    /// 団体.
    pub(crate) body: Body,
    /// 基準日.
    pub(crate) status_date: Date,
    /// 件数の年度.
    #[serde(default)]
    pub(crate) volume_years: Vec<VolumeYear>,
    /// 組織.
    pub(crate) organisations: Vec<Organisation>,
    /// 手続.
    pub(crate) procedures: Vec<Procedure>,
    /// 手続プロセス.
    pub(crate) processes: Vec<Process>,
    /// 接点.
    pub(crate) touchpoints: Vec<Touchpoint>,
    /// Keys of the body's own.
    #[serde(default)]
    pub(crate) extensions: Extensions,
}

/// A document of another kind or version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected format `tosei-inventory` version 1, got `{format}` version `{version}`")]
pub(crate) struct WrongFormat {
    format: String,
    version: u32,
}

impl TryFrom<InventoryDocument> for Inventory {
    type Error = WrongFormat;

    fn try_from(document: InventoryDocument) -> Result<Self, WrongFormat> {
        if document.format != FORMAT || document.format_version != FORMAT_VERSION {
            return Err(WrongFormat {
                format: document.format.chars().take(80).collect(),
                version: document.format_version,
            });
        }
        Ok(Self {
            fictional: document.fictional,
            body: document.body,
            status_date: document.status_date,
            volume_years: document.volume_years,
            organisations: document.organisations,
            procedures: document.procedures,
            processes: document.processes,
            touchpoints: document.touchpoints,
            extensions: document.extensions,
        })
    }
}

impl From<Inventory> for InventoryDocument {
    fn from(inventory: Inventory) -> Self {
        Self {
            schema: None,
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            fictional: inventory.fictional,
            body: inventory.body,
            status_date: inventory.status_date,
            volume_years: inventory.volume_years,
            organisations: inventory.organisations,
            procedures: inventory.procedures,
            processes: inventory.processes,
            touchpoints: inventory.touchpoints,
            extensions: inventory.extensions,
        }
    }
}

/// Writes a document: one item a line.
pub(crate) fn to_json(inventory: &Inventory) -> String {
    let mut text = String::from("{\n");
    let mut field = |name: &str, value: String, last: bool| {
        text.push_str("  \"");
        text.push_str(name);
        text.push_str("\": ");
        text.push_str(&value);
        text.push_str(if last { "\n" } else { ",\n" });
    };
    field("format", json(FORMAT), false);
    field("format_version", json(&FORMAT_VERSION), false);
    field("fictional", json(&inventory.fictional), false);
    field("body", json(&inventory.body), false);
    field("status_date", json(&inventory.status_date), false);
    field("volume_years", json(&inventory.volume_years), false);
    field("organisations", list(&inventory.organisations), false);
    field("procedures", list(&inventory.procedures), false);
    field("processes", list(&inventory.processes), false);
    field("touchpoints", list(&inventory.touchpoints), false);
    field("extensions", json(&inventory.extensions), true);
    text.push_str("}\n");
    text
}

/// One value on one line.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    // Nothing in the model can fail to serialize: every key is a string, and no map is keyed
    // otherwise.
    serde_json::to_string(value).unwrap_or_default()
}

fn list<T: Serialize>(items: &[T]) -> String {
    let mut text = String::from("[");
    for (at, item) in items.iter().enumerate() {
        text.push_str(if at == 0 { "\n    " } else { ",\n    " });
        text.push_str(&json(item));
    }
    text.push_str(if items.is_empty() { "]" } else { "\n  ]" });
    text
}
