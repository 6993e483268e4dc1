//! Wrong changes in the mappings that ship: every one must be noticed by a vector.
//!
//! `cargo xtask mutate-data` shows how each was noticed.
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

/// Law: every wrong change in what the columns of the State's survey show is noticed.
#[test]
fn the_mapping_of_the_survey() {
    let json = include_str!("../data/evidence_from_survey.json");
    let document: Value = serde_json::from_str(json).unwrap();
    let left = unnoticed(changes(&document), notice);
    assert_explained(&left, EXPLAINED);
}

const EXPLAINED: &[Explained<'_>] = &[];
