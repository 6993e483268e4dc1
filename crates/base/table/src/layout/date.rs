//! Days in cells: serial numbers beside eras.

use super::{SheetFindings, SpreadsheetRule as Rule};
use crate::{CellValue, DateSystem};
use tosei_document::CellAddress;
use tosei_types::{Date, EraNote, WarekiReading, WrittenDate, wareki};

/// What a cell of a date column says.
///
/// # Examples
///
/// ```
/// use tosei_table::{CellValue, DateSystem, SerialDate, SerialKind, layout::read_date_cell};
///
/// let system = DateSystem::From1900;
/// let day = |value| read_date_cell(value, system).date().map(|date| date.to_string());
/// assert_eq!(day(CellValue::Text("平成36年4月1日")).as_deref(), Some("2024-04-01"));
/// assert_eq!(day(CellValue::Text("R6.4.1")).as_deref(), Some("2024-04-01"));
/// let serial = SerialDate::new("45383", system, SerialKind::Date);
/// assert_eq!(day(CellValue::Serial(serial)).as_deref(), Some("2024-04-01"));
/// assert_eq!(day(CellValue::Text("45383")).as_deref(), Some("2024-04-01")); // from a CSV
/// assert_eq!(day(CellValue::Text("R6")), None); // a year
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateCell {
    /// Nothing.
    Blank,
    /// A day, a month or a year in words and figures.
    Written(WarekiReading<WrittenDate>),
    /// A day that the file keeps as a serial number.
    Serial(Date),
    /// Something that names no day, month or year.
    Unread,
}

impl DateCell {
    /// The day; `None` where a month, a year, something else or nothing stands.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Serial(date) => Some(date),
            Self::Written(WarekiReading {
                value: WrittenDate::Date(date),
                ..
            }) => Some(date),
            _ => None,
        }
    }

    /// Reports a serial number, an era that does not fit the day, and what is no day.
    pub fn report(self, cell: CellAddress, text: &str, findings: &mut SheetFindings<'_>) {
        let rule = match self {
            Self::Blank => return,
            Self::Unread => {
                return findings.add(Rule::UnreadDate, cell, &[("text", text.into())]);
            }
            Self::Serial(_) => Rule::SerialDate,
            Self::Written(reading) => match reading.note {
                Some(EraNote::EraContinued) => Rule::EraContinued,
                Some(EraNote::EraNotBegun) => Rule::EraNotBegun,
                _ => return,
            },
        };
        let day = match self {
            Self::Written(reading) => reading.value.label_ja(),
            _ => self
                .date()
                .map_or_else(String::new, |date| date.to_string()),
        };
        findings.add(
            rule,
            cell,
            &[("text", text.into()), ("date", day.as_str().into())],
        );
    }
}

/// Reads a cell of a date column.
///
/// Text is read as [`wareki::read_cell`] does, with eras that went on after their end. A number whose
/// format shows a day is that day; so is a bare whole number of five digits (10000 to 99999 are the
/// years 1927 to 2173), which is what a serial number becomes in CSV. A bare `2024` is a year.
#[must_use]
pub fn read_date_cell(value: CellValue<'_>, system: DateSystem) -> DateCell {
    let written = |text: &str| {
        let text = text.trim();
        let bare = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        let serial: Option<u32> = text.parse().ok().filter(|_| bare && !text.starts_with('0'));
        match serial.and_then(|serial| system.day(serial)) {
            Some(date) => DateCell::Serial(date),
            None => wareki::read_cell(text).map_or(DateCell::Unread, DateCell::Written),
        }
    };
    match value {
        value if value.is_blank() => DateCell::Blank,
        CellValue::Text(text) | CellValue::Number(text) => written(text),
        CellValue::Serial(serial) => serial.date().map_or(DateCell::Unread, DateCell::Serial),
        _ => DateCell::Unread,
    }
}
