//! What is learnt from logs, at the edges.

use serde_json::Value;
use tosei_bpr::{
    Flow,
    event_log::{EventLog, LogColumns, read_csv},
    simulate::learn::{Ends, HeldOutOptions, LearnOptions, Learned, Shape, held_out, learn},
};
use tosei_document::Limits;
use tosei_types::Date;

pub(crate) const HEAD: &str =
    "case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource\n";

pub(crate) fn log(rows: &str) -> EventLog {
    let text = format!("{HEAD}{rows}");
    read_csv(text.as_bytes(), &LogColumns::default(), &Limits::default()).unwrap()
}

pub(crate) fn options() -> LearnOptions {
    LearnOptions::new("mihon".parse().unwrap())
}

/// A time so many minutes after the beginning of Monday 1 April 2024.
pub(crate) fn time(minutes: u32) -> String {
    let first: Date = "2024-04-01".parse().unwrap();
    let mut day = first;
    for _ in 0..minutes / 1_440 {
        day = day.next().unwrap();
    }
    let (hour, minute) = (minutes % 1_440 / 60, minutes % 60);
    format!("{day}T{hour:02}:{minute:02}:00Z")
}

pub(crate) fn row(case: u32, step: &str, minutes: u32, what: &str, who: &str) -> String {
    format!("{case},{step},{},{what},{who}\n", time(minutes))
}

pub(crate) const DAY: u32 = 1_440;

/// One case a day at nine, decided two days later; from a case on, four days later.
fn slower_from(number: u32) -> EventLog {
    slower(number, 90)
}

pub(crate) fn slower(number: u32, cases: u32) -> EventLog {
    let cases = (0..cases).map(|case| {
        let came = case * DAY + 540;
        let length = if case < number { 2 * DAY } else { 4 * DAY };
        row(case, "受付", came, "complete", "甲")
            + &row(case, "決裁", came + length, "complete", "乙")
    });
    log(&cases.collect::<String>())
}

pub(crate) fn near(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() < 1e-6,
        "{what}: {found}, not {expected}"
    );
}

#[test]
fn the_end_of_a_log_is_predicted_from_its_beginning() {
    let mut how = HeldOutOptions::default();
    how.windows = vec![None, Some(30)];
    how.cases = 2_000;
    let found = held_out(&slower_from(60), None, &options(), &how).unwrap();
    // The first sixty cases as they were known when the next came: two are open, one ends in that minute.
    assert!(
        found.cut.starts_with("2024-05-31T09:00:00"),
        "{}",
        found.cut
    );
    assert_eq!(found.open_at_cut, 2);
    assert_eq!((found.learnt_from.cases, found.observed.cases), (60, 30));
    near(found.learnt_from.median, 2_880.0, "learnt");
    near(found.observed.median, 5_760.0, "observed");
    near(found.predicted.median, 2_880.0, "predicted");
    assert!(
        found.predicted.cases.abs_diff(2_000) <= 4,
        "{}",
        found.predicted.cases
    );
    near(found.distance, 1.0, "all of it");
    for share in [0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99] {
        let one = found.quantile(share).unwrap();
        near(one.share, share, "share");
        near(one.relative_error().unwrap(), -0.5, "half as long");
        near(one.share_within_prediction, 0.0, "within");
    }
    assert!(found.quantile(0.33).is_none());
    assert_eq!(found.windows.len(), 2);
    for window in &found.windows {
        assert!(window.trials >= 2);
        assert!(window.mean_distance < 0.2, "nearly the same all along");
    }
    // Nothing changes: right all along.
    let found = held_out(&slower_from(90), None, &options(), &how).unwrap();
    assert!(found.distance < 0.2, "nearly the same");
    near(
        found.quantile(0.5).unwrap().relative_error().unwrap(),
        0.0,
        "the same",
    );
    near(
        found.quantile(0.5).unwrap().share_within_prediction,
        1.0,
        "the same",
    );
}

#[test]
fn twenty_cases_on_both_sides() {
    let code = |cases: u32, share: &str| {
        let mut how = HeldOutOptions::default();
        how.learn_from = share.parse().unwrap();
        how.windows = vec![None];
        how.cases = 1_000;
        held_out(&slower(cases, cases), None, &options(), &how)
            .err()
            .map(|error| error.code())
    };
    let few = Some("bpr.held_out.too_few");
    assert_eq!((code(40, "1/2"), code(39, "1/2")), (None, few));
    assert_eq!((code(60, "1/3"), code(57, "1/3")), (None, few));
    assert_eq!((code(60, "2/3"), code(57, "2/3")), (None, few));
}

