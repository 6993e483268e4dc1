//! Where portfolios begin and end: sizes, effort, and what an action may name.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_document::{Collector, Limits, Report};
use tosei_qos_model::{
    Goal, MAX_ACTIONS_OF_ONE_PROCEDURE, MAX_GOALS, Portfolio, PortfolioDocument, PortfolioError,
    minimal_ways, rules, tokyo_2024,
};
use tosei_types::MAX_COUNT;

fn goal(number: usize, applications: Option<u32>, ways: Vec<Vec<usize>>) -> Goal {
    Goal {
        procedure: format!("P-{number}").parse().unwrap(),
        applications: applications.map(Into::into),
        ways,
    }
}

fn actions(costs: &[u64]) -> Vec<(tosei_types::ActionId, u64)> {
    let named = |(at, cost): (usize, &u64)| (format!("A-{at}").parse().unwrap(), *cost);
    costs.iter().enumerate().map(named).collect()
}

fn code(made: Result<Portfolio, PortfolioError>) -> &'static str {
    made.map_or_else(|error| error.code(), |_| "ok")
}

#[test]
fn a_portfolio_has_limits() {
    let goals = |count: usize| (0..count).map(|at| goal(at, None, Vec::new())).collect();
    let made = |count| code(Portfolio::try_new(Vec::new(), goals(count)));
    assert_eq!(made(MAX_GOALS), "ok");
    assert_eq!(made(MAX_GOALS + 1), "qos.portfolio.too_many_procedures");
    assert_eq!(made(MAX_GOALS + 2), "qos.portfolio.too_many_procedures");
    let cost = |yen: u64| code(Portfolio::try_new(actions(&[1, yen]), Vec::new()));
    assert_eq!(cost(MAX_COUNT), "ok");
    assert_eq!(cost(MAX_COUNT + 1), "qos.portfolio.too_large");
    let named = |at: usize| {
        let goals = vec![
            goal(1, None, vec![vec![0]]),
            goal(2, None, vec![vec![0, at]]),
        ];
        code(Portfolio::try_new(actions(&[1, 1]), goals))
    };
    assert_eq!(named(1), "ok");
    assert_eq!(named(2), "qos.portfolio.no_such_action");
    assert_eq!(named(3), "qos.portfolio.no_such_action");
}

#[test]
fn no_more_sets_are_looked_into_than_allowed_and_the_gap_is_told() {
    let goals = (0..10)
        .map(|at| {
            let applications = 100 + u32::try_from(at * 37 % 11).unwrap();
            goal(at, Some(applications), vec![vec![at, (at + 3) % 10]])
        })
        .collect();
    let portfolio =
        Portfolio::try_new(actions(&[10, 11, 12, 13, 14, 15, 16, 17, 18, 19]), goals).unwrap();
    let whole = portfolio.choose(60, 1_000_000);
    assert!(whole.exact);
    assert_eq!((whole.gap(), whole.effort), (0, WORK));
    for effort in [0, 1, 2, 10] {
        let choice = portfolio.choose(60, effort);
        assert_eq!(choice.effort, effort);
        assert!(!choice.exact);
        let bound = choice.upper_bound_applications;
        assert!(bound >= whole.applications_helped);
        assert_eq!(choice.gap(), bound - choice.applications_helped);
        assert!(choice.gap() > 0);
    }
    // The effort that it takes is enough, one less is not.
    assert!(portfolio.choose(60, WORK).exact);
    assert!(!portfolio.choose(60, WORK - 1).exact);
}

/// How many sets the search above looks into: a change that makes this rise is a slower search.
const WORK: u64 = 68;

#[test]
fn so_many_actions_are_combined_and_no_more() {
    let list: Vec<usize> = (0..=MAX_ACTIONS_OF_ONE_PROCEDURE).collect();
    let whole = minimal_ways(&list[1..], |set| set.len() == MAX_ACTIONS_OF_ONE_PROCEDURE);
    assert_eq!((whole.ways.len(), whole.cut), (1, false));
    let last = MAX_ACTIONS_OF_ONE_PROCEDURE;
    let cut = minimal_ways(&list, |set| set.contains(&last));
    assert_eq!((cut.ways.len(), cut.cut), (0, true));
}

fn checked(actions: &[Value], prerequisites: &[&str]) -> Report {
    let mut document = tokyo_2024().document().clone();
    let model = document.prerequisites[0].clone();
    for id in prerequisites {
        let mut one = model.clone();
        one.id = id.parse().unwrap();
        document.prerequisites.push(one);
    }
    let standard = tosei_criteria::Standard::try_from(document).unwrap();
    let json = json!({"format": "tosei-qos-portfolio", "format_version": 1, "budget_yen": 1,
        "actions": actions, "procedures": [{"procedure": "P-1"}]});
    let mut sink = Collector::new(rules());
    let bytes = json.to_string().into_bytes();
    let read = PortfolioDocument::read(&bytes, &Limits::default(), rules(), &mut sink);
    read.unwrap().0.check(&standard, rules(), &mut sink);
    sink.into_report()
}

fn action(id: usize, criterion: &str) -> Value {
    json!({"id": format!("A-{id}"), "label": {"ja": "取組（架空）", "en": "Action (fictional)"},
        "cost_yen": 1, "effects": [{"procedure": "P-1", "criterion": criterion}]})
}

#[test]
fn an_action_may_bring_about_any_criterion_or_prerequisite() {
    let report = checked(
        &[action(1, "digital"), action(2, "D2"), action(3, "U1a")],
        &["D2"],
    );
    assert!(report.is_clean(), "{report:?}");
    let report = checked(&[action(1, "D3")], &["D2"]);
    assert_eq!(report.count_of("qos.portfolio.unknown_criterion"), 1);
}

#[test]
fn twelve_actions_of_one_procedure_are_combined_thirteen_are_told() {
    let found = |count: usize| {
        let actions: Vec<Value> = (0..count).map(|at| action(at, "U1a")).collect();
        checked(&actions, &[]).count_of("qos.portfolio.too_many_actions")
    };
    assert_eq!(found(MAX_ACTIONS_OF_ONE_PROCEDURE), 0);
    assert_eq!(found(MAX_ACTIONS_OF_ONE_PROCEDURE + 1), 1);
}
