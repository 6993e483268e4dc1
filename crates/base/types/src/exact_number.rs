//! 測定値: exact numbers, written as decimals or fractions.
#![deny(clippy::arithmetic_side_effects)]

use std::{cmp::Ordering, fmt, str::FromStr};

/// The largest numerator (in size) and the largest denominator of an [`ExactNumber`].
pub const MAX_NUMBER_PART: u64 = 1_000_000_000_000;

/// 測定値 (exact number): a decimal or a fraction, never rounded.
///
/// # Invariant
///
/// Lowest terms; numerator and denominator are at most [`MAX_NUMBER_PART`] in size, the
/// denominator at least 1. So a product of any three of them fits in 128 bits, and no comparison
/// here can overflow.
///
/// # Not to be confused with
///
/// A floating point number: `0.1` is a tenth, and `1/3` is a third.
///
/// # Wire form
///
/// A string: `"12"`, `"-0.5"`, `"1/3"`. A number whose denominator divides a power of ten is written
/// as a decimal. Read more widely: `"0.50"` and `"2/4"` are both `"0.5"`.
///
/// # Source
///
/// `definition`.
///
/// # Examples
///
/// ```
/// use tosei_types::ExactNumber;
///
/// let half: ExactNumber = "2/4".parse()?;
/// assert_eq!(half.to_string(), "0.5");
/// assert!(half > "1/3".parse()?);
/// # Ok::<(), tosei_types::ExactNumberError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExactNumber {
    numerator: i64,
    denominator: u64,
}

crate::text_value! {
    ExactNumber,
    name: "ExactNumber",
    pattern: r"^-?[0-9]{1,13}(\.[0-9]{1,12}|/[0-9]{1,13})?$",
    ja: "測定値",
    en: "Exact number",
    example: "0.5",
}

/// Why a text is not an [`ExactNumber`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExactNumberError {
    /// The text is neither a decimal nor a fraction.
    #[error("`{text}` is neither a decimal such as `0.5` nor a fraction such as `1/3`")]
    #[non_exhaustive]
    Malformed {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// A fraction has the denominator 0.
    #[error("a fraction has a denominator of at least 1, got 0")]
    ZeroDenominator,
    /// A part is larger than [`MAX_NUMBER_PART`].
    #[error("`{text}` does not fit: numerator and denominator are at most 1000000000000")]
    #[non_exhaustive]
    TooLarge {
        /// The text, cut after 40 characters.
        text: String,
    },
}

impl ExactNumberError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "types.exact_number.malformed",
            Self::ZeroDenominator => "types.exact_number.zero_denominator",
            Self::TooLarge { .. } => "types.exact_number.too_large",
        }
    }
}

impl ExactNumber {
    /// 0.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// A fraction.
    ///
    /// # Errors
    ///
    /// - [`ExactNumberError::ZeroDenominator`] if the denominator is 0.
    /// - [`ExactNumberError::TooLarge`] if a part in lowest terms passes [`MAX_NUMBER_PART`].
    pub fn try_new(numerator: i64, denominator: u64) -> Result<Self, ExactNumberError> {
        Self::reduced(
            i128::from(numerator),
            u128::from(denominator),
            &format_args!("{numerator}/{denominator}"),
        )
    }

    fn reduced(
        numerator: i128,
        denominator: u128,
        text: &dyn fmt::Display,
    ) -> Result<Self, ExactNumberError> {
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator);
        let size = numerator.unsigned_abs().checked_div(divisor);
        let below = denominator.checked_div(divisor);
        let (Some(size), Some(below)) = (size, below) else {
            return Err(ExactNumberError::ZeroDenominator);
        };
        if below == 0 {
            return Err(ExactNumberError::ZeroDenominator);
        }
        let most = u128::from(MAX_NUMBER_PART);
        match (i64::try_from(size), u64::try_from(below)) {
            (Ok(size), Ok(denominator))
                if u128::from(size.unsigned_abs()) <= most && below <= most =>
            {
                let numerator = if numerator < 0 {
                    size.saturating_neg()
                } else {
                    size
                };
                Ok(Self {
                    numerator,
                    denominator,
                })
            }
            _ => Err(ExactNumberError::TooLarge {
                text: text.to_string().chars().take(40).collect(),
            }),
        }
    }

    /// What stands above the line, in lowest terms.
    #[must_use]
    pub fn numerator(self) -> i64 {
        self.numerator
    }

    /// What stands below the line, in lowest terms; at least 1.
    #[must_use]
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// Compares `self / to` with `other`; `None` if `to` is not above 0.
    ///
    /// The quotient itself is never formed, so nothing is rounded and nothing overflows.
    #[must_use]
    pub fn compare_ratio(self, to: Self, other: Self) -> Option<Ordering> {
        if to.numerator <= 0 {
            return None;
        }
        // self.n / self.d * to.d / to.n  against  other.n / other.d; each side is three factors of
        // at most 10^12.
        let left = product(
            self.numerator.into(),
            to.denominator.into(),
            other.denominator.into(),
        );
        let right = product(
            other.numerator.into(),
            self.denominator.into(),
            to.numerator.into(),
        );
        Some(left.cmp(&right))
    }
}

