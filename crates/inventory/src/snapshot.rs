//! 棚卸 (inventory) at a date: the document.

use crate::{Organisation, Procedure, Process, Stated, Touchpoint, VolumeYear};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{
    CorporateNumber, CountError, Date, LocalGovernmentCode, ProcedureCount, ProcessCount,
    TouchpointCount,
};

/// 独自項目 (extensions): keys of a body's own, kept on a round trip and never interpreted.
///
/// Numbers outside 64-bit integers and doubles belong in strings.
pub type Extensions = BTreeMap<String, serde_json::Value>;

/// 団体 (body): whose inventory it is.
///
/// # Wire form
///
/// `{"name": "見本市（架空）", "local_government_code": "999016"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Body {
    /// 名称.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// 全国地方公共団体コード as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_government_code: Option<Stated<LocalGovernmentCode>>,
    /// 法人番号 as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporate_number: Option<Stated<CorporateNumber>>,
    /// Keys of the body's own; kept as they are.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

impl Body {
    /// A body of which only the name is known.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            name_en: None,
            local_government_code: None,
            corporate_number: None,
            extensions: Extensions::new(),
        }
    }
}

/// 棚卸 (inventory) of one body at one date.
///
/// # Invariant
///
/// None across its lists: ids may repeat or dangle, and [`check`](crate::check_document) reports it.
/// So a defective ledger can be read, shown and corrected.
///
/// # Wire form
///
/// A document `{"format": "tosei-inventory", "format_version": 1, "fictional": false, "body": {…},
/// "status_date": "2025-06-30", "volume_years": […], "organisations": […], "procedures": […],
/// "processes": […], "touchpoints": […], "extensions": {}}`. All but `volume_years` and
/// `extensions` must be there; keys that it does not know are refused.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Body, Inventory, Procedure};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.fictional = true;
/// inventory.procedures.push(Procedure::new("P-0001".parse()?, "住民票の写しの交付"));
/// let again = Inventory::from_json(&inventory.to_json())?;
/// assert_eq!(again, inventory);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "棚卸")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "crate::document::wire::InventoryDocument",
    into = "crate::document::wire::InventoryDocument"
)]
#[non_exhaustive]
pub struct Inventory {
    /// 架空: whether the inventory is made up. What is shown of it says so.
    pub fictional: bool,
    /// 団体.
    pub body: Body,
    /// 基準日.
    pub status_date: Date,
    /// 件数の年度: the fiscal years whose figures it holds.
    pub volume_years: Vec<VolumeYear>,
    /// 組織.
    pub organisations: Vec<Organisation>,
    /// 手続.
    pub procedures: Vec<Procedure>,
    /// 手続プロセス.
    pub processes: Vec<Process>,
    /// 接点.
    pub touchpoints: Vec<Touchpoint>,
    /// Keys of the body's own; kept as they are.
    pub extensions: Extensions,
}

impl Inventory {
    /// An inventory with nothing in it yet.
    #[must_use]
    pub fn new(body: Body, status_date: Date) -> Self {
        Self {
            fictional: false,
            body,
            status_date,
            volume_years: Vec::new(),
            organisations: Vec::new(),
            procedures: Vec::new(),
            processes: Vec::new(),
            touchpoints: Vec::new(),
            extensions: Extensions::new(),
        }
    }

    /// How many procedures it lists.
    ///
    /// # Errors
    ///
    /// [`CountError::TooLarge`] above 2^53 − 1.
    pub fn procedure_count(&self) -> Result<ProcedureCount, CountError> {
        ProcedureCount::try_new(as_number(self.procedures.len()))
    }

    /// How many processes it lists.
    ///
    /// # Errors
    ///
    /// [`CountError::TooLarge`] above 2^53 − 1.
    pub fn process_count(&self) -> Result<ProcessCount, CountError> {
        ProcessCount::try_new(as_number(self.processes.len()))
    }

    /// How many touchpoints it lists.
    ///
    /// # Errors
    ///
    /// [`CountError::TooLarge`] above 2^53 − 1.
    pub fn touchpoint_count(&self) -> Result<TouchpointCount, CountError> {
        TouchpointCount::try_new(as_number(self.touchpoints.len()))
    }
}

fn as_number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
