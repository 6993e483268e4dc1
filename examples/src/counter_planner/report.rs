//! The plan, as it is written to `plan.json`.

use serde::{Deserialize, Serialize};
use tosei_counter_dx::{
    queue::WaitTarget,
    staffing::{StaffingClass, StaffingMethod, StaffingPlan, ToolEffect},
    station::{FigureComparison, Station, StationSummary},
};
use tosei_types::{Date, Label};

/// The `format` of a plan.
pub const FORMAT: &str = "tosei-counter-plan-report";

/// What the day is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The fictional office in the program.
    Embedded,
    /// A station in a file.
    Station,
    /// Polled queues of a real day.
    Snapshots,
}

/// 資料 (source) of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// The files as they were named, without their folders.
    pub files: Vec<String>,
    /// The office of the snapshots.
    pub office: Option<String>,
    /// The day of the snapshots.
    pub date: Option<Date>,
    /// Rows of the snapshots.
    pub rows: u64,
    /// Findings about the snapshots and about the station, by rule.
    pub findings: Vec<RuleCount>,
}

/// How often a rule was broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleCount {
    /// The rule.
    pub rule: String,
    /// 規則の名称.
    pub title: Label,
    /// How often.
    pub count: u64,
}

/// What polls say about one queue of the day: estimates, not measurements of any person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolledQueue {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 来庁数（推計）.
    pub arrivals: u64,
    /// Whether that is a lower bound.
    pub lower_bound: bool,
    /// 平均待ち時間（推計、分）, one digit; absent if it cannot be said.
    pub mean_wait_minutes: Option<String>,
    /// 離脱（推計）.
    pub left: u64,
    /// Minutes of a service that the simulation takes.
    pub service_minutes: String,
    /// Whether those were assumed, because the polls say none.
    pub service_is_assumed: bool,
    /// The most counters open at a poll.
    pub most_open: u32,
}

/// People expected in one quarter of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuarterArrivals {
    /// The quarter-hour of the day, 0 to 95.
    pub quarter_hour: u32,
    /// 来庁者数.
    pub people: f64,
}

/// Assumptions that are not in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// 待ちの目標.
    pub target: WaitTarget,
    /// 人員の求め方.
    pub method: StaffingMethod,
    /// 職員区分.
    #[serde(default)]
    pub classes: Vec<StaffingClass>,
    /// 効果の仮定.
    pub effect: ToolEffect,
}

/// The staffing of one service, as it is and with the tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceStaffing {
    /// 取扱業務ID.
    pub service: String,
    /// 名称.
    pub label: Label,
    /// The plan as it is; absent if there is none.
    pub plan: Option<StaffingPlan>,
    /// The plan with the tool.
    pub with_tool: Option<StaffingPlan>,
    /// Why there is no plan.
    pub cannot_be_said: Option<Label>,
}

/// 窓口の計画 (counter plan).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// `tosei-counter-plan-report`.
    pub format: String,
    /// 1.
    pub format_version: u32,
    /// What the day is made of.
    pub source: Source,
    /// The seed of chance.
    pub seed: u64,
    /// What is simulated.
    pub station: Station,
    /// What is assumed.
    pub assumptions: Assumptions,
    /// 来庁者数 by quarter of an hour; those in which nobody is expected are left out.
    pub arrivals: Vec<QuarterArrivals>,
    /// What the polls say, queue by queue.
    pub polled: Vec<PolledQueue>,
    /// As it is.
    pub as_is: StationSummary,
    /// With the tool.
    pub with_tool: StationSummary,
    /// The difference, figure by figure.
    pub what_if: Vec<FigureComparison>,
    /// 人員配置, service by service.
    pub staffing: Vec<ServiceStaffing>,
}
