//! Days on end, and how many of them the office is open.
#![deny(clippy::arithmetic_side_effects)]

use tosei_document::Explain;
use tosei_types::{
    BusinessDays, Date, HolidayError, Language,
    deadline::{CountedDays, DeadlineError, MAX_LISTED_DAYS},
};

/// Why there is no table of days, or no clock on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DayClockError {
    /// No day, or more days than are listed.
    #[error("a table of days holds 1 to `{MAX_LISTED_DAYS}` days, not `{days}`")]
    #[non_exhaustive]
    Days {
        /// How many days were asked for.
        days: u32,
    },
    /// The days run past the last day of the calendar.
    #[error("`{days}` days from `{first}` run past `{}`", Date::MAX)]
    #[non_exhaustive]
    OutOfRange {
        /// The first day.
        first: Date,
        /// How many days were asked for.
        days: u32,
    },
    /// Nobody can say whether a day is an official holiday.
    #[error(transparent)]
    Holiday(#[from] HolidayError),
    /// The period has no last day that is counted.
    #[error(transparent)]
    Period(#[from] DeadlineError),
}

impl DayClockError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Days { .. } => "bpr.day_clock.days",
            Self::OutOfRange { .. } => "bpr.day_clock.out_of_range",
            Self::Holiday(error) => error.code(),
            Self::Period(error) => error.code(),
        }
    }
}

impl Explain for DayClockError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Holiday(error), _) => error.sentence(language),
            (Self::Period(error), _) => error.sentence(language),
            (Self::Days { days }, Language::Ja) => {
                format!("{days}日分の暦は作れません（1日から{MAX_LISTED_DAYS}日まで）。")
            }
            (Self::OutOfRange { first, days }, Language::Ja) => {
                format!(
                    "{first}から{days}日間は暦の終わり（{}）を超えます。",
                    Date::MAX
                )
            }
            (Self::Days { days }, Language::En) => {
                format!("A table of days holds 1 to {MAX_LISTED_DAYS} days, not {days}.")
            }
            (Self::OutOfRange { first, days }, Language::En) => {
                format!("{days} days from {first} run past {}.", Date::MAX)
            }
        }
    }
}

/// 日の表 (table of days): the days that a simulation looks at, numbered from 0, with those on which the
/// office is open.
///
/// How many days counted between two days, and which is the n-th counted day from a day on, are one
/// look-up each, however long the time between them is.
///
/// # Invariant
///
/// 1 to [`MAX_LISTED_DAYS`] consecutive days.
///
/// # Unit
///
/// Days are numbers from the first one; moments are minutes from midnight before the first day, as
/// everywhere in the simulation.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::deadline::DayTable;
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label, deadline::CountedDays};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let table = DayTable::try_new("2025-12-22".parse()?, 30, &days)?;
/// let last = table.number_of("2026-01-13".parse()?).unwrap();
/// assert_eq!(table.counted(CountedDays::BusinessDays, 1, last), 10); // the office rests over New Year
/// assert_eq!(table.nth(CountedDays::BusinessDays, 1, 10), Some(last));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTable {
    first: Date,
    /// How many open days there are before each day, and before the day after the last.
    open_before: Box<[u32]>,
    /// The numbers of the open days.
    open_days: Box<[u32]>,
    provisional: bool,
}

