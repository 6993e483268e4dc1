//! Why there is no due date and no count of days.

use super::{
    MAX_LISTED_DAYS, MAX_PERIOD_DAYS, MAX_PERIOD_MONTHS, MAX_PERIOD_WEEKS, MAX_PERIOD_YEARS,
    MAX_STOPS, StopKind,
};
use crate::{
    BusinessDayError, Date, HolidayError, Language,
    holiday::capital,
    period::{PeriodLength, PeriodUnit},
};

/// Why there is no due date, or no count of elapsed days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeadlineError {
    /// Nobody can say whether a day is a business day.
    #[error(transparent)]
    BusinessDay(#[from] BusinessDayError),
    /// A period in hours or minutes has no due date.
    #[error("a period in the unit `{}` has no due date; it needs days or more", .unit.code())]
    #[non_exhaustive]
    UnitTooFine {
        /// The unit.
        unit: PeriodUnit,
    },
    /// A period of 1.5 months has no due date.
    #[error("the period `{length}` is not a whole number of its unit")]
    #[non_exhaustive]
    NotWhole {
        /// The period.
        length: PeriodLength,
    },
    /// A period of no days has no last day (即日 is another thing).
    #[error("the period `{length}` has no days")]
    #[non_exhaustive]
    NoDays {
        /// The period.
        length: PeriodLength,
    },
    /// The period is longer than what is counted.
    #[error(
        "the period `{length}` is more than `{MAX_PERIOD_DAYS}` days, `{MAX_PERIOD_WEEKS}` weeks, \
         `{MAX_PERIOD_MONTHS}` months or `{MAX_PERIOD_YEARS}` years"
    )]
    #[non_exhaustive]
    TooLong {
        /// The period.
        length: PeriodLength,
    },
    /// The days do not end within what is listed.
    #[error("more than `{MAX_LISTED_DAYS}` days from `{from}`")]
    #[non_exhaustive]
    TooManyDays {
        /// The day of arrival.
        from: Date,
    },
    /// There are more stops than are taken.
    #[error("`{stops}` stops are more than `{MAX_STOPS}`")]
    #[non_exhaustive]
    TooManyStops {
        /// How many there are.
        stops: usize,
    },
    /// The clock stands still, and nobody knows until when.
    #[error("the stop `{kind}` that began on `{from}` has not ended")]
    #[non_exhaustive]
    StopNotEnded {
        /// Its kind.
        kind: StopKind,
        /// The day on which it began.
        from: Date,
    },
    /// A day is asked about that lies before the arrival.
    #[error("`{end}` is before the arrival on `{arrival}`")]
    #[non_exhaustive]
    EndBeforeArrival {
        /// The day of arrival.
        arrival: Date,
        /// The day asked about.
        end: Date,
    },
    /// The days run past the last day of the calendar.
    #[error("the days from `{from}` run past `{}`", Date::MAX)]
    #[non_exhaustive]
    OutOfRange {
        /// Where the days begin.
        from: Date,
    },
    /// The law allows no extension.
    #[error("this deadline cannot be extended")]
    NotExtendable,
}

impl From<HolidayError> for DeadlineError {
    fn from(error: HolidayError) -> Self {
        Self::BusinessDay(error.into())
    }
}

impl DeadlineError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BusinessDay(error) => error.code(),
            Self::UnitTooFine { .. } => "types.deadline.unit_too_fine",
            Self::NotWhole { .. } => "types.deadline.not_whole",
            Self::NoDays { .. } => "types.deadline.no_days",
            Self::TooLong { .. } => "types.deadline.too_long",
            Self::TooManyDays { .. } => "types.deadline.too_many_days",
            Self::TooManyStops { .. } => "types.deadline.too_many_stops",
            Self::StopNotEnded { .. } => "types.deadline.stop_not_ended",
            Self::EndBeforeArrival { .. } => "types.deadline.end_before_arrival",
            Self::OutOfRange { .. } => "types.deadline.out_of_range",
            Self::NotExtendable => "types.deadline.not_extendable",
        }
    }

    /// One sentence for the person who asked.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            return match self {
                Self::BusinessDay(error) => error.sentence(language),
                error => format!("{}.", capital(error)),
            };
        }
        match self {
            Self::BusinessDay(error) => error.sentence(language),
            Self::UnitTooFine { unit } => {
                format!(
                    "単位が{}の期間からは期限の日を求められません。",
                    unit.label_ja()
                )
            }
            Self::NotWhole { length } => {
                format!("「{length}」は端数があるため、期限の日を求められません。")
            }
            Self::NoDays { length } => {
                format!("「{length}」は0日のため、期限の日を求められません。")
            }
            Self::TooLong { length } => format!(
                "「{length}」は長すぎます（{MAX_PERIOD_DAYS}日、{MAX_PERIOD_WEEKS}週間、\
                 {MAX_PERIOD_MONTHS}か月、{MAX_PERIOD_YEARS}年まで）。"
            ),
            Self::TooManyDays { from } => {
                format!("{from}から{MAX_LISTED_DAYS}日を超えて数えることはできません。")
            }
            Self::TooManyStops { stops } => {
                format!("期間の停止が{stops}件あります（{MAX_STOPS}件まで）。")
            }
            Self::StopNotEnded { kind, from } => format!(
                "{from}からの{}が終わっていないため、期限の日を求められません。",
                kind.label(language)
            ),
            Self::EndBeforeArrival { arrival, end } => {
                format!("{end}は到達の日（{arrival}）より前です。")
            }
            Self::OutOfRange { from } => {
                format!("{from}からの日数が暦の終わり（{}）を超えます。", Date::MAX)
            }
            Self::NotExtendable => "この法定期限は延長できません。".to_owned(),
        }
    }
}
