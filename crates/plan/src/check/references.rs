//! Ids that stand twice, and references that lead nowhere.

use super::Findings;
use crate::{EntryId, ItemId, ListingLine, Plan, RecordRef};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of a plan by what they name.
struct Known<'p> {
    all: BTreeSet<&'p str>,
    policies: BTreeSet<&'p str>,
    measures: BTreeSet<&'p str>,
    indicators: BTreeSet<&'p str>,
    figures: BTreeSet<&'p str>,
    items: BTreeSet<&'p str>,
    roles: BTreeSet<&'p str>,
    entries: BTreeSet<&'p str>,
}

pub(super) fn check(plan: &Plan, findings: &mut Findings<'_, '_>) {
    duplicates(plan, findings);
    let known = Known {
        all: plan.records().map(|(id, _)| id).collect(),
        policies: plan.policies.iter().map(|one| one.id.as_str()).collect(),
        measures: plan.measures.iter().map(|one| one.id.as_str()).collect(),
        indicators: plan.indicators.iter().map(|one| one.id.as_str()).collect(),
        figures: plan.figures.iter().map(|one| one.id.as_str()).collect(),
        items: plan.items.iter().map(|one| one.id.as_str()).collect(),
        roles: plan.roles.iter().map(|one| one.id.as_str()).collect(),
        entries: plan.entries.iter().map(|one| one.id.as_str()).collect(),
    };
    measures(plan, &known, findings);
    entries(plan, &known, findings);
    others(plan, &known, findings);
    cycles(plan, findings);
}

fn duplicates(plan: &Plan, findings: &mut Findings<'_, '_>) {
    let lists: [(&str, Vec<&str>); 9] = [
        (
            "legal_bases",
            plan.legal_bases.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "roles",
            plan.roles.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "policies",
            plan.policies.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "measures",
            plan.measures.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "indicators",
            plan.indicators.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "figures",
            plan.figures.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "items",
            plan.items.iter().map(|one| one.id.as_str()).collect(),
        ),
        (
            "inconsistencies",
            plan.inconsistencies
                .iter()
                .map(|one| one.id.as_str())
                .collect(),
        ),
        (
            "entries",
            plan.entries.iter().map(|one| one.id.as_str()).collect(),
        ),
    ];
    let mut seen = BTreeSet::new();
    for (list, ids) in lists {
        for (at, id) in ids.into_iter().enumerate() {
            if !seen.insert(id) {
                let pointer = format!("/{list}/{at}/id");
                findings.report("plan.id.duplicate", &pointer, id, &[("id", id.into())]);
            }
        }
    }
}

fn expect(
    known: &BTreeSet<&str>,
    id: &str,
    pointer: &str,
    subject: &str,
    findings: &mut Findings<'_, '_>,
) {
    if !known.contains(id) {
        findings.report(
            "plan.reference.dangling",
            pointer,
            subject,
            &[("id", id.into())],
        );
    }
}

/// A reference into this plan must lead somewhere; one into another document is not followed.
fn expect_record(
    plan: &Plan,
    known: &Known<'_>,
    reference: &RecordRef,
    pointer: &str,
    subject: &str,
    findings: &mut Findings<'_, '_>,
) {
    if *reference.document() == plan.id {
        expect(&known.all, reference.record(), pointer, subject, findings);
    }
}

fn measures(plan: &Plan, known: &Known<'_>, findings: &mut Findings<'_, '_>) {
    for (at, measure) in plan.measures.iter().enumerate() {
        let subject = measure.id.as_str();
        let pointer = |rest: &str| format!("/measures/{at}/{rest}");
        let policy = measure.policy.as_str();
        expect(
            &known.policies,
            policy,
            &pointer("policy"),
            subject,
            findings,
        );
        for (number, role) in measure.roles.iter().enumerate() {
            let place = pointer(&format!("roles/{number}"));
            expect(&known.roles, role.as_str(), &place, subject, findings);
        }
        for (number, other) in measure.related.iter().enumerate() {
            let place = pointer(&format!("related/{number}"));
            expect_record(plan, known, other, &place, subject, findings);
        }
        for (number, goal) in measure.goals.iter().enumerate() {
            for (which, indicator) in goal.indicators.iter().enumerate() {
                let place = pointer(&format!("goals/{number}/indicators/{which}"));
                expect(
                    &known.indicators,
                    indicator.as_str(),
                    &place,
                    subject,
                    findings,
                );
            }
        }
    }
    for (at, indicator) in plan.indicators.iter().enumerate() {
        for (number, measure) in indicator.measures.iter().enumerate() {
            let place = format!("/indicators/{at}/measures/{number}");
            let subject = indicator.id.as_str();
            expect(&known.measures, measure.as_str(), &place, subject, findings);
        }
    }
}

