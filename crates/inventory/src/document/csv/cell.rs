//! One cell: from its text to a value and back.

use super::columns::{CellKind, CodeRow, CsvColumn, obstacles};
use serde_json::{Value, json};
use std::{collections::HashMap, str::FromStr};
use tosei_table::header_key;
use tosei_types::{CaseCount, Date, FiscalYear, WrittenDate, wareki};

/// Texts that say that a count is not known.
const UNKNOWN_COUNTS: [&str; 5] = ["不明", "－", "-", "―", "unknown"];
/// Texts in 障害となる事項 that say that there is no barrier.
const NO_BARRIER: [&str; 3] = ["なし", "無し", "none"];
/// What divides several entries of one cell.
const SEPARATORS: [char; 6] = ['、', ';', '；', '，', ',', '\n'];

/// What a cell says.
#[derive(Debug, PartialEq)]
pub(super) enum CellValue {
    /// Nothing.
    Blank,
    /// A value.
    Value(Value),
    /// There is no barrier at all.
    NoBarrier,
    /// Entries that are still to be looked up: names or ids of organisations.
    Names(Vec<String>),
}

/// What was noticed in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// The cell says something, in another spelling than the form's own.
    Spelling,
    /// A year column names a month or a day.
    YearIsMonth,
    /// The code is in no list.
    Code,
    /// No number.
    Number,
    /// No day.
    Date,
    /// No fiscal year.
    FiscalYear,
    /// Not a JSON object.
    Json,
}

impl Notice {
    /// Whether the cell's text could not be used.
    pub(super) const fn is_refusal(self) -> bool {
        !matches!(self, Self::Spelling | Self::YearIsMonth)
    }

    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::Spelling => "inventory.document.csv.spelling",
            Self::YearIsMonth => "inventory.document.csv.year_is_month",
            Self::Code => "inventory.document.csv.code_unknown",
            Self::Number => "inventory.document.csv.number",
            Self::Date => "inventory.document.csv.date",
            Self::FiscalYear => "inventory.document.csv.fiscal_year",
            Self::Json => "inventory.document.csv.json",
        }
    }
}

/// The codes of one column, by every text that means one.
pub(super) struct CellReader {
    column: CsvColumn,
    codes: HashMap<String, String>,
    labels: HashMap<String, String>,
}

impl CellReader {
    pub(super) fn new(column: CsvColumn) -> Self {
        let rows = match column.cell {
            CellKind::Code { list, .. } | CellKind::Codes(list) => list(),
            CellKind::Obstacle => obstacles(),
            _ => Vec::new(),
        };
        let mut reader = Self {
            column,
            codes: HashMap::new(),
            labels: HashMap::new(),
        };
        for row in rows {
            reader.learn(row);
        }
        reader
    }

    fn learn(&mut self, row: CodeRow) {
        let CodeRow { code, ja, en, also } = row;
        for text in [&code, &ja, &en].into_iter().chain(&also) {
            self.codes.insert(header_key(text), code.clone());
            // Found without normalising it, as it mostly stands.
            self.codes.insert(text.clone(), code.clone());
        }
        self.labels.insert(code, ja);
    }

    pub(super) fn column(&self) -> &CsvColumn {
        &self.column
    }

