//! Ids that stand twice, and references that lead nowhere.

use super::Findings;
use crate::{EntryId, ItemId, ListingLine, Plan, Record, RecordRef};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(plan: &Plan, findings: &mut Findings<'_, '_>) {
    duplicates(plan, findings);
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, record) in plan.records() {
        known.entry(list_of(record)).or_default().insert(id);
    }
    let mut references = References {
        plan,
        known,
        findings,
    };
    references.of_measures();
    references.of_entries();
    references.of_listing();
    references.of_roles();
    references.of_items();
    relisted(plan, findings);
    cycles(plan, findings);
}

/// The list of a plan that holds such records, as the wire names it.
fn list_of(record: Record<'_>) -> &'static str {
    match record {
        Record::LegalBasis(_) => "legal_bases",
        Record::Role(_) => "roles",
        Record::Policy(_) => "policies",
        Record::Measure(_) => "measures",
        Record::Indicator(_) => "indicators",
        Record::Figure(_) => "figures",
        Record::Item(_) => "items",
        Record::Inconsistency(_) => "inconsistencies",
        Record::Entry(_) => "entries",
    }
}

fn duplicates(plan: &Plan, findings: &mut Findings<'_, '_>) {
    let mut seen = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, record) in plan.records() {
        let list = list_of(record);
        let at = counts.entry(list).or_default();
        if !seen.insert(id) {
            let pointer = format!("/{list}/{at}/id");
            findings.report("plan.id.duplicate", &pointer, id, &[("id", id.into())]);
        }
        *at = at.saturating_add(1);
    }
}

/// Follows the references of a plan, list by list.
struct References<'p, 'f, 'a, 'b> {
    plan: &'p Plan,
    /// The ids of each list.
    known: BTreeMap<&'static str, BTreeSet<&'p str>>,
    findings: &'f mut Findings<'a, 'b>,
}

impl References<'_, '_, '_, '_> {
    /// An id must stand in the list.
    fn expect(&mut self, list: &str, id: &str, place: &str, subject: &str) {
        if !self.known.get(list).is_some_and(|ids| ids.contains(id)) {
            self.dangling(id, place, subject);
        }
    }

    /// A reference into this plan must lead somewhere; one into another document is not followed.
    fn expect_record(&mut self, reference: &RecordRef, place: &str, subject: &str) {
        let id = reference.record();
        let here = *reference.document() == self.plan.id;
        if here && !self.known.values().any(|ids| ids.contains(id)) {
            self.dangling(id, place, subject);
        }
    }

    fn dangling(&mut self, id: &str, place: &str, subject: &str) {
        let values = [("id", id.into())];
        self.findings
            .report("plan.reference.dangling", place, subject, &values);
    }

    fn of_measures(&mut self) {
        let plan = self.plan;
        for (at, measure) in plan.measures.iter().enumerate() {
            let subject = measure.id.as_str();
            let place = format!("/measures/{at}");
            let policy = measure.policy.as_str();
            self.expect("policies", policy, &format!("{place}/policy"), subject);
            for (number, role) in measure.roles.iter().enumerate() {
                let place = format!("{place}/roles/{number}");
                self.expect("roles", role.as_str(), &place, subject);
            }
            for (number, other) in measure.related.iter().enumerate() {
                let place = format!("{place}/related/{number}");
                self.expect_record(other, &place, subject);
            }
            for (number, goal) in measure.goals.iter().enumerate() {
                for (which, indicator) in goal.indicators.iter().enumerate() {
                    let place = format!("{place}/goals/{number}/indicators/{which}");
                    self.expect("indicators", indicator.as_str(), &place, subject);
                }
            }
        }
        for (at, indicator) in plan.indicators.iter().enumerate() {
            for (number, measure) in indicator.measures.iter().enumerate() {
                let place = format!("/indicators/{at}/measures/{number}");
                let subject = indicator.id.as_str();
                self.expect("measures", measure.as_str(), &place, subject);
            }
        }
    }

