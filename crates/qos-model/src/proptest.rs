//! Strategies for answers, reviews, targets and portfolios (feature `proptest`), for the property
//! tests of other crates.

use crate::{Goal, PersonalData, Review, Target, subject_of, tokyo_2024};
use proptest::{collection::vec, option, prelude::*};
use tosei_criteria::{
    Answer, EvidenceItem, EvidenceOrigin, EvidenceQuality, EvidenceSet, LevelNumber, Stated,
};
use tosei_types::{ActionId, CaseCount, Date, ProcedureId, RatingPoint};

/// Days of the years 2024 to 2027.
pub fn days() -> impl Strategy<Value = Date> {
    (0..1_400i64).prop_filter_map("a day", |days| {
        Date::try_new(2024, 4, 1).ok()?.add_days(days).ok()
    })
}

/// Ids of a few procedures, so that they meet.
pub fn procedures() -> impl Strategy<Value = ProcedureId> {
    (1..=5u8).prop_filter_map("an id", |number| format!("P-{number}").parse().ok())
}

/// Any answer.
pub fn answers() -> impl Strategy<Value = Answer> {
    prop::sample::select(Answer::ALL)
}

/// One confirmed answer to each criterion of the standard of 2024, and to its prerequisite.
///
/// What always applies is never said not to apply; every other not applicable has a reason of the
/// list. The evidence is of 1 April 2024 and does not expire.
pub fn evidence_about(procedure: &ProcedureId) -> impl Strategy<Value = EvidenceSet> + use<> {
    let document = tokyo_2024().document();
    let prerequisites = document
        .prerequisites
        .iter()
        .map(|one| (one.id.clone(), true));
    let criteria = document
        .criteria
        .iter()
        .map(|one| (one.id.clone(), one.always_applies));
    let asked: Vec<_> = prerequisites.chain(criteria).collect();
    let subject = subject_of(procedure);
    vec(answers(), asked.len()).prop_filter_map("evidence", move |answers| {
        let reasons = &tokyo_2024().document().not_applicable_reasons;
        let date = Date::try_new(2024, 4, 1).ok()?;
        let mut items = Vec::new();
        for ((criterion, always), answer) in asked.iter().zip(answers) {
            if *always && answer == Answer::NotApplicable {
                continue;
            }
            let mut fitting = reasons.iter().filter(|reason| {
                let only = reason.criteria.as_ref();
                only.is_some_and(|only| only.contains(criterion))
            });
            let reason = fitting.next().filter(|_| answer == Answer::NotApplicable);
            let stated = Stated::Answer {
                criterion: criterion.clone(),
                answer,
                reason: reason.map(|reason| reason.id.clone()),
            };
            let origin = EvidenceOrigin {
                quality: EvidenceQuality::Confirmed,
                source: "架空".to_owned(),
                date,
                confirmed_by: Some("架空".to_owned()),
                expires_on: None,
                reconfirm_after_days: None,
                note: None,
            };
            items.push(EvidenceItem::try_new(subject.clone(), stated, origin).ok()?);
        }
        Some(EvidenceSet::new(items, Vec::new()))
    })
}

/// Reviews of a few procedures, with and without texts.
pub fn reviews() -> impl Strategy<Value = Review> {
    let points = prop::sample::select(&RatingPoint::ALL[..]);
    let text = option::of("[あ-んA-Za-z0-9 ]{0,12}");
    let personal = prop::sample::select(PersonalData::ALL);
    ("R-[0-9]{1,4}", procedures(), days(), points, text, personal).prop_map(
        |(id, procedure, answered_on, points, text, personal_data)| Review {
            id,
            procedure,
            answered_on,
            points,
            state_answers: Vec::new(),
            text,
            personal_data,
        },
    )
}

/// Targets that were never moved.
pub fn targets() -> impl Strategy<Value = Target> {
    let axes = tokyo_2024().document().axes.iter();
    let axes: Vec<_> = axes.map(|axis| axis.id.clone()).collect();
    let level = (0..=3u8).prop_filter_map("a level", |level| LevelNumber::try_new(level).ok());
    (procedures(), prop::sample::select(axes), level, days()).prop_map(
        |(procedure, principle, level, by)| Target {
            procedure,
            principle,
            level,
            by,
            earlier: Vec::new(),
        },
    )
}

/// Small portfolios: actions with their costs, goals, a budget. Every set of them can be tried.
pub fn portfolios() -> impl Strategy<Value = (Vec<(ActionId, u64)>, Vec<Goal>, u64)> {
    (1..=7usize).prop_flat_map(|count| {
        let costs = vec(0..40u64, count).prop_filter_map("ids", |costs| {
            let named = costs.into_iter().enumerate();
            let named = named.map(|(at, cost)| Some((format!("A-{at}").parse().ok()?, cost)));
            named.collect::<Option<Vec<_>>>()
        });
        let goal = (
            "P-[0-9]{1,3}",
            option::weighted(0.8, 0..1_000u32),
            vec(vec(0..count, 1..4), 0..4),
        );
        let goals = vec(goal, 0..7).prop_filter_map("ids", |goals| {
            let goals = goals.into_iter().map(|(procedure, applications, ways)| {
                Some(Goal {
                    procedure: procedure.parse().ok()?,
                    applications: applications.map(CaseCount::from),
                    ways,
                })
            });
            goals.collect::<Option<Vec<_>>>()
        });
        (costs, goals, 0..120u64)
    })
}
