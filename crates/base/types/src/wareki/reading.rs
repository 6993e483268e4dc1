//! What a spelling names, and whether its era fits.

use super::{
    Era, EraYear, GREGORIAN_FROM, WarekiError,
    scan::{Scanned, ScannedRest, ScannedYear, Spelling, scan},
};
use crate::{
    Date, FiscalYear, YearMonth,
    date::{DateError, excerpt},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the era of a text fits the day that it names; the caller makes it a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EraNote {
    /// The era had ended: 「平成33年3月31日」 for 令和3年3月31日. Such dates in law stay valid.
    EraContinued,
    /// The era had not begun: 「令和元年4月1日」 for 平成31年4月1日.
    EraNotBegun,
}

impl EraNote {
    /// Stable identifier: `era_continued`, `era_not_begun`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::EraContinued => "era_continued",
            Self::EraNotBegun => "era_not_begun",
        }
    }

    /// For a Japanese reader.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::EraContinued => "改元後の日付を前の元号で表記",
            Self::EraNotBegun => "改元前の日付を後の元号で表記",
        }
    }

    /// For an English reader.
    #[must_use]
    pub fn label_en(self) -> &'static str {
        match self {
            Self::EraContinued => "the era had ended before this day",
            Self::EraNotBegun => "the era had not begun on this day",
        }
    }
}

/// A value read from a document, with what the reader should know about its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WarekiReading<T> {
    /// What the text names.
    pub value: T,
    /// Whether its era fits; `None` if it does or there is none.
    pub note: Option<EraNote>,
}

/// What a text names: a day, a month, or one of three kinds of year.
///
/// A table column holds 「R6」, 「R6.3」 and 「令和6年4月1日」 side by side. They are told apart here, so
/// that a report can name the cells that say less, or something else, than the column asks for.
///
/// # Examples
///
/// ```
/// use tosei_types::{WrittenDate, wareki::read_cell};
///
/// let kind = |text| read_cell(text).map(|reading| reading.value.code());
/// assert_eq!(kind("R6")?, "unmarked_year"); // a year, 年 or 年度
/// assert_eq!(kind("R6.3")?, "year_month"); // March 2024, in fiscal year 2023
/// assert_eq!(kind("令和6年")?, "calendar_year");
/// assert_eq!(kind("令和6年度")?, "fiscal_year");
/// # Ok::<(), tosei_types::WarekiError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WrittenDate {
    /// 年月日: 「令和6年3月31日」「2024-03-31」.
    Date(Date),
    /// 年月: 「R6.3」「2024年3月」.
    YearMonth(YearMonth),
    /// 年: 「令和6年」「2024年」, January to December of this Gregorian year.
    CalendarYear(u16),
    /// 年度: 「令和6年度」「FY2024」.
    FiscalYear(FiscalYear),
    /// A year that does not say whether it is a 年 or a 年度: 「R6」「2024」.
    UnmarkedYear(u16),
}

impl WrittenDate {
    /// The fiscal year that the text names or lies in.
    ///
    /// A bare 「R6」 or 「2024」 is read as a fiscal year, which is what such columns mean.
    /// 「令和6年」 is `None`: a calendar year lies in two of them.
    #[must_use]
    pub fn fiscal_year(self) -> Option<FiscalYear> {
        match self {
            Self::Date(date) => Some(date.fiscal_year()),
            Self::YearMonth(month) => Some(month.fiscal_year()),
            Self::FiscalYear(year) => Some(year),
            Self::UnmarkedYear(year) => FiscalYear::try_new(year).ok(),
            Self::CalendarYear(_) => None,
        }
    }

