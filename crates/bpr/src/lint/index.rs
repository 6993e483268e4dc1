//! Where the parts of a flow are, and what leads to what.

use crate::{ElementId, EventPosition, Flow, Lane, Node, NodeKind, SequenceFlow};
use std::collections::{HashMap, HashSet};

/// The parts of a flow by id; of two parts with one id the first counts.
pub(crate) struct Index<'f> {
    pub(crate) flow: &'f Flow,
    nodes: HashMap<&'f str, usize>,
    pools: HashMap<&'f str, usize>,
    lanes: HashMap<&'f str, (usize, &'f Lane)>,
    incoming: Vec<Vec<usize>>,
    outgoing: Vec<Vec<usize>>,
    boundary: HashMap<&'f str, Vec<usize>>,
    parents: HashSet<&'f str>,
    links: HashMap<(&'f str, EventPosition), Vec<usize>>,
}

impl<'f> Index<'f> {
    pub(crate) fn new(flow: &'f Flow) -> Self {
        let mut nodes = HashMap::with_capacity(flow.nodes.len());
        for (at, node) in flow.nodes.iter().enumerate() {
            nodes.entry(node.id.as_str()).or_insert(at);
        }
        let mut pools = HashMap::new();
        let mut lanes = HashMap::new();
        for (at, pool) in flow.pools.iter().enumerate() {
            pools.entry(pool.id.as_str()).or_insert(at);
            for lane in &pool.lanes {
                lanes.entry(lane.id.as_str()).or_insert((at, lane));
            }
        }
        let mut incoming = vec![Vec::new(); flow.nodes.len()];
        let mut outgoing = vec![Vec::new(); flow.nodes.len()];
        for (at, edge) in flow.sequence_flows.iter().enumerate() {
            let end = |id: &str| nodes.get(id).copied();
            if let Some(list) = end(edge.from.as_str()).and_then(|node| outgoing.get_mut(node)) {
                list.push(at);
            }
            if let Some(list) = end(edge.to.as_str()).and_then(|node| incoming.get_mut(node)) {
                list.push(at);
            }
        }
        let mut boundary: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut parents = HashSet::new();
        let mut links: HashMap<(&str, EventPosition), Vec<usize>> = HashMap::new();
        for (at, node) in flow.nodes.iter().enumerate() {
            parents.extend(node.parent.as_ref().map(ElementId::as_str));
            let Some(event) = node.event() else { continue };
            if let Some(host) = &event.attached_to {
                boundary.entry(host.as_str()).or_default().push(at);
            }
            if let Some(link) = &event.link {
                links.entry((link, event.event)).or_default().push(at);
            }
        }
        Self {
            flow,
            nodes,
            pools,
            lanes,
            incoming,
            outgoing,
            boundary,
            parents,
            links,
        }
    }

    pub(crate) fn node_at(&self, id: &str) -> Option<usize> {
        self.nodes.get(id).copied()
    }

    pub(crate) fn node(&self, id: &str) -> Option<&'f Node> {
        self.flow.nodes.get(self.node_at(id)?)
    }

    pub(crate) fn is_pool(&self, id: &str) -> bool {
        self.pools.contains_key(id)
    }

    /// The position of a lane's pool, and the lane.
    pub(crate) fn lane(&self, id: &str) -> Option<(usize, &'f Lane)> {
        self.lanes.get(id).copied()
    }

    /// The id of the pool that a node or pool belongs to.
    pub(crate) fn pool_of(&self, id: &str) -> Option<&'f str> {
        if let Some(at) = self.pools.get(id) {
            return self.flow.pools.get(*at).map(|pool| pool.id.as_str());
        }
        self.node(id)?.pool.as_ref().map(ElementId::as_str)
    }

    pub(crate) fn incoming(&self, node: usize) -> std::vec::IntoIter<&'f SequenceFlow> {
        Self::edges(self.flow, self.incoming.get(node))
    }

    pub(crate) fn outgoing(&self, node: usize) -> std::vec::IntoIter<&'f SequenceFlow> {
        Self::edges(self.flow, self.outgoing.get(node))
    }

    fn edges(flow: &'f Flow, list: Option<&Vec<usize>>) -> std::vec::IntoIter<&'f SequenceFlow> {
        let edges: Vec<_> = list
            .into_iter()
            .flatten()
            .filter_map(|edge| flow.sequence_flows.get(*edge))
            .collect();
        edges.into_iter()
    }

    /// The nodes that directly follow, in the order of the flow lines; a link leads to its other end.
    pub(crate) fn next(&self, node: usize) -> Vec<usize> {
        let mut next: Vec<usize> = self
            .outgoing(node)
            .filter_map(|edge| self.node_at(edge.to.as_str()))
            .collect();
        let here = self.flow.nodes.get(node);
        if let Some(event) = here.and_then(Node::event)
            && event.event == EventPosition::Throw
            && let Some(link) = &event.link
        {
            next.extend(self.linked(link, EventPosition::Catch));
        }
        next
    }

    /// The events of one link at one of its ends.
    pub(crate) fn linked(&self, link: &'f str, end: EventPosition) -> &[usize] {
        self.links.get(&(link, end)).map_or(&[], Vec::as_slice)
    }

    /// The events at the boundary of an element.
    pub(crate) fn at_boundary_of(&self, id: &str) -> &[usize] {
        self.boundary.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether some node names it as its parent.
    pub(crate) fn has_parts(&self, id: &str) -> bool {
        self.parents.contains(id)
    }

    /// Whether a sequence flow is neither expected to lead to the node nor from it: a boundary event has
    /// no way in, an event sub-process neither, and the parts of an ad-hoc one have no order.
    pub(crate) fn stands_alone(&self, node: &Node) -> bool {
        let ad_hoc = node.parent.as_ref().is_some_and(|parent| {
            matches!(self.node(parent.as_str()).map(|node| &node.is),
                Some(NodeKind::SubProcess(sub)) if sub.ad_hoc)
        });
        ad_hoc || matches!(&node.is, NodeKind::SubProcess(sub) if sub.by_event)
    }
}
