//! One counter.

use crate::id::{CounterId, ServiceId, ServicePointId, ToolId};
use serde::{Deserialize, Serialize};
use tosei_simulation::OpeningHours;

use tosei_types::{Date, OrganisationId, StaffClassId};

tosei_types::coded_enum! {
    /// 取扱区分 (service mode): what a counter does for one service.
    ///
    /// A counter that forwards does not count as one that handles the service: the visit counts once,
    /// and its lead time runs through the counter that does the work.
    pub enum ServiceMode: "service mode" {
        /// 有: the work is done here.
        Processes = "processes" ("有", "processes"),
        /// 取次: the application is taken and passed on.
        Forwards = "forwards" ("取次", "forwards"),
        /// 取次（後日渡し）: passed on, and the result is handed over here on a later day.
        ForwardsHandOverLater = "forwards_hand_over_later"
            ("取次（後日渡し）", "forwards, hands over later"),
        /// 予約受取のみ: only what was ordered beforehand is handed over.
        ReservedPickUpOnly = "reserved_pick_up_only" ("予約受取のみ", "pick-up of reserved only"),
        /// 無: not handled here.
        None = "none" ("無", "none"),
    }
}

impl ServiceMode {
    /// Whether somebody else does the work.
    #[must_use]
    pub fn forwards(self) -> bool {
        matches!(self, Self::Forwards | Self::ForwardsHandOverLater)
    }
}

/// 取扱い (handled service): one service at one counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandledService {
    /// 取扱業務ID.
    pub service: ServiceId,
    /// 取扱区分; absent if it is not known, which is not the same as `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ServiceMode>,
    /// 取扱時間, where it differs from the counter's hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
    /// 取次先: the counter that does the work, where this one forwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwards_to: Option<CounterId>,
    /// 原文: what stood in the cell, where it was no known mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// 配置 (staffing): how many people of one class stand at a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffNumber {
    /// 職員区分ID.
    pub class: StaffClassId,
    /// 人数: people.
    pub people: u32,
}

/// 窓口 (counter): one service point × one business.
///
/// # Not to be confused with
///
/// A ブース (booth): one seat at which one person is served. A counter has any number of them; both
/// numbers are shown, because the sources do not say which of the two they count.
///
/// # Source
///
/// The counting rule is ours (`project-decision:counter-unit`).
#[doc(alias = "窓口")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// 窓口ID.
    pub id: CounterId,
    /// 窓口名.
    pub name: String,
    /// 場所ID.
    pub service_point: ServicePointId,
    /// 業務: what the counter is for, as 「住民票・戸籍」.
    pub business: String,
    /// 所管組織ID; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// ブース数: seats; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booths: Option<u32>,
    /// プロトタイプ窓口; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prototype: Option<bool>,
    /// 受付時間; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
    /// 職員の配置; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<Vec<StaffNumber>>,
    /// デジタルツール; absent if unknown, empty if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tools: Option<Vec<ToolId>>,
    /// 取扱い: the services, each with its mode; a service that does not stand here is unknown.
    #[serde(default)]
    pub services: Vec<HandledService>,
    /// 開設日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// 廃止日: the first day on which it is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Date>,
    /// 前身の窓口.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<CounterId>,
    /// 後継の窓口.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<CounterId>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Counter {
    /// Whether it is open on a day: opened by then, and not closed. A day that is not known is no reason
    /// against it.
    #[must_use]
    pub fn is_open(&self, day: Date) -> bool {
        self.opened.is_none_or(|opened| opened <= day)
            && self.closed.is_none_or(|closed| day < closed)
    }

    /// The mode of a service here; `None` if it is not known.
    #[must_use]
    pub fn mode(&self, service: &ServiceId) -> Option<ServiceMode> {
        self.services
            .iter()
            .find(|handled| handled.service == *service)
            .and_then(|handled| handled.mode)
    }
}
