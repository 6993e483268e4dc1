//! Rules about reviews.

use super::Checker;
use crate::review::HistoryFault;
use crate::{
    Clause, InstrumentState, Obstacle, PhaseChange, Review, ReviewStatus, WrittenFormState,
    supersession_in,
};

impl<'a> Checker<'a> {
    pub(super) fn review(&mut self, place: &str, clause: &'a Clause, review: &'a Review) {
        let id = clause.id.as_str();
        let today = self.register.status_date;
        self.phases(place, clause, review);
        self.history(place, id, review);
        let Some(status) = review.status_at(today) else {
            if !review.history.is_empty() {
                return;
            }
            self.report("analog_regs.review.history_missing", place, id, &[]);
            return;
        };
        let out = status == ReviewStatus::OutOfScope;
        if out && review.out_of_scope.is_none() {
            self.report("analog_regs.review.reason_missing", place, id, &[]);
        }
        if !out && review.out_of_scope.is_some() {
            let values = [("status", status.code())];
            self.report(
                "analog_regs.review.reason_without_status",
                place,
                id,
                &values,
            );
        }
        self.dependence(place, id, review, status);
        if let Some(section) = &review.section {
            if !self.has_section(section.as_str()) {
                let values = [("section", section.as_str())];
                self.report("analog_regs.register.section_unknown", place, id, &values);
            }
        } else if !out {
            self.report("analog_regs.review.section_missing", place, id, &[]);
        }
        for technology in &review.technologies {
            if self.lists.technologies.get(technology.as_str()).is_none() {
                let values = [("technology", technology.as_str())];
                self.report("analog_regs.review.technology_unknown", place, id, &values);
            }
        }
        let open = matches!(
            status,
            ReviewStatus::Candidate
                | ReviewStatus::Planned
                | ReviewStatus::InWork
                | ReviewStatus::PolicyDecided
                | ReviewStatus::Amended
        );
        match review.due {
            Some(due) if open && due.last_day() < today => {
                let due = due.to_string();
                let values = [("due", due.as_str()), ("status", status.code())];
                self.report("analog_regs.review.due_passed", place, id, &values);
            }
            None if open && status != ReviewStatus::Candidate => {
                self.report("analog_regs.review.due_missing", place, id, &[]);
            }
            _ => {}
        }
        self.amended(place, clause, review, status);
        let planned = matches!(status, ReviewStatus::Planned | ReviewStatus::InWork);
        if planned && clause.obstacles == [Obstacle::WrittenForm] {
            let supersession = supersession_in(self.register, clause, today);
            if supersession.written_form == WrittenFormState::Superseded {
                let by = supersession.by.as_ref().map_or("", |by| by.as_str());
                let values = [("by", by)];
                self.report("analog_regs.review.superseded_already", place, id, &values);
            }
        }
    }

    fn phases(&mut self, place: &str, clause: &'a Clause, review: &'a Review) {
        let id = clause.id.as_str();
        let today = self.register.status_date;
        let lists = self.lists;
        for own in &clause.categories {
            let Some(scale) = lists
                .scales
                .scale_of(&own.category, own.subtype.as_ref(), today)
            else {
                continue;
            };
            for phase in [review.current_phase, review.target_phase]
                .into_iter()
                .flatten()
            {
                if !scale.takes(phase) {
                    let phase = phase.to_string();
                    let values = [("phase", phase.as_str()), ("scale", scale.id.as_str())];
                    self.report("analog_regs.review.phase_not_in_scale", place, id, &values);
                }
            }
            if let (Some(from), Some(to)) = (review.current_phase, review.target_phase) {
                let code = match scale.change(from, to) {
                    PhaseChange::Backward => "analog_regs.review.phase_falls",
                    PhaseChange::Same if !review.means.is_empty() => {
                        "analog_regs.review.phase_unchanged"
                    }
                    _ => continue,
                };
                let (from, to) = (from.to_string(), to.to_string());
                let values = [("from", from.as_str()), ("to", to.as_str())];
                self.report(code, place, id, &values);
                return;
            }
        }
    }

