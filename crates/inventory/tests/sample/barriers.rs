//! Barriers: what stands in the way, and what was asked of the State.

use crate::mihon;
use std::collections::BTreeMap;
use tosei_inventory::{
    Barrier, BarrierCause, Discretion, NotOnlineKind, OnlineStatus, RequestStatus,
};

/// The barriers beyond discretion, one for each process that has any.
fn beyond() -> Vec<(OnlineStatus, &'static Barrier)> {
    let day = mihon().status_date;
    let mut beyond = Vec::new();
    for process in &mihon().processes {
        let verdict = process.discretion(day);
        assert_ne!(verdict.discretion, Discretion::Unknown, "{}", process.id);
        if verdict.discretion == Discretion::Beyond {
            assert_eq!(verdict.decided_by, [0]);
            beyond.push((process.status, &process.barriers.as_ref().unwrap()[0]));
        }
    }
    beyond
}

#[test]
fn two_hundred_sixty_processes_are_beyond_discretion_twelve_of_them_online() {
    assert_eq!(beyond().len(), 260);
    let online = beyond()
        .iter()
        .filter(|(status, _)| *status == OnlineStatus::Done)
        .count();
    assert_eq!(online, 12);
}

#[test]
fn every_cause_has_its_processes() {
    let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, barrier) in beyond() {
        *causes.entry(barrier.cause.code()).or_default() += 1;
    }
    let expected = [
        (BarrierCause::StateSystem.code(), 118),
        (BarrierCause::OtherBodies.code(), 47),
        (BarrierCause::PhysicalMaterial.code(), 31),
        (BarrierCause::PresenceOrIdentity.code(), 39),
        (BarrierCause::NatureOfProcedure.code(), 25),
    ];
    assert_eq!(causes, BTreeMap::from(expected));
}

#[test]
fn of_nine_requests_three_are_answered_one_with_a_date() {
    let requests: Vec<_> = mihon()
        .processes
        .iter()
        .flat_map(|process| process.barriers.iter().flatten())
        .filter_map(|barrier| barrier.request.as_ref())
        .collect();
    assert_eq!(requests.len(), 9);
    let answered = requests.iter().filter(|r| r.replied_on.is_some()).count();
    let promised = requests.iter().filter(|r| r.promised_for.is_some()).count();
    assert_eq!((answered, promised), (3, 1));
    let waiting = requests
        .iter()
        .filter(|request| request.status == RequestStatus::Waiting)
        .count();
    assert_eq!(waiting, 6);
}

#[test]
fn fourteen_wait_for_the_renewal_of_a_system_within_discretion() {
    let day = mihon().status_date;
    let waiting: Vec<_> = mihon()
        .processes
        .iter()
        .filter(|process| {
            let reason = process.not_online.as_ref();
            reason.is_some_and(|r| r.kind == NotOnlineKind::PlannedWithSystemRenewal)
        })
        .collect();
    assert_eq!(waiting.len(), 14);
    for process in waiting {
        assert_eq!(process.discretion(day).discretion, Discretion::Within);
        assert!(process.not_online.as_ref().unwrap().planned_for.is_some());
    }
}

#[test]
fn every_process_that_is_not_online_says_why() {
    for process in &mihon().processes {
        let is_not_done = process.status == OnlineStatus::NotDone;
        assert_eq!(process.not_online.is_some(), is_not_done, "{}", process.id);
    }
}
