//! 取組の組合せ: the smallest sets of criteria that, once met, reach a level.
#![deny(clippy::arithmetic_side_effects)]

use crate::compiled::LevelNeed;
use crate::{Answer, CompiledStandard, CriterionSet, LevelNumber, PackedEvidence};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use tosei_types::{AxisId, CriterionId, coded_enum};

/// The most sets that are ever listed.
pub const MAX_ACTION_SETS: usize = 1_000;

coded_enum! {
    /// 取組の種類 (kind of action).
    pub enum ActionKind: "kind of action" {
        /// 充足する: it is not met; make it so.
        Meet = "meet" ("充足する", "meet"),
        /// 確認する: it is unknown; show that it is met, or make it so.
        Confirm = "confirm" ("充足を確認する", "confirm that it is met"),
    }
}

/// 取組 (action): one criterion to be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionAction {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whether it is to be met or only to be confirmed.
    pub kind: ActionKind,
    /// 費用（円） / its cost in yen; null: not given.
    pub cost_yen: Option<u64>,
}

/// 取組の組合せ (set of actions) that reaches a level, and no part of which does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionSet {
    /// The actions, in the standard's order; none if the level is reached already.
    pub actions: Vec<CriterionAction>,
    /// 費用（円） / the costs together; null if one is not given.
    pub cost_yen: Option<u64>,
}

/// 水準に届く取組 (sets of actions that reach a level).
///
/// A set reaches the level if its floor is at least the target once every criterion of the set is
/// met and nothing else changes.
///
/// Sets with fewer actions of unknown cost come first, then the cheaper ones, then those with fewer
/// actions, then those whose criteria come first in the standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionSets {
    /// The axis.
    pub axis: AxisId,
    /// The level to be reached.
    pub target: LevelNumber,
    /// The sets; none if no action reaches the level, one without actions if it is reached already.
    pub sets: Vec<ActionSet>,
    /// Whether there are more sets than are listed.
    pub cut: bool,
}

/// How sets of actions are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionOptions {
    /// What meeting or confirming a criterion costs, in yen.
    pub costs_yen: BTreeMap<CriterionId, u64>,
    /// How many sets to list; at most [`MAX_ACTION_SETS`].
    pub at_most: usize,
}

impl Default for ActionOptions {
    fn default() -> Self {
        Self {
            costs_yen: BTreeMap::new(),
            at_most: 20,
        }
    }
}

/// A criterion that can be acted on; the derived order is that of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    unpriced: bool,
    cost: u64,
    bit: u32,
}

/// So many of these candidates are to be chosen, whichever they are.
#[derive(Debug, Clone)]
struct Choice {
    candidates: Vec<Candidate>,
    count: usize,
}

/// Of each choice the positions of the chosen candidates, ascending.
type Chosen = Vec<Vec<usize>>;

/// The order in which sets are listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    unpriced: usize,
    cost: u64,
    size: usize,
    bits: Vec<u32>,
}

