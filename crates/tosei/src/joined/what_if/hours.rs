//! Hours of staff and applicants before and after.

use super::{HoursChange, Planned, WhatIfReport};
use crate::flows::{FlowHours, cases_a_year};
use crate::joined::{JoinedGraph, NodeId, NodeKind, Relation};
use tosei_bpr::{Flow, Stage};
use tosei_inventory::VolumeChoice;
use tosei_types::ProcedureId;

/// The one flow of a stage that carries a procedure out; `None` for none, and for several, of which
/// nobody says which counts.
fn flow_at<'d>(graph: &JoinedGraph<'d>, procedure: &ProcedureId, stage: Stage) -> Option<&'d Flow> {
    let node = NodeId::new(NodeKind::Procedure, procedure.as_str());
    let mut flows = graph
        .from(&node, Relation::CarriedOutBy)
        .filter_map(|node| graph.flows.get(node.id.as_str()).copied())
        .filter(|flow| flow.stage == Some(stage));
    let first = flows.next()?;
    flows.next().is_none().then_some(first)
}

pub(super) fn hours(
    graph: &JoinedGraph<'_>,
    planned: &Planned<'_>,
    volumes: VolumeChoice,
    report: &mut WhatIfReport,
) {
    for procedure in &planned.digitized {
        let as_is = flow_at(graph, procedure, Stage::AsIs);
        let pair = as_is.zip(flow_at(graph, procedure, Stage::ToBe));
        let inventory = graph.documents.inventory;
        let cases = inventory.and_then(|one| cases_a_year(one, procedure, volumes));
        let (ja, en) = match (pair, cases) {
            (None, _) => (
                "As-IsとTo-Beの業務フローが一つずつそろっていないため、時間の変化は分からない。",
                "There is not one As-Is and one To-Be flow, so the change of hours is unknown.",
            ),
            (_, None) => (
                "年間件数が分からないため、時間の変化は分からない。",
                "The cases a year are unknown, so the change of hours is unknown.",
            ),
            (Some((from, to)), Some(cases)) => {
                let both = FlowHours::of(from, cases).and_then(|before| {
                    let after = FlowHours::of(to, cases)?;
                    Ok((before, after))
                });
                if let Ok((before, after)) = both {
                    report.hours.push(HoursChange {
                        procedure: (*procedure).clone(),
                        before,
                        after,
                    });
                    continue;
                }
                (
                    "業務フローの指標が求められないため、時間の変化は分からない。",
                    "The flows have no figures, so the change of hours is unknown.",
                )
            }
        };
        let id = procedure.as_str();
        report.unknown(NodeKind::Procedure, id, ja.to_owned(), en.to_owned());
    }
}
