//! What differs between two snapshots, item by item, and why two items were taken for the same.

use crate::Fraction;
use serde::{Deserialize, Serialize};
use tosei_document::Report;
use tosei_types::{Date, OrganisationId, coded_enum};

coded_enum! {
    /// 比較する一覧 (compared list): which items of an inventory.
    pub enum ComparedList: "compared list" {
        /// 手続.
        Procedures = "procedures" ("手続", "procedures"),
        /// 手続プロセス.
        Processes = "processes" ("手続プロセス", "processes"),
        /// 接点.
        Touchpoints = "touchpoints" ("接点", "touchpoints"),
    }
}

coded_enum! {
    /// 異動の種類 (kind of change) of an item between two snapshots; an item can have several.
    pub enum ChangeKind: "kind of change" {
        /// 新設.
        Added = "added" ("新設", "added"),
        /// 廃止.
        Abolished = "abolished" ("廃止", "abolished"),
        /// 年度版の追加: one more edition of a series that was there before.
        EditionAdded = "edition_added" ("年度版の追加", "edition added"),
        /// 年度版の終了: an edition ended of a series that goes on.
        EditionEnded = "edition_ended" ("年度版の終了", "edition ended"),
        /// 年度の更新: the next edition of the same series.
        NewEdition = "new_edition" ("年度の更新", "new edition of the series"),
        /// 分割.
        Split = "split" ("分割", "split"),
        /// 統合.
        Merged = "merged" ("統合", "merged"),
        /// 名称変更.
        Renamed = "renamed" ("名称変更", "renamed"),
        /// IDの変更.
        IdChanged = "id_changed" ("IDの変更", "id changed"),
        /// 移管: another organisation has it.
        Transferred = "transferred" ("移管", "transferred"),
        /// 内容の変更: any other field.
        Changed = "changed" ("内容の変更", "changed"),
    }
}

coded_enum! {
    /// 類似度の帯 (score band) of a similarity rule.
    pub enum ScoreBand: "score band" {
        /// 9割以上.
        High = "high" ("高（9割以上）", "high (9/10 or more)"),
        /// 7割以上9割未満.
        Middle = "middle" ("中（7割以上9割未満）", "middle (7/10 to below 9/10)"),
        /// 7割未満.
        Low = "low" ("低（7割未満）", "low (below 7/10)"),
    }
}

/// 突合の根拠 (reason of a match): why two items were taken for the same.
///
/// # Wire form
///
/// `{"by": "id"}`, `{"by": "series", "series": "sho-ene-hojo"}`, `{"by": "similarity", "rule":
/// "name_bigrams", "score": "19/20", "band": "high"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum MatchReason {
    /// 訂正: somebody said so.
    Correction {
        /// 理由.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        /// 確認者.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmed_by: Option<String>,
    },
    /// ID: the id is the same, and stands once on either side.
    Id,
    /// 同一内容: the id stands more than once, but the contents are the same.
    Content,
    /// 系列: editions of the same series.
    Series {
        /// The series.
        series: String,
    },
    /// 名称・根拠: name, law and provision are the same, once on either side.
    NameAndLaw,
    /// 手続・種類: a process of the same kind of a procedure that was matched.
    ProcedureAndKind,
    /// 名称: kind and name of a touchpoint are the same, once on either side.
    Name,
    /// 類似: the names are alike under a named rule, and neither has another that is as alike.
    Similarity {
        /// The rule's name.
        rule: String,
        /// How alike, from 0 to 1.
        score: Fraction,
        /// The band of the score.
        band: ScoreBand,
    },
}

/// 項目の変更 (change of a field), with what stood there before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// The key of the field in the item.
    pub field: String,
    /// What stood there before; null if nothing did.
    pub before: serde_json::Value,
    /// What stands there now; null if nothing does.
    pub after: serde_json::Value,
}

/// 移管 (transfer): from one organisation to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Who had it.
    pub from: OrganisationId,
    /// Who has it now.
    pub to: OrganisationId,
    /// Whether a crosswalk says that the one became the other (組織改正), so that nothing was handed
    /// over but the sign on the door.
    pub by_reorganisation: bool,
}

/// 異動 (change of an item): one item, or the items it was split into or merged from.
///
/// # Wire form
///
/// `{"list": "processes", "kinds": ["changed"], "earlier": ["P-0001-1"], "later": ["P-0001-1"],
/// "name": "…", "reason": {"by": "id"}, "fields": [{"field": "status", "before": "not_done",
/// "after": "done"}]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemChange {
    /// Which list.
    pub list: ComparedList,
    /// 異動の種類, in the order of [`ChangeKind::ALL`].
    pub kinds: Vec<ChangeKind>,
    /// The earlier ids; empty for what was added.
    pub earlier: Vec<Box<str>>,
    /// The later ids; empty for what was abolished.
    pub later: Vec<Box<str>>,
    /// The name, the later one where there is one; of a process without a name its procedure's.
    pub name: String,
    /// Why they were taken for the same; null for what was added or abolished.
    #[serde(default)]
    pub reason: Option<MatchReason>,
    /// The fields that differ, the id aside; empty for splits and mergers.
    #[serde(default)]
    pub fields: Vec<FieldChange>,
    /// 移管, if it was handed over.
    #[serde(default)]
    pub transfer: Option<Transfer>,
}

/// 異動件数 (number of changes) of one kind in one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeTotal {
    /// Which list.
    pub list: ComparedList,
    /// The kind.
    pub kind: ChangeKind,
    /// How many changes have it.
    pub count: u64,
}

/// 比較結果 (comparison report): everything that differs between two snapshots, to be kept or sent.
///
/// # Wire form
///
/// A document `{"format": "tosei-inventory-comparison", "format_version": 1, "earlier_date": …,
/// "later_date": …, "totals": […], "changes": […], "findings": {…}}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Body, CompareOptions, Inventory, Procedure, compare};
///
/// let mut earlier = Inventory::new(Body::new("見本市（架空）"), "2025-03-31".parse()?);
/// let mut later = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// earlier.procedures.push(Procedure::new("P-1".parse()?, "転入届"));
/// later.procedures.push(Procedure::new("P-1".parse()?, "転入の届出"));
/// let report = compare(&earlier, &later, &CompareOptions::default()).into_report();
/// assert_eq!(report.changes[0].fields[0].before, "転入届");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "InventoryComparison"))]
#[serde(deny_unknown_fields)]
pub struct ComparisonReport {
    /// Always `tosei-inventory-comparison`.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("const" = "tosei-inventory-comparison"))
    )]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 前の基準日.
    pub earlier_date: Date,
    /// 後の基準日.
    pub later_date: Date,
    /// 異動件数: every kind that occurs.
    pub totals: Vec<ChangeTotal>,
    /// 異動.
    pub changes: Vec<ItemChange>,
    /// 所見: ambiguous matches, corrections that do not fit.
    pub findings: Report,
}

pub(super) const REPORT_FORMAT: (&str, u32) = ("tosei-inventory-comparison", 1);
