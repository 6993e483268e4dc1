//! グラフ: a flow compiled once into indexes, and what does not hold together in it.

mod check;
mod compile;
pub(crate) mod net;
pub(crate) mod slots;

pub use check::graph_rules;

use crate::flow::{EventPosition, EventTrigger, Flow, Node, NodeKind};
use slots::Slots;
use std::collections::HashMap;
use tosei_document::{Report, Severity};

/// Why a flow cannot be judged or measured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphError {
    /// The flow does not hold together: ids twice, references to nothing, circles of sub-processes.
    #[error("the flow does not hold together: `{}` defects, the first is `{}`",
        .0.count(Severity::Error), .0.first().map_or("", |finding| &finding.rule))]
    Defects(Box<Report>),
}

impl GraphError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Defects(_) => "bpr.graph.defects",
        }
    }
}

impl tosei_document::Explain for GraphError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: tosei_types::Language) -> String {
        let Self::Defects(report) = self;
        let first = report
            .first()
            .map(|finding| graph_rules().sentence(finding, language))
            .unwrap_or_default();
        match language {
            tosei_types::Language::Ja => format!("業務フローに矛盾があります。{first}"),
            tosei_types::Language::En => {
                format!("The flow does not hold together: {first}")
            }
        }
    }
}

/// A line from one node to another: a sequence flow, or the jump of a link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Edge {
    /// The node that it comes from.
    pub from: u32,
    /// The node that it goes to.
    pub to: u32,
    /// Which sequence flow of [`Flow::sequence_flows`] it is; `None` for a link.
    pub flow: Option<u32>,
}

/// What a scope is: a process, or the inside of a sub-process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ScopeKind {
    /// A process: everything at the top of one pool, or of the flow where it has no pools.
    #[default]
    Process,
    /// The inside of the sub-process at this index.
    SubProcess(u32),
}

/// 範囲 (scope): nodes that begin and end together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// What it is.
    pub kind: ScopeKind,
    /// Its nodes, in the order of the flow, without those of sub-processes within.
    pub members: Vec<u32>,
}

/// グラフ (graph): a flow by indexes, compiled once for many questions.
///
/// The index of a node is its place in [`Flow::nodes`]. What cannot be resolved is left out and stands
/// in the [`report`](Self::report); [`checked`](Self::checked) refuses such a flow.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, graph::Graph};
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "f",
///   "nodes": [
///     {"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}},
///     {"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}
///   ],
///   "sequence_flows": [{"id": "a", "from": "start", "to": "end"},
///                      {"id": "b", "from": "start", "to": "nowhere"}]
/// }"#)?;
/// let graph = Graph::compile(&flow);
/// assert_eq!(graph.edges().len(), 1);
/// assert_eq!(&*graph.report().first().unwrap().rule, "bpr.graph.unknown_node");
/// assert!(Graph::checked(&flow).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Graph<'f> {
    flow: &'f Flow,
    edges: Vec<Edge>,
    outgoing: Slots<Vec<u32>>,
    incoming: Slots<Vec<u32>>,
    parent: Slots<Option<u32>>,
    boundary: Slots<Vec<u32>>,
    lane: Slots<Option<LaneAt>>,
    scopes: Vec<Scope>,
    scope_of: Slots<u32>,
    inside: Slots<Option<u32>>,
    by_id: HashMap<&'f str, u32>,
    report: Report,
}

/// A lane as (index of the pool, index of the lane in it).
type LaneAt = (u32, u32);

impl<'f> Graph<'f> {
    /// Compiles a flow, leaving out what cannot be resolved.
    #[must_use]
    pub fn compile(flow: &'f Flow) -> Self {
        compile::compile(flow)
    }

    /// Compiles a flow that holds together.
    ///
    /// # Errors
    ///
    /// [`GraphError::Defects`] with all findings if one of them is an error.
    pub fn checked(flow: &'f Flow) -> Result<Self, GraphError> {
        let graph = Self::compile(flow);
        if graph.report.count(Severity::Error) > 0 {
            return Err(GraphError::Defects(Box::new(graph.report)));
        }
        Ok(graph)
    }

