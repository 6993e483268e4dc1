//! The document of all figures of a flow.

use super::{Measure, UnknownPart};
use crate::{flow::ElementId, graph::GraphError};
use serde::{Deserialize, Serialize};
use tosei_document::Explain;
use tosei_types::{ExactFigure, FlowId, Language, StaffClassId};

/// The `format` of a metrics document.
pub const METRICS_FORMAT: &str = "tosei-flow-metrics";
/// The `format_version` that this crate reads and writes.
pub const METRICS_FORMAT_VERSION: u32 = 1;

tosei_types::coded_enum! {
    /// 確率のない分岐 (branches without probability): what to make of them.
    ///
    /// # Source
    ///
    /// `project-decision:unknown-branches`.
    pub enum UnknownBranches: "way to treat branches without probability" {
        /// Whatever is behind them is unknown.
        Unknown = "unknown" ("不明とする", "unknown"),
        /// The branches of an exclusive gateway share what is left equally: an assumption of ours.
        Equal = "equal" ("等しいとみなす", "equal shares"),
    }
}

tosei_types::coded_enum! {
    /// 確率のない境界イベント (boundary events without probability): what to make of them.
    ///
    /// # Source
    ///
    /// `project-decision:unknown-boundary-events`.
    pub enum UnknownBoundary: "way to treat boundary events without probability" {
        /// Whatever is behind them and behind their activity is unknown.
        Unknown = "unknown" ("不明とする", "unknown"),
        /// They do not happen: an assumption of ours, for figures of the normal course.
        Never = "never" ("起こらないとみなす", "never"),
    }
}

/// 指標の求め方 (options of the figures).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct MetricsOptions {
    /// Branches and several start events without probability.
    pub unknown_branches: UnknownBranches,
    /// Boundary events without probability.
    pub unknown_boundary: UnknownBoundary,
}

impl Default for MetricsOptions {
    fn default() -> Self {
        Self {
            unknown_branches: UnknownBranches::Unknown,
            unknown_boundary: UnknownBoundary::Unknown,
        }
    }
}

/// Why a flow has no figures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetricsError {
    /// The flow does not hold together.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The probabilities of the branches of a gateway do not sum to 1.
    #[error("the probabilities at `{}` sum to `{sum}`, not to 1", shown(.node))]
    #[non_exhaustive]
    Probabilities {
        /// The gateway.
        node: Option<ElementId>,
        /// What they sum to.
        sum: ExactFigure,
    },
    /// A loop is never left.
    #[error("the loop of `{}` is never left", joined(.nodes))]
    #[non_exhaustive]
    EndlessLoop {
        /// The nodes of the loop, in order.
        nodes: Vec<ElementId>,
    },
    /// A loop makes more work than it ends: the expected number has no limit.
    #[error("the work at `{}` grows without limit", shown(.node))]
    #[non_exhaustive]
    Unbounded {
        /// A node of the loop.
        node: Option<ElementId>,
    },
    /// Parallel branches do not come together: a join waits in vain, or the same work is done twice.
    #[error("parallel branches do not come together at `{}`", shown(.node))]
    #[non_exhaustive]
    UnbalancedJoin {
        /// The join.
        node: Option<ElementId>,
    },
    /// The exact numbers became too large.
    #[error("the exact figures have more than 65536 bits")]
    TooLarge,
}

fn shown(node: &Option<ElementId>) -> &str {
    node.as_ref().map_or("", ElementId::as_str)
}

fn joined(nodes: &[ElementId]) -> String {
    let ids: Vec<&str> = nodes.iter().map(ElementId::as_str).collect();
    ids.join("`, `")
}

impl MetricsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Graph(error) => error.code(),
            Self::Probabilities { .. } => "bpr.metrics.probabilities",
            Self::EndlessLoop { .. } => "bpr.metrics.endless_loop",
            Self::Unbounded { .. } => "bpr.metrics.unbounded",
            Self::UnbalancedJoin { .. } => "bpr.metrics.unbalanced_join",
            Self::TooLarge => "bpr.metrics.too_large",
        }
    }
}