    fn history(&mut self, place: &str, id: &str, review: &Review) {
        for fault in self.lists.statuses.faults(&review.history) {
            match fault {
                HistoryFault::First { at, status } => {
                    let place = format!("{place}/history/{at}");
                    let values = [("status", status.code())];
                    self.report("analog_regs.review.first_status", &place, id, &values);
                }
                HistoryFault::Transition { at, from, to } => {
                    let place = format!("{place}/history/{at}");
                    let values = [("from", from.code()), ("to", to.code())];
                    self.report("analog_regs.review.transition", &place, id, &values);
                }
                HistoryFault::Order { at, before, after } => {
                    let place = format!("{place}/history/{at}");
                    let (before, after) = (before.to_string(), after.to_string());
                    let values = [("before", before.as_str()), ("after", after.as_str())];
                    self.report("analog_regs.review.history_order", &place, id, &values);
                }
            }
        }
        for (at, entry) in review.history.iter().enumerate() {
            if self.register.status_date < entry.on {
                let place = format!("{place}/history/{at}");
                let day = entry.on.to_string();
                let values = [("day", day.as_str())];
                self.report("analog_regs.register.day_in_future", &place, id, &values);
            }
        }
    }

    fn dependence(&mut self, place: &str, id: &str, review: &Review, status: ReviewStatus) {
        let waits = status == ReviewStatus::StateDependent;
        let Some(dependence) = &review.state_dependence else {
            if waits {
                self.report("analog_regs.review.dependence_missing", place, id, &[]);
            }
            return;
        };
        match &dependence.request {
            None if waits => {
                self.report("analog_regs.review.request_missing", place, id, &[]);
            }
            Some(request) if self.register.request(request.as_str()).is_none() => {
                let values = [("request", request.as_str())];
                self.report("analog_regs.review.request_unknown", place, id, &values);
            }
            _ => {}
        }
    }

    /// The status held against the instruments that amend the clause.
    fn amended(
        &mut self,
        place: &str,
        clause: &'a Clause,
        review: &'a Review,
        status: ReviewStatus,
    ) {
        let register = self.register;
        let (id, today) = (clause.id.as_str(), register.status_date);
        let done = matches!(
            status,
            ReviewStatus::Amended | ReviewStatus::InForce | ReviewStatus::Operating
        );
        if !done {
            return;
        }
        if review.means.is_empty() {
            self.report("analog_regs.review.means_missing", place, id, &[]);
        }
        for means in review.means.iter().filter(|means| means.amends_text()) {
            let linked = register
                .amendments_of(clause)
                .any(|instrument| instrument.kind == *means);
            if !linked {
                let values = [("means", means.code()), ("status", status.code())];
                self.report("analog_regs.review.instrument_missing", place, id, &values);
            }
        }
        // All the instruments have to be in force; the latest day decides.
        let states: Vec<_> = register
            .amendments_of(clause)
            .map(|instrument| (instrument, instrument.state_at(today)))
            .collect();
        let open = states
            .iter()
            .find(|(_, state)| *state != InstrumentState::InForce);
        match (status, open) {
            (ReviewStatus::Amended, None) if !states.is_empty() => {
                let last = states
                    .iter()
                    .filter_map(|(one, _)| one.in_force_from())
                    .max();
                let day = last.map_or_else(String::new, |day| day.to_string());
                let values = [("day", day.as_str())];
                self.report("analog_regs.review.in_force_already", place, id, &values);
            }
            (ReviewStatus::Amended, Some((one, state)))
                if matches!(state, InstrumentState::Planned | InstrumentState::Submitted) =>
            {
                let values = [("instrument", one.id.as_str()), ("state", state.code())];
                self.report("analog_regs.review.not_decided_yet", place, id, &values);
            }
            (ReviewStatus::InForce | ReviewStatus::Operating, Some((one, state))) => {
                let values = [
                    ("status", status.code()),
                    ("instrument", one.id.as_str()),
                    ("state", state.code()),
                ];
                self.report("analog_regs.review.not_in_force_yet", place, id, &values);
            }
            _ => {}
        }
    }
}
