//! 期限: what a case's time is held against.

use crate::flow::ElementId;
use serde::{Deserialize, Serialize};
use tosei_types::{
    CountingRule, StandardProcessingPeriod, StatutoryDeadline, deadline::DeadlineExtension,
};

/// 標準処理期間とその数え方 (standard processing period with its counting rule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStandardRule"))]
#[serde(deny_unknown_fields)]
pub struct StandardRule {
    /// 標準処理期間.
    pub period: StandardProcessingPeriod,
    /// 数え方.
    pub rule: CountingRule,
}

/// 法定期限 (statutory deadline) of the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStatutoryRule"))]
#[serde(deny_unknown_fields)]
pub struct StatutoryRule {
    /// 法定期限, with its own way of counting.
    pub deadline: StatutoryDeadline,
    /// 延長の有無 that every case is held against.
    #[serde(default = "not_extended")]
    pub extension: DeadlineExtension,
}

fn not_extended() -> DeadlineExtension {
    DeadlineExtension::NotExtended
}

/// 期限 (deadline rules): two kinds of deadline, and between which events of a case they run.
///
/// # Not to be confused with
///
/// The lead time, which runs from the begin of a case to its end by the clock of the wall.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowDeadlineRules"))]
#[serde(deny_unknown_fields, default)]
pub struct DeadlineRules {
    /// 標準処理期間.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<StandardRule>,
    /// 法定期限.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statutory: Option<StatutoryRule>,
    /// 到達: the case arrives when one of these is first reached; when it begins if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arrives_at: Vec<ElementId>,
    /// 応答: the case is answered when one of these is first done; when it ends if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answered_at: Vec<ElementId>,
}
