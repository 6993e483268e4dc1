//! Exploration: every state that a folded net can come into, the nearest first.

use super::{
    reduce::Reduced,
    state::{Layout, State},
};
use crate::graph::{net::Kind, slots::Slots};
use std::collections::HashMap;

/// The most lines out of which an inclusive branch is explored: 2^12 combinations.
const MAX_CHOICES: u32 = 12;

/// The most slots of all states together.
const MAX_WORDS: u32 = 1_000_000_000;

/// How a state was first come to.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    from: u32,
    fired: Fired,
}

/// One firing: the place, and which lines it put tokens on.
#[derive(Debug, Clone, Copy, Default)]
struct Fired {
    place: u32,
    outs: Outs,
}

#[derive(Debug, Clone, Copy, Default)]
enum Outs {
    #[default]
    All,
    One(u32),
    Mask(u32),
}

/// A run: it ends in this state, perhaps with one more firing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    state: u32,
    last: Option<Fired>,
}

#[derive(Debug, Default)]
pub(super) struct Explored {
    /// Whether every state was seen.
    pub(super) complete: bool,
    pub(super) states: u32,
    pub(super) unsafe_run: Option<(Run, u32)>,
    pub(super) unbounded: Option<Run>,
    pub(super) deadlock: Option<(Run, Vec<u32>)>,
    pub(super) endless: Option<Run>,
    pub(super) improper: Option<(Run, u32)>,
    pub(super) can_end: bool,
    /// The first state in which a line held a token.
    reached: Slots<Option<u32>>,
    /// The first firing of a place.
    fired: Slots<Option<Run>>,
    steps: Slots<Step>,
}

pub(super) struct Explorer<'r> {
    net: &'r Reduced,
    layout: Layout,
    ends: HashMap<u32, u32>,
    gathers: HashMap<u32, Vec<State>>,
    lines: u32,
    tokens: State,
    max_states: u32,
    states: Vec<State>,
    index: HashMap<State, u32>,
    successors: Vec<Vec<u32>>,
    result: Explored,
    open: bool,
}

/// The most states of so many slots that are kept: all of them, each twice, in a quarter of a gigabyte.
fn within_memory(max_states: u32, slots: u32) -> u32 {
    let fit = MAX_WORDS.checked_div(slots).unwrap_or(u32::MAX);
    max_states.min(fit.max(1))
}

impl<'r> Explorer<'r> {
    pub(super) fn new(net: &'r Reduced, width: u32, max_states: u32) -> Self {
        let lines = net.lines.len();
        let mut ends = HashMap::new();
        for at in 0..net.places.len() {
            if net.places[at].kind == Kind::End {
                let slot = u32::try_from(ends.len()).unwrap_or(u32::MAX);
                ends.insert(at, lines.saturating_add(slot));
            }
        }
        let slots = lines.saturating_add(u32::try_from(ends.len()).unwrap_or(u32::MAX));
        let layout = Layout::new(slots, width);
        let mut tokens = layout.empty();
        for line in 0..lines {
            for _ in 0..layout.most() {
                layout.add(&mut tokens, line);
            }
        }
        let mut explorer = Self {
            net,
            layout,
            ends,
            gathers: HashMap::new(),
            lines,
            tokens,
            max_states: within_memory(max_states, slots),
            states: Vec::new(),
            index: HashMap::new(),
            successors: Vec::new(),
            result: Explored {
                reached: Slots::with(usize::try_from(lines).unwrap_or(0), || None),
                fired: Slots::with(net.places.iter().len(), || None),
                ..Explored::default()
            },
            open: false,
        };
        explorer.reaches();
        explorer
    }

