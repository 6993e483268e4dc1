//! Ids of the file: those of the model where XML can have them, others beside them where not.

use crate::{ElementId, Flow};
use std::collections::{HashMap, HashSet};

/// Whether a text is a name without a colon, as the id of an element must be.
fn is_xml_id(text: &str) -> bool {
    let is_start = |c: char| {
        matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
            | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
            | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
            | '\u{1_0000}'..='\u{E_FFFF}')
    };
    let is_more = |c: char| {
        is_start(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}'
                | '\u{203F}'..='\u{2040}')
    };
    let mut chars = text.chars();
    chars.next().is_some_and(is_start) && chars.all(is_more)
}

/// The ids of the parts of a flow in its file, in the order of its lists.
pub(super) struct Ids<'f> {
    pub(super) flow: String,
    pools: Vec<String>,
    lanes: Vec<Vec<String>>,
    nodes: Vec<String>,
    data: Vec<String>,
    edges: Vec<String>,
    messages: Vec<String>,
    /// The process of each pool; `None` for a pool of which nothing is known.
    processes: Vec<Option<String>>,
    /// The process of what is in no pool.
    pub(super) loose: String,
    first_node: HashMap<&'f str, usize>,
    first_edge: HashMap<&'f str, usize>,
    first_pool: HashMap<&'f str, usize>,
    /// Ids of associations, by data object and use.
    pub(super) associations: HashMap<(usize, usize), String>,
    next: usize,
    used: HashSet<String>,
}

impl<'f> Ids<'f> {
    pub(super) fn of(flow: &'f Flow) -> Self {
        let mut ids = Self {
            flow: String::new(),
            pools: Vec::new(),
            lanes: Vec::new(),
            nodes: Vec::new(),
            data: Vec::new(),
            edges: Vec::new(),
            messages: Vec::new(),
            processes: Vec::new(),
            loose: String::new(),
            first_node: HashMap::new(),
            first_edge: HashMap::new(),
            first_pool: HashMap::new(),
            associations: HashMap::new(),
            next: 0,
            used: HashSet::from(["tosei-definitions".to_owned()]),
        };
        // References to nothing must go on naming nothing.
        ids.used.extend(references_to_nothing(flow));
        for node in &flow.nodes {
            ids.first_node
                .entry(node.id.as_str())
                .or_insert(ids.nodes.len());
            let id = ids.take(node.id.as_str());
            ids.nodes.push(id);
        }
        for pool in &flow.pools {
            ids.first_pool
                .entry(pool.id.as_str())
                .or_insert(ids.pools.len());
            let id = ids.take(pool.id.as_str());
            ids.pools.push(id);
        }
        for edge in &flow.sequence_flows {
            ids.first_edge
                .entry(edge.id.as_str())
                .or_insert(ids.edges.len());
            let id = ids.take(edge.id.as_str());
            ids.edges.push(id);
        }
        ids.data = flow
            .data
            .iter()
            .map(|data| ids.take(data.id.as_str()))
            .collect();
        ids.messages = flow
            .message_flows
            .iter()
            .map(|edge| ids.take(edge.id.as_str()))
            .collect();
        for pool in &flow.pools {
            let lanes = pool
                .lanes
                .iter()
                .map(|lane| ids.take(lane.id.as_str()))
                .collect();
            ids.lanes.push(lanes);
        }
        ids.flow = ids.take(flow.id.as_str());
        let with_nodes: HashSet<&str> = flow
            .nodes
            .iter()
            .filter_map(|node| node.pool.as_ref().map(ElementId::as_str))
            .collect();
        ids.processes = flow
            .pools
            .iter()
            .map(|pool| {
                let is_open = with_nodes.contains(pool.id.as_str()) || !pool.lanes.is_empty();
                is_open.then(|| ids.make_up())
            })
            .collect();
        ids.loose = ids.make_up();
        ids
    }

    /// The id itself, if XML can have it and nothing else has it.
    fn take(&mut self, id: &str) -> String {
        if is_xml_id(id) && !self.used.contains(id) {
            self.used.insert(id.to_owned());
            return id.to_owned();
        }
        self.make_up()
    }

