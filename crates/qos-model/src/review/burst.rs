//! 集中投稿 (bursts): days on which far more reviews came than on others.
#![deny(clippy::arithmetic_side_effects)]

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{Date, RatingPoint, Ratings};

/// 集中投稿の判定 (burst rule): from when on a day's reviews look as if one hand had written them.
///
/// A day is suspected if it has at least [`minimum_answers`](Self::minimum_answers) *and* more than
/// [`times_the_rest`](Self::times_the_rest) times the mean of the other days of the window. It says
/// that somebody should look, not that the answers are false: a campaign does the same.
///
/// # Source
///
/// `project-decision:review-burst`.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::BurstRule;
///
/// let rule = BurstRule::default();
/// // 40 answers on one day, 60 on the other 89 days: 40 > 10 · 60/89.
/// assert!(rule.suspects(40, 60, 89));
/// assert!(!rule.suspects(19, 0, 89)); // too few to say anything
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BurstRule {
    /// How many answers a day must have; 20 by default.
    pub minimum_answers: u32,
    /// How many times the mean of the other days; 10 by default.
    pub times_the_rest: u32,
}

impl Default for BurstRule {
    fn default() -> Self {
        Self {
            minimum_answers: 20,
            times_the_rest: 10,
        }
    }
}

/// 集中投稿の日 (burst day): a suspected day with its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BurstDay {
    /// The day.
    pub day: Date,
    /// Its answers.
    pub ratings: Ratings,
}

impl BurstRule {
    /// Whether a day with `answers` is suspected, where the other `other_days` have `other_answers`.
    ///
    /// A window of one day has nothing to compare with and is never suspected.
    #[must_use]
    pub fn suspects(&self, answers: u64, other_answers: u64, other_days: u64) -> bool {
        // answers > times · other_answers / other_days, without a division; without other days there
        // is nothing on the left.
        let left = u128::from(answers).saturating_mul(other_days.into());
        let right = u128::from(self.times_the_rest).saturating_mul(other_answers.into());
        answers >= u64::from(self.minimum_answers) && left > right
    }

    /// The suspected days among the answers of a window of `days` days.
    #[must_use]
    pub(super) fn days(
        &self,
        by_day: &BTreeMap<Date, Vec<RatingPoint>>,
        days: u64,
    ) -> Vec<BurstDay> {
        let count = |points: &Vec<RatingPoint>| u64::try_from(points.len()).unwrap_or(u64::MAX);
        let all = by_day.values().map(count).fold(0u64, u64::saturating_add);
        by_day
            .iter()
            .filter(|(_, points)| {
                let answers = count(points);
                self.suspects(answers, all.saturating_sub(answers), days.saturating_sub(1))
            })
            .map(|(day, points)| BurstDay {
                day: *day,
                ratings: Ratings::tally(points.iter().copied()).unwrap_or_default(),
            })
            .collect()
    }
}
