//! Snapshots from a table.

use super::{Snapshot, SnapshotTotals, rows};
use serde::{Deserialize, Serialize};
use std::{io::Read, sync::OnceLock};
use tosei_document::{Catalogue, Limits, Sink};
use tosei_table::{ColumnMap, CsvRows, TableError, TextRow};
use tosei_types::embedded;

/// 点検の規則 (rules) about observations.
#[must_use]
pub fn observation_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/observation.json"))
    })
}

/// 表の読み方 (layout of a table of snapshots): the headers of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SnapshotLayout {
    /// 施設の見出し.
    pub office: String,
    /// 列のIDの見出し.
    pub queue: String,
    /// 日付の見出し.
    pub date: String,
    /// 時刻の見出し.
    pub time: String,
    /// 待ち人数の見出し.
    pub waiting: String,
    /// 開いている窓口数の見出し, if there is such a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
    /// 平均対応時間（分）の見出し, if there is such a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_minutes: Option<String>,
    /// 呼出中の番号の見出し, if there is such a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// What a table of snapshots said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SnapshotTable {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that are no snapshot: each is a finding.
    pub not_counted: u64,
}

/// Adds the snapshots of a table (CSV in UTF-8) to the totals, row by row.
///
/// A row without a readable date, time or number of people waiting is a finding and not counted.
///
/// # Errors
///
/// - Those of [`CsvRows`]: a file that is no CSV in UTF-8, or cannot be read.
/// - [`TableError::MissingColumns`] if a column of the layout is not there.
pub fn read_snapshots<R: Read>(
    source: R,
    layout: &SnapshotLayout,
    limits: &Limits,
    totals: &mut SnapshotTotals<'_>,
    sink: &mut dyn Sink,
) -> Result<SnapshotTable, TableError> {
    let mut table_rows = CsvRows::open(source, limits)?;
    let required = [
        &layout.office,
        &layout.queue,
        &layout.date,
        &layout.time,
        &layout.waiting,
    ];
    let optional = [&layout.open, &layout.service_minutes, &layout.number];
    let mut names: Vec<(&str, bool)> = required.iter().map(|name| (name.as_str(), true)).collect();
    names.extend(
        optional
            .iter()
            .map(|name| (name.as_deref().unwrap_or("\u{0}"), name.is_some())),
    );
    let columns = rows::columns(table_rows.headers(), &names)?;
    let mut table = SnapshotTable::default();
    while let Some(row) = table_rows.next_row()? {
        table.rows = table.rows.saturating_add(1);
        let place = rows::place(row.address(0));
        let Ok(text) = row.text() else {
            rows::refuse_row(place, sink);
            table.not_counted = table.not_counted.saturating_add(1);
            continue;
        };
        match snapshot(&text, &columns, sink) {
            Some(snapshot) => totals.add(&snapshot, place, sink),
            None => table.not_counted = table.not_counted.saturating_add(1),
        }
    }
    Ok(table)
}

fn snapshot<'a>(
    row: &TextRow<'a>,
    columns: &ColumnMap,
    sink: &mut dyn Sink,
) -> Option<Snapshot<'a>> {
    let cell = |wanted: usize| rows::cell(row, columns, wanted);
    let mut unread = |found: (usize, &str)| rows::unread(row, found, sink);
    let (office, queue) = (cell(0)?.1, cell(1)?.1);
    let (date, time, waiting) = (cell(2)?, cell(3)?, cell(4)?);
    let Ok(day) = date.1.parse() else {
        unread(date);
        return None;
    };
    let Ok(clock) = time.1.parse() else {
        unread(time);
        return None;
    };
    let Some(people) = rows::whole_number(waiting.1) else {
        unread(waiting);
        return None;
    };
    let mut number = |wanted: usize| -> Option<u32> {
        let found = cell(wanted).filter(|(_, text)| !text.is_empty())?;
        let number = rows::whole_number(found.1);
        if number.is_none() {
            unread(found);
        }
        number
    };
    Some(Snapshot {
        office,
        queue,
        date: day,
        time: clock,
        waiting: people,
        open: number(5),
        service_minutes: number(6),
        number: cell(7).map_or("", |(_, text)| text),
    })
}
