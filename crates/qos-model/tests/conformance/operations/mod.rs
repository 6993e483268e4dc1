//! The operations of the vectors, for any rules.

mod change;
mod level;
mod map;
mod portfolio;
mod publish;
mod review;

use serde_json::{Value, json};
use std::{collections::BTreeMap, rc::Rc};
use tosei_conformance::Runner;
use tosei_criteria::{Assessment, EvidenceSet, Standard, StandardSeries, evaluate};
use tosei_document::Limits;
use tosei_qos_model::{EvidenceDefinitions, PublicationMarks, tokyo, tokyo_2024};

/// Answers by criterion.
pub(crate) type Answers = BTreeMap<String, String>;

/// The day of a vector that names none.
pub(crate) const DAY: &str = "2025-06-30";

/// Confirmed evidence for answers, with the first reason of the list in the standard that ships.
fn evidence(subject: &str, answers: &Answers) -> EvidenceSet {
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

/// The rules that the operations judge by; the vectors are about those that ship.
pub(crate) struct Rules {
    pub(crate) standard: Standard,
    pub(crate) series: StandardSeries,
    pub(crate) definitions: EvidenceDefinitions,
    pub(crate) marks: PublicationMarks,
}

impl Rules {
    /// Those that ship.
    pub(crate) fn shipped() -> Self {
        Self {
            standard: tokyo_2024().clone(),
            series: tokyo().clone(),
            definitions: EvidenceDefinitions::tokyo_2024().clone(),
            marks: tosei_qos_model::publication_marks().clone(),
        }
    }

    /// A procedure judged by answers.
    pub(crate) fn assessed(&self, subject: &str, answers: &Answers, day: &str) -> Assessment {
        let day = day.parse().unwrap();
        let standard = self.series.on(day).expect("a day of the edition");
        evaluate(
            standard,
            &evidence(subject, answers),
            &subject.parse().unwrap(),
            day,
        )
    }
}

/// Every operation, judging by some rules.
pub(crate) fn runner(rules: Rules) -> Runner {
    let rules = Rc::new(rules);
    let runner = Runner::new("qos-model").rules([("qos", tosei_qos_model::rules().rules())]);
    let runner = level::operations(runner, &rules);
    let runner = change::operations(runner, &rules);
    let runner = map::operations(runner, &rules);
    let runner = portfolio::operations(runner, &rules);
    let runner = publish::operations(runner, &rules);
    review::operations(runner)
}
