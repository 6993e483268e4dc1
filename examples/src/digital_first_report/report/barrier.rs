//! What stands in the way.

use serde::{Deserialize, Serialize};
use tosei_inventory::{BarrierCause, Discretion, Obstacle, RequestStatus};
use tosei_types::{Date, Label};

/// 障壁 (barriers): what stands in the way of going online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Barriers {
    /// Processes by discretion; empty for the survey, which does not ask.
    pub discretion: Vec<DiscretionCount>,
    /// Standing barriers by cause; only causes that occur.
    pub causes: Vec<BarrierCount<BarrierCause>>,
    /// Standing barriers by obstacle; only obstacles that occur.
    pub obstacles: Vec<BarrierCount<Obstacle>>,
    /// Why what is 未実施 is not online.
    pub reasons: Reasons,
    /// Requests to others by status; only statuses that occur.
    pub request_statuses: Vec<RequestCount>,
    /// The requests.
    pub requests: Vec<RequestRow>,
}

/// How many processes are within, beyond, or of unknown discretion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiscretionCount {
    /// The discretion.
    pub discretion: Discretion,
    /// How many processes.
    pub processes: u64,
    /// How many of them are 実施済.
    pub done: u64,
}

/// How many standing barriers of one sort there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BarrierCount<C> {
    /// The cause or the obstacle.
    pub code: C,
    /// How many barriers.
    pub barriers: u64,
    /// How many of them are within own discretion.
    pub within: u64,
    /// How many are beyond it.
    pub beyond: u64,
    /// How many nobody judged.
    pub unknown: u64,
    /// How many processes have one.
    pub processes: u64,
}

/// Why processes are not online, as the file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    /// How many processes are 未実施.
    pub not_done: u64,
    /// How many of them give no reason.
    pub unanswered: u64,
    /// Whether one can give several reasons, so that the counts do not add up.
    pub several: bool,
    /// How many give each reason.
    pub reasons: Vec<ReasonCount>,
}

/// How many give one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonCount {
    /// The code of the reason in the file's list.
    pub code: String,
    /// The reason in words.
    pub label: Label,
    /// How many processes.
    pub processes: u64,
}

/// How many requests have one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestCount {
    /// The status.
    pub status: RequestStatus,
    /// How many requests.
    pub requests: u64,
}

/// 国等への要望: one request to change a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestRow {
    /// The process that it is for.
    pub process: String,
    /// The name of its procedure.
    pub procedure_name: String,
    /// 要望先.
    pub addressee: String,
    /// 状況.
    pub status: RequestStatus,
    /// The provision that should change.
    pub provision: Option<String>,
    /// 要望日.
    pub requested_on: Option<Date>,
    /// 回答日.
    pub replied_on: Option<Date>,
    /// 約束された時期.
    pub promised_for: Option<Date>,
    /// 回答.
    pub reply: Option<String>,
}
