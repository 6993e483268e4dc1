//! Levels by answers and by evidence; measured criteria; progress; periods.

use super::{Answers, DAY, Rules};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, rc::Rc};
use tosei_conformance::Runner;
use tosei_criteria::{ActionOptions, EvidenceSet, ExactNumber, LevelRange, evaluate};
use tosei_document::Limits;
use tosei_qos_model::{
    PrincipleStanding, StatedPeriods, Target, assess, explain_assessment, progress,
};
use tosei_types::{
    AxisId, CriterionId, DayConversion, Language, ProcedureId, ProcessingPeriodStatement,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelInput {
    principle: AxisId,
    answers: Answers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssessInput {
    procedure: ProcedureId,
    as_of: String,
    items: Value,
    #[serde(default)]
    exemptions: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplainInput {
    principle: AxisId,
    answers: Answers,
    #[serde(default)]
    costs_yen: BTreeMap<CriterionId, u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasuredInput {
    criterion: CriterionId,
    #[serde(default)]
    parameters: BTreeMap<String, ExactNumber>,
    values: BTreeMap<String, Option<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinitionInput {
    criterion: CriterionId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgressInput {
    target: Target,
    as_of: String,
    answers: Answers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodInput {
    online: Option<ProcessingPeriodStatement>,
    counter: Option<ProcessingPeriodStatement>,
}

fn level(rules: &Rules, input: &LevelInput) -> Value {
    let assessment = rules.assessed("P-1", &input.answers, DAY);
    let standing = PrincipleStanding::of(&assessment, &input.principle);
    let mut value =
        json!({ "standing": standing.standing, "words_ja": standing.words(Language::Ja) });
    if let Some(axis) = assessment.axis(&input.principle) {
        let range = |range: LevelRange| json!([range.floor, range.ceiling]);
        value["earned"] = range(axis.earned);
        value["reached"] = range(axis.reached);
        value["supporting"] = json!(axis.supporting);
        value["blocking"] = json!(axis.blocking);
        value["open"] = json!(axis.open);
    }
    value
}

fn assess_input(rules: &Rules, input: &AssessInput) -> Result<Value, String> {
    let exemptions = match &input.exemptions {
        Value::Null => json!([]),
        other => other.clone(),
    };
    let json = json!({
        "format": "tosei-evidence", "format_version": 1,
        "items": input.items, "exemptions": exemptions,
    });
    let (evidence, report) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:#?}");
    let day = input.as_of.parse().unwrap();
    let assessment = assess(&rules.series, &evidence.unwrap(), &input.procedure, day)
        .map_err(|error| error.code().to_owned())?;
    let standings: BTreeMap<String, String> = rules
        .standard
        .document()
        .axes
        .iter()
        .map(|axis| {
            let standing = PrincipleStanding::of(&assessment, &axis.id);
            (axis.id.to_string(), standing.words(Language::En))
        })
        .collect();
    let known: BTreeMap<String, Value> = assessment
        .criteria
        .iter()
        .filter(|one| one.basis.kind != tosei_criteria::BasisKind::NoEvidence)
        .map(|one| {
            (
                one.criterion.to_string(),
                json!([one.answer, one.basis.kind]),
            )
        })
        .collect();
    let mut shown =
        json!({ "edition": assessment.edition, "standings": standings, "answers": known });
    // The published standard names no rule for an overall level.
    if let Some(overall) = assessment.overall {
        shown["overall"] = json!(overall);
    }
    Ok(shown)
}

fn explained(rules: &Rules, input: &ExplainInput) -> Value {
    let assessment = rules.assessed("P-1", &input.answers, DAY);
    let options = ActionOptions {
        costs_yen: input.costs_yen.clone(),
        ..ActionOptions::default()
    };
    let explained = explain_assessment(&rules.series, &assessment, &options).unwrap();
    for language in [Language::Ja, Language::En] {
        assert!(
            explained
                .sentences(language)
                .iter()
                .all(|one| !one.is_empty())
        );
    }
    let Some(axis) = explained
        .data()
        .axes
        .iter()
        .find(|axis| axis.axis == input.principle)
    else {
        return Value::Null;
    };
    let range = |range: LevelRange| json!([range.floor, range.ceiling]);
    let unknowns: BTreeMap<&str, Value> = axis
        .unknowns
        .iter()
        .map(|one| {
            let effects = [
                Some(one.if_met),
                Some(one.if_not_met),
                one.if_not_applicable,
            ];
            let effects: Vec<Value> = effects.into_iter().flatten().map(range).collect();
            (one.criterion.as_str(), json!(effects))
        })
        .collect();
    let next = axis.next.as_ref().map(|next| {
        let sets: Vec<Vec<&CriterionId>> = next
            .action_sets
            .sets
            .iter()
            .map(|set| set.actions.iter().map(|action| &action.criterion).collect())
            .collect();
        let costs: Vec<Option<u64>> = next
            .action_sets
            .sets
            .iter()
            .map(|set| set.cost_yen)
            .collect();
        json!({
            "level": next.level, "not_met": next.not_met, "unknown": next.unknown,
            "sets": sets, "costs": costs,
        })
    });
    json!({
        "level": range(axis.level), "met": axis.met,
        "not_applicable_criteria": axis.not_applicable_criteria,
        "next": next, "unknowns": unknowns,
    })
}

fn measured(rules: &Rules, input: &MeasuredInput) -> Result<Value, String> {
    let standard = rules
        .definitions
        .measured(
            &rules.standard,
            "vector".parse().unwrap(),
            std::slice::from_ref(&input.criterion),
            &input.parameters,
        )
        .map_err(|error| error.code().to_owned())?;
    let items: Vec<Value> = input
        .values
        .iter()
        .map(|(measure, value)| {
            let unit = &standard
                .measure(&measure.parse().unwrap())
                .expect("a measure")
                .unit;
            json!({
                "subject": "P-1", "measure": measure, "value": value, "unit": unit,
                "quality": "confirmed", "source": "vector", "date": "2025-01-01",
                "confirmed_by": "vector",
            })
        })
        .collect();
    let json = json!({"format": "tosei-evidence", "format_version": 1, "items": items});
    let (evidence, report) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:#?}");
    let compiled = standard.compile().expect("a sound standard");
    let day = DAY.parse().unwrap();
    let assessment = evaluate(&compiled, &evidence.unwrap(), &"P-1".parse().unwrap(), day);
    Ok(json!(
        assessment.criterion(&input.criterion).unwrap().answer
    ))
}

fn defined(rules: &Rules, criterion: &CriterionId) -> Option<Value> {
    let definition = rules.definitions.definition(criterion)?;
    let parameters = definition.parameters.iter();
    let parameters: Vec<Value> = parameters.map(|one| json!([one.id, one.default])).collect();
    // Of the condition as it is written: the measures in their order.
    let text = serde_json::to_string(&definition.condition).unwrap();
    let mut measures: Vec<(usize, Value)> = rules
        .definitions
        .measures
        .iter()
        .filter_map(|measure| {
            let at = text.find(&format!("\"{}\"", measure.id))?;
            Some((at, json!([measure.id, measure.unit])))
        })
        .collect();
    measures.sort_by_key(|(at, _)| *at);
    let measures: Vec<Value> = measures.into_iter().map(|(_, one)| one).collect();
    Some(json!({
        "derivable": definition.derivable, "survey_columns": definition.survey_columns,
        "parameters": parameters, "measures": measures,
    }))
}

fn periods(input: &PeriodInput) -> Result<Value, String> {
    let shown = StatedPeriods {
        procedure: &"P-1".parse().unwrap(),
        online: input.online.as_ref(),
        counter: input.counter.as_ref(),
        source: "vector",
        date: DAY.parse().unwrap(),
        conversion: DayConversion::default(),
    }
    .evidence()
    .map_err(|error| error.code().to_owned())?;
    let mut value = json!({ "comparison": shown.comparison, "ratio": shown.ratio });
    for item in shown.items {
        let item = serde_json::to_value(item).unwrap();
        assert_eq!(item["quality"], "stated");
        match item.get("criterion") {
            Some(criterion) => {
                value[criterion.as_str().unwrap()] = match item.get("reason") {
                    Some(reason) => json!([item["answer"], reason]),
                    None => json!([item["answer"]]),
                };
            }
            None => value[item["measure"].as_str().unwrap()] = item["value"].clone(),
        }
    }
    Ok(value)
}

pub(crate) fn operations(runner: Runner, rules: &Rc<Rules>) -> Runner {
    let [
        of_levels,
        of_items,
        of_reasons,
        of_values,
        of_definitions,
        of_targets,
    ] = std::array::from_fn(|_| Rc::clone(rules));
    runner
        .on("tokyo_2024_level", move |input: LevelInput| {
            Ok(level(&of_levels, &input))
        })
        .on("tokyo_2024_assess", move |input: AssessInput| {
            assess_input(&of_items, &input)
        })
        .on("explain", move |input: ExplainInput| {
            Ok(explained(&of_reasons, &input))
        })
        .on("measured_criterion", move |input: MeasuredInput| {
            measured(&of_values, &input)
        })
        .on("evidence_definition", move |input: DefinitionInput| {
            Ok(defined(&of_definitions, &input.criterion))
        })
        .on("progress", move |input: ProgressInput| {
            let assessment = of_targets.assessed(
                input.target.procedure.as_str(),
                &input.answers,
                &input.as_of,
            );
            let progress = serde_json::to_value(progress(&input.target, &assessment)).unwrap();
            let mut progress = progress.as_object().unwrap().clone();
            for given in ["procedure", "principle", "as_of"] {
                progress.remove(given);
            }
            Ok(progress)
        })
        .on("period_evidence", |input: PeriodInput| periods(&input))
}
