//! ユーザーレビュー (user reviews) tied to a procedure.

mod burst;
mod document;
mod evidence;
mod summary;

pub use burst::{BurstDay, BurstRule};
pub use document::{REVIEWS_FORMAT, REVIEWS_FORMAT_VERSION, ReviewDocument, ReviewReading};
pub use evidence::{review_evidence, review_mean_change};
pub use summary::{ReviewOptions, ReviewState, ReviewSummary, SuspectedDays, summarise_reviews};

use serde::{Deserialize, Serialize};
use tosei_criteria::LevelNumber;
use tosei_types::{AxisId, Date, ProcedureId, RatingPoint, coded_enum};

coded_enum! {
    /// 個人情報の有無 (personal data in a free text).
    ///
    /// # Source
    ///
    /// `project-decision:publication`.
    #[derive(Default)]
    pub enum PersonalData: "personal data in a text" {
        /// 未確認: nobody has looked; the text is treated as if it held some.
        #[default]
        Unchecked = "unchecked" ("未確認", "not checked"),
        /// なし: somebody looked and found none.
        None = "none" ("なし", "none"),
        /// あり: the text holds personal data.
        Contains = "contains" ("あり", "contains personal data"),
    }
}

/// ユーザーレビュー (user review): what one user said after one procedure.
///
/// # Invariant
///
/// The points are 1 to 5. The free text is kept as it was written; it is never shown by
/// [`publish`](tosei_document::PublicationMarks::publish).
///
/// # Wire form
///
/// `{"id": "R-1", "procedure": "P-0001", "answered_on": "2025-06-01", "points": 4,
/// "text": "…", "personal_data": "unchecked"}`.
///
/// # Source
///
/// Source `tokyo-plan-2`: 「ユーザーレビュー設置により、改善要望が可能」; five points as in
/// `tokyo-plan-2-measures` (`project-decision:reviews`).
///
/// # Examples
///
/// ```
/// use tosei_qos_model::Review;
///
/// let review: Review = serde_json::from_str(
///     r#"{"id": "R-1", "procedure": "P-0001", "answered_on": "2025-06-01", "points": 4}"#,
/// )?;
/// assert!(review.text.is_none());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "ユーザーレビュー")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// レビューID: names this review in its document.
    pub id: String,
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 回答日: the day of the answer.
    pub answered_on: Date,
    /// 評価: the points, 5 the best.
    #[cfg_attr(feature = "schemars", schemars(with = "RatingPoint"))]
    pub points: RatingPoint,
    /// 状態への同意: how far the user agrees with the published text of a state, by principle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub state_answers: Vec<StateAnswer>,
    /// 自由記述: the free text, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 個人情報の有無: whether the free text holds personal data.
    #[serde(default)]
    pub personal_data: PersonalData,
}

/// 状態への同意 (agreement with a state): 「結果が届くまでの期間に納得できる」, asked of the user.
///
/// A criterion that is met while users disagree is a finding, never a lower level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StateAnswer {
    /// 原則: the id of the principle.
    pub principle: AxisId,
    /// 段階: the level whose state was asked about.
    pub level: LevelNumber,
    /// 同意: 5 agrees most.
    pub points: RatingPoint,
}
