//! Customers of a queue with several servers (M/M/c), beside the same queue written out by hand.
//!
//! Both draw from the same streams by the same portable logarithm, serve in order of arrival, and keep
//! the same statistics: mean and variance of the wait, the area under the queue and under the busy
//! servers, and the people served; so both must end with the same bits.

use anyhow::Result;
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
};
use tosei_simulation::resource::{Group, GroupId, Pool, Rules, Skill, Task};
use tosei_simulation::{Distribution, EventQueue, Moments, OpenTimes, Quantity, Seed};

/// How many customers come in one piece of work.
pub const CUSTOMERS: u64 = 1_000_000;
/// Mean minutes between two customers, of one server.
const BETWEEN: f64 = 1.0;
/// The share of time that a server is busy.
const UTILISATION: f64 = 0.9;

/// A queue with so many servers beside the same queue by hand.
fn group(name: &'static str, servers: u32) -> Result<crate::Group> {
    // The library refuses nothing here; if it does, the figures differ.
    by_library(servers)?;
    let size = format!("1,000,000 customers, {servers} servers");
    Ok(crate::Group::new(name, size, 11)
        .peer("by hand", move || by_hand(servers))
        .ours("library", move || by_library(servers).unwrap_or(0))
        .at_least(0.5)
        .same_figure())
}

macro_rules! groups {
    ($($function:ident, $name:literal, $servers:literal;)*) => {$(
        /// One of the queues.
        ///
        /// # Errors
        ///
        /// If the library refuses it.
        pub fn $function() -> Result<crate::Group> {
            group($name, $servers)
        }
    )*};
}

groups! {
    group_1, "simulation-1", 1;
    group_3, "simulation-3", 3;
    group_10, "simulation-10", 10;
    group_100, "simulation-100", 100;
}

/// What both must agree in, as bits.
#[must_use]
fn figure(served: u64, mean: f64, variance: f64, waiting_area: f64, busy_area: f64) -> u64 {
    [mean, variance, waiting_area, busy_area]
        .iter()
        .fold(served, |all, one| all.rotate_left(13) ^ one.to_bits())
}

/// The queue written out: a heap of two words an event, a ring of those who wait, nothing else.
#[must_use]
pub fn by_hand(servers: u32) -> u64 {
    let seed = Seed::new(1);
    let (mut arrivals, mut services) = (seed.stream("arrivals", 0), seed.stream("service", 0));
    let (between, service) = (BETWEEN / f64::from(servers), BETWEEN * UTILISATION);
    let mut heap: BinaryHeap<Reverse<(u64, u64)>> = BinaryHeap::with_capacity(1_024);
    let mut queue: VecDeque<(f64, f64)> = VecDeque::with_capacity(1_024);
    let (mut came, mut events, mut busy, mut waiting, mut served) = (0u64, 0u64, 0u32, 0u32, 0u64);
    let (mut mean, mut squares, mut least, mut most) = (0.0f64, 0.0f64, f64::MAX, 0.0f64);
    let (mut queue_area, mut busy_area, mut queue_since, mut busy_since) = (0.0, 0.0, 0.0f64, 0.0);
    // The lowest bit tells arrivals from departures.
    let mut put = |heap: &mut BinaryHeap<_>, time: f64, departs: u64| {
        heap.push(Reverse((time.to_bits(), events * 2 + departs)));
        events += 1;
    };
    put(&mut heap, -between * libm::log(arrivals.positive_unit()), 0);
    let mut now = 0.0;
    while let Some(Reverse((time, kind))) = heap.pop() {
        now = f64::from_bits(time);
        if kind & 1 == 0 {
            came += 1;
            if came < CUSTOMERS {
                let next = now - between * libm::log(arrivals.positive_unit());
                put(&mut heap, next, 0);
            }
            let minutes = -service * libm::log(services.positive_unit());
            queue_area += f64::from(waiting) * (now - queue_since);
            queue_since = now;
            waiting += 1;
            queue.push_back((now, minutes));
        } else {
            busy_area += f64::from(busy) * (now - busy_since);
            busy_since = now;
            busy -= 1;
        }
        while busy < servers
            && let Some((since, minutes)) = queue.pop_front()
        {
            queue_area += f64::from(waiting) * (now - queue_since);
            queue_since = now;
            waiting -= 1;
            busy_area += f64::from(busy) * (now - busy_since);
            busy_since = now;
            busy += 1;
            let wait = now - since;
            served += 1;
            least = least.min(wait);
            most = most.max(wait);
            let apart = wait - mean;
            #[allow(clippy::cast_precision_loss, reason = "at most a million")]
            let count = served as f64;
            mean += apart / count;
            squares += apart * (wait - mean);
            put(&mut heap, now + minutes, 1);
        }
    }
    queue_area += f64::from(waiting) * (now - queue_since);
    std::hint::black_box((least, most));
    #[allow(clippy::cast_precision_loss, reason = "at most a million")]
    let variance = squares / (served - 1) as f64;
    figure(served, mean, variance, queue_area, busy_area)
}

#[derive(Clone, Copy)]
enum Event {
    Arrival,
    Departure(GroupId),
}

/// The same queue by the library.
///
/// # Errors
///
/// If the library refuses something, which a bench would notice.
pub fn by_library(servers: u32) -> Result<u64> {
    let seed = Seed::new(1);
    let (mut arrivals, mut services) = (seed.stream("arrivals", 0), seed.stream("service", 0));
    let exponential = |mean| -> Result<_> {
        let mean = Quantity::try_new(mean)?;
        Ok(Distribution::Exponential { mean }.sampler()?)
    };
    let between = exponential(BETWEEN / f64::from(servers))?;
    let service = exponential(BETWEEN * UTILISATION)?;
    let skill = Skill::try_new(0)?;
    let group = Group::new(servers, [skill], OpenTimes::always(3_650));
    let mut pool = Pool::try_new(vec![group], Rules::default())?;
    let mut agenda = EventQueue::with_capacity(1_024);
    let (mut came, mut waits) = (0u64, Moments::new());
    agenda.schedule(between.sample(&mut arrivals), Event::Arrival)?;
    while let Some((now, event)) = agenda.next_event() {
        match event {
            Event::Arrival => {
                came += 1;
                if came < CUSTOMERS {
                    let next = now + between.sample(&mut arrivals);
                    agenda.schedule(next, Event::Arrival)?;
                }
                let minutes = service.sample(&mut services);
                pool.enqueue(now, Task::new(skill, minutes, ()))?;
            }
            Event::Departure(group) => pool.finish(now, group)?,
        }
        while let Some(started) = pool.start_next(now) {
            waits.add(started.waited);
            agenda.schedule(started.ends, Event::Departure(started.group))?;
        }
    }
    let now = agenda.now();
    let totals = pool.totals(now);
    anyhow::ensure!(totals.agrees(), "the waits are not the area of the queue");
    let busy = pool.uses(now).map(|group| group.busy_minutes).sum();
    let (mean, variance) = (waits.mean().unwrap_or(0.0), waits.variance().unwrap_or(0.0));
    Ok(figure(
        totals.started,
        mean,
        variance,
        totals.waiting_area,
        busy,
    ))
}
