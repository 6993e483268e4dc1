//! Wrong changes in the rules that ship: every one must be noticed by a vector.
//!
//! `cargo xtask mutate-data` shows how each was noticed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "conformance/operations/mod.rs"]
mod operations;

use operations::Rules;
use serde_json::{Value, json};
use tosei_conformance::{
    Explained, Mutation, MutationPlan, Notice, assert_explained, mutations, replaced, unnoticed,
};
use tosei_criteria::{Standard, StandardSeries};
use tosei_document::Limits;
use tosei_qos_model::TOKYO_2024_JSON;

/// Keys below which nothing decides anything.
const TEXTS: &[&str] = &[
    "$schema", "format", "label", "text", "state", "source", "stage", "evidence",
];

fn notice(rules: Rules) -> Notice {
    match operations::runner(rules).first_failure() {
        Some(case) => Notice::Failed(case),
        None => Notice::Survived,
    }
}

/// What the vectors say to a standard.
fn standard_notice(document: &Value) -> Notice {
    let (standard, report) = Standard::read(document.to_string().as_bytes(), &Limits::default());
    let Some(standard) = standard.filter(|_| report.is_clean()) else {
        let first = report.findings().first();
        let rule = first.map_or_else(String::new, |finding| finding.rule.to_string());
        return Notice::Refused(rule);
    };
    match StandardSeries::try_new([standard.clone()]) {
        Ok(series) => notice(Rules {
            standard,
            series,
            ..Rules::shipped()
        }),
        Err(error) => Notice::Refused(error.code().to_owned()),
    }
}

/// Changes that no list of keys says: members that are left out, policies that are no single word.
fn standard_changes(document: &Value) -> Vec<Mutation> {
    let mut places: Vec<(String, Value)> = vec![
        ("/policies/within_level".into(), json!("any")),
        ("/policies/within_level".into(), json!({ "at_least": 1 })),
        ("/policies/within_level".into(), json!({ "at_least": 2 })),
        ("/policies/overall".into(), json!("minimum")),
        ("/effective_from".into(), json!("2024-03-31")),
        ("/effective_from".into(), json!("2024-04-02")),
        // The last day on which a vector judges, and the first.
        ("/effective_to".into(), json!("2024-04-01")),
    ];
    let criteria = document["criteria"].as_array().unwrap();
    for (at, criterion) in criteria.iter().enumerate() {
        for flag in ["always_applies", "stated_counts"] {
            for value in [true, false] {
                // Left out, `always_applies` is false, and a statement counts up to level 1.
                let left_out = flag == "stated_counts" && criterion["level"] == 1;
                let same = value == left_out;
                if criterion.get(flag).is_none() && !same {
                    places.push((format!("/criteria/{at}/{flag}"), json!(value)));
                }
            }
        }
        for other in at + 1..criteria.len() {
            let mut swapped = criteria.clone();
            let id = swapped[at]["id"].take();
            swapped[at]["id"] = swapped[other]["id"].take();
            swapped[other]["id"] = id;
            places.push(("/criteria".into(), swapped.into()));
        }
    }
    for (at, axis) in document["axes"].as_array().unwrap().iter().enumerate() {
        let of_level = |level: usize| {
            let here = |one: &&Value| one["axis"] == axis["id"] && one["level"] == level;
            criteria.iter().filter(here).count()
        };
        // Where there is one criterion, one and all are the same.
        for level in (1..=3).filter(|level| of_level(*level) > 1) {
            let place = format!("/axes/{at}/levels/{level}/within_level");
            places.push((place, json!("any")));
        }
    }
    let reasons = document["not_applicable_reasons"].as_array().unwrap();
    for (at, reason) in reasons.iter().enumerate() {
        let listed = reason["criteria"].as_array().unwrap();
        // What always applies is not "not applicable" for any reason.
        let may_not_apply = criteria.iter().filter(|one| one["always_applies"] != true);
        for criterion in may_not_apply.map(|one| &one["id"]) {
            if !listed.contains(criterion) {
                let more: Vec<&Value> = listed.iter().chain([criterion]).collect();
                let place = format!("/not_applicable_reasons/{at}/criteria");
                places.push((place, json!(more)));
            }
        }
        places.push((
            format!("/not_applicable_reasons/{at}/criteria"),
            Value::Null,
        ));
    }
    let changes = places.into_iter();
    changes
        .filter_map(|(place, value)| replaced(document, &place, value))
        .map(shortened)
        .collect()
}

/// A list of whole criteria is too long for a screen.
fn shortened(mutation: Mutation) -> Mutation {
    let ids = |document: &Value| {
        let criteria = document["criteria"].as_array().unwrap().iter();
        let ids: Vec<&str> = criteria.map(|one| one["id"].as_str().unwrap()).collect();
        ids.join(" ")
    };
    if mutation.pointer != "/criteria" {
        return mutation;
    }
    Mutation {
        change: ids(&mutation.document),
        ..mutation
    }
}

