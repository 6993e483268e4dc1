//! Hours of staff and applicants before and after.

use super::{HoursChange, Planned, WhatIfReport};
use crate::joined::{JoinedGraph, NodeId, NodeKind, Relation};
use tosei_bpr::metrics::{ExactFigure, FlowMetrics, MeasureKind, MetricsOptions, metrics};
use tosei_bpr::{Flow, Stage};
use tosei_inventory::{ProcessKinds, VolumeChoice};
use tosei_types::ProcedureId;

/// The cases of a procedure in a year: what its applications count together, or the procedure as a whole;
/// `None` if nobody knows.
pub(crate) fn cases(
    graph: &JoinedGraph<'_>,
    procedure: &ProcedureId,
    volumes: VolumeChoice,
) -> Option<u64> {
    let inventory = graph.documents.inventory?;
    let whole = inventory
        .procedures
        .iter()
        .find(|one| one.id == *procedure)?;
    if let Some(volume) = volumes.of(&whole.volumes) {
        return volume.cases.map(tosei_types::CaseCount::get);
    }
    let kinds = ProcessKinds::standard();
    let mut sum = None;
    for process in inventory
        .processes
        .iter()
        .filter(|one| one.procedure == *procedure)
    {
        let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
        if !kind.is_some_and(|kind| kind.is_application) {
            continue;
        }
        let cases = volumes.of(&process.volumes)?.cases?.get();
        sum = Some(sum.unwrap_or(0u64).saturating_add(cases));
    }
    sum
}

/// A measure of a case as hours a year.
fn hours_a_year(
    metrics: &FlowMetrics,
    kind: MeasureKind,
    cases: u64,
) -> Option<(String, Option<String>)> {
    let measure = metrics.measure(kind)?;
    let sixty = ExactFigure::from(60u32);
    let year = |minutes: &ExactFigure| {
        let all = minutes * &ExactFigure::from(cases);
        all.divided_by(&sixty).map(|hours| hours.to_string())
    };
    let to = measure.to.as_ref().and_then(year);
    Some((year(&measure.from)?, to))
}

pub(super) fn hours_of(
    procedure: &ProcedureId,
    (from, to): (&Flow, &Flow),
    cases: u64,
) -> Option<HoursChange> {
    let options = MetricsOptions::default();
    let (before, after) = (metrics(from, options).ok()?, metrics(to, options).ok()?);
    let (staff, applicant) = (MeasureKind::StaffMinutes, MeasureKind::ApplicantMinutes);
    Some(HoursChange {
        procedure: procedure.clone(),
        from: from.id.clone(),
        to: to.id.clone(),
        cases_a_year: cases,
        staff_before: hours_a_year(&before, staff, cases)?,
        staff_after: hours_a_year(&after, staff, cases)?,
        applicant_before: hours_a_year(&before, applicant, cases)?,
        applicant_after: hours_a_year(&after, applicant, cases)?,
    })
}

pub(super) fn hours_for(
    graph: &JoinedGraph<'_>,
    procedure: &ProcedureId,
    stage: Stage,
) -> Option<Flow> {
    let node = NodeId::new(NodeKind::Procedure, procedure.as_str());
    let mut flows = graph
        .from(&node, Relation::CarriedOutBy)
        .filter_map(|node| graph.flows.get(node.id.as_str()))
        .filter(|flow| flow.stage == Some(stage));
    let first = flows.next()?;
    // Two flows of one stage: nobody says which of them counts.
    flows.next().is_none().then(|| (*first).clone())
}

pub(super) fn hours(
    graph: &JoinedGraph<'_>,
    planned: &Planned<'_>,
    volumes: VolumeChoice,
    report: &mut WhatIfReport,
) {
    for procedure in &planned.digitized {
        let pair =
            hours_for(graph, procedure, Stage::AsIs).zip(hours_for(graph, procedure, Stage::ToBe));
        let cases = cases(graph, procedure, volumes);
        let change = pair
            .as_ref()
            .zip(cases)
            .and_then(|((from, to), cases)| hours_of(procedure, (from, to), cases));
        match change {
            Some(change) => report.hours.push(change),
            None => {
                let (ja, en) = match (&pair, cases) {
                    (None, _) => (
                        "As-IsとTo-Beの業務フローが一つずつそろっていないため、時間の変化は分からない。",
                        "There is not one As-Is and one To-Be flow, so the change of hours is unknown.",
                    ),
                    (_, None) => (
                        "年間件数が分からないため、時間の変化は分からない。",
                        "The cases a year are unknown, so the change of hours is unknown.",
                    ),
                    _ => (
                        "業務フローの指標が求められないため、時間の変化は分からない。",
                        "The flows have no figures, so the change of hours is unknown.",
                    ),
                };
                report.unknown(
                    NodeKind::Procedure,
                    procedure.as_str(),
                    ja.to_owned(),
                    en.to_owned(),
                );
            }
        }
    }
}
