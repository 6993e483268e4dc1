//! What counts as satisfied.

use serde::{Deserialize, Serialize};
use tosei_types::{HighShare, Label, RatingPoint, Ratings, TargetPercent, TargetVerdict};

/// 満足の数え方 (satisfaction rule): which answers count as satisfied, the target, and how many
/// answers are asked for before anything is said.
///
/// How the published target of 70 % is calculated was not found, so the rule stands beside every
/// figure by its name. The usual one, [`four_and_above`](Self::four_and_above), counts 4 and 5 of five points.
///
/// # Wire form
///
/// `{"id": "four_and_above", "label": {"ja": …, "en": …}, "satisfied_from": 4, "target": "70",
/// "minimum_answers": 30, "source": "project-decision:satisfaction"}`.
///
/// # Source
///
/// Target: `tokyo-plan-2-measures`. 4 and 5: the same source for another indicator (高評価, 5段階中4以上);
/// the minimum of 30 answers is ours (`project-decision:satisfaction`).
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::review::SatisfactionRule;
/// use tosei_types::{PercentDigits, Ratings, TargetVerdict};
///
/// let rule = SatisfactionRule::four_and_above("70".parse()?);
/// let ratings = Ratings::try_new([2_180, 2_352, 1_120, 468, 300])?; // 5, 4, 3, 2, 1
/// let share = rule.share(&ratings).ok_or("there are answers")?;
/// assert_eq!((share.satisfied(), share.answers()), (4_532, 6_420));
/// assert_eq!(share.percent(PercentDigits::One).to_string(), "70.6");
/// assert_eq!(rule.point(&ratings), TargetVerdict::Reached); // by the figure itself
/// assert_eq!(rule.interval(&ratings), TargetVerdict::Undecided); // 69.5 to 71.7 %
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "窓口満足度")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SatisfactionRule {
    /// 数え方のID.
    pub id: String,
    /// 名称.
    pub label: Label,
    /// 満足とする点: this point and better ones.
    pub satisfied_from: RatingPoint,
    /// 目標値.
    pub target: TargetPercent,
    /// 最少回答数: with fewer answers nothing is said.
    pub minimum_answers: u32,
    /// 出典.
    pub source: String,
}

impl SatisfactionRule {
    /// The usual rule for a target: 4 and 5 count as satisfied, and 30 answers are asked for.
    #[must_use]
    pub fn four_and_above(target: TargetPercent) -> Self {
        Self {
            id: "four_and_above".to_owned(),
            label: Label::new("5段階中4以上", "4 and 5 of five points"),
            satisfied_from: RatingPoint::Four,
            target,
            minimum_answers: 30,
            source: "project-decision:satisfaction".to_owned(),
        }
    }

    /// Whether an answer counts as satisfied.
    #[must_use]
    pub fn is_satisfied(&self, point: RatingPoint) -> bool {
        point >= self.satisfied_from
    }

    /// The share of satisfied answers; `None` without answers, which is not 0 %.
    #[must_use]
    pub fn share(&self, ratings: &Ratings) -> Option<SatisfactionShare> {
        self.in_two(ratings).high_share().map(SatisfactionShare)
    }

    /// Whether the figure itself reaches the target.
    #[must_use]
    pub fn point(&self, ratings: &Ratings) -> TargetVerdict {
        let minimum = self.minimum_answers.into();
        let compared = self.in_two(ratings);
        compared.compare_with_target(self.target, minimum).point()
    }

    /// Whether the whole interval of the figure lies on one side of the target.
    #[must_use]
    pub fn interval(&self, ratings: &Ratings) -> TargetVerdict {
        let minimum = self.minimum_answers.into();
        let compared = self.in_two(ratings);
        compared
            .compare_with_target(self.target, minimum)
            .interval()
    }

    /// The answers as the best and the worst, so that "high" means "satisfied".
    fn in_two(&self, ratings: &Ratings) -> Ratings {
        let satisfied = RatingPoint::ALL
            .into_iter()
            .filter(|point| self.is_satisfied(*point))
            .fold(0u64, |sum, point| sum.saturating_add(ratings.count(point)));
        let rest = ratings.total().saturating_sub(satisfied);
        // The total is that of ratings that exist.
        Ratings::try_new([satisfied, 0, 0, 0, rest]).unwrap_or(Ratings::NONE)
    }
}

/// 満足度 (share of satisfied answers), exact, with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SatisfactionShare(HighShare);

impl SatisfactionShare {
    /// Satisfied answers.
    #[must_use]
    pub fn satisfied(self) -> u64 {
        self.0.high()
    }

    /// All answers.
    #[must_use]
    pub fn answers(self) -> u64 {
        self.0.answers()
    }

    /// The share, rounded half up.
    #[must_use]
    pub fn percent(self, digits: tosei_types::PercentDigits) -> tosei_types::Percentage {
        self.0.percent(digits)
    }

    /// Its Wilson interval at 95 %.
    #[must_use]
    pub fn wilson_95(self) -> tosei_types::WilsonInterval {
        self.0.wilson_95()
    }
}
