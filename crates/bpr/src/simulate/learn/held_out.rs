//! 検証 (held-out part): learn from the beginning of a log, predict its end, and say how far off the prediction is.

use super::{
    Ends, LearnOptions,
    clock::CaseTimes,
    fill, learn,
    number::{as_float, count, distance, minutes, quantile},
};
use crate::{
    Flow,
    event_log::{EventLog, Timestamp},
    simulate::{
        ArrivalPattern, ArrivalSource, QuantileMethod, RunOutcome, RunRule, SimulateError,
        SimulationParameters, simulate,
    },
};
use serde::Serialize;
use tosei_document::Explain;
use tosei_simulation::{Distribution, Level, Quantity, Seed, quantile_interval};
use tosei_types::{ExactNumber, Language};

/// Why a prediction cannot be held against a log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HeldOutError {
    /// Fewer than 20 cases with times on one of the two sides.
    #[error("at least 20 cases are needed on both sides, got `{before}` and `{after}`")]
    #[non_exhaustive]
    TooFew {
        /// Cases that came in before the cut.
        before: usize,
        /// Cases that came in after it.
        after: usize,
    },
    /// The share of cases to learn from is not between 0 and 1.
    #[error("the share of cases to learn from must be between 0 and 1")]
    Share,
    /// The log gives no flow or no arrivals to simulate.
    #[error("nothing to simulate was learnt from the log")]
    NothingLearnt,
    /// The simulation refuses what was learnt.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
}

impl HeldOutError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "bpr.held_out.too_few",
            Self::Share => "bpr.held_out.share",
            Self::NothingLearnt => "bpr.held_out.nothing_learnt",
            Self::Simulate(error) => error.code(),
        }
    }
}

impl Explain for HeldOutError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Simulate(error), _) => error.sentence(language),
            (_, Language::En) => format!("The prediction was not made: {self}."),
            (Self::TooFew { before, after }, Language::Ja) => format!(
                "検証には前後それぞれ20件以上の案件が要ります（前{before}件、後{after}件）。"
            ),
            (Self::Share, Language::Ja) => {
                "推定に使う案件の割合は0より大きく1より小さい値にしてください。".to_owned()
            }
            (Self::NothingLearnt, Language::Ja) => {
                "ログから模擬できるフローを推定できませんでした。".to_owned()
            }
        }
    }
}

/// 検証の選択肢 (options).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeldOutOptions {
    /// The share of the cases, by the time at which they came in, from which is learnt; 2/3.
    pub learn_from: ExactNumber,
    /// Candidates for [`LearnOptions::recent_days`], of which the one is taken that would have predicted the later parts
    /// of the beginning best; the beginning alone is used to choose. Nothing is chosen if empty.
    pub windows: Vec<Option<u32>>,
    /// How many cases are simulated; at least 1,000.
    pub cases: u32,
    /// The seed.
    pub seed: Seed,
}

impl Default for HeldOutOptions {
    fn default() -> Self {
        Self {
            learn_from: ExactNumber::try_new(2, 3).unwrap_or(ExactNumber::ZERO),
            windows: vec![None, Some(120), Some(90), Some(60), Some(45), Some(30)],
            cases: 20_000,
            seed: Seed::new(1),
        }
    }
}

/// 所要時間の要約 (lead times), in minutes of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "HeldOutLeadTimes"))]
#[non_exhaustive]
pub struct LeadTimes {
    /// How many cases.
    pub cases: u64,
    /// The median.
    pub median: f64,
    /// The 90th percentile.
    pub percentile_90: f64,
}

/// 分位点の比較 (quantile) of predicted and observed lead times, in minutes of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "HeldOutQuantile"))]
#[non_exhaustive]
pub struct LeadQuantile {
    /// The share of cases that take no longer.
    pub share: f64,
    /// As predicted.
    pub predicted: f64,
    /// As it was.
    pub observed: f64,
    /// Where the observed one would lie for other cases of the same kind, lower and upper end; `None` with too few cases.
    pub interval: Option<(f64, f64)>,
    /// The share of the observed cases that took no longer than predicted; right would be [`share`](Self::share).
    pub share_within_prediction: f64,
}

