//! The slow and obvious way to queues: every state one by one, and counters tried from one upward.

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::collections::BTreeMap;
use tosei_counter_dx::{
    proptest::demands,
    queue::{Demand, QueueAnswer, WaitTarget, erlang_a, erlang_b, erlang_c, fewest_counters},
};
use tosei_simulation::Quantity;

/// A queue as a book draws it: people come, counters serve, and who waits may leave.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    arrivals_a_minute: f64,
    services_a_minute: f64,
    leaving_a_minute: f64,
    counters: u32,
    /// Nobody may wait.
    no_room: bool,
}

/// The share of time in each state, from nobody on: what flows up between two states flows down.
fn states(drawn: Drawn) -> Vec<f64> {
    let mut weights = vec![1.0_f64];
    let mut most = 1.0_f64;
    loop {
        let people = weights.len();
        if drawn.no_room && people > drawn.counters as usize {
            break;
        }
        let busy = people.min(drawn.counters as usize) as f64;
        let waiting = people.saturating_sub(drawn.counters as usize) as f64;
        let down = busy * drawn.services_a_minute + waiting * drawn.leaving_a_minute;
        let next = weights[people - 1] * (drawn.arrivals_a_minute / down);
        weights.push(next);
        most = most.max(next);
        if most > 1e200 {
            weights.iter_mut().for_each(|weight| *weight /= most);
            most = 1.0;
        } else if people > drawn.counters as usize
            && down > drawn.arrivals_a_minute
            && next <= most * 1e-18
        {
            break;
        }
        assert!(people < 200_000, "{drawn:?}");
    }
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).collect()
}

/// What can be read from the states.
struct Seen {
    all_busy: f64,
    waiting: f64,
    busy: f64,
    states: Vec<f64>,
}

fn seen(drawn: Drawn) -> Seen {
    let states = states(drawn);
    let counters = drawn.counters as usize;
    let sum = |of: &dyn Fn(usize) -> f64| -> f64 {
        (0..states.len())
            .map(|people| states[people] * of(people))
            .sum()
    };
    Seen {
        all_busy: sum(&|people| if people >= counters { 1.0 } else { 0.0 }),
        waiting: sum(&|people| people.saturating_sub(counters) as f64),
        busy: sum(&|people| people.min(counters) as f64),
        states,
    }
}

fn drawn(demand: &Demand, counters: u32) -> Drawn {
    Drawn {
        arrivals_a_minute: demand.arrivals_per_hour.get() / 60.0,
        services_a_minute: 1.0 / demand.service_minutes.get(),
        leaving_a_minute: 0.0,
        counters,
        no_room: false,
    }
}

/// Who comes into a state in which so many wait must see that many and one go: the share of those who
/// wait longer is that of fewer services in the time, one summand for each number.
fn share_over(drawn: Drawn, minutes: f64) -> f64 {
    let seen = seen(drawn);
    let mean = f64::from(drawn.counters) * drawn.services_a_minute * minutes;
    // By logarithms: the share of no service at all may be too small for a number.
    let (mut so_many, mut at_most, mut over) = (-mean, 0.0, 0.0);
    for (waiting, share) in seen.states.iter().skip(drawn.counters as usize).enumerate() {
        if waiting > 0 {
            so_many += libm::log(mean / waiting as f64);
        }
        at_most += libm::exp(so_many);
        over += share * at_most;
    }
    over
}

