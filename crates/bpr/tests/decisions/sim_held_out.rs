//! Predictions of the end of a log from its beginning, at their edges.

use crate::learning::{DAY, log, near, options, row};
use tosei_bpr::{
    event_log::EventLog,
    simulate::learn::{HeldOut, HeldOutError, HeldOutOptions, held_out},
};

/// One case a day that takes so many minutes.
fn lasting(cases: u32, minutes: impl Fn(u32) -> u32) -> String {
    let of = |case: u32| {
        let came = case * DAY + 540;
        row(case, "受付", came, "complete", "甲")
            + &row(case, "決裁", came + minutes(case), "complete", "乙")
    };
    (0..cases).map(of).collect()
}

fn predicted(
    log: &EventLog,
    windows: Vec<Option<u32>>,
    learn_from: &str,
) -> Result<HeldOut, HeldOutError> {
    let mut how = HeldOutOptions::default();
    how.windows = windows;
    how.cases = 1_000;
    how.learn_from = learn_from.parse().unwrap();
    held_out(log, None, &options(), &how)
}

#[test]
fn each_trial_looks_a_quarter_of_the_cases_ahead() {
    // Eighty cases are known, of which the last ten take twice as long. From 40 and from 50 on the next twenty are as
    // predicted; from 60 on the half.
    let log = log(&lasting(120, |case| {
        if (70..80).contains(&case) { 120 } else { 60 }
    }));
    let found = predicted(&log, vec![None], "2/3").unwrap();
    assert_eq!((found.learnt_from.cases, found.observed.cases), (80, 40));
    let [window] = found.windows.as_slice() else {
        panic!("{:?}", found.windows)
    };
    assert_eq!((window.recent_days, window.trials), (None, 3));
    // A few of the simulated ones end a moment sooner.
    let (mean, greatest) = (window.mean_distance, window.greatest_distance);
    assert!((mean - 1.0 / 6.0).abs() < 0.01, "{mean}");
    assert!((greatest - 0.5).abs() < 0.01, "{greatest}");
}

#[test]
fn too_few_cases_try_nothing() {
    // Twenty on both sides; a half of twenty is too few.
    let log = log(&lasting(40, |_| 60));
    let found = predicted(&log, vec![None, Some(30)], "1/2").unwrap();
    assert!(found.windows.is_empty(), "{:?}", found.windows);
    near(found.predicted.median, 60.0, "as all are");
}

#[test]
fn cases_that_take_longer_than_the_usual_drain_end() {
    let log = log(&lasting(420, |_| 200 * DAY));
    let found = predicted(&log, Vec::new(), "2/3").unwrap();
    near(found.predicted.median, 200.0 * 1_440.0, "two hundred days");
    assert_eq!(found.open_at_cut, 200);
}

#[test]
fn of_the_observed_those_that_took_no_longer_are_counted() {
    // Every second case takes an hour, the others two; the first of the rest takes three.
    let log = log(&lasting(90, |case| match case {
        60 => 180,
        _ if case % 2 == 0 => 60,
        _ => 120,
    }));
    let found = predicted(&log, Vec::new(), "2/3").unwrap();
    let of = |share: f64| {
        let one = found.quantile(share).unwrap();
        (
            one.predicted.round(),
            one.observed,
            (one.share_within_prediction * 30.0).round(),
        )
    };
    assert_eq!(of(0.25), (60.0, 60.0, 14.0));
    assert_eq!(of(0.9), (120.0, 120.0, 29.0));
}

#[test]
fn a_case_with_a_time_missing_is_on_neither_side() {
    let rows =
        lasting(60, |_| 60) + &row(900, "受付", 600, "complete", "甲") + "900,決裁,,complete,乙\n";
    let found = predicted(&log(&rows), Vec::new(), "1/2").unwrap();
    assert_eq!((found.learnt_from.cases, found.observed.cases), (30, 30));
}
