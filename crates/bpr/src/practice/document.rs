//! One improvement that worked.

use crate::{Flow, Stage, issue::Remedy};
use serde::{Deserialize, Serialize};
use tosei_types::{
    CaseCount, Date, ExactFigure, ExactNumber, FlowId, Label, ProcedureId, SubjectId,
};

/// The `format` of a good practice.
pub const PRACTICE_FORMAT: &str = "tosei-good-practice";
/// The `format_version` that this crate reads and writes.
pub const PRACTICE_FORMAT_VERSION: u32 = 1;

/// Why a document is no good practice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GoodPracticeError {
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-good-practice` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// The interval does not hold the effect.
    #[error("the interval from `{low}` to `{high}` does not hold the effect `{minutes}`")]
    #[non_exhaustive]
    Interval {
        /// The least.
        low: ExactNumber,
        /// The effect.
        minutes: ExactNumber,
        /// The most.
        high: ExactNumber,
    },
}

impl GoodPracticeError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.practice.format",
            Self::Interval { .. } => "bpr.practice.interval",
        }
    }
}

/// 効果 (effect): minutes of work saved with each case, and how sure that is.
///
/// # Invariant
///
/// `low` ≤ `minutes_a_case` ≤ `high`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PracticeEffect {
    /// 一件当たりの削減（分）; negative if it takes longer.
    pub minutes_a_case: ExactNumber,
    /// 区間の下限.
    pub low: ExactNumber,
    /// 区間の上限.
    pub high: ExactNumber,
    /// 測り方: how it was measured, from how many cases.
    pub measured: String,
}

/// 好事例 (good practice): an issue, its remedy, the flow that came of it, and what it saved under which conditions.
///
/// # Invariant
///
/// The interval of the effect holds the effect.
///
/// # Wire form
///
/// `{"format": "tosei-good-practice", "format_version": 1, "id": …, "title": …, "procedure_kinds": […],
/// "issues": […], "remedies": […], "conditions": […], "flow": {a flow}, "effect": {…}, "from": …, "as_of": …}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::GoodPractice", into = "wire::GoodPractice")]
pub struct GoodPractice {
    /// 好事例ID.
    pub id: SubjectId,
    /// 名称.
    pub title: String,
    /// 架空.
    pub fictional: bool,
    /// 手続の種類, as 「補助金」「施設利用」: free words of a body's own list.
    pub procedure_kinds: Vec<String>,
    /// 課題ID: the issues that it solved.
    pub issues: Vec<String>,
    /// 改善の手立て.
    pub remedies: Vec<Remedy>,
    /// 条件: what must hold elsewhere for it to work.
    pub conditions: Vec<String>,
    /// 改善後のフロー.
    pub flow: Flow,
    /// 効果; absent if it was not measured.
    pub effect: Option<PracticeEffect>,
    /// 実施した組織.
    pub from: String,
    /// 時点.
    pub as_of: Date,
}

/// 借用した見込み (borrowed estimate): what the effect elsewhere would be here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BorrowedEstimate {
    /// 時間 a year.
    pub hours: ExactFigure,
    /// 区間の下限.
    pub low: ExactFigure,
    /// 区間の上限.
    pub high: ExactFigure,
    /// 借用元: the practice whose effect it is.
    pub borrowed_from: SubjectId,
    /// 式と断り.
    pub note: Label,
}

/// To-Beの下書き (draft) that came of a practice.
#[derive(Debug, Clone, PartialEq)]
pub struct PracticeDraft {
    /// To-Beフロー: the practice's flow under its own id, for the other procedure.
    pub flow: Flow,
    /// 見込み; absent if the practice was not measured or the cases are unknown.
    pub estimate: Option<BorrowedEstimate>,
    /// 条件 to be confirmed.
    pub conditions: Vec<String>,
}

