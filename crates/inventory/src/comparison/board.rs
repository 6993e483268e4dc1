//! The board on which items of two lists find each other, one rule after the other.

use super::MatchReason;
use std::collections::{BTreeMap, HashMap, HashSet};

/// 突合 (match): one earlier item and one later item that are the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Position in the earlier list, counted from 0.
    pub earlier: usize,
    /// Position in the later list.
    pub later: usize,
    /// Why.
    pub reason: MatchReason,
}

/// 分割・統合 (split or merger): several items on one side, one on the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Positions in the earlier list; one of them for a split.
    pub earlier: Vec<usize>,
    /// Positions in the later list; one of them for a merger.
    pub later: Vec<usize>,
    /// Why.
    pub reason: MatchReason,
}

/// What has become of an item so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Free,
    /// Matched.
    Taken,
    /// More than one match is as good: left to people.
    Unclear,
}

#[derive(Debug)]
pub(super) struct Board {
    earlier: Vec<Slot>,
    later: Vec<Slot>,
    pub(super) pairs: Vec<Pair>,
    pub(super) groups: Vec<Group>,
    /// Pairs that somebody said are not the same.
    different: HashSet<(usize, usize)>,
}

/// Free items that share a key: positions on both sides.
pub(super) type Candidates = (Vec<usize>, Vec<usize>);

impl Board {
    pub(super) fn new(earlier: usize, later: usize) -> Self {
        Self {
            earlier: vec![Slot::Free; earlier],
            later: vec![Slot::Free; later],
            pairs: Vec::with_capacity(earlier.min(later)),
            groups: Vec::new(),
            different: HashSet::new(),
        }
    }

    pub(super) fn forbid(&mut self, earlier: usize, later: usize) {
        self.different.insert((earlier, later));
    }

    pub(super) fn is_forbidden(&self, earlier: usize, later: usize) -> bool {
        self.different.contains(&(earlier, later))
    }

    pub(super) fn earlier_is_free(&self, at: usize) -> bool {
        self.earlier.get(at) == Some(&Slot::Free)
    }

    pub(super) fn later_is_free(&self, at: usize) -> bool {
        self.later.get(at) == Some(&Slot::Free)
    }

    /// Matches two free items, unless somebody said that they differ.
    pub(super) fn pair(&mut self, earlier: usize, later: usize, reason: MatchReason) -> bool {
        if !self.earlier_is_free(earlier)
            || !self.later_is_free(later)
            || self.is_forbidden(earlier, later)
        {
            return false;
        }
        self.set_earlier(earlier, Slot::Taken);
        self.set_later(later, Slot::Taken);
        self.pairs.push(Pair {
            earlier,
            later,
            reason,
        });
        true
    }

    /// Takes free items together as a split or merger.
    pub(super) fn group(
        &mut self,
        earlier: Vec<usize>,
        later: Vec<usize>,
        reason: MatchReason,
    ) -> bool {
        if !earlier.iter().all(|at| self.earlier_is_free(*at))
            || !later.iter().all(|at| self.later_is_free(*at))
        {
            return false;
        }
        for at in &earlier {
            self.set_earlier(*at, Slot::Taken);
        }
        for at in &later {
            self.set_later(*at, Slot::Taken);
        }
        self.groups.push(Group {
            earlier,
            later,
            reason,
        });
        true
    }

    /// Leaves items to people.
    pub(super) fn leave(&mut self, (earlier, later): &Candidates) {
        for at in earlier {
            self.set_earlier(*at, Slot::Unclear);
        }
        for at in later {
            self.set_later(*at, Slot::Unclear);
        }
    }

    fn set_earlier(&mut self, at: usize, slot: Slot) {
        if let Some(place) = self.earlier.get_mut(at) {
            *place = slot;
        }
    }

    fn set_later(&mut self, at: usize, slot: Slot) {
        if let Some(place) = self.later.get_mut(at) {
            *place = slot;
        }
    }

    /// Items that were not matched, on both sides.
    pub(super) fn unmatched(&self) -> Candidates {
        let of = |slots: &[Slot]| {
            let numbered = slots.iter().enumerate();
            numbered
                .filter(|(_, slot)| **slot != Slot::Taken)
                .map(|(at, _)| at)
                .collect()
        };
        (of(&self.earlier), of(&self.later))
    }

    pub(super) fn free_earlier(&self) -> impl Iterator<Item = usize> {
        (0..self.earlier.len()).filter(|at| self.earlier_is_free(*at))
    }

    pub(super) fn free_later(&self) -> impl Iterator<Item = usize> {
        (0..self.later.len()).filter(|at| self.later_is_free(*at))
    }

    /// Free items by a key that they have on both sides.
    pub(super) fn by_key<K: Ord>(
        &self,
        earlier_key: impl Fn(usize) -> Option<K>,
        later_key: impl Fn(usize) -> Option<K>,
    ) -> BTreeMap<K, Candidates> {
        let mut found: BTreeMap<K, Candidates> = BTreeMap::new();
        for at in self.free_earlier() {
            if let Some(key) = earlier_key(at) {
                found.entry(key).or_default().0.push(at);
            }
        }
        for at in self.free_later() {
            if let Some(key) = later_key(at) {
                found.entry(key).or_default().1.push(at);
            }
        }
        found
    }

    /// Matches free items whose id stands once on either side; gives the ids that stand more often.
    pub(super) fn by_id<'a>(&mut self, earlier: &[&'a str], later: &[&'a str]) -> Vec<&'a str> {
        let mut positions: HashMap<&str, (usize, bool)> = HashMap::with_capacity(later.len());
        for at in self.free_later() {
            if let Some(id) = later.get(at) {
                let entry = positions.entry(id).or_insert((at, true));
                entry.1 = entry.0 == at;
            }
        }
        let mut seen: HashMap<&str, bool> = HashMap::with_capacity(earlier.len());
        for at in self.free_earlier() {
            if let Some(id) = earlier.get(at) {
                seen.entry(id)
                    .and_modify(|once| *once = false)
                    .or_insert(true);
            }
        }
        let mut repeated: HashSet<&'a str> = HashSet::new();
        for (at, id) in earlier.iter().enumerate() {
            let Some((other, once_later)) = positions.get(id) else {
                continue;
            };
            if !self.earlier_is_free(at) {
                continue;
            }
            if *once_later && seen.get(id) == Some(&true) {
                self.pair(at, *other, MatchReason::Id);
            } else {
                repeated.insert(id);
            }
        }
        let mut repeated: Vec<&str> = repeated.into_iter().collect();
        repeated.sort_unstable();
        repeated
    }
}
