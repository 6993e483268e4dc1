//! Erlang's formulas and their inverses.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_counter_dx::queue::{
    Demand, GeneralAnswer, QueueAnswer, Variability, WaitTarget, erlang_a, erlang_b, erlang_c,
    fewest_counters, general_service,
};
use tosei_simulation::Quantity;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Erlang {
    demand: Demand,
    counters: u32,
    #[serde(default)]
    over_minutes: Option<Quantity>,
    #[serde(default)]
    patience_minutes: Option<Quantity>,
    #[serde(default)]
    variability: Option<Variability>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fewest {
    demand: Demand,
    target: WaitTarget,
}

/// Nine figures: as exact as two ways of calculating agree.
fn shown(number: f64) -> String {
    format!("{number:.8e}")
}

fn not_stable(utilisation: f64, stable_from: Option<u32>) -> Value {
    json!({"not_stable": {"utilisation": shown(utilisation), "stable_from": stable_from}})
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner
        .on("erlang_b", |input: Erlang| {
            erlang_b(&input.demand, input.counters)
                .map(shown)
                .map_err(|error| error.code().to_owned())
        })
        .on("erlang_c", |input: Erlang| {
            let answer =
                erlang_c(&input.demand, input.counters).map_err(|e| e.code().to_owned())?;
            Ok(match answer {
                QueueAnswer::NotStable {
                    utilisation,
                    stable_from,
                } => not_stable(utilisation, stable_from),
                QueueAnswer::Stable(figures) => json!({
                    "waiting_share": shown(figures.waiting_share()),
                    "mean_wait_minutes": shown(figures.mean_wait_minutes()),
                    "mean_waiting_people": shown(figures.mean_waiting_people()),
                    "share_over": shown(figures.share_over(input.over_minutes.unwrap())),
                }),
            })
        })
        .on("erlang_a", |input: Erlang| {
            erlang_a(
                &input.demand,
                input.counters,
                input.patience_minutes.unwrap(),
            )
            .map(|figures| {
                json!({
                    "waiting_share": shown(figures.waiting_share()),
                    "abandonment_share": shown(figures.abandonment_share()),
                    "mean_wait_minutes": shown(figures.mean_wait_minutes()),
                })
            })
            .map_err(|error| error.code().to_owned())
        })
        .on("general_service", |input: Erlang| {
            let answer = general_service(&input.demand, input.counters, input.variability.unwrap())
                .map_err(|error| error.code().to_owned())?;
            Ok(match answer {
                GeneralAnswer::NotStable {
                    utilisation,
                    stable_from,
                } => not_stable(utilisation, stable_from),
                GeneralAnswer::Stable(figures) => json!({
                    "mean_wait_minutes": shown(figures.mean_wait_minutes()),
                    "exactness": figures.exactness(),
                }),
            })
        })
        .on("fewest_counters", |input: Fewest| {
            fewest_counters(&input.demand, &input.target)
                .map(|fewest| json!({"counters": fewest.counters()}))
                .map_err(|error| error.code().to_owned())
        })
}
