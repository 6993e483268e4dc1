//! トークンの網 (net): a scope of a graph in ten kinds of places that tokens pass.
//!
//! A node becomes one to four places: what waits on its way in, what may interrupt it, what branches on
//! its way out. Everything that follows, reductions and exploration, knows these ten kinds alone.

use super::{Graph, slots::Slots};
use crate::flow::{EventPosition, EventTrigger, GatewayKind, NodeKind};
use std::collections::HashMap;
use tosei_types::ExactFigure;

/// What a place does with tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// Any one token in, one out: a step, or a place where branches meet without waiting.
    #[default]
    Pass,
    /// One in, one out of several.
    Pick,
    /// One in, one on each line out.
    Fork,
    /// One from each line in, one out.
    Join,
    /// One in, one or more lines out.
    Choose,
    /// Waits for what can still arrive, then one out.
    Gather,
    /// The one place that begins with a token.
    Start,
    /// Takes tokens: an end event, or a step that nothing follows.
    End,
    /// Takes all tokens of the scope.
    Stop,
    /// Takes a token that nobody counts: an event that did not happen.
    Drop,
}

/// Why a line of the net is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Why {
    /// Between two places of one node.
    #[default]
    Inner,
    /// A line of the graph.
    Edge(u32),
    /// A boundary event happens.
    Boundary(u32),
    /// No interrupting event happens.
    Undisturbed,
    /// The start event or first node of a run.
    Entry(u32),
    /// The inside of a sub-process ended the whole scope.
    Failure,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    /// The node, at the place by which it is told to have happened.
    pub(crate) node: Option<u32>,
    /// The node that it is part of.
    pub(crate) part_of: Option<u32>,
    pub(crate) ins: Vec<u32>,
    pub(crate) outs: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Line {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) why: Why,
    /// The line that is taken if no other is.
    pub(crate) default: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Net {
    pub(crate) places: Slots<Place>,
    pub(crate) lines: Slots<Line>,
    pub(crate) start: u32,
}

/// How several start events of a scope are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    One,
    All,
}

/// What the inside of a sub-process can do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside {
    /// It can end.
    pub(crate) completes: bool,
    /// It can end with an error that nothing around it takes.
    pub(crate) fails: bool,
}

impl Net {
    /// Places in a row of kinds, the first of them the beginning, for tests.
    #[cfg(test)]
    pub(crate) fn of(kinds: &[Kind], lines: &[(u32, u32)]) -> Self {
        let mut net = Self::default();
        for kind in kinds {
            net.place(*kind, None);
        }
        for (from, to) in lines {
            net.line(*from, *to, Why::Inner);
        }
        net
    }

    pub(crate) fn place(&mut self, kind: Kind, part_of: Option<u32>) -> u32 {
        self.places.push(Place {
            kind,
            part_of,
            ..Place::default()
        })
    }

    pub(crate) fn line(&mut self, from: u32, to: u32, why: Why) -> u32 {
        let at = self.lines.push(Line {
            from,
            to,
            why,
            default: false,
        });
        self.places[from].outs.push(at);
        self.places[to].ins.push(at);
        at
    }
}

/// How the lines out of a node are taken, where it has several.
///
/// A step whose branches all have a share, and whose shares sum to one, takes one of them; with shares or
/// conditions otherwise, any number; without, all. What follows a boundary event always happens, because
/// a share there says how often the event does.
pub(crate) fn branching(graph: &Graph<'_>, node: u32) -> Kind {
    if graph.is_event(node, EventPosition::Boundary) {
        return Kind::Fork;
    }
    match graph.node(node).map(|node| &node.is) {
        Some(NodeKind::Gateway(gateway)) => match gateway.gateway {
            GatewayKind::Exclusive | GatewayKind::EventBased => Kind::Pick,
            GatewayKind::Parallel => Kind::Fork,
            GatewayKind::Inclusive | GatewayKind::Complex => Kind::Choose,
        },
        _ => {
            let flows = || {
                graph.outgoing(node).iter().filter_map(|at| {
                    let at = usize::try_from(graph.edge(*at).flow?).ok()?;
                    graph.flow().sequence_flows.get(at)
                })
            };
            let shares: Vec<_> = flows().filter_map(|flow| flow.probability).collect();
            if shares.len() == graph.outgoing(node).len()
                && shares
                    .iter()
                    .map(|share| ExactFigure::from(share.get()))
                    .sum::<ExactFigure>()
                    .is_one()
            {
                Kind::Pick
            } else if flows().any(|flow| flow.condition.is_some() || flow.probability.is_some()) {
                Kind::Choose
            } else {
                Kind::Fork
            }
        }
    }
}

