//! Why a text names no day, month or year.

use super::{Era, WrittenDate};
use crate::{Date, Weekday};

/// Why a text was not taken as a day, a month or a year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WarekiError {
    /// The text is no spelling of a day, a month or a year.
    #[error("`{text}` is not a day, a month or a year, in an era or in the Gregorian calendar")]
    #[non_exhaustive]
    BadFormat {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The era had ended; only the strict readings say so.
    #[error(
        "`{text}` lies after {}, which ended on `{last_day}`; the right reading is `{right}` ({written})",
        era.label_ja()
    )]
    #[non_exhaustive]
    EraEnded {
        /// The text, cut after 40 characters.
        text: String,
        /// The era it names.
        era: Era,
        /// The last day of that era.
        last_day: Date,
        /// What the text means.
        written: WrittenDate,
        /// The same with the right era.
        right: String,
    },
    /// The era had not begun; only the strict readings say so.
    #[error(
        "`{text}` lies before {}, which began on `{first_day}`; the right reading is `{right}` ({written})",
        era.label_ja()
    )]
    #[non_exhaustive]
    EraNotBegun {
        /// The text, cut after 40 characters.
        text: String,
        /// The era it names.
        era: Era,
        /// The first day of that era.
        first_day: Date,
        /// What the text means.
        written: WrittenDate,
        /// The same with the right era.
        right: String,
    },
    /// A month or day of 明治1年 to 5年 belongs to another calendar.
    #[error(
        "`{text}` is a date of the calendar used until 1872-12-31; its Gregorian day is not known here"
    )]
    #[non_exhaustive]
    OldCalendar {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The number of the year cannot be meant.
    #[error(
        "`{text}` names no year that can be meant: an era year is 1 to 199, a Gregorian year 1868 to 9998"
    )]
    #[non_exhaustive]
    YearOutOfRange {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The month is not 1 to 12.
    #[error("`{text}` does not exist: a year has the months 1 to 12")]
    #[non_exhaustive]
    NoSuchMonth {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// The month has no such day.
    #[error("`{text}` does not exist: the last day of that month is `{right}` ({last})")]
    #[non_exhaustive]
    NoSuchDay {
        /// The text, cut after 40 characters.
        text: String,
        /// The last day of that month.
        last: Date,
        /// The same with its era.
        right: String,
    },
    /// Two years stand beside each other and differ: 「令和6（2023）年」.
    #[error("`{text}` names two years, {year} and {beside}")]
    #[non_exhaustive]
    YearsDisagree {
        /// The text, cut after 40 characters.
        text: String,
        /// The year first named.
        year: u16,
        /// The year in brackets.
        beside: u16,
    },
    /// The day of the week in the text is another: 「令和6年4月1日（火）」.
    #[error("`{text}` is a {} ({})", weekday.label_en(), weekday.label_ja())]
    #[non_exhaustive]
    WrongWeekday {
        /// The text, cut after 40 characters.
        text: String,
        /// The day.
        date: Date,
        /// The weekday of that day.
        weekday: Weekday,
    },
    /// 「R6-8」 is the month 令和6年8月 or the years 令和6年 to 令和8年.
    #[error(
        "`{text}` is either a month or a span of years; write a month as `R6.8` or `令和6年8月`"
    )]
    #[non_exhaustive]
    AmbiguousHyphen {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// A day was asked for and the text names a month or a year.
    #[error("`{text}` is {} ({written}), not a day", written.kind_en())]
    #[non_exhaustive]
    NotADay {
        /// The text, cut after 40 characters.
        text: String,
        /// What it names.
        written: WrittenDate,
    },
    /// A month was asked for and the text names a day or a year.
    #[error("`{text}` is {} ({written}), not a month", written.kind_en())]
    #[non_exhaustive]
    NotAMonth {
        /// The text, cut after 40 characters.
        text: String,
        /// What it names.
        written: WrittenDate,
    },
}

impl WarekiError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadFormat { .. } => "types.wareki.bad_format",
            Self::EraEnded { .. } => "types.wareki.era_ended",
            Self::EraNotBegun { .. } => "types.wareki.era_not_begun",
            Self::OldCalendar { .. } => "types.wareki.old_calendar",
            Self::YearOutOfRange { .. } => "types.wareki.year_out_of_range",
            Self::NoSuchMonth { .. } => "types.wareki.no_such_month",
            Self::NoSuchDay { .. } => "types.wareki.no_such_day",
            Self::YearsDisagree { .. } => "types.wareki.years_disagree",
            Self::WrongWeekday { .. } => "types.wareki.wrong_weekday",
            Self::AmbiguousHyphen { .. } => "types.wareki.ambiguous_hyphen",
            Self::NotADay { .. } => "types.wareki.not_a_day",
            Self::NotAMonth { .. } => "types.wareki.not_a_month",
        }
    }

    /// The text as it should have been written, where there is one: 「令和3年3月31日」.
    #[must_use]
    pub fn right_reading(&self) -> Option<&str> {
        match self {
            Self::EraEnded { right, .. }
            | Self::EraNotBegun { right, .. }
            | Self::NoSuchDay { right, .. } => Some(right),
            _ => None,
        }
    }
}
