//! Exact rates: a fraction with its basis, rounded only when it is shown.
#![deny(clippy::arithmetic_side_effects)]

use crate::{count::MAX_COUNT, id::RateId};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// How many digits after the point a percentage is shown with.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PercentDigits {
    /// 48 %.
    Whole,
    /// 48.4 %, the way published rates are written.
    #[default]
    One,
    /// 48.37 %.
    Two,
    /// 48.374 %.
    Three,
}

impl PercentDigits {
    const fn scale(self) -> u128 {
        match self {
            Self::Whole => 1,
            Self::One => 10,
            Self::Two => 100,
            Self::Three => 1_000,
        }
    }
}

/// 百分率 (percentage): a rounded figure to be shown, never to be calculated with.
///
/// Rounded half up (四捨五入) from an exact fraction: 2.345 % with two digits is 2.35 %. It has no
/// arithmetic on purpose: two rounded figures have no exact difference.
///
/// # Examples
///
/// ```
/// use tosei_types::{PercentDigits, Percentage};
///
/// let shown = Percentage::of(717, 1_520, PercentDigits::One).unwrap();
/// assert_eq!(shown.to_string(), "47.2");
/// assert_eq!(Percentage::of(1, 0, PercentDigits::One), None); // an empty population has no rate
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Percentage {
    units: u128,
    digits: PercentDigits,
}

impl Percentage {
    /// Rounds `numerator / denominator` half up; `None` if the denominator is 0.
    #[must_use]
    pub fn of(numerator: u64, denominator: u64, digits: PercentDigits) -> Option<Self> {
        // At most 2^64 · 100 · 1000 · 2 + 2^64, far inside 128 bits.
        let doubled = u128::from(numerator)
            .checked_mul(100)?
            .checked_mul(digits.scale())?
            .checked_mul(2)?
            .checked_add(u128::from(denominator))?;
        let units = doubled.checked_div(u128::from(denominator).checked_mul(2)?)?;
        Some(Self { units, digits })
    }

    /// 0 %, for a share that is known to have a population.
    pub(crate) const fn zero(digits: PercentDigits) -> Self {
        Self { units: 0, digits }
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.digits.scale();
        let whole = self.units.checked_div(scale).unwrap_or(0);
        let part = self.units.checked_rem(scale).unwrap_or(0);
        match self.digits {
            PercentDigits::Whole => write!(f, "{whole}"),
            PercentDigits::One => write!(f, "{whole}.{part:01}"),
            PercentDigits::Two => write!(f, "{whole}.{part:02}"),
            PercentDigits::Three => write!(f, "{whole}.{part:03}"),
        }
    }
}

/// 率 (rate): an exact fraction of a named basis.
///
/// The basis says what was counted; a figure without it cannot be compared with another. On the
/// State's inventory the question "what share is online?" has at least five honest answers, and
/// only the basis tells them apart.
///
/// # Invariant
///
/// `numerator <= denominator <= 2^53 − 1` ([`MAX_COUNT`]). The denominator may be 0: then the
/// population was empty and [`percent`](Self::percent) is `None`, which is neither 0 % nor an error.
///
/// # Not to be confused with
///
/// [`Percentage`], which is rounded; and a ratio of two different things (yen per hour).
///
/// # Wire form
///
/// `{"basis": "online.all_rows", "numerator": 36315, "denominator": 75071}`.
///
/// # Examples
///
/// ```
/// use tosei_types::{PercentDigits, Rate, RateId};
///
/// let basis: RateId = "online.all_rows".parse()?;
/// let rate = Rate::try_new(basis, 36_315, 75_071)?;
/// assert_eq!(rate.percent(PercentDigits::One).unwrap().to_string(), "48.4");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "率")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Rate", into = "wire::Rate")]
pub struct Rate {
    basis: RateId,
    numerator: u64,
    denominator: u64,
}

/// Why two counts do not form a [`Rate`], or two rates have no sum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RateError {
    /// More was counted above the line than below it.
    #[error("numerator `{numerator}` exceeds denominator `{denominator}`")]
    #[non_exhaustive]
    NumeratorExceedsDenominator {
        /// The count above the line.
        numerator: u64,
        /// The count below the line.
        denominator: u64,
    },
    /// The two rates do not count the same thing.
    #[error("rates of different bases have no sum: `{left}` and `{right}`")]
    #[non_exhaustive]
    DifferentBases {
        /// Basis of the left rate.
        left: RateId,
        /// Basis of the right rate.
        right: RateId,
    },
    /// A count, or the sum of two, is larger than [`MAX_COUNT`].
    #[error("a count of a rate is at most 9007199254740991, got a larger number")]
    TooLarge,
}

