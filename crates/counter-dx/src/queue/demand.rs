//! What comes to a counter, and how long it takes.

use serde::{Deserialize, Serialize};
use tosei_simulation::Quantity;

/// The formulas are worked out for at most so many counters.
pub const MAX_COUNTERS: u32 = 100_000;

/// 需要 (demand): how many people come in an hour, and how long one of them takes.
///
/// # Not to be confused with
///
/// The number of people waiting. A demand says nothing about how many counters are open.
///
/// # Unit
///
/// People an hour; minutes a person.
///
/// # Wire form
///
/// `{"arrivals_per_hour": "30", "service_minutes": "6"}`.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::queue::Demand;
///
/// let demand: Demand =
///     serde_json::from_str(r#"{"arrivals_per_hour": "30", "service_minutes": "6"}"#)?;
/// assert_eq!(demand.offered_load(), 3.0); // three counters would be busy all the time
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "需要")]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// 1時間当たりの来庁者数: people an hour, on average.
    pub arrivals_per_hour: Quantity,
    /// 平均対応時間（分）: mean service time in minutes.
    pub service_minutes: Quantity,
}

impl Demand {
    /// 呼量 (offered load) in erlangs: how many counters are busy on average if nobody ever waits.
    #[must_use]
    pub fn offered_load(&self) -> f64 {
        // At most 10^18 / 60.
        self.arrivals_per_hour.get() * self.service_minutes.get() / 60.0
    }

    /// Arrivals a minute.
    pub(super) fn arrivals_per_minute(&self) -> f64 {
        self.arrivals_per_hour.get() / 60.0
    }
}
