//! Holding a series against its target.
#![deny(clippy::arithmetic_side_effects)]

use super::{
    CountPace, Forecast, ForecastBase, ForecastMethod, ForecastOptions, ForecastPoint,
    ForecastReason, ForecastState, IndicatorSeries, ObservedValue, Pace, PopulationPrecision,
    SeriesFigure, SeriesPopulation, SeriesTime, ValueKind,
};
use crate::Fraction;
use std::cmp::Ordering;
use tosei_types::Date;

const MONTHS_OF_QUARTER: u64 = 3;
const MONTHS_OF_YEAR: u64 = 12;

impl IndicatorSeries {
    /// Holds the latest value against a target.
    ///
    /// The required pace is *(target − base) / months between them*; the actual pace comes from
    /// observations by the method. The target is reached on the first day at whose end the line
    /// through the base is at the target.
    ///
    /// It is no prediction: it says what would be if the pace stayed.
    ///
    /// # Examples
    ///
    /// From an expected 70 % in March 2024 to 100 % in March 2027:
    ///
    /// ```
    /// use tosei_inventory::forecast::{ForecastBase, ForecastOptions, ForecastReason, IndicatorSeries};
    ///
    /// let series = IndicatorSeries::published("tokyo.processes").unwrap();
    /// let options = ForecastOptions::new("2024-04-01".parse()?)
    ///     .with_base(ForecastBase::ExpectedIfLater);
    /// let forecast = series.forecast(&options);
    /// let required = forecast.required.unwrap();
    /// assert_eq!(required.points_per_quarter.to_string(), "5/2");
    /// assert_eq!(required.counts.unwrap().per_quarter.to_string(), "700/1"); // of about 28,000
    /// assert!(forecast.reasons.contains(&ForecastReason::FromExpectedValue));
    /// # Ok::<(), tosei_types::DateError>(())
    /// ```
    #[must_use]
    pub fn forecast(&self, options: &ForecastOptions) -> Forecast {
        let mut answer = Forecast {
            series: self.id().clone(),
            label: self.label().clone(),
            fictional: self.is_fictional(),
            options: *options,
            state: ForecastState::CannotBeSaid,
            reasons: Vec::new(),
            base: None,
            target: self.target_point(options),
            required: None,
            actual: None,
            projected_on: None,
        };
        answer.base = self.base_point(options);
        let (state, reason) = self.judge(options, &mut answer);
        answer.state = state;
        answer.reasons.extend(reason);
        self.notes(&mut answer);
        answer
    }

    /// The pace between two values of the series, whatever their kinds; `None` if a moment has no
    /// value, they are not one after the other, or a break lies between them.
    ///
    /// At each end an observation is taken before an expected value, and that before a target. The
    /// kinds that were used come with it.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::forecast::{IndicatorSeries, ValueKind};
    ///
    /// let series = IndicatorSeries::published("tokyo.processes").unwrap();
    /// let (ran, _) = series.pace_between("2022-03".parse()?, "2023-03".parse()?).unwrap();
    /// assert_eq!(ran.points_per_quarter.to_string(), "37/5"); // 7.4
    /// let (needed, kinds) = series.pace_between("2023-03".parse()?, "2024-03".parse()?).unwrap();
    /// assert_eq!(needed.points_per_quarter.to_string(), "193/40"); // 4.825
    /// assert_eq!(kinds, [ValueKind::Observed, ValueKind::Expected]);
    /// # Ok::<(), tosei_types::DateError>(())
    /// ```
    #[must_use]
    pub fn pace_between(&self, from: SeriesTime, to: SeriesTime) -> Option<(Pace, [ValueKind; 2])> {
        let (first, last) = (self.value_at(from)?, self.value_at(to)?);
        if self.breaks_within(from.day(), to.day()) {
            return None;
        }
        let rise = last.0.points().minus(&first.0.points());
        let pace = self.pace(&rise, &to.position().minus(&from.position()), last.0)?;
        Some((pace, [first.1, last.1]))
    }

    fn value_at(&self, at: SeriesTime) -> Option<(SeriesFigure, ValueKind)> {
        let day = at.day();
        let observed = self.observed().iter().map(|v| (v.at, v.figure, v.kind()));
        let expected = self.expected().iter().map(|v| (v.at, v.figure, v.kind()));
        let targets = self.targets().iter().map(|v| (v.at, v.figure, v.kind()));
        let mut all = observed.chain(expected).chain(targets);
        let (_, figure, kind) = all.find(|(at, _, _)| at.day() == day)?;
        Some((figure, kind))
    }

