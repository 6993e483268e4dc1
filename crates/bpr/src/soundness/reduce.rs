//! Reductions: blocks that certainly behave are folded before any state is looked at.
//!
//! Each rule keeps every verdict, in both directions: a run of the folded net is a run of the net, and
//! the other way round.

use crate::graph::{
    net::{Kind, Net},
    slots::Slots,
};
use std::collections::{HashSet, VecDeque};

/// What a token passes on a folded line, to tell a run and to count what was reached.
#[derive(Debug, Clone, Default)]
pub(super) enum Part {
    #[default]
    Nothing,
    /// A node.
    Node(u32),
    /// One after the other.
    Sequence(Vec<u32>),
    /// The first is told; all can be reached.
    Choice(Vec<u32>),
    /// All of them, in this order.
    All(Vec<u32>),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) node: Option<u32>,
    pub(super) ins: Vec<u32>,
    pub(super) outs: Vec<u32>,
    pub(super) gone: bool,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) default: bool,
    pub(super) gone: bool,
    pub(super) part: u32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Reduced {
    pub(super) places: Slots<Place>,
    pub(super) lines: Slots<Line>,
    pub(super) parts: Slots<Part>,
    pub(super) start: u32,
}

pub(super) fn reduce(net: &Net) -> Reduced {
    let mut reduced = unreduced(net);
    let mut work: VecDeque<u32> = (0..reduced.places.len()).collect();
    let mut waiting = Slots::with(work.len(), || true);
    while let Some(at) = work.pop_front() {
        waiting[at] = false;
        for touched in reduced.step(at) {
            if !waiting[touched] {
                waiting[touched] = true;
                work.push_back(touched);
            }
        }
    }
    reduced.compact()
}

/// The net as it is.
pub(super) fn unreduced(net: &Net) -> Reduced {
    let mut reduced = Reduced {
        start: net.start,
        ..Reduced::default()
    };
    reduced.parts.push(Part::Nothing);
    for place in net.places.iter() {
        reduced.places.push(Place {
            kind: place.kind,
            node: place.node,
            ins: place.ins.clone(),
            outs: place.outs.clone(),
            gone: false,
        });
    }
    for line in net.lines.iter() {
        reduced.lines.push(Line {
            from: line.from,
            to: line.to,
            default: line.default,
            gone: false,
            part: 0,
        });
    }
    reduced
}

impl Reduced {
    /// The same net without what was folded away.
    fn compact(self) -> Self {
        let mut places: Slots<Place> = Slots::new();
        let mut lines: Slots<Line> = Slots::new();
        let mut new_place = Slots::with(self.places.iter().len(), || u32::MAX);
        let mut new_line = Slots::with(self.lines.iter().len(), || u32::MAX);
        for (at, line) in (0..).zip(self.lines.iter()) {
            if !line.gone {
                new_line[at] = lines.push(*line);
            }
        }
        for (at, place) in (0..).zip(self.places.iter()) {
            if !place.gone {
                let renamed = |list: &[u32]| list.iter().map(|line| new_line[*line]).collect();
                new_place[at] = places.push(Place {
                    ins: renamed(&place.ins),
                    outs: renamed(&place.outs),
                    ..place.clone()
                });
            }
        }
        for at in 0..lines.len() {
            let line = &mut lines[at];
            line.from = new_place[line.from];
            line.to = new_place[line.to];
        }
        Self {
            start: new_place[self.start],
            places,
            lines,
            parts: self.parts,
        }
    }

    fn part(&mut self, part: Part) -> u32 {
        self.parts.push(part)
    }

    fn sequence(&mut self, parts: &[u32]) -> u32 {
        let kept: Vec<u32> = parts.iter().copied().filter(|part| *part != 0).collect();
        if kept.is_empty() {
            0
        } else {
            self.part(Part::Sequence(kept))
        }
    }

    fn node_part(&mut self, place: u32) -> u32 {
        match self.places[place].node {
            Some(node) => self.part(Part::Node(node)),
            None => 0,
        }
    }

    fn drop_line(&mut self, line: u32) {
        let Line { from, to, .. } = self.lines[line];
        self.lines[line].gone = true;
        self.places[from].outs.retain(|at| *at != line);
        self.places[to].ins.retain(|at| *at != line);
    }

    /// Tries the rules at one place; gives the places to look at again.
    fn step(&mut self, at: u32) -> Vec<u32> {
        let mut touched = Vec::new();
        for rule in [
            Self::fold_branches,
            Self::pass,
            Self::fuse_split,
            Self::fuse_merge,
            Self::fold_loop,
            Self::fold_ends,
        ] {
            if self.places[at].gone {
                break;
            }
            rule(self, at, &mut touched);
        }
        touched
    }

    /// One line in and one out: the place is part of the line.
    fn pass(&mut self, at: u32, touched: &mut Vec<u32>) {
        let place = &self.places[at];
        let (&[into], &[out]) = (place.ins.as_slice(), place.outs.as_slice()) else {
            return;
        };
        if into == out {
            return;
        }
        let node = self.node_part(at);
        let part = self.sequence(&[self.lines[into].part, node, self.lines[out].part]);
        let to = self.lines[out].to;
        for line in &mut self.places[to].ins {
            if *line == out {
                *line = into;
            }
        }
        self.lines[into].to = to;
        self.lines[into].part = part;
        self.lines[out].gone = true;
        self.places[at].gone = true;
        touched.extend([self.lines[into].from, to]);
    }

