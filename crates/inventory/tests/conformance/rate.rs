//! Rates: definitions evaluated over rows, definitions checked, volume bands.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_inventory::{
    CompiledRates, Discretion, Facts, OnlineStatus, Party, PredicateAnswer, ProcedureFacts,
    ProcessFacts, ProcessKinds, RateDefinitions, RateUnit, SeriesEdition, SeriesFacts,
    StandingEditions, Tally, TouchpointFacts, VolumeBands,
};
use tosei_types::{CaseCount, Date};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateInput {
    definition: Value,
    #[serde(default = "june")]
    day: Date,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardRateInput {
    id: String,
    /// What the rows are, where the case says it.
    #[serde(default)]
    unit: Option<RateUnit>,
    #[serde(default = "june")]
    day: Date,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckInput {
    rates: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandInput {
    cases: CaseCount,
}

/// One row, `times` over; what is left out is unknown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default = "once")]
    times: u64,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default = "unknown_status")]
    status: OnlineStatus,
    #[serde(default = "unknown_answer")]
    entry_online: PredicateAnswer,
    #[serde(default = "unknown_answer")]
    no_paper_from_applicant: PredicateAnswer,
    #[serde(default = "unknown_answer")]
    end_to_end: PredicateAnswer,
    #[serde(default = "unknown_actor")]
    actor: Party,
    #[serde(default = "unknown_discretion")]
    discretion: Discretion,
    #[serde(default)]
    cases: Option<CaseCount>,
    #[serde(default)]
    online_cases: Option<CaseCount>,
    /// Of a procedure.
    #[serde(default)]
    processes: Vec<Row>,
    /// Of a procedure: its edition, or that it is of no series; left out, nothing is known of it.
    #[serde(default)]
    edition: Option<Edition>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Edition {
    Of(SeriesEdition),
    None(NoSeries),
}

#[derive(Deserialize)]
enum NoSeries {
    #[serde(rename = "none")]
    None,
}

fn june() -> Date {
    "2025-06-30".parse().expect("a day")
}

fn once() -> u64 {
    1
}
fn unknown_status() -> OnlineStatus {
    OnlineStatus::Unknown
}
fn unknown_answer() -> PredicateAnswer {
    PredicateAnswer::Unknown
}
fn unknown_actor() -> Party {
    Party::Unknown
}
fn unknown_discretion() -> Discretion {
    Discretion::Unknown
}

impl Row {
    fn process(&self) -> ProcessFacts {
        let kind = self.kind.as_deref();
        ProcessFacts {
            kind: kind.map(|code| ProcessKinds::standard().index(code).expect("a known kind")),
            status: self.status,
            entry_online: self.entry_online,
            no_paper_from_applicant: self.no_paper_from_applicant,
            end_to_end: self.end_to_end,
            actor: self.actor,
            discretion: self.discretion,
            cases: self.cases,
            online_cases: self.online_cases,
        }
    }

    fn procedure(&self, standing: &StandingEditions<'_>) -> ProcedureFacts {
        let processes = self.processes.iter().map(Row::process);
        let series = match &self.edition {
            None => SeriesFacts::unknown(),
            Some(Edition::None(NoSeries::None)) => standing.facts(None),
            Some(Edition::Of(edition)) => standing.facts(Some(edition)),
        };
        ProcedureFacts::of_processes(processes, ProcessKinds::standard())
            .with_actor(self.actor)
            .with_series(series)
    }

    fn edition(&self) -> Option<&SeriesEdition> {
        match &self.edition {
            Some(Edition::Of(edition)) => Some(edition),
            _ => None,
        }
    }

    fn touchpoint(&self) -> TouchpointFacts {
        TouchpointFacts {
            status: self.status,
            actor: self.actor,
            discretion: self.discretion,
            cases: self.cases,
            online_cases: self.online_cases,
        }
    }
}

fn tally<F: Facts>(rows: &[Row], facts: impl Fn(&Row) -> F) -> Tally<F> {
    let mut tally = Tally::new();
    for row in rows {
        for _ in 0..row.times {
            tally.add(&facts(row));
        }
    }
    tally
}

fn evaluate(rates: &CompiledRates, id: &str, rows: &[Row], day: Date) -> Result<Value, String> {
    let standing = StandingEditions::new(rows.iter().filter_map(Row::edition), day);
    let (_, unit) = rates
        .iter()
        .find(|(found, _)| found.as_str() == id)
        .expect("a rate of that id");
    let result = match unit {
        RateUnit::Procedure => rates.evaluate_one(id, &tally(rows, |row| row.procedure(&standing))),
        RateUnit::Touchpoint => rates.evaluate_one(id, &tally(rows, Row::touchpoint)),
        _ => rates.evaluate_one(id, &tally(rows, Row::process)),
    };
    let mut result = serde_json::to_value(result.unwrap()).unwrap();
    let fields = result.as_object_mut().unwrap();
    for named in ["id", "label", "unit"] {
        fields.remove(named);
    }
    let counts = fields["counts"].as_object_mut().unwrap();
    counts.retain(|_, count| count != &json!(0));
    Ok(result)
}

fn definitions(rates: &Value) -> RateDefinitions {
    let document = json!({
        "format": "tosei-rate-definitions",
        "format_version": 1,
        "edition": { "id": "vector", "date": "2026-11-22", "source": "definition" },
        "rates": rates,
    });
    RateDefinitions::from_json(&document.to_string()).expect("definitions of the right shape")
}

/// The operations; `shipped` and `bands` are the definitions that ship.
pub(crate) fn operations(runner: Runner, shipped: RateDefinitions, bands: VolumeBands) -> Runner {
    let kinds = ProcessKinds::standard();
    runner
        .on("rate", |input: RateInput| {
            let id = input.definition["id"].as_str().unwrap().to_string();
            let rates = definitions(&json!([input.definition])).compile(kinds);
            evaluate(
                &rates.expect("a sound definition"),
                &id,
                &input.rows,
                input.day,
            )
        })
        .on("standard_rate", move |input: StandardRateInput| {
            let rates = shipped.compile(kinds).unwrap();
            let mut units = rates.iter().filter(|(id, _)| id.as_str() == input.id);
            let unit = units.next().expect("a rate of that id").1;
            assert_eq!(input.unit.unwrap_or(unit), unit);
            evaluate(&rates, &input.id, &input.rows, input.day)
        })
        .on("rate_definitions_check", |input: CheckInput| {
            let report = definitions(&input.rates).check(kinds);
            let findings = report.findings().iter();
            let mut found: Vec<(String, String)> = findings
                .map(|finding| (finding.place.to_string(), finding.rule.to_string()))
                .collect();
            found.sort();
            Ok(found)
        })
        .on("volume_band", move |input: BandInput| {
            Ok(bands.at(bands.band_of(input.cases)).unwrap().id.clone())
        })
}