    fn of_entries(&mut self) {
        let plan = self.plan;
        let originals = plan.originals();
        let mut listed = BTreeSet::new();
        for (at, entry) in plan.entries.iter().enumerate() {
            let subject = entry.id.as_str();
            let place = |field: &str| format!("/entries/{at}/{field}");
            let measure = entry.measure.as_str();
            self.expect("measures", measure, &place("measure"), subject);
            let policy = entry.policy.as_str();
            self.expect("policies", policy, &place("policy"), subject);
            let rule = if entry.relisted {
                (!originals.contains_key(&entry.measure))
                    .then_some("plan.relisted.without_original")
            } else {
                (!listed.insert(measure)).then_some("plan.relisted.unmarked")
            };
            if let Some(rule) = rule {
                let values = [("measure", measure.into())];
                self.findings
                    .report(rule, &place("relisted"), subject, &values);
            }
        }
    }

    fn of_listing(&mut self) {
        let plan = self.plan;
        let mut shown = BTreeSet::new();
        for (at, line) in plan.listing.iter().enumerate() {
            if let ListingLine::Entry(id) = line {
                let place = format!("/listing/{at}/entry");
                self.expect("entries", id.as_str(), &place, plan.id.as_str());
                shown.insert(id.as_str());
            }
        }
        if plan.listing.is_empty() {
            return;
        }
        for (at, entry) in plan.entries.iter().enumerate() {
            let id = entry.id.as_str();
            if !shown.contains(id) {
                let values = [("id", id.into())];
                self.findings.report(
                    "plan.listing.incomplete",
                    &format!("/entries/{at}"),
                    id,
                    &values,
                );
            }
        }
    }

    fn of_roles(&mut self) {
        for (at, role) in self.plan.roles.iter().enumerate() {
            for (number, other) in role.supports.iter().enumerate() {
                let place = format!("/roles/{at}/supports/{number}");
                self.expect("roles", other.as_str(), &place, role.id.as_str());
            }
        }
    }

    fn of_items(&mut self) {
        let plan = self.plan;
        for (at, item) in plan.items.iter().enumerate() {
            let subject = item.id.as_str();
            let place = format!("/items/{at}");
            if let Some(parent) = &item.parent {
                self.expect(
                    "items",
                    parent.as_str(),
                    &format!("{place}/parent"),
                    subject,
                );
            }
            for (number, figure) in item.figures.iter().enumerate() {
                let place = format!("{place}/figures/{number}");
                self.expect("figures", figure.as_str(), &place, subject);
            }
            for (number, other) in item.related.iter().enumerate() {
                self.expect_record(other, &format!("{place}/related/{number}"), subject);
            }
            if let Some(other) = &item.replaced_by {
                self.expect_record(other, &format!("{place}/replaced_by"), subject);
            }
        }
        for (at, one) in plan.inconsistencies.iter().enumerate() {
            for (number, figure) in one.figures.iter().enumerate() {
                let place = format!("/inconsistencies/{at}/figures/{number}");
                self.expect_record(figure, &place, one.id.as_str());
            }
        }
    }
}

/// Entries listed again that do not say what the first one says.
fn relisted(plan: &Plan, findings: &mut Findings<'_, '_>) {
    let entries = plan.entries.iter().enumerate();
    let positions: BTreeMap<&EntryId, usize> = entries.map(|(at, one)| (&one.id, at)).collect();
    for difference in plan.relisted_differences() {
        let at = positions.get(&difference.entry).copied();
        let pointer = format!("/entries/{}/{}", at.unwrap_or_default(), difference.field);
        let count = |list: &[String]| u64::try_from(list.len()).unwrap_or(u64::MAX);
        let values = [
            ("original", difference.original.as_str().into()),
            ("added", count(&difference.added).into()),
            ("dropped", count(&difference.dropped).into()),
        ];
        let subject = difference.entry.as_str();
        findings.report("plan.relisted.differs", &pointer, subject, &values);
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
