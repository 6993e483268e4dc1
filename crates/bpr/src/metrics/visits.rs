//! 訪問回数: how often each node is come by in one case, by linear equations.

use super::{
    MetricsError, MetricsOptions, UnknownBranches,
    shares::{Shares, stated},
    solve::{Equation, Unsolved, solve},
};
use crate::{
    flow::{EventPosition, EventTrigger},
    graph::{Graph, ScopeKind, net, slots::Slots},
};
use std::collections::{HashMap, HashSet};
use tosei_types::ExactFigure;

/// What an unknown depends on: factors, where a factor is known.
#[derive(Debug, Clone, Default)]
struct Row {
    constant: ExactFigure,
    terms: Vec<(u32, Option<ExactFigure>)>,
    unknown: bool,
}

pub(super) struct Visits {
    /// Expected visits of a node in a case; `None` if unknown.
    pub(super) of: Slots<Option<ExactFigure>>,
    /// Nodes that some case passes more than once, or that lie on a loop.
    pub(super) on_loop: Slots<bool>,
}

pub(super) struct Routing<'g> {
    pub(super) graph: &'g Graph<'g>,
    pub(super) shares: &'g Shares,
    pub(super) options: &'g MetricsOptions,
    /// Joins and the splits that they belong to; `None` where a run begins.
    pub(super) pairs: HashMap<u32, Option<u32>>,
    /// Scopes whose parallel joins could not be shown to be safe.
    pub(super) undecided: HashSet<u32>,
    /// Inclusive joins that never wait.
    pub(super) merges: HashSet<u32>,
    /// Message flows by the node that they come to.
    pub(super) messages: HashMap<u32, Vec<usize>>,
}

