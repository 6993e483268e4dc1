//! 経路 (run): which ways a case took through a flow, where it fits.

use super::{
    ConformanceOptions, EventLog,
    fit::{Marking, fire},
    replay::{BEGIN, Net},
};
use crate::Flow;
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

/// What a replay says of the ways of a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Explained {
    /// It fits.
    Fits(Run),
    /// No run of the flow gives it.
    Deviates,
    /// The effort allowed was not enough.
    NotDecided,
}

/// The run with the fewest moves that leave no trace.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Run {
    /// The sequence flows that got a token, each as often as it did.
    pub(crate) edges: Vec<u32>,
    /// The nodes that were done, each as often as it was.
    pub(crate) nodes: Vec<u32>,
    /// Another run with as few moves takes other ways.
    pub(crate) is_ambiguous: bool,
}

/// A flow ready to explain traces of a log.
#[derive(Debug)]
pub(crate) struct Replayer {
    net: Net,
    edges: u32,
    options: ConformanceOptions,
}

/// A marking that was reached, and how.
struct Reached {
    marking: Marking,
    from: Option<usize>,
    node: u32,
    gives: Vec<u32>,
    cost: u32,
    /// The same for the same edges in whatever order.
    print: u64,
    is_ambiguous: bool,
}

impl Replayer {
    pub(crate) fn new(log: &EventLog, flow: &Flow, options: ConformanceOptions) -> Self {
        let logged: HashSet<&str> = log.activities().iter().map(|name| name.trim()).collect();
        Self {
            net: Net::of(flow, |name| logged.contains(name)),
            edges: u32::try_from(flow.sequence_flows.len()).unwrap_or(u32::MAX),
            options,
        }
    }

    /// Whether the flow has a step of a name.
    pub(crate) fn knows(&self, step: &str) -> bool {
        self.net.named.contains_key(step.trim())
    }

    /// The run of a trace of step names.
    pub(crate) fn explain<'s>(&self, steps: impl IntoIterator<Item = &'s str>) -> Explained {
        let mut all: Vec<Reached> = vec![Reached {
            marking: vec![BEGIN],
            from: None,
            node: u32::MAX,
            gives: Vec::new(),
            cost: 0,
            print: 0,
            is_ambiguous: false,
        }];
        let mut front: Vec<usize> = vec![0];
        let mut is_complete = true;
        for step in steps {
            let Some(transitions) = self.net.named.get(step.trim()) else {
                return Explained::Deviates;
            };
            let closed = self.close(&mut all, &front, &mut is_complete);
            let mut layer = Layer::default();
            for place in closed {
                for transition in transitions {
                    self.follow(&mut all, place, transition, 0, &mut layer, &mut is_complete);
                }
            }
            front = layer.order;
            if front.is_empty() {
                return undecided(is_complete);
            }
        }
        let closed = self.close(&mut all, &front, &mut is_complete);
        let done = closed.into_iter().find(|place| {
            all.get(*place)
                .is_some_and(|reached| reached.marking.is_empty())
        });
        let Some(done) = done else {
            return undecided(is_complete);
        };
        let mut run = Run {
            is_ambiguous: all.get(done).is_some_and(|reached| reached.is_ambiguous),
            ..Run::default()
        };
        let mut at = Some(done);
        while let Some(reached) = at.and_then(|place| all.get(place)) {
            if reached.from.is_some() {
                run.nodes.push(reached.node);
            }
            let edges = reached.gives.iter().filter_map(|place| self.edge(*place));
            run.edges.extend(edges);
            at = reached.from;
        }
        run.edges.sort_unstable();
        run.nodes.sort_unstable();
        Explained::Fits(run)
    }

    /// The sequence flow of a place.
    fn edge(&self, place: u32) -> Option<u32> {
        place.checked_sub(1).filter(|edge| *edge < self.edges)
    }

    /// Everything that is reached without a trace, the cheapest way first.
    fn close(&self, all: &mut Vec<Reached>, front: &[usize], complete: &mut bool) -> Vec<usize> {
        let mut layer = Layer::default();
        let mut heap = BinaryHeap::new();
        for place in front {
            if let Some(reached) = all.get(*place) {
                layer.known.insert(reached.marking.clone(), *place);
                heap.push(Reverse((reached.cost, *place)));
            }
        }
        let mut closed = Vec::new();
        let mut is_done = HashSet::new();
        while let Some(Reverse((_, place))) = heap.pop() {
            if !is_done.insert(place) {
                continue;
            }
            closed.push(place);
            for transition in &self.net.silent {
                let next = self.follow(all, place, transition, 1, &mut layer, complete);
                if let Some(next) = next
                    && let Some(reached) = all.get(next)
                {
                    heap.push(Reverse((reached.cost, next)));
                }
            }
        }
        closed
    }

    /// Fires a transition at a reached marking; gives the place of what is new or cheaper.
    fn follow(
        &self,
        all: &mut Vec<Reached>,
        place: usize,
        transition: &super::replay::Transition,
        moves: u32,
        layer: &mut Layer,
        complete: &mut bool,
    ) -> Option<usize> {
        let from = all.get(place)?;
        let marking = fire(transition, &from.marking)?;
        let cost = from.cost.saturating_add(moves);
        let edges = transition
            .gives
            .iter()
            .filter_map(|place| self.edge(*place));
        let print = edges.fold(from.print, |print, edge| print.wrapping_add(spread(edge)));
        let is_ambiguous = from.is_ambiguous;
        if let Some(known) = layer.known.get(&marking).copied() {
            let known_at = all.get_mut(known)?;
            if known_at.cost == cost && (known_at.print != print || is_ambiguous) {
                known_at.is_ambiguous = true;
            }
            if known_at.cost <= cost {
                return None;
            }
        } else if layer.known.len() >= self.options.markings || marking.len() > self.options.tokens
        {
            *complete = false;
            return None;
        }
        let next = all.len();
        all.push(Reached {
            marking: marking.clone(),
            from: Some(place),
            node: transition.node,
            gives: transition.gives.clone(),
            cost,
            print,
            is_ambiguous,
        });
        if let Some(old) = layer.known.insert(marking, next) {
            layer.order.retain(|place| *place != old);
        }
        layer.order.push(next);
        Some(next)
    }
}

/// The markings between two steps.
#[derive(Default)]
struct Layer {
    known: HashMap<Marking, usize>,
    order: Vec<usize>,
}

const fn undecided(is_complete: bool) -> Explained {
    if is_complete {
        Explained::Deviates
    } else {
        Explained::NotDecided
    }
}

/// A number over all bits, for sums that do not depend on the order (SplitMix64).
fn spread(edge: u32) -> u64 {
    let mut mixed = u64::from(edge)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
