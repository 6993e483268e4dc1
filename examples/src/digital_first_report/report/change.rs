//! What changed since an earlier snapshot, and why.

use super::{Fraction, SourceCounts, SourceKind};
use serde::Serialize;
use tosei_inventory::{
    ChangeCause, ChangeVerdict, Fraction as Part, ItemChange, comparison::ChangeTotal,
    comparison::ComparedList,
};
use tosei_types::{Date, Label, OrganisationId, RateId};

/// 前回からの変化 (change): the earlier snapshot beside the present one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// 前の時点.
    pub previous: Previous,
    /// The method by which changes are divided among causes; `null` for the State's survey.
    pub method: Option<String>,
    /// The method in words.
    pub method_definition: Option<Label>,
    /// The rates at the top, then and now.
    pub rates: Vec<ChangedRate>,
    /// The first of these rates by department, in each structure that can be shown.
    pub organisations: Vec<OrganisationChanges>,
    /// 異動件数.
    pub totals: Vec<ChangeTotal>,
    /// How items were matched.
    pub matching: Vec<MatchCount>,
    /// How many matches could not be decided; they are among the findings.
    pub ambiguous: u64,
    /// 異動; `changes.csv` has them, too.
    pub changes: Vec<ItemChange>,
}

/// 前の時点 (earlier snapshot).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// Which sheet or document it is.
    pub kind: SourceKind,
    /// The name of the file without its folder.
    pub file_name: String,
    /// 基準日.
    pub status_date: Option<Date>,
    /// How much was read of it.
    pub counts: SourceCounts,
}

/// A rate then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangedRate {
    /// Stable name of the definition.
    pub id: RateId,
    /// Short name.
    pub label: Label,
    /// The earlier figure.
    pub earlier: Option<Fraction>,
    /// The later figure.
    pub later: Option<Fraction>,
    /// The earlier percentage, two digits.
    pub earlier_percent: Option<String>,
    /// The later percentage, two digits.
    pub later_percent: Option<String>,
    /// The exact difference.
    pub change: Option<Part>,
    /// The difference in percentage points, three digits.
    pub points: Option<String>,
    /// What may be said of it; `null` where no causes are known.
    pub verdict: Option<ChangeVerdict>,
    /// What the verdict says; blank where it says nothing.
    pub remark: Label,
    /// The change and its causes in words.
    pub sentence: Label,
    /// The causes; their effects sum exactly to `change`.
    pub effects: Vec<Effect>,
    /// What to know when comparing.
    pub caveats: Vec<Label>,
    /// Why the two cannot be compared.
    pub cannot_be_said: Option<Label>,
}

/// What one cause did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// 要因.
    pub cause: ChangeCause,
    /// Its part of the change, exact.
    pub effect: Part,
    /// The same in percentage points, three digits.
    pub points: String,
    /// How many things are concerned; `null` if that is hidden.
    pub things: Option<u64>,
    /// Their ids, the first few.
    pub subjects: Vec<String>,
}

/// In which structure organisations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StructureShown {
    /// 各時点のまま.
    AsRecorded,
    /// 旧体系.
    Old,
    /// 新体系.
    New,
}

/// The change of one rate by department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationChanges {
    /// The rate.
    pub rate: RateId,
    /// 組織体系.
    pub structure: StructureShown,
    /// The departments, in the order of the list of organisations.
    pub rows: Vec<OrganisationChange>,
}

/// The change of one department's rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationChange {
    /// 組織; `null` for what belongs to none, or to one that nobody can tell.
    pub organisation: Option<OrganisationId>,
    /// Its name.
    pub label: Label,
    /// The earlier figure; `null` if it had nothing, or it is hidden.
    pub earlier: Option<Fraction>,
    /// The later figure.
    pub later: Option<Fraction>,
    /// The difference in percentage points, three digits.
    pub points: Option<String>,
    /// The causes.
    pub effects: Vec<Effect>,
    /// Whether figures are hidden because they are small.
    pub suppressed: bool,
}

/// How many items were matched for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatchCount {
    /// Which list.
    pub list: ComparedList,
    /// The reason: `id`, `name_and_law`, `similarity` …
    pub reason: String,
    /// The reason in words.
    pub label: Label,
    /// How many items.
    pub count: u64,
}
