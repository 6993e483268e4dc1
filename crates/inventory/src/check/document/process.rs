//! Processes: kind, status, roles, and what contradicts itself.

use super::{Checker, Part};
use crate::{ElementState, OnlineStatus, Process, Role};

impl Checker<'_> {
    pub(super) fn process(&mut self, at: usize, process: &Process) {
        let part = |path| Part::process(at, process, path);
        self.listed_procedure(part("/procedure"), process.procedure.as_str());
        if let Some(name) = &process.name {
            self.named(part("/name"), name);
        }
        if process.kind_in(self.lists.kinds).is_none() {
            let values = [("kind", process.kind.as_str().into())];
            self.report(
                "inventory.document.process.kind_unknown",
                part("/kind"),
                &values,
            );
        }
        if process.status == OnlineStatus::Unknown {
            self.report(
                "inventory.document.process.status_unknown",
                part("/status"),
                &[],
            );
        }
        self.status_against_elements(at, process);
        self.reason(at, process);
        self.online_since(at, process);
        self.roles(at, process);
        self.provisions(part(""), "/legal_basis", &process.legal_basis);
    }

    /// For a filing: 実施済 and a 申請 that is not online exclude each other.
    fn status_against_elements(&mut self, at: usize, process: &Process) {
        let contradicts = matches!(
            (process.status, process.elements.application),
            (OnlineStatus::Done, ElementState::NotDone)
                | (OnlineStatus::NotDone, ElementState::Done)
        );
        if contradicts && self.is_application(process) {
            let values = [
                ("status", process.status.code().into()),
                ("element", process.elements.application.code().into()),
            ];
            self.report(
                "inventory.document.process.status_contradicts_elements",
                Part::process(at, process, "/elements/application"),
                &values,
            );
        }
    }

    fn reason(&mut self, at: usize, process: &Process) {
        let part = |path| Part::process(at, process, path);
        let has_barrier = process
            .barriers
            .as_ref()
            .is_some_and(|list| !list.is_empty());
        if process.status == OnlineStatus::NotDone && process.not_online.is_none() && !has_barrier {
            self.report("inventory.document.process.reason_missing", part(""), &[]);
        }
        let planned = process
            .not_online
            .as_ref()
            .and_then(|reason| reason.planned_for);
        if let Some(planned) = planned
            && planned < self.inventory.status_date
            && process.status != OnlineStatus::Done
        {
            let planned = planned.to_string();
            let values = [("planned", planned.as_str().into())];
            self.report(
                "inventory.document.process.planned_date_passed",
                part("/not_online/planned_for"),
                &values,
            );
        }
    }

    fn online_since(&mut self, at: usize, process: &Process) {
        let Some(since) = process.online_since else {
            return;
        };
        let is_online = matches!(process.status, OnlineStatus::Done | OnlineStatus::Partial);
        let has_begun = since <= self.inventory.status_date;
        if is_online != has_begun {
            let since = since.to_string();
            let values = [
                ("since", since.as_str().into()),
                ("status", process.status.code().into()),
            ];
            self.report(
                "inventory.document.process.online_since_contradicts",
                Part::process(at, process, "/online_since"),
                &values,
            );
        }
    }

    fn roles(&mut self, at: usize, process: &Process) {
        let day = self.inventory.status_date;
        for (number, assignment) in process.roles.iter().enumerate() {
            let path = format!("/roles/{number}");
            let part = Part::process(at, process, &path);
            self.listed_organisation(part, &assignment.organisation);
            self.in_order(part, assignment.from, assignment.until);
            let organisation = self.organisation_of(assignment.organisation.as_str());
            if let Some(organisation) = organisation
                && assignment.holds_on(day)
                && !organisation.exists_on(day)
            {
                let values = [
                    ("organisation", organisation.id.as_str().into()),
                    ("role", assignment.role.code().into()),
                ];
                self.report("inventory.document.process.role_of_ended", part, &values);
            }
        }
        if process.holders(Role::Executor, day).next().is_none() {
            self.report(
                "inventory.document.process.executor_missing",
                Part::process(at, process, ""),
                &[],
            );
        }
    }
}
