//! The patterns: phrases, longer words, rules, readings, conditions, distances, bands, effects.

use super::{detection::detect, sentence_input::Input};
use serde_json::{Value, json};
use std::cell::Cell;
use tosei_analog_regs::detect::{Detector, Patterns};
use tosei_conformance::{
    Expectation, Explained, Mutation, MutationPlan, Notice, Suite, assert_explained, mutations,
    replaced, suites_folder, unnoticed,
};

/// Keys below which nothing decides anything.
const TEXTS: &[&str] = &["$schema", "format", "edition", "label"];

/// The vectors, typed once.
struct Vectors {
    cases: Vec<(String, Input, Value)>,
    /// Where the last change was noticed: the next one is often noticed nearby.
    last: Cell<usize>,
}

impl Vectors {
    fn read() -> Self {
        let path = suites_folder().join("analog-regs/detection.json");
        let cases = Suite::read(&path).unwrap().cases.into_iter();
        let cases = cases.filter_map(|case| {
            let input: Input = serde_json::from_value(case.input).unwrap();
            let Expectation::Ok(expected) = case.expect else {
                return None;
            };
            input
                .patterns
                .is_none()
                .then_some((case.id, input, expected))
        });
        Self {
            cases: cases.collect(),
            last: Cell::new(0),
        }
    }

    fn notice(&self, document: &Value) -> Notice {
        let patterns = match Patterns::from_json(&document.to_string()) {
            Ok(patterns) => patterns,
            Err(error) => return Notice::Refused(error.to_string()),
        };
        let detector = match Detector::compile(&patterns) {
            Ok(detector) => detector,
            Err(report) => {
                let first = report.first().map(|finding| finding.rule.to_string());
                return Notice::Refused(first.unwrap_or_default());
            }
        };
        let count = self.cases.len();
        let from = self.last.get();
        for step in 0..count {
            let at = (from + step) % count;
            let (id, input, expected) = &self.cases[at];
            if detect(&detector, input) != *expected {
                self.last.set(at);
                return Notice::Failed(id.clone());
            }
        }
        Notice::Survived
    }
}

/// Parts of conditions that are left out, and conditions as a whole.
fn condition_changes(document: &Value) -> Vec<Mutation> {
    let mut changes = Vec::new();
    let families = document["families"].as_array().unwrap();
    for (at, family) in families.iter().enumerate() {
        for (number, reading) in family["readings"].as_array().unwrap().iter().enumerate() {
            if reading.get("when").is_some() {
                let place = format!("/families/{at}/readings/{number}/when");
                changes.extend(replaced(document, &place, Value::Null));
            }
        }
    }
    for (at, rule) in document["rules"].as_array().unwrap().iter().enumerate() {
        if rule.get("families").is_some() {
            changes.extend(replaced(
                document,
                &format!("/rules/{at}/families"),
                Value::Null,
            ));
        }
        let other = json!({ "not": rule["when"] });
        changes.extend(replaced(document, &format!("/rules/{at}/when"), other));
    }
    changes
}

/// Law: every wrong change in the patterns is noticed.
#[test]
fn the_patterns() {
    let document: Value = serde_json::from_str(include_str!("../../data/patterns.json")).unwrap();
    let vectors = Vectors::read();
    assert_eq!(vectors.notice(&document), Notice::Survived);
    let plan = MutationPlan {
        numbers: &["within"],
        choices: &[
            ("band", &["unlikely", "possible", "likely"]),
            ("effect", &["blocks", "lowers", "raises", "notes"]),
            ("inside", &["quotes", "parentheses"]),
            ("instrument", &["statute", "ordinance", "unknown"]),
        ],
        flags: &["national_law_decides"],
        lists: &[
            "groups", "phrases", "except", "rules", "families", "readings", "cues", "has",
            "starts", "ends", "all", "any", "scopes",
        ],
        untouched: TEXTS,
    };
    let mut all = mutations(&document, &plan);
    all.extend(condition_changes(&document));
    let left = unnoticed(all, |document| vectors.notice(document));
    assert_explained(&left, EXPLAINED);
}

/// What makes no difference, and why.
const EXPLAINED: &[Explained<'_>] = &[];
