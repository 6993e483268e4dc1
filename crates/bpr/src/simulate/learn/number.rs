//! Shares, rates and their intervals.

use serde::{Deserialize, Serialize};
use tosei_simulation::{Distribution, Level, Quantity};

/// A count as a number of floating point.
#[allow(
    clippy::cast_precision_loss,
    reason = "a number of cases; above 2^53 nothing would change"
)]
pub(super) fn as_float(count: u64) -> f64 {
    count as f64
}

/// The length of a list as a count.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Minutes of milliseconds.
#[allow(
    clippy::cast_precision_loss,
    reason = "lengths of time; below 285,000 years the result is that of the exact division, rounded once"
)]
pub(super) fn minutes(milliseconds: i64) -> f64 {
    milliseconds as f64 / 60_000.0
}

/// The standard normal quantile of an interval with equal tails.
pub(super) const fn normal(level: Level) -> f64 {
    match level {
        Level::Ninety => 1.644_853_626_951_472_6,
        Level::NinetyNine => 2.575_829_303_548_900_4,
        _ => 1.959_963_984_540_054,
    }
}

/// 区間 (interval) in which a share or a rate lies at a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedInterval"))]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// ウィルソンの区間 (Wilson interval) of a share: `part` of `whole`; `None` of nothing.
///
/// With the quantile *z*, the share *p = part / whole* and *n = whole*:
/// *(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)*. It stays within 0 and 1, and says something of a branch that
/// was never taken: how often it may be taken all the same.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::learn::wilson;
/// use tosei_simulation::Level;
///
/// let never = wilson(0, 50, Level::NinetyFive).unwrap();
/// assert_eq!(never.low, 0.0);
/// assert!((never.high - 0.0713).abs() < 0.0001); // never in 50 cases may be one in fourteen
/// assert_eq!(wilson(0, 0, Level::NinetyFive), None);
/// ```
#[must_use]
pub fn wilson(part: u64, whole: u64, level: Level) -> Option<Interval> {
    if whole == 0 || part > whole {
        return None;
    }
    let (z, n) = (normal(level), as_float(whole));
    let p = as_float(part) / n;
    let below = 1.0 + z * z / n;
    let middle = p + z * z / (2.0 * n);
    let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Some(Interval {
        low: if part == 0 {
            0.0
        } else {
            ((middle - reach) / below).max(0.0)
        },
        high: if part == whole {
            1.0
        } else {
            ((middle + reach) / below).min(1.0)
        },
    })
}

/// The exact interval of a rate: so many events in so many days, if they come independently of each other (Poisson;
/// the interval of Garwood). `None` without days.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::learn::rate_interval;
/// use tosei_simulation::Level;
///
/// let rate = rate_interval(10, 5, Level::NinetyFive).unwrap();
/// assert!((rate.low - 0.9591).abs() < 0.0001 && (rate.high - 3.6781).abs() < 0.0001); // 2 a day
/// ```
#[must_use]
pub fn rate_interval(events: u64, days: u64, level: Level) -> Option<Interval> {
    if days == 0 {
        return None;
    }
    let tail = (1.0 - level.share()) / 2.0;
    let end = |shape: u64, share: f64| -> Option<f64> {
        if shape == 0 {
            return Some(0.0);
        }
        let number = Quantity::try_new(as_float(shape)).ok()?;
        let gamma = Distribution::Gamma {
            shape: number,
            mean: number,
        };
        Some(gamma.sampler().ok()?.quantile(share) / as_float(days))
    };
    Some(Interval {
        low: end(events, tail)?,
        high: end(events.checked_add(1)?, 1.0 - tail)?,
    })
}

/// How likely a sum of squares at least as great is by chance (chi-square).
pub(super) fn chance_of_squares(squares: f64, degrees: u64) -> Option<f64> {
    let half = Quantity::try_new(as_float(degrees) / 2.0).ok()?;
    let mean = Quantity::try_new(as_float(degrees)).ok()?;
    let gamma = Distribution::Gamma { shape: half, mean };
    Some((1.0 - gamma.sampler().ok()?.share(squares)).clamp(0.0, 1.0))
}

