//! Visitor reviews.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_conformance::Runner;
use tosei_counter_dx::{
    CounterId,
    review::{
        CounterReviewDocument, ReviewTotals, SatisfactionRule, SatisfactionShare,
        SatisfactionSummary,
    },
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ByQuestion {
    satisfied_from: RatingPoint,
    target: TargetPercent,
    minimum_answers: u32,
    document: CounterReviewDocument,
    expected_counters: Vec<CounterId>,
}

fn summary(summary: &SatisfactionSummary) -> Value {
    let (share, digits) = (summary.share(), PercentDigits::One);
    let shown = |percent: tosei_types::Percentage| percent.to_string();
    json!({
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
    })
}

fn rule(
    satisfied_from: RatingPoint,
    minimum_answers: u32,
    target: TargetPercent,
) -> SatisfactionRule {
    SatisfactionRule {
        satisfied_from,
        minimum_answers,
        ..SatisfactionRule::four_and_above(target)
    }
}

pub(crate) fn on(runner: Runner) -> Runner {
    let runner = runner.on("question_satisfaction", |input: ByQuestion| {
        let rule = rule(input.satisfied_from, input.minimum_answers, input.target);
        let mut totals = input
            .document
            .totals()
            .map_err(|error| error.code().to_owned())?;
        for counter in &input.expected_counters {
            totals.expect(counter);
        }
        let by_question: Map<String, Value> = totals
            .summary(&rule)
            .iter()
            .map(|one| (one.question.id.to_string(), summary(&one.summary)))
            .collect();
        Ok(by_question)
    });
    runner.on("satisfaction", |input: Satisfaction| {
        let rule = rule(input.satisfied_from, input.minimum_answers, input.target);
        let mut totals = ReviewTotals::new();
        for row in &input.counters {
            totals
                .add_ratings(&row.counter, &row.ratings)
                .map_err(|error| error.code().to_owned())?;
        }
        Ok(summary(&totals.summary(&rule)))
    })
}