    /// What a cell says, and what was noticed in it.
    pub(super) fn read(&self, cell: &str) -> (CellValue, Option<Notice>) {
        let text = without_guard(cell);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            // A text of white space only is a text.
            let is_text = matches!(self.column.cell, CellKind::Text) && !text.is_empty();
            let value = is_text.then(|| CellValue::Value(json!(text)));
            return (value.unwrap_or(CellValue::Blank), None);
        }
        match self.column.cell {
            CellKind::Text => found(json!(text)),
            CellKind::Id => found(json!(trimmed)),
            CellKind::Code { open, .. } => self.code(trimmed, open),
            CellKind::Obstacle => {
                if NO_BARRIER.contains(&trimmed) {
                    return (CellValue::NoBarrier, None);
                }
                self.code(trimmed, false)
            }
            CellKind::Codes(_) => {
                let codes: Option<Vec<&String>> =
                    entries(trimmed).map(|entry| self.known(entry)).collect();
                match codes {
                    Some(codes) => found(json!(codes)),
                    None => refused(Notice::Code),
                }
            }
            CellKind::Date => date(trimmed),
            CellKind::FiscalYear => fiscal_year(trimmed),
            CellKind::Count => count(trimmed),
            CellKind::Number => match number(trimmed) {
                Some((number, is_plain)) => noted(json!(number), is_plain, Notice::Spelling),
                None => refused(Notice::Number),
            },
            CellKind::Role(_) | CellKind::Organisation => {
                (CellValue::Names(vec![trimmed.to_owned()]), None)
            }
            CellKind::Organisations => {
                let names = entries(trimmed).map(str::to_owned).collect();
                (CellValue::Names(names), None)
            }
            CellKind::Rest => match serde_json::from_str::<Value>(trimmed) {
                Ok(value @ Value::Object(_)) => found(value),
                _ => refused(Notice::Json),
            },
        }
    }

    fn known(&self, text: &str) -> Option<&String> {
        let as_written = self.codes.get(text);
        as_written.or_else(|| self.codes.get(&header_key(text)))
    }

    fn code(&self, text: &str, open: bool) -> (CellValue, Option<Notice>) {
        match self.known(text) {
            Some(code) => found(json!(code)),
            None if open => found(json!(text)),
            None => refused(Notice::Code),
        }
    }

    /// The cell that says a value; `None` if a cell cannot.
    pub(super) fn write(&self, value: &Value) -> Option<String> {
        match self.column.cell {
            CellKind::Text | CellKind::Id | CellKind::Date | CellKind::FiscalYear => {
                value.as_str().map(str::to_owned)
            }
            CellKind::Code { .. } | CellKind::Obstacle => {
                let code = value.as_str()?;
                Some(
                    self.labels
                        .get(code)
                        .map_or(code, String::as_str)
                        .to_owned(),
                )
            }
            CellKind::Codes(_) => {
                let codes = value.as_array()?.iter();
                let labels: Option<Vec<&str>> = codes
                    .map(|code| self.labels.get(code.as_str()?).map(String::as_str))
                    .collect();
                Some(labels?.join("、"))
            }
            CellKind::Count if value.is_null() => Some("不明".to_owned()),
            CellKind::Count | CellKind::Number => value.as_u64().map(|number| number.to_string()),
            CellKind::Role(_)
            | CellKind::Organisation
            | CellKind::Organisations
            | CellKind::Rest => None,
        }
    }
}

/// The entries of a cell that holds several.
pub(super) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS)
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}

/// A text without the apostrophe that keeps a spreadsheet from calculating it.
fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if tosei_table::inert(text) == cell => text,
        _ => cell,
    }
}

fn found(value: Value) -> (CellValue, Option<Notice>) {
    (CellValue::Value(value), None)
}

fn noted(value: Value, is_plain: bool, notice: Notice) -> (CellValue, Option<Notice>) {
    (CellValue::Value(value), (!is_plain).then_some(notice))
}

fn refused(notice: Notice) -> (CellValue, Option<Notice>) {
    (CellValue::Blank, Some(notice))
}

fn date(text: &str) -> (CellValue, Option<Notice>) {
    if let Ok(date) = Date::from_str(text) {
        return found(json!(date));
    }
    match wareki::parse_document(text) {
        Ok(reading) => noted(json!(reading.value), false, Notice::Spelling),
        Err(_) => refused(Notice::Date),
    }
}

fn fiscal_year(text: &str) -> (CellValue, Option<Notice>) {
    if let Ok(year) = FiscalYear::from_str(text) {
        return found(json!(year));
    }
    match FiscalYear::parse_document(text) {
        Ok(reading) => {
            let notice = match reading.written {
                WrittenDate::YearMonth(_) | WrittenDate::Date(_) => Notice::YearIsMonth,
                _ => Notice::Spelling,
            };
            noted(json!(reading.fiscal_year), false, notice)
        }
        Err(_) => refused(Notice::FiscalYear),
    }
}

