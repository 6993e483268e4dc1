//! Cells as people fill them: counts, days and signs.

use super::ValueMapping;
use crate::{OnlineStatus, VolumePrecision};
use serde::{Deserialize, Serialize};
use tosei_table::layout::{NotStated, StatedNumber};
use tosei_table::{CellValue, DateSystem, header_key};
use tosei_types::{
    CaseCount, Date, EraNote, MAX_COUNT, WrittenDate,
    numeral::{fold_width, leading_numeral},
    wareki,
};

/// What was noticed in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CellNote {
    /// 全角数字.
    FullWidthDigits,
    /// 約300.
    ApproximateNumber,
    /// 10件未満, 100以上.
    BoundedNumber,
    /// －, 不明: no number is stated. Not 0.
    NumberNotStated,
    /// 別紙参照.
    SeeElsewhere,
    /// Something else stands where a number should.
    NumberUnread,
    /// シリアル値: a day as a number.
    SerialDate,
    /// 平成36年: an era that had ended.
    EraContinued,
    /// 令和元年4月1日: an era that had not begun.
    EraNotBegun,
    /// R6.4, 令和6年: no day.
    NotADay,
    /// Something else stands where a day should.
    DateUnread,
    /// 〇 for ○: another character that looks the same.
    SignVariant,
    /// A sign that the mapping does not have, or has without a meaning.
    SignUnmapped,
}

/// 件数の読み (reading of a count).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CasesReading {
    /// The number of cases; `None` if it is not known.
    pub cases: Option<CaseCount>,
    /// How sure it is.
    pub precision: VolumePrecision,
    /// What was noticed.
    pub notes: Vec<CellNote>,
}

/// 日付の読み (reading of a day).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateReading {
    /// The day; `None` if the cell is blank or names none.
    pub date: Option<Date>,
    /// What was noticed.
    pub notes: Vec<CellNote>,
}

/// 記号の読み (reading of a sign).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignReading<T> {
    /// What the sign means to the body; `None` if the cell is blank or nobody decided.
    pub means: Option<T>,
    /// What was noticed.
    pub notes: Vec<CellNote>,
}

/// The form in which signs that look alike compare equal: NFKC without blanks, ○ 〇 ◯ and × ✕ ╳ as
/// one.
pub(super) fn sign_key(text: &str) -> String {
    crate::survey::variant_key(text)
}

/// 件数を読む: reads a number of cases as people write it.
///
/// `約300` is 300, said to be approximate; `10件未満` is not known, but lies between 0 and 9;
/// `－`, `不明` and `別紙参照` are unknown, never 0.
///
/// # Examples
///
/// ```
/// use tosei_inventory::VolumePrecision;
/// use tosei_inventory::office_table::{CellNote, read_cases};
///
/// let about = read_cases("約300");
/// assert_eq!(about.cases.unwrap().get(), 300);
/// assert_eq!(about.precision, VolumePrecision::Approximate);
/// assert_eq!(read_cases("－").cases, None);
/// assert_eq!(read_cases("１，８７５").notes, [CellNote::FullWidthDigits]);
/// ```
#[must_use]
pub fn read_cases(text: &str) -> CasesReading {
    let number = stated_number(text);
    let count = |number: u64| CaseCount::try_new(number).ok();
    let mut notes = Vec::new();
    let wide = text.chars().any(|c| ('０'..='９').contains(&c));
    if wide && !matches!(number, StatedNumber::Unread | StatedNumber::SeeElsewhere) {
        notes.push(CellNote::FullWidthDigits);
    }
    let (cases, precision) = match number {
        StatedNumber::Exact(number) => (count(number), VolumePrecision::Exact),
        StatedNumber::Approximate(number) => {
            notes.push(CellNote::ApproximateNumber);
            (count(number), VolumePrecision::Approximate)
        }
        StatedNumber::Bounds { at_least, at_most } => {
            notes.push(CellNote::BoundedNumber);
            let precision = match count(at_least) {
                Some(at_least) => VolumePrecision::Bounds {
                    at_least,
                    at_most: at_most.and_then(count),
                },
                None => VolumePrecision::Exact,
            };
            (None, precision)
        }
        StatedNumber::NotStated(NotStated::Blank) => (None, VolumePrecision::Exact),
        StatedNumber::NotStated(_) => {
            notes.push(CellNote::NumberNotStated);
            (None, VolumePrecision::Exact)
        }
        StatedNumber::SeeElsewhere => {
            notes.push(CellNote::SeeElsewhere);
            (None, VolumePrecision::Exact)
        }
        _ => {
            notes.push(CellNote::NumberUnread);
            (None, VolumePrecision::Exact)
        }
    };
    CasesReading {
        cases,
        precision,
        notes,
    }
}

