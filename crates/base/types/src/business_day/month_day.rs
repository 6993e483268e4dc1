//! Days of every year.

use crate::{
    Date,
    date::{excerpt, two_digits},
};
use std::{fmt, str::FromStr};

/// 月日 (day of every year): 12月29日 of whichever year.
///
/// # Invariant
///
/// A day that some year has; 29 February is one.
///
/// # Not to be confused with
///
/// [`Date`](crate::Date), which is a day of one year, and [`YearMonth`](crate::YearMonth).
///
/// # Wire form
///
/// The five characters `MM-DD`.
///
/// # Source
///
/// `project-decision:month-day-text`.
///
/// # Examples
///
/// ```
/// use tosei_types::business_day::MonthDay;
///
/// let closing: MonthDay = "12-29".parse()?;
/// assert_eq!((closing.month(), closing.day()), (12, 29));
/// assert!("2-30".parse::<MonthDay>().is_err());
/// # Ok::<(), tosei_types::business_day::MonthDayError>(())
/// ```
#[doc(alias = "月日")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

crate::text_value! {
    MonthDay,
    name: "MonthDay",
    pattern: "^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$",
    ja: "月日",
    en: "Day of every year",
    example: "12-29",
}

/// Why a text is no [`MonthDay`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MonthDayError {
    /// The text is not of the form `MM-DD`.
    #[error("`{text}` is not of the form MM-DD")]
    #[non_exhaustive]
    BadFormat {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// No year has such a day.
    #[error("no year has the day `{text}`")]
    #[non_exhaustive]
    NoSuchDay {
        /// The day as given.
        text: String,
    },
}

impl MonthDayError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadFormat { .. } => "types.month_day.bad_format",
            Self::NoSuchDay { .. } => "types.month_day.no_such_day",
        }
    }
}

impl MonthDay {
    /// Takes a month and a day of the month.
    ///
    /// # Errors
    ///
    /// [`MonthDayError::NoSuchDay`] if no year has the day.
    pub fn try_new(month: u8, day: u8) -> Result<Self, MonthDayError> {
        const A_LEAP_YEAR: u16 = 2000;
        match Date::try_new(A_LEAP_YEAR, month, day) {
            Ok(_) => Ok(Self { month, day }),
            Err(_) => Err(MonthDayError::NoSuchDay {
                text: format!("{month:02}-{day:02}"),
            }),
        }
    }

    /// The day of the year that a date is.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            month: date.month(),
            day: date.day(),
        }
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl FromStr for MonthDay {
    type Err = MonthDayError;

    fn from_str(text: &str) -> Result<Self, MonthDayError> {
        let parts = || {
            let [a, b, b'-', c, d] = <[u8; 5]>::try_from(text.as_bytes()).ok()? else {
                return None;
            };
            Some((two_digits([a, b])?, two_digits([c, d])?))
        };
        let (month, day) = parts().ok_or_else(|| MonthDayError::BadFormat {
            text: excerpt(text),
        })?;
        Self::try_new(month, day)
    }
}