    /// For every line into a place that waits: from which lines a token could come to it on a way
    /// that does not pass the place itself.
    fn reaches(&mut self) {
        let layout = Layout::new(self.lines, 1);
        for at in 0..self.net.places.len() {
            let place = &self.net.places[at];
            if place.kind != Kind::Gather {
                continue;
            }
            let mut sets = Vec::new();
            for into in &place.ins {
                let mut seen = layout.empty();
                let mut open = vec![*into];
                while let Some(line) = open.pop() {
                    if !layout.add(&mut seen, line) {
                        continue;
                    }
                    let from = self.net.lines[line].from;
                    if from != at {
                        open.extend(&self.net.places[from].ins);
                    }
                }
                sets.push(seen);
            }
            self.gathers.insert(at, sets);
        }
    }

    /// Whether a place that waits may go on: every token that could still come to an empty line of it
    /// could as well come to a line that holds one already.
    fn gathers(&self, at: u32, state: &[u64], held: &[u32]) -> bool {
        let ins = &self.net.places[at].ins;
        let Some(sets) = self.gathers.get(&at) else {
            return true;
        };
        let bits = Layout::new(self.lines, 1);
        held.iter().copied().all(|line| {
            let comes = |full: bool| {
                ins.iter().zip(sets).any(|(into, set)| {
                    (self.layout.get(state, *into) > 0) == full && bits.get(set, line) > 0
                })
            };
            !comes(false) || comes(true)
        })
    }

    /// The lines that hold tokens.
    fn held(&self, state: &[u64]) -> Vec<u32> {
        let per_word = 64u32.checked_div(self.layout.width).unwrap_or(1);
        let mut held = Vec::new();
        let mut base = 0u32;
        for word in state {
            if *word != 0 {
                let slots = base..base.saturating_add(per_word).min(self.lines);
                held.extend(slots.filter(|line| self.layout.get(state, *line) > 0));
            }
            base = base.saturating_add(per_word);
        }
        held
    }

    fn has_tokens(&self, state: &[u64]) -> bool {
        state
            .iter()
            .zip(&self.tokens)
            .any(|(word, mask)| word & mask != 0)
    }

    fn outs(&self, fired: Fired) -> Vec<u32> {
        let outs = &self.net.places[fired.place].outs;
        match fired.outs {
            Outs::All => outs.clone(),
            Outs::One(line) => vec![line],
            Outs::Mask(mask) => outs
                .iter()
                .enumerate()
                .filter(|(at, _)| u32::try_from(*at).is_ok_and(|at| mask >> at & 1 == 1))
                .map(|(_, line)| *line)
                .collect(),
        }
    }

    fn masks(&mut self, at: u32) -> Vec<Outs> {
        let outs = &self.net.places[at].outs;
        let Some(count) = u32::try_from(outs.len())
            .ok()
            .filter(|count| *count <= MAX_CHOICES)
        else {
            self.open = true;
            return outs.iter().map(|line| Outs::One(*line)).collect();
        };
        let mut default = 0u32;
        for (bit, line) in outs.iter().enumerate() {
            if self.net.lines[*line].default {
                default |= 1u32
                    .checked_shl(u32::try_from(bit).unwrap_or(0))
                    .unwrap_or(0);
            }
        }
        let end = 1u32.checked_shl(count).unwrap_or(0);
        (1..end)
            .filter(|mask| mask & default == 0 || *mask == default)
            .map(Outs::Mask)
            .collect()
    }

    pub(super) fn run(mut self) -> Explored {
        let mut first = self.layout.empty();
        let start = Fired {
            place: self.net.start,
            outs: Outs::All,
        };
        for line in self.outs(start) {
            self.layout.add(&mut first, line);
        }
        let step = Step {
            from: u32::MAX,
            fired: start,
        };
        self.found(first, step);
        let mut at = 0usize;
        while let Some(state) = self.states.get(at).cloned() {
            if self.result.unbounded.is_some()
                || self.states.len() > usize::try_from(self.max_states).unwrap_or(usize::MAX)
                || (self.layout.width == 1 && self.result.unsafe_run.is_some())
            {
                self.open = true;
                break;
            }
            self.expand(u32::try_from(at).unwrap_or(u32::MAX), &state);
            at = at.saturating_add(1);
        }
        self.result.complete = !self.open;
        self.result.states = u32::try_from(at).unwrap_or(u32::MAX);
        self.endings();
        self.result
    }

