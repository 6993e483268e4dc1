//! Barriers: who can change what binds, and what was promised by when.

use super::{Checker, Part};
use crate::{ActionStatus, Barrier, BarrierCause, Discretion, Request, RequestStatus};

impl Checker<'_> {
    pub(super) fn barriers(&mut self, item: Part<'_>, barriers: Option<&[Barrier]>) {
        for (number, barrier) in barriers.into_iter().flatten().enumerate() {
            let path = format!("/barriers/{number}");
            let part = Part {
                path: &path,
                ..item
            };
            for (holder, id) in barrier.changeable_by.iter().enumerate() {
                let path = format!("{path}/changeable_by/{holder}");
                self.listed_organisation(
                    Part {
                        path: &path,
                        ..part
                    },
                    id,
                );
            }
            if barrier.stands_on(self.inventory.status_date) {
                self.standing(part, barrier);
            }
        }
    }

    fn standing(&mut self, part: Part<'_>, barrier: &Barrier) {
        // The nature of a procedure is nobody's to change.
        if barrier.discretion == Discretion::Beyond
            && barrier.changeable_by.is_empty()
            && barrier.cause != BarrierCause::NatureOfProcedure
        {
            self.report("inventory.document.barrier.authority_missing", part, &[]);
        }
        if let Some(rule) = &barrier.rule {
            let path = format!("{}/rule/provision", part.path);
            self.provision(
                Part {
                    path: &path,
                    ..part
                },
                rule,
            );
            let by_rule = self.lists.authorities.discretion(rule.kind);
            let (stated, known) = (barrier.discretion, Discretion::Unknown);
            if stated != known && by_rule != known && stated != by_rule {
                let values = [
                    ("discretion", stated.code().into()),
                    ("rule", rule.kind.code().into()),
                ];
                self.report(
                    "inventory.document.barrier.discretion_contradicts_rule",
                    part,
                    &values,
                );
            }
        }
        if let Some(action) = &barrier.action {
            let path = format!("{}/action", part.path);
            let part = Part {
                path: &path,
                ..part
            };
            if action.status == ActionStatus::Done {
                self.report("inventory.document.barrier.done_but_standing", part, &[]);
            }
            if let Some(due) = action.due
                && due < self.inventory.status_date
                && !action.status.is_over()
            {
                let due = due.to_string();
                let values = [("due", due.as_str().into())];
                self.report("inventory.document.barrier.due_passed", part, &values);
            }
        }
        if let Some(request) = &barrier.request {
            let path = format!("{}/request", part.path);
            self.request(
                Part {
                    path: &path,
                    ..part
                },
                request,
            );
        }
    }

    fn request(&mut self, part: Part<'_>, request: &Request) {
        if request.status != RequestStatus::Preparing && request.requested_on.is_none() {
            let values = [("status", request.status.code().into())];
            self.report("inventory.document.barrier.request_undated", part, &values);
        }
        if request.status == RequestStatus::Promised && request.promised_for.is_none() {
            self.report("inventory.document.barrier.promise_undated", part, &[]);
        }
        if let Some(promised) = request.promised_for
            && promised < self.inventory.status_date
            && request.status != RequestStatus::Realised
        {
            let promised = promised.to_string();
            let values = [("promised", promised.as_str().into())];
            self.report("inventory.document.barrier.promise_passed", part, &values);
        }
    }
}