impl LeadQuantile {
    /// Predicted less observed, by the observed; `None` where that is 0.
    #[must_use]
    pub fn relative_error(&self) -> Option<f64> {
        (self.observed > 0.0).then(|| (self.predicted - self.observed) / self.observed)
    }
}

/// 候補の試行 (trial) of a window on the beginning of the log.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "HeldOutWindow"))]
#[non_exhaustive]
pub struct WindowTrial {
    /// The days; all if absent.
    pub recent_days: Option<u32>,
    /// The mean distance of the predictions (Kolmogorov and Smirnov).
    pub mean_distance: f64,
    /// The greatest one: how far off a prediction must be expected to be.
    pub greatest_distance: f64,
    /// How many predictions.
    pub trials: u64,
}

/// 検証の結果 (held-out result).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct HeldOut {
    /// The time of the cut, in UTC.
    pub cut: String,
    /// Cases that came in before the cut, as they were known at it.
    pub learnt_from: LeadTimes,
    /// Cases that came in at the cut or later.
    pub observed: LeadTimes,
    /// Simulated cases.
    pub predicted: LeadTimes,
    /// Cases that came in before the cut and went on after it: at the cut nobody knew their end.
    pub open_at_cut: u64,
    /// Quantiles.
    pub quantiles: Vec<LeadQuantile>,
    /// The greatest distance between the shares of predicted and of observed lead times (Kolmogorov and Smirnov).
    pub distance: f64,
    /// What chance alone stays below in 19 of 20 cases if the prediction is right.
    pub critical_distance: f64,
    /// The windows that were tried, and what came of it; the first is the one taken.
    pub windows: Vec<WindowTrial>,
}

impl HeldOut {
    /// The quantile of a share, if it is one of them.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<&LeadQuantile> {
        let mut all = self.quantiles.iter();
        all.find(|quantile| (quantile.share - share).abs() < 1e-9)
    }
}

const SHARES: [f64; 8] = [0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99];

/// Learns from the cases that came in first, as they were known when the others began to come in, simulates, and compares
/// with the lead times of the others.
///
/// Nothing after the cut is used for the prediction: not the later events of the cases before it, and not the choice of
/// the window. A case that was open at the cut is not taken for finished.
///
/// # Errors
///
/// - [`HeldOutError::Share`] if the share of cases to learn from is not between 0 and 1.
/// - [`HeldOutError::TooFew`] with fewer than 20 cases with times on one of the two sides.
/// - [`HeldOutError::NothingLearnt`] if the log gives no flow or no arrivals to simulate.
/// - [`HeldOutError::Simulate`] if the simulation refuses what was learnt.
pub fn held_out(
    log: &EventLog,
    flow: Option<&Flow>,
    options: &LearnOptions,
    how: &HeldOutOptions,
) -> Result<HeldOut, HeldOutError> {
    let zero_to_one = how.learn_from > ExactNumber::ZERO && how.learn_from < ExactNumber::from(1);
    if !zero_to_one {
        return Err(HeldOutError::Share);
    }
    let timed = log.part(
        |case| case.events.iter().all(|event| event.time.is_some()),
        |_| true,
    );
    let cut = cut(&timed, how.learn_from)?;
    let known = timed.before(cut);
    let mut windows = windows(&known, flow, options, how)?;
    windows.sort_by(|one, other| one.mean_distance.total_cmp(&other.mean_distance));
    let mut options = options.clone();
    if let Some(best) = windows.first() {
        options.recent_days = best.recent_days;
    }
    let predicted = predict(&known, flow, &options, cut, how.seed, how.cases)?;
    let observed = leads_from(&timed, cut);
    let (distance, critical_distance) =
        distance(&predicted, &observed).ok_or(HeldOutError::NothingLearnt)?;
    let learnt_from = leads(&known);
    let quantiles = SHARES.into_iter().filter_map(|share| {
        let predicted = quantile(&predicted, share)?;
        let within = observed.iter().filter(|value| **value <= predicted);
        Some(LeadQuantile {
            share,
            predicted,
            observed: quantile(&observed, share)?,
            interval: quantile_interval(&observed, share, Level::default())
                .ok()
                .map(|(low, _, high)| (low, high)),
            share_within_prediction: as_float(count(within.count()))
                / as_float(count(observed.len())),
        })
    });
    Ok(HeldOut {
        cut: cut.to_string(),
        quantiles: quantiles.collect(),
        learnt_from: summary(&learnt_from).ok_or(HeldOutError::NothingLearnt)?,
        observed: summary(&observed).ok_or(HeldOutError::NothingLearnt)?,
        predicted: summary(&predicted).ok_or(HeldOutError::NothingLearnt)?,
        open_at_cut: open_at(&timed, cut),
        distance,
        critical_distance,
        windows,
    })
}

