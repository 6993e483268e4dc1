//! The slow and obvious comparison: lists of plain JSON held against each other, each with each.

mod drawn;
mod lists;

use drawn::{pairs, surveys};
use lists::{Change, Plain, text};
use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::Value;
use std::collections::BTreeMap;
use tosei_document::Limits;
use tosei_inventory::{
    CompareOptions, Inventory, compare,
    comparison::compare_surveys,
    survey::{SurveyEdition, SurveyTable},
};

fn values<T: serde::Serialize>(list: &[T]) -> Vec<Value> {
    list.iter()
        .map(|one| serde_json::to_value(one).unwrap())
        .collect()
}

/// All changes the slow way, how often each rule was reported, and all reasons of matches.
fn plain(
    earlier: &Inventory,
    later: &Inventory,
) -> (Vec<Change>, BTreeMap<String, usize>, Vec<String>) {
    let (old, new) = (values(&earlier.procedures), values(&later.procedures));
    let mut procedures = Plain::of(&old, &new);
    procedures.procedures();
    let (old_processes, new_processes) = (values(&earlier.processes), values(&later.processes));
    let mut processes = Plain::of(&old_processes, &new_processes);
    processes.processes(&procedures);
    let own = |_: bool, item: &Value| item["organisation"].as_str().map(str::to_owned);
    let mut changes = procedures.changes("procedures", &own);
    changes.extend(processes.changes("processes", &|later, item| {
        let list = if later { &new } else { &old };
        let of = list
            .iter()
            .find(|one| one["id"] == item["procedure"] && !one["organisation"].is_null())?;
        own(later, of)
    }));
    changes.sort();
    let mut findings = procedures.findings;
    for (rule, times) in processes.findings {
        *findings.entry(rule).or_default() += times;
    }
    let reasons = procedures
        .reasons
        .into_values()
        .chain(processes.reasons.into_values());
    (changes, findings, reasons.collect())
}

fn fast(earlier: &Inventory, later: &Inventory) -> (Vec<Change>, BTreeMap<String, usize>) {
    let comparison = compare(earlier, later, &CompareOptions::default());
    let ids = |ids: &[Box<str>]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut changes: Vec<Change> = comparison
        .changes()
        .iter()
        .map(|change| {
            let reason = serde_json::to_value(&change.reason).unwrap();
            (
                change.list.code().to_owned(),
                change
                    .kinds
                    .iter()
                    .map(|kind| kind.code().to_owned())
                    .collect(),
                ids(&change.earlier),
                ids(&change.later),
                text(&reason, "by").to_owned(),
                change
                    .fields
                    .iter()
                    .map(|field| field.field.clone())
                    .collect(),
            )
        })
        .collect();
    changes.sort();
    let mut findings = BTreeMap::new();
    for finding in comparison.findings().findings() {
        *findings.entry(finding.rule.to_string()).or_default() += 1;
    }
    (changes, findings)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Law: a slow comparison agrees, which holds each item against each: what came, went, moved, was
    /// renamed or changed, for what reason, with which fields; and what is left to people.
    #[test]
    fn the_plain_comparison_agrees((earlier, later) in pairs()) {
        let (slow, slow_findings, _) = plain(&earlier, &later);
        let (fast, fast_findings) = fast(&earlier, &later);
        prop_assert_eq!(fast, slow);
        prop_assert_eq!(fast_findings, slow_findings);
    }

    /// Law: comparing surveys says what looking up each row in the other file says.
    #[test]
    fn the_plain_comparison_of_surveys_agrees((earlier, later) in surveys()) {
        let load = |file: &str| SurveyTable::load(file.as_bytes(), SurveyEdition::r6(), &Limits::default()).unwrap();
        let found = compare_surveys(&load(&earlier), &load(&later));
        let rows = |file: &str| -> Vec<Vec<String>> {
            file.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
        };
        let (old, new) = (rows(&earlier), rows(&later));
        let times = |rows: &[Vec<String>], id: &str| rows.iter().filter(|row| row[0] == id).count() as u64;
        let blank = |rows: &[Vec<String>]| rows.iter().filter(|row| row[0].trim().is_empty()).count() as u64;
        prop_assert_eq!(found.without_id, (blank(&old), blank(&new)));
        let (mut unchanged, mut changed, mut removed) = (0, Vec::new(), Vec::new());
        let mut repeated: BTreeMap<Box<str>, (u64, u64)> = BTreeMap::new();
        for (at, row) in old.iter().enumerate().filter(|(_, row)| !row[0].trim().is_empty()) {
            match (times(&old, &row[0]), times(&new, &row[0])) {
                (1, 0) => removed.push(at),
                (1, 1) => {
                    let other = new.iter().position(|other| other[0] == row[0]).unwrap();
                    let differ = row.iter().zip(&new[other]).filter(|(one, other)| one != other).count();
                    if differ == 0 { unchanged += 1 } else { changed.push((at, other, differ)) }
                }
                both => { repeated.insert(row[0].as_str().into(), both); }
            }
        }
        let mut added = Vec::new();
        for (at, row) in new.iter().enumerate().filter(|(_, row)| !row[0].trim().is_empty()) {
            match (times(&old, &row[0]), times(&new, &row[0])) {
                (0, 1) => added.push(at),
                (1, 1) => {}
                both => { repeated.insert(row[0].as_str().into(), both); }
            }
        }

        prop_assert_eq!(found.unchanged, unchanged);
        let shown: Vec<_> = found.changed.iter().map(|one| (one.earlier, one.later, one.columns.len())).collect();
        prop_assert_eq!(shown, changed);
        prop_assert_eq!(found.removed, removed);
        prop_assert_eq!(found.added, added);
        prop_assert_eq!(found.repeated, repeated);
    }
}

/// The generator reaches what is hard: every reason of a match, every kind of change, everything that is
/// left to people.
#[test]
fn the_generator_reaches_the_hard_snapshots() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        let (earlier, later) = pairs().new_tree(&mut runner).unwrap().current();
        let (changes, findings, reasons) = plain(&earlier, &later);
        let mut here: Vec<String> = findings.into_keys().collect();
        here.extend(reasons.into_iter().map(|reason| format!("by {reason}")));
        for (list, kinds, ..) in changes {
            here.extend(kinds.into_iter().map(|kind| format!("{list} {kind}")));
        }
        here.sort();
        here.dedup();
        here.into_iter()
            .for_each(|one| *seen.entry(one).or_default() += 1);
    }
    for wanted in [
        "by content",
        "by id",
        "by name_and_law",
        "by procedure_and_kind",
        "by series",
        "by similarity",
        "inventory.comparison.ambiguous_id",
        "inventory.comparison.ambiguous_name",
        "inventory.comparison.ambiguous_process",
        "inventory.comparison.ambiguous_series",
        "inventory.comparison.ambiguous_similar",
        "inventory.comparison.possible_match",
        "procedures abolished",
        "procedures added",
        "procedures edition_added",
        "procedures edition_ended",
        "procedures id_changed",
        "procedures new_edition",
        "procedures renamed",
        "procedures transferred",
        "processes changed",
        "processes transferred",
        "processes id_changed",
    ] {
        assert!(
            seen.get(wanted).is_some_and(|count| *count >= 10),
            "{wanted}: {seen:#?}"
        );
    }
}
