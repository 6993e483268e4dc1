//! Tokens: how they pass places, wait for each other, and end.

use super::{
    Run,
    state::{Doing, For, Instance, Token, Waiter},
};
use crate::graph::net::Kind;
use crate::simulate::{
    SimulateError,
    model::{Exec, Hook, NONE, Out, Place, Scope, Send, Span},
};

impl<'m> Run<'m> {
    #[inline]
    pub(super) fn place_of(&self, at: u32) -> Place {
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        self.m.places.get(place).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn out_at(&self, at: u32) -> Out {
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        self.m.outs.get(place).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn scope_at(&self, at: u32) -> Option<&'m Scope> {
        self.m.scopes.get(usize::try_from(at).ok()?)
    }

    pub(super) fn no_time_passes(&self, token: u32) -> SimulateError {
        let place = self.place_of(self.tokens[token].place);
        let node = usize::try_from(place.node).ok();
        match node
            .and_then(|at| self.m.ids.get(at))
            .or(self.m.ids.first())
        {
            Some(node) => SimulateError::NoTimePasses { node: node.clone() },
            None => SimulateError::Parts("no time passes".to_owned()),
        }
    }

    /// A new token on a line, ready to go on.
    #[inline]
    pub(super) fn new_token(&mut self, instance: u32, out: Out) -> u32 {
        let at = match self.free_tokens.pop() {
            Some(at) => at,
            None => self.tokens.push(Token::default()),
        };
        let case = self.instances[instance].case;
        let (life, stay) = (self.tokens[at].life, self.tokens[at].stay);
        let mut token = Token {
            case,
            instance,
            place: out.to,
            line: out.line,
            slot: out.slot,
            life,
            stay,
            outcome: NONE,
            child: NONE,
            next: NONE,
            before: NONE,
            members: NONE,
            ..Token::default()
        };
        let of = &mut self.instances[instance];
        of.tokens = of.tokens.saturating_add(1);
        if self.m.finds {
            token.next = of.first;
            let first = of.first;
            of.first = at;
            if first != NONE {
                self.tokens[first].before = at;
            }
        }
        self.tokens[at] = token;
        let moving = &mut self.cases[case].moving;
        *moving = moving.saturating_add(1);
        self.ready.push((at, stay));
        at
    }

    /// A token goes on by a line.
    #[inline]
    fn moves_on(&mut self, at: u32, out: Out) {
        let token = &mut self.tokens[at];
        token.place = out.to;
        token.line = out.line;
        token.slot = out.slot;
        token.happened = false;
        token.outcome = NONE;
        token.life = token.life.wrapping_add(1);
        token.stay = token.stay.wrapping_add(1);
        token.doing = Doing::Nothing;
        let stay = token.stay;
        if token.timers > 0 {
            let (case, timers) = (token.case, token.timers);
            token.timers = 0;
            self.rests(case, timers);
        }
        self.ready.push((at, stay));
    }

    /// So many things of a case do not move any more.
    #[inline]
    pub(super) fn rests(&mut self, case: u32, count: u32) {
        let moving = &mut self.cases[case].moving;
        *moving = moving.saturating_sub(count);
        if *moving == 0 {
            self.quiet.push(case);
        }
    }

    #[inline]
    pub(super) fn stir(&mut self, instance: u32) {
        if self.m.finds {
            let scope = self.scope_at(self.instances[instance].scope);
            if scope.is_some_and(|scope| !scope.gathers.is_empty()) {
                self.stirred.push(instance);
            }
        }
    }

    /// A token comes to its place.
    pub(super) fn arrive(&mut self, at: u32) -> Result<(), SimulateError> {
        let token = self.tokens[at];
        let place = self.place_of(token.place);
        match place.kind {
            Kind::Join => {
                if !self.joins(at, token, place.slots) {
                    return Ok(());
                }
            }
            Kind::Gather => {
                self.holds(at, token);
                return Ok(());
            }
            _ => {}
        }
        self.executes(at, place)
    }

    fn executes(&mut self, at: u32, place: Place) -> Result<(), SimulateError> {
        if place.hook != NONE {
            self.reached(at, place.hook);
        }
        match place.exec {
            Exec::Nothing => self.done(at, place),
            Exec::Step(step) => self.begin_step(at, step),
            Exec::Sub(step, scope) => self.begin_sub(at, step, scope),
            Exec::Race => self.begin_race(at, place),
        }
    }

    /// A token waits at a join; whether it goes on for all.
    fn joins(&mut self, at: u32, token: Token, slots: Span) -> bool {
        let base = self.instances[token.instance].counts;
        let of = |slot: u32| usize::try_from(base.saturating_add(slot)).unwrap_or(usize::MAX);
        if let Some(count) = self.counts.get_mut(of(token.slot)) {
            *count = count.saturating_add(1);
        }
        let range = of(slots.0)..of(slots.1);
        let Some(counts) = self.counts.get_mut(range) else {
            return true;
        };
        if counts.contains(&0) {
            self.takes_away(at);
            self.rests(token.case, 1);
            self.stir(token.instance);
            return false;
        }
        let mut merged = 0u32;
        for count in counts {
            *count = count.saturating_sub(1);
            merged = merged.saturating_add(1);
        }
        let tokens = &mut self.instances[token.instance].tokens;
        *tokens = tokens.saturating_sub(merged.saturating_sub(1));
        true
    }

    /// A token waits at an inclusive join.
    fn holds(&mut self, at: u32, token: Token) {
        let base = self.instances[token.instance].counts;
        let slot = usize::try_from(base.saturating_add(token.slot)).unwrap_or(usize::MAX);
        if let Some(count) = self.counts.get_mut(slot) {
            *count = count.saturating_add(1);
        }
        self.takes_away(at);
        self.rests(token.case, 1);
        self.stir(token.instance);
    }

    /// Takes a token out of use; what it stood for is counted elsewhere.
    fn takes_away(&mut self, at: u32) {
        let token = self.tokens[at];
        if self.m.finds {
            if token.before == NONE {
                self.instances[token.instance].first = token.next;
            } else {
                self.tokens[token.before].next = token.next;
            }
            if token.next != NONE {
                self.tokens[token.next].before = token.before;
            }
        }
        if token.timers > 0 {
            self.rests(token.case, token.timers);
        }
        let token = &mut self.tokens[at];
        token.timers = 0;
        token.doing = Doing::Nothing;
        token.life = token.life.wrapping_add(1);
        token.stay = token.stay.wrapping_add(1);
        self.free_tokens.push(at);
    }

    /// What a place stands for is done: tells it, and goes on.
    pub(super) fn done(&mut self, at: u32, place: Place) -> Result<(), SimulateError> {
        let instance = self.tokens[at].instance;
        if self.instances[instance].side_by_side {
            self.ends(at);
            return Ok(());
        }
        if place.hook != NONE {
            self.tells(at, place.hook)?;
        }
        self.stir(instance);
        self.goes_on(at, place);
        Ok(())
    }

    /// A token takes its way on.
    fn goes_on(&mut self, at: u32, place: Place) {
        let (from, until) = place.outs;
        match place.kind {
            Kind::End | Kind::Drop => self.ends(at),
            Kind::Stop => self.stops_all(at, place.raises),
            Kind::Pick => {
                let out = self.picks(at, place);
                self.moves_on(at, out);
            }
            Kind::Fork => {
                if from >= until {
                    self.ends(at);
                    return;
                }
                // The last first: those that are ready go on the last first.
                let instance = self.tokens[at].instance;
                let mut out = until;
                while out > from.saturating_add(1) {
                    out = out.saturating_sub(1);
                    let way = self.out_at(out);
                    self.new_token(instance, way);
                }
                let outcome = self.tokens[at].outcome;
                let first = self.out_at(from);
                self.moves_on(at, first);
                self.tokens[at].outcome = outcome;
            }
            Kind::Choose => self.chooses(at, place),
            Kind::Pass | Kind::Join | Kind::Gather | Kind::Start => {
                if from < until {
                    let outcome = self.tokens[at].outcome;
                    let way = self.out_at(from);
                    self.moves_on(at, way);
                    self.tokens[at].outcome = outcome;
                } else {
                    self.ends(at);
                }
            }
        }
    }

    /// One way of several: as the scope within ended, or by chance.
    #[inline]
    fn picks(&mut self, at: u32, place: Place) -> Out {
        let (from, until) = place.outs;
        let token = self.tokens[at];
        if token.outcome != NONE {
            let by_event = (from..until).map(|out| self.out_at(out));
            if let Some(out) = by_event.into_iter().find(|out| out.event == token.outcome) {
                return out;
            }
        }
        let first = self.out_at(from);
        if until.saturating_sub(from) <= 1 || first.share >= 1.0 {
            return first;
        }
        let share = self.unit_of_place(token.place);
        (from..until)
            .map(|out| self.out_at(out))
            .find(|out| share < out.share)
            .unwrap_or(first)
    }

    /// Any number of ways, each by its own chance; the default if none.
    fn chooses(&mut self, at: u32, place: Place) {
        let (from, until) = place.outs;
        let token = self.tokens[at];
        let mut chosen: Option<Out> = None;
        let mut default = None;
        for out in (from..until).rev() {
            let way = self.out_at(out);
            if way.default {
                default = Some(way);
                continue;
            }
            let takes = way.share >= 1.0 || self.unit_of_place(token.place) < way.share;
            if takes {
                if let Some(before) = chosen.replace(way) {
                    self.new_token(token.instance, before);
                }
            }
        }
        match chosen.or(default) {
            Some(way) => self.moves_on(at, way),
            None => self.ends(at),
        }
    }

    /// A number from the stream of the choices of a place.
    #[inline]
    fn unit_of_place(&mut self, place: u32) -> f64 {
        let choice = usize::try_from(place).ok();
        let stream = choice.and_then(|at| self.m.choices.get(at)).copied();
        self.unit(stream.unwrap_or(NONE))
    }

    /// A token ends.
    pub(super) fn ends(&mut self, at: u32) {
        let token = self.tokens[at];
        self.takes_away(at);
        if !token.still {
            self.rests(token.case, 1);
        }
        self.stir(token.instance);
        self.leaves(token.instance);
    }

    /// An instance has one thing less within it.
    pub(super) fn leaves(&mut self, instance: u32) {
        let tokens = &mut self.instances[instance].tokens;
        *tokens = tokens.saturating_sub(1);
        if *tokens == 0 {
            self.instance_ends(instance);
        }
    }

    /// Ends everything in an instance, and then the instance.
    fn stops_all(&mut self, at: u32, raises: u32) {
        let instance = self.tokens[at].instance;
        self.kill_within(instance, at);
        if raises != NONE && self.begins_by_error(instance) {
            self.ends(at);
            return;
        }
        self.instances[instance].raises = raises;
        self.instances[instance].after = true;
        self.ends(at);
    }

    /// Nothing is left in an instance.
    fn instance_ends(&mut self, at: u32) {
        if self.begins_after(at) {
            return;
        }
        let instance = self.instances[at];
        if instance.timers > 0 {
            self.rests(instance.case, instance.timers);
        }
        self.free_instance(at);
        if instance.around != NONE {
            self.unlink_within(instance.around, at);
            self.leaves(instance.around);
            return;
        }
        if instance.host == NONE {
            self.process_ends(instance.case, at, instance.next);
            return;
        }
        let host = instance.host;
        let mut child = self.tokens[host].child;
        if child == at {
            self.tokens[host].child = instance.next;
        } else {
            while child != NONE && self.instances[child].next != at {
                child = self.instances[child].next;
            }
            if child != NONE {
                self.instances[child].next = instance.next;
            }
        }
        if instance.raises != NONE {
            self.tokens[host].outcome = instance.raises;
        }
        let pending = &mut self.tokens[host].pending;
        *pending = pending.saturating_sub(1);
        if *pending == 0 {
            self.resumes(host);
        }
    }

    fn free_instance(&mut self, at: u32) {
        let instance = self.instances[at];
        if !instance.side_by_side
            && let Some(scope) = self.scope_at(instance.scope)
            && scope.slots > 0
        {
            let first = usize::try_from(instance.counts).unwrap_or(usize::MAX);
            let slots = usize::try_from(scope.slots).unwrap_or(0);
            if let Some(counts) = self.counts.get_mut(first..first.saturating_add(slots)) {
                counts.fill(0);
            }
            let place = usize::try_from(instance.scope).unwrap_or(usize::MAX);
            if let Some(free) = self.free_counts.get_mut(place) {
                free.push(instance.counts);
            }
        }
        self.instances[at].life = instance.life.wrapping_add(1);
        self.instances[at].tokens = 0;
        self.free_instances.push(at);
    }

    /// A new instance with nothing in it.
    pub(super) fn new_instance(&mut self, scope: u32, case: u32, host: u32) -> u32 {
        let at = match self.free_instances.pop() {
            Some(at) => at,
            None => self.instances.push(Instance::default()),
        };
        let slots = self.scope_at(scope).map_or(0, |scope| scope.slots);
        let mut counts = 0;
        if slots > 0 {
            let place = usize::try_from(scope).unwrap_or(usize::MAX);
            let free = self.free_counts.get_mut(place).and_then(Vec::pop);
            counts = match free {
                Some(counts) => counts,
                None => {
                    let first = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
                    let slots = usize::try_from(slots).unwrap_or(0);
                    let length = self.counts.len().saturating_add(slots);
                    self.counts.resize(length, 0);
                    first
                }
            };
        }
        let life = self.instances[at].life;
        self.instances[at] = Instance {
            scope,
            case,
            host,
            around: NONE,
            life,
            first: NONE,
            counts,
            next: NONE,
            raises: NONE,
            within: NONE,
            ..Instance::default()
        };
        at
    }

    /// Ends all tokens of an instance but one, with everything within them.
    pub(super) fn kill_within(&mut self, instance: u32, but: u32) {
        let mut open = vec![(instance, but)];
        while let Some((instance, but)) = open.pop() {
            let mut at = self.instances[instance].first;
            while at != NONE {
                let next = self.tokens[at].next;
                if at != but {
                    self.release(at);
                    let token = self.tokens[at];
                    let mut child = token.child;
                    while child != NONE {
                        open.push((child, NONE));
                        child = self.instances[child].next;
                    }
                    self.takes_away(at);
                    if !token.still {
                        self.rests(token.case, 1);
                    }
                }
                at = next;
            }
            let mut within = self.instances[instance].within;
            while within != NONE {
                open.push((within, NONE));
                within = self.instances[within].next;
            }
            if but == NONE {
                let one = self.instances[instance];
                if one.timers > 0 {
                    self.rests(one.case, one.timers);
                }
                self.free_instance(instance);
            } else {
                // What waits at joins is gone too.
                let one = self.instances[instance];
                if let Some(scope) = self.scope_at(one.scope).filter(|_| !one.side_by_side) {
                    let first = usize::try_from(one.counts).unwrap_or(usize::MAX);
                    let slots = usize::try_from(scope.slots).unwrap_or(0);
                    let range = first..first.saturating_add(slots);
                    if let Some(counts) = self.counts.get_mut(range).filter(|_| slots > 0) {
                        counts.fill(0);
                    }
                }
                self.instances[instance].tokens = 1;
                self.instances[instance].within = NONE;
            }
        }
    }

    /// Ends the scopes within a token.
    pub(super) fn kill_inside(&mut self, at: u32) {
        let mut child = self.tokens[at].child;
        self.tokens[at].child = NONE;
        self.tokens[at].pending = 0;
        while child != NONE {
            let next = self.instances[child].next;
            self.kill_within(child, NONE);
            child = next;
        }
    }

    /// Looks at the inclusive joins of all instances in which something moved.
    pub(super) fn gather_all(&mut self) -> Result<(), SimulateError> {
        while let Some(at) = self.stirred.pop() {
            let instance = self.instances[at];
            if instance.tokens == 0 || instance.side_by_side {
                continue;
            }
            let Some(scope) = self.scope_at(instance.scope) else {
                continue;
            };
            for number in 0..scope.gathers.len() {
                self.gather_one(at, scope, number)?;
            }
        }
        Ok(())
    }

    /// An inclusive join goes on if every token that could still come to an empty line of it could as
    /// well come to one that is not empty.
    fn gather_one(&mut self, at: u32, scope: &Scope, number: usize) -> Result<(), SimulateError> {
        let Some(gather) = scope.gathers.get(number) else {
            return Ok(());
        };
        let instance = self.instances[at];
        let place = self.place_of(gather.place);
        let count_of = |run: &Self, slot: u32| {
            let slot = usize::try_from(instance.counts.saturating_add(slot)).ok();
            slot.and_then(|slot| run.counts.get(slot))
                .copied()
                .unwrap_or(0)
        };
        let (from, until) = place.slots;
        if (from..until).all(|slot| count_of(self, slot) == 0) {
            return Ok(());
        }
        let bit = |reach: &[u64], line: u32| {
            let (word, bit) = (usize::try_from(line / 64).unwrap_or(usize::MAX), line % 64);
            reach.get(word).is_some_and(|word| word >> bit & 1 == 1)
        };
        let keeps_waiting = |run: &Self, line: u32| {
            let comes = |full: bool| {
                (from..until)
                    .zip(&gather.reach)
                    .any(|(slot, reach)| (count_of(run, slot) > 0) == full && bit(reach, line))
            };
            comes(false) && !comes(true)
        };
        // Tokens on their way or at work.
        let mut token = instance.first;
        while token != NONE {
            let line = self.tokens[token].line.wrapping_sub(scope.first_line);
            if keeps_waiting(self, line) {
                return Ok(());
            }
            token = self.tokens[token].next;
        }
        // Tokens that wait at joins.
        for (line, slot) in (0u32..).zip(&scope.slot_lines) {
            let waits = *slot != NONE && count_of(self, *slot) > 0;
            if waits && keeps_waiting(self, line) {
                return Ok(());
            }
        }
        let mut merged = 0u32;
        let mut line = 0;
        for (of_line, slot) in (0u32..).zip(&scope.slot_lines) {
            if !(from..until).contains(slot) || count_of(self, *slot) == 0 {
                continue;
            }
            line = of_line;
            merged = merged.saturating_add(1);
            let slot = usize::try_from(instance.counts.saturating_add(*slot)).ok();
            if let Some(count) = slot.and_then(|slot| self.counts.get_mut(slot)) {
                *count = count.saturating_sub(1);
            }
        }
        // One token goes on for all of them; it was counted with them.
        let out = Out {
            to: gather.place,
            line: scope.first_line.saturating_add(line),
            slot: NONE,
            ..Out::default()
        };
        let token = self.new_token(at, out);
        let tokens = &mut self.instances[at].tokens;
        *tokens = tokens.saturating_sub(merged);
        self.ready.pop();
        self.moves = self.moves.saturating_add(1);
        let place = Place {
            kind: Kind::Pass,
            ..place
        };
        // A gateway does nothing of its own.
        self.executes(token, place)
    }

    /// What a node tells when it is done.
    fn tells(&mut self, at: u32, hook: u32) -> Result<(), SimulateError> {
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
    fn mailbox(&self, case: u32, mailbox: u32) -> usize {
        let first = case.saturating_mul(self.m.mailboxes);
        usize::try_from(first.saturating_add(mailbox)).unwrap_or(usize::MAX)
    }

    /// A message comes: to whom waits longest, or into the box.
    fn delivers(&mut self, case: u32, mailbox: u32) -> Result<(), SimulateError> {
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
    fn begin_race(&mut self, at: u32, place: Place) -> Result<(), SimulateError> {
        let m = self.m;
        let case = self.tokens[at].case;
        self.tokens[at].since = self.now;
        self.tokens[at].doing = Doing::Race;
        let mut least: Option<(f64, u32)> = None;
        let mut waits = false;
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
                waits = true;
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
            None if waits => self.stands_still(at),
            None => {}
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
        if let Exec::Step(step) = place.exec {
            self.waited_for(at, step, waited);
        } else {
            let case = self.tokens[at].case;
            self.cases[case].waited += waited;
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
