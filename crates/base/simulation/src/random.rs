//! Named streams of random numbers from one seed.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};

/// 乱数の種 (seed): the number that, with the model, decides every result.
///
/// # Wire form
///
/// An integer from 0 to 2^53 − 1.
///
/// # Examples
///
/// ```
/// use tosei_simulation::Seed;
///
/// let seed = Seed::new(20_250_401);
/// let mut arrivals = seed.stream("arrivals", 0);
/// let mut service = seed.stream("service", 0);
/// // Whoever draws more from one stream does not disturb the other.
/// assert_ne!(arrivals.unit(), service.unit());
/// assert_eq!(seed.stream("arrivals", 0).unit(), seed.stream("arrivals", 0).unit());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Seed(u64);

impl Seed {
    /// A seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The stream of one source of chance in one replication.
    ///
    /// It depends on these three alone: not on threads, not on the order of asking. Two designs that
    /// are compared use the same seed, sources and replications, and so meet the same chance
    /// (common random numbers).
    ///
    /// The generator is xoshiro256++; its four words are outputs of SplitMix64 from the seed, the
    /// FNV-1a fingerprint of the source's name, and the replication, mixed in this order.
    #[must_use]
    pub fn stream(self, source: &str, replication: u32) -> Stream {
        let mut state = SplitMix(self.0);
        let mut mixed = state.next();
        for part in [fingerprint(source), u64::from(replication)] {
            state = SplitMix(mixed ^ part);
            mixed = state.next();
        }
        let mut words = [0u8; 32];
        for place in words.chunks_exact_mut(8) {
            place.copy_from_slice(&state.next().to_le_bytes());
        }
        Stream {
            generator: Xoshiro256PlusPlus::from_seed(words),
        }
    }
}

/// 乱数列 (stream): the random numbers of one source.
#[derive(Debug, Clone)]
pub struct Stream {
    generator: Xoshiro256PlusPlus,
}

impl Stream {
    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.generator.next_u64()
    }

    /// A number from 0 (included) to 1 (excluded), a multiple of 2^−53.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        as_unit(self.bits() >> 11)
    }

    /// A number from 0 (excluded) to 1 (included): safe to take the logarithm of.
    #[inline]
    pub fn positive_unit(&mut self) -> f64 {
        as_unit((self.bits() >> 11).wrapping_add(1))
    }

    /// A standard normal number, by the polar method.
    ///
    /// Both numbers of a pair are made; the second is left out, so that a variate never depends on
    /// how many were drawn before it.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (a, b) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = a * a + b * b;
            if square > 0.0 && square < 1.0 {
                return a * libm::sqrt(-2.0 * libm::log(square) / square);
            }
        }
    }
}

/// A number of at most 2^53, times 2^−53.
#[inline]
#[allow(
    clippy::cast_precision_loss,
    reason = "at most 2^53: exact in a double"
)]
fn as_unit(number: u64) -> f64 {
    number as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// SplitMix64: spreads a number over all bits.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// FNV-1a over the bytes of a name.
fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_reach_both_ends_and_no_further() {
        assert!(as_unit(0) == 0.0 && as_unit((1 << 53) - 1) < 1.0);
        assert!(as_unit(1) > 0.0 && as_unit(1 << 53) == 1.0);
    }

    #[test]
    fn a_replication_and_a_name_each_change_everything() {
        let seed = Seed::new(1);
        let first = |mut stream: Stream| stream.bits();
        let all = [
            first(seed.stream("a", 0)),
            first(seed.stream("a", 1)),
            first(seed.stream("b", 0)),
            first(Seed::new(2).stream("a", 0)),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one));
        }
    }

    #[test]
    fn fingerprints_are_those_of_the_published_function() {
        assert_eq!(fingerprint(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fingerprint("a"), 0xAF63_DC4C_8601_EC8C);
    }
}
