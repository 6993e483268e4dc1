//! The earlier snapshots: what they promise of the change until the next.

use crate::{findings, mihon};
use std::collections::{BTreeMap, BTreeSet};
use tosei_inventory::{Inventory, OnlineStatus, Process, Role, sample};
use tosei_types::ProcessId;

fn before() -> Inventory {
    Inventory::from_json(sample::mihon_inventory_2025_03_json()).unwrap()
}

fn long_before() -> Inventory {
    Inventory::from_json(sample::mihon_inventory_2024_03_json()).unwrap()
}

fn by_id(inventory: &Inventory) -> BTreeMap<&ProcessId, &Process> {
    let all = inventory.processes.iter();
    all.map(|process| (&process.id, process)).collect()
}

fn done<'p>(processes: impl IntoIterator<Item = &'p Process>) -> usize {
    let done = |process: &&Process| process.status == OnlineStatus::Done;
    processes.into_iter().filter(done).count()
}

/// Added (and done), abolished (and done), gone online, no longer online.
fn change(earlier: &Inventory, later: &Inventory) -> [usize; 6] {
    let (old, new) = (by_id(earlier), by_id(later));
    let added: Vec<&Process> = new
        .values()
        .copied()
        .filter(|one| !old.contains_key(&one.id))
        .collect();
    let gone: Vec<&Process> = old
        .values()
        .copied()
        .filter(|one| !new.contains_key(&one.id))
        .collect();
    let kept = || {
        old.iter()
            .filter_map(|(id, one)| Some((*one, *new.get(id)?)))
    };
    let became = |from: bool, to: bool| {
        let is = |process: &Process| process.status == OnlineStatus::Done;
        kept()
            .filter(|(old, new)| is(old) == from && is(new) == to)
            .count()
    };
    [
        added.len(),
        done(added),
        gone.len(),
        done(gone),
        became(false, true),
        became(true, false),
    ]
}

#[test]
fn the_quarter_to_june_2025_closes() {
    let before = before();
    assert_eq!(before.status_date.to_string(), "2025-03-31");
    assert_eq!(
        (done(&before.processes), before.processes.len()),
        (655, 1_480)
    );
    assert_eq!(change(&before, mihon()), [54, 16, 14, 2, 48, 0]);
}

#[test]
fn the_year_to_march_2025_closes() {
    let long_before = long_before();
    assert_eq!(long_before.status_date.to_string(), "2024-03-31");
    assert_eq!(
        (done(&long_before.processes), long_before.processes.len()),
        (603, 1_475)
    );
    assert_eq!(change(&long_before, &before()), [10, 0, 5, 1, 53, 0]);
}

#[test]
fn thirty_seven_processes_have_another_executor() {
    let before = before();
    let old = by_id(&before);
    let executor = |process: &Process, day| {
        let all = process.holders(Role::Executor, day).cloned();
        all.collect::<Vec<_>>()
    };
    let moved = mihon().processes.iter().filter(|new| {
        old.get(&new.id).is_some_and(|old| {
            executor(old, before.status_date) != executor(new, mihon().status_date)
        })
    });
    assert_eq!(moved.count(), 37);
}

#[test]
fn the_old_divisions_stand_in_the_old_snapshots() {
    for snapshot in [before(), long_before()] {
        let ids: BTreeSet<&str> = snapshot
            .organisations
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert!(ids.contains("kasen-ka") && ids.contains("kodomo-seishonen-ka"));
        assert!(!ids.contains("seishonen-ka") && !ids.contains("kodomo-seisaku-ka"));
        let names: BTreeSet<&str> = snapshot
            .organisations
            .iter()
            .map(|one| &*one.name)
            .collect();
        assert!(names.contains("情報政策課") && !names.contains("デジタル推進課"));
    }
}

#[test]
fn nothing_else_is_found_in_the_old_snapshots() {
    for (snapshot, unknown, on_paper) in [(before(), 41, 157), (long_before(), 36, 151)] {
        let report = findings::check(&snapshot);
        assert_eq!(
            findings::totals(&report),
            [
                ("inventory.document.organisation.corporate_number", 1),
                (
                    "inventory.document.procedure.applied_online_result_on_paper",
                    on_paper
                ),
                ("inventory.document.process.status_unknown", unknown),
                ("inventory.document.touchpoint.status_unknown", 2),
            ]
        );
    }
}
