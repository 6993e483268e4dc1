//! Laws of levels on packed evidence.

use crate::slow;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tosei_criteria::{
    ActionOptions, Answer, CompiledStandard, LevelNumber, LevelRange, PackedEvidence,
    proptest::{packed_evidence, standards},
};

fn judged() -> impl Strategy<Value = (CompiledStandard, PackedEvidence)> {
    standards().prop_flat_map(|standard| {
        let compiled = standard.compile().unwrap();
        let evidence = packed_evidence(&compiled);
        (Just(compiled), evidence)
    })
}

fn pair(range: LevelRange) -> (u8, u8) {
    (range.floor.get(), range.ceiling.get())
}

proptest! {
    /// Law: the fast evaluator gives the lowest and the highest level over all completions.
    #[test]
    fn every_completion_lies_between_floor_and_ceiling_and_both_occur((standard, evidence) in judged()) {
        for (axis, fast) in standard.verdicts(evidence).enumerate() {
            let [reached, earned] = slow::ranges(&standard, axis, evidence);
            prop_assert_eq!(pair(fast.levels.reached), reached);
            prop_assert_eq!(pair(fast.levels.earned), earned);
            prop_assert_eq!(standard.levels(axis, evidence), Some(fast.levels));
            prop_assert!(fast.levels.earned.floor <= fast.levels.reached.floor);
            prop_assert!(fast.levels.earned.ceiling <= fast.levels.reached.ceiling);
        }
    }

    /// Law: an unknown is open exactly if, in some completion of the others, its answer changes a
    /// level.
    #[test]
    fn open_unknowns_are_those_that_can_change_a_level((standard, evidence) in judged()) {
        for (axis, fast) in standard.verdicts(evidence).enumerate() {
            let completions = slow::completions(&standard, axis, evidence);
            let mut pivotal = BTreeSet::new();
            for bit in slow::unknowns(&standard, axis, evidence) {
                let may_not_apply = !standard.always_applying().contains(bit);
                let changes = completions.iter().any(|one| {
                    let here = slow::judge(&standard, axis, *one);
                    let met = slow::judge(&standard, axis, one.with(bit, Answer::Met));
                    let other = slow::judge(&standard, axis, one.with(bit, Answer::NotMet));
                    let none = one.with(bit, Answer::NotApplicable);
                    here != met || here != other
                        || (may_not_apply && here != slow::judge(&standard, axis, none))
                });
                if changes {
                    pivotal.insert(bit);
                }
            }
            prop_assert_eq!(fast.open.iter().collect::<BTreeSet<_>>(), pivotal);
        }
    }

    /// Law: replacing an unknown by any answer that it may have never lowers a floor and never
    /// raises a ceiling.
    #[test]
    fn an_answer_never_widens_the_range((standard, evidence) in judged(), at in any::<prop::sample::Index>()) {
        for (axis, before) in standard.verdicts(evidence).enumerate() {
            let unknown = slow::unknowns(&standard, axis, evidence);
            if unknown.is_empty() {
                continue;
            }
            let bit = unknown[at.index(unknown.len())];
            for answer in [Answer::Met, Answer::NotMet, Answer::NotApplicable] {
                if answer == Answer::NotApplicable && standard.always_applying().contains(bit) {
                    continue;
                }
                let after = standard.verdict(axis, evidence.with(bit, answer)).unwrap();
                for (before, after) in [
                    (before.levels.reached, after.levels.reached),
                    (before.levels.earned, after.levels.earned),
                ] {
                    prop_assert!(after.floor >= before.floor && after.ceiling <= before.ceiling);
                }
            }
        }
    }

    /// Law: not met → met never lowers a floor or a ceiling.
    #[test]
    fn meeting_a_criterion_never_lowers((standard, evidence) in judged(), at in any::<prop::sample::Index>()) {
        let not_met: Vec<u32> = evidence.not_met().iter().collect();
        prop_assume!(!not_met.is_empty());
        let after = evidence.with(not_met[at.index(not_met.len())], Answer::Met);
        for (before, after) in standard.all_levels(evidence).zip(standard.all_levels(after)) {
            for (before, after) in [(before.reached, after.reached), (before.earned, after.earned)] {
                prop_assert!(after.floor >= before.floor && after.ceiling >= before.ceiling);
            }
        }
    }

    /// Law: what supports is met or does not apply, what blocks is not met, and without what blocks
    /// the ceiling of the reached level would be higher.
    #[test]
    fn reasons_are_reasons((standard, evidence) in judged()) {
        for (axis, verdict) in standard.verdicts(evidence).enumerate() {
            let shown = evidence.met().bits() | evidence.not_applicable().bits();
            prop_assert_eq!(verdict.supporting.bits() & !shown, 0);
            prop_assert_eq!(verdict.blocking.bits() & !evidence.not_met().bits(), 0);
            let floor = verdict.levels.reached.floor;
            prop_assert_eq!(verdict.supporting.is_empty(), floor == LevelNumber::LOWEST);
            let highest = standard.standard().document().axes[axis].levels.len() - 1;
            let ceiling = verdict.levels.reached.ceiling;
            prop_assert_eq!(verdict.blocking.is_empty(), usize::from(ceiling.get()) == highest);
            if !verdict.blocking.is_empty() {
                let met = verdict.blocking.iter().fold(evidence, |one, bit| one.with(bit, Answer::Met));
                prop_assert!(standard.levels(axis, met).unwrap().reached.ceiling > ceiling);
            }
        }
    }

    /// Law: the action sets are all minimal sets of criteria that bring the floor to the target,
    /// each once, the cheapest first.
    #[test]
    fn action_sets_are_the_minimal_sets_in_order(
        (standard, evidence) in judged(),
        target in 0..=3u8,
        costs in prop::collection::vec(prop::option::of(0..=3u64), 20),
    ) {
        let target = LevelNumber::try_new(target).unwrap();
        let ids: Vec<_> = (0..64).map_while(|bit| standard.criterion(bit).cloned()).collect();
        let options = ActionOptions {
            costs_yen: ids.iter().zip(&costs).filter_map(|(id, cost)| Some((id.clone(), (*cost)?))).collect(),
            at_most: 1_000,
        };
        for (axis, named) in standard.standard().document().axes.iter().enumerate() {
            let missing: Vec<u32> = standard.prerequisites().iter()
                .filter(|bit| evidence.answer(*bit) != Answer::Met).collect();
            let candidates: Vec<u32> = standard.criteria_of_axis(axis).iter()
                .filter(|bit| matches!(evidence.answer(*bit), Answer::NotMet | Answer::Unknown)).collect();
            let mut reaching: Vec<u32> = (0..1u32 << candidates.len()).filter(|chosen| {
                let met = candidates.iter().enumerate().filter(|(at, _)| chosen & (1 << at) != 0)
                    .fold(evidence, |one, (_, bit)| one.with(*bit, Answer::Met));
                let levels = standard.levels(axis, met).unwrap();
                target == LevelNumber::LOWEST || standard.level_of(levels).floor >= target
            }).collect();
            let all = reaching.clone();
            reaching.retain(|set| !all.iter().any(|other| other != set && other & set == *other));
            let mut expected: Vec<_> = reaching.iter().map(|chosen| {
                let mut bits: Vec<u32> = candidates.iter().enumerate()
                    .filter(|(at, _)| chosen & (1 << at) != 0).map(|(_, bit)| *bit).collect();
                bits.extend(&missing);
                bits.sort_unstable();
                let cost = |bit: &u32| options.costs_yen.get(&ids[*bit as usize]).copied();
                let unpriced = bits.iter().filter(|bit| cost(bit).is_none()).count();
                let sum: u64 = bits.iter().filter_map(cost).sum();
                (unpriced, sum, bits.len(), bits)
            }).collect();
            expected.sort();
            let found = standard.action_sets(&named.id, evidence, target, &options).unwrap();
            let bits: Vec<Vec<u32>> = found.sets.iter()
                .map(|set| set.actions.iter().map(|one| standard.bit(&one.criterion).unwrap()).collect())
                .collect();
            prop_assert_eq!(bits, expected.into_iter().map(|(.., bits)| bits).collect::<Vec<_>>());
            prop_assert!(!found.cut);

            let few = ActionOptions { at_most: 1, ..options.clone() };
            let first = standard.action_sets(&named.id, evidence, target, &few).unwrap();
            prop_assert_eq!(&first.sets[..], &found.sets[..found.sets.len().min(1)]);
            prop_assert_eq!(first.cut, found.sets.len() > 1);
        }
    }
}
