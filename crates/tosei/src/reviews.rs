//! レビューと手続 (reviews and procedures): which online procedures users are asked about.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tosei_inventory::{Inventory, OnlineStatus, ProcessKinds};
use tosei_qos_model::{ReviewState, ReviewSummary};
use tosei_types::ProcedureId;

/// レビューの及ぶ範囲 (coverage of reviews).
///
/// That nobody answered is not that no review form is in place (`U1b`): it is a question to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ReviewCoverage {
    /// Procedures with an online filing and enough answers.
    pub enough: Vec<ProcedureId>,
    /// Procedures with an online filing and some answers, but fewer than needed.
    pub too_few: Vec<ProcedureId>,
    /// Procedures with an online filing and no answer.
    pub none: Vec<ProcedureId>,
    /// Reviews of procedures without an online filing: what did the users use?
    pub not_online: Vec<ProcedureId>,
    /// Reviews of procedures that the inventory does not have.
    pub not_in_inventory: Vec<ProcedureId>,
}

/// Which procedures with an online filing have reviews.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use tosei::inventory::{Body, Inventory, OnlineStatus, Procedure, Process};
/// use tosei::reviews::review_coverage;
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-1".parse()?, "道路の占用の許可"));
/// let mut filing = Process::new("P-1-1".parse()?, "P-1".parse()?, "application");
/// filing.status = OnlineStatus::Done;
/// inventory.processes.push(filing);
/// let coverage = review_coverage(&inventory, &BTreeMap::new());
/// assert_eq!(coverage.none, ["P-1".parse()?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn review_coverage(
    inventory: &Inventory,
    summaries: &BTreeMap<ProcedureId, ReviewSummary>,
) -> ReviewCoverage {
    let kinds = ProcessKinds::standard();
    let online: BTreeSet<&ProcedureId> = inventory
        .processes
        .iter()
        .filter(|one| matches!(one.status, OnlineStatus::Done | OnlineStatus::Partial))
        .filter(|process| {
            let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
            kind.is_some_and(|kind| kind.is_application)
        })
        .map(|process| &process.procedure)
        .collect();
    let known: BTreeSet<&ProcedureId> = inventory.procedures.iter().map(|one| &one.id).collect();
    let mut coverage = ReviewCoverage::default();
    for procedure in &online {
        let list = match summaries.get(*procedure) {
            None => &mut coverage.none,
            Some(summary) if summary.ratings.total() == 0 => &mut coverage.none,
            Some(summary) if summary.state == ReviewState::Enough => &mut coverage.enough,
            Some(_) => &mut coverage.too_few,
        };
        list.push((*procedure).clone());
    }
    for procedure in summaries.keys() {
        if !known.contains(procedure) {
            coverage.not_in_inventory.push(procedure.clone());
        } else if !online.contains(procedure) {
            coverage.not_online.push(procedure.clone());
        }
    }
    coverage
}
