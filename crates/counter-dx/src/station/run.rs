//! One run of a station.

use super::{
    ClosingRule, PartOutcome, RunOutcome, StaffOutcome, StationError, WaitSummary,
    arrivals::Arrivals,
    model::{Comes, DAY, Model},
};
use tosei_simulation::resource::{GroupId, Pool, Task, Ticket};
use tosei_simulation::{EventQueue, Replication, Stream};

#[derive(Debug, Clone, Copy)]
enum Event {
    /// A day on which the office is open begins at midnight.
    DayBegins(usize),
    /// It is midnight again.
    DayEnds,
    /// The office closes for the day.
    Closes,
    /// Staff come on duty.
    StaffComes,
    /// Somebody without a reservation comes.
    WalkIn(usize),
    /// Somebody with a reservation has come, and their slot too.
    Reserved(usize),
    /// A service ends.
    Ends(GroupId, usize),
    /// Somebody's patience ends.
    GivesUp(Ticket, usize),
}

/// Somebody who came.
#[derive(Debug, Clone, Copy)]
struct Person {
    flow: usize,
    stage: usize,
    came: f64,
    waited: f64,
    patience: Option<f64>,
    /// Whether they are counted: not in the warm-up.
    counts: bool,
    inside: bool,
}

/// Where the chance of one kind of visitor comes from.
struct Chance {
    arrivals: Stream,
    services: Stream,
    patience: Stream,
    attendance: Stream,
}

struct Run<'m> {
    model: &'m Model,
    agenda: EventQueue<Event>,
    pool: Pool<usize>,
    walks: Vec<Option<Arrivals<'m>>>,
    chance: Vec<Chance>,
    people: Vec<Person>,
    /// The minutes of the services of each person, `stride` for each.
    minutes: Vec<f64>,
    stride: usize,
    /// Places in `people` that nobody needs any more.
    unused: Vec<usize>,
    inside: u64,
    closed_at: Option<f64>,
    last_left: f64,
    delays: (u32, f64),
    total: Tally,
    services: Vec<Tally>,
    visitors: Vec<Tally>,
    quarters: Vec<(u32, f64)>,
}

#[derive(Debug, Clone, Default)]
struct Tally {
    part: PartOutcome,
    waits: Vec<f64>,
}

impl Tally {
    fn outcome(mut self, pledge: f64) -> PartOutcome {
        PartOutcome {
            waits: WaitSummary::of(&mut self.waits, pledge),
            ..self.part
        }
    }
}

/// How somebody's visit ended.
#[derive(Debug, Clone, Copy)]
enum End {
    Served,
    Left,
    TurnedAway,
    Unserved,
}

fn count(part: &mut PartOutcome, end: End) {
    let place = match end {
        End::Served => &mut part.served,
        End::Left => &mut part.left,
        End::TurnedAway => &mut part.turned_away,
        End::Unserved => &mut part.unserved,
    };
    *place = place.saturating_add(1);
}

impl Model {
    /// Runs once.
    pub(super) fn run(&self, replication: Replication) -> Result<RunOutcome, StationError> {
        let walks = self.flows.iter().map(|flow| match &flow.comes {
            Comes::AtRandom(pieces) => Some(Arrivals::new(pieces)),
            Comes::Reserved { .. } => None,
        });
        let chance = self.flows.iter().map(|flow| {
            let stream = |source: &str| replication.stream(&format!("{source}:{}", flow.stream));
            Chance {
                arrivals: stream("arrivals"),
                services: stream("services"),
                patience: stream("patience"),
                attendance: stream("attendance"),
            }
        });
        let stride = self.flows.iter().map(|flow| flow.route.len()).max();
        let mut run = Run {
            model: self,
            agenda: EventQueue::with_capacity(256),
            pool: Pool::try_new(self.groups.clone(), self.rules)?,
            walks: walks.collect(),
            chance: chance.collect(),
            people: Vec::new(),
            minutes: Vec::new(),
            stride: stride.unwrap_or(0),
            unused: Vec::new(),
            inside: 0,
            closed_at: None,
            last_left: 0.0,
            delays: (0, 0.0),
            total: Tally::default(),
            services: vec![Tally::default(); self.services.len()],
            visitors: vec![Tally::default(); self.flows.len()],
            quarters: vec![(0, 0.0); 96],
        };
        run.begin()?;
        // Whoever is served across the last midnight is let finish, for a day.
        while let Some((now, event)) = run.agenda.next_event_until(self.end + DAY) {
            run.happens(now, event)?;
            run.start(now)?;
        }
        Ok(run.outcome())
    }
}

