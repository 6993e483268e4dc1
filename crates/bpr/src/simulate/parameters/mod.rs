//! 模擬実験の前提 (parameters): everything about a simulated flow that its drawing does not say.

mod arrivals;
mod changes;
mod deadlines;
mod options;
mod staff;

pub use arrivals::{ArrivalPattern, ArrivalSource, MonthlyCases, WeekdayWeight};
pub use changes::{
    BatchRule, BatchSchedule, BatchWork, BranchShare, ClosedDayRule, Correction, CorrectionPlace,
    NodeTime, RepetitionCount,
};
pub use deadlines::{DeadlineRules, StandardRule, StatutoryRule};
pub use options::{
    ModelWaiting, QuantileMethod, RunRule, SimulationOptions, UnknownTimes, Unstaffed,
};
pub use staff::{Assignment, StaffGroup};

use crate::flow::ElementId;
use serde::{Deserialize, Serialize};
use tosei_types::{BeyondList, BusinessCalendar, Date, FlowId, Label, StaffClass};

/// The `format` of simulation parameters.
pub const SIMULATION_PARAMETERS_FORMAT: &str = "tosei-flow-parameters";
/// The `format_version` that this crate reads and writes.
pub const SIMULATION_PARAMETERS_FORMAT_VERSION: u32 = 1;

/// Why a document holds no [`SimulationParameters`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationParametersError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-flow-parameters` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl SimulationParametersError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.simulation_parameters.format",
        }
    }
}

/// 模擬実験の前提 (simulation parameters): when cases come, who works when, which times and shares
/// replace those of the flow, and how often to run.
///
/// Nodes, lanes, pools and sequence flows are named by their ids in the flow. The document is data: what
/// does not fit the flow is said when it is simulated.
///
/// # Unit
///
/// Minutes; cases; whole days.
///
/// # Wire form
///
/// `{"format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-04-01", "days": 365,
/// "runs": {"seed": 1, "runs": 30}, "arrivals": […], "staff": […]}`.
///
/// # Source
///
/// The list of parameters is ours (`project-decision:simulation-parameters`).
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::SimulationParameters;
///
/// let parameters: SimulationParameters = serde_json::from_str(r#"{
///   "format": "tosei-flow-parameters", "format_version": 1,
///   "first_day": "2026-04-01", "days": 90, "runs": {"seed": 1, "runs": 10},
///   "arrivals": [{"id": "counter", "channel": "counter",
///     "pattern": {"kind": "by_month", "months": [{"month": 4, "cases": "100"}],
///       "hours": {"monday": [{"from": "08:30", "to": "17:15"}]}}}],
///   "staff": [{"id": "desk", "label": {"ja": "窓口", "en": "Desk"}, "people": 2, "lanes": ["desk"]}]
/// }"#)?;
/// assert_eq!(parameters.days, 90);
/// assert_eq!(parameters.warm_up_days, 0);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "模擬実験の前提")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "wire::SimulationParameters",
    into = "wire::SimulationParameters"
)]
pub struct SimulationParameters {
    /// 業務フローID: the flow that they were written for; absent if they are for any.
    pub flow: Option<FlowId>,
    /// 表題.
    pub title: Option<String>,
    /// 架空: whether they are made up.
    pub fictional: bool,
    /// 初日: the first day of the run; minute 0 is its midnight.
    pub first_day: Date,
    /// 日数: for so many days on end, closed ones included, cases come.
    pub days: u32,
    /// 助走（日）: cases of the first so many days are worked on, and not counted.
    pub warm_up_days: u32,
    /// 残務（日）: for so many days after the last, nobody comes, and the work goes on.
    pub drain_days: u32,
    /// 試行: how often to run.
    pub runs: RunRule,
    /// 開庁日カレンダー: which days are closed for arrivals at the office, for staff, and for periods.
    pub calendar: BusinessCalendar,
    /// 祝日一覧の範囲外の扱い.
    pub beyond_holidays: BeyondList,
    /// 申請の到達.
    pub arrivals: Vec<ArrivalSource>,
    /// 職員区分, beside those of the flow; one of the same id stands instead of the flow's.
    pub staff_classes: Vec<StaffClass>,
    /// 担当の組.
    pub staff: Vec<StaffGroup>,
    /// 割当て: steps that only certain groups do, or that go first or last.
    pub assignments: Vec<Assignment>,
    /// 時間の置換え: times that stand instead of the flow's.
    pub times: Vec<NodeTime>,
    /// 分岐の置換え: shares that stand instead of the flow's.
    pub branches: Vec<BranchShare>,
    /// 繰り返しの回数.
    pub repetitions: Vec<RepetitionCount>,
    /// まとめ処理: steps that are done for many cases at once, at certain times.
    pub batches: Vec<BatchRule>,
    /// 補正: what stops the clock of a case.
    pub corrections: Vec<Correction>,
    /// 期限.
    pub deadlines: DeadlineRules,
    /// 取下げ: a case that comes to one of these nodes counts as withdrawn.
    pub withdrawn_at: Vec<ElementId>,
    /// 選択肢.
    pub options: SimulationOptions,
}

