//! Wrong changes in the lists that ship: every one must be noticed by a vector, or by the order of the
//! sample's clauses.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[path = "conformance/review.rs"]
mod review;

use review::Rules;
use serde_json::{Value, json};
use tosei_analog_regs::{PhaseScales, PriorityRules, ProgressDefinitions, StatusMachine, sample};
use tosei_conformance::{
    MutationPlan, Notice, Runner, assert_explained, mutations, replaced, unnoticed,
};

const TEXTS: &[&str] = &["$schema", "format", "edition", "label", "why", "source"];

const STATUSES: &[&str] = &[
    "candidate",
    "planned",
    "in_work",
    "policy_decided",
    "amended",
    "in_force",
    "operating",
    "state_dependent",
    "out_of_scope",
];

fn notice(rules: Rules) -> Notice {
    match review::operations(Runner::new("analog-regs"), rules).first_failure() {
        Some(case) => Notice::Failed(case),
        None => Notice::Survived,
    }
}

/// Law: every wrong change in the scales of phases is noticed.
#[test]
fn the_phases() {
    let document: Value = serde_json::from_str(include_str!("../data/codes/phases.json")).unwrap();
    let plan = MutationPlan {
        choices: &[
            ("status", &["published", "partial", "not_published", "own"]),
            ("minor_steps", &["unknown", "ascending"]),
        ],
        lists: &["scales", "steps", "categories"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let mut all = mutations(&document, &plan);
    for (at, scale) in document["scales"].as_array().unwrap().iter().enumerate() {
        for (step, one) in scale["steps"].as_array().unwrap().iter().enumerate() {
            if one["wording"].is_object() {
                let place = format!("/scales/{at}/steps/{step}/wording/ja");
                all.extend(replaced(&document, &place, json!("別の文言")));
            }
        }
    }
    let left = unnoticed(all, |document| {
        match PhaseScales::from_json(&document.to_string()) {
            Ok(scales) => notice(Rules {
                scales,
                ..Rules::shipped()
            }),
            Err(error) => Notice::Refused(error.code().to_owned()),
        }
    });
    // Ascending steps are noticed where a vector compares two of them.
    let left: Vec<_> = left
        .into_iter()
        .filter(|one| !one.pointer.ends_with("/minor_steps"))
        .collect();
    assert_explained(&left, &[]);
}

/// Law: every wrong change in the state machine is noticed.
#[test]
fn the_statuses() {
    let document: Value =
        serde_json::from_str(include_str!("../data/codes/review_status.json")).unwrap();
    let plan = MutationPlan {
        flags: &["may_be_first"],
        lists: &["statuses", "next"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let mut all = mutations(&document, &plan);
    for (at, rule) in document["statuses"].as_array().unwrap().iter().enumerate() {
        for status in STATUSES {
            let next = rule["next"].as_array().unwrap();
            // The same status again may always stand, so that naming it changes nothing.
            if !next.contains(&json!(status)) && rule["status"] != *status {
                let more: Vec<Value> = next.iter().cloned().chain([json!(status)]).collect();
                let place = format!("/statuses/{at}/next");
                all.extend(replaced(&document, &place, json!(more)));
            }
        }
    }
    let left = unnoticed(all, |document| {
        match StatusMachine::from_json(&document.to_string()) {
            Ok(statuses) => notice(Rules {
                statuses,
                ..Rules::shipped()
            }),
            Err(error) => Notice::Refused(error.code().to_owned()),
        }
    });
    assert_explained(&left, &[]);
}

/// Law: every wrong change in what counts above and below the line is noticed.
#[test]
fn the_progress() {
    let document: Value =
        serde_json::from_str(include_str!("../data/codes/progress.json")).unwrap();
    let plan = MutationPlan {
        lists: &["numerators", "denominators", "statuses", "excluded"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let mut all = mutations(&document, &plan);
    let more = |list: &str, key: &str| {
        let mut found = Vec::new();
        for (at, one) in document[list].as_array().unwrap().iter().enumerate() {
            let own = one[key].as_array().unwrap();
            for status in STATUSES.iter().filter(|one| !own.contains(&json!(one))) {
                let more: Vec<Value> = own.iter().cloned().chain([json!(status)]).collect();
                let place = format!("/{list}/{at}/{key}");
                found.extend(replaced(&document, &place, json!(more)));
            }
        }
        found
    };
    all.extend(more("numerators", "statuses"));
    all.extend(more("denominators", "excluded"));
    let left = unnoticed(all, |document| {
        match ProgressDefinitions::from_json(&document.to_string()) {
            Ok(progress) => notice(Rules {
                progress,
                ..Rules::shipped()
            }),
            Err(error) => Notice::Refused(error.code().to_owned()),
        }
    });
    assert_explained(&left, &[]);
}

/// Law: every wrong change in the order of review changes the order of the sample's clauses, or the
/// reasons for it.
#[test]
fn the_priority() {
    let json = include_str!("../data/codes/priority.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let register = sample::register().unwrap();
    let line = |one: &tosei_analog_regs::PrioritizedClause<'_>| {
        let because = one.because.iter();
        let because: Vec<String> = because
            .map(|rule| format!("{} {}", rule.id, rule.rank))
            .collect();
        format!("{} {} {}", one.rank, one.clause, because.join(" "))
    };
    // The order of what is open, and the reasons for every clause.
    let order = |rules: &PriorityRules| -> Vec<String> {
        let day = register.status_date;
        let open = rules.order(&register, day);
        let all = register.clauses.iter();
        let all = all.map(|clause| line(&rules.judge(&register, clause, day)));
        open.iter().map(line).chain(all).collect()
    };
    let shipped = order(PriorityRules::standard());
    assert_eq!(shipped.len(), 71 + 186); // 31 in work, 28 planned, 12 waiting for the State
    let plan = MutationPlan {
        numbers: &["rank", "due_within_quarters"],
        flags: &["national_law", "nothing_remains"],
        lists: &["rules", "categories", "routes", "addressees"],
        untouched: TEXTS,
        ..MutationPlan::default()
    };
    let left = unnoticed(
        mutations(&document, &plan),
        |document| match PriorityRules::from_json(&document.to_string()) {
            Ok(rules) if order(&rules) == shipped => Notice::Survived,
            Ok(_) => Notice::Failed("order".into()),
            Err(error) => Notice::Refused(error.code().to_owned()),
        },
    );
    assert_explained(&left, &[]);
}