    /// Stable identifier of the kind.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Date(_) => "date",
            Self::YearMonth(_) => "year_month",
            Self::CalendarYear(_) => "calendar_year",
            Self::FiscalYear(_) => "fiscal_year",
            Self::UnmarkedYear(_) => "unmarked_year",
        }
    }

    /// As it is written today in Japanese, with an era name where there is one.
    #[must_use]
    pub fn label_ja(self) -> String {
        let year_label = |year: u16| {
            EraYear::of_gregorian(year).map_or_else(|| year.to_string(), |era| era.to_string())
        };
        match self {
            Self::Date(date) => date.label_ja(),
            Self::YearMonth(month) => month.label_ja(),
            Self::CalendarYear(year) => format!("{}年", year_label(year)),
            Self::FiscalYear(year) => year.label_ja(),
            Self::UnmarkedYear(year) => year_label(year),
        }
    }

    /// The name of the kind, with its article.
    pub(crate) fn kind_en(self) -> &'static str {
        match self {
            Self::Date(_) => "a day",
            Self::YearMonth(_) => "a month",
            Self::CalendarYear(_) => "a calendar year",
            Self::FiscalYear(_) => "a fiscal year",
            Self::UnmarkedYear(_) => "a year",
        }
    }

    /// First and last day; a bare year is taken from January to December.
    fn span(self) -> Option<(Date, Date)> {
        match self {
            Self::Date(date) => Some((date, date)),
            Self::YearMonth(month) => Some((month.first_day(), month.last_day())),
            Self::FiscalYear(year) => Some((year.first_day(), year.last_day())),
            Self::CalendarYear(year) | Self::UnmarkedYear(year) => Some((
                Date::try_new(year, 1, 1).ok()?,
                Date::try_new(year, 12, 31).ok()?,
            )),
        }
    }
}

/// The wire forms: `2024-03-31`, `2024-03`, `2024`.
impl fmt::Display for WrittenDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::YearMonth(month) => month.fmt(f),
            Self::FiscalYear(year) => year.fmt(f),
            Self::CalendarYear(year) | Self::UnmarkedYear(year) => write!(f, "{year:04}"),
        }
    }
}

/// What a text names, and the era that it names it by.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    pub(crate) written: WrittenDate,
    era: Option<Era>,
}

impl Named {
    /// The note for the text, if it is taken as `written`.
    pub(crate) fn note(self, written: WrittenDate) -> Option<EraNote> {
        let era = self.era?;
        let (first, last) = written.span()?;
        if era.last_day().is_some_and(|end| first > end) {
            Some(EraNote::EraContinued)
        } else if last < era.first_day() {
            Some(EraNote::EraNotBegun)
        } else {
            None
        }
    }

    /// Refuses the text if its era does not fit `written`.
    pub(crate) fn refuse_misfit(self, text: &str, written: WrittenDate) -> Result<(), WarekiError> {
        let (Some(era), Some(note)) = (self.era, self.note(written)) else {
            return Ok(());
        };
        let (text, right) = (excerpt(text), written.label_ja());
        Err(match (note, era.last_day()) {
            (EraNote::EraContinued, Some(last_day)) => WarekiError::EraEnded {
                text,
                era,
                last_day,
                written,
                right,
            },
            _ => WarekiError::EraNotBegun {
                text,
                era,
                first_day: era.first_day(),
                written,
                right,
            },
        })
    }
}

fn gregorian(year: ScannedYear, text: &str) -> Result<u16, WarekiError> {
    let found = match year.era {
        Some(era) => u8::try_from(year.number)
            .ok()
            .and_then(|number| era.gregorian_year(number)),
        None => u16::try_from(year.number).ok(),
    };
    found.ok_or_else(|| WarekiError::YearOutOfRange {
        text: excerpt(text),
    })
}

