//! Messages within a case, races, and events beside activities.

use super::{
    Run,
    state::{Doing, For, Waiter},
};
use crate::simulate::{
    SimulateError,
    model::{Exec, Hook, NONE, Place, Send},
};

impl Run<'_> {
    /// What a node tells when it is done.
    pub(super) fn tells(&mut self, at: u32, hook: u32) -> Result<(), SimulateError> {
        let m = self.m;
        let place = usize::try_from(hook).unwrap_or(usize::MAX);
        let hook: Hook = m.hooks.get(place).copied().unwrap_or_default();
        let case = self.tokens[at].case;
        self.told(case, &hook);
        for number in hook.sends.0..hook.sends.1 {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            match m.sends.get(place).copied() {
                Some(Send::Mailbox(mailbox)) => self.delivers(case, mailbox)?,
                Some(Send::Begins(scope, out)) => {
                    self.begin_process(case, scope, Some(out))?;
                }
                None => {}
            }
        }
        Ok(())
    }

    #[inline]
    pub(super) fn mailbox(&self, case: u32, mailbox: u32) -> usize {
        let first = case.saturating_mul(self.m.mailboxes);
        usize::try_from(first.saturating_add(mailbox)).unwrap_or(usize::MAX)
    }

    /// A message comes: to whom waits longest, or into the box.
    pub(super) fn delivers(&mut self, case: u32, mailbox: u32) -> Result<(), SimulateError> {
        let place = self.mailbox(case, mailbox);
        while let Some(waiter) = self.mail.get(place).map(|mail| mail.waiter)
            && waiter != NONE
        {
            let one = self.waiters[waiter];
            if let Some(mail) = self.mail.get_mut(place) {
                mail.waiter = one.next;
            }
            self.free_waiters.push(waiter);
            let token = self.tokens[one.token];
            match one.of {
                For::Step if token.life == one.life => {
                    self.message_came(one.token)?;
                    return Ok(());
                }
                For::Race(out) if token.life == one.life => {
                    self.wins(one.token, out);
                    return Ok(());
                }
                For::Beside(boundary) if token.stay == one.stay => {
                    self.beside(one.token, boundary)?;
                    return Ok(());
                }
                _ => {}
            }
        }
        if let Some(mail) = self.mail.get_mut(place) {
            mail.messages = mail.messages.saturating_add(1);
        }
        Ok(())
    }

    /// Takes a message out of the box; whether there was one.
    pub(super) fn takes_message(&mut self, case: u32, mailbox: u32) -> bool {
        let place = self.mailbox(case, mailbox);
        let Some(mail) = self.mail.get_mut(place) else {
            return false;
        };
        let has = mail.messages > 0;
        mail.messages = mail.messages.saturating_sub(1);
        has
    }

    /// A token waits for a message, behind those that wait already.
    pub(super) fn waits_for(&mut self, at: u32, mailbox: u32, of: For) {
        let token = self.tokens[at];
        let waiter = match self.free_waiters.pop() {
            Some(waiter) => waiter,
            None => self.waiters.push(Waiter::default()),
        };
        self.waiters[waiter] = Waiter {
            token: at,
            life: token.life,
            stay: token.stay,
            of,
            next: NONE,
        };
        let place = self.mailbox(token.case, mailbox);
        let first = self.mail.get(place).map_or(NONE, |mail| mail.waiter);
        if first == NONE {
            if let Some(mail) = self.mail.get_mut(place) {
                mail.waiter = waiter;
            }
            return;
        }
        let mut last = first;
        while self.waiters[last].next != NONE {
            last = self.waiters[last].next;
        }
        self.waiters[last].next = waiter;
    }

    /// Empties the boxes of a case.
    pub(super) fn empty_mail(&mut self, case: u32) {
        for mailbox in 0..self.m.mailboxes {
            let place = self.mailbox(case, mailbox);
            let Some(mail) = self.mail.get_mut(place) else {
                continue;
            };
            mail.messages = 0;
            let mut waiter = std::mem::replace(&mut mail.waiter, NONE);
            while waiter != NONE {
                let next = self.waiters[waiter].next;
                self.free_waiters.push(waiter);
                waiter = next;
            }
        }
    }

    /// A place where what happens first decides.
    pub(super) fn begin_race(&mut self, at: u32, place: &Place) -> Result<(), SimulateError> {
        let m = self.m;
        let case = self.tokens[at].case;
        self.tokens[at].since = self.now;
        self.tokens[at].doing = Doing::Race;
        let mut least: Option<(f64, u32)> = None;
        for number in place.outs.0..place.outs.1 {
            let out = self.out_at(number);
            let race = usize::try_from(out.race).unwrap_or(usize::MAX);
            let Some(racer) = m.racers.get(race) else {
                continue;
            };
            if let Some((timer, stream)) = &racer.timer {
                let time = self.draw(timer, *stream);
                if least.is_none_or(|(before, _)| time < before) {
                    least = Some((time, number));
                }
            } else if racer.mailbox != NONE {
                if self.takes_message(case, racer.mailbox) {
                    self.wins(at, number);
                    return Ok(());
                }
                self.waits_for(at, racer.mailbox, For::Race(number));
            }
        }
        match least {
            Some((time, out)) => {
                let life = self.tokens[at].life;
                let event = super::Event::Races {
                    token: at,
                    life,
                    out,
                };
                self.agenda.schedule(self.now + time, event)?;
            }
            None => self.stands_still(at),
        }
        Ok(())
    }

    /// A token waits for what nothing else of itself can bring.
    pub(super) fn stands_still(&mut self, at: u32) {
        self.tokens[at].still = true;
        let case = self.tokens[at].case;
        self.rests(case, 1);
    }

    /// A token that stood still moves again.
    pub(super) fn moves_again(&mut self, at: u32) {
        if std::mem::take(&mut self.tokens[at].still) {
            let case = self.tokens[at].case;
            let moving = &mut self.cases[case].moving;
            *moving = moving.saturating_add(1);
        }
    }

    /// A way of a race is won: what it leads to has happened.
    pub(super) fn wins(&mut self, at: u32, out: u32) {
        let waited = self.now - self.tokens[at].since;
        self.moves_again(at);
        let way = self.out_at(out);
        self.moves_on(at, way);
        self.tokens[at].happened = true;
        let place = self.place_of(way.to);
        // What decides a race is waited for: an event or a task of its own.
        if let Exec::Step(step) = place.exec {
            self.waited_for(at, step, waited);
        }
    }

    /// An event beside an activity happens.
    pub(super) fn beside(&mut self, at: u32, boundary: u32) -> Result<(), SimulateError> {
        let m = self.m;
        let place = usize::try_from(boundary).unwrap_or(usize::MAX);
        let Some(boundary) = m.boundaries.get(place) else {
            return Ok(());
        };
        let instance = self.tokens[at].instance;
        if !boundary.interrupts {
            self.new_token(instance, boundary.out);
            return Ok(());
        }
        self.moves_again(at);
        self.release(at);
        self.kill_inside(at);
        self.moves_on(at, boundary.out);
        self.stir(instance);
        Ok(())
    }

    pub(super) fn timer_passed(&mut self, at: u32) {
        let case = self.tokens[at].case;
        let timers = &mut self.tokens[at].timers;
        *timers = timers.saturating_sub(1);
        self.rests(case, 1);
    }
}
