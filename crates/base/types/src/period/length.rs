//! One length of time.
#![deny(clippy::arithmetic_side_effects)]

use super::{
    ApproximateDays, DayConversion, DayCounting, PeriodAmount, PeriodError, PeriodUnit, grammar,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// 期間の長さ (length of a period): an exact amount of one unit, or 即日 (the same day).
///
/// 即日 is a value of its own: it says that the answer comes on the day of filing, which
/// neither 0日 nor 1日 says.
///
/// # Not to be confused with
///
/// A due date: it also needs the day of arrival, the first day that counts and the holidays.
///
/// # Wire form
///
/// `{"amount": "1.75", "unit": "month"}`, or `{"unit": "same_day"}` without an amount.
///
/// # Examples
///
/// ```
/// use tosei_types::period::{PeriodAmount, PeriodLength, PeriodUnit};
///
/// let length = PeriodLength::new("1.75".parse()?, PeriodUnit::Month);
/// assert_eq!(length.to_string(), "1.75か月");
/// assert_eq!("1.75か月".parse(), Ok(length));
/// assert_eq!(PeriodLength::SAME_DAY.to_string(), "即日");
/// assert_eq!(PeriodLength::SAME_DAY.amount(), None);
/// # Ok::<(), tosei_types::period::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::PeriodLength", into = "wire::PeriodLength")]
pub struct PeriodLength(Measure);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Measure {
    SameDay,
    Counted {
        amount: PeriodAmount,
        unit: PeriodUnit,
    },
}

impl PeriodLength {
    /// 即日 (the same day).
    pub const SAME_DAY: Self = Self(Measure::SameDay);

    /// An amount of a unit.
    #[must_use]
    pub const fn new(amount: PeriodAmount, unit: PeriodUnit) -> Self {
        Self(Measure::Counted { amount, unit })
    }

    /// The amount; `None` for 即日.
    #[must_use]
    pub fn amount(&self) -> Option<PeriodAmount> {
        match self.0 {
            Measure::SameDay => None,
            Measure::Counted { amount, .. } => Some(amount),
        }
    }

    /// The unit; `None` for 即日.
    #[must_use]
    pub fn unit(&self) -> Option<PeriodUnit> {
        match self.0 {
            Measure::SameDay => None,
            Measure::Counted { unit, .. } => Some(unit),
        }
    }

    /// Whether it is 即日 (the same day).
    #[must_use]
    pub fn is_same_day(&self) -> bool {
        self.0 == Measure::SameDay
    }

    /// What the unit says about counting days; nothing for 即日.
    #[must_use]
    pub fn counting(&self) -> DayCounting {
        self.unit()
            .map_or(DayCounting::Unspecified, PeriodUnit::counting)
    }

    /// The length in days by a conversion, for comparing only; 即日 counts as 0 days.
    #[must_use]
    pub fn approximate_days(&self, conversion: &DayConversion) -> ApproximateDays {
        match self.0 {
            Measure::SameDay => ApproximateDays::ZERO,
            Measure::Counted { amount, unit } => conversion.convert(amount, unit),
        }
    }

    /// Whether this is longer than the other, however months, years and holidays fall.
    ///
    /// 「32日」 is certainly longer than 「1月」, 「30日」 and 「31日」 are not.
    #[must_use]
    pub fn is_certainly_longer_than(&self, other: &Self) -> bool {
        let shortest = self
            .approximate_days(&DayConversion::default().with_shortest_units())
            .parts();
        let longest = match other.0 {
            Measure::SameDay => ApproximateDays::PARTS_PER_DAY,
            // Any number of closed days may lie between business days.
            Measure::Counted {
                amount,
                unit: PeriodUnit::BusinessDay,
            } if !amount.is_zero() => return false,
            Measure::Counted { .. } => other
                .approximate_days(&DayConversion::default().with_longest_units())
                .parts(),
        };
        shortest > longest
    }
}

impl DayConversion {
    fn with_shortest_units(self) -> Self {
        self.with_days_per_month(28)
            .with_days_per_five_business_days(5)
    }

    fn with_longest_units(self) -> Self {
        self.with_days_per_month(31).with_days_per_year(366)
    }
}

/// Reads one length as a person would write it (「30日」「一か月」「１．５月」「2営業日」「即日」).
impl FromStr for PeriodLength {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        grammar::whole_length(text).ok_or_else(|| PeriodError::NotALength { text: text.into() })
    }
}

/// The canonical text: an amount in half-width digits and the unit, a month as か月.
impl fmt::Display for PeriodLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Measure::SameDay => f.write_str("即日"),
            Measure::Counted { amount, unit } => write!(f, "{amount}{}", unit.label_ja()),
        }
    }
}

mod wire {
    use super::{Measure, PeriodAmount, PeriodError, PeriodUnit};
    use serde::{Deserialize, Serialize};

    /// 期間の長さ: an amount of a unit, or the same day.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "PeriodLength"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct PeriodLength {
        /// 期間の数: how many units; absent for the same day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<PeriodAmount>,
        /// 単位: the unit.
        unit: LengthUnit,
    }

    /// 期間の長さの単位 (unit of a length): those of a period, and the same day.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(rename_all = "snake_case")]
    enum LengthUnit {
        /// 即日.
        SameDay,
        /// A unit with an amount.
        #[serde(untagged)]
        Counted(PeriodUnit),
    }

    impl TryFrom<PeriodLength> for super::PeriodLength {
        type Error = PeriodError;
        fn try_from(wire: PeriodLength) -> Result<Self, PeriodError> {
            match (wire.unit, wire.amount) {
                (LengthUnit::SameDay, None) => Ok(Self::SAME_DAY),
                (LengthUnit::SameDay, Some(_)) => Err(PeriodError::SameDayWithAmount),
                (LengthUnit::Counted(_), None) => Err(PeriodError::AmountMissing),
                (LengthUnit::Counted(unit), Some(amount)) => Ok(Self::new(amount, unit)),
            }
        }
    }

    impl From<super::PeriodLength> for PeriodLength {
        fn from(length: super::PeriodLength) -> Self {
            match length.0 {
                Measure::SameDay => Self {
                    amount: None,
                    unit: LengthUnit::SameDay,
                },
                Measure::Counted { amount, unit } => Self {
                    amount: Some(amount),
                    unit: LengthUnit::Counted(unit),
                },
            }
        }
    }
}
