//! Rules about instruments and requests.

use super::Checker;
use crate::instrument::{PROMULGATION_DAYS, SENDING_DAYS};
use crate::{AmendingInstrument, RequestStatus, ReviewMeans, StateRequest};
use std::collections::HashSet;
use tosei_types::Date;

impl<'a> Checker<'a> {
    pub(super) fn instruments(&mut self) {
        let register = self.register;
        let mut seen = HashSet::new();
        for (at, instrument) in register.enabling.iter().enumerate() {
            let place = format!("/enabling/{at}");
            let id = instrument.id.as_str();
            if !seen.insert(id) {
                self.report("analog_regs.instrument.repeated", &place, id, &[]);
            }
            if instrument
                .effective_to
                .is_some_and(|last| last < instrument.effective_from)
            {
                self.report("analog_regs.instrument.ends_before", &place, id, &[]);
            }
            for (at, exclusion) in instrument.exclusions.iter().enumerate() {
                if !self.rules.contains_key(exclusion.rule.as_str()) {
                    let place = format!("{place}/exclusions/{at}");
                    let values = [("rule", exclusion.rule.as_str())];
                    self.report(
                        "analog_regs.instrument.exclusion_unknown",
                        &place,
                        id,
                        &values,
                    );
                }
            }
        }
        for (at, instrument) in register.amendments.iter().enumerate() {
            let place = format!("/amendments/{at}");
            if !seen.insert(instrument.id.as_str()) {
                let id = instrument.id.as_str();
                self.report("analog_regs.instrument.repeated", &place, id, &[]);
            }
            self.amendment(&place, instrument);
        }
    }

    fn amendment(&mut self, place: &str, instrument: &'a AmendingInstrument) {
        let id = instrument.id.as_str();
        let mut seen = HashSet::new();
        for (at, clause) in instrument.clauses.iter().enumerate() {
            let at_clause = format!("{place}/clauses/{at}");
            let values = [("clause", clause.as_str())];
            let Some(index) = self.clauses.get(clause.as_str()).copied() else {
                self.report(
                    "analog_regs.instrument.clause_unknown",
                    &at_clause,
                    id,
                    &values,
                );
                continue;
            };
            if !seen.insert(clause.as_str()) {
                self.report(
                    "analog_regs.instrument.clause_repeated",
                    &at_clause,
                    id,
                    &values,
                );
            }
            let rule = self
                .register
                .clauses
                .get(index)
                .and_then(|clause| self.rule_of(clause));
            if let Some(rule) = rule
                && instrument.kind.amends_text()
                && rule.enacted_by != instrument.enacted_by
            {
                let values = [
                    ("clause", clause.as_str()),
                    ("body", rule.enacted_by.code()),
                    ("by", instrument.enacted_by.code()),
                ];
                self.report("analog_regs.instrument.other_body", &at_clause, id, &values);
            }
        }
        let days: [(&'static str, Option<Date>); 5] = [
            ("submitted_on", instrument.submitted_on),
            ("decided_on", instrument.decided_on()),
            ("sent_on", instrument.sent_on),
            ("promulgated_on", instrument.promulgated_on),
            ("effective_on", instrument.effective_on),
        ];
        let mut last: Option<(&'static str, Date)> = None;
        for (name, day) in days
            .into_iter()
            .filter_map(|(name, day)| day.map(|day| (name, day)))
        {
            if let Some((before, earlier)) = last
                && day < earlier
            {
                let (earlier, later) = (earlier.to_string(), day.to_string());
                let values = [
                    ("first", before),
                    ("first_day", earlier.as_str()),
                    ("second", name),
                    ("second_day", later.as_str()),
                ];
                self.report(
                    "analog_regs.instrument.days_out_of_order",
                    place,
                    id,
                    &values,
                );
            }
            last = Some((name, day));
        }
        if instrument.kind != ReviewMeans::OrdinanceAmendment {
            return;
        }
        if instrument.promulgated_on.is_some() && instrument.decided_on().is_none() {
            self.report("analog_regs.instrument.vote_missing", place, id, &[]);
        }
        let late = |from: Option<Date>, to: Option<Date>, days: i64| match (from, to) {
            (Some(from), Some(to)) if from.days_until(to) > days => {
                Some((from.to_string(), to.to_string()))
            }
            _ => None,
        };
        if let Some((vote, sent)) = late(instrument.passed_on, instrument.sent_on, SENDING_DAYS) {
            let values = [("vote", vote.as_str()), ("sent", sent.as_str())];
            self.report("analog_regs.instrument.sent_late", place, id, &values);
        }
        if let Some((sent, promulgated)) = late(
            instrument.sent_on,
            instrument.promulgated_on,
            PROMULGATION_DAYS,
        ) {
            let values = [
                ("sent", sent.as_str()),
                ("promulgated", promulgated.as_str()),
            ];
            self.report(
                "analog_regs.instrument.promulgated_late",
                place,
                id,
                &values,
            );
        }
        if let (Some(session), Some(calendar)) = (&instrument.session, self.lists.calendar)
            && !calendar.sessions().iter().any(|one| one.id == *session)
        {
            let values = [("session", session.as_str())];
            self.report("analog_regs.instrument.session_unknown", place, id, &values);
        }
    }

    pub(super) fn requests(&mut self) {
        let register = self.register;
        let mut seen = HashSet::new();
        for (at, request) in register.requests.iter().enumerate() {
            let place = format!("/requests/{at}");
            if !seen.insert(request.id.as_str()) {
                let id = request.id.as_str();
                self.report("analog_regs.request.repeated", &place, id, &[]);
            }
            self.request(&place, request);
        }
    }

    fn request(&mut self, place: &str, request: &StateRequest) {
        let id = request.id.as_str();
        let has_reply = request.reply.is_some() || request.replied_on.is_some();
        let awaits = matches!(
            request.status,
            RequestStatus::Preparing | RequestStatus::Waiting
        );
        if awaits && has_reply {
            let values = [("status", request.status.code())];
            self.report("analog_regs.request.answered_already", place, id, &values);
        }
        if request.status != RequestStatus::Preparing && request.requested_on.is_none() {
            self.report("analog_regs.request.day_missing", place, id, &[]);
        }
        if let (Some(asked), Some(replied)) = (request.requested_on, request.replied_on)
            && replied < asked
        {
            let (asked, replied) = (asked.to_string(), replied.to_string());
            let values = [("asked", asked.as_str()), ("replied", replied.as_str())];
            self.report("analog_regs.request.reply_before", place, id, &values);
        }
        if request.provision.is_none() {
            self.report("analog_regs.request.provision_missing", place, id, &[]);
        }
        if request.promise_passed(self.register.status_date) {
            let promised = request
                .promised_for
                .map_or_else(String::new, |day| day.to_string());
            let values = [("promised", promised.as_str())];
            self.report("analog_regs.request.promise_passed", place, id, &values);
        }
    }
}
