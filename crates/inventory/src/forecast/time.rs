//! When a value holds, and how far apart two moments are.
#![deny(clippy::arithmetic_side_effects)]

use crate::Fraction;
use std::{fmt, str::FromStr};
use tosei_types::{Date, DateError, Language, YearMonth};

/// 時点 (moment of a value): a day, or a month of which the end is meant.
///
/// Published series often name a month only (「R5.3」). Such a value holds at the end of the month; the
/// text stays what was published.
///
/// # Wire form
///
/// `"2023-03"` or `"2025-06-30"`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::forecast::SeriesTime;
///
/// let month: SeriesTime = "2024-02".parse()?;
/// assert_eq!(month.day().to_string(), "2024-02-29");
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[doc(alias = "時点")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SeriesTime {
    /// The end of a month.
    Month(YearMonth),
    /// The end of a day.
    Day(Date),
}

tosei_types::text_value! {
    SeriesTime,
    name: "SeriesTime",
    pattern: "^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$",
    ja: "時点",
    en: "Moment: a day, or the end of a month",
    example: "2023-03",
}

impl SeriesTime {
    /// The day at whose end the value holds.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Month(month) => month.last_day(),
            Self::Day(day) => day,
        }
    }

    /// In words: 「令和5年3月末」 for the last day of a month, 「令和5年3月15日」 for another.
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        day_in_words(self.day(), language)
    }

    /// How many months it lies after the beginning of the year 0, exactly.
    pub(super) fn position(self) -> Fraction {
        self.day().position().into()
    }
}

impl FromStr for SeriesTime {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if text.len() == 7 {
            text.parse().map(Self::Month)
        } else {
            text.parse().map(Self::Day)
        }
    }
}

impl fmt::Display for SeriesTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// A day as an assembly hears it: the end of a month is called that.
pub(crate) fn day_in_words(day: Date, language: Language) -> String {
    let is_end = day.year_month().last_day() == day;
    match language {
        Language::Ja if is_end => format!("{}末", day.year_month().label_ja()),
        Language::Ja => day.label_ja(),
        Language::En => day.label_en(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_ends_are_whole_months_apart() {
        let at = |text: &str| text.parse::<SeriesTime>().unwrap().position();
        let months = at("2027-03").minus(&at("2024-03"));
        assert_eq!(months.to_string(), "36/1");
        assert_eq!(at("2024-03"), at("2024-03-31"));
        assert_eq!(at("2025-02-14").minus(&at("2025-01")).to_string(), "1/2");
    }
}
