//! 年度: fiscal years from April to March, and their quarters.
#![deny(clippy::arithmetic_side_effects)]

use crate::{
    Date, EraYear, YearMonth,
    date::{excerpt, known_day},
    wareki::{self, EraNote, WarekiError, WrittenDate},
};
use std::{fmt, str::FromStr};

/// 年度 (fiscal year): 1 April to 31 March, named by the year in which it begins.
///
/// # Invariant
///
/// From 1867 to 9998; all its days are [`Date`]s, and every [`Date`] lies in exactly one.
///
/// # Not to be confused with
///
/// - 年 (calendar year): 「令和6年」 runs from January to December.
/// - A month: 「R6.3」 is March 2024, in fiscal year **2023**; a bare 「R6」 in a column of years is
///   fiscal year 2024.
/// - 事業年度 (business year) of a company, which may begin in any month.
///
/// # Wire form
///
/// A string of four figures, the year in which it begins: `"2024"`. The spellings of documents are
/// read by [`parse_strict`](Self::parse_strict) and [`parse_document`](Self::parse_document).
///
/// # Source
///
/// Source `local-autonomy-law` (地方自治法第208条第1項) for local governments, `public-finance-law`
/// (財政法第11条) for the State: begins on 1 April, ends on 31 March of the next year.
///
/// # Examples
///
/// ```
/// use tosei_types::{Date, FiscalYear};
///
/// let year = FiscalYear::parse_strict("R6")?;
/// assert_eq!(year.label_ja(), "令和6年度");
/// assert_eq!(year.last_day().to_string(), "2025-03-31");
/// // 令和6年3月 lies in the year before:
/// let status_date: Date = "2024-03-31".parse()?;
/// assert!(!year.contains(status_date));
/// assert_eq!(FiscalYear::of(status_date).label_ja(), "令和5年度");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "年度")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiscalYear(u16);

crate::text_value! {
    FiscalYear,
    name: "FiscalYear",
    pattern: "^(186[7-9]|18[7-9][0-9]|19[0-9]{2}|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])$",
    ja: "年度",
    en: "Fiscal year, April to March, named by the year in which it begins",
    example: "2024",
}

/// Why a text is not a [`FiscalYear`] or a [`FiscalQuarter`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FiscalYearError {
    /// The text does not have the one form that is written.
    #[error("`{text}` is not of the form {form}{}", hint(.meant.as_deref()))]
    #[non_exhaustive]
    BadFormat {
        /// The text, cut after 40 characters.
        text: String,
        /// `YYYY` or `YYYY-Q1`.
        form: &'static str,
        /// The same year in that form, where the text can be read at all.
        meant: Option<String>,
    },
    /// The year lies outside 1867 to 9998.
    #[error("fiscal year `{text}` is outside 1867 to 9998")]
    #[non_exhaustive]
    OutOfRange {
        /// The year as given.
        text: String,
    },
    /// The number of a quarter is not 1 to 4.
    #[error("a fiscal year has the quarters 1 to 4, got `{number}`")]
    #[non_exhaustive]
    NoSuchQuarter {
        /// The number as given.
        number: u8,
    },
    /// A fiscal year was asked for and the text names a day, a month or a calendar year.
    #[error("`{text}` is {} ({written}), not a fiscal year{}", written.kind_en(), lies_in(*.written))]
    #[non_exhaustive]
    NotAFiscalYear {
        /// The text, cut after 40 characters.
        text: String,
        /// What it names.
        written: WrittenDate,
    },
    /// The text is no year at all, or its era does not fit.
    #[error(transparent)]
    Wareki(#[from] WarekiError),
}

fn hint(right: Option<&str>) -> String {
    right.map_or_else(String::new, |right| format!("; write `{right}`"))
}

fn lies_in(written: WrittenDate) -> String {
    match (written, written.fiscal_year()) {
        (WrittenDate::CalendarYear(_), _) => {
            format!("; write `{}度` if one is meant", written.label_ja())
        }
        (_, Some(year)) => format!("; it lies in fiscal year {year}"),
        (_, None) => String::new(),
    }
}

impl FiscalYearError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadFormat { .. } => "types.fiscal_year.bad_format",
            Self::OutOfRange { .. } => "types.fiscal_year.out_of_range",
            Self::NoSuchQuarter { .. } => "types.fiscal_year.no_such_quarter",
            Self::NotAFiscalYear { .. } => "types.fiscal_year.not_a_fiscal_year",
            Self::Wareki(error) => error.code(),
        }
    }
}

/// A fiscal year read from a document, with what its text really named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalYearReading {
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// What the text named: only [`WrittenDate::FiscalYear`] says 年度 itself.
    pub written: WrittenDate,
    /// Whether the era fits the fiscal year.
    pub note: Option<EraNote>,
}

impl FiscalYear {
    /// The first fiscal year, 1867.
    pub const MIN: Self = Self(1867);
    /// The last fiscal year, 9998.
    pub const MAX: Self = Self(9998);