impl SimulationParameters {
    /// Parameters with nothing but a time and a number of runs.
    #[must_use]
    pub fn new(first_day: Date, days: u32, runs: RunRule) -> Self {
        Self {
            flow: None,
            title: None,
            fictional: false,
            first_day,
            days,
            warm_up_days: 0,
            drain_days: DEFAULT_DRAIN_DAYS,
            runs,
            calendar: usual_calendar(),
            beyond_holidays: BeyondList::Refuse,
            arrivals: Vec::new(),
            staff_classes: Vec::new(),
            staff: Vec::new(),
            assignments: Vec::new(),
            times: Vec::new(),
            branches: Vec::new(),
            repetitions: Vec::new(),
            batches: Vec::new(),
            corrections: Vec::new(),
            deadlines: DeadlineRules::default(),
            withdrawn_at: Vec::new(),
            options: SimulationOptions::default(),
        }
    }
}

/// 残務（日） where nothing is said.
pub const DEFAULT_DRAIN_DAYS: u32 = 180;

fn usual_calendar() -> BusinessCalendar {
    BusinessCalendar::ordinary(Label::new("通常の開庁日", "Ordinary office days"))
}

mod wire {
    use super::{
        ArrivalSource, Assignment, BatchRule, BranchShare, Correction, DEFAULT_DRAIN_DAYS,
        DeadlineRules, ElementId, NodeTime, RepetitionCount, RunRule, SIMULATION_PARAMETERS_FORMAT,
        SIMULATION_PARAMETERS_FORMAT_VERSION, SimulationOptions, SimulationParametersError,
        StaffGroup, usual_calendar,
    };
    use serde::{Deserialize, Serialize};
    use tosei_types::{BeyondList, BusinessCalendar, Date, FlowId, StaffClass};

    fn drain() -> u32 {
        DEFAULT_DRAIN_DAYS
    }

    fn is_default_options(options: &SimulationOptions) -> bool {
        *options == SimulationOptions::default()
    }

    fn is_default_deadlines(deadlines: &DeadlineRules) -> bool {
        *deadlines == DeadlineRules::default()
    }

