//! References: what each names, and findings for those that name nothing.

use super::{
    Reader, circle,
    inside::add_trigger,
    parts::{Reference, Target},
};
use crate::{
    ElementId, NodeKind,
    bpmn::{
        bpsim::{self, Parameter},
        finding::{BpmnRule, Found},
    },
    flow::DataAssociation,
};

fn found_reference(rule: BpmnRule, reference: &Reference<'_>) -> Found {
    Found::new(rule, reference.span.clone())
}

impl<'d> Reader<'d> {
    pub(super) fn resolve(&mut self) {
        for number in 0..self.processes.len() {
            self.resolve_events(number);
            self.resolve_attached(number);
            self.resolve_defaults(number);
            self.resolve_lanes(number);
        }
        self.resolve_data();
        self.resolve_uses();
        self.check_sequence_references();
        for attribute in std::mem::take(&mut self.shown) {
            if self.target(&attribute.value()).is_none() {
                let found = Found::new(BpmnRule::ReferenceDangling, attribute.value_span());
                self.found.push(found);
            }
        }
        self.simulate();
        self.check_calls();
    }

    /// A finding for a reference that names nothing, or something of another kind.
    pub(super) fn misses(&mut self, reference: &Reference<'d>, target: Option<Target>) {
        let rule = match target {
            None => BpmnRule::ReferenceDangling,
            Some(_) => BpmnRule::ReferenceKind,
        };
        self.found.push(found_reference(rule, reference));
    }

    fn resolve_events(&mut self, number: usize) {
        let Some(process) = self.processes.get_mut(number) else {
            return;
        };
        for (node, reference) in std::mem::take(&mut process.event_definitions) {
            let target = self.target(&reference.text);
            let trigger = match target {
                Some(Target::EventDefinition(index)) => self.triggers.get(index).copied(),
                _ => None,
            };
            let process = self.processes.get_mut(number);
            let is = process.and_then(|process| process.nodes.get_mut(node));
            match (trigger, is.map(|node| &mut node.is)) {
                (Some(trigger), Some(NodeKind::Event(event))) => {
                    add_trigger(&mut event.trigger, trigger);
                }
                _ => self.misses(&reference, target),
            }
        }
    }

    fn resolve_attached(&mut self, number: usize) {
        let Some(process) = self.processes.get_mut(number) else {
            return;
        };
        for (node, reference) in std::mem::take(&mut process.attached) {
            let target = self.target(&reference.text);
            if !matches!(target, Some(Target::Node(..))) {
                self.misses(&reference, target);
            }
            let id = self.id_of(target, &reference);
            let process = self.processes.get_mut(number);
            let is = process.and_then(|process| process.nodes.get_mut(node));
            if let Some(NodeKind::Event(event)) = is.map(|node| &mut node.is)
                && event.attached_to.is_none()
            {
                event.attached_to = id;
            }
        }
    }

    fn resolve_defaults(&mut self, number: usize) {
        let Some(process) = self.processes.get_mut(number) else {
            return;
        };
        for (node, reference) in std::mem::take(&mut process.defaults) {
            let target = self.target(&reference.text);
            if !matches!(target, Some(Target::Edge(..))) {
                self.misses(&reference, target);
            }
            let id = self.id_of(target, &reference);
            let process = self.processes.get_mut(number);
            let is = process.and_then(|process| process.nodes.get_mut(node));
            if let Some(NodeKind::Gateway(gateway)) = is.map(|node| &mut node.is) {
                gateway.default = id;
            }
        }
    }

    /// The id in the model of what a reference names, or its text where it names nothing.
    pub(super) fn id_of(
        &self,
        target: Option<Target>,
        reference: &Reference<'d>,
    ) -> Option<ElementId> {
        let participant = |number: usize, index: usize| {
            let participant = self.collaborations.get(number)?.participants.get(index)?;
            Some(&participant.pool.id)
        };
        let known = target.and_then(|target| match target {
            Target::Process(process) => self.processes.get(process).map(|process| &process.id),
            Target::Participant(number, index) => participant(number, index),
            Target::Lane(process, index) => {
                Some(&self.processes.get(process)?.lanes.get(index)?.id)
            }
            Target::Node(process, index) => {
                Some(&self.processes.get(process)?.nodes.get(index)?.id)
            }
            Target::Edge(process, index) => {
                Some(&self.processes.get(process)?.edges.get(index)?.id)
            }
            Target::Message(number, index) => {
                Some(&self.collaborations.get(number)?.messages.get(index)?.id)
            }
            Target::Data(process, index) => {
                Some(&self.processes.get(process)?.data.get(index)?.data.id)
            }
            Target::EventDefinition(_) | Target::Other => None,
        });
        known.cloned().or_else(|| reference.text.parse().ok())
    }

    fn resolve_lanes(&mut self, number: usize) {
        let Some(process) = self.processes.get_mut(number) else {
            return;
        };
        let references = std::mem::take(&mut process.lane_nodes);
        for (lane, reference) in references {
            let target = self.target(&reference.text);
            let Some(Target::Node(owner, node)) = target else {
                self.misses(&reference, target);
                continue;
            };
            if owner != number {
                // A lane of one process cannot hold a node of another.
                self.misses(&reference, target);
                continue;
            }
            let Some(process) = self.processes.get_mut(number) else {
                continue;
            };
            let parents = &process.lane_parents;
            let Some(slot) = process.node_lanes.get_mut(node) else {
                continue;
            };
            match *slot {
                Some(earlier) if is_inside(parents, earlier, lane) => {}
                Some(earlier) if !is_inside(parents, lane, earlier) => {
                    self.found
                        .push(found_reference(BpmnRule::LaneTwice, &reference));
                }
                _ => *slot = Some(lane),
            }
        }
        let Some(process) = self.processes.get_mut(number) else {
            return;
        };
        for (node, lane) in process.nodes.iter_mut().zip(&process.node_lanes) {
            let lane = lane.and_then(|lane| process.lanes.get(lane));
            node.lane = lane.map(|lane| lane.id.clone());
        }
    }

