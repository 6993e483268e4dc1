//! Reading logs: CSV row by row, XES over the markup.

use super::{EventLog, LogBuilder, Timestamp, Written};
use std::collections::HashMap;
use tosei_document::{Explain, Limits};
use tosei_markup::{Attribute, Element, MarkupDocument, MarkupError};
use tosei_table::{ColumnMap, CsvRows, TableError, WantedColumn};
use tosei_types::Language;

/// Which columns of a CSV file, or keys of a XES file, hold what.
///
/// The defaults are the names that XES gives; in CSV those of a case begin with `case:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogColumns {
    /// The id of the case.
    pub case: String,
    /// The activity.
    pub activity: String,
    /// The time.
    pub time: String,
    /// The transition; a column that is missing means completions.
    pub lifecycle: String,
    /// How the case came in; may be missing.
    pub channel: String,
    /// Who did it; may be missing.
    pub resource: String,
    /// The group of who did it; may be missing.
    pub group: String,
    /// The offset in minutes of times that are written without one; with `None` they are unknown.
    pub offset_minutes: Option<i32>,
}

impl Default for LogColumns {
    fn default() -> Self {
        Self {
            case: "case:concept:name".to_owned(),
            activity: "concept:name".to_owned(),
            time: "time:timestamp".to_owned(),
            lifecycle: "lifecycle:transition".to_owned(),
            channel: "case:channel".to_owned(),
            resource: "org:resource".to_owned(),
            group: "org:group".to_owned(),
            offset_minutes: None,
        }
    }
}

/// Why a log cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventLogError {
    /// The table cannot be read, or lacks a column.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A row that is not UTF-8.
    #[error("row {row} is not UTF-8")]
    #[non_exhaustive]
    NotUtf8 {
        /// The row, counted as a spreadsheet program does.
        row: u32,
    },
    /// The XML is not well-formed, or beyond the limits.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// The root element is not that of a log.
    #[error("a XES file begins with `log`, not with `{element}`")]
    #[non_exhaustive]
    NotXes {
        /// The name of the root element.
        element: String,
    },
    /// More events than the limit.
    #[error("the log has more than {limit} events")]
    #[non_exhaustive]
    TooManyEvents {
        /// The limit.
        limit: u64,
    },
}

impl EventLogError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table(error) => Explain::code(error),
            Self::NotUtf8 { .. } => "bpr.event_log.not_utf8",
            Self::Markup(error) => error.code(),
            Self::NotXes { .. } => "bpr.event_log.not_xes",
            Self::TooManyEvents { .. } => "bpr.event_log.too_many_events",
        }
    }
}

impl Explain for EventLogError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Table(error), _) => error.sentence(language),
            (Self::Markup(error), _) => error.sentence(language),
            (_, Language::En) => format!("The log was not read: {self}."),
            (Self::NotUtf8 { row }, Language::Ja) => {
                format!("{row}行目がUTF-8ではありません。UTF-8で保存してください。")
            }
            (Self::NotXes { element }, Language::Ja) => {
                format!("XESのlogではなく「{element}」で始まっています。")
            }
            (Self::TooManyEvents { limit }, Language::Ja) => {
                format!("イベントが上限（{limit}件）を超えています。")
            }
        }
    }
}

