//! Reviews put together.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_qos_model::{BurstRule, Review, ReviewOptions, summarise_reviews};
use tosei_types::{MeanDigits, PercentDigits, ProcedureId};

/// So many answers of one point on one day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    procedure: ProcedureId,
    day: String,
    points: u8,
    count: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SummaryInput {
    procedure: ProcedureId,
    options: ReviewOptions,
    answers: Vec<Answered>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BurstInput {
    rule: BurstRule,
    answers: u64,
    other_answers: u64,
    other_days: u64,
}

fn summary(input: &SummaryInput) -> Value {
    let mut reviews: Vec<Review> = Vec::new();
    for one in &input.answers {
        for _ in 0..one.count {
            let id = format!("R-{}", reviews.len());
            let review = json!({"id": id, "procedure": one.procedure, "answered_on": one.day, "points": one.points});
            reviews.push(serde_json::from_value(review).unwrap());
        }
    }
    let summary = summarise_reviews(&input.procedure, &reviews, &input.options);
    let shown = |digits| {
        summary
            .mean_if_enough()
            .map(|mean| mean.shown(digits).to_string())
    };
    let share = summary.high_share_if_enough();
    let one = PercentDigits::One;
    let interval = share.map(|share| {
        let interval = share.wilson_95();
        [
            interval.lower(one).to_string(),
            interval.upper(one).to_string(),
        ]
    });
    let suspected: Vec<Value> = summary
        .suspected
        .iter()
        .map(|burst| json!([burst.day, burst.ratings.total()]))
        .collect();
    json!({
        "state": summary.state, "counts": summary.ratings.counts(),
        "mean": shown(MeanDigits::Two), "high_percent": share.map(|share| share.percent(one).to_string()),
        "interval": interval, "suspected": suspected,
    })
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("review_summary", |input: SummaryInput| Ok(summary(&input)))
        .on("review_burst", |input: BurstInput| {
            Ok(input
                .rule
                .suspects(input.answers, input.other_answers, input.other_days))
        })
}
