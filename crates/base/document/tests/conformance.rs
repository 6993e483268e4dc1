//! The vectors of `conformance/suites/document`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use std::collections::BTreeMap;
use tosei_conformance::Runner;
use tosei_document::{
    Catalogue, Collector, Decision, Exemption, Finding, JsonReader, Limits, Place, Severity,
};
use tosei_types::{Date, Language};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldsInput {
    rule: String,
    subject: String,
    reason: String,
    approver: String,
    approved_on: Date,
    expires_on: Date,
    on: Date,
}

fn exemption_holds(input: HoldsInput) -> Result<bool, String> {
    let decision = Decision {
        reason: input.reason,
        approver: input.approver,
    };
    let exemption = Exemption::try_new(
        input.rule,
        input.subject,
        decision,
        input.approved_on,
        input.expires_on,
    );
    exemption
        .map(|exemption| exemption.holds_on(input.on))
        .map_err(|error| error.code().to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceInput {
    template: String,
    place: Place,
    subject: Option<String>,
    values: BTreeMap<String, tosei_document::Value>,
    language: Language,
}

fn sentence(input: SentenceInput) -> Result<String, String> {
    let catalogue = json!({
        "format": "tosei-rule-catalogue", "format_version": 1, "catalogue": "test",
        "edition": { "id": "test", "date": "2026-01-01", "source": "definition" },
        "rules": [{
            "code": "test.rule", "severity": "error",
            "title": { "ja": "規則", "en": "Rule" }, "why": { "ja": "理由", "en": "Why" },
            "sentence": { "ja": input.template, "en": input.template },
            "source": "definition", "since": "0.1.0", "good": null, "bad": null
        }]
    });
    let catalogue = Catalogue::from_json(&catalogue.to_string()).unwrap();
    let finding = Finding {
        rule: "test.rule".into(),
        severity: Severity::Error,
        place: input.place,
        subject: input.subject.map(Into::into),
        values: input
            .values
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect(),
    };
    Ok(catalogue.sentence(&finding, input.language))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingInput {
    json: String,
    #[serde(default)]
    limits: Limits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    format: String,
    format_version: u32,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    count: u32,
}

/// Reads `{"format": "test", "format_version": 1, "items": [{"id", "count"}, …]}`.
fn json_reading(input: ReadingInput) -> Result<Value, String> {
    let catalogue = Catalogue::reading();
    let mut findings = Collector::new(catalogue);
    let mut sum = 0u32;
    let mut raw = Vec::new();
    if let Some(mut reader) = JsonReader::open(
        input.json.as_bytes(),
        &input.limits,
        catalogue,
        &mut findings,
    ) && let Some(shell) = reader.shell::<Shell<'_>>()
        && reader.expect_format(("test", 1), (&shell.format, shell.format_version))
    {
        for (_, item) in reader.items::<Item>("/items", &shell.items) {
            assert!(!item.id.is_empty());
            sum += item.count;
        }
        raw = reader
            .into_raw()
            .into_iter()
            .map(|item| item.place.to_string())
            .collect();
    }
    let report = findings.into_report();
    let found: Vec<Value> = report
        .findings()
        .iter()
        .map(|finding| {
            let place = match &finding.place {
                // Parsers differ in the column at which they notice an error.
                Place::Line { line, .. } => format!("line {line}"),
                place => place.to_string(),
            };
            json!({ "rule": finding.rule, "place": place })
        })
        .collect();
    Ok(json!({ "sum": sum, "raw": raw, "findings": found }))
}

#[test]
fn every_vector_agrees() {
    Runner::new("document")
        .rules([("document.reading", Catalogue::reading().rules())])
        .visibility(|document| {
            let published = tosei_document::PublicationMarks::shared().publish(document);
            let published = published.map_err(|error| error.code().to_owned())?;
            Ok(json!(published.withheld))
        })
        .on("exemption_holds", exemption_holds)
        .on("json_reading", json_reading)
        .on("sentence", sentence)
        .run();
}
