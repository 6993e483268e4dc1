//! Why a question about business days has no answer.

use super::{MAX_COUNTED_SPAN, MAX_SEARCHED_DAYS};
use crate::{Date, HolidayError, Language, holiday::capital};

/// Why there is no answer about the days of an office.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BusinessDayError {
    /// Nobody can say whether a day is an official holiday.
    #[error(transparent)]
    Holiday(#[from] HolidayError),
    /// The office is closed on every day that was looked at.
    #[error("no business day within `{MAX_SEARCHED_DAYS}` days of `{from}`")]
    #[non_exhaustive]
    NoOpenDay {
        /// Where the search began.
        from: Date,
    },
    /// The last day lies before the first.
    #[error("`{last}` is before `{first}`")]
    #[non_exhaustive]
    LastBeforeFirst {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// More days than can be counted at once.
    #[error("`{first}` to `{last}` is more than `{MAX_COUNTED_SPAN}` days")]
    #[non_exhaustive]
    SpanTooLong {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl BusinessDayError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Holiday(error) => error.code(),
            Self::NoOpenDay { .. } => "types.business_day.no_open_day",
            Self::LastBeforeFirst { .. } => "types.business_day.last_before_first",
            Self::SpanTooLong { .. } => "types.business_day.span_too_long",
        }
    }

    /// One sentence for the person who asked.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Holiday(error), language) => error.sentence(language),
            (Self::NoOpenDay { from }, Language::Ja) => {
                format!("{from}から{MAX_SEARCHED_DAYS}日の間に開庁日がありません。")
            }
            (Self::LastBeforeFirst { first, last }, Language::Ja) => {
                format!("{last}は{first}より前です。")
            }
            (Self::SpanTooLong { first, last }, Language::Ja) => {
                format!("{first}から{last}までは長すぎます（{MAX_COUNTED_SPAN}日まで）。")
            }
            (error, Language::En) => format!("{}.", capital(error)),
        }
    }
}
