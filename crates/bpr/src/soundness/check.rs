//! The check itself: scope by scope, the innermost first.

use super::{
    explore::{Explored, Explorer, Run},
    reduce::{Line, Reduced, reduce},
    result::{
        Assumption, AssumptionKind, Problem, ProblemKind, ScopeSoundness, Soundness,
        SoundnessOptions, Starts, TraceStep, Verdict,
    },
};
use crate::{
    flow::{ElementId, EventPosition, EventTrigger, Flow, GatewayKind, NodeKind, TaskKind},
    graph::{
        Graph, GraphError, ScopeKind,
        net::{self, Begin, Inside},
        slots::Slots,
    },
};
use std::collections::HashMap;

/// 健全性 (soundness): whether every case that begins can end, and every step can happen.
///
/// The tokens of BPMN are followed (`omg-bpmn-2`, 13): an exclusive or event-based gateway takes one
/// branch, a parallel one all, an inclusive one any number of them; a step takes each token that comes.
/// An inclusive join waits while a token that it does not hold can still come to one of its empty lines,
/// unless that token could as well come to one that is not empty. Boundary events can happen each time.
/// Messages that are waited for arrive.
///
/// Blocks that certainly behave are folded first, so that flows of real size need few states. What is
/// left is explored up to [`SoundnessOptions::max_states`]; beyond, the verdict is
/// [`Verdict::NotDecided`], never a guess.
///
/// # Errors
///
/// [`GraphError::Defects`] if the flow does not hold together.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, soundness::{ProblemKind, SoundnessOptions, soundness}};
///
/// // One of two branches is taken, and the join waits for both.
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "f",
///   "nodes": [
///     {"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}},
///     {"id": "one of", "is": {"kind": "gateway", "gateway": "exclusive"}},
///     {"id": "both", "is": {"kind": "gateway", "gateway": "parallel"}},
///     {"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}
///   ],
///   "sequence_flows": [{"id": "a", "from": "start", "to": "one of"},
///                      {"id": "b", "from": "one of", "to": "both"},
///                      {"id": "c", "from": "one of", "to": "both"},
///                      {"id": "d", "from": "both", "to": "end"}]
/// }"#)?;
/// let result = soundness(&flow, SoundnessOptions::default()).unwrap();
/// assert!(result.has(ProblemKind::Deadlock));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "健全性")]
pub fn soundness(flow: &Flow, options: SoundnessOptions) -> Result<Soundness, GraphError> {
    soundness_by(flow, options, reduce)
}

/// The check with another way to fold, for the tests.
pub(super) fn soundness_by(
    flow: &Flow,
    options: SoundnessOptions,
    reduce: fn(&net::Net) -> Reduced,
) -> Result<Soundness, GraphError> {
    let graph = Graph::checked(flow)?;
    let mut check = Check {
        graph: &graph,
        options,
        reduce,
        inside: Slots::with(flow.nodes.len(), || None),
        ways: HashMap::new(),
        results: Slots::with(graph.scopes().len(), || None),
    };
    for scope in graph.innermost_first() {
        check.scope(scope);
    }
    let results = check.finish();
    Ok(Soundness {
        flow: flow.id.clone(),
        options,
        scopes: results,
        assumptions: assumptions(&graph),
    })
}

/// One scope's result while its runs are still lists of indexes.
#[derive(Debug, Clone, Default)]
struct Found {
    problems: Vec<(ProblemKind, Vec<u32>, Vec<u32>)>,
    open: Vec<ProblemKind>,
    places_left: u32,
    states: u32,
}

struct Check<'g> {
    graph: &'g Graph<'g>,
    options: SoundnessOptions,
    reduce: fn(&net::Net) -> Reduced,
    inside: Slots<Option<Inside>>,
    /// The shortest way found to a sub-process, within the scope around it.
    ways: HashMap<u32, Vec<u32>>,
    results: Slots<Option<Found>>,
}

