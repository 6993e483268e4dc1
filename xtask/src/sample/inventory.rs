//! From drafts to the inventory.

use super::draft::{Draft, drafts};
use super::obstacles::{ProcessKey, barriers};
use super::plan::Plan;
use super::process::{Frame, Slot, Turn, move_executor, process};
use super::spread::evenly;
use super::{touchpoint, volume};
use anyhow::{Context, bail};
use std::collections::{BTreeMap, BTreeSet};
use tosei_inventory::{AffairsClass, Discretion, Inventory, LegalBasis, OnlineStatus, Procedure};
use tosei_types::{OrganisationId, ProcedureId};

/// The inventory of the plan.
pub(crate) fn inventory(plan: &Plan) -> anyhow::Result<Inventory> {
    let drafts = drafts(plan)?;
    let barriers = barriers(plan, &drafts)?;
    let beyond = barriers.values();
    let beyond = beyond.filter(|barrier| barrier.discretion == Discretion::Beyond);
    close(plan, &drafts, beyond.count())?;
    let added = added(plan, &drafts)?;
    let newly_online = newly_online(plan, &drafts, &added)?;
    let ids = ids(&drafts)?;
    let moved = moved(plan);

    let mut inventory = Inventory::new(plan.body.clone(), plan.status_date);
    inventory.fictional = true;
    inventory.volume_years.clone_from(&plan.volume_years);
    inventory.organisations.clone_from(&plan.organisations);
    inventory
        .extensions
        .insert("note".into(), plan.note.clone().into());
    inventory
        .extensions
        .insert("note_en".into(), plan.note_en.clone().into());
    let (frame, mut turn) = (Frame::new(plan)?, Turn::default());
    let mut moved_processes = 0;
    for (at, draft) in drafts.iter().enumerate() {
        let id = ids
            .get(draft.plan.name.as_str())
            .context("a procedure without id")?;
        let mut own = Procedure::new(id.clone(), draft.plan.name.as_str());
        own.category = Some(draft.group.category.clone());
        own.organisation = Some(draft.plan.organisation.clone());
        own.affairs_class = draft.plan.affairs_class.or(Some(AffairsClass::Autonomous));
        let mut basis = LegalBasis::new(draft.plan.legal_basis).titled(draft.plan.title.as_str());
        basis.provision.clone_from(&draft.plan.provision);
        own.legal_basis.push(basis);
        for name in &draft.plan.related {
            let related = ids.get(name.as_str()).with_context(|| name.clone())?;
            own.related.push(related.clone());
        }
        let is_added = added.contains(&at);
        own.exists_from = is_added.then_some(plan.since_last_snapshot.day);
        let shares = volume::shares(draft, at);
        own.volumes = volume::volumes(plan, &volume::total(draft, &shares, at))?;

        let before = moved.get(&draft.plan.organisation);
        for position in 0..draft.statuses.len() {
            let key = (at, position);
            let slot = Slot {
                draft,
                procedure: id,
                position,
            };
            let is_recent = is_added || newly_online.contains(&key);
            let mut process = process(&frame, slot, barriers.get(&key), is_recent, &mut turn)?;
            if let Some(share) = shares.get(&position) {
                process.volumes = volume::volumes(plan, share)?;
            }
            if let Some(before) = before {
                let days = (plan.reorganisation.day, before);
                moved_processes +=
                    usize::from(move_executor(&mut process, &draft.plan.organisation, days)?);
            }
            inventory.processes.push(process);
        }
        inventory.procedures.push(own);
    }
    if moved_processes != plan.reorganisation.processes {
        bail!(
            "{moved_processes} processes moved, not {}",
            plan.reorganisation.processes
        );
    }
    inventory.touchpoints = touchpoint::touchpoints(plan)?;
    Ok(inventory)
}