    fn note(&mut self, state: &[u64], at: u32) {
        for line in self.held(state) {
            if self.result.reached[line].is_none() {
                self.result.reached[line] = Some(at);
            }
        }
    }

    fn expand(&mut self, at: u32, state: &State) {
        let mut moved = false;
        let held = self.held(state);
        let mut places: Vec<u32> = held.iter().map(|line| self.net.lines[*line].to).collect();
        places.sort_unstable();
        places.dedup();
        for place in places.iter().copied() {
            let kind = self.net.places[place].kind;
            let ins = self.net.places[place].ins.clone();
            let full: Vec<u32> = ins
                .iter()
                .copied()
                .filter(|line| self.layout.get(state, *line) > 0)
                .collect();
            match kind {
                Kind::Start => {}
                Kind::Join => {
                    if !full.is_empty() && full.len() == ins.len() {
                        moved = true;
                        self.fire(at, state, place, &full, Outs::All);
                    }
                }
                Kind::Gather => {
                    if self.gathers(place, state, &held) {
                        moved = true;
                        self.fire(at, state, place, &full, Outs::All);
                    }
                }
                Kind::Pick | Kind::Choose => {
                    let choices = if kind == Kind::Choose {
                        self.masks(place)
                    } else {
                        let outs = &self.net.places[place].outs;
                        outs.iter().map(|line| Outs::One(*line)).collect()
                    };
                    for line in full {
                        for choice in &choices {
                            moved = true;
                            self.fire(at, state, place, &[line], *choice);
                        }
                    }
                }
                Kind::Pass | Kind::Fork | Kind::End | Kind::Stop | Kind::Drop => {
                    for line in full {
                        moved = true;
                        self.fire(at, state, place, &[line], Outs::All);
                    }
                }
            }
        }
        if !moved && self.has_tokens(state) && self.result.deadlock.is_none() {
            let run = Run {
                state: at,
                last: None,
            };
            let waiting = places.iter().filter_map(|at| self.net.places[*at].node);
            self.result.deadlock = Some((run, waiting.collect()));
        }
    }

    fn fire(&mut self, at: u32, state: &State, place: u32, takes: &[u32], outs: Outs) {
        let fired = Fired { place, outs };
        let run = Run {
            state: at,
            last: Some(fired),
        };
        if self.result.fired[place].is_none() {
            self.result.fired[place] = Some(run);
        }
        let mut next = state.clone();
        for line in takes {
            self.layout.take(&mut next, *line);
        }
        if self.net.places[place].kind == Kind::Stop {
            for line in 0..self.lines {
                self.layout.clear(&mut next, line);
            }
        }
        if let Some(slot) = self.ends.get(&place) {
            if self.layout.get(&next, *slot) > 0 {
                if self.result.improper.is_none() {
                    self.result.improper = Some((run, place));
                }
            } else {
                self.layout.add(&mut next, *slot);
            }
        }
        for line in self.outs(fired) {
            if self.layout.get(&next, line) > 0 && self.result.unsafe_run.is_none() {
                self.result.unsafe_run = Some((run, line));
            }
            if !self.layout.add(&mut next, line) {
                self.open = true;
                return;
            }
        }
        let to = match self.index.get(&next) {
            Some(known) => *known,
            None => self.found(next, Step { from: at, fired }),
        };
        if let Some(list) = usize::try_from(at)
            .ok()
            .and_then(|at| self.successors.get_mut(at))
        {
            list.push(to);
        }
    }

    /// Keeps a state that was not seen before.
    fn found(&mut self, state: State, step: Step) -> u32 {
        let to = u32::try_from(self.states.len()).unwrap_or(u32::MAX);
        self.index.insert(state.clone(), to);
        self.states.push(state.clone());
        self.successors.push(Vec::new());
        self.result.steps.push(step);
        self.note(&state, to);
        if self.layout.width > 1 && self.result.unbounded.is_none() {
            self.covers(to, &state);
        }
        to
    }

