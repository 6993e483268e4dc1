//! What one run gives.

use super::{MonthFigure, SimulationFigure, StaffFigure, StepFigure};
use tosei_types::YearMonth;

/// 試行の結果 (outcome of a run).
///
/// A figure that a run does not have, such as a mean where no case ended, is absent and not 0.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct RunOutcome {
    /// The figures of the whole, in the order of [`SimulationFigure::ALL`].
    pub(crate) figures: Vec<Option<f64>>,
    /// 工程: by index of the node in the flow.
    pub(crate) steps: Vec<StepOutcome>,
    /// 担当の組: in the order of the parameters.
    pub(crate) staff: Vec<StaffOutcome>,
    /// レーン: in the order of the flow, pool by pool.
    pub(crate) lanes: Vec<StaffOutcome>,
    /// 月: in their order.
    pub(crate) months: Vec<MonthOutcome>,
    /// How many events happened.
    pub(crate) events: u64,
    /// The room that the run needed.
    pub(crate) room: RunRoom,
    /// Nodes at which cases were stuck, by index, with their number.
    pub(crate) stuck_at: Vec<(u32, u64)>,
    /// Whether the cases that are open grow all through the run.
    pub(crate) grows: bool,
    /// 所要時間（分） of every finished case, in the order in which they ended; only with exact quantiles.
    pub(crate) leads: Vec<f64>,
}

/// 使った場所 (room) of a run: how many things it kept at a time, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RunRoom {
    /// Cases open.
    pub cases: u64,
    /// Tokens.
    pub tokens: u64,
    /// Runs of processes and sub-processes.
    pub instances: u64,
    /// Stops of clocks.
    pub stops: u64,
    /// Events on the agenda.
    pub events: u64,
}

/// 工程の結果 (outcome of a step) in a run.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct StepOutcome {
    /// Times it was begun.
    pub visits: u64,
    /// Times it was done or broken off.
    pub done: u64,
    /// Minutes worked.
    pub work: f64,
    /// Minutes waited for staff.
    pub queue: f64,
    /// Minutes waited for the batch.
    pub batch: f64,
    /// Minutes waited as stated, for messages, and for events.
    pub stated: f64,
    /// Minutes from begin to end of the work, less the work.
    pub pause: f64,
    /// Cases that came.
    pub(crate) cases: u64,
}

impl StepOutcome {
    /// A figure; absent if it does not exist in this run.
    #[must_use]
    pub fn figure(&self, figure: StepFigure) -> Option<f64> {
        let by = |sum: f64, count: u64| (count > 0).then(|| sum / super::as_float(count));
        match figure {
            StepFigure::VisitsPerCase => by(super::as_float(self.visits), self.cases),
            StepFigure::MeanWork => by(self.work, self.done),
            StepFigure::MeanQueue => by(self.queue, self.done),
            StepFigure::MeanBatchWait => by(self.batch, self.done),
            StepFigure::MeanStatedWait => by(self.stated, self.done),
            StepFigure::MeanPause => by(self.pause, self.done),
            StepFigure::TotalPerCase => by(
                self.work + self.queue + self.batch + self.stated + self.pause,
                self.cases,
            ),
        }
    }
}

/// 担当の結果 (outcome of a staff group or a lane) in a run.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct StaffOutcome {
    /// Works begun from the end of the warm-up to the last day.
    pub begun: u64,
    /// Minutes of these works.
    pub worked: f64,
    /// Minutes on duty in that time, of all together; absent for a lane, which has no hours of its own.
    pub duty: Option<f64>,
    /// Minutes that these works waited for staff.
    pub queue: f64,
    /// 時間単価（円）; for a lane, nothing is said.
    pub yen_per_hour: Option<u32>,
}

impl StaffOutcome {
    /// A figure; absent if it does not exist in this run.
    #[must_use]
    pub fn figure(&self, figure: StaffFigure) -> Option<f64> {
        let price = self.yen_per_hour.map(f64::from);
        match figure {
            StaffFigure::Utilisation => {
                let duty = self.duty.filter(|duty| *duty > 0.0)?;
                Some(self.worked / duty)
            }
            StaffFigure::WorkedHours => Some(self.worked / 60.0),
            StaffFigure::DutyHours => Some(self.duty? / 60.0),
            StaffFigure::MeanQueue => {
                (self.begun > 0).then(|| self.queue / super::as_float(self.begun))
            }
            StaffFigure::QueueHours => Some(self.queue / 60.0),
            StaffFigure::WorkCost => Some(self.worked / 60.0 * price?),
            StaffFigure::DutyCost => Some(self.duty? / 60.0 * price?),
        }
    }
}

/// 月の結果 (outcome of a month) in a run.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MonthOutcome {
    /// 年月.
    pub month: YearMonth,
    /// 到達件数.
    pub started: u64,
    /// 終了件数.
    pub finished: u64,
    /// 月末の滞留件数.
    pub open_at_end: u64,
    /// 平均滞留件数 over the days of the month that are of the run.
    pub mean_open: f64,
}

impl MonthOutcome {
    /// A figure.
    #[must_use]
    pub fn figure(&self, figure: MonthFigure) -> f64 {
        match figure {
            MonthFigure::Started => super::as_float(self.started),
            MonthFigure::Finished => super::as_float(self.finished),
            MonthFigure::OpenAtEnd => super::as_float(self.open_at_end),
            MonthFigure::MeanOpen => self.mean_open,
        }
    }
}

impl RunOutcome {
    /// A figure of the whole; absent if it does not exist in this run.
    #[must_use]
    pub fn figure(&self, figure: SimulationFigure) -> Option<f64> {
        let place = SimulationFigure::ALL
            .iter()
            .position(|one| *one == figure)?;
        self.figures.get(place).copied().flatten()
    }

    /// 工程: by index of the node in the flow.
    #[must_use]
    pub fn steps(&self) -> &[StepOutcome] {
        &self.steps
    }

    /// 担当の組: in the order of the parameters.
    #[must_use]
    pub fn staff(&self) -> &[StaffOutcome] {
        &self.staff
    }

    /// レーン: in the order of the flow, pool by pool.
    #[must_use]
    pub fn lanes(&self) -> &[StaffOutcome] {
        &self.lanes
    }

    /// 月: in their order.
    #[must_use]
    pub fn months(&self) -> &[MonthOutcome] {
        &self.months
    }

    /// How many events happened.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The room that the run needed; it does not grow with the number of cases.
    #[must_use]
    pub fn room(&self) -> RunRoom {
        self.room
    }

    /// 所要時間（分） of every finished case, in the order in which they ended; empty unless quantiles are exact.
    #[must_use]
    pub fn leads(&self) -> &[f64] {
        &self.leads
    }
}
