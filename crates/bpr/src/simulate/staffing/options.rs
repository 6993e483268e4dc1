//! What is searched for, and among which numbers of people.

use crate::{flow::Probability, simulate::SimulationFigure};
use serde::{Deserialize, Serialize};
use tosei_types::SubjectId;

/// So many groups at most are varied in one search.
pub const MAX_SEARCHED_GROUPS: usize = 16;
/// So many simulations at most are made in one search, unless said otherwise.
pub const DEFAULT_MOST_SIMULATIONS: u32 = 500;

tosei_types::coded_enum! {
    /// 守る期間 (period that is kept).
    #[derive(Default)]
    pub enum StaffingGoal: "period that is kept" {
        /// 標準処理期間.
        #[default]
        Standard = "standard" ("標準処理期間", "standard processing period"),
        /// 法定期限.
        Statutory = "statutory" ("法定期限", "statutory deadline"),
    }
}

impl StaffingGoal {
    /// The figure that has to reach the target.
    #[must_use]
    pub const fn figure(self) -> SimulationFigure {
        match self {
            Self::Standard => SimulationFigure::WithinStandard,
            Self::Statutory => SimulationFigure::WithinStatutory,
        }
    }
}

tosei_types::coded_enum! {
    /// 達成の見方 (proof of the target): what has to reach it.
    ///
    /// # Source
    ///
    /// `project-decision:staffing-proof`.
    #[derive(Default)]
    pub enum TargetProof: "proof of the target" {
        /// 区間の下限: the whole interval lies at or above the target.
        #[default]
        LowerBound = "lower_bound" ("区間の下限", "lower end of the interval"),
        /// 点推定: the mean does.
        Point = "point" ("点推定", "mean"),
    }
}

tosei_types::coded_enum! {
    /// 人員の効き方についての仮定 (assumption about more people).
    ///
    /// # Source
    ///
    /// `project-decision:staffing-monotone`.
    #[derive(Default)]
    pub enum StaffingAssumption: "assumption about more people" {
        /// 単調: more people of a group never make the share smaller. The answer is checked against every
        /// staffing with one person fewer, and the assumption dropped as soon as something contradicts it.
        #[default]
        Monotone = "monotone" ("増員で悪くならない", "more people never make it worse"),
        /// 仮定しない: every staffing that is cheaper than the answer is simulated.
        None = "none" ("仮定しない", "none"),
    }
}

/// 人数の範囲 (bounds of a group).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffingBounds {
    /// 組のID.
    pub group: SubjectId,
    /// 最少の人数.
    pub least: u32,
    /// 最多の人数.
    pub most: u32,
}

/// 人員の探索の条件 (conditions of a search for staff).
///
/// # Wire form
///
/// `{"bounds": [{"group": "review", "least": 1, "most": 6}], "target": "0.9"}`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::{StaffingSearch, TargetProof};
///
/// let search: StaffingSearch =
///     serde_json::from_str(r#"{"bounds": [{"group": "review", "least": 1, "most": 6}]}"#)?;
/// assert_eq!(search.target.to_string(), "0.9");
/// assert_eq!(search.proof, TargetProof::LowerBound);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffingSearch {
    /// 人数の範囲; groups that are not named keep the number that they have.
    pub bounds: Vec<StaffingBounds>,
    /// 守る期間.
    #[serde(default)]
    pub goal: StaffingGoal,
    /// 目標の割合.
    #[serde(default = "nine_tenths")]
    pub target: Probability,
    /// 達成の見方.
    #[serde(default)]
    pub proof: TargetProof,
    /// 仮定.
    #[serde(default)]
    pub assumption: StaffingAssumption,
    /// 模擬実験の上限.
    #[serde(default = "most_simulations")]
    pub most_simulations: u32,
}

impl StaffingSearch {
    /// A search for 90 % within the standard processing period among some numbers of people.
    #[must_use]
    pub fn among(bounds: Vec<StaffingBounds>) -> Self {
        Self {
            bounds,
            goal: StaffingGoal::default(),
            target: nine_tenths(),
            proof: TargetProof::default(),
            assumption: StaffingAssumption::default(),
            most_simulations: DEFAULT_MOST_SIMULATIONS,
        }
    }
}

fn most_simulations() -> u32 {
    DEFAULT_MOST_SIMULATIONS
}

fn nine_tenths() -> Probability {
    "0.9".parse().unwrap_or(Probability::ZERO)
}
