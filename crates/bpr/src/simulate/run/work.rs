//! Steps: what is waited for, who works, how long, and how often.

use super::{
    Event, Run,
    state::{Doing, For},
};
use crate::simulate::{
    SimulateError,
    model::{Exec, NONE, Step},
};
use tosei_simulation::resource::{GroupId, PriorityClass, Task};

impl<'m> Run<'m> {
    #[inline]
    pub(super) fn step_at(&self, at: u32) -> Option<&'m Step> {
        self.m.steps.get(usize::try_from(at).ok()?)
    }

    /// The step of the place at which a token is.
    #[inline]
    pub(super) fn step_of(&self, token: u32) -> Option<&'m Step> {
        match self.place_of(self.tokens[token].place).exec {
            Exec::Step(step) | Exec::Sub(step, _) => self.step_at(step),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn tally(
        &mut self,
        token: u32,
        node: u32,
        add: impl FnOnce(&mut super::StepOutcome),
    ) {
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
    #[inline]
    pub(super) fn begin_step(&mut self, at: u32, number: u32) -> Result<(), SimulateError> {
        let Some(step) = self.step_at(number) else {
            return self.step_done(at);
        };
        if !self.instances[self.tokens[at].instance].side_by_side {
            if self.begin_beside(at, step)? {
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
    #[inline]
    pub(super) fn visit(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
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
                self.stands_still(at);
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

    pub(super) fn waited(&mut self, at: u32, node: u32, minutes: f64) {
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
    pub(super) fn waiting(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
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

    /// How long the work takes this time, however often it is done.
    #[inline]
    pub(super) fn minutes_of(&mut self, step: &'m Step) -> (f64, u32) {
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
    pub(super) fn work(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        let (minutes, times) = self.minutes_of(step);
        if self.tokens[at].members == NONE {
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
        for word in 0..self.asked.len() {
            let mut asked = self.asked.get_mut(word).map_or(0, std::mem::take);
            while asked != 0 {
                let bit = usize::try_from(asked.trailing_zeros()).unwrap_or(0);
                asked &= asked.wrapping_sub(1);
                self.start(word.saturating_mul(64).saturating_add(bit))?;
            }
        }
        Ok(())
    }

    /// Begins every work of a pool that can begin.
    #[inline]
    fn start(&mut self, place: usize) -> Result<(), SimulateError> {
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
        Ok(())
    }

    /// Counts a work that begins.
    #[inline]
    pub(super) fn begun(
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
    pub(super) fn number_of(&self, staff: usize, group: GroupId) -> Option<usize> {
        let staff = self.m.staff.get(staff)?;
        let group = usize::try_from(group.number()).ok()?;
        usize::try_from(*staff.numbers.get(group)?).ok()
    }

    /// Yen a minute of whoever did a step.
    #[inline]
    pub(super) fn price(&self, step: &Step, group: Option<GroupId>) -> f64 {
        let Some(group) = group else {
            return step.price;
        };
        let staff = usize::try_from(step.pool).unwrap_or(usize::MAX);
        let number = self.number_of(staff, group);
        let rate = number.and_then(|number| self.rates.get(number));
        rate.copied().unwrap_or(0.0)
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
    pub(super) fn worked(
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
    #[inline]
    pub(super) fn after_work(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
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
    #[inline]
    pub(super) fn again_or_done(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        let token = &mut self.tokens[at];
        if token.left > 0 && token.members == NONE {
            token.left = token.left.saturating_sub(1);
            token.life = token.life.wrapping_add(1);
            return self.visit(at, step);
        }
        self.step_done(at)
    }

    #[inline]
    pub(super) fn step_done(&mut self, at: u32) -> Result<(), SimulateError> {
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
}
