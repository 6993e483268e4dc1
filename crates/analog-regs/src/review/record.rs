//! The record of a review.

use super::ReviewStatus;
use crate::{PhaseStep, RequestId, Route, TechnologyId};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, FiscalQuarter, OrganisationId};

tosei_types::coded_enum! {
    /// 見直し手段 (means of a review): by what a clause is changed, or its reading.
    pub enum ReviewMeans: "means of a review" {
        /// 解釈の明確化.
        Interpretation = "interpretation" ("解釈の明確化", "clarified interpretation"),
        /// 通知.
        Notification = "notification" ("通知", "notification"),
        /// 告示.
        PublicNotice = "public_notice" ("告示", "public notice"),
        /// 訓令.
        Directive = "directive" ("訓令", "directive"),
        /// 要綱改正.
        GuidelineAmendment = "guideline_amendment" ("要綱改正", "amendment of a guideline"),
        /// 様式改正.
        FormAmendment = "form_amendment" ("様式改正", "amendment of a form"),
        /// 規則改正.
        RegulationAmendment = "regulation_amendment" ("規則改正", "amendment of a regulation"),
        /// 条例改正.
        OrdinanceAmendment = "ordinance_amendment" ("条例改正", "amendment of an ordinance"),
    }
}

impl ReviewMeans {
    /// 経路: who decides.
    ///
    /// 様式 are taken as those of a guideline: decided in the office. A form in an annex of a 規則 is
    /// changed by a 規則改正.
    #[must_use]
    pub const fn route(self) -> Route {
        match self {
            Self::OrdinanceAmendment => Route::Assembly,
            Self::RegulationAmendment => Route::Executive,
            _ => Route::Office,
        }
    }

    /// 改正を伴う: whether a text is amended, so that there are days of decision and effect.
    #[must_use]
    pub const fn amends_text(self) -> bool {
        !matches!(self, Self::Interpretation | Self::Notification)
    }
}

tosei_types::coded_enum! {
    /// 対象外の理由 (reason out of scope): why a clause that was found needs no review.
    pub enum OutOfScopeReason: "reason out of scope" {
        /// 該当しない: no analog demand on a closer look.
        NoAnalogDemand = "no_analog_demand" ("アナログ規制に当たらない", "no analog demand"),
        /// 対応済み: a digital way was allowed all along.
        AlreadyDigital = "already_digital" ("既にデジタルで可能", "digital already"),
        /// 通則条例等により対応済み.
        Superseded = "superseded" ("通則条例等により対応済み", "superseded by a general rule"),
        /// 人による確認が不可欠.
        HumanNeeded = "human_needed" ("人による確認が不可欠", "a person is needed"),
        /// 廃止予定.
        ToBeAbolished = "to_be_abolished" ("例規を廃止予定", "the rule will be abolished"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

/// 対象外 (out of scope): the reason, with a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutOfScope {
    /// 理由.
    pub reason: OutOfScopeReason,
    /// 説明.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 国への依存 (dependence on the State): what must change there first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StateDependence {
    /// 改正が必要な国の規定, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// 要望, among those of the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 状況の履歴 (entry of a history): from a day on, a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusEntry {
    /// 日付: the first day of the status.
    pub on: Date,
    /// 状況.
    pub status: ReviewStatus,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 見直し (review) of one clause.
///
/// The status is not a field: it follows from the [`history`](Self::history) and a day, so that a
/// figure of an earlier quarter can be made again.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{Review, ReviewStatus};
///
/// let review: Review = serde_json::from_str(r#"{
///     "current_phase": "1-②", "target_phase": "3", "means": ["ordinance_amendment"],
///     "due": "2025-Q4",
///     "history": [{"on": "2025-04-01", "status": "policy_decided"},
///                 {"on": "2025-06-27", "status": "amended"},
///                 {"on": "2025-10-01", "status": "in_force"}]}"#)?;
/// assert_eq!(review.status_at("2025-06-30".parse()?), Some(ReviewStatus::Amended));
/// assert_eq!(review.status_at("2025-10-01".parse()?), Some(ReviewStatus::InForce));
/// assert_eq!(review.status_at("2025-03-31".parse()?), None); // nothing was recorded yet
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "見直し")]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// 現在Phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_phase: Option<PhaseStep>,
    /// 見直し後Phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_phase: Option<PhaseStep>,
    /// 見直し手段: a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<ReviewMeans>,
    /// 所管課.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<OrganisationId>,
    /// 見直し完了時期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<FiscalQuarter>,
    /// 活用する技術: a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub technologies: Vec<TechnologyId>,
    /// 工程表: the common schedule that it belongs to, such as 「目視―共通1」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// 見直しの概要.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// 対象外.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_scope: Option<OutOfScope>,
    /// 国への依存.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_dependence: Option<StateDependence>,
    /// 状況の履歴, from the earliest on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<StatusEntry>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Review {
    /// 状況: the last status recorded on or before a day; of two entries of one day the later one in
    /// the list. `None` if nothing had been recorded by then.
    #[must_use]
    pub fn status_at(&self, day: Date) -> Option<ReviewStatus> {
        let mut last: Option<&StatusEntry> = None;
        for entry in self.history.iter().filter(|entry| entry.on <= day) {
            if last.is_none_or(|last| last.on <= entry.on) {
                last = Some(entry);
            }
        }
        last.map(|entry| entry.status)
    }
}
