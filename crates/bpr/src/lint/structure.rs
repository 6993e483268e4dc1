//! Beginnings, ends, and ways between them.

use super::Check;
use crate::{ElementId, EventPosition, EventTrigger, Node, NodeKind};
use std::collections::BTreeMap;

fn position(node: &Node) -> Option<EventPosition> {
    node.event().map(|event| event.event)
}

impl<'f> Check<'f, '_> {
    pub(super) fn structure(&mut self) {
        self.scopes();
        self.ends_of_lines();
        self.connections();
        self.reachability();
        self.boundaries();
        self.links();
        self.sub_processes();
    }

    /// Every process and sub-process begins and ends somewhere.
    fn scopes(&mut self) {
        let flow = self.index.flow;
        let mut scopes: BTreeMap<(Option<&str>, Option<&str>), Vec<usize>> = BTreeMap::new();
        for (at, node) in flow.nodes.iter().enumerate() {
            let parent = node.parent.as_ref().map(ElementId::as_str);
            let pool = node.pool.as_ref().map(ElementId::as_str);
            // A sub-process is one scope, whatever its parts say about their pool.
            let pool = if parent.is_some() { None } else { pool };
            scopes.entry((parent, pool)).or_default().push(at);
        }
        for ((parent, pool), nodes) in scopes {
            let first = nodes.first().copied().unwrap_or_default();
            let alone = flow
                .nodes
                .get(first)
                .is_some_and(|node| self.index.stands_alone(node));
            if alone && parent.is_some() {
                continue; // An ad-hoc sub-process has no order.
            }
            let subject = parent.or(pool).unwrap_or(flow.id.as_str());
            let any = |wanted: EventPosition| {
                let mut nodes = nodes.iter().filter_map(|at| flow.nodes.get(*at));
                nodes.any(|node| position(node) == Some(wanted))
            };
            let (start, end) = (any(EventPosition::Start), any(EventPosition::End));
            if !start {
                self.say("no_start", "nodes", first, subject, &[]);
            }
            if !end {
                self.say("no_end", "nodes", first, subject, &[]);
            }
        }
    }

    fn ends_of_lines(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let (ins, outs) = (self.index.incoming(at).len(), self.index.outgoing(at).len());
            match position(node) {
                Some(EventPosition::Start) if ins > 0 => {
                    self.say_node("start_with_incoming", at, &[]);
                }
                Some(EventPosition::End) if outs > 0 => {
                    self.say_node("end_with_outgoing", at, &[]);
                }
                Some(EventPosition::Boundary) if ins > 0 => {
                    self.say_node("boundary_with_incoming", at, &[]);
                }
                _ => {}
            }
        }
        for (at, edge) in flow.sequence_flows.iter().enumerate() {
            if edge.from == edge.to {
                let values = [("name", edge.from.as_str().into())];
                self.say("self_loop", "sequence_flows", at, edge.id.as_str(), &values);
            }
        }
    }

    fn connections(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            if self.index.stands_alone(node) {
                continue;
            }
            let (ins, outs) = (self.index.incoming(at).len(), self.index.outgoing(at).len());
            let event = node.event();
            let linked = event.is_some_and(|event| event.trigger == EventTrigger::Link);
            let compensates = self.compensates(node);
            let begins = position(node) == Some(EventPosition::Start)
                || position(node) == Some(EventPosition::Boundary);
            let ends = position(node) == Some(EventPosition::End);
            if ins == 0 && outs == 0 && !compensates {
                self.say_node("not_connected", at, &[]);
            } else if outs == 0 && !ends && !linked && !compensates {
                self.say_node("no_way_on", at, &[]);
            } else if ins == 0 && !begins && !linked && !compensates {
                self.say_node("no_way_in", at, &[]);
            }
        }
    }

    /// Whether a node belongs to a compensation, which no sequence flow leads to or from.
    fn compensates(&self, node: &Node) -> bool {
        let compensation = |node: &Node| {
            node.event()
                .is_some_and(|event| event.trigger == EventTrigger::Compensation)
        };
        if compensation(node) {
            return true;
        }
        // The handler of a compensation hangs on an association, which the flow does not hold.
        let scope = node.parent.as_ref();
        let mut nodes = self.index.flow.nodes.iter();
        node.activity().is_some()
            && nodes.any(|one| one.parent.as_ref() == scope && compensation(one))
    }

    /// Every step can be reached from a start, and an end from every step.
    fn reachability(&mut self) {
        let flow = self.index.flow;
        let begins: Vec<usize> = (0..flow.nodes.len())
            .filter(|at| self.index.incoming(*at).len() == 0)
            .collect();
        let forward = self.reach(begins, |check, at| {
            let mut next = check.index.next(at);
            // A step reaches the events at its boundary.
            next.extend(check.at_boundary_of(at));
            next
        });
        for (at, reached) in forward.iter().enumerate() {
            if !reached {
                self.say_node("unreachable", at, &[]);
            }
        }
        let ends: Vec<usize> = (0..flow.nodes.len())
            .filter(|at| self.index.next(*at).is_empty())
            .collect();
        let mut before = vec![Vec::new(); flow.nodes.len()];
        for at in 0..flow.nodes.len() {
            let boundary = self.at_boundary_of(at);
            for next in self.index.next(at).into_iter().chain(boundary) {
                if let Some(list) = before.get_mut(next) {
                    list.push(at);
                }
            }
        }
        let backward = self.reach(ends, |_, at| before.get(at).cloned().unwrap_or_default());
        for (at, reached) in backward.iter().enumerate() {
            if !reached {
                self.say_node("no_end_reachable", at, &[]);
            }
        }
    }

    fn at_boundary_of(&self, at: usize) -> Vec<usize> {
        let Some(host) = self.index.flow.nodes.get(at) else {
            return Vec::new();
        };
        if host.activity().is_none() && !matches!(host.is, NodeKind::SubProcess(_)) {
            return Vec::new();
        }
        self.index.at_boundary_of(host.id.as_str()).to_vec()
    }

    fn reach(&self, from: Vec<usize>, next: impl Fn(&Self, usize) -> Vec<usize>) -> Vec<bool> {
        let mut reached = vec![false; self.index.flow.nodes.len()];
        let mut open = from;
        while let Some(at) = open.pop() {
            if let Some(seen) = reached.get_mut(at)
                && !*seen
            {
                *seen = true;
                open.extend(next(self, at));
            }
        }
        reached
    }

    fn boundaries(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some(event) = node.event() else { continue };
            if event.event != EventPosition::Boundary {
                if event.attached_to.is_some() {
                    self.say_node("boundary_misplaced", at, &[]);
                }
                continue;
            }
            let host = event.attached_to.as_ref();
            let host = host.and_then(|id| self.index.node(id.as_str()));
            let fits = host.is_some_and(|host| {
                host.activity().is_some() || matches!(host.is, NodeKind::SubProcess(_))
            });
            if !fits {
                self.say_node("boundary_misplaced", at, &[]);
            }
        }
    }

    fn links(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some(event) = node.event() else { continue };
            if event.trigger != EventTrigger::Link {
                continue;
            }
            let other = match event.event {
                EventPosition::Throw => EventPosition::Catch,
                EventPosition::Catch => EventPosition::Throw,
                _ => {
                    self.say_node("link_unpaired", at, &[]);
                    continue;
                }
            };
            let paired = event
                .link
                .as_ref()
                .is_some_and(|link| !self.index.linked(link, other).is_empty());
            if !paired {
                self.say_node("link_unpaired", at, &[]);
            }
        }
    }

    fn sub_processes(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            if matches!(node.is, NodeKind::SubProcess(_)) && !self.index.has_parts(node.id.as_str())
            {
                self.say_node("empty_sub_process", at, &[]);
            }
            if let Some(event) = node.event()
                && event.event == EventPosition::Start
                && event.trigger != EventTrigger::None
                && let Some(parent) = &node.parent
                && matches!(self.index.node(parent.as_str()).map(|node| &node.is),
                    Some(NodeKind::SubProcess(sub)) if !sub.by_event)
            {
                self.say_node("start_trigger_in_sub_process", at, &[]);
            }
        }
    }
}
