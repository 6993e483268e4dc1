//! Portfolios: the choice, and which sets of actions help.

use super::{Answers, DAY, Rules};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, rc::Rc};
use tosei_conformance::Runner;
use tosei_qos_model::{DEFAULT_EFFORT, Goal, Portfolio, PortfolioDocument, Target};
use tosei_types::{ActionId, CaseCount, ProcedureId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceInput {
    budget_yen: u64,
    actions: Vec<(ActionId, u64)>,
    goals: Vec<GoalInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoalInput {
    procedure: ProcedureId,
    applications: Option<CaseCount>,
    ways: Vec<Vec<ActionId>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrepareInput {
    portfolio: Value,
    answers: BTreeMap<String, Answers>,
    #[serde(default)]
    targets: Vec<Target>,
}

fn choose(input: ChoiceInput) -> Result<Value, String> {
    let position = |id: &ActionId| {
        let found = input.actions.iter().position(|(one, _)| one == id);
        found.unwrap_or(usize::MAX)
    };
    let goals = input.goals.iter().map(|goal| Goal {
        procedure: goal.procedure.clone(),
        applications: goal.applications,
        ways: goal
            .ways
            .iter()
            .map(|way| way.iter().map(position).collect())
            .collect(),
    });
    let portfolio = Portfolio::try_new(input.actions.clone(), goals.collect())
        .map_err(|error| error.code().to_owned())?;
    Ok(outcome(&portfolio, input.budget_yen))
}

fn outcome(portfolio: &Portfolio, budget_yen: u64) -> Value {
    let choice = portfolio.choose(budget_yen, DEFAULT_EFFORT);
    assert!(choice.exact, "{choice:#?}");
    assert_eq!(choice.gap(), 0);
    let chosen: Vec<&str> = choice
        .chosen
        .iter()
        .map(|one| one.action.as_str())
        .collect();
    let helped: Vec<&str> = choice
        .helped
        .iter()
        .map(|one| one.procedure.as_str())
        .collect();
    let not_helped: Vec<Value> = choice
        .not_helped
        .iter()
        .map(|one| json!([one.procedure, one.reason, one.further_yen]))
        .collect();
    json!({
        "chosen": chosen, "cost_yen": choice.cost_yen,
        "applications_helped": choice.applications_helped,
        "helped": helped, "not_helped": not_helped,
    })
}

fn prepare(rules: &Rules, input: &PrepareInput) -> Result<Value, String> {
    let document: PortfolioDocument = serde_json::from_value(input.portfolio.clone()).unwrap();
    let assessments: Vec<_> = input
        .answers
        .iter()
        .map(|(procedure, answers)| rules.assessed(procedure, answers, DAY))
        .collect();
    let standard = rules.series.on(DAY.parse().unwrap()).unwrap();
    let portfolio = document
        .prepare(standard, &assessments, &input.targets)
        .map_err(|error| error.code().to_owned())?;
    Ok(outcome(&portfolio, document.budget_yen))
}

pub(crate) fn operations(runner: Runner, rules: &Rc<Rules>) -> Runner {
    let rules = Rc::clone(rules);
    runner
        .on("portfolio_choice", choose)
        .on("portfolio", move |input: PrepareInput| {
            prepare(&rules, &input)
        })
}
