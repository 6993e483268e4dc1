//! Laws of rates.

use proptest::prelude::*;
use tosei_types::{RateId, proptest::rates};

const MANY: u64 = 1 << 40;

fn basis() -> RateId {
    "test.basis".parse().unwrap()
}

proptest! {
    /// Law: adding part by part, split anywhere, gives the rate of the whole.
    #[test]
    fn addition_ignores_grouping(
        parts in prop::collection::vec(rates(&basis(), MANY), 2..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let sum = |parts: &[tosei_types::Rate]| {
            parts[1..].iter().fold(parts[0].clone(), |sum, part| sum.try_add(part).unwrap())
        };
        let (left, right) = parts.split_at(1 + cut.index(parts.len() - 1));
        prop_assert_eq!(sum(&parts), sum(left).try_add(&sum(right)).unwrap());
    }

    /// Law: what is written is read back equal.
    #[test]
    fn json_round_trip(rate in rates(&basis(), MANY)) {
        let text = serde_json::to_string(&rate).unwrap();
        prop_assert_eq!(serde_json::from_str::<tosei_types::Rate>(&text).unwrap(), rate);
    }
}
