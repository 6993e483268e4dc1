//! Percentages.

use serde::Deserialize;
use tosei_conformance::Runner;
use tosei_types::{PercentDigits, Percentage};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PercentInput {
    numerator: u64,
    denominator: u64,
    digits: PercentDigits,
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner.on("percent", |input: PercentInput| {
        Ok(
            Percentage::of(input.numerator, input.denominator, input.digits)
                .map(|shown| shown.to_string()),
        )
    })
}
