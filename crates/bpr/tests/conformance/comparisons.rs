//! `bpr/comparison`.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    compare::{GivenPair, compare},
    metrics::MetricsOptions,
};
use tosei_conformance::Runner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    before: Flow,
    after: Flow,
    #[serde(default)]
    given: Vec<GivenPair>,
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("comparison", |input: Input| {
        let options = MetricsOptions::default();
        let comparison = compare(&input.before, &input.after, &input.given, options);
        let pairs: Vec<Value> = comparison
            .matching
            .pairs
            .iter()
            .map(|pair| json!([pair.before, pair.after]))
            .collect();
        let changes: Vec<Value> = comparison
            .changes
            .iter()
            .map(|change| {
                json!({"kind": change.kind, "before": change.before, "after": change.after,
                    "from": change.from, "to": change.to})
            })
            .collect();
        Ok::<Value, String>(json!({"pairs": pairs, "changes": changes}))
    })
}
