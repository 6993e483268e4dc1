//! Standard processing periods: what may be set, by whom, and what is written.

use super::{Checker, Part};
use crate::{PeriodBasis, PeriodState, Process, Publication, Role, StandardPeriod};
use tosei_types::period::{ProcessingPeriodClass as Class, read_processing_period};

impl Checker<'_> {
    pub(super) fn period(&mut self, at: usize, process: &Process) {
        let Some(period) = &process.standard_period else {
            return;
        };
        let part = |path| Part::process(at, process, path);
        self.answer_due(at, process, period);
        if period.state == PeriodState::Set
            && period.processing.is_none()
            && period.online_processing.is_none()
        {
            self.report(
                "inventory.document.period.text_missing",
                part("/standard_period"),
                &[],
            );
        }
        for (path, text) in [
            ("/standard_period/processing", &period.processing),
            (
                "/standard_period/online_processing",
                &period.online_processing,
            ),
            ("/standard_period/forwarding", &period.forwarding),
            (
                "/standard_period/statutory_deadline",
                &period.statutory_deadline,
            ),
        ] {
            if let Some(text) = text {
                self.period_text(part(path), text);
            }
        }
        self.text_against_state(at, process, period);
        let bound = matches!(
            period.basis,
            Some(PeriodBasis::Law | PeriodBasis::Ordinance)
        );
        let is_set = period.state == PeriodState::Set;
        if is_set && bound && period.publication == Some(Publication::NotPublished) {
            self.report(
                "inventory.document.period.not_published",
                part("/standard_period/publication"),
                &[],
            );
        }
        if is_set && bound {
            self.setting_body(at, process);
        }
    }

    /// A 届出 has no standard period, and is not lacking one.
    fn answer_due(&mut self, at: usize, process: &Process, period: &StandardPeriod) {
        let procedure = self.procedures.get(process.procedure.as_str());
        let procedure = procedure.and_then(|at| self.inventory.procedures.get(*at));
        let category = procedure.and_then(|procedure| procedure.category.as_deref());
        let category = category.and_then(|code| self.lists.categories.get(code));
        let stated = matches!(period.state, PeriodState::Set | PeriodState::NotSet);
        if let Some(category) = category
            && category.answer_due == Some(false)
            && stated
        {
            let values = [
                ("state", period.state.code().into()),
                ("category", category.code.as_str().into()),
            ];
            self.report(
                "inventory.document.period.no_answer_due",
                Part::process(at, process, "/standard_period/state"),
                &values,
            );
        }
    }

    fn period_text(&mut self, part: Part<'_>, text: &str) {
        let values = [("text", text.into())];
        match read_processing_period(text).map(|reading| reading.class()) {
            Some(Class::NumberWithoutUnit) => {
                self.report("inventory.document.period.unit_missing", part, &values);
            }
            Some(Class::Unread) | None => {
                self.report("inventory.document.period.text_unread", part, &values);
            }
            Some(_) => {}
        }
    }

    fn text_against_state(&mut self, at: usize, process: &Process, period: &StandardPeriod) {
        let Some(text) = &period.processing else {
            return;
        };
        let Some(reading) = read_processing_period(text) else {
            return;
        };
        let contradicts = match period.state {
            PeriodState::Set => matches!(
                reading.class(),
                Class::NoneSet | Class::NoResponseDue | Class::Unknown
            ),
            PeriodState::NotSet | PeriodState::NotApplicable => {
                matches!(reading.class(), Class::Stated | Class::Several)
            }
            _ => false,
        };
        if contradicts {
            let values = [
                ("state", period.state.code().into()),
                ("text", text.as_str().into()),
            ];
            self.report(
                "inventory.document.period.text_contradicts_state",
                Part::process(at, process, "/standard_period/processing"),
                &values,
            );
        }
    }

    /// A period under the Act or an ordinance is set by an agency that decides (行政庁).
    fn setting_body(&mut self, at: usize, process: &Process) {
        let day = self.inventory.status_date;
        for holder in process.holders(Role::Executor, day) {
            let organ = self.organ(holder.as_str());
            let row = organ.and_then(|kind| self.lists.authorities.organ(kind));
            if let Some(row) = row
                && row.sets_standard_period == Some(false)
            {
                let values = [
                    ("organisation", holder.as_str().into()),
                    ("kind", row.kind.code().into()),
                ];
                self.report(
                    "inventory.document.period.body_without_authority",
                    Part::process(at, process, "/standard_period/basis"),
                    &values,
                );
            }
        }
    }
}
