//! 国への要望 (request to the State).

use crate::RequestId;
use serde::{Deserialize, Serialize};
use tosei_types::Date;

tosei_types::coded_enum! {
    /// 要望の状況 (status of a request).
    pub enum RequestStatus: "status of a request" {
        /// 準備中.
        Preparing = "preparing" ("準備中", "in preparation"),
        /// 要望済・回答待ち.
        Waiting = "waiting" ("要望済・回答待ち", "made, awaiting a reply"),
        /// 回答あり.
        Answered = "answered" ("回答あり", "answered"),
        /// 実施時期の回答あり.
        Promised = "promised" ("実施時期の回答あり", "promised for a date"),
        /// 実現.
        Realised = "realised" ("実現", "realised"),
        /// 対応しない旨の回答.
        Declined = "declined" ("対応しない旨の回答", "declined"),
    }
}

/// 国への要望 (request to the State): to whom, about which provision, and what came of it.
#[doc(alias = "要望")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ClauseStateRequest"))]
#[serde(deny_unknown_fields)]
pub struct StateRequest {
    /// 要望ID.
    pub id: RequestId,
    /// 要望先.
    pub addressee: String,
    /// 改正を求める規定, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// 状況.
    pub status: RequestStatus,
    /// 要望日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_on: Option<Date>,
    /// 回答.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// 回答日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replied_on: Option<Date>,
    /// 実施予定日: promised by the State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_for: Option<Date>,
}

impl StateRequest {
    /// 回答待ち日数: whole days since it was made, while a reply is awaited.
    #[must_use]
    pub fn days_waiting(&self, day: Date) -> Option<u64> {
        let asked = self
            .requested_on
            .filter(|_| self.status == RequestStatus::Waiting)?;
        u64::try_from(asked.days_until(day)).ok()
    }

    /// Whether the promised day has passed without its being realised.
    #[must_use]
    pub fn promise_passed(&self, day: Date) -> bool {
        self.status != RequestStatus::Realised
            && self.promised_for.is_some_and(|promised| promised < day)
    }
}