#[test]
fn things_at_once() {
    let task = |case: u32, from: u32, to: u32, who: &str| {
        row(case, "審査", from, "start", who) + &row(case, "審査", to, "complete", who)
    };
    // 甲: nine to ten, half past nine to half past ten, eleven to half past; 乙 one thing at that time.
    let rows = [
        task(1, 540, 600, "甲"),
        task(2, 570, 630, "甲"),
        task(3, 660, 690, "甲"),
        task(4, 540, 550, "乙"),
    ];
    let people = learn(&log(&rows.concat()), None, &options())
        .evidence
        .people;
    let found = people.multitasking.unwrap();
    near(found.busy_minutes, 90.0 + 30.0 + 10.0, "busy");
    near(found.several_minutes, 30.0, "several");
    assert_eq!(found.most, 2);
    near(found.share(), 30.0 / 130.0, "share");
}

#[test]
fn how_many_of_a_role_are_active() {
    let done = |case: u32, day: u32, who: &str| row(case, "審査", day * DAY + 600, "complete", who);
    // Two on Monday, one on Tuesday and on Wednesday, three on Thursday.
    let rows = [
        done(1, 0, "甲"),
        done(2, 0, "乙"),
        done(3, 1, "甲"),
        done(4, 2, "乙"),
        done(5, 3, "甲"),
        done(6, 3, "乙"),
        done(7, 3, "丙"),
        done(8, 3, "丙"),
    ];
    let people = learn(&log(&rows.concat()), None, &options())
        .evidence
        .people;
    let [role] = people.roles.as_slice() else {
        panic!("{:?}", people.roles)
    };
    assert_eq!(
        (
            role.role.as_str(),
            role.days,
            role.active_median,
            role.active_most
        ),
        ("審査", 4, 1, 3)
    );
    near(role.active_mean, 7.0 / 4.0, "mean");
    assert_eq!(role.steps["審査"], 8);
    let active: Vec<u64> = people.resources.iter().map(|one| one.active_days).collect();
    assert_eq!(active.iter().sum::<u64>(), 7);
}

pub(crate) fn text(learned: &Learned) -> Value {
    serde_json::to_value(learned.parameters.as_ref().unwrap()).unwrap()
}

#[test]
fn weekdays_weigh_as_many_cases_as_they_bring() {
    // Four weeks: two cases on Mondays, one on Tuesdays to Thursdays, none on Fridays; something is done from nine to
    // five on each of the five days.
    let mut rows = String::new();
    let mut case = 0;
    for day in (0..28).filter(|day| day % 7 < 5) {
        let arrivals = [2, 1, 1, 1, 0][usize::try_from(day % 7).unwrap()];
        for hour in 9..17 {
            rows += &row(9_999, "巡回", day * DAY + hour * 60 + 5, "complete", "丙");
        }
        for _ in 0..arrivals {
            case += 1;
            let came = day * DAY + 600;
            rows += &row(case, "受付", came, "complete", "甲");
            rows += &row(case, "決裁", came + 120, "complete", "乙");
        }
    }
    let learned = learn(&log(&rows), None, &options());
    let arrivals = learned.evidence.arrivals.as_ref().unwrap();
    assert_eq!(arrivals.cases, 21);
    // From Monday to the last Thursday.
    let days: Vec<u64> = arrivals.weekdays.iter().map(|one| one.days).collect();
    assert_eq!(days, [4, 4, 4, 4, 3, 3, 3]);
    let per_day: Vec<Option<f64>> = arrivals.weekdays.iter().map(|one| one.per_day).collect();
    assert_eq!(
        per_day[..5],
        [Some(2.25), Some(1.0), Some(1.0), Some(1.0), Some(0.0)]
    );
    let parameters = text(&learned);
    let weights = parameters["arrivals"][0]["pattern"]["weekdays"]
        .as_array()
        .unwrap();
    let weight = |weekday: &str| {
        let one = weights.iter().find(|one| one["weekday"] == weekday);
        one.map(|one| one["weight"].as_str().unwrap().parse::<f64>().unwrap())
    };
    // The case that is always there came on the first Monday: 21 cases on nineteen days.
    for (weekday, a_day) in [
        ("monday", 2.25),
        ("tuesday", 1.0),
        ("thursday", 1.0),
        ("friday", 0.0),
    ] {
        near(weight(weekday).unwrap(), a_day * 19.0 / 21.0, weekday);
    }
    assert_eq!(weight("sunday"), None);
}