    /// Whether the way of counting changes after one day, up to another.
    fn breaks_within(&self, after: Date, until: Date) -> bool {
        let mut breaks = self.breaks().iter();
        breaks.any(|gap| after < gap.from && gap.from <= until)
    }

    fn target_point(&self, options: &ForecastOptions) -> Option<ForecastPoint> {
        let targets = self.targets().iter();
        let target = match options.target {
            Some(at) => targets.into_iter().find(|value| value.at.day() == at.day()),
            None => {
                let ahead = targets.filter(|value| options.as_of <= value.at.day());
                ahead
                    .min_by_key(|value| value.at.day())
                    .or_else(|| self.targets().iter().max_by_key(|value| value.at.day()))
            }
        }?;
        Some(ForecastPoint {
            at: target.at,
            kind: target.kind(),
            figure: target.figure,
            basis: target.basis.clone(),
            source: target.source.clone(),
        })
    }

    fn base_point(&self, options: &ForecastOptions) -> Option<ForecastPoint> {
        let known = |at: &SeriesTime| at.day() <= options.as_of;
        let observed = self.observed().iter().filter(|value| known(&value.at));
        let observed = observed.max_by_key(|value| value.at.day());
        let expected = self.expected().iter().filter(|value| {
            options.base == ForecastBase::ExpectedIfLater
                && known(&value.at)
                && observed.is_none_or(|seen| seen.at.day() < value.at.day())
        });
        let expected = expected.max_by_key(|value| value.at.day());
        if let Some(value) = expected {
            return Some(ForecastPoint {
                at: value.at,
                kind: value.kind(),
                figure: value.figure,
                basis: value.basis.clone(),
                source: value.source.clone(),
            });
        }
        observed.map(|value| ForecastPoint {
            at: value.at,
            kind: value.kind(),
            figure: value.figure,
            basis: value.basis.clone(),
            source: value.source.clone(),
        })
    }

    /// State and its reason; paces and day are written into the answer.
    fn judge(
        &self,
        options: &ForecastOptions,
        answer: &mut Forecast,
    ) -> (ForecastState, Option<ForecastReason>) {
        let cannot = |reason| (ForecastState::CannotBeSaid, Some(reason));
        let Some(target) = answer.target.clone() else {
            return cannot(ForecastReason::NoTarget);
        };
        let Some(base) = answer.base.clone() else {
            return cannot(ForecastReason::NoObservation);
        };
        if self.breaks_within(base.at.day(), options.as_of) {
            return cannot(ForecastReason::AfterBreak);
        }
        let missing = target.figure.points().minus(&base.figure.points());
        if missing.sign() != Ordering::Greater && base.kind == ValueKind::Observed {
            return (ForecastState::Reached, None);
        }
        if target.at.day() <= base.at.day() && base.kind == ValueKind::Observed {
            return (ForecastState::Missed, None);
        }
        if target.at.day() < options.as_of || target.at.day() <= base.at.day() {
            return cannot(ForecastReason::TargetDatePast);
        }
        if self.breaks_within(base.at.day(), target.at.day()) {
            return cannot(ForecastReason::BreakBeforeTarget);
        }
        let (start, end) = (base.at.position(), target.at.position());
        if missing.sign() != Ordering::Greater {
            // Somebody expects the target to be reached already.
            answer.projected_on = Some(base.at.day());
            return (ForecastState::OnCourse, None);
        }
        answer.required = self.pace(&missing, &end.minus(&start), target.figure);
        let slope = match self.slope(options) {
            Ok(slope) => slope,
            Err(reason) => return cannot(reason),
        };
        let (slope, months) = slope;
        answer.actual = self.pace(&slope.times(&months), &months, base.figure);
        if slope.sign() != Ordering::Greater {
            return (ForecastState::Behind, Some(ForecastReason::NotRising));
        }
        let Some(needed) = missing.divided_by(&slope) else {
            return (ForecastState::Behind, Some(ForecastReason::NotRising));
        };
        let reached = start.plus(&needed);
        answer.projected_on = Date::first_at(&reached.clone().into());
        if reached <= end {
            return (ForecastState::OnCourse, None);
        }
        let beyond = answer.projected_on.is_none();
        (
            ForecastState::Behind,
            beyond.then_some(ForecastReason::BeyondCalendar),
        )
    }