    /// A data object that is shown by a reference is one thing with it.
    fn resolve_data(&mut self) {
        for number in 0..self.processes.len() {
            for index in 0..self.processes.get(number).map_or(0, |all| all.data.len()) {
                let raw = |reader: &Self| {
                    let data = reader.processes.get(number)?.data.get(index)?;
                    data.behind.clone()
                };
                let Some(reference) = raw(self) else { continue };
                let target = self.target(&reference.text);
                let Some(Target::Data(owner, behind)) = target else {
                    if target != Some(Target::Other) {
                        self.misses(&reference, target);
                    }
                    continue;
                };
                let all = self.processes.get_mut(owner);
                let Some(object) = all.and_then(|all| all.data.get_mut(behind)) else {
                    continue;
                };
                if object.is_reference {
                    self.misses(&reference, target);
                    continue;
                }
                object.is_shown = true;
                let (name, medium) = (object.data.name.clone(), object.data.medium);
                let all = self.processes.get_mut(number);
                if let Some(shown) = all.and_then(|all| all.data.get_mut(index)) {
                    shown.data.name = shown.data.name.take().or(name);
                    shown.data.medium = shown.data.medium.or(medium);
                }
            }
        }
    }

    fn resolve_uses(&mut self) {
        // The first reference that shows a data object stands for it.
        let mut first = std::collections::HashMap::new();
        for (number, process) in self.processes.iter().enumerate() {
            for (index, data) in process.data.iter().enumerate() {
                let behind = data.behind.as_ref();
                if let Some(Target::Data(owner, object)) =
                    behind.and_then(|reference| self.target(&reference.text))
                {
                    first.entry((owner, object)).or_insert((number, index));
                }
            }
        }
        for number in 0..self.processes.len() {
            let Some(process) = self.processes.get_mut(number) else {
                continue;
            };
            for (node, direction, reference) in std::mem::take(&mut process.uses) {
                let target = self.target(&reference.text);
                let place = match target {
                    Some(Target::Data(owner, index)) => {
                        first.get(&(owner, index)).copied().or(Some((owner, index)))
                    }
                    // The inputs and outputs of a process and the like.
                    Some(Target::Other) => continue,
                    _ => None,
                };
                let node = self
                    .processes
                    .get(number)
                    .and_then(|all| all.nodes.get(node));
                let node = node.map(|node| node.id.clone());
                let data = place
                    .and_then(|(owner, index)| self.processes.get_mut(owner)?.data.get_mut(index));
                match (data, node) {
                    (Some(data), Some(node)) => {
                        data.data.uses.push(DataAssociation { node, direction });
                    }
                    _ => self.misses(&reference, target),
                }
            }
        }
    }

    fn check_sequence_references(&mut self) {
        for reference in std::mem::take(&mut self.sequence_references) {
            let target = self.target(&reference.text);
            if !matches!(target, Some(Target::Edge(..))) {
                self.misses(&reference, target);
            }
        }
    }

    /// Parameters of BPSim, where the file does not say it in our extension.
    fn simulate(&mut self) {
        for element in std::mem::take(&mut self.simulations) {
            for (reference, parameter) in bpsim::parameters(element, &mut self.found) {
                let target = self.target(&reference.text());
                let fits = match target {
                    Some(Target::Node(process, node)) => {
                        let all = self.processes.get_mut(process);
                        let node = all.and_then(|all| all.nodes.get_mut(node));
                        node.is_some_and(|node| bpsim::to_node(&mut node.is, parameter))
                    }
                    Some(Target::Edge(process, edge)) => {
                        let all = self.processes.get_mut(process);
                        match (all.and_then(|all| all.edges.get_mut(edge)), parameter) {
                            (Some(edge), Parameter::Probability(probability)) => {
                                edge.probability.get_or_insert(probability);
                                true
                            }
                            _ => false,
                        }
                    }
                    Some(_) => false,
                    None => {
                        let span = reference.span();
                        self.found
                            .push(Found::new(BpmnRule::ReferenceDangling, span));
                        continue;
                    }
                };
                if !fits {
                    self.found
                        .push(Found::new(BpmnRule::BpsimKept, reference.span()));
                }
            }
        }
    }

    fn check_calls(&mut self) {
        let mut calls = Vec::new();
        for number in 0..self.processes.len() {
            let Some(process) = self.processes.get_mut(number) else {
                continue;
            };
            for (_, reference) in std::mem::take(&mut process.calls) {
                // A call may name a process of another file.
                if let Some(Target::Process(called)) = self.target(&reference.text) {
                    calls.push((number, called, reference));
                }
            }
        }
        let edges: Vec<(usize, usize)> = calls.iter().map(|(from, to, _)| (*from, *to)).collect();
        let component = circle::components(self.processes.len(), &edges);
        for (from, to, reference) in &calls {
            if component.get(*from) == component.get(*to) {
                self.found
                    .push(found_reference(BpmnRule::CallCycle, reference));
            }
        }
    }
}

/// Whether `lane` is `outer` or inside it.
fn is_inside(parents: &[Option<usize>], lane: usize, outer: usize) -> bool {
    // A parent stands before its children, so that this ends.
    let mut at = Some(lane);
    while let Some(lane) = at {
        if lane == outer {
            return true;
        }
        at = parents.get(lane).copied().flatten();
    }
    false
}
