//! Defects of the data, rule by rule.

use super::super::{
    LISTED_FINDINGS,
    input::Found,
    report::{BrokenRule, Findings, ListedFinding},
};
use std::cmp::Reverse;
use tosei_document::{Finding, Place, RuleTotal, Severity};
use tosei_types::{Label, Language};

/// What the report says, and what only `findings.csv` lists.
pub(super) fn findings<'f>(all: impl Iterator<Item = &'f Found>) -> (Findings, Vec<BrokenRule>) {
    let mut kept: Vec<BrokenRule> = Vec::new();
    for found in all {
        for total in found.report.totals() {
            let rule = broken(found, total);
            match kept.iter_mut().find(|known| known.rule == rule.rule) {
                // A rule about reading can be broken by several files.
                Some(known) => {
                    known.count = known.count.saturating_add(rule.count);
                    known.exempted = known.exempted.saturating_add(rule.exempted);
                    known.first.extend(rule.first);
                }
                None => kept.push(rule),
            }
        }
    }
    kept.sort_by_key(|rule| (rule.severity, Reverse(rule.count)));
    let rules = kept
        .iter()
        .map(|rule| BrokenRule {
            first: rule.first.iter().take(LISTED_FINDINGS).cloned().collect(),
            ..rule.clone()
        })
        .collect();
    let count = |severity: Severity| {
        let its = kept.iter().filter(|rule| rule.severity == severity);
        its.fold(0u64, |sum, rule| sum.saturating_add(rule.count))
    };
    let (errors, warnings, infos) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    let findings = Findings {
        total: errors.saturating_add(warnings).saturating_add(infos),
        errors,
        warnings,
        infos,
        rules,
    };
    (findings, kept)
}

/// Nothing found yet.
pub(super) fn none() -> Findings {
    findings(std::iter::empty()).0
}

fn broken(found: &Found, total: &RuleTotal) -> BrokenRule {
    let Found {
        report, catalogue, ..
    } = found;
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
            .map(|finding| listed(finding, found))
            .collect(),
    }
}

fn listed(finding: &Finding, found: &Found) -> ListedFinding {
    let catalogue = found.catalogue;
    ListedFinding {
        place: finding.place.clone(),
        place_text: in_sheet(&finding.place, &found.rows)
            .unwrap_or_else(|| finding.place.to_string()),
        subject: finding.subject.as_deref().map(Into::into),
        sentence: Label::new(
            catalogue.sentence(finding, Language::Ja),
            catalogue.sentence(finding, Language::En),
        ),
    }
}

/// The row of a spreadsheet that a pointer into the inventory made of it stands for.
fn in_sheet(place: &Place, rows: &[String]) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let pointer = place.to_string();
    let (at, rest) = {
        let below = pointer.strip_prefix("/processes/")?;
        below.split_once('/').unwrap_or((below, ""))
    };
    let row = rows.get(at.parse::<usize>().ok()?)?;
    Some(if rest.is_empty() {
        row.clone()
    } else {
        format!("{row} {rest}")
    })
}