fn summary(sorted: &[f64]) -> Option<LeadTimes> {
    Some(LeadTimes {
        cases: count(sorted.len()),
        median: quantile(sorted, 0.5)?,
        percentile_90: quantile(sorted, 0.9)?,
    })
}

fn spans(log: &EventLog) -> Vec<(Timestamp, Timestamp)> {
    let cases = log.cases().iter();
    let mut all: Vec<(Timestamp, Timestamp)> = cases
        .filter_map(|case| CaseTimes::of(case, super::LocalTime::AsWritten).span)
        .collect();
    all.sort_unstable();
    all
}

/// The time at which the first case comes in that is not learnt from.
fn cut(log: &EventLog, share: ExactNumber) -> Result<Timestamp, HeldOutError> {
    let spans = spans(log);
    let whole = count(spans.len());
    let part = u128::from(whole)
        .saturating_mul(u128::from(share.numerator().unsigned_abs()))
        .checked_div(u128::from(share.denominator()))
        .and_then(|part| usize::try_from(part).ok())
        .unwrap_or(0);
    let too_few = |before: usize| HeldOutError::TooFew {
        before,
        after: spans.len().saturating_sub(before),
    };
    let cut = spans.get(part).map(|(first, _)| *first);
    let cut = cut.ok_or_else(|| too_few(part))?;
    // Cases that came in at the same moment are on the same side.
    let before = spans.partition_point(|(first, _)| *first < cut);
    if before < 20 || spans.len().saturating_sub(before) < 20 {
        return Err(too_few(before));
    }
    Ok(cut)
}

fn sorted(minutes: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = minutes.collect();
    all.sort_by(f64::total_cmp);
    all
}

/// Lead times of the cases that came in at a time or later.
fn leads_from(log: &EventLog, cut: Timestamp) -> Vec<f64> {
    let spans = spans(log);
    let later = spans.iter().filter(|(first, _)| *first >= cut);
    sorted(later.map(|(first, last)| minutes(last.since(*first))))
}

/// Lead times of all cases.
fn leads(log: &EventLog) -> Vec<f64> {
    sorted(
        spans(log)
            .iter()
            .map(|(first, last)| minutes(last.since(*first))),
    )
}

fn open_at(log: &EventLog, cut: Timestamp) -> u64 {
    let spans = spans(log);
    let open = spans
        .iter()
        .filter(|(first, last)| *first < cut && *last >= cut);
    count(open.count())
}

/// The windows held against the later parts of what is known at the cut.
fn windows(
    known: &EventLog,
    flow: Option<&Flow>,
    options: &LearnOptions,
    how: &HeldOutOptions,
) -> Result<Vec<WindowTrial>, HeldOutError> {
    let parts = [(1, 2), (5, 8), (3, 4)];
    let mut all = Vec::new();
    for window in &how.windows {
        let mut options = options.clone();
        options.recent_days = *window;
        let mut distances = Vec::new();
        for (above, below) in parts {
            let Ok(share) = ExactNumber::try_new(above, below) else {
                continue;
            };
            // A beginning of too few cases tries nothing.
            let Ok(cut) = cut(known, share) else { continue };
            let then = known.before(cut);
            // A quarter as many cases again, so that each trial looks as far ahead.
            let quarter = spans(known).len() / 4;
            let observed = next(known, cut, quarter);
            let cases = how.cases.min(4_000);
            let Ok(predicted) = predict(&then, flow, &options, cut, how.seed, cases) else {
                continue;
            };
            if let Some((distance, _)) = distance(&predicted, &observed) {
                distances.push(distance);
            }
        }
        let trials = count(distances.len());
        if trials > 0 {
            all.push(WindowTrial {
                recent_days: *window,
                mean_distance: distances.iter().sum::<f64>() / as_float(trials),
                greatest_distance: distances.iter().copied().fold(0.0, f64::max),
                trials,
            });
        }
    }
    Ok(all)
}

