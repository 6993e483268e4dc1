//! 改正 (amending instruments): one may amend many clauses, and many may amend one.

use crate::{ClauseId, EnactingBody, InstrumentId, ReviewMeans, SessionId};
use serde::{Deserialize, Serialize};
use tosei_types::Date;

/// 送付の期限: days within which the chair sends a passed ordinance to the head of the body.
///
/// Source `local-autonomy-law` in `SOURCES.md`: 16条1項. The day of the vote is not counted.
pub const SENDING_DAYS: i64 = 3;

/// 公布の期限: days within which the head promulgates what was sent.
///
/// Source `local-autonomy-law` in `SOURCES.md`: 16条2項. The day of arrival is not counted.
pub const PROMULGATION_DAYS: i64 = 20;

/// 施行: days from promulgation to effect where the instrument names no day.
///
/// Source `local-autonomy-law` in `SOURCES.md`: 16条3項 and 5項, 「公布の日から起算して十日を経過した日」: the day of
/// promulgation is the first of the ten, so what is promulgated on the 1st is in force on the 11th.
pub const UNSTATED_EFFECT_DAYS: i64 = 10;

tosei_types::coded_enum! {
    /// 改正の段階 (state of an instrument) on a day.
    pub enum InstrumentState: "state of an instrument" {
        /// 予定.
        Planned = "planned" ("予定", "planned"),
        /// 提出済.
        Submitted = "submitted" ("提出済", "submitted"),
        /// 議決済: decided, not promulgated.
        Passed = "passed" ("議決・決定済", "decided"),
        /// 公布済未施行.
        Promulgated = "promulgated" ("公布済未施行", "promulgated, not in force"),
        /// 施行済.
        InForce = "in_force" ("施行済", "in force"),
    }
}

/// 経過措置 (transitional measure).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Transitional {
    /// 内容.
    pub text: String,
    /// The last day on which the old way may still be used; absent if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// 専決処分 (decision in place of the assembly).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmergencyDecision {
    /// 専決日.
    pub decided_on: Date,
    /// 議会への報告日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<Date>,
}

/// 意見公募 (public comment).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicComment {
    /// 開始日.
    pub from: Date,
    /// 終了日.
    pub until: Date,
}

/// 改正 (amending instrument): an ordinance, a regulation, a guideline, a notice … that changes
/// clauses, with the days of its way into force.
///
/// # Invariant
///
/// None; days out of order are findings of [`check_register`](crate::check_register).
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{AmendingInstrument, InstrumentState};
///
/// let omnibus: AmendingInstrument = serde_json::from_str(r#"{
///     "id": "A-1", "title": "見本市アナログ規制の見直しに係る関係条例の整備に関する条例（架空）",
///     "kind": "ordinance_amendment", "enacted_by": "assembly", "session": "2025-6",
///     "passed_on": "2025-06-24", "sent_on": "2025-06-25", "promulgated_on": "2025-06-27",
///     "effective_on": "2025-10-01", "clauses": ["C-001", "C-002"]}"#)?;
/// let state = |day: &str| omnibus.state_at(day.parse().unwrap());
/// assert_eq!(state("2025-06-26"), InstrumentState::Passed);
/// assert_eq!(state("2025-06-30"), InstrumentState::Promulgated); // 改正済未施行
/// assert_eq!(state("2025-10-01"), InstrumentState::InForce);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "改正")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AmendingInstrument {
    /// 改正等ID.
    pub id: InstrumentId,
    /// 題名.
    pub title: String,
    /// 種類.
    pub kind: ReviewMeans,
    /// 制定機関.
    pub enacted_by: EnactingBody,
    /// 対象の条項: those that it changes.
    pub clauses: Vec<ClauseId>,
    /// 会期, for what the assembly passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// 意見公募.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_comment: Option<PublicComment>,
    /// 提出日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_on: Option<Date>,
    /// 議決日・決定日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_on: Option<Date>,
    /// 専決処分, in place of a vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency: Option<EmergencyDecision>,
    /// 送付日: the day on which it reached the head of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_on: Option<Date>,
    /// 公布日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promulgated_on: Option<Date>,
    /// 施行日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// 経過措置.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transitional: Option<Transitional>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl AmendingInstrument {
    /// 一括改正: whether it changes more than one clause.
    #[must_use]
    pub fn is_omnibus(&self) -> bool {
        self.clauses.len() > 1
    }

    /// 議決日, or 専決日 where there was no vote.
    #[must_use]
    pub fn decided_on(&self) -> Option<Date> {
        let emergency = self.emergency.as_ref();
        self.passed_on
            .or_else(|| emergency.map(|emergency| emergency.decided_on))
    }

    /// 施行日: the day that it names, or for an ordinance or a regulation that names none the day by
    /// law, ten days after promulgation.
    #[must_use]
    pub fn in_force_from(&self) -> Option<Date> {
        if self.effective_on.is_some() {
            return self.effective_on;
        }
        let by_law = matches!(
            self.kind,
            ReviewMeans::OrdinanceAmendment | ReviewMeans::RegulationAmendment
        );
        let promulgated = self.promulgated_on.filter(|_| by_law)?;
        promulgated.add_days(UNSTATED_EFFECT_DAYS).ok()
    }

    /// How far it is on a day.
    ///
    /// What has a day of effect is in force from that day on, even if an earlier day is missing.
    #[must_use]
    pub fn state_at(&self, day: Date) -> InstrumentState {
        let reached = |date: Option<Date>| date.is_some_and(|date| date <= day);
        if reached(self.in_force_from()) {
            InstrumentState::InForce
        } else if reached(self.promulgated_on) {
            InstrumentState::Promulgated
        } else if reached(self.decided_on()) {
            InstrumentState::Passed
        } else if reached(self.submitted_on) {
            InstrumentState::Submitted
        } else {
            InstrumentState::Planned
        }
    }
}
