//! Distributions from data, with a report of how well they fit.

use crate::Moments;
use crate::{Distribution, DistributionError, Quantity, Sampler};
use serde::{Deserialize, Serialize};

/// Fewer values say too little about a shape.
pub const MIN_VALUES: usize = 20;

/// Why data give no distribution.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FitError {
    /// Fewer than [`MIN_VALUES`] values.
    #[error("at least 20 values are needed, not `{0}`")]
    TooFew(usize),
    /// The value at this place is negative or no number.
    #[error("value {0} is negative or no number")]
    Value(usize),
    /// All values are alike: only a constant fits.
    #[error("all values are alike; use a constant")]
    AllAlike,
    /// The moments give no distribution of the family.
    #[error(transparent)]
    Distribution(#[from] DistributionError),
}

impl FitError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooFew(_) => "simulation.fit.too_few",
            Self::Value(_) => "simulation.fit.value",
            Self::AllAlike => "simulation.fit.all_alike",
            Self::Distribution(error) => error.code(),
        }
    }
}

/// 分布族 (family) that is fitted by its moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Family {
    /// 指数.
    Exponential,
    /// アーラン.
    Erlang,
    /// ガンマ.
    Gamma,
    /// 対数正規.
    Lognormal,
    /// ワイブル.
    Weibull,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Exponential,
        Self::Erlang,
        Self::Gamma,
        Self::Lognormal,
        Self::Weibull,
    ];
}

/// 当てはめの報告 (fit report): one distribution held against data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FitReport {
    /// The family.
    pub family: Family,
    /// The distribution with the data's mean, and their variance as far as the family allows.
    pub distribution: Distribution,
    /// How many values it rests on.
    pub values: usize,
    /// The greatest distance between the share of values up to a point and what the distribution
    /// says (Kolmogorov and Smirnov); 0 is a perfect fit.
    pub distance: f64,
    /// The distance that samples of this size stay below in 19 of 20 cases if the distribution
    /// were right and not fitted to them; a fitted one is stricter.
    pub critical_distance: f64,
}

impl FitReport {
    /// Whether the data contradict the distribution.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.distance > self.critical_distance
    }
}

/// Fits every family to values and gives the reports, the best fit first.
///
/// # Errors
///
/// - [`FitError::TooFew`] with fewer than 20 values.
/// - [`FitError::Value`] for a value that is negative or no number, with its place.
/// - [`FitError::AllAlike`] if all values are the same.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Distribution, Family, Quantity, Seed, fit};
///
/// let minutes = Distribution::Exponential { mean: Quantity::try_new(8.0)? }.sampler()?;
/// let mut stream = Seed::new(3).stream("service", 0);
/// let observed: Vec<f64> = (0..2_000).map(|_| minutes.sample(&mut stream)).collect();
/// let reports = fit(&observed)?;
/// let lognormal = reports.iter().find(|report| report.family == Family::Lognormal).unwrap();
/// assert!(lognormal.is_contradicted());
/// assert!(!reports[0].is_contradicted());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit(values: &[f64]) -> Result<Vec<FitReport>, FitError> {
    if values.len() < MIN_VALUES {
        return Err(FitError::TooFew(values.len()));
    }
    let in_range = |value: &f64| Quantity::try_new(*value).is_ok();
    if let Some(place) = values.iter().position(|value| !in_range(value)) {
        return Err(FitError::Value(place));
    }
    let mut moments = Moments::new();
    values.iter().for_each(|value| moments.add(*value));
    let (Some(mean), Some(variance)) = (moments.mean(), moments.variance()) else {
        return Err(FitError::TooFew(values.len()));
    };
    if moments.least() == moments.most() {
        return Err(FitError::AllAlike);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut reports = Vec::new();
    for family in Family::ALL {
        let Some(distribution) = by_moments(family, mean, variance) else {
            continue;
        };
        let sampler = distribution.sampler()?;
        reports.push(FitReport {
            family,
            distance: distance(&sampler, &sorted),
            critical_distance: 1.358 / libm::sqrt(length(&sorted)),
            distribution,
            values: values.len(),
        });
    }
    reports.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    Ok(reports)
}

