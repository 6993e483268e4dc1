//! A station with some servers, one queue in order of arrival, perhaps a limit, perhaps impatience.

use std::collections::VecDeque;
use tosei_simulation::{Distribution, EventQueue, Moments, Replication, Sampler, TimeAverage};

pub(crate) struct Station {
    between: Sampler,
    service: Sampler,
    servers: u32,
    places: Option<u32>,
    patience: Option<Sampler>,
}

/// What one run gave.
pub(crate) struct Outcome {
    pub(crate) came: u64,
    pub(crate) served: u64,
    pub(crate) lost: u64,
    /// Minutes waited by all together.
    pub(crate) waited: f64,
    /// People waiting times minutes.
    pub(crate) queue_area: f64,
    /// Mean wait of those who were let in, after the warm-up.
    pub(crate) mean_wait: f64,
    /// Share of those lost, after the warm-up.
    pub(crate) lost_share: f64,
}

#[derive(Clone, Copy)]
enum Event {
    Arrival,
    Departure,
    PatienceEnds(u64),
}

struct Waiting {
    number: u64,
    since: f64,
}

impl Station {
    pub(crate) fn new(rate: f64, service: Distribution, servers: u32) -> Self {
        Self {
            between: super::exponential(1.0 / rate).sampler().unwrap(),
            service: service.sampler().unwrap(),
            servers,
            places: None,
            patience: None,
        }
    }

    pub(crate) fn with_places(mut self, places: u32) -> Self {
        self.places = Some(places);
        self
    }

    pub(crate) fn with_patience(mut self, patience: Distribution) -> Self {
        self.patience = Some(patience.sampler().unwrap());
        self
    }

    /// Lets `warm_up` customers come, then `counted` more, and serves them all.
    pub(crate) fn run(&self, run: Replication, warm_up: u64, counted: u64) -> Outcome {
        let (mut arrivals, mut works) = (run.stream("arrivals"), run.stream("service"));
        let mut nerves = run.stream("patience");
        let mut agenda = EventQueue::with_capacity(1024);
        let mut queue: VecDeque<Waiting> = VecDeque::new();
        let mut length = TimeAverage::starting(0.0, 0.0);
        let (mut busy, mut came, mut served, mut lost) = (0, 0u64, 0, 0);
        let (mut waits, mut losses, mut waited) = (Moments::new(), Moments::new(), 0.0);
        agenda
            .schedule(self.between.sample(&mut arrivals), Event::Arrival)
            .unwrap();
        while let Some((now, event)) = agenda.next_event() {
            match event {
                Event::Arrival => {
                    let number = came;
                    came += 1;
                    if came < warm_up + counted {
                        let next = now + self.between.sample(&mut arrivals);
                        agenda.schedule(next, Event::Arrival).unwrap();
                    }
                    if busy < self.servers {
                        busy += 1;
                        let end = now + self.service.sample(&mut works);
                        agenda.schedule(end, Event::Departure).unwrap();
                        if number >= warm_up {
                            waits.add(0.0);
                            losses.add(0.0);
                        }
                    } else if self
                        .places
                        .is_some_and(|places| queue.len() >= places as usize)
                    {
                        lost += 1;
                        if number >= warm_up {
                            losses.add(1.0);
                        }
                    } else {
                        queue.push_back(Waiting { number, since: now });
                        if let Some(patience) = &self.patience {
                            let end = now + patience.sample(&mut nerves);
                            agenda.schedule(end, Event::PatienceEnds(number)).unwrap();
                        }
                    }
                }
                Event::Departure => {
                    served += 1;
                    if let Some(next) = queue.pop_front() {
                        let wait = now - next.since;
                        waited += wait;
                        if next.number >= warm_up {
                            waits.add(wait);
                            losses.add(0.0);
                        }
                        let end = now + self.service.sample(&mut works);
                        agenda.schedule(end, Event::Departure).unwrap();
                    } else {
                        busy -= 1;
                    }
                }
                Event::PatienceEnds(number) => {
                    // Those who were called before their patience ended are no longer there.
                    if let Ok(place) = queue.binary_search_by_key(&number, |one| one.number) {
                        let left = queue.remove(place).unwrap();
                        lost += 1;
                        waited += now - left.since;
                        if number >= warm_up {
                            losses.add(1.0);
                        }
                    }
                }
            }
            length.set(now, queue.len() as f64);
        }
        Outcome {
            came,
            served,
            lost,
            waited,
            queue_area: length.area_until(agenda.now()),
            mean_wait: waits.mean().unwrap_or(f64::NAN),
            lost_share: losses.mean().unwrap_or(f64::NAN),
        }
    }
}
