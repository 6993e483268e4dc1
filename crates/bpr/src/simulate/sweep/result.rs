//! The table of a sweep.

use super::{Sweep, SweepError};
use crate::{
    flow::Flow,
    simulate::{
        FigureDifference, FigureEstimate, SimulateError, SimulatedDesign, SimulationFigure,
        SimulationParameters, compare_simulations, simulate,
    },
};
use serde::{Deserialize, Serialize};
use tosei_document::Explain;
use tosei_simulation::{Level, Seed, Verdict};
use tosei_types::{ExactNumber, FlowId, Label, Language};

/// The `format` of the result of a sweep.
pub const SWEEP_FORMAT: &str = "tosei-flow-sweep";
/// The `format_version` that this crate reads and writes.
pub const SWEEP_FORMAT_VERSION: u32 = 1;

/// Why one combination of values has no figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowRefusedPoint"))]
#[serde(deny_unknown_fields)]
pub struct RefusedPoint {
    /// The stable code of the reason.
    pub code: String,
    /// The reason in words.
    pub reason: Label,
}

impl RefusedPoint {
    pub(in crate::simulate) fn new(error: &SimulateError) -> Self {
        Self {
            code: error.code().to_owned(),
            reason: Label::new(error.sentence(Language::Ja), error.sentence(Language::En)),
        }
    }
}

/// 試算の一組 (point of a sweep): one combination of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowSweepPoint"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SweepPoint {
    /// 値, in the order of the assumptions.
    pub values: Vec<ExactNumber>,
    /// 指標 with intervals; empty if it was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureEstimate>,
    /// 元との差 on the same chance: this less the flow as it stands; empty if it was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_base: Vec<FigureDifference>,
    /// 判定: whether the backlog stays within bounds; absent if it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// 拒否の理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedPoint>,
}

impl SweepPoint {
    /// One of the figures.
    #[must_use]
    pub fn figure(&self, figure: SimulationFigure) -> Option<tosei_simulation::Estimate> {
        let one = self.figures.iter().find(|one| one.figure == figure)?;
        one.estimate
    }
}

/// 試算の結果 (result of a sweep): a table of all combinations, all on the same chance.
///
/// # Wire form
///
/// `{"format": "tosei-flow-sweep", "format_version": 1, "flow": …, "sweep": ["people:review=1,2,3"], "base":
/// […], "points": […]}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::SweepResult", into = "wire::SweepResult")]
#[non_exhaustive]
pub struct SweepResult {
    /// 業務フローID.
    pub flow: FlowId,
    /// 乱数の種.
    pub seed: Seed,
    /// 試行の回数 of the flow as it stands.
    pub runs: u64,
    /// 信頼水準.
    pub level: Level,
    /// 変えた前提.
    pub sweep: Sweep,
    /// 元の指標: of the flow as it stands.
    pub base: Vec<FigureEstimate>,
    /// すべての組合せ.
    pub points: Vec<SweepPoint>,
}

/// 前提を変えて試算する (sweeps): simulates the flow as it stands and with every combination of values, on the
/// same chance.
///
/// A combination that cannot be simulated, as one with nobody on a lane with work, stands in the table with
/// the reason. `progress` hears after each simulation how many of how many were made.
///
/// # Errors
///
/// - [`SweepError::Simulate`] if the flow cannot be simulated as it stands.
/// - [`SweepError::Nothing`], [`SweepError::Value`], [`SweepError::Branches`] if an assumption cannot be
///   changed so.
pub fn run_sweep(
    flow: &Flow,
    parameters: &SimulationParameters,
    sweep: &Sweep,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<SweepResult, SweepError> {
    let mut designs = Vec::new();
    for values in sweep.points() {
        let mut changed = parameters.clone();
        for (axis, value) in sweep.axes().iter().zip(&values) {
            changed = changed.with_assumption(flow, axis.path(), *value)?;
        }
        designs.push((values, changed));
    }
    let all = designs.len().saturating_add(1);
    let base = simulate(flow, parameters)?;
    progress(1, all);
    let mut points = Vec::new();
    for (values, changed) in designs {
        points.push(match simulate(flow, &changed) {
            Ok(simulated) => {
                let compared = compare_simulations(
                    SimulatedDesign {
                        simulated: &base,
                        parameters,
                    },
                    SimulatedDesign {
                        simulated: &simulated,
                        parameters: &changed,
                    },
                );
                let result = simulated.result();
                SweepPoint {
                    values,
                    figures: result.figures.clone(),
                    from_base: compared.map_or_else(|_| Vec::new(), |compared| compared.figures),
                    verdict: Some(result.verdict),
                    refused: None,
                }
            }
            Err(error) => SweepPoint {
                values,
                figures: Vec::new(),
                from_base: Vec::new(),
                verdict: None,
                refused: Some(RefusedPoint::new(&error)),
            },
        });
        progress(points.len().saturating_add(1), all);
    }
    let result = base.result();
    Ok(SweepResult {
        flow: result.flow.clone(),
        seed: result.seed,
        runs: result.runs,
        level: result.level,
        sweep: sweep.clone(),
        base: result.figures.clone(),
        points,
    })
}

mod wire {
    use super::{FigureEstimate, SWEEP_FORMAT, SWEEP_FORMAT_VERSION, Sweep, SweepPoint};
    use serde::{Deserialize, Serialize};
    use tosei_simulation::{Level, Seed};
    use tosei_types::FlowId;

    /// 試算の結果 (result of a sweep).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowSweepResult"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct SweepResult {
        /// `tosei-flow-sweep`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = SWEEP_FORMAT)))]
        format: String,
        /// 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 業務フローID.
        flow: FlowId,
        /// 乱数の種.
        seed: Seed,
        /// 試行の回数.
        runs: u64,
        /// 信頼水準.
        level: Level,
        /// 変えた前提.
        sweep: Sweep,
        /// 元の指標.
        base: Vec<FigureEstimate>,
        /// すべての組合せ.
        points: Vec<SweepPoint>,
    }

    impl TryFrom<SweepResult> for super::SweepResult {
        type Error = String;

        fn try_from(wire: SweepResult) -> Result<Self, String> {
            if wire.format != SWEEP_FORMAT || wire.format_version != SWEEP_FORMAT_VERSION {
                let format: String = wire.format.chars().take(80).collect();
                let version = wire.format_version;
                return Err(format!(
                    "expected format `{SWEEP_FORMAT}` version 1, got `{format}` version `{version}`"
                ));
            }
            Ok(Self {
                flow: wire.flow,
                seed: wire.seed,
                runs: wire.runs,
                level: wire.level,
                sweep: wire.sweep,
                base: wire.base,
                points: wire.points,
            })
        }
    }

    impl From<super::SweepResult> for SweepResult {
        fn from(result: super::SweepResult) -> Self {
            Self {
                format: SWEEP_FORMAT.to_owned(),
                format_version: SWEEP_FORMAT_VERSION,
                flow: result.flow,
                seed: result.seed,
                runs: result.runs,
                level: result.level,
                sweep: result.sweep,
                base: result.base,
                points: result.points,
            }
        }
    }
}