fn name(text: &str, spelling: Spelling) -> Result<Named, WarekiError> {
    let short = || excerpt(text);
    let Some(Scanned { year, beside, rest }) = scan(text, spelling) else {
        return Err(WarekiError::BadFormat { text: short() });
    };
    let number = gregorian(year, text)?;
    if let Some(beside) = beside {
        let beside = gregorian(beside, text)?;
        if beside != number {
            return Err(WarekiError::YearsDisagree {
                text: short(),
                year: number,
                beside,
            });
        }
    }
    let of_other_calendar = year.era == Some(Era::Meiji) && number < GREGORIAN_FROM.year();
    let out_of_range = || WarekiError::YearOutOfRange { text: short() };
    let whole_year = || {
        let whole = Date::try_new(number, 1, 1).and(Date::try_new(number, 12, 31));
        whole.map(|_| number).map_err(|_| out_of_range())
    };
    let written = match rest {
        ScannedRest::HyphenAfterEra => {
            return Err(WarekiError::AmbiguousHyphen { text: short() });
        }
        ScannedRest::Month(_) | ScannedRest::Day(..) if of_other_calendar => {
            return Err(WarekiError::OldCalendar { text: short() });
        }
        ScannedRest::Unmarked => WrittenDate::UnmarkedYear(whole_year()?),
        ScannedRest::CalendarYear => WrittenDate::CalendarYear(whole_year()?),
        ScannedRest::FiscalYear => {
            WrittenDate::FiscalYear(FiscalYear::try_new(number).map_err(|_| out_of_range())?)
        }
        ScannedRest::Month(month) => {
            let month = u8::try_from(month).unwrap_or(u8::MAX);
            let month = YearMonth::try_new(number, month).map_err(|error| refusal(&error, text))?;
            WrittenDate::YearMonth(month)
        }
        ScannedRest::Day(month, day, weekday) => {
            let month = u8::try_from(month).unwrap_or(u8::MAX);
            let day = u8::try_from(day).unwrap_or(u8::MAX);
            let date = Date::try_new(number, month, day).map_err(|error| refusal(&error, text))?;
            if weekday.is_some_and(|weekday| weekday != date.weekday()) {
                return Err(WarekiError::WrongWeekday {
                    text: short(),
                    date,
                    weekday: date.weekday(),
                });
            }
            WrittenDate::Date(date)
        }
    };
    Ok(Named {
        written,
        era: year.era,
    })
}

fn refusal(error: &DateError, text: &str) -> WarekiError {
    let text = excerpt(text);
    match error {
        DateError::NoSuchMonth { .. } => WarekiError::NoSuchMonth { text },
        DateError::NoSuchDay { last, .. } => WarekiError::NoSuchDay {
            text,
            last: *last,
            right: last.label_ja(),
        },
        _ => WarekiError::YearOutOfRange { text },
    }
}

/// What a text names, in the spelling of people who fill in a field.
pub(crate) fn name_strict(text: &str) -> Result<Named, WarekiError> {
    name(text, Spelling::Tight)
}

/// What a text names, in the spelling of documents.
pub(crate) fn name_in_document(text: &str) -> Result<Named, WarekiError> {
    name(text, Spelling::Loose)
}

/// Says what a cell of a document names, without asking whether it should have named that.
///
/// Read are eras as 「令和6年3月31日」「令和元年度」「R6.3」「h31/4/1」「平31.4.1」「㋿6年」 and Gregorian years as
/// 「2024-04-01」「2024/4/1」「2024年4月」「2024年度」「FY2024」「2024」, in half-width and full-width figures
/// and kanji (「令和六年三月三十一日」), with a second year in brackets if it is the same
/// (「令和6（2024）年度」), with a day of the week if it is the right one (「R6.4.1（月）」), with white space
/// between the parts.
///
/// Not read: two-figure Gregorian years, serial numbers of spreadsheets, 「R6-8」 (a month or a span of
/// years), anything with more text around it.
///
/// # Errors
///
/// [`WarekiError`], every variant but [`EraEnded`](WarekiError::EraEnded),
/// [`EraNotBegun`](WarekiError::EraNotBegun) (here they are the [`note`](WarekiReading::note)),
/// [`NotADay`](WarekiError::NotADay) and [`NotAMonth`](WarekiError::NotAMonth).
///
/// # Examples
///
/// ```
/// use tosei_types::{EraNote, wareki::read_cell};
///
/// let cell = read_cell("平成３３年度")?;
/// assert_eq!(cell.value.to_string(), "2021");
/// assert_eq!(cell.note, Some(EraNote::EraContinued));
/// // April 2019 was still 平成: this name of the fiscal year fits too.
/// assert_eq!(read_cell("平成31年度")?.value, read_cell("令和元年度")?.value);
/// # Ok::<(), tosei_types::WarekiError>(())
/// ```
pub fn read_cell(text: &str) -> Result<WarekiReading<WrittenDate>, WarekiError> {
    let named = name_in_document(text)?;
    Ok(WarekiReading {
        value: named.written,
        note: named.note(named.written),
    })
}

