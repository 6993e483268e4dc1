//! What is learnt where times are missing or run backwards, by roles, by hours, and in a chain; worked out by hand.

use crate::{
    helper::sketch,
    learning::{DAY, log, near, options, row, text, time},
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    event_log::{EventLog, Timestamp},
    simulate::learn::{Ends, LearnOptions, Learned, Shape, StepEvidence, learn},
};
use tosei_simulation::Level;

fn learnt(log: &EventLog, change: impl FnOnce(&mut LearnOptions)) -> Learned {
    let mut options = options();
    change(&mut options);
    learn(log, None, &options)
}

fn usual(rows: &str) -> Learned {
    learnt(&log(rows), |_| {})
}

fn step<'l>(learned: &'l Learned, name: &str) -> &'l StepEvidence {
    let mut steps = learned.evidence.steps.iter();
    steps.find(|step| step.step == name).unwrap()
}

/// Mean of work, waiting and both together, where there is one.
fn means(learned: &Learned, name: &str) -> [Option<f64>; 3] {
    let step = step(learned, name);
    [&step.work, &step.waiting, &step.sojourn].map(|one| one.as_ref().map(|one| one.mean))
}

fn told(learned: &Learned, rule: &str) -> u64 {
    learned.findings.count_of(&format!("bpr.learn.{rule}"))
}

fn whole(case: u32, step: &str, from: u32, to: u32, who: &str) -> String {
    row(case, step, from, "start", who) + &row(case, step, to, "complete", who)
}

fn done(case: u32, step: &str, at: u32, who: &str) -> String {
    row(case, step, at, "complete", who)
}

fn untimed(case: u32, step: &str) -> String {
    format!("{case},{step},,complete,甲\n")
}

/// Somebody is seen in each of these hours of a weekday (Monday is 0), for so many weeks.
fn watch(weeks: u32, hours: impl Fn(u32) -> std::ops::Range<u32>) -> String {
    let days = (0..weeks * 7).flat_map(|day| hours(day % 7).map(move |hour| (day, hour)));
    days.map(|(day, hour)| done(9_999, "巡回", day * DAY + hour * 60 + 5, "丁"))
        .collect()
}

fn office_hours(weekday: u32) -> std::ops::Range<u32> {
    if weekday < 5 { 9..17 } else { 0..0 }
}

#[test]
fn a_case_with_a_time_missing_is_no_part_of_a_chain() {
    let rows: String = (0..10)
        .map(|case| {
            done(case, "受付", case * DAY + 600, "甲") + &done(case, "決裁", case * DAY + 660, "甲")
        })
        .collect();
    let rows = rows + &done(90, "受付", 600, "甲") + &untimed(90, "決裁");
    let learned = usual(&rows);
    let chain = learned.evidence.chain.as_ref().unwrap();
    assert_eq!(chain.cases, 10);
    assert!(learned.flow.is_some());
    let visits: Vec<u64> = chain.states.iter().map(|one| one.visits).collect();
    assert_eq!(visits, [10, 10]);
    // Its first event has a time: it came in.
    assert_eq!(learned.evidence.arrivals.unwrap().cases, 11);
}

#[test]
fn times_that_run_backwards() {
    // The order of a case is that of the log where a time is missing.
    let rows = [
        untimed(1, "受付"),
        done(1, "確認", 680, "甲"),
        row(1, "審査", 700, "start", "甲"),
        done(1, "審査", 650, "甲"),
        done(1, "決裁", 690, "甲"),
    ];
    let learned = usual(&rows.concat());
    assert_eq!(told(&learned, "backwards"), 1);
    assert_eq!(step(&learned, "審査").work, None);
    assert_eq!(means(&learned, "決裁")[2], Some(10.0), "behind 確認");
    assert_eq!(
        told(&learned, "at_once"),
        0,
        "nothing is known of the first"
    );
    // A step that ended later than it is written to have begun after: the others follow on it.
    let rows = [
        untimed(1, "受付"),
        done(1, "確認", 600, "甲"),
        row(1, "審査", 700, "start", "甲"),
        done(1, "審査", 650, "甲"),
        done(1, "決裁", 690, "甲"),
    ];
    assert_eq!(means(&usual(&rows.concat()), "決裁")[2], Some(40.0));
    // What takes no time does not run backwards.
    let rows = [done(1, "受付", 600, "甲"), whole(1, "審査", 660, 660, "甲")];
    let learned = usual(&rows.concat());
    assert_eq!(told(&learned, "backwards"), 0);
    assert_eq!(means(&learned, "審査")[..2], [Some(0.0), Some(60.0)]);
}

