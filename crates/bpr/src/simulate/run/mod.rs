//! One run of a flow.

mod batch;
mod books;
mod case;
mod inside;
mod instance;
mod look;
mod message;
mod state;
mod token;
mod work;

use super::{
    RunOutcome, SimulateError,
    model::{BatchTimes, DAY, Model, NONE, Walk},
    outcome::{StaffOutcome, StepOutcome},
    sketch::Sketch,
};
use crate::graph::slots::Slots;
use look::Look;
use state::{BatchQueue, Case, Instance, Mail, Stopped, Token, Waiter};
use std::collections::VecDeque;
use tosei_simulation::{EventQueue, Replication, Stream, resource::GroupId, resource::Pool};

/// More moves than this without any time passing are an endless loop.
const MAX_MOVES: u64 = 5_000_000;

/// What happens.
#[derive(Debug, Clone, Copy)]
enum Event {
    /// A case of a source comes.
    Arrival(u32),
    /// A service ends.
    Served {
        token: u32,
        life: u32,
        group: GroupId,
    },
    /// A time has passed that a token waited for.
    Wakes { token: u32, life: u32 },
    /// An event beside an activity happens.
    Beside {
        token: u32,
        stay: u32,
        boundary: u32,
    },
    /// A way of a race is won by time.
    Races { token: u32, life: u32, out: u32 },
    /// An event sub-process begins by time.
    Begins {
        instance: u32,
        life: u32,
        number: u32,
    },
    /// Somebody comes on duty.
    Comes(u32),
    /// A batch is done.
    Batch(u32),
}

struct Run<'m> {
    m: &'m Model,
    agenda: EventQueue<Event>,
    pools: Vec<Pool<u32>>,
    /// Pools at which somebody may begin, by their bits.
    asked: Vec<u64>,
    streams: Vec<Stream>,
    arrivals: Vec<(Walk, Stream)>,
    batches: Vec<BatchQueue>,
    now: f64,
    moves: u64,
    events: u64,
    tokens: Slots<Token>,
    free_tokens: Vec<u32>,
    instances: Slots<Instance>,
    free_instances: Vec<u32>,
    cases: Slots<Case>,
    free_cases: Vec<u32>,
    /// Tokens that wait at joins, by slot; a block for each instance.
    counts: Vec<u32>,
    free_counts: Vec<Vec<u32>>,
    mail: Vec<Mail>,
    waiters: Slots<Waiter>,
    free_waiters: Vec<u32>,
    stops: Slots<Stopped>,
    free_stops: Vec<u32>,
    /// Tokens that go on now, the last first, as they were when that was said.
    ready: Vec<(u32, u32)>,
    /// Tokens within which everything is done.
    resumed: Vec<(u32, u32)>,
    /// Instances in which nothing began.
    empty: Vec<(u32, u32)>,
    /// Cases in which nothing moves any more.
    quiet: VecDeque<u32>,
    /// Instances in which an inclusive join may have got what it waits for.
    stirred: Vec<u32>,
    // What is counted.
    open: u64,
    open_area: f64,
    open_since: f64,
    most_events: usize,
    looks: Vec<Look>,
    /// The times at which is looked; not on the agenda, which stays short so.
    marks: Vec<f64>,
    /// How many of them have passed.
    looked: usize,
    next_mark: f64,
    steps: Vec<StepOutcome>,
    staff: Vec<StaffOutcome>,
    lanes: Vec<StaffOutcome>,
    months: Vec<(u64, u64)>,
    /// How many months have begun.
    month: usize,
    /// Yen a minute of each group of the parameters.
    rates: Vec<f64>,
    totals: Totals,
    leads: Leads,
    stuck_at: Vec<(u32, u64)>,
}

/// Sums over the cases that count.
#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    came: u64,
    ended: u64,
    withdrawn: u64,
    unfinished: u64,
    stuck: u64,
    lead: f64,
    longest: f64,
    work: f64,
    waited: f64,
    cost: f64,
    cash: f64,
    standard: (u64, u64),
    statutory: (u64, u64),
}

/// Lead times: all of them, or a sketch.
#[derive(Debug)]
enum Leads {
    Sketch(Sketch),
    Exact(Vec<f64>),
}

