//! 業務フロー: who does what, in which order, by which medium, and how long it takes.

mod activity;
mod id;
mod node;
mod pool;
mod time;
mod time_text;

pub use activity::{
    Activity, ActivityMark, DataAssociation, DataObject, DataUse, Medium, Repetition, TaskKind,
    WorkKind,
};
pub use id::{ElementId, ElementIdError, MAX_ELEMENT_ID_CHARS};
pub use node::{
    Call, Event, EventPosition, EventTrigger, Gateway, GatewayKind, Node, NodeKind, SubProcess,
};
pub use pool::{Lane, Party, Pool};
pub use time::{Minutes, Probability, ProbabilityError, TimeValue, TimeValueError};
pub use time_text::TimeTextError;

use serde::{Deserialize, Serialize};
use tosei_types::{CaseCount, CriterionId, FlowId, ProcedureId, StaffClass};

/// The `format` of a flow document.
pub const FLOW_FORMAT: &str = "tosei-flow";
/// The `format_version` that this crate reads and writes.
pub const FLOW_FORMAT_VERSION: u32 = 1;

tosei_types::coded_enum! {
    /// フローの段階 (stage of a flow): as it is, as it could be, as it shall be.
    ///
    /// # Source
    ///
    /// `tokyo-cio-forum` names As-Is, Can-Be and To-Be.
    pub enum Stage: "stage of a flow" {
        /// As-Is: 現状.
        AsIs = "as_is" ("As-Is（現状）", "as is"),
        /// Can-Be: 実現可能な姿.
        CanBe = "can_be" ("Can-Be（実現可能な姿）", "can be"),
        /// To-Be: あるべき姿.
        ToBe = "to_be" ("To-Be（あるべき姿）", "to be"),
    }
}