/// Parts of a whole number in the ratio of weights, by the greatest remainders; every part of a positive weight is 1 at
/// least, so that nothing that was seen is taken for impossible. The parts sum to the whole exactly.
///
/// `None` if no weight is positive, or there are more of them than the whole.
pub(super) fn in_parts(weights: &[f64], whole: u32) -> Option<Vec<u32>> {
    let is_usable = |weight: &f64| weight.is_finite() && *weight > 0.0;
    let sum: f64 = weights.iter().filter(|weight| is_usable(weight)).sum();
    let positive = count(weights.iter().filter(|weight| is_usable(weight)).count());
    if positive == 0 || positive > u64::from(whole) {
        return None;
    }
    let exact: Vec<f64> = weights
        .iter()
        .map(|weight| {
            if is_usable(weight) {
                (weight / sum * f64::from(whole)).max(1.0)
            } else {
                0.0
            }
        })
        .collect();
    let mut parts: Vec<u32> = exact.iter().map(|part| floor(*part, whole)).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let rest = |at: usize| {
        exact
            .get(at)
            .map_or(0.0, |part| part - f64::from(floor(*part, whole)))
    };
    order.sort_by(|one, other| rest(*other).total_cmp(&rest(*one)).then(one.cmp(other)));
    let mut given: u64 = parts.iter().map(|part| u64::from(*part)).sum();
    let whole = u64::from(whole);
    while given < whole {
        for at in &order {
            if let Some(part) = parts.get_mut(*at)
                && *part > 0
                && given < whole
            {
                *part = part.saturating_add(1);
                given = given.saturating_add(1);
            }
        }
    }
    while given > whole {
        // Those that were lifted to 1 took more than there is: the greatest give it back.
        let greatest = parts.iter_mut().max_by_key(|part| **part)?;
        let back = u64::from(greatest.saturating_sub(1)).min(given.saturating_sub(whole));
        if back == 0 {
            return None;
        }
        *greatest = greatest.saturating_sub(u32::try_from(back).unwrap_or(u32::MAX));
        given = given.saturating_sub(back);
    }
    Some(parts)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and a whole number"
)]
fn floor(number: f64, most: u32) -> u32 {
    number.clamp(0.0, f64::from(most)) as u32
}

/// The least value of a sorted list that at least a share of them does not exceed.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and the length of the list"
)]
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let length = as_float(count(sorted.len()));
    // A share that is a tenth is not exact; what is a whole number but for that counts as one.
    let rank = (length * share - 1e-9).ceil().clamp(1.0, length.max(1.0)) as usize;
    sorted.get(rank.checked_sub(1)?).copied()
}

/// The greatest distance between the steps of two samples (Kolmogorov and Smirnov), and the distance that two samples
/// of these sizes stay below in 19 of 20 cases if they come from one distribution. Both lists sorted.
pub(super) fn distance(one: &[f64], other: &[f64]) -> Option<(f64, f64)> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let (n, m) = (as_float(count(one.len())), as_float(count(other.len())));
    let (mut i, mut j) = (0usize, 0usize);
    let mut greatest = 0.0f64;
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        let at = a.min(*b);
        while one.get(i) == Some(&at) {
            i = i.saturating_add(1);
        }
        while other.get(j) == Some(&at) {
            j = j.saturating_add(1);
        }
        let gap = as_float(count(i)) / n - as_float(count(j)) / m;
        greatest = greatest.max(gap.abs());
    }
    Some((greatest, 1.358 * ((n + m) / (n * m)).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_whole_and_leave_nothing_out() {
        for (weights, whole, expected) in [
            (
                vec![1.0, 1.0, 1.0],
                1_000_000,
                Some(vec![333_334, 333_333, 333_333]),
            ),
            (vec![1e-12, 1.0], 10, Some(vec![1, 9])),
            (vec![0.0, 1.0], 10, Some(vec![0, 10])),
            (vec![1.0; 4], 3, None),
            (vec![0.0], 3, None),
            (vec![f64::NAN, 2.0], 3, Some(vec![0, 3])),
            (vec![1e-12; 3], 3, Some(vec![1, 1, 1])),
            // Five parts of 2.5, 1.25 and 1.25: the greatest remainder is that of the first.
            (vec![2.0, 1.0, 1.0], 5, Some(vec![3, 1, 1])),
            // Two are lifted to 1, and the third gives back what they take.
            (vec![1e-9, 1e-9, 1.0], 3, Some(vec![1, 1, 1])),
            (vec![1e-9, 0.6, 0.4], 10, Some(vec![1, 5, 4])),
            (vec![1e-9, 1e-9, 1.0], 10, Some(vec![1, 1, 8])),
            // Parts of 1.5, 4.7 and 3.8: what is over is greatest in the last two.
            (vec![1.5, 4.7, 3.8], 10, Some(vec![1, 5, 4])),
        ] {
            assert_eq!(in_parts(&weights, whole), expected, "{weights:?}");
        }
    }

    #[test]
    fn quantiles_are_values_that_occurred() {
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(quantile(&ten, 0.5), Some(5.0));
        assert_eq!(quantile(&ten, 0.9), Some(9.0));
        assert_eq!(quantile(&ten, 1.0), Some(10.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn samples_of_one_kind_are_not_far_apart() {
        let one = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(distance(&one, &one).map(|of| of.0), Some(0.0));
        assert_eq!(distance(&one, &[5.0]).map(|of| of.0), Some(1.0));
        assert_eq!(distance(&one, &[2.0, 5.0]).map(|of| of.0), Some(0.5));
        assert_eq!(
            distance(&[1.0, 1.0, 3.0, 3.0], &[1.0, 2.0]).map(|of| of.0),
            Some(0.5)
        );
        assert_eq!((distance(&one, &[]), distance(&[], &one)), (None, None));
    }
}
