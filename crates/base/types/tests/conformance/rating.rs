//! Five-point ratings.

use serde::{Deserialize, Serialize};
use tosei_conformance::Runner;
use tosei_types::{HighShare, MeanDigits, PercentDigits, Ratings, TargetPercent, TargetVerdict};

/// The wire form of ratings, kept apart from the type so that its refusal is an answer here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    five: u64,
    four: u64,
    three: u64,
    two: u64,
    one: u64,
}

impl Counts {
    fn ratings(self) -> Result<Ratings, String> {
        Ratings::try_new([self.five, self.four, self.three, self.two, self.one])
            .map_err(|error| error.code().to_owned())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FiguresInput {
    ratings: Counts,
    percent_digits: PercentDigits,
    mean_digits: MeanDigits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetInput {
    ratings: Counts,
    target: String,
    minimum_answers: u64,
}

#[derive(Serialize)]
struct Figures {
    total: u64,
    mean: Option<String>,
    high_share: Option<String>,
    lower: Option<String>,
    upper: Option<String>,
}

#[derive(Serialize)]
struct Verdicts {
    point: TargetVerdict,
    interval: TargetVerdict,
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("ratings", |input: FiguresInput| {
            let ratings = input.ratings.ratings()?;
            let digits = input.percent_digits;
            let share = ratings.high_share();
            let interval = share.map(HighShare::wilson_95);
            Ok(Figures {
                total: ratings.total(),
                mean: ratings
                    .mean()
                    .map(|mean| mean.shown(input.mean_digits).to_string()),
                high_share: share.map(|share| share.percent(digits).to_string()),
                lower: interval.map(|interval| interval.lower(digits).to_string()),
                upper: interval.map(|interval| interval.upper(digits).to_string()),
            })
        })
        .on("rating_target", |input: TargetInput| {
            let target: TargetPercent = input
                .target
                .parse()
                .map_err(|error: tosei_types::RatingError| error.code().to_owned())?;
            let ratings = input.ratings.ratings()?;
            let comparison = ratings.compare_with_target(target, input.minimum_answers);
            Ok(Verdicts {
                point: comparison.point(),
                interval: comparison.interval(),
            })
        })
}