/// Says what a text names, if its era fits; white space, weekdays and typographic dashes are refused.
///
/// An era fits if at least one day of what is named lies in it: 「平成31年」, 「昭和64年1月」 and
/// 「平成31年度」 fit, 「平成31年5月」 does not.
///
/// # Errors
///
/// [`WarekiError`], every variant but [`NotADay`](WarekiError::NotADay),
/// [`NotAMonth`](WarekiError::NotAMonth) and [`WrongWeekday`](WarekiError::WrongWeekday).
pub fn read_cell_strict(text: &str) -> Result<WrittenDate, WarekiError> {
    let named = name_strict(text)?;
    named.refuse_misfit(text, named.written)?;
    Ok(named.written)
}

/// Reads a day whose era fits.
///
/// # Errors
///
/// - [`WarekiError::BadFormat`] if the text is no spelling of a day, a month or a year.
/// - [`WarekiError::EraEnded`], [`WarekiError::EraNotBegun`] if the day lies outside its era; the error
///   offers the right reading.
/// - [`WarekiError::OldCalendar`] for days of 明治5年 and before.
/// - [`WarekiError::YearOutOfRange`], [`WarekiError::NoSuchMonth`], [`WarekiError::NoSuchDay`] if there is
///   no such day.
/// - [`WarekiError::YearsDisagree`] if a second year in brackets is another one.
/// - [`WarekiError::AmbiguousHyphen`] for 「R6-8」.
/// - [`WarekiError::NotADay`] for 「R6.3」 and 「R6」.
///
/// # Examples
///
/// ```
/// use tosei_types::wareki::parse_strict;
///
/// assert_eq!(parse_strict("R6.4.1")?, "2024-04-01".parse()?);
/// let error = parse_strict("平成33年3月31日").unwrap_err();
/// assert_eq!(error.code(), "types.wareki.era_ended");
/// assert_eq!(error.right_reading(), Some("令和3年3月31日"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse_strict(text: &str) -> Result<Date, WarekiError> {
    match read_cell_strict(text)? {
        WrittenDate::Date(date) => Ok(date),
        written => Err(WarekiError::NotADay {
            text: excerpt(text),
            written,
        }),
    }
}

/// Reads a day of a law or an old document, whatever became of its era.
///
/// # Errors
///
/// As [`parse_strict`], without the two about eras, and [`WarekiError::WrongWeekday`] if a day
/// of the week stands beside it and is another one.
///
/// # Examples
///
/// ```
/// use tosei_types::{EraNote, wareki::parse_document};
///
/// let reading = parse_document("平成33年3月31日")?;
/// assert_eq!(reading.value, "2021-03-31".parse()?);
/// assert_eq!(reading.note, Some(EraNote::EraContinued));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse_document(text: &str) -> Result<WarekiReading<Date>, WarekiError> {
    let WarekiReading { value, note } = read_cell(text)?;
    match value {
        WrittenDate::Date(value) => Ok(WarekiReading { value, note }),
        written => Err(WarekiError::NotADay {
            text: excerpt(text),
            written,
        }),
    }
}

impl YearMonth {
    /// Reads a month whose era fits: 「R6.3」「令和6年3月」「2024-03」.
    ///
    /// # Errors
    ///
    /// As [`parse_strict`], with [`WarekiError::NotAMonth`] for days and years.
    pub fn parse_strict(text: &str) -> Result<Self, WarekiError> {
        match read_cell_strict(text)? {
            WrittenDate::YearMonth(month) => Ok(month),
            written => Err(WarekiError::NotAMonth {
                text: excerpt(text),
                written,
            }),
        }
    }

    /// Reads a month of a document, whatever became of its era.
    ///
    /// # Errors
    ///
    /// As [`parse_document`], with [`WarekiError::NotAMonth`] for days and years.
    pub fn parse_document(text: &str) -> Result<WarekiReading<Self>, WarekiError> {
        let WarekiReading { value, note } = read_cell(text)?;
        match value {
            WrittenDate::YearMonth(value) => Ok(WarekiReading { value, note }),
            written => Err(WarekiError::NotAMonth {
                text: excerpt(text),
                written,
            }),
        }
    }
}
