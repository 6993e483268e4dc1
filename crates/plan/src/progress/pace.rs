//! 進み方 (pace): how fast a value went, and how fast it has to go.

use crate::{
    FigureUnit, Indicator, IndicatorTarget, Moment, Nature, Population, Precision, PublishedFigure,
};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use tosei_types::{ExactFigure, ExactNumber, Rate, RateId};

/// Months of a quarter and of a year.
const QUARTER: i64 = 3;
const YEAR: i64 = 12;

/// 値の点 (point): a value at a moment, and what kind of value it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValuePoint {
    /// 時点.
    pub at: Moment,
    /// The number as published.
    pub value: ExactNumber,
    /// 精度.
    pub precision: Precision,
    /// 性質.
    pub nature: Nature,
}

/// 件数での進み方 (pace in things), where the population of a share is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ThingsPace {
    /// 四半期当たり.
    pub per_quarter: ExactFigure,
    /// 年当たり.
    pub per_year: ExactFigure,
    /// 母数.
    pub population: ExactNumber,
    /// 母数の精度.
    pub precision: Precision,
    /// Their unit.
    pub unit: FigureUnit,
}

/// 進み方 (pace): the change of a value over a time, exactly.
///
/// # Unit
///
/// The indicator's unit in a quarter of three months; percentage points for a share.
///
/// # Source
///
/// `project-decision:plan-progress`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// 変化量.
    pub change: ExactFigure,
    /// 四半期の数.
    pub quarters: ExactFigure,
    /// 四半期当たり.
    pub per_quarter: ExactFigure,
    /// 年当たり.
    pub per_year: ExactFigure,
    /// 件数では.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub things: Option<ThingsPace>,
}

impl Pace {
    /// A change over months; `None` unless the months are above 0.
    pub(crate) fn over(
        change: &ExactFigure,
        months: &ExactFigure,
        population: Option<&Population>,
    ) -> Option<Self> {
        if months.sign() != Ordering::Greater {
            return None;
        }
        let monthly = change.divided_by(months)?;
        let per_quarter = &monthly * &ExactFigure::from(QUARTER);
        let per_year = &monthly * &ExactFigure::from(YEAR);
        let things = population.and_then(|population| {
            let count = ExactFigure::from(population.count);
            let of = |points: &ExactFigure| (points * &count).divided_by(&ExactFigure::from(100));
            Some(ThingsPace {
                per_quarter: of(&per_quarter)?,
                per_year: of(&per_year)?,
                population: population.count,
                precision: population.precision,
                unit: population.unit.clone(),
            })
        });
        Some(Self {
            change: change.clone(),
            quarters: months.divided_by(&ExactFigure::from(QUARTER))?,
            per_quarter,
            per_year,
            things,
        })
    }
}

/// The population counts only for a share in percent.
pub(crate) fn population_of(indicator: &Indicator) -> Option<&Population> {
    let population = indicator.population.as_ref();
    population.filter(|_| indicator.unit.as_str() == "percent")
}

/// The value of an indicator at a moment: an observation before an expected value, and that before a target.
fn value_at(indicator: &Indicator, at: Moment) -> Option<ValuePoint> {
    let day = at.last_day();
    let observation = |nature: Nature| {
        let own = indicator.observations.iter();
        let mut own = own.filter(|one| is_own(indicator, one.unit.as_ref()));
        own.find(|one| one.at.last_day() == day && one.nature == nature)
            .map(|one| ValuePoint {
                at: one.at,
                value: one.value,
                precision: one.precision,
                nature,
            })
    };
    observation(Nature::Observed)
        .or_else(|| observation(Nature::Expected))
        .or_else(|| {
            let targets = indicator.targets.iter();
            let mut targets = targets.filter_map(|one| target_point(indicator, one));
            targets.find(|one| one.at.last_day() == day)
        })
}

/// Whether a value is in the indicator's own unit, as it is if it names none.
fn is_own(indicator: &Indicator, unit: Option<&FigureUnit>) -> bool {
    unit.is_none_or(|unit| *unit == indicator.unit)
}

/// A target as a point, if it has a number in the indicator's own unit.
fn target_point(indicator: &Indicator, target: &IndicatorTarget) -> Option<ValuePoint> {
    let value = target.value?;
    is_own(indicator, target.unit.as_ref()).then_some(ValuePoint {
        at: target.by,
        value,
        precision: target.precision,
        nature: Nature::Target,
    })
}

