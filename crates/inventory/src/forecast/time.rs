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
        position(self.day())
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

/// The end of a day in months: whole months before it, and its share of its own month.
///
/// Month ends are whole months apart, whatever their lengths, so twelve quarters lie between the end
/// of March 2024 and that of March 2027.
fn position(day: Date) -> Fraction {
    let months = u64::from(day.year())
        .saturating_mul(12)
        .saturating_add(u64::from(day.month()))
        .saturating_sub(1);
    let length = u64::from(day.year_month().last_day().day());
    let share = Fraction::of_counts(u64::from(day.day()), length);
    Fraction::whole(months).plus(&share.unwrap_or_else(Fraction::zero))
}

/// The first day at whose end a position is reached; `None` outside the calendar.
pub(super) fn first_day_at(wanted: &Fraction) -> Option<Date> {
    let (mut low, mut high) = (Date::MIN, Date::MAX);
    if position(high) < *wanted {
        return None;
    }
    // Positions rise from day to day; `high` always reaches what is wanted.
    while low < high {
        let half = low.days_until(high).checked_div(2)?;
        let middle = low.add_days(half).ok()?;
        if position(middle) < *wanted {
            low = middle.next()?;
        } else {
            high = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_the_first_at_its_own_position() {
        let mut day: Date = "2023-12-30".parse().unwrap();
        for _ in 0..800 {
            assert_eq!(first_day_at(&position(day)), Some(day));
            let next = day.next().unwrap();
            assert!(position(day) < position(next));
            day = next;
        }
    }

    #[test]
    fn month_ends_are_whole_months_apart() {
        let at = |text: &str| text.parse::<SeriesTime>().unwrap().position();
        let months = at("2027-03").minus(&at("2024-03"));
        assert_eq!(months.to_string(), "36/1");
        assert_eq!(at("2024-03"), at("2024-03-31"));
        assert_eq!(at("2025-02-14").minus(&at("2025-01")).to_string(), "1/2");
    }

    #[test]
    fn just_after_a_day_is_the_next_day() {
        let day: Date = "2025-06-30".parse().unwrap();
        let after = position(day).plus(&Fraction::of_counts(1, 1_000_000).unwrap());
        assert_eq!(first_day_at(&after).unwrap().to_string(), "2025-07-01");
    }
}
