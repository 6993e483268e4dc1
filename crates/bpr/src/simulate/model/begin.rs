//! Where scopes begin and end, and where messages and cases go.

use super::{
    super::{CorrectionPlace, SimulateError, SimulationAssumptionKind as Assumed},
    ByEvent, ByEventStart, Hook, NONE, Out, Scope, Send, Source,
    calendar::{self, Days},
    compile::{Compiler, index},
    shares::cumulative,
    steps,
};
use crate::{
    flow::{ElementId, EventPosition, EventTrigger},
    graph::{
        Graph, ScopeKind,
        net::{Kind, Net, Why},
    },
    metrics::{UnknownBoundary, UnknownBranches},
    simulate::SimulationParameters,
};
use std::collections::{HashMap, HashSet};

fn is_process(graph: &Graph<'_>, scope: u32) -> bool {
    graph.scope(scope).map(|scope| scope.kind) == Some(ScopeKind::Process)
}

impl Compiler<'_, '_> {
    /// Which nodes tell something when they are reached or done.
    pub(super) fn tell(&mut self) {
        let graph = self.graph;
        let parameters = self.given.parameters;
        let at = |id: &ElementId| graph.index_of(id.as_str());
        let mut hooks: HashMap<u32, Hook> = HashMap::new();
        for line in &graph.flow().message_flows {
            if let Some(from) = at(&line.from) {
                hooks.entry(from).or_default();
            }
        }
        for node in parameters.deadlines.arrives_at.iter().filter_map(at) {
            hooks.entry(node).or_default().arrives = true;
        }
        for node in parameters.deadlines.answered_at.iter().filter_map(at) {
            hooks.entry(node).or_default().answered = true;
        }
        for node in parameters.withdrawn_at.iter().filter_map(at) {
            hooks.entry(node).or_default().withdrawn = true;
        }
        for (number, one) in (0u32..).zip(&parameters.corrections) {
            let bit = 1u64.checked_shl(number).unwrap_or(0);
            if let CorrectionPlace::Between { from, until } = &one.place {
                for node in from.iter().filter_map(at) {
                    hooks.entry(node).or_default().stops |= bit;
                }
                for node in until.iter().filter_map(at) {
                    hooks.entry(node).or_default().goes_on |= bit;
                }
            }
        }
        let mut hooks: Vec<(u32, Hook)> = hooks.into_iter().collect();
        hooks.sort_by_key(|(node, _)| *node);
        for (node, hook) in hooks {
            self.told.insert(node, index(self.hooks.len()));
            self.hooks.push(hook);
        }
    }

    /// Fills in where the messages go, once all places are known.
    pub(super) fn hooks(&mut self) {
        let graph = self.graph;
        for (node, hook) in &self.told {
            let from = index(self.sends.len());
            let Some(sender) = graph.node(*node) else {
                continue;
            };
            for line in &graph.flow().message_flows {
                if line.from != sender.id {
                    continue;
                }
                let Some(to) = graph.index_of(line.to.as_str()) else {
                    continue;
                };
                if let Some(mailbox) = self.steps.mailbox.get(&to) {
                    self.sends.push(Send::Mailbox(*mailbox));
                } else if let Some((scope, out)) = self.entries.get(&to)
                    && is_process(graph, *scope)
                {
                    self.sends.push(Send::Begins(*scope, *out));
                }
            }
            let until = index(self.sends.len());
            let place = usize::try_from(*hook).unwrap_or(usize::MAX);
            if let Some(hook) = self.hooks.get_mut(place) {
                hook.sends = (from, until);
            }
        }
    }

