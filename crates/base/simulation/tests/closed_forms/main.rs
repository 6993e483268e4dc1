//! The core against queueing theory: over 200 settings, few intervals may miss the true value.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

mod station;
mod theory;

use station::{Outcome, Station};
use tosei_simulation::{Distribution, Level, Quantity, RunPlan, Seed};

/// What is compared with theory.
#[derive(Clone, Copy, Debug)]
enum Figure {
    /// Mean minutes waited by those who were let in.
    Wait,
    /// Share of those who found no place, or left unserved.
    Lost,
}

struct Setting {
    name: String,
    station: Station,
    figure: Figure,
    truth: f64,
}

fn number(value: f64) -> Quantity {
    Quantity::try_new(value).unwrap()
}

fn exponential(mean: f64) -> Distribution {
    Distribution::Exponential { mean: number(mean) }
}

fn setting(name: String, station: Station, figure: Figure, truth: f64) -> Setting {
    Setting {
        name,
        station,
        figure,
        truth,
    }
}

/// M/M/1, M/M/c, M/D/1, M/G/1, M/M/c/K and M/M/c with impatience (Erlang A).
fn grid() -> Vec<Setting> {
    let mut grid = Vec::new();
    for service in [1.0, 7.5] {
        for load in [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
            let station = Station::new(load / service, exponential(service), 1);
            let truth = theory::wait_mmc(load, 1) * service;
            grid.push(setting(
                format!("M/M/1 {load} {service}"),
                station,
                Figure::Wait,
                truth,
            ));
            let constant = Distribution::Constant {
                value: number(service),
            };
            let station = Station::new(load / service, constant, 1);
            let truth = theory::wait_mg1(load / service, service, 0.0);
            grid.push(setting(
                format!("M/D/1 {load} {service}"),
                station,
                Figure::Wait,
                truth,
            ));
        }
    }
    for (servers, loads) in [
        (2, &[0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9][..]),
        (3, &[0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9]),
        (5, &[0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9]),
        (10, &[0.6, 0.7, 0.75, 0.8, 0.85, 0.9]),
        (20, &[0.7, 0.75, 0.8, 0.85, 0.9, 0.92]),
        (40, &[0.8, 0.85, 0.9, 0.92]),
    ] {
        for load in loads {
            let offered = load * f64::from(servers);
            let station = Station::new(offered, exponential(1.0), servers);
            let truth = theory::wait_mmc(offered, servers);
            grid.push(setting(
                format!("M/M/{servers} {load}"),
                station,
                Figure::Wait,
                truth,
            ));
        }
    }
    for (name, service) in [
        (
            "uniform",
            Distribution::Uniform {
                from: number(0.5),
                to: number(1.5),
            },
        ),
        (
            "triangular",
            Distribution::Triangular {
                from: number(0.2),
                mode: number(0.8),
                to: number(2.0),
            },
        ),
        (
            "Erlang",
            Distribution::Erlang {
                stages: 3,
                mean: number(1.0),
            },
        ),
        (
            "gamma",
            Distribution::Gamma {
                shape: number(0.7),
                mean: number(1.0),
            },
        ),
        (
            "lognormal",
            Distribution::Lognormal {
                mean: number(1.0),
                deviation: number(0.8),
            },
        ),
        (
            "Weibull",
            Distribution::Weibull {
                shape: number(1.5),
                scale: number(1.0),
            },
        ),
        (
            "empirical",
            Distribution::Empirical {
                values: [0.2, 0.5, 0.5, 1.0, 2.8].map(number).to_vec(),
            },
        ),
    ] {
        let sampler = service.sampler().unwrap();
        for load in [0.3, 0.5, 0.6, 0.7, 0.8, 0.9] {
            let rate = load / sampler.mean();
            let truth = theory::wait_mg1(rate, sampler.mean(), sampler.variance());
            let station = Station::new(rate, service.clone(), 1);
            grid.push(setting(
                format!("M/G/1 {name} {load}"),
                station,
                Figure::Wait,
                truth,
            ));
        }
    }
    for servers in [1, 2, 5] {
        for places in [0, 1, 3, 8] {
            for load in [0.6, 0.8, 1.0, 1.5] {
                let offered = load * f64::from(servers);
                let (lost, wait) = theory::mmck(offered, servers, servers + places);
                let station = Station::new(offered, exponential(1.0), servers).with_places(places);
                let name = format!("M/M/{servers}/{} {load}", servers + places);
                let figure = if places == 0 {
                    (Figure::Lost, lost)
                } else {
                    (Figure::Wait, wait)
                };
                grid.push(setting(name, station, figure.0, figure.1));
            }
        }
    }
    for servers in [1, 3, 10] {
        for load in [0.8, 0.9, 1.0, 1.2] {
            for patience in [0.5, 2.0, 8.0] {
                let offered = load * f64::from(servers);
                let truth = theory::left_erlang_a(offered, servers, patience);
                let station = Station::new(offered, exponential(1.0), servers)
                    .with_patience(exponential(patience));
                let name = format!("Erlang A {servers} {load} {patience}");
                grid.push(setting(name, station, Figure::Lost, truth));
            }
        }
    }
    grid
}

