//! One item of evidence, and one exemption.

use crate::{Answer, EvidenceQuality, ExactNumber};
use serde::{Deserialize, Serialize};
use tosei_types::{CriterionId, Date, MeasureId, MeasureUnit, ReasonId, SubjectId};

/// 証拠が述べること (what evidence states): an answer to a criterion, or a measured value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stated {
    /// An answer to a criterion.
    Answer {
        /// The criterion.
        criterion: CriterionId,
        /// The answer.
        answer: Answer,
        /// The reason, for not applicable and only for it.
        reason: Option<ReasonId>,
    },
    /// A measured value.
    Value {
        /// What was measured.
        measure: MeasureId,
        /// The value; `None` if it is known that nobody knows.
        value: Option<ExactNumber>,
        /// Its unit.
        unit: MeasureUnit,
    },
}

/// 証拠の出所 (origin of evidence): from whom, since when and until when.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceOrigin {
    /// Confirmed or only stated.
    pub quality: EvidenceQuality,
    /// Where it comes from: a document, a survey, a system. A later item of one source replaces
    /// its earlier ones.
    pub source: String,
    /// The day from which it holds.
    pub date: Date,
    /// Who confirmed it, for confirmed evidence.
    pub confirmed_by: Option<String>,
    /// The last day on which it holds; `None`: no end is set.
    pub expires_on: Option<Date>,
    /// After how many days somebody should look again.
    pub reconfirm_after_days: Option<u16>,
    /// Anything else worth knowing.
    pub note: Option<String>,
}

/// 証拠 (item of evidence): one statement about one subject.
///
/// # Invariant
///
/// It is about a criterion or about a measure. A reason stands with not applicable and only there.
/// It does not expire before its date; confirmed evidence says by whom; the source is not blank;
/// the re-confirmation cycle is at least one day.
///
/// # Wire form
///
/// ```json
/// {"subject": "P-0001", "criterion": "S2b", "answer": "not_applicable", "reason": "no_fee",
///  "quality": "confirmed", "source": "手数料条例", "date": "2025-06-01", "confirmed_by": "市民課",
///  "expires_on": "2026-03-31", "reconfirm_after_days": 365}
/// ```
///
/// A measured value has `"measure": "online_days", "value": "10", "unit": "days"` in place of
/// criterion and answer; `"value": null` says that it is not known.
///
/// # Source
///
/// `project-decision:criteria-evidence`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::EvidenceItem", into = "wire::EvidenceItem")]
pub struct EvidenceItem {
    subject: SubjectId,
    stated: Stated,
    origin: EvidenceOrigin,
}

/// Why something is not an item of evidence or an exemption.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// It is about a criterion and a measure at once, or about neither.
    #[error("evidence has either `criterion` and `answer`, or `measure`, `value` and `unit`")]
    NeitherOrBoth,
    /// A reason is given for an answer other than not applicable.
    #[error("a reason stands only with the answer `not_applicable`, not with `{answer}`")]
    #[non_exhaustive]
    ReasonUnexpected {
        /// The answer.
        answer: Answer,
    },
    /// A text that must say something is blank or missing.
    #[error("`{key}` is blank or missing")]
    #[non_exhaustive]
    Blank {
        /// The key of the text.
        key: &'static str,
    },
    /// It ends before it begins.
    #[error("it expires on `{expires_on}`, before its first day `{first}`")]
    #[non_exhaustive]
    ExpiresBeforeDate {
        /// The first day.
        first: Date,
        /// The last day.
        expires_on: Date,
    },
    /// The re-confirmation cycle has no days.
    #[error("a re-confirmation cycle has at least 1 day, got 0")]
    NoCycle,
}

impl EvidenceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NeitherOrBoth => "criteria.evidence.neither_or_both",
            Self::ReasonUnexpected { .. } => "criteria.evidence.reason_unexpected",
            Self::Blank { .. } => "criteria.evidence.blank",
            Self::ExpiresBeforeDate { .. } => "criteria.evidence.expires_before_date",
            Self::NoCycle => "criteria.evidence.no_cycle",
        }
    }
}

