//! A station with some servers, one queue in order of arrival, perhaps a limit, perhaps impatience.

use tosei_simulation::resource::{Group, GroupId, Pool, Rules, Skill, Task, Ticket};
use tosei_simulation::{Distribution, EventQueue, Moments, OpenTimes, Replication, Sampler};

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
    Departure(GroupId),
    PatienceEnds(Ticket, u64),
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
        let skill = Skill::try_new(0).unwrap();
        let servers = Group::new(self.servers, [skill], OpenTimes::always(3_650));
        let mut pool = Pool::try_new(vec![servers], Rules::default()).unwrap();
        let (mut came, mut served, mut lost) = (0u64, 0, 0);
        let (mut waits, mut losses) = (Moments::new(), Moments::new());
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
                    let minutes = self.service.sample(&mut works);
                    let busy = pool.totals(now).started - served;
                    let is_full = busy == u64::from(self.servers)
                        && self.places.is_some_and(|places| pool.waiting() >= places);
                    if is_full {
                        lost += 1;
                        if number >= warm_up {
                            losses.add(1.0);
                        }
                    } else {
                        let task = Task::new(skill, minutes, number);
                        let ticket = pool.enqueue(now, task).unwrap();
                        if let (Some(patience), true) =
                            (&self.patience, busy == u64::from(self.servers))
                        {
                            let end = now + patience.sample(&mut nerves);
                            let leaves = Event::PatienceEnds(ticket, number);
                            agenda.schedule(end, leaves).unwrap();
                        }
                    }
                }
                Event::Departure(group) => {
                    served += 1;
                    pool.finish(now, group).unwrap();
                }
                Event::PatienceEnds(ticket, number) => {
                    if pool.leave(now, ticket).is_some() {
                        lost += 1;
                        if number >= warm_up {
                            losses.add(1.0);
                        }
                    }
                }
            }
            while let Some(started) = pool.start_next(now) {
                if started.payload >= warm_up {
                    waits.add(started.waited);
                    losses.add(0.0);
                }
                let ends = Event::Departure(started.group);
                agenda.schedule(started.ends, ends).unwrap();
            }
        }
        let totals = pool.totals(agenda.now());
        assert!(totals.agrees(), "{totals:?}");
        Outcome {
            came,
            served,
            lost,
            waited: totals.waited_minutes,
            queue_area: totals.waiting_area,
            mean_wait: waits.mean().unwrap_or(f64::NAN),
            lost_share: losses.mean().unwrap_or(f64::NAN),
        }
    }
}
