//! What all runs together say.

use super::{MonthFigure, QuantileMethod, SimulationFigure, StaffFigure, StepFigure};
use crate::flow::ElementId;
use serde::{Deserialize, Serialize};
use tosei_simulation::{Estimate, Level, Seed, StopReason, Verdict};
use tosei_types::{Date, FlowId, Label, Language, StaffClassId, SubjectId, YearMonth};

/// The `format` of a simulation result.
pub const SIMULATION_RESULT_FORMAT: &str = "tosei-flow-simulation";
/// The `format_version` that this crate reads and writes.
pub const SIMULATION_RESULT_FORMAT_VERSION: u32 = 1;

macro_rules! figure_estimate {
    ($(#[$doc:meta])* $name:ident, $figure:ty, $schema:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schemars", schemars(rename = $schema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// 指標.
            pub figure: $figure,
            /// The mean over the runs that have it, with its interval; absent if fewer than two have it.
            pub estimate: Option<Estimate>,
        }
    };
}

figure_estimate!(
    /// One figure of the whole with its interval.
    FigureEstimate, SimulationFigure, "FlowFigureEstimate"
);
figure_estimate!(
    /// One figure of a step with its interval.
    StepEstimate, StepFigure, "FlowStepEstimate"
);
figure_estimate!(
    /// One figure of a staff group or lane with its interval.
    StaffEstimate, StaffFigure, "FlowStaffEstimate"
);
figure_estimate!(
    /// One figure of a month with its interval.
    MonthEstimate, MonthFigure, "FlowMonthEstimate"
);

/// 工程の結果 (result of a step).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStepResult"))]
#[serde(deny_unknown_fields)]
pub struct StepResult {
    /// 要素ID.
    pub node: ElementId,
    /// The name, or the id where it has none.
    pub title: String,
    /// レーン.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<ElementId>,
    /// 指標.
    pub figures: Vec<StepEstimate>,
}

/// 担当の結果 (result of a staff group).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffResult"))]
#[serde(deny_unknown_fields)]
pub struct StaffResult {
    /// 組のID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 職員区分ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 人数.
    pub people: u32,
    /// 指標.
    pub figures: Vec<StaffEstimate>,
}

/// レーンの結果 (result of a lane, or of a pool without lanes).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowLaneResult"))]
#[serde(deny_unknown_fields)]
pub struct LaneResult {
    /// レーン・プールの要素ID.
    pub id: ElementId,
    /// The name, or the id where it has none.
    pub title: String,
    /// 担当の組 that work in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<SubjectId>,
    /// 稼働率 of its groups together; they may work in other lanes too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utilisation: Option<Estimate>,
    /// 指標 of the work of the lane.
    pub figures: Vec<StaffEstimate>,
}

/// 月の結果 (result of a month).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowMonthResult"))]
#[serde(deny_unknown_fields)]
pub struct MonthResult {
    /// 年月.
    pub month: YearMonth,
    /// 指標.
    pub figures: Vec<MonthEstimate>,
}

tosei_types::coded_enum! {
    /// ボトルネックの理由 (reason for a bottleneck).
    ///
    /// # Source
    ///
    /// `project-decision:bottleneck`.
    pub enum BottleneckReason: "reason for a bottleneck" {
        /// 担当が足りない: its staff is busy nearly all the time, and the backlog grows.
        Overloaded = "overloaded" ("担当の処理能力を超えている", "more comes than its staff can do"),
        /// 担当待ちが最も長い: cases wait longer for its staff than anywhere else.
        Queue = "queue" ("担当待ちが最も長い", "the longest waiting for staff"),
        /// まとめ処理待ちが最も長い.
        Batch = "batch" ("まとめ処理待ちが最も長い", "the longest waiting for a batch"),
        /// 待ち時間が最も長い: what is stated, a message, a reply.
        Stated = "stated" ("担当と関係のない待ちが最も長い", "the longest waiting that no staff changes"),
        /// 勤務時間外の中断が最も長い.
        Pause = "pause" ("勤務時間外の中断が最も長い", "the longest pauses outside the shifts"),
        /// 作業時間が最も長い.
        Work = "work" ("作業そのものが最も長い", "the longest work"),
    }
}

