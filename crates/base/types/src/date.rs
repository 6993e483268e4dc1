//! Days and months of the calendar, each with one strict text form.
#![deny(clippy::arithmetic_side_effects)]

use crate::{FiscalYear, WarekiDate, wareki};
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
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
        YearMonth {
            year: self.year(),
            month: self.month(),
        }
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

fn two_digits(digits: [u8; 2]) -> Option<u8> {
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

/// 曜日 (day of the week).
///
/// # Wire form
///
/// The lower-case English name, `"monday"` to `"sunday"`.
#[doc(alias = "曜日")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// 月曜日.
    Monday,
    /// 火曜日.
    Tuesday,
    /// 水曜日.
    Wednesday,
    /// 木曜日.
    Thursday,
    /// 金曜日.
    Friday,
    /// 土曜日.
    Saturday,
    /// 日曜日.
    Sunday,
}

impl Weekday {
    /// All days, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The one kanji that stands for the day: 月, 火, …
    #[must_use]
    pub fn kanji(self) -> char {
        match self {
            Self::Monday => '月',
            Self::Tuesday => '火',
            Self::Wednesday => '水',
            Self::Thursday => '木',
            Self::Friday => '金',
            Self::Saturday => '土',
            Self::Sunday => '日',
        }
    }

    /// The Japanese name: 月曜日, 火曜日, …
    #[must_use]
    pub fn label_ja(self) -> String {
        format!("{}曜日", self.kanji())
    }

    /// The English name.
    #[must_use]
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
