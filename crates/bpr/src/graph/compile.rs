//! From a flow to its graph: every reference looked up once.

use super::{Edge, Graph, Scope, ScopeKind, check::Findings, slots::Slots};
use crate::flow::{ElementId, EventPosition, EventTrigger, Flow, Node, NodeKind};
use std::collections::{HashMap, hash_map::Entry};

/// What an id names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Node(u32),
    Pool(u32),
    Lane(u32, u32),
    Other,
}

struct Compiler<'f> {
    flow: &'f Flow,
    names: HashMap<&'f str, Named>,
    findings: Findings,
    edges: Vec<Edge>,
    parent: Slots<Option<u32>>,
    boundary: Slots<Vec<u32>>,
    lane: Slots<Option<(u32, u32)>>,
    pool: Slots<Option<u32>>,
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

pub(super) fn compile(flow: &Flow) -> Graph<'_> {
    let count = flow.nodes.len();
    let mut compiler = Compiler {
        flow,
        names: HashMap::with_capacity(count),
        findings: Findings::new(),
        edges: Vec::with_capacity(flow.sequence_flows.len()),
        parent: Slots::with(count, || None),
        boundary: Slots::with(count, Vec::new),
        lane: Slots::with(count, || None),
        pool: Slots::with(count, || None),
    };
    compiler.names();
    compiler.places();
    compiler.parents();
    compiler.boundaries();
    compiler.sequence_flows();
    compiler.links();
    compiler.others();
    compiler.finish()
}

impl<'f> Compiler<'f> {
    fn name(&mut self, id: &'f ElementId, named: Named, pointer: impl FnOnce() -> String) {
        if self.names.contains_key(id.as_str()) {
            let id = id.as_str();
            self.findings.say("duplicate_id", &pointer(), id, id);
            return;
        }
        self.names.insert(id.as_str(), named);
    }