#[test]
fn at_once_is_what_was_only_recorded_at_once() {
    let once = |second: String| told(&usual(&(done(1, "受付", 600, "甲") + &second)), "at_once");
    assert_eq!(once(done(1, "審査", 600, "甲")), 1);
    assert_eq!(once(done(1, "審査", 601, "甲")), 0);
    // Begun before, and both ended at once.
    assert_eq!(once(whole(1, "審査", 570, 600, "甲")), 0);
}

#[test]
fn work_outside_of_all_hours_is_work() {
    // From ten to eleven on the second Sunday, and from four on Monday to ten on Tuesday.
    let of = |from: u32, to: u32| {
        let rows = whole(1, "審査", from, to, "甲") + &watch(4, office_hours);
        let learned = learnt(&log(&rows), |options| {
            options.working_hour_share = "1/2".parse().unwrap();
        });
        means(&learned, "審査")[0]
    };
    assert_eq!(of(13 * DAY + 600, 13 * DAY + 660), Some(60.0));
    for day in [0, 7, 14, 21] {
        assert_eq!(
            of(day * DAY + 960, (day + 1) * DAY + 600),
            Some(120.0),
            "{day}"
        );
    }
}

#[test]
fn the_day_until_which_a_log_is_known_is_a_day_of_its_office() {
    let rows =
        "1,受付,2024-04-01T01:00:00Z,complete,甲\n1,決裁,2024-04-02T10:00:00+09:00,complete,甲\n";
    let to = |as_of: &str| {
        let learned = learnt(&log(rows), |options| {
            options.as_of = Timestamp::read(as_of, None);
        });
        learned.evidence.arrivals.unwrap().to.to_string()
    };
    // The last event was written nine hours further east, where it is the next day.
    assert_eq!(to("2024-04-02T20:00:00Z"), "2024-04-03");
    assert_eq!(to("2024-04-02T14:00:00Z"), "2024-04-02");
}

/// Received, reviewed, told.
fn drawn() -> Flow {
    let step = |name: &str| json!({"kind": "activity", "@name": name});
    let lines = [
        ("s", "a", ""),
        ("a", "b", ""),
        ("b", "c", ""),
        ("c", "e", ""),
    ];
    let names = [
        ("a", step("受付")),
        ("b", step("審査")),
        ("c", step("通知")),
    ];
    serde_json::from_value(sketch(&lines, &names)).unwrap()
}

