//! Checking conditions.

use super::reporter::Reporter;
use crate::{
    Answer, Comparison, Condition, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS, MeasureCondition,
    RatioCondition,
};
use std::collections::BTreeMap;
use tosei_types::{CriterionId, MeasureId, MeasureUnit};

/// Of each measure its unit.
pub(super) type Units<'d> = BTreeMap<&'d MeasureId, &'d MeasureUnit>;

/// A part of a condition that is still to be looked at.
struct Part<'c> {
    condition: &'c Condition,
    pointer: String,
    depth: usize,
}

/// Checks one condition and gives the criteria that it asks about, with where it does.
pub(super) fn check_condition<'c>(
    units: &Units<'_>,
    owner: &CriterionId,
    condition: &'c Condition,
    pointer: &str,
    findings: &mut Reporter,
) -> Vec<(&'c CriterionId, String)> {
    let mut asked = Vec::new();
    let mut parts = 0usize;
    let mut pending = vec![Part {
        condition,
        pointer: pointer.to_owned(),
        depth: 1,
    }];
    let owner = owner.as_str();
    while let Some(part) = pending.pop() {
        parts = parts.saturating_add(1);
        if part.depth > MAX_CONDITION_DEPTH || parts > MAX_CONDITION_PARTS {
            findings.value("condition_too_large", owner, &part.pointer, owner);
            break;
        }
        let depth = part.depth.saturating_add(1);
        match part.condition {
            Condition::All(list) | Condition::Any(list) => {
                let key = match part.condition {
                    Condition::All(_) => "all",
                    _ => "any",
                };
                let pointer = format!("{}/{key}", part.pointer);
                if list.is_empty() {
                    findings.value("condition_empty", owner, &pointer, key);
                }
                // The last one is looked at first, so that findings come in the file's order.
                let places = list.iter().enumerate().rev();
                pending.extend(places.map(|(at, condition)| Part {
                    condition,
                    pointer: format!("{pointer}/{at}"),
                    depth,
                }));
            }
            Condition::Not(condition) => pending.push(Part {
                condition,
                pointer: format!("{}/not", part.pointer),
                depth,
            }),
            Condition::Measure(compared) => {
                let pointer = format!("{}/measure", part.pointer);
                check_measure(units, owner, compared, &pointer, findings);
            }
            Condition::Ratio(compared) => {
                let pointer = format!("{}/ratio", part.pointer);
                check_ratio(units, owner, compared, &pointer, findings);
            }
            Condition::Criterion(question) => {
                let pointer = format!("{}/criterion", part.pointer);
                if question.is == Answer::Unknown {
                    let pointer = format!("{pointer}/is");
                    findings.value("asks_for_unknown", owner, &pointer, owner);
                }
                asked.push((&question.criterion, format!("{pointer}/criterion")));
            }
        }
    }
    asked
}

fn check_measure(
    units: &Units<'_>,
    owner: &str,
    compared: &MeasureCondition,
    pointer: &str,
    findings: &mut Reporter,
) {
    match units.get(&compared.measure) {
        None => {
            let pointer = format!("{pointer}/measure");
            findings.value(
                "unknown_reference",
                owner,
                &pointer,
                compared.measure.as_str(),
            );
        }
        Some(unit) if **unit != compared.unit => {
            let values = [
                ("value", compared.unit.as_str().into()),
                ("measure", compared.measure.as_str().into()),
                ("expected", unit.as_str().into()),
            ];
            findings.report("wrong_unit", owner, &format!("{pointer}/unit"), &values);
        }
        Some(_) => {}
    }
    check_range(owner, compared.is, pointer, findings);
}

fn check_ratio(
    units: &Units<'_>,
    owner: &str,
    compared: &RatioCondition,
    pointer: &str,
    findings: &mut Reporter,
) {
    let mut unit = |key: &str, id: &MeasureId| {
        let unit = units.get(id);
        if unit.is_none() {
            let pointer = format!("{pointer}/{key}");
            findings.value("unknown_reference", owner, &pointer, id.as_str());
        }
        unit
    };
    if let (Some(of), Some(to)) = (unit("of", &compared.of), unit("to", &compared.to))
        && of != to
    {
        let values = [
            ("value", to.as_str().into()),
            ("measure", compared.to.as_str().into()),
            ("expected", of.as_str().into()),
        ];
        findings.report("wrong_unit", owner, &format!("{pointer}/to"), &values);
    }
    check_range(owner, compared.is, pointer, findings);
}

fn check_range(owner: &str, is: Comparison, pointer: &str, findings: &mut Reporter) {
    if let (from, Some(to)) = is.thresholds()
        && from > to
    {
        let (from, to) = (from.to_string(), to.to_string());
        let values = [("from", from.as_str().into()), ("to", to.as_str().into())];
        let pointer = format!("{pointer}/is/between");
        findings.report("empty_range", owner, &pointer, &values);
    }
}
