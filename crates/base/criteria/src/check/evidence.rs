//! Checking evidence against a standard.

use super::reporter::Reporter;
use crate::assess::resolve::{InForce, Misfit, Statements, sort};
use crate::{CompiledStandard, EvidenceSet, ReconfirmationPolicy};
use tosei_document::{DEFAULT_KEPT_PER_RULE, Report};
use tosei_types::{Date, SubjectId};

impl EvidenceSet {
    /// Everything that is wrong with the evidence for a standard, as of a day.
    ///
    /// The first [`DEFAULT_KEPT_PER_RULE`] findings of each rule are listed, all are counted. The
    /// report's sentences come from [`catalogue`](Self::catalogue).
    #[must_use]
    pub fn check(&self, standard: &CompiledStandard, as_of: Date) -> Report {
        let findings = Reporter::new(Self::catalogue(), "criteria.evidence");
        let mut check = Check {
            evidence: self,
            standard,
            as_of,
            findings: findings.keeping(DEFAULT_KEPT_PER_RULE),
        };
        for subject in self.subjects() {
            check.subject(subject);
        }
        check.exemptions();
        check.findings.into_report()
    }
}

struct Check<'e> {
    evidence: &'e EvidenceSet,
    standard: &'e CompiledStandard,
    as_of: Date,
    findings: Reporter,
}

impl Check<'_> {
    /// Where an item stands in its file.
    fn place(&self, position: usize, key: &str) -> String {
        let at = self.evidence.item_positions.get(position);
        format!("/items/{}{key}", at.copied().unwrap_or(position))
    }

    fn subject(&mut self, subject: &SubjectId) {
        let mut misfits = Vec::new();
        let sorted = sort(self.standard, self.evidence, subject, |position, misfit| {
            misfits.push((position, misfit));
        });
        for (position, misfit) in misfits {
            self.misfit(subject, position, misfit);
        }
        for (position, item) in self.evidence.items_about(subject) {
            if item.origin().date > self.as_of {
                let date = item.origin().date.to_string();
                let pointer = self.place(position, "/date");
                self.findings
                    .value("in_the_future", subject.as_str(), &pointer, &date);
            }
        }
        let standard = self.standard.standard();
        for (asked, given) in standard.asked().zip(sorted.answers) {
            self.statements(subject, asked.id.as_str(), given);
        }
        let document = self.standard.standard().document();
        for (measure, given) in document.measures.iter().zip(sorted.values) {
            self.statements(subject, measure.id.as_str(), given);
        }
    }

    fn misfit(&mut self, subject: &SubjectId, position: usize, misfit: Misfit) {
        let Some(item) = self.evidence.items().get(position) else {
            return;
        };
        let (rule, key) = match misfit {
            Misfit::UnknownCriterion => ("unknown_criterion", "/criterion"),
            Misfit::UnknownMeasure => ("unknown_measure", "/measure"),
            Misfit::WrongUnit => ("wrong_unit", "/unit"),
            Misfit::AlwaysApplies => ("always_applies", "/answer"),
            Misfit::ReasonNotListed => ("reason_not_listed", "/reason"),
            Misfit::ConditionDecides => ("condition_decides", "/answer"),
        };
        let pointer = self.place(position, key);
        let (about, reason, unit) = match item.stated() {
            crate::Stated::Answer {
                criterion, reason, ..
            } => (
                criterion.as_str(),
                reason.as_ref().map_or("", |one| one.as_str()),
                "",
            ),
            crate::Stated::Value { measure, unit, .. } => (measure.as_str(), "", unit.as_str()),
        };
        let document = self.standard.standard().document();
        let mut measures = document.measures.iter();
        let expected = measures.find(|one| one.id.as_str() == about);
        let expected = expected.map_or("", |one| one.unit.as_str());
        let values = [
            ("value", about.into()),
            ("reason", reason.into()),
            ("unit", unit.into()),
            ("expected", expected.into()),
        ];
        self.findings
            .report(rule, subject.as_str(), &pointer, &values);
    }

    /// Expiry, re-confirmation and conflicts among the statements about one thing.
    fn statements<V: Copy + Eq>(
        &mut self,
        subject: &SubjectId,
        about: &str,
        given: Vec<InForce<'_, Option<V>>>,
    ) {
        // What is overdue is reported as that, whatever the standard takes it for.
        let statements = Statements::on(given, self.as_of, ReconfirmationPolicy::Remind);
        for position in &statements.expired {
            let item = self.evidence.items().get(*position);
            let expired = item.and_then(|item| item.origin().expires_on);
            let expired = expired.map_or_else(String::new, |day| day.to_string());
            let values = [
                ("value", about.into()),
                ("expired", expired.as_str().into()),
            ];
            let pointer = self.place(*position, "/expires_on");
            self.findings
                .report("expired", subject.as_str(), &pointer, &values);
        }
        for one in &statements.in_force {
            if let Some(day) = one.item.reconfirm_by().filter(|day| *day < self.as_of) {
                let day = day.to_string();
                let values = [("value", about.into()), ("due", day.as_str().into())];
                let pointer = self.place(one.position, "/reconfirm_after_days");
                self.findings
                    .report("reconfirmation_due", subject.as_str(), &pointer, &values);
            }
        }
        let mut definite: Vec<(usize, V)> = statements
            .in_force
            .iter()
            .filter_map(|one| Some((one.position, one.value?)))
            .collect();
        definite.sort_by_key(|(position, _)| *position);
        if let Some((first, value)) = definite.first()
            && let Some((other, _)) = definite.iter().find(|(_, other)| other != value)
        {
            let first = self.place(*first, "");
            let values = [("value", about.into()), ("other", first.as_str().into())];
            let pointer = self.place(*other, "");
            self.findings
                .report("conflicting", subject.as_str(), &pointer, &values);
        }
    }

    fn exemptions(&mut self) {
        let evidence = self.evidence;
        for (position, exemption) in evidence.exemptions().iter().enumerate() {
            let at = evidence.exemption_positions.get(position);
            let pointer = format!("/exemptions/{}", at.copied().unwrap_or(position));
            let (subject, about) = (exemption.subject().as_str(), exemption.criterion().as_str());
            match self.standard.bit(exemption.criterion()) {
                None => {
                    let pointer = format!("{pointer}/criterion");
                    self.findings
                        .value("unknown_criterion", subject, &pointer, about);
                }
                Some(bit) if self.standard.prerequisites().contains(bit) => {
                    let pointer = format!("{pointer}/criterion");
                    self.findings
                        .value("exemption_of_prerequisite", subject, &pointer, about);
                }
                Some(_) => {}
            }
            if exemption.approver().is_none() {
                let pointer = format!("{pointer}/approver");
                self.findings
                    .value("exemption_without_approver", subject, &pointer, about);
            }
            if exemption.expires_on() < self.as_of {
                let expired = exemption.expires_on().to_string();
                let values = [
                    ("value", about.into()),
                    ("expired", expired.as_str().into()),
                ];
                let pointer = format!("{pointer}/expires_on");
                self.findings
                    .report("exemption_expired", subject, &pointer, &values);
            }
        }
    }
}
