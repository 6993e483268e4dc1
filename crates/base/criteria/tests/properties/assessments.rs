//! Laws of assessments made from evidence.

use proptest::prelude::*;
use tosei_criteria::{
    ActionOptions, Answer, Assessment, EvidenceSet, PrerequisiteStatus, Standard, evaluate,
    explain,
    proptest::{evidence, standards},
};
use tosei_document::Limits;
use tosei_types::Language;

fn given() -> impl Strategy<Value = (Standard, EvidenceSet, i64)> {
    standards().prop_flat_map(|standard| {
        let evidence = evidence(&standard);
        (Just(standard), evidence, 0..800i64)
    })
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

proptest! {
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