    /// 模擬実験の前提 (simulation parameters) of a flow.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct SimulationParameters {
        /// The schema of this document.
        #[serde(rename = "$schema", default, skip_serializing)]
        #[cfg_attr(feature = "schemars", schemars(rename = "$schema"))]
        _schema: Option<String>,
        /// `tosei-flow-parameters`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = SIMULATION_PARAMETERS_FORMAT)))]
        format: String,
        /// 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 業務フローID.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flow: Option<FlowId>,
        /// 表題.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// 架空: whether they are made up.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        fictional: bool,
        /// 初日.
        first_day: Date,
        /// 日数.
        days: u32,
        /// 助走（日）.
        #[serde(default)]
        warm_up_days: u32,
        /// 残務（日）.
        #[serde(default = "drain")]
        drain_days: u32,
        /// 試行.
        runs: RunRule,
        /// 開庁日カレンダー.
        #[serde(default = "usual_calendar")]
        calendar: BusinessCalendar,
        /// 祝日一覧の範囲外の扱い.
        #[serde(default)]
        beyond_holidays: BeyondList,
        /// 申請の到達.
        arrivals: Vec<ArrivalSource>,
        /// 職員区分.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        staff_classes: Vec<StaffClass>,
        /// 担当の組.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        staff: Vec<StaffGroup>,
        /// 割当て.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assignments: Vec<Assignment>,
        /// 時間の置換え.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        times: Vec<NodeTime>,
        /// 分岐の置換え.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        branches: Vec<BranchShare>,
        /// 繰り返しの回数.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        repetitions: Vec<RepetitionCount>,
        /// まとめ処理.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        batches: Vec<BatchRule>,
        /// 補正.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        corrections: Vec<Correction>,
        /// 期限.
        #[serde(default, skip_serializing_if = "is_default_deadlines")]
        deadlines: DeadlineRules,
        /// 取下げ.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        withdrawn_at: Vec<ElementId>,
        /// 選択肢.
        #[serde(default, skip_serializing_if = "is_default_options")]
        options: SimulationOptions,
    }

    impl TryFrom<SimulationParameters> for super::SimulationParameters {
        type Error = SimulationParametersError;

        fn try_from(wire: SimulationParameters) -> Result<Self, Self::Error> {
            if wire.format != SIMULATION_PARAMETERS_FORMAT
                || wire.format_version != SIMULATION_PARAMETERS_FORMAT_VERSION
            {
                return Err(SimulationParametersError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                flow: wire.flow,
                title: wire.title,
                fictional: wire.fictional,
                first_day: wire.first_day,
                days: wire.days,
                warm_up_days: wire.warm_up_days,
                drain_days: wire.drain_days,
                runs: wire.runs,
                calendar: wire.calendar,
                beyond_holidays: wire.beyond_holidays,
                arrivals: wire.arrivals,
                staff_classes: wire.staff_classes,
                staff: wire.staff,
                assignments: wire.assignments,
                times: wire.times,
                branches: wire.branches,
                repetitions: wire.repetitions,
                batches: wire.batches,
                corrections: wire.corrections,
                deadlines: wire.deadlines,
                withdrawn_at: wire.withdrawn_at,
                options: wire.options,
            })
        }
    }

    impl From<super::SimulationParameters> for SimulationParameters {
        fn from(parameters: super::SimulationParameters) -> Self {
            Self {
                _schema: None,
                format: SIMULATION_PARAMETERS_FORMAT.to_owned(),
                format_version: SIMULATION_PARAMETERS_FORMAT_VERSION,
                flow: parameters.flow,
                title: parameters.title,
                fictional: parameters.fictional,
                first_day: parameters.first_day,
                days: parameters.days,
                warm_up_days: parameters.warm_up_days,
                drain_days: parameters.drain_days,
                runs: parameters.runs,
                calendar: parameters.calendar,
                beyond_holidays: parameters.beyond_holidays,
                arrivals: parameters.arrivals,
                staff_classes: parameters.staff_classes,
                staff: parameters.staff,
                assignments: parameters.assignments,
                times: parameters.times,
                branches: parameters.branches,
                repetitions: parameters.repetitions,
                batches: parameters.batches,
                corrections: parameters.corrections,
                deadlines: parameters.deadlines,
                withdrawn_at: parameters.withdrawn_at,
                options: parameters.options,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_format_is_told_with_its_code() {
        let error = SimulationParametersError::Format {
            format: "tosei-flow".to_owned(),
            version: 2,
        };
        assert_eq!(error.code(), "bpr.simulation_parameters.format");
        let told =
            "expected format `tosei-flow-parameters` version 1, got `tosei-flow` version `2`";
        assert_eq!(error.to_string(), told);
    }
}
