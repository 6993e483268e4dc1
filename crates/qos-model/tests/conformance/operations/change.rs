//! What changed between two assessments; the course of indicators.

use super::{Answers, Rules};
use serde::Deserialize;
use serde_json::{Value, json};
use std::rc::Rc;
use tosei_conformance::Runner;
use tosei_criteria::BasisKind;
use tosei_qos_model::{Indicators, compare_assessments};

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

fn change(rules: &Rules, input: &ChangeInput) -> Value {
    let mut before = rules.assessed("P-1", &input.before, "2025-03-31");
    let mut after = rules.assessed("P-1", &input.after, "2025-06-30");
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
    let changes = compare_assessments(&before, &after, &[&rules.standard]);
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

pub(crate) fn operations(runner: Runner, rules: &Rc<Rules>) -> Runner {
    let rules = Rc::clone(rules);
    runner
        .on("level_change", move |input: ChangeInput| {
            Ok(change(&rules, &input))
        })
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
