//! Tokens: how they pass places.

use super::{
    Run,
    state::{Doing, Token},
};
use crate::graph::net::Kind;
use crate::simulate::{
    SimulateError,
    model::{Exec, NONE, Out, Place, Scope, Span},
};

/// What stands where there is no place: nothing is done there, and nothing follows.
static NOWHERE: Place = Place {
    kind: Kind::Pass,
    exec: Exec::Nothing,
    node: 0,
    hook: 0,
    outs: (0, 0),
    slots: (0, 0),
    raises: 0,
    error: false,
};

impl<'m> Run<'m> {
    #[inline]
    pub(super) fn place_of(&self, at: u32) -> &'m Place {
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        self.m.places.get(place).unwrap_or(&NOWHERE)
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
            ..Token::BLANK
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
    pub(super) fn moves_on(&mut self, at: u32, out: Out) {
        let token = &mut self.tokens[at];
        token.place = out.to;
        token.line = out.line;
        token.slot = out.slot;
        token.happened = false;
        token.outcome = NONE;
        // What was to be repeated here is not repeated elsewhere.
        token.left = 0;
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
            self.quiet.push_back(case);
        }
    }

    #[inline]
    pub(super) fn stir(&mut self, instance: u32) {
        if self.m.finds {
            let scope = self.scope_at(self.instances[instance].scope);
            if let Some(scope) = scope
                && !scope.gathers.is_empty()
            {
                self.stirred.push(instance);
            }
        }
    }

    /// A token comes to its place.
    #[inline]
    pub(super) fn arrive(&mut self, at: u32) -> Result<(), SimulateError> {
        let place = self.place_of(self.tokens[at].place);
        match place.kind {
            Kind::Join if !self.joins(at, self.tokens[at], place.slots) => return Ok(()),
            Kind::Gather => {
                self.holds(at, self.tokens[at]);
                return Ok(());
            }
            _ => {}
        }
        self.executes(at, place)
    }

    #[inline]
    pub(super) fn executes(&mut self, at: u32, place: &Place) -> Result<(), SimulateError> {
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
    pub(super) fn joins(&mut self, at: u32, token: Token, slots: Span) -> bool {
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
    pub(super) fn holds(&mut self, at: u32, token: Token) {
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
    pub(super) fn takes_away(&mut self, at: u32) {
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
    #[inline]
    pub(super) fn done(&mut self, at: u32, place: &Place) -> Result<(), SimulateError> {
        let instance = self.tokens[at].instance;
        if self.instances[instance].side_by_side {
            self.ends(at);
            return Ok(());
        }
        if place.hook != NONE {
            let stay = self.tokens[at].stay;
            self.tells(at, place.hook)?;
            // What it told may have ended what it is in.
            if self.tokens[at].stay != stay {
                return Ok(());
            }
        }
        self.stir(instance);
        self.goes_on(at, place);
        Ok(())
    }

    /// A token takes its way on.
    #[inline]
    pub(super) fn goes_on(&mut self, at: u32, place: &Place) {
        let (from, until) = place.outs;
        match place.kind {
            Kind::End | Kind::Drop => self.ends(at),
            Kind::Stop => self.stops_all(at, place),
            Kind::Pick => {
                let out = self.picks(at, place);
                self.moves_on(at, out);
            }
            Kind::Choose => self.chooses(at, place),
            Kind::Fork | Kind::Pass | Kind::Join | Kind::Gather | Kind::Start => {
                if from == until {
                    self.ends(at);
                    return;
                }
                // The last first: those that are ready go on the last first.
                let instance = self.tokens[at].instance;
                for out in (from.saturating_add(1)..until).rev() {
                    let way = self.out_at(out);
                    self.new_token(instance, way);
                }
                let outcome = self.tokens[at].outcome;
                let first = self.out_at(from);
                self.moves_on(at, first);
                self.tokens[at].outcome = outcome;
            }
        }
    }

    /// One way of several: as the scope within ended, or by chance.
    #[inline]
    pub(super) fn picks(&mut self, at: u32, place: &Place) -> Out {
        let (from, until) = place.outs;
        let token = self.tokens[at];
        if token.outcome != NONE {
            let by_event = (from..until).map(|out| self.out_at(out));
            if let Some(out) = by_event.into_iter().find(|out| out.event == token.outcome) {
                return out;
            }
        }
        let first = self.out_at(from);
        if first.share >= 1.0 {
            return first;
        }
        let share = self.unit_of_place(token.place);
        (from..until)
            .map(|out| self.out_at(out))
            .find(|out| share < out.share)
            .unwrap_or(first)
    }

    /// Any number of ways, each by its own chance; the default if none.
    pub(super) fn chooses(&mut self, at: u32, place: &Place) {
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
            if takes && let Some(before) = chosen.replace(way) {
                self.new_token(token.instance, before);
            }
        }
        match chosen.or(default) {
            Some(way) => self.moves_on(at, way),
            None => self.ends(at),
        }
    }

    /// A number from the stream of the choices of a place.
    #[inline]
    pub(super) fn unit_of_place(&mut self, place: u32) -> f64 {
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
}
