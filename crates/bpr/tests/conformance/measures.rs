//! `bpr/metrics`.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_bpr::{
    Flow,
    metrics::{Measure, MetricsOptions, metrics},
};
use tosei_conformance::Runner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    flow: Flow,
    #[serde(default)]
    options: MetricsOptions,
    #[serde(default)]
    lead: bool,
    #[serde(default)]
    rework: bool,
}

fn span(measure: &Measure) -> Value {
    json!({"from": measure.from, "to": measure.to})
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("metrics", |input: Input| {
        let metrics =
            metrics(&input.flow, input.options).map_err(|error| error.code().to_owned())?;
        let visits: Map<String, Value> = metrics
            .visits
            .iter()
            .map(|of| (of.node.to_string(), json!(of.visits)))
            .collect();
        let measures: Map<String, Value> = metrics
            .measures
            .iter()
            .map(|(kind, measure)| (kind.to_string(), span(measure)))
            .collect();
        let mut result = json!({"visits": visits, "measures": measures});
        if input.lead {
            result["lead"] = span(&metrics.lead_minutes);
        }
        if input.rework {
            result["rework"] = json!(metrics.times.first().unwrap().rework_probability);
        }
        Ok(result)
    })
}