    /// Where a scope begins.
    pub(super) fn begins(
        &mut self,
        at: u32,
        net: &Net,
        base: u32,
        scope: &mut Scope,
    ) -> Result<(), SimulateError> {
        let graph = self.graph;
        let is_process = is_process(graph, at);
        scope.stream = self.steps.streams.of("start", &at.to_string());
        let mut from = net.start;
        if let [line] = net.places[from].outs.as_slice() {
            let to = net.lines[*line].to;
            let is_choice = net.places[to]
                .outs
                .iter()
                .any(|line| matches!(net.lines[*line].why, Why::Entry(_)));
            if is_choice {
                from = to;
            }
        }
        scope.all = net.places[from].kind != Kind::Pick;
        let mut free: Vec<(Out, u32)> = Vec::new();
        for line in &net.places[from].outs {
            let out = self.out(net, base, scope, *line);
            let entry = match net.lines[*line].why {
                Why::Entry(entry) => entry,
                _ => NONE,
            };
            if entry != NONE {
                self.entries.insert(entry, (at, out));
            }
            if !is_process || !self.by_message(entry) {
                free.push((out, entry));
            }
        }
        if !scope.all && free.len() > 1 {
            let chosen = is_process
                && self.given.parameters.arrivals.iter().all(|source| {
                    let mut nodes = free.iter().filter_map(|(_, entry)| graph.node(*entry));
                    nodes.any(|node| source.starts.contains(&node.id))
                });
            let kind = graph.scope(at).map(|scope| scope.kind);
            let is_by_event =
                matches!(kind, Some(ScopeKind::SubProcess(sub)) if graph.is_by_event(sub));
            let unknown = self.given.parameters.options.unknown_branches;
            if !chosen && !is_by_event && unknown != UnknownBranches::Equal {
                let id = |at: &(Out, u32)| graph.node(at.1).map(|node| node.id.clone());
                if let (Some(node), Some(to)) =
                    (free.first().and_then(id), free.get(1).and_then(id))
                {
                    return Err(SimulateError::UnknownProbability { node, to });
                }
            }
            if !chosen && !is_by_event {
                let entry = free.first().map(|(_, entry)| *entry);
                self.steps.assume(Assumed::EqualBranches, entry);
            }
        }
        let share = 1.0 / f64::from(index(free.len()).max(1));
        let shares = cumulative(&vec![share; free.len()]);
        scope.entries = free
            .into_iter()
            .zip(shares)
            .map(|((out, _), share)| Out { share, ..out })
            .collect();
        Ok(())
    }

    /// Whether a start is begun by a message of another node.
    pub(super) fn by_message(&self, entry: u32) -> bool {
        let Some(node) = self.graph.node(entry) else {
            return false;
        };
        self.graph
            .flow()
            .message_flows
            .iter()
            .any(|line| line.to == node.id && self.graph.index_of(line.from.as_str()).is_some())
    }

    pub(super) fn event_sub_processes(
        &mut self,
        at: u32,
        scope: &mut Scope,
    ) -> Result<(), SimulateError> {
        let graph = self.graph;
        let members = graph.scope(at).map_or(&[][..], |scope| &scope.members);
        for sub in members
            .iter()
            .copied()
            .filter(|sub| graph.is_by_event(*sub))
        {
            let (Some(node), Some(inside)) = (graph.node(sub), graph.inside(sub)) else {
                continue;
            };
            let Some(within) = graph.scope(inside) else {
                continue;
            };
            let step = self.steps.step(sub, node)?;
            let (starts, _) = graph.entries(within);
            for start in starts {
                let Some(start_node) = graph.node(start) else {
                    continue;
                };
                let interrupts = steps::interrupts(start_node);
                let is_error = graph.trigger(start) == Some(EventTrigger::Error);
                let by = if let Some(share) = self.share_of(start) {
                    let stream = self.steps.stream("start", start);
                    ByEventStart::Share(share, stream)
                } else if let Some((timer, stream)) = self.timer(start, start_node)? {
                    self.finds = true;
                    ByEventStart::Timer(timer, stream)
                } else if is_error {
                    ByEventStart::Error
                } else if self.given.parameters.options.unknown_boundary == UnknownBoundary::Never {
                    self.steps.assume(Assumed::BoundaryNever, Some(start));
                    continue;
                } else {
                    return Err(SimulateError::UnknownBoundary {
                        node: start_node.id.clone(),
                    });
                };
                scope.by_event.push(ByEvent {
                    scope: inside,
                    // Filled in when the scope within is known.
                    out: Out {
                        event: start,
                        ..Out::default()
                    },
                    interrupts,
                    by,
                    step,
                });
            }
        }
        Ok(())
    }

