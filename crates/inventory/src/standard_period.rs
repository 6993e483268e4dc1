//! 標準処理期間 (standard processing periods) as a body states them.

use serde::{Deserialize, Serialize};

pub use tosei_types::deadline::{NotSetReason, PeriodBasis, PeriodState, Publication};

/// 標準処理期間 (standard processing period) of a process, as it was stated.
///
/// The two channels have a text each: an オンライン標準処理期間 is a criterion of its own. What was
/// written is evidence that it was *stated*, not that it is kept.
///
/// # Not to be confused with
///
/// [`StandardProcessingPeriod`](tosei_types::StandardProcessingPeriod) and
/// [`StatutoryDeadline`](tosei_types::StatutoryDeadline), which have lengths and due dates. A text that
/// was stated becomes neither by itself.
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
