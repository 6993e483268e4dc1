//! Blocks: a scope folded step by step into one passage, whose time is the lead time.
//!
//! Exclusive places are eliminated one by one, as states of a chain; parallel and inclusive blocks, whose
//! branches by then are single lines, fold into the longest of them.

use super::{loops::back_lines, passage::Duration};
use crate::graph::{
    net::{Kind, Net},
    slots::Slots,
};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};
use tosei_types::ExactFigure;

/// A place whose elimination would make more lines than this is left.
const MAX_FILL: usize = 4_096;

#[derive(Debug, Clone, Default)]
struct Place {
    kind: Kind,
    node: Option<u32>,
    ins: Vec<u32>,
    outs: Vec<u32>,
    gone: bool,
}

#[derive(Debug, Clone, Default)]
struct Line {
    from: u32,
    to: u32,
    /// The probability that it is taken; `None` if unknown.
    share: Option<ExactFigure>,
    /// The probability that nothing is done again on it; `None` if unknown.
    clear: Option<ExactFigure>,
    time: Duration,
    /// The line of the net that it began with.
    origin: u32,
    /// Splits that were fused away before it, with their lines.
    chain: Vec<(u32, u32)>,
}

/// What came out of folding a scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    /// How long one run takes; `None` if something did not fold.
    pub(super) time: Option<Duration>,
    /// The probability that nothing is done again.
    pub(super) clear: Option<ExactFigure>,
    /// Splits (the node, or `None` where a run begins) and the joins that belong to them.
    pub(super) pairs: Vec<(Option<u32>, u32)>,
    /// Inclusive joins that never wait, because their lines come from one exclusive branch.
    pub(super) merges: Vec<u32>,
    /// The line of a split that takes longest.
    pub(super) longest: HashMap<u32, u32>,
    /// Nodes at which folding stopped.
    pub(super) stuck: Vec<u32>,
}

struct Folder<'n> {
    net: &'n Net,
    most_fill: usize,
    places: Slots<Place>,
    lines: Slots<Line>,
    done: u32,
    stopped: u32,
    heap: BinaryHeap<Reverse<(usize, u32)>>,
    result: Folded,
}

/// Folds a scope. `share` gives the probability of a line of the net, `time` how long a node takes.
pub(super) fn fold(
    net: &Net,
    share: impl Fn(u32) -> Option<ExactFigure>,
    time: impl Fn(u32) -> Duration,
) -> Folded {
    fold_within(net, share, time, MAX_FILL)
}

fn fold_within(
    net: &Net,
    share: impl Fn(u32) -> Option<ExactFigure>,
    time: impl Fn(u32) -> Duration,
    most_fill: usize,
) -> Folded {
    let mut folder = Folder {
        net,
        most_fill,
        places: Slots::new(),
        lines: Slots::new(),
        done: 0,
        stopped: 0,
        heap: BinaryHeap::new(),
        result: Folded::default(),
    };
    let back = back_lines(net);
    for place in net.places.iter() {
        folder.places.push(Place {
            kind: place.kind,
            node: place.node.or(place.part_of),
            ..Place::default()
        });
    }
    folder.done = folder.places.push(Place::default());
    folder.stopped = folder.places.push(Place::default());
    for (at, line) in (0u32..).zip(net.lines.iter()) {
        let to = match net.places[line.to].kind {
            Kind::End | Kind::Drop => folder.done,
            Kind::Stop => folder.stopped,
            _ => line.to,
        };
        let clear = back.as_ref().map(|back| {
            if back[at] {
                ExactFigure::zero()
            } else {
                ExactFigure::one()
            }
        });
        let of = |place: u32| {
            let node = net.places[place].node;
            node.map_or_else(Duration::default, &time)
        };
        // A place that takes tokens has no line out for its time.
        let own = if to == line.to {
            of(line.from)
        } else {
            of(line.from).then(&of(line.to))
        };
        folder.line(Line {
            from: line.from,
            to,
            share: share(at),
            clear,
            time: own,
            origin: at,
            chain: Vec::new(),
        });
    }
    folder.run();
    folder.result
}

