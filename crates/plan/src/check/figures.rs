//! Published figures: those without a date, and those that contradict each other unannounced.

use super::Findings;
use crate::{Gap, Plan, PublishedFigure, QuantityId, RecordRef};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(plan: &Plan, findings: &mut Findings<'_, '_>) {
    let disputed: BTreeSet<&str> = plan
        .inconsistencies
        .iter()
        .flat_map(|one| &one.figures)
        .filter(|one| *one.document() == plan.id)
        .map(RecordRef::record)
        .collect();
    let mut of_quantity: BTreeMap<&QuantityId, Vec<&PublishedFigure>> = BTreeMap::new();
    for (at, figure) in plan.figures.iter().enumerate() {
        let (id, pointer) = (figure.id.as_str(), format!("/figures/{at}"));
        if figure.at.is_none() && !figure.gaps.contains(&Gap::DateUnstated) {
            findings.report("plan.figure.undated", &pointer, id, &[]);
        }
        if figure.unit.is_none() && !figure.gaps.contains(&Gap::UnitUnstated) {
            findings.report("plan.figure.without_unit", &pointer, id, &[]);
        }
        if figure.value.is_none() && figure.published.is_none() {
            findings.report("plan.figure.empty", &pointer, id, &[]);
        }
        let Some(quantity) = &figure.quantity else {
            continue;
        };
        let before = of_quantity.entry(quantity).or_default();
        let rival = before
            .iter()
            .find(|other| contradict(other, figure))
            .copied();
        before.push(figure);
        let Some(rival) = rival else { continue };
        if disputed.contains(id) && disputed.contains(rival.id.as_str()) {
            continue;
        }
        let text = |one: &PublishedFigure| one.value.map(|value| value.to_string());
        let (mine, theirs) = (
            text(figure).unwrap_or_default(),
            text(rival).unwrap_or_default(),
        );
        let values = [
            ("value", mine.as_str().into()),
            ("other", theirs.as_str().into()),
            ("rival", rival.id.as_str().into()),
        ];
        findings.report(
            "plan.figure.undeclared_inconsistency",
            &pointer,
            id,
            &values,
        );
    }
    for (at, one) in plan.inconsistencies.iter().enumerate() {
        let pointer = format!("/inconsistencies/{at}/figures");
        let least = match one.kind {
            crate::InconsistencyKind::UnstatedBasis => 1,
            _ => 2,
        };
        if one.figures.len() < least {
            let id = one.id.as_str();
            findings.report("plan.inconsistency.too_few", &pointer, id, &[]);
        }
    }
}

/// 公表値の不一致 (disagreement): two published figures of one quantity at one time that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disagreement {
    /// The one.
    pub left: RecordRef,
    /// The other.
    pub right: RecordRef,
    /// 宣言済: whether a document lists both in one of its inconsistencies.
    pub declared: bool,
}

/// Finds the figures of several documents that contradict each other.
///
/// Two figures contradict each other if they have the same quantity and nature, their moments overlap
/// (the fiscal year 2023 overlaps 2023-07-28; a figure without a moment overlaps all), and their numbers or
/// units differ.
///
/// # Source
///
/// `project-decision:published-figures`.
///
/// # Examples
///
/// Every contradiction between Tokyo's documents stands in one of their lists of inconsistencies:
///
/// ```
/// use tosei_plan::{disagreements, tokyo};
///
/// let found = disagreements(tokyo::all());
/// assert!(!found.is_empty());
/// assert!(found.iter().all(|one| one.declared));
/// ```
#[must_use]
pub fn disagreements(plans: &[&Plan]) -> Vec<Disagreement> {
    let figures: Vec<(RecordRef, &PublishedFigure)> = plans
        .iter()
        .flat_map(|plan| plan.figures.iter().map(move |one| (plan, one)))
        .filter_map(|(plan, one)| {
            let reference = RecordRef::try_new(plan.id.clone(), one.id.as_str());
            Some((reference.ok()?, one))
        })
        .collect();
    let lists: Vec<&[RecordRef]> = plans
        .iter()
        .flat_map(|plan| &plan.inconsistencies)
        .map(|one| one.figures.as_slice())
        .collect();
    let mut found = Vec::new();
    let mut of_quantity: BTreeMap<&QuantityId, Vec<&(RecordRef, &PublishedFigure)>> =
        BTreeMap::new();
    for figure in &figures {
        let (right, one) = figure;
        let Some(quantity) = &one.quantity else {
            continue;
        };
        let before = of_quantity.entry(quantity).or_default();
        for (left, other) in before.iter().copied() {
            if contradict(other, one) {
                let declared = lists
                    .iter()
                    .any(|list| list.contains(left) && list.contains(right));
                found.push(Disagreement {
                    left: left.clone(),
                    right: right.clone(),
                    declared,
                });
            }
        }
        before.push(figure);
    }
    found
}

/// Two figures of one quantity and nature at one time, with different numbers or units.
fn contradict(left: &PublishedFigure, right: &PublishedFigure) -> bool {
    let (Some(one), Some(other)) = (left.value, right.value) else {
        return false;
    };
    let same_time = match (left.at, right.at) {
        (Some(left), Some(right)) => {
            left.first_day() <= right.last_day() && right.first_day() <= left.last_day()
        }
        _ => true,
    };
    left.nature == right.nature && same_time && (one != other || left.unit != right.unit)
}