fn entries(plan: &Plan, known: &Known<'_>, findings: &mut Findings<'_, '_>) {
    let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
    let originals = plan.originals();
    for (at, entry) in plan.entries.iter().enumerate() {
        let subject = entry.id.as_str();
        let pointer = |field: &str| format!("/entries/{at}/{field}");
        let measure = entry.measure.as_str();
        expect(
            &known.measures,
            measure,
            &pointer("measure"),
            subject,
            findings,
        );
        let policy = entry.policy.as_str();
        expect(
            &known.policies,
            policy,
            &pointer("policy"),
            subject,
            findings,
        );
        let values = [("measure", measure.into())];
        if entry.relisted && !originals.contains_key(&entry.measure) {
            let rule = "plan.relisted.without_original";
            findings.report(rule, &pointer("relisted"), subject, &values);
        }
        if !entry.relisted {
            let times = listed.entry(measure).or_default();
            *times = times.saturating_add(1);
            if *times > 1 {
                let rule = "plan.relisted.unmarked";
                findings.report(rule, &pointer("relisted"), subject, &values);
            }
        }
    }
    let positions: BTreeMap<&EntryId, usize> = plan
        .entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (&entry.id, at))
        .collect();
    for difference in plan.relisted_differences() {
        let at = positions.get(&difference.entry).copied();
        let pointer = format!("/entries/{}/{}", at.unwrap_or_default(), difference.field);
        let count = |list: &[String]| u64::try_from(list.len()).unwrap_or(u64::MAX);
        let values = [
            ("original", difference.original.as_str().into()),
            ("added", count(&difference.added).into()),
            ("dropped", count(&difference.dropped).into()),
        ];
        findings.report(
            "plan.relisted.differs",
            &pointer,
            difference.entry.as_str(),
            &values,
        );
    }
    let mut shown = BTreeSet::new();
    for (at, line) in plan.listing.iter().enumerate() {
        if let ListingLine::Entry(id) = line {
            let place = format!("/listing/{at}/entry");
            expect(
                &known.entries,
                id.as_str(),
                &place,
                plan.id.as_str(),
                findings,
            );
            shown.insert(id.as_str());
        }
    }
    if !plan.listing.is_empty() {
        for (at, entry) in plan.entries.iter().enumerate() {
            let id = entry.id.as_str();
            if !shown.contains(id) {
                let place = format!("/entries/{at}");
                findings.report("plan.listing.incomplete", &place, id, &[("id", id.into())]);
            }
        }
    }
}

fn others(plan: &Plan, known: &Known<'_>, findings: &mut Findings<'_, '_>) {
    for (at, role) in plan.roles.iter().enumerate() {
        for (number, other) in role.supports.iter().enumerate() {
            let place = format!("/roles/{at}/supports/{number}");
            expect(
                &known.roles,
                other.as_str(),
                &place,
                role.id.as_str(),
                findings,
            );
        }
    }
    for (at, item) in plan.items.iter().enumerate() {
        let subject = item.id.as_str();
        if let Some(parent) = &item.parent {
            let place = format!("/items/{at}/parent");
            expect(&known.items, parent.as_str(), &place, subject, findings);
        }
        for (number, figure) in item.figures.iter().enumerate() {
            let place = format!("/items/{at}/figures/{number}");
            expect(&known.figures, figure.as_str(), &place, subject, findings);
        }
        for (number, other) in item.related.iter().enumerate() {
            let place = format!("/items/{at}/related/{number}");
            expect_record(plan, known, other, &place, subject, findings);
        }
        if let Some(other) = &item.replaced_by {
            let place = format!("/items/{at}/replaced_by");
            expect_record(plan, known, other, &place, subject, findings);
        }
    }
    for (at, one) in plan.inconsistencies.iter().enumerate() {
        for (number, figure) in one.figures.iter().enumerate() {
            let place = format!("/inconsistencies/{at}/figures/{number}");
            expect_record(plan, known, figure, &place, one.id.as_str(), findings);
        }
    }
}

/// Items that are, over some steps, a part of themselves; each item is walked over once.
fn cycles(plan: &Plan, findings: &mut Findings<'_, '_>) {
    let parents: BTreeMap<&ItemId, &ItemId> = plan
        .items
        .iter()
        .filter_map(|item| Some((&item.id, item.parent.as_ref()?)))
        .collect();
    // In which walk an item was first met.
    let mut met: BTreeMap<&ItemId, usize> = BTreeMap::new();
    let mut circles: BTreeSet<&ItemId> = BTreeSet::new();
    for (walk, item) in plan.items.iter().enumerate() {
        let mut here = Some(&item.id);
        while let Some(id) = here.filter(|id| !met.contains_key(id)) {
            met.insert(id, walk);
            here = parents.get(id).copied();
        }
        // Where a walk meets itself, a circle begins.
        let mut around = here.filter(|id| met.get(id) == Some(&walk));
        while let Some(id) = around.filter(|id| circles.insert(id)) {
            around = parents.get(id).copied();
        }
    }
    for (at, item) in plan.items.iter().enumerate() {
        if circles.contains(&item.id) {
            let place = format!("/items/{at}/parent");
            let id = item.id.as_str();
            findings.report("plan.item.cycle", &place, id, &[("id", id.into())]);
        }
    }
}
