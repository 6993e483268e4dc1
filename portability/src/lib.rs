//! Seeded runs, each as one number: any bit that differs anywhere gives another.
//!
//! Built natively and for WebAssembly by the stage `wasm` of `cargo xtask check`; both must give the
//! lines of `digests.txt`.

use tosei_simulation::resource::{Group, GroupId, Pool, PriorityClass, Rules, Skill, Task};
use tosei_simulation::{
    Distribution, EventQueue, Level, Moments, OpenTimes, Quantity, RunPlan, Seed, quantile_interval,
};

/// How many digests there are.
pub const DIGESTS: u32 = 12;

fn number(number: f64) -> Quantity {
    Quantity::try_new(number).expect("a number of this file")
}

fn distributions() -> [Distribution; 9] {
    let [mean, deviation, shape] = [7.3, 4.1, 1.7].map(number);
    [
        Distribution::Constant { value: mean },
        Distribution::Uniform {
            from: number(0.1),
            to: mean,
        },
        Distribution::Triangular {
            from: number(0.3),
            mode: shape,
            to: mean,
        },
        Distribution::Exponential { mean },
        Distribution::Erlang { stages: 5, mean },
        Distribution::Gamma {
            shape: number(0.6),
            mean,
        },
        Distribution::Lognormal { mean, deviation },
        Distribution::Weibull { shape, scale: mean },
        Distribution::Empirical {
            values: vec![shape, deviation, mean],
        },
    ]
}

/// FNV-1a over the bits of numbers.
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    fn add(&mut self, number: f64) {
        for byte in number.to_bits().to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
}

/// Ten thousand draws of a distribution, with its mean, variance and quantiles.
fn draws(distribution: &Distribution) -> u64 {
    let sampler = distribution.sampler().expect("a distribution of this file");
    let mut stream = Seed::new(20_250_401).stream("draws", 3);
    let mut digest = Digest::new();
    let mut values = Vec::new();
    for _ in 0..10_000 {
        let value = sampler.sample(&mut stream);
        digest.add(value);
        values.push(value);
    }
    digest.add(sampler.mean());
    digest.add(sampler.variance());
    for share in [0.01, 0.5, 0.9, 0.999] {
        digest.add(sampler.quantile(share));
        digest.add(sampler.share(7.0 * share));
    }
    if let Ok((low, middle, high)) = quantile_interval(&values, 0.9, Level::default()) {
        [low, middle, high]
            .into_iter()
            .for_each(|value| digest.add(value));
    }
    digest.0
}

#[derive(Clone, Copy)]
enum Event {
    Comes,
    Ends(GroupId),
    Leaves(tosei_simulation::resource::Ticket),
}

/// A counter of two groups, two services and two classes whose visitors may leave.
fn counter(servers: u32) -> u64 {
    let [first, second] = [0, 1].map(|skill| Skill::try_new(skill).expect("a skill"));
    let [minutes, patience] = [6.0, 20.0].map(|mean| {
        let mean = number(mean);
        Distribution::Exponential { mean }
            .sampler()
            .expect("a mean")
    });
    let urgent = PriorityClass::FIRST;
    let usual = PriorityClass::LAST;
    let plan = RunPlan::fixed(Seed::new(7), 10).expect("ten runs");
    let mut digest = Digest::new();
    let runs = plan.run(|run| {
        let groups = vec![
            Group::new(servers, [first], OpenTimes::always(3)),
            Group::new(1, [first, second], OpenTimes::always(3)),
        ];
        let mut pool = Pool::try_new(groups, Rules::default()).expect("a pool");
        let mut agenda = EventQueue::new();
        let [mut comes, mut takes, mut waits] =
            ["arrivals", "service", "patience"].map(|source| run.stream(source));
        let mut moments = Moments::new();
        let _ = agenda.schedule(0.0, Event::Comes);
        while let Some((now, event)) = agenda.next_event_until(4_000.0) {
            match event {
                Event::Comes => {
                    let skill = if takes.unit() < 0.2 { second } else { first };
                    let class = if takes.unit() < 0.1 { urgent } else { usual };
                    let task = Task::new(skill, minutes.sample(&mut takes), ()).in_class(class);
                    if let Ok(ticket) = pool.enqueue(now, task) {
                        let until = now + patience.sample(&mut waits);
                        let _ = agenda.schedule(until, Event::Leaves(ticket));
                    }
                    let next = now + minutes.sample(&mut comes) / f64::from(servers);
                    let _ = agenda.schedule(next, Event::Comes);
                }
                Event::Ends(group) => {
                    let _ = pool.finish(now, group);
                }
                Event::Leaves(ticket) => {
                    let _ = pool.leave(now, ticket);
                }
            }
            while let Some(started) = pool.start_next(now) {
                moments.add(started.waited);
                let _ = agenda.schedule(started.ends, Event::Ends(started.group));
            }
        }
        let totals = pool.totals(agenda.now());
        [moments.mean().unwrap_or(-1.0), totals.waiting_area]
    });
    for kind in [0, 1] {
        runs.series(kind)
            .into_iter()
            .for_each(|value| digest.add(value));
        if let Ok(estimate) = runs.estimate(kind, Level::default()) {
            digest.add(estimate.half_width);
        }
    }
    digest.0
}

/// One of the [`DIGESTS`].
pub fn digest_of(number: u32) -> u64 {
    let distributions = distributions();
    match distributions.get(number as usize) {
        Some(distribution) => draws(distribution),
        None => counter(number - distributions.len() as u32 + 1),
    }
}

/// The upper half of a digest, for a host without 64-bit numbers.
#[unsafe(no_mangle)]
pub extern "C" fn digest_high(number: u32) -> u32 {
    (digest_of(number) >> 32) as u32
}

/// The lower half of a digest.
#[unsafe(no_mangle)]
pub extern "C" fn digest_low(number: u32) -> u32 {
    digest_of(number) as u32
}

/// How many digests there are.
#[unsafe(no_mangle)]
pub extern "C" fn digests() -> u32 {
    DIGESTS
}
