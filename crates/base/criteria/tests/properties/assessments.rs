//! Laws of assessments made from evidence.

use crate::plain::Case;
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::collections::BTreeMap;
use tosei_criteria::{
    ActionOptions, Answer, Assessment, EvidenceItem, EvidenceSet, ExactNumber, PrerequisiteStatus,
    Standard, Stated, evaluate, explain,
    proptest::{evidence, standards},
};
use tosei_document::Limits;
use tosei_types::Language;

/// A standard and evidence; to some items another source says the opposite, so that they conflict.
fn given() -> impl Strategy<Value = (Standard, EvidenceSet, i64)> {
    let opposed = prop::collection::vec(any::<prop::sample::Index>(), 0..6);
    standards().prop_flat_map(move |standard| {
        let evidence = (evidence(&standard), opposed.clone()).prop_map(|(evidence, opposed)| {
            let mut items = evidence.items().to_vec();
            for at in opposed {
                if let Some(item) = items.get(at.index(items.len().max(1))) {
                    items.extend(opposite(item));
                }
            }
            EvidenceSet::new(items, evidence.exemptions().to_vec())
        });
        (Just(standard), evidence, 0..800i64)
    })
}

/// The opposite, from another source on the same day.
fn opposite(item: &EvidenceItem) -> Option<EvidenceItem> {
    let stated = match item.stated().clone() {
        Stated::Answer {
            criterion, answer, ..
        } => Stated::Answer {
            criterion,
            answer: if answer == Answer::Met {
                Answer::NotMet
            } else {
                Answer::Met
            },
            reason: None,
        },
        Stated::Value {
            measure,
            unit,
            value,
        } => Stated::Value {
            measure,
            unit,
            value: Some(if value == Some(ExactNumber::ZERO) {
                ExactNumber::try_new(1, 1).unwrap()
            } else {
                ExactNumber::ZERO
            }),
        },
        _ => return None,
    };
    let mut origin = item.origin().clone();
    origin.source = "照会".to_owned();
    EvidenceItem::try_new(item.subject().clone(), stated, origin).ok()
}

fn assess(standard: &Standard, evidence: &EvidenceSet, day: i64) -> Assessment {
    let as_of = "2025-01-01"
        .parse::<tosei_types::Date>()
        .unwrap()
        .add_days(day)
        .unwrap();
    evaluate(
        &standard.compile().unwrap(),
        evidence,
        &"P-1".parse().unwrap(),
        as_of,
    )
}

/// An assessment without the positions of items, which depend on their order.
fn without_positions(mut assessment: Assessment) -> Assessment {
    for one in &mut assessment.criteria {
        one.basis.items.clear();
    }
    assessment
}

/// The same case as plain JSON.
fn plain(standard: &Standard, evidence: &EvidenceSet, assessment: &Assessment) -> Case {
    Case {
        standard: serde_json::to_value(standard).unwrap(),
        evidence: serde_json::to_value(evidence.to_document()).unwrap(),
        subject: "P-1",
        as_of: assessment.as_of.to_string(),
    }
}

/// The generator reaches what is hard: conflicts, evidence that expired, statements that do not count,
/// exemptions, conditions decided and undecided, levels that are open.
#[test]
fn the_generator_reaches_the_hard_cases() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..1_000 {
        let (standard, evidence, day) = given().new_tree(&mut runner).unwrap().current();
        let assessment = assess(&standard, &evidence, day);
        let mut here: Vec<String> = assessment
            .criteria
            .iter()
            .map(|one| format!("{:?}", one.basis.kind))
            .collect();
        let conditions = assessment
            .criteria
            .iter()
            .filter(|one| format!("{:?}", one.basis.kind) == "Condition");
        here.extend(conditions.map(|one| format!("condition {}", one.answer)));
        here.extend(
            assessment
                .criteria
                .iter()
                .filter(|one| one.basis.conflicting)
                .map(|_| "differ".to_owned()),
        );
        here.extend(
            assessment
                .axes
                .iter()
                .map(|axis| format!("open {}", axis.level.floor < axis.level.ceiling)),
        );
        here.push(format!("prerequisite {}", assessment.prerequisite));
        here.sort();
        here.dedup();
        for one in here {
            *seen.entry(one).or_default() += 1;
        }
    }
    // Seven kinds of basis, three answers of conditions, differing, open or not, three of the prerequisite.
    assert!(
        seen.len() == 16 && seen.values().all(|count| *count >= 20),
        "{seen:#?}"
    );
}