impl Check<'_> {
    fn scope(&mut self, at: u32) {
        let graph = self.graph;
        let begin = match self.options.starts {
            Starts::OneOf => Begin::One,
            Starts::Together => Begin::All,
        };
        let net = net::build(graph, at, begin, |node| {
            self.inside[node].unwrap_or(Inside {
                completes: true,
                fails: false,
            })
        });
        let reduced = (self.reduce)(&net);
        let places = reduced.places.len();
        let (explored, counted) = explore(&reduced, self.options.max_states);
        let mut found = Found {
            places_left: places,
            states: explored.states,
            ..Found::default()
        };
        // Lines and places at which something happened, in the exploration that saw more.
        let seen = counted.as_ref().unwrap_or(&explored);
        if let Some(counted) = &counted {
            found.states = found.states.saturating_add(counted.states);
        }
        self.problems(&mut found, &reduced, &explored, seen);
        let reached = reached(&reduced, seen);
        let members = graph
            .scope(at)
            .map(|scope| scope.members.clone())
            .unwrap_or_default();
        let dead: Vec<u32> = members
            .iter()
            .copied()
            .filter(|node| !reached.contains_key(node))
            .filter(|node| !graph.is_by_event(*node))
            .filter(|node| {
                !graph.is_event(*node, EventPosition::Boundary)
                    || graph.trigger(*node) != Some(EventTrigger::Compensation)
            })
            .collect();
        if !dead.is_empty() {
            if seen.complete {
                found
                    .problems
                    .push((ProblemKind::DeadActivities, dead, Vec::new()));
            } else {
                found.open.push(ProblemKind::DeadActivities);
            }
        }
        for node in &members {
            if graph.inside(*node).is_some()
                && let Some(run) = reached.get(node)
            {
                let mut way = seen.nodes(&reduced, *run);
                if let Some(last) = way.iter().position(|at| at == node) {
                    way.truncate(last.saturating_add(1));
                }
                self.ways.insert(*node, way);
            }
        }
        if let ScopeKind::SubProcess(node) = kind(graph, at) {
            self.inside[node] = Some(Inside {
                completes: seen.can_end || !seen.complete,
                fails: self.fails(node, &members, &reached),
            });
        }
        self.results[at] = Some(found);
    }

    /// Whether an error within is taken by no event at the boundary.
    fn fails(&self, node: u32, members: &[u32], reached: &HashMap<u32, Run>) -> bool {
        let raised = |trigger: EventTrigger| {
            members.iter().any(|at| {
                net::raises(self.graph, *at)
                    && self.graph.trigger(*at) == Some(trigger)
                    && reached.contains_key(at)
            })
        };
        let taken = |trigger: EventTrigger| {
            self.graph
                .boundary(node)
                .iter()
                .any(|event| self.graph.trigger(*event) == Some(trigger))
        };
        [EventTrigger::Error, EventTrigger::Cancel]
            .into_iter()
            .any(|trigger| raised(trigger) && !taken(trigger))
    }

    fn problems(&self, found: &mut Found, reduced: &Reduced, explored: &Explored, seen: &Explored) {
        let mut add = |kind: ProblemKind, nodes: Vec<u32>, trace: Vec<u32>| {
            found.problems.push((kind, nodes, trace));
        };
        let decided = seen.complete;
        let mut open = Vec::new();
        match &seen.deadlock {
            Some((run, waiting)) => add(
                ProblemKind::Deadlock,
                waiting.clone(),
                seen.nodes(reduced, *run),
            ),
            None if !decided => open.push(ProblemKind::Deadlock),
            None => {}
        }
        match seen.endless {
            Some(run) => {
                let trace = seen.nodes(reduced, run);
                add(
                    ProblemKind::EndlessLoop,
                    trace.last().copied().into_iter().collect(),
                    trace,
                );
            }
            None if !decided => open.push(ProblemKind::EndlessLoop),
            None => {}
        }
        match explored.unsafe_run {
            Some((run, line)) => {
                let trace = explored.nodes(reduced, run);
                let behind = after(reduced, line);
                add(ProblemKind::LackOfSynchronization, behind, trace);
            }
            None if !explored.complete => open.push(ProblemKind::LackOfSynchronization),
            None => {}
        }
        match seen.improper {
            Some((run, place)) => {
                let end = &reduced.places[place];
                let mut nodes: Vec<u32> = end.node.into_iter().collect();
                // Of ends that were folded the nodes are on the line.
                if nodes.is_empty() {
                    for line in &end.ins {
                        nodes.extend(reduced.nodes(reduced.lines[*line].part, false).last());
                    }
                }
                nodes.sort_unstable();
                nodes.dedup();
                add(
                    ProblemKind::NoProperCompletion,
                    nodes,
                    seen.nodes(reduced, run),
                );
            }
            None if !decided => open.push(ProblemKind::NoProperCompletion),
            None => {}
        }
        match seen.unbounded {
            Some(run) => {
                let trace = seen.nodes(reduced, run);
                add(
                    ProblemKind::Unbounded,
                    trace.last().copied().into_iter().collect(),
                    trace,
                );
            }
            None if !decided => open.push(ProblemKind::Unbounded),
            None => {}
        }
        found.open = open;
    }

    /// The results in order, with the way to a sub-process before each run within it.
    fn finish(&mut self) -> Vec<ScopeSoundness> {
        let graph = self.graph;
        let mut results = Vec::new();
        for (at, scope) in (0u32..).zip(graph.scopes()) {
            let found = self.results[at].take().unwrap_or_default();
            let mut before: Vec<u32> = Vec::new();
            if found.problems.iter().any(|(_, _, trace)| !trace.is_empty()) {
                let mut chain = Vec::new();
                let mut kind = scope.kind;
                while let ScopeKind::SubProcess(node) = kind {
                    chain.push(self.ways.get(&node).cloned().unwrap_or_else(|| vec![node]));
                    kind = self::kind(graph, graph.scope_of(node));
                }
                before = chain.into_iter().rev().flatten().collect();
            }
            let verdict = if !found.problems.is_empty() {
                Verdict::Unsound
            } else if found.open.is_empty() {
                Verdict::Sound
            } else {
                Verdict::NotDecided {
                    states: found.states,
                }
            };
            let problems = found
                .problems
                .into_iter()
                .map(|(kind, nodes, trace)| Problem {
                    kind,
                    nodes: nodes.iter().filter_map(|node| id(graph, *node)).collect(),
                    trace: if trace.is_empty() {
                        Vec::new()
                    } else {
                        let steps = before.iter().chain(&trace);
                        steps.filter_map(|node| step(graph, *node)).collect()
                    },
                })
                .collect();
            results.push(ScopeSoundness {
                scope: graph.scope_id(scope).cloned(),
                title: graph.scope_title(scope).map(str::to_owned),
                verdict,
                problems,
                open: found.open,
                nodes: u32::try_from(scope.members.len()).unwrap_or(u32::MAX),
                places_left: found.places_left,
                states: found.states,
            });
        }
        results
    }
}

