//! Distributions of times, as data.

use crate::{Quantity, Sampler};
use serde::{Deserialize, Serialize};

/// An empirical distribution holds at most so many values.
pub const MAX_VALUES: usize = 100_000;
/// An Erlang distribution has at most so many stages.
pub const MAX_STAGES: u32 = 1_000;

/// Why numbers make no [`Distribution`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DistributionError {
    /// The ends, or the mode, are not in order.
    #[error("the ends of a distribution must be in order, and the mode between them")]
    Order,
    /// A mean, shape or scale of 0, or a spread of 0 where there must be one.
    #[error("the {0} of a distribution must be above 0")]
    NotPositive(&'static str),
    /// No stage, or more than [`MAX_STAGES`].
    #[error("an Erlang distribution has 1 to 1,000 stages, not `{0}`")]
    Stages(u32),
    /// No value, or more than [`MAX_VALUES`].
    #[error("an empirical distribution has 1 to 100,000 values, not `{0}`")]
    Values(usize),
    /// No distribution of the family has this mean and percentile.
    #[error("no such distribution has this mean and this percentile")]
    MeanAndPercentile,
    /// A number that is multiplied leaves the range of a quantity.
    #[error("the distribution cannot be scaled so far")]
    Scaled,
}

impl DistributionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Order => "simulation.distribution.order",
            Self::NotPositive(_) => "simulation.distribution.not_positive",
            Self::Stages(_) => "simulation.distribution.stages",
            Self::Values(_) => "simulation.distribution.values",
            Self::MeanAndPercentile => "simulation.distribution.mean_and_percentile",
            Self::Scaled => "simulation.distribution.scaled",
        }
    }
}

/// 分布 (distribution) of a time or another number of 0 or more.
///
/// # Invariant
///
/// None while it is data: [`sampler`](Self::sampler) checks it, so that a wrong one can be read,
/// shown and corrected.
///
/// # Unit
///
/// Whatever the model uses, usually minutes.
///
/// # Wire form
///
/// An object with the key `kind`: `{"kind": "exponential", "mean": "5"}`, `{"kind": "lognormal",
/// "mean": "12", "deviation": "7.5"}`.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Distribution, Seed};
///
/// let service: Distribution =
///     serde_json::from_str(r#"{"kind": "triangular", "from": "3", "mode": "5", "to": "15"}"#)?;
/// let sampler = service.sampler()?;
/// let mut stream = Seed::new(1).stream("service", 0);
/// let minutes = sampler.sample(&mut stream);
/// assert!((3.0..=15.0).contains(&minutes));
/// assert_eq!(sampler.mean(), 23.0 / 3.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Distribution {
    /// 一定 (constant).
    Constant {
        /// The value.
        value: Quantity,
    },
    /// 一様 (uniform).
    Uniform {
        /// The least.
        from: Quantity,
        /// The most.
        to: Quantity,
    },
    /// 三角 (triangular): for estimates of a person who knows the work.
    Triangular {
        /// The least.
        from: Quantity,
        /// The most likely.
        mode: Quantity,
        /// The most.
        to: Quantity,
    },
    /// 指数 (exponential).
    Exponential {
        /// The mean.
        mean: Quantity,
    },
    /// アーラン (Erlang): the sum of equal exponential stages.
    Erlang {
        /// How many stages.
        stages: u32,
        /// The mean of the whole.
        mean: Quantity,
    },
    /// ガンマ (gamma).
    Gamma {
        /// The shape.
        shape: Quantity,
        /// The mean.
        mean: Quantity,
    },
    /// 対数正規 (lognormal).
    Lognormal {
        /// The mean of the values themselves, not of their logarithms.
        mean: Quantity,
        /// The standard deviation of the values themselves.
        deviation: Quantity,
    },
    /// ワイブル (Weibull).
    Weibull {
        /// The shape.
        shape: Quantity,
        /// The scale: 63.2 % of the values are below it.
        scale: Quantity,
    },
    /// 経験 (empirical): values that were observed, each as likely as any other.
    Empirical {
        /// The values; one that occurred twice stands twice.
        values: Vec<Quantity>,
    },
}

impl Distribution {
    /// Checks it and makes it ready to draw from.
    ///
    /// # Errors
    ///
    /// - [`DistributionError::Order`] if ends or mode are not in order.
    /// - [`DistributionError::NotPositive`] if a mean, deviation, shape or scale is 0.
    /// - [`DistributionError::Stages`] if there are no stages, or too many.
    /// - [`DistributionError::Values`] if there are no values, or too many.
    pub fn sampler(&self) -> Result<Sampler, DistributionError> {
        Sampler::new(self)
    }

