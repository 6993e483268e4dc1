//! Laws of reviews.

use proptest::prelude::*;
use tosei_counter_dx::review::{ReviewTotals, SatisfactionRule};
use tosei_types::{RatingPoint, Ratings};

fn answers() -> impl Strategy<Value = Vec<(u8, RatingPoint)>> {
    let point = prop::sample::select(RatingPoint::ALL.to_vec());
    prop::collection::vec((0u8..6, point), 0..400)
}

fn totals(answers: &[(u8, RatingPoint)]) -> ReviewTotals {
    let mut totals = ReviewTotals::new();
    for (counter, point) in answers {
        totals
            .add(&format!("W-{counter}").parse().unwrap(), *point)
            .unwrap();
    }
    totals
}

proptest! {
    /// Law: any split into parts, merged in any order, gives the same totals.
    #[test]
    fn parts_merge_in_any_order(answers in answers(), cut in any::<prop::sample::Index>()) {
        let (left, right) = answers.split_at(cut.index(answers.len() + 1));
        let (mut one, mut other) = (totals(left), totals(right));
        one.merge(&totals(right)).unwrap();
        other.merge(&totals(left)).unwrap();
        prop_assert_eq!(&one, &totals(&answers));
        prop_assert_eq!(one, other);
    }

    /// Law: the pooled answers are every answer once, and every counter has one verdict of each kind.
    #[test]
    fn pooled_is_every_answer_once(answers in answers(), minimum in 0u32..40) {
        let totals = totals(&answers);
        let rule = SatisfactionRule {
            minimum_answers: minimum,
            ..SatisfactionRule::four_and_above("70".parse().unwrap())
        };
        let summary = totals.summary(&rule);
        let pooled = Ratings::tally(answers.iter().map(|(_, point)| *point)).unwrap();
        prop_assert_eq!(summary.pooled, pooled);
        let counters = u64::try_from(summary.counters.len()).unwrap();
        prop_assert_eq!(summary.by_point.counters(), counters);
        prop_assert_eq!(summary.by_interval.counters(), counters);
        prop_assert_eq!(summary.by_point.undecided, 0); // a figure is never undecided
        prop_assert!(summary.by_interval.reached <= summary.by_point.reached);
    }
}
