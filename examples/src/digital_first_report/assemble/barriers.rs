//! What stands in the way, from an inventory in our own format.

use super::super::report::{
    BarrierCount, Barriers, DiscretionCount, ReasonCount, Reasons, RequestCount, RequestRow,
};
use std::collections::HashMap;
use tosei_inventory::{
    Barrier, BarrierCause, Discretion, Inventory, LegalBasis, NotOnlineKind, Obstacle,
    OnlineStatus, Process, RequestStatus,
};
use tosei_types::{Label, Language};

pub(super) fn of_inventory(inventory: &Inventory) -> Barriers {
    let requests = requests(inventory);
    Barriers {
        discretion: discretion(inventory),
        causes: counts(inventory, BarrierCause::ALL, |barrier| barrier.cause),
        obstacles: counts(inventory, Obstacle::ALL, |barrier| barrier.obstacle),
        reasons: reasons(inventory),
        request_statuses: RequestStatus::ALL
            .iter()
            .map(|status| RequestCount {
                status: *status,
                requests: number(requests.iter().filter(|row| row.status == *status)),
            })
            .filter(|count| count.requests > 0)
            .collect(),
        requests,
    }
}

fn number(items: impl Iterator) -> u64 {
    items.fold(0, |count: u64, _| count.saturating_add(1))
}

fn discretion(inventory: &Inventory) -> Vec<DiscretionCount> {
    let of: Vec<(Discretion, OnlineStatus)> = inventory
        .processes
        .iter()
        .map(|process| {
            let verdict = process.discretion(inventory.status_date);
            (verdict.discretion, process.status)
        })
        .collect();
    Discretion::ALL
        .iter()
        .map(|discretion| {
            let its = of.iter().filter(|(of, _)| of == discretion);
            DiscretionCount {
                discretion: *discretion,
                processes: number(its.clone()),
                done: number(its.filter(|(_, status)| *status == OnlineStatus::Done)),
            }
        })
        .collect()
}

/// The barriers that stand on the status date, of each process.
fn standing<'i>(
    inventory: &'i Inventory,
    process: &'i Process,
) -> impl Iterator<Item = &'i Barrier> + Clone {
    let barriers = process.barriers.as_deref().unwrap_or_default().iter();
    barriers.filter(|barrier| barrier.stands_on(inventory.status_date))
}

fn counts<C: Copy + PartialEq>(
    inventory: &Inventory,
    all: &[C],
    code: impl Fn(&Barrier) -> C,
) -> Vec<BarrierCount<C>> {
    let mut counts = Vec::new();
    for wanted in all {
        let mut count = BarrierCount {
            code: *wanted,
            barriers: 0,
            within: 0,
            beyond: 0,
            unknown: 0,
            processes: 0,
        };
        for process in &inventory.processes {
            let its = standing(inventory, process).filter(|barrier| code(barrier) == *wanted);
            let of = |discretion| number(its.clone().filter(|b| b.discretion == discretion));
            let (within, beyond, unknown) = (
                of(Discretion::Within),
                of(Discretion::Beyond),
                of(Discretion::Unknown),
            );
            let barriers = within.saturating_add(beyond).saturating_add(unknown);
            count.within = count.within.saturating_add(within);
            count.beyond = count.beyond.saturating_add(beyond);
            count.unknown = count.unknown.saturating_add(unknown);
            count.barriers = count.barriers.saturating_add(barriers);
            count.processes = count.processes.saturating_add(u64::from(barriers > 0));
        }
        if count.barriers > 0 {
            counts.push(count);
        }
    }
    counts
}

fn reasons(inventory: &Inventory) -> Reasons {
    let not_done: Vec<&Process> = inventory
        .processes
        .iter()
        .filter(|process| process.status == OnlineStatus::NotDone)
        .collect();
    let kind_of = |process: &Process| process.not_online.as_ref().map(|reason| reason.kind);
    let reasons = NotOnlineKind::ALL.iter().map(|kind| ReasonCount {
        code: kind.code().to_owned(),
        label: Label::new(kind.label(Language::Ja), kind.label(Language::En)),
        processes: number(not_done.iter().filter(|p| kind_of(p) == Some(*kind))),
    });
    Reasons {
        not_done: number(not_done.iter()),
        unanswered: number(not_done.iter().filter(|process| kind_of(process).is_none())),
        several: false,
        reasons: reasons.filter(|reason| reason.processes > 0).collect(),
    }
}

fn requests(inventory: &Inventory) -> Vec<RequestRow> {
    let mut names = HashMap::new();
    for procedure in &inventory.procedures {
        names
            .entry(procedure.id.as_str())
            .or_insert(procedure.name.as_str());
    }
    let mut rows = Vec::new();
    for process in &inventory.processes {
        for barrier in process.barriers.iter().flatten() {
            let Some(request) = &barrier.request else {
                continue;
            };
            let provision = request.provision.as_ref().or(barrier.rule.as_ref());
            rows.push(RequestRow {
                process: process.id.as_str().to_owned(),
                procedure_name: names
                    .get(process.procedure.as_str())
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                addressee: request.addressee.clone(),
                status: request.status,
                provision: provision.and_then(provision_text),
                requested_on: request.requested_on,
                replied_on: request.replied_on,
                promised_for: request.promised_for,
                reply: request.reply.clone(),
            });
        }
    }
    rows
}

/// 「住民基本台帳法第12条第1項」, as far as it is written.
fn provision_text(basis: &LegalBasis) -> Option<String> {
    let parts = [&basis.title, &basis.provision];
    let text: String = parts.into_iter().flatten().map(String::as_str).collect();
    (!text.is_empty()).then_some(text)
}
