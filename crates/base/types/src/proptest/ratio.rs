//! Strategies for rates.

use crate::{Rate, RateId};
use proptest::prelude::*;

/// Any rate of the given basis with a denominator up to `largest`, empty populations included.
pub fn rates(basis: &RateId, largest: u64) -> impl Strategy<Value = Rate> + use<> {
    let basis = basis.clone();
    (0..=largest).prop_flat_map(move |denominator| {
        let basis = basis.clone();
        (0..=denominator)
            .prop_filter_map("numerator is at most the denominator", move |numerator| {
                Rate::try_new(basis.clone(), numerator, denominator).ok()
            })
    })
}