/// ボトルネック (bottleneck): the step at which cases lose most time, and what shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowBottleneck"))]
#[serde(deny_unknown_fields)]
pub struct Bottleneck {
    /// 要素ID of the step.
    pub node: ElementId,
    /// Its name, or the id where it has none.
    pub title: String,
    /// 理由.
    pub reason: BottleneckReason,
    /// その理由の時間（分）, 1件当たり.
    pub minutes_per_case: f64,
    /// 全体に占める割合: of all time that all steps take together, 0 to 1.
    pub share: f64,
    /// 担当の組 that is asked for most there, where it is about staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<SubjectId>,
    /// その稼働率.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utilisation: Option<f64>,
}

impl Bottleneck {
    /// The bottleneck in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let minutes = format!("{:.0}", self.minutes_per_case);
        let share = format!("{:.0}", self.share * 100.0);
        let label = self.reason.label(language);
        let staff = match (&self.group, self.utilisation) {
            (Some(group), Some(utilisation)) => {
                let utilisation = format!("{:.0}", utilisation * 100.0);
                match language {
                    Language::Ja => format!("担当（{group}）の稼働率は{utilisation}％です。"),
                    Language::En => {
                        format!(" Its staff (`{group}`) is busy {utilisation} % of its hours.")
                    }
                }
            }
            _ => String::new(),
        };
        match language {
            Language::Ja => format!(
                "「{}」で1件当たり{minutes}分（全体の{share}％）かかります：{label}。{staff}",
                self.title
            ),
            Language::En => format!(
                "At `{}` a case spends {minutes} minutes ({share} % of all): {label}.{staff}",
                self.title
            ),
        }
    }
}

tosei_types::coded_enum! {
    /// 前提 (assumption) that a simulation made.
    pub enum SimulationAssumptionKind: "assumption of a simulation" {
        /// 範囲は一様分布とみなす.
        RangeAsUniform = "range_as_uniform" ("範囲を一様分布とみなす", "a range is taken as uniform"),
        /// 分からない作業時間を0分とみなす.
        NoWork = "no_work" ("分からない作業時間を0分とみなす", "an unknown working time is taken as none"),
        /// 分からない待ち時間を0分とみなす.
        NoWaiting = "no_waiting" ("分からない待ち時間を0分とみなす", "an unknown waiting time is taken as none"),
        /// 確率のない分岐を等しいとみなす.
        EqualBranches = "equal_branches" ("確率のない分岐を等しいとみなす", "branches without probability share equally"),
        /// 確率のない境界イベントは起こらないとみなす.
        BoundaryNever = "boundary_never" ("確率のない境界イベントは起こらないとみなす", "a boundary event without probability never happens"),
        /// 担当のいない作業に常に誰かいるとみなす.
        AlwaysSomebody = "always_somebody" ("担当のいない作業に常に誰かいるとみなす", "there is always somebody for the work"),
        /// 担当のいる作業の待ち時間は担当待ちで置き換える.
        QueueForWaiting = "queue_for_waiting" ("フローの待ち時間を担当待ちで置き換える", "the simulated queue stands for the waiting of the flow"),
        /// 回数の分からない繰り返しは一度とみなす.
        OnceForRepetition = "once_for_repetition" ("回数の分からない繰り返しを一度とみなす", "a repetition without a number is done once"),
        /// 頻度の端数は確率とみなす.
        FrequencyByChance = "frequency_by_chance" ("頻度の端数を確率とみなす", "the fraction of a frequency is a chance"),
        /// 複合ゲートウェイを包含とみなす.
        ComplexAsInclusive = "complex_as_inclusive" ("複合ゲートウェイを包含とみなす", "a complex gateway is taken as an inclusive one"),
        /// 祝日を規則で暫定計算した.
        ProvisionalHolidays = "provisional_holidays" ("祝日を規則で暫定計算した", "holidays beyond the list are provisional"),
        /// 健全性を判定しきれなかった.
        SoundnessNotDecided = "soundness_not_decided" ("健全性を判定しきれなかった", "soundness was not decided"),
        /// 補償は起こらないとみなす.
        NoCompensation = "no_compensation" ("補償は起こらないとみなす", "compensation never happens"),
    }
}

