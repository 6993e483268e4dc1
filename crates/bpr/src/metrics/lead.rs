//! 所要時間 of each scope, the innermost first, and the path that decides it.

use super::{
    Measure, UnknownPart, UnknownReason,
    block::{Folded, fold},
    passage::Duration,
    result::ScopeTimes,
    shares::Shares,
};
use crate::{
    flow::{EventPosition, EventTrigger, NodeKind},
    graph::{
        Graph, ScopeKind,
        net::{self, Begin, Inside, Kind, Net, Why},
        slots::Slots,
    },
};
use std::collections::{HashMap, HashSet};
use tosei_types::ExactFigure;

/// What is known of each scope.
pub(super) struct Leads {
    nets: Slots<Option<Net>>,
    folded: Slots<Folded>,
    /// What is missing in a scope, with what is missing in scopes within it.
    missing: Slots<Vec<UnknownPart>>,
}

/// How long each node takes each time, and what is missing for it.
pub(super) struct NodeTimes {
    pub(super) work: Slots<Option<Duration>>,
    pub(super) waiting: Slots<Option<Duration>>,
    pub(super) why: Slots<Vec<UnknownReason>>,
}

impl NodeTimes {
    fn whole(&self, node: u32) -> Duration {
        match (&self.work[node], &self.waiting[node]) {
            (Some(work), Some(waiting)) => waiting.then(work),
            (Some(one), None) | (None, Some(one)) => one.then(&Duration::unknown()),
            (None, None) => Duration::unknown(),
        }
    }
}

/// The probability of a line of a net, where it is known.
fn shares(net: &Net, shares: &Shares, equal: bool) -> Slots<Option<ExactFigure>> {
    let one = || Some(ExactFigure::one());
    let mut known = Slots::with(net.lines.iter().len(), || None);
    for (at, line) in (0u32..).zip(net.lines.iter()) {
        known[at] = match line.why {
            Why::Inner => one(),
            Why::Edge(edge) => shares.edge[edge].clone(),
            Why::Boundary(event) => shares.event.get(&event).cloned().flatten(),
            Why::Undisturbed | Why::Failure => None,
            Why::Entry(_) => {
                let count = net.places[line.from].outs.len();
                if count == 1 || net.places[line.from].kind == Kind::Fork {
                    one()
                } else if equal {
                    let count = ExactFigure::from(u32::try_from(count).unwrap_or(u32::MAX));
                    ExactFigure::one().divided_by(&count)
                } else {
                    None
                }
            }
        };
    }
    for (at, line) in (0u32..).zip(net.lines.iter()) {
        if line.why == Why::Undisturbed {
            let others = net.places[line.from].outs.iter().filter(|out| **out != at);
            let sum = others
                .map(|out| known[*out].clone())
                .try_fold(ExactFigure::zero(), |sum, share| Some(sum + share?));
            known[at] = sum.map(|sum| ExactFigure::one() - sum);
        }
    }
    known
}

impl Leads {
    pub(super) fn of(graph: &Graph<'_>, given: &Shares, times: &NodeTimes, equal: bool) -> Self {
        let count = graph.scopes().len();
        let mut leads = Self {
            nets: Slots::with(count, || None),
            folded: Slots::with(count, Folded::default),
            missing: Slots::with(count, Vec::new),
        };
        for scope in graph.innermost_first() {
            let net = net::build(graph, scope, Begin::One, |_| Inside {
                completes: true,
                fails: false,
            });
            let known = shares(&net, given, equal);
            let time = |node: u32| match graph.inside(node) {
                Some(inner) => leads.folded[inner]
                    .time
                    .clone()
                    .unwrap_or_else(Duration::unknown),
                None => times.whole(node),
            };
            let folded = fold(&net, |line| known[line].clone(), time);
            let mut missing = Vec::new();
            let members = graph.scope(scope).map_or(&[][..], |scope| &scope.members);
            for node in members {
                let id = graph.node(*node).map(|node| node.id.clone());
                missing.extend(times.why[*node].iter().map(|reason| UnknownPart {
                    node: id.clone(),
                    reason: *reason,
                }));
                if let Some(inner) = graph.inside(*node)
                    && !graph.is_by_event(*node)
                {
                    missing.extend(leads.missing[inner].iter().cloned());
                }
            }
            if folded.time.is_none() {
                missing.push(UnknownPart {
                    node: folded
                        .stuck
                        .first()
                        .and_then(|node| graph.node(*node))
                        .map(|node| node.id.clone()),
                    reason: UnknownReason::Unstructured,
                });
            }
            leads.missing[scope] = missing;
            leads.folded[scope] = folded;
            leads.nets[scope] = Some(net);
        }
        leads
    }

