//! 分位点の近似 (sketch of quantiles): a table of fixed size for any number of values.

use super::as_float;

/// Each doubling is cut into so many parts, by the first bits behind the leading one of a number.
const PARTS_BITS: u32 = 7;
const PARTS: u64 = 1 << PARTS_BITS;
/// 2^-10 minutes: what is shorter counts as no time.
const LEAST_EXPONENT: u64 = 1023 - 10;
/// 2^31 minutes, four thousand years: what is longer counts as this.
const MOST_EXPONENT: u64 = 1023 + 31;
const SHIFT: u32 = 52 - PARTS_BITS;
const BUCKETS: u64 = (MOST_EXPONENT - LEAST_EXPONENT) * PARTS;

/// 分位点の近似 (sketch): counts of values of 0 or more, in buckets that grow with the value.
///
/// A bucket is at most 1/128 of its value wide and answers with its middle, so that a quantile is wrong by
/// less than 0.4 % (1/256). Values below 1/1024 count as 0.
#[derive(Debug, Clone)]
pub(crate) struct Sketch {
    counts: Vec<u64>,
    zeros: u64,
    count: u64,
}

impl Sketch {
    /// The greatest relative error of a quantile.
    #[cfg(test)]
    pub(crate) const RELATIVE_ERROR: f64 = 1.0 / 256.0;

    pub(crate) fn new() -> Self {
        Self {
            counts: vec![0; usize::try_from(BUCKETS).unwrap_or(0)],
            zeros: 0,
            count: 0,
        }
    }

    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        self.count = self.count.saturating_add(1);
        let bits = (value + 0.0).to_bits() >> SHIFT;
        let first = LEAST_EXPONENT << PARTS_BITS;
        let Some(place) = bits.checked_sub(first) else {
            self.zeros = self.zeros.saturating_add(1);
            return;
        };
        let place = place.min(BUCKETS.saturating_sub(1));
        if let Some(count) = usize::try_from(place)
            .ok()
            .and_then(|place| self.counts.get_mut(place))
        {
            *count = count.saturating_add(1);
        }
    }

    /// The value below or at which a share of all values lies: the value of rank ⌈share × count⌉, up to
    /// the error of its bucket.
    pub(crate) fn quantile(&self, share: f64) -> Option<f64> {
        let rank = rank(self.count, share)?;
        let mut below = self.zeros;
        if rank <= below {
            return Some(0.0);
        }
        for (place, count) in (0u64..).zip(&self.counts) {
            below = below.saturating_add(*count);
            if rank <= below {
                let bits = (LEAST_EXPONENT << PARTS_BITS).saturating_add(place);
                let low = f64::from_bits(bits << SHIFT);
                let high = f64::from_bits(bits.saturating_add(1) << SHIFT);
                return Some(f64::midpoint(low, high));
            }
        }
        None
    }
}

/// The rank of a quantile among so many values, from 1.
fn rank(count: u64, share: f64) -> Option<u64> {
    if count == 0 {
        return None;
    }
    let wanted = (as_float(count) * share).ceil();
    Some(as_count(wanted).clamp(1, count))
}

/// The quantile of all values themselves, which are put in order.
pub(crate) fn exact_quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let count = u64::try_from(sorted.len()).unwrap_or(u64::MAX);
    let rank = rank(count, share)?;
    let place = usize::try_from(rank.saturating_sub(1)).ok()?;
    sorted.get(place).copied()
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a double stays within the bounds of the type"
)]
pub(crate) fn as_count(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use tosei_simulation::{Distribution, Quantity, Seed};

    /// Law: a quantile of the sketch is within its stated error of the exact one.
    #[test]
    fn nothing_is_nothing_with_either_sign() {
        let mut sketch = Sketch::new();
        [-0.0, 0.0, 5.0]
            .into_iter()
            .for_each(|value| sketch.add(value));
        assert_eq!(sketch.quantile(0.5), Some(0.0));
    }

    #[test]
    fn quantiles_are_within_the_stated_error() {
        let quantity = |number| Quantity::try_new(number).unwrap();
        for (at, (mean, deviation)) in [(0.01, 0.02), (5.0, 50.0), (3_000.0, 900.0), (9e6, 9e7)]
            .into_iter()
            .enumerate()
        {
            let sampler = Distribution::Lognormal {
                mean: quantity(mean),
                deviation: quantity(deviation),
            };
            let sampler = sampler.sampler().unwrap();
            let mut stream = Seed::new(5).stream("sketch", u32::try_from(at).unwrap());
            let mut sketch = Sketch::new();
            let mut all: Vec<f64> = (0..20_000).map(|_| sampler.sample(&mut stream)).collect();
            all.iter().for_each(|value| sketch.add(*value));
            all.sort_by(f64::total_cmp);
            for share in [0.01, 0.25, 0.5, 0.9, 0.99, 0.9999] {
                let exact = exact_quantile(&all, share).unwrap();
                let near = sketch.quantile(share).unwrap();
                if exact < 1.0 / 1024.0 {
                    assert_eq!(near, 0.0);
                } else {
                    let error = (near - exact).abs() / exact;
                    assert!(error <= Sketch::RELATIVE_ERROR, "{share}: {near} {exact}");
                }
            }
        }
    }

    #[test]
    fn ends_and_nothing() {
        let mut sketch = Sketch::new();
        assert_eq!(sketch.quantile(0.5), None);
        sketch.add(0.0);
        assert_eq!(sketch.quantile(0.9), Some(0.0));
        sketch.add(1e300);
        sketch.add(f64::INFINITY);
        assert!(sketch.quantile(1.0).unwrap() > 2e9);
        assert_eq!(exact_quantile(&[], 0.5), None);
        assert_eq!(exact_quantile(&[1.0, 2.0], 0.5), Some(1.0));
        assert_eq!(exact_quantile(&[1.0, 2.0], 0.51), Some(2.0));
    }
}
