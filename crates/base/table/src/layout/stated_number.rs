//! Numbers as people write them in a cell.
#![deny(clippy::arithmetic_side_effects)]

use super::{SheetFindings, SpreadsheetRule as Rule};
use crate::CellValue;
use tosei_document::CellAddress;
use tosei_types::{MAX_COUNT, numeral};
use unicode_normalization::UnicodeNormalization;

/// 記載された件数 (stated number): what a cell says about a count.
///
/// # Invariant
///
/// Numbers are at most [`MAX_COUNT`]; `at_least` is not above `at_most`.
///
/// # Not to be confused with
///
/// A count. 「約300」 is no 300, 「－」 is no 0, and a sum over such cells has to say how many of them it
/// does not hold.
///
/// # Examples
///
/// ```
/// use tosei_table::layout::{StatedNumber, read_stated_number};
///
/// let number = |text| read_stated_number(text).number();
/// assert_eq!(number("１，８７５件"), StatedNumber::Exact(1875));
/// assert_eq!(number("約300"), StatedNumber::Approximate(300));
/// assert_eq!(number("10件未満"), StatedNumber::Bounds { at_least: 0, at_most: Some(9) });
/// assert_eq!(number("別紙参照"), StatedNumber::SeeElsewhere);
/// assert_eq!(number("数件"), StatedNumber::Unread);
/// assert_eq!(number("－").exact(), None); // not 0
/// ```
#[doc(alias = "約")]
#[doc(alias = "未満")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatedNumber {
    /// A number: 「1,204」「１，８７５件」.
    Exact(u64),
    /// About that many: 「約300」「300程度」.
    Approximate(u64),
    /// Between two bounds, both included: 「10件未満」 is 0 to 9, 「100以上」 is from 100 on.
    Bounds {
        /// The lower bound.
        at_least: u64,
        /// The upper bound; `None` if there is none.
        at_most: Option<u64>,
    },
    /// No number is stated: the cell is blank, or holds a sign or a word for that.
    NotStated(NotStated),
    /// The number stands elsewhere: 「別紙参照」.
    SeeElsewhere,
    /// The cell says something that is no number: 「数件」, 「1,20」, an error.
    Unread,
}

/// How a cell says that it states no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotStated {
    /// The cell is blank.
    Blank,
    /// A dash or dots: 「－」「…」.
    Sign,
    /// A word: 「不明」「未集計」.
    Word,
    /// A formula of which the file holds no result.
    Formula,
}

impl StatedNumber {
    /// The number if it is exact.
    #[must_use]
    pub fn exact(self) -> Option<u64> {
        match self {
            Self::Exact(number) => Some(number),
            _ => None,
        }
    }

    /// The number if it is exact or approximate.
    #[must_use]
    pub fn known(self) -> Option<u64> {
        match self {
            Self::Exact(number) | Self::Approximate(number) => Some(number),
            _ => None,
        }
    }

    /// Stable identifier of the kind: `exact`, `approximate`, `bounds`, `blank`, `sign`, `word`,
    /// `formula`, `see_elsewhere`, `unread`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::Approximate(_) => "approximate",
            Self::Bounds { .. } => "bounds",
            Self::NotStated(NotStated::Blank) => "blank",
            Self::NotStated(NotStated::Sign) => "sign",
            Self::NotStated(NotStated::Word) => "word",
            Self::NotStated(NotStated::Formula) => "formula",
            Self::SeeElsewhere => "see_elsewhere",
            Self::Unread => "unread",
        }
    }
}

/// A stated number, with what the reader should know about its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedNumberReading {
    number: StatedNumber,
    full_width: bool,
    unit: bool,
}

impl StatedNumberReading {
    const fn plain(number: StatedNumber) -> Self {
        Self {
            number,
            full_width: false,
            unit: false,
        }
    }

    /// What the cell says.
    #[must_use]
    pub fn number(self) -> StatedNumber {
        self.number
    }

