//! The shape of a small document.

use super::{SMALL_FLOW_FORMAT, SMALL_FLOW_FORMAT_VERSION, SmallFlowError, text};
use crate::{
    ActivityMark, ElementId, GatewayKind, Medium, Party, Probability, Stage, TimeValue, WorkKind,
};
use serde::Deserialize;
use tosei_types::{CaseCount, CriterionId, ExactNumber, FlowId, ProcedureId, StaffClassId};

/// レーン of a small flow, where more than its name is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SmallLane {
    /// 名称, as steps name it in `who`.
    pub name: String,
    /// 主体.
    #[serde(default, deserialize_with = "text::party")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    pub party: Option<Party>,
    /// 職員区分ID.
    #[serde(default)]
    pub staff_class: Option<StaffClassId>,
}

/// 次の手順: where a case goes on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "BranchWire")]
pub struct Branch {
    /// Id or name of a step; `end` or 終了 for the end.
    pub to: String,
    /// 確率.
    pub probability: Option<Probability>,
    /// 条件: the label of the way.
    pub when: Option<String>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SmallBranch"))]
#[serde(untagged)]
enum BranchWire {
    /// Id or name of a step; `end` for the end.
    To(String),
    /// A way with its probability.
    Full(FullBranch),
}

/// 次の手順 with its probability.
#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SmallFullBranch"))]
#[serde(deny_unknown_fields)]
struct FullBranch {
    /// Id or name of a step; `end` for the end.
    to: String,
    /// 確率: a decimal, a fraction or a percentage.
    #[serde(default, deserialize_with = "text::share")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<serde_json::Value>"))]
    probability: Option<Probability>,
    /// 条件: the label of the way.
    #[serde(default)]
    when: Option<String>,
}

impl From<BranchWire> for Branch {
    fn from(wire: BranchWire) -> Self {
        match wire {
            BranchWire::To(to) => Self {
                to,
                ..Self::default()
            },
            BranchWire::Full(FullBranch {
                to,
                probability,
                when,
            }) => Self {
                to,
                probability,
                when,
            },
        }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Branch {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        BranchWire::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        BranchWire::json_schema(generator)
    }
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SmallNext"))]
#[serde(untagged)]
enum NextWire {
    /// One way.
    One(Branch),
    /// Several.
    Several(Vec<Branch>),
}

fn next<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Branch>, D::Error> {
    Ok(match NextWire::deserialize(from)? {
        NextWire::One(branch) => vec![branch],
        NextWire::Several(branches) => branches,
    })
}

/// 手順 (step) of a small flow.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SmallStep {
    /// 手順ID; `s1`, `s2` and so on where it is absent.
    #[serde(default)]
    pub id: Option<ElementId>,
    /// 手順の名称.
    pub step: String,
    /// 担当: the lane.
    #[serde(default)]
    pub who: Option<String>,
    /// 作業種別 by code or label.
    #[serde(default, deserialize_with = "text::work_kind")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    pub kind: Option<WorkKind>,
    /// 媒体 by code or label.
    #[serde(default, deserialize_with = "text::medium")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    pub medium: Option<Medium>,
    /// 作業時間: minutes, or a text such as `2h`.
    #[serde(default, deserialize_with = "text::work")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<serde_json::Value>"))]
    pub minutes: Option<TimeValue>,
    /// 待ち時間: minutes, or a text such as `3d`.
    #[serde(default, deserialize_with = "text::waiting")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<serde_json::Value>"))]
    pub waiting: Option<TimeValue>,
    /// 頻度.
    #[serde(default, deserialize_with = "text::number")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<serde_json::Value>"))]
    pub frequency: Option<ExactNumber>,
    /// 職員区分ID.
    #[serde(default)]
    pub staff_class: Option<StaffClassId>,
    /// 現金支出（円）.
    #[serde(default)]
    pub cash_yen: Option<u32>,
    /// 入力項目.
    #[serde(default)]
    pub enters: Vec<String>,
    /// 特記 by code or label.
    #[serde(default, deserialize_with = "text::marks")]
    #[cfg_attr(feature = "schemars", schemars(with = "Vec<String>"))]
    pub marks: Vec<ActivityMark>,
    /// 判定項目ID.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
    /// 次の手順: one way or several; the step below where it is absent.
    #[serde(default, deserialize_with = "next")]
    #[cfg_attr(feature = "schemars", schemars(with = "NextWire"))]
    pub next: Vec<Branch>,
    /// 分岐の種類 where there are several ways.
    #[serde(default, deserialize_with = "text::gateway")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    pub split: Option<GatewayKind>,
    /// 合流の種類 before the step.
    #[serde(default, deserialize_with = "text::gateway")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    pub join: Option<GatewayKind>,
}

/// 小さなフロー (small flow): the steps of a flow in order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SmallFlow"))]
#[serde(deny_unknown_fields, bound(deserialize = "S: Deserialize<'de>"))]
pub(crate) struct Document<S> {
    /// `tosei-small-flow`.
    format: String,
    /// 1.
    format_version: u32,
    /// 業務フローID.
    id: FlowId,
    /// 名称.
    #[serde(default)]
    name: Option<String>,
    /// 架空: whether it is made up.
    #[serde(default)]
    fictional: bool,
    /// 段階.
    #[serde(default)]
    stage: Option<Stage>,
    /// 手続ID.
    #[serde(default)]
    procedures: Vec<ProcedureId>,
    /// 年間件数: cases a year.
    #[serde(default)]
    cases_a_year: Option<CaseCount>,
    /// レーン, in the order in which they are drawn; others follow as steps name them.
    #[serde(default)]
    lanes: Vec<SmallLane>,
    /// 手順, in order.
    pub(crate) steps: Vec<S>,
}

impl<S> Document<S> {
    /// The same document with its steps as they are meant.
    pub(crate) fn with(self, steps: Vec<SmallStep>) -> Result<SmallFlow, SmallFlowError> {
        if self.format != SMALL_FLOW_FORMAT || self.format_version != SMALL_FLOW_FORMAT_VERSION {
            return Err(SmallFlowError::Format {
                format: self.format.chars().take(80).collect(),
                version: self.format_version,
            });
        }
        Ok(SmallFlow {
            id: self.id,
            name: self.name,
            fictional: self.fictional,
            stage: self.stage,
            procedures: self.procedures,
            cases_a_year: self.cases_a_year,
            lanes: self.lanes,
            steps,
        })
    }
}

/// 小さなフロー (small flow): the steps of a flow in order.
///
/// # Wire form
///
/// See the [module](super); JSON by [`read_json`](super::read_json), YAML by `read_yaml` (feature `yaml`).
#[derive(Debug, Clone, PartialEq)]
pub struct SmallFlow {
    /// 業務フローID.
    pub id: FlowId,
    /// 名称.
    pub name: Option<String>,
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 段階.
    pub stage: Option<Stage>,
    /// 手続ID.
    pub procedures: Vec<ProcedureId>,
    /// 年間件数.
    pub cases_a_year: Option<CaseCount>,
    /// レーン, in the order in which they are drawn.
    pub lanes: Vec<SmallLane>,
    /// 手順, in order.
    pub steps: Vec<SmallStep>,
}

impl SmallFlow {
    /// A flow without steps.
    #[must_use]
    pub fn new(id: FlowId) -> Self {
        Self {
            id,
            name: None,
            fictional: false,
            stage: None,
            procedures: Vec::new(),
            cases_a_year: None,
            lanes: Vec::new(),
            steps: Vec::new(),
        }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SmallFlow {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Document::<SmallStep>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Document::<SmallStep>::json_schema(generator)
    }
}
