//! The operations of the vectors, for any progress options.

mod text;

use serde::Deserialize;
use serde_json::{Value, json};
use std::rc::Rc;
use tosei_conformance::Runner;
use tosei_plan::governance::publication_marks as governance_marks;
use tosei_plan::{
    Direction, Indicator, IndicatorTarget, MeasureRule, Moment, Plan, PlanPeriod, PlanVerdict,
    ProgressOptions, ProgressOptionsDocument, PublishedFigure, ScenarioMethod, VerdictTally,
    pace_between, plan_progress, scenario, share_of, target_progress,
};
use tosei_types::{Date, PercentDigits};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentInput {
    text: String,
}

/// An indicator as a vector writes it: observations and targets without their sources.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgressInput {
    direction: Direction,
    #[serde(default)]
    unit: Option<String>,
    observations: Vec<Value>,
    target: Value,
    #[serde(default)]
    starts: Option<Moment>,
    #[serde(default)]
    period: Option<PlanPeriod>,
    as_of: Date,
    options: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaceInput {
    from: Value,
    to: Value,
    #[serde(default)]
    population: Option<String>,
    #[serde(default)]
    unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerdictInput {
    #[serde(default)]
    rule: Option<MeasureRule>,
    #[serde(default)]
    options: Option<String>,
    verdicts: Vec<PlanVerdict>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioInput {
    direction: Direction,
    #[serde(default)]
    unit: Option<String>,
    observations: Vec<Value>,
    by: Moment,
    #[serde(default)]
    target: Option<String>,
    as_of: Date,
    method: ScenarioMethod,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShareInput {
    part: Value,
    whole: Value,
}

fn sourced(mut value: Value) -> Value {
    value["source"] = json!({"id": "vector"});
    value
}

fn indicator(
    direction: Direction,
    unit: Option<&str>,
    observations: Vec<Value>,
    targets: Vec<Value>,
) -> Indicator {
    let list = |all: Vec<Value>| all.into_iter().map(sourced).collect::<Vec<_>>();
    serde_json::from_value(json!({
        "id": "i", "name": {"ja": "指標", "en": "Indicator"}, "unit": unit.unwrap_or("percent"),
        "direction": direction, "measures": ["m"],
        "observations": list(observations), "targets": list(targets),
        "source": {"id": "vector"},
    }))
    .unwrap()
}

fn without_nothing(value: Value) -> Value {
    let members = value.as_object().unwrap().clone();
    members
        .into_iter()
        .filter(|(_, one)| !one.is_null())
        .collect()
}

fn progress(input: ProgressInput, options: &ProgressOptions) -> Value {
    let unit = input.unit.as_deref();
    let mut one = indicator(input.direction, unit, input.observations, vec![]);
    one.starts = input.starts;
    let target: IndicatorTarget = serde_json::from_value(sourced(input.target)).unwrap();
    let answer = target_progress(&one, &target, input.period, input.as_of, options);
    without_nothing(json!({
        "verdict": answer.verdict, "reasons": answer.reasons, "line": answer.line,
        "lag": answer.lag, "missing": answer.missing,
        "required_per_quarter": answer.required.map(|pace| pace.per_quarter),
        "recent_per_quarter": answer.recent.map(|pace| pace.per_quarter),
    }))
}

fn pace(input: PaceInput) -> Value {
    let moment = |value: &Value| value["at"].as_str().unwrap().parse::<Moment>().unwrap();
    let (from, to) = (moment(&input.from), moment(&input.to));
    let seen = vec![input.from, input.to];
    let mut one = indicator(Direction::Up, input.unit.as_deref(), seen, vec![]);
    one.population = input.population.map(|count| {
        let value = json!({"count": count, "unit": "things", "source": {"id": "vector"}});
        serde_json::from_value(value).unwrap()
    });
    match pace_between(&one, from, to) {
        None => Value::Null,
        Some((pace, _)) => without_nothing(json!({
            "change": pace.change, "quarters": pace.quarters, "per_quarter": pace.per_quarter,
            "per_year": pace.per_year,
            "things_per_quarter": pace.things.map(|one| one.per_quarter),
        })),
    }
}

/// Indicators whose verdicts are wanted, in a plan of one measure.
fn measure_verdict(
    verdicts: &[PlanVerdict],
    options: &ProgressOptions,
) -> Result<Option<PlanVerdict>, String> {
    let of = |verdict: &PlanVerdict| {
        let seen = |value: &str| vec![json!({"at": "2025-03-31", "value": value})];
        let (observations, by, starts) = match verdict {
            PlanVerdict::OnTrack => (seen("80"), "2025-03-31", None),
            PlanVerdict::AtRisk => {
                let first = json!({"at": "2024-03-31", "value": "40"});
                (vec![first, seen("41")[0].clone()], "2026-03-31", None)
            }
            PlanVerdict::Missed => (seen("70"), "2025-03-31", None),
            PlanVerdict::NotYetDue => (vec![], "2026-03-31", "2025-10-01".parse().ok()),
            _ => (vec![], "2026-03-31", None),
        };
        let target = json!({"by": by, "value": "80"});
        let mut one = indicator(Direction::Up, None, observations, vec![target]);
        one.starts = starts;
        one
    };
    let label = json!({"ja": "甲", "en": "A"});
    let mut plan: Plan = serde_json::from_value(json!({
        "format": "tosei-plan", "format_version": 1, "id": "plan", "kind": "plan", "name": label,
        "edition": {"id": "1", "date": "2025-01-01", "source": "vector"}, "body": label,
        "measures": [{"id": "m", "name": label, "policy": "p", "source": {"id": "vector"}}],
    }))
    .unwrap();
    plan.indicators = verdicts.iter().map(of).collect();
    let day = "2025-04-01".parse().unwrap();
    let progress = plan_progress(&plan, day, options);
    let found: Vec<_> = progress.indicators.iter().map(|one| one.verdict).collect();
    // The indicators are made for their verdicts.
    if found != verdicts {
        return Err("other verdicts".to_owned());
    }
    let tally = VerdictTally::of(found);
    assert_eq!(tally, progress.indicator_tally);
    // A measure without indicators cannot be measured; there is nothing to roll up.
    Ok((tally.total() > 0).then_some(progress.measures[0].verdict))
}

fn line(input: ScenarioInput) -> Value {
    let targets = input
        .target
        .map(|value| json!({"by": input.by, "value": value}));
    let targets = targets.into_iter().collect();
    let unit = input.unit.as_deref();
    let one = indicator(input.direction, unit, input.observations, targets);
    let answer = scenario(&one, input.by, input.as_of, input.method);
    let points: Vec<Value> = answer
        .points
        .iter()
        .map(|point| json!([point.at, point.value]))
        .collect();
    let points = (!points.is_empty()).then_some(points);
    without_nothing(json!({
        "outcome": answer.outcome, "shortfall": answer.shortfall, "points": points,
        "reached_on": answer.reached_on,
    }))
}

fn share(input: ShareInput) -> Value {
    let figure = |mut value: Value| -> PublishedFigure {
        value["id"] = "f".into();
        value["label"] = json!({"ja": "数", "en": "Count"});
        value["nature"] = "observed".into();
        serde_json::from_value(sourced(value)).unwrap()
    };
    let basis = "vector".parse().unwrap();
    match share_of(&figure(input.part), &figure(input.whole), basis) {
        None => Value::Null,
        Some(rate) => json!({
            "numerator": rate.numerator(), "denominator": rate.denominator(),
            "percent": rate.percent(PercentDigits::One).map(|one| one.to_string()),
        }),
    }
}

pub(crate) fn runner(options: ProgressOptionsDocument) -> Runner {
    let options = Rc::new(options);
    let named = move |name: &str| {
        let mut all = options.options.iter();
        all.find(|one| one.id == name)
            .cloned()
            .ok_or("no such options")
    };
    let again = named.clone();
    let runner = Runner::new("plan")
        .rules([
            ("plan", tosei_plan::rules().rules()),
            ("plan.governance", tosei_plan::governance::rules().rules()),
        ])
        .visibility(|document| {
            let marks = [tosei_plan::publication_marks(), governance_marks()];
            let mut tried = marks.iter().map(|marks| marks.publish(document));
            let published = tried.find_map(Result::ok);
            let published = published.ok_or("document.publish.no_marks")?;
            Ok(json!(published.withheld))
        })
        .on("moment", |input: MomentInput| {
            let moment: Moment = input.text.parse().map_err(code)?;
            Ok(json!({
                "first_day": moment.first_day(), "last_day": moment.last_day(),
                "position": moment.position(),
            }))
        })
        .on("target_progress", move |input: ProgressInput| {
            let options = named(&input.options)?;
            Ok(progress(input, &options))
        })
        .on("pace", |input: PaceInput| Ok(pace(input)))
        .on("measure_verdict", move |input: VerdictInput| {
            let mut options = again(input.options.as_deref().unwrap_or("standard"))?;
            options.measure_rule = input.rule.unwrap_or(options.measure_rule);
            measure_verdict(&input.verdicts, &options)
        })
        .on("scenario", |input: ScenarioInput| Ok(line(input)))
        .on("share", |input: ShareInput| Ok(share(input)));
    text::with(runner)
}

fn code(error: tosei_plan::MomentError) -> String {
    error.code().to_owned()
}
