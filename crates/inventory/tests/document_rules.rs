//! Every rule of the catalogue of inventory documents, against its own good and bad fixture.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use tosei_document::{Catalogue, Collector, Limits, Report};
use tosei_inventory::{Body, Inventory, Organisation, OrganisationKind, document};

/// Findings about a fixture: an object is a JSON document, a text is NDJSON or CSV.
fn findings(rule: &str, fixture: &Value) -> Report {
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let reading = match fixture {
        Value::String(text) if rule.starts_with("inventory.document.ndjson.") => {
            document::read_ndjson(text.as_bytes(), &limits, rules, &mut sink)
        }
        Value::String(text) => {
            let city = Organisation::new(
                "shimin-ka".parse().unwrap(),
                OrganisationKind::Division,
                "市民課",
            );
            let mut frame =
                Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse().unwrap());
            frame.organisations.push(city);
            for id in ["shomu-1", "shomu-2"] {
                let division = OrganisationKind::Division;
                let twin = Organisation::new(id.parse().unwrap(), division, "庶務課");
                frame.organisations.push(twin);
            }
            document::read_csv(text.as_bytes(), &frame, &limits, rules, &mut sink).ok()
        }
        other => {
            let text = other.to_string();
            document::read_json(text.as_bytes(), &limits, rules, &mut sink)
        }
    };
    if let Some(reading) = reading {
        reading.check(rules, &mut sink);
    }
    sink.into_report()
}

fn own_rules() -> Catalogue {
    Catalogue::from_json(include_str!("../data/rules/document.json")).unwrap()
}

#[test]
fn the_embedded_catalogue_holds_its_own_rules_and_those_about_reading() {
    let own = own_rules();
    assert!(own.rules().len() >= 50, "{}", own.rules().len());
    let all = own.rules().len() + Catalogue::reading().rules().len();
    assert_eq!(document::rules().rules().len(), all);
    let codes: BTreeSet<_> = own.rules().iter().map(|rule| rule.code.as_str()).collect();
    assert!(
        codes
            .iter()
            .all(|code| code.starts_with("inventory.document."))
    );
}

#[test]
fn a_bad_fixture_breaks_its_rule() {
    for rule in own_rules().rules() {
        let report = findings(&rule.code, &rule.bad);
        assert!(
            report.count_of(&rule.code) > 0,
            "{}: {report:#?}",
            rule.code
        );
    }
}

#[test]
fn a_good_fixture_keeps_its_rule_and_is_no_error() {
    for rule in own_rules().rules() {
        let report = findings(&rule.code, &rule.good);
        assert_eq!(report.count_of(&rule.code), 0, "{}: {report:#?}", rule.code);
        let errors = report.count(tosei_document::Severity::Error);
        assert_eq!(errors, 0, "{}: {report:#?}", rule.code);
    }
}

#[test]
fn sentences_use_only_values_that_findings_have() {
    let rules = document::rules();
    for rule in own_rules().rules() {
        let report = findings(&rule.code, &rule.bad);
        let own = report.findings().iter().filter(|f| *f.rule == *rule.code);
        for finding in own {
            for language in [tosei_types::Language::Ja, tosei_types::Language::En] {
                let sentence = rules.sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", rule.code);
            }
        }
    }
}

#[test]
fn the_nature_of_a_procedure_is_nobodys_to_change() {
    let rule = "inventory.document.barrier.authority_missing";
    let all = own_rules();
    let fixture = all.rules().iter().find(|r| r.code == rule).unwrap();
    for (cause, count) in [("nature_of_procedure", 0), ("state_system", 1)] {
        let mut document = fixture.bad.clone();
        document["processes"][0]["barriers"][0]["cause"] = cause.into();
        assert_eq!(findings(rule, &document).count_of(rule), count, "{cause}");
    }
}