    /// Whether it is written in full-width figures: 「１，８７５」.
    #[must_use]
    pub fn is_full_width(self) -> bool {
        self.full_width
    }

    /// Whether it stands with a unit or another word: 「300件」「年間300」.
    #[must_use]
    pub fn has_unit(self) -> bool {
        self.unit
    }

    /// Reports what is worth knowing about the cell: one finding for the number, one for its figures.
    /// Blank cells and plain numbers give none.
    pub fn report(self, cell: CellAddress, text: &str, findings: &mut SheetFindings<'_>) {
        let mut add = |rule| findings.add(rule, cell, &[("text", text.into())]);
        match self.number {
            StatedNumber::Exact(_) if self.unit => add(Rule::NumberWithUnit),
            StatedNumber::Exact(_) | StatedNumber::NotStated(NotStated::Blank) => {}
            StatedNumber::Approximate(_) => add(Rule::ApproximateNumber),
            StatedNumber::Bounds { .. } => add(Rule::BoundedNumber),
            // Reported with the sheet, once for any column.
            StatedNumber::NotStated(NotStated::Formula) => {}
            StatedNumber::NotStated(_) => add(Rule::NumberNotStated),
            StatedNumber::SeeElsewhere => add(Rule::SeeElsewhere),
            StatedNumber::Unread => add(Rule::UnreadNumber),
        }
        if self.full_width {
            add(Rule::FullWidthDigits);
        }
    }
}

const DASHES: &str = "-‐‑‒–—―−ーｰ─━－";
const DOTS: &str = "…‥・.。*/=";
const WORDS: [&str; 13] = [
    "不明",
    "未集計",
    "未把握",
    "未定",
    "未回答",
    "非公表",
    "非公開",
    "把握なし",
    "該当なし",
    "なし",
    "無し",
    "集計中",
    "不詳",
];
const ELSEWHERE: [&str; 6] = ["別紙", "別添", "別表", "別途", "別シート", "別冊"];
const ABOUT_BEFORE: [&str; 8] = [
    "約",
    "およそ",
    "おおよそ",
    "おおむね",
    "概ね",
    "凡そ",
    "ほぼ",
    "≒",
];
const ABOUT_BEHIND: [&str; 9] = [
    "程度",
    "前後",
    "くらい",
    "ぐらい",
    "ほど",
    "余り",
    "余",
    "弱",
    "強",
];
const BEFORE: [&str; 5] = ["年間", "延べ", "のべ", "延", "計"];
const UNITS: [&str; 16] = [
    "件/年", "世帯", "件", "人", "名", "回", "通", "枚", "台", "部", "筆", "冊", "個", "戸", "社",
    "者",
];