impl Model {
    /// Runs once.
    pub(super) fn run(&self, replication: Replication) -> Result<RunOutcome, SimulateError> {
        let mut run = Run::new(self, replication)?;
        run.begin()?;
        let horizon = self.marks.horizon;
        loop {
            let next = run
                .agenda
                .next_time()
                .map_or(horizon, |next| next.min(horizon));
            // Before all else of their minute.
            if run.next_mark <= next {
                run.looks_until(next)?;
            }
            let Some((now, event)) = run.agenda.next_event_until(horizon) else {
                break;
            };
            run.happens(now, event)?;
        }
        run.end();
        Ok(run.outcome())
    }
}

impl<'m> Run<'m> {
    fn new(m: &'m Model, replication: Replication) -> Result<Self, SimulateError> {
        let mut pools = Vec::new();
        for staff in &m.staff {
            pools.push(Pool::try_new(staff.groups.clone(), m.rules)?);
        }
        let arrivals = m.sources.iter();
        let arrivals = arrivals.map(|one| (Walk::default(), replication.stream(&one.stream)));
        let streams = m.streams.iter().map(|name| replication.stream(name));
        let batches = m.batches.iter().map(|_| BatchQueue::default());
        let size = |count: u32| usize::try_from(count).unwrap_or(0);
        let staff = m.prices.iter().map(|price| StaffOutcome {
            yen_per_hour: *price,
            ..StaffOutcome::default()
        });
        let rates = m.prices.iter();
        let rates = rates.map(|price| price.map_or(0.0, |yen| f64::from(yen) / 60.0));
        let mut marks: Vec<f64> = m
            .months
            .iter()
            .flat_map(|(_, from, to)| [*from, *to])
            .collect();
        let third = (m.marks.end - m.marks.warm_up) / 3.0;
        marks.extend([
            m.marks.warm_up,
            m.marks.warm_up + third,
            m.marks.warm_up + 2.0 * third,
            m.marks.end,
        ]);
        marks.sort_by(f64::total_cmp);
        marks.dedup();
        Ok(Self {
            m,
            agenda: EventQueue::with_capacity(256),
            asked: vec![0; pools.len().div_ceil(64)],
            pools,
            streams: streams.collect(),
            arrivals: arrivals.collect(),
            batches: batches.collect(),
            now: 0.0,
            moves: 0,
            events: 0,
            tokens: Slots::new(),
            free_tokens: Vec::new(),
            instances: Slots::new(),
            free_instances: Vec::new(),
            cases: Slots::new(),
            free_cases: Vec::new(),
            counts: Vec::new(),
            free_counts: vec![Vec::new(); m.scopes.len()],
            mail: Vec::new(),
            waiters: Slots::new(),
            free_waiters: Vec::new(),
            stops: Slots::new(),
            free_stops: Vec::new(),
            ready: Vec::new(),
            resumed: Vec::new(),
            empty: Vec::new(),
            quiet: VecDeque::new(),
            stirred: Vec::new(),
            open: 0,
            open_area: 0.0,
            open_since: 0.0,
            most_events: 0,
            looks: Vec::new(),
            next_mark: marks.first().copied().unwrap_or(f64::INFINITY),
            marks,
            looked: 0,
            steps: vec![StepOutcome::default(); size(m.nodes)],
            staff: staff.collect(),
            lanes: vec![StaffOutcome::default(); size(m.lanes)],
            months: vec![(0, 0); m.months.len()],
            month: 0,
            rates: rates.collect(),
            totals: Totals::default(),
            leads: if m.exact {
                Leads::Exact(Vec::new())
            } else {
                Leads::Sketch(Sketch::new())
            },
            stuck_at: Vec::new(),
        })
    }

    fn begin(&mut self) -> Result<(), SimulateError> {
        for pool in 0..self.pools.len() {
            self.next_coming(pool)?;
        }
        for batch in 0..self.batches.len() {
            self.next_batch(batch)?;
        }
        for source in 0..self.arrivals.len() {
            self.next_arrival(source)?;
        }
        Ok(())
    }

