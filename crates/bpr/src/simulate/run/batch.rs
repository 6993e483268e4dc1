//! Batches: steps that are done for many cases at once.

use super::{Run, state::Doing};
use crate::simulate::{
    SimulateError,
    model::{BatchTimes, NONE, Step},
};

impl<'m> Run<'m> {
    /// The batch, where there is one, and then the work.
    #[inline]
    pub(super) fn before_work(&mut self, at: u32, step: &'m Step) -> Result<(), SimulateError> {
        if step.batch == NONE {
            return self.work(at, step);
        }
        let token = &mut self.tokens[at];
        token.doing = Doing::Batch;
        token.since = self.now;
        let life = token.life;
        let place = usize::try_from(step.batch).unwrap_or(usize::MAX);
        let (Some(batch), Some(queue)) = (self.m.batches.get(place), self.batches.get_mut(place))
        else {
            return self.work(at, step);
        };
        queue.waiting.push_back((at, life));
        queue.count = queue.count.saturating_add(1);
        if matches!(batch.times, BatchTimes::WhenFull) && queue.count == batch.least {
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

    pub(super) fn member(&mut self, place: usize, token: u32, life: u32) -> u32 {
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
    pub(super) fn begin_batch(&mut self, place: usize, members: u32) -> Result<(), SimulateError> {
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
            place: of.place,
            life,
            stay,
            members,
            left: u32::try_from(place).unwrap_or(NONE),
            ..super::Token::BLANK
        };
        self.work(at, step)
    }

    /// The one work of a batch is done.
    pub(super) fn batch_done(&mut self, at: u32, minutes: f64) -> Result<(), SimulateError> {
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
}
