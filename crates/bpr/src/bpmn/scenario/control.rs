//! Times of steps, shares of branches, arrivals and priorities.

use super::{Given, PriorityOrder, Reader, attribute, finding::Rule, value};
use crate::{
    ElementId, EventPosition, Minutes, Node, NodeKind, TimeValue,
    simulate::{
        ArrivalPattern, ArrivalSource, Assignment, BranchShare, NodeTime, SimulationParameters,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use tosei_markup::Element;
use tosei_simulation::{Distribution, OpeningHours};
use tosei_types::deadline::ArrivalTimestamp;

const WORK: [&str; 5] = [
    "ProcessingTime",
    "SetupTime",
    "SetUpTime",
    "ValidationTime",
    "ReworkTime",
];
const WAITING: [&str; 3] = ["WaitTime", "TransferTime", "QueueTime"];

impl<'a> Reader<'a> {
    /// The first value of a parameter; others are for calendars that are not held apart here.
    pub(super) fn first(&mut self, parameter: Element<'a>) -> Option<Element<'a>> {
        let mut values = parameter
            .child_elements()
            .filter(|one| one.local_name() != "ResultRequest");
        let first = values.next();
        if let Some(second) = values.next() {
            self.findings.at(
                Rule::SeveralValues,
                second.position(),
                parameter.local_name(),
            );
        }
        first
    }

    pub(super) fn times(&mut self, given: &Given<'a>, parameters: &mut SimulationParameters) {
        let mut by_node: BTreeMap<ElementId, NodeTime> = BTreeMap::new();
        for (names, is_work) in [(&WORK[..], true), (&WAITING[..], false)] {
            for id in ids(given, names) {
                let Some(node) = self.flow.node(&id) else {
                    self.all_unused(given, &id, names);
                    continue;
                };
                let Some(time) = self.sum(given, &id, names) else {
                    continue;
                };
                let times = by_node.entry(node.id.clone()).or_insert(NodeTime {
                    node: node.id.clone(),
                    work: None,
                    waiting: None,
                });
                match &node.is {
                    NodeKind::Activity(_) | NodeKind::Call(_) if is_work => times.work = Some(time),
                    NodeKind::Activity(_) | NodeKind::Call(_) | NodeKind::Event(_) => {
                        times.waiting = Some(time);
                    }
                    _ => {
                        by_node.remove(&node.id);
                        self.all_unused(given, &id, names);
                    }
                }
            }
        }
        for times in by_node.values_mut() {
            let activity = self.flow.node(times.node.as_str()).and_then(Node::activity);
            let is_known = activity.is_some_and(|activity| activity.waiting.is_some());
            if times.work.is_some() && times.waiting.is_none() && !is_known {
                // Whose work is said and whose waiting nowhere is, does not wait but for staff.
                times.waiting = Some(TimeValue::Value(Minutes::ZERO));
            }
        }
        parameters.times.extend(by_node.into_values());
    }

    fn all_unused(&mut self, given: &Given<'a>, id: &str, names: &[&'static str]) {
        for name in names {
            if let Some(element) = given.get(&(id.to_owned(), *name)) {
                self.findings.unused(*element);
            }
        }
    }

    /// The sum of the parts of a time, where all but one are the same every time; that one only, where they are not.
    fn sum(&mut self, given: &Given<'a>, id: &str, names: &[&'static str]) -> Option<TimeValue> {
        let mut sum: Option<TimeValue> = None;
        for name in names {
            let Some(parameter) = given.get(&(id.to_owned(), *name)).copied() else {
                continue;
            };
            let Some(inside) = self.first(parameter) else {
                continue;
            };
            let Some(time) = value::time(inside, &self.units, &mut self.findings) else {
                continue;
            };
            sum = Some(match (sum, time) {
                (None, time) => time,
                (Some(TimeValue::Value(one)), TimeValue::Value(other)) => match added(one, other) {
                    Some(both) => TimeValue::Value(both),
                    None => {
                        self.findings.value(inside);
                        TimeValue::Value(one)
                    }
                },
                (Some(first), _) => {
                    // The distribution of a sum is none of ours.
                    self.findings
                        .at(Rule::Parts, parameter.position(), parameter.local_name());
                    first
                }
            });
        }
        sum
    }

    pub(super) fn control(&mut self, given: &Given<'a>, parameters: &mut SimulationParameters) {
        for ((id, name), element) in given {
            let Some(inside) = (*name == "Probability").then_some(*element) else {
                continue;
            };
            let Some(inside) = self.first(inside) else {
                continue;
            };
            // At a boundary event, the share of its activity's runs; it stands on the line that leaves it.
            let line = self.line_of(id).or_else(|| {
                let node = self.flow.node(id)?;
                let event = node.event()?;
                let mut lines = self.flow.sequence_flows.iter();
                let line = lines.find(|line| line.from == node.id)?;
                (event.event == EventPosition::Boundary).then(|| line.id.clone())
            });
            match (line, self.share(inside)) {
                (Some(sequence_flow), Some(probability)) => parameters.branches.push(BranchShare {
                    sequence_flow,
                    probability,
                }),
                (None, _) => self.findings.unused(*element),
                (_, None) => self.findings.value(inside),
            }
        }
        for id in ids(given, &["InterTriggerTimer", "TriggerCount"]) {
            self.trigger(given, &id, parameters);
        }
    }

    /// What comes in at a start event, or how long another event is waited for.
    fn trigger(&mut self, given: &Given<'a>, id: &str, parameters: &mut SimulationParameters) {
        let timer = given.get(&(id.to_owned(), "InterTriggerTimer")).copied();
        let number = given.get(&(id.to_owned(), "TriggerCount")).copied();
        let node = self.flow.node(id);
        let Some((node, event)) = node.and_then(|node| Some((node, node.event()?))) else {
            for element in [timer, number].into_iter().flatten() {
                self.findings.unused(element);
            }
            return;
        };
        let inside = timer.and_then(|timer| self.first(timer));
        let time = inside.and_then(|one| value::time(one, &self.units, &mut self.findings));
        if event.event != EventPosition::Start {
            if let Some(time) = time {
                parameters.times.retain(|one| one.node != node.id);
                parameters.times.push(NodeTime {
                    node: node.id.clone(),
                    work: None,
                    waiting: Some(time),
                });
            }
            if let Some(number) = number {
                self.findings.unused(number);
            }
            return;
        }
        let count = number
            .and_then(|number| self.first(number))
            .and_then(value::number)
            .filter(|number| number.denominator() == 1)
            .and_then(|number| u32::try_from(number.numerator()).ok());
        if let (Some(number), None) = (number, count) {
            self.findings.value(number);
        }
        let hours = inside.and_then(|inside| self.hours_of(inside));
        let pattern = match (time, count) {
            (Some(TimeValue::Value(between)), Some(count)) if hours.is_none() => {
                recorded(parameters, between, count)
            }
            // Without a timer all come at once, when the run begins.
            (None, Some(count)) if timer.is_none() => recorded(parameters, Minutes::ZERO, count),
            (Some(time), count) => {
                if let (Some(number), Some(_)) = (number, count) {
                    self.findings
                        .at(Rule::TriggerCount, number.position(), number.local_name());
                }
                between(time).map(|between| ArrivalPattern::Renewal { between, hours })
            }
            _ => None,
        };
        let Some(pattern) = pattern else {
            for element in [timer, number].into_iter().flatten() {
                self.findings.value(element);
            }
            return;
        };
        let Ok(source) =
            node.id.as_str().parse().or_else(|_| {
                format!("start-{}", parameters.arrivals.len().saturating_add(1)).parse()
            })
        else {
            return;
        };
        parameters.arrivals.push(ArrivalSource {
            id: source,
            channel: None,
            starts: vec![node.id.clone()],
            priority: 1,
            pattern,
        });
    }

    /// The hours of the calendar that a value is for; a calendar that was not read is a finding.
    pub(super) fn hours_of(&mut self, inside: Element<'a>) -> Option<OpeningHours> {
        let calendar = inside.attribute("", "validFor")?;
        let id = calendar.value().into_owned();
        let hours = self.calendars.get(&id).cloned();
        if hours.is_none() {
            self.findings.at(Rule::Calendar, calendar.position(), &id);
        }
        hours
    }

    pub(super) fn priorities(&mut self, given: &Given<'a>, parameters: &mut SimulationParameters) {
        let mut all: Vec<(ElementId, i64, Element<'a>)> = Vec::new();
        for ((id, name), element) in given {
            if *name != "Priority" {
                continue;
            }
            let Some(inside) = self.first(*element) else {
                continue;
            };
            let number = value::number(inside).filter(|number| number.denominator() == 1);
            match (self.flow.node(id), number) {
                (Some(node), Some(number)) if self.is_activity(id) => {
                    all.push((node.id.clone(), number.numerator(), *element));
                }
                (_, None) => self.findings.value(inside),
                _ => self.findings.unused(*element),
            }
        }
        let numbers: BTreeSet<i64> = all.iter().map(|(_, number, _)| *number).collect();
        let ranked: Vec<i64> = match self.defaults.priorities {
            PriorityOrder::GreaterFirst => numbers.into_iter().rev().collect(),
            PriorityOrder::SmallerFirst => numbers.into_iter().collect(),
        };
        for (node, number, element) in all {
            let rank = ranked.iter().position(|one| *one == number);
            let rank = rank.and_then(|rank| u8::try_from(rank).ok());
            match rank.filter(|rank| *rank < 8) {
                Some(priority) => {
                    let mut known = parameters.assignments.iter_mut();
                    if let Some(known) = known.find(|one| one.node == node) {
                        known.priority = Some(priority);
                    } else {
                        parameters.assignments.push(Assignment {
                            node,
                            groups: Vec::new(),
                            priority: Some(priority),
                        });
                    }
                }
                None => self.findings.value(element),
            }
        }
    }
}

/// The elements that have one of these parameters.
pub(super) fn ids(given: &Given<'_>, names: &[&str]) -> BTreeSet<String> {
    let has = given.keys().filter(|(_, name)| names.contains(name));
    has.map(|(id, _)| id.clone()).collect()
}

fn added(one: Minutes, other: Minutes) -> Option<Minutes> {
    let (one, other) = (one.get(), other.get());
    let (above, under) = (i128::from(one.numerator()), i128::from(one.denominator()));
    let (more, below) = (
        i128::from(other.numerator()),
        i128::from(other.denominator()),
    );
    let sum = above
        .checked_mul(below)?
        .checked_add(more.checked_mul(under)?)?;
    let whole = under.checked_mul(below)?;
    let number =
        tosei_types::ExactNumber::try_new(i64::try_from(sum).ok()?, u64::try_from(whole).ok()?);
    Minutes::try_new(number.ok()?).ok()
}

fn between(time: TimeValue) -> Option<Distribution> {
    match time {
        TimeValue::Distribution(distribution) => Some(distribution),
        TimeValue::Value(minutes) => Some(Distribution::Constant {
            value: minutes.to_string().parse().ok()?,
        }),
        TimeValue::Range { .. } => None,
    }
}

/// So many arrivals at whole minutes, the first after one interval.
fn recorded(
    parameters: &SimulationParameters,
    between: Minutes,
    count: u32,
) -> Option<ArrivalPattern> {
    const MOST: u32 = 100_000;
    let step = between.get();
    if step.denominator() != 1 || count > MOST {
        return None;
    }
    let mut times: Vec<ArrivalTimestamp> = Vec::new();
    for number in 1..=i64::from(count) {
        let minutes = step.numerator().checked_mul(number)?;
        let day = parameters
            .first_day
            .add_days(minutes.div_euclid(1_440))
            .ok()?;
        let rest = minutes.rem_euclid(1_440);
        times.push(
            format!("{day}T{:02}:{:02}", rest / 60, rest % 60)
                .parse()
                .ok()?,
        );
    }
    Some(ArrivalPattern::Recorded { times })
}

/// The name of an element of the file by its id, as of a resource.
pub(super) fn title(root: Element<'_>, id: &str) -> Option<String> {
    let mut all = root.descendant_elements();
    let found = all.find(|one| attribute(*one, "id") == id)?;
    Some(attribute(found, "name")).filter(|name| !name.is_empty())
}
