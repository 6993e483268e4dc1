//! From what was collected to flows with their links.

use super::{
    Links, Reader, Reading, circle,
    parts::{Meta, Override, RawEdge, RawProcess, Target},
};
use crate::{
    ElementId, Flow, MessageFlow, Pool, SequenceFlow,
    bpmn::finding::{BpmnRule, Found},
};
use std::{collections::HashMap, ops::Range};
use tosei_markup::NodeId;
use tosei_types::FlowId;

impl<'d> Reader<'d> {
    pub(super) fn assemble(mut self) -> Reading {
        let owners = self.owners();
        let mut reading = Reading {
            flows: Vec::new(),
            links: Vec::new(),
            found: Vec::new(),
        };
        let mut edges = self.take_edges();
        let messages = self.take_messages();
        let collaborations = std::mem::take(&mut self.collaborations);
        let mut processes: Vec<Option<RawProcess<'d>>> = std::mem::take(&mut self.processes)
            .into_iter()
            .map(Some)
            .collect();
        let process_of: HashMap<(usize, usize), usize> = owners
            .iter()
            .enumerate()
            .filter_map(|(process, owner)| Some(((*owner)?, process)))
            .collect();
        let loose = owners.iter().filter(|owner| owner.is_none()).count();
        let with_flow = collaborations
            .iter()
            .zip(&messages)
            .filter(|(all, messages)| {
                !all.participants.is_empty() || !messages.0.is_empty() || all.meta.given
            })
            .count();

        let all = collaborations.into_iter().zip(messages).enumerate();
        for (number, (collaboration, messages)) in all {
            if collaboration.participants.is_empty()
                && messages.0.is_empty()
                && !collaboration.meta.given
            {
                continue;
            }
            let mut meta = collaboration.meta;
            let mut links = Links {
                flow: Some(collaboration.markup),
                ..Links::default()
            };
            let mut parts: Vec<(RawProcess<'d>, Option<ElementId>)> = Vec::new();
            let mut pools = Vec::new();
            for (index, participant) in collaboration.participants.into_iter().enumerate() {
                let mut pool = participant.pool;
                links.pools.push(participant.markup);
                let own = process_of.get(&(number, index));
                let own = own.and_then(|own| processes.get_mut(*own)?.take());
                if let Some(mut process) = own {
                    pool.lanes = std::mem::take(&mut process.lanes);
                    links.lanes.append(&mut process.lane_markup);
                    if !meta.given {
                        meta = std::mem::take(&mut process.meta);
                    }
                    parts.push((process, Some(pool.id.clone())));
                }
                pools.push(pool);
            }
            if with_flow == 1 && loose > 0 {
                for process in &mut processes {
                    if process.as_ref().is_some_and(|process| process.without_pool)
                        && let Some(process) = process.take()
                    {
                        parts.push((process, None));
                    }
                }
            }
            let id = self.flow_id(&meta, &collaboration.id, collaboration.span);
            let mut flow = flow_of(id, meta);
            flow.name = collaboration.name;
            flow.pools = pools;
            (flow.message_flows, links.message_flows) = messages;
            let mut changes_parents = false;
            for (process, pool) in parts {
                changes_parents |= add(&mut flow, &mut links, process, pool, &mut edges);
            }
            if changes_parents {
                self.drop_circles(&mut flow, &links);
            }
            reading.flows.push(flow);
            reading.links.push(links);
        }
        for process in processes.into_iter().flatten() {
            self.lone(process, &mut edges, &mut reading);
        }
        if reading.flows.is_empty() {
            let root = self.document.root();
            let found = Found::new(BpmnRule::NoProcess, super::name_span(root));
            self.found.push(found);
        }
        reading.found = self.found;
        reading
    }

    /// A process without a participant: a flow of its own.
    fn lone(
        &mut self,
        mut process: RawProcess<'d>,
        edges: &mut HashMap<NodeId, Vec<(SequenceFlow, NodeId)>>,
        reading: &mut Reading,
    ) {
        let meta = std::mem::take(&mut process.meta);
        let id = self.flow_id(&meta, &process.id, process.span.clone());
        let mut flow = flow_of(id, meta);
        flow.name = process.name.clone();
        let mut links = Links {
            flow: Some(process.markup),
            ..Links::default()
        };
        let mut pool = None;
        if !process.lanes.is_empty() {
            links.pools.push(process.markup);
            links.lanes.append(&mut process.lane_markup);
            pool = Some(process.id.clone());
            flow.pools.push(Pool {
                id: process.id.clone(),
                name: process.name.clone(),
                party: process.party,
                organisation: process.organisation.take(),
                lanes: std::mem::take(&mut process.lanes),
            });
        }
        if add(&mut flow, &mut links, process, pool, edges) {
            self.drop_circles(&mut flow, &links);
        }
        reading.flows.push(flow);
        reading.links.push(links);
    }

    /// Nothing is inside itself.
    fn drop_circles(&mut self, flow: &mut Flow, links: &Links) {
        let mut index: HashMap<&str, usize> = HashMap::with_capacity(flow.nodes.len());
        for (number, node) in flow.nodes.iter().enumerate() {
            index.entry(node.id.as_str()).or_insert(number);
        }
        let parent = |node: &crate::Node| index.get(node.parent.as_ref()?.as_str()).copied();
        let parents: Vec<Option<usize>> = flow.nodes.iter().map(parent).collect();
        for number in circle::parents_to_drop(&parents) {
            if let Some(node) = flow.nodes.get_mut(number) {
                node.parent = None;
            }
            let element = links.nodes.get(number);
            if let Some(element) = element.and_then(|id| self.document.element(*id)) {
                let found = Found::new(BpmnRule::ParentCycle, super::name_span(element));
                self.found.push(found);
            }
        }
    }

    /// Which participant each process belongs to.
    fn owners(&mut self) -> Vec<Option<(usize, usize)>> {
        let mut owners = vec![None; self.processes.len()];
        let mut references = Vec::new();
        for (number, collaboration) in self.collaborations.iter().enumerate() {
            for (index, participant) in collaboration.participants.iter().enumerate() {
                let reference = participant.process.clone();
                references.extend(reference.map(|reference| (number, index, reference)));
            }
        }
        for (number, index, reference) in references {
            let target = self.target(&reference.text);
            let Some(Target::Process(process)) = target else {
                self.misses(&reference, target);
                continue;
            };
            match owners.get_mut(process) {
                Some(slot @ None) => *slot = Some((number, index)),
                _ => {
                    let found = Found::new(BpmnRule::ProcessShared, reference.span);
                    self.found.push(found);
                }
            }
        }
        owners
    }

    /// Sequence flows with their ends, by the markup of their process.
    fn take_edges(&mut self) -> HashMap<NodeId, Vec<(SequenceFlow, NodeId)>> {
        let mut all = HashMap::new();
        for number in 0..self.processes.len() {
            let Some(process) = self.processes.get_mut(number) else {
                continue;
            };
            let (markup, edges) = (process.markup, std::mem::take(&mut process.edges));
            // The ids of the edges are asked for nowhere else now.
            let mut done = Vec::with_capacity(edges.len());
            for edge in edges {
                let is_node = |target| matches!(target, Target::Node(..));
                if let Some((from, to)) = self.ends(&edge, is_node) {
                    let flow = SequenceFlow {
                        id: edge.id,
                        name: edge.name,
                        from,
                        to,
                        probability: edge.probability,
                        condition: edge.condition,
                    };
                    done.push((flow, edge.markup));
                }
            }
            all.insert(markup, done);
        }
        all
    }

    fn take_messages(&mut self) -> Vec<(Vec<MessageFlow>, Vec<NodeId>)> {
        let mut all = Vec::new();
        for number in 0..self.collaborations.len() {
            let Some(collaboration) = self.collaborations.get_mut(number) else {
                continue;
            };
            let (mut flows, mut markup) = (Vec::new(), Vec::new());
            for edge in std::mem::take(&mut collaboration.messages) {
                let can_be_end = |target| {
                    matches!(
                        target,
                        Target::Node(..) | Target::Participant(..) | Target::Process(..)
                    )
                };
                if let Some((from, to)) = self.ends(&edge, can_be_end) {
                    flows.push(MessageFlow {
                        id: edge.id,
                        name: edge.name,
                        from,
                        to,
                        medium: edge.medium,
                    });
                    markup.push(edge.markup);
                }
            }
            all.push((flows, markup));
        }
        all
    }

    fn ends(
        &mut self,
        edge: &RawEdge<'d>,
        can_be_end: impl Fn(Target) -> bool,
    ) -> Option<(ElementId, ElementId)> {
        let (Some(from), Some(to)) = (&edge.from, &edge.to) else {
            self.missing(edge);
            return None;
        };
        let mut ids = Vec::with_capacity(2);
        for reference in [from, to] {
            let target = self.target(&reference.text);
            if !target.is_some_and(&can_be_end) {
                self.misses(reference, target);
            }
            ids.extend(self.id_of(target, reference));
        }
        let mut ids = ids.into_iter();
        let ends = ids.next().zip(ids.next());
        if ends.is_none() {
            self.missing(edge);
        }
        ends
    }

    fn missing(&mut self, edge: &RawEdge<'d>) {
        let found = Found::new(BpmnRule::ReferenceMissing, edge.name_span.clone());
        self.found.push(found.about(edge.id.as_str()));
    }

    fn flow_id(&mut self, meta: &Meta, id: &ElementId, span: Range<usize>) -> FlowId {
        if let Some(id) = &meta.id {
            return id.clone();
        }
        let made_up = id.as_str().starts_with("flow-");
        match id.as_str().parse() {
            Ok(flow) if !made_up => flow,
            // An id that was made up, or has blanks.
            other => {
                let flow = other.unwrap_or_else(|_| flow_id_at(span.start));
                let found = Found::new(BpmnRule::FlowId, span);
                self.found.push(found.about(flow.as_str()));
                flow
            }
        }
    }
}

/// An id from where the flow begins, which is one.
#[allow(
    clippy::unreachable,
    reason = "the text is short and of letters and digits"
)]
fn flow_id_at(start: usize) -> FlowId {
    let text = format!("flow-at-{start}");
    text.parse()
        .unwrap_or_else(|_| unreachable!("`{text}` is an id"))
}