/// The pace between two values of an indicator; with the two points, so that the reader sees what they
/// are.
///
/// `None` if a moment has no value in the indicator's own unit, or the second does not lie after the first.
///
/// # Examples
///
/// Published figures of Tokyo: the year to March 2023, and the year that followed it.
///
/// ```
/// use tosei_plan::{pace_between, tokyo};
///
/// let rate = tokyo::plan_2().indicator(&"digitalization-rate".parse()?).unwrap();
/// let (pace, _) = pace_between(rate, "2022-03".parse()?, "2023-03".parse()?).unwrap();
/// assert_eq!(pace.per_quarter.to_string(), "7.4");
/// let (pace, points) = pace_between(rate, "2023-03".parse()?, "2024-03".parse()?).unwrap();
/// assert_eq!(pace.per_quarter.to_string(), "4.825");
/// assert_eq!(points[1].nature.code(), "expected"); // nobody had seen the 70 % yet
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn pace_between(
    indicator: &Indicator,
    from: Moment,
    to: Moment,
) -> Option<(Pace, [ValuePoint; 2])> {
    let (first, last) = (value_at(indicator, from)?, value_at(indicator, to)?);
    let pace = pace_of_points(indicator, &first, &last)?;
    Some((pace, [first, last]))
}

fn pace_of_points(indicator: &Indicator, first: &ValuePoint, last: &ValuePoint) -> Option<Pace> {
    let change = ExactFigure::from(last.value) - ExactFigure::from(first.value);
    let months = last.at.position() - first.at.position();
    Pace::over(&change, &months, population_of(indicator))
}

/// The pace that leads from a value to a target: 必要な進み方.
///
/// `None` if the moment has no value, there is no target with a number by that moment, or it does not
/// lie after the value; what is in another unit is neither.
///
/// # Examples
///
/// From 70 % in March 2024, an expected value, to 100 % in March 2027:
///
/// ```
/// use tosei_plan::{required_pace, tokyo};
///
/// let rate = tokyo::plan_2().indicator(&"digitalization-rate".parse()?).unwrap();
/// let pace = required_pace(rate, "2024-03".parse()?, "2027-03".parse()?).unwrap();
/// assert_eq!((pace.quarters.to_string(), pace.per_quarter.to_string()), ("12".into(), "2.5".into()));
/// let things = pace.things.unwrap();
/// assert_eq!(things.per_quarter.to_string(), "700"); // of about 28,000 processes
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn required_pace(indicator: &Indicator, from: Moment, by: Moment) -> Option<Pace> {
    let first = value_at(indicator, from)?;
    let targets = indicator.targets.iter();
    let mut targets = targets.filter_map(|one| target_point(indicator, one));
    let last = targets.find(|one| one.at.last_day() == by.last_day())?;
    pace_of_points(indicator, &first, &last)
}

/// One published count as a share of another: 115 of 119.
///
/// `None` unless both are whole numbers of one unit, and the first is not above the second.
///
/// # Examples
///
/// ```
/// use tosei_plan::{Record, share_of, tokyo};
/// use tosei_types::PercentDigits;
///
/// let plan = tokyo::plan_2();
/// let figure = |id: &str| match plan.record(id) {
///     Some(Record::Figure(figure)) => figure,
///     _ => panic!("a figure"),
/// };
/// let basis = "shintosei.main-procedures".parse()?;
/// let share = share_of(figure("main-procedures-done"), figure("main-procedures-within"), basis).unwrap();
/// assert_eq!(share.percent(PercentDigits::One).unwrap().to_string(), "96.6"); // 115 of 119
/// # Ok::<(), tosei_types::IdError>(())
/// ```
#[must_use]
pub fn share_of(part: &PublishedFigure, whole: &PublishedFigure, basis: RateId) -> Option<Rate> {
    let count = |figure: &PublishedFigure| {
        let value = figure.value?;
        let number = u64::try_from(value.numerator()).ok()?;
        (value.denominator() == 1).then_some(number)
    };
    if part.unit.is_none() || part.unit != whole.unit {
        return None;
    }
    Rate::try_new(basis, count(part)?, count(whole)?).ok()
}
