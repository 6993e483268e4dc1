//! Registers of counters.

use serde_json::{Map, Value};
use tosei_conformance::Runner;
use tosei_counter_dx::register::CounterRegister;

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("register", |register: CounterRegister| {
        let findings: Map<String, Value> = register
            .check()
            .totals()
            .iter()
            .map(|total| {
                let name = total.rule.rsplit('.').next().unwrap();
                (name.to_owned(), total.count.into())
            })
            .collect();
        let mut value = serde_json::to_value(register.counts()).unwrap();
        value
            .as_object_mut()
            .unwrap()
            .insert("findings".to_owned(), findings.into());
        Ok(value)
    })
}
