//! What runs say: means with intervals, and when they say nothing.

use crate::Moments;
use crate::moments::as_float;
use serde::{Deserialize, Serialize};

/// Why numbers give no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatisticsError {
    /// A value is no number, or infinite.
    #[error("a result is no number")]
    NotFinite,
    /// Fewer values than the method needs.
    #[error("at least {needed} values are needed, not `{given}`")]
    #[non_exhaustive]
    TooFew {
        /// How many there must be.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// A share that is not between 0 and 1.
    #[error("a share must be between 0 and 1")]
    Share,
    /// Two series that are compared pair by pair have different lengths.
    #[error("`{first}` results cannot be paired with `{second}`")]
    #[non_exhaustive]
    Unpaired {
        /// Length of one.
        first: usize,
        /// Length of the other.
        second: usize,
    },
}

impl StatisticsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFinite => "simulation.statistics.not_finite",
            Self::TooFew { .. } => "simulation.statistics.too_few",
            Self::Share => "simulation.statistics.share",
            Self::Unpaired { .. } => "simulation.statistics.unpaired",
        }
    }
}

/// 信頼水準 (confidence level) of an interval.
///
/// # Wire form
///
/// `"90"`, `"95"` (the default) or `"99"`, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Level {
    /// 90 %.
    #[serde(rename = "90")]
    Ninety,
    /// 95 %.
    #[default]
    #[serde(rename = "95")]
    NinetyFive,
    /// 99 %.
    #[serde(rename = "99")]
    NinetyNine,
}

impl Level {
    /// The share of all intervals that hold what they estimate.
    #[must_use]
    pub const fn share(self) -> f64 {
        match self {
            Self::Ninety => 0.90,
            Self::NinetyFive => 0.95,
            Self::NinetyNine => 0.99,
        }
    }

    /// The share below the upper end of an interval with equal tails.
    pub(crate) fn upper(self) -> f64 {
        f64::midpoint(1.0, self.share())
    }
}

/// 推定値 (estimate): a mean with its interval.
///
/// # Not to be confused with
///
/// A forecast of one day: the interval is where the *mean* lies, single days spread much wider.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Estimate {
    /// The mean over the runs.
    pub mean: f64,
    /// How far the mean of other runs would typically be from it.
    pub standard_error: f64,
    /// Half the length of the interval.
    pub half_width: f64,
    /// The confidence level.
    pub level: Level,
    /// How many independent values it rests on.
    pub runs: u64,
}

impl Estimate {
    /// The lower end of the interval.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.mean - self.half_width
    }

    /// The upper end of the interval.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.mean + self.half_width
    }

    /// Whether the interval holds a value, its ends included.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        (self.low()..=self.high()).contains(&value)
    }

    /// Whether the interval is narrow enough: half of it at most a share of the mean.
    #[must_use]
    pub fn verdict(&self, most_relative: f64) -> Verdict {
        if self.half_width <= most_relative * self.mean.abs() {
            Verdict::Enough
        } else {
            Verdict::NotEnoughRuns
        }
    }
}

/// 判定 (verdict) on the runs behind an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// 十分: the interval is as narrow as was asked for.
    Enough,
    /// 試行不足: more runs would be needed for what was asked for.
    NotEnoughRuns,
    /// 不安定: what is estimated grows as the run gets longer; no run is long enough.
    NotStable,
}

impl Verdict {
    /// In Japanese.
    #[must_use]
    pub const fn label_ja(self) -> &'static str {
        match self {
            Self::Enough => "十分",
            Self::NotEnoughRuns => "試行回数が足りない",
            Self::NotStable => "安定しない（待ちが増え続ける）",
        }
    }

    /// In English.
    #[must_use]
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::Enough => "enough runs",
            Self::NotEnoughRuns => "not enough runs",
            Self::NotStable => "not stable: the queue keeps growing",
        }
    }
}

/// 時間平均 (time average) of a number that changes at events: people waiting, counters busy.
///
/// # Examples
///
/// ```
/// use tosei_simulation::TimeAverage;
///
/// let mut waiting = TimeAverage::starting(0.0, 0.0);
/// waiting.set(4.0, 2.0); // two people from minute 4 on
/// waiting.set(9.0, 0.0);
/// assert_eq!(waiting.mean_until(10.0), Some(1.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeAverage {
    start: f64,
    since: f64,
    value: f64,
    area: f64,
    most: f64,
}

