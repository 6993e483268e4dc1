//! Rates, and why some cannot be said.

use serde::{Deserialize, Serialize};
use tosei_inventory::{RateCounts, RateUnit};
use tosei_types::{Label, RateId};

/// Why the file cannot say something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unsaid {
    /// The kind of reason.
    pub reason: UnsaidReason,
    /// The reason in words, without a full stop.
    pub label: Label,
}

/// The kinds of reason for which something cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnsaidReason {
    /// The population is empty.
    NothingToCount,
    /// The file does not record what is asked for.
    NotRecorded,
    /// It is recorded, and unknown throughout.
    Unknown,
    /// The data contradict themselves, or a sum is too large.
    NoRate,
    /// It would give a small number away that is hidden.
    Suppressed,
}

/// A fraction as two integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    /// 分子.
    pub numerator: u64,
    /// 分母.
    pub denominator: u64,
}

/// 名前のある率 (named rate): a rate with its definition.
///
/// Where the file cannot say the rate, `numerator`, `denominator`, `percent`, `low` and `high` are
/// `null`, and `cannot_be_said` gives the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedRate {
    /// Stable name of the definition.
    pub id: RateId,
    /// Short name.
    pub label: Label,
    /// 分子.
    pub numerator: Option<u64>,
    /// 分母.
    pub denominator: Option<u64>,
    /// Percentage with one digit, rounded half up.
    pub percent: Option<String>,
    /// The lowest fraction that the unknowns allow.
    pub low: Option<Fraction>,
    /// The highest fraction that the unknowns allow.
    pub high: Option<Fraction>,
    /// Why the file cannot say it.
    pub cannot_be_said: Option<Unsaid>,
    /// What is counted.
    pub unit: RateUnit,
    /// One sentence that says what is counted and how.
    pub definition: Label,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
    /// What stood in the population, and what could not be decided.
    pub counts: RateCounts,
}

/// A rate of one group; its definition is the [`NamedRate`] of the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupRate {
    /// Stable name of the definition.
    pub id: RateId,
    /// 分子.
    pub numerator: Option<u64>,
    /// 分母.
    pub denominator: Option<u64>,
    /// Percentage with one digit, rounded half up.
    pub percent: Option<String>,
    /// The lowest fraction that the unknowns allow.
    pub low: Option<Fraction>,
    /// The highest fraction that the unknowns allow.
    pub high: Option<Fraction>,
    /// Why the file cannot say it.
    pub cannot_be_said: Option<Unsaid>,
}
