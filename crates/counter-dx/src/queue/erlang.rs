//! Erlang B and Erlang C, by the recursion that neither overflows nor cancels.

use super::{Demand, MAX_COUNTERS, QueueError};
use tosei_simulation::Quantity;

/// アーランB式 (Erlang B): the share of people who are turned away where nobody can wait.
///
/// *B(0) = 1*, *B(n) = a·B(n − 1) / (n + a·B(n − 1))* with *a* the offered load: the same number as
/// *(aᶜ/c!) / Σ aᵏ/k!*, without any factorial. With no counter everybody is turned away.
///
/// # Not to be confused with
///
/// [`erlang_c`], the share who have to wait where waiting is possible, which is larger.
///
/// # Errors
///
/// [`QueueError::TooManyCounters`] above [`MAX_COUNTERS`].
///
/// # Source
///
/// `definition`: stationary distribution of M/G/c/c.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::queue::{Demand, erlang_b};
///
/// let demand: Demand =
///     serde_json::from_str(r#"{"arrivals_per_hour": "20", "service_minutes": "6"}"#)?;
/// assert_eq!(erlang_b(&demand, 2)?, 0.4); // (2²/2!) / (1 + 2 + 2²/2!)
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn erlang_b(demand: &Demand, counters: u32) -> Result<f64, QueueError> {
    if counters > MAX_COUNTERS {
        return Err(QueueError::TooManyCounters);
    }
    let load = demand.offered_load();
    Ok((1..=counters).fold(1.0, |lost, number| next_b(load, lost, number)))
}

/// One step of the recursion: from *B(n − 1)* to *B(n)*.
#[inline]
pub(super) fn next_b(load: f64, lost: f64, counters: u32) -> f64 {
    let turned = load * lost;
    turned / (f64::from(counters) + turned)
}

/// Erlang C from Erlang B; the load is below the counters.
#[inline]
pub(super) fn c_from_b(load: f64, lost: f64, counters: f64) -> f64 {
    (counters * lost / (counters - load * (1.0 - lost))).min(1.0)
}

/// What a formula says about a queue: its figures, or that it has none because it grows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QueueAnswer {
    /// The queue settles, and these are its figures.
    Stable(QueueFigures),
    /// More work comes than the counters can do, or just as much: the queue grows without end, and
    /// a mean wait does not exist.
    NotStable {
        /// 利用率 (utilisation): offered load by counter, 1 or more.
        utilisation: f64,
        /// The fewest counters with which it settles; `None` above [`MAX_COUNTERS`].
        stable_from: Option<u32>,
    },
}

impl QueueAnswer {
    /// The figures, if the queue settles.
    #[must_use]
    pub fn figures(&self) -> Option<&QueueFigures> {
        match self {
            Self::Stable(figures) => Some(figures),
            Self::NotStable { .. } => None,
        }
    }
}

/// What holds in a queue that has settled (M/M/c): mean wait, who waits, and how long.
///
/// # Invariant
///
/// Every figure is finite and not negative; the utilisation is below 1.
///
/// # Unit
///
/// Minutes; people; shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueueFigures {
    utilisation: f64,
    waiting_share: f64,
    /// How many minutes of service the free capacity does in a minute, by service time: (c − a)/s.
    clearing: f64,
    arrivals_per_minute: f64,
}