/// Reads a log from CSV in UTF-8, one row an event, row by row.
///
/// A row without a case or an activity is left out and counted ([`EventLog::unnamed`]).
///
/// # Errors
///
/// - [`EventLogError::Table`] if it is no CSV, or lacks the column of the case, the activity or the time.
/// - [`EventLogError::NotUtf8`] for a row that is not UTF-8.
/// - [`EventLogError::TooManyEvents`] beyond the limit of items.
pub fn read_csv(
    bytes: &[u8],
    columns: &LogColumns,
    limits: &Limits,
) -> Result<EventLog, EventLogError> {
    let mut rows = CsvRows::open(bytes, limits)?;
    let names = [
        (&columns.case, true),
        (&columns.activity, true),
        (&columns.time, true),
        (&columns.lifecycle, false),
        (&columns.channel, false),
        (&columns.resource, false),
        (&columns.group, false),
    ];
    let names = names.map(|(name, required)| ([name.as_str()], required));
    let wanted = names.each_ref().map(|(headers, required)| WantedColumn {
        headers,
        required: *required,
    });
    let headers: Vec<&str> = rows.headers().iter().map(String::as_str).collect();
    let map = ColumnMap::find(&wanted, &headers)?;
    let positions: [Option<usize>; 7] = std::array::from_fn(|wanted| map.position(wanted));
    let mut builder = LogBuilder::default();
    let mut events = 0u64;
    while let Some(row) = rows.next_row()? {
        let number = row.number();
        let row = row
            .text()
            .map_err(|_| EventLogError::NotUtf8 { row: number })?;
        let cell = |wanted: usize| {
            let position = positions.get(wanted).copied().flatten();
            position.map_or("", |position| row.cell(position))
        };
        events = counted(events, limits)?;
        let named = !cell(0).trim().is_empty();
        let case = named.then(|| builder.case(cell(0), Some(cell(4))));
        let written = Written {
            activity: cell(1),
            time: Timestamp::read_with_offset(cell(2), columns.offset_minutes),
            transition: cell(3),
            resource: cell(5),
            group: cell(6),
        };
        builder.event(case, written);
    }
    if rows.stopped_at_limit() {
        return Err(EventLogError::TooManyEvents {
            limit: limits.items,
        });
    }
    Ok(builder.finish())
}

fn counted(events: u64, limits: &Limits) -> Result<u64, EventLogError> {
    let limit = limits.items;
    let events = events.saturating_add(1);
    if events > limit {
        return Err(EventLogError::TooManyEvents { limit });
    }
    Ok(events)
}

/// The attributes of a trace or event: keys and values of its elements.
fn attributes<'d>(element: Element<'d>) -> HashMap<String, String> {
    let value = |element: Element<'d>, name: &str| {
        let value = element.attribute("", name).map(Attribute::value);
        value.map_or_else(String::new, std::borrow::Cow::into_owned)
    };
    let mut all = HashMap::new();
    for child in element.child_elements() {
        if !matches!(child.local_name(), "event" | "trace") {
            all.entry(value(child, "key"))
                .or_insert_with(|| value(child, "value"));
        }
    }
    all
}

/// Reads a log from XES. Its whole markup is held while it is read.
///
/// A key of [`LogColumns`] that begins with `case:` is looked for at the trace without it. A trace is a case whether it
/// has a name or not; an event without an activity is left out and counted ([`EventLog::unnamed`]).
///
/// # Errors
///
/// - [`EventLogError::Markup`] with line and column if the file is not well-formed, or beyond the limits.
/// - [`EventLogError::NotXes`] if its root is not `log`.
/// - [`EventLogError::TooManyEvents`] beyond the limit of items.
pub fn read_xes(
    bytes: &[u8],
    columns: &LogColumns,
    limits: &Limits,
) -> Result<EventLog, EventLogError> {
    let document = MarkupDocument::read(bytes, limits)?;
    let root = document.root();
    if root.local_name() != "log" {
        let element = root.qualified_name().chars().take(80).collect();
        return Err(EventLogError::NotXes { element });
    }
    let of_case = |key: &str| key.strip_prefix("case:").unwrap_or(key).to_owned();
    let (id, channel) = (of_case(&columns.case), of_case(&columns.channel));
    let mut builder = LogBuilder::default();
    let mut events = 0u64;
    for trace in root.child_elements() {
        if trace.local_name() != "trace" {
            continue;
        }
        let of_trace = attributes(trace);
        // Two traces of one id are two cases in XES.
        let case = builder.new_case(
            of_trace.get(&id).map_or("", String::as_str),
            of_trace.get(&channel).map(String::as_str),
        );
        for event in trace.child_elements() {
            if event.local_name() != "event" {
                continue;
            }
            events = counted(events, limits)?;
            let of_event = attributes(event);
            let value = |key: &str| of_event.get(key).map_or("", String::as_str);
            let time = value(&columns.time);
            let written = Written {
                activity: value(&columns.activity),
                time: Timestamp::read_with_offset(time, columns.offset_minutes),
                transition: value(&columns.lifecycle),
                resource: value(&columns.resource),
                group: value(&columns.group),
            };
            builder.event(Some(case), written);
        }
    }
    Ok(builder.finish())
}
