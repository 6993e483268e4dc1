//! Nodes and lines.

use super::Documents;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tosei_analog_regs::{Clause, ClauseRegister};
use tosei_bpr::Flow;
use tosei_counter_dx::register::{Counter, ServiceMode};
use tosei_inventory::Process;
use tosei_types::{ProcedureId, coded_enum};

coded_enum! {
    /// 節点の種類 (kind of node), in the order in which the graph runs.
    pub enum NodeKind: "kind of node" {
        /// 条項.
        Clause = "clause" ("条項", "clause"),
        /// 手続プロセス.
        Process = "process" ("手続プロセス", "process"),
        /// 手続.
        Procedure = "procedure" ("手続", "procedure"),
        /// 業務フロー.
        Flow = "flow" ("業務フロー", "flow"),
        /// 窓口.
        Counter = "counter" ("窓口", "counter"),
        /// 品質の段階, of a procedure on an axis.
        Level = "level" ("品質の段階", "level"),
        /// 指標.
        Indicator = "indicator" ("指標", "indicator"),
    }
}

coded_enum! {
    /// 関係 (relation) between two nodes.
    pub enum Relation: "relation" {
        /// 妨げる: the clause stands in the way of the process.
        Blocks = "blocks" ("妨げる", "blocks"),
        /// 一部である: the process is a part of the procedure.
        PartOf = "part_of" ("一部である", "is a part of"),
        /// 実施される: the flow carries the procedure out.
        CarriedOutBy = "carried_out_by" ("実施される", "is carried out by"),
        /// 取り扱われる: the counter handles the procedure.
        HandledAt = "handled_at" ("取り扱われる", "is handled at"),
        /// 評価される: the procedure has a level on the axis.
        AssessedOn = "assessed_on" ("評価される", "is assessed on"),
        /// 測られる: the indicator counts it.
        MeasuredBy = "measured_by" ("測られる", "is measured by"),
        /// 取り次ぐ: the counter forwards to the other.
        ForwardsTo = "forwards_to" ("取り次ぐ", "forwards to"),
    }
}

/// 節点 (node).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NodeId {
    /// 種類.
    pub kind: NodeKind,
    /// Its id; of a level `手続ID/軸`.
    pub id: String,
}

impl NodeId {
    /// A node of a kind.
    #[must_use]
    pub fn new(kind: NodeKind, id: impl Into<String>) -> Self {
        Self {
            kind,
            id: id.into(),
        }
    }
}

/// A node with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct JoinedNode {
    /// 節点.
    #[serde(flatten)]
    pub node: NodeId,
    /// 名称.
    pub name: String,
}

/// A line of the graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct JoinedEdge {
    /// 元.
    pub from: NodeId,
    /// 関係.
    pub relation: Relation,
    /// 先.
    pub to: NodeId,
}

/// 連結図 (joined graph): clause → process → procedure → flow, counter, level → indicator.
///
/// # Invariant
///
/// Both ends of every line are nodes: what names something that no document has makes no line and is
/// reported by [`check`](Self::check).
///
/// # Examples
///
/// See [`joined`](crate::joined()).
#[derive(Debug, Clone)]
pub struct JoinedGraph<'d> {
    pub(crate) documents: Documents<'d>,
    pub(crate) nodes: BTreeMap<NodeId, String>,
    pub(crate) edges: BTreeSet<JoinedEdge>,
    pub(crate) processes: BTreeMap<&'d str, &'d Process>,
    pub(crate) clauses: BTreeMap<&'d str, (&'d ClauseRegister, &'d Clause)>,
    pub(crate) counters: BTreeMap<&'d str, &'d Counter>,
    pub(crate) flows: BTreeMap<&'d str, &'d Flow>,
    /// Of each flow its procedures, links included.
    pub(crate) flow_procedures: BTreeMap<&'d str, Vec<&'d ProcedureId>>,
    /// Of each service its procedures, links included.
    pub(crate) service_procedures: BTreeMap<&'d str, BTreeSet<&'d ProcedureId>>,
}

