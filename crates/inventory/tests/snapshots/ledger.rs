//! A chain of snapshots.

use crate::decomposing::quarter;
use crate::{add, basis, empty, rates};
use tosei_inventory::{
    ChangeCause, CompareOptions, ComparedList, DecompositionOptions, EntryBasis, Ledger,
    LedgerEntry, OnlineStatus, compare, rate_history,
};

#[test]
fn a_chain_has_a_rate_at_each_date_and_recorded_causes_override() {
    let (march, june) = quarter();
    let mut december = empty("2024-12-31");
    add(&mut december, "P-0000", "shimin-ka", OnlineStatus::Unknown);
    let mut ledger = Ledger::new(march.body.clone());
    for inventory in [&december, &march, &june] {
        ledger.add_snapshot(inventory).unwrap();
    }
    let comparison = compare(&march, &june, &CompareOptions::default());
    ledger.add_comparison(&comparison).unwrap();
    let derived: Vec<(ComparedList, ChangeCause, usize)> = ledger
        .entries()
        .iter()
        .map(|entry| (entry.list, entry.cause, entry.ids.len()))
        .collect();
    assert!(derived.contains(&(ComparedList::Processes, ChangeCause::NewlyOnline, 48)));
    assert!(derived.contains(&(ComparedList::Procedures, ChangeCause::Abolished, 14)));
    assert!(derived.contains(&(ComparedList::Processes, ChangeCause::Transferred, 37)));
    let (from, until) = (march.status_date, june.status_date);
    assert!(ledger.recorded_causes(from, until).is_empty()); // derived entries override nothing
    ledger
        .record(LedgerEntry {
            from,
            until,
            list: ComparedList::Processes,
            cause: ChangeCause::Corrected,
            ids: vec!["P-0700-1".into()],
            basis: EntryBasis::Recorded,
            confirmed_by: Some("デジタル推進課".into()),
            confirmed_on: Some("2025-07-10".parse().unwrap()),
            because: Some("3月の記載漏れ".into()),
        })
        .unwrap();
    let again = Ledger::from_json(&serde_json::to_string(&ledger).unwrap()).unwrap();
    assert_eq!(again, ledger);

    let chain = [
        (&december, basis(&december)),
        (&march, basis(&march)),
        (&june, basis(&june)),
    ];
    let history = rate_history(
        &rates(),
        "processes.done",
        &chain,
        &CompareOptions::default(),
        &DecompositionOptions::default(),
        Some(&ledger),
    )
    .unwrap();
    assert_eq!((history.points.len(), history.changes.len()), (3, 2));
    let first = &history.changes[0];
    assert_eq!(first.effects()[0].cause, ChangeCause::UnknownResolved);
    let last = &history.changes[1];
    let things = |cause| {
        let effects = last.effects().iter();
        effects
            .filter(|effect| effect.cause == cause)
            .map(tosei_inventory::CauseEffect::things)
            .sum::<u64>()
    };
    assert_eq!(things(ChangeCause::Corrected), 1);
    assert_eq!(things(ChangeCause::NewlyOnline), 47);
}

#[test]
fn dates_that_are_no_step_are_refused() {
    let (march, june) = quarter();
    let mut ledger = Ledger::new(march.body.clone());
    ledger.add_snapshot(&june).unwrap();
    let error = ledger.add_snapshot(&march).unwrap_err();
    assert_eq!(error.code(), "inventory.ledger.not_later");
    let comparison = compare(&march, &june, &CompareOptions::default());
    let error = ledger.add_comparison(&comparison).unwrap_err();
    assert_eq!(error.code(), "inventory.ledger.no_step");
    assert_eq!(
        Ledger::from_json("[]").unwrap_err().code(),
        "inventory.ledger.shape"
    );
}