/// The distribution of a family with a mean and, where it has two numbers, a variance.
fn by_moments(family: Family, mean: f64, variance: f64) -> Option<Distribution> {
    let quantity = |number: f64| Quantity::try_new(number).ok().filter(|one| one.get() > 0.0);
    let square = mean * mean / variance;
    Some(match family {
        Family::Exponential => Distribution::Exponential {
            mean: quantity(mean)?,
        },
        Family::Erlang => Distribution::Erlang {
            stages: nearest(square.clamp(1.0, 1_000.0))?,
            mean: quantity(mean)?,
        },
        Family::Gamma => Distribution::Gamma {
            shape: quantity(square)?,
            mean: quantity(mean)?,
        },
        Family::Lognormal => Distribution::Lognormal {
            mean: quantity(mean)?,
            deviation: quantity(libm::sqrt(variance))?,
        },
        Family::Weibull => {
            let shape = weibull_shape(1.0 + 1.0 / square)?;
            Distribution::Weibull {
                shape: quantity(shape)?,
                scale: quantity(mean / libm::tgamma(1.0 + 1.0 / shape))?,
            }
        }
    })
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 1 to 1,000 by its caller, and checked"
)]
fn nearest(number: f64) -> Option<u32> {
    (0.5..=1e6)
        .contains(&number)
        .then(|| libm::round(number) as u32)
}

