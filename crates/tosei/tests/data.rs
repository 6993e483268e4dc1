//! The embedded data: mappings that fit the standard and the survey, marks for every document.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![cfg(all(feature = "inventory", feature = "qos-model"))]

use std::collections::BTreeSet;
use tosei::criteria::Answer;
use tosei::evidence::{EvidenceMapping, MappingOrigin};
use tosei::inventory::survey::SurveyEdition;
use tosei::publication::publication_marks;
use tosei::qos_model::{EvidenceDefinitions, tokyo_2024};
use tosei::types::Language;

/// Law: a mapping speaks of every prerequisite and criterion of its standard once, says how far it is
/// derivable as the definitions do, gives a listed reason with every "not applicable" and never one for what
/// always applies, and uses every reason that it lists.
#[test]
fn mappings_fit_the_standard() {
    let standard = tokyo_2024().compile().unwrap();
    let document = standard.standard().document();
    for mapping in [
        EvidenceMapping::from_survey(),
        EvidenceMapping::from_inventory(),
    ] {
        let spoken: Vec<_> = mapping.criteria.iter().map(|one| &one.criterion).collect();
        let asked: Vec<_> = document
            .prerequisites
            .iter()
            .map(|one| &one.id)
            .chain(document.criteria.iter().map(|one| &one.id))
            .collect();
        assert_eq!(spoken, asked);
        let mut used = BTreeSet::new();
        for one in &mapping.criteria {
            if mapping.from == MappingOrigin::Survey
                && let Some(definition) =
                    EvidenceDefinitions::tokyo_2024().definition(&one.criterion)
            {
                assert_eq!(one.derivable, definition.derivable, "{}", one.criterion);
            }
            used.insert(one.otherwise.as_str());
            for rule in &one.rules {
                used.insert(rule.reason.as_str());
                let reason = rule.not_applicable_reason.as_ref();
                assert_eq!(reason.is_some(), rule.answer == Answer::NotApplicable);
                if let Some(reason) = reason {
                    let listed = document
                        .not_applicable_reasons
                        .iter()
                        .find(|r| r.id == *reason);
                    let criteria = listed.unwrap().criteria.as_ref().unwrap();
                    assert!(
                        criteria.contains(&one.criterion),
                        "{reason} of {}",
                        one.criterion
                    );
                }
                assert!(!rule.candidate || rule.answer == Answer::Unknown);
            }
        }
        let listed: BTreeSet<&str> = mapping.reasons.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(used, listed);
        for reason in &mapping.reasons {
            assert!(!reason.text.in_language(Language::En).is_empty());
        }
    }
}

/// Law: the columns that a criterion quotes are in both editions of the survey.
#[test]
fn mappings_fit_the_survey() {
    for one in &EvidenceMapping::from_survey().criteria {
        for column in &one.columns {
            for edition in [SurveyEdition::r6(), SurveyEdition::r7()] {
                assert!(edition.column(*column).is_some(), "{column}");
            }
        }
    }
}

/// Law: a mapping is written as it was read, and one that names what it lacks is refused.
#[test]
fn mappings_are_checked() {
    let mapping = EvidenceMapping::from_survey();
    let json = serde_json::to_string(mapping).unwrap();
    assert_eq!(&EvidenceMapping::from_json(&json).unwrap(), mapping);
    for (from, to, code) in [
        (
            "\"otherwise\":\"not_in_survey\"",
            "\"otherwise\":\"nowhere\"",
            "tosei.evidence_mapping.dangling",
        ),
        (
            "\"set\":\"cashless\"",
            "\"set\":\"card\"",
            "tosei.evidence_mapping.dangling",
        ),
        (
            "\"ratio_at_most\":\"shorten_ratio\"",
            "\"ratio_at_most\":\"ratio\"",
            "tosei.evidence_mapping.dangling",
        ),
        (
            "\"format_version\":1",
            "\"format_version\":2",
            "tosei.evidence_mapping.format",
        ),
        (
            "\"answer\":\"met\"",
            "\"answer\":\"good\"",
            "tosei.evidence_mapping.shape",
        ),
    ] {
        assert!(json.contains(from), "{from}");
        let error = EvidenceMapping::from_json(&json.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error.code(), code, "{to}");
    }
}

