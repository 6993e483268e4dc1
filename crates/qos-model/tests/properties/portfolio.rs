//! Laws of portfolios.

use proptest::prelude::*;
use tosei_qos_model::{Goal, Portfolio, minimal_ways, proptest::portfolios};
use tosei_types::{ActionId, CaseCount};

fn value(goals: &[Goal], chosen: u32) -> (u64, usize) {
    let helped: Vec<&Goal> = goals
        .iter()
        .filter(|goal| {
            goal.ways
                .iter()
                .any(|way| way.iter().all(|action| chosen >> action & 1 == 1))
        })
        .collect();
    let applications = helped
        .iter()
        .filter_map(|goal| goal.applications.map(CaseCount::get));
    (applications.sum(), helped.len())
}

/// Tries every set: the most applications, then procedures, then the least money.
fn slow(actions: &[(ActionId, u64)], goals: &[Goal], budget: u64) -> (u64, usize, u64) {
    let mut best = (0, 0, u64::MAX);
    for chosen in 0..1u32 << actions.len() {
        let cost: u64 = actions
            .iter()
            .enumerate()
            .filter(|(at, _)| chosen >> at & 1 == 1)
            .map(|(_, (_, cost))| cost)
            .sum();
        if cost > budget {
            continue;
        }
        let (applications, procedures) = value(goals, chosen);
        let better = (applications, procedures) > (best.0, best.1)
            || ((applications, procedures) == (best.0, best.1) && cost < best.2);
        if better {
            best = (applications, procedures, cost);
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Law: the choice is what trying every set finds.
    #[test]
    fn the_choice_is_the_best((actions, goals, budget) in portfolios()) {
        let choice = Portfolio::try_new(actions.clone(), goals.clone()).unwrap().choose(budget, 1_000_000);
        prop_assert!(choice.exact);
        let found = (choice.applications_helped, choice.helped.len(), choice.cost_yen);
        prop_assert_eq!(found, slow(&actions, &goals, budget));
        prop_assert_eq!(choice.helped.len() + choice.not_helped.len(), goals.len());
        prop_assert!(choice.chosen.iter().all(|one| !one.procedures.is_empty()));
    }

    /// Law: with less effort the choice is within the budget, and the best is within its bound.
    #[test]
    fn the_bound_holds((actions, goals, budget) in portfolios(), effort in 0..12u64) {
        let portfolio = Portfolio::try_new(actions.clone(), goals.clone()).unwrap();
        let choice = portfolio.choose(budget, effort);
        let (best, ..) = slow(&actions, &goals, budget);
        prop_assert!(choice.cost_yen <= budget);
        prop_assert!(choice.applications_helped <= best);
        prop_assert!(choice.upper_bound_applications >= best);
        prop_assert!(!choice.exact || choice.applications_helped == best);
    }

    /// Law: a larger budget never helps fewer.
    #[test]
    fn more_money_helps_no_fewer((actions, goals, budget) in portfolios(), more in 0..50u64) {
        let portfolio = Portfolio::try_new(actions, goals).unwrap();
        let (less, more) = (portfolio.choose(budget, 1_000_000), portfolio.choose(budget + more, 1_000_000));
        prop_assert!(more.applications_helped >= less.applications_helped);
    }

    /// Law: each way helps, no smaller one does, and every set that helps holds one.
    #[test]
    fn ways_are_minimal(needed in prop::collection::vec(1..32u32, 0..5)) {
        let bits = |set: &[usize]| set.iter().fold(0u32, |bits, at| bits | 1 << at);
        let helps = |set: u32| needed.iter().any(|needed| needed & !set == 0);
        let found = minimal_ways(&[0, 1, 2, 3, 4], |set| helps(bits(set)));
        for way in &found.ways {
            prop_assert!(helps(bits(way)));
            for left in way {
                prop_assert!(!helps(bits(way) & !(1 << left)));
            }
        }
        for set in 0..32u32 {
            let holds_one = found.ways.iter().any(|way| bits(way) & !set == 0);
            prop_assert_eq!(helps(set), holds_one);
        }
    }
}
