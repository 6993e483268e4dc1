//! 施策 (measures) and the rows of the published list they stand in.

use crate::{
    EntryId, IndicatorId, ItemId, Moment, PlanMeasureId, PolicyId, PublishedText, RecordRef,
    SourceRef,
};
use serde::{Deserialize, Serialize};
use tosei_types::Label;

/// 基本方針 (basic policy) of a plan.
#[doc(alias = "基本方針")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BasicPolicy {
    /// 基本方針ID.
    pub id: PolicyId,
    /// 名称.
    pub name: Label,
    /// 出典.
    pub source: SourceRef,
}

/// 到達目標 (goal) of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureGoal {
    /// The goal in words, shortened by us; the official words stand in the entry.
    pub text: Label,
    /// 期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Moment>,
    /// The indicators that measure it; none if it has no number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorId>,
}

/// 施策 (measure): work that a plan sets out to do, counted once however often it is listed.
///
/// # Not to be confused with
///
/// [`MeasureEntry`], a row of the published list: a measure listed again (再掲) has two.
#[doc(alias = "施策")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanMeasure {
    /// 施策ID.
    pub id: PlanMeasureId,
    /// 名称, corrected.
    pub name: Label,
    /// 基本方針: the first that it is listed under.
    pub policy: PolicyId,
    /// これまでの取組: what was done, shortened by us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Label>,
    /// 期間中の取組: what will be done, shortened by us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Label>,
    /// 到達目標.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<MeasureGoal>,
    /// 担当: the roles that do it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<ItemId>,
    /// What it goes with, here or in another document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RecordRef>,
    /// 出典.
    pub source: SourceRef,
}

/// 掲載行 (entry): one row of the published list of measures.
///
/// A row marked 再掲 keeps its own sentences, which may differ from those of the first.
#[doc(alias = "再掲")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    /// 掲載ID.
    pub id: EntryId,
    /// The measure.
    pub measure: PlanMeasureId,
    /// 基本方針 it is listed under here.
    pub policy: PolicyId,
    /// 再掲: whether the row is marked as listed again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub relisted: bool,
    /// 施策名.
    pub name: PublishedText,
    /// これまでの取組と成果・課題.
    pub before: PublishedText,
    /// 計画期間における取組.
    pub during: PublishedText,
    /// 到達目標.
    pub goal: PublishedText,
    /// 出典.
    pub source: SourceRef,
}

impl MeasureEntry {
    /// The texts with the names of their fields.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, &PublishedText); 4] {
        [
            ("name", &self.name),
            ("before", &self.before),
            ("during", &self.during),
            ("goal", &self.goal),
        ]
    }

    /// The row as it was published: its four texts with tabs between them.
    #[must_use]
    pub fn published_row(&self) -> String {
        self.texts()
            .map(|(_, text)| text.text_as_published.as_str())
            .join("\t")
    }
}
