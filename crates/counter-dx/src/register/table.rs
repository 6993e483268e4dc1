//! A table of counters: one row a counter, one column a service.

use super::{
    Counter, CounterTableLayout, HandledService, Service, ServicePoint, StaffNumber,
    cells::{Column, TableRow, columns, id_text, read_parts},
};
use crate::{
    id::{CounterId, ServiceId, ServicePointId},
    report::Reporter,
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    str::FromStr,
};
use tosei_document::ValueRef;
use tosei_simulation::OpeningHours;
use tosei_types::Date;

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

/// What a table needs besides its rows.
pub(super) struct TableReader<'l, 'r, 's> {
    layout: &'l CounterTableLayout,
    columns: Vec<Column>,
    reporter: &'r mut Reporter<'s>,
    seen: Seen,
    table: CounterTable,
}

impl<'l, 'r, 's> TableReader<'l, 'r, 's> {
    /// Takes the headers.
    pub(super) fn new(
        headers: &[String],
        layout: &'l CounterTableLayout,
        reporter: &'r mut Reporter<'s>,
    ) -> Self {
        let mut table = CounterTable::default();
        let columns = columns(headers, layout, &mut table.services, reporter);
        Self {
            layout,
            columns,
            reporter,
            seen: Seen::default(),
            table,
        }
    }

    /// A row that is no text.
    pub(super) fn refuse_row(&mut self, code: &str, row: &TableRow<'_>) {
        self.table.rows = self.table.rows.saturating_add(1);
        self.reporter.report(code, row.place(0), None, &[]);
    }

    /// The counters read so far.
    pub(super) fn finish(self) -> CounterTable {
        self.table
    }

    /// Reads a row.
    pub(super) fn row(&mut self, row: &TableRow<'_>) {
        self.table.rows = self.table.rows.saturating_add(1);
        if row.len() != self.columns.len() {
            let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
            let values = [
                ("expected", number(self.columns.len()).into()),
                ("found", number(row.len()).into()),
            ];
            let code = "counter_dx.register.row_width";
            self.reporter.report(code, row.place(0), None, &values);
        }
        let mut texts = Texts::default();
        let mut services = Vec::new();
        let columns = std::mem::take(&mut self.columns);
        for (at, column) in columns.iter().enumerate() {
            let text = row.cell(at);
            match column {
                Column::Service(service) => services.extend(self.handled(service, row, at)),
                Column::Other(header) if !text.is_empty() => {
                    texts.other.insert(header.clone(), text.to_owned());
                }
                Column::Other(_) => {}
                Column::Fixed(fixed) => {
                    texts.cells.insert(*fixed, (at, text));
                }
            }
        }
        self.columns = columns;
        self.counter(row, texts, services);
    }

    fn counter(
        &mut self,
        row: &TableRow<'_>,
        mut texts: Texts<'_>,
        mut services: Vec<HandledService>,
    ) {
        let place_name = texts.text("name");
        let point = match texts.text("service_point") {
            "" => place_name,
            id => id,
        };
        let Ok(point_id) = id_text(point).parse::<ServicePointId>() else {
            let code = "counter_dx.register.row_without_place";
            self.reporter.report(code, row.place(0), None, &[]);
            return;
        };
        let business = match texts.text("business") {
            "" => self.layout.business.as_str(),
            business => business,
        };
        let wanted = match texts.text("id") {
            "" => id_text(&format!("{place_name}/{business}")),
            id => id_text(id),
        };
        let times = self.seen.counters.entry(wanted.clone()).or_insert(0);
        *times = times.saturating_add(1);
        let wanted = if *times > 1 {
            let values = [("kind", "counter".into())];
            let code = "counter_dx.register.duplicate_id";
            let subject = Some(wanted.as_str());
            self.reporter.report(code, row.place(0), subject, &values);
            format!("{wanted}#{times}")
        } else {
            wanted
        };
        let Ok(id) = wanted.parse::<CounterId>() else {
            let code = "counter_dx.register.row_without_place";
            self.reporter.report(code, row.place(0), None, &[]);
            return;
        };
        if self.seen.points.insert(point_id.clone()) {
            self.table.service_points.push(ServicePoint {
                id: point_id.clone(),
                name: place_name.to_owned(),
                address: filled(texts.text("address")),
                other: std::mem::take(&mut texts.other),
            });
        }
        self.details(row, &texts, &mut services);
        let counter = Counter {
            id,
            name: match texts.text("counter_name") {
                "" => format!("{place_name} {business}"),
                name => name.to_owned(),
            },
            service_point: point_id,
            business: business.to_owned(),
            organisation: self.parsed(row, &texts, "organisation"),
            booths: self.parsed(row, &texts, "booths"),
            prototype: self.read(row, &texts, "prototype", |text| match text {
                "○" | "〇" | "有" => Some(true),
                "×" | "✕" | "無" => Some(false),
                _ => None,
            }),
            hours: self.read(row, &texts, "hours", |text| {
                serde_json::from_str::<OpeningHours>(text).ok()
            }),
            staff: self.list(row, &texts, "staff", staff),
            // An empty cell says nothing; 「なし」 says that there is none.
            tools: self.list(row, &texts, "tools", |part| part.parse().ok()),
            services,
            opened: self.parsed::<Date>(row, &texts, "opened"),
            closed: self.parsed::<Date>(row, &texts, "closed"),
            predecessors: self.ids(row, &texts, "predecessors"),
            successors: self.ids(row, &texts, "successors"),
            note: filled(texts.text("note")),
        };
        self.table.counters.push(counter);
    }

