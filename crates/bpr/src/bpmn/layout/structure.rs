//! What is inside what, with every wrong reference taken out.

use crate::{Event, EventPosition, Flow, Node, NodeKind};
use std::collections::HashMap;

/// The structure of a flow by numbers instead of ids: of two things with one id the first is meant.
#[derive(Debug, Clone)]
pub(in crate::bpmn) struct Structure<'f> {
    pub(in crate::bpmn) nodes: HashMap<&'f str, usize>,
    pub(in crate::bpmn) pools: HashMap<&'f str, usize>,
    /// The sub-process that a node is part of; never in a circle.
    pub(in crate::bpmn) parents: Vec<Option<usize>>,
    /// The pool of the outermost sub-process that a node is part of.
    pub(in crate::bpmn) node_pools: Vec<Option<usize>>,
    /// The lane within that pool, of nodes that are part of no sub-process.
    pub(in crate::bpmn) node_lanes: Vec<Option<usize>>,
    /// The lane that a lane is part of, pool by pool; never in a circle.
    pub(in crate::bpmn) lane_parents: Vec<Vec<Option<usize>>>,
    /// The activity at whose boundary an event is.
    pub(in crate::bpmn) hosts: Vec<Option<usize>>,
    /// The nodes of each sub-process.
    pub(in crate::bpmn) children: HashMap<usize, Vec<usize>>,
    /// Sub-processes with nodes in them, the inner ones first.
    pub(in crate::bpmn) inner_first: Vec<usize>,
}

impl<'f> Structure<'f> {
    pub(in crate::bpmn) fn of(flow: &'f Flow) -> Self {
        let mut nodes = HashMap::with_capacity(flow.nodes.len());
        for (index, node) in flow.nodes.iter().enumerate() {
            nodes.entry(node.id.as_str()).or_insert(index);
        }
        let mut pools = HashMap::new();
        for (index, pool) in flow.pools.iter().enumerate() {
            pools.entry(pool.id.as_str()).or_insert(index);
        }
        let mut parents: Vec<Option<usize>> = flow
            .nodes
            .iter()
            .map(|node| {
                let parent = *nodes.get(node.parent.as_ref()?.as_str())?;
                let is = &flow.nodes.get(parent)?.is;
                matches!(is, NodeKind::SubProcess(_)).then_some(parent)
            })
            .collect();
        let depths = depths(&mut parents);
        let node_pools = node_pools(flow, &pools, &parents);
        let mut lanes: HashMap<(&str, &str), usize> = HashMap::new();
        for pool in pools.values().filter_map(|pool| flow.pools.get(*pool)) {
            for (lane, of) in pool.lanes.iter().enumerate() {
                lanes
                    .entry((pool.id.as_str(), of.id.as_str()))
                    .or_insert(lane);
            }
        }
        let node_lanes = flow
            .nodes
            .iter()
            .zip(&parents)
            .zip(&node_pools)
            .map(|((node, parent), pool)| {
                let pool = flow.pools.get((*pool)?).filter(|_| parent.is_none())?;
                let lane = node.lane.as_ref()?;
                lanes.get(&(pool.id.as_str(), lane.as_str())).copied()
            })
            .collect();
        let hosts = flow
            .nodes
            .iter()
            .zip(&parents)
            .map(|(node, parent)| {
                let host = *nodes.get(boundary(node)?.attached_to.as_ref()?.as_str())?;
                let fits = matches!(
                    flow.nodes.get(host)?.is,
                    NodeKind::Activity(_) | NodeKind::Call(_) | NodeKind::SubProcess(_)
                );
                (fits && parents.get(host) == Some(parent)).then_some(host)
            })
            .collect();
        let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children.entry(*parent).or_default().push(index);
            }
        }
        let mut inner_first: Vec<usize> = children.keys().copied().collect();
        inner_first.sort_by_key(|node| {
            (
                std::cmp::Reverse(depths.get(*node).copied().unwrap_or(0)),
                *node,
            )
        });
        Self {
            lane_parents: flow.pools.iter().map(lane_parents).collect(),
            nodes,
            pools,
            parents,
            node_pools,
            node_lanes,
            hosts,
            children,
            inner_first,
        }
    }

    /// The nodes that are part of no sub-process.
    pub(in crate::bpmn) fn top(&self) -> impl Iterator<Item = usize> {
        let all = self.parents.iter().enumerate();
        all.filter(|(_, parent)| parent.is_none())
            .map(|(index, _)| index)
    }

    pub(in crate::bpmn) fn parent(&self, node: usize) -> Option<usize> {
        self.parents.get(node).copied().flatten()
    }
}

