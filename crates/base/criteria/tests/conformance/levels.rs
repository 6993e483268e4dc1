//! Numbers, conditions, levels and sets of actions.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tosei_conformance::Runner;
use tosei_criteria::{
    ActionOptions, ActionSets, Answer, Assessment, CompiledStandard, EvidenceSet, LevelNumber,
    LevelStatus, PackedEvidence, Standard, evaluate, explain,
};
use tosei_document::Limits;
use tosei_types::CriterionId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionInput {
    condition: Value,
    values: BTreeMap<String, Option<String>>,
    answers: BTreeMap<String, Answer>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct CriterionInput {
    id: String,
    answer: Answer,
    #[serde(default)]
    always_applies: bool,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct LevelInput {
    #[serde(default)]
    within: Option<Value>,
    criteria: Vec<CriterionInput>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct AxisInput {
    build: String,
    not_applicable: String,
    levels: Vec<LevelInput>,
    #[serde(default)]
    prerequisites: Vec<CriterionInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionsInput {
    build: String,
    not_applicable: String,
    levels: Vec<LevelInput>,
    target: u8,
    costs_yen: BTreeMap<CriterionId, u64>,
    at_most: usize,
}

fn label() -> Value {
    json!({ "ja": "文", "en": "Text" })
}

/// A standard with one axis `A` and the frame that every standard has.
fn standard(parts: Value, levels: usize) -> CompiledStandard {
    let mut document = json!({
        "format": "tosei-standard", "format_version": 1, "id": "vector", "edition": "1",
        "label": label(), "effective_from": "2025-01-01", "source": "definition",
        "levels": (0..=levels).map(|level| json!({ "level": level, "label": label() })).collect::<Vec<_>>(),
    });
    for (key, value) in parts.as_object().unwrap() {
        document[key] = value.clone();
    }
    let (standard, report) = Standard::read(document.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    standard.unwrap().compile().unwrap()
}

fn criterion(id: &str, level: usize, more: Value) -> Value {
    let mut criterion = json!({
        "id": id, "axis": "A", "level": level, "text": label(), "evidence": "fact", "source": "definition",
    });
    for (key, value) in more.as_object().unwrap() {
        criterion[key] = value.clone();
    }
    criterion
}

/// Decides a condition the whole way: from items of evidence to the criterion's answer.
fn condition(input: ConditionInput) -> Result<Answer, String> {
    let mut criteria = vec![criterion("X", 1, json!({ "condition": input.condition }))];
    let mut items = Vec::new();
    let item = |more: Value| {
        let mut item = json!({
            "subject": "P", "quality": "confirmed", "source": "s", "date": "2025-01-01", "confirmed_by": "c",
        });
        for (key, value) in more.as_object().unwrap() {
            item[key] = value.clone();
        }
        item
    };
    let mut measures = Vec::new();
    for (measure, value) in &input.values {
        measures
            .push(json!({ "id": measure, "label": label(), "unit": "u", "source": "definition" }));
        items.push(item(
            json!({ "measure": measure, "unit": "u", "value": value }),
        ));
    }
    for (id, answer) in &input.answers {
        criteria.push(criterion(id, 1, json!({})));
        items.push(item(json!({ "criterion": id, "answer": answer })));
    }
    let levels: Vec<Value> = (0..=1)
        .map(|level| json!({ "level": level, "state": label() }))
        .collect();
    let standard = standard(
        json!({
            "measures": measures, "criteria": criteria,
            "axes": [{ "id": "A", "label": label(), "levels": levels }],
        }),
        1,
    );
    let evidence = json!({ "format": "tosei-evidence", "format_version": 1, "items": items });
    let (evidence, report) = EvidenceSet::read(evidence.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    let day = "2025-01-01".parse().unwrap();
    let judged = evaluate(&standard, &evidence.unwrap(), &"P".parse().unwrap(), day);
    Ok(judged.criterion(&"X".parse().unwrap()).unwrap().answer)
}

fn axis(input: &AxisInput) -> (CompiledStandard, PackedEvidence) {
    let mut levels = vec![json!({ "level": 0, "state": label() })];
    let mut criteria = Vec::new();
    for (number, level) in (1usize..).zip(&input.levels) {
        let mut one = json!({ "level": number, "state": label() });
        if let Some(within) = &level.within {
            one["within_level"] = within.clone();
        }
        levels.push(one);
        for asked in &level.criteria {
            let always = json!({ "always_applies": asked.always_applies });
            criteria.push(criterion(&asked.id, number, always));
        }
    }
    let prerequisites: Vec<Value> = input
        .prerequisites
        .iter()
        .map(|one| json!({ "id": one.id, "text": label(), "evidence": "fact", "source": "definition" }))
        .collect();
    let standard = standard(
        json!({
            "prerequisites": prerequisites,
            "policies": { "levels": input.build, "not_applicable": input.not_applicable },
            "axes": [{ "id": "A", "label": label(), "levels": levels }],
            "criteria": criteria,
        }),
        input.levels.len(),
    );
    let evidence = asked(input).fold(PackedEvidence::UNKNOWN, |packed, asked| {
        let bit = standard.bit(&asked.id.parse().unwrap()).unwrap();
        packed.with(bit, asked.answer)
    });
    (standard, evidence)
}

/// The prerequisites and the criteria.
fn asked(input: &AxisInput) -> impl Iterator<Item = &CriterionInput> {
    let criteria = input.levels.iter().flat_map(|level| &level.criteria);
    input.prerequisites.iter().chain(criteria)
}

/// Judges the whole way: from items of evidence.
fn judged(standard: &CompiledStandard, input: &AxisInput) -> Assessment {
    let items: Vec<Value> = asked(input)
        .map(|asked| {
            json!({
                "subject": "P", "criterion": asked.id, "answer": asked.answer, "quality": "confirmed",
                "source": "s", "date": "2025-01-01", "confirmed_by": "c",
            })
        })
        .collect();
    let evidence = json!({ "format": "tosei-evidence", "format_version": 1, "items": items });
    let (evidence, report) = EvidenceSet::read(evidence.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{report:?}");
    let day = "2025-01-01".parse().unwrap();
    evaluate(standard, &evidence.unwrap(), &"P".parse().unwrap(), day)
}

/// Judges the whole way where evidence can say it, and on packed evidence: both must agree.
fn levels(input: AxisInput) -> Result<Value, String> {
    let (standard, packed) = axis(&input);
    let verdict = standard.verdict(0, packed).unwrap();
    let judged = judged(&standard, &input);
    let axis = judged.axis(&"A".parse().unwrap()).unwrap();
    assert_eq!(judged.packed(&standard), packed);
    assert_eq!(
        (axis.earned, axis.reached),
        (verdict.levels.earned, verdict.levels.reached)
    );
    assert_eq!(axis.open, standard.ids(verdict.open));
    assert!(standard.all_levels(packed).eq([verdict.levels]));
    assert!(standard.verdicts(packed).eq([verdict]));
    let states: Vec<LevelStatus> = axis.levels.iter().map(|level| level.status).collect();
    Ok(json!({
        "level": axis.level, "earned": axis.earned, "reached": axis.reached, "states": states,
        "supporting": axis.supporting, "blocking": axis.blocking, "open": axis.open,
        "not_applicable": axis.not_applicable,
    }))
}

fn action_sets(input: ActionsInput) -> Result<Value, String> {
    let (standard, packed) = axis(&AxisInput {
        build: input.build,
        not_applicable: input.not_applicable,
        levels: input.levels,
        prerequisites: Vec::new(),
    });
    let options = ActionOptions {
        costs_yen: input.costs_yen,
        at_most: input.at_most,
    };
    let target = LevelNumber::try_new(input.target).unwrap();
    let found = standard
        .action_sets(&"A".parse().unwrap(), packed, target, &options)
        .unwrap();
    Ok(listed(&found))
}

/// The sets of actions, each with what is to be done and what that costs.
fn listed(found: &ActionSets) -> Value {
    let sets: Vec<Value> = found
        .sets
        .iter()
        .map(|set| {
            let actions: Map<String, Value> = set
                .actions
                .iter()
                .map(|one| (one.criterion.to_string(), json!(one.kind)))
                .collect();
            json!({ "actions": actions, "cost_yen": set.cost_yen })
        })
        .collect();
    json!({ "sets": sets, "cut": found.cut })
}

/// Why the axis stands where it does.
fn explained(input: &AxisInput) -> Value {
    let (standard, _) = axis(input);
    let judged = judged(&standard, input);
    let explained = explain(&standard, &judged, &ActionOptions::default());
    let axis = explained.axes.first().map(|axis| {
        let next = axis.next.as_ref().map(|next| {
            json!({
                "level": next.level, "not_met": next.not_met, "unknown": next.unknown,
                "actions": listed(&next.action_sets),
            })
        });
        let unknowns: Map<String, Value> = axis
            .unknowns
            .iter()
            .map(|one| {
                let effect = json!({
                    "met": one.if_met, "not_met": one.if_not_met,
                    "not_applicable": one.if_not_applicable,
                    "could_lift": one.could_lift(axis.level),
                    "could_sink": one.could_sink(axis.level),
                });
                (one.criterion.to_string(), effect)
            })
            .collect();
        json!({
            "level": axis.level, "reached": axis.reached, "not_applicable": axis.not_applicable,
            "met": axis.met, "not_applicable_criteria": axis.not_applicable_criteria,
            "next": next, "unknowns": unknowns,
        })
    });
    json!({
        "prerequisite": explained.prerequisite,
        "missing_prerequisites": explained.missing_prerequisites,
        "axis": axis,
    })
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("condition", condition)
        .on("evaluate", levels)
        .on("action_sets", action_sets)
        .on("explain", |input: AxisInput| Ok(explained(&input)))
}