    /// Hours and forwarding of single services.
    fn details(&mut self, row: &TableRow<'_>, texts: &Texts<'_>, services: &mut [HandledService]) {
        let read = self.read(row, texts, "details", |text| {
            serde_json::from_str::<BTreeMap<ServiceId, Detail>>(text).ok()
        });
        for (service, detail) in read.into_iter().flatten() {
            let found = services.iter_mut().find(|one| one.service == service);
            if let Some(handled) = found {
                handled.hours = detail.hours;
                handled.forwards_to = detail.forwards_to;
            } else {
                let (at, _) = texts.cells.get("details").copied().unwrap_or_default();
                self.unread(row, at, service.as_str());
            }
        }
    }

    fn unread(&mut self, row: &TableRow<'_>, at: usize, text: &str) {
        let values: [(&'static str, ValueRef<'_>); 1] = [("text", text.into())];
        let code = "counter_dx.register.unread_cell";
        self.reporter.report(code, row.place(at), None, &values);
    }

    /// A cell by a function that gives `None` for what it cannot read.
    fn read<T>(
        &mut self,
        row: &TableRow<'_>,
        texts: &Texts<'_>,
        field: &str,
        reading: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let (at, text) = texts.cells.get(field).copied()?;
        if text.is_empty() {
            return None;
        }
        let read = reading(text);
        if read.is_none() {
            self.unread(row, at, text);
        }
        read
    }

    fn parsed<T: FromStr>(
        &mut self,
        row: &TableRow<'_>,
        texts: &Texts<'_>,
        field: &str,
    ) -> Option<T> {
        self.read(row, texts, field, |text| text.parse().ok())
    }

    /// A list in a cell; `None` for an empty cell.
    fn list<T>(
        &mut self,
        row: &TableRow<'_>,
        texts: &Texts<'_>,
        field: &str,
        reading: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let (at, text) = texts.cells.get(field).copied()?;
        let mut list = Vec::new();
        for part in read_parts(text)? {
            match reading(part) {
                Some(one) => list.push(one),
                None => self.unread(row, at, part),
            }
        }
        Some(list)
    }

    fn ids(&mut self, row: &TableRow<'_>, texts: &Texts<'_>, field: &str) -> Vec<CounterId> {
        let ids = self.list(row, texts, field, |part| part.parse().ok());
        ids.unwrap_or_default()
    }

    fn handled(
        &mut self,
        service: &ServiceId,
        row: &TableRow<'_>,
        at: usize,
    ) -> Option<HandledService> {
        let text = row.cell(at);
        let words = &self.layout.words;
        // A dropdown's entry is the word and its explanation.
        let first = text.split_whitespace().next().unwrap_or_default();
        if first == self.layout.not_listed {
            return None;
        }
        let mode = words.get(text).or_else(|| words.get(first)).copied();
        if mode.is_none() {
            let code = if text.is_empty() {
                "counter_dx.register.blank_mode"
            } else {
                "counter_dx.register.unknown_mode"
            };
            let values: [(&'static str, ValueRef<'_>); 1] = [("text", text.into())];
            let subject = Some(service.as_str());
            self.reporter.report(code, row.place(at), subject, &values);
        }
        Some(HandledService {
            service: service.clone(),
            mode,
            hours: None,
            forwards_to: None,
            raw: (mode.is_none() && !text.is_empty()).then(|| text.to_owned()),
        })
    }
}

/// What a cell of details holds for a service.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detail {
    #[serde(default)]
    hours: Option<OpeningHours>,
    #[serde(default)]
    forwards_to: Option<CounterId>,
}

/// The cells of one row by what they are.
#[derive(Default)]
struct Texts<'a> {
    cells: HashMap<&'static str, (usize, &'a str)>,
    other: BTreeMap<String, String>,
}

impl<'a> Texts<'a> {
    fn text(&self, field: &str) -> &'a str {
        self.cells.get(field).map_or("", |(_, text)| text)
    }
}

fn staff(part: &str) -> Option<StaffNumber> {
    let (class, people) = part.rsplit_once([':', '：'])?;
    Some(StaffNumber {
        class: class.trim().parse().ok()?,
        people: people.trim().parse().ok()?,
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
