//! 正確な数: the figures that come out, never rounded.

use crate::flow::Probability;
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::{fmt, ops, str::FromStr};
use tosei_types::ExactNumber;

/// The longest text of an [`ExactFigure`] that is read.
pub const MAX_FIGURE_CHARS: usize = 65_536;

/// 正確な値 (exact figure): a number that came out of a calculation, never rounded.
///
/// # Not to be confused with
///
/// [`ExactNumber`], which goes in: it is bounded, so that nobody can write one that costs an hour to
/// calculate with.
///
/// # Wire form
///
/// A string: a decimal where there is one (`"12.5"`), otherwise a fraction in lowest terms (`"1/3"`).
///
/// # Examples
///
/// ```
/// use tosei_bpr::metrics::ExactFigure;
///
/// let third: ExactFigure = "2/6".parse()?;
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!((third.clone() + third.clone() + third).to_string(), "1");
/// # Ok::<(), tosei_bpr::metrics::ExactFigureError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ExactFigure(BigRational);

/// Why a text is no [`ExactFigure`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExactFigureError {
    /// Neither a decimal nor a fraction with a denominator above 0.
    #[error("`{text}` is neither a decimal such as `0.5` nor a fraction such as `1/3`")]
    #[non_exhaustive]
    Form {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The text is longer than [`MAX_FIGURE_CHARS`].
    #[error("a figure has at most 65536 characters, got `{bytes}` bytes")]
    #[non_exhaustive]
    TooLong {
        /// How long it was.
        bytes: usize,
    },
}

impl ExactFigureError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "bpr.exact_figure.form",
            Self::TooLong { .. } => "bpr.exact_figure.too_long",
        }
    }
}

impl ExactFigure {
    pub(crate) fn zero() -> Self {
        Self::default()
    }

