//! What an office answers with: sheets for the assembly, rounds, forecasts, small tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it had nothing to do"
)]

mod forecasts;
mod registers;
mod rounds;
mod sheets;
mod small;

use std::sync::OnceLock;
use tosei_inventory::{
    CompiledRates, FactsBasis, Inventory, ProcessFacts, ProcessKinds, RateDefinitions, RateResult,
    Tally, VolumeChoice, VolumeMeasure, VolumeState, sample,
};

/// The inventory of the fictional city.
fn mihon() -> &'static Inventory {
    static MIHON: OnceLock<Inventory> = OnceLock::new();
    MIHON.get_or_init(|| Inventory::from_json(sample::mihon_inventory_json()).unwrap())
}

fn basis(inventory: &Inventory) -> FactsBasis<'static> {
    let volumes = VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    };
    FactsBasis::standard(inventory.status_date, volumes)
}

fn rates() -> CompiledRates {
    RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap()
}

fn processes(inventory: &Inventory) -> Tally<ProcessFacts> {
    let basis = basis(inventory);
    let mut tally = Tally::new();
    for (_, facts) in inventory.process_facts(&basis) {
        tally.add(&facts);
    }
    tally
}

fn rate(inventory: &Inventory, id: &str) -> RateResult {
    rates().evaluate_one(id, &processes(inventory)).unwrap()
}
