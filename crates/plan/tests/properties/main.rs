//! Laws of progress, paces and texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use tosei_plan::proptest::{indicators, moments, observations, targets, values};
use tosei_plan::{
    Correction, CorrectionReason, Direction, Indicator, IndicatorTarget, Moment, Nature,
    PlanVerdict, Precision, ProgressOptions, ProgressReason, PublishedText, ScenarioMethod,
    ScenarioOutcome, mixed_script, pace_between, scenario, target_progress,
};
use tosei_types::{Date, ExactFigure, ExactNumber};

fn options() -> impl Strategy<Value = &'static ProgressOptions> {
    prop::sample::select(vec!["standard", "strict", "recent_pace", "as_published"])
        .prop_map(|name| ProgressOptions::named(name).unwrap())
}

fn days() -> impl Strategy<Value = Date> {
    moments().prop_map(Moment::last_day)
}

fn judged(
    indicator: &Indicator,
    target: &IndicatorTarget,
    day: Date,
    options: &ProgressOptions,
) -> (PlanVerdict, Vec<ProgressReason>) {
    let answer = target_progress(indicator, target, None, day, options);
    (answer.verdict, answer.reasons)
}

/// The same with every number turned round: up becomes down.
fn mirrored(indicator: &Indicator) -> Indicator {
    let turn =
        |value: ExactNumber| ExactNumber::try_new(-value.numerator(), value.denominator()).unwrap();
    let turn_precision = |precision: Precision| match precision {
        Precision::AtLeast => Precision::AtMost,
        Precision::AtMost => Precision::AtLeast,
        Precision::MoreThan => Precision::LessThan,
        Precision::LessThan => Precision::MoreThan,
        other => other,
    };
    let mut other = indicator.clone();
    other.unit = "score".parse().unwrap();
    other.direction = match indicator.direction {
        Direction::Up => Direction::Down,
        _ => Direction::Up,
    };
    for one in &mut other.observations {
        one.value = turn(one.value);
        one.precision = turn_precision(one.precision);
    }
    for one in &mut other.targets {
        one.value = one.value.map(turn);
        one.precision = turn_precision(one.precision);
    }
    other
}

