//! The spellings of days, months and years: from text to numbers, without judging them.

use super::Era;
use crate::{
    Weekday,
    numeral::{fold_char, fold_width, leading_numeral},
};

/// No date is longer; a longer text is not looked at.
const MAX_BYTES: usize = 240;

/// How much freedom a spelling has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// No white space, no weekday, no typographic dashes.
    Tight,
    /// What cells and laws really hold besides.
    Loose,
}

/// A year as written: with or without an era, not yet judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ScannedYear {
    pub(super) era: Option<Era>,
    pub(super) number: u64,
}

/// What stands after the year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ScannedRest {
    /// Nothing: 「R6」.
    Unmarked,
    /// 年度, or FY before it.
    FiscalYear,
    /// 年 and nothing more.
    CalendarYear,
    Month(u64),
    Day(u64, u64, Option<Weekday>),
    /// 「R6-8」: a month or a span of years.
    HyphenAfterEra,
}

pub(super) struct Scanned {
    pub(super) year: ScannedYear,
    /// The same year again in brackets: 「令和6（2024）年」.
    pub(super) beside: Option<ScannedYear>,
    pub(super) rest: ScannedRest,
}

/// Reads the whole text as one day, month or year; `None` if it is none.
pub(super) fn scan(text: &str, spelling: Spelling) -> Option<Scanned> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let folded = fold_width(text);
    let mut cursor = Cursor {
        rest: &folded,
        spelling,
    };
    let scanned = cursor.date()?;
    cursor.at_end().then_some(scanned)
}

struct Cursor<'a> {
    rest: &'a str,
    spelling: Spelling,
}

impl Cursor<'_> {
    fn skip_space(&mut self) {
        if self.spelling == Spelling::Loose {
            self.rest = self.rest.trim_start();
        }
    }

    fn at_end(&mut self) -> bool {
        self.skip_space();
        self.rest.is_empty()
    }

    fn take(&mut self, expected: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_char<T>(&mut self, read: impl Fn(char) -> Option<T>) -> Option<T> {
        self.skip_space();
        let mut rest = self.rest.chars();
        let value = read(rest.next()?)?;
        self.rest = rest.as_str();
        Some(value)
    }

    /// A numeral; in figures it has at least and at most so many of them.
    fn numeral(&mut self, fewest: usize, most: usize) -> Option<u64> {
        self.skip_space();
        let (value, bytes) = leading_numeral(self.rest)?;
        let (head, rest) = self.rest.split_at_checked(bytes)?;
        let in_figures = head.chars().all(|c| fold_char(c).is_ascii_digit());
        if in_figures && !(fewest..=most).contains(&head.chars().count()) {
            return None;
        }
        self.rest = rest;
        Some(value)
    }

    fn date(&mut self) -> Option<Scanned> {
        let prefixed = self.fiscal_prefix();
        let year = self.year()?;
        let beside = if self.take("(") {
            let beside = self.year()?;
            self.take("年");
            if !self.take(")") {
                return None;
            }
            Some(beside)
        } else {
            None
        };
        let rest = if prefixed {
            if year.era.is_some() || beside.is_some() {
                return None;
            }
            ScannedRest::FiscalYear
        } else {
            self.rest_of_date(year.era.is_some())?
        };
        Some(Scanned { year, beside, rest })
    }

    fn fiscal_prefix(&mut self) -> bool {
        ["FY", "fy", "Fy"]
            .into_iter()
            .any(|prefix| self.take(prefix))
    }

    fn year(&mut self) -> Option<ScannedYear> {
        let era = self.era();
        let number = match era {
            Some(_) if self.take("元") => 1,
            Some(_) => self.numeral(1, 4)?,
            None => {
                self.take("西暦");
                self.numeral(4, 4)
                    .filter(|year| (1_000..=9_999).contains(year))?
            }
        };
        Some(ScannedYear { era, number })
    }

    fn era(&mut self) -> Option<Era> {
        if let Some(era) = Era::ALL.into_iter().find(|era| self.take(era.label_ja())) {
            return Some(era);
        }
        let is_letter = |c: char, era: &Era| c.eq_ignore_ascii_case(&era.letter());
        let found = self.take_char(|c| {
            Era::ALL.into_iter().find(|era| {
                is_letter(c, era) || c == era.row().short_kanji || c == era.row().square
            })
        })?;
        if self.spelling == Spelling::Loose {
            self.take("."); // 「R.6.4.1」
        }
        Some(found)
    }

    fn rest_of_date(&mut self, after_era: bool) -> Option<ScannedRest> {
        if self.at_end() {
            return Some(ScannedRest::Unmarked);
        }
        if self.take("年度") {
            return Some(ScannedRest::FiscalYear);
        }
        if self.take("年") {
            if self.at_end() {
                return Some(ScannedRest::CalendarYear);
            }
            let month = self.numeral(1, 2)?;
            if !self.take("月") {
                return None;
            }
            if self.at_end() {
                return Some(ScannedRest::Month(month));
            }
            let day = self.numeral(1, 2)?;
            if !self.take("日") {
                return None;
            }
            return Some(ScannedRest::Day(month, day, self.weekday()?));
        }
        let separator = self.separator()?;
        let month = self.numeral(1, 2)?;
        if self.at_end() {
            return Some(if after_era && separator == '-' {
                ScannedRest::HyphenAfterEra
            } else {
                ScannedRest::Month(month)
            });
        }
        if self.separator()? != separator {
            return None;
        }
        let day = self.numeral(1, 2)?;
        Some(ScannedRest::Day(month, day, self.weekday()?))
    }

    fn separator(&mut self) -> Option<char> {
        let loose = self.spelling == Spelling::Loose;
        self.take_char(|c| match c {
            '.' | '/' | '-' => Some(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' if loose => Some('-'),
            _ => None,
        })
    }

    /// 「（月）」「（月・祝）」「月曜日」, or nothing; `None` if something else stands there.
    fn weekday(&mut self) -> Option<Option<Weekday>> {
        if self.at_end() {
            return Some(None);
        }
        if self.spelling == Spelling::Tight {
            return None;
        }
        let bracket = self.take("(");
        let day = self.take_char(|c| {
            Weekday::ALL
                .into_iter()
                .find(|weekday| weekday.kanji() == c)
        })?;
        let named = self.take("曜") && (self.take("日") || bracket);
        if !bracket {
            return named.then_some(Some(day));
        }
        self.take("・");
        self.take("祝");
        self.take(")").then_some(Some(day))
    }
}
