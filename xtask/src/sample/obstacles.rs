//! Which process has which barrier.

use super::draft::Draft;
use super::plan::{BarrierPlan, Plan};
use super::spread::evenly;
use anyhow::Context;
use std::collections::BTreeMap;
use tosei_inventory::{Barrier, BarrierCause, Discretion, OnlineStatus};

/// A process by the position of its procedure and its own position in it.
pub(crate) type ProcessKey = (usize, usize);

/// The barrier of each process that has one.
pub(crate) fn barriers(
    plan: &Plan,
    drafts: &[Draft<'_>],
) -> anyhow::Result<BTreeMap<ProcessKey, Barrier>> {
    let mut barriers: BTreeMap<ProcessKey, Barrier> = BTreeMap::new();
    for sort in &plan.barriers {
        for row in &sort.rows {
            let mut open: Vec<ProcessKey> = Vec::new();
            for (at, draft) in drafts.iter().enumerate() {
                if row.group.as_ref().is_some_and(|id| *id != draft.group.id)
                    || row.basis.is_some_and(|kind| kind != draft.plan.legal_basis)
                {
                    continue;
                }
                for (position, status) in draft.statuses.iter().enumerate() {
                    if *status == row.status
                        && row.position.is_none_or(|wanted| wanted == position)
                        && !barriers.contains_key(&(at, position))
                    {
                        open.push((at, position));
                    }
                }
            }
            let places = evenly(row.count, open.len()).with_context(|| {
                format!(
                    "barrier {}, group {:?}, {:?}",
                    sort.id, row.group, row.position
                )
            })?;
            for key in places.into_iter().filter_map(|place| open.get(place)) {
                barriers.insert(*key, barrier(sort));
            }
        }
    }
    requests(plan, drafts, &mut barriers)?;
    Ok(barriers)
}

fn barrier(sort: &BarrierPlan) -> Barrier {
    let mut barrier = Barrier::new(sort.obstacle, sort.cause, sort.discretion);
    barrier.rule.clone_from(&sort.rule);
    barrier.changeable_by.clone_from(&sort.changeable_by);
    barrier.action.clone_from(&sort.action);
    barrier.note.clone_from(&sort.note);
    barrier
}

/// Gives each request to a process that the State's rules keep offline.
fn requests(
    plan: &Plan,
    drafts: &[Draft<'_>],
    barriers: &mut BTreeMap<ProcessKey, Barrier>,
) -> anyhow::Result<()> {
    let mut open: Vec<&mut Barrier> = barriers
        .iter_mut()
        .filter(|((at, position), barrier)| {
            let status = drafts
                .get(*at)
                .and_then(|draft| draft.statuses.get(*position));
            barrier.cause == BarrierCause::StateSystem
                && barrier.discretion == Discretion::Beyond
                && status == Some(&OnlineStatus::NotDone)
        })
        .map(|(_, barrier)| barrier)
        .collect();
    let places = evenly(plan.requests.len(), open.len())?;
    for (place, request) in places.into_iter().zip(&plan.requests) {
        if let Some(barrier) = open.get_mut(place) {
            barrier.request = Some(request.clone());
        }
    }
    Ok(())
}
