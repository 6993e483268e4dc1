//! Daily totals from a table.

use super::{DailyTotal, DailyTotals, rows};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io::Read};
use tosei_document::{Limits, Sink};
use tosei_table::{ColumnMap, CsvRows, TableError, TextRow};

/// 表の読み方 (layout of a table of daily totals): the headers of its columns. A column that is not there
/// is unknown for every day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DailyLayout {
    /// 窓口IDの見出し.
    pub counter: String,
    /// 日付の見出し.
    pub date: String,
    /// 来庁数の見出し.
    pub visits: String,
    /// 対応数の見出し.
    pub served: String,
    /// 離脱数の見出し.
    pub left: String,
    /// 平均待ち時間（分）の見出し: minutes as a decimal.
    pub mean_wait: String,
    /// 最長待ち時間（分）の見出し.
    pub longest_wait: String,
    /// 平均対応時間（分）の見出し.
    pub mean_service: String,
    /// 待ち時間が上限を超えた人数の見出し, by the limit in minutes.
    pub waited_over: BTreeMap<u32, String>,
}

impl Default for DailyLayout {
    fn default() -> Self {
        let over = |minutes: u32| (minutes, format!("{minutes}分超の人数"));
        Self {
            counter: "窓口ID".to_owned(),
            date: "日付".to_owned(),
            visits: "来庁数".to_owned(),
            served: "対応数".to_owned(),
            left: "離脱数".to_owned(),
            mean_wait: "平均待ち時間（分）".to_owned(),
            longest_wait: "最長待ち時間（分）".to_owned(),
            mean_service: "平均対応時間（分）".to_owned(),
            waited_over: [over(10), over(30)].into_iter().collect(),
        }
    }
}

/// What a table of daily totals said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DailyTable {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that are no day of a counter: each is a finding.
    pub not_counted: u64,
}

/// Adds the days of a table (CSV in UTF-8) to the totals, row by row.
///
/// A row without a counter or a readable date is a finding and not counted; a number that cannot be read
/// (a negative one too) is a finding and unknown.
///
/// # Errors
///
/// - Those of [`CsvRows`]: a file that is no CSV in UTF-8, or cannot be read.
/// - [`TableError::MissingColumns`] if counter or date have no column.
pub fn read_daily_totals<R: Read>(
    source: R,
    layout: &DailyLayout,
    limits: &Limits,
    totals: &mut DailyTotals,
    sink: &mut dyn Sink,
) -> Result<DailyTable, TableError> {
    let mut table_rows = CsvRows::open(source, limits)?;
    let mut names = vec![
        (&layout.counter, true),
        (&layout.date, true),
        (&layout.visits, false),
        (&layout.served, false),
        (&layout.left, false),
        (&layout.mean_wait, false),
        (&layout.longest_wait, false),
        (&layout.mean_service, false),
    ];
    names.extend(layout.waited_over.values().map(|name| (name, false)));
    let names: Vec<(&str, bool)> = names
        .iter()
        .map(|(name, required)| (name.as_str(), *required))
        .collect();
    let columns = rows::columns(table_rows.headers(), &names)?;
    let limits_in_minutes: Vec<u32> = layout.waited_over.keys().copied().collect();
    let mut table = DailyTable::default();
    while let Some(row) = table_rows.next_row()? {
        table.rows = table.rows.saturating_add(1);
        let place = rows::place(row.address(0));
        let total = match row.text() {
            Ok(text) => day(&text, &columns, &limits_in_minutes, sink),
            Err(_) => {
                rows::refuse_row(place, sink);
                None
            }
        };
        match total {
            Some(total) => totals.add(total, place, sink),
            None => table.not_counted = table.not_counted.saturating_add(1),
        }
    }
    Ok(table)
}

fn day(
    row: &TextRow<'_>,
    columns: &ColumnMap,
    limits_in_minutes: &[u32],
    sink: &mut dyn Sink,
) -> Option<DailyTotal> {
    let cell = |wanted: usize| rows::cell(row, columns, wanted);
    let mut unread = |found: (usize, &str)| rows::unread(row, found, sink);
    let (counter, date) = (cell(0)?, cell(1)?);
    let Ok(id) = counter.1.parse() else {
        unread(counter);
        return None;
    };
    let Ok(on) = date.1.parse() else {
        unread(date);
        return None;
    };
    let mut number = |wanted: usize, read: fn(&str) -> Option<u32>| -> Option<u32> {
        let found = cell(wanted).filter(|(_, text)| !text.is_empty())?;
        let number = read(found.1);
        if number.is_none() {
            unread(found);
        }
        number
    };
    let whole: fn(&str) -> Option<u32> = rows::whole_number;
    let mut total = DailyTotal {
        counter: id,
        date: on,
        visits: number(2, whole),
        served: number(3, whole),
        left: number(4, whole),
        mean_wait_seconds: number(5, seconds),
        longest_wait_seconds: number(6, seconds),
        mean_service_seconds: number(7, seconds),
        waited_over: BTreeMap::new(),
        note: None,
    };
    for (at, minutes) in limits_in_minutes.iter().enumerate() {
        if let Some(people) = number(at.saturating_add(8), whole) {
            total.waited_over.insert(*minutes, people);
        }
    }
    Some(total)
}

/// Minutes as a decimal, in seconds to the nearest one, half up.
fn seconds(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| rows::whole_number::<u64>(text).filter(|_| text.len() <= 6);
    let (whole, thousandths) = (digits(whole)?, digits(fraction)?);
    let scale = 10u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let part = thousandths.checked_mul(120)?.checked_add(scale)?;
    let part = part.checked_div(scale.checked_mul(2)?)?;
    u32::try_from(whole.checked_mul(60)?.checked_add(part)?).ok()
}