impl DayTable {
    /// The table of so many days from a day on.
    ///
    /// # Errors
    ///
    /// - [`DayClockError::Days`] for no day, or more than [`MAX_LISTED_DAYS`].
    /// - [`DayClockError::OutOfRange`] past the last day of the calendar.
    /// - [`DayClockError::Holiday`] if nobody can say whether a day is an official holiday.
    pub fn try_new(
        first: Date,
        days: u32,
        business: &BusinessDays<'_>,
    ) -> Result<Self, DayClockError> {
        if days == 0 || days > MAX_LISTED_DAYS {
            return Err(DayClockError::Days { days });
        }
        let (mut open_before, mut open_days) = (vec![0u32], Vec::new());
        let (mut open, mut provisional) = (0u32, false);
        let mut next = Some(first);
        for number in 0..days {
            let date = next.ok_or(DayClockError::OutOfRange { first, days })?;
            let verdict = business.verdict(date)?;
            provisional |= verdict.is_provisional();
            if verdict.is_open() {
                open_days.push(number);
                open = open.saturating_add(1); // at most MAX_LISTED_DAYS
            }
            open_before.push(open);
            next = date.next();
        }
        Ok(Self {
            first,
            open_before: open_before.into(),
            open_days: open_days.into(),
            provisional,
        })
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> Date {
        self.first
    }

    /// How many days there are.
    #[must_use]
    pub fn days(&self) -> u32 {
        u32::try_from(self.open_before.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// 暫定: some day was judged by rule, because the list of holidays does not cover it.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// The number of a day; `None` outside the table.
    #[must_use]
    pub fn number_of(&self, date: Date) -> Option<u32> {
        let number = u32::try_from(self.first.days_until(date)).ok()?;
        (number < self.days()).then_some(number)
    }

    /// The day with a number; `None` outside the table.
    #[must_use]
    pub fn date_of(&self, number: u32) -> Option<Date> {
        if number >= self.days() {
            return None;
        }
        self.first.add_days(i64::from(number)).ok()
    }

    /// The number of the day of a moment, in minutes from midnight before the first day; `None` outside
    /// the table.
    ///
    /// Midnight belongs to the day that begins. What is recorded at night or on a Sunday is of that
    /// day, whether or not the office is open on it.
    #[must_use]
    #[inline]
    pub fn day_of(&self, minutes: f64) -> Option<u32> {
        let day = minutes / 1_440.0;
        if !(0.0..f64::from(self.days())).contains(&day) {
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and less than the number of days"
        )]
        let number = day as u32;
        Some(number)
    }

    /// Whether the office is open on a day; not outside the table.
    #[must_use]
    pub fn is_open(&self, number: u32) -> bool {
        self.open_between(number, number) == 1
    }

    /// How many days count from a day to another, both looked at; days outside the table do not.
    #[must_use]
    #[inline]
    pub fn counted(&self, counted: CountedDays, from: u32, until: u32) -> u32 {
        match counted {
            CountedDays::BusinessDays => self.open_between(from, until),
            _ => until
                .saturating_add(1)
                .min(self.days())
                .saturating_sub(from),
        }
    }

    /// The n-th counted day from a day on, which may be the day itself; `None` past the table, or for
    /// the zeroth.
    #[must_use]
    #[inline]
    pub fn nth(&self, counted: CountedDays, from: u32, n: u32) -> Option<u32> {
        let beyond = n.checked_sub(1)?;
        match counted {
            CountedDays::BusinessDays => {
                let place = self.open_before(from).checked_add(beyond)?;
                self.open_days.get(usize::try_from(place).ok()?).copied()
            }
            _ => from.checked_add(beyond).filter(|day| *day < self.days()),
        }
    }

    /// The day itself if the office is open on it, else the next open one; `None` past the table.
    #[must_use]
    pub fn open_day_from(&self, number: u32) -> Option<u32> {
        self.nth(CountedDays::BusinessDays, number, 1)
    }

    #[inline]
    fn open_between(&self, from: u32, until: u32) -> u32 {
        self.open_before(until.saturating_add(1))
            .saturating_sub(self.open_before(from))
    }

    /// How many open days there are before a day; all of them past the table.
    #[inline]
    fn open_before(&self, number: u32) -> u32 {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        let found = self.open_before.get(place).or(self.open_before.last());
        found.copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_past_the_end_of_the_calendar_in_both_languages() {
        let error = DayClockError::OutOfRange {
            first: Date::MAX,
            days: 2,
        };
        let last = Date::MAX;
        assert_eq!(error.code(), "bpr.day_clock.out_of_range");
        assert_eq!(
            error.sentence(Language::Ja),
            format!("{last}から2日間は暦の終わり（{last}）を超えます。")
        );
        assert_eq!(
            error.sentence(Language::En),
            format!("2 days from {last} run past {last}.")
        );
    }
}