#[test]
fn a_step_is_of_those_who_did_it_most() {
    // 甲 reviews ten times and tells once; 乙 tells ten times and reviews twice.
    let mut rows = String::new();
    for case in 0..12 {
        let day = case * DAY;
        let reviewer = if case < 10 { "甲" } else { "乙" };
        let teller = if case < 10 { "乙" } else { "甲" };
        rows += &whole(case, "審査", day + 600, day + 630, reviewer);
        if case < 11 {
            rows += &whole(case, "通知", day + 700, day + 710, teller);
        }
    }
    let learned = learn(&log(&rows), Some(&drawn()), &options());
    let people = &learned.evidence.people;
    let roles: Vec<(&str, Vec<&str>, u64, u64)> = people
        .roles
        .iter()
        .map(|role| {
            let names = role.resources.iter().map(String::as_str).collect();
            (
                role.role.as_str(),
                names,
                role.steps["審査"],
                role.steps["通知"],
            )
        })
        .collect();
    // What only begins is not counted.
    assert_eq!(
        roles,
        [("審査", vec!["甲"], 10, 1), ("通知", vec!["乙"], 2, 10)]
    );
    let days: Vec<u64> = people.resources.iter().map(|one| one.active_days).collect();
    assert_eq!(days.iter().sum::<u64>(), 11 + 12);
    let parameters = text(&learned);
    let groups: Vec<(&Value, &Value)> = parameters["staff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| (&group["label"]["ja"], &group["nodes"]))
        .collect();
    assert_eq!(
        groups,
        [
            (&json!("審査"), &json!(["b"])),
            (&json!("通知"), &json!(["c"]))
        ]
    );
}

#[test]
fn what_takes_no_time_is_not_done_beside_anything() {
    let found = |rows: &[String]| usual(&rows.concat()).evidence.people.multitasking;
    let several = found(&[
        whole(1, "審査", 540, 540, "甲"),
        whole(2, "審査", 600, 630, "甲"),
    ])
    .unwrap();
    assert_eq!(
        (several.busy_minutes, several.several_minutes, several.most),
        (30.0, 0.0, 1)
    );
    let within = found(&[
        whole(1, "審査", 600, 630, "甲"),
        whole(2, "審査", 610, 610, "甲"),
    ])
    .unwrap();
    assert_eq!(
        (within.busy_minutes, within.several_minutes, within.most),
        (30.0, 0.0, 1)
    );
    let only = found(&[whole(1, "審査", 540, 540, "甲")]).unwrap();
    assert_eq!((only.busy_minutes, only.most, only.share()), (0.0, 0, 0.0));
    // One resource after the other in the list, not in time.
    let two = found(&[
        whole(1, "審査", 600, 660, "甲"),
        whole(2, "審査", 540, 570, "乙"),
        whole(3, "審査", 620, 640, "丙"),
    ]);
    let two = two.unwrap();
    assert_eq!(
        (two.busy_minutes, two.several_minutes, two.most),
        (110.0, 0.0, 1)
    );
    assert_eq!(found(&[done(1, "審査", 600, "甲")]), None);
}

fn pattern(rows: &str) -> Value {
    let learned = learnt(&log(rows), |options| {
        options.working_hour_share = "1/2".parse().unwrap();
    });
    text(&learned)["arrivals"][0]["pattern"].clone()
}

fn weight(pattern: &Value, weekday: &str) -> Option<f64> {
    let mut weights = pattern["weekdays"].as_array().unwrap().iter();
    let one = weights.find(|one| one["weekday"] == weekday)?;
    Some(one["weight"].as_str().unwrap().parse().unwrap())
}

#[test]
fn hours_that_differ_by_weekday() {
    // Mornings of Monday and afternoons of Tuesday; a case comes in each.
    let hours = |weekday: u32| match weekday {
        0 => 9..12,
        1 => 13..17,
        _ => 0..0,
    };
    let cases = (0..8).map(|case| {
        let day = case / 2 * 7 + case % 2;
        done(
            case,
            "受付",
            day * DAY + if case % 2 == 0 { 600 } else { 900 },
            "甲",
        )
    });
    let found = pattern(&(watch(4, hours) + &cases.collect::<String>()));
    assert_eq!(
        found["hours"]["monday"],
        json!([{"from": "09:00", "to": "12:00"}]),
        "{found}"
    );
    assert_eq!(
        found["hours"]["tuesday"],
        json!([{"from": "13:00", "to": "17:00"}])
    );
    // Five cases in twelve hours on Mondays, and four in sixteen on Tuesdays: nine in twenty-eight.
    near(
        weight(&found, "monday").unwrap(),
        5.0 / 12.0 * 28.0 / 9.0,
        "monday",
    );
    near(
        weight(&found, "tuesday").unwrap(),
        4.0 / 16.0 * 28.0 / 9.0,
        "tuesday",
    );
    assert_eq!(weight(&found, "sunday"), None);
}

#[test]
fn a_case_of_a_closed_day_is_not_one_of_the_open_hours() {
    // One case on each of twenty working days, that which is always there, and one on a Sunday.
    let days = (0..28).filter(|day| day % 7 < 5);
    let cases = days.map(|day| done(day, "受付", day * DAY + 600, "甲"));
    let sunday = done(500, "受付", 6 * DAY + 600, "甲");
    let found = pattern(&(watch(4, office_hours) + &cases.collect::<String>() + &sunday));
    assert!(found.get("hours").is_some());
    near(weight(&found, "tuesday").unwrap(), 20.0 / 21.0, "tuesday");
    near(weight(&found, "monday").unwrap(), 25.0 / 21.0, "monday");
    assert_eq!(weight(&found, "sunday"), None);
}

#[test]
fn one_month_does_not_differ_from_itself() {
    let rows: String = (0..30)
        .map(|day| done(day, "受付", day * DAY + 600, "甲"))
        .collect();
    let more = rows.clone()
        + &(30..61)
            .map(|day| done(day, "受付", day * DAY + 600, "甲"))
            .collect::<String>();
    let constancy = |rows: &str| usual(rows).evidence.arrivals.unwrap().constancy;
    assert_eq!(constancy(&rows), None);
    let two = constancy(&more).unwrap();
    assert_eq!((two.degrees, two.is_rejected()), (1, false));
    near(two.squares, 0.0, "as many a day");
}

#[test]
fn the_level_of_the_options_is_that_of_the_simulation() {
    let rows = done(1, "受付", 600, "甲") + &done(1, "決裁", 660, "甲");
    for level in [Level::Ninety, Level::NinetyFive, Level::NinetyNine] {
        let learned = learnt(&log(&rows), |options| options.level = level);
        assert_eq!(learned.parameters.unwrap().runs.level, level);
    }
}

/// A chain that remembers nothing.
fn plain(rows: &str, ends: Ends) -> Learned {
    learnt(&log(rows), |options| {
        options.history = 1;
        options.ends = ends;
        options.shape = Shape::Empirical;
    })
}

#[test]
fn the_way_to_a_state_weighs_as_often_as_it_was_gone() {
    // 決裁 thirty times ten minutes after 受付, and ten times a hundred minutes after 照会.
    let rows: String = (0..40)
        .map(|case| {
            let (first, minutes) = if case < 30 {
                ("受付", 10)
            } else {
                ("照会", 100)
            };
            let came = case * DAY + 600;
            done(case, first, came, "甲") + &done(case, "決裁", came + minutes, "甲")
        })
        .collect();
    for ends in [Ends::Recorded, Ends::FollowedUp] {
        let flow = plain(&rows, ends).flow.unwrap();
        let node = flow.nodes.iter().find(|node| node.title().contains("決裁"));
        let waiting = serde_json::to_value(node.unwrap()).unwrap()["is"]["waiting"].clone();
        let values: Vec<f64> = waiting["values"]
            .as_array()
            .unwrap_or_else(|| panic!("{waiting}"))
            .iter()
            .map(|value| value.as_str().unwrap().parse().unwrap())
            .collect();
        let mean = values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap());
        near(mean, 32.5, "thirty of ten and ten of a hundred");
    }
}

