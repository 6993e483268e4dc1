//! Cells as people fill them: counts, days and signs.

use super::ValueMapping;
use crate::{OnlineStatus, VolumePrecision};
use serde::{Deserialize, Serialize};
use tosei_table::layout::{
    DateCell, NotStated, StatedNumber, StatedNumberReading, read_date_cell, read_number_cell,
    read_stated_number,
};
use tosei_table::{CellValue, DateSystem};
use tosei_types::{CaseCount, Date, EraNote, WrittenDate};

/// What was noticed in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CellNote {
    /// 全角数字.
    FullWidthDigits,
    /// 300件, 年間300: a unit or another word beside the number.
    NumberWithUnit,
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
    CasesReading::of(read_stated_number(text))
}

/// A number of cases from a cell: a number of the file, else its text.
pub(super) fn cases_of(value: CellValue<'_>, text: &str) -> CasesReading {
    match value {
        CellValue::Empty => read_cases(text),
        value => CasesReading::of(read_number_cell(value)),
    }
}

impl CasesReading {
    fn of(reading: StatedNumberReading) -> Self {
        let count = |number: u64| CaseCount::try_new(number).ok();
        let (mut cases, mut precision) = (None, VolumePrecision::Exact);
        let note = match reading.number() {
            StatedNumber::Exact(number) => {
                cases = count(number);
                reading.has_unit().then_some(CellNote::NumberWithUnit)
            }
            StatedNumber::Approximate(number) => {
                (cases, precision) = (count(number), VolumePrecision::Approximate);
                Some(CellNote::ApproximateNumber)
            }
            StatedNumber::Bounds { at_least, at_most } => {
                if let Some(at_least) = count(at_least) {
                    let at_most = at_most.and_then(count);
                    precision = VolumePrecision::Bounds { at_least, at_most };
                }
                Some(CellNote::BoundedNumber)
            }
            // A formula without a result is reported with the sheet.
            StatedNumber::NotStated(NotStated::Blank | NotStated::Formula) => None,
            StatedNumber::NotStated(_) => Some(CellNote::NumberNotStated),
            StatedNumber::SeeElsewhere => Some(CellNote::SeeElsewhere),
            _ => Some(CellNote::NumberUnread),
        };
        let wide = reading.is_full_width().then_some(CellNote::FullWidthDigits);
        Self {
            cases,
            precision,
            notes: note.into_iter().chain(wide).collect(),
        }
    }
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
    date_of(CellValue::Text(text), system)
}

/// A day from a cell: a serial number that the cell shows as a day, else its text.
pub(super) fn date_of(value: CellValue<'_>, system: DateSystem) -> DateReading {
    let states_nothing = |text: &str| {
        let reading = read_stated_number(text).number();
        matches!(reading, StatedNumber::NotStated(_))
    };
    let (date, note) = match read_date_cell(value, system) {
        DateCell::Blank => (None, None),
        DateCell::Serial(date) => (Some(date), Some(CellNote::SerialDate)),
        DateCell::Written(reading) => match (reading.value, reading.note) {
            (WrittenDate::Date(date), None) => (Some(date), None),
            (WrittenDate::Date(date), Some(EraNote::EraNotBegun)) => {
                (Some(date), Some(CellNote::EraNotBegun))
            }
            (WrittenDate::Date(date), Some(_)) => (Some(date), Some(CellNote::EraContinued)),
            _ => (None, Some(CellNote::NotADay)),
        },
        // 「－」: no day is stated.
        _ if states_nothing(&value.display_text()) => (None, None),
        _ => (None, Some(CellNote::DateUnread)),
    };
    DateReading {
        date,
        notes: note.into_iter().collect(),
    }
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
    let trimmed = text.trim();
    let mut notes = Vec::new();
    if trimmed.is_empty() {
        return SignReading { means: None, notes };
    }
    let as_written = map.iter().find(|entry| entry.text == trimmed);
    let key = match as_written {
        Some(_) => String::new(),
        None => sign_key(trimmed),
    };
    if as_written.is_none() && key.is_empty() {
        return SignReading { means: None, notes };
    }
    let entry = as_written.or_else(|| map.iter().find(|entry| sign_key(&entry.text) == key));
    let means = entry.and_then(|entry| entry.means.clone());
    if means.is_none() {
        notes.push(CellNote::SignUnmapped);
    } else if as_written.is_none() {
        notes.push(CellNote::SignVariant);
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
