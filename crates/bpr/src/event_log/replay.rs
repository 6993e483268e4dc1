//! A flow as places and transitions, for replaying cases.
//!
//! Activities take a token from one way in and put one on every way out; exclusive and event-based gateways one in, one
//! out; parallel ones all; inclusive ones any that are not none. A sub-process is replayed as if its parts stood in its place.

use crate::{EventPosition, EventTrigger, Flow, GatewayKind, NodeKind};
use std::collections::HashMap;

/// An inclusive gateway with more ways than this is replayed with one or all of them.
const MOST_WAYS: usize = 5;

/// A change of the marking.
#[derive(Debug, Clone)]
pub(super) struct Transition {
    /// The place of its node in [`Flow::nodes`].
    pub(super) node: u32,
    pub(super) takes: Vec<u32>,
    pub(super) gives: Vec<u32>,
}

/// A flow ready to be replayed.
#[derive(Debug, Clone, Default)]
pub(super) struct Net {
    /// Transitions that leave no trace.
    pub(super) silent: Vec<Transition>,
    /// Transitions of activities and named events, by name.
    pub(super) named: HashMap<String, Vec<Transition>>,
}

/// The place where a case begins. The places after it are those of the sequence flows, in their order.
pub(super) const BEGIN: u32 = 0;

impl Net {
    /// `is_logged` says which names occur in the log.
    pub(super) fn of(flow: &Flow, is_logged: impl Fn(&str) -> bool) -> Self {
        let mut places = 1u32;
        let mut place = || {
            let place = places;
            places = places.saturating_add(1);
            place
        };
        let mut ways_in: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut ways_out: HashMap<&str, Vec<u32>> = HashMap::new();
        for edge in &flow.sequence_flows {
            let way = place();
            ways_out.entry(edge.from.as_str()).or_default().push(way);
            ways_in.entry(edge.to.as_str()).or_default().push(way);
        }
        let (mut begins, mut ends, mut links) = (HashMap::new(), HashMap::new(), HashMap::new());
        for node in &flow.nodes {
            match &node.is {
                NodeKind::SubProcess(_) => {
                    begins.insert(node.id.as_str(), place());
                    ends.insert(node.id.as_str(), place());
                }
                NodeKind::Event(event) if event.trigger == EventTrigger::Link => {
                    let name = event.link.as_deref().unwrap_or_default();
                    links.entry(name).or_insert_with(&mut place);
                }
                _ => {}
            }
        }
        let mut net = Self::default();
        for (number, node) in (0u32..).zip(&flow.nodes) {
            let id = node.id.as_str();
            let parent = node.parent.as_ref().map(crate::ElementId::as_str);
            let begin = parent
                .and_then(|parent| begins.get(parent))
                .copied()
                .unwrap_or(BEGIN);
            let end = parent.and_then(|parent| ends.get(parent)).copied();
            let mut ins = ways_in.get(id).cloned().unwrap_or_default();
            let mut outs = ways_out.get(id).cloned().unwrap_or_default();
            let is_boundary = matches!(&node.is, NodeKind::Event(event) if event.event == EventPosition::Boundary);
            if let NodeKind::Event(event) = &node.is
                && event.trigger == EventTrigger::Link
                && let Some(link) = links.get(event.link.as_deref().unwrap_or_default())
            {
                match event.event {
                    EventPosition::Catch => ins.push(*link),
                    EventPosition::Throw => outs.push(*link),
                    _ => {}
                }
            }
            let starts_by_event = matches!(&node.is, NodeKind::SubProcess(sub) if sub.by_event);
            if ins.is_empty() && !is_boundary && !starts_by_event {
                // What nothing leads to begins with the case, or with its sub-process.
                ins.push(begin);
            }
            if outs.is_empty() {
                outs.extend(end);
            }
            let name = node.name.as_deref().map(str::trim);
            let name = name.filter(|name| is_logged(name));
            match &node.is {
                NodeKind::Gateway(gateway) => net.gateway(number, gateway.gateway, &ins, &outs),
                NodeKind::SubProcess(_) => {
                    if let Some((begin, end)) = begins.get(id).zip(ends.get(id)) {
                        for way in &ins {
                            net.add(number, None, vec![*way], vec![*begin]);
                        }
                        // Only its beginning counts as doing it.
                        net.add(u32::MAX, None, vec![*end], outs);
                    }
                }
                NodeKind::Event(event) if is_boundary => {
                    let host = event.attached_to.as_ref().map(crate::ElementId::as_str);
                    let host_ins = host
                        .and_then(|host| ways_in.get(host))
                        .cloned()
                        .unwrap_or_default();
                    for way in host_ins {
                        let mut gives = outs.clone();
                        gives.extend(event.non_interrupting.then_some(way));
                        net.add(number, name, vec![way], gives);
                    }
                }
                NodeKind::Activity(_) | NodeKind::Call(_) | NodeKind::Event(_) => {
                    for way in &ins {
                        net.add(number, name, vec![*way], outs.clone());
                    }
                }
            }
        }
        net
    }

    fn add(&mut self, node: u32, name: Option<&str>, takes: Vec<u32>, gives: Vec<u32>) {
        let transition = Transition { node, takes, gives };
        match name {
            Some(name) => self
                .named
                .entry(name.to_owned())
                .or_default()
                .push(transition),
            None => self.silent.push(transition),
        }
    }

    fn gateway(&mut self, node: u32, kind: GatewayKind, ins: &[u32], outs: &[u32]) {
        match kind {
            GatewayKind::Parallel => self.add(node, None, ins.to_vec(), outs.to_vec()),
            GatewayKind::Exclusive | GatewayKind::EventBased => {
                for way in ins {
                    if outs.is_empty() {
                        self.add(node, None, vec![*way], Vec::new());
                    }
                    for out in outs {
                        self.add(node, None, vec![*way], vec![*out]);
                    }
                }
            }
            GatewayKind::Inclusive | GatewayKind::Complex => {
                let outs = if outs.is_empty() {
                    vec![Vec::new()]
                } else {
                    choices(outs)
                };
                for takes in choices(ins) {
                    for gives in &outs {
                        self.add(node, None, takes.clone(), gives.clone());
                    }
                }
            }
        }
    }
}

/// Every choice of one way or more.
fn choices(ways: &[u32]) -> Vec<Vec<u32>> {
    if ways.len() > MOST_WAYS {
        let mut all: Vec<Vec<u32>> = ways.iter().map(|way| vec![*way]).collect();
        all.push(ways.to_vec());
        return all;
    }
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for way in ways {
        let with = all.iter().map(|choice| {
            let mut choice = choice.clone();
            choice.push(*way);
            choice
        });
        let with: Vec<Vec<u32>> = with.collect();
        all.extend(with);
    }
    all.retain(|choice| !choice.is_empty());
    all
}