    /// Points a month by the method, and the months it was taken over.
    fn slope(&self, options: &ForecastOptions) -> Result<(Fraction, Fraction), ForecastReason> {
        let start = self.breaks().iter().map(|gap| gap.from);
        let start = start.filter(|from| *from <= options.as_of).max();
        let mut seen: Vec<&ObservedValue> = self
            .observed()
            .iter()
            .filter(|value| value.at.day() <= options.as_of)
            .filter(|value| start.is_none_or(|start| start <= value.at.day()))
            .collect();
        seen.sort_by_key(|value| value.at.day());
        let (Some(last), Some(first)) = (seen.last(), seen.first()) else {
            return Err(ForecastReason::OneObservation);
        };
        if seen.len() < 2 {
            return Err(ForecastReason::OneObservation);
        }
        let between = |earlier: &ObservedValue| {
            let months = last.at.position().minus(&earlier.at.position());
            let rise = last.figure.points().minus(&earlier.figure.points());
            rise.divided_by(&months).map(|slope| (slope, months))
        };
        let answer = match options.method {
            ForecastMethod::LastTwo => seen.iter().rev().nth(1).and_then(|value| between(value)),
            ForecastMethod::RecentYear => {
                let year = Fraction::whole(MONTHS_OF_YEAR);
                let limit = last.at.position().minus(&year);
                let mut older = seen.iter().rev();
                let Some(value) = older.find(|value| value.at.position() <= limit) else {
                    return Err(ForecastReason::NoYearBefore);
                };
                between(value)
            }
            ForecastMethod::LeastSquares => least_squares(&seen)
                .map(|slope| (slope, last.at.position().minus(&first.at.position()))),
        };
        answer.ok_or(ForecastReason::OneObservation)
    }

    /// A rise over some months as a pace; `None` unless the months are above 0.
    fn pace(&self, rise: &Fraction, months: &Fraction, figure: SeriesFigure) -> Option<Pace> {
        if months.sign() != Ordering::Greater {
            return None;
        }
        let monthly = rise.divided_by(months)?;
        let per_quarter = monthly.times(&Fraction::whole(MONTHS_OF_QUARTER));
        let per_year = monthly.times(&Fraction::whole(MONTHS_OF_YEAR));
        let population = match (figure, self.population()) {
            (SeriesFigure::Count { denominator, .. }, _) => {
                Some((denominator, PopulationPrecision::Exact))
            }
            (
                _,
                Some(SeriesPopulation {
                    count, precision, ..
                }),
            ) => Some((*count, *precision)),
            _ => None,
        };
        let counts = population.map(|(population, precision)| {
            let of = |points: &Fraction| {
                let things = points.times(&Fraction::whole(population));
                things
                    .divided_by(&Fraction::whole(100))
                    .unwrap_or_else(Fraction::zero)
            };
            CountPace {
                per_quarter: of(&per_quarter),
                per_year: of(&per_year),
                population,
                precision,
            }
        });
        Some(Pace {
            points_per_quarter: per_quarter,
            points_per_year: per_year,
            quarters: months.divided_by(&Fraction::whole(MONTHS_OF_QUARTER))?,
            counts,
        })
    }

    fn notes(&self, answer: &mut Forecast) {
        let base = answer.base.as_ref();
        if base.is_some_and(|base| base.kind == ValueKind::Expected) {
            answer.reasons.push(ForecastReason::FromExpectedValue);
        }
        let paces = [answer.required.as_ref(), answer.actual.as_ref()];
        let mut counts = paces
            .into_iter()
            .flatten()
            .filter_map(|pace| pace.counts.as_ref());
        if counts.any(|counts| counts.precision == PopulationPrecision::Approximate) {
            answer.reasons.push(ForecastReason::ApproximatePopulation);
        }
        let basis = |point: Option<&ForecastPoint>| point.and_then(|point| point.basis.clone());
        if let (Some(from), Some(to)) = (basis(base), basis(answer.target.as_ref()))
            && from != to
        {
            answer.reasons.push(ForecastReason::DifferentBasis);
        }
    }
}

/// The slope of the least-squares line; `None` for fewer than two moments.
fn least_squares(seen: &[&ObservedValue]) -> Option<Fraction> {
    let count = Fraction::whole(u64::try_from(seen.len()).ok()?);
    let zero = Fraction::zero;
    let (mut x, mut y, mut xx, mut xy) = (zero(), zero(), zero(), zero());
    for value in seen {
        let (at, points) = (value.at.position(), value.figure.points());
        x = x.plus(&at);
        y = y.plus(&points);
        xx = xx.plus(&at.times(&at));
        xy = xy.plus(&at.times(&points));
    }
    let above = count.times(&xy).minus(&x.times(&y));
    above.divided_by(&count.times(&xx).minus(&x.times(&x)))
}