impl CompiledStandard {
    /// The smallest sets of criteria that, once met, bring the floor of an axis to a level.
    ///
    /// Prerequisites that are not met belong to every set. A criterion that does not apply cannot be
    /// acted on. `None` if the standard has no such axis.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_criteria::{ActionOptions, Answer, LevelNumber, PackedEvidence, Standard};
    ///
    /// # let json = include_str!("../../tests/data/example_standard.json");
    /// let standard = Standard::from_json(json)?.compile().unwrap();
    /// let (digital, attachments) = (standard.bit(&"D0".parse()?), standard.bit(&"S1a".parse()?));
    /// let evidence = PackedEvidence::UNKNOWN
    ///     .with(digital.unwrap(), Answer::Met)
    ///     .with(attachments.unwrap(), Answer::NotMet);
    /// let level_2 = LevelNumber::try_new(2)?;
    /// let options = ActionOptions {
    ///     costs_yen: [("S1a".parse()?, 400_000), ("S2a".parse()?, 900_000), ("S2b".parse()?, 300_000)].into(),
    ///     ..ActionOptions::default()
    /// };
    /// let ways = standard.action_sets(&"simpler".parse()?, evidence, level_2, &options).unwrap();
    /// // Level 2 needs one of two criteria, and all of level 1.
    /// let costs: Vec<_> = ways.sets.iter().map(|set| set.cost_yen).collect();
    /// assert_eq!(costs, [Some(700_000), Some(1_300_000)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn action_sets(
        &self,
        axis: &AxisId,
        evidence: PackedEvidence,
        target: LevelNumber,
        options: &ActionOptions,
    ) -> Option<ActionSets> {
        let position = self.axis_position(axis)?;
        let ways = self.ways(position, evidence, target, options);
        let (sets, cut) = cheapest(&ways, options.at_most.min(MAX_ACTION_SETS));
        Some(ActionSets {
            axis: axis.clone(),
            target,
            sets: sets
                .into_iter()
                .map(|bits| self.action_set(bits, evidence, options))
                .collect(),
            cut,
        })
    }

    fn action_set(
        &self,
        bits: CriterionSet,
        evidence: PackedEvidence,
        options: &ActionOptions,
    ) -> ActionSet {
        let actions: Vec<CriterionAction> = bits
            .iter()
            .filter_map(|bit| {
                let criterion = self.criterion(bit)?;
                let kind = match evidence.answer(bit) {
                    Answer::Unknown => ActionKind::Confirm,
                    _ => ActionKind::Meet,
                };
                Some(CriterionAction {
                    criterion: criterion.clone(),
                    kind,
                    cost_yen: options.costs_yen.get(criterion).copied(),
                })
            })
            .collect();
        let cost_yen = actions.iter().try_fold(0u64, |sum, action| {
            Some(sum.saturating_add(action.cost_yen?))
        });
        ActionSet { actions, cost_yen }
    }

    /// The ways to the level: in each, so many criteria of every group are to be met. No set of one
    /// way contains a set of another.
    fn ways(
        &self,
        axis: usize,
        evidence: PackedEvidence,
        target: LevelNumber,
        options: &ActionOptions,
    ) -> Vec<Vec<Choice>> {
        let choice = |bits: CriterionSet, count: u32| {
            let mut candidates: Vec<Candidate> = bits
                .iter()
                .map(|bit| {
                    let cost = self
                        .criterion(bit)
                        .and_then(|id| options.costs_yen.get(id))
                        .copied();
                    Candidate {
                        unpriced: cost.is_none(),
                        cost: cost.unwrap_or(0),
                        bit,
                    }
                })
                .collect();
            candidates.sort_unstable();
            Choice {
                count: usize::try_from(count)
                    .unwrap_or(usize::MAX)
                    .min(candidates.len()),
                candidates,
            }
        };
        let missing = CriterionSet::from_bits(self.prerequisites().bits() & !evidence.met().bits());
        let prerequisites = choice(missing, missing.len());
        let needs: Vec<LevelNeed> = self.level_needs(axis, evidence);
        let target = usize::from(target.get());
        if target == 0 {
            return vec![vec![prerequisites]];
        }
        if target > needs.len() {
            return Vec::new();
        }
        let from_target = || (1usize..).zip(&needs).skip(target.saturating_sub(1));
        if self.cumulative {
            // Up to the first level that can count at all; higher ones need a superset.
            let Some((last, _)) = from_target().find(|(_, need)| need.can_count) else {
                return Vec::new();
            };
            let below = needs.iter().take(last);
            let mut way = vec![prerequisites];
            way.extend(below.map(|need| choice(need.candidates, need.count)));
            return vec![way];
        }
        let able: Vec<&LevelNeed> = from_target()
            .map(|(_, need)| need)
            .filter(|need| need.can_count)
            .collect();
        // One level that needs nothing more makes every other way larger than it must be.
        let done = able.iter().position(|need| need.count == 0);
        let chosen = match done {
            Some(at) => able.get(at..=at).unwrap_or_default(),
            None => able.as_slice(),
        };
        chosen
            .iter()
            .map(|need| vec![prerequisites.clone(), choice(need.candidates, need.count)])
            .collect()
    }
}

/// Lists the cheapest sets of all ways, and says whether there are more.
///
/// A set leads to those in which one candidate is replaced by the next in order, which are never
/// ranked before it; so the sets come out of the heap in their order.
fn cheapest(ways: &[Vec<Choice>], at_most: usize) -> (Vec<CriterionSet>, bool) {
    let mut heap = BinaryHeap::new();
    let mut seen: BTreeSet<(usize, Chosen)> = BTreeSet::new();
    for (at, way) in ways.iter().enumerate() {
        let first: Chosen = way
            .iter()
            .map(|choice| (0..choice.count).collect())
            .collect();
        heap.push(Reverse((rank(way, &first), at, first)));
    }
    let mut sets = Vec::new();
    while let Some(Reverse((rank, at, chosen))) = heap.pop() {
        if sets.len() == at_most {
            return (sets, true);
        }
        sets.push(rank.bits.iter().copied().collect());
        let Some(way) = ways.get(at) else { continue };
        for next in successors(way, &chosen) {
            if seen.insert((at, next.clone())) {
                heap.push(Reverse((self::rank(way, &next), at, next)));
            }
        }
    }
    (sets, false)
}

/// The sets in which one chosen candidate is replaced by the next one of its group.
fn successors(way: &[Choice], chosen: &Chosen) -> Vec<Chosen> {
    let mut found = Vec::new();
    for (group, (choice, positions)) in way.iter().zip(chosen).enumerate() {
        for (place, position) in positions.iter().enumerate() {
            let next = position.saturating_add(1);
            if choice.candidates.get(next).is_none() || positions.contains(&next) {
                continue;
            }
            let mut other = chosen.clone();
            let moved = other.get_mut(group).and_then(|group| group.get_mut(place));
            if let Some(moved) = moved {
                *moved = next;
                found.push(other);
            }
        }
    }
    found
}

fn rank(way: &[Choice], chosen: &Chosen) -> Rank {
    let picked: Vec<Candidate> = way
        .iter()
        .zip(chosen)
        .flat_map(|(choice, positions)| {
            let candidates = positions.iter();
            candidates.filter_map(|at| choice.candidates.get(*at).copied())
        })
        .collect();
    let mut bits: Vec<u32> = picked.iter().map(|one| one.bit).collect();
    bits.sort_unstable();
    Rank {
        unpriced: picked.iter().filter(|one| one.unpriced).count(),
        cost: picked
            .iter()
            .fold(0, |sum, one| sum.saturating_add(one.cost)),
        size: picked.len(),
        bits,
    }
}