impl RateError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NumeratorExceedsDenominator { .. } => "types.rate.numerator_exceeds_denominator",
            Self::DifferentBases { .. } => "types.rate.different_bases",
            Self::TooLarge => "types.rate.too_large",
        }
    }
}

impl Rate {
    /// Puts two counts of one basis together.
    ///
    /// # Errors
    ///
    /// - [`RateError::TooLarge`] if a count is above [`MAX_COUNT`].
    /// - [`RateError::NumeratorExceedsDenominator`] if more is counted above the line than below.
    pub fn try_new(basis: RateId, numerator: u64, denominator: u64) -> Result<Self, RateError> {
        if numerator > MAX_COUNT || denominator > MAX_COUNT {
            return Err(RateError::TooLarge);
        }
        if numerator > denominator {
            return Err(RateError::NumeratorExceedsDenominator {
                numerator,
                denominator,
            });
        }
        Ok(Self {
            basis,
            numerator,
            denominator,
        })
    }

    /// What was counted.
    #[must_use]
    pub fn basis(&self) -> &RateId {
        &self.basis
    }

    /// The count above the line.
    #[must_use]
    pub fn numerator(&self) -> u64 {
        self.numerator
    }

    /// The count below the line.
    #[must_use]
    pub fn denominator(&self) -> u64 {
        self.denominator
    }

    /// The rate as a percentage, rounded half up; `None` if the population is empty.
    #[must_use]
    pub fn percent(&self, digits: PercentDigits) -> Option<Percentage> {
        Percentage::of(self.numerator, self.denominator, digits)
    }

    /// The rate of both populations together: numerators and denominators are added.
    ///
    /// This is **not** the mean of the two percentages.
    ///
    /// # Errors
    ///
    /// - [`RateError::DifferentBases`] if the rates do not count the same thing.
    /// - [`RateError::TooLarge`] if a sum passes [`MAX_COUNT`].
    pub fn try_add(&self, other: &Self) -> Result<Self, RateError> {
        if self.basis != other.basis {
            return Err(RateError::DifferentBases {
                left: self.basis.clone(),
                right: other.basis.clone(),
            });
        }
        // Two counts of at most 2^53 − 1 stay far inside 64 bits.
        Self::try_new(
            self.basis.clone(),
            self.numerator.saturating_add(other.numerator),
            self.denominator.saturating_add(other.denominator),
        )
    }

    /// Compares the exact fractions; `None` if either population is empty.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.denominator == 0 || other.denominator == 0 {
            return None;
        }
        let left = u128::from(self.numerator).checked_mul(u128::from(other.denominator))?;
        let right = u128::from(other.numerator).checked_mul(u128::from(self.denominator))?;
        Some(left.cmp(&right))
    }
}

mod wire {
    use super::{RateError, RateId};
    use serde::{Deserialize, Serialize};

    /// 率: numerator and denominator of a named basis.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "Rate"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Rate {
        /// 率の定義ID: what was counted.
        basis: RateId,
        /// 分子: the count above the line.
        numerator: u64,
        /// 分母: the count below the line; 0 if the population is empty.
        denominator: u64,
    }

    impl TryFrom<Rate> for super::Rate {
        type Error = RateError;
        fn try_from(wire: Rate) -> Result<Self, RateError> {
            Self::try_new(wire.basis, wire.numerator, wire.denominator)
        }
    }

    impl From<super::Rate> for Rate {
        fn from(rate: super::Rate) -> Self {
            Self {
                basis: rate.basis,
                numerator: rate.numerator,
                denominator: rate.denominator,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(numerator: u64, denominator: u64, digits: PercentDigits) -> Option<String> {
        Percentage::of(numerator, denominator, digits).map(|p| p.to_string())
    }

    #[test]
    fn halves_round_up_when_shown() {
        assert_eq!(
            percent(2_345, 100_000, PercentDigits::Two).as_deref(),
            Some("2.35")
        );
        assert_eq!(percent(1, 8, PercentDigits::Whole).as_deref(), Some("13")); // 12.5
        assert_eq!(
            percent(1_249_999, 10_000_000, PercentDigits::Whole).as_deref(),
            Some("12")
        );
        assert_eq!(
            percent(u64::MAX, u64::MAX, PercentDigits::Three).as_deref(),
            Some("100.000")
        );
    }

    #[test]
    fn an_empty_population_has_no_rate() {
        assert_eq!(percent(0, 0, PercentDigits::One), None);
    }
}
