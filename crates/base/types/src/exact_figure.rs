//! 正確な値 (exact figures): what comes out of a calculation, never rounded.

use crate::ExactNumber;
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, Zero as _};
use std::{cmp::Ordering, fmt, ops, str::FromStr};

/// The longest text of an [`ExactFigure`] that is read.
pub const MAX_FIGURE_CHARS: usize = 65_536;

/// As many decimal places as a figure is shown with.
const MAX_PLACES: u32 = 64;

/// 正確な値 (exact figure): a number that came out of a calculation, as exact as what went in.
///
/// # Invariant
///
/// In lowest terms; so equal figures have the same text.
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
/// # Source
///
/// `definition`.
///
/// # Examples
///
/// ```
/// use tosei_types::ExactFigure;
///
/// let third: ExactFigure = "2/6".parse()?;
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!((third.clone() + third.clone() + third).to_string(), "1");
/// # Ok::<(), tosei_types::ExactFigureError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ExactFigure(BigRational);

/// Why a text is no [`ExactFigure`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExactFigureError {
    /// Neither a decimal nor a fraction.
    #[error("`{text}` is neither a decimal such as `0.5` nor a fraction such as `1/3`")]
    #[non_exhaustive]
    Form {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The denominator is 0.
    #[error("a fraction has a denominator of at least 1, got 0")]
    ZeroDenominator,
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
            Self::Form { .. } => "types.exact_figure.form",
            Self::ZeroDenominator => "types.exact_figure.zero_denominator",
            Self::TooLong { .. } => "types.exact_figure.too_long",
        }
    }
}

impl ExactFigure {
    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self::default()
    }

    /// 1.
    #[must_use]
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// Exactly what a floating point number stands for; `None` if it is not finite.
    #[must_use]
    pub fn from_float(number: f64) -> Option<Self> {
        BigRational::from_float(number).map(Self)
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

    /// Less than, equal to or greater than 0.
    #[must_use]
    pub fn sign(&self) -> Ordering {
        match self.0.numer().sign() {
            Sign::Minus => Ordering::Less,
            Sign::NoSign => Ordering::Equal,
            Sign::Plus => Ordering::Greater,
        }
    }

    /// The quotient; `None` if the divisor is 0.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// How many bits numerator and denominator have together: what it costs to go on with it.
    #[must_use]
    pub fn bits(&self) -> u64 {
        self.0.numer().bits().saturating_add(self.0.denom().bits())
    }

    /// Rounded half away from zero (四捨五入) to so many decimal places.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::ExactFigure;
    ///
    /// let figure: ExactFigure = "12.345".parse()?;
    /// assert_eq!(figure.rounded(2).to_string(), "12.35");
    /// # Ok::<(), tosei_types::ExactFigureError>(())
    /// ```
    #[must_use]
    pub fn rounded(&self, places: u32) -> Self {
        let power = BigRational::from_integer(BigInt::from(10).pow(places.min(MAX_PLACES)));
        Self((&self.0 * &power).round() / power)
    }

    /// Rounded as by [`rounded`](Self::rounded), with all its places and a comma at each thousand.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::ExactFigure;
    ///
    /// let figure: ExactFigure = "7872000".parse()?;
    /// assert_eq!(figure.shown(0), "7,872,000");
    /// assert_eq!("2/3".parse::<ExactFigure>()?.shown(2), "0.67");
    /// # Ok::<(), tosei_types::ExactFigureError>(())
    /// ```
    #[must_use]
    pub fn shown(&self, places: u32) -> String {
        let plain = self.with_places(places);
        let (minus, size) = match plain.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("", plain.as_str()),
        };
        let (whole, part) = size.split_at(size.find('.').unwrap_or(size.len()));
        let mut text = String::from(minus);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && whole.len().saturating_sub(at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text.push_str(part);
        text
    }

    /// Rounded as by [`rounded`](Self::rounded), with all its places and nothing between the digits.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::ExactFigure;
    ///
    /// let pace: ExactFigure = "4.825".parse()?;
    /// assert_eq!(pace.with_places(2), "4.83");
    /// assert_eq!("-1/8".parse::<ExactFigure>()?.with_places(2), "-0.13");
    /// # Ok::<(), tosei_types::ExactFigureError>(())
    /// ```
    #[must_use]
    pub fn with_places(&self, places: u32) -> String {
        let places = places.min(MAX_PLACES);
        let power = BigInt::from(10).pow(places);
        with_point(
            &(&self.0 * BigRational::from_integer(power))
                .round()
                .to_integer(),
            places,
        )
    }

    /// As a fraction in lowest terms, whole numbers too: `"5/2"`, `"-7/1"`.
    #[must_use]
    pub fn as_fraction(&self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }

    /// The largest whole number that is not larger; for counts.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }
}

macro_rules! from_whole {
    ($($whole:ty),*) => {
        $(impl From<$whole> for ExactFigure {
            fn from(number: $whole) -> Self {
                Self(BigRational::from_integer(number.into()))
            }
        })*
    };
}
from_whole!(i32, u32, i64, u64, i128, u128);

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

impl ops::Neg for ExactFigure {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl ops::Neg for &ExactFigure {
    type Output = ExactFigure;
    fn neg(self) -> ExactFigure {
        ExactFigure(-&self.0)
    }
}

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
        let scaled = &self.0 * BigRational::from_integer(BigInt::from(10).pow(places));
        f.write_str(&with_point(&scaled.to_integer(), places))
    }
}

/// A whole number of the smallest unit, with its point.
fn with_point(units: &BigInt, places: u32) -> String {
    let minus = if units.is_negative() { "-" } else { "" };
    let width = usize::try_from(places).unwrap_or(usize::MAX);
    let digits = units.magnitude().to_string();
    let padded = format!("{digits:0>least$}", least = width.saturating_add(1));
    let (whole, part) = padded.split_at(padded.len().saturating_sub(width));
    let point = if part.is_empty() { "" } else { "." };
    format!("{minus}{whole}{point}{part}")
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
                return Err(ExactFigureError::ZeroDenominator);
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

crate::text_value! {
    ExactFigure,
    name: "ExactFigure",
    pattern: r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
    ja: "正確な値",
    en: "Exact figure, a decimal or a fraction",
    example: "12.5",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_one_text() {
        for (read, written) in [
            ("0", "0"),
            ("-0", "0"),
            ("-0.50", "-0.5"),
            ("193/40", "4.825"),
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
        for (text, code) in [
            ("", "form"),
            ("-", "form"),
            (".5", "form"),
            ("5.", "form"),
            ("--1", "form"),
            ("1/-2", "form"),
            ("+1", "form"),
            ("1e3", "form"),
            ("１", "form"),
            ("1/0", "zero_denominator"),
        ] {
            let error = text.parse::<ExactFigure>().unwrap_err();
            assert_eq!(error.code(), format!("types.exact_figure.{code}"), "{text}");
        }
        let long = "1".repeat(MAX_FIGURE_CHARS + 1);
        let error = long.parse::<ExactFigure>().unwrap_err();
        assert_eq!(error.code(), "types.exact_figure.too_long");
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
        assert_eq!(shown("-0.04", 1), "0.0");
        assert_eq!(shown("-1234", 0), "-1,234");
        let plain = |text: &str, places| {
            let figure: ExactFigure = text.parse().unwrap();
            figure.with_places(places)
        };
        assert_eq!(plain("1234567.005", 2), "1234567.01");
        assert_eq!(plain("-4.825", 2), "-4.83");
        assert_eq!(plain("1/3", 1), "0.3");
        assert_eq!(plain("700", 0), "700");
    }
}
