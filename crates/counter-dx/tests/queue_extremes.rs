//! The largest and the smallest numbers that can be given: never no number, never infinity.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_counter_dx::queue::{
    Demand, GeneralAnswer, QueueAnswer, Variability, WaitTarget, erlang_a, erlang_b, erlang_c,
    fewest_counters, general_service,
};
use tosei_simulation::Quantity;

fn quantity(number: f64) -> Quantity {
    Quantity::try_new(number).unwrap()
}

#[test]
fn extremes_give_numbers_or_errors() {
    let extremes = [0.0, 5e-324, 1e-150, 1e-9, 1.0, 59.999, 1e9].map(quantity);
    let mut asked = 0;
    for arrivals_per_hour in extremes {
        for service_minutes in extremes {
            let demand = Demand {
                arrivals_per_hour,
                service_minutes,
            };
            for counters in [1, 2, 999, 100_000] {
                let lost = erlang_b(&demand, counters).unwrap();
                assert!((0.0..=1.0).contains(&lost), "{demand:?} {counters} {lost}");
                for extreme in extremes {
                    asked += 1;
                    check(&demand, counters, extreme);
                }
            }
            let hundredth = "0.001".parse().unwrap();
            for minutes in extremes {
                for target in [
                    WaitTarget::MeanWait { minutes },
                    WaitTarget::ShareOver {
                        minutes,
                        percent: hundredth,
                    },
                    WaitTarget::TurnedAway { percent: hundredth },
                ] {
                    if let Ok(fewest) = fewest_counters(&demand, &target) {
                        assert!(fewest.reached().is_finite(), "{demand:?} {target:?}");
                    }
                }
            }
        }
    }
    assert_eq!(asked, 7 * 7 * 4 * 7);
}

fn check(demand: &Demand, counters: u32, extreme: Quantity) {
    let said = format!("{demand:?} {counters} {extreme:?}");
    match erlang_c(demand, counters).unwrap() {
        QueueAnswer::Stable(figures) => {
            for number in [
                figures.utilisation(),
                figures.waiting_share(),
                figures.mean_wait_minutes(),
                figures.mean_waiting_people(),
                figures.share_over(extreme),
                figures.minutes_for_share(extreme).unwrap_or(0.0),
            ] {
                assert!(number.is_finite() && number >= 0.0, "{said}: {figures:?}");
            }
        }
        QueueAnswer::NotStable { utilisation, .. } => {
            assert!(utilisation.is_finite() && utilisation >= 1.0, "{said}");
        }
    }
    let variability = Variability {
        arrivals: extreme,
        service: extreme,
    };
    if let GeneralAnswer::Stable(figures) = general_service(demand, counters, variability).unwrap()
    {
        assert!(figures.mean_wait_minutes().is_finite(), "{said}");
        assert!(figures.mean_waiting_people().is_finite(), "{said}");
    }
    if let Ok(figures) = erlang_a(demand, counters, extreme) {
        for share in [
            figures.waiting_share(),
            figures.abandonment_share(),
            figures.utilisation(),
        ] {
            assert!((0.0..=1.0).contains(&share), "{said}: {figures:?}");
        }
        assert!(figures.mean_wait_minutes().is_finite(), "{said}");
        assert!(figures.mean_waiting_people().is_finite(), "{said}");
    }
}
