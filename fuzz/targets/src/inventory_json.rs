//! Any bytes as an inventory document, as JSON and as NDJSON.
//!
//! Laws: no panic; what was read is written and read back the same, in both forms.

use tosei_document::{Collector, Limits};
use tosei_inventory::{Inventory, check_document, document};

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    let limits = Limits::default();
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let json = document::read_json(data, &limits, rules, &mut sink);
    let ndjson = document::read_ndjson(data, &limits, rules, &mut sink);
    for reading in [json, ndjson].into_iter().flatten() {
        let inventory = reading.inventory;
        check_document(&inventory, rules, &mut sink);
        let again = Inventory::from_json(&inventory.to_json());
        assert_eq!(again.ok().as_ref(), Some(&inventory));
        let lines = document::write_ndjson(&inventory);
        let again = document::read_ndjson(lines.as_bytes(), &limits, rules, &mut sink);
        assert_eq!(again.map(|reading| reading.inventory), Some(inventory));
    }
    let report = sink.into_report();
    for finding in report.findings() {
        assert!(!finding.place.to_string().contains('\n'));
    }
}
