//! Where one answer gives way to the next: borders of dates and counts, what errors say, what is
//! carried along.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod comparing;
mod composition;
mod counts;
mod decomposing;
mod forecast_words;
mod forecasts;
mod organisations;
mod priorities;
mod requests;
mod survey_files;
mod survey_rows;
mod surveys;
mod tables;
mod touchpoints;
mod words;

use serde_json::Value;
use tosei_inventory::{
    Body, ComparedSnapshots, Comparison, FactsBasis, Inventory, OnlineStatus, Process,
    VolumeChoice, VolumeMeasure, VolumeState,
};

pub(crate) fn empty(day: &str) -> Inventory {
    Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap())
}

pub(crate) fn basis(inventory: &Inventory) -> FactsBasis<'static> {
    let volumes = VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    };
    FactsBasis::standard(inventory.status_date, volumes)
}

/// Two snapshots with what lies between them, each on its own day.
pub(crate) fn compared<'a>(
    earlier: &'a Inventory,
    later: &'a Inventory,
    comparison: &'a Comparison,
) -> ComparedSnapshots<'a> {
    ComparedSnapshots {
        earlier,
        earlier_basis: basis(earlier),
        later,
        later_basis: basis(later),
        comparison,
    }
}

/// An application of a procedure that is not listed.
pub(crate) fn process<'i>(
    inventory: &'i mut Inventory,
    id: &str,
    status: OnlineStatus,
) -> &'i mut Process {
    let mut process = Process::new(
        format!("{id}-1").parse().unwrap(),
        id.parse().unwrap(),
        "application",
    );
    process.status = status;
    inventory.processes.push(process);
    inventory.processes.last_mut().unwrap()
}

/// A document with some text in it replaced.
pub(crate) fn replaced(document: &str, from: &str, to: &str) -> String {
    assert!(document.contains(from), "{from}");
    document.replacen(from, to, 1)
}

pub(crate) fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}