fn flow_of(id: FlowId, meta: Meta) -> Flow {
    Flow {
        stage: meta.stage,
        fictional: meta.fictional,
        procedures: meta.procedures,
        criteria: meta.criteria,
        cases_a_year: meta.cases_a_year,
        staff_classes: meta.staff_classes,
        ..Flow::new(id)
    }
}

/// Adds a process to a flow; whether our attributes say something of parents.
fn add(
    flow: &mut Flow,
    links: &mut Links,
    process: RawProcess<'_>,
    pool: Option<ElementId>,
    edges: &mut HashMap<NodeId, Vec<(SequenceFlow, NodeId)>>,
) -> bool {
    let first = flow.nodes.len();
    flow.nodes.extend(process.nodes);
    links.nodes.extend(process.node_markup);
    let added = flow.nodes.get_mut(first..).unwrap_or_default();
    for node in added.iter_mut() {
        node.pool.clone_from(&pool);
    }
    let changes_parents = process.overrides.iter().any(|ours| ours.parent.is_some());
    for ours in process.overrides {
        let Override {
            node,
            pool,
            lane,
            parent,
        } = ours;
        if let Some(node) = added.get_mut(node) {
            node.pool = pool.unwrap_or(node.pool.take());
            node.lane = lane.unwrap_or(node.lane.take());
            node.parent = parent.unwrap_or(node.parent.take());
        }
    }
    for (edge, markup) in edges.remove(&process.markup).unwrap_or_default() {
        flow.sequence_flows.push(edge);
        links.sequence_flows.push(markup);
    }
    for data in process.data {
        if !data.is_shown {
            flow.data.push(data.data);
            links.data.push(data.markup);
        }
    }
    changes_parents
}
