//! A rough common measure of periods, for comparing and for nothing else.
#![deny(clippy::arithmetic_side_effects)]

use super::{PeriodAmount, PeriodUnit};
use std::fmt;

const MINUTES_PER_DAY: u64 = 24 * 60;

/// 日数換算 (day conversion): how many days a week, a month, a year stand for in a comparison.
///
/// No official rule says how to compare 「30日」 with 「1月」; these figures are ours. The default
/// takes 1 week as 7 days, 1 month as 30, 1 year as 365, five business days as 7 days and
/// 24 hours as a day. A due date is never computed this way.
///
/// # Examples
///
/// ```
/// use tosei_types::period::{DayConversion, PeriodLength};
///
/// let month: PeriodLength = "1か月".parse()?;
/// let days: PeriodLength = "30日".parse()?;
/// let conversion = DayConversion::default();
/// assert_eq!(month.approximate_days(&conversion), days.approximate_days(&conversion));
///
/// let long_months = conversion.with_days_per_month(31);
/// assert!(month.approximate_days(&long_months) > days.approximate_days(&long_months));
/// # Ok::<(), tosei_types::period::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayConversion {
    per_week: u16,
    per_month: u16,
    per_year: u16,
    per_five_business_days: u16,
}

impl Default for DayConversion {
    fn default() -> Self {
        Self {
            per_week: 7,
            per_month: 30,
            per_year: 365,
            per_five_business_days: 7,
        }
    }
}

impl DayConversion {
    /// The same with another number of days for 1 week (default 7).
    #[must_use]
    pub fn with_days_per_week(self, days: u16) -> Self {
        Self {
            per_week: days,
            ..self
        }
    }

    /// The same with another number of days for 1 month (default 30).
    #[must_use]
    pub fn with_days_per_month(self, days: u16) -> Self {
        Self {
            per_month: days,
            ..self
        }
    }

    /// The same with another number of days for 1 year (default 365).
    #[must_use]
    pub fn with_days_per_year(self, days: u16) -> Self {
        Self {
            per_year: days,
            ..self
        }
    }

    /// The same with another number of days for five business days (default 7).
    #[must_use]
    pub fn with_days_per_five_business_days(self, days: u16) -> Self {
        Self {
            per_five_business_days: days,
            ..self
        }
    }

    pub(crate) fn convert(&self, amount: PeriodAmount, unit: PeriodUnit) -> ApproximateDays {
        let minutes_of = |days: u16| u64::from(days).saturating_mul(MINUTES_PER_DAY);
        let minutes_per_unit = match unit {
            PeriodUnit::Minute => 1,
            PeriodUnit::Hour => 60,
            PeriodUnit::Day | PeriodUnit::CalendarDay => MINUTES_PER_DAY,
            PeriodUnit::BusinessDay => minutes_of(self.per_five_business_days) / 5,
            PeriodUnit::Week => minutes_of(self.per_week),
            PeriodUnit::Month => minutes_of(self.per_month),
            PeriodUnit::Year => minutes_of(self.per_year),
        };
        // At most 10^9 · 65,535 · 1,440, far inside 64 bits: never saturates.
        ApproximateDays {
            parts: amount.thousandths().saturating_mul(minutes_per_unit),
        }
    }
}

/// 換算日数 (approximate days): a length in days by a [`DayConversion`], exact and comparable.
///
/// # Unit
///
/// Days, held as a whole number of 1/1,440,000 day (thousandths of a minute), so that hours and
/// 1.75 months are exact and two lengths can be compared without rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApproximateDays {
    parts: u64,
}

impl ApproximateDays {
    /// No time at all.
    pub const ZERO: Self = Self { parts: 0 };

    /// How many parts a day has.
    pub const PARTS_PER_DAY: u64 = MINUTES_PER_DAY * 1_000;

    /// The length in parts of 1/[`PARTS_PER_DAY`](Self::PARTS_PER_DAY) day.
    #[must_use]
    pub fn parts(self) -> u64 {
        self.parts
    }

    /// Whole days, rounded up: 3 hours touch one day.
    #[must_use]
    pub fn days_rounded_up(self) -> u64 {
        self.parts.div_ceil(Self::PARTS_PER_DAY)
    }
}

/// Days with two digits after the point, rounded half up; a point in a list, not an exact value.
impl fmt::Display for ApproximateDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const PART: u64 = ApproximateDays::PARTS_PER_DAY / 100;
        let hundredths = self.parts.saturating_add(PART / 2) / PART;
        write!(f, "{}.{:02}", hundredths / 100, hundredths % 100)
    }
}
