//! Every rule about rounds and about requests, against its own good and bad fixture.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::Value;
use tosei_document::{Catalogue, Collector, Limits, Report, Severity};
use tosei_inventory::request::check_requests;
use tosei_inventory::round::{SurveyRound, check_round, read_csv, read_json};
use tosei_inventory::{Inventory, request, round};
use tosei_types::Language;

/// A fixture is `{"round": …}`, with the inventory that it is about or without, or `{"csv": "…"}`.
fn of_round(fixture: &Value) -> Report {
    let rules = round::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    if let Some(csv) = fixture["csv"].as_str() {
        let day = |text: &str| text.parse().unwrap();
        let frame = SurveyRound::new(
            "R7-6",
            day("2025-06-02"),
            day("2025-06-20"),
            day("2025-06-30"),
            "R7-1",
        );
        let read = read_csv(csv.as_bytes(), &frame, &limits, rules, &mut sink).unwrap();
        check_round(&read.round, None, rules, &mut sink);
        return sink.into_report();
    }
    let text = fixture["round"].to_string();
    let read = read_json(text.as_bytes(), &limits, rules, &mut sink).unwrap();
    assert_eq!(SurveyRound::from_json(&text).unwrap(), read.round);
    let inventory = match &fixture["inventory"] {
        Value::Null => None,
        inventory => Some(Inventory::from_json(&inventory.to_string()).unwrap()),
    };
    check_round(&read.round, inventory.as_ref(), rules, &mut sink);
    sink.into_report()
}

fn of_request(fixture: &Value) -> Report {
    let rules = request::rules();
    let mut sink = Collector::new(rules);
    let inventory = Inventory::from_json(&fixture.to_string()).unwrap();
    check_requests(&inventory, rules, &mut sink);
    sink.into_report()
}

fn hold(own: &str, all: &Catalogue, findings: fn(&Value) -> Report) {
    let own = Catalogue::from_json(own).unwrap();
    assert!(!own.rules().is_empty());
    for rule in own.rules() {
        let bad = findings(&rule.bad);
        assert!(bad.count_of(&rule.code) > 0, "{}: {bad:#?}", rule.code);
        let good = findings(&rule.good);
        assert_eq!(good.count_of(&rule.code), 0, "{}: {good:#?}", rule.code);
        assert_eq!(good.count(Severity::Error), 0, "{}: {good:#?}", rule.code);
        for finding in bad.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = all.sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", rule.code);
            }
        }
    }
}

#[test]
fn rules_about_rounds_hold_and_break() {
    hold(
        include_str!("../data/rules/round.json"),
        round::rules(),
        of_round,
    );
}

#[test]
fn rules_about_requests_hold_and_break() {
    hold(
        include_str!("../data/rules/request.json"),
        request::rules(),
        of_request,
    );
}

#[test]
fn a_section_that_cannot_be_typed_costs_itself_only() {
    let json = r#"{"format": "tosei-survey-round", "format_version": 1, "fictional": true,
        "id": "R7-6", "status_date": "2025-06-30", "issued_on": "2025-06-02",
        "due_on": "2025-06-20", "form_version": "R7-1", "sections": [
        {"organisation": "市民 課", "name": "市民課"}, {"organisation": "zeimu-ka", "name": "税務課"}]}"#;
    let mut sink = Collector::new(round::rules());
    let limits = Limits::default();
    let read = read_json(json.as_bytes(), &limits, round::rules(), &mut sink).unwrap();
    assert_eq!((read.round.sections.len(), read.raw.len()), (1, 1));
    assert_eq!(sink.into_report().count_of("document.json.bad_value"), 1);
    let error = SurveyRound::from_json(json).unwrap_err();
    assert_eq!(error.code(), "inventory.round.shape");
    let other = json.replace("tosei-survey-round", "tosei-inventory");
    assert!(SurveyRound::from_json(&other).is_err());
}