    pub(super) fn pairs(&self) -> HashMap<u32, Option<u32>> {
        self.folded
            .iter()
            .flat_map(|folded| &folded.pairs)
            .map(|(split, join)| (*join, *split))
            .collect()
    }

    /// Scopes whose parallel branches did not fold.
    pub(super) fn stuck(&self) -> Vec<u32> {
        (0u32..)
            .zip(self.folded.iter())
            .filter(|(_, folded)| folded.time.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    /// Inclusive joins that are plain merges.
    pub(super) fn merges(&self) -> HashSet<u32> {
        self.folded
            .iter()
            .flat_map(|folded| folded.merges.iter().copied())
            .collect()
    }

    /// The lead time of a scope as a measure.
    fn measure(&self, scope: u32) -> Measure {
        let Some(time) = &self.folded[scope].time else {
            return Measure {
                unknown: self.missing[scope].clone(),
                ..Measure::default()
            };
        };
        let open = time.to.is_none();
        let mut unknown = Vec::new();
        if open {
            unknown = self.missing[scope].clone();
            if unknown.is_empty() {
                unknown.push(UnknownPart {
                    node: None,
                    reason: UnknownReason::NoProbability,
                });
            }
        }
        Measure {
            from: time.from.clone(),
            to: time.to.clone(),
            unknown,
            parts: Vec::new(),
        }
    }

    pub(super) fn times(
        &self,
        graph: &Graph<'_>,
        visits: &Slots<Option<ExactFigure>>,
    ) -> Vec<ScopeTimes> {
        (0u32..)
            .zip(graph.scopes())
            .map(|(at, scope)| {
                let folded = &self.folded[at];
                let time = folded.time.as_ref();
                let rework = folded
                    .clear
                    .as_ref()
                    .map(|clear| ExactFigure::one() - clear.clone());
                let reason = || {
                    if time.is_none() {
                        UnknownReason::Unstructured
                    } else if scope.members.iter().any(|node| visits[*node].is_none()) {
                        UnknownReason::NoProbability
                    } else if graph_has_choice(graph, &scope.members) {
                        UnknownReason::Together
                    } else {
                        UnknownReason::SeveralEntries
                    }
                };
                let sub_process = scope.kind != ScopeKind::Process;
                ScopeTimes {
                    scope: graph.scope_id(scope).cloned(),
                    sub_process,
                    lead_minutes: self.measure(at),
                    lead_points: time
                        .and_then(|time| time.points.as_ref())
                        .map(|points| points.iter().map(|(a, b)| (a.clone(), b.clone())).collect()),
                    rework_unknown: rework.is_none().then(|| UnknownPart {
                        node: None,
                        reason: reason(),
                    }),
                    rework_probability: rework,
                    critical_path: self.nets[at]
                        .as_ref()
                        .map(|net| path(graph, net, folded))
                        .unwrap_or_default()
                        .into_iter()
                        .filter_map(|node| graph.node(node).map(|node| node.id.clone()))
                        .collect(),
                }
            })
            .collect()
    }

    /// The lead time of the case: that of the only process; of several, between the longest and their sum.
    pub(super) fn whole(&self, graph: &Graph<'_>) -> Measure {
        let measures: Vec<Measure> = (0u32..)
            .zip(graph.scopes())
            .filter(|(_, scope)| scope.kind == ScopeKind::Process)
            .map(|(at, _)| self.measure(at))
            .collect();
        if let [only] = measures.as_slice() {
            return only.clone();
        }
        Measure {
            from: measures
                .iter()
                .map(|measure| measure.from.clone())
                .max()
                .unwrap_or_default(),
            to: measures
                .iter()
                .map(|measure| measure.to.clone())
                .try_fold(ExactFigure::zero(), |sum, to| Some(sum + to?)),
            unknown: measures
                .iter()
                .flat_map(|measure| measure.unknown.clone())
                .collect(),
            parts: Vec::new(),
        }
    }
}

fn graph_has_choice(graph: &Graph<'_>, members: &[u32]) -> bool {
    members
        .iter()
        .any(|node| graph.outgoing(*node).len() > 1 && net::branching(graph, *node) == Kind::Choose)
}

/// From the start: the longest of parallel branches, the most likely of alternatives, no loop twice.
fn path(graph: &Graph<'_>, net: &Net, folded: &Folded) -> Vec<u32> {
    let mut seen = HashSet::new();
    let mut nodes = Vec::new();
    let mut at = net.start;
    while seen.insert(at) {
        nodes.extend(net.places[at].node);
        let outs = &net.places[at].outs;
        let fresh = |line: &&u32| !seen.contains(&net.lines[**line].to);
        let next = match folded.longest.get(&at) {
            Some(line) => Some(*line),
            None => outs
                .iter()
                .filter(fresh)
                .enumerate()
                .max_by(|(a, x), (b, y)| {
                    likely(graph, net, **x)
                        .cmp(&likely(graph, net, **y))
                        .then(b.cmp(a))
                })
                .map(|(_, line)| *line),
        };
        let Some(line) = next else { break };
        at = net.lines[line].to;
    }
    nodes
}

/// How likely a line is: stated shares first, then lines without; events that interrupt last.
fn likely(graph: &Graph<'_>, net: &Net, line: u32) -> Option<ExactFigure> {
    match net.lines[line].why {
        Why::Edge(edge) => {
            let at = usize::try_from(graph.edge(edge).flow?).ok()?;
            let share = graph.flow().sequence_flows.get(at)?.probability;
            match share {
                Some(share) => Some(share.get().into()),
                // What the stated shares leave.
                None => {
                    let outs = &net.places[net.lines[line].from].outs;
                    let stated = outs.iter().filter_map(|out| match net.lines[*out].why {
                        Why::Edge(edge) => {
                            let at = usize::try_from(graph.edge(edge).flow?).ok()?;
                            let share = graph.flow().sequence_flows.get(at)?.probability?;
                            Some(ExactFigure::from(share.get()))
                        }
                        _ => None,
                    });
                    let sum: ExactFigure = stated.sum();
                    let rest = ExactFigure::one() - sum;
                    (!rest.is_negative()).then_some(rest)
                }
            }
        }
        Why::Boundary(_) | Why::Failure => None,
        Why::Inner | Why::Undisturbed | Why::Entry(_) => Some(ExactFigure::one()),
    }
}

/// How long the nodes take each time.
pub(super) fn node_times(graph: &Graph<'_>) -> NodeTimes {
    let count = graph.flow().nodes.len();
    let none = || Some(Duration::default());
    let mut times = NodeTimes {
        work: Slots::with(count, none),
        waiting: Slots::with(count, none),
        why: Slots::with(count, Vec::new),
    };
    for (at, node) in (0u32..).zip(&graph.flow().nodes) {
        let mut why = Vec::new();
        match &node.is {
            NodeKind::Activity(activity) | NodeKind::Call(crate::flow::Call { activity, .. }) => {
                let automated = activity.has(crate::flow::ActivityMark::Automated);
                let mut of = |time: &Option<crate::flow::TimeValue>, none, free| match time {
                    Some(time) => {
                        let duration = Duration::of(time);
                        if duration.is_none() {
                            why.push(UnknownReason::NoMean);
                        }
                        duration
                    }
                    None if free => Some(Duration::default()),
                    None => {
                        why.push(none);
                        None
                    }
                };
                let work = of(&activity.work, UnknownReason::NoWorkTime, automated);
                times.waiting[at] = of(&activity.waiting, UnknownReason::NoWaitingTime, false);
                let often = super::compute::frequency(activity);
                if often.is_none() {
                    why.push(UnknownReason::NoFrequency);
                }
                times.work[at] = match (work, often) {
                    (Some(work), Some(often)) => Some(work.times(&often)),
                    _ => None,
                };
            }
            NodeKind::Event(event) => match &event.waiting {
                Some(time) => {
                    times.waiting[at] = Duration::of(time);
                    if times.waiting[at].is_none() {
                        why.push(UnknownReason::NoMean);
                    }
                }
                // What is waited for takes time.
                None if event.event == EventPosition::Catch
                    && event.trigger != EventTrigger::Link
                    && event.trigger != EventTrigger::None =>
                {
                    times.waiting[at] = None;
                    why.push(UnknownReason::NoWaitingTime);
                }
                None => {}
            },
            NodeKind::SubProcess(_) | NodeKind::Gateway(_) => {}
        }
        times.why[at] = why;
    }
    times
}