    /// A state that holds all tokens of an earlier one on its way can be come to again and again, unless
    /// something on the way depends on tokens being absent. It is another state: it holds more tokens, or a
    /// token that ended on the way could have stayed.
    fn covers(&mut self, to: u32, state: &[u64]) {
        let mut at = to;
        loop {
            let Step { from, fired } = self.result.steps[at];
            let kind = self.net.places[fired.place].kind;
            if from == u32::MAX || kind == Kind::Gather {
                return;
            }
            at = from;
            let Some(earlier) = usize::try_from(at).ok().and_then(|at| self.states.get(at)) else {
                return;
            };
            let covered = (0..self.lines)
                .all(|line| self.layout.get(state, line) >= self.layout.get(earlier, line));
            if covered {
                self.result.unbounded = Some(Run {
                    state: to,
                    last: None,
                });
                return;
            }
        }
    }

    /// Which states can still end, and the first that cannot, though it can always move.
    fn endings(&mut self) {
        let count = self.states.len();
        let mut before: Slots<Vec<u32>> = Slots::with(count, Vec::new);
        for (from, list) in self.successors.iter().enumerate() {
            for to in list {
                before[*to].push(u32::try_from(from).unwrap_or(u32::MAX));
            }
        }
        let spread = |seeds: Vec<u32>| {
            let mut reached = Slots::with(count, || false);
            let mut open = seeds;
            while let Some(at) = open.pop() {
                if !reached[at] {
                    reached[at] = true;
                    open.extend(&before[at]);
                }
            }
            reached
        };
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (mut ended, mut stuck) = (Vec::new(), Vec::new());
        for (at, state) in self.states.iter().enumerate() {
            if !self.has_tokens(state) {
                ended.push(number(at));
            } else if self.successors.get(at).is_some_and(Vec::is_empty) {
                stuck.push(number(at));
            }
        }
        self.result.can_end = !ended.is_empty();
        if self.open {
            return;
        }
        let ends = spread(ended);
        let sticks = spread(stuck);
        self.result.endless = (0..number(count))
            .find(|at| !ends[*at] && !sticks[*at])
            .map(|state| Run { state, last: None });
    }
}

impl Explored {
    /// The first run on which a line held a token.
    pub(super) fn reaching_line(&self, line: u32) -> Option<Run> {
        self.reached[line].map(|state| Run { state, last: None })
    }

    /// The first run on which a place did its work.
    pub(super) fn firing(&self, place: u32) -> Option<Run> {
        self.fired[place]
    }

    /// The nodes of a run, in order.
    pub(super) fn nodes(&self, net: &Reduced, run: Run) -> Vec<u32> {
        let mut firings = Vec::new();
        firings.extend(run.last);
        let mut at = run.state;
        loop {
            let step = self.steps[at];
            firings.push(step.fired);
            if step.from == u32::MAX {
                break;
            }
            at = step.from;
        }
        firings.reverse();
        let mut nodes = Vec::new();
        for fired in firings {
            nodes.extend(net.places[fired.place].node);
            let outs = &net.places[fired.place].outs;
            for (bit, line) in outs.iter().enumerate() {
                let passed = match fired.outs {
                    Outs::All => true,
                    Outs::One(one) => one == *line,
                    Outs::Mask(mask) => u32::try_from(bit).is_ok_and(|bit| mask >> bit & 1 == 1),
                };
                if passed {
                    nodes.extend(net.nodes(net.lines[*line].part, false));
                }
            }
        }
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_states_fit_in_memory() {
        for (max_states, slots, expected) in [
            (200_000, 10, 200_000),
            (200_000, 5_000, 200_000),
            (200_000, 10_000, 100_000),
            (u32::MAX, 1_000, 1_000_000),
            (5, 0, 5),
            (u32::MAX, 0, u32::MAX),
            (9, 2_000_000_000, 1),
            (0, 10, 0),
        ] {
            assert_eq!(
                within_memory(max_states, slots),
                expected,
                "{max_states} {slots}"
            );
        }
    }
}