/// Law: of at least 200 intervals of 95 %, no more than 21 miss the true value (with right intervals
/// that happens once in a thousand times), none is off by five standard errors, and in every single
/// run the time spent waiting is the area under the queue (Little).
#[test]
fn intervals_hold_what_theory_says() {
    let grid = grid();
    assert!(grid.len() >= 200, "{} settings", grid.len());
    let mut missed = Vec::new();
    for (number, setting) in (0u64..).zip(&grid) {
        // Chance of its own for each setting: else all would miss together, or none.
        let plan = RunPlan::fixed(Seed::new(19_530_401 + number), 20).unwrap();
        let runs = plan.run(|run| {
            let outcome: Outcome = setting.station.run(run, 1_000, 6_000);
            let little = (outcome.queue_area - outcome.waited).abs();
            assert!(
                little <= 1e-7 * outcome.waited.max(1.0),
                "{}: {little}",
                setting.name
            );
            assert_eq!(
                outcome.came,
                outcome.served + outcome.lost,
                "{}",
                setting.name
            );
            [match setting.figure {
                Figure::Wait => outcome.mean_wait,
                Figure::Lost => outcome.lost_share,
            }]
        });
        let estimate = runs.estimate(0, Level::default()).unwrap();
        let off = (estimate.mean - setting.truth) / estimate.standard_error;
        assert!(
            off.abs() < 5.0,
            "{}: {estimate:?}, not {}",
            setting.name,
            setting.truth
        );
        if !estimate.holds(setting.truth) {
            missed.push((setting.name.as_str(), off));
        }
    }
    println!(
        "{} settings, {} missed: {missed:?}",
        grid.len(),
        missed.len()
    );
    assert!(missed.len() <= 21, "{missed:?}");
}

/// Law: the same run twice is the same to the bit; and a queue that cannot be stable grows.
#[test]
fn runs_repeat_and_overload_shows() {
    let station = Station::new(1.3, exponential(1.0), 1);
    let plan = RunPlan::fixed(Seed::new(5), 4).unwrap();
    let long = plan.run(|run| [station.run(run, 0, 20_000).mean_wait]);
    let again = plan.run(|run| [station.run(run, 0, 20_000).mean_wait]);
    let short = plan.run(|run| [station.run(run, 0, 2_000).mean_wait]);
    let bits = |runs: &[f64]| runs.iter().map(|wait| wait.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&long.series(0)), bits(&again.series(0)));
    for (long, short) in long.series(0).iter().zip(short.series(0)) {
        assert!(*long > 4.0 * short);
    }
}

/// Law: on all cores the results are those of one core, to the bit.
#[cfg(feature = "rayon")]
#[test]
fn cores_change_nothing() {
    let station = Station::new(0.8, exponential(1.0), 1);
    let plan = RunPlan::until(Seed::new(11), 8, 200, 0.05).unwrap();
    let one = plan.run(|run| [station.run(run, 100, 2_000).mean_wait]);
    let all = plan.run_parallel(|run| [station.run(run, 100, 2_000).mean_wait]);
    assert_eq!(one, all);
    assert!(one.runs() > 8);
}
