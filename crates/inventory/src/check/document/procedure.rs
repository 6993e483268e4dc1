//! Procedures as wholes, and touchpoints.

use super::{Checker, Part};
use crate::{
    ElementState, OnlineStatus, Procedure, Process, TouchpointKind, VolumeChoice,
    document::ItemList,
};
use tosei_types::CaseCount;

impl Checker<'_> {
    pub(super) fn procedures(&mut self) {
        let inventory = self.inventory;
        // The processes of each procedure that is listed.
        let mut processes: Vec<Vec<&Process>> = vec![Vec::new(); inventory.procedures.len()];
        for process in &inventory.processes {
            let at = self.procedures.get(process.procedure.as_str());
            if let Some(list) = at.and_then(|at| processes.get_mut(*at)) {
                list.push(process);
            }
        }
        for (at, (procedure, its)) in inventory.procedures.iter().zip(&processes).enumerate() {
            self.procedure(at, procedure, its);
        }
    }

    fn procedure(&mut self, at: usize, procedure: &Procedure, processes: &[&Process]) {
        let part = |path| Part {
            list: ItemList::Procedures,
            at,
            id: procedure.id.as_str(),
            path,
        };
        self.named(part("/name"), &procedure.name);
        // A repeated procedure has its processes with the first.
        if processes.is_empty() && self.procedures.get(procedure.id.as_str()) == Some(&at) {
            self.report(
                "inventory.document.procedure.without_process",
                part(""),
                &[],
            );
        }
        if let Some(category) = procedure.category.as_deref()
            && self.lists.categories.get(category).is_none()
        {
            let values = [("category", category.into())];
            self.report(
                "inventory.document.procedure.category_unknown",
                part("/category"),
                &values,
            );
        }
        if let Some(organisation) = &procedure.organisation {
            self.listed_organisation(part("/organisation"), organisation);
        }
        for (number, related) in procedure.related.iter().enumerate() {
            let path = format!("/related/{number}");
            let part = part("");
            self.listed_procedure(
                Part {
                    path: &path,
                    ..part
                },
                related.as_str(),
            );
        }
        self.in_order(
            part("/exists_until"),
            procedure.exists_from,
            procedure.exists_until,
        );
        if let Some(until) = procedure.exists_until
            && until < self.inventory.status_date
        {
            let until = until.to_string();
            let values = [("until", until.as_str().into())];
            self.report(
                "inventory.document.procedure.ended",
                part("/exists_until"),
                &values,
            );
        }
        self.provisions(part(""), "/legal_basis", &procedure.legal_basis);
        self.volumes(part(""), &procedure.volumes);
        self.volume_sum(at, procedure, processes);
        self.result_on_paper(at, procedure, processes);
    }

    /// Reports a procedure's own volume that is not the sum over its filings.
    fn volume_sum(&mut self, at: usize, procedure: &Procedure, processes: &[&Process]) {
        for (number, stated) in procedure.volumes.iter().enumerate() {
            let choice = VolumeChoice {
                fiscal_year: stated.fiscal_year,
                measure: stated.measure,
                state: stated.state,
            };
            let counts: Vec<Option<CaseCount>> = processes
                .iter()
                .filter(|process| self.is_application(process))
                .map(|process| choice.of(&process.volumes).and_then(|volume| volume.cases))
                .collect();
            let Some(all) = counts.iter().copied().collect::<Option<Vec<_>>>() else {
                continue; // one is unknown: there is no sum
            };
            if let (Some(cases), false, Ok(sum)) =
                (stated.cases, all.is_empty(), CaseCount::sum(all))
                && cases != sum
            {
                let part = Part {
                    list: ItemList::Procedures,
                    at,
                    id: procedure.id.as_str(),
                    path: &format!("/volumes/{number}/cases"),
                };
                let values = [("cases", cases.get().into()), ("sum", sum.get().into())];
                self.report("inventory.document.procedure.volume_differs", part, &values);
            }
        }
    }

    /// Reports a procedure that is filed online and answered on paper only.
    fn result_on_paper(&mut self, at: usize, procedure: &Procedure, processes: &[&Process]) {
        let filed_online = processes.iter().any(|process| {
            self.is_application(process)
                && matches!(process.status, OnlineStatus::Done | OnlineStatus::Partial)
        });
        let mut on_paper = processes.iter().filter(|process| {
            let notice = process
                .notice
                .as_ref()
                .and_then(crate::Notice::only_on_paper);
            let filing = self.is_application(process);
            notice == Some(true) || (filing && process.elements.result == ElementState::NotDone)
        });
        if filed_online && let Some(process) = on_paper.next() {
            let part = Part {
                list: ItemList::Procedures,
                at,
                id: procedure.id.as_str(),
                path: "",
            };
            let values = [("process", process.id.as_str().into())];
            self.report(
                "inventory.document.procedure.applied_online_result_on_paper",
                part,
                &values,
            );
        }
    }

    pub(super) fn is_application(&self, process: &Process) -> bool {
        let kind = process.kind_in(self.lists.kinds);
        kind.and_then(|kind| self.lists.kinds.at(kind))
            .is_some_and(|kind| kind.is_application)
    }

    pub(super) fn touchpoints(&mut self) {
        let inventory = self.inventory;
        for (at, touchpoint) in inventory.touchpoints.iter().enumerate() {
            let part = |path| Part {
                list: ItemList::Touchpoints,
                at,
                id: touchpoint.id.as_str(),
                path,
            };
            self.named(part("/name"), &touchpoint.name);
            if let Some(organisation) = &touchpoint.organisation {
                self.listed_organisation(part("/organisation"), organisation);
            }
            if touchpoint.kind == TouchpointKind::Other {
                let raw = touchpoint.kind_raw.as_deref().unwrap_or("-");
                let values = [("kind", raw.into())];
                self.report(
                    "inventory.document.touchpoint.kind_unlisted",
                    part("/kind"),
                    &values,
                );
            }
            if touchpoint.status == OnlineStatus::Unknown {
                self.report(
                    "inventory.document.touchpoint.status_unknown",
                    part("/status"),
                    &[],
                );
            }
            self.volumes(part(""), &touchpoint.volumes);
            self.barriers(part(""), touchpoint.barriers.as_deref());
        }
    }
}
