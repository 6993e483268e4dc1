//! What changed between two assessments; the course of indicators.

use crate::{Answers, assessed};
use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_criteria::{BasisKind, EvidenceSet, evaluate};
use tosei_document::Limits;
use tosei_qos_model::{Indicators, compare_assessments, tokyo, tokyo_2024};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeInput {
    principle: String,
    before: Answers,
    after: Answers,
    /// Criteria whose evidence expired between the two days.
    #[serde(default)]
    expired: Vec<String>,
    /// Criteria from which an exemption held on the first day only.
    #[serde(default)]
    exempted: Vec<String>,
}

fn change(input: &ChangeInput) -> Value {
    let mut before = assessed("P-1", &input.before, "2025-03-31");
    let mut after = assessed("P-1", &input.after, "2025-06-30");
    for one in &mut after.criteria {
        if input.expired.iter().any(|id| id == one.criterion.as_str()) {
            one.basis.kind = BasisKind::Expired;
        }
    }
    for one in &mut before.criteria {
        if input.exempted.iter().any(|id| id == one.criterion.as_str()) {
            one.basis.kind = BasisKind::Exemption;
        }
    }
    let changes = compare_assessments(&before, &after, &[tokyo_2024()]);
    let change = changes
        .iter()
        .find(|change| change.principle.as_str() == input.principle)
        .unwrap();
    let causes: Vec<Value> = change
        .causes
        .iter()
        .map(|one| json!([one.criterion, one.cause]))
        .collect();
    json!({
        "kind": change.kind, "before": change.before, "after": change.after,
        "causes": causes, "digital_changed": change.digital_changed,
    })
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("level_change", |input: ChangeInput| Ok(change(&input)))
        .on("indicator_courses", |input: Indicators| {
            let courses = input.courses().map(|(_, course)| course);
            let names = [
                "processing_time",
                "reception_hours_a_week",
                "devices",
                "online_rate",
                "reviews",
            ];
            let courses: serde_json::Map<String, Value> = names
                .into_iter()
                .map(str::to_owned)
                .zip(courses.map(|one| json!(one)))
                .collect();
            Ok(courses)
        })
}

/// The evidence of a day decides, not that of today: what expires is found as the cause.
#[test]
fn expired_evidence_is_the_cause_of_a_fall() {
    let json = json!({"format": "tosei-evidence", "format_version": 1, "items": [
        {"subject": "P-1", "criterion": "digital", "answer": "met", "quality": "confirmed",
         "source": "架空", "date": "2025-01-01", "confirmed_by": "架空"},
        {"subject": "P-1", "criterion": "F1a", "answer": "met", "quality": "confirmed",
         "source": "架空", "date": "2025-01-01", "confirmed_by": "架空", "expires_on": "2025-03-31"}
    ]});
    let (evidence, _) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    let evidence = evidence.unwrap();
    let at = |day: &str| {
        let day = day.parse().unwrap();
        evaluate(
            tokyo().on(day).unwrap(),
            &evidence,
            &"P-1".parse().unwrap(),
            day,
        )
    };
    let changes = compare_assessments(&at("2025-03-31"), &at("2025-04-01"), &[tokyo_2024()]);
    let sentence = changes[0].sentence(tosei_types::Language::En);
    assert_eq!(
        sentence,
        "P-1 faster: may have fallen, Lv1 to 3 to Lv0 to 3 (F1a: its evidence expired)."
    );
}
