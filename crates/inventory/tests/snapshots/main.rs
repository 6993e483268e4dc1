//! Snapshots held against each other: comparisons, crosswalks, decompositions, the ledger.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod comparing;
mod decomposing;
mod ledger;
mod reorganising;
mod rules;

use tosei_inventory::{
    Body, CompiledRates, FactsBasis, Inventory, OnlineStatus, Procedure, Process, ProcessKinds,
    RateDefinitions, VolumeChoice, VolumeMeasure, VolumeState,
};

pub(crate) fn empty(day: &str) -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap());
    inventory.fictional = true;
    inventory
}

pub(crate) fn choice() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

pub(crate) fn basis(inventory: &Inventory) -> FactsBasis<'static> {
    FactsBasis::standard(inventory.status_date, choice())
}

pub(crate) fn rates() -> CompiledRates {
    RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap()
}

/// A procedure of one filing.
pub(crate) fn add<'i>(
    inventory: &'i mut Inventory,
    id: &str,
    organisation: &str,
    status: OnlineStatus,
) -> &'i mut Process {
    let mut procedure = Procedure::new(id.parse().unwrap(), format!("手続{id}"));
    procedure.organisation = Some(organisation.parse().unwrap());
    inventory.procedures.push(procedure);
    let mut process = Process::new(
        format!("{id}-1").parse().unwrap(),
        id.parse().unwrap(),
        "application",
    );
    process.status = status;
    inventory.processes.push(process);
    inventory.processes.last_mut().unwrap()
}
