//! Drawing from a distribution: samplers of our own on portable arithmetic.

use crate::distribution::{MAX_STAGES, MAX_VALUES};
use crate::student::{gamma_quantile, gamma_share, normal_quantile, normal_share};
use crate::{Distribution, DistributionError, Quantity, Stream};
use std::sync::Arc;

/// 標本抽出 (sampler): a checked distribution, ready to draw from.
///
/// The same stream gives the same numbers on every machine and in every version of this crate; a
/// change would be marked ★ in the changelog. How each is drawn:
///
/// | distribution | method | draws of a stream |
/// |---|---|---|
/// | constant | none | 0 |
/// | uniform, triangular, Weibull, exponential | inverse of its function | 1 |
/// | Erlang | sum of exponentials | one for each stage |
/// | gamma | Marsaglia and Tsang 2000; below shape 1 by a power of one more draw | varies |
/// | lognormal | polar method | varies |
/// | empirical | one of the values | 1 |
#[derive(Debug, Clone)]
pub struct Sampler {
    method: Method,
}

#[derive(Debug, Clone)]
enum Method {
    Constant(f64),
    Uniform { from: f64, width: f64 },
    Triangular { from: f64, mode: f64, to: f64 },
    Exponential { mean: f64 },
    Erlang { stages: u32, stage_mean: f64 },
    Gamma { shape: f64, scale: f64 },
    Lognormal { mu: f64, sigma: f64 },
    Weibull { shape: f64, scale: f64 },
    Empirical(Arc<[f64]>),
}

impl Sampler {
    pub(crate) fn new(distribution: &Distribution) -> Result<Self, DistributionError> {
        let method = match distribution {
            Distribution::Constant { value } => Method::Constant(value.get()),
            Distribution::Uniform { from, to } => {
                let (from, to) = (from.get(), to.get());
                if from > to {
                    return Err(DistributionError::Order);
                }
                let width = to - from;
                Method::Uniform { from, width }
            }
            Distribution::Triangular { from, mode, to } => {
                let (from, mode, to) = (from.get(), mode.get(), to.get());
                if from > mode || mode > to {
                    return Err(DistributionError::Order);
                }
                Method::Triangular { from, mode, to }
            }
            Distribution::Exponential { mean } => Method::Exponential {
                mean: positive("mean", *mean)?,
            },
            Distribution::Erlang { stages, mean } => {
                if !(1..=MAX_STAGES).contains(stages) {
                    return Err(DistributionError::Stages(*stages));
                }
                let stage_mean = positive("mean", *mean)? / f64::from(*stages);
                let stages = *stages;
                Method::Erlang { stages, stage_mean }
            }
            Distribution::Gamma { shape, mean } => {
                let shape = positive("shape", *shape)?;
                let scale = positive("mean", *mean)? / shape;
                Method::Gamma { shape, scale }
            }
            Distribution::Lognormal { mean, deviation } => {
                let mean = positive("mean", *mean)?;
                let ratio = positive("deviation", *deviation)? / mean;
                let square = libm::log1p(ratio * ratio);
                Method::Lognormal {
                    mu: libm::log(mean) - square / 2.0,
                    sigma: libm::sqrt(square),
                }
            }
            Distribution::Weibull { shape, scale } => Method::Weibull {
                shape: positive("shape", *shape)?,
                scale: positive("scale", *scale)?,
            },
            Distribution::Empirical { values } => {
                if values.is_empty() || values.len() > MAX_VALUES {
                    return Err(DistributionError::Values(values.len()));
                }
                let mut sorted: Vec<f64> = values.iter().map(|value| value.get()).collect();
                sorted.sort_by(f64::total_cmp);
                Method::Empirical(sorted.into())
            }
        };
        Ok(Self { method })
    }

    /// The next number.
    #[inline]
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        match &self.method {
            Method::Constant(value) => *value,
            Method::Uniform { from, width } => from + width * stream.unit(),
            Method::Triangular { from, mode, to } => triangular(*from, *mode, *to, stream.unit()),
            Method::Exponential { mean } => exponential(*mean, stream),
            Method::Erlang { stages, stage_mean } => {
                let stages = (0..*stages).map(|_| exponential(*stage_mean, stream));
                stages.fold(0.0, |sum, stage| sum + stage)
            }
            Method::Gamma { shape, scale } => scale * gamma(*shape, stream),
            Method::Lognormal { mu, sigma } => libm::exp(mu + sigma * stream.normal()),
            Method::Weibull { shape, scale } => {
                scale * libm::pow(-libm::log(stream.positive_unit()), 1.0 / shape)
            }
            Method::Empirical(values) => value_at(values, stream.unit()),
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match &self.method {
            Method::Constant(value) => *value,
            Method::Uniform { from, width } => from + width / 2.0,
            Method::Triangular { from, mode, to } => (from + mode + to) / 3.0,
            Method::Exponential { mean } => *mean,
            Method::Erlang { stages, stage_mean } => f64::from(*stages) * stage_mean,
            Method::Gamma { shape, scale } => shape * scale,
            Method::Lognormal { mu, sigma } => libm::exp(mu + sigma * sigma / 2.0),
            Method::Weibull { shape, scale } => scale * libm::tgamma(1.0 + 1.0 / shape),
            Method::Empirical(values) => {
                let mut moments = crate::Moments::new();
                values.iter().for_each(|value| moments.add(*value));
                moments.mean().unwrap_or(0.0)
            }
        }
    }