#[test]
fn a_history_is_remembered_where_cases_came_by_it_often_enough() {
    // 確認 follows 受付 or 照会, and what comes behind it depends on that.
    let states = |often: u32| {
        let rows = (0..often * 2).map(|case| {
            let (first, last) = if case % 2 == 0 {
                ("受付", "決裁")
            } else {
                ("照会", "返戻")
            };
            let came = case * DAY + 540;
            [(first, 0), ("確認", 60), (last, 120)]
                .map(|(step, after)| row(case, step, came + after, "complete", "甲"))
                .concat()
        });
        let flow = learn(&log(&rows.collect::<String>()), None, &options())
            .flow
            .unwrap();
        let title =
            |node: &&tosei_bpr::Node| node.title().contains("確認") && node.activity().is_some();
        flow.nodes.iter().filter(title).count()
    };
    assert_eq!((states(4), states(5), states(6)), (1, 2, 2));
}

#[test]
fn values_themselves_or_a_family() {
    // As an exponential time of five hours is spread.
    let rows = (0..100).map(|case| {
        let share = (f64::from(case) + 0.5) / 100.0;
        let minutes = (-(1.0 - share).ln() * 300.0).round() + 1.0;
        let began = case * DAY + 60;
        let ends = began + minutes as u32;
        row(case, "審査", began, "start", "甲") + &row(case, "審査", ends, "complete", "甲")
    });
    // Somebody is there at every hour, so that all of it is work.
    let watch = (0..101 * 24).map(|hour| row(9_999, "巡回", hour * 60, "complete", "丙"));
    let log = log(&(rows.collect::<String>() + &watch.collect::<String>()));
    for (shape, is_empirical) in [(Shape::BestFit, false), (Shape::Empirical, true)] {
        let mut options = options();
        options.shape = shape;
        let evidence = learn(&log, None, &options).evidence;
        let step = evidence.steps.iter().find(|step| step.step == "審査");
        let work = step.unwrap().work.as_ref().unwrap();
        assert_eq!(work.is_empirical, is_empirical, "{shape:?}: {work:?}");
        assert_eq!(work.values, 100);
    }
}

#[test]
fn only_where_a_way_is_chosen_there_is_a_choice() {
    let drawn: Flow = serde_json::from_value(crate::helper::sketch(
        &[
            ("s", "x1", ""),
            ("x1", "a", ""),
            ("x1", "b", ""),
            ("a", "x2", ""),
            ("b", "x2", ""),
            ("x2", "e", ""),
        ],
        &[
            (
                "a",
                serde_json::json!({"kind": "activity", "@name": "審査"}),
            ),
            (
                "b",
                serde_json::json!({"kind": "activity", "@name": "通知"}),
            ),
        ],
    ))
    .unwrap();
    let rows = (0..8).map(|case| {
        let step = if case < 2 { "審査" } else { "通知" };
        row(case, step, case * DAY + 600, "complete", "甲")
    });
    let evidence = learn(&log(&rows.collect::<String>()), Some(&drawn), &options()).evidence;
    let [choice] = evidence.branches.as_slice() else {
        panic!("{:?}", evidence.branches)
    };
    assert_eq!(
        (choice.node.as_str(), choice.reached, choice.is_exclusive),
        ("x1", 8, true)
    );
    let taken: Vec<u64> = choice.branches.iter().map(|way| way.taken).collect();
    assert_eq!(taken, [2, 6]);
}

