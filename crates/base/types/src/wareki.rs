//! 和暦: the eras of the law, writing days with them, reading the spellings of documents.
//!
//! Two ways of reading take the same spellings and differ in what they make of an era that does not
//! fit the day:
//!
//! - [`parse_strict`] refuses 「平成33年3月31日」 and offers 「令和3年3月31日」. Use it for what people
//!   enter today.
//! - [`parse_document`] takes it as 2021-03-31 with the note [`EraNote::EraContinued`]. Use it for
//!   laws, ordinances and old spreadsheets: they are not amended because an era ends, and the date
//!   in them stays valid.
//!
//! [`read_cell`] says what a cell names before anybody decides what it should have named: a day, a
//! month, a calendar year, a fiscal year, or a year that does not say which of the two it is.
#![deny(clippy::arithmetic_side_effects)]

mod error;
mod reading;
mod scan;

pub use error::WarekiError;
pub use reading::{
    EraNote, WarekiReading, WrittenDate, parse_document, parse_strict, read_cell, read_cell_strict,
};
pub(crate) use reading::{name_in_document, name_strict};

use crate::{Date, date::known_day};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest number of a year within an era that is read or written: 199.
///
/// 昭和100年 (2025) is met in calculations; 「R2024」 is a Gregorian year with a stray letter, not the
/// year 4042.
pub const MAX_ERA_YEAR: u8 = 199;

/// The first day of the Gregorian calendar in Japan: 明治6年1月1日, 1873-01-01.
///
/// Source `calendar-reform-1872`: 明治五年太政官布告第三百三十七号.
pub const GREGORIAN_FROM: Date = known_day(1873, 1, 1);