impl Explain for MetricsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        if let Self::Graph(error) = self {
            return error.sentence(language);
        }
        if language == Language::En {
            let mut text = self.to_string();
            text.push('.');
            return text;
        }
        match self {
            Self::Graph(_) => String::new(),
            Self::Probabilities { node, sum } => {
                format!(
                    "{}の分岐の確率の合計が{sum}です。1にしてください。",
                    shown(node)
                )
            }
            Self::EndlessLoop { nodes } => {
                let ids: Vec<&str> = nodes.iter().map(ElementId::as_str).collect();
                format!("{}の繰り返しから抜ける道がありません。", ids.join("→"))
            }
            Self::Unbounded { node } => {
                format!("{}の仕事が際限なく増えます。", shown(node))
            }
            Self::UnbalancedJoin { node } => {
                format!("{}で並行する流れがそろいません。", shown(node))
            }
            Self::TooLarge => "正確な値が大きくなりすぎて計算できません。".to_owned(),
        }
    }
}

/// 訪問回数 (visits) of one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NodeVisits {
    /// 要素ID.
    pub node: ElementId,
    /// Expected visits in one case; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<ExactFigure>,
}

/// 職員区分ごとの値 (measures of a staff class).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassMeasures {
    /// 職員区分ID; absent for work of the administration whose class is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 作業時間（分）.
    pub work_minutes: Measure,
    /// 換算額（円）.
    pub cost_yen: Measure,
}

/// 所要時間 (times) of one process or sub-process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScopeTimes {
    /// The pool or sub-process; absent for a process without a pool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<ElementId>,
    /// Whether it is the inside of a sub-process.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sub_process: bool,
    /// 所要時間（分） of one run, from its start to its end.
    pub lead_minutes: Measure,
    /// 所要時間の分布: (minutes, probability), where there are finitely many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_points: Option<Vec<(ExactFigure, ExactFigure)>>,
    /// 手戻り率: the probability that something is done again in a run; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rework_probability: Option<ExactFigure>,
    /// Why the rework probability is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rework_unknown: Option<UnknownPart>,
    /// クリティカルパス: of parallel branches the longest on average, of alternatives the most likely one.
    pub critical_path: Vec<ElementId>,
}

tosei_types::coded_enum! {
    /// 指標の種類 (kind of measure) that is one sum over the steps.
    pub enum MeasureKind: "measure of a flow" {
        /// 作業時間（分）: of everybody.
        WorkMinutes = "work_minutes" ("作業時間（分）", "work, minutes"),
        /// 職員の作業時間（分）: without applicants, systems, and others who are not ours.
        StaffMinutes = "staff_minutes" ("職員の作業時間（分）", "work of staff, minutes"),
        /// 申請者の作業時間（分）.
        ApplicantMinutes = "applicant_minutes" ("申請者の作業時間（分）", "work of the applicant, minutes"),
        /// 待ち時間（分）.
        WaitingMinutes = "waiting_minutes" ("待ち時間（分）", "waiting, minutes"),
        /// 人件費の換算額（円）.
        CostYen = "cost_yen" ("人件費の換算額（円）", "converted cost of work, yen"),
        /// 明示された現金支出（円）.
        CashYen = "cash_yen" ("明示された現金支出（円）", "stated cash outlay, yen"),
        /// 引継ぎ.
        Handoffs = "handoffs" ("引継ぎ（回）", "hand-offs"),
        /// 紙の作業.
        PaperSteps = "paper_steps" ("紙を扱う作業（回）", "paper steps"),
        /// 押印.
        Stamps = "stamps" ("押印（回）", "stamps"),
        /// 来庁.
        ApplicantVisits = "applicant_visits" ("来庁（回）", "visits of the applicant"),
        /// 同じ項目の再入力.
        Reentries = "reentries" ("同じ項目の再入力（回）", "re-entries of the same data"),
    }
}

