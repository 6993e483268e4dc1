//! Percentages and sums of rates.

use serde::Deserialize;
use tosei_conformance::Runner;
use tosei_types::{PercentDigits, Percentage, Rate, RateError, RateId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PercentInput {
    numerator: u64,
    denominator: u64,
    digits: PercentDigits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SumInput {
    parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    basis: RateId,
    numerator: u64,
    denominator: u64,
}

/// Makes each part and adds it to those before it; `None` if there are no parts.
fn rate_sum(input: SumInput) -> Result<Option<Rate>, RateError> {
    let mut sum: Option<Rate> = None;
    for part in input.parts {
        let part = Rate::try_new(part.basis, part.numerator, part.denominator)?;
        sum = Some(match sum {
            Some(before) => before.try_add(&part)?,
            None => part,
        });
    }
    Ok(sum)
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("percent", |input: PercentInput| {
            Ok(
                Percentage::of(input.numerator, input.denominator, input.digits)
                    .map(|shown| shown.to_string()),
            )
        })
        .on("rate_sum", |input: SumInput| {
            rate_sum(input).map_err(|error| error.code().to_owned())
        })
}