impl EvidenceItem {
    /// Puts a statement about a subject together with its origin.
    ///
    /// # Errors
    ///
    /// - [`EvidenceError::ReasonUnexpected`] if a reason stands with another answer than not
    ///   applicable.
    /// - [`EvidenceError::Blank`] if the source is blank, or confirmed evidence does not say by whom.
    /// - [`EvidenceError::ExpiresBeforeDate`] if the last day lies before the first.
    /// - [`EvidenceError::NoCycle`] if the re-confirmation cycle is 0 days.
    pub fn try_new(
        subject: SubjectId,
        stated: Stated,
        origin: EvidenceOrigin,
    ) -> Result<Self, EvidenceError> {
        if let Stated::Answer {
            answer,
            reason: Some(_),
            ..
        } = stated
            && answer != Answer::NotApplicable
        {
            return Err(EvidenceError::ReasonUnexpected { answer });
        }
        let blank = |text: &str| text.trim().is_empty();
        if blank(&origin.source) {
            return Err(EvidenceError::Blank { key: "source" });
        }
        let confirmed_by = origin.confirmed_by.as_deref();
        if confirmed_by.is_some_and(blank)
            || (origin.quality == EvidenceQuality::Confirmed && confirmed_by.is_none())
        {
            return Err(EvidenceError::Blank {
                key: "confirmed_by",
            });
        }
        ends_after(origin.date, origin.expires_on)?;
        if origin.reconfirm_after_days == Some(0) {
            return Err(EvidenceError::NoCycle);
        }
        Ok(Self {
            subject,
            stated,
            origin,
        })
    }

    /// The thing that the statement is about.
    #[must_use]
    pub fn subject(&self) -> &SubjectId {
        &self.subject
    }

    /// The statement.
    #[must_use]
    pub fn stated(&self) -> &Stated {
        &self.stated
    }

    /// From whom, since when and until when.
    #[must_use]
    pub fn origin(&self) -> &EvidenceOrigin {
        &self.origin
    }

    /// The last day on which nobody needs to look again; `None` without a cycle.
    #[must_use]
    pub fn reconfirm_by(&self) -> Option<Date> {
        let days = self.origin.reconfirm_after_days?;
        // Past the last date of the calendar there is no day on which it would be due.
        self.origin.date.add_days(days.into()).ok()
    }
}

fn ends_after(first: Date, last: Option<Date>) -> Result<(), EvidenceError> {
    match last {
        Some(expires_on) if expires_on < first => {
            Err(EvidenceError::ExpiresBeforeDate { first, expires_on })
        }
        _ => Ok(()),
    }
}

/// 判定項目の除外 (exemption from a criterion): a decision that a criterion is not asked of a subject,
/// for a time.
///
/// While it holds, the criterion counts as not applicable, and the assessment names the exemption.
/// That is so even for a criterion that always applies: this is the exception to it.
///
/// # Invariant
///
/// The reason is not blank, and it does not expire before it was approved.
///
/// # Not to be confused with
///
/// [`tosei_document::Exemption`], which keeps a *finding* out of a report and changes no figure.
///
/// # Wire form
///
/// `{"subject": "P-0001", "criterion": "U1b", "reason": "…", "approver": "…",
/// "approved_on": "2025-04-01", "expires_on": "2026-03-31"}`. Both days are included. Without an
/// approver (`null`) it has no effect, and a finding says so.
///
/// # Source
///
/// `project-decision:criteria-exemptions`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "wire::CriterionExemption",
    into = "wire::CriterionExemption"
)]
pub struct CriterionExemption {
    subject: SubjectId,
    criterion: CriterionId,
    reason: String,
    approver: Option<String>,
    approved_on: Date,
    expires_on: Date,
}

impl CriterionExemption {
    /// Takes the subject, the criterion, the reason, who approved it, and the first and last day.
    ///
    /// # Errors
    ///
    /// - [`EvidenceError::Blank`] if the reason is blank.
    /// - [`EvidenceError::ExpiresBeforeDate`] if the last day lies before the first.
    pub fn try_new(
        subject: SubjectId,
        criterion: CriterionId,
        reason: impl Into<String>,
        approver: Option<String>,
        approved_on: Date,
        expires_on: Date,
    ) -> Result<Self, EvidenceError> {
        let reason = reason.into();
        if reason.trim().is_empty() {
            return Err(EvidenceError::Blank { key: "reason" });
        }
        ends_after(approved_on, Some(expires_on))?;
        Ok(Self {
            subject,
            criterion,
            reason,
            approver: approver.filter(|name| !name.trim().is_empty()),
            approved_on,
            expires_on,
        })
    }

    /// The thing that is exempted.
    #[must_use]
    pub fn subject(&self) -> &SubjectId {
        &self.subject
    }

    /// The criterion that is not asked.
    #[must_use]
    pub fn criterion(&self) -> &CriterionId {
        &self.criterion
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Who approved it; without one it has no effect.
    #[must_use]
    pub fn approver(&self) -> Option<&str> {
        self.approver.as_deref()
    }

    /// The first day on which it holds.
    #[must_use]
    pub fn approved_on(&self) -> Date {
        self.approved_on
    }

    /// The last day on which it holds.
    #[must_use]
    pub fn expires_on(&self) -> Date {
        self.expires_on
    }

    /// Whether it holds on a day; both its days belong to it.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.approver.is_some() && self.approved_on <= day && day <= self.expires_on
    }
}

