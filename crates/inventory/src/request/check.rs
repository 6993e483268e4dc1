//! The rules about requests, beside those about barriers of a document.

use crate::{Barrier, Inventory, Request, RequestStatus};
use std::{collections::HashMap, sync::OnceLock};
use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};
use tosei_types::embedded;

/// The rules about requests.
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/request.json"))
    })
}

/// Checks the requests of an inventory: replies and days that contradict a status, one number for two
/// requests, a request that names no provision.
///
/// What has passed is judged by the inventory's status date. Places are JSON pointers.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_inventory::request::{check_requests, rules};
/// use tosei_inventory::{
///     Barrier, BarrierCause, Body, Discretion, Inventory, Obstacle, Process, Request, RequestStatus,
/// };
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// let mut process = Process::new("P-1-1".parse()?, "P-1".parse()?, "application");
/// let mut barrier = Barrier::new(Obstacle::Form, BarrierCause::StateSystem, Discretion::Beyond);
/// let mut request = Request::new("総務省", RequestStatus::Waiting);
/// request.replied_on = Some("2025-06-01".parse()?);
/// barrier.request = Some(request);
/// process.barriers = Some(vec![barrier]);
/// inventory.processes.push(process);
///
/// let mut findings = Collector::new(rules());
/// check_requests(&inventory, rules(), &mut findings);
/// let report = findings.into_report();
/// assert_eq!(report.count_of("inventory.request.waiting_but_answered"), 1);
/// assert_eq!(report.count_of("inventory.request.provision_missing"), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_requests(inventory: &Inventory, catalogue: &Catalogue, sink: &mut dyn Sink) {
    let mut checker = Checker {
        inventory,
        catalogue,
        sink,
        numbered: HashMap::new(),
    };
    for (at, process) in inventory.processes.iter().enumerate() {
        let (list, id) = (format!("/processes/{at}"), process.id.as_str());
        checker.barriers(&list, id, process.barriers.as_deref());
    }
    for (at, touchpoint) in inventory.touchpoints.iter().enumerate() {
        let (list, id) = (format!("/touchpoints/{at}"), touchpoint.id.as_str());
        checker.barriers(&list, id, touchpoint.barriers.as_deref());
    }
}

struct Checker<'a> {
    inventory: &'a Inventory,
    catalogue: &'a Catalogue,
    sink: &'a mut dyn Sink,
    numbered: HashMap<&'a str, (&'a Request, String)>,
}

impl<'a> Checker<'a> {
    fn report(
        &mut self,
        code: &'static str,
        place: &str,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(code) {
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject),
                values,
            });
        }
    }

    fn barriers(&mut self, item: &str, id: &str, barriers: Option<&'a [Barrier]>) {
        for (at, barrier) in barriers.into_iter().flatten().enumerate() {
            if let Some(request) = &barrier.request
                && barrier.stands_on(self.inventory.status_date)
            {
                self.request(
                    &format!("{item}/barriers/{at}/request"),
                    id,
                    barrier,
                    request,
                );
            }
        }
    }

    fn request(&mut self, place: &str, id: &str, barrier: &Barrier, request: &'a Request) {
        let status = request.status;
        let has_reply = request.reply.is_some() || request.replied_on.is_some();
        let awaits = matches!(status, RequestStatus::Preparing | RequestStatus::Waiting);
        if awaits && has_reply {
            let values = [("status", status.code().into())];
            self.report("inventory.request.waiting_but_answered", place, id, &values);
        }
        let answered = matches!(
            status,
            RequestStatus::Answered | RequestStatus::Promised | RequestStatus::Declined
        );
        if answered && request.replied_on.is_none() {
            let values = [("status", status.code().into())];
            self.report("inventory.request.reply_undated", place, id, &values);
        }
        if let (Some(asked), Some(replied)) = (request.requested_on, request.replied_on)
            && replied < asked
        {
            let (asked, replied) = (asked.to_string(), replied.to_string());
            let values = [
                ("requested", asked.as_str().into()),
                ("replied", replied.as_str().into()),
            ];
            self.report("inventory.request.reply_before_request", place, id, &values);
        }
        if status == RequestStatus::Answered
            && let Some(promised) = request.promised_for
        {
            let promised = promised.to_string();
            let values = [("promised", promised.as_str().into())];
            self.report(
                "inventory.request.promise_not_in_status",
                place,
                id,
                &values,
            );
        }
        let basis = request.provision.as_ref().or(barrier.rule.as_ref());
        if basis.is_none_or(|basis| basis.title.is_none() && basis.provision.is_none()) {
            self.report("inventory.request.provision_missing", place, id, &[]);
        }
        let Some(number) = request.id.as_deref() else {
            return;
        };
        if let Some((first, at)) = self.numbered.get(number) {
            if **first != *request {
                let at = at.clone();
                let values = [("number", number.into()), ("first", at.as_str().into())];
                self.report("inventory.request.number_of_another", place, id, &values);
            }
        } else {
            self.numbered.insert(number, (request, place.to_owned()));
        }
    }
}