#[test]
fn a_forced_end_has_the_share_of_what_was_left_open() {
    // Ten cases come to 確認 twice; the second time is the last minute of the log. Ten of twenty were left open.
    let rows: String = (0..10)
        .flat_map(|case| {
            [("受付", 0), ("確認", 60), ("受付", 120), ("確認", 180)]
                .map(|(step, at)| done(case, step, 600 + at, "甲"))
        })
        .collect();
    let learned = plain(&rows, Ends::FollowedUp);
    let chain = learned.evidence.chain.unwrap();
    assert_eq!(chain.closed_by_force, 1);
    let ends: Vec<(u64, u64, String)> = chain
        .states
        .iter()
        .filter(|state| state.open > 0)
        .map(|state| {
            let ends = state.ends.map_or_else(String::new, |one| one.to_string());
            (state.visits, state.open, ends)
        })
        .collect();
    // A half beside all of what goes on: one of three.
    assert_eq!(ends, [(20, 10, "0.333333".to_owned())]);
}

#[test]
fn a_chain_is_drawn_with_as_little_as_it_needs() {
    let rows: String = (0..10)
        .map(|case| {
            done(case, "受付", case * DAY + 600, "甲") + &done(case, "決裁", case * DAY + 660, "甲")
        })
        .collect();
    let flow = plain(&rows, Ends::Recorded).flow.unwrap();
    assert!(flow.nodes.iter().all(|node| node.gateway().is_none()));
    assert!(
        flow.sequence_flows
            .iter()
            .all(|line| line.probability.is_none())
    );
    let events: Vec<(String, String)> = flow
        .nodes
        .iter()
        .filter_map(|node| {
            let event = node.event()?;
            let kind = serde_json::to_value(event.event).unwrap();
            let id = node
                .id
                .as_str()
                .trim_end_matches(|sign: char| !sign.is_ascii_alphabetic());
            Some((id.to_owned(), kind.as_str().unwrap().to_owned()))
        })
        .collect();
    assert!(events.len() >= 2, "{events:?}");
    for (id, kind) in events {
        assert_eq!(id, kind);
    }
}