impl TimeAverage {
    /// A number that has a value from a time on.
    #[must_use]
    pub const fn starting(time: f64, value: f64) -> Self {
        Self {
            start: time,
            since: time,
            value,
            area: 0.0,
            most: value,
        }
    }

    /// The number has another value from a time on; a time before the last changes nothing of the
    /// past.
    #[inline]
    pub fn set(&mut self, time: f64, value: f64) {
        if time > self.since {
            self.area += self.value * (time - self.since);
            self.since = time;
        }
        self.value = value;
        self.most = self.most.max(value);
    }

    /// The number as it is now.
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// The greatest value so far.
    #[must_use]
    pub const fn most(&self) -> f64 {
        self.most
    }

    /// Number times minutes, until a time.
    #[must_use]
    pub fn area_until(&self, time: f64) -> f64 {
        self.area + self.value * (time - self.since).max(0.0)
    }

    /// The mean over the time since the start; `None` where no time has passed.
    #[must_use]
    pub fn mean_until(&self, time: f64) -> Option<f64> {
        let length = time.max(self.since) - self.start;
        (length > 0.0).then(|| self.area_until(time) / length)
    }

    /// Forgets the past: the average starts again at a time (after the warm-up).
    pub fn restart(&mut self, time: f64) {
        *self = Self::starting(time, self.value);
    }
}

/// 一対比較 (paired comparison): the difference of two designs that met the same chance.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Level, Paired};
///
/// // Mean waits of five days, as it is and with one more counter, on the same arrivals.
/// let compared = Paired::compare(&[12.0, 9.0, 15.0, 11.0, 10.0], &[8.0, 6.5, 9.0, 8.0, 7.0], Level::default())?;
/// assert!(compared.difference.high() < 0.0); // shorter, beyond chance
/// assert_eq!(compared.is_decided(), true);
/// # Ok::<(), tosei_simulation::StatisticsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Paired {
    /// The second less the first.
    pub difference: Estimate,
}

impl Paired {
    /// Compares run by run: the second less the first.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::Unpaired`] if the lengths differ.
    /// - [`StatisticsError::TooFew`] with fewer than two runs.
    /// - [`StatisticsError::NotFinite`] if a result is no number.
    pub fn compare(first: &[f64], second: &[f64], level: Level) -> Result<Self, StatisticsError> {
        if first.len() != second.len() {
            return Err(StatisticsError::Unpaired {
                first: first.len(),
                second: second.len(),
            });
        }
        let mut differences = Moments::new();
        for (before, after) in first.iter().zip(second) {
            differences.add(after - before);
        }
        Ok(Self {
            difference: differences.estimate(level)?,
        })
    }

    /// Whether the interval leaves no doubt which is greater.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        !self.difference.holds(0.0)
    }
}

/// 分割平均法 (batch means): the mean of one long run whose values depend on each other.
///
/// The values are cut into `batches` equal parts (what is left at the beginning is dropped, as if it
/// were warm-up), and the parts' means count as independent values.
///
/// # Errors
///
/// - [`StatisticsError::TooFew`] with fewer than two batches, or fewer than ten values in each.
/// - [`StatisticsError::NotFinite`] if a value is no number.
pub fn batch_means(
    values: &[f64],
    batches: usize,
    level: Level,
) -> Result<Estimate, StatisticsError> {
    let size = values.len().checked_div(batches).unwrap_or(0);
    if batches < 2 || size < 10 {
        return Err(StatisticsError::TooFew {
            needed: batches.max(2).saturating_mul(10),
            given: values.len(),
        });
    }
    let left_over = values.len().saturating_sub(size.saturating_mul(batches));
    let mut means = Moments::new();
    for batch in values
        .get(left_over..)
        .unwrap_or_default()
        .chunks_exact(size)
    {
        let mut one = Moments::new();
        batch.iter().for_each(|value| one.add(*value));
        means.add(one.mean().unwrap_or(f64::NAN));
    }
    means.estimate(level)
}

