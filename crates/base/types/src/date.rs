//! Days and months of the calendar, each with one strict text form.
#![deny(clippy::arithmetic_side_effects)]

mod weekday;
mod year_month;

pub use weekday::Weekday;
pub use year_month::YearMonth;

use crate::{ExactFigure, FiscalYear, WarekiDate, wareki};
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::{fmt, str::FromStr};

/// 日付 (date): a day of the Gregorian calendar.
///
/// # Invariant
///
/// From [`Date::MIN`] (1867-04-01) to [`Date::MAX`] (9999-03-31): the fiscal years 1867 to 9998,
/// each of them whole, so that every date has a [`FiscalYear`] and every day of that year is a
/// date. 明治元年 begins inside this range.
///
/// # Not to be confused with
///
/// - A point in time: a date has no clock and no time zone.
/// - An open end. Systems that write `9999-12-31` for 「期限なし」 mean that there is no date; it is
///   refused here, so that it cannot be counted with.
/// - [`YearMonth`] (「R6.3」) and [`FiscalYear`] (「R6」), which name many days.
///
/// # Wire form
///
/// The ten characters `YYYY-MM-DD`. The pattern in the schema cannot know the length of a month; the
/// reader does. `2026-3-1`, `+2026-03-01` and `20260301` are refused. Other
/// spellings, Japanese eras among them, are read by [`wareki::parse_strict`] and
/// [`wareki::parse_document`].
///
/// # Source
///
/// `definition`: ISO 8601 calendar dates in their extended format.
///
/// # Examples
///
/// ```
/// use tosei_types::Date;
///
/// let status_date: Date = "2024-03-31".parse()?;
/// assert_eq!(status_date.fiscal_year().label_ja(), "令和5年度"); // not 令和6年度
/// assert_eq!(status_date.add_days(1)?.to_string(), "2024-04-01");
///
/// let error = "2026-3-1".parse::<Date>().unwrap_err();
/// assert_eq!(error.to_string(), "`2026-3-1` is not of the form YYYY-MM-DD; write `2026-03-01`");
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[doc(alias = "日付")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(NaiveDate);

crate::text_value! {
    Date,
    name: "Date",
    pattern: "^(186[7-9]|18[7-9][0-9]|19[0-9]{2}|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    ja: "日付",
    en: "Date",
    example: "2024-03-31",
}

/// Why a text or a calculation gives no [`Date`] or no [`YearMonth`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text does not have the one form that is written.
    #[error("`{text}` is not of the form {form}{}", write_instead(.meant.as_deref()))]
    #[non_exhaustive]
    BadFormat {
        /// The text, cut after 40 characters.
        text: String,
        /// `YYYY-MM-DD` or `YYYY-MM`.
        form: &'static str,
        /// The same day or month in that form, where the text can be read at all.
        meant: Option<String>,
    },
    /// The month is not one of 1 to 12.
    #[error("`{text}` does not exist: a year has the months 01 to 12")]
    #[non_exhaustive]
    NoSuchMonth {
        /// The day or month as given.
        text: String,
    },
    /// The month has no such day.
    #[error("`{text}` does not exist: the last day of that month is `{last}`")]
    #[non_exhaustive]
    NoSuchDay {
        /// The day as given.
        text: String,
        /// The last day of that month.
        last: Date,
    },
    /// The day or month lies outside [`Date::MIN`] to [`Date::MAX`].
    #[error("`{text}` is outside 1867-04-01 to 9999-03-31; an open end is the absence of a date")]
    #[non_exhaustive]
    OutOfRange {
        /// The day, month or calculation as given.
        text: String,
    },
}

fn write_instead(right: Option<&str>) -> String {
    right.map_or_else(String::new, |right| format!("; write `{right}`"))
}

impl DateError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadFormat { .. } => "types.date.bad_format",
            Self::NoSuchMonth { .. } => "types.date.no_such_month",
            Self::NoSuchDay { .. } => "types.date.no_such_day",
            Self::OutOfRange { .. } => "types.date.out_of_range",
        }
    }
}

/// The beginning of a text, short enough for a message.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut rest = text.chars();
    let mut head: String = rest.by_ref().take(LONGEST).collect();
    if rest.next().is_some() {
        head.push('…');
    }
    head
}

/// A day known to be in range; the unit tests hold every use against its parts.
pub(crate) const fn known_day(year: i32, month: u32, day: u32) -> Date {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => Date(day),
        None => Date(NaiveDate::MIN),
    }
}

