//! Visitor reviews.

use serde::Deserialize;
use serde_json::json;
use tosei_conformance::Runner;
use tosei_counter_dx::{
    CounterId,
    review::{ReviewTotals, SatisfactionRule, SatisfactionShare},
};
use tosei_types::{PercentDigits, RatingPoint, Ratings, TargetPercent};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Satisfaction {
    satisfied_from: RatingPoint,
    target: TargetPercent,
    minimum_answers: u32,
    counters: Vec<Answers>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    counter: CounterId,
    ratings: Ratings,
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("satisfaction", |input: Satisfaction| {
        let rule = SatisfactionRule {
            satisfied_from: input.satisfied_from,
            minimum_answers: input.minimum_answers,
            ..SatisfactionRule::four_and_above(input.target)
        };
        let mut totals = ReviewTotals::new();
        for row in &input.counters {
            totals
                .add_ratings(&row.counter, &row.ratings)
                .map_err(|error| error.code().to_owned())?;
        }
        let summary = totals.summary(&rule);
        let (share, digits) = (summary.share(), PercentDigits::One);
        let shown = |percent: tosei_types::Percentage| percent.to_string();
        Ok(json!({
            "satisfied": share.map_or(0, SatisfactionShare::satisfied),
            "answers": share.map_or(0, SatisfactionShare::answers),
            "percent": share.map(|share| shown(share.percent(digits))),
            "interval": share.map(|share| {
                let interval = share.wilson_95();
                [shown(interval.lower(digits)), shown(interval.upper(digits))]
            }),
            "pooled_point": summary.pooled_point,
            "pooled_interval": summary.pooled_interval,
            "by_point": summary.by_point,
            "by_interval": summary.by_interval,
            "reached_percent": summary.by_point.reached_percent(digits).map(shown),
        }))
    })
}
