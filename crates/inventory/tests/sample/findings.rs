//! What the check finds: only what is meant to be found.

use crate::mihon;
use tosei_document::Collector;
use tosei_inventory::{check_document, document};

#[test]
fn the_check_finds_what_is_meant_to_be_found() {
    let mut findings = Collector::new(document::rules());
    check_document(mihon(), document::rules(), &mut findings);
    let report = findings.into_report();
    let found: Vec<_> = report.totals().iter().map(|t| format!("{t:?}")).collect();
    println!("{found:#?}");
    for f in report.findings().iter().take(500) {
        if !f.rule.contains("status_unknown") && !f.rule.contains("applied_online") {
            println!("{f:?}");
        }
    }
}
