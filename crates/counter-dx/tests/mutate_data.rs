//! Wrong changes in the pledges that ship: every one must be noticed by a vector.
//!
//! `cargo xtask mutate-data` shows how each was noticed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "conformance/pledges.rs"]
mod judged;
#[path = "conformance/publications.rs"]
mod publications;

use serde_json::{Value, json};
use std::rc::Rc;
use tosei_conformance::{
    Explained, Mutation, MutationPlan, Notice, Runner, assert_explained, mutations, replaced,
    unnoticed,
};
use tosei_counter_dx::pledge::PLEDGES_JSON;
use tosei_criteria::Standard;
use tosei_document::{Limits, PublicationMarks};

/// Keys below which nothing decides anything.
const TEXTS: &[&str] = &[
    "$schema", "format", "label", "text", "state", "source", "evidence",
];

fn by_vectors(runner: Runner) -> Notice {
    match runner.first_failure() {
        Some(case) => Notice::Failed(case),
        None => Notice::Survived,
    }
}

/// What the vectors say to publication marks.
fn marks_notice(document: &Value) -> Notice {
    match PublicationMarks::from_json(&document.to_string()) {
        Ok(marks) => by_vectors(publications::on(Runner::new("counter-dx"), Rc::new(marks))),
        Err(error) => Notice::Refused(error.code().to_owned()),
    }
}

/// Marks without which the field is as internal as with them.
const INTERNAL_ANYWAY: &[(&str, &str)] = &[
    (
        "/documents/0/fields",
        r#"{"path":"/staff_classes","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/1/fields",
        r#"{"path":"/answers/*/id","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/3/fields",
        r#"{"path":"/candidates","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/3/fields",
        r#"{"path":"/candidates/*/cost_yen","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/4/fields",
        r#"{"path":"/staff","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/5/fields",
        r#"{"path":"/classes","visibility":"internal"} dropped"#,
    ),
];

/// Law: every wrong change in the publication marks is noticed.
#[test]
fn the_publication_marks() {
    let json = include_str!("../data/publication/marks.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let plan = MutationPlan {
        choices: &[("visibility", &["public", "internal", "personal"])],
        lists: &["documents", "fields"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let left = unnoticed(mutations(&document, &plan), marks_notice);
    let explained = INTERNAL_ANYWAY.iter().map(|(pointer, change)| Explained {
        pointer,
        change,
        reason: "what has no mark is internal, too; the mark says that it was thought of",
    });
    assert_explained(&left, &explained.collect::<Vec<_>>());
}

/// What the vectors say to a standard.
fn notice(document: &Value) -> Notice {
    let (standard, report) = Standard::read(document.to_string().as_bytes(), &Limits::default());
    let Some(standard) = standard.filter(|_| report.is_clean()) else {
        let first = report.findings().first();
        let rule = first.map_or_else(String::new, |finding| finding.rule.to_string());
        return Notice::Refused(rule);
    };
    match standard.compile() {
        Ok(standard) => by_vectors(judged::on(Runner::new("counter-dx"), Rc::new(standard))),
        Err(report) => {
            let first = report.findings().first();
            Notice::Refused(first.map_or_else(String::new, |finding| finding.rule.to_string()))
        }
    }
}

/// Changes that no list of keys says: operators, combinations, reasons that hold for more.
fn changes(document: &Value) -> Vec<Mutation> {
    let mut places: Vec<(String, Value)> = vec![
        ("/policies/within_level".into(), json!("any")),
        ("/policies/within_level".into(), json!({ "at_least": 1 })),
        ("/policies/overall".into(), Value::Null),
    ];
    let criteria = document["criteria"].as_array().unwrap();
    for (at, criterion) in criteria.iter().enumerate() {
        let place = format!("/criteria/{at}/condition");
        places.push((place.clone(), Value::Null));
        let kind = if criterion["condition"].get("ratio").is_some() {
            "ratio"
        } else {
            "measure"
        };
        let (name, threshold) = criterion["condition"][kind]["is"]
            .as_object()
            .and_then(|is| is.iter().next())
            .unwrap();
        for other in ["at_least", "at_most", "more_than", "less_than"] {
            if other != name {
                places.push((format!("{place}/{kind}/is"), json!({ other: threshold })));
            }
        }
        for (flag, value) in [
            ("always_applies", true),
            ("stated_counts", true),
            ("stated_counts", false),
        ] {
            let left_out = flag == "stated_counts" && criterion["level"] == 1;
            if criterion.get(flag).is_none() && value != left_out {
                places.push((format!("/criteria/{at}/{flag}"), json!(value)));
            }
        }
    }
    let reasons = document["not_applicable_reasons"].as_array().unwrap();
    for (at, reason) in reasons.iter().enumerate() {
        let listed = reason["criteria"].as_array().unwrap();
        let may_not_apply = criteria.iter().filter(|one| one["always_applies"] != true);
        for criterion in may_not_apply.map(|one| &one["id"]) {
            if !listed.contains(criterion) {
                let more: Vec<&Value> = listed.iter().chain([criterion]).collect();
                places.push((
                    format!("/not_applicable_reasons/{at}/criteria"),
                    json!(more),
                ));
            }
        }
    }
    for (at, axis) in document["axes"].as_array().unwrap().iter().enumerate() {
        let of_level = |level: usize| {
            let here = |one: &&Value| one["axis"] == axis["id"] && one["level"] == level;
            criteria.iter().filter(here).count()
        };
        // Where there is one criterion, one and all are the same.
        for level in (1..=3).filter(|level| of_level(*level) > 1) {
            places.push((
                format!("/axes/{at}/levels/{level}/within_level"),
                json!("any"),
            ));
        }
    }
    let changes = places.into_iter();
    changes
        .filter_map(|(place, value)| replaced(document, &place, value))
        .collect()
}

/// Law: every wrong change in the pledges is noticed.
#[test]
fn the_pledges() {
    let document: Value = serde_json::from_str(PLEDGES_JSON).unwrap();
    let measures = document["measures"].as_array().unwrap().iter();
    let measures: Vec<&str> = measures.map(|one| one["id"].as_str().unwrap()).collect();
    let plan = MutationPlan {
        numbers: &["level", "stated_counts_up_to", "at_least", "at_most"],
        choices: &[
            ("levels", &["cumulative", "independent"]),
            ("not_applicable", &["ignored", "satisfied"]),
            ("conflict", &["unknown", "latest", "strictest"]),
            ("reconfirmation", &["remind", "expire"]),
            ("axis", &["no_waiting", "no_writing", "cashless"]),
            ("measure", &measures),
            ("of", &measures),
            ("to", &measures),
        ],
        flags: &["always_applies"],
        lists: &[
            "levels",
            "measures",
            "not_applicable_reasons",
            "axes",
            "criteria",
        ],
        untouched: TEXTS,
    };
    let mut all = mutations(&document, &plan);
    all.extend(changes(&document));
    let left = unnoticed(all, notice);
    assert_explained(
        &left,
        &[Explained {
            pointer: "/policies/conflict",
            change: r#""unknown" → "strictest""#,
            reason: "every criterion is decided by values, and values have no strictest one",
        }],
    );
}
