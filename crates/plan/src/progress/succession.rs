//! 前の計画と次の計画 (before and after): one indicator through two plans.

use super::{Pace, PlanVerdict, ProgressOptions, ProgressReason, ValuePoint, required_pace};
use crate::{IndicatorId, Moment, Nature, Plan};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, ExactFigure, ExactNumber};

/// 指標の前後 (before and after): what a plan set and reached, and what the next one sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BeforeAndAfter {
    /// 指標; it has the same id in both plans.
    pub indicator: IndicatorId,
    /// 前の計画の判定.
    pub verdict: PlanVerdict,
    /// Its reasons.
    pub reasons: Vec<ProgressReason>,
    /// 前の計画の最後の目標値.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ExactNumber>,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_by: Option<Moment>,
    /// 前の計画の末までの最新の値, with its nature: an expected value shows as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ValuePoint>,
    /// 次の計画の最後の目標値.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ExactNumber>,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_by: Option<Moment>,
    /// From that value to the next target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<ExactFigure>,
    /// 必要な進み方 from that value to the next target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Pace>,
}

/// Follows every indicator that two plans share from the first into the second.
///
/// The outcome is the latest value up to the end of the first plan; of one moment an observation stands before an
/// expected value. An indicator of one plan alone is not in the answer, and neither is one whose unit
/// changed.
///
/// # Examples
///
/// What the first term left to the second:
///
/// ```
/// use tosei_plan::{Nature, ProgressOptions, before_and_after, tokyo};
///
/// let day = "2024-04-01".parse()?;
/// let options = ProgressOptions::standard();
/// let found = before_and_after(tokyo::plan_1(), tokyo::plan_2(), day, options);
/// assert_eq!(found.len(), 1);
/// let rate = &found[0];
/// assert_eq!((rate.before.unwrap().to_string(), rate.after.unwrap().to_string()), ("70".into(), "100".into()));
/// assert_eq!(rate.outcome.as_ref().unwrap().nature, Nature::Expected); // 達成見込
/// assert_eq!(rate.required.as_ref().unwrap().per_quarter.to_string(), "2.5");
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[must_use]
pub fn before_and_after(
    first: &Plan,
    second: &Plan,
    as_of: Date,
    options: &ProgressOptions,
) -> Vec<BeforeAndAfter> {
    let mut found = Vec::new();
    for earlier in &first.indicators {
        let Some(later) = second.indicator(&earlier.id) else {
            continue;
        };
        if earlier.unit != later.unit {
            continue;
        }
        let last = |targets: &[crate::IndicatorTarget]| {
            let latest = targets.iter().max_by_key(|one| one.by.last_day());
            latest.map(|one| (one.by, one.value))
        };
        let (before, after) = (last(&earlier.targets), last(&later.targets));
        let end = first.period.map(|period| period.to.last_day());
        let seen = earlier.observations.iter().chain(&later.observations);
        let seen = seen.filter(|one| {
            let kind = matches!(one.nature, Nature::Observed | Nature::Expected);
            let unit = one.unit.as_ref().is_none_or(|unit| *unit == earlier.unit);
            kind && unit && end.is_none_or(|end| one.at.last_day() <= end)
        });
        let outcome = seen.max_by_key(|one| (one.at.last_day(), one.nature != Nature::Expected));
        let outcome = outcome.map(|one| ValuePoint {
            at: one.at,
            value: one.value,
            precision: one.precision,
            nature: one.nature,
        });
        let progress = earlier.progress(first.period, as_of, options);
        let goal = after.and_then(|(_, value)| value);
        let distance = outcome
            .as_ref()
            .zip(goal)
            .map(|(outcome, goal)| ExactFigure::from(goal) - ExactFigure::from(outcome.value));
        let required = outcome
            .as_ref()
            .zip(after)
            .and_then(|(outcome, (by, _))| required_pace(later, outcome.at, by));
        found.push(BeforeAndAfter {
            indicator: earlier.id.clone(),
            verdict: progress.verdict,
            reasons: progress.reasons,
            before: before.and_then(|(_, value)| value),
            before_by: before.map(|(by, _)| by),
            outcome,
            after: goal,
            after_by: after.map(|(by, _)| by),
            distance,
            required,
        });
    }
    found
}