/// Law: every wrong change in the published standard is noticed.
#[test]
fn the_standard() {
    let document: Value = serde_json::from_str(TOKYO_2024_JSON).unwrap();
    let plan = MutationPlan {
        numbers: &["level", "stated_counts_up_to"],
        choices: &[
            ("levels", &["cumulative", "independent"]),
            ("not_applicable", &["ignored", "satisfied"]),
            ("conflict", &["unknown", "latest", "strictest"]),
            ("reconfirmation", &["remind", "expire"]),
            ("axis", &["faster", "simpler", "easier"]),
        ],
        flags: &["always_applies", "stated_counts"],
        lists: &[
            "levels",
            "stages",
            "not_applicable_reasons",
            "prerequisites",
            "axes",
            "criteria",
        ],
        untouched: TEXTS,
    };
    let mut all = mutations(&document, &plan);
    all.extend(standard_changes(&document));
    let left = unnoticed(all, standard_notice);
    assert_explained(&left, &[]);
}

/// What the vectors say to evidence definitions.
fn definitions_notice(document: &Value) -> Notice {
    match serde_json::from_value(document.clone()) {
        Ok(definitions) => notice(Rules {
            definitions,
            ..Rules::shipped()
        }),
        Err(error) => Notice::Refused(error.to_string()),
    }
}

/// Every place in a document, with the value that stands there.
fn places(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), document)];
    while let Some((pointer, value)) = waiting.pop() {
        found.push((pointer.clone(), value.clone()));
        match value {
            Value::Object(members) => {
                let texts = |name: &&String| TEXTS.contains(&name.as_str());
                let members = members.iter().filter(|(name, _)| !texts(name));
                waiting.extend(members.map(|(name, one)| (format!("{pointer}/{name}"), one)));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                waiting.extend(items.map(|(at, one)| (format!("{pointer}/{at}"), one)));
            }
            _ => {}
        }
    }
    found
}

/// Operators flipped, sides of a ratio swapped, `all` made `any`, conditions left out.
fn definition_changes(document: &Value) -> Vec<Mutation> {
    const RENAMED: &[(&str, &[&str])] = &[
        ("at_least", &["more_than", "at_most", "less_than"]),
        ("at_most", &["less_than", "at_least", "more_than"]),
        ("all", &["any"]),
    ];
    let mut changes = Vec::new();
    for (place, value) in places(document) {
        let Value::Object(members) = &value else {
            continue;
        };
        for (name, others) in RENAMED {
            let Some(inner) = members.get(*name) else {
                continue;
            };
            for other in *others {
                changes.extend(replaced(document, &place, json!({ *other: inner })));
            }
        }
        if let (Some(of), Some(to)) = (members.get("of"), members.get("to")) {
            let mut swapped = value.clone();
            (swapped["of"], swapped["to"]) = (to.clone(), of.clone());
            changes.extend(replaced(document, &place, swapped));
        }
        if members.contains_key("condition") {
            changes.extend(replaced(
                document,
                &format!("{place}/condition"),
                Value::Null,
            ));
        }
    }
    changes
}

/// Law: every wrong change in the evidence definitions is noticed.
#[test]
fn the_evidence_definitions() {
    let json = include_str!("../data/evidence/tokyo-2024.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let of = |list: &str, name: &str| -> Vec<String> {
        let items = document[list].as_array().unwrap().iter();
        let names = items.map(|one| one[name].as_str().unwrap().to_owned());
        names.collect()
    };
    let (measures, criteria) = (of("measures", "id"), of("definitions", "criterion"));
    let mut units = of("measures", "unit");
    units.sort();
    units.dedup();
    let measures: Vec<&str> = measures.iter().map(String::as_str).collect();
    let criteria: Vec<&str> = criteria.iter().map(String::as_str).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let plan = MutationPlan {
        numbers: &["default", "at_least", "at_most"],
        choices: &[
            ("measure", &measures),
            ("of", &measures),
            ("to", &measures),
            ("unit", &units),
            ("criterion", &criteria),
            (
                "threshold",
                &[
                    "/all/0/measure/is/at_least",
                    "/all/1/measure/is/at_least",
                    "/measure/is/at_least",
                    "/measure/is/at_most",
                ],
            ),
        ],
        lists: &[
            "measures",
            "definitions",
            "parameters",
            "all",
            "survey_columns",
        ],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let mut all = mutations(&document, &plan);
    all.extend(definition_changes(&document));
    assert_explained(&unnoticed(all, definitions_notice), &[]);
}

/// Marks without which the field is as internal as with them.
const INTERNAL_ANYWAY: [(&str, &str); 6] = [
    (
        "/documents/2/fields",
        r#"{"path":"/items/*/reconfirm_after_days","visibility":"intern dropped"#,
    ),
    (
        "/documents/2/fields",
        r#"{"path":"/items/*/note","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/3/fields",
        r#"{"path":"/reviews/*/id","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/3/fields",
        r#"{"path":"/reviews/*/personal_data","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/5/fields",
        r#"{"path":"/actions/*/cost_yen","visibility":"internal"} dropped"#,
    ),
    (
        "/documents/5/fields",
        r#"{"path":"/budget_yen","visibility":"internal"} dropped"#,
    ),
];

/// What the vectors say to publication marks.
fn marks_notice(document: &Value) -> Notice {
    match serde_json::from_value(document.clone()) {
        Ok(marks) => notice(Rules {
            marks,
            ..Rules::shipped()
        }),
        Err(error) => Notice::Refused(error.to_string()),
    }
}

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
    let explained = |(pointer, change)| Explained {
        pointer,
        change,
        reason: "what has no mark is internal, too; the mark says that it was thought of",
    };
    assert_explained(&left, &INTERNAL_ANYWAY.map(explained));
}
