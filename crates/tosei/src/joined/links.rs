//! 対応: which things of the documents belong together, where the documents do not say so themselves.

use serde::{Deserialize, Serialize};
use tosei_analog_regs::ClauseId;
use tosei_counter_dx::{CounterId, ServiceId, ToolId};
use tosei_criteria::{ExactNumber, LevelNumber};
use tosei_document::{DataFileError, expect_format};
use tosei_types::{AxisId, CriterionId, FlowId, Label, ProcedureId, ProcessId, RateId, SubjectId};

/// The `format` of links.
pub const LINKS_FORMAT: &str = "tosei-links";

/// The format version that this crate reads.
pub const LINKS_FORMAT_VERSION: u32 = 1;

/// 条項と手続プロセス: a clause that stands in the way of processes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClauseLink {
    /// 条項.
    pub clause: ClauseId,
    /// 手続プロセス.
    pub processes: Vec<ProcessId>,
    /// 根拠: who says so.
    pub source: String,
}

/// 取扱業務と手続: the procedures that a service of counters is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceLink {
    /// 取扱業務.
    pub service: ServiceId,
    /// 手続.
    pub procedures: Vec<ProcedureId>,
}

/// 業務フローと手続: the procedures that a flow carries out; beside what the flow says itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlowLink {
    /// 業務フロー.
    pub flow: FlowId,
    /// 手続.
    pub procedures: Vec<ProcedureId>,
    /// Whether this replaces what the flow says of its procedures.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaces: bool,
}

/// 区間 (interval) of an assumption.
///
/// # Invariant
///
/// `low` ≤ `high`; reported by [`check`](super::JoinedGraph::check) otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// 下限.
    pub low: ExactNumber,
    /// 上限.
    pub high: ExactNumber,
}

/// 窓口の需要 (demand at a counter), as it was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DemandFigures {
    /// 1時間当たりの来庁者数.
    pub arrivals_per_hour: ExactNumber,
    /// 平均対応時間（分）.
    pub service_minutes: ExactNumber,
}

/// The demand of one counter, with where the figures are from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CounterDemand {
    /// 窓口.
    pub counter: CounterId,
    /// The figures.
    pub demand: DemandFigures,
    /// 出典.
    pub source: String,
}

/// 来庁の割合 (share of visits): how many of a counter's visitors come for a procedure, and how many of
/// those would come no more if it were online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitShare {
    /// 窓口.
    pub counter: CounterId,
    /// 手続.
    pub procedure: ProcedureId,
    /// 窓口の来庁者に占める割合（％）.
    pub percent_of_visits: Span,
    /// オンライン化で来庁しなくなる割合（％）.
    pub percent_moving_online: Span,
    /// 出典.
    pub source: String,
}

/// 導入の仮定 (assumption about a tool): what introducing it changes. An assumption, so it has a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ToolAssumption {
    /// デジタルツール.
    pub tool: ToolId,
    /// 対象の窓口; all counters with a known demand if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counters: Vec<CounterId>,
    /// 対応時間（％）: what is left of the time of a service.
    pub service_percent: Span,
    /// 来庁者（％）: how many of a hundred still come.
    pub visits_percent: Span,
    /// 対象の手続, whose criteria it would meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedureId>,
    /// 充足する判定項目.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionId>,
    /// 出典.
    pub source: String,
}

/// 指標が測るもの (what an indicator measures).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum IndicatorOf {
    /// A rate over the inventory.
    Rate(RateId),
    /// How many procedures with evidence have at least a level on an axis.
    Level(LevelGoal),
    /// How many clauses are in force as amended.
    ClausesInForce,
    /// 平均待ち時間 of a counter.
    Waiting(CounterId),
    /// Other indicators, which this one is made of.
    Indicators(Vec<SubjectId>),
}

/// A level on an axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelGoal {
    /// 軸.
    pub axis: AxisId,
    /// 水準.
    pub at_least: LevelNumber,
}

/// 指標 (indicator) of a plan, as far as the documents measure it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndicatorLink {
    /// 指標ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 測るもの.
    pub of: IndicatorOf,
    /// 出典; a finding where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// 対応表 (links) of one body.
///
/// # Wire form
///
/// A document of format `tosei-links`, version 1; every list may be left out.
///
/// # Examples
///
/// ```
/// use tosei::joined::Links;
///
/// let links = Links::from_json(r#"{
///   "format": "tosei-links", "format_version": 1, "fictional": true,
///   "services": [{"service": "residence", "procedures": ["P-0001"]}]
/// }"#)?;
/// assert_eq!(links.services.len(), 1);
/// # Ok::<(), tosei::document::DataFileError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-links`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-links")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 架空: whether it is made up.
    #[serde(default)]
    pub fictional: bool,
    /// 条項と手続プロセス.
    #[serde(default)]
    pub clauses: Vec<ClauseLink>,
    /// 取扱業務と手続.
    #[serde(default)]
    pub services: Vec<ServiceLink>,
    /// 業務フローと手続.
    #[serde(default)]
    pub flows: Vec<FlowLink>,
    /// 窓口の需要.
    #[serde(default)]
    pub demand: Vec<CounterDemand>,
    /// 来庁の割合.
    #[serde(default)]
    pub visits: Vec<VisitShare>,
    /// 導入の仮定.
    #[serde(default)]
    pub tools: Vec<ToolAssumption>,
    /// 指標.
    #[serde(default)]
    pub indicators: Vec<IndicatorLink>,
}

impl Links {
    /// Reads a table of links.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let links: Self = serde_json::from_str(json)?;
        expect_format(
            (LINKS_FORMAT, LINKS_FORMAT_VERSION),
            (&links.format, links.format_version),
        )?;
        Ok(links)
    }

    /// No links: what the documents say themselves is all there is.
    #[must_use]
    pub fn none() -> Self {
        Self {
            format: LINKS_FORMAT.to_owned(),
            format_version: LINKS_FORMAT_VERSION,
            ..Self::default()
        }
    }
}
