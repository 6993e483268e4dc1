//! Earlier snapshots: the present inventory with what changed since taken back.

use super::plan::Plan;
use super::process::on_paper;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use tosei_inventory::{
    AffairsClass, Element, ElementState, ElementStates, InstrumentKind, Inventory, LegalBasis,
    NotOnline, NotOnlineKind, OnlineStatus, Party, Procedure, Process, Role, RoleAssignment,
    Volume, VolumeMeasure, VolumeYear,
};
use tosei_types::{CaseCount, Date, FiscalYear, OrganisationId, ProcedureId};

/// The plan of the earlier snapshots, the latest of them first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EarlierPlan {
    note: String,
    note_en: String,
    snapshots: Vec<SnapshotPlan>,
}

/// One earlier snapshot, and what changed between it and the next.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotPlan {
    /// The name of the file.
    name: String,
    status_date: Date,
    volume_years: Vec<VolumeYear>,
    totals: SnapshotTotals,
    since: Since,
    abolished: Vec<AbolishedProcedure>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotTotals {
    processes: usize,
    done: usize,
}

/// What must have changed until the next snapshot; the generator fails if it did not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    /// Names of the procedures that came; those of the plan of the present if absent.
    #[serde(default)]
    added: Option<Vec<String>>,
    added_processes: usize,
    added_done: usize,
    newly_online: usize,
    abolished_processes: usize,
    abolished_done: usize,
    moved: usize,
}

/// A procedure that no longer exists at the next snapshot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AbolishedProcedure {
    name: String,
    organisation: OrganisationId,
    category: String,
    actor: Party,
    legal_basis: InstrumentKind,
    title: String,
    kinds: Vec<String>,
    statuses: Vec<OnlineStatus>,
    #[serde(default)]
    cases: Option<u64>,
}

/// The earlier snapshots with the names of their files, the latest first.
pub(crate) fn inventories(
    plan: &Plan,
    earlier: &EarlierPlan,
    present: &Inventory,
) -> anyhow::Result<Vec<(String, Inventory)>> {
    let mut made = Vec::new();
    let mut later = present.clone();
    // Ids are never used again: what no longer exists follows those that do.
    let mut next_id = present.procedures.len() + 1;
    for snapshot in &earlier.snapshots {
        let step = Step { plan, snapshot };
        let mut inventory = step.take_back(&later, &mut next_id)?;
        for (key, note) in [("note", &earlier.note), ("note_en", &earlier.note_en)] {
            inventory.extensions.insert(key.into(), note.clone().into());
        }
        later = inventory.clone();
        made.push((snapshot.name.clone(), inventory));
    }
    Ok(made)
}

/// One step back in time.
struct Step<'p> {
    plan: &'p Plan,
    snapshot: &'p SnapshotPlan,
}