    /// Branches from one split straight to one join that waits for just these: one line.
    fn fold_branches(&mut self, at: u32, touched: &mut Vec<u32>) {
        let kind = self.places[at].kind;
        let mut outs = self.places[at].outs.clone();
        outs.sort_by_key(|line| (self.lines[*line].to, *line));
        for pair in outs.windows(2) {
            let &[first, second] = pair else { continue };
            let to = self.lines[first].to;
            if self.lines[second].to != to {
                continue;
            }
            let meets = matches!(
                (kind, self.places[to].kind),
                (Kind::Pick, Kind::Pass | Kind::Gather | Kind::End)
                    | (Kind::Fork, Kind::Join | Kind::Gather)
                    | (Kind::Choose, Kind::Gather)
            );
            if !meets {
                continue;
            }
            let parts = vec![self.lines[first].part, self.lines[second].part];
            let part = if kind == Kind::Pick {
                self.part(Part::Choice(parts))
            } else {
                self.part(Part::All(parts))
            };
            // The pair is kept as the second line, so that the next pair finds it.
            self.lines[second].part = part;
            self.lines[second].default &= self.lines[first].default;
            self.drop_line(first);
            touched.extend([at, to]);
        }
    }

    /// A split straight behind a split of its kind: one split.
    fn fuse_split(&mut self, at: u32, touched: &mut Vec<u32>) {
        let kind = self.places[at].kind;
        if !matches!(kind, Kind::Pick | Kind::Fork) {
            return;
        }
        let &[into] = self.places[at].ins.as_slice() else {
            return;
        };
        let before = self.lines[into].from;
        if before == at || self.places[before].kind != kind || self.places[at].outs.is_empty() {
            return;
        }
        let node = self.node_part(at);
        let head = self.sequence(&[self.lines[into].part, node]);
        self.drop_line(into);
        for line in std::mem::take(&mut self.places[at].outs) {
            let part = self.sequence(&[head, self.lines[line].part]);
            self.lines[line].part = part;
            self.lines[line].from = before;
            self.lines[line].default = false;
            self.places[before].outs.push(line);
            touched.push(self.lines[line].to);
        }
        self.places[at].gone = true;
        touched.push(before);
    }

    /// A place where branches meet straight before another of its kind: one place.
    fn fuse_merge(&mut self, at: u32, touched: &mut Vec<u32>) {
        let kind = self.places[at].kind;
        if kind != Kind::Pass {
            return;
        }
        let &[out] = self.places[at].outs.as_slice() else {
            return;
        };
        let behind = self.lines[out].to;
        // Two joins are left apart: the first can be reached where the second never is.
        let meets = self.places[behind].kind == Kind::Pass;
        if behind == at || !meets || self.places[at].ins.is_empty() {
            return;
        }
        let node = self.node_part(at);
        let tail = self.sequence(&[node, self.lines[out].part]);
        self.drop_line(out);
        for line in std::mem::take(&mut self.places[at].ins) {
            let part = self.sequence(&[self.lines[line].part, tail]);
            self.lines[line].part = part;
            self.lines[line].to = behind;
            self.places[behind].ins.push(line);
            touched.push(self.lines[line].from);
        }
        self.places[at].gone = true;
        touched.push(behind);
    }

    /// A choice that goes straight back to where its own way began: a loop that can always be left.
    fn fold_loop(&mut self, at: u32, touched: &mut Vec<u32>) {
        if self.places[at].kind != Kind::Pick {
            return;
        }
        let &[into] = self.places[at].ins.as_slice() else {
            return;
        };
        let head = self.lines[into].from;
        if self.places[head].kind != Kind::Pass {
            return;
        }
        for back in self.places[at].outs.clone() {
            // Another way goes on: one line in and one out would have been part of one line.
            if self.lines[back].to != head {
                continue;
            }
            // A first, empty choice keeps the run short and the way back reachable.
            let parts = vec![0, self.lines[back].part];
            let detour = self.part(Part::Choice(parts));
            let part = self.sequence(&[self.lines[into].part, detour]);
            self.lines[into].part = part;
            self.drop_line(back);
            touched.extend([at, head]);
        }
    }

    /// Branches of one split to ends of their own: one end.
    fn fold_ends(&mut self, at: u32, touched: &mut Vec<u32>) {
        let kind = self.places[at].kind;
        if !matches!(kind, Kind::Pick | Kind::Fork) {
            return;
        }
        let mut kept: Option<u32> = None;
        for line in self.places[at].outs.clone() {
            let end = self.lines[line].to;
            if self.places[end].kind != Kind::End || self.places[end].ins.len() != 1 {
                continue;
            }
            let node = self.node_part(end);
            let part = self.sequence(&[self.lines[line].part, node]);
            self.lines[line].part = part;
            self.places[end].node = None;
            let Some(first) = kept else {
                kept = Some(line);
                continue;
            };
            let parts = vec![self.lines[first].part, self.lines[line].part];
            let part = if kind == Kind::Pick {
                self.part(Part::Choice(parts))
            } else {
                self.part(Part::All(parts))
            };
            self.lines[first].part = part;
            self.drop_line(line);
            self.places[end].gone = true;
            touched.push(at);
        }
    }

    /// The nodes that a run passes on a part, in order, and those that it could pass.
    pub(super) fn nodes(&self, part: u32, all: bool) -> Vec<u32> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![part];
        while let Some(at) = open.pop() {
            // Branches of a fused split share its beginning, which happened once.
            if at != 0 && !seen.insert(at) {
                continue;
            }
            match &self.parts[at] {
                Part::Nothing => {}
                Part::Node(node) => found.push(*node),
                Part::Choice(parts) if !all => open.extend(parts.first()),
                Part::Sequence(parts) | Part::Choice(parts) | Part::All(parts) => {
                    open.extend(parts.iter().rev());
                }
            }
        }
        found
    }
}
