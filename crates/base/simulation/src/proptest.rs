//! Strategies for distributions and opening hours (feature `proptest`), for the property tests of
//! other crates.

use crate::opening_hours::{Exception, Span};
use crate::{Distribution, OpeningHours, Quantity};
use proptest::{collection::vec, prelude::*};
use tosei_types::Date;

/// Quantities of a model between two numbers.
pub fn quantities(from: f64, to: f64) -> impl Strategy<Value = Quantity> {
    (from..=to).prop_filter_map("in range", |number| Quantity::try_new(number).ok())
}

/// Distributions that can be drawn from, with means of a few minutes to a few hours.
pub fn distributions() -> impl Strategy<Value = Distribution> {
    let minutes = || quantities(0.1, 240.0);
    let shape = || quantities(0.3, 12.0);
    prop_oneof![
        minutes().prop_map(|value| Distribution::Constant { value }),
        vec(minutes(), 2).prop_filter_map("two ends", |ends| {
            let (from, to) = in_order(ends)?;
            Some(Distribution::Uniform { from, to })
        }),
        (vec(minutes(), 2), 0.0..=1.0f64).prop_filter_map("two ends", |(ends, at)| {
            let (from, to) = in_order(ends)?;
            let mode = from.get() + at * (to.get() - from.get());
            let mode = Quantity::try_new(mode.clamp(from.get(), to.get())).ok()?;
            Some(Distribution::Triangular { from, mode, to })
        }),
        minutes().prop_map(|mean| Distribution::Exponential { mean }),
        (1..=30u32, minutes()).prop_map(|(stages, mean)| Distribution::Erlang { stages, mean }),
        (shape(), minutes()).prop_map(|(shape, mean)| Distribution::Gamma { shape, mean }),
        (minutes(), minutes())
            .prop_map(|(mean, deviation)| Distribution::Lognormal { mean, deviation }),
        (shape(), minutes()).prop_map(|(shape, scale)| Distribution::Weibull { shape, scale }),
        vec(minutes(), 1..40).prop_map(|values| Distribution::Empirical { values }),
    ]
}

fn in_order(mut ends: Vec<Quantity>) -> Option<(Quantity, Quantity)> {
    ends.sort_by(|one, other| one.get().total_cmp(&other.get()));
    Some((*ends.first()?, *ends.last()?))
}

/// The hours of a day: up to three spans that do not overlap; none is a closed day.
pub fn hours() -> impl Strategy<Value = Vec<Span>> {
    vec(0..=24 * 12u16, 0..=6).prop_map(|mut ends| {
        ends.sort_unstable();
        ends.dedup();
        let time = |twelfth: u16| {
            let minutes = twelfth.saturating_mul(5);
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
                .parse()
                .ok()
        };
        let pairs = ends.chunks_exact(2);
        pairs
            .filter_map(|pair| {
                let (from, to) = (time(*pair.first()?)?, time(*pair.last()?)?);
                Some(Span { from, to })
            })
            .collect()
    })
}

/// Opening hours with exceptions among some days.
pub fn opening_hours(days: impl Strategy<Value = Date>) -> impl Strategy<Value = OpeningHours> {
    (vec(hours(), 7), vec((days, hours()), 0..4)).prop_map(|(week, exceptions)| {
        let mut all = OpeningHours::default();
        let places = [
            &mut all.monday,
            &mut all.tuesday,
            &mut all.wednesday,
            &mut all.thursday,
            &mut all.friday,
            &mut all.saturday,
            &mut all.sunday,
        ];
        for (place, hours) in places.into_iter().zip(week) {
            *place = hours;
        }
        for (date, hours) in exceptions {
            if all.exceptions.iter().all(|one| one.date != date) {
                all.exceptions.push(Exception {
                    date,
                    hours,
                    reason: None,
                });
            }
        }
        all
    })
}
