//! Processes with lanes, nodes, sequence flows and data.

use super::{Pair, Writer, node::element};
use crate::{ElementId, EventPosition, Node, NodeKind, flow::DataAssociation};
use std::collections::HashMap;
use tosei_types::StaffClassId;

/// A list of what belongs to one process, by the number in the list of the flow.
#[derive(Default)]
struct Content {
    nodes: Vec<usize>,
    edges: Vec<usize>,
    data: Vec<usize>,
}

/// One thing to do next while nested nodes are written without recursion.
enum Next {
    Node(usize),
    Edges(Vec<usize>),
    End,
}

impl Writer<'_> {
    pub(super) fn processes(&mut self, has_collaboration: bool) {
        let flow = self.flow;
        let mut all: Vec<Content> = Vec::new();
        all.resize_with(flow.pools.len().saturating_add(1), Content::default);
        let last = flow.pools.len();
        let place = |writer: &Self, node: Option<&usize>| {
            let pool = node.and_then(|node| writer.structure.node_pools.get(*node));
            pool.copied().flatten().unwrap_or(last)
        };
        for node in self.structure.top() {
            let place = place(self, Some(&node));
            if let Some(content) = all.get_mut(place) {
                content.nodes.push(node);
            }
        }
        for (number, edge) in flow.sequence_flows.iter().enumerate() {
            let end = |id: &ElementId| self.structure.nodes.get(id.as_str());
            let place = place(self, end(&edge.from).or(end(&edge.to)));
            if let Some(content) = all.get_mut(place) {
                content.edges.push(number);
            }
        }
        for (number, data) in flow.data.iter().enumerate() {
            let user = data.uses.first();
            let user = user.and_then(|user| self.structure.nodes.get(user.node.as_str()));
            let place = place(self, user);
            if let Some(content) = all.get_mut(place) {
                content.data.push(number);
            }
        }
        for (number, content) in all.into_iter().enumerate() {
            let is_empty =
                content.nodes.is_empty() && content.edges.is_empty() && content.data.is_empty();
            if number < last {
                let process = self.ids.process(number);
                match process {
                    Some(id) => {
                        self.start(
                            "bpmn:process",
                            &[("id", Some(&id)), ("isExecutable", Some("false"))],
                        );
                        self.lane_set(number);
                        self.content(content);
                        self.end();
                    }
                    // What a closed pool would hold goes where there is no pool.
                    None if !is_empty => self.loose(content, has_collaboration),
                    None => {}
                }
            } else if !is_empty || !has_collaboration {
                self.loose(content, has_collaboration);
            }
        }
    }

    fn loose(&mut self, content: Content, has_collaboration: bool) {
        let flow = self.flow;
        if has_collaboration {
            let id = self.ids.loose.clone();
            // A second one needs an id of its own.
            self.ids.loose = self.ids.make_up();
            let attributes = [
                ("id", Some(id.as_str())),
                ("tosei:pool", Some("")),
                ("isExecutable", Some("false")),
            ];
            self.start("bpmn:process", &attributes);
        } else {
            let id = self.ids.flow.clone();
            let attributes = [
                ("id", Some(id.as_str())),
                ("name", flow.name.as_deref()),
                ("isExecutable", Some("false")),
            ];
            self.start("bpmn:process", &attributes);
            self.flow_extension();
        }
        self.content(content);
        self.end();
    }

    fn lane_set(&mut self, number: usize) {
        let flow = self.flow;
        let Some(pool) = flow.pools.get(number).filter(|pool| !pool.lanes.is_empty()) else {
            return;
        };
        let parents = self
            .structure
            .lane_parents
            .get(number)
            .cloned()
            .unwrap_or_default();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); pool.lanes.len()];
        for node in self.structure.top() {
            let lane = self.structure.node_lanes.get(node).copied().flatten();
            let is_here = self.structure.node_pools.get(node) == Some(&Some(number));
            if let Some(list) = lane
                .filter(|_| is_here)
                .and_then(|lane| members.get_mut(lane))
            {
                list.push(node);
            }
        }
        enum Step {
            Lane(usize),
            Close(usize),
        }
        let set = self.ids.make_up();
        self.start("bpmn:laneSet", &[("id", Some(&set))]);
        let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (lane, parent) in parents.iter().enumerate().rev() {
            children.entry(*parent).or_default().push(lane);
        }
        let inner = |of: Option<usize>| {
            let lanes = children.get(&of).into_iter().flatten();
            lanes.map(|lane| Step::Lane(*lane))
        };
        let mut open: Vec<Step> = inner(None).collect();
        while let Some(step) = open.pop() {
            let lane = match step {
                Step::Close(levels) => {
                    for _ in 0..levels {
                        self.end();
                    }
                    continue;
                }
                Step::Lane(lane) => lane,
            };
            let Some(of) = pool.lanes.get(lane) else {
                continue;
            };
            let (id, model) = self.ids.lane(number, lane, &of.id);
            // The parent in the model, if the nesting cannot say it.
            let drawn = parents.get(lane).copied().flatten();
            let drawn = drawn
                .and_then(|parent| pool.lanes.get(parent))
                .map(|parent| &parent.id);
            let differs = drawn != of.parent.as_ref();
            let parent = of.parent.as_ref().map_or("", ElementId::as_str);
            let attributes = [
                ("id", Some(id.as_str())),
                ("tosei:id", model.as_deref()),
                ("tosei:parent", differs.then_some(parent)),
                ("name", of.name.as_deref()),
            ];
            self.start("bpmn:lane", &attributes);
            let staff = of.staff_class.as_ref().map(StaffClassId::as_str);
            let party = of.party.map(crate::Party::code);
            self.extension("tosei:lane", &[("party", party), ("staff_class", staff)]);
            for node in members.get(lane).cloned().unwrap_or_default() {
                if let Some(node_of) = flow.nodes.get(node) {
                    let (id, _) = self.ids.node(node, &node_of.id);
                    self.text("bpmn:flowNodeRef", &[], &id);
                }
            }
            let mut inner: Vec<Step> = inner(Some(lane)).collect();
            if inner.is_empty() {
                self.end();
            } else {
                let set = self.ids.make_up();
                self.start("bpmn:childLaneSet", &[("id", Some(&set))]);
                open.push(Step::Close(2));
                open.append(&mut inner);
            }
        }
        self.end();
    }

    fn content(&mut self, content: Content) {
        // Edges stand with the sub-process of the node that they come from.
        let mut inner: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut outer = Vec::new();
        for edge in content.edges {
            let from = self
                .flow
                .sequence_flows
                .get(edge)
                .map(|edge| edge.from.as_str());
            let from = from.and_then(|from| self.structure.nodes.get(from).copied());
            match from.and_then(|from| self.structure.parent(from)) {
                Some(parent) => inner.entry(parent).or_default().push(edge),
                None => outer.push(edge),
            }
        }
        let mut open = vec![Next::Edges(outer)];
        open.extend(content.nodes.into_iter().rev().map(Next::Node));
        while let Some(next) = open.pop() {
            match next {
                Next::End => self.end(),
                Next::Edges(edges) => {
                    for edge in edges {
                        self.edge(edge);
                    }
                }
                Next::Node(node) => {
                    let is_sub = self.node(node);
                    if is_sub {
                        open.push(Next::End);
                        open.push(Next::Edges(inner.remove(&node).unwrap_or_default()));
                        let children = self.structure.children.get(&node).cloned();
                        let children = children.unwrap_or_default();
                        open.extend(children.into_iter().rev().map(Next::Node));
                    }
                }
            }
        }
        for data in content.data {
            self.data(data);
        }
    }

    fn edge(&mut self, number: usize) {
        let flow = self.flow;
        let Some(edge) = flow.sequence_flows.get(number) else {
            return;
        };
        let (id, model) = self.ids.edge(number, &edge.id);
        let (from, to) = (self.ids.end(&edge.from), self.ids.end(&edge.to));
        let attributes = [
            ("id", Some(id.as_str())),
            ("tosei:id", model.as_deref()),
            ("name", edge.name.as_deref()),
            ("sourceRef", Some(from.as_str())),
            ("targetRef", Some(to.as_str())),
        ];
        if edge.probability.is_none() && edge.condition.is_none() {
            self.empty("bpmn:sequenceFlow", &attributes);
            return;
        }
        self.start("bpmn:sequenceFlow", &attributes);
        let probability = edge.probability.map(|probability| probability.to_string());
        self.extension(
            "tosei:sequence_flow",
            &[("probability", probability.as_deref())],
        );
        if let Some(condition) = &edge.condition {
            self.text("bpmn:conditionExpression", &[], condition);
        }
        self.end();
    }

    fn data(&mut self, number: usize) {
        let flow = self.flow;
        let Some(data) = flow.data.get(number) else {
            return;
        };
        let (id, model) = self.ids.data(number, &data.id);
        let object = (!data.store).then(|| self.ids.make_up());
        let name = if data.store {
            "bpmn:dataStoreReference"
        } else {
            "bpmn:dataObjectReference"
        };
        let attributes = [
            ("id", Some(id.as_str())),
            ("tosei:id", model.as_deref()),
            ("name", data.name.as_deref()),
            ("dataObjectRef", object.as_deref()),
        ];
        let loose: Vec<&DataAssociation> = data
            .uses
            .iter()
            .filter(|used| self.activity_of(used).is_none())
            .collect();
        if data.medium.is_none() && loose.is_empty() {
            self.empty(name, &attributes);
        } else {
            self.start(name, &attributes);
            self.start("bpmn:extensionElements", &[]);
            let medium = [("medium", data.medium.map(crate::Medium::code))];
            if loose.is_empty() {
                self.empty("tosei:data_object", &medium);
            } else {
                self.start("tosei:data_object", &medium);
                for used in loose {
                    let direction = used.direction.code();
                    let attributes = [
                        ("node", Some(used.node.as_str())),
                        ("direction", Some(direction)),
                    ];
                    self.empty("tosei:use", &attributes);
                }
                self.end();
            }
            self.end();
            self.end();
        }
        if let Some(object) = object {
            self.empty("bpmn:dataObject", &[("id", Some(&object))]);
        }
    }

    /// Finds which uses of data are written at an activity.
    pub(super) fn note_uses(&mut self) {
        let flow = self.flow;
        for (index, data) in flow.data.iter().enumerate() {
            for (use_index, used) in data.uses.iter().enumerate() {
                if let Some(node) = self.activity_of(used) {
                    self.uses.entry(node).or_default().push((index, use_index));
                }
            }
        }
    }

    /// The activity that a use of data can be written at.
    pub(super) fn activity_of(&self, used: &DataAssociation) -> Option<usize> {
        let node = *self.structure.nodes.get(used.node.as_str())?;
        let is = &self.flow.nodes.get(node)?.is;
        matches!(is, NodeKind::Activity(_) | NodeKind::Call(_)).then_some(node)
    }

    /// Writes a node; a sub-process stays open.
    fn node(&mut self, number: usize) -> bool {
        let flow = self.flow;
        let Some(node) = flow.nodes.get(number) else {
            return false;
        };
        let (id, model) = self.ids.node(number, &node.id);
        let [pool, lane, parent] = self.overrides(number, node);
        let attached = match &node.is {
            NodeKind::Event(event) if event.event == EventPosition::Boundary => {
                event.attached_to.as_ref().map(|host| self.ids.end(host))
            }
            _ => None,
        };
        let default = match &node.is {
            NodeKind::Gateway(gateway) => gateway
                .default
                .as_ref()
                .map(|edge| self.ids.edge_reference(edge)),
            _ => None,
        };
        let (name, more) = element(&node.is);
        let called = match &node.is {
            NodeKind::Call(call) => call.called.as_deref(),
            _ => None,
        };
        let mut attributes: Vec<Pair<'_>> = vec![
            ("id", Some(id.as_str())),
            ("tosei:id", model.as_deref()),
            ("tosei:pool", pool.as_deref()),
            ("tosei:lane", lane.as_deref()),
            ("tosei:parent", parent.as_deref()),
            ("name", node.name.as_deref()),
            ("attachedToRef", attached.as_deref()),
            ("default", default.as_deref()),
            ("calledElement", called),
        ];
        attributes.extend(more);
        self.start(name, &attributes);
        match &node.is {
            NodeKind::Activity(activity) => self.activity(number, activity),
            NodeKind::Call(call) => self.activity(number, &call.activity),
            NodeKind::SubProcess(sub) => {
                self.sub_process(sub);
                return true;
            }
            NodeKind::Event(event) => self.event(event),
            NodeKind::Gateway(_) => {}
        }
        // An element without anything inside is one tag.
        if self.out.ends_with('>') && !self.out.ends_with("/>") && self.is_still_open(name) {
            self.out.pop();
            self.out.push_str("/>");
            self.open.pop();
        } else {
            self.end();
        }
        false
    }

    /// Whether the last thing written is the start tag of an element.
    fn is_still_open(&self, name: &str) -> bool {
        let start = self.out.rfind('<').and_then(|at| self.out.get(at..));
        start.is_some_and(|tag| {
            let behind = tag.get(1..).and_then(|tag| tag.strip_prefix(name));
            behind.is_some_and(|behind| behind.starts_with([' ', '>']))
        })
    }

    /// Pool, lane and parent where the structure says something else.
    fn overrides(&self, number: usize, node: &Node) -> [Option<String>; 3] {
        let flow = self.flow;
        let pool = self.structure.node_pools.get(number).copied().flatten();
        let pool_of = pool.and_then(|pool| flow.pools.get(pool));
        // A closed pool has no process.
        let drawn_pool = pool
            .filter(|pool| self.ids.process(*pool).is_some())
            .and(pool_of);
        let drawn_lane = self.structure.node_lanes.get(number).copied().flatten();
        let drawn_lane = drawn_lane.and_then(|lane| pool_of?.lanes.get(lane));
        let drawn_parent = self
            .structure
            .parent(number)
            .and_then(|parent| flow.nodes.get(parent));
        let differs = |drawn: Option<&ElementId>, own: Option<&ElementId>| {
            (drawn != own).then(|| own.map_or_else(String::new, |id| id.as_str().to_owned()))
        };
        [
            differs(drawn_pool.map(|pool| &pool.id), node.pool.as_ref()),
            differs(drawn_lane.map(|lane| &lane.id), node.lane.as_ref()),
            differs(drawn_parent.map(|parent| &parent.id), node.parent.as_ref()),
        ]
    }
}
