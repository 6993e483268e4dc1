//! Erlang A: people who leave when the wait passes their patience.

use super::{Demand, MAX_COUNTERS, QueueError, erlang_b};
use tosei_simulation::Quantity;

/// At most so many people may arrive while one person's patience lasts.
pub const MAX_ARRIVALS_PER_PATIENCE: f64 = 1e6;

/// What holds in a queue with impatient people that has settled (M/M/c+M).
///
/// # Invariant
///
/// Every figure is finite and not negative, the shares at most 1. Such a queue always settles: where
/// too much work comes, people leave.
///
/// # Unit
///
/// Minutes; people; shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImpatientFigures {
    waiting_share: f64,
    abandonment_share: f64,
    waiting_people: f64,
    mean_wait: f64,
    utilisation: f64,
}

impl ImpatientFigures {
    /// The share of people who are not served at once.
    #[must_use]
    pub fn waiting_share(&self) -> f64 {
        self.waiting_share
    }

    /// 離脱率 (abandonment share): the share of people who leave without being served.
    #[must_use]
    pub fn abandonment_share(&self) -> f64 {
        self.abandonment_share
    }

    /// 平均待ち人数 (mean number waiting).
    #[must_use]
    pub fn mean_waiting_people(&self) -> f64 {
        self.waiting_people
    }

    /// 平均待ち時間（分） (mean wait) of everybody, until they are served or leave.
    #[must_use]
    pub fn mean_wait_minutes(&self) -> f64 {
        self.mean_wait
    }

    /// 利用率 (utilisation): the share of time that a counter is busy.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.utilisation
    }
}

/// アーランA式 (Erlang A): as [`erlang_c`](super::erlang_c), but each person leaves after a patience of
/// their own, exponential with the given mean.
///
/// With patience 0 nobody waits, and it is Erlang B. The number of people in the queue is summed up
/// state by state, with all weights scaled down together when they grow, so that nothing overflows.
///
/// # Not to be confused with
///
/// A counter at which nobody takes a ticket after closing: people who never came are no abandonment.
///
/// # Errors
///
/// - [`QueueError::NoCounters`] for 0 counters.
/// - [`QueueError::TooManyCounters`] above [`MAX_COUNTERS`].
/// - [`QueueError::PatienceTooLong`] if more than [`MAX_ARRIVALS_PER_PATIENCE`] people arrive while
///   one person's patience lasts; then [`erlang_c`](super::erlang_c) is the formula, if it is stable.
///
/// # Source
///
/// `definition`: stationary distribution of M/M/c+M.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::queue::{Demand, erlang_a};
///
/// // Three counters are too few for those who come, so more than one in six leaves.
/// let demand: Demand =
///     serde_json::from_str(r#"{"arrivals_per_hour": "30", "service_minutes": "6"}"#)?;
/// let figures = erlang_a(&demand, 3, "15".parse()?)?;
/// assert!((figures.abandonment_share() - 0.1755).abs() < 0.0001);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn erlang_a(
    demand: &Demand,
    counters: u32,
    patience_minutes: Quantity,
) -> Result<ImpatientFigures, QueueError> {
    if counters == 0 {
        return Err(QueueError::NoCounters);
    }
    if counters > MAX_COUNTERS {
        return Err(QueueError::TooManyCounters);
    }
    let (load, open) = (demand.offered_load(), f64::from(counters));
    let patience = patience_minutes.get();
    let per_patience = demand.arrivals_per_minute() * patience;
    if per_patience > MAX_ARRIVALS_PER_PATIENCE {
        return Err(QueueError::PatienceTooLong);
    }
    let lost = erlang_b(demand, counters)?;
    // Counters that would be busy while one patience lasts; endless for services without length.
    let services_per_patience = open * patience / demand.service_minutes.get();
    if load <= 0.0 || patience <= 0.0 || !services_per_patience.is_finite() {
        let lost = if load > 0.0 { lost } else { 0.0 };
        return Ok(ImpatientFigures {
            waiting_share: lost,
            abandonment_share: if patience <= 0.0 { lost } else { 0.0 },
            waiting_people: 0.0,
            mean_wait: 0.0,
            utilisation: (load * (1.0 - lost) / open).min(1.0),
        });
    }
    let queue = Queue::settle(lost, per_patience, services_per_patience);
    let abandonment_share = (queue.people / per_patience).min(1.0);
    Ok(ImpatientFigures {
        waiting_share: queue.waiting_share,
        abandonment_share,
        waiting_people: queue.people,
        // Each minute of waiting ends in leaving with the rate 1/patience.
        mean_wait: abandonment_share * patience,
        utilisation: (load * (1.0 - abandonment_share) / open).min(1.0),
    })
}

struct Queue {
    waiting_share: f64,
    people: f64,
}

impl Queue {
    /// Sums up the states with all counters busy and 0, 1, 2, … people waiting.
    fn settle(lost: f64, arrivals: f64, services: f64) -> Self {
        if lost <= 0.0 {
            // The counters are never all busy, as far as numbers can tell.
            return Self {
                waiting_share: 0.0,
                people: 0.0,
            };
        }
        // Weights by the state in which all counters are busy and nobody waits.
        let mut below = (1.0 - lost) / lost;
        let (mut weight, mut all, mut people) = (1.0f64, 1.0f64, 0.0f64);
        let mut waiting = 0.0f64;
        loop {
            waiting += 1.0;
            let ratio = arrivals / (services + waiting);
            weight *= ratio;
            all += weight;
            people += weight * waiting;
            // The rest is smaller than a geometric series of this ratio.
            if ratio < 1.0 && weight * waiting <= 1e-18 * (1.0 - ratio) * people.max(all) {
                break;
            }
            if all > 1e250 {
                for part in [&mut weight, &mut all, &mut people, &mut below] {
                    *part *= 1e-250;
                }
            }
        }
        let total = below + all;
        Self {
            waiting_share: all / total,
            people: people / total,
        }
    }
}
