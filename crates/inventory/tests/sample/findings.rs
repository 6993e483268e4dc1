//! What the check finds: only what is meant to be found.

use crate::mihon;
use tosei_document::{Collector, Report};
use tosei_inventory::{Inventory, check_document, document, sample};

pub(crate) fn check(inventory: &Inventory) -> Report {
    let mut findings = Collector::new(document::rules()).keeping(usize::MAX);
    check_document(inventory, document::rules(), &mut findings);
    findings.into_report()
}

pub(crate) fn totals(report: &Report) -> Vec<(&str, u64)> {
    let mut totals: Vec<_> = report
        .totals()
        .iter()
        .map(|total| (&*total.rule, total.count))
        .collect();
    totals.sort_unstable();
    totals
}

#[test]
fn the_check_finds_what_is_meant_to_be_found() {
    assert_eq!(
        totals(&check(mihon())),
        [
            // A designated manager's number has a wrong check digit.
            ("inventory.document.organisation.corporate_number", 1),
            // The application is online, the certificate or notice comes by post.
            (
                "inventory.document.procedure.applied_online_result_on_paper",
                164
            ),
            // Nobody has answered yet: 717 of 1,520 may be up to 758.
            ("inventory.document.process.status_unknown", 41),
            ("inventory.document.touchpoint.status_unknown", 2),
        ]
    );
}

#[test]
fn the_wrong_corporate_number_is_the_only_error() {
    let report = check(mihon());
    let errors: Vec<_> = report
        .findings()
        .iter()
        .filter(|finding| finding.severity == tosei_document::Severity::Error)
        .collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].subject.as_deref(), Some("shitei-chusha"));
}

#[test]
fn nothing_is_wrong_with_the_partner_bodies() {
    let partners = Inventory::from_json(sample::mihon_partners_json()).unwrap();
    assert!(check(&partners).is_clean());
}
