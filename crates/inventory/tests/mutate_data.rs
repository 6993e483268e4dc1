//! Wrong changes in the definitions that ship: every one must be noticed by a vector.
//!
//! `cargo xtask mutate-data` shows how each was noticed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "conformance/priority.rs"]
mod priority;
#[path = "conformance/rate.rs"]
mod rate;

use serde_json::Value;
use tosei_conformance::{
    Explained, Mutation, MutationPlan, Notice, Runner, assert_explained, mutations, replaced,
    unnoticed,
};
use tosei_inventory::{PriorityRules, ProcessKinds, RateDefinitions, VolumeBands};

const TEXTS: &[&str] = &[
    "$schema",
    "format",
    "edition",
    "label",
    "sentence",
    "definition",
    "source",
    "unknown",
];

const PARTIES: &[&str] = &["citizens", "businesses", "citizens_or_businesses"];

fn noticed_by(runner: &Runner) -> Notice {
    match runner.first_failure() {
        Some(case) => Notice::Failed(case),
        None => Notice::Survived,
    }
}

fn of_rates(rates: RateDefinitions, bands: VolumeBands) -> Notice {
    noticed_by(&rate::operations(Runner::new("inventory"), rates, bands))
}

/// Members that limit something are left out: then everything passes.
fn without(document: &Value, list: &str, members: &[&str]) -> Vec<Mutation> {
    let mut changes = Vec::new();
    for (at, item) in document[list].as_array().unwrap().iter().enumerate() {
        for member in members {
            if item.get(*member).is_some() {
                let place = format!("/{list}/{at}/{member}");
                changes.extend(replaced(document, &place, Value::Null));
            }
        }
    }
    changes
}

/// Law: every wrong change in the rates that ship is noticed.
#[test]
fn the_rates() {
    let json = include_str!("../data/rates/standard.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let kinds = [
        "application",
        "notice_on_application",
        "public_inspection",
        "record_keeping",
    ];
    let population: &[&str] = &["in_population", "excluded"];
    let plan = MutationPlan {
        choices: &[
            ("unit", &["process", "procedure", "touchpoint", "case"]),
            ("kinds", &kinds),
            ("discretion", &["within", "beyond"]),
            (
                "statuses",
                &["done", "partial", "not_done", "exempt", "other", "unknown"],
            ),
            (
                "predicate",
                &["entry_online", "no_paper_from_applicant", "end_to_end"],
            ),
            ("more_online_than_cases", &["as_stated", "capped"]),
            ("exempt", population),
            ("other", population),
            ("unknown", population),
            ("partial", &["counts", "does_not_count"]),
            (
                "rule",
                &["all", "any", "application_only", "application_and_result"],
            ),
            ("exempt_processes", &["ignored", "not_online"]),
        ],
        lists: &["rates", "kinds", "statuses", "discretion"],
        untouched: TEXTS.split_last().unwrap().1,
        ..MutationPlan::default()
    };
    let mut all = mutations(&document, &plan);
    all.extend(without(&document, "rates", &["population", "derivation"]));
    let left = unnoticed(all, |document| {
        match RateDefinitions::from_json(&document.to_string()) {
            Ok(rates) if rates.check(ProcessKinds::standard()).is_clean() => {
                of_rates(rates, VolumeBands::standard().clone())
            }
            Ok(_) => Notice::Refused("by the check".to_owned()),
            Err(error) => Notice::Refused(error.code().to_owned()),
        }
    });
    assert_explained(&left, EXPLAINED_RATES);
}

const EXPLAINED_RATES: &[Explained<'_>] = &[
    counts_no_partial("/rates/6/treatment/partial"),
    counts_no_partial("/rates/7/treatment/partial"),
    counts_no_partial("/rates/8/treatment/partial"),
    counts_no_partial("/rates/9/treatment/partial"),
    counts_no_partial("/rates/10/treatment/partial"),
    Explained {
        pointer: "/rates/13/derivation/exempt_processes",
        change: r#""ignored" → "not_online""#,
        reason: "where one process that is done is enough, one that is not decides nothing",
    },
];

const fn counts_no_partial(pointer: &str) -> Explained<'_> {
    Explained {
        pointer,
        change: r#""does_not_count" → "counts""#,
        reason: "a predicate or the online cases decide here, not the status",
    }
}

/// Law: every wrong change in the volume bands is noticed.
#[test]
fn the_volume_bands() {
    let json = include_str!("../data/rates/volume_bands.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let plan = MutationPlan {
        numbers: &["from"],
        lists: &["bands"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let left = unnoticed(
        mutations(&document, &plan),
        |document| match VolumeBands::from_json(&document.to_string()) {
            Ok(bands) => of_rates(RateDefinitions::standard().clone(), bands),
            Err(error) => Notice::Refused(error.to_string()),
        },
    );
    assert_explained(&left, &[]);
}

/// Law: every wrong change in the selection rules that ship is noticed.
#[test]
fn the_priority_rules() {
    let json = include_str!("../data/priorities/standard.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let plan = MutationPlan {
        numbers: &["threshold"],
        choices: &[
            ("unit", &["process", "procedure"]),
            ("measure", &["applications", "handled"]),
            ("operator", &["at_least", "more_than"]),
            ("states", &["final", "preliminary", "expected"]),
            (
                "kinds",
                &[
                    "application",
                    "notice_on_application",
                    "public_inspection",
                    "record_keeping",
                ],
            ),
            ("actors", PARTIES),
            (
                "related",
                &[
                    "none",
                    "listed",
                    "same_procedure",
                    "listed_or_same_procedure",
                ],
            ),
            ("other_reasons", &["ignored", "select"]),
        ],
        lists: &["rules", "states", "kinds", "actors"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let mut all = mutations(&document, &plan);
    all.extend(without(&document, "rules", &["kinds", "actors"]));
    let left = unnoticed(all, |document| {
        match PriorityRules::from_json(&document.to_string()) {
            Ok(rules) if rules.check(ProcessKinds::standard()).is_clean() => {
                noticed_by(&priority::operations(Runner::new("inventory"), rules))
            }
            Ok(_) => Notice::Refused("by the check".to_owned()),
            Err(error) => Notice::Refused(error.code().to_owned()),
        }
    });
    assert_explained(&left, &[]);
}