impl Routing<'_> {
    /// The events that end an activity before its lines out are reached.
    fn interrupting(&self, node: u32) -> impl Iterator<Item = u32> {
        self.graph.boundary(node).iter().copied().filter(|event| {
            self.graph.trigger(*event) != Some(EventTrigger::Compensation)
                && self
                    .graph
                    .node(*event)
                    .and_then(|node| node.event())
                    .is_some_and(|event| !event.non_interrupting)
        })
    }

    /// Ends within a sub-process that raise what an event at its boundary takes.
    fn raised(&self, host: u32, trigger: EventTrigger) -> Vec<u32> {
        net::raised(self.graph, host, trigger)
    }

    /// What goes on from a node, as terms: its visits less those that were interrupted.
    fn passes(&self, node: u32, factor: &Option<ExactFigure>, row: &mut Row) {
        row.terms.push((node, factor.clone()));
        let minus = factor
            .as_ref()
            .map(|factor| ExactFigure::zero() - factor.clone());
        for event in self.interrupting(node) {
            row.terms.push((event, minus.clone()));
        }
        if self.graph.inside(node).is_some() {
            for trigger in [EventTrigger::Error, EventTrigger::Cancel] {
                let taken = self
                    .interrupting(node)
                    .any(|event| self.graph.trigger(event) == Some(trigger));
                if !taken {
                    for end in self.raised(node, trigger) {
                        row.terms.push((end, minus.clone()));
                    }
                }
            }
        }
    }

    fn row(&self, node: u32) -> Row {
        let graph = self.graph;
        let mut row = Row::default();
        if graph.is_event(node, EventPosition::Boundary) {
            self.boundary(node, &mut row);
            return row;
        }
        if graph.is_by_event(node) {
            self.event_sub_process(node, &mut row);
            return row;
        }
        let several = graph.incoming(node).len() > 1;
        let gateway = graph.node(node).and_then(|node| node.gateway());
        let waits = several && !self.merges.contains(&node);
        let kind = gateway.filter(|_| waits).map(|gateway| gateway.gateway);
        if let Some(
            crate::flow::GatewayKind::Parallel
            | crate::flow::GatewayKind::Inclusive
            | crate::flow::GatewayKind::Complex,
        ) = kind
        {
            match self.pairs.get(&node) {
                Some(Some(split)) => self.passes(*split, &Some(ExactFigure::one()), &mut row),
                Some(None) => self.entry(node, &mut row, true),
                None if kind == Some(crate::flow::GatewayKind::Parallel)
                    && !self.undecided.contains(&graph.scope_of(node)) =>
                {
                    if let Some(edge) = graph.incoming(node).first() {
                        let from = graph.edge(*edge).from;
                        self.passes(from, &self.shares.edge[*edge], &mut row);
                    }
                }
                None => row.unknown = true,
            }
            return row;
        }
        for edge in graph.incoming(node) {
            let from = graph.edge(*edge).from;
            if !net::stops(graph, from) {
                self.passes(from, &self.shares.edge[*edge], &mut row);
            }
        }
        self.entry(node, &mut row, false);
        row
    }

    fn boundary(&self, event: u32, row: &mut Row) {
        let host = self
            .graph
            .node(event)
            .and_then(|node| node.event())
            .and_then(|event| event.attached_to.as_ref());
        let host = host.and_then(|id| self.graph.index_of(id.as_str()));
        let Some(host) = host else { return };
        let trigger = self.graph.trigger(event);
        if trigger == Some(EventTrigger::Compensation) {
            return;
        }
        let raised = trigger.map_or_else(Vec::new, |trigger| self.raised(host, trigger));
        let share = self.shares.event.get(&event).cloned().flatten();
        let stated = self
            .graph
            .outgoing(event)
            .iter()
            .any(|edge| stated(self.graph, *edge).is_some());
        if !raised.is_empty() && !stated {
            for end in raised {
                row.terms.push((end, Some(ExactFigure::one())));
            }
            return;
        }
        row.terms.push((host, share));
    }

    /// An event sub-process: begun as often as the shares of its start events say, for each run around it.
    fn event_sub_process(&self, node: u32, row: &mut Row) {
        let scope = self.graph.inside(node);
        let Some(scope) = scope.and_then(|at| self.graph.scope(at)) else {
            return;
        };
        let (starts, _) = self.graph.entries(scope);
        let share = starts
            .iter()
            .map(|start| self.shares.event.get(start).cloned().flatten())
            .try_fold(ExactFigure::zero(), |sum, share| Some(sum + share?));
        match self.graph.parent(node) {
            Some(parent) => row.terms.push((parent, share)),
            None => match share {
                Some(share) => row.constant = share,
                None => row.unknown = true,
            },
        }
    }

    /// What a run puts on a node at which it begins.
    fn entry(&self, node: u32, row: &mut Row, together: bool) {
        let graph = self.graph;
        // A run begins at start events, or where no line comes in; anything else need not be looked for.
        let may_begin =
            graph.is_event(node, EventPosition::Start) || graph.incoming(node).is_empty();
        if !together && !may_begin {
            return;
        }
        let at = graph.scope_of(node);
        let Some(scope) = graph.scope(at) else { return };
        let (entries, are_starts) = graph.entries(scope);
        if !together && !entries.contains(&node) {
            return;
        }
        let runs = |row: &mut Row, share: Option<ExactFigure>| match scope.kind {
            ScopeKind::SubProcess(sub) => row.terms.push((sub, share)),
            ScopeKind::Process => match share {
                Some(share) => row.constant = &row.constant + &share,
                None => row.unknown = true,
            },
        };
        if together || !are_starts {
            runs(row, Some(ExactFigure::one()));
            return;
        }
        if matches!(scope.kind, ScopeKind::SubProcess(sub) if graph.is_by_event(sub)) {
            // Which of its starts began it follows from their shares.
            let Some(ScopeKind::SubProcess(sub)) = Some(scope.kind) else {
                return;
            };
            if let [_] = entries.as_slice() {
                row.terms.push((sub, Some(ExactFigure::one())));
                return;
            }
            let share = self.shares.event.get(&node).cloned().flatten();
            match graph.parent(sub) {
                Some(parent) => row.terms.push((parent, share)),
                None => match share {
                    Some(share) => row.constant = &row.constant + &share,
                    None => row.unknown = true,
                },
            }
            return;
        }
        let messages = |start: u32| {
            let flows = self.messages.get(&start).into_iter().flatten();
            flows.filter_map(|at| graph.flow().message_flows.get(*at))
        };
        if scope.kind == ScopeKind::Process && messages(node).next().is_some() {
            for flow in messages(node) {
                match graph.index_of(flow.from.as_str()) {
                    // Each message begins a run.
                    Some(from) => row.terms.push((from, Some(ExactFigure::one()))),
                    // From a pool whose work is not drawn: one.
                    None => row.constant = &row.constant + &ExactFigure::one(),
                }
            }
            return;
        }
        let free: Vec<u32> = entries
            .iter()
            .copied()
            .filter(|start| scope.kind != ScopeKind::Process || messages(*start).next().is_none())
            .collect();
        let share = if free.len() == 1 {
            Some(ExactFigure::one())
        } else if self.options.unknown_branches == UnknownBranches::Equal {
            let count = ExactFigure::from(u32::try_from(free.len()).unwrap_or(u32::MAX));
            ExactFigure::one().divided_by(&count)
        } else {
            None
        };
        runs(row, share);
    }

    pub(super) fn visits(&self) -> Result<Visits, MetricsError> {
        let graph = self.graph;
        let count = graph.flow().nodes.len();
        let mut rows: Slots<Row> = Slots::with(count, Row::default);
        for node in 0..graph.node_count() {
            rows[node] = self.row(node);
        }
        let unknown = unknown(&rows);
        let reached = self.endless(&rows, &unknown)?;
        let mut equations: Slots<Equation> = Slots::with(count, Equation::default);
        for node in 0..graph.node_count() {
            // What nobody comes to is come to 0 times, though its equations may not say so.
            if unknown[node] || !reached[node] {
                continue;
            }
            let equation = &mut equations[node];
            equation.constant = rows[node].constant.clone();
            for (term, factor) in &rows[node].terms {
                if let Some(factor) = factor
                    && reached[*term]
                {
                    equation.add(*term, factor);
                }
            }
        }
        let id = |node: u32| graph.node(node).map(|node| node.id.clone());
        let solved = solve(equations).map_err(|why| match why {
            Unsolved::Singular(node) => MetricsError::Unbounded { node: id(node) },
            Unsolved::TooLarge => MetricsError::TooLarge,
        })?;
        let mut visits = Visits {
            of: Slots::with(count, || None),
            on_loop: loops(&rows),
        };
        for node in 0..graph.node_count() {
            if unknown[node] {
                continue;
            }
            if solved[node].is_negative() {
                let node = id(node);
                return Err(MetricsError::Unbounded { node });
            }
            visits.of[node] = Some(solved[node].clone());
        }
        self.balanced(&visits)?;
        Ok(visits)
    }

    /// A parallel join without a split of its own gets as much on each of its lines.
    fn balanced(&self, visits: &Visits) -> Result<(), MetricsError> {
        let graph = self.graph;
        for node in 0..graph.node_count() {
            let parallel = graph
                .node(node)
                .and_then(|node| node.gateway())
                .is_some_and(|gateway| gateway.gateway == crate::flow::GatewayKind::Parallel);
            if !parallel || graph.incoming(node).len() < 2 {
                continue;
            }
            let mut flows = graph
                .incoming(node)
                .iter()
                .filter_map(|edge| self.on_edge(visits, *edge));
            let first = flows.next();
            if flows.any(|other| Some(&other) != first.as_ref()) {
                let node = graph.node(node).map(|node| node.id.clone());
                return Err(MetricsError::UnbalancedJoin { node });
            }
        }
        Ok(())
    }

    /// What goes on from a node, expected in a case.
    pub(super) fn passed(&self, visits: &Visits, node: u32) -> Option<ExactFigure> {
        let mut row = Row::default();
        self.passes(node, &Some(ExactFigure::one()), &mut row);
        row.terms
            .iter()
            .try_fold(ExactFigure::zero(), |sum, (node, factor)| {
                Some(&sum + &(visits.of[*node].as_ref()? * factor.as_ref()?))
            })
    }

    /// How often a line is gone along in a case.
    pub(super) fn on_edge(&self, visits: &Visits, edge: u32) -> Option<ExactFigure> {
        let share = self.shares.edge[edge].as_ref()?;
        if share.is_zero() {
            return Some(ExactFigure::zero());
        }
        let from = self.graph.edge(edge).from;
        Some(&self.passed(visits, from)? * share)
    }

    /// Whatever can be come to must be able to end; gives what can be come to.
    fn endless(
        &self,
        rows: &Slots<Row>,
        unknown: &Slots<bool>,
    ) -> Result<Slots<bool>, MetricsError> {
        let graph = self.graph;
        let count = graph.flow().nodes.len();
        let taken = |edge: u32| {
            self.shares.edge[edge]
                .as_ref()
                .is_none_or(|share| !share.is_zero())
        };
        // Nodes from which an end can be come to, backwards along lines that are taken at all.
        let mut ends = Slots::with(count, || false);
        let mut open: Vec<u32> = (0..graph.node_count())
            .filter(|node| graph.outgoing(*node).is_empty() || net::stops(graph, *node))
            .collect();
        while let Some(node) = open.pop() {
            if ends[node] {
                continue;
            }
            ends[node] = true;
            for edge in graph.incoming(node) {
                if taken(*edge) {
                    open.push(graph.edge(*edge).from);
                }
            }
            if graph.is_event(node, EventPosition::Boundary)
                && !matches!(self.shares.event.get(&node), Some(Some(share)) if share.is_zero())
            {
                open.extend(rows[node].terms.iter().map(|(host, _)| *host));
            }
        }
        // Nodes that can be come to at all: forward along positive factors.
        let mut users: Slots<Vec<u32>> = Slots::with(count, Vec::new);
        let mut reached = Slots::with(count, || false);
        let mut open = Vec::new();
        for node in 0..graph.node_count() {
            if !rows[node].constant.is_zero() || unknown[node] {
                open.push(node);
            }
            for (term, factor) in &rows[node].terms {
                // Without a factor the node is unknown, and one of the first.
                if let Some(factor) = factor
                    && !factor.is_zero()
                    && !factor.is_negative()
                {
                    users[*term].push(node);
                }
            }
        }
        while let Some(node) = open.pop() {
            if !reached[node] {
                reached[node] = true;
                open.extend(&users[node]);
            }
        }
        let lost = (0..graph.node_count()).find(|node| reached[*node] && !ends[*node]);
        let Some(start) = lost else {
            return Ok(reached);
        };
        // Follow lines that are taken until a node comes again: the loop.
        let mut order = Vec::new();
        let mut at = start;
        while !order.contains(&at) {
            order.push(at);
            let next = graph.outgoing(at).iter().find(|edge| taken(**edge));
            let Some(edge) = next else { break };
            at = graph.edge(*edge).to;
        }
        let from = order.iter().position(|node| *node == at).unwrap_or(0);
        let nodes = order
            .into_iter()
            .skip(from)
            .filter_map(|node| graph.node(node).map(|node| node.id.clone()))
            .collect();
        Err(MetricsError::EndlessLoop { nodes })
    }
}

