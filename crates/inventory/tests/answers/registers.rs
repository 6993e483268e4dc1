//! Requests to the State, and contacts that are no procedures.

use crate::{basis, mihon, rates};
use tosei_document::Collector;
use tosei_inventory::request::{RequestRegister, check_requests, rules};
use tosei_inventory::{RequestStatus, TouchpointInventory, TouchpointKind, VolumeMeasure};
use tosei_types::Language;

#[test]
fn of_the_nine_requests_of_the_sample_six_wait() {
    let register = RequestRegister::of(mihon(), mihon().status_date);
    assert_eq!(register.entries.len(), 9);
    assert_eq!(register.by_status.len(), RequestStatus::ALL.len());
    assert_eq!(register.by_status.values().sum::<u64>(), 9);
    assert_eq!(register.count(RequestStatus::Waiting), 6);
    assert_eq!(register.count(RequestStatus::Promised), 1);
    assert_eq!(register.promises_passed, 0);
    assert_eq!(register.waiting_processes, 7);
    assert_eq!(
        register.sentence(Language::Ja),
        "国等への要望9件（要望済・回答待ち6、回答あり2、実施時期の回答あり1）。回答又は実施を待つ手続プロセスは7。"
    );
    let later = RequestRegister::of(mihon(), "2026-04-02".parse().unwrap());
    assert_eq!(later.promises_passed, 1); // promised for 2026-04-01
    let on_the_day = RequestRegister::of(mihon(), "2026-04-01".parse().unwrap());
    assert_eq!(on_the_day.promises_passed, 0);
}

#[test]
fn the_requests_of_the_sample_are_sound() {
    let mut findings = Collector::new(rules());
    check_requests(mihon(), rules(), &mut findings);
    let report = findings.into_report();
    assert!(report.is_clean(), "{report:#?}");
}

#[test]
fn touchpoints_are_counted_by_kind_and_apart_from_processes() {
    let mut handled = basis(mihon());
    handled.volumes.measure = VolumeMeasure::Handled;
    let counted = TouchpointInventory::of(mihon(), &handled, &rates(), "touchpoints.done");
    assert_eq!((counted.touchpoints, counted.documents), (95, 9 + 58));
    let rows: u64 = counted.rows.iter().map(|row| row.touchpoints).sum();
    assert_eq!(rows, 95);
    for row in &counted.rows {
        assert_eq!(row.by_status.values().sum::<u64>(), row.touchpoints);
        let rate = row.rate.as_ref().unwrap().rate().unwrap();
        assert_eq!(rate.denominator(), row.touchpoints);
    }
    let contracts = counted.row(TouchpointKind::ContractDocument).unwrap();
    assert_eq!((contracts.touchpoints, contracts.cases), (9, 9 * 2_450));
    assert!(contracts.is_document);
    assert_eq!(counted.row(TouchpointKind::Event).unwrap().cases, 310);
    assert!(counted.row(TouchpointKind::Report).is_none());
    let whole = counted.rate.as_ref().unwrap();
    assert_eq!(whole.id().as_str(), "touchpoints.done");
    assert_eq!(whole.rate().unwrap().denominator(), 95);
    let sentence = counted.sentence(Language::Ja).unwrap();
    assert!(
        sentence.ends_with("手続・手続プロセスの率には含めない。"),
        "{sentence}"
    );
    let none = TouchpointInventory::of(mihon(), &basis(mihon()), &rates(), "processes.done");
    assert!(none.rate.is_none()); // a rate of processes counts no touchpoints
}
