//! Whole standards and whole evidence.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_conformance::Runner;
use tosei_criteria::{CompiledStandard, EvidenceSet, Standard, StandardSeries, evaluate};
use tosei_document::{Limits, Report};
use tosei_types::{CriterionId, Date, SubjectId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceAtInput {
    standard: Value,
    evidence: Value,
    subject: SubjectId,
    criterion: CriterionId,
    as_of: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssessInput {
    editions: Vec<Value>,
    evidence: Value,
    subject: SubjectId,
    as_of: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckInput {
    standard: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceCheckInput {
    standard: Value,
    evidence: Value,
    as_of: Date,
}

/// Puts the frame around the parts of a document.
fn framed(format: &str, parts: &Value) -> String {
    let mut document = json!({ "format": format, "format_version": 1 });
    for (key, value) in parts.as_object().unwrap() {
        document[key] = value.clone();
    }
    document.to_string()
}

fn standard(parts: &Value) -> (Standard, Report) {
    let json = framed("tosei-standard", parts);
    let (standard, report) = Standard::read(json.as_bytes(), &Limits::default());
    (standard.unwrap(), report)
}

fn compiled(parts: &Value) -> CompiledStandard {
    let (standard, report) = standard(parts);
    assert!(report.is_clean(), "{report:?}");
    standard.compile().unwrap()
}

fn evidence(parts: &Value) -> EvidenceSet {
    let json = framed("tosei-evidence", parts);
    let (evidence, report) = EvidenceSet::read(json.as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    evidence.unwrap()
}

fn evidence_at(input: EvidenceAtInput) -> Result<Value, String> {
    let (standard, evidence) = (compiled(&input.standard), evidence(&input.evidence));
    let judged = evaluate(&standard, &evidence, &input.subject, input.as_of);
    let found = judged.criterion(&input.criterion).unwrap();
    Ok(json!({
        "answer": found.answer,
        "basis": {
            "kind": found.basis.kind, "items": found.basis.items,
            "conflicting": found.basis.conflicting,
        },
    }))
}

fn assess(input: AssessInput) -> Result<Value, String> {
    let editions = input.editions.iter().map(|one| standard(one).0);
    let series = StandardSeries::try_new(editions).map_err(|error| error.code().to_owned())?;
    let Some(standard) = series.on(input.as_of) else {
        return Ok(Value::Null);
    };
    let judged = evaluate(
        standard,
        &evidence(&input.evidence),
        &input.subject,
        input.as_of,
    );
    let mut levels = Map::new();
    let mut open = Map::new();
    for axis in &judged.axes {
        levels.insert(axis.axis.to_string(), json!(axis.level));
        open.insert(axis.axis.to_string(), json!(axis.open));
    }
    Ok(json!({
        "edition": judged.edition, "prerequisite": judged.prerequisite, "levels": levels,
        "open": open, "overall": judged.overall,
    }))
}

/// Rule and place of every finding, sorted.
fn found(report: &Report) -> Vec<String> {
    let findings = report.findings().iter();
    let mut found: Vec<String> = findings
        .map(|finding| format!("{} {}", finding.rule, finding.place))
        .collect();
    found.sort();
    found
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("evidence_at", evidence_at)
        .on("assess", assess)
        .on("standard_check", |input: CheckInput| {
            Ok(found(&standard(&input.standard).1))
        })
        .on("evidence_check", |input: EvidenceCheckInput| {
            let report = evidence(&input.evidence).check(&compiled(&input.standard), input.as_of);
            Ok(found(&report))
        })
}
