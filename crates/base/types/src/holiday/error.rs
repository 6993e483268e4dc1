//! Why there is no answer about a holiday, and why data are no list or calendar.

use super::{FIRST_YEAR_BY_RULE, LAST_YEAR_BY_RULE, MAX_NAME_CHARS};
use crate::{Date, Language, unreadable::UnreadableDocument};

/// Why nobody can say whether a day is an official holiday.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HolidayError {
    /// The list does not reach the day, and nothing else was chosen.
    #[error("the list of holidays covers `{first_day}` to `{last_day}`, not `{date}`")]
    #[non_exhaustive]
    OutsideList {
        /// The day asked about.
        date: Date,
        /// The first day of the list.
        first_day: Date,
        /// The last day of the list.
        last_day: Date,
    },
    /// The rules of the present law do not reach the day either.
    #[error(
        "holidays by rule are given for the years `{FIRST_YEAR_BY_RULE}` to \
         `{LAST_YEAR_BY_RULE}`, not for `{date}`"
    )]
    #[non_exhaustive]
    OutsideRule {
        /// The day asked about.
        date: Date,
    },
}

impl HolidayError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutsideList { .. } => "types.holiday.outside_list",
            Self::OutsideRule { .. } => "types.holiday.outside_rule",
        }
    }

    /// One sentence for the person who asked.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (
                Self::OutsideList {
                    date,
                    first_day,
                    last_day,
                },
                Language::Ja,
            ) => format!(
                "祝日の一覧は{first_day}から{last_day}までで、{date}が祝日かどうかは分かりません。\
                 新しい一覧を読み込むか、規則による暫定計算（by_rule）を選んでください。"
            ),
            (Self::OutsideList { .. }, Language::En) => format!(
                "{}; load a newer list, or choose the provisional calculation (by_rule).",
                capital(self)
            ),
            (Self::OutsideRule { date }, Language::Ja) => format!(
                "規則による祝日の計算は{FIRST_YEAR_BY_RULE}年から{LAST_YEAR_BY_RULE}年までで、\
                 {date}には使えません。"
            ),
            (Self::OutsideRule { .. }, Language::En) => format!("{}.", capital(self)),
        }
    }
}

/// The message of an error as the beginning of a sentence.
pub(crate) fn capital(error: &impl std::error::Error) -> String {
    let message = error.to_string().replace('`', "");
    let mut rest = message.chars();
    rest.next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(rest)
        .collect()
}

/// Why data are no [`HolidayList`](super::HolidayList) or no
/// [`BusinessCalendar`](crate::BusinessCalendar).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The bytes are no such document.
    #[error(transparent)]
    Unreadable(#[from] UnreadableDocument),
    /// A text is blank.
    #[error("`{key}` is blank")]
    #[non_exhaustive]
    Blank {
        /// The key of the text.
        key: &'static str,
    },
    /// A text has more than [`MAX_NAME_CHARS`] characters.
    #[error("`{key}` has more than `{MAX_NAME_CHARS}` characters")]
    #[non_exhaustive]
    TextTooLong {
        /// The key of the text.
        key: &'static str,
    },
    /// A list has too many items.
    #[error("`{key}` has `{items}` items, more than `{most}`")]
    #[non_exhaustive]
    TooMany {
        /// The key of the list.
        key: &'static str,
        /// How many items it has.
        items: usize,
        /// How many it may have.
        most: usize,
    },
    /// The edition ends before it begins.
    #[error("the edition's last day `{last_day}` is before its first day `{first_day}`")]
    #[non_exhaustive]
    LastBeforeFirst {
        /// The first day.
        first_day: Date,
        /// The last day.
        last_day: Date,
    },
    /// A holiday lies outside of the days that the edition covers.
    #[error("`{date}` is outside of the edition's days")]
    #[non_exhaustive]
    OutsideEdition {
        /// The holiday.
        date: Date,
    },
    /// A day or a day of the week stands twice in a list.
    #[error("`{day}` stands twice in `{key}`")]
    #[non_exhaustive]
    Twice {
        /// The key of the list.
        key: &'static str,
        /// The day.
        day: String,
    },
    /// A day is said to be closed and to be open.
    #[error("`{date}` is both a closing day and an opening day")]
    #[non_exhaustive]
    ClosedAndOpen {
        /// The day.
        date: Date,
    },
}

impl CalendarError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(unreadable) => unreadable.code(),
            Self::Blank { .. } => "types.calendar.blank",
            Self::TextTooLong { .. } => "types.calendar.text_too_long",
            Self::TooMany { .. } => "types.calendar.too_many",
            Self::LastBeforeFirst { .. } => "types.calendar.last_before_first",
            Self::OutsideEdition { .. } => "types.calendar.outside_edition",
            Self::Twice { .. } => "types.calendar.twice",
            Self::ClosedAndOpen { .. } => "types.calendar.closed_and_open",
        }
    }
}

/// Takes a name as it is, if it says something and is short enough.
pub(crate) fn checked_name(key: &'static str, name: &str) -> Result<Box<str>, CalendarError> {
    if name.trim().is_empty() {
        return Err(CalendarError::Blank { key });
    }
    if name.chars().nth(MAX_NAME_CHARS).is_some() {
        return Err(CalendarError::TextTooLong { key });
    }
    Ok(name.into())
}

/// Holds the length of a list against its limit.
pub(crate) fn checked_length(
    key: &'static str,
    items: usize,
    most: usize,
) -> Result<(), CalendarError> {
    if items > most {
        return Err(CalendarError::TooMany { key, items, most });
    }
    Ok(())
}
