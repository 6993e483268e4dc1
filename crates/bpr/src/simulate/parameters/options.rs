//! 選択肢: how often to run, and what to make of what is unknown.

use crate::metrics::{UnknownBoundary, UnknownBranches};
use serde::{Deserialize, Serialize};
use tosei_simulation::{
    Level, Quantity, RunPlan, RunPlanError, Seed,
    resource::{QueueOrder, ShiftEnd},
};

/// 試行 (run rule): the seed, and how often to run.
///
/// # Wire form
///
/// `{"seed": 1, "runs": 30}`, or until the interval of the mean lead time is narrow enough:
/// `{"seed": 1, "runs": 10, "most": 500, "relative_width": "0.02"}`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowRunRule"))]
#[serde(deny_unknown_fields)]
pub struct RunRule {
    /// 乱数の種.
    pub seed: Seed,
    /// 試行の回数: exactly, or at least where there is a width.
    pub runs: u32,
    /// 最大の回数, where there is a width; 100 times `runs` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// 相対幅: runs go on until half the interval of the mean lead time is at most this share of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative_width: Option<Quantity>,
    /// 信頼水準 of all intervals.
    #[serde(default)]
    pub level: Level,
}

impl RunRule {
    /// A fixed number of runs at the usual level.
    #[must_use]
    pub fn fixed(seed: Seed, runs: u32) -> Self {
        Self {
            seed,
            runs,
            most: None,
            relative_width: None,
            level: Level::default(),
        }
    }

    /// The plan.
    ///
    /// # Errors
    ///
    /// - [`RunPlanError::Runs`] for fewer than 2 runs, too many, or a most below the least.
    /// - [`RunPlanError::Width`] for a width that is not above 0 and at most 1.
    pub fn plan(&self) -> Result<RunPlan, RunPlanError> {
        let plan = match self.relative_width {
            None => RunPlan::fixed(self.seed, self.runs)?,
            Some(width) => {
                let most = self.most.unwrap_or(self.runs.saturating_mul(100));
                let most = most.min(tosei_simulation::MAX_RUNS);
                RunPlan::until(self.seed, self.runs, most, width.get())?
            }
        };
        Ok(plan.at_level(self.level))
    }
}

tosei_types::coded_enum! {
    /// 分からない時間 (unknown times): what to make of them.
    ///
    /// # Source
    ///
    /// `project-decision:simulated-unknown-times`.
    #[derive(Default)]
    pub enum UnknownTimes: "way to treat unknown times" {
        /// A flow with an unknown time is refused.
        #[default]
        Refuse = "refuse" ("拒否する", "refuse"),
        /// It takes no time: an assumption that stands in the result.
        None = "none" ("0分とみなす", "no time"),
    }
}

tosei_types::coded_enum! {
    /// 担当のいない作業 (work without staff): what to make of it.
    ///
    /// # Source
    ///
    /// `project-decision:simulated-unstaffed-work`.
    #[derive(Default)]
    pub enum Unstaffed: "way to treat work without staff" {
        /// A step of the administration that nobody does is refused.
        #[default]
        Refuse = "refuse" ("拒否する", "refuse"),
        /// There is always somebody: no limit, and no queue.
        Unlimited = "unlimited" ("常に誰かいるとみなす", "there is always somebody"),
    }
}

tosei_types::coded_enum! {
    /// フローの待ち時間の扱い (waiting times of the flow): where they are waited for.
    ///
    /// # Source
    ///
    /// `project-decision:simulated-model-waiting`.
    #[derive(Default)]
    pub enum ModelWaiting: "use of the waiting times of a flow" {
        /// 担当のいない作業だけ: where there is staff, the simulated queue stands for the waiting.
        #[default]
        Unstaffed = "unstaffed" ("担当のいない作業だけ", "only where there is no staff"),
        /// すべて: before the queue as well.
        Always = "always" ("すべての作業", "everywhere"),
    }
}

tosei_types::coded_enum! {
    /// 分位点の求め方 (method of quantiles).
    #[derive(Default)]
    pub enum QuantileMethod: "method of quantiles" {
        /// 近似: a table of fixed size; the relative error is below 0.4 %.
        #[default]
        Sketch = "sketch" ("近似（誤差0.4％未満）", "sketch, error below 0.4 %"),
        /// 厳密: the times of all cases are kept.
        Exact = "exact" ("厳密", "exact"),
    }
}

/// 選択肢 (options) of a simulation.
///
/// # Source
///
/// The defaults are ours: what is unknown is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SimulationOptions {
    /// 確率のない分岐: `unknown` refuses, `equal` shares what is left.
    pub unknown_branches: UnknownBranches,
    /// 確率も時間もない境界イベント: `unknown` refuses, `never` leaves them out.
    pub unknown_boundary: UnknownBoundary,
    /// 分からない作業時間.
    pub unknown_work: UnknownTimes,
    /// 分からない待ち時間, where it matters.
    pub unknown_waiting: UnknownTimes,
    /// 担当のいない作業.
    pub unstaffed: Unstaffed,
    /// フローの待ち時間の扱い.
    pub model_waiting: ModelWaiting,
    /// 呼出順.
    pub order: QueueOrder,
    /// 勤務の切れ目の扱い; work that is not done in the evening goes on in the morning if not said.
    pub shift_end: ShiftEnd,
    /// 分位点の求め方.
    pub quantiles: QuantileMethod,
    /// 事象の上限 of one run; beyond it the run is refused.
    pub max_events: u64,
    /// 同時に開いている案件の上限; beyond it the run is refused.
    pub max_open_cases: u32,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        Self {
            unknown_branches: UnknownBranches::Unknown,
            unknown_boundary: UnknownBoundary::Unknown,
            unknown_work: UnknownTimes::Refuse,
            unknown_waiting: UnknownTimes::Refuse,
            unstaffed: Unstaffed::Refuse,
            model_waiting: ModelWaiting::Unstaffed,
            order: QueueOrder::ClassThenArrival,
            shift_end: ShiftEnd::StopAndResume,
            quantiles: QuantileMethod::Sketch,
            max_events: 100_000_000,
            max_open_cases: 1_000_000,
        }
    }
}
