//! The embedded inventory of the fictional 見本市: every total that it promises.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod findings;
mod organisations;
mod priorities;
mod procedures;
mod rates;
mod volumes;

use std::sync::OnceLock;
use tosei_inventory::{
    FactsBasis, Inventory, Process, VolumeChoice, VolumeMeasure, VolumeState, sample,
};

/// The inventory.
fn mihon() -> &'static Inventory {
    static MIHON: OnceLock<Inventory> = OnceLock::new();
    MIHON.get_or_init(|| Inventory::from_json(sample::mihon_inventory_json()).unwrap())
}

/// 申請件数, final, of fiscal year 2024.
fn choice() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

fn basis() -> FactsBasis<'static> {
    FactsBasis::standard(mihon().status_date, choice())
}

/// The processes of a procedure.
fn processes_of(procedure: &str) -> Vec<&'static Process> {
    let all = mihon().processes.iter();
    all.filter(|process| process.procedure.as_str() == procedure)
        .collect()
}
