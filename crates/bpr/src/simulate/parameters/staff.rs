//! 担当: who works, when, and on what.

use crate::flow::{ElementId, WorkKind};
use serde::{Deserialize, Serialize};
use tosei_simulation::OpeningHours;
use tosei_types::{Label, StaffClassId, SubjectId};

/// 担当の組 (staff group): people of one class with the same work and the same hours.
///
/// It does the activities of its lanes and pools and the nodes that are named, as far as they are of its
/// kinds of work. Where several groups can do a step, the first of the document that has somebody free
/// does it; put the specialists first. Somebody with hours of their own is a group of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffGroup"))]
#[serde(deny_unknown_fields)]
pub struct StaffGroup {
    /// 組のID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 職員区分ID; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 人数.
    pub people: u32,
    /// 担うレーン・プール: all activities in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<ElementId>,
    /// 担う作業, wherever they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<ElementId>,
    /// 担える作業種別: of the activities of its lanes, only those of these kinds; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work_kinds: Vec<WorkKind>,
    /// 勤務時間 on days that the calendar opens; at any minute of any day if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
    /// 時間単価（円）: stands instead of that of the class; unknown if neither is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yen_per_hour: Option<u32>,
}

/// 割当て (assignment) of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowAssignment"))]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// 作業の要素ID.
    pub node: ElementId,
    /// 担当の組: only these do it; whoever does by lane and kind if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<SubjectId>,
    /// 優先区分 of the step, instead of the case's: 0 goes first, 7 last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
}
