//! The document of a simulation.

use serde::Serialize;
use tosei_bpr::{
    Flow,
    simulate::{
        SimulationComparison, SimulationParameters, SimulationResult, StaffingResult, SweepResult,
        learn::HeldOut,
    },
};
use tosei_document::Report;
use tosei_types::Label;

/// The `format` of the JSON document.
pub const SIMULATE_REPORT_FORMAT: &str = "tosei-flow-simulate-report";

/// 一つの案 (design): the flow, what it was simulated with, and what came out.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DesignReport {
    /// 業務フロー.
    pub flow: Flow,
    /// 前提.
    pub parameters: SimulationParameters,
    /// 結果.
    pub result: SimulationResult,
    /// 読取りの所見: what the reader of the file did not understand.
    pub reading: Report,
    /// シナリオの所見: what of a scenario in the file is not used; absent if none was.
    pub scenario: Option<Report>,
}

/// 人員の探索 (search for staff): the answer, or why there is none.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffingReport {
    /// What was simulated, and the answer or the best that was reached; absent if nothing was.
    pub result: Option<StaffingResult>,
    /// Why there is no answer; absent if there is one.
    pub refused: Option<Label>,
    /// The stable code of that reason.
    pub code: Option<String>,
}

/// 検証 (prediction held against a log).
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PredictionReport {
    /// The log as it was named.
    pub log: String,
    /// The prediction and its errors.
    pub held_out: HeldOut,
}

/// 模擬実験の文書 (document of a simulation).
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimulateReport {
    /// `tosei-flow-simulate-report`.
    pub format: String,
    /// 1.
    pub format_version: u32,
    /// 現状, or the only flow; absent if only a log was given.
    pub before: Option<DesignReport>,
    /// 改善後.
    pub after: Option<DesignReport>,
    /// 比較.
    pub comparison: Option<SimulationComparison>,
    /// 前提を変えた試算.
    pub sweep: Option<SweepResult>,
    /// 人員の探索.
    pub staffing: Option<StaffingReport>,
    /// 検証.
    pub prediction: Option<PredictionReport>,
}
