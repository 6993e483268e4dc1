//! ノード: steps, branches and events of a flow.

use super::{Activity, ElementId, TimeValue};
use serde::{Deserialize, Serialize};

tosei_types::coded_enum! {
    /// ゲートウェイ (gateway): how a flow branches and joins.
    ///
    /// # Source
    ///
    /// `omg-bpmn-2`, 10.6.
    pub enum GatewayKind: "kind of gateway" {
        /// 排他: exactly one branch.
        Exclusive = "exclusive" ("排他", "exclusive"),
        /// 並行: all branches.
        Parallel = "parallel" ("並行", "parallel"),
        /// 包含: one or more branches.
        Inclusive = "inclusive" ("包含", "inclusive"),
        /// イベントベース: the branch whose event happens first.
        EventBased = "event_based" ("イベントベース", "event-based"),
        /// 複合: a rule of its own.
        Complex = "complex" ("複合", "complex"),
    }
}

/// 分岐・合流 (gateway).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowGateway"))]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// 種類.
    pub gateway: GatewayKind,
    /// 既定の流れ: the sequence flow that is taken if no other is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<ElementId>,
}

tosei_types::coded_enum! {
    /// イベントの位置 (position of an event).
    pub enum EventPosition: "position of an event" {
        /// 開始.
        Start = "start" ("開始", "start"),
        /// 中間（待つ）.
        Catch = "catch" ("中間（受信）", "intermediate, waits"),
        /// 中間（起こす）.
        Throw = "throw" ("中間（送信）", "intermediate, raises"),
        /// 境界.
        Boundary = "boundary" ("境界", "boundary"),
        /// 終了.
        End = "end" ("終了", "end"),
    }
}

tosei_types::coded_enum! {
    /// イベントのきっかけ (trigger of an event).
    ///
    /// # Source
    ///
    /// `omg-bpmn-2`, 10.5.5.
    pub enum EventTrigger: "trigger of an event" {
        /// なし.
        None = "none" ("なし", "none"),
        /// メッセージ.
        Message = "message" ("メッセージ", "message"),
        /// タイマー.
        Timer = "timer" ("タイマー", "timer"),
        /// エラー.
        Error = "error" ("エラー", "error"),
        /// エスカレーション.
        Escalation = "escalation" ("エスカレーション", "escalation"),
        /// 取消.
        Cancel = "cancel" ("取消", "cancel"),
        /// 補償.
        Compensation = "compensation" ("補償", "compensation"),
        /// 条件.
        Conditional = "conditional" ("条件", "conditional"),
        /// リンク.
        Link = "link" ("リンク", "link"),
        /// シグナル.
        Signal = "signal" ("シグナル", "signal"),
        /// 停止: ends the whole case at once.
        Terminate = "terminate" ("停止", "terminate"),
        /// 多重: any of several.
        Multiple = "multiple" ("多重", "multiple"),
    }
}

/// イベント (event): something that happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowEvent"))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// 位置.
    pub event: EventPosition,
    /// きっかけ.
    pub trigger: EventTrigger,
    /// 付属先: the activity at whose boundary it is; only at a boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached_to: Option<ElementId>,
    /// 非中断: the activity goes on beside it; only at a boundary or where an event sub-process begins.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub non_interrupting: bool,
    /// 待ち時間: how long until it happens, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<TimeValue>,
    /// リンク名: the two events of one name are one place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// ノードの種類 (kind of a node).
///
/// # Wire form
///
/// An object with the key `kind`, as `{"kind": "activity", "medium": "paper"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowNodeKind"))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NodeKind {
    /// 作業.
    Activity(Activity),
    /// サブプロセス: its nodes name it as their parent.
    SubProcess(SubProcess),
    /// 呼出し: another flow, run in its place.
    Call(Call),
    /// 分岐・合流.
    Gateway(Gateway),
    /// イベント.
    Event(Event),
}

/// サブプロセス (sub-process).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowSubProcess"))]
#[serde(deny_unknown_fields)]
pub struct SubProcess {
    /// イベントサブプロセス: begun by an event, not by the flow.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_event: bool,
    /// アドホック: its steps have no order.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ad_hoc: bool,
    /// トランザクション.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transaction: bool,
    /// 繰り返し as drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repetition: Option<super::Repetition>,
}

/// 呼出し (call activity): runs another flow in its place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowCall"))]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// 呼出し先: the name of the called element as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// What is known of the whole of it, as of one activity.
    #[serde(default)]
    pub activity: Activity,
}

/// ノード (node): one step, branch or event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowNode"))]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// 要素ID.
    pub id: ElementId,
    /// 名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// プールの要素ID; absent where the flow has no pools.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<ElementId>,
    /// レーンの要素ID: the innermost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<ElementId>,
    /// サブプロセスの要素ID: the sub-process that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ElementId>,
    /// 種類と内容.
    pub is: NodeKind,
}

impl Node {
    /// The activity, where it is one (a call counts as one).
    #[must_use]
    pub fn activity(&self) -> Option<&Activity> {
        match &self.is {
            NodeKind::Activity(activity) => Some(activity),
            NodeKind::Call(call) => Some(&call.activity),
            _ => None,
        }
    }

    /// The gateway, where it is one.
    #[must_use]
    pub fn gateway(&self) -> Option<&Gateway> {
        match &self.is {
            NodeKind::Gateway(gateway) => Some(gateway),
            _ => None,
        }
    }

    /// The event, where it is one.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        match &self.is {
            NodeKind::Event(event) => Some(event),
            _ => None,
        }
    }

    /// The name, or the id where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}
