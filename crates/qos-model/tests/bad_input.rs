//! Standards, evidence and documents of this crate as nobody should write them: findings with their
//! places, in both languages, and no panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_criteria::{EvidenceSet, Standard};
use tosei_document::{Catalogue, Collector, Limits, Report};
use tosei_qos_model::{
    PortfolioDocument, ReviewReading, TOKYO_2024_JSON, TargetReading, rules, tokyo_2024,
};
use tosei_types::Language;

/// The code and place of the gravest finding; its sentence is there in both languages.
fn first(report: &Report, catalogue: &Catalogue) -> (String, String) {
    let finding = report.first().expect("a finding");
    for language in [Language::Ja, Language::En] {
        let sentence = catalogue.sentence(finding, language);
        assert!(
            !sentence.is_empty() && !sentence.contains('{'),
            "{sentence}"
        );
    }
    (finding.rule.to_string(), finding.place.to_string())
}

/// All findings about a changed standard, each with its place.
fn standard(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut json: Value = serde_json::from_str(TOKYO_2024_JSON).unwrap();
    change(&mut json);
    let (_, report) = Standard::read(json.to_string().as_bytes(), &Limits::default());
    first(&report, Standard::catalogue());
    let findings = report.findings().iter();
    findings
        .map(|one| (one.rule.to_string(), one.place.to_string()))
        .collect()
}

fn pair(rule: &str, place: &str) -> (String, String) {
    (rule.to_owned(), place.to_owned())
}

#[test]
fn the_published_standard_is_sound() {
    let (read, report) = Standard::read(TOKYO_2024_JSON.as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:#?}");
    assert_eq!(read.as_ref(), Some(tokyo_2024()));
}

#[test]
fn defects_of_a_standard_are_found_at_their_place() {
    let has = |found: Vec<(String, String)>, rule: &str, place: &str| {
        assert!(
            found.contains(&pair(rule, place)),
            "{rule} {place}: {found:#?}"
        );
    };
    has(
        standard(|json| json["criteria"][3]["colour"] = "red".into()),
        "document.json.unknown_key",
        "/criteria/3/colour",
    );
    let bad_value = "document.json.bad_value";
    has(
        standard(|json| json["criteria"][3]["evidence"] = "rumour".into()),
        bad_value,
        "/criteria/3/evidence",
    );
    has(
        standard(|json| json["effective_from"] = "2024-02-30".into()),
        bad_value,
        "/effective_from",
    );
    let found = standard(|json| json["criteria"][3]["level"] = 4.into());
    assert!(
        found.iter().any(|(_, place)| place == "/criteria/3/level"),
        "{found:#?}"
    );
    let found = standard(|json| json["criteria"][3]["id"] = "F1a".into());
    let twice = |(rule, place): &(String, String)| {
        rule.contains("duplicate") && place.starts_with("/criteria/")
    };
    assert!(found.iter().any(twice), "{found:#?}");
}

#[test]
fn defects_of_evidence_are_found_at_their_place() {
    let evidence = |item: Value| {
        let json = json!({"format": "tosei-evidence", "format_version": 1, "items": [item]});
        let (_, report) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
        first(&report, EvidenceSet::catalogue())
    };
    let item = |key: &str, value: Value| {
        let mut item = json!({"subject": "P-1", "criterion": "F1a", "answer": "met",
            "quality": "stated", "source": "架空", "date": "2025-01-01"});
        item[key] = value;
        item
    };
    assert_eq!(
        evidence(item("anser", "met".into())).0,
        "document.json.unknown_key"
    );
    assert_eq!(
        evidence(item("answer", "maybe".into())),
        pair("document.json.bad_value", "/items/0/answer"),
    );
    assert_eq!(
        evidence(item("date", "2025-13-01".into())),
        pair("document.json.bad_value", "/items/0/date"),
    );
}

/// What each reader of this crate says of a text.
fn all_readers(bytes: &[u8], limits: &Limits) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut reviews = Collector::new(rules());
    assert!(ReviewReading::read(bytes, limits, rules(), &mut reviews).is_none());
    found.push(first(&reviews.into_report(), rules()));
    let mut targets = Collector::new(rules());
    assert!(TargetReading::read(bytes, limits, rules(), &mut targets).is_none());
    found.push(first(&targets.into_report(), rules()));
    let mut portfolio = Collector::new(rules());
    assert!(PortfolioDocument::read(bytes, limits, rules(), &mut portfolio).is_none());
    found.push(first(&portfolio.into_report(), rules()));
    let (standard, report) = Standard::read(bytes, limits);
    assert!(standard.is_none());
    found.push(first(&report, Standard::catalogue()));
    let (evidence, report) = EvidenceSet::read(bytes, limits);
    assert!(evidence.is_none());
    found.push(first(&report, EvidenceSet::catalogue()));
    found
}

#[test]
fn a_hundred_thousand_nested_objects_are_refused() {
    let deep = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    for (rule, _) in all_readers(deep.as_bytes(), &Limits::default()) {
        assert_eq!(rule, "document.limit.depth");
    }
}

#[test]
fn fifty_megabytes_of_one_text_are_refused() {
    let of = |chars: usize| format!(r#"{{"format": "{}"}}"#, "あ".repeat(chars));
    let refused = pair("document.limit.text", "1:12");
    let (read, report) = Standard::read(of(17_000_000).as_bytes(), &Limits::default());
    assert!(read.is_none());
    assert_eq!(first(&report, Standard::catalogue()), refused);
    // All readers share the first look; a smaller one too long shows it sooner.
    for found in all_readers(of(400_000).as_bytes(), &Limits::default()) {
        assert_eq!(found, refused);
    }
}

#[test]
fn neither_json_nor_utf8_is_refused() {
    for (rule, _) in all_readers(b"{\"format\": ", &Limits::default()) {
        assert_eq!(rule, "document.json.syntax");
    }
    for (rule, _) in all_readers(b"\x8e\xa9\x8e\xa1", &Limits::default()) {
        assert_eq!(rule, "document.encoding.not_utf8");
    }
    for (rule, _) in all_readers(b"{}", &Limits::default()) {
        assert_eq!(rule, "document.json.missing_key");
    }
}

#[test]
fn one_bad_item_costs_one_item() {
    let json = json!({"format": "tosei-procedure-reviews", "format_version": 1, "reviews": [
        {"id": "R-1", "procedure": "P-1", "answered_on": "2025-06-01", "points": 6},
        {"id": "R-2", "procedure": "P-1", "answered_on": "2025-06-01", "points": 5}]});
    let mut findings = Collector::new(rules());
    let bytes = json.to_string().into_bytes();
    let reading = ReviewReading::read(&bytes, &Limits::default(), rules(), &mut findings).unwrap();
    assert_eq!((reading.reviews.len(), reading.raw.len()), (1, 1));
    assert_eq!(reading.reviews[0].0, 1); // where it stands in the file
    let report = findings.into_report();
    assert_eq!(
        first(&report, rules()),
        pair("document.json.bad_value", "/reviews/0/points")
    );
}
