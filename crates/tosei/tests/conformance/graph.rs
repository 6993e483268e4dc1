//! The joined graph: what does not fit, and what a change brings.

use crate::support::Owned;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei::inventory::{RateResult, VolumeChoice, VolumeMeasure, VolumeState};
use tosei::joined::Change;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckInput {
    documents: Value,
}

pub(crate) fn check(input: CheckInput) -> Result<Value, String> {
    let report = Owned::read(&input.documents).check();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in report.findings() {
        let code = finding.rule.strip_prefix("tosei.joined.").unwrap();
        let subject = finding.subject.as_deref().unwrap_or_default();
        found
            .entry(code.to_owned())
            .or_default()
            .push(subject.to_owned());
    }
    for subjects in found.values_mut() {
        subjects.sort_unstable();
    }
    Ok(json!(found))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhatIfInput {
    documents: Value,
    changes: Vec<Change>,
}

/// The rates that the vectors look at.
const RATES: [&str; 4] = [
    "processes.done",
    "processes.done_or_partial",
    "processes.done_within_discretion",
    "applications.done",
];

pub(crate) fn what_if(input: WhatIfInput) -> Result<Value, String> {
    let owned = Owned::read(&input.documents);
    let volumes = VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    };
    let report = tosei::joined(owned.documents())
        .what_if(&input.changes, volumes)
        .map_err(|error| error.code().to_owned())?;
    let pair = |result: &RateResult| {
        result
            .rate()
            .map(|rate| json!([rate.numerator(), rate.denominator()]))
    };
    let rates: BTreeMap<&str, Value> = report
        .rates
        .iter()
        .filter_map(|rate| {
            let id = RATES.iter().find(|id| **id == rate.before.id().as_str())?;
            let three = [&rate.before, &rate.if_nothing_follows, &rate.if_all_follow].map(pair);
            Some((*id, json!(three)))
        })
        .collect();
    let waiting: BTreeMap<String, Value> = report
        .waiting
        .iter()
        .map(|one| {
            let three = json!([one.before, one.after_low, one.after_high]);
            (one.counter.to_string(), three)
        })
        .collect();
    let levels: BTreeMap<String, Value> = report
        .levels
        .iter()
        .map(|one| {
            let span = |level: Option<tosei::criteria::LevelRange>| {
                level.map(|level| [level.floor, level.ceiling])
            };
            let id = format!("{}/{}", one.procedure, one.axis);
            (id, json!([span(one.before), span(one.after)]))
        })
        .collect();
    let mut effects: BTreeMap<String, Value> = BTreeMap::new();
    for reason in &report.reasons {
        effects.insert(reason.chain[1].id.clone(), json!(reason.effect));
    }
    Ok(json!({
        "freed": report.freed,
        "reclassified": report.reclassified,
        "effects": effects,
        "rates": rates,
        "levels": levels,
        "waiting": waiting,
    }))
}