/// Unknown is whatever depends on an unknown factor or an unknown node.
fn unknown(rows: &Slots<Row>) -> Slots<bool> {
    let length = rows.iter().len();
    let mut unknown = Slots::with(length, || false);
    let mut users: Slots<Vec<u32>> = Slots::with(length, Vec::new);
    let mut open = Vec::new();
    for node in 0..rows.len() {
        let row = &rows[node];
        if row.unknown {
            open.push(node);
        }
        for (term, factor) in &row.terms {
            match factor {
                None => open.push(node),
                Some(factor) if !factor.is_zero() => users[*term].push(node),
                Some(_) => {}
            }
        }
    }
    while let Some(node) = open.pop() {
        if !unknown[node] {
            unknown[node] = true;
            open.extend(&users[node]);
        }
    }
    unknown
}

/// Nodes whose visits depend on themselves: Tarjan's components without recursion.
fn loops(rows: &Slots<Row>) -> Slots<bool> {
    let length = rows.iter().len();
    let mut on_loop = Slots::with(length, || false);
    let mut index: Slots<u32> = Slots::with(length, || 0);
    let mut low: Slots<u32> = Slots::with(length, || 0);
    let mut on_stack = Slots::with(length, || false);
    let mut stack = Vec::new();
    let mut counter = 0u32;
    for root in 0..rows.len() {
        if index[root] != 0 {
            continue;
        }
        let mut way: Vec<(u32, usize)> = vec![(root, 0)];
        while let Some((node, next)) = way.pop() {
            if next == 0 {
                counter = counter.saturating_add(1);
                index[node] = counter;
                low[node] = counter;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some((to, factor)) = rows[node].terms.get(next) {
                way.push((node, next.saturating_add(1)));
                if factor.as_ref().is_some_and(ExactFigure::is_zero) {
                    continue;
                }
                if *to == node {
                    on_loop[node] = true;
                } else if index[*to] == 0 {
                    way.push((*to, 0));
                } else if on_stack[*to] {
                    low[node] = low[node].min(index[*to]);
                }
                continue;
            }
            if let Some((up, _)) = way.last() {
                low[*up] = low[*up].min(low[node]);
            }
            if low[node] == index[node] {
                let mut members = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    members.push(member);
                    if member == node {
                        break;
                    }
                }
                if members.len() > 1 {
                    for member in members {
                        on_loop[member] = true;
                    }
                }
            }
        }
    }
    on_loop
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Flow;
    use serde_json::{Value, json};

    /// A join that lines with these shares of one branch lead to, by the equations alone.
    fn joined(shares: &[&str]) -> Result<(), String> {
        let mut nodes = vec![
            json!({"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}}),
            json!({"id": "x", "is": {"kind": "gateway", "gateway": "exclusive"}}),
            json!({"id": "p", "is": {"kind": "gateway", "gateway": "parallel"}}),
        ];
        let mut lines: Vec<Value> = vec![json!({"id": "l", "from": "s", "to": "x"})];
        for (at, share) in shares.iter().enumerate() {
            let step = format!("a{at}");
            nodes.push(json!({"id": step, "is": {"kind": "activity"}}));
            let mut line = json!({"id": format!("x{at}"), "from": "x", "to": step});
            if !share.is_empty() {
                line["probability"] = json!(share);
            }
            lines.push(line);
            lines.push(json!({"id": format!("p{at}"), "from": step, "to": "p"}));
        }
        let flow: Flow =
            serde_json::from_value(json!({"format": "tosei-flow", "format_version": 1,
            "id": "f", "nodes": nodes, "sequence_flows": lines}))
            .unwrap();
        let graph = Graph::compile(&flow);
        let options = MetricsOptions::default();
        let routing = Routing {
            graph: &graph,
            shares: &Shares::of(&graph, &options).unwrap(),
            options: &options,
            pairs: HashMap::new(),
            undecided: HashSet::new(),
            merges: HashSet::new(),
            messages: HashMap::new(),
        };
        let visits = routing.visits().map(|_| ());
        visits.map_err(|error| error.to_string())
    }

    #[test]
    fn a_join_gets_as_much_on_each_of_its_lines() {
        let told = "parallel branches do not come together at `p`".to_owned();
        for (shares, balanced) in [
            (&["0.5", "0.5"][..], true),
            (&["0.7", "0.3"], false),
            (&["1/3", "1/3", "1/3"], true),
            (&["0.25", "0.25", "0.5"], false),
            (&["0.5", "0.25", "0.25"], false),
            (&["", ""], true),
            (&["1"], true),
        ] {
            let expected = if balanced { Ok(()) } else { Err(told.clone()) };
            assert_eq!(joined(shares), expected, "{shares:?}");
        }
    }
}
