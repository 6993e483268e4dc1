//! Values of parameters: numbers, lengths, distributions.

use super::{
    attribute,
    finding::{Findings, Rule},
};
use crate::{Minutes, TimeValue, bpmn::bpsim};
use tosei_markup::Element;
use tosei_simulation::{Distribution, Quantity};
use tosei_types::ExactNumber;

/// The units of a scenario.
#[derive(Debug, Clone)]
pub(super) struct Units {
    pub(super) time: String,
    pub(super) currency: String,
}

impl Default for Units {
    fn default() -> Self {
        Self {
            time: "min".to_owned(),
            currency: String::new(),
        }
    }
}

impl Units {
    /// Minutes of a unit, as a fraction.
    pub(super) fn minutes(&self, element: Element<'_>) -> Option<(i64, u64)> {
        let own = attribute(element, "timeUnit");
        bpsim::unit_minutes(if own.is_empty() { &self.time } else { &own })
    }
}

pub(super) fn number(element: Element<'_>) -> Option<ExactNumber> {
    bpsim::number(element)
}

/// A length that is the same every time.
pub(super) fn duration(element: Element<'_>, units: &Units) -> Option<Minutes> {
    match bpsim::time(element, &bpsim::Base::of_unit(&units.time))? {
        TimeValue::Value(minutes) => Some(minutes),
        _ => None,
    }
}

/// A time, of whatever form; what no distribution of ours has is drawn from its quantiles, and said.
pub(super) fn time(
    element: Element<'_>,
    units: &Units,
    findings: &mut Findings,
) -> Option<TimeValue> {
    if let Some(time) = bpsim::time(element, &bpsim::Base::of_unit(&units.time)) {
        let is_usable = match &time {
            TimeValue::Distribution(distribution) => distribution.sampler().is_ok(),
            _ => true,
        };
        if !is_usable {
            findings.value(element);
        }
        return is_usable.then_some(time);
    }
    let distribution = other(element, units);
    match distribution {
        Some((distribution, is_exact)) => {
            if !is_exact {
                findings.at(Rule::Approximated, element.position(), element.local_name());
            }
            Some(TimeValue::Distribution(distribution))
        }
        None => {
            findings.value(element);
            None
        }
    }
}

fn decimal(element: Element<'_>, name: &str) -> Option<f64> {
    of_number(attribute(element, name).trim().parse().ok()?)
}

/// The distributions that are made of values: whether they are exact.
fn other(element: Element<'_>, units: &Units) -> Option<(Distribution, bool)> {
    let (above, below) = units.minutes(element)?;
    #[allow(
        clippy::cast_precision_loss,
        reason = "units of time: at most 1,440 and 60,000"
    )]
    let unit = above as f64 / below as f64;
    match element.local_name() {
        "NormalDistribution" => {
            let (mean, deviation) = (
                decimal(element, "mean")?,
                decimal(element, "standardDeviation")?,
            );
            // A time is not negative.
            quantiles(|z| (mean + deviation * z).max(0.0) * unit).map(|of| (of, false))
        }
        "TruncatedNormalDistribution" => {
            let (mean, deviation) = (
                decimal(element, "mean")?,
                decimal(element, "standardDeviation")?,
            );
            let (least, most) = (decimal(element, "min")?, decimal(element, "max")?);
            if least > most || deviation <= 0.0 {
                return None;
            }
            let share = |value: f64| normal_share((value - mean) / deviation);
            let (from, to) = (share(least), share(most));
            if to <= from {
                return None;
            }
            let value = |part: f64| {
                let z = normal_quantile(from + (to - from) * part)?;
                Some((mean + deviation * z).clamp(least, most).max(0.0) * unit)
            };
            empirical((0..QUANTILES).map(|at| value(middle(at)))).map(|of| (of, false))
        }
        "UserDistribution" => points(element, units).map(|of| (of, true)),
        "EnumParameter" => {
            let inside = element.child_elements();
            let values = inside.map(|one| float(duration(one, units)?));
            // One after the other in the file, at random here.
            empirical(values).map(|of| (of, false))
        }
        _ => None,
    }
}

fn float(minutes: Minutes) -> Option<f64> {
    of_number(minutes.get())
}

/// The double next to an exact number.
fn of_number(number: ExactNumber) -> Option<f64> {
    let text = number.to_string();
    let (above, below) = text.split_once('/').unwrap_or((&text, "1"));
    let (above, below): (f64, f64) = (above.parse().ok()?, below.parse().ok()?);
    Some(above / below)
}

/// A distribution without a form of ours is drawn from so many quantiles: the middles of equal parts.
const QUANTILES: u32 = 1_000;

fn middle(at: u32) -> f64 {
    (f64::from(at) + 0.5) / f64::from(QUANTILES)
}

fn quantiles(value: impl Fn(f64) -> f64) -> Option<Distribution> {
    empirical((0..QUANTILES).map(|at| normal_quantile(middle(at)).map(&value)))
}

fn empirical(values: impl Iterator<Item = Option<f64>>) -> Option<Distribution> {
    let values = values.map(|value| Quantity::try_new(value?).ok());
    let values: Vec<Quantity> = values.collect::<Option<_>>()?;
    (!values.is_empty()).then_some(Distribution::Empirical { values })
}

/// The lognormal whose logarithms are standard normal.
fn standard() -> Option<tosei_simulation::Sampler> {
    let mean = libm::exp(0.5);
    let deviation = mean * libm::expm1(1.0).sqrt();
    let distribution = Distribution::Lognormal {
        mean: Quantity::try_new(mean).ok()?,
        deviation: Quantity::try_new(deviation).ok()?,
    };
    distribution.sampler().ok()
}

fn normal_quantile(share: f64) -> Option<f64> {
    Some(libm::log(standard()?.quantile(share)))
}

fn normal_share(z: f64) -> f64 {
    libm::erfc(-z / std::f64::consts::SQRT_2) / 2.0
}

/// Points with probabilities, exactly: each value as often as its share of the common denominator.
fn points(element: Element<'_>, units: &Units) -> Option<Distribution> {
    const MOST: u64 = 10_000;
    let mut all: Vec<(ExactNumber, f64)> = Vec::new();
    for point in element.child_elements() {
        let share: ExactNumber = attribute(point, "probability").trim().parse().ok()?;
        let inside = point.child_elements().next()?;
        all.push((share, float(duration(inside, units)?)?));
    }
    let mut whole = 1u64;
    for (share, _) in &all {
        let (mut left, mut right) = (whole, share.denominator());
        while let Some(rest) = left.checked_rem(right) {
            (left, right) = (right, rest);
        }
        whole = whole
            .checked_div(left.max(1))?
            .checked_mul(share.denominator())?;
        if whole > MOST {
            return None;
        }
    }
    let mut values = Vec::new();
    for (share, value) in all {
        let parts = whole.checked_div(share.denominator())?;
        let times = u64::try_from(share.numerator()).ok()?.checked_mul(parts)?;
        if times > whole {
            return None;
        }
        for _ in 0..times {
            values.push(Quantity::try_new(value).ok()?);
        }
    }
    // The shares sum to 1.
    let is_whole = u64::try_from(values.len()).ok()? == whole;
    is_whole.then_some(Distribution::Empirical { values })
}
