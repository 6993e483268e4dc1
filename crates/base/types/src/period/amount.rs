//! Exact amounts of a unit of time.
#![deny(clippy::arithmetic_side_effects)]

use super::PeriodError;
use std::{fmt, str::FromStr};

/// The largest whole [`PeriodAmount`].
pub const MAX_PERIOD_AMOUNT: u64 = 1_000_000;

const SCALE: u64 = 1_000;

/// 期間の数 (amount of a period): an exact decimal number without a unit, as in 1.75か月.
///
/// # Invariant
///
/// From 0 to [`MAX_PERIOD_AMOUNT`], with at most three digits after the point.
///
/// # Wire form
///
/// A string: `"30"`, `"1.75"`; no sign, no exponent, no zeros that say nothing (`"1.50"` and
/// `"007"` are read, and written as `"1.5"` and `"7"`).
///
/// # Examples
///
/// ```
/// use tosei_types::period::PeriodAmount;
///
/// let amount: PeriodAmount = "1.75".parse()?;
/// assert_eq!(amount.thousandths(), 1_750);
/// assert_eq!(amount.to_string(), "1.75");
/// assert!("1.7555".parse::<PeriodAmount>().is_err()); // never rounded in silence
/// # Ok::<(), tosei_types::period::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeriodAmount {
    thousandths: u64,
}

impl PeriodAmount {
    /// Zero, which a cell may state (0日).
    pub const ZERO: Self = Self { thousandths: 0 };

    /// One half, as in 半年.
    pub(crate) const HALF: Self = Self {
        thousandths: SCALE / 2,
    };

    /// A whole number.
    ///
    /// # Errors
    ///
    /// [`PeriodError::AmountTooLarge`] above [`MAX_PERIOD_AMOUNT`].
    pub fn try_new(whole: u64) -> Result<Self, PeriodError> {
        let thousandths = whole
            .checked_mul(SCALE)
            .ok_or(PeriodError::AmountTooLarge)?;
        Self::try_from_thousandths(thousandths)
    }

    /// A number of thousandths: 1,750 is 1.75.
    ///
    /// # Errors
    ///
    /// [`PeriodError::AmountTooLarge`] above [`MAX_PERIOD_AMOUNT`].
    pub fn try_from_thousandths(thousandths: u64) -> Result<Self, PeriodError> {
        if thousandths.div_ceil(SCALE) > MAX_PERIOD_AMOUNT {
            return Err(PeriodError::AmountTooLarge);
        }
        Ok(Self { thousandths })
    }

    /// The number in thousandths.
    #[must_use]
    pub fn thousandths(self) -> u64 {
        self.thousandths
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.thousandths == 0
    }

    /// The sum; `None` above [`MAX_PERIOD_AMOUNT`].
    pub(crate) fn checked_add(self, other: Self) -> Option<Self> {
        Self::try_from_thousandths(self.thousandths.checked_add(other.thousandths)?).ok()
    }

    /// The product with a whole number; `None` above [`MAX_PERIOD_AMOUNT`].
    pub(crate) fn checked_mul(self, factor: u64) -> Option<Self> {
        Self::try_from_thousandths(self.thousandths.checked_mul(factor)?).ok()
    }
}

impl FromStr for PeriodAmount {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let not_decimal = || PeriodError::AmountNotDecimal { text: text.into() };
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if digits(fraction) => (whole, fraction),
            Some(_) => return Err(not_decimal()),
            None => (text, ""),
        };
        if !digits(whole) {
            return Err(not_decimal());
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 3 {
            return Err(PeriodError::AmountTooFine { text: text.into() });
        }
        let whole: u64 = whole.parse().map_err(|_| PeriodError::AmountTooLarge)?;
        let part: u64 = format!("{fraction:0<3}").parse().unwrap_or(0);
        let thousandths = whole
            .checked_mul(SCALE)
            .and_then(|whole| whole.checked_add(part))
            .ok_or(PeriodError::AmountTooLarge)?;
        Self::try_from_thousandths(thousandths)
    }
}

impl fmt::Display for PeriodAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.thousandths / SCALE;
        match self.thousandths % SCALE {
            0 => write!(f, "{whole}"),
            part => {
                let part = format!("{part:03}");
                write!(f, "{whole}.{}", part.trim_end_matches('0'))
            }
        }
    }
}

crate::text_value! {
    PeriodAmount,
    name: "PeriodAmount",
    pattern: r"^(0|[1-9][0-9]{0,6})(\.[0-9]{0,2}[1-9])?$",
    ja: "期間の数",
    en: "Amount of a period",
    example: "1.75",
}
