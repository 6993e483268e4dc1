//! Replications: the same model again and again, each time with other chance.

use crate::{Estimate, Level, Moments, Paired, Seed, StatisticsError, Stream, Verdict};
use serde::{Deserialize, Serialize};

/// More runs than this are never made.
pub const MAX_RUNS: u32 = 1_000_000;

/// Why a plan cannot be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RunPlanError {
    /// Fewer than two runs, more than [`MAX_RUNS`], or a maximum below the minimum.
    #[error("runs must be from 2 to 1,000,000, and the most at least the least")]
    Runs,
    /// A relative width that is not above 0 and at most 1.
    #[error("the relative width must be above 0 and at most 1")]
    Width,
}

impl RunPlanError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Runs => "simulation.run.runs",
            Self::Width => "simulation.run.width",
        }
    }
}

/// 実行計画 (run plan): how often to run, and when that is enough.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Level, RunPlan, Seed, StopReason};
///
/// let plan = RunPlan::fixed(Seed::new(7), 30)?;
/// let dice = plan.run(|run| {
///     let mut stream = run.stream("dice");
///     [(0..100).map(|_| (stream.unit() * 6.0).floor() + 1.0).sum::<f64>() / 100.0]
/// });
/// let mean = dice.estimate(0, Level::default())?;
/// assert!(mean.holds(3.5));
/// assert_eq!(dice.stopped(), StopReason::AllRuns);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunPlan {
    seed: Seed,
    least: u32,
    most: u32,
    relative: Option<f64>,
    level: Level,
}

/// 試行 (replication): which run it is, and where its chance comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replication {
    seed: Seed,
    number: u32,
}

impl Replication {
    /// The number of the run, from 0.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The random numbers of a source in this run.
    #[must_use]
    pub fn stream(self, source: &str) -> Stream {
        self.seed.stream(source, self.number)
    }
}

/// 終了の理由 (stop reason): why no further run was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StopReason {
    /// All runs of the plan were made.
    AllRuns,
    /// The interval of the first result is as narrow as was asked for.
    NarrowEnough,
}

/// The results of all runs, in order of their number.
#[derive(Debug, Clone, PartialEq)]
pub struct Replications<const N: usize> {
    results: Vec<[f64; N]>,
    stopped: StopReason,
    relative: Option<f64>,
}

/// The results of all runs, of any kind, in order of their number.
///
/// For models whose results are not a fixed number of figures; a figure that a run does not have, such
/// as a mean wait where nobody came, is left out and not taken as 0.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Level, RunPlan, Seed};
///
/// let plan = RunPlan::fixed(Seed::new(7), 30)?;
/// let waits = plan.run_each(
///     |run| (run.number() % 3 != 0).then(|| run.stream("wait").unit()), // every third day nobody came
///     |wait| *wait,
/// );
/// assert_eq!(waits.results().len(), 30);
/// assert_eq!(waits.estimate(|wait| *wait, Level::default())?.runs, 20);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Runs<R> {
    results: Vec<R>,
    stopped: StopReason,
    relative: Option<f64>,
}

impl<R> Runs<R> {
    /// The results, in order of the runs.
    #[must_use]
    pub fn results(&self) -> &[R] {
        &self.results
    }

    /// Why no further run was made.
    #[must_use]
    pub const fn stopped(&self) -> StopReason {
        self.stopped
    }

    /// The mean of one figure over the runs that have it, with its interval.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::TooFew`] if fewer than two runs have it.
    /// - [`StatisticsError::NotFinite`] if it is no number in one of them.
    pub fn estimate(
        &self,
        figure: impl Fn(&R) -> Option<f64>,
        level: Level,
    ) -> Result<Estimate, StatisticsError> {
        let mut moments = Moments::new();
        self.results
            .iter()
            .filter_map(figure)
            .for_each(|value| moments.add(value));
        moments.estimate(level)
    }

    /// Compares a figure with that of other runs on the same chance: the other's less ours, over the
    /// runs that have it in both.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::Unpaired`] if there are not as many runs in both.
    /// - [`StatisticsError::TooFew`] if fewer than two runs have it in both.
    /// - [`StatisticsError::NotFinite`] if it is no number in one of them.
    pub fn compare(
        &self,
        other: &Self,
        figure: impl Fn(&R) -> Option<f64>,
        level: Level,
    ) -> Result<Paired, StatisticsError> {
        if self.results.len() != other.results.len() {
            return Err(StatisticsError::Unpaired {
                first: self.results.len(),
                second: other.results.len(),
            });
        }
        let pairs = self.results.iter().zip(&other.results);
        let (first, second): (Vec<f64>, Vec<f64>) = pairs
            .filter_map(|(one, other)| Some((figure(one)?, figure(other)?)))
            .unzip();
        Paired::compare(&first, &second, level)
    }

    /// Whether the runs were enough for what the plan asked for.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        verdict(self.relative, self.stopped)
    }
}

impl<R> Runs<Option<R>> {
    /// The runs, if every one of them gave a result.
    #[must_use]
    pub fn complete(self) -> Option<Runs<R>> {
        Some(Runs {
            results: self.results.into_iter().collect::<Option<_>>()?,
            stopped: self.stopped,
            relative: self.relative,
        })
    }
}

fn verdict(relative: Option<f64>, stopped: StopReason) -> Verdict {
    match (relative, stopped) {
        (Some(_), StopReason::AllRuns) => Verdict::NotEnoughRuns,
        _ => Verdict::Enough,
    }
}

