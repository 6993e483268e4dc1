//! 時点 (moments): when a figure holds, as exactly as it was published.
#![deny(clippy::arithmetic_side_effects)]

use std::{fmt, str::FromStr};
use tosei_types::{Date, DateError, ExactFigure, FiscalYear, Language, YearMonth};

/// 時点 (moment): a day, a month, a fiscal year or a calendar year, as published.
///
/// A figure of 「R5.3」 holds at the end of that month, one of 「令和5年度末」 at the end of the fiscal
/// year. The text stays what was published: a month is not a day.
///
/// # Wire form
///
/// `"2024-03-31"`, `"2024-03"`, `"FY2023"` (1 April 2023 to 31 March 2024) or `"2030"`.
///
/// # Source
///
/// `definition`.
///
/// # Examples
///
/// ```
/// use tosei_plan::Moment;
///
/// let year: Moment = "FY2026".parse()?;
/// assert_eq!(year.last_day().to_string(), "2027-03-31");
/// let month: Moment = "2024-02".parse()?;
/// assert_eq!(month.last_day().to_string(), "2024-02-29");
/// # Ok::<(), tosei_plan::MomentError>(())
/// ```
#[doc(alias = "時点")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day.
    Day(Date),
    /// A month.
    Month(YearMonth),
    /// 年度.
    FiscalYear(FiscalYear),
    /// 暦年: a calendar year, by its first month.
    Year(YearMonth),
}

tosei_types::text_value! {
    Moment,
    name: "Moment",
    pattern: r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?|FY[0-9]{4})$",
    ja: "時点",
    en: "Moment: a day, a month, a fiscal year (FY2023) or a year",
    example: "2024-03",
}

/// Why a text is not a [`Moment`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// The text has none of the four forms.
    #[error(
        "`{text}` is neither a day, nor a month, nor a fiscal year such as `FY2023`, nor a year"
    )]
    #[non_exhaustive]
    Form {
        /// The text, cut after 40 characters.
        text: String,
    },
    /// It has the form of a day, a month or a year, but there is no such one.
    #[error(transparent)]
    Date(#[from] DateError),
}

impl MomentError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "plan.moment.form",
            Self::Date(error) => error.code(),
        }
    }
}

impl Moment {
    /// The first day of it.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(month) | Self::Year(month) => month.first_day(),
            Self::FiscalYear(year) => year.first_day(),
        }
    }

    /// The last day of it; a figure holds at the end of this day.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(month) => month.last_day(),
            Self::FiscalYear(year) => year.last_day(),
            // The twelfth month of a year that has a first one exists.
            Self::Year(january) => january
                .add_months(11)
                .map_or(january.last_day(), YearMonth::last_day),
        }
    }

    /// In words: 「令和5年3月」, 「令和5年度」, "fiscal year 2023".
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        match (self, language) {
            (Self::Day(day), Language::Ja) => day.label_ja(),
            (Self::Day(day), Language::En) => day.label_en(),
            (Self::Month(month), Language::Ja) => month.label_ja(),
            (Self::Month(month), Language::En) => month.label_en(),
            (Self::FiscalYear(year), Language::Ja) => year.label_ja(),
            (Self::FiscalYear(year), Language::En) => year.label_en(),
            (Self::Year(month), Language::Ja) => format!("{}年", month.year()),
            (Self::Year(month), Language::En) => month.year().to_string(),
        }
    }

    /// Its end, in months since the beginning of the year 0; see [`Date::position`].
    #[must_use]
    pub fn position(self) -> ExactFigure {
        self.last_day().position()
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let form = || MomentError::Form {
            text: text.chars().take(40).collect(),
        };
        let year = |digits: &str| {
            let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse::<u16>().ok()).flatten()
        };
        if let Some(digits) = text.strip_prefix("FY") {
            let year = year(digits).ok_or_else(form)?;
            return FiscalYear::try_new(year)
                .map(Self::FiscalYear)
                .map_err(|_| form());
        }
        match text.len() {
            4 => Ok(Self::Year(YearMonth::try_new(
                year(text).ok_or_else(form)?,
                1,
            )?)),
            7 => Ok(Self::Month(text.parse()?)),
            10 => Ok(Self::Day(text.parse()?)),
            _ => Err(form()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::FiscalYear(year) => write!(f, "FY{:04}", year.year()),
            Self::Year(month) => write!(f, "{:04}", month.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_text_and_ends_on_one_day() {
        for (text, first, last) in [
            ("2024-03-31", "2024-03-31", "2024-03-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("FY2023", "2023-04-01", "2024-03-31"),
            ("2030", "2030-01-01", "2030-12-31"),
        ] {
            let moment: Moment = text.parse().unwrap();
            assert_eq!(moment.to_string(), text);
            assert_eq!(moment.first_day().to_string(), first);
            assert_eq!(moment.last_day().to_string(), last);
        }
        for text in [
            "",
            "FY23",
            "FY２０２３",
            "R5.3",
            "2024-3",
            "2024-02-30",
            "20240331",
            "fy2023",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn month_ends_are_whole_months_apart() {
        let at = |text: &str| text.parse::<Moment>().unwrap().position();
        assert_eq!((at("2027-03") - at("2024-03")).to_string(), "36");
        assert_eq!((at("FY2026") - at("2024-03-31")).to_string(), "36");
        assert_eq!((at("2024-02") - at("2024-01")).to_string(), "1");
        assert_eq!((at("2025-06-15") - at("2025-05")).to_string(), "0.5");
    }
}
