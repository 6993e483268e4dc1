//! Contacts that are not procedures, with a rate of their own.

use crate::mihon;
use tosei_inventory::{Touchpoint, TouchpointKind};

fn of(kind: TouchpointKind) -> Vec<&'static Touchpoint> {
    let all = mihon().touchpoints.iter();
    all.filter(|touchpoint| touchpoint.kind == kind).collect()
}

fn cases(touchpoint: &Touchpoint) -> u64 {
    touchpoint.volumes[0].cases.unwrap().get()
}

#[test]
fn each_of_nine_contract_documents_stands_in_2450_contracts_a_year() {
    let documents = of(TouchpointKind::ContractDocument);
    assert_eq!(documents.len(), 9);
    assert!(documents.iter().all(|document| cases(document) == 2_450));
}

#[test]
fn there_are_310_events_58_forms_and_24_consultations() {
    let events = of(TouchpointKind::Event);
    assert_eq!(events.iter().map(|event| cases(event)).sum::<u64>(), 310);
    assert_eq!(of(TouchpointKind::CounterForm).len(), 58);
    assert_eq!(of(TouchpointKind::Consultation).len(), 24);
    let all = mihon().touchpoint_count().unwrap();
    assert_eq!(all.get(), 9 + 4 + 58 + 24);
}
