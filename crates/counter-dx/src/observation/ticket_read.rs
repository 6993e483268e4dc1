//! Tickets from a table.

use super::{ClockTime, KnownTimes, Ticket, TicketTotals, rows};
use serde::{Deserialize, Serialize};
use std::io::Read;
use tosei_document::{Limits, Sink};
use tosei_table::{ColumnMap, CsvRows, TableError, TextRow};
use tosei_types::Date;

/// 表の読み方 (layout of a table of tickets): the headers of its columns. Which of the times a machine
/// holds is said by the headers that are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TicketLayout {
    /// 来庁のIDの見出し.
    pub visit: String,
    /// 日付の見出し.
    pub date: String,
    /// 発券の見出し.
    pub issued: String,
    /// 呼出しの見出し.
    pub called: String,
    /// 対応開始の見出し.
    pub started: String,
    /// 対応終了の見出し.
    pub finished: String,
    /// 離脱の見出し.
    pub left: String,
    /// 支払の見出し.
    pub paid: String,
    /// 再呼出しの回数の見出し.
    pub recalls: String,
    /// 不在の見出し: ○ where nobody came.
    pub no_show: String,
}

impl Default for TicketLayout {
    fn default() -> Self {
        Self {
            visit: "受付番号".to_owned(),
            date: "日付".to_owned(),
            issued: "発券時刻".to_owned(),
            called: "呼出時刻".to_owned(),
            started: "対応開始時刻".to_owned(),
            finished: "対応終了時刻".to_owned(),
            left: "離脱時刻".to_owned(),
            paid: "支払時刻".to_owned(),
            recalls: "再呼出し".to_owned(),
            no_show: "不在".to_owned(),
        }
    }
}

/// What a table of tickets said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TicketTable {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that are no ticket: each is a finding.
    pub not_counted: u64,
    /// Which times have a column.
    pub known_times: KnownTimes,
}

impl TicketTable {
    /// Whether waits can be measured: an issue, and a call or a start.
    #[must_use]
    pub fn measures_waits(&self) -> bool {
        self.known_times.measures_waits()
    }

    /// Whether service times can be measured: an end, and a call or a start.
    #[must_use]
    pub fn measures_services(&self) -> bool {
        self.known_times.measures_services()
    }
}

/// Adds the tickets of a table (CSV in UTF-8) to the totals, row by row.
///
/// A row without a visit or a readable date is a finding and not counted; a time that cannot be read is
/// a finding and unknown.
///
/// # Errors
///
/// - Those of [`CsvRows`]: a file that is no CSV in UTF-8, or cannot be read.
/// - [`TableError::MissingColumns`] if visit or date have no column.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::observation::{
///     TicketLayout, TicketTotals, observation_rules, read_tickets,
/// };
/// use tosei_document::{Collector, Limits};
/// use tosei_types::PercentDigits;
///
/// // A machine that knows issue and call only.
/// let csv = "受付番号,日付,発券時刻,呼出時刻\n\
///            A001,2025-04-01,08:30:00,08:34:00\n\
///            A002,2025-04-01,08:31:00,08:45:00\n\
///            A003,2025-04-01,08:46:00,\n";
/// let mut totals = TicketTotals::new();
/// let mut findings = Collector::new(observation_rules());
/// let (layout, limits) = (TicketLayout::default(), Limits::default());
/// let table = read_tickets(csv.as_bytes(), &layout, &limits, &mut totals, &mut findings)?;
/// assert!(table.measures_waits() && !table.measures_services());
/// let mean = totals.waits().mean().ok_or("two people waited")?;
/// assert_eq!(mean.shown(PercentDigits::One), "9.0"); // 4 and 14 minutes
/// assert_eq!(totals.visits(), 3);
/// assert_eq!((totals.served(), totals.unknown_outcome()), (0, 3)); // it does not know
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_tickets<R: Read>(
    source: R,
    layout: &TicketLayout,
    limits: &Limits,
    totals: &mut TicketTotals,
    sink: &mut dyn Sink,
) -> Result<TicketTable, TableError> {
    let mut table_rows = CsvRows::open(source, limits)?;
    let names = [
        (&layout.visit, true),
        (&layout.date, true),
        (&layout.issued, false),
        (&layout.called, false),
        (&layout.started, false),
        (&layout.finished, false),
        (&layout.left, false),
        (&layout.paid, false),
        (&layout.recalls, false),
        (&layout.no_show, false),
    ];
    let names = names.map(|(name, required): (&String, bool)| (name.as_str(), required));
    let columns = rows::columns(table_rows.headers(), &names)?;
    let has = |wanted: usize| columns.position(wanted).is_some();
    let mut table = TicketTable {
        known_times: KnownTimes {
            issued: has(2),
            called: has(3),
            started: has(4),
            finished: has(5),
            left: has(6),
            paid: has(7),
        },
        ..TicketTable::default()
    };
    totals.declare(table.known_times);
    while let Some(row) = table_rows.next_row()? {
        table.rows = table.rows.saturating_add(1);
        let place = rows::place(row.address(0));
        let ticket = match row.text() {
            Ok(text) => ticket(&text, &columns, sink),
            Err(_) => {
                rows::refuse_row(place, sink);
                None
            }
        };
        match ticket {
            Some(ticket) => totals.add(&ticket, place, sink),
            None => table.not_counted = table.not_counted.saturating_add(1),
        }
    }
    Ok(table)
}

fn ticket(row: &TextRow<'_>, columns: &ColumnMap, sink: &mut dyn Sink) -> Option<Ticket> {
    let cell = |wanted: usize| rows::cell(row, columns, wanted);
    let mut unread = |at: usize, text: &str| rows::unread(row, (at, text), sink);
    let (visit_at, visit) = cell(0)?;
    if visit.is_empty() {
        unread(visit_at, visit);
        return None;
    }
    let (date_at, date) = cell(1)?;
    let Ok(date) = date.parse::<Date>() else {
        unread(date_at, date);
        return None;
    };
    let mut time = |wanted: usize| -> Option<ClockTime> {
        let (at, text) = cell(wanted).filter(|(_, text)| !text.is_empty())?;
        let time = text.parse().ok();
        if time.is_none() {
            unread(at, text);
        }
        time
    };
    let [issued, called, started, finished, left, paid] = [2, 3, 4, 5, 6, 7].map(&mut time);
    let filled = |wanted: usize| cell(wanted).filter(|(_, text)| !text.is_empty());
    let recalls = filled(8).and_then(|(at, text)| {
        let recalls = rows::whole_number(text);
        if recalls.is_none() {
            unread(at, text);
        }
        recalls
    });
    let no_show = filled(9).is_some_and(|(at, text)| match text {
        "○" | "〇" | "有" => true,
        "×" | "✕" | "無" => false,
        _ => {
            unread(at, text);
            false
        }
    });
    Some(Ticket {
        visit: visit.to_owned(),
        date,
        issued,
        called,
        started,
        finished,
        paid,
        left,
        recalls,
        no_show,
    })
}
