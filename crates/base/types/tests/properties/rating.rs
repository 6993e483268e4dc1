//! Laws of ratings.

use proptest::prelude::*;
use tosei_types::{
    HighShare, MAX_COUNT, MeanDigits, PercentDigits, RatingPoint, Ratings, TargetPercent,
    TargetVerdict,
    proptest::{ratings, target_percents},
};

const MANY: u64 = 1 << 40;

const DIGITS: [PercentDigits; 4] = [
    PercentDigits::Whole,
    PercentDigits::One,
    PercentDigits::Two,
    PercentDigits::Three,
];

fn number(shown: impl std::fmt::Display) -> f64 {
    shown.to_string().parse().unwrap()
}

proptest! {
    /// Law: merging part by part, split anywhere and in any order, gives the ratings of the whole.
    #[test]
    fn merging_ignores_grouping(
        parts in prop::collection::vec(ratings(MANY), 0..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = Ratings::merge_all(&parts).unwrap();
        let (left, right) = parts.split_at(cut.index(parts.len() + 1));
        let left = Ratings::merge_all(left).unwrap();
        let right = Ratings::merge_all(right).unwrap();
        prop_assert_eq!(left.try_merge(&right).unwrap(), whole);
        prop_assert_eq!(right.try_merge(&left).unwrap(), whole);
        prop_assert_eq!(whole.try_merge(&Ratings::NONE).unwrap(), whole);
    }

    /// Law: counting answers one by one gives their counts.
    #[test]
    fn tallying_counts_every_answer(points in prop::collection::vec(1u8..=5, 0..60)) {
        let answers: Vec<RatingPoint> =
            points.iter().map(|&point| RatingPoint::try_from(point).unwrap()).collect();
        let tallied = Ratings::tally(answers.iter().copied()).unwrap();
        prop_assert_eq!(tallied.total(), answers.len() as u64);
        for point in RatingPoint::ALL {
            let expected = answers.iter().filter(|answer| **answer == point).count();
            prop_assert_eq!(tallied.count(point), expected as u64);
        }
        let high = answers.iter().filter(|answer| answer.is_high()).count();
        prop_assert_eq!(tallied.high_share().map_or(0, HighShare::high), high as u64);
    }

    /// Law: what is written is read back equal.
    #[test]
    fn json_round_trip(ratings in ratings(MANY), target in target_percents()) {
        let text = serde_json::to_string(&ratings).unwrap();
        prop_assert_eq!(serde_json::from_str::<Ratings>(&text).unwrap(), ratings);
        let text = serde_json::to_string(&target).unwrap();
        prop_assert_eq!(serde_json::from_str::<TargetPercent>(&text).unwrap(), target);
    }

    /// Law: mean, share and interval exist exactly if there is an answer, and stay in their bounds.
    #[test]
    fn figures_exist_exactly_with_answers(ratings in ratings(3)) {
        let some = ratings.total() > 0;
        prop_assert_eq!(ratings.mean().is_some(), some);
        prop_assert_eq!(ratings.high_share().is_some(), some);
        if let Some(mean) = ratings.mean() {
            let mean = number(mean.shown(MeanDigits::Three));
            prop_assert!((1.0..=5.0).contains(&mean));
        }
    }

    /// Law: the interval contains the share, at every number of digits.
    #[test]
    fn the_interval_contains_the_share(
        ratings in prop_oneof![ratings(3), ratings(200), ratings(MANY), ratings(MAX_COUNT / 5)],
    ) {
        prop_assume!(ratings.total() > 0);
        let share = ratings.high_share().unwrap();
        for digits in DIGITS {
            let lower = number(share.wilson_95().lower(digits));
            let upper = number(share.wilson_95().upper(digits));
            let point = number(share.percent(digits));
            prop_assert!((0.0..=100.0).contains(&lower) && upper <= 100.0);
            prop_assert!(lower <= point && point <= upper, "{lower} {point} {upper}");
        }
    }

    /// Law: with more answers and the same share the interval lies inside the one before.
    #[test]
    fn the_interval_shrinks_with_more_answers(
        ratings in prop_oneof![ratings(3), ratings(200)],
        times in 2u64..50,
    ) {
        prop_assume!(ratings.total() > 0);
        let more = Ratings::try_new(ratings.counts().map(|count| count * times)).unwrap();
        let ends = |ratings: &Ratings| {
            let interval = ratings.high_share().unwrap().wilson_95();
            let digits = PercentDigits::Three;
            (number(interval.lower(digits)), number(interval.upper(digits)))
        };
        let ((low, high), (inner_low, inner_high)) = (ends(&ratings), ends(&more));
        prop_assert!(low <= inner_low && inner_high <= high);
        prop_assert!(inner_high - inner_low < high - low || high - low < 0.002);
    }

    /// Law: turning the scale around mirrors the interval of a two-point count.
    #[test]
    fn the_interval_is_symmetric(high in 0u64..5_000, low in 0u64..5_000) {
        prop_assume!(high + low > 0);
        let interval = |high, low| {
            Ratings::try_new([high, 0, 0, 0, low]).unwrap().high_share().unwrap().wilson_95()
        };
        let three = PercentDigits::Three;
        let lower = number(interval(high, low).lower(three));
        let mirrored = 100.0 - number(interval(low, high).upper(three));
        prop_assert!((lower - mirrored).abs() < 0.001_5); // each end is rounded by itself
    }

    /// Law: the interval never decides against the figure itself, and both follow the minimum.
    #[test]
    fn verdicts_agree_with_each_other(
        ratings in prop_oneof![ratings(2), ratings(40), ratings(MANY)],
        target in target_percents(),
        minimum in 0u64..60,
    ) {
        let comparison = ratings.compare_with_target(target, minimum);
        let (point, interval) = (comparison.point(), comparison.interval());
        prop_assert_ne!(point, TargetVerdict::Undecided);
        if ratings.total() == 0 {
            prop_assert_eq!((point, interval), (TargetVerdict::NoAnswers, TargetVerdict::NoAnswers));
        } else if ratings.total() < minimum {
            prop_assert_eq!((point, interval), (TargetVerdict::TooFew, TargetVerdict::TooFew));
        } else {
            prop_assert!(interval == TargetVerdict::Undecided || interval == point);
        }
    }

    /// Law: a target that is reached by the interval is reached by every smaller target too.
    #[test]
    fn a_smaller_target_is_no_harder(
        ratings in ratings(400),
        one in target_percents(),
        other in target_percents(),
    ) {
        let (small, large) = (one.min(other), one.max(other));
        let rank = |target| match ratings.compare_with_target(target, 0).interval() {
            TargetVerdict::NotReached => 0,
            TargetVerdict::Undecided => 1,
            _ => 2,
        };
        prop_assert!(rank(small) >= rank(large));
    }
}
