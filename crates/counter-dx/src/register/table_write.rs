//! A register as a table that spreadsheet programs open.

use super::{Counter, CounterRegister, CounterTableLayout, ServicePoint};
use crate::id::ServicePointId;
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Write,
};
use tosei_simulation::OpeningHours;
use tosei_table::CsvWriter;
use tosei_types::Language;

/// Writes the counters of a register as CSV: one row a counter, one column a service.
///
/// [`read_counter_table`](super::read_counter_table) with the default layout reads every counter back as
/// it was. The lists of a register (fees and procedures of services, tools, staff classes) have no table
/// of their own: take a table in with [`add_table`](CounterRegister::add_table) where they stand.
///
/// # Errors
///
/// Whatever the writer gives.
pub fn write_counter_table<W: Write>(register: &CounterRegister, output: W) -> std::io::Result<()> {
    let records = Records::of(register);
    let mut csv = CsvWriter::new(output)?;
    csv.row(records.headers())?;
    for counter in &register.counters {
        csv.row(records.row(counter))?;
    }
    csv.finish()
}

/// The rows of a register.
pub(super) struct Records<'r> {
    register: &'r CounterRegister,
    pub(super) layout: CounterTableLayout,
    points: HashMap<&'r ServicePointId, &'r ServicePoint>,
    others: BTreeSet<&'r String>,
}

impl<'r> Records<'r> {
    pub(super) fn of(register: &'r CounterRegister) -> Self {
        let points = register.service_points.iter();
        Self {
            register,
            layout: CounterTableLayout::default(),
            points: points.clone().map(|point| (&point.id, point)).collect(),
            others: points.flat_map(|point| point.other.keys()).collect(),
        }
    }

    #[cfg(feature = "xlsx")]
    /// How many columns stand before those of the services.
    pub(super) fn columns_before_services(&self) -> usize {
        self.layout.fixed().len().saturating_add(self.others.len())
    }

    pub(super) fn headers(&self) -> Vec<String> {
        let fixed = self.layout.fixed();
        let fixed = fixed.iter().map(|(_, header)| (*header).to_owned());
        let others = self.others.iter().map(|header| (*header).clone());
        let services = self.register.services.iter();
        let services = services.map(|service| self.layout.service_header(service));
        fixed.chain(others).chain(services).collect()
    }

    pub(super) fn row(&self, counter: &Counter) -> Vec<String> {
        let point = self.points.get(&counter.service_point).copied();
        let others = self.others.iter().map(|header| {
            let text = point.and_then(|point| point.other.get(*header));
            text.cloned().unwrap_or_default()
        });
        let services = self.register.services.iter().map(|service| {
            let mut handled = counter.services.iter();
            let handled = handled.find(|handled| handled.service == service.id);
            match handled.map(|handled| (handled.mode, handled)) {
                Some((Some(mode), _)) => mode.label(Language::Ja).to_owned(),
                Some((None, handled)) => handled.raw.clone().unwrap_or_default(),
                None => self.layout.not_listed.clone(),
            }
        });
        self.layout
            .fixed()
            .iter()
            .map(|(field, _)| fixed(field, counter, point))
            .chain(others)
            .chain(services)
            .collect()
    }
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn list(parts: Vec<String>) -> String {
    if parts.is_empty() {
        "なし".to_owned()
    } else {
        parts.join("; ")
    }
}

fn ids<T: ToString>(ids: &[T]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.join("; ")
}

fn fixed(field: &str, counter: &Counter, point: Option<&ServicePoint>) -> String {
    match field {
        "id" => counter.id.to_string(),
        "counter_name" => counter.name.clone(),
        "service_point" => counter.service_point.to_string(),
        "name" => point.map_or_else(String::new, |point| point.name.clone()),
        "address" => point
            .and_then(|point| point.address.clone())
            .unwrap_or_default(),
        "business" => counter.business.clone(),
        "organisation" => text(counter.organisation.as_ref()),
        "booths" => text(counter.booths.as_ref()),
        "prototype" => match counter.prototype {
            Some(true) => "○".to_owned(),
            Some(false) => "×".to_owned(),
            None => String::new(),
        },
        "tools" => {
            let tools = counter.tools.as_ref().map(|tools| {
                let tools = tools.iter().map(ToString::to_string);
                list(tools.collect())
            });
            tools.unwrap_or_default()
        }
        "staff" => {
            let staff = counter.staff.as_ref().map(|staff| {
                let staff = staff.iter();
                list(
                    staff
                        .map(|one| format!("{}:{}", one.class, one.people))
                        .collect(),
                )
            });
            staff.unwrap_or_default()
        }
        "hours" => counter.hours.as_ref().map_or_else(String::new, json),
        "opened" => text(counter.opened.as_ref()),
        "closed" => text(counter.closed.as_ref()),
        "predecessors" => ids(&counter.predecessors),
        "successors" => ids(&counter.successors),
        "details" => details(counter),
        "note" => counter.note.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Text of JSON for what fits in no plain cell; these values always have one.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct Detail<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<&'c OpeningHours>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forwards_to: Option<&'c crate::id::CounterId>,
}

fn details(counter: &Counter) -> String {
    let details: BTreeMap<_, _> = counter
        .services
        .iter()
        .filter(|handled| handled.hours.is_some() || handled.forwards_to.is_some())
        .map(|handled| {
            let detail = Detail {
                hours: handled.hours.as_ref(),
                forwards_to: handled.forwards_to.as_ref(),
            };
            (&handled.service, detail)
        })
        .collect();
    if details.is_empty() {
        String::new()
    } else {
        json(&details)
    }
}
