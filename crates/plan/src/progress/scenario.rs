//! 試算 (scenarios): what the value would be at the day, if it went on in a given way.

use super::pace::population_of;
use super::{Pace, ValuePoint, pace_between};
use crate::{Direction, Indicator, IndicatorId, Moment, Nature, Observation};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use tosei_types::{Date, ExactFigure, ExactNumber, YearMonth, coded_enum};

/// The most points of a scenario; a hundred years of quarters.
const MOST_POINTS: usize = 400;

/// 試算の方法 (method) of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ScenarioMethod {
    /// 据置き: the value stays as it is.
    Unchanged,
    /// 過去の進み方: the pace between two moments goes on.
    PaceBetween {
        /// The first moment.
        from: Moment,
        /// The second moment.
        to: Moment,
    },
    /// 与えた進み方: so much in a quarter.
    PerQuarter {
        /// The change in a quarter, in the indicator's unit.
        change: ExactNumber,
    },
}

coded_enum! {
    /// 試算の結果 (outcome) of a scenario.
    pub enum ScenarioOutcome: "outcome of a scenario" {
        /// 達する.
        Reaches = "reaches" ("期限までに達する", "reaches the target in time"),
        /// 届かない.
        FallsShort = "falls_short" ("期限までに届かない", "falls short on the day"),
        /// 試算できない: no value to begin with, no pace, or no target.
        CannotBeSaid = "cannot_be_said" ("試算できない", "cannot be said"),
    }
}

/// 試算の点 (point) of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScenarioPoint {
    /// 時点.
    pub at: Moment,
    /// The value, exactly.
    pub value: ExactFigure,
}

/// 試算 (scenario): a straight line from the latest value to the day of a target.
///
/// It is no prediction: it says what would be if the pace stayed. A share does not leave 0 to 100 %.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// 指標.
    pub indicator: IndicatorId,
    /// 方法.
    pub method: ScenarioMethod,
    /// 期限.
    pub by: Moment,
    /// 結果.
    pub outcome: ScenarioOutcome,
    /// 始点.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<ValuePoint>,
    /// 目標値.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<ExactNumber>,
    /// 進み方.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// 四半期ごとの値 from the quarter after the beginning, and that of the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<ScenarioPoint>,
    /// 不足: what is missing on the day, in the target's direction; 0 if it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<ExactFigure>,
    /// 到達日: the first day at whose end the line is at the target, before or after the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<Date>,
}

