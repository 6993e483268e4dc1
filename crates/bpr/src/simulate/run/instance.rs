//! Runs of processes and sub-processes: how they begin and end, and what inclusive joins wait for.

use super::{Run, state::Instance};
use crate::simulate::{
    SimulateError,
    model::{NONE, Out, Place, Scope},
};

impl Run<'_> {
    /// An instance has one thing less within it.
    pub(super) fn leaves(&mut self, instance: u32) {
        let tokens = &mut self.instances[instance].tokens;
        *tokens = tokens.saturating_sub(1);
        if *tokens == 0 {
            self.instance_ends(instance);
        }
    }

    /// Ends everything in an instance, and then the instance.
    pub(super) fn stops_all(&mut self, at: u32, place: &Place) {
        let instance = self.tokens[at].instance;
        self.kill_within(instance, at);
        if !(place.error && self.begins_by_error(instance)) {
            self.hears_no_more(instance);
            self.instances[instance].raises = place.raises;
        }
        self.ends(at);
    }

    /// An event sub-process within an instance has raised something: an event sub-process takes it, or
    /// the instance ends with it.
    fn raised_within(&mut self, instance: u32, raises: u32) {
        self.empties(instance);
        if !self.begins_by_error(instance) {
            self.hears_no_more(instance);
            self.instances[instance].raises = raises;
        }
    }

    /// No event sub-process begins in an instance any more.
    pub(super) fn hears_no_more(&mut self, instance: u32) {
        let one = &mut self.instances[instance];
        one.after = true;
        one.deaf = true;
        let (case, timers) = (one.case, std::mem::take(&mut one.timers));
        if timers > 0 {
            self.rests(case, timers);
        }
    }

    /// Nothing is left in an instance.
    pub(super) fn instance_ends(&mut self, at: u32) {
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
            if instance.raises != NONE {
                self.raised_within(instance.around, instance.raises);
            }
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

    /// How many lines lead to joins of a scope.
    fn slots_of(&self, scope: u32) -> usize {
        let slots = self.scope_at(scope).map_or(0, |scope| scope.slots);
        usize::try_from(slots).unwrap_or(0)
    }

    /// Nothing waits at the joins of an instance any more.
    fn clear_counts(&mut self, instance: Instance) {
        let first = usize::try_from(instance.counts).unwrap_or(usize::MAX);
        let slots = self.slots_of(instance.scope);
        if let Some(counts) = self.counts.get_mut(first..first.saturating_add(slots)) {
            counts.fill(0);
        }
    }

    pub(super) fn free_instance(&mut self, at: u32) {
        let instance = self.instances[at];
        self.clear_counts(instance);
        let place = usize::try_from(instance.scope).unwrap_or(usize::MAX);
        if let Some(free) = self.free_counts.get_mut(place) {
            free.push(instance.counts);
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
        let slots = self.slots_of(scope);
        let place = usize::try_from(scope).unwrap_or(usize::MAX);
        let free = self.free_counts.get_mut(place).and_then(Vec::pop);
        let counts = match free {
            Some(counts) => counts,
            None => {
                let first = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
                let length = self.counts.len().saturating_add(slots);
                self.counts.resize(length, 0);
                first
            }
        };
        let life = self.instances[at].life;
        self.instances[at] = Instance {
            scope,
            case,
            host,
            life,
            counts,
            ..Instance::BLANK
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
                self.clear_counts(one);
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
            if instance.tokens == 0 {
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
    pub(super) fn gather_one(
        &mut self,
        at: u32,
        scope: &Scope,
        number: usize,
    ) -> Result<(), SimulateError> {
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
            reach.get(word).copied().unwrap_or(0) >> bit & 1 == 1
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
            if keeps_waiting(self, self.tokens[token].line) {
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
        for slot in &scope.slot_lines {
            if !(from..until).contains(slot) || count_of(self, *slot) == 0 {
                continue;
            }
            merged = merged.saturating_add(1);
            let slot = usize::try_from(instance.counts.saturating_add(*slot)).ok();
            if let Some(count) = slot.and_then(|slot| self.counts.get_mut(slot)) {
                *count = count.saturating_sub(1);
            }
        }
        // One token goes on for all of them; it was counted with them.
        let token = self.new_token(at, Out::default());
        let tokens = &mut self.instances[at].tokens;
        *tokens = tokens.saturating_sub(merged);
        self.ready.pop();
        self.moves = self.moves.saturating_add(1);
        self.executes(token, place)
    }
}
