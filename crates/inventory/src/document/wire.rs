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
    pub(crate) format: String,
    /// Version of the format; 1.
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