/// Law: every document of this crate has its marks.
#[test]
fn documents_have_marks() {
    for format in [
        "tosei-links",
        "tosei-evidence-mapping",
        "tosei-survey-evidence",
    ] {
        let document = serde_json::json!({"format": format, "format_version": 1});
        assert!(publication_marks().publish(&document).is_ok(), "{format}");
    }
    let mapping = serde_json::to_value(EvidenceMapping::from_survey()).unwrap();
    let published = publication_marks().publish(&mapping).unwrap();
    assert!(published.withheld.is_empty());
}

/// What each mapping says of a criterion: how far it is derivable, from which columns, and the reason why it
/// does not apply by each of its rules.
fn said(mapping: &EvidenceMapping) -> Vec<String> {
    let document = serde_json::to_value(mapping).unwrap();
    let words = |list: &serde_json::Value| -> String {
        let words = list.as_array().unwrap().iter();
        words
            .map(|one| one.as_str().unwrap_or("-"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let criteria = document
        .get("criteria")
        .and_then(serde_json::Value::as_array)
        .unwrap()
        .iter();
    criteria
        .map(|one| {
            let reason = |rule: &serde_json::Value| rule["not_applicable_reason"].clone();
            let reasons = one["rules"]
                .as_array()
                .unwrap()
                .iter()
                .map(reason)
                .collect();
            format!(
                "{} {} | {} | {}",
                one["criterion"].as_str().unwrap(),
                one["derivable"].as_str().unwrap(),
                words(&one["columns"]),
                words(&reasons)
            )
        })
        .collect()
}

#[test]
fn mappings_say_what_they_said() {
    assert_eq!(said(EvidenceMapping::from_survey()), SURVEY);
    assert_eq!(said(EvidenceMapping::from_inventory()), INVENTORY);
    for mapping in [
        EvidenceMapping::from_survey(),
        EvidenceMapping::from_inventory(),
    ] {
        let document = serde_json::to_value(mapping).unwrap();
        assert_eq!(document["standard"], "tokyo");
        assert_eq!(document["standard_edition"], "2024");
        assert_eq!(document["parameters"][0]["default"], "0.5");
        assert!(
            document["parameters"][1]
                .get("default")
                .is_none_or(serde_json::Value::is_null)
        );
    }
    let survey = serde_json::to_value(EvidenceMapping::from_survey()).unwrap();
    assert_eq!(
        survey["code_sets"][0]["codes"],
        serde_json::json!(["2-1", "2-2", "2-3", "2-4", "2-5", "2-6"])
    );
}

const SURVEY: &[&str] = &[
    "digital yes | online_status | - -",
    "F1a partly | kind period_online period_offline | notice_of_disposition public_inspection record_keeping - completed_at_once no_response_due - -",
    "F2a weakly | kind period_online period_offline | notice_of_disposition public_inspection record_keeping completed_at_once no_response_due completed_at_once - - - - -",
    "F2b no | kind period_online period_offline | notice_of_disposition public_inspection record_keeping completed_at_once no_response_due short_period",
    "F3a candidate | kind period_online period_offline | notice_of_disposition public_inspection record_keeping completed_at_once no_response_due baseline_same_day - - - -",
    "S1a yes | attachments attachment_submission | no_attachments no_attachments - - -",
    "S2a partly | attachments attachment_reduction | no_attachments no_attachments - - - - -",
    "S2b yes | fee fee_payment | no_fee no_fee - - -",
    "S3a candidate | events_citizens events_businesses | - -",
    "U1a no |  | ",
    "U1b no |  | ",
    "U2a hint | form_fields | -",
    "U2b no |  | ",
    "U3a no |  | ",
];

const INVENTORY: &[&str] = &[
    "digital yes |  | - -",
    "F1a partly |  | notice_of_disposition public_inspection record_keeping - no_response_due completed_at_once no_response_due - - -",
    "F2a weakly |  | notice_of_disposition public_inspection record_keeping no_response_due completed_at_once no_response_due completed_at_once - - - -",
    "F2b no |  | notice_of_disposition public_inspection record_keeping no_response_due completed_at_once no_response_due short_period",
    "F3a candidate |  | notice_of_disposition public_inspection record_keeping no_response_due completed_at_once no_response_due baseline_same_day - - - -",
    "S1a yes |  | no_attachments - -",
    "S2a partly |  | no_attachments",
    "S2b yes |  | no_fee - -",
    "S3a no |  | ",
    "U1a no |  | ",
    "U1b no |  | ",
    "U2a no |  | ",
    "U2b no |  | ",
    "U3a no |  | ",
];
