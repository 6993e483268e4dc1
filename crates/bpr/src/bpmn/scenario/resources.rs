//! Numbers, hours, unit costs and selection of resources.

use super::{
    Given, Reader, attribute,
    control::{ids, title},
    finding::Rule,
    value,
};
use crate::{
    ElementId,
    simulate::{SimulationParameters, StaffGroup},
};
use tosei_markup::Element;
use tosei_simulation::OpeningHours;
use tosei_types::{ExactNumber, Label};

impl<'a> Reader<'a> {
    pub(super) fn resources(&mut self, given: &Given<'a>, parameters: &mut SimulationParameters) {
        let root = self.document.markup().root();
        for id in ids(given, &["Quantity"]) {
            let Some(parameter) = given.get(&(id.clone(), "Quantity")).copied() else {
                continue;
            };
            if self.flow.node(&id).is_some() {
                // How many of them one step takes.
                self.findings.unused(parameter);
                continue;
            }
            let lanes: Vec<ElementId> = self
                .flow
                .lane(&id)
                .map(|lane| lane.id.clone())
                .or_else(|| self.flow.pool(&id).map(|pool| pool.id.clone()))
                .into_iter()
                .collect();
            let yen_per_hour = self.unit_cost(given, &id);
            let present = self.availability(given, &id);
            let label = title(root, &id).unwrap_or_else(|| id.clone());
            // A value for each calendar is a group of its own.
            let values: Vec<Element<'a>> = parameter
                .child_elements()
                .filter(|one| one.local_name() != "ResultRequest")
                .collect();
            for (number, inside) in values.iter().enumerate() {
                let people = value::number(*inside)
                    .filter(|people| people.denominator() == 1)
                    .and_then(|people| u32::try_from(people.numerator()).ok());
                let Some(people) = people else {
                    self.findings.value(*inside);
                    continue;
                };
                let hours = self.hours_of(*inside).or_else(|| present.clone());
                let name = if number == 0 {
                    id.clone()
                } else {
                    format!("{id}-{}", number.saturating_add(1))
                };
                let own = name.parse().or_else(|_| {
                    let next = parameters.staff.len().saturating_add(1);
                    format!("resource-{next}").parse()
                });
                let Ok(own) = own else { continue };
                parameters.staff.push(StaffGroup {
                    id: own,
                    label: Label::new(&label, &label),
                    class: None,
                    people,
                    lanes: lanes.clone(),
                    nodes: self.selecting(given, &id),
                    work_kinds: Vec::new(),
                    hours,
                    yen_per_hour,
                });
            }
        }
        for ((id, name), element) in given {
            let is_resource = given.contains_key(&(id.clone(), "Quantity"));
            match *name {
                "Selection" => self.selection(given, id, *element),
                "Availability" | "UnitCost" if !is_resource => self.findings.unused(*element),
                _ => {}
            }
        }
    }

    /// The activities that choose a resource.
    fn selecting(&self, given: &Given<'a>, resource: &str) -> Vec<ElementId> {
        let choosing = given.iter().filter(|((id, name), element)| {
            let inside = element.child_elements().next();
            *name == "Selection"
                && self.is_activity(id)
                && inside.and_then(chosen).is_some_and(|id| id == resource)
        });
        choosing
            .filter_map(|((id, _), _)| self.flow.node(id))
            .map(|node| node.id.clone())
            .collect()
    }

    /// A selection that names one resource of a number that is known; anything else is a finding.
    fn selection(&mut self, given: &Given<'a>, id: &str, element: Element<'a>) {
        let Some(inside) = self.first(element) else {
            return;
        };
        let known = chosen(inside).filter(|one| given.contains_key(&(one.clone(), "Quantity")));
        if known.is_none() || !self.is_activity(id) {
            let found = attribute(inside, "value");
            self.findings.at(Rule::Selection, inside.position(), &found);
        }
    }

    /// Yen of an hour, of a price for the time unit of the scenario.
    fn unit_cost(&mut self, given: &Given<'a>, id: &str) -> Option<u32> {
        let parameter = given.get(&(id.to_owned(), "UnitCost")).copied()?;
        let inside = self.first(parameter)?;
        let own = attribute(inside, "currencyUnit");
        let currency = if own.is_empty() {
            &self.units.currency
        } else {
            &own
        };
        let hour = || -> Option<u32> {
            let (above, below) = self.units.minutes(inside)?;
            let price: ExactNumber = value::number(inside)?;
            let yen = i128::from(price.numerator())
                .checked_mul(60)?
                .checked_mul(i128::from(below))?;
            let parts = i128::from(price.denominator()).checked_mul(i128::from(above))?;
            let is_whole = yen.checked_rem(parts)? == 0;
            u32::try_from(yen.checked_div(parts)?)
                .ok()
                .filter(|_| is_whole)
        };
        let yen = hour().filter(|_| currency == "JPY");
        if yen.is_none() {
            self.findings.value(inside);
        }
        yen
    }

    /// The hours at which a resource is there.
    fn availability(&mut self, given: &Given<'a>, id: &str) -> Option<OpeningHours> {
        let parameter = given.get(&(id.to_owned(), "Availability")).copied()?;
        let inside = self.first(parameter)?;
        if attribute(inside, "value") != "true" {
            self.findings.value(inside);
            return None;
        }
        self.hours_of(inside)
    }
}

/// The resource of `bpsim:getResource('id', 1)`.
fn chosen(inside: Element<'_>) -> Option<String> {
    let text = attribute(inside, "value");
    let call = text.trim();
    let arguments = call.split_once(':').map_or(call, |(_, rest)| rest);
    let arguments = arguments.strip_prefix("getResource(")?.strip_suffix(')')?;
    let (id, number) = arguments.split_once(',').unwrap_or((arguments, "1"));
    let id = id.trim();
    let quoted = |mark: char| id.strip_prefix(mark)?.strip_suffix(mark);
    let id = quoted('\'').or_else(|| quoted('"'))?;
    (number.trim() == "1").then(|| id.to_owned())
}
