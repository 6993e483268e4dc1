//! Wrong changes in the options that ship: every one must be noticed by a vector.
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

use serde_json::{Value, json};
use tosei_conformance::{
    Explained, Mutation, MutationPlan, Notice, assert_explained, mutations, replaced, unnoticed,
};
use tosei_plan::ProgressOptionsDocument;

fn notice(document: &Value) -> Notice {
    match serde_json::from_value::<ProgressOptionsDocument>(document.clone()) {
        Err(error) => Notice::Refused(error.to_string()),
        Ok(options) => match operations::runner(options).first_failure() {
            Some(case) => Notice::Failed(case),
            None => Notice::Survived,
        },
    }
}

/// Law: every wrong change in the shipped options is noticed, but for those that decide nothing.
#[test]
fn the_options() {
    let json = include_str!("../data/progress_options.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let plan = MutationPlan {
        numbers: &["stale_after_months", "due_window_months", "recent_months"],
        choices: &[
            ("method", &["straight_line", "recent_pace"]),
            ("expected", &["refused", "accepted"]),
            ("measure_rule", &["worst", "majority"]),
        ],
        flags: &[],
        lists: &["options"],
        untouched: &["$schema", "format", "edition", "label", "id"],
    };
    let mut all: Vec<Mutation> = mutations(&document, &plan);
    for at in 0..4 {
        let place = format!("/options/{at}/allowed_lag");
        for lag in ["0", "0.09", "0.11", "1"] {
            let same = document.pointer(&place).unwrap() == lag;
            all.extend((!same).then(|| replaced(&document, &place, json!(lag)).unwrap()));
        }
    }
    let left = unnoticed(all, notice);
    // The recent months decide nothing where the course is judged by a straight line.
    let unused = "the method is the straight line";
    let explained: Vec<Explained<'_>> = left
        .iter()
        .filter(|one| {
            let at = one.pointer.strip_suffix("/recent_months");
            at.is_some_and(|at| document.pointer(at).unwrap()["method"] == "straight_line")
        })
        .map(|one| Explained {
            pointer: &one.pointer,
            change: &one.change,
            reason: unused,
        })
        .collect();
    assert_explained(&left, &explained);
}