/// The figure that a target speaks of; `None` for a queue that grows without end.
fn measure(demand: &Demand, counters: u32, target: &WaitTarget) -> Option<f64> {
    let mut drawn = drawn(demand, counters);
    let grows = drawn.arrivals_a_minute >= f64::from(counters) * drawn.services_a_minute;
    match target {
        WaitTarget::TurnedAway { .. } => {
            drawn.no_room = true;
            Some(seen(drawn).all_busy)
        }
        WaitTarget::Abandonment {
            patience_minutes, ..
        } => {
            drawn.leaving_a_minute = 1.0 / patience_minutes.get();
            let leaving = seen(drawn).waiting * drawn.leaving_a_minute;
            Some(leaving / drawn.arrivals_a_minute)
        }
        _ if grows => None,
        WaitTarget::MeanWait { .. } => Some(seen(drawn).waiting / drawn.arrivals_a_minute),
        WaitTarget::ShareOver { minutes, .. } => Some(share_over(drawn, minutes.get())),
        other => unreachable!("{other:?}"),
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-8 * one.abs().max(other.abs()).max(1e-6)
}

/// Somebody comes, services take time, and the load is near the counters: from a tenth of it to twice it.
/// One load in eight is exactly the counters.
fn queues() -> impl Strategy<Value = (Demand, u32)> {
    let near_full =
        (1u32..60, 100u32..2_000, 10u32..200).prop_map(|(counters, service, percent)| {
            let service_minutes = f64::from(service) / 100.0;
            let load = f64::from(counters) * f64::from(percent) / 100.0;
            (
                made(load / service_minutes * 60.0, service_minutes),
                counters,
            )
        });
    let full = (1u32..60, 1u32..31).prop_map(|(counters, arrivals)| {
        // Sixty counters of an hour each; so many come an hour as there are counters, times as often.
        let demand = made(f64::from(arrivals * counters), 60.0 / f64::from(arrivals));
        (demand, counters)
    });
    let any = (demands(), 1u32..200).prop_filter("somebody comes", |(demand, _)| {
        demand.arrivals_per_hour.get() > 0.0 && demand.service_minutes.get() > 0.0
    });
    // A queue that hardly settles has too many states to be looked at one by one.
    prop_oneof![5 => near_full, 1 => full, 2 => any].prop_filter(
        "few states",
        |(demand, counters)| {
            let use_of = demand.arrivals_per_hour.get() * demand.service_minutes.get()
                / 60.0
                / f64::from(*counters);
            use_of <= 0.995 || use_of >= 1.0
        },
    )
}

fn made(arrivals_per_hour: f64, service_minutes: f64) -> Demand {
    Demand {
        arrivals_per_hour: Quantity::try_new(arrivals_per_hour).unwrap(),
        service_minutes: Quantity::try_new(service_minutes).unwrap(),
    }
}

fn targets() -> impl Strategy<Value = WaitTarget> {
    let percent =
        (1u8..50).prop_map(|percent| tosei_types::TargetPercent::try_whole(percent).unwrap());
    let minutes = (1u32..60).prop_map(|minutes| Quantity::try_new(f64::from(minutes)).unwrap());
    (0..4, minutes, percent).prop_map(|(kind, minutes, percent)| match kind {
        0 => WaitTarget::MeanWait { minutes },
        1 => WaitTarget::ShareOver { minutes, percent },
        2 => WaitTarget::TurnedAway { percent },
        _ => WaitTarget::Abandonment {
            percent,
            patience_minutes: minutes,
        },
    })
}

fn limit(target: &WaitTarget) -> f64 {
    match target {
        WaitTarget::MeanWait { minutes } => minutes.get(),
        WaitTarget::ShareOver { percent, .. }
        | WaitTarget::TurnedAway { percent }
        | WaitTarget::Abandonment { percent, .. } => {
            percent.to_string().parse::<f64>().unwrap() / 100.0
        }
        other => unreachable!("{other:?}"),
    }
}

proptest! {
    /// Law: Erlang B, C and A say what is read from the states of the queue one by one.
    #[test]
    fn formulas_agree_with_the_states(
        (demand, counters) in queues(),
        minutes in 0u32..60,
        patience in 1u32..200,
    ) {
        let plain = drawn(&demand, counters);
        let lost = seen(Drawn { no_room: true, ..plain }).all_busy;
        prop_assert!(near(erlang_b(&demand, counters).unwrap(), lost), "{lost}");

        let load = plain.arrivals_a_minute / plain.services_a_minute;
        match erlang_c(&demand, counters).unwrap() {
            // Exactly full but for rounding.
            QueueAnswer::Stable(_) if load / f64::from(counters) > 0.999_9 => {}
            QueueAnswer::Stable(figures) => {
                let slow = seen(plain);
                prop_assert!(near(figures.waiting_share(), slow.all_busy));
                prop_assert!(near(figures.mean_waiting_people(), slow.waiting));
                prop_assert!(near(figures.mean_wait_minutes(), slow.waiting / plain.arrivals_a_minute));
                prop_assert!(near(figures.utilisation(), slow.busy / f64::from(counters)));
                let over = figures.share_over(Quantity::try_new(f64::from(minutes)).unwrap());
                prop_assert!(near(over, share_over(plain, f64::from(minutes))), "{over}");
            }
            QueueAnswer::NotStable { utilisation, stable_from } => {
                prop_assert!(near(utilisation, load / f64::from(counters)));
                let first = (1..).find(|counters| f64::from(*counters) > load + 1e-9 * load);
                // Where the load is a whole number, rounding decides; it is told apart below.
                if (load - load.round()).abs() > 1e-9 * load {
                    prop_assert_eq!(stable_from, first);
                }
            }
        }

        let impatient = Drawn { leaving_a_minute: 1.0 / f64::from(patience), ..plain };
        let slow = seen(impatient);
        let left = slow.waiting * impatient.leaving_a_minute / plain.arrivals_a_minute;
        let fast = erlang_a(&demand, counters, Quantity::try_new(f64::from(patience)).unwrap()).unwrap();
        prop_assert!(near(fast.waiting_share(), slow.all_busy), "{} {}", fast.waiting_share(), slow.all_busy);
        prop_assert!(near(fast.abandonment_share(), left));
        prop_assert!(near(fast.mean_waiting_people(), slow.waiting));
        prop_assert!(near(fast.mean_wait_minutes(), slow.waiting / plain.arrivals_a_minute));
        prop_assert!(near(fast.utilisation(), slow.busy / f64::from(counters)));
    }

    /// Law: the fewest counters are the first that keep the target when they are tried from one upward.
    #[test]
    fn the_fewest_are_the_first_that_do((demand, _) in queues(), target in targets()) {
        let fewest = fewest_counters(&demand, &target).unwrap();
        let limit = limit(&target);
        let mut before = None;
        for counters in 1..=fewest.counters() {
            let load = demand.arrivals_per_hour.get() * demand.service_minutes.get() / 60.0;
            let full = load / f64::from(counters);
            let settles = matches!(target, WaitTarget::MeanWait { .. } | WaitTarget::ShareOver { .. });
            if settles && full > 0.999_5 && full < 1.0 - 1e-9 {
                return Ok(()); // too many states to be looked at one by one
            }
            // Exactly full but for rounding: it grows.
            let here = if settles && (full - 1.0).abs() <= 1e-9 {
                None
            } else {
                measure(&demand, counters, &target)
            };
            if here.is_some_and(|here| near(here, limit)) {
                return Ok(()); // rounding may decide
            }
            let keeps = here.is_some_and(|here| here <= limit);
            prop_assert_eq!(keeps, counters == fewest.counters(), "{} of {}", counters, fewest.counters());
            if keeps {
                prop_assert!(near(fewest.reached(), here.unwrap()));
                if let (Some(one), Some(other)) = (fewest.with_one_less(), before) {
                    prop_assert!(near(one, other));
                }
            }
            before = here;
        }
    }
}

/// The generator reaches what is hard: queues that grow, that are exactly full, that nearly grow, one
/// counter, many counters, waits that hardly ever happen.
#[test]
fn the_generator_reaches_the_hard_queues() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        let (demand, counters) = queues().new_tree(&mut runner).unwrap().current();
        let load = demand.arrivals_per_hour.get() * demand.service_minutes.get() / 60.0;
        let use_of = load / f64::from(counters);
        let mut count = |name, is: bool| *seen.entry(name).or_default() += u32::from(is);
        count("grows", use_of > 1.0);
        count("exactly full", (use_of - 1.0).abs() < 1e-12);
        count("nearly full", (0.95..1.0).contains(&use_of));
        count("one counter", counters == 1);
        count("more than forty", counters > 40);
        count("hardly anybody", use_of < 0.2);
    }
    assert!(
        seen.len() == 6 && seen.values().all(|count| *count >= 20),
        "{seen:?}"
    );
}