impl Run<'_> {
    fn begin(&mut self) -> Result<(), StationError> {
        if let Some(day) = self.model.days.first() {
            self.agenda.schedule(day.midnight, Event::DayBegins(0))?;
        }
        self.staff_comes()?;
        for flow in 0..self.walks.len() {
            self.next_walk_in(flow)?;
        }
        Ok(())
    }

    fn happens(&mut self, now: f64, event: Event) -> Result<(), StationError> {
        match event {
            Event::DayBegins(day) => self.day_begins(now, day),
            Event::DayEnds => {
                self.day_ends(now);
                Ok(())
            }
            Event::Closes => {
                self.closes(now);
                Ok(())
            }
            Event::StaffComes => self.staff_comes_after(now),
            Event::WalkIn(flow) => {
                self.next_walk_in(flow)?;
                let person = self.comes(now, flow);
                self.joins(now, person)
            }
            Event::Reserved(person) => self.joins(now, person),
            Event::Ends(group, person) => {
                self.pool.finish(now, group)?;
                self.service_ends(now, person)
            }
            Event::GivesUp(ticket, person) => {
                if self.pool.leave(now, ticket).is_some() {
                    self.service_tally(person, End::Left);
                    self.goes(now, person, End::Left);
                }
                Ok(())
            }
        }
    }

    /// Begins every service that can begin.
    fn start(&mut self, now: f64) -> Result<(), StationError> {
        while let Some(started) = self.pool.start_next(now) {
            let at = started.payload;
            let Some(person) = self.people.get_mut(at) else {
                continue;
            };
            person.waited += started.waited;
            let (counts, flow, stage) = (person.counts, person.flow, person.stage);
            let service = self.service_of(flow, stage);
            if counts && let Some(tally) = self.services.get_mut(service) {
                tally.waits.push(started.waited);
            }
            let ends = Event::Ends(started.group, at);
            self.agenda.schedule(started.ends, ends)?;
        }
        Ok(())
    }

    fn day_begins(&mut self, now: f64, number: usize) -> Result<(), StationError> {
        let Some(day) = self.model.days.get(number) else {
            return Ok(());
        };
        let next = number.saturating_add(1);
        self.agenda.schedule(day.midnight + DAY, Event::DayEnds)?;
        if let Some(following) = self.model.days.get(next) {
            let begins = Event::DayBegins(next);
            self.agenda.schedule(following.midnight, begins)?;
        }
        // Before anything else of its minute: whose shift ends with it can still be kept.
        if let Some(closes) = day.closes {
            self.agenda.schedule(closes, Event::Closes)?;
        }
        let model = self.model;
        for (flow, one) in model.flows.iter().enumerate() {
            if let Comes::Reserved {
                slots,
                no_show,
                early,
                late,
            } = &one.comes
            {
                for (minute, people) in slots {
                    for _ in 0..*people {
                        let slot = day.midnight + minute;
                        let Some(chance) = self.chance.get_mut(flow) else {
                            continue;
                        };
                        // All is drawn for everybody, so that one who stays away changes nobody's chance.
                        let stays_away = chance.attendance.unit() < *no_show;
                        let early = early
                            .as_ref()
                            .map_or(0.0, |one| one.sample(&mut chance.arrivals));
                        let late = late
                            .as_ref()
                            .map_or(0.0, |one| one.sample(&mut chance.arrivals));
                        let comes = (slot - early + late).max(slot).max(now);
                        let person = self.comes(comes, flow);
                        if stays_away {
                            self.no_show(person);
                        } else {
                            self.agenda.schedule(comes, Event::Reserved(person))?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn closes(&mut self, now: f64) {
        self.closed_at = Some(now);
        self.last_left = now;
        match self.model.at_closing {
            ClosingRule::TurnAway => self.send_away(now, End::TurnedAway),
            _ if self.inside > 0 => self.pool.hold(now, true),
            _ => {}
        }
    }

    /// Closes the books of a day on which the office closed.
    fn day_ends(&mut self, now: f64) {
        let Some(closed) = self.closed_at else {
            return;
        };
        // Whoever nobody could serve does not stay overnight.
        self.send_away(now, End::Unserved);
        self.closed_at = None;
        self.delays.0 = self.delays.0.saturating_add(1);
        self.delays.1 += self.last_left - closed;
        self.pool.hold(now, false);
    }

    fn send_away(&mut self, now: f64, end: End) {
        while let Some(person) = self.pool.turn_away(now) {
            self.service_tally(person, end);
            self.goes(now, person, end);
        }
    }

    fn staff_comes(&mut self) -> Result<(), StationError> {
        if let Some(coming) = self.pool.next_coming() {
            self.agenda.schedule(coming, Event::StaffComes)?;
        }
        Ok(())
    }

    fn staff_comes_after(&mut self, now: f64) -> Result<(), StationError> {
        // The pool looks at its shifts when it is asked.
        self.start(now)?;
        self.staff_comes()
    }

    fn next_walk_in(&mut self, flow: usize) -> Result<(), StationError> {
        let walk = self.walks.get_mut(flow).and_then(Option::as_mut);
        if let (Some(walk), Some(chance)) = (walk, self.chance.get_mut(flow))
            && let Some(time) = walk.next(&mut chance.arrivals)
        {
            let time = time.max(self.agenda.now());
            self.agenda.schedule(time, Event::WalkIn(flow))?;
        }
        Ok(())
    }

    /// Makes somebody, with everything that belongs to them and not to those who serve them.
    fn comes(&mut self, came: f64, flow: usize) -> usize {
        let at = self.unused.pop().unwrap_or(self.people.len());
        let mut patience = None;
        if let (Some(one), Some(chance)) = (self.model.flows.get(flow), self.chance.get_mut(flow)) {
            patience = one
                .patience
                .as_ref()
                .map(|patience| patience.sample(&mut chance.patience));
            let from = at.saturating_mul(self.stride);
            let needed = from.saturating_add(self.stride);
            if self.minutes.len() < needed {
                self.minutes.resize(needed, 0.0);
            }
            let places = self.minutes.get_mut(from..).unwrap_or_default();
            for (service, place) in one.route.iter().zip(places) {
                if let Some((_, takes)) = self.model.services.get(usize::from(*service)) {
                    *place = takes.sample(&mut chance.services);
                }
            }
        }
        let person = Person {
            flow,
            stage: 0,
            came,
            waited: 0.0,
            patience,
            counts: came >= self.model.warm_up,
            inside: false,
        };
        if let Some(place) = self.people.get_mut(at) {
            *place = person;
        } else {
            self.people.push(person);
        }
        at
    }

    fn no_show(&mut self, at: usize) {
        self.unused.push(at);
        if let Some(person) = self.people.get(at)
            && person.counts
        {
            let visitors = self.visitors.get_mut(person.flow);
            for part in [Some(&mut self.total), visitors].into_iter().flatten() {
                part.part.no_shows = part.part.no_shows.saturating_add(1);
            }
        }
    }

    /// Somebody joins the queue of their next service.
    fn joins(&mut self, now: f64, at: usize) -> Result<(), StationError> {
        let Some(person) = self.people.get_mut(at) else {
            return Ok(());
        };
        let (flow, stage, counts, patience) =
            (person.flow, person.stage, person.counts, person.patience);
        let first = !person.inside;
        person.inside = true;
        if first {
            self.inside = self.inside.saturating_add(1);
            if counts {
                let visitors = self.visitors.get_mut(flow);
                for part in [Some(&mut self.total), visitors].into_iter().flatten() {
                    part.part.came = part.part.came.saturating_add(1);
                }
            }
        }
        let service = self.service_of(flow, stage);
        if counts && let Some(tally) = self.services.get_mut(service) {
            tally.part.came = tally.part.came.saturating_add(1);
        }
        let closed = self.closed_at.is_some();
        if closed && (first || self.model.at_closing == ClosingRule::TurnAway) {
            self.service_tally(at, End::TurnedAway);
            self.goes(now, at, End::TurnedAway);
            return Ok(());
        }
        let place = at.saturating_mul(self.stride).saturating_add(stage);
        let minutes = self.minutes.get(place).copied().unwrap_or(0.0);
        let (Some((skill, _)), Some(one)) =
            (self.model.services.get(service), self.model.flows.get(flow))
        else {
            return Ok(());
        };
        let task = Task::new(*skill, minutes, at).in_class(one.class);
        let ticket = self.pool.enqueue(now, task)?;
        if let Some(patience) = patience {
            // Nobody gives up in the minute in which they are called.
            self.start(now)?;
            if self.pool.is_waiting(ticket) {
                let gives_up = Event::GivesUp(ticket, at);
                self.agenda.schedule(now + patience, gives_up)?;
            }
        }
        Ok(())
    }

    fn service_ends(&mut self, now: f64, at: usize) -> Result<(), StationError> {
        self.service_tally(at, End::Served);
        let Some(person) = self.people.get_mut(at) else {
            return Ok(());
        };
        person.stage = person.stage.saturating_add(1);
        let (flow, stage) = (person.flow, person.stage);
        let route = self.model.flows.get(flow).map_or(0, |one| one.route.len());
        if stage < route {
            return self.joins(now, at);
        }
        self.goes(now, at, End::Served);
        Ok(())
    }

    fn service_of(&self, flow: usize, stage: usize) -> usize {
        let route = self.model.flows.get(flow).map(|one| one.route.as_slice());
        let service = route.and_then(|route| route.get(stage));
        service.map_or(usize::MAX, |service| usize::from(*service))
    }

    /// Counts the end of a service of somebody.
    fn service_tally(&mut self, at: usize, end: End) {
        if let Some(person) = self.people.get(at)
            && person.counts
        {
            let service = self.service_of(person.flow, person.stage);
            if let Some(tally) = self.services.get_mut(service) {
                count(&mut tally.part, end);
            }
        }
    }

    /// Somebody goes home.
    fn goes(&mut self, now: f64, at: usize, end: End) {
        let Some(place) = self.people.get_mut(at) else {
            return;
        };
        place.inside = false;
        let person = *place;
        self.unused.push(at);
        self.inside = self.inside.saturating_sub(1);
        if person.counts {
            let visitors = self.visitors.get_mut(person.flow);
            for tally in [Some(&mut self.total), visitors].into_iter().flatten() {
                count(&mut tally.part, end);
                if matches!(end, End::Served) {
                    tally.waits.push(person.waited);
                }
            }
            if matches!(end, End::Served)
                && let Some(quarter) = self.quarters.get_mut(quarter_of(person.came))
            {
                quarter.0 = quarter.0.saturating_add(1);
                quarter.1 += person.waited;
            }
        }
        if self.closed_at.is_some() {
            // Who is sent away at midnight was there in vain, and not the last to be served.
            if !matches!(end, End::Unserved) {
                self.last_left = self.last_left.max(now);
            }
            if self.inside == 0 {
                self.pool.hold(now, false);
            }
        }
    }

    fn outcome(mut self) -> RunOutcome {
        let now = self.agenda.now();
        // Whoever is still there, waiting or being served, was not served in this run.
        for at in 0..self.people.len() {
            let is_there = self.people.get(at).is_some_and(|person| person.inside);
            if is_there {
                self.service_tally(at, End::Unserved);
                self.goes(now, at, End::Unserved);
            }
        }
        let model = self.model;
        let totals = self.pool.totals(now);
        let length = model.span.1 - model.span.0;
        let uses = self.pool.uses(now);
        let staff = uses.map(|group| StaffOutcome {
            duty_minutes: group.duty_minutes,
            worked_minutes: group.busy_minutes,
            outside_minutes: group.outside_minutes,
        });
        RunOutcome {
            staff: staff.collect(),
            total: self.total.outcome(model.pledge),
            services: all(self.services, model.pledge),
            visitors: all(self.visitors, model.pledge),
            after_closing: (self.delays.0 > 0).then(|| self.delays.1 / f64::from(self.delays.0)),
            waiting_people: (length > 0.0).then(|| totals.waiting_area / length),
            quarters: self.quarters,
        }
    }
}

fn all(tallies: Vec<Tally>, pledge: f64) -> Vec<PartOutcome> {
    let outcomes = tallies.into_iter().map(|tally| tally.outcome(pledge));
    outcomes.collect()
}

/// The quarter-hour of the day in which a time lies.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 95"
)]
fn quarter_of(time: f64) -> usize {
    let of_day = time - libm::floor(time / DAY) * DAY;
    (of_day / 15.0).clamp(0.0, 95.0) as usize
}