/// Why a document is no flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlowError {
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-flow` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl FlowError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.flow.format",
        }
    }
}

/// 流れ (sequence flow): what comes after what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SequenceFlow {
    /// 要素ID.
    pub id: ElementId,
    /// 名称, as 「はい」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 元のノード.
    pub from: ElementId,
    /// 先のノード.
    pub to: ElementId,
    /// 確率: the share of cases that take it at a branch; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<Probability>,
    /// 条件 as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// メッセージフロー (message flow): what passes between pools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageFlow {
    /// 要素ID.
    pub id: ElementId,
    /// 名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 元のノード or プール.
    pub from: ElementId,
    /// 先のノード or プール.
    pub to: ElementId,
    /// 媒体.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<Medium>,
}

/// 業務フロー (flow) of one procedure at one stage.
///
/// # Invariant
///
/// None beyond its types: a flow with dangling references or unsound branches can be read, shown and
/// corrected. What is wrong with it is said by the lint and by the soundness check.
///
/// # Wire form
///
/// `{"format": "tosei-flow", "format_version": 1, "id": …, "nodes": […], "sequence_flows": […]}`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::Flow;
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "mihon-as-is", "name": "補助金の交付（架空）",
///   "stage": "as_is",
///   "nodes": [
///     {"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}},
///     {"id": "check", "name": "書類を確認", "is": {"kind": "activity", "work_kind": "check",
///       "medium": "paper", "work": "15", "waiting": {"from": "480", "to": "1440"}}},
///     {"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}
///   ],
///   "sequence_flows": [{"id": "f1", "from": "start", "to": "check"},
///                      {"id": "f2", "from": "check", "to": "end"}]
/// }"#)?;
/// assert_eq!(flow.nodes.len(), 3);
/// assert_eq!(flow.node("check").unwrap().title(), "書類を確認");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "業務フロー")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Flow", into = "wire::Flow")]
pub struct Flow {
    /// 業務フローID.
    pub id: FlowId,
    /// 名称.
    pub name: Option<String>,
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 段階.
    pub stage: Option<Stage>,
    /// 手続ID: the procedures that it carries out.
    pub procedures: Vec<ProcedureId>,
    /// 判定項目ID: the quality criteria that it bears on.
    pub criteria: Vec<CriterionId>,
    /// 年間件数: cases a year; absent if unknown.
    pub cases_a_year: Option<CaseCount>,
    /// 職員区分.
    pub staff_classes: Vec<StaffClass>,
    /// プール.
    pub pools: Vec<Pool>,
    /// ノード: those of all levels.
    pub nodes: Vec<Node>,
    /// 流れ.
    pub sequence_flows: Vec<SequenceFlow>,
    /// メッセージフロー.
    pub message_flows: Vec<MessageFlow>,
    /// データオブジェクト.
    pub data: Vec<DataObject>,
}

impl Flow {
    /// A flow without anything in it.
    #[must_use]
    pub fn new(id: FlowId) -> Self {
        Self {
            id,
            name: None,
            fictional: false,
            stage: None,
            procedures: Vec::new(),
            criteria: Vec::new(),
            cases_a_year: None,
            staff_classes: Vec::new(),
            pools: Vec::new(),
            nodes: Vec::new(),
            sequence_flows: Vec::new(),
            message_flows: Vec::new(),
            data: Vec::new(),
        }
    }

    /// The first node of an id. Looks through all nodes; for many questions build an index.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id.as_str() == id)
    }

    /// The lane of an id, of whichever pool.
    #[must_use]
    pub fn lane(&self, id: &str) -> Option<&Lane> {
        self.pools
            .iter()
            .flat_map(|pool| &pool.lanes)
            .find(|lane| lane.id.as_str() == id)
    }

    /// The pool of an id.
    #[must_use]
    pub fn pool(&self, id: &str) -> Option<&Pool> {
        self.pools.iter().find(|pool| pool.id.as_str() == id)
    }
}

mod wire {
    use super::{
        CaseCount, CriterionId, DataObject, FLOW_FORMAT, FLOW_FORMAT_VERSION, FlowError, FlowId,
        MessageFlow, Node, Pool, ProcedureId, SequenceFlow, StaffClass, Stage,
    };
    use serde::{Deserialize, Serialize};

    /// 業務フロー (flow) of one procedure at one stage.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Flow {
        /// `tosei-flow`.
        format: String,
        /// 1.
        format_version: u32,
        /// 業務フローID.
        id: FlowId,
        /// 名称.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// 架空: whether it is made up.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        fictional: bool,
        /// 段階.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<Stage>,
        /// 手続ID.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        procedures: Vec<ProcedureId>,
        /// 判定項目ID.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        criteria: Vec<CriterionId>,
        /// 年間件数: cases a year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cases_a_year: Option<CaseCount>,
        /// 職員区分.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        staff_classes: Vec<StaffClass>,
        /// プール.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pools: Vec<Pool>,
        /// ノード.
        #[serde(default)]
        nodes: Vec<Node>,
        /// 流れ.
        #[serde(default)]
        sequence_flows: Vec<SequenceFlow>,
        /// メッセージフロー.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        message_flows: Vec<MessageFlow>,
        /// データオブジェクト.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<DataObject>,
    }

    impl TryFrom<Flow> for super::Flow {
        type Error = FlowError;

        fn try_from(wire: Flow) -> Result<Self, FlowError> {
            if wire.format != FLOW_FORMAT || wire.format_version != FLOW_FORMAT_VERSION {
                return Err(FlowError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                id: wire.id,
                name: wire.name,
                fictional: wire.fictional,
                stage: wire.stage,
                procedures: wire.procedures,
                criteria: wire.criteria,
                cases_a_year: wire.cases_a_year,
                staff_classes: wire.staff_classes,
                pools: wire.pools,
                nodes: wire.nodes,
                sequence_flows: wire.sequence_flows,
                message_flows: wire.message_flows,
                data: wire.data,
            })
        }
    }

    impl From<super::Flow> for Flow {
        fn from(flow: super::Flow) -> Self {
            Self {
                format: FLOW_FORMAT.to_owned(),
                format_version: FLOW_FORMAT_VERSION,
                id: flow.id,
                name: flow.name,
                fictional: flow.fictional,
                stage: flow.stage,
                procedures: flow.procedures,
                criteria: flow.criteria,
                cases_a_year: flow.cases_a_year,
                staff_classes: flow.staff_classes,
                pools: flow.pools,
                nodes: flow.nodes,
                sequence_flows: flow.sequence_flows,
                message_flows: flow.message_flows,
                data: flow.data,
            }
        }
    }
}
