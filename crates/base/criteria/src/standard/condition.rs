//! 条件: what must hold of measured values for a criterion to be met.

use crate::{Answer, ExactNumber};
use serde::{Deserialize, Serialize};
use tosei_types::{CriterionId, MeasureId, MeasureUnit};

/// How deep conditions may nest; a condition that compares is 1 deep.
pub const MAX_CONDITION_DEPTH: usize = 8;

/// How many parts one condition may have, the condition itself included.
pub const MAX_CONDITION_PARTS: usize = 256;

/// 比較 (comparison) of a value with a threshold; both ends of `between` belong to it.
///
/// # Wire form
///
/// `{"at_most": "10"}`, `{"between": {"from": "0.5", "to": "1"}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Comparison {
    /// 以上: the threshold or more.
    AtLeast(ExactNumber),
    /// 超: more than the threshold.
    MoreThan(ExactNumber),
    /// 以下: the threshold or less.
    AtMost(ExactNumber),
    /// 未満: less than the threshold.
    LessThan(ExactNumber),
    /// 以上以下: from one value to another, both included.
    #[serde(rename = "between")]
    Between(Between),
}

/// The two ends of a [`Comparison::Between`]; both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// The least value.
    pub from: ExactNumber,
    /// The greatest value; not below `from`.
    pub to: ExactNumber,
}

/// 条件 (condition): a yes/no question about measured values and other criteria.
///
/// It has three answers: true, false, and undecided where a value is not known. `all` is false as
/// soon as one part is false, `any` true as soon as one part is true, whatever is unknown; `not`
/// of undecided is undecided.
///
/// # Wire form
///
/// ```json
/// {"all": [
///   {"measure": {"measure": "online_days", "unit": "days", "is": {"at_most": "10"}}},
///   {"ratio": {"of": "online_days", "to": "counter_days", "is": {"at_most": "1/2"}}},
///   {"not": {"criterion": {"criterion": "F1a", "is": "not_applicable"}}}
/// ]}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Condition {
    /// Every part holds; at least one part.
    All(Vec<Self>),
    /// One part or more holds; at least one part.
    Any(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
    /// A measured value compared with a threshold.
    Measure(MeasureCondition),
    /// The ratio of two measured values compared with a threshold.
    Ratio(RatioCondition),
    /// Another criterion's answer.
    Criterion(CriterionCondition),
}

/// A measured value compared with a threshold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureCondition {
    /// What is measured.
    pub measure: MeasureId,
    /// The unit of the threshold: that of the measure.
    pub unit: MeasureUnit,
    /// The comparison.
    pub is: Comparison,
}

/// The ratio of two measured values of one unit compared with a threshold.
///
/// Undecided where `to` is not above 0: nothing can be compared with nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatioCondition {
    /// What stands above the line.
    pub of: MeasureId,
    /// What stands below the line.
    pub to: MeasureId,
    /// The comparison; its thresholds have no unit.
    pub is: Comparison,
}

/// Another criterion's answer.
///
/// Undecided where that answer is unknown, unless the question is about `unknown` itself, which
/// is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionCondition {
    /// The criterion that is asked about.
    pub criterion: CriterionId,
    /// The answer that makes the condition true: `met`, `not_met` or `not_applicable`.
    #[serde(default = "met")]
    pub is: Answer,
}

fn met() -> Answer {
    Answer::Met
}

impl Comparison {
    /// The thresholds, the lower one first.
    pub(crate) fn thresholds(self) -> (ExactNumber, Option<ExactNumber>) {
        match self {
            Self::AtLeast(value)
            | Self::MoreThan(value)
            | Self::AtMost(value)
            | Self::LessThan(value) => (value, None),
            Self::Between(Between { from, to }) => (from, Some(to)),
        }
    }

    /// Whether it holds, given how the value compares with a threshold.
    pub(crate) fn holds_by(
        self,
        against: impl Fn(ExactNumber) -> Option<std::cmp::Ordering>,
    ) -> Option<bool> {
        let (first, second) = self.thresholds();
        let first = against(first)?;
        Some(match self {
            Self::AtLeast(_) => first.is_ge(),
            Self::MoreThan(_) => first.is_gt(),
            Self::AtMost(_) => first.is_le(),
            Self::LessThan(_) => first.is_lt(),
            Self::Between(_) => first.is_ge() && against(second?)?.is_le(),
        })
    }

    /// Whether a value satisfies the comparison.
    #[must_use]
    pub fn holds(self, value: ExactNumber) -> bool {
        self.holds_by(|threshold| Some(value.cmp(&threshold)))
            .unwrap_or(false)
    }
}
