//! What a mapping and its options may name, and how each refusal is called.

use crate::{criterion, empty, own_mapping, process};
use serde_json::{Value, json};
use tosei::document::Explain;
use tosei::evidence::{
    EvidenceDeriver, EvidenceJob, EvidenceMapping, EvidenceOptions, MappingError,
    evidence_from_inventory, evidence_from_survey,
};
use tosei::inventory::OnlineStatus;
use tosei::inventory::survey::SurveyEdition;
use tosei::qos_model::tokyo_2024;

#[test]
fn a_rule_names_what_is_in_a_list() {
    let set = |set: &str| json!({"has_set": {"column": "fee_payment", "set": set}});
    let elsewhere = json!({"only_outside": {"column": "kind", "set": "cashless"}});
    let cases: Vec<(Value, bool)> = vec![
        (set("cashless"), true),
        (set("counter"), true),
        (set("none"), false),
        (elsewhere, false), // a set of another column
        (json!({"ratio_at_most": "ratio"}), true),
        (json!({"ratio_at_most": "days"}), true),
        (json!({"online_days_at_most": "none"}), false),
    ];
    for (condition, expected) in cases {
        let rules = json!([{"when": [condition], "answer": "met", "reason": "said"}]);
        let read = own_mapping("survey", &json!([criterion("F1a", &rules)]));
        let code = read.as_ref().map_err(MappingError::code);
        let refused = Err("tosei.evidence_mapping.dangling");
        let expected = if expected { Ok(()) } else { refused };
        assert_eq!(code.map(|_| ()), expected, "{condition}");
    }
    let rules = json!([{"when": [], "answer": "met", "reason": "none"}]);
    let error = own_mapping("survey", &json!([criterion("F1a", &rules)])).unwrap_err();
    assert_eq!(error.code(), "tosei.evidence_mapping.dangling");
}

#[test]
fn options_name_what_the_mapping_has() {
    let rules = json!([]);
    let mapping = own_mapping("survey", &json!([criterion("F1a", &rules)])).unwrap();
    let standard = tokyo_2024().compile().unwrap();
    let cases = [
        (Some(("ratio", "0.7")), None, None),
        (Some(("days", "0")), None, None),
        (None, Some("cashless"), None),
        (None, Some("counter"), None),
        (Some(("none", "1")), None, Some("unknown_parameter")),
        (None, Some("none"), Some("unknown_parameter")),
        (Some(("days", "-1")), None, Some("negative")),
    ];
    for (parameter, set, refused) in cases {
        let mut options = EvidenceOptions::default();
        if let Some((name, value)) = parameter {
            options
                .parameters
                .insert(name.into(), value.parse().unwrap());
        }
        if let Some(name) = set {
            let codes = vec!["1-4".to_owned()];
            options.also_in_sets.insert(name.to_owned(), codes);
        }
        let edition = SurveyEdition::r6();
        let made = EvidenceDeriver::new(&mapping, edition, &standard, &options);
        let code = made.err().map(|error| error.code());
        let refused = refused.map(|code| format!("tosei.evidence_mapping.{code}"));
        assert_eq!(code, refused.as_deref(), "{parameter:?} {set:?}");
    }
}

#[test]
fn each_refusal_of_a_survey_has_its_code() {
    let standard = tokyo_2024().compile().unwrap();
    let options = EvidenceOptions::default();
    let job = EvidenceJob::new(&standard, &options);
    let csv =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n";
    let unknown = json!([criterion("X9", &json!([]))]);
    let unknown = own_mapping("survey", &unknown).unwrap();
    let cases = [
        ("a,b\n1,2\n", job, "table.missing_columns"),
        ("", job, "table.empty"),
        (
            csv,
            job.with_mapping(EvidenceMapping::from_inventory()),
            "tosei.evidence_mapping.origin",
        ),
        (
            csv,
            job.with_mapping(&unknown),
            "tosei.evidence_mapping.unknown_criterion",
        ),
    ];
    for (csv, job, code) in cases {
        let error = evidence_from_survey(csv.as_bytes(), &job, |_, _| ()).unwrap_err();
        assert_eq!(error.code(), code);
        assert_eq!(Explain::code(&error), code);
    }
}

#[test]
fn each_refusal_of_an_inventory_has_its_code() {
    let standard = tokyo_2024().compile().unwrap();
    let options = EvidenceOptions::default();
    let mut inventory = empty();
    let one = process("P-1-1", "P-1", "application", OnlineStatus::Done);
    inventory.processes.push(one);
    let says = |answer: &str| {
        let rules = json!([{"when": [], "answer": answer, "reason": "said"}]);
        own_mapping("inventory", &json!([criterion("F1a", &rules)])).unwrap()
    };
    let found = |mapping: &EvidenceMapping| {
        evidence_from_inventory(&inventory, mapping, &standard, &options)
            .map(|items| items.len())
            .map_err(|error| error.code())
    };
    assert_eq!(found(&says("met")), Ok(1));
    assert_eq!(found(&says("unknown")), Ok(0));
    assert_eq!(
        found(EvidenceMapping::from_survey()),
        Err("tosei.evidence_mapping.origin")
    );
    // Why it does not apply, where it does.
    let rules = json!([{"when": [], "answer": "met", "reason": "said",
        "not_applicable_reason": "no_fee"}]);
    let mapping = own_mapping("inventory", &json!([criterion("F1a", &rules)])).unwrap();
    assert_eq!(found(&mapping), Err("criteria.evidence.reason_unexpected"));
}