    pub(super) fn make_up(&mut self) -> String {
        loop {
            self.next = self.next.saturating_add(1);
            let id = format!("tosei-{}", self.next);
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The id in the file, and the one in the model if that differs.
    fn pair(list: &[String], number: usize, model: &ElementId) -> (String, Option<String>) {
        let id = list.get(number).cloned().unwrap_or_default();
        let model = (id != model.as_str()).then(|| model.as_str().to_owned());
        (id, model)
    }

    pub(super) fn pool(&self, number: usize, model: &ElementId) -> (String, Option<String>) {
        Self::pair(&self.pools, number, model)
    }

    pub(super) fn lane(
        &self,
        pool: usize,
        lane: usize,
        model: &ElementId,
    ) -> (String, Option<String>) {
        let lanes = self.lanes.get(pool).map_or(&[][..], Vec::as_slice);
        Self::pair(lanes, lane, model)
    }

    pub(super) fn node(&self, number: usize, model: &ElementId) -> (String, Option<String>) {
        Self::pair(&self.nodes, number, model)
    }

    pub(super) fn data(&self, number: usize, model: &ElementId) -> (String, Option<String>) {
        Self::pair(&self.data, number, model)
    }

    pub(super) fn edge(&self, number: usize, model: &ElementId) -> (String, Option<String>) {
        Self::pair(&self.edges, number, model)
    }

    pub(super) fn message(&self, number: usize, model: &ElementId) -> (String, Option<String>) {
        Self::pair(&self.messages, number, model)
    }

    pub(super) fn process(&self, pool: usize) -> Option<String> {
        self.processes.get(pool).cloned().flatten()
    }

    /// The id in the file of a node or pool; a reference to nothing as it is.
    pub(super) fn end(&self, id: &ElementId) -> String {
        let node = self
            .first_node
            .get(id.as_str())
            .and_then(|node| self.nodes.get(*node));
        let pool = self
            .first_pool
            .get(id.as_str())
            .and_then(|pool| self.pools.get(*pool));
        let known = node.or(pool).cloned();
        known.unwrap_or_else(|| id.as_str().to_owned())
    }

    /// The id of the association that shows a use of data, if one was written.
    pub(super) fn association(&self, data: usize, index: usize) -> Option<String> {
        self.associations.get(&(data, index)).cloned()
    }

    /// The id in the file of a sequence flow; a reference to nothing as it is.
    pub(super) fn edge_reference(&self, id: &ElementId) -> String {
        let edge = self
            .first_edge
            .get(id.as_str())
            .and_then(|edge| self.edges.get(*edge));
        edge.cloned().unwrap_or_else(|| id.as_str().to_owned())
    }
}

/// References that name no part of the flow.
fn references_to_nothing(flow: &Flow) -> HashSet<String> {
    let nodes = flow.nodes.iter().map(|node| &node.id);
    let pools = flow.pools.iter().map(|pool| &pool.id);
    let lanes = flow.pools.iter().flat_map(|pool| &pool.lanes);
    let edges = flow.sequence_flows.iter().map(|edge| &edge.id);
    let messages = flow.message_flows.iter().map(|edge| &edge.id);
    let data = flow.data.iter().map(|data| &data.id);
    let known: HashSet<&ElementId> = nodes
        .chain(pools)
        .chain(lanes.map(|lane| &lane.id))
        .chain(edges)
        .chain(messages)
        .chain(data)
        .collect();
    let ends = flow
        .sequence_flows
        .iter()
        .flat_map(|edge| [&edge.from, &edge.to]);
    let more = flow
        .message_flows
        .iter()
        .flat_map(|edge| [&edge.from, &edge.to]);
    let of_nodes = flow.nodes.iter().filter_map(|node| {
        let default = node.gateway().and_then(|gateway| gateway.default.as_ref());
        let attached = node.event().and_then(|event| event.attached_to.as_ref());
        default.or(attached)
    });
    let all = ends.chain(more).chain(of_nodes);
    all.filter(|id| !known.contains(id))
        .map(|id| id.as_str().to_owned())
        .collect()
}
