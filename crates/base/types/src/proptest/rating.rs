//! Strategies for ratings and targets.

use crate::{Ratings, TargetPercent};
use proptest::prelude::*;

/// Any ratings with up to `largest` answers for each point, none at all included.
pub fn ratings(largest: u64) -> impl Strategy<Value = Ratings> {
    [
        0..=largest,
        0..=largest,
        0..=largest,
        0..=largest,
        0..=largest,
    ]
    .prop_filter_map("the answers can be counted", |counts| {
        Ratings::try_new(counts).ok()
    })
}

/// Any target, from 0 to 100 percent in thousandths.
pub fn target_percents() -> impl Strategy<Value = TargetPercent> {
    (0u32..=100, 0u32..1_000).prop_filter_map("the target is at most 100", |(whole, part)| {
        format!("{whole}.{part:03}").parse().ok()
    })
}