/// 業務フローの指標 (metrics) of a flow, expected for one case.
///
/// # Not to be confused with
///
/// What a simulation gives: nothing here is sampled, and what is called exact is exact.
///
/// # Wire form
///
/// `{"format": "tosei-flow-metrics", "format_version": 1, "flow": …, "measures": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::FlowMetrics", into = "wire::FlowMetrics")]
pub struct FlowMetrics {
    /// 業務フローID.
    pub flow: FlowId,
    /// 求め方.
    pub options: MetricsOptions,
    /// 訪問回数 of every node, in the order of the flow.
    pub visits: Vec<NodeVisits>,
    /// The sums over the steps, one of each kind, in the order of [`MeasureKind::ALL`].
    pub measures: Vec<(MeasureKind, Measure)>,
    /// 職員区分ごと.
    pub by_class: Vec<ClassMeasures>,
    /// 所要時間 of each process and sub-process.
    pub times: Vec<ScopeTimes>,
    /// 所要時間（分） of the case: that of the only process, or between the longest and the sum of several.
    pub lead_minutes: Measure,
}

impl FlowMetrics {
    /// One of the sums over the steps.
    #[must_use]
    pub fn measure(&self, kind: MeasureKind) -> Option<&Measure> {
        self.measures
            .iter()
            .find(|(of, _)| *of == kind)
            .map(|(_, measure)| measure)
    }
}

mod wire {
    use super::{
        ClassMeasures, METRICS_FORMAT, METRICS_FORMAT_VERSION, Measure, MeasureKind,
        MetricsOptions, NodeVisits, ScopeTimes,
    };
    use serde::{Deserialize, Serialize};
    use tosei_types::FlowId;

    /// One sum over the steps.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowMeasureOfKind"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct OfKind {
        /// 種類.
        kind: MeasureKind,
        /// 値.
        measure: Measure,
    }

    /// 業務フローの指標 (metrics) of a flow, expected for one case.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct FlowMetrics {
        /// `tosei-flow-metrics`.
        format: String,
        /// 1.
        format_version: u32,
        /// 業務フローID.
        flow: FlowId,
        /// 求め方.
        options: MetricsOptions,
        /// 訪問回数.
        visits: Vec<NodeVisits>,
        /// 指標.
        measures: Vec<OfKind>,
        /// 職員区分ごと.
        by_class: Vec<ClassMeasures>,
        /// 所要時間.
        times: Vec<ScopeTimes>,
        /// 所要時間（分） of the case.
        lead_minutes: Measure,
    }

    impl TryFrom<FlowMetrics> for super::FlowMetrics {
        type Error = String;

        fn try_from(wire: FlowMetrics) -> Result<Self, String> {
            if wire.format != METRICS_FORMAT || wire.format_version != METRICS_FORMAT_VERSION {
                let format: String = wire.format.chars().take(80).collect();
                let version = wire.format_version;
                return Err(format!(
                    "expected format `{METRICS_FORMAT}` version 1, got `{format}` version `{version}`"
                ));
            }
            let measures = wire.measures.into_iter();
            Ok(Self {
                flow: wire.flow,
                options: wire.options,
                visits: wire.visits,
                measures: measures.map(|one| (one.kind, one.measure)).collect(),
                by_class: wire.by_class,
                times: wire.times,
                lead_minutes: wire.lead_minutes,
            })
        }
    }

    impl From<super::FlowMetrics> for FlowMetrics {
        fn from(metrics: super::FlowMetrics) -> Self {
            let measures = metrics.measures.into_iter();
            Self {
                format: METRICS_FORMAT.to_owned(),
                format_version: METRICS_FORMAT_VERSION,
                flow: metrics.flow,
                options: metrics.options,
                visits: metrics.visits,
                measures: measures
                    .map(|(kind, measure)| OfKind { kind, measure })
                    .collect(),
                by_class: metrics.by_class,
                times: metrics.times,
                lead_minutes: metrics.lead_minutes,
            }
        }
    }
}
