//! Cases through stages of steps with constant times.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_bpr::simulate::{RunOutcome, SimulationFigure, SimulationParameters, simulate};
use tosei_conformance::Runner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    first_day: String,
    days: u32,
    drain_days: u32,
    #[serde(default)]
    warm_up_days: u32,
    #[serde(default)]
    closed_days: Vec<String>,
    arrivals: Vec<Arrival>,
    groups: Vec<Group>,
    steps: Vec<Step>,
    stages: Vec<Vec<String>>,
    #[serde(default)]
    shift_end: Option<String>,
    #[serde(default)]
    calendar_days: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrival {
    at: String,
    #[serde(default = "usual")]
    priority: u8,
}

fn usual() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    people: u32,
    #[serde(default)]
    hours: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    id: String,
    work: String,
    #[serde(default)]
    waiting: Option<String>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    batch: Option<Map<String, Value>>,
}

/// The stages as a flow: steps of one stage between two parallel gateways.
fn flow(input: &Input) -> Value {
    let event = |id: &str, kind: &str| json!({"id": id, "is": {"kind": "event", "event": kind, "trigger": "none"}});
    let mut nodes: Vec<Value> = input
        .steps
        .iter()
        .map(|step| {
            json!({"id": step.id, "is": {"kind": "activity", "work": step.work, "waiting": "0"}})
        })
        .collect();
    nodes.extend([event("start", "start"), event("end", "end")]);
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut last = "start".to_owned();
    for (at, stage) in input.stages.iter().enumerate() {
        if let [only] = stage.as_slice() {
            lines.push((last, only.clone()));
            last = only.clone();
            continue;
        }
        let (split, join) = (format!("split{at}"), format!("join{at}"));
        for id in [&split, &join] {
            nodes.push(json!({"id": id, "is": {"kind": "gateway", "gateway": "parallel"}}));
        }
        lines.push((last, split.clone()));
        for step in stage {
            lines.push((split.clone(), step.clone()));
            lines.push((step.clone(), join.clone()));
        }
        last = join;
    }
    lines.push((last, "end".to_owned()));
    let lines: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(at, (from, to))| json!({"id": format!("l{at}"), "from": from, "to": to}))
        .collect();
    json!({"format": "tosei-flow", "format_version": 1, "id": "vector", "nodes": nodes, "sequence_flows": lines})
}

fn parameters(input: &Input) -> Value {
    let arrivals: Vec<Value> = input
        .arrivals
        .iter()
        .enumerate()
        .map(|(at, one)| {
            json!({"id": format!("a{at}"), "priority": one.priority,
                "pattern": {"kind": "recorded", "times": [one.at]}})
        })
        .collect();
    let staff: Vec<Value> = input
        .groups
        .iter()
        .map(|group| {
            let nodes = input
                .steps
                .iter()
                .filter(|step| step.groups.contains(&group.id));
            let nodes: Vec<&str> = nodes.map(|step| step.id.as_str()).collect();
            let mut one = json!({"id": group.id, "people": group.people, "nodes": nodes,
                "label": {"ja": group.id, "en": group.id}});
            if let Some(hours) = &group.hours {
                one["hours"] = hours.clone();
            }
            one
        })
        .collect();
    let batches: Vec<Value> = input
        .steps
        .iter()
        .filter_map(|step| {
            let mut schedule = step.batch.clone()?;
            let mut batch = json!({"node": step.id});
            for key in ["least", "most", "work"] {
                if let Some(value) = schedule.remove(key) {
                    batch[key] = value;
                }
            }
            batch["schedule"] = Value::Object(schedule);
            Some(batch)
        })
        .collect();
    // What the parameters say is waited for also where the step has staff.
    let times: Vec<Value> = input
        .steps
        .iter()
        .filter_map(|step| Some(json!({"node": step.id, "waiting": step.waiting.as_ref()?})))
        .collect();
    let closed: Vec<Value> = input
        .closed_days
        .iter()
        .map(|day| json!({"date": day, "name": "閉庁日"}))
        .collect();
    let mut all = json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": input.first_day,
        "days": input.days, "drain_days": input.drain_days, "warm_up_days": input.warm_up_days,
        "runs": {"seed": 1, "runs": 2}, "arrivals": arrivals, "staff": staff, "batches": batches,
        "times": times,
        "calendar": {"format": "tosei-business-calendar", "format_version": 1,
            "name": {"ja": "暦", "en": "calendar"}, "weekly_closing_days": ["saturday", "sunday"],
            "official_holidays": "open", "closing_days": closed},
        "options": {"unstaffed": "unlimited", "quantiles": "exact"}
    });
    if let Some(rule) = &input.shift_end {
        all["options"]["shift_end"] = json!(rule);
    }
    if let Some(days) = input.calendar_days {
        all["deadlines"] = json!({"statutory": {"deadline": {"legal_basis": "条例（架空）",
            "length": {"amount": days.to_string(), "unit": "day"}, "first_day": "next_day"}}});
    }
    all
}

fn answer(input: &Input, run: &RunOutcome) -> Value {
    let count = |figure: SimulationFigure| run.figure(figure).unwrap_or(0.0).round() as u64;
    let mut steps = Map::new();
    for (step, of) in input.steps.iter().zip(run.steps()) {
        let shown = |value: f64| format!("{value:.3}");
        steps.insert(
            step.id.clone(),
            json!({"visits": format!("{}.000", of.visits), "work": shown(of.work),
                "queue": shown(of.queue), "batch": shown(of.batch), "stated": shown(of.stated),
                "pause": shown(of.pause)}),
        );
    }
    let leads: Vec<String> = run
        .leads()
        .iter()
        .map(|lead| format!("{lead:.0}"))
        .collect();
    let mut all = json!({"lead_minutes": leads, "steps": steps,
        "open_at_end": count(SimulationFigure::Unfinished)});
    if input.calendar_days.is_some() {
        let late = count(SimulationFigure::StatutoryBreaches);
        all["late"] = json!(late);
        all["in_time"] = json!(count(SimulationFigure::Finished) - late);
    }
    all
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("simulated_cases", |input: Input| {
        let flow = serde_json::from_value(flow(&input)).map_err(|error| error.to_string())?;
        let parameters: SimulationParameters =
            serde_json::from_value(parameters(&input)).map_err(|error| error.to_string())?;
        let simulated = simulate(&flow, &parameters).map_err(|error| error.code().to_owned())?;
        Ok::<_, String>(answer(&input, &simulated.outcomes()[0]))
    })
}
