//! Rollouts and their progress.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_counter_dx::{
    register::CounterRegister,
    rollout::{Candidate, ImprovementRecord, Quarter, RolloutPlan, improvement_progress},
};
use tosei_types::{Date, Language, PercentDigits};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Progress {
    register: CounterRegister,
    records: Vec<ImprovementRecord>,
    as_of: Date,
}

/// The plan as its parts, so that a refusal has its code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    format: String,
    format_version: u32,
    title: String,
    quarters: Vec<Quarter>,
    candidates: Vec<Candidate>,
}

fn plan(input: Plan) -> Result<RolloutPlan, String> {
    if input.format != "tosei-rollout-plan" || input.format_version != 1 {
        let document = json!({"format": input.format, "format_version": input.format_version,
            "title": "", "quarters": [], "candidates": []});
        let error = serde_json::from_value::<RolloutPlan>(document).unwrap_err();
        assert!(error.to_string().contains("tosei-rollout-plan"));
        return Err("counter_dx.rollout.format".to_owned());
    }
    RolloutPlan::try_new(&input.title, input.quarters, input.candidates)
        .map_err(|error| error.code().to_owned())
}

fn rollout(input: Plan) -> Result<Value, String> {
    let plan = plan(input)?;
    let rollout = plan.rollout();
    for language in [Language::Ja, Language::En] {
        let ranked = rollout.ranked.iter();
        assert!(
            ranked
                .clone()
                .all(|one| !one.sentence(&plan, language).is_empty())
        );
        let unknown = rollout.unknown.iter();
        assert!(
            unknown
                .clone()
                .all(|one| !one.sentence(language).is_empty())
        );
    }
    let ranked: Vec<Value> = rollout
        .ranked
        .iter()
        .map(|one| {
            json!({"counter": one.counter, "tool": one.tool,
                "person_seconds": one.saved_a_year.person_seconds(),
                "person_minutes": one.saved_a_year.to_string(), "outcome": one.outcome})
        })
        .collect();
    let quarters: Vec<Value> = rollout
        .quarters
        .iter()
        .map(|one| {
            json!({"counters": one.counters, "work_days": one.work_days, "cost_yen": one.cost_yen,
                "seconds": one.saved_a_year.person_seconds()})
        })
        .collect();
    Ok(json!({"ranked": ranked, "unknown": rollout.unknown, "quarters": quarters}))
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner
        .on("rollout", rollout)
        .on("improvement_progress", |input: Progress| {
            let progress = improvement_progress(&input.register, &input.records, input.as_of)
                .map_err(|error| error.code().to_owned())?;
            let digits = PercentDigits::One;
            let mut value = serde_json::to_value(&progress).unwrap();
            let fields = value.as_object_mut().unwrap();
            let ends = progress.of_all(digits);
            let ends = ends.map(|(least, most)| [least.to_string(), most.to_string()]);
            fields.insert("of_all".to_owned(), json!(ends));
            let known = progress.of_known(digits).map(|percent| percent.to_string());
            fields.insert("of_known".to_owned(), json!(known));
            fields.insert(
                "target_reached".to_owned(),
                json!(progress.target_reached()),
            );
            Ok(value)
        })
}