/// Lead times, as far as they are known, of so many cases from a time on.
fn next(known: &EventLog, cut: Timestamp, cases: usize) -> Vec<f64> {
    let spans = spans(known);
    let later = spans.iter().filter(|(first, _)| *first >= cut).take(cases);
    sorted(later.map(|(first, last)| minutes(last.since(*first))))
}

/// Simulated lead times, sorted.
fn predict(
    known: &EventLog,
    flow: Option<&Flow>,
    options: &LearnOptions,
    cut: Timestamp,
    seed: Seed,
    cases: u32,
) -> Result<Vec<f64>, HeldOutError> {
    let mut options = options.clone();
    options.as_of = Some(cut);
    options.ends = Ends::FollowedUp;
    let learned = learn(known, flow, &options);
    let flow = learned.flow.ok_or(HeldOutError::NothingLearnt)?;
    let mut parameters = learned.parameters.ok_or(HeldOutError::NothingLearnt)?;
    if learned.evidence.chain.is_some() {
        // Nobody waits for anybody in a chain: how many cases come at a time does not matter.
        let first = fill::first_day(&learned.evidence).ok_or(HeldOutError::NothingLearnt)?;
        parameters = steady(parameters, first, cases.max(1_000))?;
    }
    parameters.runs = RunRule::fixed(seed, parameters.runs.runs);
    parameters.options.quantiles = QuantileMethod::Exact;
    // As long as opening hours are worked out for, so that every case ends.
    parameters.drain_days = 3_700u32.saturating_sub(parameters.days).max(180);
    let simulated = simulate(&flow, &parameters)?;
    let leads = simulated.outcomes().iter().flat_map(RunOutcome::leads);
    Ok(sorted(leads.copied()))
}

/// So many cases, evenly over ten days, in two runs.
fn steady(
    mut parameters: SimulationParameters,
    first: tosei_types::Date,
    cases: u32,
) -> Result<SimulationParameters, HeldOutError> {
    let between = Quantity::try_new(10.0 * 1_440.0 * 2.0 / f64::from(cases))
        .map_err(|_| HeldOutError::NothingLearnt)?;
    parameters.first_day = first;
    parameters.days = 10;
    parameters.runs.runs = 2;
    parameters.arrivals = parameters
        .arrivals
        .into_iter()
        .map(|source| ArrivalSource {
            pattern: ArrivalPattern::Renewal {
                between: Distribution::Constant { value: between },
                hours: None,
            },
            ..source
        })
        .collect();
    Ok(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_in_both_languages() {
        let few = HeldOutError::TooFew {
            before: 12,
            after: 3,
        };
        for (error, code, ja, en) in [
            (
                few,
                "bpr.held_out.too_few",
                "検証には前後それぞれ20件以上の案件が要ります（前12件、後3件）。",
                "",
            ),
            (
                HeldOutError::Share,
                "bpr.held_out.share",
                "推定に使う案件の割合は0より大きく1より小さい値にしてください。",
                "",
            ),
            (
                HeldOutError::NothingLearnt,
                "bpr.held_out.nothing_learnt",
                "ログから模擬できるフローを推定できませんでした。",
                "",
            ),
            (
                HeldOutError::Simulate(SimulateError::NoStart),
                SimulateError::NoStart.code(),
                &SimulateError::NoStart.sentence(Language::Ja),
                &SimulateError::NoStart.sentence(Language::En),
            ),
        ] {
            assert_eq!((error.code(), Explain::code(&error)), (code, code));
            assert_eq!(error.sentence(Language::Ja), ja);
            let told = if en.is_empty() {
                format!("The prediction was not made: {error}.")
            } else {
                en.to_owned()
            };
            assert_eq!(error.sentence(Language::En), told);
        }
    }

    #[test]
    fn nothing_is_no_measure_of_an_error() {
        let of = |predicted: f64, observed: f64| LeadQuantile {
            share: 0.5,
            predicted,
            observed,
            interval: None,
            share_within_prediction: 0.5,
        };
        assert_eq!(of(10.0, 0.0).relative_error(), None);
        assert_eq!(of(0.0, 0.0).relative_error(), None);
        assert_eq!(of(15.0, 10.0).relative_error(), Some(0.5));
    }
}