    /// The flow.
    #[must_use]
    pub fn flow(&self) -> &'f Flow {
        self.flow
    }

    /// What does not hold together.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The node at an index.
    #[must_use]
    pub fn node(&self, at: u32) -> Option<&'f Node> {
        usize::try_from(at)
            .ok()
            .and_then(|at| self.flow.nodes.get(at))
    }

    /// The index of a node by its id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> u32 {
        self.outgoing.len()
    }

    /// The lines, in the order of the flow, links last.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The line at an index.
    #[must_use]
    pub fn edge(&self, at: u32) -> Edge {
        usize::try_from(at)
            .ok()
            .and_then(|at| self.edges.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// The lines that leave a node, as indexes of [`edges`](Self::edges).
    #[must_use]
    pub fn outgoing(&self, node: u32) -> &[u32] {
        &self.outgoing[node]
    }

    /// The lines that enter a node.
    #[must_use]
    pub fn incoming(&self, node: u32) -> &[u32] {
        &self.incoming[node]
    }

    /// The sub-process that a node is part of.
    #[must_use]
    pub fn parent(&self, node: u32) -> Option<u32> {
        self.parent[node]
    }

    /// The events at the boundary of an activity.
    #[must_use]
    pub fn boundary(&self, host: u32) -> &[u32] {
        &self.boundary[host]
    }

    /// The lane of a node.
    #[must_use]
    pub fn lane(&self, node: u32) -> Option<&'f crate::flow::Lane> {
        let (pool, lane) = self.lane[node]?;
        let pool = self.flow.pools.get(usize::try_from(pool).ok()?)?;
        pool.lanes.get(usize::try_from(lane).ok()?)
    }

    /// Processes first, then sub-processes in the order of the flow.
    #[must_use]
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The scope that a node is in, as an index of [`scopes`](Self::scopes).
    #[must_use]
    pub fn scope_of(&self, node: u32) -> u32 {
        self.scope_of[node]
    }

    /// The scope within a sub-process.
    #[must_use]
    pub fn inside(&self, sub_process: u32) -> Option<u32> {
        self.inside[sub_process]
    }

    pub(crate) fn scope(&self, at: u32) -> Option<&Scope> {
        usize::try_from(at).ok().and_then(|at| self.scopes.get(at))
    }

    /// All scopes, each after those within it.
    pub(crate) fn innermost_first(&self) -> Vec<u32> {
        let count = u32::try_from(self.scopes.len()).unwrap_or(u32::MAX);
        let mut depth: Slots<Option<u32>> = Slots::with(self.scopes.len(), || None);
        for scope in 0..count {
            let mut chain = Vec::new();
            let mut at = Some(scope);
            let mut known = 0u32;
            while let Some(scope) = at {
                if let Some(depth) = depth[scope] {
                    known = depth.saturating_add(1);
                    break;
                }
                chain.push(scope);
                at = match self.scope(scope).map(|scope| scope.kind) {
                    Some(ScopeKind::SubProcess(node)) => Some(self.scope_of(node)),
                    _ => None,
                };
            }
            for scope in chain.into_iter().rev() {
                depth[scope] = Some(known);
                known = known.saturating_add(1);
            }
        }
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_by_key(|scope| (std::cmp::Reverse(depth[*scope]), *scope));
        order
    }

    pub(crate) fn is_event(&self, node: u32, position: EventPosition) -> bool {
        self.node(node)
            .and_then(Node::event)
            .is_some_and(|event| event.event == position)
    }

    pub(crate) fn trigger(&self, node: u32) -> Option<EventTrigger> {
        self.node(node)
            .and_then(Node::event)
            .map(|event| event.trigger)
    }

    /// An event sub-process: nothing leads to it, an event begins it.
    pub(crate) fn is_by_event(&self, node: u32) -> bool {
        matches!(self.node(node).map(|node| &node.is),
            Some(NodeKind::SubProcess(sub)) if sub.by_event)
    }

    /// Where a scope begins: its start events, or else the nodes that nothing leads to.
    ///
    /// The second value says whether they are start events.
    #[must_use]
    pub fn entries(&self, scope: &Scope) -> (Vec<u32>, bool) {
        let starts: Vec<u32> = scope
            .members
            .iter()
            .copied()
            .filter(|node| self.is_event(*node, EventPosition::Start))
            .collect();
        if !starts.is_empty() {
            return (starts, true);
        }
        let free = |node: &u32| {
            self.incoming(*node).is_empty()
                && !self.is_event(*node, EventPosition::Boundary)
                && !self.is_by_event(*node)
        };
        (scope.members.iter().copied().filter(free).collect(), false)
    }

    /// The name of a scope: of the sub-process, or of the pool of its first node.
    #[must_use]
    pub fn scope_title(&self, scope: &Scope) -> Option<&'f str> {
        match scope.kind {
            ScopeKind::SubProcess(at) => self.node(at).map(Node::title),
            ScopeKind::Process => {
                let pool = self.node(*scope.members.first()?)?.pool.as_ref()?;
                let pool = self.flow.pool(pool.as_str())?;
                Some(pool.name.as_deref().unwrap_or(pool.id.as_str()))
            }
        }
    }

    /// The id of a scope: of the sub-process, or of the pool of its first node.
    #[must_use]
    pub fn scope_id(&self, scope: &Scope) -> Option<&'f crate::flow::ElementId> {
        match scope.kind {
            ScopeKind::SubProcess(at) => self.node(at).map(|node| &node.id),
            ScopeKind::Process => self.node(*scope.members.first()?)?.pool.as_ref(),
        }
    }
}
