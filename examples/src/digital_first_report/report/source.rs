//! What was read.

use serde::{Deserialize, Serialize};
use tosei_inventory::{VolumeMeasure, VolumeState, office_table::OfficeTotals};
use tosei_types::{Date, FiscalYear, Label};

/// 元データ (source): what was read, and as of when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Whose sheet it is.
    pub kind: SourceKind,
    /// The names of the files without their folders.
    pub file_name: String,
    /// Whose inventory it is.
    pub body: Label,
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// 基準日; `null` if the file does not say.
    pub status_date: Option<Date>,
    /// The counts that the rates use; `null` if the file has none.
    pub volumes: Option<VolumeBasis>,
    /// What was counted while a spreadsheet was read; `null` for anything else.
    pub office: Option<OfficeTotals>,
    /// The edition of the survey; `null` for an inventory.
    pub edition: Option<String>,
    /// How many rows, items and so on were read.
    pub counts: SourceCounts,
}

/// Which sheet or document was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// 国の行政手続等の棚卸調査, as CSV or in a workbook.
    Survey,
    /// An inventory of one's own, as JSON.
    InventoryJson,
    /// An inventory of one's own, as NDJSON.
    InventoryNdjson,
    /// An inventory of one's own, as CSV.
    InventoryCsv,
    /// An office's own spreadsheet, read by a mapping.
    OfficeTable,
}

/// Which counts of cases were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VolumeBasis {
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 申請件数 or 処理件数.
    pub measure: VolumeMeasure,
    /// 確定, 速報 or 見込.
    pub state: VolumeState,
}

/// How much was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceCounts {
    /// 組織; for the survey, 所管府省庁.
    pub organisations: u64,
    /// 手続; `null` for the survey, which does not say which rows are one procedure.
    pub procedures: Option<u64>,
    /// 手続プロセス; for the survey, rows.
    pub processes: u64,
    /// 接点; `null` for the survey.
    pub touchpoints: Option<u64>,
    /// Rows or items that could not be typed: kept as they are, counted here, in no figure.
    pub not_typed: u64,
}
