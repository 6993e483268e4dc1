//! The vectors of `conformance/suites/qos-model`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod change;
mod level;
mod map;
mod portfolio;
mod publish;
mod review;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei_conformance::Runner;
use tosei_criteria::{Assessment, EvidenceSet, evaluate};
use tosei_document::Limits;
use tosei_qos_model::{tokyo, tokyo_2024};

/// Answers by criterion.
pub(crate) type Answers = BTreeMap<String, String>;

/// The day of a vector that names none.
pub(crate) const DAY: &str = "2025-06-30";

/// Confirmed evidence for answers, with the first reason of the standard's list.
pub(crate) fn evidence(subject: &str, answers: &Answers) -> EvidenceSet {
    let reasons = &tokyo_2024().document().not_applicable_reasons;
    let items: Vec<Value> = answers
        .iter()
        .map(|(criterion, answer)| {
            let reason = reasons.iter().find(|reason| {
                let criteria = reason.criteria.as_deref().unwrap_or_default();
                answer == "not_applicable" && criteria.iter().any(|one| one.as_str() == criterion)
            });
            let mut item = json!({
                "subject": subject, "criterion": criterion, "answer": answer,
                "quality": "confirmed", "source": "vector", "date": "2025-01-01",
                "confirmed_by": "vector",
            });
            if let Some(reason) = reason {
                item["reason"] = reason.id.as_str().into();
            }
            item
        })
        .collect();
    let json = json!({"format": "tosei-evidence", "format_version": 1, "items": items});
    let (set, report) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:#?}");
    set.unwrap()
}

/// A procedure judged by answers.
pub(crate) fn assessed(subject: &str, answers: &Answers, day: &str) -> Assessment {
    let day = day.parse().unwrap();
    let standard = tokyo().on(day).expect("a day of the edition");
    evaluate(
        standard,
        &evidence(subject, answers),
        &subject.parse().unwrap(),
        day,
    )
}

#[test]
fn every_vector_agrees() {
    let runner = Runner::new("qos-model");
    let runner = level::operations(runner);
    let runner = change::operations(runner);
    let runner = map::operations(runner);
    let runner = portfolio::operations(runner);
    let runner = publish::operations(runner);
    review::operations(runner).run();
}