    #[inline]
    fn next_arrival(&mut self, source: usize) -> Result<(), SimulateError> {
        let m = self.m;
        if let (Some(one), Some((walk, stream))) =
            (m.sources.get(source), self.arrivals.get_mut(source))
            && let Some(time) = one.arrivals.next(walk, stream)
            && time < m.marks.end
        {
            let number = u32::try_from(source).unwrap_or(u32::MAX);
            let time = time.max(self.agenda.now());
            self.agenda.schedule(time, Event::Arrival(number))?;
        }
        Ok(())
    }

    fn next_coming(&mut self, pool: usize) -> Result<(), SimulateError> {
        let coming = self.pools.get(pool).and_then(Pool::next_coming);
        if let Some(time) = coming {
            let number = u32::try_from(pool).unwrap_or(u32::MAX);
            self.agenda.schedule(time, Event::Comes(number))?;
        }
        Ok(())
    }

    fn next_batch(&mut self, batch: usize) -> Result<(), SimulateError> {
        let m = self.m;
        let (Some(of_model), Some(queue)) = (m.batches.get(batch), self.batches.get_mut(batch))
        else {
            return Ok(());
        };
        if let BatchTimes::At(times) = &of_model.times
            && let Some(time) = times.get(queue.next)
        {
            queue.next = queue.next.saturating_add(1);
            let number = u32::try_from(batch).unwrap_or(u32::MAX);
            self.agenda.schedule(*time, Event::Batch(number))?;
        }
        Ok(())
    }

    /// Takes notice of an event.
    #[inline]
    fn comes_to(&mut self, now: f64) -> Result<(), SimulateError> {
        if now > self.now {
            self.now = now;
            self.moves = 0;
        }
        self.events = self.events.saturating_add(1);
        let marks = self.marks.len().saturating_sub(self.looked);
        let agenda = self.agenda.len().saturating_add(marks);
        self.most_events = self.most_events.max(agenda);
        if self.events > self.m.max_events {
            return Err(SimulateError::TooManyEvents {
                limit: self.m.max_events,
            });
        }
        Ok(())
    }

    #[inline]
    fn happens(&mut self, now: f64, event: Event) -> Result<(), SimulateError> {
        self.comes_to(now)?;
        match event {
            Event::Served { token, life, group } => {
                if self.tokens[token].life == life {
                    self.served(token, group)?;
                }
            }
            Event::Arrival(source) => {
                let place = usize::try_from(source).unwrap_or(usize::MAX);
                self.next_arrival(place)?;
                self.arrives(place)?;
            }
            Event::Wakes { token, life } => {
                if self.tokens[token].life == life {
                    self.wakes(token)?;
                }
            }
            Event::Beside {
                token,
                stay,
                boundary,
            } => {
                if self.tokens[token].stay == stay {
                    self.timer_passed(token);
                    self.beside(token, boundary)?;
                }
            }
            Event::Races { token, life, out } => {
                if self.tokens[token].life == life {
                    self.wins(token, out);
                }
            }
            Event::Begins {
                instance,
                life,
                number,
            } => {
                let one = self.instances[instance];
                if one.life == life && !one.deaf {
                    self.begins_by_time(instance, number)?;
                }
            }
            Event::Comes(pool) => {
                let place = usize::try_from(pool).unwrap_or(usize::MAX);
                self.ask(pool);
                self.start_all()?;
                self.next_coming(place)?;
            }
            Event::Batch(batch) => {
                let place = usize::try_from(batch).unwrap_or(usize::MAX);
                self.next_batch(place)?;
                self.gather_batch(place)?;
            }
        }
        self.settle()
    }

    /// Lets everything go on that can go on at this minute.
    #[inline]
    fn settle(&mut self) -> Result<(), SimulateError> {
        loop {
            while let Some((token, stay)) = self.ready.pop() {
                if self.tokens[token].stay != stay {
                    continue;
                }
                self.moves = self.moves.saturating_add(1);
                if self.moves > MAX_MOVES {
                    return Err(self.no_time_passes(token));
                }
                self.arrive(token)?;
            }
            if let Some((token, life)) = self.resumed.pop() {
                if self.tokens[token].life == life {
                    self.goes_on_behind(token)?;
                }
                continue;
            }
            if let Some((instance, life)) = self.empty.pop() {
                if self.instances[instance].life == life {
                    self.leaves(instance);
                }
                continue;
            }
            if !self.stirred.is_empty() {
                self.gather_all()?;
                if !self.ready.is_empty() {
                    continue;
                }
            }
            if let Some(case) = self.quiet.pop_front() {
                self.look_at(case)?;
                continue;
            }
            break;
        }
        self.start_all()
    }