fn kind(graph: &Graph<'_>, scope: u32) -> ScopeKind {
    graph
        .scope(scope)
        .map_or(ScopeKind::Process, |scope| scope.kind)
}

fn id(graph: &Graph<'_>, node: u32) -> Option<ElementId> {
    graph.node(node).map(|node| node.id.clone())
}

fn step(graph: &Graph<'_>, node: u32) -> Option<TraceStep> {
    graph.node(node).map(|node| TraceStep {
        node: node.id.clone(),
        title: node.title().to_owned(),
    })
}

/// First with at most one token a line; where that is not enough, with tokens counted.
fn explore(reduced: &Reduced, max_states: u32) -> (Explored, Option<Explored>) {
    let explored = Explorer::new(reduced, 1, max_states).run();
    let counted = explored
        .unsafe_run
        .is_some()
        .then(|| Explorer::new(reduced, 8, max_states).run());
    (explored, counted)
}

/// The nodes that some run comes by, with the first such run.
fn reached(reduced: &Reduced, explored: &Explored) -> HashMap<u32, Run> {
    let mut reached: HashMap<u32, Run> = HashMap::new();
    for line in 0..reduced.lines.len() {
        if let Some(run) = explored.reaching_line(line) {
            for node in reduced.nodes(reduced.lines[line].part, true) {
                reached.entry(node).or_insert(run);
            }
        }
    }
    for place in 0..reduced.places.len() {
        if let (Some(node), Some(run)) = (reduced.places[place].node, explored.firing(place)) {
            reached.entry(node).or_insert(run);
        }
    }
    reached
}

/// What a second token on a line comes to: the first node on it, or behind it; of a gateway that joins and
/// splits the gateway itself.
fn after(reduced: &Reduced, line: u32) -> Vec<u32> {
    let Line { from, to, part, .. } = reduced.lines[line];
    let on_it = reduced.nodes(part, false).first().copied();
    let node = on_it.or(reduced.places[to].node);
    node.or(reduced.places[from].node).into_iter().collect()
}

fn assumptions(graph: &Graph<'_>) -> Vec<Assumption> {
    let mut made = Vec::new();
    for (at, node) in (0u32..).zip(&graph.flow().nodes) {
        let mut add = |kind| {
            made.push(Assumption {
                kind,
                node: node.id.clone(),
            });
        };
        match &node.is {
            NodeKind::Gateway(gateway) => {
                let several = graph.outgoing(at).len() > 1 || graph.incoming(at).len() > 1;
                if gateway.gateway == GatewayKind::Complex && several {
                    add(AssumptionKind::ComplexAsInclusive);
                }
            }
            NodeKind::SubProcess(sub) => {
                if sub.ad_hoc {
                    add(AssumptionKind::AdHocOnce);
                }
                if sub.by_event {
                    add(AssumptionKind::EventSubProcessApart);
                }
            }
            NodeKind::Event(event) => {
                if event.event == EventPosition::Boundary && event.non_interrupting {
                    add(AssumptionKind::NonInterruptingOnce);
                }
                if event.event == EventPosition::Catch && event.trigger == EventTrigger::Message {
                    add(AssumptionKind::MessagesArrive);
                }
            }
            NodeKind::Activity(activity) => {
                if activity.task == Some(TaskKind::Receive) {
                    add(AssumptionKind::MessagesArrive);
                }
            }
            NodeKind::Call(_) => {}
        }
    }
    made
}
