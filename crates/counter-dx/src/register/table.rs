//! A table of counters: one row a counter, one column a service.

use super::{Counter, CounterTableLayout, HandledService, Service, ServicePoint, register_rules};
use crate::{
    id::{ServiceId, ServicePointId},
    report::Reporter,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::Read,
};
use tosei_document::{Limits, PlaceRef, Sink};
use tosei_table::{CsvRows, TableError, TextRow};

/// The counters of a table, with their places and services.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CounterTable {
    /// 場所.
    pub service_points: Vec<ServicePoint>,
    /// 取扱業務, in the order of the columns.
    pub services: Vec<Service>,
    /// 窓口, in the order of the rows.
    pub counters: Vec<Counter>,
    /// Rows that were read, those that became no counter included.
    pub rows: u64,
}

/// What stood in earlier rows.
#[derive(Default)]
struct Seen {
    counters: HashMap<String, u32>,
    points: HashSet<ServicePointId>,
}

/// What a column holds.
enum Column {
    Name,
    Address,
    Note,
    Id,
    CounterName,
    Business,
    Organisation,
    Booths,
    Prototype,
    Tools,
    Service(ServiceId),
    Other(String),
}

/// Reads a table of counters from CSV in UTF-8.
///
/// Nothing is dropped in silence: a cell that is no known mode keeps its text and has an unknown
/// mode, columns without a meaning are kept with the place, and both are findings of
/// [`register_rules`] or stand in the result. A row without a place, or that is
/// not UTF-8, is a finding and no counter.
///
/// # Errors
///
/// Those of [`CsvRows`]: a file that is no CSV in UTF-8, or cannot be read.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::register::{
///     CounterTableLayout, ServiceMode, read_counter_table, register_rules,
/// };
/// use tosei_document::{Collector, Limits};
///
/// let csv = "施設名,取扱有無-住民票,備考\n東出張所（架空）,取次,17:30まで\n西出張所（架空）,△,\n";
/// let mut findings = Collector::new(register_rules());
/// let layout = CounterTableLayout::of_business("証明");
/// let table = read_counter_table(csv.as_bytes(), &layout, &Limits::default(), &mut findings)?;
/// assert_eq!(table.counters[0].services[0].mode, Some(ServiceMode::Forwards));
/// assert_eq!(table.counters[1].services[0].mode, None); // △ is not 無
/// let report = findings.into_report();
/// assert_eq!(report.count_of("counter_dx.register.unknown_mode"), 1);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
pub fn read_counter_table<R: Read>(
    source: R,
    layout: &CounterTableLayout,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<CounterTable, TableError> {
    let mut rows = CsvRows::open(source, limits)?;
    let mut reporter = Reporter::new(register_rules(), sink);
    let mut table = CounterTable::default();
    let columns = columns(rows.headers(), layout, &mut table, &mut reporter);
    let mut seen = Seen::default();
    while let Some(row) = rows.next_row()? {
        table.rows = table.rows.saturating_add(1);
        let Ok(text) = row.text() else {
            let place = match row.address(0) {
                Some(cell) => PlaceRef::Cell { sheet: None, cell },
                None => PlaceRef::Document,
            };
            reporter.report("counter_dx.register.row_not_utf8", place, None, &[]);
            continue;
        };
        if text.len() != columns.len() {
            reporter.report(
                "counter_dx.register.row_width",
                cell(&text, 0),
                None,
                &[
                    ("expected", number(columns.len()).into()),
                    ("found", number(text.len()).into()),
                ],
            );
        }
        read_row(
            &text,
            &columns,
            layout,
            &mut seen,
            &mut table,
            &mut reporter,
        );
    }
    Ok(table)
}

fn columns(
    headers: &[String],
    layout: &CounterTableLayout,
    table: &mut CounterTable,
    reporter: &mut Reporter<'_>,
) -> Vec<Column> {
    let mut columns = Vec::with_capacity(headers.len());
    for header in headers {
        let header = header.trim();
        let service = header
            .strip_prefix(layout.service_prefix.as_str())
            .filter(|_| !layout.service_prefix.is_empty())
            .and_then(|name| Some((name, id_text(name).parse().ok()?)));
        columns.push(match service {
            Some((name, id)) => {
                if table.services.iter().any(|service| service.id == id) {
                    let place = PlaceRef::Document;
                    let values = [("kind", "service".into())];
                    reporter.report(
                        "counter_dx.register.duplicate_id",
                        place,
                        Some(name),
                        &values,
                    );
                }
                table.services.push(Service {
                    id: id.clone(),
                    name: name.to_owned(),
                    procedures: Vec::new(),
                    fee: None,
                });
                Column::Service(id)
            }
            None if header == layout.name => Column::Name,
            None if header == layout.address => Column::Address,
            None if header == layout.note => Column::Note,
            None if header == layout.id => Column::Id,
            None if header == layout.counter_name => Column::CounterName,
            None if header == layout.business_column => Column::Business,
            None if header == layout.organisation => Column::Organisation,
            None if header == layout.booths => Column::Booths,
            None if header == layout.prototype => Column::Prototype,
            None if header == layout.tools => Column::Tools,
            None => Column::Other(header.to_owned()),
        });
    }
    columns
}

/// A text without what an identifier cannot hold.
fn id_text(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(120)
        .collect()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn cell(row: &TextRow<'_>, column: usize) -> PlaceRef<'static> {
    match row.address(column) {
        Some(cell) => PlaceRef::Cell { sheet: None, cell },
        None => PlaceRef::Document,
    }
}

#[derive(Default)]
struct RowTexts<'a> {
    name: &'a str,
    address: &'a str,
    note: &'a str,
    id: &'a str,
    counter_name: &'a str,
    business: &'a str,
    organisation: (usize, &'a str),
    booths: (usize, &'a str),
    prototype: (usize, &'a str),
    tools: Option<(usize, &'a str)>,
    other: BTreeMap<String, String>,
}

fn read_row(
    row: &TextRow<'_>,
    columns: &[Column],
    layout: &CounterTableLayout,
    seen: &mut Seen,
    table: &mut CounterTable,
    reporter: &mut Reporter<'_>,
) {
    let mut texts = RowTexts::default();
    let mut services = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let text = row.cell(at).trim();
        match column {
            Column::Name => texts.name = text,
            Column::Address => texts.address = text,
            Column::Note => texts.note = text,
            Column::Id => texts.id = text,
            Column::CounterName => texts.counter_name = text,
            Column::Business => texts.business = text,
            Column::Organisation => texts.organisation = (at, text),
            Column::Booths => texts.booths = (at, text),
            Column::Prototype => texts.prototype = (at, text),
            Column::Tools => texts.tools = Some((at, text)),
            Column::Other(header) if !text.is_empty() => {
                texts.other.insert(header.clone(), text.to_owned());
            }
            Column::Other(_) => {}
            Column::Service(service) => {
                services.push(handled(service, text, cell(row, at), layout, reporter));
            }
        }
    }
    let Ok(point_id) = id_text(texts.name).parse::<ServicePointId>() else {
        reporter.report(
            "counter_dx.register.row_without_place",
            cell(row, 0),
            None,
            &[],
        );
        return;
    };
    let business = if texts.business.is_empty() {
        layout.business.as_str()
    } else {
        texts.business
    };
    let wanted = if texts.id.is_empty() {
        id_text(&format!("{}/{business}", texts.name))
    } else {
        id_text(texts.id)
    };
    let times = seen.counters.entry(wanted.clone()).or_insert(0);
    *times = times.saturating_add(1);
    let wanted = if *times > 1 {
        let values = [("kind", "counter".into())];
        let place = cell(row, 0);
        reporter.report(
            "counter_dx.register.duplicate_id",
            place,
            Some(&wanted),
            &values,
        );
        format!("{wanted}#{times}")
    } else {
        wanted
    };
    let Ok(id) = wanted.parse() else {
        reporter.report(
            "counter_dx.register.row_without_place",
            cell(row, 0),
            None,
            &[],
        );
        return;
    };
    if seen.points.insert(point_id.clone()) {
        table.service_points.push(ServicePoint {
            id: point_id.clone(),
            name: texts.name.to_owned(),
            address: filled(texts.address),
            other: std::mem::take(&mut texts.other),
        });
    }
    let value = |reporter: &mut Reporter<'_>, (at, text): (usize, &str)| {
        let values = [("text", text.into())];
        reporter.report(
            "counter_dx.register.unread_cell",
            cell(row, at),
            None,
            &values,
        );
    };
    let booths = match (texts.booths.1, texts.booths.1.parse()) {
        ("", _) => None,
        (_, Ok(booths)) => Some(booths),
        _ => {
            value(reporter, texts.booths);
            None
        }
    };
    let organisation = match (texts.organisation.1, texts.organisation.1.parse()) {
        ("", _) => None,
        (_, Ok(organisation)) => Some(organisation),
        _ => {
            value(reporter, texts.organisation);
            None
        }
    };
    let prototype = match texts.prototype.1 {
        "" => None,
        "○" | "〇" | "有" => Some(true),
        "×" | "✕" | "無" => Some(false),
        _ => {
            value(reporter, texts.prototype);
            None
        }
    };
    // An empty cell says nothing; 「なし」 says that there is none.
    let tools = texts.tools.filter(|(_, text)| !text.is_empty());
    let tools = tools.map(|(at, text)| {
        let parts = text.split([';', '；', '、']).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty() && *part != "なし");
        let mut tools = Vec::new();
        for part in parts {
            match part.parse() {
                Ok(tool) => tools.push(tool),
                Err(_) => value(reporter, (at, part)),
            }
        }
        tools
    });
    table.counters.push(Counter {
        id,
        name: if texts.counter_name.is_empty() {
            format!("{} {business}", texts.name)
        } else {
            texts.counter_name.to_owned()
        },
        service_point: point_id,
        business: business.to_owned(),
        organisation,
        booths,
        prototype,
        hours: None,
        staff: None,
        tools,
        services,
        opened: None,
        closed: None,
        predecessors: Vec::new(),
        successors: Vec::new(),
        note: filled(texts.note),
    });
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn handled(
    service: &ServiceId,
    text: &str,
    place: PlaceRef<'_>,
    layout: &CounterTableLayout,
    reporter: &mut Reporter<'_>,
) -> HandledService {
    let mode = layout.words.get(text).copied();
    if mode.is_none() {
        let code = if text.is_empty() {
            "counter_dx.register.blank_mode"
        } else {
            "counter_dx.register.unknown_mode"
        };
        reporter.report(
            code,
            place,
            Some(service.as_str()),
            &[("text", text.into())],
        );
    }
    HandledService {
        service: service.clone(),
        mode,
        hours: None,
        forwards_to: None,
        raw: (mode.is_none() && !text.is_empty()).then(|| text.to_owned()),
    }
}
