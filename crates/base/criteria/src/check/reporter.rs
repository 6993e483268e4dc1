//! Where the checks put what they find.

use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink, ValueRef};

/// Collects findings of one family of rules.
pub(super) struct Reporter {
    findings: Collector<'static>,
    prefix: &'static str,
}

impl Reporter {
    /// For the rules whose codes begin with `prefix`; every finding is kept.
    pub(super) fn new(catalogue: &'static Catalogue, prefix: &'static str) -> Self {
        Self {
            findings: Collector::new(catalogue).keeping(usize::MAX),
            prefix,
        }
    }

    /// Keeps so many findings of each rule and counts the others.
    pub(super) fn keeping(mut self, findings: usize) -> Self {
        self.findings = self.findings.keeping(findings);
        self
    }

    /// Reports a finding about a subject at a JSON pointer.
    pub(super) fn report(
        &mut self,
        rule: &str,
        subject: &str,
        pointer: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let code = format!("{}.{rule}", self.prefix);
        if let Some(rule) = self.findings.catalogue().index(&code) {
            self.findings.accept(Mark {
                rule,
                place: PlaceRef::Pointer(pointer),
                subject: Some(subject),
                values,
            });
        }
    }

    /// Reports a finding with the one value that its sentence needs.
    pub(super) fn value(&mut self, rule: &str, subject: &str, pointer: &str, value: &str) {
        self.report(rule, subject, pointer, &[("value", value.into())]);
    }

    pub(super) fn into_report(self) -> Report {
        self.findings.into_report()
    }
}