    /// Refuses a scope with a loop that is left with probability 0.
    pub(super) fn endless(&self, net: &Net, base: u32, scope: &Scope) -> Result<(), SimulateError> {
        let count = net.places.len();
        let local = |at: u32| at.wrapping_sub(base);
        let mut ways: Vec<Vec<u32>> = Vec::new();
        let mut back: Vec<Vec<u32>> = vec![Vec::new(); usize::try_from(count).unwrap_or(0)];
        let mut ends = Vec::new();
        for at in 0..count {
            let place = self.place(base.saturating_add(at));
            let (from, until) = place.outs;
            let mut to = Vec::new();
            for out in from..until {
                let place = usize::try_from(out).ok();
                let possible = place.and_then(|out| self.possible.get(out)).copied();
                let Some(out) = place.and_then(|out| self.outs.get(out)) else {
                    continue;
                };
                if possible == Some(true) {
                    to.push(local(out.to));
                }
            }
            if to.is_empty() {
                ends.push(at);
            }
            for next in &to {
                let next = usize::try_from(*next).ok();
                if let Some(back) = next.and_then(|next| back.get_mut(next)) {
                    back.push(at);
                }
            }
            ways.push(to);
        }
        let walk = |first: Vec<u32>, ways: &[Vec<u32>]| {
            let mut seen: HashSet<u32> = first.iter().copied().collect();
            let mut open = first;
            while let Some(at) = open.pop() {
                let next = usize::try_from(at).ok().and_then(|at| ways.get(at));
                for to in next.into_iter().flatten() {
                    if seen.insert(*to) {
                        open.push(*to);
                    }
                }
            }
            seen
        };
        let can_end = walk(ends, &back);
        let entries = scope.entries.iter().map(|out| local(out.to)).collect();
        let reached = walk(entries, &ways);
        let mut nodes: Vec<u32> = reached
            .iter()
            .filter(|at| !can_end.contains(at))
            .filter_map(|at| net.places[*at].node)
            .collect();
        if nodes.is_empty() {
            return Ok(());
        }
        nodes.sort_unstable();
        let nodes = nodes
            .iter()
            .filter_map(|at| self.graph.node(*at).map(|node| node.id.clone()));
        Err(SimulateError::EndlessLoop {
            nodes: nodes.collect(),
        })
    }

    pub(super) fn sources(
        &mut self,
        parameters: &SimulationParameters,
        days: &Days,
    ) -> Result<Vec<Source>, SimulateError> {
        let graph = self.graph;
        let mut seen = HashSet::new();
        let mut sources = Vec::new();
        for source in &parameters.arrivals {
            if !seen.insert(source.id.as_str()) {
                return Err(SimulateError::Twice {
                    parameter: "arrivals",
                    name: source.id.to_string(),
                });
            }
            let mut begins = Vec::new();
            for start in &source.starts {
                let entry = graph.index_of(start.as_str());
                let entry = entry.filter(|at| graph.is_event(*at, EventPosition::Start));
                let entry = entry.and_then(|entry| self.entries.get(&entry));
                match entry {
                    Some((scope, out)) if is_process(graph, *scope) => {
                        begins.push((*scope, Some(*out)));
                    }
                    _ => {
                        return Err(SimulateError::UnknownElement {
                            parameter: "arrivals/starts",
                            element: start.clone(),
                            expected: "start event of a process",
                        });
                    }
                }
            }
            if source.starts.is_empty() {
                for (at, (of_graph, scope)) in (0u32..).zip(graph.scopes().iter().zip(&self.scopes))
                {
                    if of_graph.kind == ScopeKind::Process && !scope.entries.is_empty() {
                        begins.push((at, None));
                    }
                }
            }
            if begins.is_empty() {
                return Err(SimulateError::NoStart);
            }
            sources.push(Source {
                stream: format!("arrivals:{}", source.id),
                class: steps::class(source.priority, "arrivals/priority")?,
                arrivals: calendar::arrivals(source, days)?,
                begins,
            });
        }
        let nobody = sources.iter().all(|source| {
            matches!(&source.arrivals, calendar::Arrivals::Times(times) if times.is_empty())
        });
        if nobody {
            return Err(SimulateError::NoArrivals);
        }
        Ok(sources)
    }
}
