//! 標準処理期間 (standard processing periods) as a body states them.

use serde::{Deserialize, Serialize};
use tosei_types::coded_enum;

coded_enum! {
    /// 標準処理期間の設定状況 (whether a standard processing period is set).
    ///
    /// For a 届出 (notification), whose duty is fulfilled when it arrives, the period is 対象外,
    /// never 未設定.
    pub enum PeriodState: "state of a standard processing period" {
        /// 設定済.
        Set = "set" ("設定済", "set"),
        /// 未設定.
        NotSet = "not_set" ("未設定", "not set"),
        /// 対象外: no answer is due.
        NotApplicable = "not_applicable" ("対象外", "not applicable"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 標準処理期間の根拠 (basis): what the period is set under.
    ///
    /// # Not to be confused with
    ///
    /// 法定期限 (statutory deadline), which has a field of its own: missing it breaks a law.
    ///
    /// # Source
    ///
    /// `administrative-procedure-act` (3条3項, 6条).
    pub enum PeriodBasis: "basis of a standard processing period" {
        /// 行政手続法第6条.
        Law = "law" ("行政手続法第6条", "Administrative Procedure Act, article 6"),
        /// 行政手続条例.
        Ordinance = "ordinance" ("行政手続条例", "administrative procedure ordinance"),
        /// 任意の目安: neither applies.
        Voluntary = "voluntary" ("任意の目安", "voluntary"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 未設定の理由 (why no period is set), as a prefecture publishes such reasons.
    pub enum NotSetReason: "reason for not setting a period" {
        /// 法令で尽くされている.
        ExhaustedByLaw = "exhausted_by_law" ("法令に定め尽くされている", "the law says it all"),
        /// 個別判断を要する.
        CaseByCase = "case_by_case" ("個別の判断を要する", "each case is judged by itself"),
        /// 対象となる団体等が限られる.
        FewBodies = "few_bodies" ("対象が限られる", "few bodies are concerned"),
        /// 先例がない.
        NoPrecedent = "no_precedent" ("先例がない", "no precedent"),
        /// 稀である.
        Rare = "rare" ("極めて稀", "rare"),
        /// その他.
        Other = "other" ("その他", "other"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 公表の状況 (publication).
    pub enum Publication: "publication" {
        /// 公表済.
        Published = "published" ("公表済", "published"),
        /// 未公表.
        NotPublished = "not_published" ("未公表", "not published"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 標準処理期間 (standard processing period) of a process, as it was stated.
///
/// The two channels have a text each: an オンライン標準処理期間 is a criterion of its own. What was
/// written is evidence that it was *stated*, not that it is kept.
///
/// # Wire form
///
/// `{"state": "set", "basis": "law", "processing": "10日", "publication": "published"}`.
#[doc(alias = "標準処理期間")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StandardPeriod {
    /// 設定状況.
    pub state: PeriodState,
    /// 根拠.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<PeriodBasis>,
    /// 処理期間 as it was written; [`read_processing_period`](tosei_types::read_processing_period)
    /// gives its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processing: Option<String>,
    /// 処理期間（オンライン） as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online_processing: Option<String>,
    /// 経由日数: the forwarding body's part, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding: Option<String>,
    /// 未設定の理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_set_reason: Option<NotSetReason>,
    /// 公表の状況.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// 公表場所: where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<String>,
    /// 法定期限 as it was written: another thing than the standard period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_deadline: Option<String>,
}

impl StandardPeriod {
    /// A statement of which only the state is known.
    #[must_use]
    pub const fn new(state: PeriodState) -> Self {
        Self {
            state,
            basis: None,
            processing: None,
            online_processing: None,
            forwarding: None,
            not_set_reason: None,
            publication: None,
            published_at: None,
            statutory_deadline: None,
        }
    }

    /// A period that is set under some basis.
    #[must_use]
    pub fn set(basis: PeriodBasis, processing: impl Into<String>) -> Self {
        Self {
            basis: Some(basis),
            processing: Some(processing.into()),
            ..Self::new(PeriodState::Set)
        }
    }
}