impl<'d> JoinedGraph<'d> {
    pub(crate) fn new(documents: Documents<'d>) -> Self {
        let mut graph = Self {
            nodes: BTreeMap::new(),
            edges: BTreeSet::new(),
            processes: BTreeMap::new(),
            clauses: BTreeMap::new(),
            counters: BTreeMap::new(),
            flows: BTreeMap::new(),
            flow_procedures: BTreeMap::new(),
            service_procedures: BTreeMap::new(),
            documents,
        };
        graph.add_clauses();
        graph.add_inventory();
        graph.add_flows();
        graph.add_counters();
        graph.add_levels();
        graph.add_indicators();
        graph
    }

    fn node(&mut self, kind: NodeKind, id: &str, name: &str) {
        self.nodes
            .entry(NodeId::new(kind, id))
            .or_insert_with(|| name.to_owned());
    }

    /// A line, if both ends are there.
    fn line(&mut self, from: NodeId, relation: Relation, to: NodeId) {
        if self.nodes.contains_key(&from) && self.nodes.contains_key(&to) {
            self.edges.insert(JoinedEdge { from, relation, to });
        }
    }

    fn add_clauses(&mut self) {
        for register in self.documents.registers {
            for clause in &register.clauses {
                let rule = register.rule_of(clause).map_or("", |rule| &rule.title);
                let name = format!("{rule} {}", clause.citation);
                self.node(NodeKind::Clause, clause.id.as_str(), name.trim());
                self.clauses
                    .entry(clause.id.as_str())
                    .or_insert((register, clause));
            }
        }
    }

    fn add_inventory(&mut self) {
        let Some(inventory) = self.documents.inventory else {
            return;
        };
        for procedure in &inventory.procedures {
            self.node(NodeKind::Procedure, procedure.id.as_str(), &procedure.name);
        }
        for process in &inventory.processes {
            let procedure = NodeId::new(NodeKind::Procedure, process.procedure.as_str());
            let name = process.name.clone().unwrap_or_else(|| {
                let of = self.nodes.get(&procedure).map_or("", String::as_str);
                format!("{of}（{}）", process.kind)
            });
            self.node(NodeKind::Process, process.id.as_str(), &name);
            self.processes.entry(process.id.as_str()).or_insert(process);
            let node = NodeId::new(NodeKind::Process, process.id.as_str());
            self.line(node, Relation::PartOf, procedure);
        }
        for link in &self.documents.links.clauses {
            for process in &link.processes {
                self.line(
                    NodeId::new(NodeKind::Clause, link.clause.as_str()),
                    Relation::Blocks,
                    NodeId::new(NodeKind::Process, process.as_str()),
                );
            }
        }
    }

    fn add_flows(&mut self) {
        let links = &self.documents.links.flows;
        for flow in self.documents.flows {
            let name = flow.name.as_deref().unwrap_or_default();
            self.node(NodeKind::Flow, flow.id.as_str(), name);
            self.flows.entry(flow.id.as_str()).or_insert(flow);
            let linked = links.iter().filter(|link| link.flow == flow.id);
            let replaced = linked.clone().any(|link| link.replaces);
            let own = flow.procedures.iter().filter(|_| !replaced);
            let all: Vec<&ProcedureId> = own
                .chain(linked.flat_map(|link| &link.procedures))
                .collect();
            for procedure in &all {
                self.line(
                    NodeId::new(NodeKind::Procedure, procedure.as_str()),
                    Relation::CarriedOutBy,
                    NodeId::new(NodeKind::Flow, flow.id.as_str()),
                );
            }
            self.flow_procedures.insert(flow.id.as_str(), all);
        }
    }

    fn add_counters(&mut self) {
        let Some(register) = self.documents.counters else {
            return;
        };
        for service in &register.services {
            let linked = self.documents.links.services.iter();
            let linked = linked.filter(|link| link.service == service.id);
            let all = service
                .procedures
                .iter()
                .chain(linked.flat_map(|link| &link.procedures));
            self.service_procedures
                .insert(service.id.as_str(), all.collect());
        }
        for counter in &register.counters {
            self.node(NodeKind::Counter, counter.id.as_str(), &counter.name);
            self.counters.entry(counter.id.as_str()).or_insert(counter);
        }
        let mut lines = Vec::new();
        for counter in &register.counters {
            let node = NodeId::new(NodeKind::Counter, counter.id.as_str());
            for handled in &counter.services {
                if matches!(handled.mode, None | Some(ServiceMode::None)) {
                    continue;
                }
                let procedures = self.service_procedures.get(handled.service.as_str());
                for procedure in procedures.into_iter().flatten() {
                    let from = NodeId::new(NodeKind::Procedure, procedure.as_str());
                    lines.push((from, Relation::HandledAt, node.clone()));
                }
                if let Some(other) = &handled.forwards_to {
                    let to = NodeId::new(NodeKind::Counter, other.as_str());
                    lines.push((node.clone(), Relation::ForwardsTo, to));
                }
            }
        }
        for (from, relation, to) in lines {
            self.line(from, relation, to);
        }
    }

