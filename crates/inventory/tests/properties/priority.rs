//! Laws of selections.

use proptest::prelude::*;
use std::collections::BTreeSet;
use tosei_inventory::{
    CompiledPriorities, PriorityRule, PriorityRules, PriorityRulesDocument, PrioritySelector,
    ProcessKinds, RelatedProcesses, Selection, SelectionReason, ThresholdOperator, Volume,
    proptest::{CandidateParts, candidates, priority_rules, volume_year},
};
use tosei_types::CaseCount;

fn compiled(rule: &PriorityRule) -> CompiledPriorities {
    let document = PriorityRulesDocument {
        schema: None,
        format: "tosei-priority-rules".into(),
        format_version: 1,
        edition: PriorityRules::standard().edition().clone(),
        rules: vec![rule.clone()],
    };
    let json = serde_json::to_string(&document).unwrap();
    let rules = PriorityRules::from_json(&json).unwrap();
    assert_eq!(rules.rules(), std::slice::from_ref(rule));
    rules.compile(ProcessKinds::standard()).unwrap()
}

fn take<'r>(rules: &'r CompiledPriorities, candidates: &[CandidateParts]) -> PrioritySelector<'r> {
    let mut selector = rules
        .selector("test.rule", volume_year())
        .unwrap()
        .listing(3);
    for candidate in candidates {
        selector.take(&candidate.candidate());
    }
    selector
}

fn select(rule: &PriorityRule, candidates: &[CandidateParts]) -> Selection {
    take(&compiled(rule), candidates).finish()
}

fn ids(selection: &Selection) -> BTreeSet<String> {
    selection
        .members()
        .iter()
        .map(|member| member.id.clone())
        .collect()
}

proptest! {
    /// Law: selecting from parts and merging gives the selection from the whole.
    #[test]
    fn parts_merge_to_the_whole(
        rule in priority_rules(),
        candidates in candidates(30),
        cut in any::<prop::sample::Index>(),
        again in any::<prop::sample::Index>(),
    ) {
        let rules = compiled(&rule);
        let (a, rest) = candidates.split_at(cut.index(candidates.len() + 1));
        let (b, c) = rest.split_at(again.index(rest.len() + 1));
        let mut merged = take(&rules, a);
        merged.merge(take(&rules, b)).unwrap();
        merged.merge(take(&rules, c)).unwrap();
        prop_assert_eq!(merged.finish(), take(&rules, &candidates).finish());
    }

    /// Law: a count that becomes known, or larger, never removes a member.
    #[test]
    fn more_cases_never_remove_a_member(
        rule in priority_rules(),
        candidates in candidates(20),
        which in any::<prop::sample::Index>(),
        more in 0..30u32,
    ) {
        // One count of each candidate, so that nothing contradicts itself.
        let mut before = candidates;
        for candidate in &mut before {
            candidate.volumes.truncate(1);
        }
        prop_assume!(!before.is_empty());
        let mut after = before.clone();
        let at = which.index(after.len());
        let changed = &mut after[at];
        changed.volumes = match changed.volumes.first() {
            Some(volume) => {
                let cases = volume.cases.map_or(0, CaseCount::get) + u64::from(more);
                let cases = CaseCount::try_new(cases).ok();
                vec![Volume { cases, ..*volume }]
            }
            None => {
                let cases = Some(CaseCount::from(more));
                vec![Volume::new(volume_year(), rule.measure, rule.states[0], cases)]
            }
        };
        let (before, after) = (select(&rule, &before), select(&rule, &after));
        prop_assert!(ids(&before).is_subset(&ids(&after)), "{before:?} {after:?}");
    }

    /// Law: 「以上」 selects everything that 「を超える」 selects, and besides it only what stands exactly
    /// on the threshold.
    #[test]
    fn at_least_differs_from_more_than_on_the_threshold_only(
        rule in priority_rules(),
        candidates in candidates(30),
    ) {
        let rule = PriorityRule { related: RelatedProcesses::None, ..rule };
        let with = |operator| select(&PriorityRule { operator, ..rule.clone() }, &candidates);
        let (more, least) =
            (with(ThresholdOperator::MoreThan), with(ThresholdOperator::AtLeast));
        prop_assert!(ids(&more).is_subset(&ids(&least)));
        for member in least.members().iter().filter(|member| !ids(&more).contains(&member.id)) {
            prop_assert_eq!(member.cases, Some(rule.threshold));
        }
    }

    /// Law: every member's reason is true, and nobody is a member and undecided.
    #[test]
    fn every_reason_is_true(rule in priority_rules(), candidates in candidates(30)) {
        let rules = compiled(&rule);
        let selection = take(&rules, &candidates).listing(usize::MAX);
        let mut all = rules.selector("test.rule", volume_year()).unwrap().listing(1_000);
        candidates.iter().for_each(|candidate| all.take(&candidate.candidate()));
        let (selection, all) = (selection.finish(), all.finish());
        prop_assert_eq!(selection.members(), all.members());
        let members = ids(&all);
        for member in all.members() {
            let candidate = candidates.iter().find(|parts| parts.id == member.id).unwrap();
            match &member.reason {
                SelectionReason::Volume { used, operator, threshold, .. } => {
                    prop_assert!(operator.holds(used.cases, *threshold));
                    prop_assert!(candidate.volumes.iter().any(|v| v.cases == Some(used.cases)));
                }
                SelectionReason::OtherReason { text } => {
                    prop_assert_eq!(candidate.other_reason.as_ref(), Some(text));
                }
                SelectionReason::RelatedTo { id } => {
                    prop_assert_ne!(rule.related, RelatedProcesses::None);
                    prop_assert!(members.contains(id));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        for open in &all.undecided().first {
            prop_assert!(!members.contains(&open.id));
        }
        prop_assert_eq!(all.undecided().first.len() as u64, all.undecided().count);
        prop_assert!(all.looked_at() <= all.seen());
    }

    /// Law: what is covered is what the members that are looked at have, never more than all.
    #[test]
    fn coverage_is_a_share(rule in priority_rules(), candidates in candidates(30)) {
        let selection = select(&rule, &candidates);
        let coverage = selection.coverage().unwrap();
        prop_assert!(coverage.numerator() <= coverage.denominator());
        let by_volume: u64 = selection
            .members()
            .iter()
            .filter(|member| matches!(member.reason, SelectionReason::Volume { .. }))
            .map(|member| member.cases.unwrap().get())
            .sum();
        prop_assert!(coverage.numerator() >= by_volume);
        if rule.related == RelatedProcesses::None {
            let members: u64 =
                selection.members().iter().filter_map(|m| m.cases).map(CaseCount::get).sum();
            prop_assert_eq!(coverage.numerator(), members);
        }
    }

    /// Law: a selection is read back from its JSON equal.
    #[test]
    fn selections_survive_json(rule in priority_rules(), candidates in candidates(10)) {
        let selection = select(&rule, &candidates);
        let text = serde_json::to_string(&selection).unwrap();
        prop_assert_eq!(serde_json::from_str::<Selection>(&text).unwrap(), selection);
    }
}
