//! Laws of the queue formulas.

use proptest::prelude::*;
use tosei_counter_dx::{
    proptest::demands,
    queue::{QueueAnswer, WaitTarget, erlang_a, erlang_b, erlang_c, fewest_counters},
};
use tosei_simulation::Quantity;

fn quantity(number: f64) -> Quantity {
    Quantity::try_new(number).unwrap()
}

proptest! {
    /// Law: every figure is finite and in its range, whatever comes.
    #[test]
    fn figures_are_finite(demand in demands(), counters in 1u32..400, patience in 0u32..600) {
        let lost = erlang_b(&demand, counters).unwrap();
        prop_assert!((0.0..=1.0).contains(&lost));
        if let QueueAnswer::Stable(figures) = erlang_c(&demand, counters).unwrap() {
            prop_assert!(figures.waiting_share() >= lost * 0.999_999_999 && figures.waiting_share() <= 1.0);
            prop_assert!(figures.mean_wait_minutes().is_finite() && figures.mean_wait_minutes() >= 0.0);
            prop_assert!(figures.utilisation() < 1.0);
        } else {
            prop_assert!(demand.offered_load() >= f64::from(counters));
        }
        let left = erlang_a(&demand, counters, quantity(f64::from(patience))).unwrap();
        for share in [left.waiting_share(), left.abandonment_share(), left.utilisation()] {
            prop_assert!((0.0..=1.0).contains(&share), "{left:?}");
        }
        prop_assert!(left.mean_wait_minutes().is_finite());
    }

    /// Law: one counter more never lengthens the wait, and never turns more people away.
    #[test]
    fn more_counters_never_make_it_worse(demand in demands(), counters in 1u32..300) {
        let more = counters + 1;
        prop_assert!(erlang_b(&demand, more).unwrap() <= erlang_b(&demand, counters).unwrap());
        let (few, many) = (erlang_c(&demand, counters).unwrap(), erlang_c(&demand, more).unwrap());
        if let (Some(few), Some(many)) = (few.figures(), many.figures()) {
            prop_assert!(many.mean_wait_minutes() <= few.mean_wait_minutes());
        } else {
            prop_assert!(few.figures().is_none());
        }
    }

    /// Law: the fewest counters keep the target, and one less does not.
    #[test]
    fn the_fewest_are_the_fewest(demand in demands(), minutes in 1u32..60, percent in 1u8..50) {
        let minutes = quantity(f64::from(minutes));
        let percent = tosei_types::TargetPercent::try_whole(percent).unwrap();
        let limit: f64 = percent.to_string().parse::<f64>().unwrap() / 100.0;
        for target in [
            WaitTarget::MeanWait { minutes },
            WaitTarget::ShareOver { minutes, percent },
            WaitTarget::TurnedAway { percent },
            WaitTarget::Abandonment { percent, patience_minutes: minutes },
        ] {
            let fewest = fewest_counters(&demand, &target).unwrap();
            let measure = |counters: u32| match target {
                WaitTarget::TurnedAway { .. } => erlang_b(&demand, counters).ok(),
                WaitTarget::Abandonment { .. } => {
                    erlang_a(&demand, counters, minutes).ok().map(|a| a.abandonment_share())
                }
                _ => erlang_c(&demand, counters).ok().and_then(|answer| {
                    answer.figures().map(|figures| match target {
                        WaitTarget::MeanWait { .. } => figures.mean_wait_minutes(),
                        _ => figures.share_over(minutes),
                    })
                }),
            };
            let limit = if let WaitTarget::MeanWait { minutes } = target { minutes.get() } else { limit };
            prop_assert!(measure(fewest.counters()).is_some_and(|value| value <= limit));
            if fewest.counters() > 1 {
                prop_assert!(measure(fewest.counters() - 1).is_none_or(|value| value > limit));
                prop_assert_eq!(measure(fewest.counters() - 1), fewest.with_one_less());
            }
        }
    }

    /// Law: people with endless patience are Erlang C; people with none are Erlang B.
    #[test]
    fn patience_lies_between_b_and_c(demand in demands(), counters in 1u32..60) {
        let none = erlang_a(&demand, counters, Quantity::ZERO).unwrap();
        let lost = erlang_b(&demand, counters).unwrap();
        if demand.offered_load() > 0.0 {
            prop_assert!((none.abandonment_share() - lost).abs() < 1e-12);
        }
        let some = erlang_a(&demand, counters, quantity(10.0)).unwrap();
        prop_assert!(some.abandonment_share() <= lost + 1e-12);
        if let QueueAnswer::Stable(figures) = erlang_c(&demand, counters).unwrap() {
            prop_assert!(some.mean_wait_minutes() <= figures.mean_wait_minutes() + 1e-9);
        }
    }
}
