//! 正確な数 (exact results): what is calculated from published numbers, without rounding.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};
use std::{cmp::Ordering, fmt, str::FromStr};
use tosei_types::{ExactNumber, PercentDigits};

/// The longest text of an [`Exact`], in characters.
pub const MAX_EXACT_CHARS: usize = 4_096;

/// 正確な数 (exact result): a number that was calculated, as exact as what it was calculated from.
///
/// # Invariant
///
/// In lowest terms; so equal numbers have the same text.
///
/// # Not to be confused with
///
/// [`ExactNumber`], which is read from a document, is bounded, and has no arithmetic.
///
/// # Wire form
///
/// A string: a decimal if it has one with at most twelve digits after the point (`"2.5"`, `"-4.825"`),
/// else a fraction in lowest terms (`"115/119"`).
///
/// # Source
///
/// `definition`.
///
/// # Examples
///
/// ```
/// use tosei_plan::Exact;
///
/// let points: Exact = "30".parse()?;
/// let quarters: Exact = "12".parse()?;
/// assert_eq!(points.divided_by(&quarters).unwrap().to_string(), "2.5");
/// assert_eq!("2/6".parse::<Exact>()?.to_string(), "1/3");
/// # Ok::<(), tosei_plan::ExactError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Exact(BigRational);

tosei_types::text_value! {
    Exact,
    name: "Exact",
    pattern: r"^-?[0-9]+(\.[0-9]{1,12}|/[0-9]+)?$",
    ja: "正確な数",
    en: "Exact result: a decimal or a fraction",
    example: "2.5",
}

/// Why a text is not an [`Exact`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExactError {
    /// The text is neither a decimal nor a fraction.
    #[error("`{text}` is neither a decimal such as `2.5` nor a fraction such as `115/119`")]
    #[non_exhaustive]
    Form {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The denominator is 0.
    #[error("a fraction has a denominator of at least 1, got 0")]
    ZeroDenominator,
    /// The text is longer than [`MAX_EXACT_CHARS`].
    #[error("an exact number has at most 4096 characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
    },
}

impl ExactError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "plan.exact.form",
            Self::ZeroDenominator => "plan.exact.zero_denominator",
            Self::TooLong { .. } => "plan.exact.too_long",
        }
    }
}

impl Exact {
    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(number)))
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

    /// The quotient; `None` if the other is 0.
    #[must_use]
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-&self.0)
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

    /// As it is shown: rounded half up (四捨五入) by its size, with so many digits after the point.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_plan::Exact;
    /// use tosei_types::PercentDigits;
    ///
    /// let pace: Exact = "4.825".parse()?;
    /// assert_eq!(pace.rounded(PercentDigits::Two), "4.83");
    /// assert_eq!("-1/8".parse::<Exact>()?.rounded(PercentDigits::Two), "-0.13");
    /// # Ok::<(), tosei_plan::ExactError>(())
    /// ```
    #[must_use]
    pub fn rounded(&self, digits: PercentDigits) -> String {
        let places: u32 = match digits {
            PercentDigits::Whole => 0,
            PercentDigits::Two => 2,
            PercentDigits::Three => 3,
            _ => 1,
        };
        let size = self.0.abs();
        let doubled = size.numer() * BigInt::from(2u8) * BigInt::from(10u8).pow(places);
        let units = (doubled + size.denom()) / (size.denom() * BigInt::from(2u8));
        let minus = if self.sign() == Ordering::Less && !units.is_zero() {
            "-"
        } else {
            ""
        };
        let width = usize::try_from(places).unwrap_or(3);
        format!("{minus}{}", with_point(&units, width))
    }
}

/// An integer of the smallest shown unit, with its point.
fn with_point(units: &BigInt, places: usize) -> String {
    let digits = format!("{units:0>width$}", width = places.saturating_add(1));
    let at = digits.len().saturating_sub(places);
    match digits.split_at_checked(at) {
        Some((whole, part)) if !part.is_empty() => format!("{whole}.{part}"),
        _ => digits,
    }
}

impl From<ExactNumber> for Exact {
    fn from(number: ExactNumber) -> Self {
        // The denominator of an exact number is at least 1.
        Self(BigRational::new(
            BigInt::from(number.numerator()),
            BigInt::from(number.denominator()),
        ))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (self.0.numer().abs(), self.0.denom());
        let minus = if self.sign() == Ordering::Less {
            "-"
        } else {
            ""
        };
        for places in 0..=12u32 {
            let scaled = &numerator * BigInt::from(10u8).pow(places);
            if (&scaled % denominator).is_zero() {
                let width = usize::try_from(places).unwrap_or(12);
                return write!(f, "{minus}{}", with_point(&(scaled / denominator), width));
            }
        }
        write!(f, "{minus}{numerator}/{denominator}")
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    fn from_str(text: &str) -> Result<Self, ExactError> {
        let chars = text.chars().count();
        if chars > MAX_EXACT_CHARS {
            return Err(ExactError::TooLong { chars });
        }
        let form = || ExactError::Form {
            text: text.chars().take(40).collect(),
        };
        let integer = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let read = plain.then(|| digits.parse::<BigInt>().ok());
            read.flatten().ok_or_else(form)
        };
        let size = text.strip_prefix('-').unwrap_or(text);
        let (above, below) = if let Some((above, below)) = size.split_once('/') {
            (integer(above)?, integer(below)?)
        } else if let Some((whole, part)) = size.split_once('.') {
            let (_, _) = (integer(whole)?, integer(part)?);
            let places = u32::try_from(part.len()).map_err(|_| form())?;
            let all = integer(&format!("{whole}{part}"))?;
            (all, BigInt::from(10u8).pow(places))
        } else {
            (integer(size)?, BigInt::from(1u8))
        };
        if below.is_zero() {
            return Err(ExactError::ZeroDenominator);
        }
        let number = BigRational::new(above, below);
        Ok(Self(if text.starts_with('-') {
            -number
        } else {
            number
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_text() {
        for (read, written) in [
            ("0", "0"),
            ("-0", "0"),
            ("2.50", "2.5"),
            ("-4.825", "-4.825"),
            ("1/3", "1/3"),
            ("-2/6", "-1/3"),
            ("193/40", "4.825"),
            ("0.000000000001", "0.000000000001"),
        ] {
            let number: Exact = read.parse().unwrap();
            assert_eq!(number.to_string(), written);
            assert_eq!(written.parse(), Ok(number));
        }
        for (text, code) in [
            ("", "form"),
            ("-", "form"),
            ("1.", "form"),
            (".5", "form"),
            ("--1", "form"),
            ("1/-2", "form"),
            ("１", "form"),
            ("1e3", "form"),
            ("1/0", "zero_denominator"),
        ] {
            let error = text.parse::<Exact>().unwrap_err();
            assert_eq!(error.code(), format!("plan.exact.{code}"), "{text}");
        }
        let long = "1".repeat(MAX_EXACT_CHARS + 1);
        assert_eq!(
            long.parse::<Exact>().unwrap_err().code(),
            "plan.exact.too_long"
        );
    }

    #[test]
    fn shown_numbers_are_rounded_half_up_by_their_size() {
        for (text, digits, shown) in [
            ("4.825", PercentDigits::Two, "4.83"),
            ("-4.825", PercentDigits::Two, "-4.83"),
            ("1/3", PercentDigits::One, "0.3"),
            ("0.5", PercentDigits::Whole, "1"),
            ("-0.04", PercentDigits::One, "0.0"),
            ("700", PercentDigits::Whole, "700"),
        ] {
            assert_eq!(text.parse::<Exact>().unwrap().rounded(digits), shown);
        }
    }
}