/// 元号 (era name).
///
/// # Invariant
///
/// The five eras since 一世一元. A new era is a new variant in a new release: the list changes by
/// cabinet order (政令).
///
/// # First and last days
///
/// | era | first day | last day | by |
/// |---|---|---|---|
/// | 明治 | 1868-01-25 | 1912-07-30 | `era-rescript-meiji`: the rescript of 慶応4年9月8日 renames that whole year, which began on 1868-01-25 |
/// | 大正 | 1912-07-30 | 1926-12-25 | `era-rescript-taisho`: 「明治四十五年七月三十日以後」 |
/// | 昭和 | 1926-12-25 | 1989-01-07 | `era-rescript-showa`: 「大正十五年十二月二十五日以後」 |
/// | 平成 | 1989-01-08 | 2019-04-30 | `era-order-heisei`: 昭和64年政令第1号, the day after its promulgation |
/// | 令和 | 2019-05-01 | none | `era-order-reiwa`: 平成31年政令第143号 |
///
/// Two days have two names: 1912-07-30 and 1926-12-25 belong to the new era *from that day on*,
/// while papers of the day itself (the two rescripts among them) bear the old one. Both names are
/// read; the new one is written.
///
/// # Wire form
///
/// `"meiji"`, `"taisho"`, `"showa"`, `"heisei"`, `"reiwa"`.
///
/// # Source
///
/// Source `era-law` (元号法) and the sources in the table.
///
/// # Examples
///
/// ```
/// use tosei_types::{Date, Era};
///
/// let last: Date = "2019-04-30".parse()?;
/// assert_eq!(Era::of(last), Some(Era::Heisei));
/// assert_eq!(last.next().and_then(Era::of), Some(Era::Reiwa));
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[doc(alias = "元号")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Era {
    /// 明治.
    Meiji,
    /// 大正.
    Taisho,
    /// 昭和.
    Showa,
    /// 平成.
    Heisei,
    /// 令和.
    Reiwa,
}

/// What the law and custom say about one era.
struct EraRow {
    kanji: &'static str,
    /// The first kanji alone, as in 「平31.4.1」.
    short_kanji: char,
    /// The one square character with both kanji in it, as in 「㋿6年」.
    square: char,
    letter: char,
    english: &'static str,
    first_day: Date,
    last_day: Option<Date>,
}

impl Era {
    /// All eras, the oldest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    const fn row(self) -> EraRow {
        match self {
            Self::Meiji => EraRow {
                kanji: "明治",
                short_kanji: '明',
                square: '㍾',
                letter: 'M',
                english: "Meiji",
                first_day: known_day(1868, 1, 25),
                last_day: Some(known_day(1912, 7, 30)),
            },
            Self::Taisho => EraRow {
                kanji: "大正",
                short_kanji: '大',
                square: '㍽',
                letter: 'T',
                english: "Taisho",
                first_day: known_day(1912, 7, 30),
                last_day: Some(known_day(1926, 12, 25)),
            },
            Self::Showa => EraRow {
                kanji: "昭和",
                short_kanji: '昭',
                square: '㍼',
                letter: 'S',
                english: "Showa",
                first_day: known_day(1926, 12, 25),
                last_day: Some(known_day(1989, 1, 7)),
            },
            Self::Heisei => EraRow {
                kanji: "平成",
                short_kanji: '平',
                square: '㍻',
                letter: 'H',
                english: "Heisei",
                first_day: known_day(1989, 1, 8),
                last_day: Some(known_day(2019, 4, 30)),
            },
            Self::Reiwa => EraRow {
                kanji: "令和",
                short_kanji: '令',
                square: '㋿',
                letter: 'R',
                english: "Reiwa",
                first_day: known_day(2019, 5, 1),
                last_day: None,
            },
        }
    }

    /// The era that a day is written with; `None` before 1868-01-25.
    #[must_use]
    pub fn of(date: Date) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|era| date >= era.first_day())
    }

    /// The name: 「令和」.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        self.row().kanji
    }

    /// The name in Latin letters: "Reiwa".
    #[must_use]
    pub fn label_en(self) -> &'static str {
        self.row().english
    }

    /// The letter of forms and spreadsheets: `R`.
    #[must_use]
    pub fn letter(self) -> char {
        self.row().letter
    }

    /// The first day that bears the name.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.row().first_day
    }

    /// The last day that bears the name; `None` for the present era.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        self.row().last_day
    }

    /// The Gregorian year in which year `number` of the era begins or would begin.
    ///
    /// `None` unless the number is 1 to [`MAX_ERA_YEAR`].
    #[must_use]
    pub fn gregorian_year(self, number: u8) -> Option<u16> {
        if !(1..=MAX_ERA_YEAR).contains(&number) {
            return None;
        }
        let before = self.first_day().year().checked_sub(1)?;
        before.checked_add(u16::from(number))
    }
}

/// A year counted within an era: 令和6(年), 令和元(年).
///
/// # Not to be confused with
///
/// A fiscal year: 「令和6年」 runs from January to December, 「令和6年度」 from April to March.
///
/// # Examples
///
/// ```
/// use tosei_types::EraYear;
///
/// let year = EraYear::of("2019-05-01".parse()?).unwrap();
/// assert_eq!(year.to_string(), "令和元");
/// assert_eq!(year.short().to_string(), "R1");
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EraYear {
    era: Era,
    number: u8,
}

impl EraYear {
    /// The era year that a day is written with.
    ///
    /// `None` before 1868-01-25 and after 令和199年.
    #[must_use]
    pub fn of(date: Date) -> Option<Self> {
        let era = Era::of(date)?;
        let before = era.first_day().year().checked_sub(1)?;
        let number = u8::try_from(date.year().checked_sub(before)?).ok()?;
        (number <= MAX_ERA_YEAR).then_some(Self { era, number })
    }

    /// The era year that names a whole calendar or fiscal year: that of its 31 December.
    ///
    /// So 2019 is 令和元 (from May on the whole fiscal year is 令和元年度, source `era-change-2019`)
    /// and 1988 is 昭和63, although its fiscal year ended in 平成.
    #[must_use]
    pub fn of_gregorian(year: u16) -> Option<Self> {
        Self::of(Date::try_new(year, 12, 31).ok()?)
    }