/// 分位点の区間 (interval of a quantile) of independent values: the value below which a share of
/// them lies, with the two values between which the true one lies at the level.
///
/// The places are those of the binomial distribution in its normal approximation, rounded outwards.
/// Gives (low, quantile, high).
///
/// # Errors
///
/// - [`StatisticsError::Share`] if the share is not strictly between 0 and 1.
/// - [`StatisticsError::NotFinite`] if a value is no number.
/// - [`StatisticsError::TooFew`] if the interval would reach beyond the least or greatest value.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Level, quantile_interval};
///
/// let waits: Vec<f64> = (1..=200).map(f64::from).collect();
/// let (low, ninetieth, high) = quantile_interval(&waits, 0.9, Level::default())?;
/// assert_eq!(ninetieth, 180.0);
/// assert!(low >= 170.0 && high <= 190.0);
/// assert!(quantile_interval(&waits[..10], 0.9, Level::default()).is_err()); // too few to say
/// # Ok::<(), tosei_simulation::StatisticsError>(())
/// ```
pub fn quantile_interval(
    values: &[f64],
    share: f64,
    level: Level,
) -> Result<(f64, f64, f64), StatisticsError> {
    let share_is_usable = share > 0.0 && share < 1.0;
    if !share_is_usable {
        return Err(StatisticsError::Share);
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(StatisticsError::NotFinite);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = as_float(u64::try_from(sorted.len()).unwrap_or(u64::MAX));
    let middle = count * share;
    let reach =
        crate::student::normal_quantile(level.upper()) * libm::sqrt(count * share * (1.0 - share));
    let at = |place: f64| {
        // Places count from 1.
        let index = as_index(place)?.checked_sub(1)?;
        sorted.get(index).copied()
    };
    let found = (
        at(libm::floor(middle - reach)),
        at(libm::ceil(middle)),
        at(libm::ceil(middle + reach) + 1.0),
    );
    match found {
        (Some(low), Some(quantile), Some(high)) => Ok((low, quantile, high)),
        _ => Err(StatisticsError::TooFew {
            needed: sorted.len().saturating_mul(2).max(40),
            given: sorted.len(),
        }),
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a whole number in range"
)]
fn as_index(place: f64) -> Option<usize> {
    (1.0..=1e15).contains(&place).then_some(place as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_of_two_has_an_interval_and_one_has_none() {
        let mut moments = Moments::new();
        moments.add(1.0);
        assert_eq!(
            moments.estimate(Level::default()).unwrap_err().code(),
            "simulation.statistics.too_few"
        );
        moments.add(3.0);
        let estimate = moments.estimate(Level::default()).unwrap();
        // Student's 97.5 % with one degree of freedom is 12.706; the standard error is 1.
        assert!((estimate.half_width - 12.706).abs() < 1e-3);
        assert!(estimate.holds(-10.7) && !estimate.holds(-10.8));
        assert_eq!(estimate.verdict(0.05), Verdict::NotEnoughRuns);
    }

    #[test]
    fn no_number_is_an_error() {
        let mut moments = Moments::new();
        moments.add(1.0);
        moments.add(f64::NAN);
        assert_eq!(
            moments.estimate(Level::default()),
            Err(StatisticsError::NotFinite)
        );
        let (first, second) = ([1.0], [1.0, 2.0]);
        assert!(Paired::compare(&first, &second, Level::default()).is_err());
    }

    #[test]
    fn batches_leave_the_beginning_out() {
        let mut values = vec![1_000.0; 3];
        values.extend((0..200).map(|at| f64::from(at % 2)));
        let estimate = batch_means(&values, 10, Level::default()).unwrap();
        assert_eq!((estimate.mean, estimate.half_width), (0.5, 0.0));
        assert!(batch_means(&values, 21, Level::default()).is_err());
        assert!(batch_means(&[], 0, Level::default()).is_err());
    }

    #[test]
    fn a_time_average_forgets_its_warm_up() {
        let mut average = TimeAverage::starting(0.0, 100.0);
        average.set(10.0, 2.0);
        average.restart(10.0);
        average.set(20.0, 4.0);
        assert_eq!(average.mean_until(40.0), Some(10.0 / 3.0));
        assert_eq!(average.most(), 4.0);
        assert_eq!(TimeAverage::starting(5.0, 1.0).mean_until(5.0), None);
    }
}
