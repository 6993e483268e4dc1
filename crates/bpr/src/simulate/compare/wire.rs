//! The form of a comparison on the wire.

use super::{
    FigureDifference, SIMULATION_COMPARISON_FORMAT, SIMULATION_COMPARISON_FORMAT_VERSION,
    StaffClassDifference, StaffDifference,
};
use serde::{Deserialize, Serialize};
use tosei_simulation::{Level, Seed};
use tosei_types::FlowId;

/// 模擬実験の比較 (comparison of two simulations).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowSimulationComparison"))]
#[serde(deny_unknown_fields)]
pub(super) struct SimulationComparison {
    /// `tosei-flow-simulation-comparison`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = SIMULATION_COMPARISON_FORMAT)))]
    format: String,
    /// 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// 前の業務フロー.
    before: FlowId,
    /// 後の業務フロー.
    after: FlowId,
    /// 乱数の種.
    seed: Seed,
    /// 対にした試行の数.
    pairs: u64,
    /// 信頼水準.
    level: Level,
    /// 指標.
    figures: Vec<FigureDifference>,
    /// 担当の組.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    staff: Vec<StaffDifference>,
    /// 職員区分.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    classes: Vec<StaffClassDifference>,
}

impl TryFrom<SimulationComparison> for super::SimulationComparison {
    type Error = String;

    fn try_from(wire: SimulationComparison) -> Result<Self, String> {
        if wire.format != SIMULATION_COMPARISON_FORMAT
            || wire.format_version != SIMULATION_COMPARISON_FORMAT_VERSION
        {
            let format: String = wire.format.chars().take(80).collect();
            let version = wire.format_version;
            return Err(format!(
                "expected format `{SIMULATION_COMPARISON_FORMAT}` version 1, got `{format}` version `{version}`"
            ));
        }
        Ok(Self {
            before: wire.before,
            after: wire.after,
            seed: wire.seed,
            pairs: wire.pairs,
            level: wire.level,
            figures: wire.figures,
            staff: wire.staff,
            classes: wire.classes,
        })
    }
}

impl From<super::SimulationComparison> for SimulationComparison {
    fn from(comparison: super::SimulationComparison) -> Self {
        Self {
            format: SIMULATION_COMPARISON_FORMAT.to_owned(),
            format_version: SIMULATION_COMPARISON_FORMAT_VERSION,
            before: comparison.before,
            after: comparison.after,
            seed: comparison.seed,
            pairs: comparison.pairs,
            level: comparison.level,
            figures: comparison.figures,
            staff: comparison.staff,
            classes: comparison.classes,
        }
    }
}