fn ids<'d>(drafts: &'d [Draft<'_>]) -> anyhow::Result<BTreeMap<&'d str, ProcedureId>> {
    let mut ids = BTreeMap::new();
    for (number, draft) in (1u32..).zip(drafts) {
        let id = format!("P-{number:04}").parse()?;
        if ids.insert(draft.plan.name.as_str(), id).is_some() {
            bail!("the name {} stands twice", draft.plan.name);
        }
    }
    Ok(ids)
}

/// Which division each of the new ones took its processes from.
fn moved(plan: &Plan) -> BTreeMap<OrganisationId, OrganisationId> {
    let moves = plan.reorganisation.moves.iter();
    moves
        .flat_map(|one| one.to.iter().map(|to| (to.clone(), one.from.clone())))
        .collect()
}

/// The positions of the procedures that the last snapshot did not have.
fn added(plan: &Plan, drafts: &[Draft<'_>]) -> anyhow::Result<BTreeSet<usize>> {
    let since = &plan.since_last_snapshot;
    let mut added = BTreeSet::new();
    let (mut processes, mut done) = (0, 0);
    for name in &since.procedures {
        let found = drafts
            .iter()
            .enumerate()
            .find(|(_, d)| d.plan.name == *name);
        let (at, draft) = found.with_context(|| name.clone())?;
        added.insert(at);
        processes += draft.statuses.len();
        done += count(&draft.statuses, OnlineStatus::Done);
    }
    if (processes, done) != (since.processes, since.processes_done) {
        bail!("{processes} processes were added, {done} of them online");
    }
    Ok(added)
}

fn count(statuses: &[OnlineStatus], wanted: OnlineStatus) -> usize {
    statuses.iter().filter(|status| **status == wanted).count()
}

/// The processes of older procedures that went online since the last snapshot.
fn newly_online(
    plan: &Plan,
    drafts: &[Draft<'_>],
    added: &BTreeSet<usize>,
) -> anyhow::Result<BTreeSet<ProcessKey>> {
    let mut open: Vec<ProcessKey> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        for (position, status) in draft.statuses.iter().enumerate() {
            if *status == OnlineStatus::Done && !added.contains(&at) {
                open.push((at, position));
            }
        }
    }
    let places = evenly(plan.since_last_snapshot.newly_online, open.len())?;
    Ok(places
        .into_iter()
        .filter_map(|place| open.get(place).copied())
        .collect())
}

/// Fails with a sentence for each total that does not come out.
fn close(plan: &Plan, drafts: &[Draft<'_>], beyond: usize) -> anyhow::Result<()> {
    let totals = &plan.totals;
    let mut wrong = Vec::new();
    let mut compare = |what: String, is: u64, wanted: u64| {
        if is != wanted {
            wrong.push(format!("{what}: {is}, not {wanted}"));
        }
    };
    let size = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let processes = drafts
        .iter()
        .map(|draft| draft.statuses.len())
        .sum::<usize>();
    let every = drafts.iter().filter(|d| d.every_process_done()).count();
    let any = drafts.iter().filter(|d| d.any_process_done()).count();
    for (what, is, wanted) in [
        ("procedures", drafts.len(), totals.procedures),
        ("processes", processes, totals.processes),
        ("every process done", every, totals.every_process_done),
        ("any process done", any, totals.any_process_done),
        ("beyond discretion", beyond, totals.beyond_discretion),
    ] {
        compare(what.into(), size(is), size(wanted));
    }
    let cases = drafts.iter().filter_map(|draft| draft.cases).sum();
    compare("known cases".into(), cases, totals.known_cases);
    for row in &totals.statuses {
        for (status, wanted) in [
            (OnlineStatus::Done, row.done),
            (OnlineStatus::Partial, row.partial),
            (OnlineStatus::NotDone, row.not_done),
            (OnlineStatus::Exempt, row.exempt),
            (OnlineStatus::Unknown, row.unknown),
        ] {
            let is = drafts
                .iter()
                .flat_map(|draft| draft.group.kinds.iter().zip(&draft.statuses))
                .filter(|(kind, of)| row.kinds.contains(kind) && **of == status)
                .count();
            compare(format!("{:?} {status}", row.kinds), size(is), size(wanted));
        }
    }
    if !wrong.is_empty() {
        bail!("the sample does not close: {}", wrong.join("; "));
    }
    Ok(())
}
