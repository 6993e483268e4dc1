//! Number, mean and variance of values that come one at a time.

use crate::student::student_quantile;
use crate::{Estimate, Level, StatisticsError};

/// 積率 (moments): number, mean and variance of values, one at a time.
///
/// Mean and squares are kept by Welford's method, which loses nothing where the values are large
/// and alike. Merging in the same order gives the same bytes; another order may differ in the last
/// digits, so results of parallel runs are merged by their number, not by when they were ready.
///
/// # Examples
///
/// ```
/// use tosei_simulation::Moments;
///
/// let mut waits = Moments::new();
/// for minutes in [2.0, 4.0, 9.0] {
///     waits.add(minutes);
/// }
/// assert_eq!(waits.mean(), Some(5.0));
/// assert_eq!(waits.variance(), Some(13.0));
/// assert_eq!(Moments::new().mean(), None); // nobody waited: no mean, not 0
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
    least: f64,
    most: f64,
}

impl Moments {
    /// No value yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            count: 0,
            mean: 0.0,
            squares: 0.0,
            least: 0.0,
            most: 0.0,
        }
    }

    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        if self.count == 0 {
            (self.least, self.most) = (value, value);
        } else {
            self.least = self.least.min(value);
            self.most = self.most.max(value);
        }
        self.count = self.count.saturating_add(1);
        let distance = value - self.mean;
        self.mean += distance / as_float(self.count);
        self.squares += distance * (value - self.mean);
    }

    /// Adds the values behind other moments.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (ours, theirs) = (as_float(self.count), as_float(other.count));
        let distance = other.mean - self.mean;
        let share = theirs / (ours + theirs);
        self.count = self.count.saturating_add(other.count);
        self.mean += distance * share;
        self.squares += other.squares + distance * distance * ours * share;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// How many values.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The mean; `None` without a value.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// The variance of the population they are a sample of; `None` with fewer than two values.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / as_float(self.count.saturating_sub(1)))
    }

    /// The least value.
    #[must_use]
    pub fn least(&self) -> Option<f64> {
        (self.count > 0).then_some(self.least)
    }

    /// The greatest value.
    #[must_use]
    pub fn most(&self) -> Option<f64> {
        (self.count > 0).then_some(self.most)
    }

    /// The mean with its interval, if the values are independent of each other.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::TooFew`] with fewer than two values.
    /// - [`StatisticsError::NotFinite`] if a value was no number.
    pub fn estimate(&self, level: Level) -> Result<Estimate, StatisticsError> {
        let (Some(mean), Some(variance)) = (self.mean(), self.variance()) else {
            return Err(StatisticsError::TooFew {
                needed: 2,
                given: usize::try_from(self.count).unwrap_or(usize::MAX),
            });
        };
        if !mean.is_finite() || !variance.is_finite() {
            return Err(StatisticsError::NotFinite);
        }
        let error = libm::sqrt(variance / as_float(self.count));
        let quantile = student_quantile(level.upper(), as_float(self.count) - 1.0);
        Ok(Estimate {
            mean,
            standard_error: error,
            half_width: quantile * error,
            level,
            runs: self.count,
        })
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a number of values; above 2^53 nothing would change"
)]
pub(crate) fn as_float(count: u64) -> f64 {
    count as f64
}
