//! Documents of one JSON object, for fixtures and vectors.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, of which each uses a part; they stop at the first surprise"
)]

use serde_json::Value;
use tosei::analog_regs::ClauseRegister;
use tosei::bpr::Flow;
use tosei::counter_dx::register::CounterRegister;
use tosei::criteria::{CompiledStandard, EvidenceSet, Standard};
use tosei::document::{Collector, Limits, Report};
use tosei::inventory::Inventory;
use tosei::joined::{Documents, Links, rules};
use tosei::qos_model::tokyo_2024;
use tosei::types::Date;

pub(crate) struct Owned {
    as_of: Date,
    inventory: Option<Inventory>,
    registers: Vec<ClauseRegister>,
    flows: Vec<Flow>,
    counters: Option<CounterRegister>,
    evidence: Option<EvidenceSet>,
    standard: CompiledStandard,
    links: Links,
}

impl Owned {
    pub(crate) fn read(value: &Value) -> Self {
        let part = |key: &str| value.get(key).filter(|part| !part.is_null());
        let list = |key: &str| {
            part(key)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        Self {
            as_of: part("as_of").unwrap().as_str().unwrap().parse().unwrap(),
            inventory: part("inventory").map(|one| Inventory::from_json(&one.to_string()).unwrap()),
            registers: list("registers")
                .iter()
                .map(|one| ClauseRegister::from_json(&one.to_string()).unwrap())
                .collect(),
            flows: list("flows")
                .into_iter()
                .map(|one| serde_json::from_value(one).unwrap())
                .collect(),
            counters: part("counters").map(|one| serde_json::from_value(one.clone()).unwrap()),
            evidence: part("evidence").map(|one| {
                EvidenceSet::read(one.to_string().as_bytes(), &Limits::default())
                    .0
                    .unwrap()
            }),
            standard: part("standard").map_or_else(
                || tokyo_2024().compile().unwrap(),
                |one| {
                    Standard::from_json(&one.to_string())
                        .unwrap()
                        .compile()
                        .unwrap()
                },
            ),
            links: Links::from_json(&part("links").unwrap().to_string()).unwrap(),
        }
    }

    pub(crate) fn documents(&self) -> Documents<'_> {
        Documents {
            inventory: self.inventory.as_ref(),
            registers: &self.registers,
            flows: &self.flows,
            counters: self.counters.as_ref(),
            evidence: self.evidence.as_ref(),
            standard: Some(&self.standard),
            ..Documents::new(self.as_of, &self.links)
        }
    }

    pub(crate) fn check(&self) -> Report {
        let mut sink = Collector::new(rules());
        tosei::joined(self.documents()).check(&mut sink);
        sink.into_report()
    }
}
