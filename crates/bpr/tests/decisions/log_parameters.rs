//! What is learnt for a flow that is drawn: times, staff, months and hours of its simulation.

use crate::{
    helper::sketch,
    learning::{DAY, log, options, row, text},
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::learn::{LearnOptions, WaitingUse, learn},
};

/// Received, reviewed, told; and a step that is not in the log.
fn drawn() -> Flow {
    let step = |name: &str| json!({"kind": "activity", "@name": name});
    serde_json::from_value(sketch(
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "c", ""),
            ("c", "d", ""),
            ("d", "e", ""),
        ],
        &[
            ("a", step("受付")),
            ("b", step("審査")),
            ("c", step("通知")),
            ("d", step("保管")),
        ],
    ))
    .unwrap()
}

/// Each day one case, received at that minute by 乙, reviewed from eleven for forty minutes by 甲, told at 12:40.
fn rows(days: u32, received: impl Fn(u32) -> u32) -> String {
    let of = |case: u32| {
        let day = case * DAY;
        row(case, "受付", day + received(case), "complete", "乙")
            + &row(case, "審査", day + 660, "start", "甲")
            + &row(case, "審査", day + 700, "complete", "甲")
            + &row(case, "通知", day + 760, "complete", "丙")
    };
    (0..days).map(of).collect()
}

fn learnt(rows: &str, change: impl FnOnce(&mut LearnOptions)) -> Value {
    let mut options = options();
    change(&mut options);
    text(&learn(&log(rows), Some(&drawn()), &options))
}

fn times(parameters: &Value, node: &str) -> Option<(Value, Value)> {
    let times = parameters["times"].as_array().unwrap();
    let one = times.iter().find(|one| one["node"] == node)?;
    Some((one["work"].clone(), one["waiting"].clone()))
}

fn constant(value: &str) -> Value {
    json!({"kind": "constant", "value": value})
}

#[test]
fn times_and_staff_of_each_step() {
    let rows = rows(20, |_| 600);
    let queue = learnt(&rows, |_| {});
    let nothing = || json!("0");
    assert_eq!(times(&queue, "a"), Some((nothing(), nothing())));
    assert_eq!(times(&queue, "b"), Some((constant("40"), nothing())));
    assert_eq!(times(&queue, "c"), Some((nothing(), constant("60"))));
    assert_eq!(times(&queue, "d"), None);
    let [group] = queue["staff"].as_array().unwrap().as_slice() else {
        panic!("{queue}")
    };
    assert_eq!(
        (&group["people"], &group["nodes"]),
        (&json!(1), &json!(["b"]))
    );
    assert_eq!(group["label"], json!({"ja": "審査", "en": "審査"}));
    assert_eq!(
        group["hours"]["monday"],
        json!([{"from": "10:00", "to": "13:00"}])
    );
    // The waiting of the log stands for that for staff.
    let delay = learnt(&rows, |options| options.waiting = WaitingUse::Delay);
    assert_eq!(times(&delay, "b"), Some((constant("40"), constant("60"))));
    assert_eq!(times(&delay, "c"), Some((nothing(), constant("60"))));
    assert!(delay.get("staff").is_none());
    for parameters in [&queue, &delay] {
        assert_eq!(parameters["options"]["unstaffed"], "unlimited");
        assert_eq!(
            (&parameters["flow"], &parameters["first_day"]),
            (&json!("f"), &json!("2024-04-01"))
        );
        assert_eq!(parameters["days"], 20);
    }
}

#[test]
fn a_month_that_was_seen_in_part() {
    // Twenty of thirty days, and thirty of thirty; then one more of the next month.
    for (days, expected) in [
        (20, json!([{"month": 4, "cases": "30"}])),
        (30, json!([{"month": 4, "cases": "30"}])),
        (
            31,
            json!([{"month": 4, "cases": "30"}, {"month": 5, "cases": "31"}]),
        ),
    ] {
        let parameters = learnt(&rows(days, |_| 600), |_| {});
        assert_eq!(
            parameters["arrivals"][0]["pattern"]["months"], expected,
            "{days}"
        );
        assert_eq!(parameters["days"], days);
    }
}

#[test]
fn hours_of_arrival_where_nearly_all_come_in_them() {
    // Of forty cases two, or three, come at three in the night, when nobody is there.
    let hours = |night: u32| {
        let rows = rows(40, |case| if case < night { 180 } else { 600 });
        let parameters = learnt(&rows, |options| {
            options.working_hour_share = "1/2".parse().unwrap();
        });
        parameters["arrivals"][0]["pattern"].get("hours").is_some()
    };
    assert_eq!(
        (hours(0), hours(2), hours(3), hours(10)),
        (true, true, false, false)
    );
}
