//! The management cycle: which actions belong to which step, and what they brought about.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use tosei_criteria::EvidenceSet;
use tosei_document::{Collector, Limits};
use tosei_qos_model::{
    ChangeCause, ChangeKind, Cycle, assess, compare_assessments, rules, tokyo, tokyo_2024,
};
use tosei_types::Language;

/// Digital from the start; the review form stands from 1 May, the phone test was passed in March.
fn evidence() -> EvidenceSet {
    let item = |criterion: &str, answer: &str, date: &str| {
        json!({"subject": "P-1", "criterion": criterion, "answer": answer, "quality": "confirmed",
            "source": "架空", "date": date, "confirmed_by": "架空"})
    };
    let json = json!({"format": "tosei-evidence", "format_version": 1, "items": [
        item("digital", "met", "2025-01-01"),
        item("U1a", "met", "2025-03-01"),
        item("U1b", "not_met", "2025-01-01"),
        item("U1b", "met", "2025-05-01"),
        item("U2a", "not_met", "2025-01-01"),
    ]});
    EvidenceSet::read(json.to_string().as_bytes(), &Limits::default())
        .0
        .unwrap()
}

fn cycle(days: &[&str]) -> Cycle {
    let evidence = evidence();
    let measurements: Vec<_> = days
        .iter()
        .map(|day| {
            let procedure = "P-1".parse().unwrap();
            let assessment = assess(tokyo(), &evidence, &procedure, day.parse().unwrap()).unwrap();
            json!({"as_of": day, "assessments": [assessment]})
        })
        .collect();
    let action = |id: &str, day: &str, criterion: &str| {
        json!({"id": id, "label": {"ja": "取組（架空）", "en": "Action (fictional)"},
            "procedure": "P-1", "done_on": day, "criteria": [criterion]})
    };
    let half_done = json!({"id": "half-done", "label": {"ja": "取組（架空）", "en": "Action (fictional)"},
        "procedure": "P-1", "done_on": "2025-06-01", "criteria": ["U2a", "U1b"]});
    let elsewhere = json!({"id": "not-measured", "label": {"ja": "取組（架空）", "en": "Action (fictional)"},
        "procedure": "P-2", "done_on": "2025-06-01", "criteria": ["U1b"]});
    serde_json::from_value(json!({
        "format": "tosei-qos-cycle", "format_version": 1, "measurements": measurements,
        "actions": [
            action("on-the-first-day", "2025-03-31", "U1b"),
            action("review-form", "2025-05-01", "U1b"),
            action("on-the-last-day", "2025-06-30", "U2a"),
            action("the-day-after", "2025-07-01", "U1b"),
            half_done, elsewhere,
        ],
    }))
    .unwrap()
}

#[test]
fn an_action_belongs_to_the_step_in_which_it_was_done() {
    let steps = cycle(&["2025-03-31", "2025-06-30"]).steps(&[tokyo_2024()]);
    assert_eq!(steps.len(), 1);
    let ids: Vec<&str> = steps[0]
        .actions
        .iter()
        .map(|action| action.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "review-form",
            "on-the-last-day",
            "half-done",
            "not-measured"
        ]
    );
    // The forms are still hard to fill in: that action shows no effect, nor does one of a procedure
    // that nobody measured. One criterion of two is an effect.
    let without: Vec<&str> = steps[0]
        .without_effect
        .iter()
        .map(tosei_types::ActionId::as_str)
        .collect();
    assert_eq!(without, ["on-the-last-day", "not-measured"]);
}

#[test]
fn a_step_says_what_changed_and_why() {
    let steps = cycle(&["2025-06-30", "2025-03-31"]).steps(&[tokyo_2024()]);
    let [change] = steps[0].changes.as_slice() else {
        panic!("{:#?}", steps[0].changes);
    };
    assert_eq!(change.kind, ChangeKind::Rose);
    assert_eq!(
        change.sentence(Language::Ja),
        "P-1 easier: 上昇。Lv0からLv1（U1bは満たした）。"
    );
    assert_eq!(
        change.sentence(Language::En),
        "P-1 easier: rose, Lv0 to Lv1 (U1b: it is met now)."
    );
}

#[test]
fn the_past_is_judged_by_its_own_evidence() {
    // Three measurements give two steps; nothing of a later day reaches into an earlier one.
    let cycle = cycle(&["2025-02-28", "2025-03-31", "2025-06-30"]);
    let steps = cycle.steps(&[tokyo_2024()]);
    assert_eq!(steps.len(), 2);
    assert!(
        steps[0]
            .changes
            .iter()
            .all(|change| change.kind != ChangeKind::Rose)
    );
    let mut findings = Collector::new(rules());
    cycle.check(&[tokyo_2024()], rules(), &mut findings);
    let report = findings.into_report();
    assert_eq!(report.count_of("qos.cycle.level_fell"), 0);
    // What was done on 31 March shows no effect by 31 March, nor the easier forms by 30 June.
    assert_eq!(report.count_of("qos.cycle.no_effect"), 3);
}

/// A criterion that one assessment has is a change of the standard; one that neither has is none.
#[test]
fn a_criterion_of_no_assessment_changed_nothing() {
    let mut more = tokyo_2024().document().clone();
    let mut criterion = more.criteria[0].clone();
    criterion.id = "F9z".parse().unwrap();
    more.criteria.push(criterion);
    let more = tosei_criteria::Standard::try_from(more).unwrap();
    let day = "2025-06-30".parse().unwrap();
    let assessment = assess(tokyo(), &evidence(), &"P-1".parse().unwrap(), day).unwrap();
    let mut extended = assessment.clone();
    let mut answered = extended.criteria[0].clone();
    answered.criterion = "F9z".parse().unwrap();
    extended.criteria.push(answered);
    let causes = |before, after| -> Vec<(String, ChangeCause)> {
        compare_assessments(before, after, &[tokyo_2024(), &more])
            .into_iter()
            .flat_map(|change| change.causes)
            .map(|one| (one.criterion.to_string(), one.cause))
            .collect()
    };
    assert_eq!(causes(&assessment, &assessment), []);
    assert_eq!(causes(&extended, &extended), []);
    let changed = [("F9z".to_owned(), ChangeCause::StandardChanged)];
    assert_eq!(causes(&assessment, &extended), changed);
    assert_eq!(causes(&extended, &assessment), changed);
}