    fn add_levels(&mut self) {
        let (Some(evidence), Some(standard)) = (self.documents.evidence, self.documents.standard)
        else {
            return;
        };
        for subject in evidence.subjects() {
            let procedure = NodeId::new(NodeKind::Procedure, subject.as_str());
            if !self.nodes.contains_key(&procedure) {
                continue;
            }
            for axis in &standard.standard().document().axes {
                let id = format!("{subject}/{}", axis.id);
                self.node(NodeKind::Level, &id, &axis.label.ja);
                let level = NodeId::new(NodeKind::Level, id);
                self.line(procedure.clone(), Relation::AssessedOn, level);
            }
        }
    }

    fn add_indicators(&mut self) {
        use super::IndicatorOf;
        let indicators = &self.documents.links.indicators;
        for indicator in indicators {
            self.node(
                NodeKind::Indicator,
                indicator.id.as_str(),
                &indicator.label.ja,
            );
        }
        for indicator in indicators {
            let to = NodeId::new(NodeKind::Indicator, indicator.id.as_str());
            let wanted: Vec<NodeId> = match &indicator.of {
                IndicatorOf::Rate(_) => self.of_kind(NodeKind::Process),
                IndicatorOf::ClausesInForce => self.of_kind(NodeKind::Clause),
                IndicatorOf::Level(goal) => self
                    .of_kind(NodeKind::Level)
                    .into_iter()
                    .filter(|node| node.id.rsplit('/').next() == Some(goal.axis.as_str()))
                    .collect(),
                IndicatorOf::Waiting(counter) => {
                    vec![NodeId::new(NodeKind::Counter, counter.as_str())]
                }
                IndicatorOf::Indicators(parts) => parts
                    .iter()
                    .map(|part| NodeId::new(NodeKind::Indicator, part.as_str()))
                    .collect(),
            };
            for from in wanted {
                self.line(from, Relation::MeasuredBy, to.clone());
            }
        }
    }

    fn of_kind(&self, kind: NodeKind) -> Vec<NodeId> {
        let nodes = self.nodes.keys();
        nodes.filter(|node| node.kind == kind).cloned().collect()
    }

    /// The documents that it was made from.
    #[must_use]
    pub fn documents(&self) -> &Documents<'d> {
        &self.documents
    }

    /// The nodes, kind by kind, each with its name.
    pub fn nodes(&self) -> impl Iterator<Item = JoinedNode> {
        self.nodes.iter().map(|(node, name)| JoinedNode {
            node: node.clone(),
            name: name.clone(),
        })
    }

    /// The lines, in order.
    pub fn edges(&self) -> impl Iterator<Item = &JoinedEdge> {
        self.edges.iter()
    }

    /// The name of a node; `None` if there is no such node.
    #[must_use]
    pub fn name(&self, node: &NodeId) -> Option<&str> {
        self.nodes.get(node).map(String::as_str)
    }

    /// The nodes that lines of a relation lead to from a node.
    pub fn from<'g>(
        &'g self,
        node: &'g NodeId,
        relation: Relation,
    ) -> impl Iterator<Item = &'g NodeId> {
        let first = JoinedEdge {
            from: node.clone(),
            relation,
            to: NodeId::new(NodeKind::Clause, ""),
        };
        self.edges
            .range(first..)
            .take_while(move |edge| edge.from == *node && edge.relation == relation)
            .map(|edge| &edge.to)
    }

    /// The nodes from which lines of a relation lead to a node. Looks at all lines.
    pub fn to<'g>(
        &'g self,
        node: &'g NodeId,
        relation: Relation,
    ) -> impl Iterator<Item = &'g NodeId> {
        let edges = self.edges.iter();
        edges
            .filter(move |edge| edge.to == *node && edge.relation == relation)
            .map(|edge| &edge.from)
    }
}
