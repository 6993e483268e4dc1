//! Laws of levels, progress, maps and changes.

use proptest::prelude::*;
use tosei_criteria::{Answer, Assessment, EvidenceItem, EvidenceSet, Stated};
use tosei_qos_model::{
    ChangeKind, Cycle, MapProcedure, Measurement, PrincipleStanding, ProgressVerdict, QualityMap,
    Standing, Target, assess, compare_assessments, progress,
    proptest::{days, evidence_about, procedures, targets},
    tokyo, tokyo_2024,
};
use tosei_types::{AxisId, CriterionId, ProcedureId};

const DAY: &str = "2025-06-30";

fn judged(evidence: &EvidenceSet, procedure: &ProcedureId) -> Assessment {
    assess(tokyo(), evidence, procedure, DAY.parse().unwrap()).unwrap()
}

fn axes() -> Vec<AxisId> {
    tokyo_2024()
        .document()
        .axes
        .iter()
        .map(|axis| axis.id.clone())
        .collect()
}

/// The same evidence with another answer to one criterion.
fn answered(evidence: &EvidenceSet, criterion: &CriterionId, with: Answer) -> EvidenceSet {
    let items = evidence.items().iter().map(|item| match item.stated() {
        Stated::Answer { criterion: own, .. } if own == criterion => {
            let stated = Stated::Answer {
                criterion: own.clone(),
                answer: with,
                reason: None,
            };
            EvidenceItem::try_new(item.subject().clone(), stated, item.origin().clone()).unwrap()
        }
        _ => item.clone(),
    });
    EvidenceSet::new(items.collect(), Vec::new())
}

fn one() -> ProcedureId {
    "P-1".parse().unwrap()
}

