//! Mean, share of high ratings and its interval: exact, rounded when shown.
#![deny(clippy::arithmetic_side_effects)]

use super::{TargetPercent, TargetVerdict, target::Fraction};
use crate::{PercentDigits, Percentage};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, num::NonZeroU64};

/// How many digits after the point a mean is shown with.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MeanDigits {
    /// 3.9.
    One,
    /// 3.88.
    #[default]
    Two,
    /// 3.879.
    Three,
}

/// 平均 (mean rating): an exact fraction, the sum of all points over the answers.
///
/// # Not to be confused with
///
/// A mean of means: [`Ratings`](crate::Ratings) are merged first, then asked for their mean.
///
/// # Unit
///
/// Points, 1 to 5.
#[doc(alias = "平均")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MeanRating {
    points: u64,
    answers: NonZeroU64,
}

impl MeanRating {
    pub(super) fn new(points: u64, answers: NonZeroU64) -> Self {
        Self { points, answers }
    }

    /// The sum of all points.
    #[must_use]
    pub fn points(self) -> u64 {
        self.points
    }

    /// How many answers there are.
    #[must_use]
    pub fn answers(self) -> u64 {
        self.answers.get()
    }

    /// The mean, rounded half up (四捨五入), to be shown and not calculated with.
    #[must_use]
    pub fn shown(self, digits: MeanDigits) -> impl fmt::Display + use<> {
        let (scale, width) = match digits {
            MeanDigits::One => (10u128, 1),
            MeanDigits::Two => (100, 2),
            MeanDigits::Three => (1_000, 3),
        };
        let answers = u128::from(self.answers.get());
        // At most 5 · 2^53 · 2000 + 2^53: far inside 128 bits.
        let units = u128::from(self.points)
            .saturating_mul(scale.saturating_mul(2))
            .saturating_add(answers)
            .checked_div(answers.saturating_mul(2))
            .unwrap_or(0);
        let whole = units.checked_div(scale).unwrap_or(0);
        let part = units.checked_rem(scale).unwrap_or(0);
        format!("{whole}.{part:0width$}")
    }
}

/// 高評価の割合 (share of high ratings): answers of 4 and 5 among all answers, exact.
///
/// # Invariant
///
/// There is at least one answer, and the high ratings are part of the answers.
///
/// # Source
///
/// Source `tokyo-plan-2-measures`: 「高評価（5段階中4以上）」.
#[doc(alias = "高評価")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HighShare {
    high: u64,
    answers: NonZeroU64,
}

impl HighShare {
    pub(super) fn new(high: u64, answers: NonZeroU64) -> Self {
        Self { high, answers }
    }

    /// How many answers gave 4 or 5.
    #[must_use]
    pub fn high(self) -> u64 {
        self.high
    }

    /// How many answers there are.
    #[must_use]
    pub fn answers(self) -> u64 {
        self.answers.get()
    }

    /// The share as a percentage, rounded half up.
    #[must_use]
    pub fn percent(self, digits: PercentDigits) -> Percentage {
        Percentage::of(self.high, self.answers.get(), digits)
            .unwrap_or_else(|| Percentage::zero(digits))
    }

    /// The Wilson interval of the share at 95 %.
    #[must_use]
    pub fn wilson_95(self) -> WilsonInterval {
        WilsonInterval { share: self }
    }

    /// Whether the share itself has reached the target; never undecided.
    #[must_use]
    pub fn compare(self, target: TargetPercent) -> TargetVerdict {
        let Fraction { above, below } = target.fraction();
        let share = u128::from(self.high).saturating_mul(below);
        let needed = u128::from(self.answers.get()).saturating_mul(above);
        if share >= needed {
            TargetVerdict::Reached
        } else {
            TargetVerdict::NotReached
        }
    }
}

/// 信頼区間 (Wilson score interval at 95 %): the shares that the answers do not contradict.
///
/// It consists of all shares *p* with *(k − np)² ≤ z² n p (1 − p)*, where *k* of *n* answers are high
/// ratings and *z* = 1.96. Every comparison here is that inequality in integers, so the result is the
/// same on every machine.
///
/// # Not to be confused with
///
/// An interval for the mean rating; and a statement about people who did not answer: it knows chance,
/// not who chooses to answer.
///
/// # Source
///
/// `definition`: Wilson, E. B. (1927), score interval; *z* = 1.96 is ours (`project-decision:wilson-z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WilsonInterval {
    share: HighShare,
}

impl WilsonInterval {
    /// The lower end as a percentage, rounded half up.
    #[must_use]
    pub fn lower(self, digits: PercentDigits) -> Percentage {
        rounded(digits, |share| self.lower_is_at_least(share))
    }

    /// The upper end as a percentage, rounded half up.
    #[must_use]
    pub fn upper(self, digits: PercentDigits) -> Percentage {
        rounded(digits, |share| self.upper_is_at_least(share))
    }

    /// Whether the interval lies on one side of the target, and on which.
    #[must_use]
    pub fn compare(self, target: TargetPercent) -> TargetVerdict {
        let target = target.fraction();
        if self.lower_is_at_least(target) {
            TargetVerdict::Reached
        } else if self.upper_is_at_least(target) {
            TargetVerdict::Undecided
        } else {
            TargetVerdict::NotReached
        }
    }

