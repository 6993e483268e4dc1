//! How far the approximation of Allen and Cunneen is off, against the exact M/D/c.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "the exact value is calculated another way, and compared with room for rounding"
)]

use tosei_counter_dx::queue::{Demand, GeneralAnswer, Variability, general_service};
use tosei_simulation::Quantity;

fn quantity(number: f64) -> Quantity {
    Quantity::try_new(number).unwrap()
}

/// The probability that a Poisson count of this mean is at least `least`.
fn at_least(mean: f64, least: u32) -> f64 {
    let log_term = |k: u32| f64::from(k) * mean.ln() - mean - libm::lgamma(f64::from(k) + 1.0);
    if f64::from(least) > mean {
        let (mut term, mut sum, mut k) = (log_term(least).exp(), 0.0, least);
        while term > sum * 1e-18 && term > 0.0 {
            sum += term;
            k += 1;
            term *= mean / f64::from(k);
        }
        return sum;
    }
    let (mut term, mut sum, mut k) = (log_term(least - 1).exp(), 0.0, least - 1);
    while term > sum * 1e-18 {
        sum += term;
        term *= f64::from(k) / mean;
        if k == 0 {
            break;
        }
        k -= 1;
    }
    1.0 - sum
}

/// Crommelin's series for the mean wait of M/D/c, in service times.
fn exact(counters: u32, load: f64) -> f64 {
    let (open, mut sum) = (f64::from(counters), 0.0);
    for i in 1..200_000u32 {
        let mean = f64::from(i) * load;
        let term = at_least(mean, i * counters) - open / load * at_least(mean, i * counters + 1);
        sum += term;
        if term.abs() < 1e-12 * sum {
            break;
        }
    }
    sum
}

#[test]
fn constant_services_are_underestimated_by_what_the_page_says() {
    let even = Variability {
        arrivals: quantity(1.0),
        service: Quantity::ZERO,
    };
    let (mut checked, mut worst) = (0u32, 0.0f64);
    for counters in [2u32, 3, 5, 10, 20, 50] {
        for percent in [30u32, 50, 60, 70, 80, 90, 95] {
            let load = f64::from(counters * percent) / 100.0;
            let demand = Demand {
                arrivals_per_hour: quantity(load * 60.0),
                service_minutes: quantity(1.0),
            };
            let GeneralAnswer::Stable(figures) = general_service(&demand, counters, even).unwrap()
            else {
                panic!("stable below full use");
            };
            let exact = exact(counters, load);
            let error = figures.mean_wait_minutes() - exact;
            assert!(error < 0.0, "{counters} {percent}: too high by {error}");
            assert!(
                error > -0.017,
                "{counters} {percent}: {error} service times"
            );
            let share = -error / exact;
            let most = match percent {
                90 => 0.08,
                95 => 0.04,
                _ => 0.47,
            };
            assert!(share < most, "{counters} {percent}: {share}");
            worst = worst.min(error);
            checked += 1;
        }
    }
    assert_eq!(checked, 42);
    assert!(worst < -0.016, "the page says 1.7 %, found {worst}");
}