impl GoodPractice {
    /// To-Beの下書きを作る (drafts a To-Be flow) for another procedure.
    ///
    /// The flow is copied with its times and staff classes, which are those of the place it came from; the
    /// cases and procedures of that place are not carried over.
    #[must_use]
    pub fn draft(
        &self,
        id: FlowId,
        procedure: ProcedureId,
        cases_a_year: Option<CaseCount>,
    ) -> PracticeDraft {
        let mut flow = self.flow.clone();
        flow.id = id;
        flow.stage = Some(Stage::ToBe);
        flow.procedures = vec![procedure];
        flow.cases_a_year = cases_a_year;
        let estimate = self
            .effect
            .as_ref()
            .zip(cases_a_year)
            .map(|(effect, cases)| self.estimate(effect, cases));
        PracticeDraft {
            flow,
            estimate,
            conditions: self.conditions.clone(),
        }
    }

    fn estimate(&self, effect: &PracticeEffect, cases: CaseCount) -> BorrowedEstimate {
        let per_hour = ExactFigure::from(60);
        let hours = |minutes: ExactNumber| {
            let minutes = ExactFigure::from(minutes) * ExactFigure::from(cases.get());
            // An hour has minutes.
            minutes.divided_by(&per_hour).unwrap_or_default()
        };
        let (minutes, cases) = (effect.minutes_a_case, cases.get());
        BorrowedEstimate {
            hours: hours(effect.minutes_a_case),
            low: hours(effect.low),
            high: hours(effect.high),
            borrowed_from: self.id.clone(),
            note: Label::new(
                format!(
                    "{}の実績（一件{minutes}分）を借りた見込み: {minutes}分 × {cases}件 ÷ 60。ここで測った値ではありません。",
                    self.from
                ),
                format!(
                    "borrowed from {} ({minutes} minutes a case): {minutes} min × {cases} cases / 60; not measured here",
                    self.from
                ),
            ),
        }
    }
}

mod wire {
    use super::{
        Date, Flow, GoodPracticeError, PRACTICE_FORMAT, PRACTICE_FORMAT_VERSION, PracticeEffect,
        Remedy, SubjectId,
    };
    use serde::{Deserialize, Serialize};

    /// 好事例 (good practice).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct GoodPractice {
        /// `tosei-good-practice`.
        format: String,
        /// 1.
        format_version: u32,
        /// 好事例ID.
        id: SubjectId,
        /// 名称.
        title: String,
        /// 架空.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        fictional: bool,
        /// 手続の種類.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        procedure_kinds: Vec<String>,
        /// 課題ID.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        issues: Vec<String>,
        /// 改善の手立て.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remedies: Vec<Remedy>,
        /// 条件.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<String>,
        /// 改善後のフロー.
        flow: Flow,
        /// 効果.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effect: Option<PracticeEffect>,
        /// 実施した組織.
        from: String,
        /// 時点.
        as_of: Date,
    }

    impl TryFrom<GoodPractice> for super::GoodPractice {
        type Error = GoodPracticeError;

        fn try_from(wire: GoodPractice) -> Result<Self, GoodPracticeError> {
            if wire.format != PRACTICE_FORMAT || wire.format_version != PRACTICE_FORMAT_VERSION {
                return Err(GoodPracticeError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            if let Some(effect) = &wire.effect
                && !(effect.low <= effect.minutes_a_case && effect.minutes_a_case <= effect.high)
            {
                return Err(GoodPracticeError::Interval {
                    low: effect.low,
                    minutes: effect.minutes_a_case,
                    high: effect.high,
                });
            }
            Ok(Self {
                id: wire.id,
                title: wire.title,
                fictional: wire.fictional,
                procedure_kinds: wire.procedure_kinds,
                issues: wire.issues,
                remedies: wire.remedies,
                conditions: wire.conditions,
                flow: wire.flow,
                effect: wire.effect,
                from: wire.from,
                as_of: wire.as_of,
            })
        }
    }

    impl From<super::GoodPractice> for GoodPractice {
        fn from(practice: super::GoodPractice) -> Self {
            Self {
                format: PRACTICE_FORMAT.to_owned(),
                format_version: PRACTICE_FORMAT_VERSION,
                id: practice.id,
                title: practice.title,
                fictional: practice.fictional,
                procedure_kinds: practice.procedure_kinds,
                issues: practice.issues,
                remedies: practice.remedies,
                conditions: practice.conditions,
                flow: practice.flow,
                effect: practice.effect,
                from: practice.from,
                as_of: practice.as_of,
            }
        }
    }
}
