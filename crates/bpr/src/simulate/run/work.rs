//! Steps: what is waited for, who works, how long, and how often.

use super::{
    Event, Run,
    state::{Doing, For, Instance},
};
use crate::simulate::{
    SimulateError,
    model::{BatchTimes, Exec, NONE, Out, Step},
};
use tosei_simulation::resource::{GroupId, PriorityClass, Task};

impl<'m> Run<'m> {
    #[inline]
    pub(super) fn step_at(&self, at: u32) -> Option<&'m Step> {
        self.m.steps.get(usize::try_from(at).ok()?)
    }

    /// The step of the place at which a token is.
    #[inline]
    fn step_of(&self, token: u32) -> Option<&'m Step> {
        match self.place_of(self.tokens[token].place).exec {
            Exec::Step(step) | Exec::Sub(step, _) => self.step_at(step),
            _ => None,
        }
    }

    #[inline]
    fn tally(&mut self, token: u32, node: u32, add: impl FnOnce(&mut super::StepOutcome)) {
        let case = self.tokens[token].case;
        if self.cases[case].counts
            && let Some(step) = usize::try_from(node)
                .ok()
                .and_then(|at| self.steps.get_mut(at))
        {
            add(step);
        }
    }

    /// A token comes to a step.
    pub(super) fn begin_step(&mut self, at: u32, number: u32) -> Result<(), SimulateError> {
        let Some(step) = self.step_at(number) else {
            return self.step_done(at);
        };
        if !self.instances[self.tokens[at].instance].side_by_side {
            if step.boundary.0 < step.boundary.1 && self.begin_beside(at, step)? {
                return Ok(());
            }
            if let Some(repeats) = &step.repeats {
                let times = self.draw(&repeats.times, repeats.stream);
                let times = crate::simulate::sketch::as_count((times + 0.5).floor());
                let times = u32::try_from(times.max(1)).unwrap_or(u32::MAX);
                if repeats.parallel && times > 1 {
                    return self.begin_side_by_side(at, times);
                }
                self.tokens[at].left = times.saturating_sub(1);
            }
        }
        self.visit(at, step)
    }

    /// Begins a step once.
    fn visit(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        self.tally(at, step.node, |one| {
            one.visits = one.visits.saturating_add(1);
        });
        self.tokens[at].since = self.now;
        let happened = std::mem::take(&mut self.tokens[at].happened);
        if happened {
            // What it would wait for decided a race, and was waited for there.
            return self.before_work(at, step);
        }
        if step.mailbox != NONE {
            let case = self.tokens[at].case;
            if !self.takes_message(case, step.mailbox) {
                self.tokens[at].doing = Doing::Message;
                self.waits_for(at, step.mailbox, For::Step);
                if self.tokens[at].timers == 0 {
                    self.stands_still(at);
                }
                return Ok(());
            }
        }
        self.waiting(at, step)
    }

    /// The message that a token waits for came.
    pub(super) fn message_came(&mut self, at: u32) -> Result<(), SimulateError> {
        self.moves_again(at);
        let waited = self.now - self.tokens[at].since;
        let Some(step) = self.step_of(at) else {
            return self.step_done(at);
        };
        self.waited(at, step.node, waited);
        let token = &mut self.tokens[at];
        token.life = token.life.wrapping_add(1);
        token.since = self.now;
        self.waiting(at, step)
    }

    fn waited(&mut self, at: u32, node: u32, minutes: f64) {
        self.tally(at, node, |one| one.stated += minutes);
        let case = self.tokens[at].case;
        self.cases[case].waited += minutes;
    }

    /// A time that was waited for before a step was come to.
    pub(super) fn waited_for(&mut self, at: u32, step: u32, minutes: f64) {
        if let Some(step) = self.step_at(step) {
            self.waited(at, step.node, minutes);
        }
    }

    /// The stated waiting before the work.
    #[inline]
    fn waiting(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        let Some((sampler, stream)) = &step.waiting else {
            return self.before_work(at, step);
        };
        let minutes = self.draw(sampler, *stream);
        self.tokens[at].doing = Doing::Waiting;
        self.tokens[at].since = self.now;
        let life = self.tokens[at].life;
        let wakes = Event::Wakes { token: at, life };
        self.agenda.schedule(self.now + minutes, wakes)?;
        Ok(())
    }

    /// The batch, where there is one, and then the work.
    #[inline]
    fn before_work(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        if step.batch == NONE {
            return self.work(at, step);
        }
        let token = &mut self.tokens[at];
        token.doing = Doing::Batch;
        token.since = self.now;
        let life = token.life;
        let place = usize::try_from(step.batch).unwrap_or(usize::MAX);
        let Some(queue) = self.batches.get_mut(place) else {
            return self.work(at, step);
        };
        queue.waiting.push_back((at, life));
        queue.count = queue.count.saturating_add(1);
        let full = self.m.batches.get(place).is_some_and(|batch| {
            matches!(batch.times, BatchTimes::WhenFull) && queue.count >= batch.least
        });
        if full {
            return self.gather_batch(place);
        }
        Ok(())
    }

    /// Takes those who wait for a batch, if they are enough.
    pub(super) fn gather_batch(&mut self, place: usize) -> Result<(), SimulateError> {
        let m = self.m;
        let (Some(batch), Some(queue)) = (m.batches.get(place), self.batches.get(place)) else {
            return Ok(());
        };
        if queue.count < batch.least || queue.count == 0 {
            return Ok(());
        }
        let mut taken = 0u32;
        let mut leader = NONE;
        let mut last = NONE;
        while taken < batch.most {
            let Some(queue) = self.batches.get_mut(place) else {
                break;
            };
            let Some((token, life)) = queue.waiting.pop_front() else {
                break;
            };
            if self.tokens[token].life != life {
                continue;
            }
            taken = taken.saturating_add(1);
            if let Some(queue) = self.batches.get_mut(place) {
                queue.count = queue.count.saturating_sub(1);
            }
            let waited = self.now - self.tokens[token].since;
            let Some(step) = self.step_of(token) else {
                continue;
            };
            self.tally(token, step.node, |one| one.batch += waited);
            let case = self.tokens[token].case;
            self.cases[case].waited += waited;
            if !batch.once {
                self.tokens[token].life = life.wrapping_add(1);
                self.work(token, step)?;
                continue;
            }
            let of = &mut self.tokens[token];
            of.doing = Doing::InBatch;
            of.since = self.now;
            let entry = self.member(place, token, life);
            if last == NONE {
                leader = entry;
            } else if let Some(queue) = self.batches.get_mut(place) {
                let before = usize::try_from(last).unwrap_or(usize::MAX);
                if let Some(before) = queue.members.get_mut(before) {
                    before.2 = entry;
                }
            }
            last = entry;
        }
        if leader != NONE {
            self.begin_batch(place, leader)?;
        }
        Ok(())
    }

    fn member(&mut self, place: usize, token: u32, life: u32) -> u32 {
        let Some(queue) = self.batches.get_mut(place) else {
            return NONE;
        };
        let entry = (token, life, NONE);
        if let Some(at) = queue.free.pop() {
            let of = usize::try_from(at).unwrap_or(usize::MAX);
            if let Some(member) = queue.members.get_mut(of) {
                *member = entry;
            }
            return at;
        }
        queue.members.push(entry);
        u32::try_from(queue.members.len().saturating_sub(1)).unwrap_or(NONE)
    }

    /// Begins the one work of a batch: by a token of its own, that belongs to no case.
    fn begin_batch(&mut self, place: usize, members: u32) -> Result<(), SimulateError> {
        let first = self.batches.get(place).and_then(|queue| {
            let at = usize::try_from(members).ok()?;
            queue.members.get(at).copied()
        });
        let Some((token, ..)) = first else {
            return Ok(());
        };
        let of = self.tokens[token];
        let Some(step) = self.step_of(token) else {
            return Ok(());
        };
        let at = match self.free_tokens.pop() {
            Some(at) => at,
            None => self.tokens.push(super::Token::default()),
        };
        let (life, stay) = (self.tokens[at].life, self.tokens[at].stay);
        self.tokens[at] = super::Token {
            case: NONE,
            instance: NONE,
            place: of.place,
            life,
            stay,
            outcome: NONE,
            child: NONE,
            next: NONE,
            before: NONE,
            members,
            left: u32::try_from(place).unwrap_or(NONE),
            ..super::Token::default()
        };
        self.work(at, step)
    }

    /// The one work of a batch is done.
    fn batch_done(&mut self, at: u32, minutes: f64) -> Result<(), SimulateError> {
        let token = self.tokens[at];
        let place = usize::try_from(token.left).unwrap_or(usize::MAX);
        let step = self.step_of(at);
        let of = &mut self.tokens[at];
        of.life = of.life.wrapping_add(1);
        of.stay = of.stay.wrapping_add(1);
        of.members = NONE;
        self.free_tokens.push(at);
        let mut members = Vec::new();
        let mut entry = token.members;
        while entry != NONE {
            let Some(queue) = self.batches.get_mut(place) else {
                break;
            };
            let place = usize::try_from(entry).unwrap_or(usize::MAX);
            let Some((member, life, next)) = queue.members.get(place).copied() else {
                break;
            };
            queue.free.push(entry);
            members.push((member, life));
            entry = next;
        }
        let share = minutes / f64::from(u32::try_from(members.len()).unwrap_or(1).max(1));
        let waited = self.now - token.since;
        // The last first, for what is ready goes on the last first.
        for (member, life) in members.into_iter().rev() {
            // Whoever was taken out of the case meanwhile has no part in it.
            let Some(step) = step.filter(|_| self.tokens[member].life == life) else {
                continue;
            };
            let since = self.tokens[member].since;
            let queue = token.since - since;
            let case = self.tokens[member].case;
            self.tally(member, step.node, |one| {
                one.work += share;
                one.queue += queue;
                one.batch += minutes - share;
                one.pause += waited - minutes;
                one.done = one.done.saturating_add(1);
            });
            let of = &mut self.cases[case];
            of.work += share;
            of.waited += self.now - since - share;
            of.cash += step.cash;
            let price = self.price(step, token.group);
            self.cases[case].cost += share * price;
            self.after_work(member, step)?;
        }
        Ok(())
    }

    /// How long the work takes this time, however often it is done.
    #[inline]
    fn minutes_of(&mut self, step: &'m Step) -> (f64, u32) {
        let mut times = step.whole;
        if let Some((chance, stream)) = step.more
            && self.unit(stream) < chance
        {
            times = times.saturating_add(1);
        }
        let Some((sampler, stream)) = &step.work else {
            return (0.0, times);
        };
        if times == 1 {
            return (self.draw(sampler, *stream), 1);
        }
        let mut sum = 0.0;
        for _ in 0..times {
            sum += self.draw(sampler, *stream);
        }
        (sum, times)
    }

    /// The work: by staff, or by whoever is always there.
    #[inline]
    fn work(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        let (minutes, times) = self.minutes_of(step);
        if step.cash > 0.0 && self.tokens[at].members == NONE {
            let case = self.tokens[at].case;
            self.cases[case].cash += step.cash * f64::from(times);
        }
        let token = &mut self.tokens[at];
        token.work = minutes;
        token.since = self.now;
        if step.pool == NONE || times == 0 || step.work.is_none() {
            if minutes <= 0.0 && token.members == NONE {
                return self.worked(at, step, None);
            }
            token.doing = Doing::Work;
            token.group = None;
            let life = token.life;
            let wakes = Event::Wakes { token: at, life };
            self.agenda.schedule(self.now + minutes, wakes)?;
            return Ok(());
        }
        token.doing = Doing::Queue;
        let class = match step.class {
            Some(class) => class,
            None => {
                let case = token.case;
                let class = if token.members == NONE {
                    self.cases[case].class
                } else {
                    1
                };
                PriorityClass::try_new(class).unwrap_or_default()
            }
        };
        let place = usize::try_from(step.pool).unwrap_or(usize::MAX);
        if let (Some(pool), Some(skill)) = (self.pools.get_mut(place), step.skill) {
            let ticket = pool.enqueue(self.now, Task::new(skill, minutes, at).in_class(class))?;
            self.tokens[at].ticket = Some(ticket);
        }
        self.ask(step.pool);
        Ok(())
    }

    /// Begins every work that can begin.
    #[inline]
    pub(super) fn start_all(&mut self) -> Result<(), SimulateError> {
        for place in 0..self.asked.len() {
            let asked = self.asked.get_mut(place);
            if asked.is_none_or(|asked| !std::mem::take(asked)) {
                continue;
            }
            while let Some(started) = self
                .pools
                .get_mut(place)
                .and_then(|pool| pool.start_next(self.now))
            {
                let at = started.payload;
                let token = &mut self.tokens[at];
                token.doing = Doing::Work;
                token.group = Some(started.group);
                token.ticket = None;
                token.since = self.now;
                let (life, minutes, members) = (token.life, token.work, token.members);
                let event = Event::Served {
                    token: at,
                    life,
                    group: started.group,
                };
                self.agenda.schedule(started.ends, event)?;
                self.begun(at, place, started.group, minutes, started.waited, members);
            }
        }
        Ok(())
    }

    /// Counts a work that begins.
    #[inline]
    fn begun(
        &mut self,
        at: u32,
        staff: usize,
        group: GroupId,
        minutes: f64,
        waited: f64,
        members: u32,
    ) {
        let Some(step) = self.step_of(at) else {
            return;
        };
        if members == NONE {
            self.tally(at, step.node, |one| one.queue += waited);
            let case = self.tokens[at].case;
            self.cases[case].waited += waited;
        }
        let marks = self.m.marks;
        if self.now < marks.warm_up || self.now >= marks.end {
            return;
        }
        let number = self.number_of(staff, group);
        let lane = usize::try_from(step.lane).unwrap_or(usize::MAX);
        let of_group = number.and_then(|number| self.staff.get_mut(number));
        let of_lane = self.lanes.get_mut(lane);
        for one in [of_group, of_lane].into_iter().flatten() {
            one.begun = one.begun.saturating_add(1);
            one.worked += minutes;
            one.queue += waited;
        }
    }

    /// The number of a group in the parameters.
    #[inline]
    fn number_of(&self, staff: usize, group: GroupId) -> Option<usize> {
        let staff = self.m.staff.get(staff)?;
        let group = usize::try_from(group.number()).ok()?;
        usize::try_from(*staff.numbers.get(group)?).ok()
    }

    /// Yen a minute of whoever did a step.
    fn price(&self, step: &Step, group: Option<GroupId>) -> f64 {
        let Some(group) = group else {
            return step.price;
        };
        let staff = usize::try_from(step.pool).unwrap_or(usize::MAX);
        let number = self.number_of(staff, group);
        let price = number.and_then(|number| self.m.prices.get(number));
        price
            .copied()
            .flatten()
            .map_or(0.0, |yen| f64::from(yen) / 60.0)
    }

    /// A work of staff ends.
    #[inline]
    pub(super) fn served(&mut self, at: u32, group: GroupId) -> Result<(), SimulateError> {
        let Some(step) = self.step_of(at) else {
            return Ok(());
        };
        let place = usize::try_from(step.pool).unwrap_or(usize::MAX);
        if let Some(pool) = self.pools.get_mut(place) {
            pool.finish(self.now, group)?;
        }
        self.ask(step.pool);
        let token = &mut self.tokens[at];
        token.life = token.life.wrapping_add(1);
        self.worked(at, step, Some(group))
    }

    /// A work is done.
    #[inline]
    fn worked(
        &mut self,
        at: u32,
        step: &'m Step,
        group: Option<GroupId>,
    ) -> Result<(), SimulateError> {
        let token = self.tokens[at];
        if token.members != NONE {
            return self.batch_done(at, token.work);
        }
        // What lies between begin and end of the work beside it; never a rounding error below nothing.
        let pause = (self.now - token.since - token.work).max(0.0);
        self.tally(at, step.node, |one| {
            one.work += token.work;
            one.pause += pause;
            one.done = one.done.saturating_add(1);
        });
        let price = self.price(step, group);
        let case = &mut self.cases[token.case];
        case.work += token.work;
        case.waited += pause;
        case.cost += token.work * price;
        self.after_work(at, step)
    }

    /// What stops the clock after a step, and whether the step is done again.
    fn after_work(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        let m = self.m;
        let after = usize::try_from(step.after).ok();
        if let Some(after) = after.and_then(|at| m.after.get(at))
            && self.unit(after.stream) < after.share
        {
            let minutes = self.draw(&after.reply, after.stream);
            let token = &mut self.tokens[at];
            token.doing = Doing::Reply;
            token.since = self.now;
            token.life = token.life.wrapping_add(1);
            let (case, life) = (token.case, token.life);
            self.stops_clock(case, after.stop);
            let wakes = Event::Wakes { token: at, life };
            self.agenda.schedule(self.now + minutes, wakes)?;
            return Ok(());
        }
        self.again_or_done(at, step)
    }

    /// The next of several times, or on.
    fn again_or_done(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        let token = &mut self.tokens[at];
        if token.left > 0 && token.members == NONE {
            token.left = token.left.saturating_sub(1);
            token.life = token.life.wrapping_add(1);
            return self.visit(at, step);
        }
        self.step_done(at)
    }

    fn step_done(&mut self, at: u32) -> Result<(), SimulateError> {
        let place = self.place_of(self.tokens[at].place);
        self.done(at, place)
    }

    /// A time has passed.
    pub(super) fn wakes(&mut self, at: u32) -> Result<(), SimulateError> {
        let token = self.tokens[at];
        let Some(step) = self.step_of(at) else {
            return Ok(());
        };
        self.tokens[at].life = token.life.wrapping_add(1);
        match token.doing {
            Doing::Waiting => {
                self.waited(at, step.node, self.now - token.since);
                self.tokens[at].since = self.now;
                self.before_work(at, step)
            }
            Doing::Work => self.worked(at, step, None),
            Doing::Reply => {
                self.waited(at, step.node, self.now - token.since);
                let after = usize::try_from(step.after).ok();
                let Some(after) = after.and_then(|at| self.m.after.get(at)) else {
                    return self.again_or_done(at, step);
                };
                self.clock_goes_on(token.case, after.stop);
                if after.again {
                    self.tally(at, step.node, |one| {
                        one.visits = one.visits.saturating_add(1);
                    });
                    return self.before_work(at, step);
                }
                self.again_or_done(at, step)
            }
            _ => Ok(()),
        }
    }

    /// Takes a token out of whatever it waits for or is worked on by.
    pub(super) fn release(&mut self, at: u32) {
        let token = self.tokens[at];
        let Some(step) = self.step_of(at) else {
            return;
        };
        let place = usize::try_from(step.pool).unwrap_or(usize::MAX);
        match token.doing {
            Doing::Queue => {
                if let (Some(pool), Some(ticket)) = (self.pools.get_mut(place), token.ticket)
                    && pool.leave(self.now, ticket).is_some()
                {
                    let waited = self.now - token.since;
                    self.tally(at, step.node, |one| {
                        one.queue += waited;
                        one.done = one.done.saturating_add(1);
                    });
                    self.cases[token.case].waited += waited;
                }
            }
            Doing::Work => {
                if let (Some(group), Some(pool)) = (token.group, self.pools.get_mut(place)) {
                    // The one who worked on it is free again.
                    let finished = pool.finish(self.now, group);
                    if finished.is_ok() {
                        self.ask(step.pool);
                    }
                    self.gives_back(step, token, group);
                }
                let spent = (self.now - token.since).min(token.work);
                let price = self.price(step, token.group);
                self.tally(at, step.node, |one| {
                    one.work += spent;
                    one.done = one.done.saturating_add(1);
                });
                let case = &mut self.cases[token.case];
                case.work += spent;
                case.cost += spent * price;
            }
            Doing::Batch => {
                let batch = usize::try_from(step.batch).unwrap_or(usize::MAX);
                if let Some(queue) = self.batches.get_mut(batch) {
                    queue.count = queue.count.saturating_sub(1);
                }
                let waited = self.now - token.since;
                self.tally(at, step.node, |one| one.batch += waited);
                self.cases[token.case].waited += waited;
            }
            Doing::Message | Doing::Waiting | Doing::Reply | Doing::Race => {
                let waited = self.now - token.since;
                self.waited(at, step.node, waited);
            }
            _ => {}
        }
    }

    /// The rest of a work that is broken off is not worked.
    fn gives_back(&mut self, step: &Step, token: super::Token, group: GroupId) {
        let marks = self.m.marks;
        if token.since < marks.warm_up || token.since >= marks.end {
            return;
        }
        let rest = (token.work - (self.now - token.since)).max(0.0);
        let staff = usize::try_from(step.pool).unwrap_or(usize::MAX);
        let number = self.number_of(staff, group);
        let lane = usize::try_from(step.lane).unwrap_or(usize::MAX);
        let of_group = number.and_then(|number| self.staff.get_mut(number));
        let of_lane = self.lanes.get_mut(lane);
        for one in [of_group, of_lane].into_iter().flatten() {
            one.worked -= rest;
        }
    }

    /// Begins what may happen beside a step; whether one of it has happened already and ended the step.
    fn begin_beside(&mut self, at: u32, step: &'m Step) -> Result<bool, SimulateError> {
        let m = self.m;
        let stay = self.tokens[at].stay;
        for number in step.boundary.0..step.boundary.1 {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let Some(boundary) = m.boundaries.get(place) else {
                continue;
            };
            let case = self.tokens[at].case;
            if let Some((timer, stream)) = &boundary.timer {
                let minutes = self.draw(timer, *stream);
                let event = Event::Beside {
                    token: at,
                    stay,
                    boundary: number,
                };
                self.agenda.schedule(self.now + minutes, event)?;
                let timers = &mut self.tokens[at].timers;
                *timers = timers.saturating_add(1);
                let moving = &mut self.cases[case].moving;
                *moving = moving.saturating_add(1);
            } else if boundary.mailbox != NONE {
                if self.takes_message(case, boundary.mailbox) {
                    self.beside(at, number)?;
                    if self.tokens[at].stay != stay {
                        return Ok(true);
                    }
                } else {
                    self.waits_for(at, boundary.mailbox, For::Beside(number));
                }
            }
        }
        Ok(false)
    }

    /// Works side by side at one step: each a token of its own in an instance that is no scope.
    fn begin_side_by_side(&mut self, at: u32, times: u32) -> Result<(), SimulateError> {
        let token = self.tokens[at];
        let scope = self.instances[token.instance].scope;
        let instance = self.blank_instance(scope, token.case, at);
        self.tokens[at].doing = Doing::Inside;
        self.tokens[at].child = instance;
        self.tokens[at].pending = 1;
        let out = Out {
            to: token.place,
            line: token.line,
            slot: NONE,
            ..Out::default()
        };
        for _ in 0..times {
            self.new_token(instance, out);
        }
        self.stands_still(at);
        Ok(())
    }

    /// An instance that is no scope.
    fn blank_instance(&mut self, scope: u32, case: u32, host: u32) -> u32 {
        let at = match self.free_instances.pop() {
            Some(at) => at,
            None => self.instances.push(Instance::default()),
        };
        let life = self.instances[at].life;
        self.instances[at] = Instance {
            scope,
            case,
            host,
            around: NONE,
            life,
            first: NONE,
            next: NONE,
            raises: NONE,
            within: NONE,
            side_by_side: true,
            after: true,
            ..Instance::default()
        };
        at
    }

    /// A token comes to a sub-process.
    pub(super) fn begin_sub(
        &mut self,
        at: u32,
        number: u32,
        scope: u32,
    ) -> Result<(), SimulateError> {
        let Some(step) = self.step_at(number) else {
            return self.step_done(at);
        };
        if step.boundary.0 < step.boundary.1 && self.begin_beside(at, step)? {
            return Ok(());
        }
        let mut side_by_side = 1;
        if let Some(repeats) = &step.repeats {
            let times = self.draw(&repeats.times, repeats.stream);
            let times = crate::simulate::sketch::as_count((times + 0.5).floor());
            let times = u32::try_from(times.max(1)).unwrap_or(u32::MAX);
            if repeats.parallel {
                side_by_side = times;
            } else {
                self.tokens[at].left = times.saturating_sub(1);
            }
        }
        self.stands_still(at);
        self.begin_inside(at, scope, side_by_side)
    }

    fn begin_inside(&mut self, at: u32, scope: u32, times: u32) -> Result<(), SimulateError> {
        let step = self.step_of(at).map_or(NONE, |step| step.node);
        self.tally(at, step, |one| one.visits = one.visits.saturating_add(1));
        self.tokens[at].doing = Doing::Inside;
        self.tokens[at].since = self.now;
        self.tokens[at].pending = times;
        let case = self.tokens[at].case;
        for _ in 0..times {
            let instance = self.new_instance(scope, case, at);
            self.instances[instance].next = self.tokens[at].child;
            self.tokens[at].child = instance;
            self.enters(instance, None)?;
        }
        Ok(())
    }

    /// Everything within a token is done.
    pub(super) fn resumes(&mut self, at: u32) {
        self.moves_again(at);
        let token = &mut self.tokens[at];
        token.doing = Doing::Nothing;
        token.child = NONE;
        token.life = token.life.wrapping_add(1);
        let life = token.life;
        self.resumed.push((at, life));
    }

    /// Goes on behind a sub-process, or begins it once more.
    pub(super) fn goes_on_behind(&mut self, at: u32) -> Result<(), SimulateError> {
        let place = self.place_of(self.tokens[at].place);
        let token = self.tokens[at];
        if let Exec::Sub(number, scope) = place.exec {
            let node = self.step_at(number).map_or(NONE, |step| step.node);
            self.tally(at, node, |one| one.done = one.done.saturating_add(1));
            if token.left > 0 && token.outcome == NONE {
                self.tokens[at].left = token.left.saturating_sub(1);
                self.stands_still(at);
                return self.begin_inside(at, scope, 1);
            }
        }
        self.done(at, place)
    }
}