impl Folder<'_> {
    fn line(&mut self, line: Line) {
        let (from, to) = (line.from, line.to);
        let at = self.lines.push(line);
        self.places[from].outs.push(at);
        self.places[to].ins.push(at);
    }

    fn remove(&mut self, line: u32) -> Line {
        let taken = std::mem::take(&mut self.lines[line]);
        self.places[taken.from].outs.retain(|at| *at != line);
        self.places[taken.to].ins.retain(|at| *at != line);
        taken
    }

    fn waits(&self, at: u32) -> bool {
        let place = &self.places[at];
        matches!(place.kind, Kind::Join | Kind::Gather) && place.ins.len() > 1
    }

    fn splits(&self, at: u32) -> bool {
        let place = &self.places[at];
        matches!(place.kind, Kind::Fork | Kind::Choose)
    }

    fn is_sink(&self, at: u32) -> bool {
        at == self.done || at == self.stopped
    }

    fn cost(&self, at: u32) -> usize {
        let place = &self.places[at];
        place.ins.len().saturating_mul(place.outs.len())
    }

    fn touch(&mut self, at: u32) {
        self.heap.push(Reverse((self.cost(at), at)));
    }

    fn run(&mut self) {
        for at in 0..self.net.places.len() {
            self.touch(at);
        }
        loop {
            while let Some(Reverse((cost, at))) = self.heap.pop() {
                if self.places[at].gone {
                    continue;
                }
                if self.cost(at) > cost {
                    self.touch(at);
                    continue;
                }
                self.settle(at);
                self.merge_lines(at);
                self.cut_loop(at);
                self.fold_split(at);
                self.eliminate(at);
            }
            if !self.fuse() {
                break;
            }
        }
        let outs = self.places[self.net.start].outs.clone();
        let sinks = outs.iter().all(|line| self.is_sink(self.lines[*line].to));
        if sinks && !outs.is_empty() {
            let one = outs
                .iter()
                .map(|line| self.lines[*line].clone())
                .reduce(|a, b| mixed(&a, &b));
            if let Some(line) = one {
                self.result.time = Some(line.time);
                self.result.clear = line.clear;
            }
        }
        if self.result.time.is_none() {
            for place in self.places.iter().filter(|place| !place.outs.is_empty()) {
                self.result.stuck.extend(place.node);
            }
            self.result.stuck.sort_unstable();
            self.result.stuck.dedup();
        }
    }

    /// An inclusive join to which one line is left never waited for another.
    fn settle(&mut self, at: u32) {
        let place = &self.places[at];
        if place.kind != Kind::Gather || place.ins.len() != 1 {
            return;
        }
        if let Some(node) = place.node {
            self.result.merges.push(node);
        }
        self.places[at].kind = Kind::Pass;
    }

    /// Lines from one exclusive place to the same place are one line.
    fn merge_lines(&mut self, at: u32) {
        if self.splits(at) || self.is_sink(at) {
            return;
        }
        let mut outs = self.places[at].outs.clone();
        if outs.len() < 2 {
            return;
        }
        outs.sort_by_key(|line| (self.lines[*line].to, *line));
        for pair in outs.windows(2) {
            let &[first, second] = pair else { continue };
            let to = self.lines[first].to;
            let waits = self.waits(to) && self.places[to].kind == Kind::Join;
            if to != self.lines[second].to || waits {
                continue;
            }
            let other = self.remove(first);
            self.lines[second] = mixed(&other, &self.lines[second]);
            self.touch(to);
        }
        if let &[only] = self.places[at].outs.as_slice() {
            self.lines[only].share = Some(ExactFigure::one());
        }
    }

    /// A line from a place to itself: some rounds before it goes on.
    fn cut_loop(&mut self, at: u32) {
        if self.splits(at) || self.waits(at) || self.places[at].outs.len() < 2 {
            return;
        }
        let outs = self.places[at].outs.clone();
        let Some(own) = outs.iter().copied().find(|line| self.lines[*line].to == at) else {
            return;
        };
        let round = self.remove(own);
        let left = round
            .share
            .as_ref()
            .map(|share| ExactFigure::one() - share.clone());
        for line in self.places[at].outs.clone() {
            let line = &mut self.lines[line];
            line.time = line.time.after_loops(&round.time, round.share.as_ref());
            line.share = match (&line.share, &left) {
                (Some(share), Some(left)) => share.divided_by(left),
                _ => None,
            };
            // Of those that go on here, the part that made no rounds: no round is clear, for it goes along
            // a line back.
            line.clear = match (&line.clear, &round.clear, &left) {
                (Some(clear), Some(_), Some(left)) => Some(clear * left),
                _ => None,
            };
        }
        if let &[only] = self.places[at].outs.as_slice() {
            self.lines[only].share = Some(ExactFigure::one());
        }
        self.touch(at);
    }

    /// Branches that all lead to the join of the split, or all to the end: the longest of them.
    fn fold_split(&mut self, at: u32) {
        if !self.splits(at) {
            return;
        }
        let outs = self.places[at].outs.clone();
        let Some(to) = outs.first().map(|line| self.lines[*line].to) else {
            return;
        };
        let same = outs.iter().all(|line| self.lines[*line].to == to);
        let joins = self.waits(to)
            && self.places[to].ins.len() == outs.len()
            && (self.places[at].kind == Kind::Fork || self.places[to].kind == Kind::Gather);
        if !same || !(joins || to == self.done) {
            return;
        }
        let branches: Vec<Line> = outs.iter().map(|line| self.remove(*line)).collect();
        let times: Vec<Duration> = branches.iter().map(|line| line.time.clone()).collect();
        let longest = branches
            .iter()
            .enumerate()
            .max_by_key(|(at, line)| {
                let time = line.time.to.as_ref().unwrap_or(&line.time.from);
                (time.clone(), Reverse(*at))
            })
            .map(|(_, line)| line);
        if let Some(line) = longest {
            if line.chain.is_empty() {
                self.result.longest.insert(at, line.origin);
            }
            self.result.longest.extend(line.chain.iter().copied());
        }
        let all_clear = branches
            .iter()
            .all(|line| line.clear.as_ref().is_some_and(ExactFigure::is_one));
        let (time, clear) = if self.places[at].kind == Kind::Fork {
            let clear = branches
                .iter()
                .map(|line| line.clear.clone())
                .try_fold(ExactFigure::one(), |all, one| Some(all * one?));
            (Duration::longest(&times), clear)
        } else {
            let chosen: Vec<_> = branches
                .iter()
                .map(|line| (line.share.clone(), line.time.clone()))
                .collect();
            (
                Duration::longest_of_chosen(&chosen),
                all_clear.then(ExactFigure::one),
            )
        };
        if joins {
            if let Some(join) = self.places[to].node {
                self.result.pairs.push((self.places[at].node, join));
            }
            self.places[to].kind = Kind::Pass;
        }
        self.places[at].kind = Kind::Pass;
        self.line(Line {
            from: at,
            to,
            share: Some(ExactFigure::one()),
            clear,
            time,
            origin: branches.first().map_or(0, |line| line.origin),
            chain: Vec::new(),
        });
        self.touch(at);
        self.touch(to);
    }

    /// An exclusive place: every line in goes on with every line out.
    fn eliminate(&mut self, at: u32) {
        let place = &self.places[at];
        if at == self.net.start
            || self.is_sink(at)
            || self.splits(at)
            || self.waits(at)
            || place.outs.is_empty()
            || self.cost(at) > self.most_fill
        {
            return;
        }
        let (ins, outs) = (place.ins.clone(), place.outs.clone());
        let loops = outs.iter().any(|line| self.lines[*line].to == at);
        let into_waiting = outs.iter().any(|line| self.waits(self.lines[*line].to));
        let from_split = ins.iter().any(|line| self.splits(self.lines[*line].from));
        let single = ins.len() == 1 && outs.len() == 1;
        if loops || (into_waiting && !single) || (from_split && outs.len() > 1) {
            return;
        }
        let outs: Vec<Line> = outs.into_iter().map(|line| self.remove(line)).collect();
        let ins: Vec<Line> = ins.into_iter().map(|line| self.remove(line)).collect();
        for into in &ins {
            for out in &outs {
                let both = |a: &Option<ExactFigure>, b: &Option<ExactFigure>| {
                    Some(a.as_ref()? * b.as_ref()?)
                };
                self.line(Line {
                    from: into.from,
                    to: out.to,
                    share: both(&into.share, &out.share),
                    clear: both(&into.clear, &out.clear),
                    time: into.time.then(&out.time),
                    origin: into.origin,
                    chain: into.chain.clone(),
                });
            }
        }
        self.places[at].gone = true;
        for line in ins {
            self.touch(line.from);
        }
        for line in outs {
            self.touch(line.to);
            // A split before a join or an end may be complete now.
            if let Some(last) = self.places[line.to].ins.last().copied() {
                self.touch(self.lines[last].from);
            }
        }
    }

    /// A parallel split straight behind another, where their joins do not match: one split.
    fn fuse(&mut self) -> bool {
        for at in 0..self.places.len() {
            if self.places[at].kind != Kind::Fork {
                continue;
            }
            let &[into] = self.places[at].ins.as_slice() else {
                continue;
            };
            let before = self.lines[into].from;
            if before == at || self.places[before].kind != Kind::Fork {
                continue;
            }
            let head = self.remove(into);
            for line in self.places[at].outs.clone() {
                let mut line = self.remove(line);
                let constant = head.time.is_constant();
                line.time = head.time.then(&line.time);
                if !constant {
                    // The branches share a time that varies, so that they depend on each other.
                    line.time.points = None;
                }
                line.clear = match (&head.clear, &line.clear) {
                    (Some(a), Some(b)) => Some(a * b),
                    _ => None,
                };
                let mut chain = head.chain.clone();
                if chain.is_empty() {
                    chain.push((before, head.origin));
                }
                if line.chain.is_empty() {
                    chain.push((at, line.origin));
                }
                chain.append(&mut line.chain);
                line.chain = chain;
                line.from = before;
                self.line(line);
            }
            self.places[at].gone = true;
            self.touch(before);
            return true;
        }
        false
    }
}

