//! Defects of the data, rule by rule.

use super::super::{
    LISTED_FINDINGS,
    report::{BrokenRule, Findings, ListedFinding},
};
use std::cmp::Reverse;
use tosei_document::{Catalogue, Finding, Report, Severity};
use tosei_types::{Label, Language};

/// What the report says, and what only `findings.csv` lists.
pub(super) fn findings(report: &Report, catalogue: &Catalogue) -> (Findings, Vec<BrokenRule>) {
    let mut kept: Vec<BrokenRule> = report
        .totals()
        .iter()
        .map(|total| {
            let rule = catalogue.rule(&total.rule);
            let text = |label: Option<&Label>| {
                label.map_or_else(|| Label::new(&*total.rule, &*total.rule), Clone::clone)
            };
            BrokenRule {
                rule: total.rule.to_string(),
                severity: total.severity,
                title: text(rule.map(|rule| &rule.title)),
                why: text(rule.map(|rule| &rule.why)),
                count: total.count,
                exempted: total.exempted,
                first: report
                    .findings()
                    .iter()
                    .filter(|finding| finding.rule == total.rule)
                    .map(|finding| listed(finding, catalogue))
                    .collect(),
            }
        })
        .collect();
    kept.sort_by_key(|rule| (rule.severity, Reverse(rule.count)));
    let rules = kept
        .iter()
        .map(|rule| BrokenRule {
            first: rule.first.iter().take(LISTED_FINDINGS).cloned().collect(),
            ..rule.clone()
        })
        .collect();
    let findings = Findings {
        total: report.total(),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        infos: report.count(Severity::Info),
        rules,
    };
    (findings, kept)
}

fn listed(finding: &Finding, catalogue: &Catalogue) -> ListedFinding {
    ListedFinding {
        place: finding.place.clone(),
        place_text: finding.place.to_string(),
        subject: finding.subject.as_deref().map(Into::into),
        sentence: Label::new(
            catalogue.sentence(finding, Language::Ja),
            catalogue.sentence(finding, Language::En),
        ),
    }
}
