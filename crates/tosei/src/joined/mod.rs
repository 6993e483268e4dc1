//! 連結図 (joined graph): clause → process → procedure → flow, counter, level → indicator, what
//! contradicts itself between the documents, and what a change would bring.

mod check;
mod graph;
mod links;
#[cfg(feature = "plan")]
mod plan;
mod query;
#[cfg(feature = "sample")]
pub mod sample;
mod what_if;

pub use check::rules;
pub use graph::{JoinedEdge, JoinedGraph, JoinedNode, NodeId, NodeKind, Relation};
pub use links::{
    ClauseLink, CounterDemand, DemandFigures, FlowLink, IndicatorLink, IndicatorOf, LINKS_FORMAT,
    LINKS_FORMAT_VERSION, LevelGoal, Links, ServiceLink, Span, ToolAssumption, VisitShare,
};
pub use query::{Blocker, BlockingClause, ClauseReach, CounterReach, ProcessBlockers};
pub use what_if::{
    Change, Effect, HoursChange, IndicatorChange, LevelChange, RateChange, Reason, StillUnknown,
    WaitingChange, WhatIfError, WhatIfReport,
};

use tosei_analog_regs::ClauseRegister;
use tosei_bpr::Flow;
use tosei_counter_dx::register::CounterRegister;
use tosei_criteria::{CompiledStandard, EvidenceSet};
use tosei_inventory::Inventory;
use tosei_types::Date;

/// 文書一式 (documents) of one body; each may be missing.
#[derive(Debug, Clone, Copy)]
pub struct Documents<'d> {
    /// 基準日.
    pub as_of: Date,
    /// 棚卸.
    pub inventory: Option<&'d Inventory>,
    /// 条項台帳: one or several.
    pub registers: &'d [ClauseRegister],
    /// 業務フロー.
    pub flows: &'d [Flow],
    /// 窓口台帳.
    pub counters: Option<&'d CounterRegister>,
    /// 証拠.
    pub evidence: Option<&'d EvidenceSet>,
    /// 品質基準.
    pub standard: Option<&'d CompiledStandard>,
    /// 対応表.
    pub links: &'d Links,
}

impl<'d> Documents<'d> {
    /// No documents yet, only the links between them.
    #[must_use]
    pub fn new(as_of: Date, links: &'d Links) -> Self {
        Self {
            as_of,
            inventory: None,
            registers: &[],
            flows: &[],
            counters: None,
            evidence: None,
            standard: None,
            links,
        }
    }
}

/// Joins the documents of a body into one graph.
///
/// What the documents say themselves (a flow's procedures, a service's procedures, forwarding) and what
/// the links add makes the lines. Nothing is matched by name.
///
/// # Examples
///
/// ```
/// use tosei::inventory::{Body, Inventory, Procedure, Process};
/// use tosei::joined::{Documents, Links, NodeId, NodeKind, Relation};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-1".parse()?, "住民票の写しの交付"));
/// inventory.processes.push(Process::new("P-1-1".parse()?, "P-1".parse()?, "application"));
/// let links = Links::none();
/// let mut documents = Documents::new(inventory.status_date, &links);
/// documents.inventory = Some(&inventory);
///
/// let graph = tosei::joined(documents);
/// let process = NodeId::new(NodeKind::Process, "P-1-1");
/// let procedure = graph.from(&process, Relation::PartOf).next();
/// assert_eq!(procedure.and_then(|node| graph.name(node)), Some("住民票の写しの交付"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn joined(documents: Documents<'_>) -> JoinedGraph<'_> {
    JoinedGraph::new(documents)
}