/// 前提 (assumption), and where it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowSimulationAssumption"))]
#[serde(deny_unknown_fields)]
pub struct SimulationAssumption {
    /// 種類.
    pub kind: SimulationAssumptionKind,
    /// 要素ID; absent if it is about the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<ElementId>,
}

/// 行き詰まり (stuck cases): cases that waited at a node for what could not come any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStuckCases"))]
#[serde(deny_unknown_fields)]
pub struct StuckCases {
    /// 要素ID.
    pub node: ElementId,
    /// 件数 in all runs together.
    pub cases: u64,
}

/// 模擬実験の結果 (simulation result) of a flow.
///
/// # Not to be confused with
///
/// [`FlowMetrics`](crate::metrics::FlowMetrics), which are exact and know no queues; and a forecast of one
/// case: an interval is where the *mean* over many years like this one lies.
///
/// # Wire form
///
/// `{"format": "tosei-flow-simulation", "format_version": 1, "flow": …, "figures": […]}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::SimulationResult", into = "wire::SimulationResult")]
pub struct SimulationResult {
    /// 業務フローID.
    pub flow: FlowId,
    /// 名称.
    pub name: Option<String>,
    /// 架空: whether the flow or the parameters are made up.
    pub fictional: bool,
    /// 初日.
    pub first_day: Date,
    /// 日数.
    pub days: u32,
    /// 助走（日）.
    pub warm_up_days: u32,
    /// 乱数の種.
    pub seed: Seed,
    /// 試行の回数.
    pub runs: u64,
    /// なぜ終えたか.
    pub stopped: StopReason,
    /// 判定: whether the runs are enough for what was asked, and whether the backlog stays within bounds.
    pub verdict: Verdict,
    /// 信頼水準.
    pub level: Level,
    /// 分位点の求め方.
    pub quantiles: QuantileMethod,
    /// 指標.
    pub figures: Vec<FigureEstimate>,
    /// 工程: activities, sub-processes and events that take time.
    pub steps: Vec<StepResult>,
    /// レーン.
    pub lanes: Vec<LaneResult>,
    /// 担当の組.
    pub staff: Vec<StaffResult>,
    /// 月.
    pub months: Vec<MonthResult>,
    /// ボトルネック; absent if nothing takes time.
    pub bottleneck: Option<Bottleneck>,
    /// 行き詰まり.
    pub stuck: Vec<StuckCases>,
    /// 前提.
    pub assumptions: Vec<SimulationAssumption>,
}

impl SimulationResult {
    /// One of the figures of the whole.
    #[must_use]
    pub fn figure(&self, figure: SimulationFigure) -> Option<Estimate> {
        let one = self.figures.iter().find(|one| one.figure == figure)?;
        one.estimate
    }

    /// One of the figures of a step.
    #[must_use]
    pub fn step(&self, node: &str, figure: StepFigure) -> Option<Estimate> {
        let step = self.steps.iter().find(|step| step.node.as_str() == node)?;
        let one = step.figures.iter().find(|one| one.figure == figure)?;
        one.estimate
    }

    /// One of the figures of a staff group.
    #[must_use]
    pub fn group(&self, id: &str, figure: StaffFigure) -> Option<Estimate> {
        let group = self.staff.iter().find(|group| group.id.as_str() == id)?;
        let one = group.figures.iter().find(|one| one.figure == figure)?;
        one.estimate
    }
}