    /// The variance.
    #[must_use]
    pub fn variance(&self) -> f64 {
        match &self.method {
            Method::Constant(_) => 0.0,
            Method::Uniform { width, .. } => width * width / 12.0,
            Method::Triangular { from, mode, to } => {
                (from * from + mode * mode + to * to - from * mode - from * to - mode * to) / 18.0
            }
            Method::Exponential { mean } => mean * mean,
            Method::Erlang { stages, stage_mean } => f64::from(*stages) * stage_mean * stage_mean,
            Method::Gamma { shape, scale } => shape * scale * scale,
            Method::Lognormal { sigma, .. } => {
                let mean = self.mean();
                mean * mean * libm::expm1(sigma * sigma)
            }
            Method::Weibull { shape, scale } => {
                let first = libm::tgamma(1.0 + 1.0 / shape);
                let second = libm::tgamma(1.0 + 2.0 / shape);
                scale * scale * (second - first * first)
            }
            Method::Empirical(values) => {
                let mean = self.mean();
                let mut squares = crate::Moments::new();
                for value in values.iter() {
                    squares.add((value - mean) * (value - mean));
                }
                squares.mean().unwrap_or(0.0)
            }
        }
    }

    /// The share of all values up to a value.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        if value < 0.0 {
            return 0.0;
        }
        match &self.method {
            Method::Constant(constant) => f64::from(u8::from(value >= *constant)),
            Method::Uniform { from, .. } if value < *from => 0.0,
            Method::Uniform { from, width } if value >= from + width => 1.0,
            Method::Uniform { from, width } => (value - from) / width,
            Method::Triangular { from, mode, to } => triangular_share(*from, *mode, *to, value),
            Method::Exponential { mean } => -libm::expm1(-value / mean),
            Method::Erlang { stages, stage_mean } => {
                gamma_share(f64::from(*stages), value / stage_mean)
            }
            Method::Gamma { shape, scale } => gamma_share(*shape, value / scale),
            Method::Lognormal { .. } if value <= 0.0 => 0.0,
            Method::Lognormal { mu, sigma } => normal_share((libm::log(value) - mu) / sigma),
            Method::Weibull { shape, scale } => -libm::expm1(-libm::pow(value / scale, *shape)),
            Method::Empirical(values) => {
                let below = values.partition_point(|one| *one <= value);
                share_of(below, values.len())
            }
        }
    }

    /// The value up to which a share of all values lies, for a share from 0 to 1; a share outside
    /// is taken as the nearest end.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        // Ends of unbounded distributions would be infinite: the last double before them.
        let share = if share > 0.0 {
            share.min(1.0 - f64::EPSILON)
        } else {
            0.0
        };
        match &self.method {
            Method::Constant(value) => *value,
            Method::Uniform { from, width } => from + width * share,
            Method::Triangular { from, mode, to } => triangular(*from, *mode, *to, share),
            Method::Exponential { mean } => -mean * libm::log1p(-share),
            Method::Erlang { stages, stage_mean } => {
                stage_mean * gamma_quantile(f64::from(*stages), share)
            }
            Method::Gamma { shape, scale } => scale * gamma_quantile(*shape, share),
            Method::Lognormal { .. } if share <= 0.0 => 0.0,
            Method::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal_quantile(share)),
            Method::Weibull { shape, scale } => {
                scale * libm::pow(-libm::log1p(-share), 1.0 / shape)
            }
            Method::Empirical(values) => value_at(values, share),
        }
    }
}

fn positive(name: &'static str, quantity: Quantity) -> Result<f64, DistributionError> {
    if quantity.get() > 0.0 {
        Ok(quantity.get())
    } else {
        Err(DistributionError::NotPositive(name))
    }
}

#[inline]
fn exponential(mean: f64, stream: &mut Stream) -> f64 {
    -mean * libm::log(stream.positive_unit())
}

fn triangular(from: f64, mode: f64, to: f64, share: f64) -> f64 {
    let width = to - from;
    if width <= 0.0 {
        return from;
    }
    let left = (mode - from) / width;
    if share < left {
        from + libm::sqrt(share * width * (mode - from))
    } else {
        to - libm::sqrt((1.0 - share) * width * (to - mode))
    }
}

fn triangular_share(from: f64, mode: f64, to: f64, value: f64) -> f64 {
    if value < from {
        0.0
    } else if value >= to {
        1.0
    } else if value < mode {
        (value - from) * (value - from) / ((to - from) * (mode - from))
    } else {
        1.0 - (to - value) * (to - value) / ((to - from) * (to - mode))
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "lengths of a list of at most 100,000"
)]
fn share_of(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// A gamma number of scale 1.
fn gamma(shape: f64, stream: &mut Stream) -> f64 {
    if shape < 1.0 {
        let power = libm::pow(stream.positive_unit(), 1.0 / shape);
        return gamma(shape + 1.0, stream) * power;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / libm::sqrt(9.0 * d);
    loop {
        let normal = stream.normal();
        let root = 1.0 + c * normal;
        if root <= 0.0 {
            continue;
        }
        let cube = root * root * root;
        let bound = normal * normal / 2.0 + d - d * cube + d * libm::log(cube);
        if libm::log(stream.positive_unit()) < bound {
            return d * cube;
        }
    }
}

/// The value of a sorted list below which a share lies.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "from 0 to the length of a list of at most 100,000"
)]
fn value_at(values: &[f64], share: f64) -> f64 {
    let place = (share * values.len() as f64) as usize;
    let place = place.min(values.len().saturating_sub(1));
    values.get(place).copied().unwrap_or(0.0)
}
