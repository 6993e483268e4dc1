//! The five steps of a project, portfolios, and good practices that are borrowed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_bpr::{
    Stage,
    practice::{GoodPractice, PracticeQuery, PracticeReason, search_practices},
    project::{BprProject, Product, ProjectStep, portfolio_totals},
};

/// A project in which every step has produced what it owes.
fn complete() -> Value {
    json!({
        "format": "tosei-bpr-project", "format_version": 1, "id": "BPR-01",
        "title": "補助金の交付（架空）", "procedures": ["P-0001"], "organisation": "sangyo-ka",
        "survey": {"as_is_flow": "a", "cases_a_year": 1200, "confirmed_by": "産業課（架空）"},
        "issues": [
            {"id": "1", "issue": "紙に印刷している", "decision": "taken_up"},
            {"id": "2", "issue": "押印がある", "decision": "set_aside", "reason": "来年度に様式を改める"}],
        "plan": {"to_be_flow": "b", "expected_hours": "300", "decided_by": "産業課長（架空）",
            "actions": [{"id": "A-1", "text": "画面で確認する", "issues": ["1"], "due": "2026-06-30",
                "done_on": "2026-06-15"}]},
        "execution": {"in_use_since": "2026-07-01"},
        "evaluation": {"measured_hours": "250.5", "lessons": "入力欄の説明が足りなかった"}
    })
}

fn project(document: &Value) -> BprProject {
    serde_json::from_value(document.clone()).unwrap()
}

#[test]
fn a_complete_project_owes_nothing_and_comes_back_as_it_was() {
    let project = project(&complete());
    let progress = project.progress();
    assert_eq!(progress.current, None);
    assert!(progress.ahead.is_empty());
    assert!(
        progress
            .steps
            .iter()
            .all(|step| step.begun && step.missing.is_empty())
    );
    assert_eq!(serde_json::to_value(&project).unwrap(), complete());
}

/// For each product: the part of the document without which it is missing.
#[test]
fn each_product_is_missed_when_it_is_not_there() {
    for (product, pointer, instead) in [
        (Product::AsIsFlow, "/survey/as_is_flow", Value::Null),
        (Product::CasesAYear, "/survey/cases_a_year", Value::Null),
        (Product::ConfirmedBy, "/survey/confirmed_by", json!("　")),
        (Product::IssueDecisions, "/issues/0/decision", Value::Null),
        (Product::IssueDecisions, "/issues/1/reason", Value::Null),
        (Product::ImprovedFlow, "/plan/to_be_flow", Value::Null),
        (
            Product::ActionsForIssues,
            "/plan/actions/0/issues",
            json!(["2"]),
        ),
        (Product::ExpectedHours, "/plan/expected_hours", Value::Null),
        (Product::DecidedBy, "/plan/decided_by", json!("")),
        (Product::ActionsDone, "/plan/actions/0/done_on", Value::Null),
        (Product::InUseSince, "/execution/in_use_since", Value::Null),
        (
            Product::MeasuredHours,
            "/evaluation/measured_hours",
            Value::Null,
        ),
        (Product::Lessons, "/evaluation/lessons", json!(" ")),
    ] {
        let mut document = complete();
        *document.pointer_mut(pointer).unwrap() = instead;
        let progress = project(&document).progress();
        assert_eq!(progress.current, Some(product.step()), "{pointer}");
        let step = progress
            .steps
            .iter()
            .find(|step| step.step == product.step());
        assert_eq!(step.unwrap().missing, [product], "{pointer}");
        let later = ProjectStep::ALL
            .iter()
            .copied()
            .filter(|step| *step > product.step());
        assert_eq!(progress.ahead, later.collect::<Vec<_>>(), "{pointer}");
    }
}

#[test]
fn no_list_of_issues_is_not_the_same_as_no_issues() {
    let mut document = complete();
    document["plan"]["actions"] = json!([]);
    document["issues"] = json!([]);
    assert_eq!(project(&document).progress().current, None);
    document.as_object_mut().unwrap().remove("issues");
    let progress = project(&document).progress();
    assert_eq!(progress.current, Some(ProjectStep::Issues));
    assert_eq!(
        progress.steps[1].missing,
        [Product::IssueList, Product::IssueDecisions]
    );
}

#[test]
fn a_portfolio_counts_what_is_unknown_apart() {
    let mut planned = complete();
    planned.as_object_mut().unwrap().remove("evaluation");
    let mut fresh = planned.clone();
    for step in ["plan", "issues", "execution"] {
        fresh.as_object_mut().unwrap().remove(step);
    }
    let projects = [project(&complete()), project(&planned), project(&fresh)];
    let totals = portfolio_totals(&projects);
    assert_eq!((totals.projects, totals.done, totals.ahead), (3, 1, 0));
    let steps: Vec<_> = totals.by_step.iter().map(|one| one.projects).collect();
    assert_eq!(steps, [0, 1, 0, 0, 1]);
    assert_eq!(
        (
            totals.expected.hours.to_string(),
            totals.expected.projects,
            totals.expected.unknown
        ),
        ("600".to_owned(), 2, 1)
    );
    assert_eq!(
        (totals.measured.hours.to_string(), totals.measured.unknown),
        ("250.5".to_owned(), 2)
    );
    assert_eq!(totals.expected_of_measured.hours, 300.into());
}

