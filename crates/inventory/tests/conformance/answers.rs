//! Forecasts, rounds, suppression and the sentences of answer sheets.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_inventory::answer_sheet::{
    AnswerContext, AnswerRounding, AnswerSheet, AnswerVolumes, ZeroCounts,
};
use tosei_inventory::forecast::{Forecast, ForecastOptions, IndicatorSeries};
use tosei_inventory::round::{RoundSection, SurveyRound};
use tosei_inventory::suppression::{CountRow, CountTable, SuppressionOptions};
use tosei_inventory::{RateDefinitions, RateResult};
use tosei_types::{Date, Label};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForecastInput {
    series: Value,
    options: ForecastOptions,
}

impl ForecastInput {
    /// A vector says what matters of a series; the rest is filled in here.
    fn forecast(mut self) -> Result<Forecast, String> {
        let series = self.series.as_object_mut().unwrap();
        for list in ["observed", "expected", "targets"] {
            let values = series.entry(list).or_insert_with(|| json!([]));
            for value in values.as_array_mut().unwrap() {
                value["source"] = json!("definition");
            }
        }
        for gap in series
            .entry("breaks")
            .or_insert_with(|| json!([]))
            .as_array_mut()
            .unwrap()
        {
            gap["reason"] = json!({"ja": "数え方の変更", "en": "counted otherwise"});
            gap["source"] = json!("definition");
        }
        if let Some(population) = series.get_mut("population") {
            population["label"] = json!({"ja": "プロセス", "en": "processes"});
            population["source"] = json!("definition");
        }
        for (key, value) in [
            ("format", json!("tosei-indicator-series")),
            ("format_version", json!(1)),
            ("fictional", json!(true)),
            ("id", json!("vector")),
            ("label", json!({"ja": "率", "en": "rate"})),
        ] {
            series.insert(key.into(), value);
        }
        let series = IndicatorSeries::from_json(&self.series.to_string());
        let series = series.map_err(|error| error.code().to_owned())?;
        Ok(series.forecast(&self.options))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundInput {
    issued_on: Date,
    due_on: Date,
    as_of: Date,
    sections: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuppressionInput {
    options: SuppressionOptions,
    columns: usize,
    rows: Vec<Vec<u64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceInput {
    as_of: Date,
    #[serde(default)]
    body: Option<Label>,
    #[serde(default)]
    fictional: bool,
    label: Label,
    unit: String,
    /// Above and below the line; null for no rate.
    rate: Option<[u64; 2]>,
    #[serde(default)]
    low: Option<[u64; 2]>,
    #[serde(default)]
    high: Option<[u64; 2]>,
    #[serde(default)]
    no_rate: Option<String>,
    rounding: AnswerRounding,
    #[serde(default)]
    volumes: Option<AnswerVolumes>,
    zeros: ZeroCounts,
}

fn fraction([numerator, denominator]: [u64; 2]) -> Value {
    json!({"numerator": numerator, "denominator": denominator})
}

fn answer(input: SentenceInput) -> Value {
    let rate = input.rate;
    let bound = |bound: Option<[u64; 2]>| bound.or(rate).map_or(Value::Null, fraction);
    let definition = RateDefinitions::standard()
        .definition("processes.done")
        .unwrap();
    let counts = [
        "done",
        "partial",
        "not_done",
        "exempt",
        "other",
        "unknown",
        "excluded",
        "undecided",
        "membership_unknown",
        "not_applicable",
        "without_cases",
        "without_online_cases",
        "more_online_than_cases",
        "more_online_than_cases_excess",
    ];
    let result: RateResult = serde_json::from_value(json!({
        "id": definition.id,
        "unit": input.unit,
        "label": input.label,
        "numerator": rate.map(|rate| rate[0]),
        "denominator": rate.map(|rate| rate[1]),
        "low": bound(input.low),
        "high": bound(input.high),
        "no_rate": input.no_rate,
        "counts": counts.iter().map(|name| ((*name).to_owned(), json!(0))).collect::<serde_json::Map<_, _>>(),
    }))
    .unwrap();
    let mut context = AnswerContext::new(input.as_of)
        .with_rounding(input.rounding)
        .with_zeros(input.zeros);
    context.body = input.body;
    context.fictional = input.fictional;
    context.volumes = input.volumes;
    let sheet = AnswerSheet::new(&result, definition, &context).unwrap();
    json!(sheet.sentence)
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("required_pace", |input: ForecastInput| {
            let forecast = input.forecast()?;
            Ok(json!({
                "state": forecast.state, "reasons": forecast.reasons, "required": forecast.required,
            }))
        })
        .on("projected_date", |input: ForecastInput| {
            let forecast = input.forecast()?;
            let pace = forecast.actual.map(|pace| pace.points_per_quarter);
            Ok(json!({
                "state": forecast.state, "reasons": forecast.reasons,
                "points_per_quarter": pace, "projected_on": forecast.projected_on,
            }))
        })
        .on("round_status", |input: RoundInput| {
            let status_date = input.due_on;
            let mut round = SurveyRound::new("v", input.issued_on, input.due_on, status_date, "1");
            for (at, mut section) in input.sections.into_iter().enumerate() {
                section["organisation"] = json!(format!("section-{at}"));
                section["name"] = json!(format!("課{at}"));
                let corrections = section.get_mut("corrections").and_then(Value::as_array_mut);
                for correction in corrections.into_iter().flatten() {
                    correction["what"] = json!("件数が空欄");
                }
                let section: RoundSection = serde_json::from_value(section).unwrap();
                round.sections.push(section);
            }
            let status = round.status(input.as_of);
            let mut sections = json!(status.sections);
            for section in sections.as_array_mut().unwrap() {
                let fields = section.as_object_mut().unwrap();
                fields.remove("organisation");
                fields.remove("name");
            }
            Ok(json!({"sections": sections, "totals": status.totals}))
        })
        .on("suppression", |input: SuppressionInput| {
            let table = CountTable {
                columns: (0..input.columns)
                    .map(|at| Label::new(format!("列{at}"), format!("column {at}")))
                    .collect(),
                rows: input
                    .rows
                    .into_iter()
                    .enumerate()
                    .map(|(at, counts)| CountRow {
                        name: format!("課{at}"),
                        counts,
                    })
                    .collect(),
            };
            let published = table.suppress(input.options);
            let published = published.map_err(|error| error.code().to_owned())?;
            let rows: Vec<Value> = published
                .rows
                .iter()
                .map(|row| json!({"counts": row.counts, "total": row.total}))
                .collect();
            Ok(json!({"rows": rows, "total": published.total, "hidden": published.hidden}))
        })
        .on("answer_sentence", |input: SentenceInput| Ok(answer(input)))
}
