//! Counts of the quality map.

use super::{Answers, DAY, Rules};
use serde::Deserialize;
use serde_json::{Value, json};
use std::rc::Rc;
use tosei_conformance::Runner;
use tosei_qos_model::{MapProcedure, QualityMap, Tally, Target};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MapInput {
    principle: String,
    rows: Vec<Row>,
    #[serde(default)]
    targets: Vec<Target>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    procedure: MapProcedure,
    answers: Answers,
}

fn shown(tally: &Tally) -> Option<[u64; 3]> {
    (*tally != Tally::default()).then_some([
        tally.procedures,
        tally.applications,
        tally.unknown_volumes,
    ])
}

fn counts(counts: &tosei_qos_model::PrincipleCounts) -> Value {
    let mut all = serde_json::Map::new();
    let mut put = |name: String, tally: &Tally| {
        if let Some(tally) = shown(tally) {
            all.insert(name, json!(tally));
        }
    };
    put("all".into(), &counts.all);
    put("range".into(), &counts.range);
    put("out_of_scope".into(), &counts.out_of_scope);
    put("not_digital".into(), &counts.not_digital);
    put("digital_unknown".into(), &counts.digital_unknown);
    for level in &counts.levels {
        let n = level.level;
        put(format!("earned_{n}"), &level.earned);
        put(
            format!("by_non_applicability_{n}"),
            &level.by_non_applicability,
        );
        put(format!("possible_{n}"), &level.possible);
        put(format!("at_least_{n}"), &level.at_least);
        put(format!("at_least_possible_{n}"), &level.at_least_possible);
    }
    for (name, tally) in [
        ("reached", &counts.targets.reached),
        ("ahead", &counts.targets.ahead),
        ("overdue", &counts.targets.overdue),
        ("undecided", &counts.targets.undecided),
        ("target_out_of_scope", &counts.targets.out_of_scope),
        ("target_no_level", &counts.targets.no_level),
        ("no_target", &counts.targets.no_target),
    ] {
        put(name.into(), tally);
    }
    Value::Object(all)
}

fn map(rules: &Rules, input: MapInput) -> Value {
    let rows = input.rows.into_iter().map(|row| {
        let assessment = rules.assessed(row.procedure.procedure.as_str(), &row.answers, DAY);
        (row.procedure, assessment)
    });
    let map = QualityMap::new(&rules.standard, DAY.parse().unwrap(), rows, &input.targets);
    let of = |list: &[tosei_qos_model::PrincipleCounts]| {
        counts(
            list.iter()
                .find(|one| one.principle.as_str() == input.principle)
                .unwrap(),
        )
    };
    let organisations: Vec<Value> = map
        .organisations
        .iter()
        .map(|one| {
            json!([
                one.organisation.as_ref().map(|one| one.id.as_str()),
                of(&one.counts)
            ])
        })
        .collect();
    json!({ "counts": of(&map.counts), "organisations": organisations })
}

pub(crate) fn operations(runner: Runner, rules: &Rc<Rules>) -> Runner {
    let rules = Rc::clone(rules);
    runner.on("map_counts", move |input: MapInput| Ok(map(&rules, input)))
}