/// The shape at which second moment over squared mean is `wanted`; it falls as the shape grows.
fn weibull_shape(wanted: f64) -> Option<f64> {
    let ratio = |shape: f64| {
        let first = libm::tgamma(1.0 + 1.0 / shape);
        libm::tgamma(1.0 + 2.0 / shape) / (first * first)
    };
    let (mut low, mut high) = (0.1, 200.0);
    if !(ratio(high)..=ratio(low)).contains(&wanted) {
        return None;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if ratio(middle) > wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

/// The greatest distance between the steps of the data and the distribution.
fn distance(sampler: &Sampler, sorted: &[f64]) -> f64 {
    let count = length(sorted);
    let mut before = 0.0;
    let mut greatest = 0.0f64;
    for value in sorted {
        let share = sampler.share(*value);
        let after = before + 1.0 / count;
        greatest = greatest
            .max((share - before).abs())
            .max((after - share).abs());
        before = after;
    }
    greatest
}

fn length(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |count, _| count + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;

    fn near(ours: f64, known: f64) {
        assert!((ours - known).abs() < 1e-9 * known.abs(), "{ours} {known}");
    }

    fn quantity(number: f64) -> Quantity {
        Quantity::try_new(number).unwrap()
    }

    /// The second moment over the squared mean is Γ(1 + 2/k) / Γ(1 + 1/k)²: 2 for the exponential
    /// distribution, 4/π for the one of Rayleigh, 4!/2!² for k = ½, 20!/10!² for k = 1/10.
    #[test]
    fn the_shape_of_a_weibull_distribution_is_the_known_one() {
        for (ratio, shape) in [
            (2.0, 1.0),
            (4.0 / std::f64::consts::PI, 2.0),
            (6.0, 0.5),
            (70.0, 0.25),
        ] {
            near(weibull_shape(ratio).unwrap(), shape);
        }
        near(weibull_shape(184_755.999_9).unwrap(), 0.100_000_000_02);
        assert_eq!(weibull_shape(184_757.0), None);
        assert_eq!(weibull_shape(1.0), None);
    }

    /// Ten values of 10 − d and ten of 10 + d, where 20 d² / 19 is the variance.
    fn around_ten(variance: f64) -> Vec<f64> {
        let apart = libm::sqrt(variance * 19.0 / 20.0);
        let values = (0..20).map(|at| {
            if at % 2 == 0 {
                10.0 - apart
            } else {
                10.0 + apart
            }
        });
        values.collect()
    }

    fn of(family: Family, reports: &[FitReport]) -> &FitReport {
        reports
            .iter()
            .find(|report| report.family == family)
            .unwrap()
    }

    #[test]
    fn every_family_has_the_mean_and_the_variance_of_the_data() {
        let reports = fit(&around_ten(25.0)).unwrap();
        assert_eq!(reports.len(), 5);
        assert!(reports.is_sorted_by(|one, next| one.distance <= next.distance));
        for report in &reports {
            assert_eq!(report.values, 20);
            near(report.critical_distance, 1.358 / libm::sqrt(20.0));
            match &report.distribution {
                Distribution::Exponential { mean } => near(mean.get(), 10.0),
                Distribution::Erlang { stages, mean } => {
                    assert_eq!(*stages, 4);
                    near(mean.get(), 10.0);
                }
                Distribution::Gamma { shape, mean } => {
                    near(shape.get(), 4.0);
                    near(mean.get(), 10.0);
                }
                Distribution::Lognormal { mean, deviation } => {
                    near(mean.get(), 10.0);
                    near(deviation.get(), 5.0);
                }
                Distribution::Weibull { shape, scale } => {
                    let (k, scale) = (shape.get(), scale.get());
                    let first = scale * libm::tgamma(1.0 + 1.0 / k);
                    near(first, 10.0);
                    let second = scale * scale * libm::tgamma(1.0 + 2.0 / k);
                    near(second - first * first, 25.0);
                }
                other => panic!("{other:?}"),
            }
        }
        // Values far apart have the one stage that an Erlang distribution has at least, close ones the most.
        let mut far = vec![0.0; 19];
        far.push(100.0);
        let stages = |values: &[f64]| match of(Family::Erlang, &fit(values).unwrap()).distribution {
            Distribution::Erlang { stages, .. } => stages,
            _ => 0,
        };
        assert_eq!(stages(&far), 1);
        assert_eq!(stages(&around_ten(0.000_1)), 1_000);
        assert_eq!(stages(&around_ten(0.2)), 500);
    }

    /// Of steps at the middles of twenty equal parts a straight line is half a part away, at their ends a whole one.
    #[test]
    fn the_distance_is_the_greatest_one_above_or_below() {
        let uniform = Distribution::Uniform {
            from: quantity(0.0),
            to: quantity(20.0),
        };
        let sampler = uniform.sampler().unwrap();
        let shifted = |by: f64| -> Vec<f64> { (0..20).map(|at| f64::from(at) + by).collect() };
        near(distance(&sampler, &shifted(0.5)), 0.025);
        near(distance(&sampler, &shifted(1.0)), 0.05);
        near(distance(&sampler, &shifted(0.0)), 0.05);
        near(distance(&sampler, &shifted(0.75)), 0.037_5);
        near(distance(&sampler, &[20.0; 20]), 1.0);
        near(distance(&sampler, &[5.0; 20]), 0.75);
    }

    #[test]
    fn data_contradict_what_is_further_away_than_chance_allows() {
        let mut report = fit(&around_ten(25.0)).unwrap().remove(0);
        report.distance = report.critical_distance;
        assert!(!report.is_contradicted());
        report.distance += 1e-9;
        assert!(report.is_contradicted());
    }

    #[test]
    fn each_family_is_found_in_its_own_numbers() {
        let all = [
            (
                Family::Exponential,
                Distribution::Exponential {
                    mean: quantity(8.0),
                },
            ),
            (
                Family::Gamma,
                Distribution::Gamma {
                    shape: quantity(3.5),
                    mean: quantity(8.0),
                },
            ),
            (
                Family::Lognormal,
                Distribution::Lognormal {
                    mean: quantity(8.0),
                    deviation: quantity(9.0),
                },
            ),
            (
                Family::Weibull,
                Distribution::Weibull {
                    shape: quantity(2.5),
                    scale: quantity(8.0),
                },
            ),
        ];
        for (family, distribution) in all {
            let sampler = distribution.sampler().unwrap();
            let mut stream = Seed::new(11).stream("fit", 0);
            let values: Vec<f64> = (0..4_000).map(|_| sampler.sample(&mut stream)).collect();
            let reports = fit(&values).unwrap();
            assert!(
                !of(family, &reports).is_contradicted(),
                "{family:?} {reports:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_fitted_is_refused_with_its_place() {
        let code = |values: &[f64]| fit(values).unwrap_err().code();
        assert_eq!(code(&[1.0; 19]), "simulation.fit.too_few");
        assert_eq!(code(&[1.0; 20]), "simulation.fit.all_alike");
        let mut values = around_ten(25.0);
        values[7] = -1.0;
        assert_eq!(fit(&values).unwrap_err(), FitError::Value(7));
        assert_eq!(code(&values), "simulation.fit.value");
        let error = FitError::from(DistributionError::Order);
        assert_eq!(error.code(), "simulation.distribution.order");
    }
}
