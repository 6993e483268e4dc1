//! Satisfaction of all counters together, and of each.

use super::{ReviewTotals, SatisfactionRule};
use crate::id::CounterId;
use serde::{Deserialize, Serialize};
use tosei_types::{PercentDigits, Percentage, Ratings, TargetVerdict};

/// The satisfaction of one counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CounterSatisfaction {
    /// 窓口ID.
    pub counter: CounterId,
    /// 回答.
    pub ratings: Ratings,
    /// 目標の達成（値）: by the figure itself.
    pub point: TargetVerdict,
    /// 目標の達成（区間）: by its interval.
    pub interval: TargetVerdict,
}

/// 達成状況別の窓口数 (counters by verdict).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetTally {
    /// 達成.
    pub reached: u64,
    /// 未達成.
    pub not_reached: u64,
    /// 判定できない: the target lies inside the interval.
    pub undecided: u64,
    /// 回答数不足.
    pub too_few: u64,
    /// 回答なし.
    pub no_answers: u64,
}

impl TargetTally {
    fn add(&mut self, verdict: TargetVerdict) {
        let count = match verdict {
            TargetVerdict::Reached => &mut self.reached,
            TargetVerdict::NotReached => &mut self.not_reached,
            TargetVerdict::TooFew => &mut self.too_few,
            TargetVerdict::NoAnswers => &mut self.no_answers,
            // Undecided; and a verdict that is not known yet decides nothing.
            _ => &mut self.undecided,
        };
        *count = count.saturating_add(1);
    }

    /// Counters with enough answers to say something.
    #[must_use]
    pub fn with_enough(&self) -> u64 {
        self.reached
            .saturating_add(self.not_reached)
            .saturating_add(self.undecided)
    }

    /// All counters.
    #[must_use]
    pub fn counters(&self) -> u64 {
        self.with_enough()
            .saturating_add(self.too_few)
            .saturating_add(self.no_answers)
    }

    /// The share of counters that reach the target among those with enough answers; `None` if there
    /// are none.
    ///
    /// This is a share of counters, not of people.
    #[must_use]
    pub fn reached_percent(&self, digits: PercentDigits) -> Option<Percentage> {
        Percentage::of(self.reached, self.with_enough(), digits)
    }
}

/// 満足度の総括 (satisfaction of all counters): all answers pooled, and the counters by verdict.
///
/// Two figures that are often mixed up stand side by side: the share of satisfied *answers*, pooled,
/// and the share of *counters* that reach the target. An average of the counters' averages is neither,
/// and does not exist here.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::review::{ReviewTotals, SatisfactionRule};
/// use tosei_types::{PercentDigits, Ratings};
///
/// let mut totals = ReviewTotals::new();
/// totals.add_ratings(&"large".parse()?, &Ratings::try_new([300, 300, 300, 50, 50])?)?;
/// totals.add_ratings(&"small".parse()?, &Ratings::try_new([36, 0, 4, 0, 0])?)?;
/// totals.expect(&"new".parse()?);
///
/// let summary = totals.summary(&SatisfactionRule::four_and_above("70".parse()?));
/// let share = summary.share().ok_or("there are answers")?;
/// assert_eq!(share.percent(PercentDigits::One).to_string(), "61.2"); // not the mean of 60 and 90
/// assert_eq!((summary.by_point.reached, summary.by_point.no_answers), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SatisfactionSummary {
    /// 満足の数え方: the rule by which all of it was judged.
    pub rule: SatisfactionRule,
    /// 全回答.
    pub pooled: Ratings,
    /// 全回答の達成（値）.
    pub pooled_point: TargetVerdict,
    /// 全回答の達成（区間）.
    pub pooled_interval: TargetVerdict,
    /// 窓口数（値）: counters by their figure.
    pub by_point: TargetTally,
    /// 窓口数（区間）: counters by their interval.
    pub by_interval: TargetTally,
    /// 窓口別.
    pub counters: Vec<CounterSatisfaction>,
}

impl SatisfactionSummary {
    /// The pooled share of satisfied answers; `None` without answers.
    #[must_use]
    pub fn share(&self) -> Option<super::SatisfactionShare> {
        self.rule.share(&self.pooled)
    }
}

impl ReviewTotals {
    /// Judges all answers, and those of each counter, by a rule.
    #[must_use]
    pub fn summary(&self, rule: &SatisfactionRule) -> SatisfactionSummary {
        let (mut by_point, mut by_interval) = (TargetTally::default(), TargetTally::default());
        let mut counters = Vec::new();
        for (counter, ratings) in self.counters() {
            let judged = CounterSatisfaction {
                counter: counter.clone(),
                ratings,
                point: rule.point(&ratings),
                interval: rule.interval(&ratings),
            };
            by_point.add(judged.point);
            by_interval.add(judged.interval);
            counters.push(judged);
        }
        let pooled = self.pooled();
        SatisfactionSummary {
            rule: rule.clone(),
            pooled,
            pooled_point: rule.point(&pooled),
            pooled_interval: rule.interval(&pooled),
            by_point,
            by_interval,
            counters,
        }
    }
}
