//! Every rule is kept by its good example and broken by its bad one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_criteria::{EvidenceSet, Standard, check_editions};
use tosei_document::{Limits, Report, Severity};
use tosei_types::Language;

const SMALL: &str = include_str!("data/small_standard.json");

/// The small standard with some values changed: `[[pointer, value], …]`, or another number of
/// criteria.
fn changed(changes: &Value) -> Value {
    let mut standard: Value = serde_json::from_str(SMALL).unwrap();
    if let Some(criteria) = changes.get("criteria").and_then(Value::as_u64) {
        let list = standard["criteria"].as_array_mut().unwrap();
        let model = list[0].clone();
        while u64::try_from(list.len() + 1).unwrap() < criteria {
            let mut more = model.clone();
            more["id"] = json!(format!("X{}", list.len()));
            list.push(more);
        }
        return standard;
    }
    for change in changes.as_array().unwrap() {
        let pointer = change[0].as_str().unwrap();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = standard.pointer_mut(parent).unwrap();
        match key.parse::<usize>() {
            Ok(at) => parent[at] = change[1].clone(),
            Err(_) => parent[key] = change[1].clone(),
        }
    }
    standard
}

fn check_standard(rule: &str, changes: &Value) -> Report {
    let json = changed(changes).to_string();
    let (standard, report) = Standard::read(json.as_bytes(), &Limits::default());
    if rule == "criteria.standard.editions_overlap" {
        let first = Standard::from_json(SMALL).unwrap();
        return check_editions(&[first, standard.unwrap()]);
    }
    report
}

fn check_evidence(given: &Value) -> Report {
    let mut document = json!({ "format": "tosei-evidence", "format_version": 1, "items": [] });
    for (key, value) in given.as_object().unwrap() {
        document[key] = value.clone();
    }
    let json = document.to_string();
    let (evidence, report) = EvidenceSet::read(json.as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    let standard = Standard::from_json(SMALL).unwrap().compile().unwrap();
    evidence
        .unwrap()
        .check(&standard, "2025-12-31".parse().unwrap())
}

#[test]
fn every_rule_about_standards_has_a_good_and_a_bad_example() {
    assert!(check_standard("", &json!([])).is_clean());
    let rules = Standard::catalogue().rules().iter();
    let mine: Vec<_> = rules
        .filter(|rule| rule.code.starts_with("criteria.standard."))
        .collect();
    assert_eq!(mine.len(), 20);
    for rule in mine {
        let good = check_standard(&rule.code, &rule.good);
        assert_eq!(good.total(), 0, "{}: {good:?}", rule.code);
        let bad = check_standard(&rule.code, &rule.bad);
        assert!(bad.count_of(&rule.code) > 0, "{}: {bad:?}", rule.code);
        sentences_are_whole(Standard::catalogue(), &bad);
    }
}

#[test]
fn every_rule_about_evidence_has_a_good_and_a_bad_example() {
    let rules = EvidenceSet::catalogue().rules().iter();
    let mine: Vec<_> = rules
        .filter(|rule| rule.code.starts_with("criteria.evidence."))
        .collect();
    assert_eq!(mine.len(), 13);
    for rule in mine {
        let good = check_evidence(&rule.good);
        assert_eq!(good.total(), 0, "{}: {good:?}", rule.code);
        let bad = check_evidence(&rule.bad);
        assert_eq!(bad.count_of(&rule.code), 1, "{}: {bad:?}", rule.code);
        assert_eq!(bad.total(), 1, "{}: {bad:?}", rule.code);
        sentences_are_whole(EvidenceSet::catalogue(), &bad);
    }
}

/// No name stands unfilled in a sentence.
fn sentences_are_whole(catalogue: &tosei_document::Catalogue, report: &Report) {
    for finding in report.findings() {
        for language in [Language::Ja, Language::En] {
            let sentence = catalogue.sentence(finding, language);
            assert!(!sentence.contains('{'), "{sentence}");
        }
    }
}

/// A standard with an error cannot judge; a warning does not hinder.
#[test]
fn what_has_an_error_does_not_compile() {
    let mut seen = [0, 0];
    for rule in Standard::catalogue().rules() {
        if !rule.code.starts_with("criteria.standard.")
            || rule.code == "criteria.standard.editions_overlap"
        {
            continue;
        }
        let json = changed(&rule.bad).to_string();
        let (standard, report) = Standard::read(json.as_bytes(), &Limits::default());
        let compiled = standard.unwrap().compile();
        let errors = report.count(Severity::Error);
        assert_eq!(compiled.is_err(), errors > 0, "{}", rule.code);
        if let Err(refused) = compiled {
            assert_eq!(refused.count(Severity::Error), errors, "{}", rule.code);
        }
        seen[usize::from(errors > 0)] += 1;
    }
    assert!(seen[1] > 10, "{seen:?}");
}

/// At its limits a standard is looked at whole; beyond them only the limit is reported.
#[test]
fn references_are_looked_at_up_to_the_limits() {
    let found = |criteria: usize, levels: usize| {
        let mut standard = changed(&json!({ "criteria": criteria }));
        standard["criteria"][0]["axis"] = json!("nowhere");
        let scale = standard["levels"].as_array_mut().unwrap();
        for level in scale.len()..levels {
            let mut more = scale[0].clone();
            more["level"] = json!(level.min(15)); // higher numbers are no levels
            scale.push(more);
        }
        let json = standard.to_string();
        let (_, report) = Standard::read(json.as_bytes(), &Limits::default());
        let count = |rule: &str| report.count_of(&format!("criteria.standard.{rule}"));
        [
            count("unknown_reference"),
            count("too_many_criteria"),
            count("level_count"),
        ]
    };
    assert_eq!(found(64, 3), [1, 0, 0]);
    assert_eq!(found(65, 3), [0, 1, 0]);
    assert_eq!(found(5, 16), [1, 0, 0]);
    assert_eq!(found(5, 17), [0, 0, 1]);
    assert_eq!(found(65, 17), [0, 1, 1]);
}

/// The sentence about a wrong unit names the unit of that measure, not of another one.
#[test]
fn a_wrong_unit_is_told_the_right_one() {
    let mut standard = changed(&json!([]));
    let measures = standard["measures"].as_array_mut().unwrap();
    for (place, id, unit) in [(0, "before", "sheets"), (2, "behind", "yen")] {
        let more = json!({ "id": id, "label": { "ja": "量", "en": "Amount" }, "unit": unit, "source": "definition" });
        measures.insert(place, more);
    }
    let (standard, report) = Standard::read(standard.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    let standard = standard.unwrap().compile().unwrap();
    let evidence = json!({ "format": "tosei-evidence", "format_version": 1, "items": [
        { "subject": "P-1", "measure": "days", "value": "3", "unit": "hours", "quality": "stated",
          "source": "s", "date": "2025-05-01" }] });
    let (evidence, _) = EvidenceSet::read(evidence.to_string().as_bytes(), &Limits::default());
    let report = evidence
        .unwrap()
        .check(&standard, "2025-12-31".parse().unwrap());
    let [finding] = report.findings() else {
        panic!("{report:?}")
    };
    let sentence = EvidenceSet::catalogue().sentence(finding, Language::En);
    assert!(
        sentence.contains("days") && sentence.contains("hours"),
        "{sentence}"
    );
    assert!(
        !sentence.contains("sheets") && !sentence.contains("yen"),
        "{sentence}"
    );
}

#[test]
fn all_defects_of_a_standard_are_found_at_once() {
    let report = check_standard(
        "",
        &json!([
            ["/criteria/0/level", 4],
            ["/criteria/1/axis", "B"],
            ["/label/ja", ""],
            ["/criteria/2/condition", { "all": [
                { "measure": { "measure": "days", "unit": "hours", "is": { "at_most": "3" } } },
                { "ratio": { "of": "days", "to": "weeks", "is": { "less_than": "1/2" } } }
            ] }]
        ]),
    );
    let places: Vec<String> = report
        .findings()
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.place))
        .collect();
    assert_eq!(
        places,
        [
            "criteria.standard.blank_text /label/ja",
            "criteria.standard.unknown_level /criteria/0/level",
            "criteria.standard.unknown_reference /criteria/1/axis",
            "criteria.standard.unknown_reference /criteria/2/condition/all/1/ratio/to",
            "criteria.standard.unreachable_level /axes/0/levels/1",
            "criteria.standard.wrong_unit /criteria/2/condition/all/0/measure/unit",
        ]
    );
}