const NO_NUMBER_SIGNS: [&str; 12] = [
    "-", "－", "―", "—", "–", "‐", "−", "ー", "…", "...", "・", "/",
];
const NO_NUMBER_WORDS: [&str; 10] = [
    "不明",
    "未集計",
    "未把握",
    "集計中",
    "未確認",
    "件数不明",
    "把握していない",
    "非公表",
    "n/a",
    "unknown",
];
const ABOUT_BEFORE: [&str; 5] = ["約", "およそ", "おおよそ", "おおむね", "概ね"];
const ABOUT_BEHIND: [&str; 5] = ["程度", "前後", "ほど", "くらい", "ぐらい"];
const UNITS: [&str; 5] = ["件", "通", "人", "枚", "回"];

/// What a cell says about a count.
fn stated_number(text: &str) -> StatedNumber {
    let folded: String = fold_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if folded.is_empty() {
        return StatedNumber::NotStated(NotStated::Blank);
    }
    let small = folded.to_lowercase();
    if NO_NUMBER_SIGNS.contains(&small.as_str()) || small.chars().all(|c| "-－―—–‐−ー…".contains(c))
    {
        return StatedNumber::NotStated(NotStated::Sign);
    }
    if NO_NUMBER_WORDS.contains(&small.as_str()) {
        return StatedNumber::NotStated(NotStated::Word);
    }
    if small.ends_with("参照")
        || matches!(small.as_str(), "別紙" | "別添" | "別表" | "別紙のとおり")
    {
        return StatedNumber::SeeElsewhere;
    }
    number_in(&small).unwrap_or(StatedNumber::Unread)
}

fn number_in(text: &str) -> Option<StatedNumber> {
    let about = ABOUT_BEFORE.iter().find_map(|word| text.strip_prefix(word));
    let (number, mut rest) = plain_number(about.unwrap_or(text))?;
    for separator in ["～", "〜", "~"] {
        if let Some(behind) = without_unit(rest).strip_prefix(separator) {
            let (upper, rest) = plain_number(behind)?;
            let whole = about.is_none() && without_unit(rest).is_empty() && number <= upper;
            return whole.then_some(StatedNumber::Bounds {
                at_least: number,
                at_most: Some(upper),
            });
        }
    }
    rest = without_unit(rest);
    let behind = ABOUT_BEHIND.iter().find_map(|word| rest.strip_prefix(word));
    if about.is_some() || behind.is_some() {
        let rest = without_unit(behind.unwrap_or(rest));
        return rest.is_empty().then_some(StatedNumber::Approximate(number));
    }
    Some(match rest {
        "" => StatedNumber::Exact(number),
        "未満" => StatedNumber::Bounds {
            at_least: 0,
            at_most: Some(number.checked_sub(1)?),
        },
        "以下" => StatedNumber::Bounds {
            at_least: 0,
            at_most: Some(number),
        },
        "以上" => StatedNumber::Bounds {
            at_least: number,
            at_most: None,
        },
        "超" | "を超える" | "超え" => StatedNumber::Bounds {
            at_least: number.checked_add(1)?,
            at_most: None,
        },
        _ => return None,
    })
}

fn without_unit(text: &str) -> &str {
    UNITS
        .iter()
        .find_map(|unit| text.strip_prefix(unit))
        .unwrap_or(text)
}

/// A number at the beginning and what stands behind it: digits, with commas in their right places or
/// without, or 漢数字.
fn plain_number(text: &str) -> Option<(u64, &str)> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b',')
        .count();
    let (digits, rest) = text.split_at_checked(length)?;
    if digits.is_empty() {
        let (number, used) = leading_numeral(text)?;
        return (number <= MAX_COUNT).then_some((number, text.get(used..)?));
    }
    let groups: Vec<&str> = digits.split(',').collect();
    let right = match groups.as_slice() {
        [_] => true,
        [first, others @ ..] => {
            (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    let number: u64 = digits.replace(',', "").parse().ok()?;
    // A spreadsheet may write a whole number with a point.
    let rest = rest
        .strip_prefix('.')
        .map_or(Some(rest), |behind| Some(behind.trim_start_matches('0')))
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))?;
    (right && number <= MAX_COUNT).then_some((number, rest))
}