/// Either of two lines of one place.
fn mixed(a: &Line, b: &Line) -> Line {
    let shares = match (&a.share, &b.share) {
        (Some(a), Some(b)) => Some((a, b, a + b)),
        _ => None,
    };
    let parts = shares
        .as_ref()
        .and_then(|(a, b, sum)| Some((a.divided_by(sum)?, b.divided_by(sum)?)));
    let clear = if a.clear == b.clear {
        a.clear.clone()
    } else {
        match (&a.clear, &b.clear, &parts) {
            (Some(x), Some(y), Some((p, q))) => Some(&(x * p) + &(y * q)),
            _ => None,
        }
    };
    Line {
        from: a.from,
        to: a.to,
        share: shares.map(|(_, _, sum)| sum),
        clear,
        time: a.time.or(&b.time, parts.as_ref().map(|(p, q)| (p, q))),
        origin: a.origin,
        chain: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_would_make_too_many_lines_is_left() {
        use Kind::{End, Pick, Start};
        // 0 to 1, which goes on to 2 and 3; both end.
        let two = Net::of(&[Start, Pick, End, End], &[(0, 1), (1, 2), (1, 3)]);
        // 1 goes to 2, 3 and 4; from 2 and 3 to 5, which goes on to 6 and 7: two by two.
        let crossed = Net::of(
            &[Start, Pick, Pick, Pick, End, Pick, Pick, Pick, End, End],
            &[
                (0, 1),
                (1, 2),
                (1, 3),
                (2, 5),
                (2, 4),
                (3, 5),
                (3, 4),
                (5, 6),
                (5, 7),
                (6, 8),
                (7, 9),
            ],
        );
        let folds = |net: &Net, most_fill: usize| {
            let half = || "1/2".parse().ok();
            let folded = fold_within(net, |_| half(), |_| Duration::default(), most_fill);
            folded.time.is_some()
        };
        // Both lines lead to the end: they are one before anything is multiplied.
        assert!(folds(&two, 1));
        assert!(folds(&crossed, 2));
        assert!(!folds(&crossed, 1));
    }
}