mod wire {
    use super::{
        Bottleneck, FigureEstimate, LaneResult, MonthResult, QuantileMethod,
        SIMULATION_RESULT_FORMAT, SIMULATION_RESULT_FORMAT_VERSION, SimulationAssumption,
        StaffResult, StepResult, StuckCases,
    };
    use serde::{Deserialize, Serialize};
    use tosei_simulation::{Level, Seed, StopReason, Verdict};
    use tosei_types::{Date, FlowId};

    /// 模擬実験の結果 (simulation result) of a flow.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowSimulationResult"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct SimulationResult {
        /// `tosei-flow-simulation`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = SIMULATION_RESULT_FORMAT)))]
        format: String,
        /// 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 業務フローID.
        flow: FlowId,
        /// 名称.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// 架空.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        fictional: bool,
        /// 初日.
        first_day: Date,
        /// 日数.
        days: u32,
        /// 助走（日）.
        warm_up_days: u32,
        /// 乱数の種.
        seed: Seed,
        /// 試行の回数.
        runs: u64,
        /// なぜ終えたか.
        stopped: StopReason,
        /// 判定.
        verdict: Verdict,
        /// 信頼水準.
        level: Level,
        /// 分位点の求め方.
        quantiles: QuantileMethod,
        /// 指標.
        figures: Vec<FigureEstimate>,
        /// 工程.
        steps: Vec<StepResult>,
        /// レーン.
        lanes: Vec<LaneResult>,
        /// 担当の組.
        staff: Vec<StaffResult>,
        /// 月.
        months: Vec<MonthResult>,
        /// ボトルネック.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bottleneck: Option<Bottleneck>,
        /// 行き詰まり.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stuck: Vec<StuckCases>,
        /// 前提.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assumptions: Vec<SimulationAssumption>,
    }

    impl TryFrom<SimulationResult> for super::SimulationResult {
        type Error = String;

        fn try_from(wire: SimulationResult) -> Result<Self, String> {
            if wire.format != SIMULATION_RESULT_FORMAT
                || wire.format_version != SIMULATION_RESULT_FORMAT_VERSION
            {
                let format: String = wire.format.chars().take(80).collect();
                let version = wire.format_version;
                return Err(format!(
                    "expected format `{SIMULATION_RESULT_FORMAT}` version 1, got `{format}` version `{version}`"
                ));
            }
            Ok(Self {
                flow: wire.flow,
                name: wire.name,
                fictional: wire.fictional,
                first_day: wire.first_day,
                days: wire.days,
                warm_up_days: wire.warm_up_days,
                seed: wire.seed,
                runs: wire.runs,
                stopped: wire.stopped,
                verdict: wire.verdict,
                level: wire.level,
                quantiles: wire.quantiles,
                figures: wire.figures,
                steps: wire.steps,
                lanes: wire.lanes,
                staff: wire.staff,
                months: wire.months,
                bottleneck: wire.bottleneck,
                stuck: wire.stuck,
                assumptions: wire.assumptions,
            })
        }
    }

    impl From<super::SimulationResult> for SimulationResult {
        fn from(result: super::SimulationResult) -> Self {
            Self {
                format: SIMULATION_RESULT_FORMAT.to_owned(),
                format_version: SIMULATION_RESULT_FORMAT_VERSION,
                flow: result.flow,
                name: result.name,
                fictional: result.fictional,
                first_day: result.first_day,
                days: result.days,
                warm_up_days: result.warm_up_days,
                seed: result.seed,
                runs: result.runs,
                stopped: result.stopped,
                verdict: result.verdict,
                level: result.level,
                quantiles: result.quantiles,
                figures: result.figures,
                steps: result.steps,
                lanes: result.lanes,
                staff: result.staff,
                months: result.months,
                bottleneck: result.bottleneck,
                stuck: result.stuck,
                assumptions: result.assumptions,
            }
        }
    }
}