#[test]
fn only_what_happened_in_the_last_days_is_learnt() {
    // One case a day; the log ends at eleven on the tenth day.
    let rows: String = (0..10)
        .map(|case| {
            done(case, "受付", case * DAY + 600, "甲") + &done(case, "決裁", case * DAY + 660, "甲")
        })
        .collect();
    let found = |days: u32, as_of: Option<u32>| {
        let learned = learnt(&log(&rows), |options| {
            options.recent_days = Some(days);
            options.as_of = as_of.and_then(|minutes| Timestamp::read(&time(minutes), None));
        });
        let chain = learned.evidence.chain.unwrap();
        let mut visits: Vec<(String, u64)> = chain
            .states
            .iter()
            .map(|state| (state.steps.last().unwrap().clone(), state.visits))
            .collect();
        visits.sort();
        (chain.cases, visits)
    };
    let both = |first: u64, last: u64| vec![("受付".to_owned(), first), ("決裁".to_owned(), last)];
    // Three days back it was eleven, too: the decision of that minute is one of them.
    assert_eq!(found(3, None), (3, both(3, 4)));
    // An earlier time than that of the last event is not known to be the end.
    assert_eq!(found(3, Some(660)), (3, both(3, 4)));
    // A later one is.
    assert_eq!(found(3, Some(9 * DAY + 661)), (3, both(3, 3)));
    assert_eq!(found(3, Some(10 * DAY + 600)), (3, both(3, 3)));
    assert_eq!(found(100, None), (10, both(10, 10)));
}

#[test]
fn a_chain_has_five_thousand_states_at_most() {
    let made = |states: u32| {
        let rows: String = (0..states)
            .map(|at| done(1, &format!("a{at}"), 600 + at, "甲"))
            .collect();
        let learned = learnt(&log(&rows), |options| options.history = 1);
        (learned.flow.is_some(), told(&learned, "flow_not_made"))
    };
    assert_eq!(made(5_000), (true, 0));
    assert_eq!(made(5_001), (false, 1));
}

/// Four ways from one gateway, with the shares that the drawing states; so many cases went the second, and so many the
/// third.
fn shares(stated: [&str; 4], second: u32, third: u32) -> Vec<(String, String)> {
    let step = |name: &str| json!({"kind": "activity", "@name": name});
    let [a, b, c, d] = stated;
    let drawn: Flow = serde_json::from_value(sketch(
        &[
            ("s", "x1", ""),
            ("x1", "a", a),
            ("x1", "b", b),
            ("x1", "c", c),
            ("x1", "d", d),
            ("a", "e1", ""),
            ("b", "e2", ""),
            ("c", "e3", ""),
            ("d", "e4", ""),
        ],
        &[
            ("a", step("審査")),
            ("b", step("通知")),
            ("c", step("返戻")),
            ("d", step("保管")),
        ],
    ))
    .unwrap();
    let went = |case: u32| if case < second { "通知" } else { "返戻" };
    let rows: String = (0..second + third)
        .map(|case| done(case, went(case), case * DAY + 600, "甲"))
        .collect();
    let learned = learn(&log(&rows), Some(&drawn), &options());
    let parameters = text(&learned);
    let shown = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let branches = parameters.get("branches").and_then(Value::as_array);
    let branches = branches.into_iter().flatten();
    branches
        .map(|one| (shown(one, "sequence_flow"), shown(one, "probability")))
        .collect()
}

#[test]
fn ways_that_the_drawing_gives_all_to_leave_nothing_to_learn() {
    let pair = |line: &str, share: &str| (line.to_owned(), share.to_owned());
    assert_eq!(
        shares(["0.5", "", "", "0"], 3, 1),
        [pair("l2", "0.375"), pair("l3", "0.125")]
    );
    // Nobody went the way that everybody is to go: that cannot be made exact, and is not said.
    assert_eq!(shares(["1", "0", "0", "0"], 3, 1), []);
    // 27 and 37 of 64 of what two in a thousand million leave; only reduced there is room for it.
    let least = "0.000000001";
    assert_eq!(
        shares([least, "", "", least], 27, 37),
        [
            pair("l2", "13499999973/32000000000"),
            pair("l3", "18499999963/32000000000")
        ]
    );
}