/// Draws a line from the latest value up to a day to a target, by a method.
///
/// The beginning is the latest observation or expected value up to `as_of`; of the same moment the observation.
///
/// # Source
///
/// `project-decision:plan-progress`.
///
/// # Examples
///
/// If the pace of the year to March 2023 had gone on from the expected 70 %:
///
/// ```
/// use tosei_plan::{ScenarioMethod, ScenarioOutcome, scenario, tokyo};
///
/// let rate = tokyo::plan_2().indicator(&"digitalization-rate".parse()?).unwrap();
/// let method = ScenarioMethod::PaceBetween { from: "2022-03".parse()?, to: "2023-03".parse()? };
/// let line = scenario(rate, "2027-03".parse()?, "2024-04-01".parse()?, method);
/// assert_eq!(line.outcome, ScenarioOutcome::Reaches);
/// assert_eq!(line.points[0].value.to_string(), "77.4"); // June 2024
/// assert_eq!(line.reached_on.unwrap().to_string(), "2025-04-05");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn scenario(
    indicator: &Indicator,
    by: Moment,
    as_of: Date,
    method: ScenarioMethod,
) -> Scenario {
    let mut targets = indicator.targets.iter();
    let target = targets.find(|one| one.by.last_day() == by.last_day());
    let mut answer = Scenario {
        indicator: indicator.id.clone(),
        method,
        by,
        outcome: ScenarioOutcome::CannotBeSaid,
        base: base(indicator, as_of),
        target: target.and_then(|one| one.value),
        pace: None,
        points: Vec::new(),
        shortfall: None,
        reached_on: None,
    };
    let (Some(base), Some(goal)) = (&answer.base, answer.target) else {
        return answer;
    };
    let Some(monthly) = monthly(indicator, method) else {
        return answer;
    };
    let start = base.at.position();
    let months = by.position() - start.clone();
    if months.sign() != Ordering::Greater {
        return answer;
    }
    let from = ExactFigure::from(base.value);
    let value_after = |months: &ExactFigure| limited(indicator, &from + &(&monthly * months));
    answer.pace = Pace::over(&(&monthly * &months), &months, population_of(indicator));
    answer.points = points(base.at, by, &value_after);
    let up = indicator.direction == Direction::Up;
    let towards = |number: ExactFigure| if up { number } else { -number };
    let goal = ExactFigure::from(goal);
    let missing = towards(goal.clone() - value_after(&months));
    answer.outcome = if missing.sign() == Ordering::Greater {
        ScenarioOutcome::FallsShort
    } else {
        ScenarioOutcome::Reaches
    };
    answer.shortfall = Some(if missing.sign() == Ordering::Greater {
        missing
    } else {
        ExactFigure::zero()
    });
    let way = towards(&goal - &from);
    answer.reached_on = if way.sign() != Ordering::Greater {
        Some(base.at.last_day())
    } else if towards(monthly.clone()).sign() == Ordering::Greater {
        way.divided_by(&towards(monthly))
            .and_then(|needed| Date::first_at(&(&start + &needed)))
    } else {
        None
    };
    answer
}

/// The latest value up to a day.
fn base(indicator: &Indicator, as_of: Date) -> Option<ValuePoint> {
    let usable = |one: &&Observation| {
        let nature = matches!(one.nature, Nature::Observed | Nature::Expected);
        let unit = one
            .unit
            .as_ref()
            .is_none_or(|other| *other == indicator.unit);
        nature && unit && one.at.last_day() <= as_of
    };
    let seen = indicator.observations.iter().filter(usable);
    let latest = seen.max_by_key(|one| (one.at.last_day(), one.nature != Nature::Expected))?;
    Some(ValuePoint {
        at: latest.at,
        value: latest.value,
        precision: latest.precision,
        nature: latest.nature,
    })
}

fn monthly(indicator: &Indicator, method: ScenarioMethod) -> Option<ExactFigure> {
    let quarter = ExactFigure::from(3);
    match method {
        ScenarioMethod::Unchanged => Some(ExactFigure::zero()),
        ScenarioMethod::PaceBetween { from, to } => {
            let (pace, _) = pace_between(indicator, from, to)?;
            pace.per_quarter.divided_by(&quarter)
        }
        ScenarioMethod::PerQuarter { change } => ExactFigure::from(change).divided_by(&quarter),
    }
}

/// A share stays within 0 to 100; a count does not fall below 0.
fn limited(indicator: &Indicator, value: ExactFigure) -> ExactFigure {
    let value = value.max(ExactFigure::zero());
    if indicator.unit.as_str() == "percent" {
        value.min(ExactFigure::from(100))
    } else {
        value
    }
}

/// The ends of the third, sixth, … month after the beginning, and the day itself.
fn points(
    from: Moment,
    by: Moment,
    value_after: &dyn Fn(&ExactFigure) -> ExactFigure,
) -> Vec<ScenarioPoint> {
    let start = from.position();
    let mut points = Vec::new();
    let mut month: YearMonth = from.last_day().year_month();
    while points.len() < MOST_POINTS {
        let Ok(next) = month.add_months(3) else { break };
        month = next;
        if month.last_day() >= by.last_day() {
            break;
        }
        let at = Moment::Month(month);
        points.push(ScenarioPoint {
            at,
            value: value_after(&(at.position() - start.clone())),
        });
    }
    points.push(ScenarioPoint {
        at: by,
        value: value_after(&(by.position() - start)),
    });
    points
}