proptest! {
    /// Law: a slow assessment agrees, which reads the documents as plain JSON: every answer with its reason,
    /// the floor and ceiling of every axis, and whether there is a level at all.
    #[test]
    fn the_plain_assessment_agrees((standard, evidence, day) in given()) {
        let assessment = assess(&standard, &evidence, day);
        let plain = plain(&standard, &evidence, &assessment);
        for (fast, one) in assessment.criteria.iter().zip(plain.asked()) {
            let slow = plain.answer(one);
            let basis = serde_json::to_value(&fast.basis).unwrap();
            prop_assert_eq!(fast.answer.code(), slow.answer, "{}", fast.criterion);
            prop_assert_eq!(basis["kind"].as_str(), Some(slow.kind), "{}", fast.criterion);
            prop_assert_eq!(&fast.basis.items, &slow.items, "{}", fast.criterion);
            prop_assert_eq!(fast.basis.conflicting, slow.conflicting, "{}", fast.criterion);
        }
        prop_assert_eq!(assessment.criteria.len(), plain.asked().len());
        prop_assert_eq!(assessment.prerequisite.code(), plain.prerequisite());
        let axes = plain.standard["axes"].as_array().unwrap();
        for axis in &assessment.axes {
            let drawn = axes.iter().find(|one| one["id"] == axis.axis.as_str()).unwrap();
            let pair = |range: tosei_criteria::LevelRange| {
                (usize::from(range.floor.get()), usize::from(range.ceiling.get()))
            };
            prop_assert_eq!([pair(axis.earned), pair(axis.reached)], plain.ranges(drawn));
        }
    }

    /// Law: the order of evidence and exemptions does not matter.
    #[test]
    fn the_order_of_evidence_does_not_matter((standard, evidence, day) in given()) {
        let mut items = evidence.items().to_vec();
        let mut exemptions = evidence.exemptions().to_vec();
        items.reverse();
        exemptions.reverse();
        let turned = EvidenceSet::new(items, exemptions);
        prop_assert_eq!(
            without_positions(assess(&standard, &evidence, day)),
            without_positions(assess(&standard, &turned, day))
        );
    }

    /// Law: evidence about one subject says nothing about another.
    #[test]
    fn other_subjects_do_not_matter((standard, evidence, day) in given()) {
        let mine: Vec<_> = evidence.items().iter()
            .filter(|item| item.subject().as_str() == "P-1").cloned().collect();
        let alone = EvidenceSet::new(mine, evidence.exemptions().to_vec());
        prop_assert_eq!(
            without_positions(assess(&standard, &evidence, day)),
            without_positions(assess(&standard, &alone, day))
        );
    }

    /// Law: standards, evidence and assessments survive being written and read.
    #[test]
    fn documents_survive_a_round_trip((standard, evidence, day) in given()) {
        let json = serde_json::to_string(&standard).unwrap();
        prop_assert_eq!(&Standard::from_json(&json).unwrap(), &standard);
        let (read, report) = Standard::read(json.as_bytes(), &Limits::default());
        prop_assert!(report.is_clean(), "{:?}", report);
        prop_assert_eq!(read.as_ref(), Some(&standard));
        let json = serde_json::to_string(&evidence.to_document()).unwrap();
        let (read, _) = EvidenceSet::read(json.as_bytes(), &Limits::default());
        prop_assert_eq!(read, Some(evidence.clone()));
        let assessment = assess(&standard, &evidence, day);
        let json = serde_json::to_string(&assessment).unwrap();
        prop_assert_eq!(serde_json::from_str::<Assessment>(&json).unwrap(), assessment);
    }

    /// Law: without a level there are no axes; otherwise the overall level lies within the axes'.
    #[test]
    fn an_assessment_is_whole((standard, evidence, day) in given()) {
        let assessment = assess(&standard, &evidence, day);
        let axes = &assessment.axes;
        prop_assert_eq!(axes.is_empty(), assessment.prerequisite == PrerequisiteStatus::NotMet);
        if let Some(overall) = assessment.overall {
            prop_assert!(overall.floor <= overall.ceiling);
            let floors = axes.iter().filter(|axis| !axis.not_applicable).map(|axis| axis.level.floor);
            prop_assert_eq!(Some(overall.floor), floors.min());
        }
        for axis in axes {
            prop_assert!(axis.level.floor <= axis.level.ceiling);
            prop_assert!(axis.not_applicable || !axis.levels.is_empty());
        }
    }

    /// Law: an explanation names only criteria of its axis and prerequisites, has sentences in both
    /// languages, and its first set of actions is enough.
    #[test]
    fn an_explanation_is_about_its_axis((standard, evidence, day) in given()) {
        let compiled = standard.compile().unwrap();
        let assessment = assess(&standard, &evidence, day);
        let packed = assessment.packed(&compiled);
        let explanation = explain(&compiled, &assessment, &ActionOptions::default());
        prop_assert_eq!(explanation.axes.len(), assessment.axes.len());
        for (position, axis) in explanation.axes.iter().enumerate() {
            let of_axis = compiled.criteria_of_axis(position);
            let mut named = axis.met.clone();
            named.extend(axis.not_applicable_criteria.clone());
            named.extend(axis.unknowns.iter().map(|one| one.criterion.clone()));
            if let Some(next) = &axis.next {
                named.extend(next.not_met.iter().chain(&next.unknown).cloned());
                if let Some(first) = next.action_sets.sets.first() {
                    let met = first.actions.iter().fold(packed, |one, action| {
                        one.with(compiled.bit(&action.criterion).unwrap(), Answer::Met)
                    });
                    let levels = compiled.levels(position, met).unwrap();
                    prop_assert!(compiled.level_of(levels).floor >= next.level);
                    prop_assert!(!first.actions.is_empty());
                }
            }
            for id in named {
                prop_assert!(of_axis.contains(compiled.bit(&id).unwrap()), "{}", id);
            }
            for effect in &axis.unknowns {
                prop_assert!(effect.if_met.floor >= axis.level.floor);
                prop_assert!(effect.if_not_met.ceiling <= axis.level.ceiling);
            }
        }
        for language in [Language::Ja, Language::En] {
            let sentences = explanation.sentences(&compiled, language);
            prop_assert!(sentences.len() >= explanation.axes.len());
            for sentence in sentences {
                prop_assert!(sentence.ends_with(['。', '.']), "{}", sentence);
            }
        }
    }
}
