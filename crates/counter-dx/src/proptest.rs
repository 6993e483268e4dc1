//! Strategies for other crates' property tests (feature `proptest`).

use crate::queue::Demand;
use proptest::prelude::*;
use tosei_simulation::Quantity;

/// Numbers that a [`Quantity`] can be, from 0 to `most` in steps of a hundredth.
fn hundredths(most: u32) -> impl Strategy<Value = Quantity> {
    (0..=most.saturating_mul(100)).prop_filter_map("a quantity", |n| {
        Quantity::try_new(f64::from(n) / 100.0).ok()
    })
}

/// Demands of a counter: up to 200 people an hour, up to 60 minutes each.
pub fn demands() -> impl Strategy<Value = Demand> {
    (hundredths(200), hundredths(60)).prop_map(|(arrivals_per_hour, service_minutes)| Demand {
        arrivals_per_hour,
        service_minutes,
    })
}
