//! A number of a model: a time, a share, a shape.

use std::{fmt, str::FromStr};

/// Why a text or a number is no [`Quantity`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// Not a plain decimal of at most 10 digits before and 20 behind the point.
    #[error("`{0}` is not a plain decimal number of 0 or more")]
    Text(String),
    /// Negative, above 1,000,000,000, or no number.
    #[error("a number must be from 0 to 1,000,000,000")]
    Range,
}

impl QuantityError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text(_) => "simulation.quantity.text",
            Self::Range => "simulation.quantity.range",
        }
    }
}

/// 数量 (quantity): a number of a model, from 0 to 1,000,000,000.
///
/// Simulated time is floating-point by nature; this type keeps everything else out: no negative
/// number, no infinity, nothing that is no number.
///
/// # Wire form
///
/// A decimal in a string, as `"12.5"`: every language reads the same number from it.
///
/// # Examples
///
/// ```
/// use tosei_simulation::Quantity;
///
/// let minutes: Quantity = "12.50".parse()?;
/// assert_eq!(minutes.get(), 12.5);
/// assert_eq!(minutes.to_string(), "12.5");
/// assert!("1e3".parse::<Quantity>().is_err());
/// # Ok::<(), tosei_simulation::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Quantity(f64);

impl Quantity {
    /// Zero.
    pub const ZERO: Self = Self(0.0);
    /// The largest number.
    pub const MAX: f64 = 1e9;

    /// A number.
    ///
    /// # Errors
    ///
    /// [`QuantityError::Range`] if it is negative, above [`MAX`](Self::MAX), or no number.
    pub fn try_new(number: f64) -> Result<Self, QuantityError> {
        // Not a number is in no range.
        if (0.0..=Self::MAX).contains(&number) {
            Ok(Self(number + 0.0))
        } else {
            Err(QuantityError::Range)
        }
    }

    /// The number.
    #[must_use]
    #[inline]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let refused = || QuantityError::Text(text.chars().take(40).collect());
        // A double of at most 10^9 has no more than 10 digits before its point; in its shortest
        // form one far below 1 has many behind it.
        let leading = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole, 10) || !digits(fraction, 340) || leading {
            return Err(refused());
        }
        Self::try_new(text.parse().map_err(|_| refused())?)
    }
}

tosei_types::text_value! {
    Quantity,
    name: "Quantity",
    pattern: "^(0|[1-9][0-9]{0,9})(\\.[0-9]{1,340})?$",
    ja: "数量（0以上10億以下の十進数）",
    en: "A decimal number from 0 to 1,000,000,000",
    example: "12.5",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_back_from_its_text() {
        for number in [0.0, 1.0, 0.1, 1.0 / 3.0, 5e-324, 1e9, 123_456.789] {
            let quantity = Quantity::try_new(number).unwrap();
            assert_eq!(quantity.to_string().parse::<Quantity>(), Ok(quantity));
        }
    }

    #[test]
    fn what_is_no_plain_decimal_is_refused() {
        for text in [
            "", "-1", "+1", "1.", ".5", "01", "1e3", "inf", "NaN", "1_0", "１",
        ] {
            assert_eq!(
                text.parse::<Quantity>().unwrap_err().code(),
                "simulation.quantity.text"
            );
        }
        assert_eq!(
            "1000000000.5".parse::<Quantity>(),
            Err(QuantityError::Range)
        );
        assert_eq!(Quantity::try_new(f64::NAN), Err(QuantityError::Range));
    }
}
