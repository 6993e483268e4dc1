//! Phases, statuses, supersession, sessions and progress.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_analog_regs::progress::{
    ObservedPace, PublishedPopulation, PublishedProgress, StatusCounts, forecast,
};
use tosei_analog_regs::{
    ActKind, AssemblyCalendar, Clause, DueGoal, EnablingInstrument, Obstacle, PhaseScale,
    PhaseScales, PhaseStep, Progress, ProgressDefinitions, Review, ReviewStatus, Rule, RuleKind,
    StatusEntry, StatusMachine, plan_session, supersession,
};
use tosei_conformance::Runner;
use tosei_types::{Citation, Date, Label, PercentDigits, Rate};

/// The files that the vectors judge by.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) scales: PhaseScales,
    pub(crate) statuses: StatusMachine,
    pub(crate) progress: ProgressDefinitions,
}

impl Rules {
    pub(crate) fn shipped() -> Self {
        Self {
            scales: PhaseScales::standard().clone(),
            statuses: StatusMachine::standard().clone(),
            progress: ProgressDefinitions::standard().clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum PhaseInput {
    Strict {
        strict: String,
    },
    Cell {
        cell: String,
    },
    Change {
        scale: String,
        from: PhaseStep,
        to: PhaseStep,
    },
    Wording {
        category: String,
        phase: PhaseStep,
    },
}

fn phase(scales: &PhaseScales, input: PhaseInput) -> Result<Value, String> {
    let written = |step: PhaseStep| json!({ "text": step.to_string(), "ascii": step.ascii() });
    let day: Date = "2025-06-30".parse().unwrap();
    match input {
        PhaseInput::Strict { strict } => strict
            .parse()
            .map(written)
            .map_err(|error: tosei_analog_regs::PhaseStepError| error.code().to_owned()),
        PhaseInput::Cell { cell } => PhaseStep::read_cell(&cell)
            .map(written)
            .map_err(|error| error.code().to_owned()),
        PhaseInput::Change { scale, from, to } => {
            let scale: &PhaseScale = scales.get(&scale).unwrap();
            Ok(json!({ "change": scale.change(from, to) }))
        }
        PhaseInput::Wording { category, phase } => {
            let category = category.parse().unwrap();
            let Some(scale) = scales.scale_of(&category, None, day) else {
                return Ok(json!({ "scale": null }));
            };
            let step = scale.step(phase);
            let wording = step.and_then(|step| step.wording.as_ref());
            Ok(json!({
                "scale": scale.id,
                "takes": scale.takes(phase),
                "wording": wording.map(|wording| &wording.ja),
                "status": step.map(|step| step.status),
            }))
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusInput {
    history: Vec<StatusEntry>,
    as_of: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseInput {
    citation: Citation,
    obstacles: Vec<Obstacle>,
    act: Option<ActKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleInput {
    id: String,
    kind: RuleKind,
    enacted_by: tosei_analog_regs::EnactingBody,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SupersessionInput {
    clause: ClauseInput,
    rule: RuleInput,
    enabling: Vec<EnablingInstrument>,
    day: Date,
}

fn superseded(input: SupersessionInput) -> Value {
    let rule = Rule {
        id: input.rule.id.parse().unwrap(),
        title: "架空".into(),
        number: None,
        kind: input.rule.kind,
        enacted_by: input.rule.enacted_by,
        section: None,
    };
    let id = "C-1".parse().unwrap();
    let mut clause = Clause::new(id, rule.id.clone(), input.clause.citation);
    clause.obstacles = input.clause.obstacles;
    clause.act = input.clause.act;
    let answer = supersession(&clause, &rule, &input.enabling, input.day);
    let verdicts: Vec<_> = answer.because.iter().map(|one| one.verdict).collect();
    json!({
        "written_form": answer.written_form,
        "by": answer.by,
        "verdicts": verdicts,
        "remaining": answer.remaining,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionInput {
    calendar: Value,
    due: Date,
    goal: DueGoal,
    as_of: Date,
}

fn session(input: &SessionInput) -> Result<Value, String> {
    let calendar = AssemblyCalendar::from_json(&input.calendar.to_string())
        .map_err(|error| error.code().to_owned())?;
    let answer = plan_session(&calendar, input.due, input.goal, input.as_of)
        .map_err(|error| error.code().to_owned())?;
    let options: Vec<Value> = answer
        .options
        .iter()
        .map(|option| {
            let days = option.chain.iter();
            let chain: Map<String, Value> = days
                .map(|step| (step.step.code().to_owned(), json!(step.on)))
                .collect();
            json!({ "session": option.session, "verdict": option.verdict, "chain": chain })
        })
        .collect();
    Ok(json!({
        "options": options,
        "last": answer.last,
        "first_allowed": answer.first_allowed,
        "last_allowed": answer.last_allowed,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedInput {
    done: u64,
    remaining: u64,
    populations: Vec<PopulationInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PopulationInput {
    id: String,
    clauses: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObservedInput {
    finished: u64,
    quarters: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForecastInput {
    remaining: u64,
    as_of: Date,
    deadline: Date,
    observed: Option<ObservedInput>,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum ProgressInput {
    Counts {
        counts: std::collections::BTreeMap<ReviewStatus, u64>,
        #[serde(default)]
        without_status: u64,
    },
    Published {
        published: PublishedInput,
    },
    Forecast {
        forecast: ForecastInput,
    },
}

fn percent(rate: &Rate) -> Option<String> {
    rate.percent(PercentDigits::One)
        .map(|percent| percent.to_string())
}

fn progress(definitions: &ProgressDefinitions, input: ProgressInput) -> Value {
    match input {
        ProgressInput::Counts {
            counts,
            without_status,
        } => {
            let mut own = StatusCounts::default();
            for (status, clauses) in counts {
                own.add(Some(status), clauses);
            }
            own.add(None, without_status);
            let day = "2025-06-30".parse().unwrap();
            let figures = Progress::of_counts(own, definitions, day).figures;
            let named = figures.iter().map(|one| {
                let name = format!("{}_of_{}", one.numerator, one.denominator);
                let rate = &one.rate;
                let value = json!([rate.numerator(), rate.denominator(), percent(rate)]);
                (name, value)
            });
            Value::Object(named.collect())
        }
        ProgressInput::Published { published } => {
            let label = Label::new("架空", "fictional");
            let populations = published.populations.into_iter();
            let own = PublishedProgress {
                id: "own".into(),
                label: label.clone(),
                done: published.done,
                remaining: published.remaining,
                as_of: String::new(),
                source: String::new(),
                populations: populations
                    .map(|one| PublishedPopulation {
                        id: one.id,
                        label: label.clone(),
                        clauses: one.clauses,
                        approximate: true,
                        as_of: String::new(),
                        source: String::new(),
                    })
                    .collect(),
            };
            let rates: Vec<Value> = own
                .rates()
                .iter()
                .map(|one| {
                    let rate = &one.rate;
                    let (above, below) = (rate.numerator(), rate.denominator());
                    json!([one.denominator, above, below, percent(rate)])
                })
                .collect();
            let left = own.left();
            let left: Vec<Value> = left
                .iter()
                .map(|one| json!([one.population, one.clauses]))
                .collect();
            json!({ "rates": rates, "left": left })
        }
        ProgressInput::Forecast { forecast: own } => {
            let observed = own.observed.map(|one| ObservedPace {
                finished: one.finished,
                quarters: one.quarters,
            });
            let answer = forecast(own.remaining, observed, own.as_of, own.deadline);
            json!({
                "quarters": answer.required.quarters,
                "per_quarter": answer.required.per_quarter,
                "left_at_deadline": answer.left_at_deadline,
                "verdict": answer.verdict,
            })
        }
    }
}

/// Adds the operations of the review.
pub(crate) fn operations(runner: Runner, rules: Rules) -> Runner {
    let Rules {
        scales,
        statuses,
        progress: definitions,
    } = rules;
    runner
        .on("phase", move |input: PhaseInput| phase(&scales, input))
        .on("review_status", move |input: StatusInput| {
            let review = Review {
                history: input.history,
                ..Review::default()
            };
            Ok::<_, String>(json!({
                "status": review.status_at(input.as_of),
                "faults": statuses.faults(&review.history),
            }))
        })
        .on("supersession", |input: SupersessionInput| {
            Ok::<_, String>(superseded(input))
        })
        .on("session_for_due_date", |input: SessionInput| {
            session(&input)
        })
        .on("progress", move |input: ProgressInput| {
            Ok::<_, String>(progress(&definitions, input))
        })
}