    /// The era.
    #[must_use]
    pub fn era(self) -> Era {
        self.era
    }

    /// The number of the year, 1 to [`MAX_ERA_YEAR`].
    #[must_use]
    pub fn number(self) -> u8 {
        self.number
    }

    /// With a letter, 「R6」, as forms and spreadsheets write it.
    #[must_use]
    pub fn short(self) -> impl fmt::Display + use<> {
        format!("{}{}", self.era.letter(), self.number)
    }
}

impl fmt::Display for EraYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            1 => write!(f, "{}元", self.era.label_ja()),
            number => write!(f, "{}{number}", self.era.label_ja()),
        }
    }
}

/// 和暦日付 (era date): a day as it is written with an era name.
///
/// # Invariant
///
/// The era is the one of that day; on the two days with two names, the new one. No earlier than
/// 1873-01-01, because before that the Japanese month and day belong to another calendar.
///
/// # Wire form
///
/// None. Documents of this house hold a [`Date`]; an era date is how it is shown.
///
/// # Examples
///
/// ```
/// use tosei_types::Date;
///
/// let date: Date = "2019-05-01".parse()?;
/// let wareki = date.to_wareki().unwrap();
/// assert_eq!(wareki.to_string(), "令和元年5月1日");
/// assert_eq!(wareki.short().to_string(), "R1.5.1");
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[doc(alias = "和暦")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WarekiDate {
    date: Date,
    era_year: EraYear,
}

impl WarekiDate {
    /// The era date of a day; `None` before 1873-01-01 and after 令和199年.
    #[must_use]
    pub fn of(date: Date) -> Option<Self> {
        if date < GREGORIAN_FROM {
            return None;
        }
        EraYear::of(date).map(|era_year| Self { date, era_year })
    }

    /// The day.
    #[must_use]
    pub fn date(self) -> Date {
        self.date
    }

    /// The year within the era.
    #[must_use]
    pub fn era_year(self) -> EraYear {
        self.era_year
    }

    /// With a letter and points, 「R6.3.31」.
    #[must_use]
    pub fn short(self) -> impl fmt::Display + use<> {
        let (year, month, day) = (self.era_year.short(), self.date.month(), self.date.day());
        format!("{year}.{month}.{day}")
    }
}

impl fmt::Display for WarekiDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (month, day) = (self.date.month(), self.date.day());
        write!(f, "{}年{month}月{day}日", self.era_year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_follow_each_other_without_a_gap() {
        for (earlier, later) in Era::ALL.into_iter().zip(Era::ALL.into_iter().skip(1)) {
            let last = earlier.last_day().unwrap();
            let first = later.first_day();
            // Same day where the rescript says 「以後」, next day where the order says so.
            assert!(last == first || last.next() == Some(first), "{earlier:?}");
        }
        assert_eq!(Era::Reiwa.last_day(), None);
        assert_eq!(GREGORIAN_FROM.to_string(), "1873-01-01");
    }

    #[test]
    fn the_days_of_the_law() {
        for (era, first, last) in [
            (Era::Meiji, "1868-01-25", "1912-07-30"),
            (Era::Taisho, "1912-07-30", "1926-12-25"),
            (Era::Showa, "1926-12-25", "1989-01-07"),
            (Era::Heisei, "1989-01-08", "2019-04-30"),
        ] {
            assert_eq!(era.first_day().to_string(), first);
            assert_eq!(era.last_day().unwrap().to_string(), last);
        }
        assert_eq!(Era::Reiwa.first_day().to_string(), "2019-05-01");
    }

    #[test]
    fn a_year_of_an_era_is_counted_from_one() {
        assert_eq!(Era::Reiwa.gregorian_year(0), None);
        assert_eq!(Era::Reiwa.gregorian_year(1), Some(2019));
        assert_eq!(Era::Showa.gregorian_year(100), Some(2025));
        assert_eq!(Era::Reiwa.gregorian_year(199), Some(2217));
        assert_eq!(Era::Reiwa.gregorian_year(200), None);
    }
}