    /// Takes the fiscal year that begins in April of the given Gregorian year.
    ///
    /// # Errors
    ///
    /// [`FiscalYearError::OutOfRange`] outside 1867 to 9998.
    pub fn try_new(year: u16) -> Result<Self, FiscalYearError> {
        if (Self::MIN.0..=Self::MAX.0).contains(&year) {
            Ok(Self(year))
        } else {
            Err(FiscalYearError::OutOfRange {
                text: year.to_string(),
            })
        }
    }

    /// The fiscal year that a day lies in.
    #[must_use]
    pub fn of(date: Date) -> Self {
        if date.month() >= 4 {
            Self(date.year())
        } else {
            Self(date.year().saturating_sub(1))
        }
    }

    /// Reads a year as people enter it: 「R6」「令和6年度」「R6年度」「2024年度」「2024」「FY2024」.
    ///
    /// 「平成31年度」 and 「令和元年度」 are one year; both eras name days of it.
    ///
    /// # Errors
    ///
    /// - [`FiscalYearError::NotAFiscalYear`] for a day, a month (「R6.3」) or a calendar year (「令和6年」).
    /// - [`FiscalYearError::Wareki`] if the text is no year, or no day of it lies in the era
    ///   (「平成32年度」); the error offers the right reading.
    pub fn parse_strict(text: &str) -> Result<Self, FiscalYearError> {
        let named = wareki::name_strict(text)?;
        match (named.written, named.written.fiscal_year()) {
            (WrittenDate::FiscalYear(_) | WrittenDate::UnmarkedYear(_), Some(year)) => {
                named.refuse_misfit(text, WrittenDate::FiscalYear(year))?;
                Ok(year)
            }
            (written, _) => {
                named.refuse_misfit(text, written)?;
                Err(FiscalYearError::NotAFiscalYear {
                    text: excerpt(text),
                    written,
                })
            }
        }
    }

    /// Reads the fiscal year that a cell of a document stands for, and says what the cell named.
    ///
    /// A month or a day gives the fiscal year that it lies in. 「令和6年」 gives 2024, because a column
    /// of fiscal years means that; look at [`written`](FiscalYearReading::written) and report what
    /// is not a fiscal year by its own words.
    ///
    /// # Errors
    ///
    /// [`FiscalYearError::Wareki`] if the text is no day, month or year.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::{FiscalYear, WrittenDate};
    ///
    /// let cell = FiscalYear::parse_document("R6.3")?;
    /// assert_eq!(cell.fiscal_year.to_string(), "2023");
    /// assert!(matches!(cell.written, WrittenDate::YearMonth(_))); // a finding in a year column
    /// # Ok::<(), tosei_types::FiscalYearError>(())
    /// ```
    pub fn parse_document(text: &str) -> Result<FiscalYearReading, FiscalYearError> {
        let named = wareki::name_in_document(text)?;
        let written = named.written;
        let (fiscal_year, judged) = match written {
            WrittenDate::CalendarYear(year) | WrittenDate::UnmarkedYear(year) => {
                let year = Self::try_new(year)?;
                (year, WrittenDate::FiscalYear(year))
            }
            WrittenDate::FiscalYear(year) => (year, written),
            WrittenDate::YearMonth(month) => (month.fiscal_year(), written),
            WrittenDate::Date(date) => (date.fiscal_year(), written),
        };
        Ok(FiscalYearReading {
            fiscal_year,
            written,
            note: named.note(judged),
        })
    }

    /// The Gregorian year in which it begins.
    #[must_use]
    pub fn year(self) -> u16 {
        self.0
    }

    /// 1 April.
    #[must_use]
    pub fn first_day(self) -> Date {
        known_day(i32::from(self.0), 4, 1)
    }

    /// 31 March of the next year.
    #[must_use]
    pub fn last_day(self) -> Date {
        known_day(i32::from(self.0).saturating_add(1), 3, 31)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        Self::of(date) == self
    }

    /// Its four quarters, April to June first.
    #[must_use]
    pub fn quarters(self) -> [FiscalQuarter; 4] {
        [1, 2, 3, 4].map(|number| FiscalQuarter { year: self, number })
    }

    /// Its months, April first.
    pub fn months(self) -> impl Iterator<Item = YearMonth> {
        let first = self.first_day().year_month();
        (0..12).filter_map(move |months| first.add_months(months).ok())
    }

    /// The fiscal year after it; `None` after [`FiscalYear::MAX`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::try_new(self.0.checked_add(1)?).ok()
    }

    /// The fiscal year before it; `None` before [`FiscalYear::MIN`].
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::try_new(self.0.checked_sub(1)?).ok()
    }

    /// How many fiscal years later `other` is; negative if it is earlier.
    #[must_use]
    pub fn years_until(self, other: Self) -> i32 {
        i32::from(other.0).saturating_sub(i32::from(self.0))
    }

    /// The year of an era that names it: that of 31 December, so 2019 is 令和元 and 1988 昭和63.
    #[must_use]
    pub fn era_year(self) -> Option<EraYear> {
        EraYear::of_gregorian(self.0)
    }

    /// For a Japanese reader: 「令和6年度」; 「2500年度」 where no era year exists.
    #[must_use]
    pub fn label_ja(self) -> String {
        self.era_year().map_or_else(
            || format!("{}年度", self.0),
            |era_year| format!("{era_year}年度"),
        )
    }

    /// For an English reader: "fiscal year 2024".
    #[must_use]
    pub fn label_en(self) -> String {
        format!("fiscal year {}", self.0)
    }
}

