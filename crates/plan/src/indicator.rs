//! 指標 (indicators): what is measured, what was seen, and what is to be reached.

use crate::figure::{exactly, is_exact};
use crate::{FigureUnit, IndicatorId, Moment, Nature, PlanMeasureId, Precision, SourceRef};
use serde::{Deserialize, Serialize};
use tosei_types::{ExactNumber, Label, coded_enum};

coded_enum! {
    /// 方向 (direction): which way an indicator is to go.
    pub enum Direction: "direction" {
        /// 増加: more is better.
        Up = "up" ("増加", "up"),
        /// 減少: less is better.
        Down = "down" ("減少", "down"),
    }
}

/// 母数 (population): of how many things an indicator in percent is a share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// How many.
    pub count: ExactNumber,
    /// 精度.
    #[serde(default = "exactly", skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// Their unit.
    pub unit: FigureUnit,
    /// 出典.
    pub source: SourceRef,
}

/// 分子・分母 (parts) of a value in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// 分子.
    pub numerator: u64,
    /// 分母.
    pub denominator: u64,
}

/// 観測値 (observation): what was seen, or expected, at a moment.
///
/// A value that was only expected (見込) has the nature `expected`; it is never an observation of what was
/// reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// 時点: the value holds at its end.
    pub at: Moment,
    /// The number.
    pub value: ExactNumber,
    /// 精度; exact unless it says otherwise.
    #[serde(default = "exactly", skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// 性質: observed or expected; observed unless it says otherwise.
    #[serde(default = "observed", skip_serializing_if = "is_observed")]
    pub nature: Nature,
    /// 分子・分母, where both are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// 単位, if it is not that of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<FigureUnit>,
    /// 出典.
    pub source: SourceRef,
    /// The words that were published; short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

fn observed() -> Nature {
    Nature::Observed
}

fn is_observed(nature: &Nature) -> bool {
    *nature == Nature::Observed
}

/// 目標値 (target): what an indicator is to reach by a day.
///
/// A goal without a number keeps its words in `text`; it cannot be measured, and nothing is made up for
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndicatorTarget {
    /// 期限: its last day is included.
    pub by: Moment,
    /// The number; missing where the goal has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ExactNumber>,
    /// 精度: 「以上」 and the number itself count as reached at the number, 「超」 above it.
    #[serde(default = "exactly", skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// The moment the way to the target begins at; else the beginning of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// 単位, if it is not that of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<FigureUnit>,
    /// The goal in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Label>,
    /// 出典.
    pub source: SourceRef,
}

/// 指標 (indicator): a measured quantity with a unit and a direction.
///
/// # Not to be confused with
///
/// A measure (施策), which is work. A measure may have several indicators, or none: then nobody can say by
/// numbers how it stands.
///
/// # Wire form
///
/// See the schema `plan`.
#[doc(alias = "指標")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 指標ID.
    pub id: IndicatorId,
    /// 名称.
    pub name: Label,
    /// 定義: what is counted, if it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Label>,
    /// 単位.
    pub unit: FigureUnit,
    /// 方向.
    pub direction: Direction,
    /// The measures that it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<PlanMeasureId>,
    /// 母数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// 計測の開始: before it there is nothing to see yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Moment>,
    /// 観測値.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    /// 目標値, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<IndicatorTarget>,
    /// 出典 of the indicator itself.
    pub source: SourceRef,
}
