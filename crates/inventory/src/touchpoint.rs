//! 接点 (touchpoints): contacts with people that are not procedures.

use crate::{Barrier, Extensions, OnlineStatus, Volume};
use serde::{Deserialize, Serialize};
use tosei_types::{OrganisationId, TouchpointId, coded_enum};

coded_enum! {
    /// 接点の種類 (touchpoint kind).
    pub enum TouchpointKind: "touchpoint kind" {
        /// 契約書類: documents of a contract.
        ContractDocument = "contract_document" ("契約書類", "contract documents"),
        /// 請求: an invoice or claim.
        Claim = "claim" ("請求", "claims"),
        /// 報告.
        Report = "report" ("報告", "reports"),
        /// 相談.
        Consultation = "consultation" ("相談", "consultations"),
        /// 申込: an entry to something that is no 申請等.
        Entry = "entry" ("申込", "entries"),
        /// 窓口記入: a form that is filled in at a counter.
        CounterForm = "counter_form" ("窓口記入", "forms filled in at a counter"),
        /// イベント.
        Event = "event" ("イベント", "events"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

/// 接点 (touchpoint): a contact that is not a procedure.
///
/// It has a volume and a status as a process has, and a rate of its own: it never enters the rate
/// of procedures or processes.
///
/// # Wire form
///
/// `{"id": "T-001", "kind": "event", "name": "健康フェア", "status": "done"}`.
#[doc(alias = "接点")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Touchpoint {
    /// 接点ID.
    pub id: TouchpointId,
    /// 種類.
    pub kind: TouchpointKind,
    /// The body's own word for a kind that the list does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_raw: Option<String>,
    /// 名称.
    pub name: String,
    /// 所管.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// オンライン化の実施状況.
    pub status: OnlineStatus,
    /// 障壁; `None` if nobody examined them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barriers: Option<Vec<Barrier>>,
    /// 年間件数.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of the body's own; kept as they are.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

impl Touchpoint {
    /// A touchpoint of which only the essentials are known.
    #[must_use]
    pub fn new(id: TouchpointId, kind: TouchpointKind, name: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            kind_raw: None,
            name: name.into(),
            organisation: None,
            status: OnlineStatus::Unknown,
            barriers: None,
            volumes: Vec::new(),
            note: None,
            extensions: Extensions::new(),
        }
    }
}