    fn names(&mut self) {
        let flow = self.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            self.name(&node.id, Named::Node(number(at)), || {
                format!("/nodes/{at}/id")
            });
        }
        for (p, pool) in flow.pools.iter().enumerate() {
            self.name(&pool.id, Named::Pool(number(p)), || {
                format!("/pools/{p}/id")
            });
            for (l, lane) in pool.lanes.iter().enumerate() {
                self.name(&lane.id, Named::Lane(number(p), number(l)), || {
                    format!("/pools/{p}/lanes/{l}/id")
                });
            }
        }
        for (at, line) in flow.sequence_flows.iter().enumerate() {
            self.name(&line.id, Named::Other, || {
                format!("/sequence_flows/{at}/id")
            });
        }
        for (at, line) in flow.message_flows.iter().enumerate() {
            self.name(&line.id, Named::Other, || format!("/message_flows/{at}/id"));
        }
        for (at, data) in flow.data.iter().enumerate() {
            self.name(&data.id, Named::Other, || format!("/data/{at}/id"));
        }
    }

    fn find(&self, id: &ElementId) -> Option<Named> {
        self.names.get(id.as_str()).copied()
    }

    fn find_node(&self, id: &ElementId) -> Option<u32> {
        match self.find(id) {
            Some(Named::Node(at)) => Some(at),
            _ => None,
        }
    }

    fn node(&self, at: u32) -> Option<&'f Node> {
        usize::try_from(at)
            .ok()
            .and_then(|at| self.flow.nodes.get(at))
    }

    /// Pools and lanes of the nodes, and lanes within lanes.
    fn places(&mut self) {
        let flow = self.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            if let Some(pool) = &node.pool {
                match self.find(pool) {
                    Some(Named::Pool(p)) => self.pool[number(at)] = Some(p),
                    _ => self.findings.say(
                        "unknown_pool",
                        &format!("/nodes/{at}/pool"),
                        node.id.as_str(),
                        pool.as_str(),
                    ),
                }
            }
            let Some(lane) = &node.lane else { continue };
            match self.find(lane) {
                Some(Named::Lane(p, l)) => {
                    self.lane[number(at)] = Some((p, l));
                    let pool = self.pool[number(at)].get_or_insert(p);
                    if *pool != p {
                        self.findings.say(
                            "lane_of_another_pool",
                            &format!("/nodes/{at}/lane"),
                            node.id.as_str(),
                            lane.as_str(),
                        );
                    }
                }
                _ => self.findings.say(
                    "unknown_lane",
                    &format!("/nodes/{at}/lane"),
                    node.id.as_str(),
                    lane.as_str(),
                ),
            }
        }
        for (p, pool) in flow.pools.iter().enumerate() {
            for (l, lane) in pool.lanes.iter().enumerate() {
                let Some(parent) = &lane.parent else { continue };
                let known = matches!(self.find(parent),
                    Some(Named::Lane(of, at)) if of == number(p) && at != number(l));
                if !known {
                    self.findings.say(
                        "unknown_lane",
                        &format!("/pools/{p}/lanes/{l}/parent"),
                        lane.id.as_str(),
                        parent.as_str(),
                    );
                }
            }
        }
    }

    fn parents(&mut self) {
        let flow = self.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some(id) = &node.parent else { continue };
            let parent = self.find_node(id);
            let is_sub = parent
                .and_then(|at| self.node(at))
                .is_some_and(|node| matches!(node.is, NodeKind::SubProcess(_)));
            if is_sub {
                self.parent[number(at)] = parent;
            } else {
                self.findings.say(
                    "unknown_parent",
                    &format!("/nodes/{at}/parent"),
                    node.id.as_str(),
                    id.as_str(),
                );
            }
        }
        // Circles: walk up with two colours; what is on the way when the way closes is cut there.
        let mut done = Slots::with(flow.nodes.len(), || 0u32);
        for start in 0..number(flow.nodes.len()) {
            let colour = start.saturating_add(1);
            let mut at = start;
            while done[at] == 0 {
                done[at] = colour;
                let Some(up) = self.parent[at] else { break };
                if done[up] == colour {
                    self.parent[at] = None;
                    let (id, name) = (self.title(at), self.title(up));
                    self.findings
                        .say("parent_circle", &format!("/nodes/{at}/parent"), id, name);
                    break;
                }
                at = up;
            }
        }
    }

    fn title(&self, at: u32) -> &'f str {
        self.node(at).map_or("", |node| node.id.as_str())
    }

    fn boundaries(&mut self) {
        let flow = self.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some(event) = node.event() else { continue };
            let pointer = format!("/nodes/{at}/is/attached_to");
            match (event.event, &event.attached_to) {
                (EventPosition::Boundary, Some(host)) => {
                    let found = self.find_node(host);
                    let is_activity = found.and_then(|at| self.node(at)).is_some_and(|host| {
                        !matches!(host.is, NodeKind::Event(_) | NodeKind::Gateway(_))
                    });
                    let id = node.id.as_str();
                    match found {
                        Some(host_at)
                            if is_activity && self.parent[host_at] == self.parent[number(at)] =>
                        {
                            self.boundary[host_at].push(number(at));
                        }
                        _ => {
                            self.findings
                                .say("boundary_without_host", &pointer, id, host.as_str());
                        }
                    }
                }
                (EventPosition::Boundary, None) => {
                    self.findings
                        .say("boundary_without_host", &pointer, node.id.as_str(), "");
                }
                (_, Some(host)) => {
                    self.findings.say(
                        "attached_but_not_boundary",
                        &pointer,
                        node.id.as_str(),
                        host.as_str(),
                    );
                }
                (_, None) => {}
            }
        }
    }

    fn sequence_flows(&mut self) {
        let flow = self.flow;
        for (at, line) in flow.sequence_flows.iter().enumerate() {
            let mut ends = [None, None];
            for ((key, id), end) in [("from", &line.from), ("to", &line.to)]
                .into_iter()
                .zip(&mut ends)
            {
                *end = self.find_node(id);
                if end.is_none() {
                    self.findings.say(
                        "unknown_node",
                        &format!("/sequence_flows/{at}/{key}"),
                        line.id.as_str(),
                        id.as_str(),
                    );
                }
            }
            let [Some(from), Some(to)] = ends else {
                continue;
            };
            let pointer = format!("/sequence_flows/{at}");
            let id = line.id.as_str();
            if self.parent[from] != self.parent[to] {
                let name = self.title(to);
                self.findings.say("crosses_sub_process", &pointer, id, name);
                continue;
            }
            if self.is_boundary(to) {
                let name = self.title(to);
                self.findings.say("into_boundary", &pointer, id, name);
                continue;
            }
            if self.pool[from] != self.pool[to] {
                let name = self.title(to);
                self.findings.say("crosses_pool", &pointer, id, name);
            }
            self.edges.push(Edge {
                from,
                to,
                flow: Some(number(at)),
            });
        }
    }

    fn is_boundary(&self, at: u32) -> bool {
        self.node(at)
            .and_then(Node::event)
            .is_some_and(|event| event.event == EventPosition::Boundary)
    }

    /// Links: from every throwing event to the one catching event of the same name and level.
    fn links(&mut self) {
        let flow = self.flow;
        let mut targets: HashMap<(Option<u32>, &str), u32> = HashMap::new();
        let is_link = |node: &'f Node| {
            let event = node.event()?;
            let name = event.link.as_deref().or(node.name.as_deref())?;
            (event.trigger == EventTrigger::Link).then_some((event.event, name))
        };
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some((EventPosition::Catch, name)) = is_link(node) else {
                continue;
            };
            let key = (self.parent[number(at)], name);
            match targets.entry(key) {
                Entry::Occupied(_) => {
                    let pointer = format!("/nodes/{at}");
                    self.findings
                        .say("link_twice", &pointer, node.id.as_str(), name);
                }
                Entry::Vacant(slot) => {
                    slot.insert(number(at));
                }
            }
        }
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some((EventPosition::Throw, name)) = is_link(node) else {
                continue;
            };
            match targets.get(&(self.parent[number(at)], name)) {
                Some(to) => self.edges.push(Edge {
                    from: number(at),
                    to: *to,
                    flow: None,
                }),
                None => self.findings.say(
                    "link_without_target",
                    &format!("/nodes/{at}"),
                    node.id.as_str(),
                    name,
                ),
            }
        }
    }

    /// Defaults, message flows and data: references that do not carry tokens.
    fn others(&mut self) {
        let flow = self.flow;
        let from: HashMap<&str, &ElementId> = flow
            .sequence_flows
            .iter()
            .map(|line| (line.id.as_str(), &line.from))
            .collect();
        for (at, node) in flow.nodes.iter().enumerate() {
            let default = node.gateway().and_then(|gateway| gateway.default.as_ref());
            let Some(default) = default else { continue };
            if from.get(default.as_str()) != Some(&&node.id) {
                self.findings.say(
                    "unknown_default",
                    &format!("/nodes/{at}/is/default"),
                    node.id.as_str(),
                    default.as_str(),
                );
            }
        }
        for (at, line) in flow.message_flows.iter().enumerate() {
            for (key, id) in [("from", &line.from), ("to", &line.to)] {
                if !matches!(self.find(id), Some(Named::Node(_) | Named::Pool(_))) {
                    self.findings.say(
                        "unknown_message_end",
                        &format!("/message_flows/{at}/{key}"),
                        line.id.as_str(),
                        id.as_str(),
                    );
                }
            }
        }
        for (at, data) in flow.data.iter().enumerate() {
            for (use_at, used) in data.uses.iter().enumerate() {
                if self.find_node(&used.node).is_none() {
                    self.findings.say(
                        "unknown_data_user",
                        &format!("/data/{at}/uses/{use_at}/node"),
                        data.id.as_str(),
                        used.node.as_str(),
                    );
                }
            }
        }
    }

    fn finish(self) -> Graph<'f> {
        let count = self.flow.nodes.len();
        let mut outgoing = Slots::with(count, Vec::new);
        let mut incoming = Slots::with(count, Vec::new);
        for (at, edge) in self.edges.iter().enumerate() {
            outgoing[edge.from].push(number(at));
            incoming[edge.to].push(number(at));
        }
        let (scopes, scope_of, inside) = self.scopes();
        Graph {
            flow: self.flow,
            edges: self.edges,
            outgoing,
            incoming,
            parent: self.parent,
            boundary: self.boundary,
            lane: self.lane,
            scopes,
            scope_of,
            inside,
            by_id: self
                .names
                .into_iter()
                .filter_map(|(id, named)| match named {
                    Named::Node(at) => Some((id, at)),
                    _ => None,
                })
                .collect(),
            report: self.findings.into_report(),
        }
    }

    /// One scope for each group of pools that sequence flows tie together, and one for each sub-process.
    fn scopes(&self) -> (Vec<Scope>, Slots<u32>, Slots<Option<u32>>) {
        let count = self.flow.nodes.len();
        let pools = number(self.flow.pools.len());
        // The last group is that of nodes without a pool.
        let mut group = Slots::with(self.flow.pools.len().saturating_add(1), || 0u32);
        for at in 0..=pools {
            group[at] = at;
        }
        let root = |group: &Slots<u32>, mut at: u32| {
            while group[at] != at {
                at = group[at];
            }
            at
        };
        let pool_of = |node: u32| self.pool[node].unwrap_or(pools);
        for edge in &self.edges {
            if self.parent[edge.from].is_none() {
                let (a, b) = (
                    root(&group, pool_of(edge.from)),
                    root(&group, pool_of(edge.to)),
                );
                group[a.max(b)] = a.min(b);
            }
        }
        let mut scopes: Vec<Scope> = Vec::new();
        let mut scope_of = Slots::with(count, || 0u32);
        let mut inside: Slots<Option<u32>> = Slots::with(count, || None);
        let mut by_group: HashMap<u32, u32> = HashMap::new();
        let mut add = |scopes: &mut Vec<Scope>, at: u32, node: u32| {
            if let Some(scope) = usize::try_from(at).ok().and_then(|at| scopes.get_mut(at)) {
                scope.members.push(node);
            }
            scope_of[node] = at;
        };
        for node in 0..number(count) {
            if self.parent[node].is_none() {
                let at = *by_group
                    .entry(root(&group, pool_of(node)))
                    .or_insert_with(|| {
                        scopes.push(Scope::default());
                        number(scopes.len()).saturating_sub(1)
                    });
                add(&mut scopes, at, node);
            }
        }
        for (node, is) in self.flow.nodes.iter().enumerate() {
            if matches!(is.is, NodeKind::SubProcess(_)) {
                inside[number(node)] = Some(number(scopes.len()));
                scopes.push(Scope {
                    kind: ScopeKind::SubProcess(number(node)),
                    members: Vec::new(),
                });
            }
        }
        for node in 0..number(count) {
            if let Some(at) = self.parent[node].and_then(|parent| inside[parent]) {
                add(&mut scopes, at, node);
            }
        }
        (scopes, scope_of, inside)
    }
}