proptest! {
    /// Law: answering an unknown never lowers the floor and never raises the ceiling.
    #[test]
    fn an_answer_narrows_the_range(
        evidence in evidence_about(&one()),
        which in any::<prop::sample::Index>(),
        met in any::<bool>(),
    ) {
        let before = judged(&evidence, &one());
        let unknown: Vec<_> =
            before.criteria.iter().filter(|one| one.answer == Answer::Unknown).collect();
        prop_assume!(!unknown.is_empty());
        let id = unknown[which.index(unknown.len())].criterion.clone();
        let answer = if met { Answer::Met } else { Answer::NotMet };
        let after = judged(&answered(&evidence, &id, answer), &one());
        for axis in axes() {
            let (was, is) = (PrincipleStanding::of(&before, &axis), PrincipleStanding::of(&after, &axis));
            if let (Some(was), Some(is)) = (was.floor, is.floor) {
                prop_assert!(is >= was);
            }
            if let (Some(was), Some(is)) = (was.ceiling, is.ceiling) {
                prop_assert!(is <= was);
            }
        }
    }

    /// Law: meeting what was not met lowers neither floor nor ceiling.
    #[test]
    fn meeting_a_criterion_lowers_nothing(
        evidence in evidence_about(&one()),
        which in any::<prop::sample::Index>(),
    ) {
        let before = judged(&evidence, &one());
        let open: Vec<_> = before.criteria.iter().filter(|one| one.answer == Answer::NotMet).collect();
        prop_assume!(!open.is_empty());
        let id = open[which.index(open.len())].criterion.clone();
        let after = judged(&answered(&evidence, &id, Answer::Met), &one());
        for axis in axes() {
            let (was, is) = (PrincipleStanding::of(&before, &axis), PrincipleStanding::of(&after, &axis));
            prop_assert!(is.floor >= was.floor && is.ceiling >= was.ceiling);
        }
    }

    /// Law: the floor is never above the ceiling, and a procedure that is not digital has neither.
    #[test]
    fn levels_are_ordered(evidence in evidence_about(&one())) {
        let assessment = judged(&evidence, &one());
        for axis in axes() {
            let standing = PrincipleStanding::of(&assessment, &axis);
            prop_assert!(standing.floor <= standing.ceiling);
            let none = matches!(
                standing.standing,
                Standing::NotDigital | Standing::DigitalUnknown | Standing::OutOfScope
            );
            prop_assert_eq!(none, standing.floor.is_none());
            let certain = matches!(standing.standing, Standing::Earned | Standing::ByNonApplicability);
            prop_assert_eq!(certain, standing.standing_level.is_some());
        }
    }

    /// Law: the order of the evidence does not matter.
    #[test]
    fn order_does_not_matter(evidence in evidence_about(&one()), turn in 0..14usize) {
        let mut items = evidence.items().to_vec();
        let length = items.len().max(1);
        items.rotate_left(turn % length);
        let turned = judged(&EvidenceSet::new(items, Vec::new()), &one());
        prop_assert_eq!(turned.axes, judged(&evidence, &one()).axes);
    }

    /// Law: every procedure of a map is counted exactly once on each principle, and nothing of the
    /// map is lost on the wire.
    #[test]
    fn a_map_counts_each_procedure_once(
        given in prop::collection::vec((evidence_about(&one()), prop::option::of(0..1_000_000u32)), 0..12),
        aims in prop::collection::vec(targets(), 0..6),
    ) {
        let rows: Vec<(MapProcedure, Assessment)> = given
            .iter()
            .map(|(evidence, applications)| {
                let procedure = MapProcedure {
                    procedure: one(),
                    name: "架空".into(),
                    organisation: None,
                    applications: applications.map(Into::into),
                };
                (procedure, judged(evidence, &one()))
            })
            .collect();
        let expected = u64::try_from(rows.len()).unwrap();
        let map = QualityMap::new(tokyo_2024(), DAY.parse().unwrap(), rows, &aims);
        for counts in &map.counts {
            let certain: u64 = counts
                .levels
                .iter()
                .map(|count| count.earned.procedures + count.by_non_applicability.procedures)
                .sum();
            let rest = counts.range.procedures
                + counts.out_of_scope.procedures
                + counts.not_digital.procedures
                + counts.digital_unknown.procedures;
            prop_assert_eq!(certain + rest, expected);
            for pair in counts.levels.windows(2) {
                prop_assert!(pair[0].at_least.procedures >= pair[1].at_least.procedures);
            }
            for count in &counts.levels {
                prop_assert!(count.at_least.procedures <= count.at_least_possible.procedures);
            }
        }
        let json = map.to_json().unwrap();
        prop_assert_eq!(serde_json::from_str::<QualityMap>(&json).unwrap(), map);
        // All of a map may be published.
        let value = serde_json::from_str(&json).unwrap();
        let published = tosei_qos_model::publication_marks().publish(&value).unwrap();
        prop_assert!(published.withheld.is_empty());
        prop_assert_eq!(published.document, value);
    }

    /// Law: a target that is reached stays reached when its level is lowered, and a target is overdue
    /// only after its last day.
    #[test]
    fn lower_targets_are_easier(
        evidence in evidence_about(&one()),
        target in targets(),
        day in days(),
    ) {
        let target = Target { procedure: one(), ..target };
        let assessment = assess(tokyo(), &evidence, &one(), day).unwrap();
        let found = progress(&target, &assessment);
        prop_assert!(found.days_overdue == 0 || day > target.by);
        prop_assert!(found.verdict != ProgressVerdict::Overdue || day > target.by);
        if found.verdict == ProgressVerdict::Reached {
            let lower = target.level.get().saturating_sub(1);
            let easier = Target { level: lower.try_into().unwrap(), ..target };
            prop_assert_eq!(progress(&easier, &assessment).verdict, ProgressVerdict::Reached);
        }
    }

    /// Law: a change has causes only if an answer changed, and turning the two days around turns a
    /// rise into no rise.
    #[test]
    fn changes_have_causes(a in evidence_about(&one()), b in evidence_about(&one())) {
        let (before, after) = (judged(&a, &one()), judged(&b, &one()));
        for change in compare_assessments(&before, &after, &[tokyo_2024()]) {
            if change.kind != ChangeKind::Unchanged {
                prop_assert!(change.digital_changed || !change.causes.is_empty(), "{change:#?}");
            }
        }
        for change in compare_assessments(&before, &before, &[tokyo_2024()]) {
            prop_assert_eq!(change.kind, ChangeKind::Unchanged);
            prop_assert!(change.causes.is_empty());
        }
        let back = compare_assessments(&after, &before, &[tokyo_2024()]);
        for (there, back) in compare_assessments(&before, &after, &[tokyo_2024()]).iter().zip(&back) {
            prop_assert!(!(there.kind == ChangeKind::Rose && back.kind == ChangeKind::Rose));
            prop_assert_eq!(there.kind == ChangeKind::Gained, back.kind == ChangeKind::Lost);
        }
    }

    /// Law: a cycle and its steps survive the wire, in whatever order the measurements stand.
    #[test]
    fn a_cycle_does_not_depend_on_order(a in evidence_about(&one()), b in evidence_about(&one())) {
        let at = |evidence: &EvidenceSet, day: &str| Measurement {
            as_of: day.parse().unwrap(),
            assessments: vec![assess(tokyo(), evidence, &one(), day.parse().unwrap()).unwrap()],
        };
        let cycle = |measurements| Cycle {
            schema: None,
            format: "tosei-qos-cycle".into(),
            format_version: 1,
            measurements,
            actions: Vec::new(),
        };
        let (first, second) = (at(&a, "2025-03-31"), at(&b, "2025-06-30"));
        let there = cycle(vec![first.clone(), second.clone()]);
        let back = cycle(vec![second, first]);
        prop_assert_eq!(there.steps(&[tokyo_2024()]), back.steps(&[tokyo_2024()]));
        let json = serde_json::to_string(&there).unwrap();
        prop_assert_eq!(serde_json::from_str::<Cycle>(&json).unwrap(), there);
    }

    /// Law: targets survive the wire.
    #[test]
    fn targets_survive_the_wire(target in targets(), procedure in procedures()) {
        let target = Target { procedure, ..target };
        let json = serde_json::to_string(&target).unwrap();
        prop_assert_eq!(serde_json::from_str::<Target>(&json).unwrap(), target);
    }
}
