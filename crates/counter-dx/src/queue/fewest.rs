//! The fewest counters for a target.

use super::{
    Demand, MAX_COUNTERS, QueueAnswer, QueueError,
    erlang::{answer, next_b},
    erlang_a,
};
use serde::{Deserialize, Serialize};
use tosei_simulation::Quantity;
use tosei_types::TargetPercent;

/// 待ちの目標 (target): what the counters are to keep.
///
/// # Wire form
///
/// `{"kind": "mean_wait", "minutes": "5"}`, `{"kind": "share_over", "minutes": "10", "percent": "5"}`,
/// `{"kind": "turned_away", "percent": "1"}`, `{"kind": "abandonment", "percent": "2",
/// "patience_minutes": "20"}`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum WaitTarget {
    /// 平均待ち時間: the mean wait is at most so many minutes (Erlang C).
    MeanWait {
        /// Minutes.
        minutes: Quantity,
    },
    /// 待ち時間の超過: at most this share waits longer than so many minutes (Erlang C).
    ShareOver {
        /// Minutes.
        minutes: Quantity,
        /// Percent of the people.
        percent: TargetPercent,
    },
    /// 受け付けられない人: at most this share is turned away where nobody can wait (Erlang B).
    TurnedAway {
        /// Percent of the people.
        percent: TargetPercent,
    },
    /// 離脱: at most this share leaves without being served (Erlang A).
    Abandonment {
        /// Percent of the people.
        percent: TargetPercent,
        /// 平均して待てる時間（分）: mean patience in minutes.
        patience_minutes: Quantity,
    },
}

impl WaitTarget {
    /// Stable identifier of the kind; the `kind` of the wire form.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MeanWait { .. } => "mean_wait",
            Self::ShareOver { .. } => "share_over",
            Self::TurnedAway { .. } => "turned_away",
            Self::Abandonment { .. } => "abandonment",
        }
    }
}

/// The fewest counters for a target, and what they and one counter less would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FewestCounters {
    counters: u32,
    reached: f64,
    with_one_less: Option<f64>,
}

impl FewestCounters {
    /// The fewest counters.
    #[must_use]
    pub fn counters(&self) -> u32 {
        self.counters
    }

    /// What they give, in the terms of the target: minutes, or a share from 0 to 1.
    #[must_use]
    pub fn reached(&self) -> f64 {
        self.reached
    }

    /// What one counter less gives; `None` if that is no counter, or a queue that grows without end.
    #[must_use]
    pub fn with_one_less(&self) -> Option<f64> {
        self.with_one_less
    }
}

/// The fewest counters (必要窓口数) with which a target is kept.
///
/// The answer is at least 1, also where nobody comes. It is the inverse of the formulas: one pass of
/// the recursion, which stops at the first number of counters that keeps the target.
///
/// # Errors
///
/// - [`QueueError::Unreachable`] for a target of 0 minutes or 0 percent while somebody comes.
/// - [`QueueError::TooManyCounters`] if more than [`MAX_COUNTERS`] were needed.
/// - [`QueueError::PatienceTooLong`] as in [`erlang_a`].
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::queue::{Demand, WaitTarget, fewest_counters};
///
/// let demand: Demand =
///     serde_json::from_str(r#"{"arrivals_per_hour": "30", "service_minutes": "6"}"#)?;
/// let target: WaitTarget =
///     serde_json::from_str(r#"{"kind": "share_over", "minutes": "10", "percent": "5"}"#)?;
/// let fewest = fewest_counters(&demand, &target)?;
/// assert_eq!(fewest.counters(), 5);
/// assert!(fewest.with_one_less().is_some_and(|share| share > 0.05)); // four: 9.6 %
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fewest_counters(demand: &Demand, target: &WaitTarget) -> Result<FewestCounters, QueueError> {
    let (limit, measure): (f64, Measure) = match target {
        WaitTarget::MeanWait { minutes } => (minutes.get(), Measure::MeanWait),
        WaitTarget::ShareOver { minutes, percent } => (share(*percent), Measure::Over(*minutes)),
        WaitTarget::TurnedAway { percent } => (share(*percent), Measure::TurnedAway),
        WaitTarget::Abandonment {
            percent,
            patience_minutes,
        } => (share(*percent), Measure::Leaving(*patience_minutes)),
    };
    if limit <= 0.0 && demand.offered_load() > 0.0 {
        return Err(QueueError::Unreachable {
            target: target.code(),
        });
    }
    match measure {
        Measure::Leaving(patience) => by_halving(demand, limit, patience),
        _ => by_recursion(demand, limit, measure),
    }
}

#[derive(Clone, Copy)]
enum Measure {
    MeanWait,
    Over(Quantity),
    TurnedAway,
    Leaving(Quantity),
}

/// Carries the recursion of Erlang B up to the first number of counters within the limit.
fn by_recursion(
    demand: &Demand,
    limit: f64,
    measure: Measure,
) -> Result<FewestCounters, QueueError> {
    let load = demand.offered_load();
    // A queue settles only above its load; the recursion is carried up to there in any case.
    let must_settle = !matches!(measure, Measure::TurnedAway);
    if must_settle && load >= f64::from(MAX_COUNTERS) {
        return Err(QueueError::TooManyCounters);
    }
    let (mut lost, mut before) = (1.0, None);
    for counters in 1..=MAX_COUNTERS {
        lost = next_b(load, lost, counters);
        if must_settle && f64::from(counters) <= load {
            continue;
        }
        let reached = match (measure, answer(demand, counters, lost)) {
            (Measure::TurnedAway, _) => Some(lost),
            (Measure::Over(minutes), QueueAnswer::Stable(figures)) => {
                Some(figures.share_over(minutes))
            }
            (_, QueueAnswer::Stable(figures)) => Some(figures.mean_wait_minutes()),
            (_, QueueAnswer::NotStable { .. }) => None,
        };
        if let Some(reached) = reached
            && reached <= limit
        {
            return Ok(FewestCounters {
                counters,
                reached,
                with_one_less: before,
            });
        }
        before = reached;
    }
    Err(QueueError::TooManyCounters)
}

/// Halves the range of counters: the share that leaves falls with every counter.
fn by_halving(
    demand: &Demand,
    limit: f64,
    patience: Quantity,
) -> Result<FewestCounters, QueueError> {
    let leaving =
        |counters| erlang_a(demand, counters, patience).map(|figures| figures.abandonment_share());
    let (mut below, mut enough) = (0u32, 1u32);
    let mut reached = leaving(enough)?;
    let mut with_one_less = None;
    while reached > limit {
        if enough == MAX_COUNTERS {
            return Err(QueueError::TooManyCounters);
        }
        (below, with_one_less) = (enough, Some(reached));
        enough = enough.saturating_mul(2).min(MAX_COUNTERS);
        reached = leaving(enough)?;
    }
    while enough.saturating_sub(below) > 1 {
        let middle = below.midpoint(enough);
        let share = leaving(middle)?;
        if share <= limit {
            (enough, reached) = (middle, share);
        } else {
            (below, with_one_less) = (middle, Some(share));
        }
    }
    Ok(FewestCounters {
        counters: enough,
        reached,
        with_one_less,
    })
}

/// A percentage as the nearest share.
fn share(percent: TargetPercent) -> f64 {
    f64::from(percent.thousandths()) / 100_000.0
}
