//! Sub-processes, works side by side, and what ends a step before its time.

use super::{
    Event, Run,
    state::{Doing, For, Instance},
};
use crate::simulate::{
    SimulateError,
    model::{Exec, NONE, Out, Step},
};
use tosei_simulation::resource::GroupId;

impl<'m> Run<'m> {
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
            Doing::Batch | Doing::InBatch => {
                let batch = usize::try_from(step.batch).unwrap_or(usize::MAX);
                if token.doing == Doing::Batch
                    && let Some(queue) = self.batches.get_mut(batch)
                {
                    queue.count = queue.count.saturating_sub(1);
                }
                let waited = self.now - token.since;
                self.tally(at, step.node, |one| {
                    one.batch += waited;
                    one.done = one.done.saturating_add(1);
                });
                self.cases[token.case].waited += waited;
            }
            Doing::Message | Doing::Waiting => {
                self.waited(at, step.node, self.now - token.since);
                self.tally(at, step.node, |one| one.done = one.done.saturating_add(1));
            }
            // Its work was done before.
            Doing::Reply => self.waited(at, step.node, self.now - token.since),
            _ => {}
        }
    }

    /// The rest of a work that is broken off is not worked.
    pub(super) fn gives_back(&mut self, step: &Step, token: super::Token, group: GroupId) {
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
    pub(super) fn begin_beside(&mut self, at: u32, step: &'m Step) -> Result<bool, SimulateError> {
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
    pub(super) fn begin_side_by_side(&mut self, at: u32, times: u32) -> Result<(), SimulateError> {
        let token = self.tokens[at];
        let instance = self.blank_instance(token.case, at);
        self.tokens[at].doing = Doing::Inside;
        self.tokens[at].child = instance;
        self.tokens[at].pending = 1;
        let out = Out {
            to: token.place,
            ..Out::default()
        };
        for _ in 0..times {
            self.new_token(instance, out);
        }
        self.stands_still(at);
        Ok(())
    }

    /// An instance that is no scope.
    pub(super) fn blank_instance(&mut self, case: u32, host: u32) -> u32 {
        let at = match self.free_instances.pop() {
            Some(at) => at,
            None => self.instances.push(Instance::default()),
        };
        let life = self.instances[at].life;
        self.instances[at] = Instance {
            case,
            host,
            life,
            side_by_side: true,
            ..Instance::BLANK
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
        if self.begin_beside(at, step)? {
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

    pub(super) fn begin_inside(
        &mut self,
        at: u32,
        scope: u32,
        times: u32,
    ) -> Result<(), SimulateError> {
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