/// Three factors of at most 10^12 in size: 10^36 is less than 2^127.
fn product(first: i128, second: i128, third: i128) -> i128 {
    first.saturating_mul(second).saturating_mul(third)
}

fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    while let Some(rest) = left.checked_rem(right) {
        (left, right) = (right, rest);
    }
    left
}

impl Ord for ExactNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = product(self.numerator.into(), other.denominator.into(), 1);
        let right = product(other.numerator.into(), self.denominator.into(), 1);
        left.cmp(&right)
    }
}

impl PartialOrd for ExactNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<u32> for ExactNumber {
    fn from(number: u32) -> Self {
        Self {
            numerator: number.into(),
            denominator: 1,
        }
    }
}

/// The fewest digits after the point that hold a number of this denominator exactly.
fn decimal_digits(denominator: u64) -> Option<u32> {
    (0..=12).find(|digits| {
        10u64
            .checked_pow(*digits)
            .and_then(|power| power.checked_rem(denominator))
            == Some(0)
    })
}

impl fmt::Display for ExactNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(digits) = decimal_digits(self.denominator) else {
            return write!(f, "{}/{}", self.numerator, self.denominator);
        };
        if self.numerator < 0 {
            f.write_str("-")?;
        }
        let power = 10u64.checked_pow(digits).unwrap_or(1);
        let scaled = u128::from(self.numerator.unsigned_abs())
            .saturating_mul(power.checked_div(self.denominator).unwrap_or(1).into());
        let whole = scaled.checked_div(power.into()).unwrap_or(0);
        whole.fmt(f)?;
        if digits > 0 {
            let rest = scaled.checked_rem(power.into()).unwrap_or(0);
            let width = usize::try_from(digits).unwrap_or(0);
            write!(f, ".{rest:0width$}")?;
        }
        Ok(())
    }
}

impl FromStr for ExactNumber {
    type Err = ExactNumberError;

    fn from_str(text: &str) -> Result<Self, ExactNumberError> {
        let cut = || text.chars().take(40).collect::<String>();
        let malformed = || ExactNumberError::Malformed { text: cut() };
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        let (above, below) = if let Some((above, below)) = size.split_once('/') {
            let (above, below) = (
                digits(above).ok_or_else(malformed)?,
                digits(below).ok_or_else(malformed)?,
            );
            (above, below)
        } else if let Some((whole, part)) = size.split_once('.') {
            digits(whole).ok_or_else(malformed)?;
            digits(part).ok_or_else(malformed)?;
            if part.len() > 12 || whole.len() > 13 {
                return Err(ExactNumberError::TooLarge { text: cut() });
            }
            let power = u32::try_from(part.len())
                .ok()
                .and_then(|length| 10u128.checked_pow(length))
                .ok_or_else(malformed)?;
            (
                digits(&format!("{whole}{part}")).ok_or_else(malformed)?,
                power,
            )
        } else {
            (digits(size).ok_or_else(malformed)?, 1)
        };
        let above =
            i128::try_from(above).map_err(|_| ExactNumberError::TooLarge { text: cut() })?;
        let above = if negative {
            above.saturating_neg()
        } else {
            above
        };
        Self::reduced(above, below, &text)
    }
}

/// One or more ASCII digits; more than fit are the largest number, which is refused as too large.
fn digits(text: &str) -> Option<u128> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.bytes().fold(0u128, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(u128::from(digit.saturating_sub(b'0')))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> ExactNumber {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_has_one_written_form() {
        for (read, written) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.50", "0.5"),
            ("2/4", "0.5"),
            ("1/3", "1/3"),
            ("-7/4", "-1.75"),
            ("007", "7"),
            ("0.000000000001", "0.000000000001"),
            ("1000000000000", "1000000000000"),
            ("2000000000000/2", "1000000000000"),
        ] {
            assert_eq!(number(read).to_string(), written, "{read}");
            assert_eq!(number(written), number(read));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for (text, code) in [
            ("", "malformed"),
            (".5", "malformed"),
            ("5.", "malformed"),
            ("1e3", "malformed"),
            ("+1", "malformed"),
            ("1/-2", "malformed"),
            ("１", "malformed"),
            ("--1", "malformed"),
            ("1/0", "zero_denominator"),
            ("0/0", "zero_denominator"),
            ("1000000000001", "too_large"),
            ("1/1000000000001", "too_large"),
            ("0.0000000000001", "too_large"),
            ("99999999999999999999999999999999999999999", "too_large"),
        ] {
            let error = text.parse::<ExactNumber>().unwrap_err();
            assert_eq!(error.code(), format!("types.exact_number.{code}"), "{text}");
        }
    }

    #[test]
    fn ratios_are_compared_without_a_quotient() {
        let compare =
            |of: &str, to: &str, with: &str| number(of).compare_ratio(number(to), number(with));
        assert_eq!(compare("5", "10", "1/2"), Some(Ordering::Equal));
        assert_eq!(compare("1", "3", "0.333333333333"), Some(Ordering::Greater));
        assert_eq!(compare("0", "3", "0"), Some(Ordering::Equal));
        assert_eq!(compare("1", "0", "0"), None);
        assert_eq!(compare("1", "-1", "0"), None);
        let largest = "1000000000000";
        assert_eq!(
            compare(largest, "1/1000000000000", largest),
            Some(Ordering::Greater)
        );
    }
}
