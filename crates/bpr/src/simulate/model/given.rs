//! What the parameters say, by node.

use super::{
    super::{CorrectionPlace, SimulateError},
    staff,
};
use crate::{
    flow::{ElementId, Node, NodeKind},
    graph::Graph,
    simulate::SimulationParameters,
};
use std::collections::HashMap;
use tosei_simulation::Distribution;
use tosei_types::{StaffClass, StaffClassId};

/// What the parameters say, by node.
pub(super) struct Given<'p> {
    pub(super) parameters: &'p SimulationParameters,
    pub(super) times: HashMap<&'p str, &'p crate::simulate::NodeTime>,
    pub(super) assignments: HashMap<&'p str, (Vec<u32>, Option<u8>)>,
    pub(super) repetitions: HashMap<&'p str, &'p Distribution>,
    pub(super) batches: HashMap<&'p str, &'p crate::simulate::BatchRule>,
    pub(super) after: HashMap<&'p str, u32>,
    pub(super) classes: HashMap<&'p StaffClassId, &'p StaffClass>,
}

fn once<'p, T>(
    parameter: &'static str,
    map: &mut HashMap<&'p str, T>,
    id: &'p ElementId,
    value: T,
) -> Result<(), SimulateError> {
    if map.insert(id.as_str(), value).is_some() {
        return Err(SimulateError::Twice {
            parameter,
            name: id.to_string(),
        });
    }
    Ok(())
}

fn known(
    graph: &Graph<'_>,
    parameter: &'static str,
    id: &ElementId,
    expected: &'static str,
    is: impl Fn(&Node) -> bool,
) -> Result<u32, SimulateError> {
    let found = graph.index_of(id.as_str());
    found
        .filter(|at| graph.node(*at).is_some_and(&is))
        .ok_or_else(|| SimulateError::UnknownElement {
            parameter,
            element: id.clone(),
            expected,
        })
}

fn is_activity(node: &Node) -> bool {
    node.activity().is_some()
}

impl<'p> Given<'p> {
    pub(super) fn new(
        graph: &Graph<'p>,
        parameters: &'p SimulationParameters,
    ) -> Result<Self, SimulateError> {
        let flow = graph.flow();
        let mut given = Self {
            parameters,
            times: HashMap::new(),
            assignments: HashMap::new(),
            repetitions: HashMap::new(),
            batches: HashMap::new(),
            after: HashMap::new(),
            classes: staff::classes(graph, parameters),
        };
        let mut groups: HashMap<&str, u32> = HashMap::new();
        for (number, group) in (0u32..).zip(&parameters.staff) {
            if groups.insert(group.id.as_str(), number).is_some() {
                return Err(SimulateError::Twice {
                    parameter: "staff",
                    name: group.id.to_string(),
                });
            }
            for lane in &group.lanes {
                let is_there = flow.lane(lane.as_str()).is_some();
                if !is_there && flow.pool(lane.as_str()).is_none() {
                    return Err(SimulateError::UnknownElement {
                        parameter: "staff/lanes",
                        element: lane.clone(),
                        expected: "lane or pool",
                    });
                }
            }
            for node in &group.nodes {
                known(graph, "staff/nodes", node, "activity", is_activity)?;
            }
        }
        for time in &parameters.times {
            let timed = |node: &Node| is_activity(node) || node.event().is_some();
            let at = known(graph, "times", &time.node, "activity or event", timed)?;
            let is_event = graph.node(at).and_then(Node::event).is_some();
            if is_event && time.work.is_some() {
                return Err(SimulateError::UnknownElement {
                    parameter: "times/work",
                    element: time.node.clone(),
                    expected: "activity",
                });
            }
            once("times", &mut given.times, &time.node, time)?;
        }
        for one in &parameters.assignments {
            known(graph, "assignments", &one.node, "activity", is_activity)?;
            let mut numbers = Vec::new();
            for group in &one.groups {
                let number = groups.get(group.as_str()).copied();
                numbers.push(number.ok_or_else(|| SimulateError::UnknownName {
                    parameter: "assignments/groups",
                    name: group.to_string(),
                })?);
            }
            numbers.sort_unstable();
            numbers.dedup();
            let value = (numbers, one.priority);
            once("assignments", &mut given.assignments, &one.node, value)?;
        }
        for one in &parameters.repetitions {
            let repeated = |node: &Node| match &node.is {
                NodeKind::SubProcess(sub) => sub.repetition.is_some(),
                _ => node.activity().is_some_and(|one| one.repetition.is_some()),
            };
            let expected = "activity or sub-process with a mark of repetition";
            known(graph, "repetitions", &one.node, expected, repeated)?;
            once("repetitions", &mut given.repetitions, &one.node, &one.times)?;
        }
        for one in &parameters.batches {
            known(graph, "batches", &one.node, "activity", is_activity)?;
            if one.least == 0 || one.most.is_some_and(|most| most < one.least) {
                return Err(SimulateError::Number {
                    parameter: "batches",
                    expected: "a least number of 1 or more, and a most of no less",
                });
            }
            once("batches", &mut given.batches, &one.node, one)?;
        }
        if parameters.corrections.len() > 64 {
            return Err(SimulateError::Number {
                parameter: "corrections",
                expected: "at most 64 corrections",
            });
        }
        for (number, one) in (0u32..).zip(&parameters.corrections) {
            match &one.place {
                CorrectionPlace::After { node, .. } => {
                    known(graph, "corrections", node, "activity", is_activity)?;
                    once("corrections", &mut given.after, node, number)?;
                }
                CorrectionPlace::Between { from, until } => {
                    for node in from.iter().chain(until) {
                        known(graph, "corrections", node, "node", |_| true)?;
                    }
                }
            }
        }
        let deadlines = &parameters.deadlines;
        for (parameter, list) in [
            ("deadlines/arrives_at", &deadlines.arrives_at),
            ("deadlines/answered_at", &deadlines.answered_at),
            ("withdrawn_at", &parameters.withdrawn_at),
        ] {
            for node in list {
                known(graph, parameter, node, "node", |_| true)?;
            }
        }
        Ok(given)
    }

    pub(super) fn prices(&self) -> Result<Vec<Option<u32>>, SimulateError> {
        staff::prices(&self.classes, self.parameters)
    }
}
