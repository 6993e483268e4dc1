//! `bpr/simulated_difference`.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_bpr::simulate::{SimulatedDifference, SimulationFigure};
use tosei_conformance::Runner;
use tosei_simulation::{Level, Quantity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    figure: SimulationFigure,
    level: Level,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    before: Option<Quantity>,
    after: Option<Quantity>,
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("simulated_difference", |input: Input| {
        let runs: Vec<_> = input
            .runs
            .iter()
            .map(|run| (run.before.map(Quantity::get), run.after.map(Quantity::get)))
            .collect();
        let found = SimulatedDifference::of_runs(input.figure, &runs, input.level);
        // A mean that rounds to nothing has no sign.
        let shown = |value: f64| format!("{value:.6}").replace("-0.000000", "0.000000");
        Ok::<Value, String>(json!({
            "missing_runs": found.missing_runs,
            "verdict": found.verdict,
            "difference": found.difference.map(|one| shown(one.mean)),
            "half_width": found.difference.map(|one| shown(one.half_width)),
            "independent_half_width": found.independent_half_width.map(shown),
        }))
    })
}