impl Date {
    /// The first day: 1867-04-01.
    pub const MIN: Self = known_day(1867, 4, 1);
    /// The last day: 9999-03-31.
    pub const MAX: Self = known_day(9999, 3, 31);

    /// Takes a day by year, month and day of the month.
    ///
    /// # Errors
    ///
    /// - [`DateError::NoSuchMonth`] if the month is not 1 to 12.
    /// - [`DateError::NoSuchDay`] if the month has no such day.
    /// - [`DateError::OutOfRange`] outside [`Date::MIN`] to [`Date::MAX`].
    pub fn try_new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let text = || format!("{year:04}-{month:02}-{day:02}");
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchMonth { text: text() });
        }
        match NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
            Some(found) => {
                Self::try_from(found).map_err(|_| DateError::OutOfRange { text: text() })
            }
            None => Err(match YearMonth::try_new(year, month) {
                Ok(known) => DateError::NoSuchDay {
                    text: text(),
                    last: known.last_day(),
                },
                Err(_) => DateError::OutOfRange { text: text() },
            }),
        }
    }

    /// The Gregorian year.
    #[must_use]
    pub fn year(self) -> u16 {
        u16::try_from(self.0.year()).unwrap_or(u16::MAX) // 1867 to 9999: it always fits
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::try_from(self.0.month()).unwrap_or(u8::MAX)
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        u8::try_from(self.0.day()).unwrap_or(u8::MAX)
    }

    /// 曜日: the day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        Weekday::from(self.0.weekday())
    }

    /// The month that the day lies in.
    #[must_use]
    pub fn year_month(self) -> YearMonth {
        YearMonth::of_date(self)
    }

    /// 年度: the fiscal year that the day lies in, April to March.
    #[must_use]
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::of(self)
    }

    /// The day as it is written with an era name, 「令和6年3月31日」.
    ///
    /// `None` before 1873-01-01, when Japan kept another calendar, and after 令和199年, past
    /// which no reading of an era year goes.
    #[must_use]
    pub fn to_wareki(self) -> Option<WarekiDate> {
        WarekiDate::of(self)
    }

    /// The day `days` later, or earlier if `days` is negative. Calendar days: nothing is skipped.
    ///
    /// # Errors
    ///
    /// [`DateError::OutOfRange`] outside [`Date::MIN`] to [`Date::MAX`].
    pub fn add_days(self, days: i64) -> Result<Self, DateError> {
        TimeDelta::try_days(days)
            .and_then(|days| self.0.checked_add_signed(days))
            .and_then(|day| Self::try_from(day).ok())
            .ok_or_else(|| DateError::OutOfRange {
                text: format!("{self} {days:+} days"),
            })
    }

    /// How many days later `other` is; negative if it is earlier.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::Date;
    ///
    /// let filed: Date = "2024-02-28".parse()?;
    /// let decided: Date = "2024-03-01".parse()?;
    /// assert_eq!(filed.days_until(decided), 2); // 2024 has a 29 February
    /// # Ok::<(), tosei_types::DateError>(())
    /// ```
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// The next day; `None` after [`Date::MAX`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.add_days(1).ok()
    }

    /// The day before; `None` before [`Date::MIN`].
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.add_days(-1).ok()
    }

    /// The end of the day in months since the beginning of the year 0, exactly.
    ///
    /// Whole months before its month, and the day's share of its own month. So the ends of months are
    /// whole months apart whatever their lengths: twelve quarters lie between the end of March 2024 and
    /// the end of March 2027.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::Date;
    ///
    /// let [from, to] = ["2024-03-31", "2027-03-31"].map(|day| day.parse::<Date>());
    /// assert_eq!((to?.position() - from?.position()).to_string(), "36");
    /// # Ok::<(), tosei_types::DateError>(())
    /// ```
    ///
    /// # Source
    ///
    /// `project-decision:plan-progress`.
    #[must_use]
    pub fn position(self) -> ExactFigure {
        let year = ExactFigure::from(u32::from(self.year()));
        let month = ExactFigure::from(u32::from(self.month()));
        let share = |days: u8| ExactFigure::from(u32::from(days));
        let passed = share(self.day())
            .divided_by(&share(self.year_month().last_day().day()))
            .unwrap_or_default(); // A month has days.
        year * ExactFigure::from(12u32) + month - ExactFigure::one() + passed
    }

    /// The first day at whose end a [`position`](Self::position) is reached; `None` outside the calendar.
    #[must_use]
    pub fn first_at(position: &ExactFigure) -> Option<Self> {
        let (mut low, mut high) = (Self::MIN, Self::MAX);
        if high.position() < *position {
            return None;
        }
        // Positions rise from day to day; `high` always reaches what is wanted.
        while low < high {
            let half = low.days_until(high).checked_div(2)?;
            let middle = low.add_days(half).ok()?;
            if middle.position() < *position {
                low = middle.next()?;
            } else {
                high = middle;
            }
        }
        Some(high)
    }

    /// For a Japanese reader: 「令和6年3月31日」, or 「1870年1月1日」 where no era date exists.
    #[must_use]
    pub fn label_ja(self) -> String {
        self.to_wareki().map_or_else(
            || format!("{}年{}月{}日", self.year(), self.month(), self.day()),
            |wareki| wareki.to_string(),
        )
    }

    /// For an English reader: "31 March 2024".
    #[must_use]
    pub fn label_en(self) -> String {
        format!("{} {}", self.day(), self.year_month().label_en())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

pub(crate) fn two_digits(digits: [u8; 2]) -> Option<u8> {
    let [tens, ones] = digits.map(|byte| char::from(byte).to_digit(10));
    u8::try_from(tens?.checked_mul(10)?.checked_add(ones?)?).ok()
}

fn four_digits([a, b, c, d]: [u8; 4]) -> Option<u16> {
    u16::from(two_digits([a, b])?)
        .checked_mul(100)?
        .checked_add(u16::from(two_digits([c, d])?))
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let parts = || {
            let bytes = <[u8; 10]>::try_from(text.as_bytes()).ok()?;
            let [a, b, c, d, b'-', e, f, b'-', g, h] = bytes else {
                return None;
            };
            Some((
                four_digits([a, b, c, d])?,
                two_digits([e, f])?,
                two_digits([g, h])?,
            ))
        };
        let Some((year, month, day)) = parts() else {
            return Err(DateError::BadFormat {
                text: excerpt(text),
                form: "YYYY-MM-DD",
                meant: wareki::parse_document(text)
                    .ok()
                    .map(|reading| reading.value.to_string()),
            });
        };
        Self::try_new(year, month, day)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = DateError;

    fn try_from(day: NaiveDate) -> Result<Self, DateError> {
        let date = Self(day);
        if date < Self::MIN || date > Self::MAX {
            return Err(DateError::OutOfRange {
                text: day.to_string(),
            });
        }
        Ok(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_the_first_at_its_own_position() {
        let mut day: Date = "2023-12-30".parse().unwrap();
        for _ in 0..800 {
            assert_eq!(Date::first_at(&day.position()), Some(day));
            let next = day.next().unwrap();
            assert!(day.position() < next.position());
            let after = day.position() + "0.000001".parse().unwrap();
            assert_eq!(Date::first_at(&after), Some(next));
            day = next;
        }
        let last = Date::MAX.position();
        assert_eq!(Date::first_at(&last), Some(Date::MAX));
        assert_eq!(Date::first_at(&(last + ExactFigure::one())), None);
        assert_eq!(Date::first_at(&ExactFigure::zero()), Some(Date::MIN));
    }

    #[test]
    fn the_range_is_whole_fiscal_years() {
        assert_eq!(Date::MIN.to_string(), "1867-04-01");
        assert_eq!(Date::MAX.to_string(), "9999-03-31");
        assert_eq!(Date::MIN.fiscal_year().first_day(), Date::MIN);
        assert_eq!(Date::MAX.fiscal_year().last_day(), Date::MAX);
        assert_eq!(YearMonth::MIN.first_day(), Date::MIN);
        assert_eq!(YearMonth::MAX.last_day(), Date::MAX);
        assert_eq!((Date::MIN.previous(), Date::MAX.next()), (None, None));
    }

    #[test]
    fn every_month_ends_before_the_next_begins() {
        let mut month = YearMonth::MIN;
        while let Some(next) = month.next() {
            assert_eq!(month.last_day().next(), Some(next.first_day()), "{month}");
            month = next;
        }
        assert_eq!(month, YearMonth::MAX);
    }

    #[test]
    fn far_too_many_days_are_refused_not_wrapped() {
        for days in [i64::MIN, i64::MAX, 1 << 40] {
            let error = Date::MIN.add_days(days).unwrap_err();
            assert_eq!(error.code(), "types.date.out_of_range");
        }
        assert!(YearMonth::MAX.add_months(i32::MAX).is_err());
        assert!(YearMonth::MIN.add_months(i32::MIN).is_err());
    }

    #[test]
    fn a_long_text_is_cut_in_the_message() {
        let error = "二".repeat(1_000).parse::<Date>().unwrap_err();
        assert!(error.to_string().chars().count() < 100);
    }
}
