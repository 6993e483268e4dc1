//! Selection rules: applied to candidates, and checked.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_inventory::{
    Candidate, CompiledPriorities, Party, PriorityRules, PriorityUnit, ProcessKinds, Volume,
};
use tosei_types::{FiscalYear, ProcedureId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SelectionInput {
    rule: Value,
    fiscal_years: Vec<FiscalYear>,
    candidates: Vec<Item>,
    #[serde(default)]
    listed: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardSelectionInput {
    id: String,
    fiscal_years: Vec<FiscalYear>,
    candidates: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckInput {
    rules: Value,
}

/// One candidate; what is left out is unknown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    unit: PriorityUnit,
    #[serde(default)]
    procedure: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    actor: Option<Party>,
    #[serde(default)]
    volumes: Vec<Volume>,
    #[serde(default)]
    related: Vec<ProcedureId>,
    #[serde(default)]
    other_reason: Option<String>,
}

impl Item {
    fn candidate(&self) -> Candidate<'_> {
        let kind = self.kind.as_deref();
        let candidate = match self.unit {
            PriorityUnit::Procedure => Candidate::procedure(&self.id, "手続"),
            _ => Candidate::process(&self.id, "プロセス"),
        };
        let candidate = match &self.procedure {
            Some(procedure) => candidate.of_procedure_id(procedure),
            None => candidate,
        };
        candidate
            .with_kind(kind.map(|code| ProcessKinds::standard().index(code).expect("a known kind")))
            .with_actor(self.actor.unwrap_or(Party::Unknown))
            .with_volumes(&self.volumes)
            .with_related(&self.related)
            .with_other_reason(self.other_reason.as_deref())
    }
}

fn select(
    rules: &CompiledPriorities,
    id: &str,
    years: &[FiscalYear],
    candidates: &[Item],
    listed: Option<usize>,
) -> Result<Value, String> {
    let (first, more) = years.split_first().expect("at least one year");
    let mut selector = rules.selector(id, *first).expect("a rule of that id");
    for year in more {
        selector = selector.or_year(*year);
    }
    if let Some(listed) = listed {
        selector = selector.listing(listed);
    }
    for candidate in candidates {
        selector.take(&candidate.candidate());
    }
    let mut selection = serde_json::to_value(selector.finish()).unwrap();
    let fields = selection.as_object_mut().unwrap();
    for of_the_rule in [
        "rule",
        "label",
        "sentence",
        "unit",
        "measure",
        "fiscal_years",
    ] {
        fields.remove(of_the_rule);
    }
    if let Some(coverage) = fields["coverage"].as_object_mut() {
        coverage.remove("basis");
    }
    for member in fields["members"].as_array_mut().unwrap() {
        member.as_object_mut().unwrap().remove("name");
    }
    Ok(selection)
}

fn rules(rules: &Value) -> PriorityRules {
    let document = json!({
        "format": "tosei-priority-rules",
        "format_version": 1,
        "edition": { "id": "vector", "date": "2026-11-22", "source": "definition" },
        "rules": rules,
    });
    PriorityRules::from_json(&document.to_string()).expect("rules of the right shape")
}

/// The operations; `shipped` are the rules that ship.
pub(crate) fn operations(runner: Runner, shipped: PriorityRules) -> Runner {
    let kinds = ProcessKinds::standard();
    runner
        .on("priority_selection", |input: SelectionInput| {
            let id = input.rule["id"].as_str().unwrap().to_string();
            let rules = rules(&json!([input.rule]))
                .compile(kinds)
                .expect("a sound rule");
            select(
                &rules,
                &id,
                &input.fiscal_years,
                &input.candidates,
                input.listed,
            )
        })
        .on(
            "standard_priority_selection",
            move |input: StandardSelectionInput| {
                let rules = shipped.compile(kinds).unwrap();
                select(
                    &rules,
                    &input.id,
                    &input.fiscal_years,
                    &input.candidates,
                    None,
                )
            },
        )
        .on("priority_rules_check", |input: CheckInput| {
            let report = rules(&input.rules).check(kinds);
            let mut found: Vec<(String, String)> = report
                .findings()
                .iter()
                .map(|finding| (finding.place.to_string(), finding.rule.to_string()))
                .collect();
            found.sort();
            Ok(found)
        })
}
