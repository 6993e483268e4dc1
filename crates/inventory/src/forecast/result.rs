//! What a forecast says.

use super::{ForecastOptions, PopulationPrecision, SeriesFigure, SeriesTime, ValueKind};
use crate::Fraction;
use serde::{Deserialize, Serialize};
use tosei_types::{Date, Label, RateId, coded_enum};

coded_enum! {
    /// 見通し (state of a forecast).
    pub enum ForecastState: "state of a forecast" {
        /// 達成済: an observation is at the target or above.
        Reached = "reached" ("達成済", "reached"),
        /// 順調: at the pace there was, the target is reached in time.
        OnCourse = "on_course" ("このペースで間に合う", "on course"),
        /// 遅れ: at the pace there was, it is not.
        Behind = "behind" ("このペースでは間に合わない", "behind"),
        /// 未達: an observation of the target's day or later is below it.
        Missed = "missed" ("未達", "missed"),
        /// 判断できない, for the reasons given.
        CannotBeSaid = "cannot_be_said" ("判断できない", "cannot be said"),
    }
}

coded_enum! {
    /// 理由・注記 (reason): why the state is what it is, and what to know about it.
    pub enum ForecastReason: "reason of a forecast" {
        /// No target stands in the series.
        NoTarget = "no_target" ("目標値がありません", "the series has no such target"),
        /// Nothing was observed up to the day of the answer.
        NoObservation = "no_observation" ("実績値がありません", "nothing was observed yet"),
        /// One observation gives no pace.
        OneObservation = "one_observation"
            ("断絶の後の実績値が一つだけなので、ペースが分かりません", "one observation behind the last break gives no pace"),
        /// No observation is at least a year older than the last one.
        NoYearBefore = "no_year_before"
            ("一年以上前の実績値がありません", "no observation is at least a year older"),
        /// The series has been counted otherwise since its last value.
        AfterBreak = "after_break"
            ("数え方が変わった後の値がありません", "there is no value since the way of counting changed"),
        /// The way of counting changes before the target's day.
        BreakBeforeTarget = "break_before_target"
            ("目標の期日までに数え方が変わります", "the way of counting changes before the target's day"),
        /// The target's day has passed, and nothing was observed since.
        TargetDatePast = "target_date_past"
            ("目標の期日を過ぎましたが、その日以後の実績値がありません", "the target's day has passed and nothing was observed since"),
        /// The pace there was is 0 or below.
        NotRising = "not_rising" ("値が上がっていません", "the figure does not rise"),
        /// At that pace the target lies beyond every calendar.
        BeyondCalendar = "beyond_calendar"
            ("このペースでは見通せる期間内に達しません", "at that pace it is not reached within any calendar"),
        /// The way is measured from an expected value.
        FromExpectedValue = "from_expected_value"
            ("見込値を起点とします（実績値ではありません）", "measured from an expected value, which is no observation"),
        /// The counts are of a rounded population.
        ApproximatePopulation = "approximate_population"
            ("件数は概数の母数によります", "counts are of an approximate population"),
        /// Base and target are counted by different definitions.
        DifferentBasis = "different_basis"
            ("起点の値と目標値は数え方が異なります", "the base and the target are counted by different definitions"),
    }
}

/// 起点・目標 (point): a value that a forecast uses, and what kind it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForecastPoint {
    /// 時点.
    pub at: SeriesTime,
    /// 種類.
    pub kind: ValueKind,
    /// 値.
    pub figure: SeriesFigure,
    /// 数え方.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<RateId>,
    /// Where it comes from.
    pub source: String,
}

/// ペース (pace) in percentage points.
///
/// # Unit
///
/// Points a quarter (a quarter is three months) and a year; exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Points a quarter.
    pub points_per_quarter: Fraction,
    /// Points a year.
    pub points_per_year: Fraction,
    /// Over how many quarters.
    pub quarters: Fraction,
    /// The same in things counted, where the population is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<CountPace>,
}

/// 数でのペース (pace in counts).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountPace {
    /// Things a quarter.
    pub per_quarter: Fraction,
    /// Things a year.
    pub per_year: Fraction,
    /// Of how many.
    pub population: u64,
    /// Whether that number is exact.
    pub precision: PopulationPrecision,
}

/// 見通し (forecast) of one series against one target.
///
/// # Invariant
///
/// `required` times its quarters is exactly what is missing. `actual` comes from observations behind
/// the last break only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// 指標.
    pub series: RateId,
    /// Its name.
    pub label: Label,
    /// 架空: whether the series is made up.
    pub fictional: bool,
    /// 条件.
    pub options: ForecastOptions,
    /// 見通し.
    pub state: ForecastState,
    /// Why, and what to know.
    pub reasons: Vec<ForecastReason>,
    /// 起点.
    pub base: Option<ForecastPoint>,
    /// 目標.
    pub target: Option<ForecastPoint>,
    /// 必要なペース from the base to the target.
    pub required: Option<Pace>,
    /// 実際のペース by the method.
    pub actual: Option<Pace>,
    /// 達成見込日: the first day on which the target is reached at the actual pace.
    pub projected_on: Option<Date>,
}