fn boundary(node: &Node) -> Option<&Event> {
    match &node.is {
        NodeKind::Event(event) if event.event == EventPosition::Boundary => Some(event),
        _ => None,
    }
}

/// How many things each is inside of; a parent that would close a circle is taken out.
fn depths(parents: &mut [Option<usize>]) -> Vec<usize> {
    let mut depths = vec![usize::MAX; parents.len()];
    let mut open_in = vec![usize::MAX; parents.len()];
    for start in 0..parents.len() {
        let mut path = Vec::new();
        let mut at = start;
        let base = loop {
            if let Some(known) = depths.get(at).filter(|depth| **depth != usize::MAX) {
                break known.saturating_add(1);
            }
            if let Some(slot) = open_in.get_mut(at) {
                *slot = start;
            }
            path.push(at);
            let next = parents.get(at).copied().flatten();
            match next {
                Some(next) if open_in.get(next) == Some(&start) => {
                    if let Some(slot) = parents.get_mut(at) {
                        *slot = None;
                    }
                    break 0;
                }
                Some(next) => at = next,
                None => break 0,
            }
        };
        for (more, node) in path.into_iter().rev().enumerate() {
            if let Some(slot) = depths.get_mut(node) {
                *slot = base.saturating_add(more);
            }
        }
    }
    depths
}

fn node_pools(
    flow: &Flow,
    pools: &HashMap<&str, usize>,
    parents: &[Option<usize>],
) -> Vec<Option<usize>> {
    let own: Vec<Option<usize>> = flow
        .nodes
        .iter()
        .map(|node| pools.get(node.pool.as_ref()?.as_str()).copied())
        .collect();
    let mut done: Vec<Option<Option<usize>>> = vec![None; own.len()];
    for start in 0..own.len() {
        let (mut path, mut at) = (Vec::new(), start);
        let pool = loop {
            if let Some(Some(known)) = done.get(at) {
                break *known;
            }
            path.push(at);
            match parents.get(at).copied().flatten() {
                Some(parent) => at = parent,
                None => break own.get(at).copied().flatten(),
            }
        };
        for node in path {
            if let Some(slot) = done.get_mut(node) {
                *slot = Some(pool);
            }
        }
    }
    done.into_iter().map(Option::flatten).collect()
}

fn lane_parents(pool: &crate::Pool) -> Vec<Option<usize>> {
    let mut lanes: HashMap<&str, usize> = HashMap::new();
    for (number, lane) in pool.lanes.iter().enumerate() {
        lanes.entry(lane.id.as_str()).or_insert(number);
    }
    let find = |id: &crate::ElementId| lanes.get(id.as_str()).copied();
    let mut parents: Vec<Option<usize>> = pool
        .lanes
        .iter()
        .map(|lane| lane.parent.as_ref().and_then(find))
        .collect();
    depths(&mut parents);
    parents
}

/// Lanes with the inner ones behind the one that they are part of.
pub(super) fn lane_order(parents: &[Option<usize>]) -> Vec<usize> {
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (lane, parent) in parents.iter().enumerate().rev() {
        children.entry(*parent).or_default().push(lane);
    }
    let mut order = Vec::with_capacity(parents.len());
    let mut open: Vec<usize> = children.remove(&None).unwrap_or_default();
    while let Some(lane) = open.pop() {
        order.push(lane);
        open.extend(children.remove(&Some(lane)).unwrap_or_default());
    }
    order
}

/// How many lanes each lane is in, itself among them.
pub(super) fn lane_depths(parents: &[Option<usize>]) -> Vec<usize> {
    let mut depths = vec![1usize; parents.len()];
    for lane in lane_order(parents) {
        let parent = parents.get(lane).copied().flatten();
        let outer = parent.and_then(|parent| depths.get(parent)).copied();
        if let (Some(outer), Some(slot)) = (outer, depths.get_mut(lane)) {
            *slot = outer.saturating_add(1);
        }
    }
    depths
}