/// What a node waits for, where several lines lead to it.
fn joining(graph: &Graph<'_>, node: u32) -> Kind {
    match graph
        .node(node)
        .and_then(|node| node.gateway())
        .map(|gateway| gateway.gateway)
    {
        Some(GatewayKind::Parallel) => Kind::Join,
        Some(GatewayKind::Inclusive | GatewayKind::Complex) => Kind::Gather,
        _ => Kind::Pass,
    }
}

/// Whether a node ends its whole scope: 停止, or an error within.
pub(crate) fn stops(graph: &Graph<'_>, node: u32) -> bool {
    graph.is_event(node, EventPosition::End)
        && matches!(
            graph.trigger(node),
            Some(EventTrigger::Terminate | EventTrigger::Error | EventTrigger::Cancel)
        )
}

/// Whether an end event raises what an event around its sub-process takes.
pub(crate) fn raises(graph: &Graph<'_>, node: u32) -> bool {
    graph.is_event(node, EventPosition::End)
        && matches!(
            graph.trigger(node),
            Some(EventTrigger::Error | EventTrigger::Cancel)
        )
}

/// The ends within a sub-process that raise `trigger` around it: its own, and those of the event
/// sub-processes within it.
pub(crate) fn raised(graph: &Graph<'_>, sub: u32, trigger: EventTrigger) -> Vec<u32> {
    let mut open = vec![sub];
    let mut found = Vec::new();
    while let Some(sub) = open.pop() {
        let scope = graph.inside(sub).and_then(|at| graph.scope(at));
        for node in scope.iter().flat_map(|scope| &scope.members).copied() {
            if graph.is_by_event(node) {
                open.push(node);
            } else if raises(graph, node) && graph.trigger(node) == Some(trigger) {
                found.push(node);
            }
        }
    }
    found
}

/// Whether a node does nothing but take tokens.
fn ends(graph: &Graph<'_>, node: u32) -> bool {
    (graph.outgoing(node).is_empty() || stops(graph, node))
        && graph.boundary(node).is_empty()
        && graph.inside(node).is_none()
}

