//! Small flows of constant times, worked out by hand.

use crate::helper::{
    chain, end, flow, gateway, hours, leads, outcome, people, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::simulate::{BottleneckReason, SimulationFigure, StaffFigure, StepFigure};

#[test]
fn one_person_serves_one_after_the_other() {
    let flow = chain(&[("a", work("30"))]);
    let parameters = recorded(&["09:00", "09:10", "09:20"], json!({"staff": people(1)}));
    assert_eq!(leads(&flow, &parameters), [30.0, 50.0, 70.0]);
    let two = recorded(&["09:00", "09:10", "09:20"], json!({"staff": people(2)}));
    assert_eq!(leads(&flow, &two), [30.0, 30.0, 40.0]);
    let result = run(&flow, &parameters);
    let result = result.result();
    assert_eq!(result.step("a", StepFigure::MeanQueue).unwrap().mean, 20.0);
    let worked = result.group("all", StaffFigure::WorkedHours).unwrap();
    assert_eq!(worked.mean, 1.5);
    let bottleneck = result.bottleneck.as_ref().unwrap();
    assert_eq!(bottleneck.reason, BottleneckReason::Queue);
    assert_eq!(bottleneck.group.as_ref().unwrap().as_str(), "all");
    assert_eq!((bottleneck.minutes_per_case, bottleneck.share), (20.0, 0.4));
    let three = run(
        &flow,
        &recorded(&["09:00", "09:10", "09:20"], json!({"staff": people(3)})),
    );
    let bottleneck = three.result().bottleneck.as_ref().unwrap();
    assert_eq!(bottleneck.reason, BottleneckReason::Work);
    assert_eq!((bottleneck.minutes_per_case, bottleneck.share), (30.0, 1.0));
}

#[test]
fn work_goes_on_the_next_morning_or_is_finished_first() {
    let flow = chain(&[("a", work("120"))]);
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    // Monday 16:00: an hour today, an hour tomorrow from nine.
    let parameters = recorded(&["16:00"], json!({"staff": staff}));
    assert_eq!(leads(&flow, &parameters), [18.0 * 60.0]);
    let more = json!({"staff": staff, "options": {"shift_end": "finish_first"}});
    assert_eq!(leads(&flow, &recorded(&["16:00"], more)), [120.0]);
    let more = json!({"staff": staff, "options": {"shift_end": "only_if_done"}});
    assert_eq!(leads(&flow, &recorded(&["16:00"], more)), [19.0 * 60.0]);
}

#[test]
fn a_holiday_is_no_day_of_work() {
    // Friday 2026-07-17 16:30, Monday 20 July is a holiday: half an hour now, the rest on Tuesday.
    let flow = chain(&[("a", work("60"))]);
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    let parameters = recorded(&["2026-07-17T16:30"], json!({"staff": staff, "days": 60}));
    assert_eq!(leads(&flow, &parameters), [4.0 * 1_440.0 - 450.0 + 30.0]);
}

#[test]
fn parallel_branches_wait_for_the_longest() {
    let flow = flow(
        &[
            ("start", start()),
            ("split", gateway("parallel")),
            ("a", work("10")),
            ("b", work("25")),
            ("join", gateway("parallel")),
            ("c", work("5")),
            ("end", end()),
        ],
        &[
            ("start", "split", ""),
            ("split", "a", ""),
            ("split", "b", ""),
            ("a", "join", ""),
            ("b", "join", ""),
            ("join", "c", ""),
            ("c", "end", ""),
        ],
    );
    assert_eq!(leads(&flow, &recorded(&["09:00"], json!({}))), [30.0]);
}

/// An inclusive split of which two branches are sure.
fn inclusive(shares: [&str; 3]) -> tosei_bpr::Flow {
    flow(
        &[
            ("start", start()),
            ("split", gateway("inclusive")),
            ("a", work("10")),
            ("b", work("25")),
            ("c", work("100")),
            ("join", gateway("inclusive")),
            ("end", end()),
        ],
        &[
            ("start", "split", ""),
            ("split", "a", shares[0]),
            ("split", "b", shares[1]),
            ("split", "c", shares[2]),
            ("a", "join", ""),
            ("b", "join", ""),
            ("c", "join", ""),
            ("join", "end", ""),
        ],
    )
}

#[test]
fn an_inclusive_join_waits_for_what_can_still_come() {
    let parameters = recorded(&["09:00", "10:00"], json!({}));
    assert_eq!(
        leads(&inclusive(["1", "1", "0"]), &parameters),
        [25.0, 25.0]
    );
    assert_eq!(
        leads(&inclusive(["1", "0", "0"]), &parameters),
        [10.0, 10.0]
    );
    assert_eq!(
        leads(&inclusive(["1", "1", "1"]), &parameters),
        [100.0, 100.0]
    );
}

fn sub(parent_events: &[(&'static str, Value)], inner: &str) -> tosei_bpr::Flow {
    let mut nodes = vec![
        ("start", start()),
        ("sub", json!({"kind": "sub_process"})),
        ("after", work("1")),
        ("end", end()),
        ("s", {
            let mut one = start();
            one["@parent"] = json!("sub");
            one
        }),
        ("inner", {
            let mut one = work(inner);
            one["@parent"] = json!("sub");
            one
        }),
        ("e", {
            let mut one = end();
            one["@parent"] = json!("sub");
            one
        }),
    ];
    let mut lines = vec![
        ("start", "sub", ""),
        ("sub", "after", ""),
        ("after", "end", ""),
        ("s", "inner", ""),
        ("inner", "e", ""),
    ];
    for (id, event) in parent_events {
        nodes.push((id, event.clone()));
        nodes.push(("late", work("7")));
        nodes.push(("end2", end()));
        lines.push((id, "late", ""));
        lines.push(("late", "end2", ""));
    }
    flow(&nodes, &lines)
}

fn timer(minutes: &str, beside: bool) -> Value {
    json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "sub",
        "waiting": minutes, "non_interrupting": beside})
}

#[test]
fn a_timer_at_a_boundary_interrupts_or_goes_beside() {
    let parameters = recorded(&["09:00"], json!({"staff": people(1)}));
    assert_eq!(leads(&sub(&[], "60"), &parameters), [61.0]);
    assert_eq!(
        leads(&sub(&[("t", timer("90", false))], "60"), &parameters),
        [61.0]
    );
    // Interrupted after 20 minutes: seven more; the one who worked is free at once.
    let interrupted = sub(&[("t", timer("20", false))], "60");
    assert_eq!(leads(&interrupted, &parameters), [27.0]);
    let outcome = outcome(&interrupted, &parameters);
    assert_eq!(outcome.staff()[0].worked, 27.0);
    // Beside: the reminder waits for the only person, and so does the rest.
    let beside = sub(&[("t", timer("20", true))], "60");
    assert_eq!(leads(&beside, &parameters), [68.0]);
    let two = recorded(&["09:00"], json!({"staff": people(2)}));
    assert_eq!(leads(&beside, &two), [61.0]);
}

#[test]
fn an_error_within_goes_on_at_the_boundary() {
    let mut flow = sub(
        &[(
            "t",
            json!({"kind": "event", "event": "boundary", "trigger": "error", "attached_to": "sub"}),
        )],
        "60",
    );
    let mut text = serde_json::to_value(&flow).unwrap();
    text["nodes"][6]["is"]["trigger"] = json!("error");
    text["nodes"].as_array_mut().unwrap().push(
        json!({"id": "e0", "parent": "sub", "is": {"kind": "event", "event": "end", "trigger": "none"}}),
    );
    text["nodes"].as_array_mut().unwrap().push(
        json!({"id": "x", "parent": "sub", "is": {"kind": "gateway", "gateway": "exclusive"}}),
    );
    for line in text["sequence_flows"].as_array_mut().unwrap() {
        if line["from"] == "inner" {
            line["to"] = json!("x");
        }
    }
    let lines = text["sequence_flows"].as_array_mut().unwrap();
    lines.push(json!({"id": "y1", "from": "x", "to": "e", "probability": "1"}));
    lines.push(json!({"id": "y2", "from": "x", "to": "e0", "probability": "0"}));
    flow = serde_json::from_value(text.clone()).unwrap();
    let parameters = recorded(&["09:00"], json!({}));
    assert_eq!(leads(&flow, &parameters), [67.0]);
    let lines = text["sequence_flows"].as_array_mut().unwrap();
    let count = lines.len();
    lines[count - 2]["probability"] = json!("0");
    lines[count - 1]["probability"] = json!("1");
    flow = serde_json::from_value(text).unwrap();
    assert_eq!(leads(&flow, &parameters), [61.0]);
}

#[test]
fn a_weekly_committee_takes_those_who_wait() {
    let flow = chain(&[("a", work("60")), ("b", work("5"))]);
    let committee = json!([{"node": "a", "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "10:00"}}]);
    // Monday and Tuesday wait for Wednesday ten o'clock, an hour for both; Thursday waits for the next.
    let times = ["2026-06-01T09:00", "2026-06-02T09:00", "2026-06-04T09:00"];
    let parameters = recorded(&times, json!({"batches": committee}));
    let day = 1_440.0;
    let expected = [
        2.0 * day + 60.0 + 60.0 + 5.0,
        day + 125.0,
        6.0 * day + 125.0,
    ];
    assert_eq!(leads(&flow, &parameters), expected);
    let outcome = outcome(&flow, &parameters);
    // Half an hour each of the two, an hour of the third: a mean of forty minutes.
    assert_eq!(outcome.steps()[1].figure(StepFigure::MeanWork), Some(40.0));
    // At least three: nobody is taken on the first Wednesday.
    let mut least = committee.clone();
    least[0]["least"] = json!(3);
    let parameters = recorded(&times, json!({"batches": least}));
    let expected = [9.0 * day + 125.0, 8.0 * day + 125.0, 6.0 * day + 125.0];
    assert_eq!(leads(&flow, &parameters), expected);
    // At most one.
    let mut most = committee;
    most[0]["most"] = json!(1);
    let parameters = recorded(&times, json!({"batches": most}));
    let expected = [2.0 * day + 125.0, 8.0 * day + 125.0, 13.0 * day + 125.0];
    assert_eq!(leads(&flow, &parameters), expected);
}

#[test]
fn a_monthly_run_moves_from_a_closed_day() {
    let flow = chain(&[("pay", work("10"))]);
    let run = |rule: &str| {
        json!([{"node": "pay", "schedule":
            {"kind": "monthly", "day": 31, "at": "09:00", "if_closed": rule}}])
    };
    // 31 May 2026 is a Sunday; the last day of June is a Tuesday.
    let lead = |rule: &str| {
        let more = json!({"first_day": "2026-05-25", "days": 40, "batches": run(rule)});
        leads(&flow, &recorded(&["2026-05-25T09:00"], more))
    };
    let day = 1_440.0;
    assert_eq!(lead("next"), [7.0 * day + 10.0]);
    assert_eq!(lead("previous"), [4.0 * day + 10.0]);
    assert_eq!(lead("keep"), [6.0 * day + 10.0]);
    assert_eq!(lead("skip"), [36.0 * day + 10.0]);
}

#[test]
fn a_case_waits_for_its_message() {
    // The office sends when it has decided; the applicant's process waits for that.
    let mut document = serde_json::to_value(flow(
        &[
            ("s1", start()),
            ("write", work("10")),
            (
                "wait",
                json!({"kind": "event", "event": "catch", "trigger": "message"}),
            ),
            ("read", work("3")),
            ("e1", end()),
            (
                "s2",
                json!({"kind": "event", "event": "start", "trigger": "message"}),
            ),
            ("decide", work("100")),
            ("e2", end()),
        ],
        &[
            ("s1", "write", ""),
            ("write", "wait", ""),
            ("wait", "read", ""),
            ("read", "e1", ""),
            ("s2", "decide", ""),
            ("decide", "e2", ""),
        ],
    ))
    .unwrap();
    document["pools"] = json!([{"id": "p1"}, {"id": "p2"}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        let id = node["id"].as_str().unwrap();
        let second = ["s2", "decide", "e2"].contains(&id);
        node["pool"] = json!(if second { "p2" } else { "p1" });
    }
    document["message_flows"] = json!([
        {"id": "m1", "from": "write", "to": "s2"}, {"id": "m2", "from": "decide", "to": "wait"}]);
    let flow = serde_json::from_value(document.clone()).unwrap();
    let parameters = recorded(&["09:00"], json!({}));
    assert_eq!(leads(&flow, &parameters), [113.0]);
    let outcome = outcome(&flow, &parameters);
    assert_eq!(outcome.steps()[2].stated, 100.0);
    // Nobody sends: the case is stuck, and said to be.
    document["message_flows"] = json!([
        {"id": "m1", "from": "write", "to": "s2"}, {"id": "m2", "from": "e1", "to": "wait"}]);
    let flow = serde_json::from_value(document).unwrap();
    let simulated = run(&flow, &parameters);
    let result = simulated.result();
    assert_eq!(result.figure(SimulationFigure::Stuck).unwrap().mean, 1.0);
    assert_eq!(result.stuck[0].node.as_str(), "wait");
    assert_eq!(result.stuck[0].cases, 2, "in both runs");
}

#[test]
fn what_happens_first_wins_the_race() {
    let race = |timer: &str| {
        flow(
            &[
                ("start", start()),
                ("race", gateway("event_based")),
                (
                    "reply",
                    json!({"kind": "event", "event": "catch", "trigger": "conditional", "waiting": "50"}),
                ),
                (
                    "late",
                    json!({"kind": "event", "event": "catch", "trigger": "timer", "waiting": timer}),
                ),
                ("a", work("1")),
                ("b", work("2")),
                ("e1", end()),
                ("e2", end()),
            ],
            &[
                ("start", "race", ""),
                ("race", "reply", ""),
                ("race", "late", ""),
                ("reply", "a", ""),
                ("late", "b", ""),
                ("a", "e1", ""),
                ("b", "e2", ""),
            ],
        )
    };
    let parameters = recorded(&["09:00"], json!({}));
    assert_eq!(leads(&race("40"), &parameters), [42.0]);
    assert_eq!(leads(&race("60"), &parameters), [51.0]);
    assert_eq!(
        leads(&race("50"), &parameters),
        [51.0],
        "the first of the drawing"
    );
}

#[test]
fn priorities_and_specialists() {
    let flow = chain(&[("a", work("10"))]);
    let parameters = |priority: u8| {
        let times = |list: &[&str]| {
            json!({"kind": "recorded", "times":
            list.iter().map(|time| format!("2026-06-01T{time}")).collect::<Vec<_>>()})
        };
        recorded(
            &[],
            json!({"staff": people(1), "arrivals": [
            {"id": "plain", "pattern": times(&["09:00", "09:01"])},
            {"id": "urgent", "priority": priority, "pattern": times(&["09:02"])}]}),
        )
    };
    assert_eq!(leads(&flow, &parameters(1)), [10.0, 19.0, 28.0]);
    // The urgent one goes before the one that waits, not before the one that is served.
    assert_eq!(leads(&flow, &parameters(0)), [10.0, 18.0, 29.0]);
}

#[test]
fn corrections_stop_the_clock_and_are_done_again() {
    let flow = chain(&[("a", work("10")), ("b", work("1"))]);
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days",
        "stops": [{"kind": "correction"}]});
    let deadlines = |days: &str| {
        json!({"standard": {"rule": rule, "period":
            {"state": "set", "basis": "law", "processing": {"amount": days, "unit": "day"}}}})
    };
    // Asked on Monday, answered on Thursday: three days later.
    let reply = json!({"kind": "constant", "value": "4320"});
    let more = |days: &str, stop: &str| {
        json!({"deadlines": deadlines(days), "corrections": [{"stop": stop,
            "place": {"kind": "after", "node": "a", "share": "1", "reply": reply}}]})
    };
    let within = |days: &str, stop: &str| {
        let parameters = recorded(&["09:00"], more(days, stop));
        let outcome = outcome(&flow, &parameters);
        assert_eq!(outcome.leads(), [4_331.0]);
        outcome.figure(SimulationFigure::WithinStandard)
    };
    // Monday to Thursday do not count: one day ends on Friday.
    assert_eq!(within("1", "correction"), Some(1.0));
    // What the rule does not name stops nothing: due on Tuesday.
    assert_eq!(within("1", "fee_payment"), Some(0.0));
    assert_eq!(
        within("3", "fee_payment"),
        Some(1.0),
        "due on Thursday, answered on Thursday"
    );
    assert_eq!(within("2", "fee_payment"), Some(0.0));
}

#[test]
fn repetitions_one_after_another_or_side_by_side() {
    let step = |mark: &str| {
        let mut step = work("10");
        step["repetition"] = json!(mark);
        chain(&[("a", step), ("b", work("1"))])
    };
    let times = json!([{"node": "a", "times": {"kind": "constant", "value": "3"}}]);
    let one = recorded(
        &["09:00"],
        json!({"repetitions": times, "staff": people(1)}),
    );
    let two = recorded(
        &["09:00"],
        json!({"repetitions": times, "staff": people(2)}),
    );
    assert_eq!(leads(&step("sequential"), &two), [31.0]);
    assert_eq!(leads(&step("loop"), &two), [31.0]);
    assert_eq!(leads(&step("parallel"), &two), [21.0]);
    assert_eq!(leads(&step("parallel"), &one), [31.0]);
    let outcome = outcome(&step("parallel"), &two);
    assert_eq!(outcome.steps()[1].visits, 3);
    let none = recorded(&["09:00"], json!({}));
    assert_eq!(
        leads(&step("parallel"), &none),
        [11.0],
        "once, and said to be assumed"
    );
    let result = run(&step("parallel"), &none);
    assert_eq!(
        result.result().assumptions[0].kind.code(),
        "always_somebody"
    );
}

#[test]
fn a_terminate_end_ends_all_branches() {
    let mut stop = end();
    stop["trigger"] = json!("terminate");
    let flow = flow(
        &[
            ("start", start()),
            ("split", gateway("parallel")),
            ("a", work("10")),
            ("b", work("25")),
            ("stop", stop),
            ("e", end()),
        ],
        &[
            ("start", "split", ""),
            ("split", "a", ""),
            ("split", "b", ""),
            ("a", "stop", ""),
            ("b", "e", ""),
        ],
    );
    let parameters = recorded(&["09:00"], json!({"staff": people(2)}));
    let outcome = outcome(&flow, &parameters);
    assert_eq!(outcome.leads(), [10.0]);
    assert_eq!(outcome.staff()[0].worked, 20.0, "the other stops at once");
}

#[test]
fn the_warm_up_is_worked_on_and_not_counted() {
    let flow = chain(&[("a", work("2880"))]);
    let times = ["2026-06-01T12:00", "2026-06-02T00:00", "2026-06-02T12:00"];
    let parameters = recorded(&times, json!({"warm_up_days": 1, "staff": people(1)}));
    let outcome = outcome(&flow, &parameters);
    assert_eq!(outcome.figure(SimulationFigure::Started), Some(2.0));
    // The first is done at noon of the third, the others two and four days later.
    assert_eq!(outcome.leads(), [3.5 * 1_440.0, 5.0 * 1_440.0]);
    let june = outcome.months()[0];
    assert_eq!((june.started, june.finished, june.open_at_end), (3, 3, 0));
    assert!((june.mean_open - (2.0 + 3.5 + 5.0) / 30.0).abs() < 1e-12);
}

#[test]
fn cases_left_over_are_said_to_be() {
    let flow = chain(&[("a", work("100000"))]);
    let deadline = json!({"statutory": {"deadline": {"legal_basis": "条例（架空）",
        "length": {"amount": "14", "unit": "day"}, "first_day": "next_day"}}});
    let more = json!({"drain_days": 0, "deadlines": deadline});
    let parameters = recorded(&["2026-06-01T09:00", "2026-06-20T09:00"], more);
    let outcome = outcome(&flow, &parameters);
    assert_eq!(outcome.figure(SimulationFigure::Unfinished), Some(2.0));
    assert_eq!(outcome.figure(SimulationFigure::MeanLead), None, "not 0");
    // The first was due on the 15th; the second is not due before the run ends.
    assert_eq!(
        outcome.figure(SimulationFigure::StatutoryBreaches),
        Some(1.0)
    );
    assert_eq!(outcome.figure(SimulationFigure::WithinStatutory), Some(0.0));
}

#[test]
fn costs_are_known_or_unknown() {
    let flow = chain(&[("a", {
        let mut step = work("30");
        step["cash_yen"] = json!(110);
        step
    })]);
    let mut staff = people(1);
    let unknown = recorded(&["09:00"], json!({"staff": staff}));
    assert_eq!(
        outcome(&flow, &unknown).figure(SimulationFigure::CostPerCase),
        None
    );
    staff[0]["yen_per_hour"] = json!(3600);
    let known = recorded(&["09:00"], json!({"staff": staff}));
    let outcome = outcome(&flow, &known);
    assert_eq!(outcome.figure(SimulationFigure::CostPerCase), Some(1_800.0));
    assert_eq!(outcome.figure(SimulationFigure::CashPerCase), Some(110.0));
    assert_eq!(
        outcome.figure(SimulationFigure::DutyCost),
        Some(3_600.0 * 24.0 * 30.0)
    );
}