impl RunPlan {
    /// A fixed number of runs.
    ///
    /// # Errors
    ///
    /// [`RunPlanError::Runs`] for fewer than 2 or more than 1,000,000.
    pub fn fixed(seed: Seed, runs: u32) -> Result<Self, RunPlanError> {
        Self::until(seed, runs, runs, 1.0).map(|plan| Self {
            relative: None,
            ..plan
        })
    }

    /// Runs until half the interval of the first result is at most a share of its mean: at least
    /// `least` runs, at most `most`.
    ///
    /// The interval is looked at after `least` runs and then whenever a tenth more were made; so
    /// the number of runs is the same on one core and on many.
    ///
    /// # Errors
    ///
    /// - [`RunPlanError::Runs`] for fewer than 2 runs, more than 1,000,000, or `most` below `least`.
    /// - [`RunPlanError::Width`] for a share that is not above 0 and at most 1.
    pub fn until(seed: Seed, least: u32, most: u32, relative: f64) -> Result<Self, RunPlanError> {
        if least < 2 || most < least || most > MAX_RUNS {
            return Err(RunPlanError::Runs);
        }
        let is_usable = relative > 0.0 && relative <= 1.0;
        if !is_usable {
            return Err(RunPlanError::Width);
        }
        Ok(Self {
            seed,
            least,
            most,
            relative: Some(relative),
            level: Level::default(),
        })
    }

    /// The same plan with another confidence level for its stop.
    #[must_use]
    pub const fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// How many runs are made at most.
    #[must_use]
    pub const fn most_runs(&self) -> u32 {
        self.most
    }

    /// Runs a model, one replication after the other; it gives `N` results of each.
    pub fn run<const N: usize>(
        &self,
        mut model: impl FnMut(Replication) -> [f64; N],
    ) -> Replications<N> {
        let figure = |run: &[f64; N]| Some(run.first().copied().unwrap_or(0.0));
        let runs = self.run_each(&mut model, figure);
        Replications {
            results: runs.results,
            stopped: runs.stopped,
            relative: runs.relative,
        }
    }

    /// Runs a model whose result may be anything; a plan that runs until an interval is narrow looks at
    /// `first`, over the runs that have it.
    pub fn run_each<R>(
        &self,
        mut model: impl FnMut(Replication) -> R,
        first: impl Fn(&R) -> Option<f64>,
    ) -> Runs<R> {
        self.in_rounds(
            |numbers| {
                let runs = numbers.map(|number| self.replication(number));
                runs.map(&mut model).collect()
            },
            first,
        )
    }

    /// Runs a model on all cores; the results are those of [`run`](Self::run), to the byte.
    #[cfg(feature = "rayon")]
    pub fn run_parallel<const N: usize>(
        &self,
        model: impl Fn(Replication) -> [f64; N] + Sync,
    ) -> Replications<N> {
        let figure = |run: &[f64; N]| Some(run.first().copied().unwrap_or(0.0));
        let runs = self.run_each_parallel(model, figure);
        Replications {
            results: runs.results,
            stopped: runs.stopped,
            relative: runs.relative,
        }
    }

    /// As [`run_each`](Self::run_each), on all cores; the results are the same, to the byte.
    #[cfg(feature = "rayon")]
    pub fn run_each_parallel<R: Send>(
        &self,
        model: impl Fn(Replication) -> R + Sync,
        first: impl Fn(&R) -> Option<f64>,
    ) -> Runs<R> {
        use rayon::prelude::*;
        self.in_rounds(
            |numbers| {
                let runs = numbers.into_par_iter();
                runs.map(|number| model(self.replication(number))).collect()
            },
            first,
        )
    }

    fn replication(&self, number: u32) -> Replication {
        Replication {
            seed: self.seed,
            number,
        }
    }

    fn in_rounds<R>(
        &self,
        mut round: impl FnMut(std::ops::Range<u32>) -> Vec<R>,
        figure: impl Fn(&R) -> Option<f64>,
    ) -> Runs<R> {
        let mut results: Vec<R> = Vec::new();
        let mut first = Moments::new();
        let (mut made, mut next) = (0, self.least);
        let mut stopped = StopReason::AllRuns;
        while made < self.most {
            let runs = round(made..next);
            for value in runs.iter().filter_map(&figure) {
                first.add(value);
            }
            results.extend(runs);
            made = next;
            if let (Some(relative), Ok(estimate)) = (self.relative, first.estimate(self.level))
                && estimate.verdict(relative) == Verdict::Enough
            {
                stopped = StopReason::NarrowEnough;
                break;
            }
            next = made.saturating_add((made / 10).max(1)).min(self.most);
        }
        Runs {
            results,
            stopped,
            relative: self.relative,
        }
    }
}

impl<const N: usize> Replications<N> {
    /// How many runs were made.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.results.len()
    }

    /// Why no further run was made.
    #[must_use]
    pub const fn stopped(&self) -> StopReason {
        self.stopped
    }

    /// All results of one kind, in order of the runs; empty for a kind that there is not.
    #[must_use]
    pub fn series(&self, kind: usize) -> Vec<f64> {
        let all = self.results.iter();
        all.filter_map(|run| run.get(kind).copied()).collect()
    }

    /// The mean of one kind of result with its interval.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::TooFew`] for a kind that there is not.
    /// - [`StatisticsError::NotFinite`] if a run gave no number.
    pub fn estimate(&self, kind: usize, level: Level) -> Result<Estimate, StatisticsError> {
        let mut moments = Moments::new();
        for run in &self.results {
            if let Some(value) = run.get(kind) {
                moments.add(*value);
            }
        }
        moments.estimate(level)
    }

    /// Whether the runs were enough for what the plan asked for; a plan that asked for a number of
    /// runs has what it asked for.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        verdict(self.relative, self.stopped)
    }
}
