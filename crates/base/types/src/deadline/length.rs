//! How many days a period has, by the calendar.
#![deny(clippy::arithmetic_side_effects)]

use super::DeadlineError;
use crate::{
    Date,
    period::{PeriodLength, PeriodUnit},
};

/// The longest period that is counted, in 日, 営業日 or 暦日.
pub const MAX_PERIOD_DAYS: u32 = 3_660;

/// The longest period that is counted, in weeks.
pub const MAX_PERIOD_WEEKS: u32 = 522;

/// The longest period that is counted, in months.
pub const MAX_PERIOD_MONTHS: u32 = 120;

/// The longest period that is counted, in years.
pub const MAX_PERIOD_YEARS: u32 = 10;

/// A period of which the last day can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Countable {
    /// 即日.
    SameDay,
    /// So many counted days.
    Days(u32),
    /// So many weeks.
    Weeks(u32),
    /// So many months.
    Months(u32),
}

/// Takes a period apart, if it is whole, not nothing, and not too long.
pub(super) fn countable(length: PeriodLength) -> Result<Countable, DeadlineError> {
    let (Some(amount), Some(unit)) = (length.amount(), length.unit()) else {
        return Ok(Countable::SameDay);
    };
    let most = match unit {
        PeriodUnit::Minute | PeriodUnit::Hour => return Err(DeadlineError::UnitTooFine { unit }),
        PeriodUnit::Day | PeriodUnit::BusinessDay | PeriodUnit::CalendarDay => MAX_PERIOD_DAYS,
        PeriodUnit::Week => MAX_PERIOD_WEEKS,
        PeriodUnit::Month => MAX_PERIOD_MONTHS,
        PeriodUnit::Year => MAX_PERIOD_YEARS,
    };
    if amount.is_zero() {
        return Err(DeadlineError::NoDays { length });
    }
    if !amount.thousandths().is_multiple_of(1_000) {
        return Err(DeadlineError::NotWhole { length });
    }
    let whole = u32::try_from(amount.thousandths() / 1_000).unwrap_or(u32::MAX);
    if whole > most {
        return Err(DeadlineError::TooLong { length });
    }
    Ok(match unit {
        PeriodUnit::Week => Countable::Weeks(whole),
        PeriodUnit::Month => Countable::Months(whole),
        PeriodUnit::Year => Countable::Months(whole.saturating_mul(12)),
        _ => Countable::Days(whole),
    })
}

/// How many days a period has that begins on `first`: as many as it says, or as many as the calendar has.
pub(super) fn days_from(first: Date, length: Countable) -> Result<u32, DeadlineError> {
    let last = match length {
        Countable::SameDay => return Ok(1),
        Countable::Days(days) => return Ok(days),
        Countable::Weeks(weeks) => {
            let days = i64::from(weeks).saturating_mul(7).saturating_sub(1);
            first.add_days(days).ok()
        }
        Countable::Months(months) => last_day_of_months(first, months),
    };
    last.and_then(|last| u32::try_from(first.days_until(last)).ok()?.checked_add(1))
        .ok_or(DeadlineError::OutOfRange { from: first })
}

/// 期間の日数 (days of a period) that begins on a day: as many as it says, or as many as the calendar has
/// between the first day and the last.
///
/// Which of the days count is another question; a stop adds days at the end.
///
/// # Errors
///
/// - [`DeadlineError::UnitTooFine`], [`DeadlineError::NotWhole`], [`DeadlineError::NoDays`],
///   [`DeadlineError::TooLong`] if the period has no last day that is counted here.
/// - [`DeadlineError::OutOfRange`] if it ends past the last day of the calendar.
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::days_of_period;
///
/// assert_eq!(days_of_period("2025-06-03".parse()?, "10日".parse()?)?, 10);
/// assert_eq!(days_of_period("2025-06-03".parse()?, "1か月".parse()?)?, 30);
/// assert_eq!(days_of_period("2025-01-31".parse()?, "1か月".parse()?)?, 29); // until 28 February
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn days_of_period(first: Date, length: PeriodLength) -> Result<u32, DeadlineError> {
    days_from(first, countable(length)?)
}

/// 民法143条2項: the period ends on the day before the day that corresponds to the first, and with the
/// last month if that month has no such day.
fn last_day_of_months(first: Date, months: u32) -> Option<Date> {
    let month = first
        .year_month()
        .add_months(i32::try_from(months).ok()?)
        .ok()?;
    let (last, day) = (month.last_day(), first.day());
    if day > last.day() {
        return Some(last);
    }
    Date::try_new(month.year(), month.month(), day)
        .ok()?
        .previous()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_before_the_corresponding_day_or_with_its_last_day() {
        for (first, months, last) in [
            ("2025-06-03", 1, "2025-07-02"),
            ("2025-06-01", 1, "2025-06-30"),
            ("2025-01-28", 1, "2025-02-27"),
            ("2025-01-29", 1, "2025-02-28"), // no 29 February in 2025
            ("2025-01-30", 1, "2025-02-28"),
            ("2025-01-31", 1, "2025-02-28"),
            ("2024-01-29", 1, "2024-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2025-02-28", 1, "2025-03-27"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2025-03-31", 1, "2025-04-30"),
            ("2025-12-15", 2, "2026-02-14"),
        ] {
            let found = last_day_of_months(first.parse().unwrap(), months).unwrap();
            assert_eq!(found.to_string(), last, "{first} + {months}");
        }
    }
}