#[test]
fn what_cannot_be_typed_costs_itself_only() {
    let mut standard = changed(&json!([["/criteria/0/level", 99]]));
    standard["criteria"][1]["evidence"] = json!("hearsay");
    standard["criteria"][2]["condition"]["measure"]["is"] = json!({ "about": "3" });
    let (read, report) = Standard::read(standard.to_string().as_bytes(), &Limits::default());
    assert_eq!(read.unwrap().document().criteria.len(), 0);
    let places: Vec<String> = report
        .findings()
        .iter()
        .filter(|finding| finding.rule.starts_with("document."))
        .map(|finding| format!("{} {}", finding.rule, finding.place))
        .collect();
    assert_eq!(
        places,
        [
            "document.json.bad_value /criteria/0/level",
            "document.json.bad_value /criteria/1/evidence",
            "document.json.bad_value /criteria/2/condition/measure/is",
        ]
    );
}

#[test]
fn hostile_files_are_refused_with_a_finding() {
    let deep = "[".repeat(100_000);
    let nested = format!("{{\"criteria\": {}", "{\"not\":".repeat(100_000));
    let long = format!("{{\"format\": \"{}\"}}", "x".repeat(50_000_000));
    for (json, rule) in [
        (deep, "document.limit.depth"),
        (nested, "document.limit.depth"),
        (long, "document.limit.text"),
        ("{}".to_owned(), "document.json.missing_key"),
        ("\u{feff}3".to_owned(), "document.json.wrong_type"),
    ] {
        let (standard, report) = Standard::read(json.as_bytes(), &Limits::default());
        assert!(standard.is_none());
        assert_eq!(report.count_of(rule), 1, "{report:?}");
        let (evidence, report) = EvidenceSet::read(json.as_bytes(), &Limits::default());
        assert!(evidence.is_none());
        assert_eq!(report.count_of(rule), 1, "{report:?}");
    }
    // A condition that nests as deeply as a reader of JSON follows.
    let mut condition = json!({ "criterion": { "criterion": "A2" } });
    for _ in 0..40 {
        condition = json!({ "not": condition });
    }
    let report = check_standard("", &json!([["/criteria/0/condition", condition]]));
    assert_eq!(report.count_of("criteria.standard.condition_too_large"), 1);
}