    pub(crate) fn one() -> Self {
        Self(BigRational::one())
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is 1.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// The quotient; `None` if the divisor is 0.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// How many bits numerator and denominator have together: what it costs to go on with it.
    pub(crate) fn bits(&self) -> u64 {
        self.0.numer().bits().saturating_add(self.0.denom().bits())
    }

    /// Rounded half away from zero (四捨五入) to so many decimal places.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::metrics::ExactFigure;
    ///
    /// let figure: ExactFigure = "12.345".parse()?;
    /// assert_eq!(figure.rounded(2).to_string(), "12.35");
    /// # Ok::<(), tosei_bpr::metrics::ExactFigureError>(())
    /// ```
    #[must_use]
    pub fn rounded(&self, places: u32) -> Self {
        let power = BigRational::from_integer(BigInt::from(10).pow(places.min(64)));
        Self((&self.0 * &power).round() / power)
    }

    /// Rounded as by [`rounded`](Self::rounded), with all its places and a comma at each thousand.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::metrics::ExactFigure;
    ///
    /// let figure: ExactFigure = "7872000".parse()?;
    /// assert_eq!(figure.shown(0), "7,872,000");
    /// assert_eq!("2/3".parse::<ExactFigure>()?.shown(2), "0.67");
    /// # Ok::<(), tosei_bpr::metrics::ExactFigureError>(())
    /// ```
    #[must_use]
    pub fn shown(&self, places: u32) -> String {
        let places = places.min(64);
        let power = BigInt::from(10).pow(places);
        let scaled = (&self.0 * BigRational::from_integer(power)).round();
        let digits = scaled.numer().magnitude().to_string();
        let width = usize::try_from(places).unwrap_or(64);
        let padded = format!("{digits:0>width$}", width = width.saturating_add(1));
        let (whole, part) = padded.split_at(padded.len().saturating_sub(width));
        let mut text = String::new();
        if scaled.is_negative() {
            text.push('-');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && whole.len().saturating_sub(at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if width > 0 {
            text.push('.');
            text.push_str(part);
        }
        text
    }

    /// The largest whole number that is not larger; for counts.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }
}

impl From<u32> for ExactFigure {
    fn from(number: u32) -> Self {
        Self(BigRational::from_integer(number.into()))
    }
}

impl From<u64> for ExactFigure {
    fn from(number: u64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }
}

impl From<i64> for ExactFigure {
    fn from(number: i64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }
}

impl From<ExactNumber> for ExactFigure {
    fn from(number: ExactNumber) -> Self {
        Self(BigRational::new(
            number.numerator().into(),
            number.denominator().into(),
        ))
    }
}

macro_rules! operator {
    ($name:ident, $method:ident, $sign:tt) => {
        impl ops::$name for ExactFigure {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self(self.0 $sign other.0)
            }
        }
        impl<'a> ops::$name<&'a ExactFigure> for &'a ExactFigure {
            type Output = ExactFigure;
            fn $method(self, other: &ExactFigure) -> ExactFigure {
                ExactFigure(&self.0 $sign &other.0)
            }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);

impl std::iter::Sum for ExactFigure {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::zero(), |sum, figure| sum + figure)
    }
}

impl fmt::Display for ExactFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The decimal places that 2 and 5 in the denominator need.
        let (two, five) = (BigInt::from(2), BigInt::from(5));
        let mut rest = self.0.denom().clone();
        let mut places = [0u32; 2];
        for (prime, count) in [two, five].iter().zip(&mut places) {
            while *count < 1_000 && (&rest % prime).is_zero() {
                rest /= prime;
                *count = count.saturating_add(1);
            }
        }
        if !rest.is_one() {
            return write!(f, "{}/{}", self.0.numer(), self.0.denom());
        }
        let places = places.into_iter().max().unwrap_or(0);
        let scaled =
            (&self.0 * BigRational::from_integer(BigInt::from(10).pow(places))).to_integer();
        if scaled.sign() == Sign::Minus {
            f.write_str("-")?;
        }
        let width = usize::try_from(places).unwrap_or(0);
        let digits = scaled.magnitude().to_string();
        let padded = format!("{digits:0>width$}", width = width.saturating_add(1));
        let (whole, part) = padded.split_at(padded.len().saturating_sub(width));
        f.write_str(whole)?;
        if width > 0 {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

impl FromStr for ExactFigure {
    type Err = ExactFigureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > MAX_FIGURE_CHARS {
            return Err(ExactFigureError::TooLong { bytes: text.len() });
        }
        let refused = || ExactFigureError::Form {
            text: text.chars().take(40).collect(),
        };
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        let whole = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain
                .then(|| BigInt::parse_bytes(digits.as_bytes(), 10))
                .flatten()
                .ok_or_else(refused)
        };
        let number = if let Some((above, below)) = size.split_once('/') {
            let (above, below) = (whole(above)?, whole(below)?);
            if below.is_zero() {
                return Err(refused());
            }
            BigRational::new(above, below)
        } else if let Some((above, part)) = size.split_once('.') {
            whole(above)?;
            whole(part)?;
            let places = u32::try_from(part.len()).map_err(|_| refused())?;
            BigRational::new(
                whole(&format!("{above}{part}"))?,
                BigInt::from(10).pow(places),
            )
        } else {
            BigRational::from_integer(whole(size)?)
        };
        Ok(Self(if negative { -number } else { number }))
    }
}

tosei_types::text_value! {
    ExactFigure,
    name: "ExactFigure",
    pattern: r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
    ja: "正確な値",
    en: "Exact figure, a decimal or a fraction",
    example: "12.5",
}

/// Whether shares make a whole.
pub(crate) fn sums_to_one(shares: impl Iterator<Item = Probability>) -> bool {
    shares
        .map(|share| ExactFigure::from(share.get()))
        .sum::<ExactFigure>()
        .is_one()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_one_text() {
        for (read, written) in [
            ("0", "0"),
            ("-0.50", "-0.5"),
            ("10/4", "2.5"),
            ("1/3", "1/3"),
            ("-7/6", "-7/6"),
            ("0.0001", "0.0001"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ] {
            let figure: ExactFigure = read.parse().unwrap();
            assert_eq!(figure.to_string(), written);
            assert_eq!(written.parse::<ExactFigure>().unwrap(), figure);
        }
        for text in ["", ".5", "5.", "1/0", "+1", "1e3", "１"] {
            assert_eq!(
                text.parse::<ExactFigure>().unwrap_err().code(),
                "bpr.exact_figure.form"
            );
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let shown = |text: &str, places| text.parse::<ExactFigure>().unwrap().shown(places);
        assert_eq!(shown("0.5", 0), "1");
        assert_eq!(shown("-0.5", 0), "-1");
        assert_eq!(shown("0.49", 0), "0");
        assert_eq!(shown("1234567.005", 2), "1,234,567.01");
        assert_eq!(shown("-999.999", 1), "-1,000.0");
        assert_eq!(shown("0.004", 2), "0.00");
    }
}
