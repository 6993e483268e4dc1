//! Every published type, by the crate that has it; values before documents.

use super::Entry;

mod analog_regs;
mod bpr;
mod counter_dx;
mod criteria;
mod document;
mod examples;
mod inventory;
mod joined;
mod plan;
mod qos_model;
mod table;
mod types;

/// The registry; a new type is a line in the list of its crate.
pub(super) fn entries() -> impl Iterator<Item = &'static Entry> {
    [
        types::ENTRIES,
        document::ENTRIES,
        table::ENTRIES,
        inventory::ENTRIES,
        qos_model::ENTRIES,
        plan::ENTRIES,
        criteria::ENTRIES,
        bpr::ENTRIES,
        examples::ENTRIES,
        analog_regs::ENTRIES,
        counter_dx::ENTRIES,
        joined::ENTRIES,
    ]
    .into_iter()
    .flatten()
}
