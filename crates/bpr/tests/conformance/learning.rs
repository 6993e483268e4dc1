//! Branches, arrivals, working hours and durations learnt from logs.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    event_log::{LogColumns, read_csv},
    simulate::learn::{FitMethod, Interval, LearnOptions, Learned, learn},
};
use tosei_conformance::Runner;
use tosei_document::Limits;
use tosei_simulation::{Distribution, Family, Level};
use tosei_types::ExactNumber;

fn learnt(rows: &str, flow: Option<&Flow>, options: &LearnOptions) -> Learned {
    let csv = format!("case:concept:name,concept:name,time:timestamp\n{rows}");
    let log = read_csv(csv.as_bytes(), &LogColumns::default(), &Limits::default()).unwrap();
    learn(&log, flow, options)
}

fn options() -> LearnOptions {
    LearnOptions::new("mihon".parse().unwrap())
}

fn text(number: f64) -> String {
    format!("{number:.6}")
}

fn ends(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |of| json!([text(of.low), text(of.high)]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Branches {
    traces: Vec<Trace>,
    step: String,
    ways: Vec<String>,
    #[serde(default)]
    level: Level,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trace {
    steps: Vec<String>,
    cases: u64,
}

/// Start, the step, an exclusive gateway, one of the ways, end.
fn fork(step: &str, ways: &[String]) -> Flow {
    let mut nodes = vec![
        json!({"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}}),
        json!({"id": "step", "name": step, "is": {"kind": "activity"}}),
        json!({"id": "fork", "is": {"kind": "gateway", "gateway": "exclusive"}}),
        json!({"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}),
    ];
    let mut lines = vec![
        json!({"id": "1", "from": "start", "to": "step"}),
        json!({"id": "2", "from": "step", "to": "fork"}),
    ];
    for (number, way) in ways.iter().enumerate() {
        let id = format!("way-{number}");
        nodes.push(json!({"id": id, "name": way, "is": {"kind": "activity"}}));
        lines.push(json!({"id": way, "from": "fork", "to": id}));
        lines.push(json!({"id": format!("out-{number}"), "from": id, "to": "end"}));
    }
    serde_json::from_value(json!({
        "format": "tosei-flow", "format_version": 1, "id": "mihon", "nodes": nodes, "sequence_flows": lines,
    }))
    .unwrap()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrivals {
    arrivals: Vec<Days>,
    #[serde(default)]
    level: Level,
}

/// So many cases at noon on each day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    date: String,
    cases: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hours {
    events: Vec<String>,
    share: ExactNumber,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Durations {
    seconds: Vec<u32>,
}

pub(crate) fn on(runner: Runner) -> Runner {
    let runner = runner.on("learned_branches", |input: Branches| {
        let mut rows = String::new();
        let mut case = 0;
        for trace in &input.traces {
            for _ in 0..trace.cases {
                case += 1;
                for (minute, step) in trace.steps.iter().enumerate() {
                    rows += &format!("{case},{step},2024-04-01T09:{minute:02}Z\n");
                }
            }
        }
        let mut options = options();
        options.level = input.level;
        let flow = fork(&input.step, &input.ways);
        let learned = learnt(&rows, Some(&flow), &options);
        let gateway = &learned.evidence.branches[0];
        let replay = learned.evidence.replay.as_ref().unwrap();
        Ok::<_, String>(json!({
            "cases": replay.cases,
            "fitting": replay.fitting,
            "reached": gateway.reached,
            "branches": gateway.branches.iter().map(|way| json!({
                "way": way.sequence_flow, "taken": way.taken, "share": way.share, "interval": ends(way.interval),
            })).collect::<Vec<_>>(),
        }))
    });
    let runner = runner.on("learned_arrivals", |input: Arrivals| {
        let mut rows = String::new();
        for day in &input.arrivals {
            for case in 0..day.cases {
                rows += &format!("{}-{case},受付,{}T12:00Z\n", day.date, day.date);
            }
        }
        let mut options = options();
        options.level = input.level;
        let learned = learnt(&rows, None, &options);
        Ok::<_, String>(match learned.evidence.arrivals {
            None => Value::Null,
            Some(of) => json!({
                "from": of.from, "to": of.to, "cases": of.cases,
                "months": of.months.iter().map(|month| json!({
                    "month": month.month, "days": month.days, "cases": month.cases,
                    "per_day": text(month.per_day), "interval": ends(Some(month.interval)),
                })).collect::<Vec<_>>(),
                "weekdays": of.weekdays.iter().map(|day| json!([day.days, day.cases])).collect::<Vec<_>>(),
                "constancy": of.constancy.map(|of| json!({
                    "squares": text(of.squares), "degrees": of.degrees, "chance": text(of.chance),
                })),
            }),
        })
    });
    let runner = runner.on("learned_hours", |input: Hours| {
        let mut rows = String::new();
        for (case, time) in input.events.iter().enumerate() {
            rows += &format!("{case},受付,{time}\n");
        }
        let mut options = options();
        options.working_hour_share = input.share;
        let learned = learnt(&rows, None, &options);
        Ok::<_, String>(match learned.evidence.calendar {
            None => Value::Null,
            Some(of) => {
                let hours = of.weekdays.iter().map(|day| {
                    let spans = of.hours.usual(day.weekday).iter();
                    spans
                        .map(|span| format!("{}-{}", span.from, span.to))
                        .collect::<Vec<_>>()
                });
                json!({
                    "hours": hours.collect::<Vec<_>>(), "closed_days": of.closed_days,
                    "outside": of.outside, "events": of.events,
                })
            }
        })
    });
    runner.on("learned_duration", |input: Durations| {
        let mut rows = String::new();
        for (case, seconds) in input.seconds.iter().enumerate() {
            let (days, rest) = (seconds / 86_400, seconds % 86_400);
            let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
            rows += &format!("{case},受付,2024-04-01T00:00:00Z\n");
            rows += &format!(
                "{case},決裁,2024-04-{:02}T{hour:02}:{minute:02}:{second:02}Z\n",
                days + 1
            );
        }
        let learned = learnt(&rows, None, &options());
        let mut steps = learned.evidence.steps.into_iter();
        let step = steps.find(|step| step.step == "決裁");
        let Some(of) = step.and_then(|step| step.sojourn) else {
            return Ok::<_, String>(Value::Null);
        };
        let candidate = |family: Family, method: FitMethod| {
            let mut all = of.candidates.iter();
            let one = all.find(|one| one.family == family && one.method == method)?;
            let numbers = match &one.distribution {
                Distribution::Exponential { mean } => vec![text(mean.get())],
                Distribution::Lognormal { mean, deviation } => {
                    vec![text(mean.get()), text(deviation.get())]
                }
                _ => Vec::new(),
            };
            Some(json!({
                "numbers": numbers, "distance": text(one.distance), "contradicted": one.is_contradicted(),
            }))
        };
        Ok(json!({
            "values": of.values, "mean": text(of.mean), "least": text(of.least), "median": text(of.median),
            "percentile_90": text(of.percentile_90), "most": text(of.most),
            "exponential": candidate(Family::Exponential, FitMethod::Moments),
            "lognormal_moments": candidate(Family::Lognormal, FitMethod::Moments),
            "lognormal_likelihood": candidate(Family::Lognormal, FitMethod::Likelihood),
        }))
    })
}
