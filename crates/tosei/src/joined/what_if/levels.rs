//! Levels of the quality standard before and after.

use super::{LevelChange, Planned, WhatIfReport};
use crate::joined::{JoinedGraph, LevelGoal, NodeKind};
use std::collections::{BTreeMap, BTreeSet};
use tosei_criteria::{Answer, CompiledStandard, EvidenceSet, LevelRange, PackedEvidence, evaluate};
use tosei_qos_model::subject_of;
use tosei_types::{CriterionId, ProcedureId};

/// The evidence of a procedure as bits, on the day of the documents.
fn packed(
    graph: &JoinedGraph<'_>,
    standard: &CompiledStandard,
    evidence: &EvidenceSet,
    procedure: &ProcedureId,
) -> PackedEvidence {
    let day = graph.documents.as_of;
    evaluate(standard, evidence, &subject_of(procedure), day).packed(standard)
}

fn ranges(standard: &CompiledStandard, evidence: PackedEvidence) -> Vec<Option<LevelRange>> {
    let digital = standard.prerequisites_met(evidence) != Some(false);
    standard
        .all_levels(evidence)
        .map(|levels| digital.then(|| standard.level_of(levels)))
        .collect()
}

/// The criteria that would be met, by procedure.
fn assumed<'p>(
    standard: &'p CompiledStandard,
    planned: &Planned<'p>,
) -> BTreeMap<&'p ProcedureId, BTreeSet<&'p CriterionId>> {
    let mut assumed: BTreeMap<&ProcedureId, BTreeSet<&CriterionId>> = BTreeMap::new();
    for procedure in &planned.digitized {
        let prerequisites = standard.standard().document().prerequisites.iter();
        assumed
            .entry(procedure)
            .or_default()
            .extend(prerequisites.map(|one| &one.id));
    }
    for tool in &planned.tools {
        for procedure in &tool.procedures {
            assumed.entry(procedure).or_default().extend(&tool.criteria);
        }
    }
    assumed
}

fn with(
    standard: &CompiledStandard,
    evidence: PackedEvidence,
    criteria: &BTreeSet<&CriterionId>,
) -> PackedEvidence {
    let bits = criteria.iter().filter_map(|id| standard.bit(id));
    bits.fold(evidence, |evidence, bit| evidence.with(bit, Answer::Met))
}

pub(super) fn levels(graph: &JoinedGraph<'_>, planned: &Planned<'_>, report: &mut WhatIfReport) {
    let Some(standard) = graph.documents.standard else {
        return;
    };
    let nothing = EvidenceSet::default();
    let evidence = graph.documents.evidence.unwrap_or(&nothing);
    for (procedure, criteria) in assumed(standard, planned) {
        for id in &criteria {
            if standard.bit(id).is_none() {
                report.unknown(
                    NodeKind::Procedure,
                    procedure.as_str(),
                    format!("品質基準に判定項目「{id}」がない。"),
                    format!("The standard has no criterion `{id}`."),
                );
            }
        }
        let now = packed(graph, standard, evidence, procedure);
        let then = with(standard, now, &criteria);
        let axes = standard.standard().document().axes.iter();
        let both = ranges(standard, now)
            .into_iter()
            .zip(ranges(standard, then));
        for (axis, (before, after)) in axes.zip(both) {
            if before == after {
                continue;
            }
            report.levels.push(LevelChange {
                procedure: procedure.clone(),
                axis: axis.id.clone(),
                before,
                after,
            });
            if let Some(after) = after
                && !after.is_certain()
            {
                report.unknown(
                    NodeKind::Level,
                    &format!("{procedure}/{}", axis.id),
                    "証拠が足りず、段階は幅のまま残る。".to_owned(),
                    "Evidence is missing; the level stays a range.".to_owned(),
                );
            }
        }
    }
}

/// How many procedures have at least a level: now for certain, then for certain, then at most; `None`
/// if nothing changes.
pub(super) fn indicator(
    graph: &JoinedGraph<'_>,
    goal: &LevelGoal,
    planned: &Planned<'_>,
) -> Option<[String; 3]> {
    let standard = graph.documents.standard?;
    let evidence = graph.documents.evidence?;
    let axis = standard.axis_position(&goal.axis)?;
    let assumed = assumed(standard, planned);
    let inventory = graph.documents.inventory?;
    let (mut before, mut low, mut high) = ((0u64, 0u64), 0u64, 0u64);
    let mut changes = false;
    let subjects: BTreeSet<&str> = evidence
        .subjects()
        .map(tosei_types::SubjectId::as_str)
        .collect();
    for procedure in &inventory.procedures {
        let criteria = assumed.get(&procedure.id);
        if criteria.is_none() && !subjects.contains(procedure.id.as_str()) {
            continue;
        }
        let now = packed(graph, standard, evidence, &procedure.id);
        let then = criteria.map_or(now, |criteria| with(standard, now, criteria));
        let of = |evidence| ranges(standard, evidence).get(axis).copied().flatten();
        let (now, then) = (of(now), of(then));
        changes |= now != then;
        let reaches = |level: Option<LevelRange>| level.is_some_and(|l| l.floor >= goal.at_least);
        let may = |level: Option<LevelRange>| level.is_some_and(|l| l.ceiling >= goal.at_least);
        before.0 = before.0.saturating_add(u64::from(reaches(now)));
        before.1 = before.1.saturating_add(u64::from(may(now)));
        low = low.saturating_add(u64::from(reaches(then)));
        high = high.saturating_add(u64::from(may(then)));
    }
    let span = match before {
        (least, most) if least == most => least.to_string(),
        (least, most) => format!("{least}–{most}"),
    };
    changes.then(|| [span, low.to_string(), high.to_string()])
}