pub(crate) fn build(
    graph: &Graph<'_>,
    scope: u32,
    begin: Begin,
    inside: impl Fn(u32) -> Inside,
) -> Net {
    let blank = super::Scope::default();
    let scope = usize::try_from(scope)
        .ok()
        .and_then(|at| graph.scopes().get(at))
        .unwrap_or(&blank);
    let mut net = Net::default();
    net.start = net.place(Kind::Start, None);
    // By node; maps, so that a thousand small scopes cost no more than one large one.
    let mut first: HashMap<u32, u32> = HashMap::new();
    let mut last: HashMap<u32, u32> = HashMap::new();
    let known =
        |places: &HashMap<u32, u32>, node: u32| places.get(&node).copied().unwrap_or(u32::MAX);
    let members = || {
        scope
            .members
            .iter()
            .copied()
            .filter(|node| !graph.is_by_event(*node))
    };
    for node in members() {
        let several = graph.incoming(node).len() > 1;
        let mut kind = if several {
            joining(graph, node)
        } else {
            Kind::Pass
        };
        if kind == Kind::Pass && ends(graph, node) {
            kind = if stops(graph, node) {
                Kind::Stop
            } else {
                Kind::End
            };
        }
        let place = net.place(kind, Some(node));
        net.places[place].node = Some(node);
        first.insert(node, place);
        last.insert(node, place);
    }
    for node in members() {
        let exit = interrupted(&mut net, graph, node, &first, known(&last, node), &inside);
        last.insert(node, exit);
    }
    for node in members() {
        let outs = graph.outgoing(node);
        let exit = known(&last, node);
        if matches!(net.places[exit].kind, Kind::End | Kind::Stop) {
            continue;
        }
        if outs.is_empty() || stops(graph, node) {
            let kind = if stops(graph, node) {
                Kind::Stop
            } else {
                Kind::End
            };
            let end = net.place(kind, Some(node));
            net.line(exit, end, Why::Inner);
            continue;
        }
        let exit = if outs.len() > 1 {
            let split = net.place(branching(graph, node), Some(node));
            net.line(exit, split, Why::Inner);
            split
        } else {
            exit
        };
        let default = graph
            .node(node)
            .and_then(|node| node.gateway())
            .and_then(|gateway| gateway.default.as_ref());
        for at in outs {
            let edge = graph.edge(*at);
            let line = net.line(exit, known(&first, edge.to), Why::Edge(*at));
            let id = edge
                .flow
                .and_then(|at| usize::try_from(at).ok())
                .and_then(|at| graph.flow().sequence_flows.get(at))
                .map(|flow| &flow.id);
            net.lines[line].default = default.is_some() && id == default;
        }
    }
    let (entries, are_starts) = graph.entries(scope);
    let kind = if are_starts && begin == Begin::One {
        Kind::Pick
    } else {
        Kind::Fork
    };
    let mut from = net.start;
    if entries.len() > 1 {
        from = net.place(kind, None);
        net.line(net.start, from, Why::Inner);
    }
    for entry in &entries {
        net.line(from, known(&first, *entry), Why::Entry(*entry));
    }
    // Only a sub-process can be empty.
    if scope.members.is_empty() {
        let end = net.place(Kind::End, None);
        net.line(net.start, end, Why::Inner);
    }
    net
}

/// The places by which boundary events and failures leave a node; the place after all of them.
fn interrupted(
    net: &mut Net,
    graph: &Graph<'_>,
    node: u32,
    first: &HashMap<u32, u32>,
    mut exit: u32,
    inside: &impl Fn(u32) -> Inside,
) -> u32 {
    let flows = |event: &&u32| graph.trigger(**event) != Some(EventTrigger::Compensation);
    let beside = |event: &u32| {
        graph
            .node(*event)
            .and_then(|node| node.event())
            .is_some_and(|event| event.non_interrupting)
    };
    let events: Vec<u32> = graph.boundary(node).iter().filter(flows).copied().collect();
    let (aside, instead): (Vec<u32>, Vec<u32>) = events.into_iter().partition(beside);
    if !aside.is_empty() {
        let fork = net.place(Kind::Fork, Some(node));
        net.line(exit, fork, Why::Inner);
        exit = net.place(Kind::Pass, Some(node));
        net.line(fork, exit, Why::Inner);
        for event in aside {
            let pick = net.place(Kind::Pick, Some(node));
            net.line(fork, pick, Why::Inner);
            net.line(
                pick,
                first.get(&event).copied().unwrap_or(u32::MAX),
                Why::Boundary(event),
            );
            let drop = net.place(Kind::Drop, Some(node));
            net.line(pick, drop, Why::Undisturbed);
        }
    }
    let within = graph.inside(node).map(|_| inside(node));
    let completes = within.is_none_or(|within| within.completes);
    let fails = within.is_some_and(|within| within.fails);
    if !instead.is_empty() || fails || !completes {
        let pick = net.place(Kind::Pick, Some(node));
        net.line(exit, pick, Why::Inner);
        for event in instead {
            net.line(
                pick,
                first.get(&event).copied().unwrap_or(u32::MAX),
                Why::Boundary(event),
            );
        }
        if fails {
            let stop = net.place(Kind::Stop, Some(node));
            net.line(pick, stop, Why::Failure);
        }
        exit = net.place(Kind::Pass, Some(node));
        if completes {
            net.line(pick, exit, Why::Undisturbed);
        }
    }
    exit
}