impl QueueFigures {
    /// 利用率 (utilisation): the share of time that a counter is busy.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.utilisation
    }

    /// 待つ人の割合 (share who wait at all): Erlang C.
    #[must_use]
    pub fn waiting_share(&self) -> f64 {
        self.waiting_share
    }

    /// 平均待ち時間（分） (mean wait) of everybody, those who do not wait included.
    #[must_use]
    pub fn mean_wait_minutes(&self) -> f64 {
        if self.waiting_share > 0.0 {
            self.waiting_share / self.clearing
        } else {
            0.0
        }
    }

    /// 平均待ち人数 (mean number waiting): Little's law.
    #[must_use]
    pub fn mean_waiting_people(&self) -> f64 {
        self.mean_wait_minutes() * self.arrivals_per_minute
    }

    /// The share of people who wait longer than so many minutes.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_counter_dx::queue::{Demand, erlang_c};
    ///
    /// let demand: Demand =
    ///     serde_json::from_str(r#"{"arrivals_per_hour": "30", "service_minutes": "6"}"#)?;
    /// let answer = erlang_c(&demand, 4)?;
    /// let figures = answer.figures().ok_or("four counters are enough")?;
    /// assert!((figures.share_over("10".parse()?) - 0.0962).abs() < 0.0001);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn share_over(&self, minutes: Quantity) -> f64 {
        self.waiting_share * libm::exp(-self.clearing * minutes.get())
    }

    /// サービス水準 (service level): the share of people whose turn comes within so many minutes.
    #[must_use]
    pub fn share_within(&self, minutes: Quantity) -> f64 {
        1.0 - self.share_over(minutes)
    }

    /// The minutes within which this share of people have their turn; 0 if so many do not wait at
    /// all, and `None` for a share of 1 or more, which no time is enough for.
    #[must_use]
    pub fn minutes_for_share(&self, share: Quantity) -> Option<f64> {
        let longer = 1.0 - share.get();
        if longer >= self.waiting_share {
            return Some(0.0);
        }
        (longer > 0.0).then(|| libm::log(self.waiting_share / longer) / self.clearing)
    }
}

/// アーランC式 (Erlang C): a queue at several counters that are all alike, in order of arrival.
///
/// People come at random (Poisson), services take exponential times, nobody leaves, and the queue has
/// settled (M/M/c). With *B* of [`erlang_b`], *C = c·B / (c − a(1 − B))* wait; the mean wait is
/// *C·s/(c − a)*, and *C·exp(−(c − a)t/s)* wait longer than *t*.
///
/// # Not to be confused with
///
/// A busy morning: the formula knows only a demand that does not change. Take a time span in which it
/// is about even, or simulate.
///
/// # Errors
///
/// - [`QueueError::NoCounters`] for 0 counters.
/// - [`QueueError::TooManyCounters`] above [`MAX_COUNTERS`].
///
/// # Source
///
/// `definition`: stationary distribution of M/M/c.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::queue::{Demand, QueueAnswer, erlang_c};
///
/// let demand: Demand =
///     serde_json::from_str(r#"{"arrivals_per_hour": "30", "service_minutes": "6"}"#)?;
/// let four = erlang_c(&demand, 4)?;
/// let wait = four.figures().map(|figures| figures.mean_wait_minutes());
/// assert!((wait.unwrap_or(f64::NAN) - 3.0566).abs() < 0.0001);
///
/// // Three counters could just do the work if it came in step. It does not.
/// assert!(matches!(
///     erlang_c(&demand, 3)?,
///     QueueAnswer::NotStable { stable_from: Some(4), .. }
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn erlang_c(demand: &Demand, counters: u32) -> Result<QueueAnswer, QueueError> {
    if counters == 0 {
        return Err(QueueError::NoCounters);
    }
    let lost = erlang_b(demand, counters)?;
    Ok(answer(demand, counters, lost))
}

pub(super) fn answer(demand: &Demand, counters: u32, lost: f64) -> QueueAnswer {
    let load = demand.offered_load();
    let open = f64::from(counters);
    if load >= open {
        return QueueAnswer::NotStable {
            utilisation: load / open,
            stable_from: stable_from(load),
        };
    }
    let service = demand.service_minutes.get();
    let arrivals_per_minute = demand.arrivals_per_minute();
    // A service that takes no time (or less than the smallest number) makes nobody wait.
    let clearing = (open - load) / service;
    let settled = load > 0.0 && clearing.is_finite();
    QueueAnswer::Stable(QueueFigures {
        utilisation: load / open,
        waiting_share: if settled {
            c_from_b(load, lost, open)
        } else {
            0.0
        },
        clearing: if settled { clearing } else { 1.0 },
        arrivals_per_minute,
    })
}

/// The fewest counters above the load.
pub(super) fn stable_from(load: f64) -> Option<u32> {
    if load >= f64::from(MAX_COUNTERS) {
        return None;
    }
    // The largest whole number that is not above the load, by halving: at most 17 steps.
    let (mut at_most, mut above) = (0u32, MAX_COUNTERS);
    while above.saturating_sub(at_most) > 1 {
        let middle = at_most.midpoint(above);
        if f64::from(middle) <= load {
            at_most = middle;
        } else {
            above = middle;
        }
    }
    Some(at_most.saturating_add(1))
}
