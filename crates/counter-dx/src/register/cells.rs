//! The cells of a table of counters, wherever they come from.

use super::{CounterTableLayout, Service};
use crate::{id::ServiceId, report::Reporter};
use std::borrow::Cow;
use tosei_document::PlaceRef;
use tosei_table::{CellAddress, inert};

/// What a column holds.
pub(super) enum Column {
    /// A field, by its name in the layout.
    Fixed(&'static str),
    Service(ServiceId),
    Other(String),
}

/// A row: its cells, and where it stands.
pub(super) struct TableRow<'a> {
    pub(super) cells: Vec<&'a str>,
    pub(super) sheet: Option<&'a str>,
    /// Counted from 1.
    pub(super) number: u32,
}

impl<'a> TableRow<'a> {
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell without what keeps spreadsheet programs from taking it for a formula.
    pub(super) fn cell(&self, column: usize) -> &'a str {
        let text = self.cells.get(column).map_or("", |text| text.trim());
        match text.strip_prefix('\'') {
            Some(rest) if matches!(inert(rest.trim_start_matches('\'')), Cow::Owned(_)) => rest,
            _ => text,
        }
    }

    pub(super) fn place(&self, column: usize) -> PlaceRef<'a> {
        let column = u32::try_from(column).ok();
        let address = column
            .and_then(|column| CellAddress::from_zero_based(column, self.number.checked_sub(1)?));
        match address {
            Some(cell) => PlaceRef::Cell {
                sheet: self.sheet,
                cell,
            },
            None => PlaceRef::Document,
        }
    }
}

impl CounterTableLayout {
    /// The headers of the fields, each with its name.
    pub(super) fn fixed(&self) -> [(&'static str, &str); 18] {
        [
            ("id", &self.id),
            ("counter_name", &self.counter_name),
            ("service_point", &self.service_point),
            ("name", &self.name),
            ("address", &self.address),
            ("business", &self.business_column),
            ("organisation", &self.organisation),
            ("booths", &self.booths),
            ("prototype", &self.prototype),
            ("tools", &self.tools),
            ("staff", &self.staff),
            ("hours", &self.hours),
            ("opened", &self.opened),
            ("closed", &self.closed),
            ("predecessors", &self.predecessors),
            ("successors", &self.successors),
            ("details", &self.details),
            ("note", &self.note),
        ]
        .map(|(field, header)| (field, header.as_str()))
    }

    /// Whether a header has a meaning here.
    pub(super) fn knows(&self, header: &str) -> bool {
        let mut fixed = self.fixed().into_iter();
        fixed.any(|(_, known)| known == header) || self.service(header).is_some()
    }

    /// The header of a service; its id stands behind the name where the name does not give it.
    pub(super) fn service_header(&self, service: &Service) -> String {
        let (prefix, name) = (&self.service_prefix, &service.name);
        if id_text(name) == service.id.as_str() {
            format!("{prefix}{name}")
        } else {
            format!("{prefix}{name}〔{}〕", service.id)
        }
    }

    fn service(&self, header: &str) -> Option<Service> {
        if self.service_prefix.is_empty() {
            return None;
        }
        let text = header.strip_prefix(self.service_prefix.as_str())?;
        let with_id = text
            .strip_suffix('〕')
            .and_then(|text| text.rsplit_once('〔'));
        let (name, id) = match with_id {
            Some((name, id)) => (name, id.parse().ok()?),
            None => (text, id_text(text).parse().ok()?),
        };
        Some(Service {
            id,
            name: name.to_owned(),
            procedures: Vec::new(),
            fee: None,
        })
    }
}

/// What the columns hold; services are added to the list in their order.
pub(super) fn columns(
    headers: &[String],
    layout: &CounterTableLayout,
    services: &mut Vec<Service>,
    reporter: &mut Reporter<'_>,
) -> Vec<Column> {
    let fixed = layout.fixed();
    let mut columns = Vec::with_capacity(headers.len());
    for header in headers {
        let header = header.trim();
        if let Some(service) = layout.service(header) {
            if services.iter().any(|other| other.id == service.id) {
                let values = [("kind", "service".into())];
                let code = "counter_dx.register.duplicate_id";
                let subject = Some(service.name.as_str());
                reporter.report(code, PlaceRef::Document, subject, &values);
            }
            columns.push(Column::Service(service.id.clone()));
            services.push(service);
            continue;
        }
        let known = fixed.iter().find(|(_, known)| *known == header);
        columns.push(match known {
            Some((field, _)) => Column::Fixed(field),
            None => Column::Other(header.to_owned()),
        });
    }
    columns
}

/// A text without what an identifier cannot hold.
pub(super) fn id_text(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(120)
        .collect()
}

/// The parts of a list in one cell; `None` for an empty cell, no parts for 「なし」.
pub(super) fn read_parts(text: &str) -> Option<impl Iterator<Item = &str>> {
    (!text.is_empty()).then(|| {
        let parts = text.split([';', '；', '、']).map(str::trim);
        parts.filter(|part| !part.is_empty() && *part != "なし")
    })
}
