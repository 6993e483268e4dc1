//! Checking a crosswalk, alone and against the two snapshots around it.

use super::OrganisationCrosswalk;
use crate::{Fraction, Inventory};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::OnceLock,
};
use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};
use tosei_types::embedded;

/// The rules about crosswalks, with those about reading before them.
#[must_use]
pub fn crosswalk_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/crosswalk.json"))
    })
}

impl OrganisationCrosswalk {
    /// Reports shares that do not sum to 1, repeated rows and cycles; with the snapshots before and
    /// after it also ids that they do not have and dates that do not fit.
    ///
    /// A rule that the catalogue does not have is not applied.
    pub fn check(
        &self,
        snapshots: Option<(&Inventory, &Inventory)>,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) {
        let mut report = |rule: &str, place: &str, subject: &str, value: &str| {
            if let Some(rule) = catalogue.index(&format!("inventory.crosswalk.{rule}")) {
                sink.accept(Mark {
                    rule,
                    place: PlaceRef::Pointer(place),
                    subject: Some(subject),
                    values: &[("value", ValueRef::Text(value))],
                });
            }
        };
        let mut sums: BTreeMap<&str, (usize, Fraction)> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for (at, row) in self.rows().iter().enumerate() {
            let (old, new) = (row.old.as_str(), row.new.as_str());
            if !seen.insert((old, new)) {
                report("repeated", &format!("/rows/{at}"), old, new);
            }
            if row.share.sign() != Ordering::Greater || row.share > Fraction::one() {
                let share = row.share.to_string();
                report("share_range", &format!("/rows/{at}/share"), old, &share);
            }
            let sum = sums.entry(old).or_insert_with(|| (at, Fraction::zero()));
            sum.1 = sum.1.plus(&row.share);
        }
        for (old, (at, sum)) in &sums {
            if *sum != Fraction::one() {
                report("share_sum", &format!("/rows/{at}"), old, &sum.to_string());
            }
        }
        for (at, old, around) in self.cycles() {
            report("cycle", &format!("/rows/{at}"), old, &around);
        }
        if let Some((earlier, later)) = snapshots {
            self.check_snapshots(earlier, later, &mut report);
        }
    }

    /// Organisations whose affairs come back to them by way of others.
    fn cycles(&self) -> Vec<(usize, &str, String)> {
        let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in self.rows() {
            if row.old != row.new {
                let targets = next.entry(row.old.as_str()).or_default();
                targets.insert(row.new.as_str());
            }
        }
        let mut cycles = Vec::new();
        let mut known: HashSet<&str> = HashSet::new();
        for (at, row) in self.rows().iter().enumerate() {
            let start = row.old.as_str();
            if !known.insert(start) {
                continue;
            }
            let mut reached: BTreeSet<&str> = BTreeSet::new();
            let mut open: Vec<&str> = vec![start];
            while let Some(one) = open.pop() {
                for target in next.get(one).into_iter().flatten() {
                    if reached.insert(target) {
                        open.push(target);
                    }
                }
            }
            if reached.contains(start) {
                let around: Vec<&str> = reached.into_iter().collect();
                cycles.push((at, start, around.join(", ")));
            }
        }
        cycles
    }

    fn check_snapshots(
        &self,
        earlier: &Inventory,
        later: &Inventory,
        report: &mut dyn FnMut(&str, &str, &str, &str),
    ) {
        let effective = self.effective();
        if effective <= earlier.status_date || later.status_date < effective {
            report("date_between", "/effective", "-", &effective.to_string());
        }
        let ids = |inventory: &Inventory| -> HashSet<String> {
            let organisations = inventory.organisations.iter();
            organisations
                .map(|organisation| organisation.id.to_string())
                .collect()
        };
        let (old_ids, new_ids) = (ids(earlier), ids(later));
        for (at, row) in self.rows().iter().enumerate() {
            let (old, new) = (row.old.as_str(), row.new.as_str());
            if !old_ids.contains(old) {
                report("unknown_old", &format!("/rows/{at}/old"), old, old);
            }
            if !new_ids.contains(new) {
                report("unknown_new", &format!("/rows/{at}/new"), new, new);
            }
            let starts = later.organisations.iter().find(|o| o.id == row.new);
            if let Some(from) = starts.and_then(|organisation| organisation.exists_from)
                && effective < from
            {
                report(
                    "date_new",
                    &format!("/rows/{at}/new"),
                    new,
                    &from.to_string(),
                );
            }
            let ends = earlier.organisations.iter().find(|o| o.id == row.old);
            if let Some(until) = ends.and_then(|organisation| organisation.exists_until)
                && until.next().is_some_and(|day| day < effective)
            {
                report(
                    "date_old",
                    &format!("/rows/{at}/old"),
                    old,
                    &until.to_string(),
                );
            }
        }
        let with_row: HashSet<&str> = self.rows().iter().map(|row| row.old.as_str()).collect();
        let mut missing: Vec<&str> = earlier
            .organisations
            .iter()
            .map(|organisation| organisation.id.as_str())
            .filter(|id| !new_ids.contains(*id) && !with_row.contains(id))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        for id in missing {
            report("no_row", "/rows", id, id);
        }
    }
}
