//! Laws of rollouts, and of reviews by question.

use proptest::prelude::*;
use tosei_counter_dx::review::{QuestionTotals, ReviewQuestion};
use tosei_counter_dx::rollout::{Candidate, Outcome, Quarter, RolloutPlan};
use tosei_types::{Label, RatingPoint};

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let some = |most: u32| prop::option::weighted(0.9, 0..most);
    let one = (
        some(20),
        -2i32..12,
        some(6),
        some(9),
        prop::option::weighted(0.3, 1u16..5),
    );
    let one = one.prop_map(|(visits, seconds, cost, work_days, earliest_quarter)| {
        (
            visits,
            seconds,
            cost.map(u64::from),
            work_days,
            earliest_quarter,
        )
    });
    prop::collection::vec(one, 0..30).prop_map(|list| {
        let each = list.into_iter().enumerate();
        each.map(
            |(at, (visits, seconds, cost, work_days, earliest_quarter))| Candidate {
                counter: format!("W-{}", at % 12).parse().unwrap(),
                tool: format!("t{}", at / 12).parse().unwrap(),
                visits_a_year: visits,
                seconds_saved_per_visit: Some(seconds),
                cost_yen: cost,
                work_days,
                earliest_quarter,
                basis: "架空".to_owned(),
            },
        )
        .collect()
    })
}

fn quarters() -> impl Strategy<Value = Vec<Quarter>> {
    let quarter = (0u32..25, prop::option::of(0u64..12));
    let quarter = quarter.prop_map(|(work_days, budget_yen)| Quarter {
        name: "四半期".to_owned(),
        work_days,
        budget_yen,
    });
    prop::collection::vec(quarter, 0..5)
}

proptest! {
    /// Law: the order of the candidates in the list does not matter.
    #[test]
    fn the_order_of_the_list_does_not_matter(
        (candidates, shuffled) in candidates().prop_flat_map(|list| {
            (Just(list.clone()), Just(list).prop_shuffle())
        }),
        quarters in quarters(),
    ) {
        let one = RolloutPlan::try_new("", quarters.clone(), candidates).unwrap().rollout();
        let other = RolloutPlan::try_new("", quarters, shuffled).unwrap().rollout();
        prop_assert_eq!(&one.quarters, &other.quarters);
        let short = |rollout: &tosei_counter_dx::rollout::Rollout| -> Vec<_> {
            let ranked = rollout.ranked.iter();
            ranked.map(|one| (one.counter.clone(), one.tool.clone(), one.outcome)).collect()
        };
        prop_assert_eq!(short(&one), short(&other));
    }

    /// Law: no quarter does more than it can; every candidate is ranked or unknown; no counter is planned
    /// twice; and of two neighbours in rank that both save, the first saves no less per yen.
    #[test]
    fn plans_are_possible(candidates in candidates(), quarters in quarters()) {
        let number = candidates.len();
        let plan = RolloutPlan::try_new("", quarters, candidates).unwrap();
        let rollout = plan.rollout();
        prop_assert_eq!(rollout.ranked.len() + rollout.unknown.len(), number);
        for (quarter, used) in plan.quarters().iter().zip(&rollout.quarters) {
            prop_assert!(used.work_days <= quarter.work_days);
            prop_assert!(quarter.budget_yen.is_none_or(|budget| used.cost_yen <= budget));
        }
        let mut planned = std::collections::BTreeSet::new();
        for one in &rollout.ranked {
            if let Outcome::Planned { quarter } = one.outcome {
                prop_assert!(planned.insert(&one.counter));
                let earliest = plan.candidates()[one.position].earliest_quarter;
                prop_assert!(earliest.is_none_or(|earliest| earliest <= quarter));
            }
            prop_assert_eq!(one.outcome == Outcome::NoSaving, one.saved_a_year.person_seconds() == 0);
        }
        for pair in rollout.ranked.windows(2) {
            let worth = |one: usize, other: usize| {
                u128::from(pair[one].saved_a_year.person_seconds()) * u128::from(pair[other].cost_yen)
            };
            if pair[1].saved_a_year.person_seconds() > 0 {
                prop_assert!(worth(0, 1) >= worth(1, 0));
            }
        }
    }

    /// Law: more work days in a quarter never plan fewer candidates where every candidate takes one day.
    #[test]
    fn more_days_plan_no_fewer(
        mut candidates in candidates(),
        days in prop::collection::vec(0u32..6, 1..4),
        more in any::<prop::sample::Index>(),
    ) {
        for candidate in &mut candidates {
            candidate.work_days = candidate.work_days.map(|_| 1);
            candidate.earliest_quarter = None;
        }
        let planned = |days: &[u32]| {
            let quarters = days.iter().map(|days| Quarter {
                name: String::new(),
                work_days: *days,
                budget_yen: None,
            });
            let plan = RolloutPlan::try_new("", quarters.collect(), candidates.clone()).unwrap();
            plan.rollout().quarters.iter().map(|quarter| quarter.counters).sum::<u32>()
        };
        let mut larger = days.clone();
        larger[more.index(days.len())] += 1;
        prop_assert!(planned(&larger) >= planned(&days));
    }

    /// Law: answers by question, merged in any order, give the same totals.
    #[test]
    fn questions_in_any_order(
        answers in prop::collection::vec((0usize..2, 0usize..3, 0usize..5), 0..60),
        cut in any::<prop::sample::Index>(),
    ) {
        let totals = |part: &[(usize, usize, usize)]| {
            let questions = ["overall", "waiting"].map(|id| ReviewQuestion {
                id: id.parse().unwrap(),
                label: Label::new(id, id),
            });
            let mut totals = QuestionTotals::try_new(questions.clone()).unwrap();
            for (question, counter, point) in part {
                let counter = format!("W-{counter}").parse().unwrap();
                totals.add(&counter, &questions[*question].id, RatingPoint::ALL[*point]).unwrap();
            }
            totals
        };
        let (left, right) = answers.split_at(cut.index(answers.len() + 1));
        let mut merged = totals(right);
        merged.merge(&totals(left)).unwrap();
        prop_assert_eq!(merged, totals(&answers));
    }
}