    /// Whether the share lies at or below the observed one, and `|k · below − n · above|`.
    fn distance(self, share: Fraction) -> (bool, u128) {
        let observed = u128::from(self.share.high).saturating_mul(share.below);
        let expected = u128::from(self.share.answers()).saturating_mul(share.above);
        (observed >= expected, observed.abs_diff(expected))
    }

    /// Compares *(k − np)²* with *z² n p (1 − p)*, both times 625 and the square of the denominator.
    fn squares(self, distance: u128, share: Fraction) -> Ordering {
        // z² = 1.96² = 2401/625. The right side is below 2^12 · 2^53 · 2^34 = 2^99.
        let right = 2_401u128
            .saturating_mul(u128::from(self.share.answers()))
            .saturating_mul(share.above)
            .saturating_mul(share.below.saturating_sub(share.above));
        // Exact up to a distance of 2^59; beyond it the left side saturates far above the right.
        let left = distance.saturating_mul(distance).saturating_mul(625);
        left.cmp(&right)
    }

    fn lower_is_at_least(self, share: Fraction) -> bool {
        // The lower end is n/(n + z²) at most, so it never reaches 1.
        let (below_observed, distance) = self.distance(share);
        below_observed && share.above < share.below && self.squares(distance, share).is_ge()
    }

    fn upper_is_at_least(self, share: Fraction) -> bool {
        let (below_observed, distance) = self.distance(share);
        below_observed || self.squares(distance, share).is_le()
    }
}

/// Rounds half up an end of which only "is at least this" can be asked.
fn rounded(digits: PercentDigits, is_at_least: impl Fn(Fraction) -> bool) -> Percentage {
    let scale: u64 = match digits {
        PercentDigits::Whole => 100,
        PercentDigits::One => 1_000,
        PercentDigits::Two => 10_000,
        PercentDigits::Three => 100_000,
    };
    // The largest step whose lower rounding border, (2 · step − 1) / (2 · scale), is not passed.
    let (mut reached, mut open) = (0u64, scale.saturating_add(1));
    while open.saturating_sub(reached) > 1 {
        let step = reached.midpoint(open);
        let border = Fraction {
            above: u128::from(step.saturating_mul(2).saturating_sub(1)),
            below: u128::from(scale.saturating_mul(2)),
        };
        if is_at_least(border) {
            reached = step;
        } else {
            open = step;
        }
    }
    Percentage::of(reached, scale, digits).unwrap_or_else(|| Percentage::zero(digits))
}

#[cfg(test)]
mod tests {
    use crate::{PercentDigits, Ratings};

    fn ends(high: u64, answers: u64, digits: PercentDigits) -> (String, String) {
        let ratings = Ratings::try_new([high, 0, 0, 0, answers.saturating_sub(high)]).unwrap();
        let interval = ratings.high_share().unwrap().wilson_95();
        (
            interval.lower(digits).to_string(),
            interval.upper(digits).to_string(),
        )
    }

    fn pair(lower: &str, upper: &str) -> (String, String) {
        (lower.to_owned(), upper.to_owned())
    }

    #[test]
    fn the_ends_at_none_and_all() {
        // Closed forms: z²/(n + z²) above none, n/(n + z²) below all, z² = 3.8416.
        let three = PercentDigits::Three;
        assert_eq!(ends(0, 1, three), pair("0.000", "79.346"));
        assert_eq!(ends(1, 1, three), pair("20.654", "100.000"));
        assert_eq!(ends(0, 10, three), pair("0.000", "27.754"));
        assert_eq!(ends(10, 10, three), pair("72.246", "100.000"));
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        let all = crate::MAX_COUNT;
        let half = (all - 1) / 2;
        let three = PercentDigits::Three;
        assert_eq!(ends(half, all, three), pair("50.000", "50.000"));
        assert_eq!(ends(all, all, three), pair("100.000", "100.000"));
        assert_eq!(ends(0, all, three), pair("0.000", "0.000"));
    }

    /// The textbook formula in floating point, as a second opinion.
    #[test]
    #[allow(
        clippy::cast_precision_loss,
        reason = "the second opinion is approximate"
    )]
    fn the_textbook_formula_agrees() {
        for answers in 1..=120u64 {
            for high in 0..=answers {
                let (n, k, z) = (answers as f64, high as f64, 1.96f64);
                let centre = (k + z * z / 2.0) / (n + z * z);
                let half = z * (k * (n - k) / n + z * z / 4.0).sqrt() / (n + z * z);
                let (lower, upper) = ends(high, answers, PercentDigits::Three);
                let close = |shown: &str, exact: f64| {
                    (shown.parse::<f64>().unwrap() - 100.0 * exact).abs() < 0.000_51
                };
                assert!(close(&lower, centre - half), "{high}/{answers}: {lower}");
                assert!(close(&upper, centre + half), "{high}/{answers}: {upper}");
            }
        }
    }
}
