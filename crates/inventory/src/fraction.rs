//! Exact signed fractions: points of a percentage, paces, shares of a change.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use std::{fmt, str::FromStr};
use tosei_types::PercentDigits;

/// 分数 (exact fraction): a signed number that is never rounded until it is shown.
///
/// A pace in points a quarter, the difference of two rates, a projected moment. It has no size
/// limit, so no sum of fractions overflows.
///
/// # Invariant
///
/// Lowest terms, denominator above 0.
///
/// # Not to be confused with
///
/// [`Rate`](tosei_types::Rate), which keeps both counts as they were counted; 50/100 stays that there.
///
/// # Wire form
///
/// A text: `"5/2"`, `"-3"`, `"0"`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::ExactFraction;
/// use tosei_types::PercentDigits;
///
/// let pace: ExactFraction = "5/2".parse()?;
/// assert_eq!(pace.times(&ExactFraction::from(12)).to_string(), "30");
/// assert_eq!(pace.shown(PercentDigits::One), "2.5");
/// assert_eq!("-13/250".parse::<ExactFraction>()?.shown(PercentDigits::One), "-0.1");
/// # Ok::<(), tosei_inventory::ExactFractionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExactFraction(BigRational);

tosei_types::text_value! {
    ExactFraction,
    name: "ExactFraction",
    pattern: "^(0|-?[1-9][0-9]*(/[1-9][0-9]*)?)$",
    ja: "分数",
    en: "Exact fraction",
    example: "5/2",
}

/// A text is not a fraction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a fraction in lowest terms such as `5/2`")]
pub struct ExactFractionError {
    text: String,
}

impl ExactFractionError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "inventory.fraction.bad_text"
    }
}

/// Longest text that is read as a fraction, so that no input asks for a number of any size.
const MAX_TEXT: usize = 200;

#[allow(
    clippy::arithmetic_side_effects,
    reason = "numbers of any size neither overflow nor wrap; divisors are checked"
)]
impl ExactFraction {
    /// The fraction of two counts; `None` if the lower one is 0.
    #[must_use]
    pub fn of(numerator: u64, denominator: u64) -> Option<Self> {
        (denominator != 0).then(|| {
            Self(BigRational::new(
                BigInt::from(numerator),
                BigInt::from(denominator),
            ))
        })
    }

    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The quotient; `None` if `other` is 0.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is above 0.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// Without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        Self(self.0.abs())
    }

    /// The smallest whole number that is not below it; `None` outside 64 bits.
    #[must_use]
    pub fn ceiling(&self) -> Option<i64> {
        self.0.ceil().to_integer().to_i64()
    }

    /// Rounded for a reader: 四捨五入, halves away from 0, with a minus sign where it is below 0.
    ///
    /// What rounds to 0 has no sign.
    #[must_use]
    pub fn shown(&self, digits: PercentDigits) -> String {
        let places = match digits {
            PercentDigits::Whole => 0u32,
            PercentDigits::Two => 2,
            PercentDigits::Three => 3,
            _ => 1,
        };
        let scale = BigInt::from(10u32.pow(places));
        // `round` takes halves away from 0.
        let units = (&self.0 * BigRational::from_integer(scale.clone()))
            .round()
            .to_integer();
        let sign = if units.is_negative() { "-" } else { "" };
        let units = units.abs();
        let (whole, part) = (&units / &scale, &units % &scale);
        if places == 0 {
            return format!("{sign}{whole}");
        }
        let width = usize::try_from(places).unwrap_or(1);
        format!("{sign}{whole}.{:0>width$}", part.to_string())
    }
}

impl From<u64> for ExactFraction {
    fn from(number: u64) -> Self {
        Self(BigRational::from_integer(BigInt::from(number)))
    }
}

impl From<i64> for ExactFraction {
    fn from(number: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(number)))
    }
}

impl From<i32> for ExactFraction {
    fn from(number: i32) -> Self {
        Self::from(i64::from(number))
    }
}

impl fmt::Display for ExactFraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ExactFraction {
    type Err = ExactFractionError;

    fn from_str(text: &str) -> Result<Self, ExactFractionError> {
        let refused = || ExactFractionError {
            text: text.chars().take(80).collect(),
        };
        if text.len() > MAX_TEXT {
            return Err(refused());
        }
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let above: BigInt = above.parse().map_err(|_| refused())?;
        let below: BigInt = below.parse().map_err(|_| refused())?;
        if !below.is_positive() {
            return Err(refused());
        }
        let fraction = Self(BigRational::new(above, below));
        // One text for each value: lowest terms, no `+`, no leading zeros.
        if fraction.to_string() == text {
            Ok(fraction)
        } else {
            Err(refused())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, digits: PercentDigits) -> String {
        text.parse::<ExactFraction>().unwrap().shown(digits)
    }

    #[test]
    fn halves_are_shown_away_from_zero() {
        assert_eq!(shown("5/2", PercentDigits::Whole), "3");
        assert_eq!(shown("-5/2", PercentDigits::Whole), "-3");
        assert_eq!(shown("1/20", PercentDigits::One), "0.1");
        assert_eq!(shown("-1/21", PercentDigits::One), "0.0");
        assert_eq!(shown("193/40", PercentDigits::Three), "4.825");
    }

    #[test]
    fn one_value_has_one_text() {
        for text in ["2/4", "+1", "01", "1/0", "1/-2", "5/1", "-0", "", "1/2/3", " 1"] {
            assert!(text.parse::<ExactFraction>().is_err(), "{text}");
        }
        assert!("9".repeat(201).parse::<ExactFraction>().is_err());
        assert_eq!("-7/3".parse::<ExactFraction>().unwrap().to_string(), "-7/3");
    }
}