    /// The same form with every time multiplied: 「対応時間が8割になる」.
    ///
    /// The same draws of a stream then give the same times, multiplied; so a comparison on common random
    /// numbers sees the change and nothing else.
    ///
    /// # Errors
    ///
    /// [`DistributionError::Scaled`] if a number would leave the range of a [`Quantity`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_simulation::{Distribution, Quantity};
    ///
    /// let service = Distribution::Exponential { mean: "10".parse()? };
    /// let faster = service.scaled("0.8".parse()?)?;
    /// assert_eq!(faster, Distribution::Exponential { mean: "8".parse()? });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scaled(&self, factor: Quantity) -> Result<Self, DistributionError> {
        let by = |quantity: &Quantity| {
            let scaled = quantity.get() * factor.get();
            Quantity::try_new(scaled).map_err(|_| DistributionError::Scaled)
        };
        Ok(match self {
            Self::Constant { value } => Self::Constant { value: by(value)? },
            Self::Uniform { from, to } => Self::Uniform {
                from: by(from)?,
                to: by(to)?,
            },
            Self::Triangular { from, mode, to } => Self::Triangular {
                from: by(from)?,
                mode: by(mode)?,
                to: by(to)?,
            },
            Self::Exponential { mean } => Self::Exponential { mean: by(mean)? },
            Self::Erlang { stages, mean } => Self::Erlang {
                stages: *stages,
                mean: by(mean)?,
            },
            Self::Gamma { shape, mean } => Self::Gamma {
                shape: *shape,
                mean: by(mean)?,
            },
            Self::Lognormal { mean, deviation } => Self::Lognormal {
                mean: by(mean)?,
                deviation: by(deviation)?,
            },
            Self::Weibull { shape, scale } => Self::Weibull {
                shape: *shape,
                scale: by(scale)?,
            },
            Self::Empirical { values } => Self::Empirical {
                values: values.iter().map(by).collect::<Result<_, _>>()?,
            },
        })
    }

    /// 対数正規 (lognormal) with a mean and a percentile: 「平均12分、9割は20分以内」.
    ///
    /// `share` is the share of values up to `value`, as 0.9. Where two distributions fit, the one
    /// with the smaller spread is given.
    ///
    /// # Errors
    ///
    /// [`DistributionError::MeanAndPercentile`] if the mean is not above 0, the share not between
    /// ½ and 1, the value not above the mean, or so far above it that no lognormal has both.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_simulation::{Distribution, Quantity};
    ///
    /// let minutes = |number| Quantity::try_new(number);
    /// let service = Distribution::lognormal_from(minutes(12.0)?, 0.9, minutes(20.0)?)?;
    /// let sampler = service.sampler()?;
    /// assert!((sampler.mean() - 12.0).abs() < 1e-9);
    /// assert!((sampler.quantile(0.9) - 20.0).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lognormal_from(
        mean: Quantity,
        share: f64,
        value: Quantity,
    ) -> Result<Self, DistributionError> {
        let refused = DistributionError::MeanAndPercentile;
        let (mean, value) = (mean.get(), value.get());
        let share_is_usable = share > 0.5 && share < 1.0;
        if !share_is_usable || mean <= 0.0 || value <= mean {
            return Err(refused);
        }
        // ln value = ln mean − σ²/2 + z σ: the smaller root of a quadratic in σ.
        let z = crate::student::normal_quantile(share);
        let distance = libm::log(value / mean);
        let discriminant = z * z - 2.0 * distance;
        if discriminant < 0.0 {
            return Err(refused);
        }
        let sigma = z - libm::sqrt(discriminant);
        let deviation = mean * libm::sqrt(libm::expm1(sigma * sigma));
        Ok(Self::Lognormal {
            mean: Quantity::try_new(mean).map_err(|_| DistributionError::MeanAndPercentile)?,
            deviation: Quantity::try_new(deviation)
                .map_err(|_| DistributionError::MeanAndPercentile)?,
        })
    }

    /// 指数 (exponential) with a percentile: 「半分は10分以内」.
    ///
    /// # Errors
    ///
    /// [`DistributionError::MeanAndPercentile`] if the share is not between 0 and 1 or the value
    /// is 0.
    pub fn exponential_from(share: f64, value: Quantity) -> Result<Self, DistributionError> {
        let share_is_usable = share > 0.0 && share < 1.0;
        if !share_is_usable || value.get() <= 0.0 {
            return Err(DistributionError::MeanAndPercentile);
        }
        let mean = value.get() / -libm::log1p(-share);
        Ok(Self::Exponential {
            mean: Quantity::try_new(mean).map_err(|_| DistributionError::MeanAndPercentile)?,
        })
    }
}
