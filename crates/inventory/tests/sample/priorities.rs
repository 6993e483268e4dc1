//! Selections on the boundary: 「を超える」, 「以上」, actual and expected.

use crate::{basis, mihon};
use tosei_inventory::{
    BoundaryNote, Candidate, PriorityRules, ProcessKinds, Selection, SelectionReason,
    ThresholdOperator, VolumeState,
};
use tosei_types::FiscalYear;

fn year(text: &str) -> FiscalYear {
    text.parse().unwrap()
}

/// The second phase's rule on procedures, with another operator or other states.
fn select(states: &[VolumeState], operator: ThresholdOperator, years: [&str; 2]) -> Selection {
    let text = include_str!("../../data/priorities/standard.json");
    let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
    let rules = document["rules"].as_array_mut().unwrap();
    let rule = rules
        .iter_mut()
        .find(|rule| rule["id"] == "tokyo.phase2")
        .unwrap();
    rule["states"] = serde_json::to_value(states).unwrap();
    rule["operator"] = serde_json::to_value(operator).unwrap();
    let rules = PriorityRules::from_json(&document.to_string()).unwrap();
    let rules = rules.compile(ProcessKinds::standard()).unwrap();
    let selector = rules.selector("tokyo.phase2", year(years[0])).unwrap();
    let mut selector = selector.or_year(year(years[1]));
    for (procedure, facts) in mihon().procedure_facts(&basis()) {
        selector.take(&Candidate::of_procedure(procedure).with_actor(facts.actor));
    }
    selector.finish()
}

fn names(selection: &Selection) -> Vec<&str> {
    selection
        .members()
        .iter()
        .map(|member| member.name.as_str())
        .collect()
}

#[test]
fn more_than_selects_17_and_at_least_18() {
    let actual = [VolumeState::Final];
    let more = select(&actual, ThresholdOperator::MoreThan, ["2024", "2024"]);
    let least = select(&actual, ThresholdOperator::AtLeast, ["2024", "2024"]);
    assert_eq!((names(&more).len(), names(&least).len()), (17, 18));
    assert!(!names(&more).contains(&"放課後児童クラブの入会"));
    assert!(names(&least).contains(&"放課後児童クラブの入会"));
    let coverage = least.coverage().unwrap();
    assert_eq!(
        (coverage.numerator(), coverage.denominator()),
        (774_100, 932_000)
    );
    // Procedures without a filing, whose actor is not known, are not looked at.
    assert!(least.undecided().count > 0);
}

#[test]
fn expected_counts_select_18_others() {
    let states = [VolumeState::Expected, VolumeState::Final];
    let expected = select(&states, ThresholdOperator::AtLeast, ["2025", "2024"]);
    let members = names(&expected);
    assert_eq!(members.len(), 18);
    assert!(members.contains(&"子ども医療費受給者証の交付")); // 9,640, then 10,400
    assert!(!members.contains(&"放課後児童クラブの入会")); // 10,000, then 9,800
    let notes = &expected.boundary_notes().first;
    let differing = notes
        .iter()
        .filter(|note| matches!(note, BoundaryNote::OtherCountDiffers { .. }))
        .count();
    assert_eq!(differing, 2);
}

#[test]
fn one_case_is_missing_at_9999() {
    let actual = [VolumeState::Final];
    let least = select(&actual, ThresholdOperator::AtLeast, ["2024", "2024"]);
    let notes = &least.boundary_notes().first;
    let short = notes
        .iter()
        .filter(|note| matches!(note, BoundaryNote::OneShort { .. }))
        .count();
    assert_eq!(short, 1);
}

/// The first phase's rule looks at processes: the same 17, and what is related to them.
#[test]
fn the_first_phase_selects_17_filings_and_what_is_related() {
    let kinds = ProcessKinds::standard();
    let rules = PriorityRules::standard().compile(kinds).unwrap();
    let mut selector = rules.selector("tokyo.phase1", year("2024")).unwrap();
    for process in &mihon().processes {
        let mut all = mihon().procedures.iter();
        let procedure = all.find(|procedure| procedure.id == process.procedure);
        selector.take(&Candidate::of_process(process, procedure, kinds));
    }
    let selection = selector.finish();
    let by = |wanted: fn(&SelectionReason) -> bool| {
        let members = selection.members().iter();
        members.filter(|member| wanted(&member.reason)).count()
    };
    assert_eq!(
        by(|reason| matches!(reason, SelectionReason::Volume { .. })),
        17
    );
    assert!(by(|reason| matches!(reason, SelectionReason::RelatedTo { .. })) > 17);
}