    #[inline]
    fn ask(&mut self, pool: u32) {
        let word = usize::try_from(pool / 64).unwrap_or(usize::MAX);
        if let Some(asked) = self.asked.get_mut(word) {
            *asked |= 1 << (pool % 64);
        }
    }

    #[inline]
    fn draw(&mut self, sampler: &tosei_simulation::Sampler, stream: u32) -> f64 {
        let place = usize::try_from(stream).unwrap_or(usize::MAX);
        self.streams
            .get_mut(place)
            .map_or(0.0, |stream| sampler.sample(stream))
    }

    #[inline]
    fn unit(&mut self, stream: u32) -> f64 {
        let place = usize::try_from(stream).unwrap_or(usize::MAX);
        self.streams.get_mut(place).map_or(0.0, Stream::unit)
    }

    /// Closes the books at the horizon.
    fn end(&mut self) {
        for case in 0..self.cases.len() {
            if self.cases[case].alive {
                self.left_over(case);
            }
        }
    }
}

/// The day of a minute.
fn day_of(time: f64) -> u32 {
    let day = super::sketch::as_count((time / DAY).floor());
    u32::try_from(day).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case that is worked on for ten minutes.
    fn model() -> Result<Model, Box<dyn std::error::Error>> {
        let event = |at: &str| serde_json::json!({"kind": "event", "event": at, "trigger": "none"});
        let flow = serde_json::from_value(serde_json::json!({
            "format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": [{"id": "s", "is": event("start")}, {"id": "e", "is": event("end")},
                {"id": "a", "is": {"kind": "activity", "work": "10", "waiting": "0"}}],
            "sequence_flows": [{"id": "l1", "from": "s", "to": "a"}, {"id": "l2", "from": "a", "to": "e"}]}))?;
        let parameters = serde_json::from_value(serde_json::json!({
            "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-06-01", "days": 2,
            "runs": {"seed": 1, "runs": 2}, "options": {"unstaffed": "unlimited"},
            "arrivals": [{"id": "desk", "pattern": {"kind": "recorded", "times": ["2026-06-01T09:00"]}}]}))?;
        Ok(super::super::model::compile(&flow, &parameters)?)
    }

    fn replication() -> Result<Replication, Box<dyn std::error::Error>> {
        let plan = tosei_simulation::RunPlan::fixed(tosei_simulation::Seed::new(1), 2)?;
        let mut first = None;
        plan.run_each(
            |replication| {
                first.get_or_insert(replication);
            },
            |()| None,
        );
        first.ok_or_else(|| "no run".into())
    }

    #[test]
    fn moves_are_counted_while_no_time_passes() -> Result<(), Box<dyn std::error::Error>> {
        let model = model()?;
        let mut run = Run::new(&model, replication()?)?;
        run.begin()?;
        run.moves = 7;
        run.comes_to(0.0)?;
        assert_eq!(run.moves, 7, "the same minute");
        run.comes_to(1.0)?;
        assert_eq!((run.moves, run.now), (0, 1.0));
        Ok(())
    }

    #[test]
    fn more_moves_than_there_may_be_are_an_endless_loop() -> Result<(), Box<dyn std::error::Error>>
    {
        let model = model()?;
        // A case that comes moves once: to the step at which it is worked on.
        for (moves, is_refused) in [
            (0, false),
            (MAX_MOVES - 2, false),
            (MAX_MOVES - 1, false),
            (MAX_MOVES, true),
            (MAX_MOVES + 1, true),
        ] {
            let mut run = Run::new(&model, replication()?)?;
            run.arrives(0)?;
            run.moves = moves;
            let settled = run.settle().map_err(|error| error.code());
            let expected = if is_refused {
                Err("bpr.simulate.no_time_passes")
            } else {
                Ok(())
            };
            assert_eq!(settled, expected, "{moves}");
        }
        Ok(())
    }

    #[test]
    fn a_day_begins_at_midnight() {
        assert_eq!((day_of(0.0), day_of(1_439.9), day_of(1_440.0)), (0, 0, 1));
    }
}
