//! Wrong changes in the mappings that ship: every one must be noticed by a vector.
//!
//! `cargo xtask mutate-data` shows how each was noticed.
#![cfg(all(feature = "inventory", feature = "qos-model"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "conformance/evidence.rs"]
mod evidence;

use serde_json::Value;
use std::rc::Rc;
use tosei::evidence::EvidenceMapping;
use tosei_conformance::{Explained, Notice, Runner, assert_explained, changes, unnoticed};

fn notice(document: &Value) -> Notice {
    let mapping = match EvidenceMapping::from_json(&document.to_string()) {
        Ok(mapping) => Rc::new(mapping),
        Err(error) => return Notice::Refused(error.code().to_owned()),
    };
    let runner = Runner::new("tosei").on("evidence_from_row", move |input| {
        evidence::from_row(&mapping, input)
    });
    match runner.first_failure() {
        Some(case) => Notice::Failed(case),
        None => Notice::Survived,
    }
}

/// What the vectors decide: the rules of the first criteria. What else the file says, the test `data` holds.
const JUDGED: [&str; 3] = [
    "/criteria/0/rules",
    "/criteria/1/rules",
    "/criteria/2/rules",
];

/// Law: every wrong change in how the first criteria are derived from the State's survey is noticed.
#[test]
fn the_mapping_of_the_survey() {
    let json = include_str!("../data/evidence_from_survey.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let judged = |pointer: &str| {
        JUDGED.iter().any(|place| pointer.starts_with(place))
            && !pointer.ends_with("/not_applicable_reason")
    };
    let mut all = changes(&document);
    all.retain(|one| judged(&one.pointer));
    assert_explained(&unnoticed(all, notice), EXPLAINED);
}

const TAKEN: &str = "the rule above has taken every process for which a period is set";
const TAKEN_TOO: &str =
    "the rules above have taken every process with a period or done the same day";

const EXPLAINED: &[Explained<'_>] = &[
    Explained {
        pointer: "/criteria/1/rules/4/when",
        change: r#"{"period":{"channel":"neither","is":["set"]}} dropped"#,
        reason: TAKEN,
    },
    Explained {
        pointer: "/criteria/1/rules/4/when/1/period/is",
        change: r#""set" dropped"#,
        reason: TAKEN,
    },
    Explained {
        pointer: "/criteria/1/rules/5/when",
        change: r#"{"period":{"channel":"neither","is":["set","same_day"]}} dropped"#,
        reason: TAKEN_TOO,
    },
    Explained {
        pointer: "/criteria/1/rules/5/when/1/period/is",
        change: r#""set" dropped"#,
        reason: TAKEN_TOO,
    },
    Explained {
        pointer: "/criteria/1/rules/5/when/1/period/is",
        change: r#""same_day" dropped"#,
        reason: TAKEN_TOO,
    },
    Explained {
        pointer: "/criteria/1/rules/5/when/1/period/is/1",
        change: r#""same_day" → "set""#,
        reason: TAKEN_TOO,
    },
    Explained {
        pointer: "/criteria/2/rules/4/when/1/period/is",
        change: r#""same_day" dropped"#,
        reason: TAKEN_TOO,
    },
    Explained {
        pointer: "/criteria/2/rules/4/when/1/period/is/1",
        change: r#""same_day" → "set""#,
        reason: TAKEN_TOO,
    },
];
