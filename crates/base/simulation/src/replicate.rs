//! Replications: the same model again and again, each time with other chance.

use crate::{Estimate, Level, Moments, Seed, StatisticsError, Stream, Verdict};
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

    /// Runs a model, one replication after the other; it gives `N` results of each.
    pub fn run<const N: usize>(
        &self,
        mut model: impl FnMut(Replication) -> [f64; N],
    ) -> Replications<N> {
        self.in_rounds(|numbers| {
            let runs = numbers.map(|number| self.replication(number));
            runs.map(&mut model).collect()
        })
    }

    /// Runs a model on all cores; the results are those of [`run`](Self::run), to the byte.
    #[cfg(feature = "rayon")]
    pub fn run_parallel<const N: usize>(
        &self,
        model: impl Fn(Replication) -> [f64; N] + Sync,
    ) -> Replications<N> {
        use rayon::prelude::*;
        self.in_rounds(|numbers| {
            let runs = numbers.into_par_iter();
            runs.map(|number| model(self.replication(number))).collect()
        })
    }

    fn replication(&self, number: u32) -> Replication {
        Replication {
            seed: self.seed,
            number,
        }
    }

    fn in_rounds<const N: usize>(
        &self,
        mut round: impl FnMut(std::ops::Range<u32>) -> Vec<[f64; N]>,
    ) -> Replications<N> {
        let mut results: Vec<[f64; N]> = Vec::new();
        let mut first = Moments::new();
        let (mut made, mut next) = (0, self.least);
        let mut stopped = StopReason::AllRuns;
        while made < self.most {
            let runs = round(made..next);
            for run in &runs {
                first.add(run.first().copied().unwrap_or(0.0));
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
        Replications {
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
        match (self.relative, self.stopped) {
            (Some(_), StopReason::AllRuns) => Verdict::NotEnoughRuns,
            _ => Verdict::Enough,
        }
    }
}