/// Reads what a text says about a count.
///
/// Read are figures of any width with or without commas by three (「1,204」「１，８７５」), 「1万2000」, kanji
/// (「百二十」), with a unit (件, 人, 名 and the like), 約 and 程度, 未満 以下 以上 超, a span (「10～20件」),
/// and the signs and words for what is not known. White space at both ends and before a unit does not
/// count.
///
/// Not read, so that nobody counts with them: 「数件」, 「300.5」, 「-5」, commas that do not stand by three
/// (「1,20」), two numbers (「300（うち20）」), anything above [`MAX_COUNT`].
#[must_use]
pub fn read_stated_number(text: &str) -> StatedNumberReading {
    let full_width = text
        .chars()
        .any(|character| matches!(character, '０'..='９'));
    let folded: String = text.nfkc().collect();
    let folded = folded.trim();
    let without_blanks = |text: &str| -> String {
        text.chars()
            .filter(|character| !character.is_whitespace())
            .collect()
    };
    let tight = without_blanks(folded);
    if tight.is_empty() {
        return StatedNumberReading::plain(StatedNumber::NotStated(NotStated::Blank));
    }
    let all_of = |signs: &str| tight.chars().all(|character| signs.contains(character));
    if all_of(DASHES) || all_of(DOTS) {
        return StatedNumberReading::plain(StatedNumber::NotStated(NotStated::Sign));
    }
    let bare = tight.trim_matches(['(', ')']);
    if WORDS.contains(&bare) {
        return StatedNumberReading::plain(StatedNumber::NotStated(NotStated::Word));
    }
    if ELSEWHERE.iter().any(|word| bare.starts_with(word)) || bare.ends_with("参照") {
        return StatedNumberReading::plain(StatedNumber::SeeElsewhere);
    }
    // 「12 34」 is two numbers, whoever wrote it.
    let split = folded.split_whitespace().collect::<Vec<_>>();
    let cuts_number = split.windows(2).any(|pair| match pair {
        [before, behind] => {
            before.ends_with(|c: char| c.is_ascii_digit())
                && behind.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    });
    let found = if cuts_number { None } else { stated(&tight) };
    let (number, unit) = found.unwrap_or((StatedNumber::Unread, false));
    StatedNumberReading {
        number,
        full_width: full_width && number != StatedNumber::Unread,
        unit,
    }
}

/// Reads what a cell says about a count.
///
/// A number of the file counts if it is whole. A day, TRUE, and an error are
/// [`Unread`](StatedNumber::Unread); a formula without a result is
/// [`NotStated`](StatedNumber::NotStated).
#[must_use]
pub fn read_number_cell(value: CellValue<'_>) -> StatedNumberReading {
    match value {
        CellValue::Empty => StatedNumberReading::plain(StatedNumber::NotStated(NotStated::Blank)),
        CellValue::Text(text) => read_stated_number(text),
        CellValue::Number(text) => {
            let number = text.parse().ok().filter(|number| *number <= MAX_COUNT);
            StatedNumberReading::plain(number.map_or(StatedNumber::Unread, StatedNumber::Exact))
        }
        CellValue::UnknownFormula => {
            StatedNumberReading::plain(StatedNumber::NotStated(NotStated::Formula))
        }
        CellValue::Serial(_) | CellValue::Boolean(_) | CellValue::Error(_) => {
            StatedNumberReading::plain(StatedNumber::Unread)
        }
    }
}

fn stated(text: &str) -> Option<(StatedNumber, bool)> {
    let strip_any = |text: &str, words: &[&str]| -> Option<String> {
        words
            .iter()
            .find_map(|word| text.strip_prefix(word))
            .map(str::to_owned)
    };
    let (mut rest, mut unit, mut about) = (text.to_owned(), false, false);
    // 「年間約300件」, 「約年間300件」: each word once, in any order.
    for _ in 0..2 {
        if let Some(behind) = strip_any(&rest, &BEFORE) {
            (rest, unit) = (behind, true);
        }
        if !about && let Some(behind) = strip_any(&rest, &ABOUT_BEFORE) {
            (rest, about) = (behind, true);
        }
    }
    // 「<10」「≧10」「最大10」.
    for (sign, below, including) in [
        ("<=", true, true),
        (">=", false, true),
        ("≦", true, true),
        ("≧", false, true),
        ("≤", true, true),
        ("≥", false, true),
        ("<", true, false),
        (">", false, false),
        ("最大", true, true),
        ("最低", false, true),
        ("少なくとも", false, true),
    ] {
        if let Some(behind) = rest.strip_prefix(sign) {
            let (number, behind, has_unit) = number_and_unit(behind)?;
            return (behind.is_empty() && !about)
                .then(|| bounds(number, below, including))
                .flatten()
                .map(|number| (number, unit || has_unit));
        }
    }
    let (number, behind, has_unit) = number_and_unit(&rest)?;
    unit |= has_unit;
    if behind.is_empty() {
        let number = if about {
            StatedNumber::Approximate(number)
        } else {
            StatedNumber::Exact(number)
        };
        return Some((number, unit));
    }
    if ABOUT_BEHIND.contains(&behind) {
        return Some((StatedNumber::Approximate(number), unit));
    }
    for (word, below, including) in [
        ("未満", true, false),
        ("以下", true, true),
        ("以内", true, true),
        ("まで", true, true),
        ("以上", false, true),
        ("から", false, true),
        ("超", false, false),
        ("超え", false, false),
        ("を超える", false, false),
    ] {
        if behind == word {
            return Some((bounds(number, below, including)?, unit));
        }
    }
    let second = ["~", "〜", "から"]
        .iter()
        .find_map(|sign| behind.strip_prefix(sign));
    let second = second.or_else(|| {
        let dash = behind
            .chars()
            .next()
            .filter(|first| DASHES.contains(*first))?;
        behind.strip_prefix(dash)
    })?;
    let (high, behind, has_unit) = number_and_unit(second)?;
    let ends = behind.is_empty() || behind == "まで";
    (ends && number <= high).then_some((
        StatedNumber::Bounds {
            at_least: number,
            at_most: Some(high),
        },
        unit || has_unit,
    ))
}

fn bounds(number: u64, below: bool, including: bool) -> Option<StatedNumber> {
    Some(match (below, including) {
        (true, true) => StatedNumber::Bounds {
            at_least: 0,
            at_most: Some(number),
        },
        // Nothing is below 0.
        (true, false) => StatedNumber::Bounds {
            at_least: 0,
            at_most: Some(number.checked_sub(1)?),
        },
        (false, true) => StatedNumber::Bounds {
            at_least: number,
            at_most: None,
        },
        (false, false) => StatedNumber::Bounds {
            at_least: number
                .checked_add(1)
                .filter(|number| *number <= MAX_COUNT)?,
            at_most: None,
        },
    })
}

/// A number, what stands behind it and its unit, and whether there is a unit.
fn number_and_unit(text: &str) -> Option<(u64, &str, bool)> {
    let (number, behind) = leading_number(text)?;
    match UNITS.iter().find_map(|unit| behind.strip_prefix(unit)) {
        Some(behind) => Some((number, behind, true)),
        None => Some((number, behind, false)),
    }
}

fn leading_number(text: &str) -> Option<(u64, &str)> {
    if !text.starts_with(|character: char| character.is_ascii_digit()) {
        let (number, length) = numeral::leading_numeral(text)?;
        // 〇 alone is a symbol, not a zero.
        return (number > 0 && number <= MAX_COUNT)
            .then(|| Some((number, text.get(length..)?)))
            .flatten();
    }
    let (mut number, mut rest) = arabic(text)?;
    for (unit, value) in [
        ("億", 100_000_000),
        ("万", 10_000),
        ("千", 1_000),
        ("百", 100),
    ] {
        if let Some(behind) = rest.strip_prefix(unit) {
            number = number.checked_mul(value)?;
            rest = behind;
            if behind.starts_with(|character: char| character.is_ascii_digit()) {
                let (more, behind) = arabic(behind)?;
                number = number.checked_add(Some(more).filter(|more| *more < value)?)?;
                rest = behind;
            }
            break;
        }
    }
    (number <= MAX_COUNT).then_some((number, rest))
}

/// Figures, with commas by three or without; a fraction only of zeros.
fn arabic(text: &str) -> Option<(u64, &str)> {
    let is_part =
        |character: char| character.is_ascii_digit() || matches!(character, ',' | '、' | '.');
    let end = text
        .find(|character| !is_part(character))
        .unwrap_or(text.len());
    let (written, rest) = text.split_at_checked(end)?;
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    if fraction.is_empty() || fraction.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let groups: Vec<&str> = whole.split([',', '、']).collect();
    let digits = match groups.as_slice() {
        [digits] => (*digits).to_owned(),
        [first, others @ ..] => {
            let by_three = others.iter().all(|group| group.len() == 3);
            if !by_three || !(1..=3).contains(&first.len()) || first.starts_with('0') {
                return None;
            }
            groups.concat()
        }
        [] => return None,
    };
    Some((digits.parse().ok()?, rest))
}