fn practice(id: &str, kinds: &[&str], remedies: &[&str], effect: Value) -> Value {
    json!({
        "format": "tosei-good-practice", "format_version": 1, "id": id, "title": "画面審査（架空）",
        "fictional": true, "procedure_kinds": kinds, "issues": ["printed"], "remedies": remedies,
        "conditions": ["二画面の端末があること"], "from": "見本市産業課（架空）", "as_of": "2026-04-01",
        "flow": {"format": "tosei-flow", "format_version": 1, "id": "there", "stage": "to_be",
            "procedures": ["P-0009"], "cases_a_year": 500,
            "nodes": [{"id": "n", "name": "画面で確認する", "is": {"kind": "activity", "work": "5"}}],
            "sequence_flows": []},
        "effect": effect
    })
}

fn effect() -> Value {
    json!({"minutes_a_case": "10", "low": "7.5", "high": "12", "measured": "40件を前後で計測（架空）"})
}

#[test]
fn a_practice_becomes_a_draft_whose_estimate_says_that_it_is_borrowed() {
    let practice: GoodPractice =
        serde_json::from_value(practice("G-1", &["補助金"], &["eliminate"], effect())).unwrap();
    let id = || "here".parse().unwrap();
    let procedure = || "P-0001".parse().unwrap();
    let cases = tosei_types::CaseCount::try_new(90).ok();
    let draft = practice.draft(id(), procedure(), cases);
    assert_eq!(draft.flow.stage, Some(Stage::ToBe));
    assert_eq!(draft.flow.procedures, [procedure()]);
    assert_eq!(draft.flow.cases_a_year, cases);
    assert_eq!(draft.flow.nodes, practice.flow.nodes);
    let estimate = draft.estimate.unwrap();
    assert_eq!(
        (
            estimate.low.to_string().as_str(),
            estimate.hours.to_string().as_str(),
            estimate.high.to_string().as_str()
        ),
        ("11.25", "15", "18")
    );
    assert_eq!(estimate.borrowed_from.as_str(), "G-1");
    assert!(estimate.note.ja.contains("借りた見込み"));
    assert!(practice.draft(id(), procedure(), None).estimate.is_none());
}

#[test]
fn practices_are_found_by_what_is_asked_and_the_measured_stand_first() {
    let read = |one: Value| serde_json::from_value::<GoodPractice>(one).unwrap();
    let practices = [
        read(practice("G-1", &["補助金"], &["digitize"], Value::Null)),
        read(practice("G-2", &["補助金"], &["digitize"], effect())),
        read(practice(
            "G-3",
            &["補助金", "施設利用"],
            &["eliminate", "digitize"],
            Value::Null,
        )),
        read(practice("G-4", &["施設利用"], &["combine"], effect())),
    ];
    let ids = |query: Value| -> Vec<String> {
        let query: PracticeQuery = serde_json::from_value(query).unwrap();
        let found = search_practices(&practices, &query);
        found.iter().map(|one| one.practice.to_string()).collect()
    };
    assert_eq!(
        ids(json!({"procedure_kinds": ["補助金"]})),
        ["G-2", "G-1", "G-3"]
    );
    assert_eq!(
        ids(json!({"procedure_kinds": ["補助金"], "remedies": ["eliminate", "digitize"]})),
        ["G-3", "G-2", "G-1"]
    );
    assert_eq!(
        ids(json!({"procedure_kinds": ["補助金"], "remedies": ["combine"]})),
        [""; 0]
    );
    assert_eq!(ids(json!({})), ["G-2", "G-4", "G-1", "G-3"]);
    let query = PracticeQuery {
        issues: vec!["printed".to_owned()],
        ..PracticeQuery::default()
    };
    let found = search_practices(&practices, &query);
    assert_eq!(
        found[0].reasons,
        [PracticeReason::Issue {
            issue: "printed".to_owned()
        }]
    );
}

#[test]
fn an_interval_that_does_not_hold_its_effect_is_refused() {
    for (low, high) in [("10.1", "12"), ("7", "9.9")] {
        let mut wrong = effect();
        wrong["low"] = json!(low);
        wrong["high"] = json!(high);
        let read = serde_json::from_value::<GoodPractice>(practice("G", &[], &[], wrong));
        assert!(
            read.unwrap_err()
                .to_string()
                .contains("does not hold the effect")
        );
    }
    let mut edge = effect();
    edge["low"] = json!("10");
    edge["high"] = json!("10");
    assert!(serde_json::from_value::<GoodPractice>(practice("G", &[], &[], edge)).is_ok());
}
