//! Documents in JSON.

use super::{Named, Outcome, limits};
use tosei_counter_dx::register::CounterRegister;
use tosei_criteria::{EvidenceSet, Standard};
use tosei_document::{Catalogue, Collector, read_exemptions};

pub(super) const READERS: &[Named] = &[
    ("inventory_json", |bytes| {
        use tosei_inventory::document::{read_json, rules};
        let mut sink = Collector::new(rules());
        let read = read_json(bytes, &limits(), rules(), &mut sink);
        if let Some(read) = &read {
            tosei_inventory::check_document(&read.inventory, rules(), &mut sink);
        }
        Outcome::from(&sink.into_report())
    }),
    ("inventory_ndjson", |bytes| {
        use tosei_inventory::document::{read_ndjson, rules};
        let mut sink = Collector::new(rules());
        let _ = read_ndjson(bytes, &limits(), rules(), &mut sink);
        Outcome::from(&sink.into_report())
    }),
    ("round_json", |bytes| {
        use tosei_inventory::round::{read_json, rules};
        let mut sink = Collector::new(rules());
        let _ = read_json(bytes, &limits(), rules(), &mut sink);
        Outcome::from(&sink.into_report())
    }),
    ("standard_json", |bytes| {
        let (_, report) = Standard::read(bytes, &limits());
        Outcome::from(&report)
    }),
    ("evidence_json", |bytes| {
        let (_, report) = EvidenceSet::read(bytes, &limits());
        Outcome::from(&report)
    }),
    ("reviews_json", |bytes| {
        let mut sink = Collector::new(tosei_qos_model::rules());
        let _ = tosei_qos_model::ReviewReading::read(
            bytes,
            &limits(),
            tosei_qos_model::rules(),
            &mut sink,
        );
        Outcome::from(&sink.into_report())
    }),
    ("exemptions_json", |bytes| {
        let mut sink = Collector::new(Catalogue::reading());
        let _ = read_exemptions(bytes, &limits(), Catalogue::reading(), &mut sink);
        Outcome::from(&sink.into_report())
    }),
    ("clause_register_json", |bytes| {
        use tosei_analog_regs::register::{read_register, rules};
        let mut sink = Collector::new(rules());
        let _ = read_register(bytes, &limits(), &mut sink);
        Outcome::from(&sink.into_report())
    }),
    ("counter_register_json", |bytes| {
        Outcome::strict::<CounterRegister>(bytes)
    }),
];