#[test]
fn an_end_is_forced_only_where_nothing_else_ends() {
    let chain = |log: &EventLog| {
        let mut options = options();
        options.ends = Ends::FollowedUp;
        let learned = learn(log, None, &options);
        (learned.evidence.chain.unwrap(), learned.flow.unwrap())
    };
    // Everybody was seen coming to 確認 a second time in the last minute of the log, and nobody beyond.
    let rows = (0..10).map(|case| {
        let steps = [("受付", 0), ("確認", 60), ("受付", 120), ("確認", 180)];
        steps
            .map(|(step, at)| row(case, step, 600 + at, "complete", "甲"))
            .concat()
    });
    let (found, flow) = chain(&log(&rows.collect::<String>()));
    assert_eq!(found.closed_by_force, 1, "{found:?}");
    let judged = tosei_bpr::soundness::soundness(&flow, Default::default()).unwrap();
    assert_eq!(judged.verdict(), tosei_bpr::soundness::Verdict::Sound);
    // What ends by itself needs nothing.
    let (found, _) = chain(&slower_from(90));
    assert_eq!(found.closed_by_force, 0, "{found:?}");
}

#[test]
fn what_was_never_taken_keeps_its_share() {
    let sketch = crate::helper::sketch(
        &[
            ("s", "x1", ""),
            ("x1", "a", "0.5"),
            ("x1", "b", "0.3"),
            ("x1", "c", "0.2"),
            ("a", "e1", ""),
            ("b", "e2", ""),
            ("c", "e3", ""),
        ],
        &[
            (
                "a",
                serde_json::json!({"kind": "activity", "@name": "審査"}),
            ),
            (
                "b",
                serde_json::json!({"kind": "activity", "@name": "通知"}),
            ),
            (
                "c",
                serde_json::json!({"kind": "activity", "@name": "返戻"}),
            ),
        ],
    );
    let drawn: Flow = serde_json::from_value(sketch).unwrap();
    let rows = |first: u32| {
        let rows = (0..8).map(move |case| {
            let step = if case < first { "審査" } else { "通知" };
            row(case, step, case * DAY + 600, "complete", "甲")
        });
        rows.collect::<String>()
    };
    let shares = |first: u32| {
        let learned = learn(&log(&rows(first)), Some(&drawn), &options());
        let parameters = text(&learned);
        let branches = parameters["branches"].as_array().unwrap().iter();
        let shown = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
        branches
            .map(|one| (shown(one, "sequence_flow"), shown(one, "probability")))
            .collect::<Vec<_>>()
    };
    let pair = |line: &str, share: &str| (line.to_owned(), share.to_owned());
    assert_eq!(shares(2), [pair("l1", "0.2"), pair("l2", "0.6")]);
    assert_eq!(shares(4), [pair("l1", "0.4"), pair("l2", "0.4")]);
    // Two ways were not taken: to the third is left what it had.
    assert_eq!(shares(8), [pair("l1", "0.5")]);
}

#[test]
fn a_log_of_more_than_a_hundred_years_has_wrong_dates() {
    let first: Date = "1924-04-01".parse().unwrap();
    let days = |count: usize| {
        let last = std::iter::successors(Some(first), |day| day.next())
            .nth(count)
            .unwrap();
        let rows =
            format!("1,受付,{first}T09:00:00Z,complete,甲\n2,受付,{last}T09:00:00Z,complete,甲\n");
        let evidence = learn(&log(&rows), None, &options()).evidence;
        (evidence.arrivals.is_some(), evidence.calendar.is_some())
    };
    assert_eq!(days(36_600), (true, true));
    assert_eq!(days(36_601), (false, false));
}

#[test]
fn a_group_does_what_its_people_did() {
    let drawn: Flow = serde_json::from_value(crate::helper::sketch(
        &[("s", "a", ""), ("a", "b", ""), ("b", "e", "")],
        &[
            (
                "a",
                serde_json::json!({"kind": "activity", "@name": "審査"}),
            ),
            (
                "b",
                serde_json::json!({"kind": "activity", "@name": "通知"}),
            ),
        ],
    ))
    .unwrap();
    // Nobody is named with what is sent.
    let rows = (0..20).map(|case| {
        let at = case * DAY + 600;
        row(case, "審査", at, "start", "甲")
            + &row(case, "審査", at + 30, "complete", "甲")
            + &row(case, "通知", at + 60, "start", "")
            + &row(case, "通知", at + 70, "complete", "")
    });
    let mut options = options();
    options.ends = Ends::Recorded;
    let learned = learn(&log(&rows.collect::<String>()), Some(&drawn), &options);
    let parameters = text(&learned);
    let staff = parameters["staff"].as_array().unwrap();
    assert_eq!(staff.len(), 1, "{staff:?}");
    assert_eq!(staff[0]["nodes"], serde_json::json!(["a"]), "{staff:?}");
}