proptest! {
    /// Law: what lies after the day of the question changes nothing.
    #[test]
    fn the_future_is_not_known(
        indicator in indicators(), target in targets(), later in observations(), day in days(),
        options in options(),
    ) {
        prop_assume!(later.at.last_day() > day);
        let mut more = indicator.clone();
        more.observations.push(later);
        prop_assert_eq!(
            judged(&indicator, &target, day, options),
            judged(&more, &target, day, options)
        );
    }

    /// Law: a plan that is to go down is judged as its mirror image that is to go up.
    #[test]
    fn up_and_down_are_mirror_images(
        indicator in indicators(), target in targets(), day in days(), options in options(),
    ) {
        let mut with_target = indicator;
        with_target.targets = vec![target];
        let other = mirrored(&with_target);
        prop_assert_eq!(
            judged(&with_target, &with_target.targets[0], day, options),
            judged(&other, &other.targets[0], day, options)
        );
    }

    /// Law: on the way to a target, a better latest value is never judged worse.
    #[test]
    fn a_better_value_is_not_judged_worse(
        first in values(), now in values(), better in values(), goal in values(), day in days(),
        target in targets(), options in options(),
    ) {
        prop_assume!(now <= better && day <= target.by.last_day());
        let at = |value: ExactNumber| {
            let earlier = Moment::Day(day.add_days(-400).unwrap());
            let mut indicator = serde_json::from_value::<Indicator>(serde_json::json!({
                "id": "i", "name": {"ja": "指標", "en": "Indicator"}, "unit": "points", "direction": "up",
                "observations": [
                    {"at": earlier, "value": first, "source": {"id": "own"}},
                    {"at": day, "value": value, "source": {"id": "own"}}],
                "source": {"id": "own"}
            })).unwrap();
            let mut target = target.clone();
            target.value = Some(goal);
            indicator.targets = vec![target];
            judged(&indicator, &indicator.targets[0], day, options).0
        };
        let rank = |verdict| match verdict {
            PlanVerdict::OnTrack => 2,
            PlanVerdict::AtRisk => 1,
            PlanVerdict::Missed => 0,
            _ => -1,
        };
        let (before, after) = (rank(at(now)), rank(at(better)));
        prop_assert!(before < 0 || after >= before, "{before} {after}");
    }

    /// Law: the first reason belongs to the verdict.
    #[test]
    fn a_reason_belongs_to_its_verdict(
        indicator in indicators(), target in targets(), day in days(), options in options(),
    ) {
        let (verdict, reasons) = judged(&indicator, &target, day, options);
        use ProgressReason as R;
        let allowed: &[R] = match verdict {
            PlanVerdict::OnTrack => &[R::Reached, R::OnCourse],
            PlanVerdict::AtRisk => &[R::BehindCourse, R::FallenBack],
            PlanVerdict::Missed => &[R::BelowAtDue, R::ReachedLate],
            PlanVerdict::NotYetDue => &[R::NotStarted, R::OnlyBaseline],
            _ => &[
                R::NoNumber, R::UnitDiffers, R::NoObservation, R::OnlyExpected, R::Stale,
                R::NoObservationAtDue, R::BoundUndecided, R::TargetNotAfterBase, R::NoRecentPace,
            ],
        };
        prop_assert!(allowed.contains(&reasons[0]), "{verdict} {reasons:?}");
        prop_assert!(reasons[1..].iter().all(|one| matches!(one, R::Approximate | R::FromExpected)));
        let missed = matches!(verdict, PlanVerdict::Missed);
        prop_assert!(!missed || day > target.by.last_day());
        let risk = matches!(verdict, PlanVerdict::AtRisk | PlanVerdict::NotYetDue);
        prop_assert!(!risk || day <= target.by.last_day());
    }

    /// Law: expected values never count as seen, unless the options say so.
    #[test]
    fn expected_values_are_not_seen(
        indicator in indicators(), target in targets(), day in days(),
    ) {
        let standard = ProgressOptions::standard();
        let mut seen_only = indicator.clone();
        seen_only.observations.retain(|one| one.nature == Nature::Observed);
        let (with, without) = (
            judged(&indicator, &target, day, standard),
            judged(&seen_only, &target, day, standard),
        );
        prop_assert_eq!(with.0, without.0);
    }

    /// Law: the pace times the quarters is the change, exactly, and going there and on to a third moment adds up.
    #[test]
    fn a_pace_gives_its_change_back(indicator in indicators()) {
        let seen = &indicator.observations;
        prop_assume!(seen.len() >= 2);
        if let Some((pace, [first, last])) = pace_between(&indicator, seen[0].at, seen[1].at) {
            prop_assert_eq!(&pace.per_quarter * &pace.quarters, pace.change.clone());
            let change = ExactFigure::from(last.value) - ExactFigure::from(first.value);
            prop_assert_eq!(pace.change, change);
            prop_assert_eq!(&pace.per_quarter * &ExactFigure::from(4), pace.per_year);
        }
    }

    /// Law: a scenario that goes at the required pace reaches the target on its day, and not before.
    #[test]
    fn the_required_pace_reaches_the_target_on_its_day(
        start in 0u32..50, goal in 51u32..100, quarters in 1i32..40, month in 0i32..200,
    ) {
        let from: tosei_types::YearMonth = "2020-03".parse().unwrap();
        let from = from.add_months(month).unwrap();
        let by = from.add_months(quarters * 3).unwrap();
        let indicator: Indicator = serde_json::from_value(serde_json::json!({
            "id": "i", "name": {"ja": "指標", "en": "Indicator"}, "unit": "percent", "direction": "up",
            "observations": [{"at": from, "value": start.to_string(), "source": {"id": "own"}}],
            "targets": [{"by": by, "value": goal.to_string(), "source": {"id": "own"}}],
            "source": {"id": "own"}
        })).unwrap();
        let change = ExactNumber::try_new(i64::from(goal - start), u64::try_from(quarters).unwrap()).unwrap();
        let by = Moment::Month(by);
        let line = scenario(&indicator, by, from.last_day(), ScenarioMethod::PerQuarter { change });
        prop_assert_eq!(line.outcome, ScenarioOutcome::Reaches);
        prop_assert_eq!(line.shortfall, Some(ExactFigure::zero()));
        prop_assert_eq!(line.reached_on, Some(by.last_day()));
        prop_assert_eq!(line.points.len(), usize::try_from(quarters).unwrap());
        let halted = scenario(&indicator, by, from.last_day(), ScenarioMethod::Unchanged);
        prop_assert_eq!(halted.outcome, ScenarioOutcome::FallsShort);
        prop_assert_eq!(halted.reached_on, None);
    }

    /// Law: a moment has one text; positions are in the order of the last days.
    #[test]
    fn moments_have_one_text_and_an_order(left in moments(), right in moments()) {
        prop_assert_eq!(left.to_string().parse::<Moment>().unwrap(), left);
        prop_assert_eq!(
            left.position().cmp(&right.position()),
            left.last_day().cmp(&right.last_day())
        );
    }

    /// Law: sums and quotients of exact numbers are undone exactly, and their text reads back.
    #[test]
    fn exact_numbers_are_exact(left in any::<i32>(), right in 1i32.., third in any::<i32>()) {
        let number = |value: i32| ExactFigure::from(value);
        let share = number(left).divided_by(&number(right)).unwrap();
        prop_assert_eq!(&share * &number(right), number(left));
        prop_assert_eq!(share.clone() + number(third) - number(third), share.clone());
        prop_assert_eq!(share.to_string().parse::<ExactFigure>().unwrap(), share);
    }

    /// Law: taking the foreign letters out of a text leaves nothing to find.
    #[test]
    fn without_foreign_letters_nothing_is_found(text in "[ァ-ヴぁ-ん一-鿿a-zA-Zа-яА-Яα-ω 。、・ー0-9]{0,40}") {
        let found = mixed_script(&text);
        let letters: Vec<char> = text.chars().collect();
        let mut taken: Vec<usize> = Vec::new();
        for one in &found {
            for (at, letter) in &one.letters {
                prop_assert_eq!(letters[*at], *letter);
                prop_assert!(one.word.contains(*letter));
                taken.push(*at);
            }
        }
        let rest: String = letters
            .iter()
            .enumerate()
            .map(|(at, letter)| if taken.contains(&at) { ' ' } else { *letter })
            .collect();
        prop_assert!(mixed_script(&rest).is_empty());
    }

    /// Law: a correction made from a text agrees with it, and breaks with another count.
    #[test]
    fn corrections_are_held_against_the_text(before in "[あ-ん]{0,8}", after in "[あ-ん]{0,8}", times in 1u32..4) {
        let fault = "BRP".repeat(usize::try_from(times).unwrap());
        let mut text = PublishedText::new(format!("{before}{fault}{after}"));
        text.text_corrected = Some(text.text_as_published.replace("BRP", "BPR"));
        text.corrections = vec![Correction {
            published: "BRP".to_owned(),
            corrected: "BPR".to_owned(),
            times,
            reason: CorrectionReason::Transposed,
        }];
        prop_assert!(text.corrections_agree());
        text.corrections[0].times = times + 1;
        prop_assert!(!text.corrections_agree());
    }
}
