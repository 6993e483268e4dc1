//! Months of a year.
#![deny(clippy::arithmetic_side_effects)]

use super::{Date, DateError, excerpt, four_digits, known_day, two_digits};
use crate::FiscalYear;
use chrono::{Datelike, NaiveDate};
use std::{fmt, str::FromStr};

/// 年月 (month of a year): 2024年3月, 「R6.3」.
///
/// # Invariant
///
/// From 1867-04 to 9999-03, so that each of its days is a [`Date`].
///
/// # Not to be confused with
///
/// A number of months (処理期間 「1月」), and [`FiscalYear`]: 「R6.3」 lies in fiscal year *2023*.
///
/// # Wire form
///
/// The seven characters `YYYY-MM`.
///
/// # Source
///
/// `definition`: ISO 8601.
///
/// # Examples
///
/// ```
/// use tosei_types::YearMonth;
///
/// let month = YearMonth::parse_document("R6.3")?.value;
/// assert_eq!(month.to_string(), "2024-03");
/// assert_eq!(month.last_day().to_string(), "2024-03-31");
/// assert_eq!(month.fiscal_year().to_string(), "2023");
/// # Ok::<(), tosei_types::WarekiError>(())
/// ```
#[doc(alias = "年月")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearMonth {
    year: u16,
    month: u8,
}

crate::text_value! {
    YearMonth,
    name: "YearMonth",
    pattern: "^(186[7-9]|18[7-9][0-9]|19[0-9]{2}|[2-9][0-9]{3})-(0[1-9]|1[0-2])$",
    ja: "年月",
    en: "Month of a year",
    example: "2024-03",
}

impl YearMonth {
    /// The first month: 1867-04.
    pub const MIN: Self = Self {
        year: 1867,
        month: 4,
    };
    /// The last month: 9999-03.
    pub const MAX: Self = Self {
        year: 9999,
        month: 3,
    };

    /// Takes a month by year and number.
    ///
    /// # Errors
    ///
    /// - [`DateError::NoSuchMonth`] if the month is not 1 to 12.
    /// - [`DateError::OutOfRange`] outside [`YearMonth::MIN`] to [`YearMonth::MAX`].
    pub fn try_new(year: u16, month: u8) -> Result<Self, DateError> {
        let text = || format!("{year:04}-{month:02}");
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchMonth { text: text() });
        }
        let found = Self { year, month };
        if found < Self::MIN || found > Self::MAX {
            return Err(DateError::OutOfRange { text: text() });
        }
        Ok(found)
    }

    pub(super) fn of_date(date: Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
        }
    }

    /// The Gregorian year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_day(self) -> Date {
        known_day(i32::from(self.year), u32::from(self.month), 1)
    }

    /// The last day of the month.
    #[must_use]
    pub fn last_day(self) -> Date {
        let first = NaiveDate::from(self.first_day());
        let days = u32::from(first.num_days_in_month());
        known_day(i32::from(self.year), u32::from(self.month), days)
    }

    /// Whether the day lies in the month.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        date.year_month() == self
    }

    /// 年度: the fiscal year that the month lies in.
    #[must_use]
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::of(self.first_day())
    }

    /// How many months later `other` is; negative if it is earlier.
    #[must_use]
    pub fn months_until(self, other: Self) -> i32 {
        other.index().saturating_sub(self.index())
    }

    /// The month `months` later, or earlier if `months` is negative.
    ///
    /// # Errors
    ///
    /// [`DateError::OutOfRange`] outside [`YearMonth::MIN`] to [`YearMonth::MAX`].
    pub fn add_months(self, months: i32) -> Result<Self, DateError> {
        let find = || {
            let index = self.index().checked_add(months)?;
            let year = u16::try_from(index.div_euclid(12)).ok()?;
            let month = u8::try_from(index.rem_euclid(12)).ok()?.checked_add(1)?;
            Self::try_new(year, month).ok()
        };
        find().ok_or_else(|| DateError::OutOfRange {
            text: format!("{self} {months:+} months"),
        })
    }

    /// The next month; `None` after [`YearMonth::MAX`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.add_months(1).ok()
    }

    /// The month before; `None` before [`YearMonth::MIN`].
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.add_months(-1).ok()
    }

    /// Months since January of year 0.
    fn index(self) -> i32 {
        i32::from(self.year)
            .saturating_mul(12)
            .saturating_add(i32::from(self.month))
            .saturating_sub(1)
    }

    /// For a Japanese reader: 「令和6年3月」; the era is that of the month's last day.
    #[must_use]
    pub fn label_ja(self) -> String {
        self.last_day().to_wareki().map_or_else(
            || format!("{}年{}月", self.year, self.month),
            |wareki| format!("{}年{}月", wareki.era_year(), self.month),
        )
    }

    /// For an English reader: "March 2024".
    #[must_use]
    pub fn label_en(self) -> String {
        let name = match self.month {
            1 => "January",
            2 => "February",
            3 => "March",
            4 => "April",
            5 => "May",
            6 => "June",
            7 => "July",
            8 => "August",
            9 => "September",
            10 => "October",
            11 => "November",
            _ => "December",
        };
        format!("{name} {}", self.year)
    }
}

impl From<Date> for YearMonth {
    fn from(date: Date) -> Self {
        date.year_month()
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for YearMonth {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let parts = || {
            let bytes = <[u8; 7]>::try_from(text.as_bytes()).ok()?;
            let [a, b, c, d, b'-', e, f] = bytes else {
                return None;
            };
            Some((four_digits([a, b, c, d])?, two_digits([e, f])?))
        };
        let Some((year, month)) = parts() else {
            return Err(DateError::BadFormat {
                text: excerpt(text),
                form: "YYYY-MM",
                meant: Self::parse_document(text)
                    .ok()
                    .map(|reading| reading.value.to_string()),
            });
        };
        Self::try_new(year, month)
    }
}