impl Step<'_> {
    fn take_back(&self, later: &Inventory, next_id: &mut usize) -> anyhow::Result<Inventory> {
        let Self { plan, snapshot } = self;
        let day = snapshot.status_date;
        let mut inventory = later.clone();
        inventory.status_date = day;
        inventory.volume_years.clone_from(&snapshot.volume_years);
        inventory.touchpoints.clone_from(&later.touchpoints);

        let names = snapshot.since.added.as_ref();
        let names = names.unwrap_or(&plan.since_last_snapshot.procedures);
        let added = added(later, names)?;
        let (came, stayed): (Vec<Process>, Vec<Process>) = inventory
            .processes
            .into_iter()
            .partition(|process| added.contains(&process.procedure));
        inventory.processes = stayed;
        inventory
            .procedures
            .retain(|procedure| !added.contains(&procedure.id));
        for procedure in &mut inventory.procedures {
            procedure.related.retain(|related| !added.contains(related));
        }

        let newly_online = self.take_offline(&mut inventory.processes)?;
        let moved = self.move_back(&mut inventory)?;
        self.year_before(&mut inventory)?;
        let mut abolished = (0, 0);
        for item in &snapshot.abolished {
            let (processes, done) = self.revive(item, *next_id, &mut inventory)?;
            *next_id += 1;
            abolished = (abolished.0 + processes, abolished.1 + done);
        }
        let since = &snapshot.since;
        for (what, is, wanted) in [
            ("added", came.len(), since.added_processes),
            ("added and done", done(&came), since.added_done),
            ("newly online", newly_online, since.newly_online),
            ("abolished", abolished.0, since.abolished_processes),
            ("abolished and done", abolished.1, since.abolished_done),
            ("moved", moved, since.moved),
            (
                "processes",
                inventory.processes.len(),
                snapshot.totals.processes,
            ),
            ("done", done(&inventory.processes), snapshot.totals.done),
        ] {
            if is != wanted {
                bail!("{day}: {what}: {is}, not {wanted}");
            }
        }
        Ok(inventory)
    }

    /// Processes that went online after the snapshot were on paper on its day; how many were.
    fn take_offline(&self, processes: &mut [Process]) -> anyhow::Result<usize> {
        let day = self.snapshot.status_date;
        let mut count = 0;
        let mut closed: BTreeMap<ProcedureId, BTreeSet<String>> = BTreeMap::new();
        for process in processes.iter_mut() {
            let Some(since) = process.online_since.filter(|since| *since > day) else {
                continue;
            };
            count += usize::from(process.status == OnlineStatus::Done);
            process.status = OnlineStatus::NotDone;
            process.online_since = None;
            let mut reason = NotOnline::new(NotOnlineKind::Planned);
            reason.planned_for = Some(since);
            process.not_online = Some(reason);
            if process.kind == "application" {
                process.elements =
                    ElementStates::default().with(Element::Application, ElementState::NotDone);
            }
            if process.notice.is_some() {
                process.notice = Some(on_paper());
            }
            for volume in &mut process.volumes {
                volume.online_cases = volume.online_cases.and(CaseCount::try_new(0).ok());
            }
            let kinds = closed.entry(process.procedure.clone()).or_default();
            kinds.insert(process.kind.clone());
        }
        // A filing says how its fee is paid and its result comes.
        for process in processes.iter_mut() {
            let Some(kinds) = closed.get(&process.procedure) else {
                continue;
            };
            if process.elements.of(Element::Application) != ElementState::Done {
                continue;
            }
            if kinds.contains("payment") {
                process.elements = process
                    .elements
                    .with(Element::Payment, ElementState::NotDone);
            }
            if kinds.iter().any(|kind| kind.starts_with("notice")) {
                process.elements = process
                    .elements
                    .with(Element::Result, ElementState::NotDone);
            }
        }
        Ok(count)
    }

    /// The divisions as they were before the reorganisation; how many processes they had.
    fn move_back(&self, inventory: &mut Inventory) -> anyhow::Result<usize> {
        let reorganisation = &self.plan.reorganisation;
        let day = reorganisation.day;
        if self.snapshot.status_date >= day || inventory.status_date >= day {
            return Ok(0);
        }
        let mut count = 0;
        for process in &mut inventory.processes {
            let ended = process.roles.iter().position(|role| {
                role.role == Role::Executor && role.until.is_some_and(|until| until < day)
            });
            let Some(ended) = ended else { continue };
            count += 1;
            process
                .roles
                .retain(|role| role.role != Role::Executor || role.from != Some(day));
            let role = process.roles.get_mut(ended).context("no former executor")?;
            role.until = None;
            let before = role.organisation.clone();
            let id = &process.procedure;
            let owner = inventory.procedures.iter_mut().find(|one| one.id == *id);
            owner.context("a process without procedure")?.organisation = Some(before);
        }
        for touchpoint in &mut inventory.touchpoints {
            let mut moves = reorganisation.moves.iter();
            let moved = moves.find(|one| {
                let now = touchpoint.organisation.as_ref();
                // A division that took others in was there before, with touchpoints of its own.
                let is_new = |id: &OrganisationId| {
                    let mut all = inventory.organisations.iter();
                    all.any(|one| one.id == *id && one.exists_from == Some(day))
                };
                one.to.iter().any(|to| now == Some(to) && is_new(to))
            });
            if let Some(moved) = moved {
                touchpoint.organisation = Some(moved.from.clone());
            }
        }
        inventory
            .organisations
            .retain(|organisation| organisation.exists_from.is_none_or(|from| from < day));
        for organisation in &mut inventory.organisations {
            organisation.exists_until = None;
            organisation.successors.clear();
            if let Some(at) = organisation
                .former_names
                .iter()
                .position(|former| former.until.next().is_some_and(|after| after == day))
            {
                organisation.name = organisation.former_names.remove(at).name;
            }
            organisation.note = None;
        }
        Ok(count)
    }

    /// Volumes of the years that were known then: what was known later, a little less.
    fn year_before(&self, inventory: &mut Inventory) -> anyhow::Result<()> {
        let years = &self.snapshot.volume_years;
        let all = inventory.processes.iter_mut().map(|one| &mut one.volumes);
        let all = all.chain(inventory.touchpoints.iter_mut().map(|one| &mut one.volumes));
        for (at, volumes) in all.enumerate() {
            let percent = [97, 100, 99, 101, 98].get(at % 5).context("no step")?;
            for volume in volumes.iter_mut() {
                let earlier = |count: CaseCount| CaseCount::try_new(count.get() * percent / 100);
                volume.fiscal_year = year_of(years, volume)?;
                volume.cases = volume.cases.map(earlier).transpose()?;
                volume.online_cases = volume.online_cases.map(earlier).transpose()?;
            }
        }
        let mut filed: BTreeMap<&ProcedureId, Vec<&Volume>> = BTreeMap::new();
        for process in &inventory.processes {
            let volumes = filed.entry(&process.procedure).or_default();
            volumes.extend(&process.volumes);
        }
        for procedure in &mut inventory.procedures {
            let filed = filed.get(&procedure.id).map_or(&[][..], Vec::as_slice);
            for volume in &mut procedure.volumes {
                volume.fiscal_year = year_of(years, volume)?;
                let of_year = filed
                    .iter()
                    .filter(|one| one.fiscal_year == volume.fiscal_year);
                if filed.is_empty() {
                    continue;
                }
                let (cases, online): (Option<Vec<_>>, Option<Vec<_>>) = (
                    of_year.clone().map(|one| one.cases).collect(),
                    of_year.map(|one| one.online_cases).collect(),
                );
                volume.cases = cases.map(CaseCount::sum).transpose()?;
                volume.online_cases = online.map(CaseCount::sum).transpose()?;
            }
        }
        Ok(())
    }

    /// Puts a procedure back that was abolished since; its processes, and how many were online.
    fn revive(
        &self,
        item: &AbolishedProcedure,
        number: usize,
        inventory: &mut Inventory,
    ) -> anyhow::Result<(usize, usize)> {
        let id: ProcedureId = format!("P-{number:04}").parse()?;
        let year = self.snapshot.volume_years.first().context("no year")?;
        let cases = item.cases.map(CaseCount::try_new).transpose()?;
        let volume = |online| {
            Volume::new(
                year.fiscal_year,
                VolumeMeasure::Applications,
                year.state,
                cases,
            )
            .with_online(online)
        };
        let mut procedure = Procedure::new(id.clone(), item.name.as_str());
        procedure.category = Some(item.category.clone());
        procedure.organisation = Some(item.organisation.clone());
        procedure.affairs_class = Some(AffairsClass::Autonomous);
        let basis = LegalBasis::new(item.legal_basis).titled(item.title.as_str());
        procedure.legal_basis.push(basis);
        procedure.volumes.push(volume(None));
        let before = inventory.processes.len();
        for (position, (kind, status)) in (1..).zip(item.kinds.iter().zip(&item.statuses)) {
            let mut process = Process::new(
                format!("{id}-{position}").parse()?,
                id.clone(),
                kind.as_str(),
            );
            let files = kind == "application";
            process.actor = Some(if files { item.actor } else { Party::LocalBody });
            process.receiver = Some(if files { Party::LocalBody } else { item.actor });
            if kind == "record_keeping" {
                process.receiver = None;
            }
            process.status = *status;
            process.barriers = Some(Vec::new());
            let executor = RoleAssignment::new(Role::Executor, item.organisation.clone());
            process.roles.push(executor);
            if kind.starts_with("notice") {
                process.notice = Some(on_paper());
            }
            let is_done = *status == OnlineStatus::Done;
            if files {
                let state = if is_done {
                    ElementState::Done
                } else {
                    ElementState::NotDone
                };
                process.elements = ElementStates::default().with(Element::Application, state);
                let online = cases.map(|cases| cases.get() / 2).filter(|_| is_done);
                let online = online.or(cases.map(|_| 0)).map(CaseCount::try_new);
                process.volumes.push(volume(online.transpose()?));
            }
            if is_done {
                process.online_since = Some("2021-04-01".parse()?);
            } else {
                process.not_online = Some(NotOnline::new(NotOnlineKind::NotCostEffective));
            }
            inventory.processes.push(process);
        }
        inventory.procedures.push(procedure);
        let new = inventory.processes.get(before..).unwrap_or_default();
        Ok((new.len(), done(new)))
    }
}

fn year_of(years: &[VolumeYear], volume: &Volume) -> anyhow::Result<FiscalYear> {
    let year = years.iter().find(|year| year.state == volume.state);
    Ok(year.context("a volume of no year")?.fiscal_year)
}

fn added(later: &Inventory, names: &[String]) -> anyhow::Result<BTreeSet<ProcedureId>> {
    let mut added = BTreeSet::new();
    for name in names {
        let mut all = later.procedures.iter();
        let found = all.find(|procedure| procedure.name == *name);
        added.insert(found.with_context(|| name.clone())?.id.clone());
    }
    Ok(added)
}

fn done(processes: &[Process]) -> usize {
    let of = processes.iter().map(|process| process.status);
    of.filter(|status| *status == OnlineStatus::Done).count()
}
