//! Any service times: the approximation of Allen and Cunneen.

use super::{Demand, QueueAnswer, QueueError, erlang_c};
use serde::{Deserialize, Serialize};
use tosei_simulation::Quantity;

/// ばらつき (variability): squared coefficients of variation, variance by squared mean.
///
/// 0 is a time that never changes, 1 an exponential one.
///
/// # Wire form
///
/// `{"arrivals": "1", "service": "0.5"}`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Variability {
    /// 到着間隔の変動係数の2乗: of the times between arrivals; 1 if people come at random.
    pub arrivals: Quantity,
    /// 対応時間の変動係数の2乗: of the service times.
    pub service: Quantity,
}

tosei_types::coded_enum! {
    /// 厳密さ (exactness): whether a figure is exact for its model.
    pub enum Exactness: "exactness" {
        /// 厳密: the formula is exact for this model.
        Exact = "exact" ("厳密", "exact"),
        /// 近似: the formula is an approximation.
        Approximate = "approximate" ("近似", "approximate"),
    }
}

/// The mean wait with any service times, or that the queue grows without end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GeneralAnswer {
    /// The queue settles.
    Stable(GeneralFigures),
    /// As [`QueueAnswer::NotStable`].
    NotStable {
        /// 利用率 (utilisation), 1 or more.
        utilisation: f64,
        /// The fewest counters with which it settles.
        stable_from: Option<u32>,
    },
}

/// The mean wait with any service times, and how far to trust it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeneralFigures {
    mean_wait: f64,
    arrivals_per_minute: f64,
    exactness: Exactness,
}

impl GeneralFigures {
    /// 平均待ち時間（分） (mean wait) of everybody.
    #[must_use]
    pub fn mean_wait_minutes(&self) -> f64 {
        self.mean_wait
    }

    /// 平均待ち人数 (mean number waiting): Little's law.
    #[must_use]
    pub fn mean_waiting_people(&self) -> f64 {
        self.mean_wait * self.arrivals_per_minute
    }

    /// Exact for one counter or exponential services with arrivals at random; approximate otherwise.
    #[must_use]
    pub fn exactness(&self) -> Exactness {
        self.exactness
    }
}

/// Allen–Cunneenの近似式 (approximation of Allen and Cunneen): the mean wait at counters with any
/// service times, *the mean wait by [`erlang_c`] × (variability of arrivals + of services) / 2*.
///
/// # How far it is off
///
/// It is exact for exponential services (M/M/c) and for one counter with arrivals at random (M/G/1).
/// Elsewhere it is an approximation, and only the mean is given. Against the exact M/D/c (services
/// that all take the same time, the far end), with 2 to 50 counters and a utilisation of 0.3 to 0.95,
/// it is always too low, by at most 1.7 % of a service time. As a share of the wait that is little
/// where the wait matters (at most 8 % at a utilisation of 0.9, 4 % at 0.95) and much where it does
/// not (up to 47 % of nearly nothing at 0.3). For services that vary more than exponential ones, and
/// for arrivals that are not at random, no bound is known to us.
///
/// # Errors
///
/// As [`erlang_c`].
///
/// # Source
///
/// `definition` of the formula; the errors are measured (`project-decision:queue-approximation`).
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::queue::{Demand, Exactness, GeneralAnswer, Variability, general_service};
///
/// let demand: Demand =
///     serde_json::from_str(r#"{"arrivals_per_hour": "6", "service_minutes": "6"}"#)?;
/// let even: Variability = serde_json::from_str(r#"{"arrivals": "1", "service": "0"}"#)?;
/// let GeneralAnswer::Stable(figures) = general_service(&demand, 1, even)? else {
///     return Err("one counter is enough".into());
/// };
/// assert!((figures.mean_wait_minutes() - 4.5).abs() < 1e-9); // half of the 9 minutes of M/M/1
/// assert_eq!(figures.exactness(), Exactness::Exact);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn general_service(
    demand: &Demand,
    counters: u32,
    variability: Variability,
) -> Result<GeneralAnswer, QueueError> {
    let figures = match erlang_c(demand, counters)? {
        QueueAnswer::Stable(figures) => figures,
        QueueAnswer::NotStable {
            utilisation,
            stable_from,
        } => {
            return Ok(GeneralAnswer::NotStable {
                utilisation,
                stable_from,
            });
        }
    };
    let (arrivals, service) = (variability.arrivals.get(), variability.service.get());
    let at_random = (arrivals - 1.0).abs() < f64::EPSILON;
    let exponential = (service - 1.0).abs() < f64::EPSILON;
    Ok(GeneralAnswer::Stable(GeneralFigures {
        mean_wait: figures.mean_wait_minutes() * (arrivals + service) / 2.0,
        arrivals_per_minute: demand.arrivals_per_minute(),
        exactness: if at_random && (exponential || counters == 1) {
            Exactness::Exact
        } else {
            Exactness::Approximate
        },
    }))
}