impl From<Date> for FiscalYear {
    fn from(date: Date) -> Self {
        Self::of(date)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

fn year_of_figures(text: &str) -> Option<u16> {
    let four = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    four.then(|| text.parse().ok())?
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;

    fn from_str(text: &str) -> Result<Self, FiscalYearError> {
        let Some(year) = year_of_figures(text) else {
            return Err(FiscalYearError::BadFormat {
                text: excerpt(text),
                form: "YYYY",
                meant: Self::parse_strict(text).ok().map(|year| year.to_string()),
            });
        };
        Self::try_new(year)
    }
}

/// 四半期 (fiscal quarter): April to June is the first of a fiscal year.
///
/// # Not to be confused with
///
/// A quarter of the calendar year: January to March is the *fourth* quarter of the fiscal year that
/// began in the year before.
///
/// # Wire form
///
/// `"2024-Q1"`: the fiscal year and the number.
///
/// # Source
///
/// `definition`: the four quarters of a [`FiscalYear`].
///
/// # Examples
///
/// ```
/// use tosei_types::FiscalQuarter;
///
/// let quarter = FiscalQuarter::of("2025-02-14".parse()?);
/// assert_eq!(quarter.to_string(), "2024-Q4");
/// assert_eq!(quarter.label_ja(), "令和6年度第4四半期");
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[doc(alias = "四半期")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiscalQuarter {
    year: FiscalYear,
    number: u8,
}

crate::text_value! {
    FiscalQuarter,
    name: "FiscalQuarter",
    pattern: "^(186[7-9]|18[7-9][0-9]|19[0-9]{2}|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-Q[1-4]$",
    ja: "四半期",
    en: "Quarter of a fiscal year; the first is April to June",
    example: "2024-Q1",
}

impl FiscalQuarter {
    /// Takes a quarter by its number, 1 to 4.
    ///
    /// # Errors
    ///
    /// [`FiscalYearError::NoSuchQuarter`] for another number.
    pub fn try_new(year: FiscalYear, number: u8) -> Result<Self, FiscalYearError> {
        if (1..=4).contains(&number) {
            Ok(Self { year, number })
        } else {
            Err(FiscalYearError::NoSuchQuarter { number })
        }
    }

    /// The quarter that a day lies in.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let number = match date.month() {
            4..=6 => 1,
            7..=9 => 2,
            10..=12 => 3,
            _ => 4,
        };
        Self {
            year: FiscalYear::of(date),
            number,
        }
    }

    /// Its fiscal year.
    #[must_use]
    pub fn fiscal_year(self) -> FiscalYear {
        self.year
    }

    /// Its number, 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        self.number
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let year = i32::from(self.year.0);
        match self.number {
            1 => known_day(year, 4, 1),
            2 => known_day(year, 7, 1),
            3 => known_day(year, 10, 1),
            _ => known_day(year.saturating_add(1), 1, 1),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        let year = i32::from(self.year.0);
        match self.number {
            1 => known_day(year, 6, 30),
            2 => known_day(year, 9, 30),
            3 => known_day(year, 12, 31),
            _ => self.year.last_day(),
        }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        Self::of(date) == self
    }

    /// The quarter after it; `None` after the last one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.last_day().next().map(Self::of)
    }

    /// The quarter before it; `None` before the first one.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.first_day().previous().map(Self::of)
    }

    /// For a Japanese reader: 「令和6年度第1四半期」.
    #[must_use]
    pub fn label_ja(self) -> String {
        format!("{}第{}四半期", self.year.label_ja(), self.number)
    }

    /// For an English reader: "quarter 1 of fiscal year 2024".
    #[must_use]
    pub fn label_en(self) -> String {
        format!("quarter {} of {}", self.number, self.year.label_en())
    }
}

impl From<Date> for FiscalQuarter {
    fn from(date: Date) -> Self {
        Self::of(date)
    }
}

impl fmt::Display for FiscalQuarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

impl FromStr for FiscalQuarter {
    type Err = FiscalYearError;

    fn from_str(text: &str) -> Result<Self, FiscalYearError> {
        let bad_format = || FiscalYearError::BadFormat {
            text: excerpt(text),
            form: "YYYY-Q1",
            meant: None,
        };
        let (year, number) = text.split_once("-Q").ok_or_else(bad_format)?;
        let year = year_of_figures(year).ok_or_else(bad_format)?;
        let number = match number.as_bytes() {
            [figure @ b'0'..=b'9'] => figure.saturating_sub(b'0'),
            _ => return Err(bad_format()),
        };
        Self::try_new(FiscalYear::try_new(year)?, number)
    }
}