fn count(text: &str) -> (CellValue, Option<Notice>) {
    if UNKNOWN_COUNTS.contains(&text) {
        return found(Value::Null);
    }
    match number(text) {
        Some((number, is_plain)) if CaseCount::try_new(number).is_ok() => {
            noted(json!(number), is_plain, Notice::Spelling)
        }
        _ => refused(Notice::Number),
    }
}

/// A whole number, and whether it is written in plain digits: 「１，８７５」 and 「1,875件」 are not.
fn number(text: &str) -> Option<(u64, bool)> {
    let plain = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse().ok()).flatten()
    };
    if let Some(number) = plain(text) {
        return Some((number, true));
    }
    let text = header_key(text);
    let text = text.strip_suffix('件').unwrap_or(&text);
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.is_empty() || (1..=3).contains(&first.len());
    if !is_grouped || rest.iter().any(|group| group.len() != 3) {
        return None;
    }
    Some((plain(&text.replace(',', ""))?, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::columns;

    fn reader(code: &str) -> CellReader {
        let column = columns().iter().find(|column| column.code == code);
        CellReader::new(*column.unwrap())
    }

    #[test]
    fn cells_are_read_as_people_write_them() {
        for (column, cell, value, notice) in [
            ("status", "実施済", json!("done"), None),
            ("status", " done ", json!("done"), None),
            ("status", "一部 実施済", json!("partial"), None),
            ("kind", "2-1", json!("notice_on_application"), None),
            ("kind", "申請等", json!("application"), None),
            ("kind", "受付", json!("受付"), None), // a check reports it
            (
                "notice_delivery",
                "書面（郵送）、マイナポータル",
                json!(["paper_by_post", "myna_portal"]),
                None,
            ),
            ("volume_cases", "1875", json!(1875), None),
            (
                "volume_cases",
                "１，８７５",
                json!(1875),
                Some(Notice::Spelling),
            ),
            (
                "volume_cases",
                "1,234,567件",
                json!(1_234_567),
                Some(Notice::Spelling),
            ),
            ("volume_cases", "－", Value::Null, None),
            ("volume_fiscal_year", "2024", json!("2024"), None),
            (
                "volume_fiscal_year",
                "R6",
                json!("2024"),
                Some(Notice::Spelling),
            ),
            (
                "volume_fiscal_year",
                "R6.3",
                json!("2023"),
                Some(Notice::YearIsMonth),
            ),
            ("online_since", "2024-04-01", json!("2024-04-01"), None),
            (
                "online_since",
                "R6.4.1",
                json!("2024-04-01"),
                Some(Notice::Spelling),
            ),
            ("note", " '=x ", json!(" '=x "), None),
            ("note", "'=x", json!("=x"), None),
            ("note", "'x", json!("'x"), None),
        ] {
            let read = reader(column).read(cell);
            assert_eq!(read, (CellValue::Value(value), notice), "{column}: {cell}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_not_guessed() {
        for (column, cell, notice) in [
            ("status", "○", Notice::Code),
            ("notice_delivery", "郵送", Notice::Code),
            ("volume_cases", "約300", Notice::Number),
            ("volume_cases", "10件未満", Notice::Number),
            ("volume_cases", "1,23", Notice::Number),
            ("volume_cases", "1234,567", Notice::Number),
            ("volume_cases", "-5", Notice::Number),
            ("volume_cases", "1.5", Notice::Number),
            ("volume_cases", "9007199254740992", Notice::Number),
            ("volume_cases", "99999999999999999999999", Notice::Number),
            ("volume_fiscal_year", "昨年度", Notice::FiscalYear),
            ("online_since", "2024-02-30", Notice::Date),
            ("process_rest", "[1]", Notice::Json),
        ] {
            let read = reader(column).read(cell);
            assert_eq!(read, (CellValue::Blank, Some(notice)), "{column}: {cell}");
        }
    }
}