/// 日付を読む: reads a day as people write it, an era's name, slashes or a serial number.
///
/// A bare number is a serial number of the sheet's date system if no spelling of a day fits.
///
/// # Examples
///
/// ```
/// use tosei_inventory::office_table::{CellNote, read_date};
/// use tosei_table::DateSystem;
///
/// let read = |text| read_date(text, DateSystem::From1900);
/// let april = "2024-04-01".parse().ok();
/// assert_eq!(read("R6.4.1").date, april);
/// assert_eq!(read("平成36年4月1日").notes, [CellNote::EraContinued]);
/// assert_eq!((read("45383").date, read("45383").notes), (april, vec![CellNote::SerialDate]));
/// assert_eq!(read("R6.4").notes, [CellNote::NotADay]);
/// ```
#[must_use]
pub fn read_date(text: &str, system: DateSystem) -> DateReading {
    let trimmed = text.trim();
    if header_key(trimmed).is_empty() || NO_NUMBER_SIGNS.contains(&trimmed) {
        return DateReading {
            date: None,
            notes: Vec::new(),
        };
    }
    let (date, note) = match wareki::read_cell(trimmed) {
        Ok(reading) => match (reading.value, reading.note) {
            (WrittenDate::Date(date), None) => (Some(date), None),
            (WrittenDate::Date(date), Some(EraNote::EraNotBegun)) => {
                (Some(date), Some(CellNote::EraNotBegun))
            }
            (WrittenDate::Date(date), Some(_)) => (Some(date), Some(CellNote::EraContinued)),
            _ => (None, Some(CellNote::NotADay)),
        },
        Err(_) => match serial(trimmed, system) {
            Some(date) => (Some(date), Some(CellNote::SerialDate)),
            None => (None, Some(CellNote::DateUnread)),
        },
    };
    DateReading {
        date,
        notes: note.into_iter().collect(),
    }
}

/// A number of five digits, as days since 1927 or so are counted.
fn serial(text: &str, system: DateSystem) -> Option<Date> {
    let folded = fold_width(text);
    let whole = folded.strip_suffix(".0").unwrap_or(&folded);
    let digits = whole.len() == 5 && whole.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| system.day(whole.parse().ok()?)).flatten()
}

/// A day from a cell: a serial number that the cell shows as a day, else its text.
pub(super) fn date_of(value: CellValue<'_>, system: DateSystem) -> DateReading {
    if let CellValue::Serial(serial) = value {
        let date = serial.date();
        let note = if date.is_some() {
            CellNote::SerialDate
        } else {
            CellNote::DateUnread
        };
        return DateReading {
            date,
            notes: vec![note],
        };
    }
    read_date(&value.display_text(), system)
}

/// 記号を読む: what a sign means to the body by its own mapping.
///
/// Signs that look alike are one, and that is noted; a sign that the mapping does not have is unknown.
///
/// # Examples
///
/// ```
/// use tosei_inventory::OnlineStatus;
/// use tosei_inventory::office_table::{CellNote, ValueMapping, read_sign};
///
/// let map = [ValueMapping { text: "○".to_owned(), means: Some(OnlineStatus::Done) }];
/// assert_eq!(read_sign("〇", &map).means, Some(OnlineStatus::Done));
/// assert_eq!(read_sign("〇", &map).notes, [CellNote::SignVariant]);
/// assert_eq!(read_sign("△", &map).notes, [CellNote::SignUnmapped]);
/// ```
#[must_use]
pub fn read_sign<T: Clone>(text: &str, map: &[ValueMapping<T>]) -> SignReading<T> {
    let key = sign_key(text);
    let mut notes = Vec::new();
    if key.is_empty() {
        return SignReading { means: None, notes };
    }
    let entry = map.iter().find(|entry| sign_key(&entry.text) == key);
    let means = entry.and_then(|entry| entry.means.clone());
    match (entry, &means) {
        (Some(entry), Some(_)) if entry.text != text.trim() => notes.push(CellNote::SignVariant),
        (Some(_), Some(_)) => {}
        _ => notes.push(CellNote::SignUnmapped),
    }
    SignReading { means, notes }
}

/// The signs that a proposal offers a meaning for; 「△」 is none of them.
pub(super) fn usual_status(text: &str) -> Option<OnlineStatus> {
    Some(match sign_key(text).as_str() {
        "○" | "◎" | "済" | "実施済" | "対応済" | "有" | "可" | "あり" => {
            OnlineStatus::Done
        }
        "×" | "未" | "未実施" | "未対応" | "無" | "不可" | "なし" => {
            OnlineStatus::NotDone
        }
        "一部実施済" | "一部" => OnlineStatus::Partial,
        "適用除外" => OnlineStatus::Exempt,
        "その他" => OnlineStatus::Other,
        _ => return None,
    })
}