mod wire {
    use super::*;

    /// 証拠 (item of evidence).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "EvidenceItem"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct EvidenceItem {
        /// 判定対象 / the thing that the statement is about.
        subject: SubjectId,
        /// 判定項目 / the criterion; not beside a measure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        criterion: Option<CriterionId>,
        /// 値 / the answer to the criterion.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<Answer>,
        /// 対象外の理由 / the reason, with not applicable.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonId>,
        /// 測定項目 / what was measured; not beside a criterion.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measure: Option<MeasureId>,
        /// 測定値 / the measured value; null or left out: not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<ExactNumber>,
        /// 単位 / the unit of the value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<MeasureUnit>,
        /// 質 / confirmed or only stated.
        quality: EvidenceQuality,
        /// 出所 / where it comes from.
        source: String,
        /// 日付 / the day from which it holds.
        date: Date,
        /// 確認者 / who confirmed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmed_by: Option<String>,
        /// 期限 / the last day on which it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Date>,
        /// 再確認の周期（日） / after how many days somebody should look again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reconfirm_after_days: Option<u16>,
        /// 備考 / anything else worth knowing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }

    impl TryFrom<EvidenceItem> for super::EvidenceItem {
        type Error = EvidenceError;

        fn try_from(wire: EvidenceItem) -> Result<Self, EvidenceError> {
            let stated = match (wire.criterion, wire.answer, wire.measure, wire.unit) {
                (Some(criterion), Some(answer), None, None) if wire.value.is_none() => {
                    Stated::Answer {
                        criterion,
                        answer,
                        reason: wire.reason,
                    }
                }
                (None, None, Some(measure), Some(unit)) if wire.reason.is_none() => Stated::Value {
                    measure,
                    value: wire.value,
                    unit,
                },
                _ => return Err(EvidenceError::NeitherOrBoth),
            };
            let origin = EvidenceOrigin {
                quality: wire.quality,
                source: wire.source,
                date: wire.date,
                confirmed_by: wire.confirmed_by,
                expires_on: wire.expires_on,
                reconfirm_after_days: wire.reconfirm_after_days,
                note: wire.note,
            };
            Self::try_new(wire.subject, stated, origin)
        }
    }

    impl From<super::EvidenceItem> for EvidenceItem {
        fn from(item: super::EvidenceItem) -> Self {
            let mut wire = Self {
                subject: item.subject,
                criterion: None,
                answer: None,
                reason: None,
                measure: None,
                value: None,
                unit: None,
                quality: item.origin.quality,
                source: item.origin.source,
                date: item.origin.date,
                confirmed_by: item.origin.confirmed_by,
                expires_on: item.origin.expires_on,
                reconfirm_after_days: item.origin.reconfirm_after_days,
                note: item.origin.note,
            };
            match item.stated {
                Stated::Answer {
                    criterion,
                    answer,
                    reason,
                } => {
                    wire.criterion = Some(criterion);
                    wire.answer = Some(answer);
                    wire.reason = reason;
                }
                Stated::Value {
                    measure,
                    value,
                    unit,
                } => {
                    wire.measure = Some(measure);
                    wire.value = value;
                    wire.unit = Some(unit);
                }
            }
            wire
        }
    }

    /// 判定項目の除外 (exemption from a criterion).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "CriterionExemption"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct CriterionExemption {
        /// 判定対象 / the thing that is exempted.
        subject: SubjectId,
        /// 判定項目 / the criterion that is not asked.
        criterion: CriterionId,
        /// 理由 / why.
        reason: String,
        /// 承認者 / who approved it; null: nobody yet, and it has no effect.
        #[serde(default)]
        approver: Option<String>,
        /// 承認日 / the first day on which it holds.
        approved_on: Date,
        /// 期限 / the last day on which it holds.
        expires_on: Date,
    }

    impl TryFrom<CriterionExemption> for super::CriterionExemption {
        type Error = EvidenceError;

        fn try_from(wire: CriterionExemption) -> Result<Self, EvidenceError> {
            Self::try_new(
                wire.subject,
                wire.criterion,
                wire.reason,
                wire.approver,
                wire.approved_on,
                wire.expires_on,
            )
        }
    }

    impl From<super::CriterionExemption> for CriterionExemption {
        fn from(exemption: super::CriterionExemption) -> Self {
            Self {
                subject: exemption.subject,
                criterion: exemption.criterion,
                reason: exemption.reason,
                approver: exemption.approver,
                approved_on: exemption.approved_on,
                expires_on: exemption.expires_on,
            }
        }
    }
}
