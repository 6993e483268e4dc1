//! シリアル値 (serial date): days that a spreadsheet counts as numbers.
#![deny(clippy::arithmetic_side_effects)]

use std::borrow::Cow;
use tosei_types::Date;

/// 日付システム (date system): from which day a workbook counts.
///
/// # Source
///
/// Source `ecma-376-1` (18.17.4.1): in the 1900 system day 1 is 1900-01-01 and 1900 is taken for a
/// leap year, so day 60 is 1900-02-29, a day that never was; in the 1904 system day 0 is 1904-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DateSystem {
    /// 1900年から計算する: the usual one.
    #[default]
    From1900,
    /// 1904年から計算する: workbooks that began on an old Macintosh.
    From1904,
}

impl DateSystem {
    /// Stable identifier: `1900`, `1904`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::From1900 => "1900",
            Self::From1904 => "1904",
        }
    }

    /// The day that a whole serial number names; `None` if it names none.
    ///
    /// In the 1900 system that is 0 (shown as 「1900年1月0日」) and 60 (1900-02-29, which never was);
    /// in both, negative numbers and days behind [`Date::MAX`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_table::DateSystem;
    ///
    /// let day = |system: DateSystem, serial| system.day(serial).map(|day| day.to_string());
    /// assert_eq!(day(DateSystem::From1900, 45383).as_deref(), Some("2024-04-01"));
    /// assert_eq!(day(DateSystem::From1904, 43921).as_deref(), Some("2024-04-01"));
    /// assert_eq!(day(DateSystem::From1900, 59).as_deref(), Some("1900-02-28"));
    /// assert_eq!(day(DateSystem::From1900, 60), None);
    /// assert_eq!(day(DateSystem::From1900, 61).as_deref(), Some("1900-03-01"));
    /// ```
    #[must_use]
    pub fn day(self, serial: u32) -> Option<Date> {
        let (year, before) = match (self, serial) {
            (Self::From1900, 0 | 60) => return None,
            (Self::From1900, 1..60) => (1900, 1),
            (Self::From1900, _) => (1900, 2),
            (Self::From1904, _) => (1904, 0),
        };
        let days = i64::from(serial).checked_sub(before)?;
        Date::try_new(year, 1, 1).ok()?.add_days(days).ok()
    }
}

/// What the format of a serial number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SerialKind {
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A time or a duration, without a day.
    Time,
}

/// シリアル値 (serial date): a number that its cell shows as a day or a time.
///
/// # Examples
///
/// ```
/// use tosei_table::{DateSystem, SerialDate, SerialKind};
///
/// let cell = SerialDate::new("45383.5", DateSystem::From1900, SerialKind::DateTime);
/// assert_eq!(cell.date(), "2024-04-01".parse().ok());
/// assert_eq!(cell.seconds(), Some(43_200));
/// assert_eq!(cell.display_text(), "2024-04-01 12:00:00");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SerialDate<'a> {
    number: &'a str,
    system: DateSystem,
    kind: SerialKind,
}

const SECONDS_OF_A_DAY: u32 = 86_400;

impl<'a> SerialDate<'a> {
    /// A number of a file, as decimal text.
    #[must_use]
    pub fn new(number: &'a str, system: DateSystem, kind: SerialKind) -> Self {
        Self {
            number,
            system,
            kind,
        }
    }

    /// The number as the file writes it.
    #[must_use]
    pub fn number(&self) -> &'a str {
        self.number
    }

    /// The date system of its workbook.
    #[must_use]
    pub fn system(&self) -> DateSystem {
        self.system
    }

    /// What the cell's format shows.
    #[must_use]
    pub fn kind(&self) -> SerialKind {
        self.kind
    }

    /// The day; `None` if the number names none, or if only a time is shown.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let (days, _) = self.parts()?;
        match self.kind {
            SerialKind::Time => None,
            SerialKind::DateTime => self.system.day(days),
            // Nothing is rounded where no time is shown.
            SerialKind::Date => {
                let whole = self.number.split('.').next().unwrap_or_default();
                self.system.day(whole.parse().ok()?)
            }
        }
    }

    /// Seconds since midnight, rounded (四捨五入) to whole ones; `None` if the number is none.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        self.parts().map(|(_, seconds)| seconds)
    }

    /// Days and seconds; the fraction is taken to twelve places, which no second notices.
    fn parts(&self) -> Option<(u32, u32)> {
        let (days, fraction) = self.number.split_once('.').unwrap_or((self.number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if days.is_empty() || !digits(days) || !digits(fraction) {
            return None;
        }
        let days: u32 = days.parse().ok()?;
        let (mut part, mut scale) = (0u64, 1u64);
        for digit in fraction.bytes().take(12) {
            part = part
                .checked_mul(10)?
                .checked_add(u64::from(digit.saturating_sub(b'0')))?;
            scale = scale.checked_mul(10)?;
        }
        let seconds = part
            .checked_mul(u64::from(SECONDS_OF_A_DAY))?
            .checked_add(scale.checked_div(2)?)?
            .checked_div(scale)?;
        let seconds = u32::try_from(seconds).ok()?;
        if seconds >= SECONDS_OF_A_DAY {
            return Some((days.checked_add(1)?, 0));
        }
        Some((days, seconds))
    }

    /// As text: `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS`, `HH:MM:SS`, or the number where it names no day.
    #[must_use]
    pub fn display_text(&self) -> Cow<'a, str> {
        let clock = |seconds: u32| {
            let (minutes, second) = (seconds.div_euclid(60), seconds.rem_euclid(60));
            let (hour, minute) = (minutes.div_euclid(60), minutes.rem_euclid(60));
            format!("{hour:02}:{minute:02}:{second:02}")
        };
        let text = match self.kind {
            SerialKind::Date => self.date().map(|date| date.to_string()),
            SerialKind::DateTime => self
                .date()
                .zip(self.seconds())
                .map(|(date, seconds)| format!("{date} {}", clock(seconds))),
            SerialKind::Time => self
                .parts()
                .filter(|(days, _)| *days == 0)
                .map(|(_, seconds)| clock(seconds)),
        };
        text.map_or(Cow::Borrowed(self.number), Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_is_rounded_and_carried_into_the_next_day() {
        let read = |number| {
            SerialDate::new(number, DateSystem::From1900, SerialKind::DateTime)
                .display_text()
                .into_owned()
        };
        assert_eq!(read("45383.395833333336"), "2024-04-01 09:30:00");
        assert_eq!(read("45383.999999999"), "2024-04-02 00:00:00");
        assert_eq!(read("45383.99999"), "2024-04-01 23:59:59");
        assert_eq!(read("-1"), "-1");
        assert_eq!(read("60"), "60");
        assert_eq!(read("99999999999"), "99999999999");
    }
}
