//! The partner bodies: a document of its own, so that their procedures are in no rate of the city.

use anyhow::Context;
use serde::Deserialize;
use tosei_inventory::{
    Body, Element, ElementState, ElementStates, InstrumentKind, Inventory, LegalBasis, NotOnline,
    NotOnlineKind, OnlineStatus, Organisation, Party, Procedure, Process, Role, RoleAssignment,
    Volume, VolumeMeasure, VolumeYear,
};
use tosei_types::{CaseCount, Date, OrganisationId};

/// The plan of the partner bodies' inventory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartnersPlan {
    note: String,
    note_en: String,
    body: Body,
    status_date: Date,
    volume_year: VolumeYear,
    organisations: Vec<Organisation>,
    procedures: Vec<PartnerProcedure>,
}

/// One procedure, which is one filing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartnerProcedure {
    name: String,
    organisation: OrganisationId,
    category: String,
    status: OnlineStatus,
    /// Cases handled; unknown if absent.
    #[serde(default)]
    cases: Option<u64>,
    #[serde(default)]
    important_because: Option<String>,
}

/// The inventory of the plan.
pub(crate) fn inventory(plan: &PartnersPlan) -> anyhow::Result<Inventory> {
    let mut inventory = Inventory::new(plan.body.clone(), plan.status_date);
    inventory.fictional = true;
    inventory.volume_years.push(plan.volume_year);
    inventory.organisations.clone_from(&plan.organisations);
    for (key, note) in [("note", &plan.note), ("note_en", &plan.note_en)] {
        inventory.extensions.insert(key.into(), note.clone().into());
    }
    for (number, item) in (1u32..).zip(&plan.procedures) {
        let body = plan
            .organisations
            .iter()
            .find(|o| o.id == item.organisation);
        let body = body.with_context(|| item.name.clone())?;
        let id = format!("Q-{number:03}").parse()?;
        let cases = item.cases.map(CaseCount::try_new).transpose()?;
        let online = match item.status {
            OnlineStatus::Done => item.cases.map(|cases| cases * 2 / 5),
            OnlineStatus::Partial => item.cases.map(|cases| cases / 10),
            _ => item.cases.map(|_| 0),
        };
        let VolumeYear { fiscal_year, state } = plan.volume_year;
        let volume = Volume::new(fiscal_year, VolumeMeasure::Handled, state, cases)
            .with_online(online.map(CaseCount::try_new).transpose()?);

        let mut filing = Process::new(format!("{id}-1").parse()?, id, "application");
        filing.actor = Some(match item.category.as_str() {
            "grant" => Party::CitizensOrBusinesses,
            _ => Party::Citizens,
        });
        filing.status = item.status;
        let entry = match item.status {
            OnlineStatus::NotDone => ElementState::NotDone,
            _ => ElementState::Done,
        };
        filing.elements = ElementStates::default().with(Element::Application, entry);
        filing.barriers = Some(Vec::new());
        if item.status == OnlineStatus::NotDone {
            filing.not_online = Some(NotOnline::new(match number % 3 {
                0 => NotOnlineKind::NotCostEffective,
                _ => NotOnlineKind::NoSystem,
            }));
        }
        let executor = RoleAssignment::new(Role::Executor, item.organisation.clone());
        filing.roles.push(executor);
        filing.volumes.push(volume);

        let mut procedure = Procedure::new(filing.procedure.clone(), item.name.as_str());
        procedure.category = Some(item.category.clone());
        procedure.organisation = Some(item.organisation.clone());
        let title = format!("{}の業務の規程（架空）", body.name.replace("（架空）", ""));
        let basis = LegalBasis::new(InstrumentKind::BodyRule).titled(title);
        procedure.legal_basis.push(basis);
        procedure
            .important_because
            .clone_from(&item.important_because);
        procedure.volumes.push(volume);
        inventory.procedures.push(procedure);
        inventory.processes.push(filing);
    }
    Ok(inventory)
}
