//! 通則法・通則条例 (general rules): what they cover, what they leave out, and from when.

use crate::{ActKind, EnactingBody, InstrumentId, RuleId, RuleKind};
use serde::{Deserialize, Serialize};
use tosei_types::{Citation, Date};

tosei_types::coded_enum! {
    /// 通則の種類 (kind of general rule).
    pub enum EnablingKind: "kind of general rule" {
        /// 通則法: デジタル手続法, for statutes.
        GeneralAct = "general_act" ("通則法", "general Act"),
        /// 通則条例: for the body's own ordinances and rules.
        GeneralOrdinance = "general_ordinance" ("通則条例", "general ordinance"),
        /// 通則規則.
        GeneralRegulation = "general_regulation" ("通則規則", "general regulation"),
    }
}

/// 適用範囲 (scope): rules of which kinds, of which bodies, about which acts. An empty list is all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EnablingScope {
    /// 例規の種類.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_kinds: Vec<RuleKind>,
    /// 機関.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<EnactingBody>,
    /// 行為の区分.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActKind>,
}

/// 適用除外 (exclusion): a rule, or a place in one, to which the general rule does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// 例規.
    pub rule: RuleId,
    /// 条項 and everything within it; absent for the whole rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
    /// 理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// 通則法・通則条例 (enabling instrument): a general rule by which what must be in writing may be done
/// electronically.
///
/// A clause that says 「書面により」 no longer stands in the way once such a rule covers it, although its
/// own words have not changed. What a clause asks beyond the written form is not touched.
///
/// # Source
///
/// Source `digital-procedure-act` in `SOURCES.md`: 6条 to 9条 (申請等, 処分通知等, 縦覧等, 作成等).
#[doc(alias = "通則条例")]
#[doc(alias = "通則法")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EnablingInstrument {
    /// 通則ID.
    pub id: InstrumentId,
    /// 題名.
    pub title: String,
    /// 種類.
    pub kind: EnablingKind,
    /// 適用範囲.
    #[serde(default)]
    pub scope: EnablingScope,
    /// 適用除外.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// 施行日.
    pub effective_from: Date,
    /// 失効日: the last day on which it is in force; absent while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<Date>,
}
