//! プールとレーン: who takes part in a flow.

use super::ElementId;
use serde::{Deserialize, Serialize};
use tosei_types::{OrganisationId, StaffClassId};

tosei_types::coded_enum! {
    /// 主体 (party): the role in which a pool or lane takes part.
    ///
    /// # Source
    ///
    /// The list is ours (`project-decision:flow-parties`).
    pub enum Party: "party" {
        /// 申請者: a resident or business.
        Applicant = "applicant" ("申請者", "applicant"),
        /// 窓口・受付.
        Counter = "counter" ("窓口・受付", "counter"),
        /// 審査担当.
        Reviewer = "reviewer" ("審査担当", "reviewer"),
        /// 決裁者.
        Approver = "approver" ("決裁者", "approver"),
        /// 会計担当.
        Accounting = "accounting" ("会計担当", "accounting"),
        /// 情報システム.
        System = "system" ("情報システム", "system"),
        /// 他の機関.
        OtherOrganisation = "other_organisation" ("他の機関", "another organisation"),
        /// 委託事業者.
        Contractor = "contractor" ("委託事業者", "contractor"),
    }
}

/// プール (pool): one participant, with the lanes of its process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// 要素ID.
    pub id: ElementId,
    /// 名称; absent if the picture shows none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 主体; absent if it is not known or its lanes differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// 組織ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// レーン: those of all levels; a lane within another names it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<Lane>,
}

/// レーン (lane): one role, section or system within a pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowLane"))]
#[serde(deny_unknown_fields)]
pub struct Lane {
    /// 要素ID.
    pub id: ElementId,
    /// 名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 主体.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// 職員区分ID: who usually works in the lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_class: Option<StaffClassId>,
    /// 上位のレーン: the lane that this one is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ElementId>,
}
