//! The vectors of `conformance/suites/qos-model`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod operations;

use operations::Rules;
use serde_json::json;
use tosei_criteria::{EvidenceSet, evaluate};
use tosei_document::Limits;
use tosei_qos_model::{compare_assessments, tokyo, tokyo_2024};

#[test]
fn every_vector_agrees() {
    operations::runner(Rules::shipped()).run();
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
