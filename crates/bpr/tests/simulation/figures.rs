//! The figures of steps, staff, lanes, months and of the whole, worked out by hand.

use crate::helper::{
    chain, end, flow, hours, leads, merge, of_step, outcome, people, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{
        BottleneckReason as Reason, MonthFigure, SimulationFigure as Whole, SimulationParameters,
        StaffFigure as Of, StepFigure as Step,
    },
};
use tosei_types::Language;

/// `start → a → end`, in a lane of a pool.
fn laned(mut step: Value) -> Flow {
    for (key, value) in [("@pool", "p"), ("@lane", "desk")] {
        step[key] = json!(value);
    }
    let mut document = serde_json::to_value(chain(&[("a", step)])).unwrap();
    document["pools"] = json!([{"id": "p", "name": "市役所", "lanes": [
        {"id": "desk", "name": "窓口"}, {"id": "other"}]}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        node["pool"] = json!("p");
    }
    serde_json::from_value(document).unwrap()
}

fn priced(count: u32) -> Value {
    let mut staff = people(count);
    staff[0]["yen_per_hour"] = json!(3_600);
    staff
}

fn near(found: Option<f64>, expected: f64, what: &str) {
    let found = found.unwrap_or(f64::NAN);
    assert!(
        (found - expected).abs() < 1e-9,
        "{what}: {found}, not {expected}"
    );
}

#[test]
fn two_cases_and_one_person() {
    let mut step = work("30");
    step["cash_yen"] = json!(110);
    let flow = laned(step);
    let parameters = recorded(&["09:00", "09:10"], json!({"staff": priced(1)}));
    let simulated = run(&flow, &parameters);
    let result = simulated.result();
    assert!(simulated.outcomes()[0].events() > 4);
    for (figure, expected) in [
        (Whole::MeanLead, 40.0),
        (Whole::MedianLead, 30.0),
        (Whole::NinetiethLead, 50.0),
        (Whole::LongestLead, 50.0),
        (Whole::WorkPerCase, 30.0),
        (Whole::WaitingPerCase, 10.0),
        (Whole::Started, 2.0),
        (Whole::Finished, 2.0),
        (Whole::Withdrawn, 0.0),
        (Whole::Unfinished, 0.0),
        (Whole::Stuck, 0.0),
        (Whole::Backlog, 80.0 / (30.0 * 1_440.0)),
        (Whole::CostPerCase, 1_800.0),
        (Whole::CashPerCase, 110.0),
        (Whole::DutyCost, 3_600.0 * 720.0),
    ] {
        let found = result.figure(figure).map(|one| one.mean);
        near(found, expected, figure.code());
    }
    for figure in [
        Whole::WithinStandard,
        Whole::WithinStatutory,
        Whole::StatutoryBreaches,
    ] {
        assert!(result.figure(figure).is_none(), "{figure:?}");
    }
    for (figure, expected) in [
        (Step::VisitsPerCase, 1.0),
        (Step::MeanWork, 30.0),
        (Step::MeanQueue, 10.0),
        (Step::MeanBatchWait, 0.0),
        (Step::MeanStatedWait, 0.0),
        (Step::MeanPause, 0.0),
        (Step::TotalPerCase, 40.0),
    ] {
        let found = result.step("a", figure).map(|one| one.mean);
        near(found, expected, figure.code());
    }
    let staff = [
        (Of::WorkedHours, 1.0),
        (Of::MeanQueue, 10.0),
        (Of::QueueHours, 1.0 / 3.0),
        (Of::Utilisation, 1.0 / 720.0),
        (Of::DutyHours, 720.0),
        (Of::WorkCost, 3_600.0),
        (Of::DutyCost, 3_600.0 * 720.0),
    ];
    for (figure, expected) in staff {
        let found = result.group("all", figure).map(|one| one.mean);
        near(found, expected, figure.code());
    }
    // A lane has no hours of its own.
    let [lane, other] = result.lanes.as_slice() else {
        panic!("{:?}", result.lanes)
    };
    assert_eq!((lane.id.as_str(), lane.title.as_str()), ("desk", "窓口"));
    assert_eq!(
        (other.id.as_str(), other.title.as_str()),
        ("other", "other")
    );
    let groups: Vec<&str> = lane
        .groups
        .iter()
        .map(tosei_types::SubjectId::as_str)
        .collect();
    assert_eq!((groups, other.groups.len()), (vec!["all"], 0));
    near(
        lane.utilisation.map(|one| one.mean),
        1.0 / 720.0,
        "of the lane",
    );
    assert!(other.utilisation.is_none());
    for (figure, expected) in &staff[..3] {
        let found = lane.figures.iter().find(|one| one.figure == *figure);
        let found = found.and_then(|one| one.estimate).map(|one| one.mean);
        near(found, *expected, figure.code());
    }
    assert_eq!(lane.figures.len(), 3);
    let [june] = result.months.as_slice() else {
        panic!("{:?}", result.months)
    };
    for (figure, expected) in [
        (MonthFigure::Started, 2.0),
        (MonthFigure::Finished, 2.0),
        (MonthFigure::OpenAtEnd, 0.0),
        (MonthFigure::MeanOpen, 80.0 / (30.0 * 1_440.0)),
    ] {
        let found = june
            .figures
            .iter()
            .find(|one| one.figure == figure)
            .unwrap();
        near(found.estimate.map(|one| one.mean), expected, figure.code());
    }
}

/// `start → a → end`, broken off after so many minutes.
fn broken_off(step: Value, minutes: &str) -> Flow {
    let timer = json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "a",
        "waiting": minutes});
    flow(
        &[
            ("start", start()),
            ("a", step),
            ("end", end()),
            ("t", timer),
            ("end2", end()),
        ],
        &[("start", "a", ""), ("a", "end", ""), ("t", "end2", "")],
    )
}

#[test]
fn work_that_is_broken_off_is_paid_as_long_as_it_was_done() {
    let flow = broken_off(work("60"), "20");
    let times = ["09:00", "09:10", "09:12", "09:13"];
    let outcome = outcome(&flow, &recorded(&times, json!({"staff": priced(1)})));
    assert_eq!(outcome.leads(), [20.0; 4]);
    // 20 minutes, 10, 2 and 1; waited 0, 10, 18 and 19.
    assert_eq!(of_step(&outcome, 1), [4.0, 4.0, 33.0, 47.0, 0.0, 0.0, 0.0]);
    let staff = outcome.staff()[0];
    assert_eq!((staff.begun, staff.worked, staff.queue), (4, 33.0, 47.0));
    near(outcome.figure(Whole::WorkPerCase), 33.0 / 4.0, "work");
    near(outcome.figure(Whole::WaitingPerCase), 47.0 / 4.0, "waiting");
    near(
        outcome.figure(Whole::CostPerCase),
        33.0 * 60.0 / 4.0,
        "cost",
    );
}

#[test]
fn what_is_waited_for_in_vain_is_waited_for() {
    let broken = |more: Value| {
        let mut all = json!({"staff": priced(1)});
        merge(&mut all, more);
        let outcome = outcome(&broken_off(work("10"), "20"), &recorded(&["09:00"], all));
        assert_eq!(outcome.leads(), [20.0]);
        (
            of_step(&outcome, 1),
            outcome.figure(Whole::WaitingPerCase).unwrap(),
        )
    };
    // Nobody is on duty.
    let mut late = priced(1);
    late[0]["hours"] = json!({"monday": [{"from": "13:00", "to": "17:00"}]});
    let found = broken(json!({"staff": late}));
    assert_eq!(found, ([1.0, 1.0, 0.0, 20.0, 0.0, 0.0, 0.0], 20.0));
    // Something else was to be waited for.
    let found = broken(json!({"times": [{"node": "a", "waiting": "50"}]}));
    assert_eq!(found, ([1.0, 1.0, 0.0, 0.0, 0.0, 20.0, 0.0], 20.0));
    let committee = json!({"batches": [{"node": "a",
        "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "10:00"}}]});
    assert_eq!(
        broken(committee),
        ([1.0, 1.0, 0.0, 0.0, 20.0, 0.0, 0.0], 20.0)
    );
    // The batch has begun, and its work lasts until later.
    let committee = json!({"times": [{"node": "a", "work": "60"}], "batches": [{"node": "a",
        "schedule": {"kind": "weekly", "weekday": "monday", "at": "09:05"}}]});
    assert_eq!(
        broken(committee),
        ([1.0, 1.0, 0.0, 0.0, 20.0, 0.0, 0.0], 20.0)
    );
    // The reply to a question: the work was done before.
    let correction = json!({"corrections": [{"place": {"kind": "after", "node": "a", "share": "1",
        "reply": {"kind": "constant", "value": "100"}}}]});
    assert_eq!(
        broken(correction),
        ([1.0, 1.0, 10.0, 0.0, 0.0, 10.0, 0.0], 10.0)
    );
}

#[test]
fn who_left_a_batch_is_not_counted_for_it() {
    let flow = broken_off(work("10"), "1440");
    let committee = |least: u32| {
        json!({"batches": [{"node": "a", "least": least,
            "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "10:00"}}]})
    };
    // The first leaves on Tuesday at nine; the second waits alone until Wednesday.
    let times = ["2026-06-01T09:00", "2026-06-02T12:00"];
    assert_eq!(
        leads(&flow, &recorded(&times, committee(2))),
        [1_440.0, 1_440.0]
    );
    assert_eq!(
        leads(&flow, &recorded(&times, committee(1))),
        [1_440.0, 1_330.0]
    );
    let full = json!({"batches": [{"node": "a", "least": 2, "schedule": {"kind": "when_full"}}]});
    assert_eq!(
        leads(&flow, &recorded(&times, full.clone())),
        [1_440.0, 1_440.0]
    );
    let times = ["2026-06-01T09:00", "2026-06-02T08:00", "2026-06-02T08:30"];
    assert_eq!(
        leads(&flow, &recorded(&times, full)),
        [1_390.0, 10.0, 1_440.0]
    );
}

#[test]
fn a_message_that_comes_too_late() {
    let lead = |minutes: &str| {
        let receive = json!({"kind": "activity", "task": "receive", "work": "0"});
        let mut document = serde_json::to_value(broken_off(receive, "20")).unwrap();
        let of = |id: &str, is: Value| json!({"id": id, "is": is, "pool": "p2"});
        for node in document["nodes"].as_array_mut().unwrap() {
            node["pool"] = json!("p1");
        }
        document["pools"] = json!([{"id": "p1"}, {"id": "p2"}]);
        let nodes = document["nodes"].as_array_mut().unwrap();
        nodes.extend([of("s2", start()), of("b", work(minutes)), of("e2", end())]);
        let lines = document["sequence_flows"].as_array_mut().unwrap();
        lines.push(json!({"id": "x1", "from": "s2", "to": "b"}));
        lines.push(json!({"id": "x2", "from": "b", "to": "e2"}));
        document["message_flows"] = json!([{"id": "m", "from": "b", "to": "a"}]);
        let flow = serde_json::from_value(document).unwrap();
        let outcome = outcome(&flow, &recorded(&["09:00"], json!({})));
        (
            outcome.leads().to_vec(),
            of_step(&outcome, 1)[5],
            of_step(&outcome, 1)[1],
        )
    };
    assert_eq!(lead("15"), (vec![15.0], 15.0, 1.0));
    assert_eq!(lead("100"), (vec![100.0], 20.0, 1.0));
}

#[test]
fn only_what_was_counted_is_given_back() {
    // Begun before midnight in the warm-up, broken off behind it.
    let more = json!({"staff": priced(1), "warm_up_days": 1});
    let warm = outcome(&broken_off(work("60"), "20"), &recorded(&["23:50"], more));
    assert_eq!((warm.staff()[0].begun, warm.staff()[0].worked), (0, 0.0));
    // Begun the morning after the last day.
    let mut staff = priced(1);
    staff[0]["hours"] = hours();
    let more = json!({"staff": staff, "days": 1});
    let after = outcome(&broken_off(work("300"), "700"), &recorded(&["23:50"], more));
    assert_eq!(after.leads(), [700.0]);
    assert_eq!((after.staff()[0].begun, after.staff()[0].worked), (0, 0.0));
    assert_eq!(of_step(&after, 1), [1.0, 1.0, 150.0, 550.0, 0.0, 0.0, 0.0]);
}

#[test]
fn a_committee_is_paid_once_and_shared() {
    let mut step = work("60");
    step["cash_yen"] = json!(100);
    let mut staff = priced(1);
    staff[0]["hours"] = hours();
    // On Wednesday at half past four for two cases: half an hour then, and half an hour on Thursday.
    let more = json!({"staff": staff, "batches": [{"node": "a",
        "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "16:30"}}]});
    let times = ["2026-06-01T09:00", "2026-06-02T09:00"];
    let outcome = outcome(&chain(&[("a", step)]), &recorded(&times, more));
    assert_eq!(outcome.leads(), [4_350.0, 2_910.0]);
    let batch = 3_330.0 + 1_890.0 + 2.0 * 30.0;
    assert_eq!(
        of_step(&outcome, 1),
        [2.0, 2.0, 60.0, 0.0, batch, 0.0, 2.0 * 960.0]
    );
    assert_eq!(
        (outcome.staff()[0].begun, outcome.staff()[0].worked),
        (1, 60.0)
    );
    for (figure, expected) in [
        (Whole::WorkPerCase, 30.0),
        (Whole::WaitingPerCase, 3_600.0),
        (Whole::CostPerCase, 1_800.0),
        (Whole::CashPerCase, 100.0),
    ] {
        near(outcome.figure(figure), expected, figure.code());
    }
}

#[test]
fn a_reply_is_waited_for() {
    let asked = |again: bool| {
        let place = json!({"kind": "after", "node": "a", "share": if again { "0.5" } else { "1" }, "again": again,
            "reply": {"kind": "constant", "value": "100"}});
        let more = json!({"corrections": [{"place": place}]});
        outcome(
            &chain(&[("a", work("10"))]),
            &recorded(&["09:00"; 40], more),
        )
    };
    let once = asked(false);
    assert_eq!(once.leads(), [110.0; 40]);
    assert_eq!(
        of_step(&once, 1),
        [40.0, 40.0, 400.0, 0.0, 0.0, 4_000.0, 0.0]
    );
    near(once.figure(Whole::WaitingPerCase), 100.0, "waiting");
    // Each time that it is asked, the step is done once more.
    let often = asked(true);
    let [visits, done, worked, _, _, stated, _] = of_step(&often, 1);
    assert!(visits > 50.0, "{visits}");
    assert_eq!(
        (done, worked, stated),
        (visits, 10.0 * visits, 100.0 * (visits - 40.0))
    );
}

#[test]
fn how_often_a_step_is_done() {
    let often = |frequency: &str| {
        let mut step = work("10");
        step["frequency"] = json!(frequency);
        step["cash_yen"] = json!(50);
        let outcome = outcome(&chain(&[("a", step)]), &recorded(&["09:00"], json!({})));
        (
            outcome.leads()[0],
            outcome.figure(Whole::CashPerCase).unwrap(),
        )
    };
    assert_eq!(often("1"), (10.0, 50.0));
    assert_eq!(often("3"), (30.0, 150.0));
    assert_eq!(often("0"), (0.0, 0.0));
    assert!([(20.0, 100.0), (30.0, 150.0)].contains(&often("2.5")));
}

fn bottleneck(
    flow: &Flow,
    parameters: &SimulationParameters,
) -> (String, Reason, f64, f64, Option<(String, f64)>) {
    let simulated = run(flow, parameters);
    let found = simulated.result().bottleneck.clone().unwrap();
    let group = found.group.as_ref().map(ToString::to_string);
    (
        found.node.to_string(),
        found.reason,
        found.minutes_per_case,
        found.share,
        group.zip(found.utilisation),
    )
}

#[test]
fn what_a_case_waits_for_most() {
    let step = |waiting: &str, minutes: &str| json!({"kind": "activity", "waiting": waiting, "work": minutes});
    let one = ["09:00"];
    // What is stated; the first of two that are equal.
    let flow = chain(&[("a", step("90", "10")), ("b", step("90", "10"))]);
    let found = bottleneck(&flow, &recorded(&one, json!({})));
    assert_eq!(found, ("a".to_owned(), Reason::Stated, 90.0, 0.45, None));
    // Nothing waits: the work, the first of two that are equal.
    let flow = chain(&[("z", work("10")), ("a", work("40")), ("b", work("40"))]);
    let found = bottleneck(&flow, &recorded(&one, json!({"staff": people(1)})));
    assert_eq!(found, ("a".to_owned(), Reason::Work, 40.0, 4.0 / 9.0, None));
    // A little waiting goes before much work.
    let flow = chain(&[("a", work("40")), ("b", step("10", "0"))]);
    let found = bottleneck(&flow, &recorded(&one, json!({})));
    assert_eq!(found, ("b".to_owned(), Reason::Stated, 10.0, 0.2, None));
    let committee = json!({"batches": [{"node": "a",
        "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "10:00"}}]});
    let found = bottleneck(&chain(&[("a", work("60"))]), &recorded(&one, committee));
    assert_eq!(found, ("a".to_owned(), Reason::Batch, 2_940.0, 0.98, None));
    // Twenty-two days of seven hours.
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    let found = bottleneck(
        &chain(&[("a", work("120"))]),
        &recorded(&["16:00"], json!({"staff": staff})),
    );
    let busy = Some(("all".to_owned(), 2.0 / 154.0));
    assert_eq!(
        found,
        ("a".to_owned(), Reason::Pause, 960.0, 960.0 / 1_080.0, busy)
    );
    // No time at all.
    let nothing = chain(&[("a", work("0"))]);
    assert!(
        run(&nothing, &recorded(&one, json!({})))
            .result()
            .bottleneck
            .is_none()
    );
}

#[test]
fn the_busiest_of_those_who_do_it() {
    // The second group has fewer hours, so that half an hour is more of them.
    let staff = json!([
        {"id": "a", "label": {"ja": "あ", "en": "a"}, "people": 1},
        {"id": "b", "label": {"ja": "い", "en": "b"}, "people": 1, "hours": hours()}]);
    let parameters = recorded(&["09:00", "09:00", "09:00"], json!({"staff": staff}));
    let found = bottleneck(&chain(&[("a", work("30"))]), &parameters);
    let busy = Some(("b".to_owned(), 0.5 / 154.0));
    assert_eq!(found, ("a".to_owned(), Reason::Queue, 10.0, 0.25, busy));
}

#[test]
fn a_queue_that_grows_is_too_much_work() {
    let every = |minutes: &str| {
        json!({"staff": people(1), "arrivals": [{"id": "desk", "pattern":
            {"kind": "renewal", "between": {"kind": "constant", "value": minutes}}}]})
    };
    let flow = chain(&[("a", work("30"))]);
    let found = bottleneck(&flow, &recorded(&[], every("10")));
    assert_eq!((found.0.as_str(), found.1), ("a", Reason::Overloaded));
    // Busy nearly all the time, and the queue does not grow: 29 of 30 days.
    let flow = chain(&[("a", work("20880"))]);
    let found = bottleneck(
        &flow,
        &recorded(&["00:00", "00:00"], json!({"staff": people(1)})),
    );
    assert_eq!((found.1, found.2), (Reason::Queue, 10_440.0));
    let (_, busy) = found.4.unwrap();
    assert!((busy - 29.0 / 30.0).abs() < 1e-9, "{busy}");
    // Somebody who does nothing else grows a queue though not busy: too few hours a week to begin.
    let mut rare = every("10");
    rare["options"] = json!({"shift_end": "only_if_done"});
    rare["staff"][0]["hours"] = json!({"monday": [{"from": "09:00", "to": "09:50"}]});
    rare["drain_days"] = json!(10);
    let found = bottleneck(&chain(&[("a", work("30"))]), &recorded(&[], rare));
    assert_eq!(found.1, Reason::Queue, "30 of 50 minutes a week");
}

#[test]
fn a_bottleneck_in_a_sentence() {
    let mut staff = people(1);
    staff[0]["hours"] = hours();
    let simulated = run(
        &chain(&[("a", work("120"))]),
        &recorded(&["16:00"], json!({"staff": staff})),
    );
    let bottleneck = simulated.result().bottleneck.clone().unwrap();
    let label = |language| bottleneck.reason.label(language);
    let (ja, en) = (
        bottleneck.sentence(Language::Ja),
        bottleneck.sentence(Language::En),
    );
    for part in [
        "「a」",
        "960分",
        "89％",
        label(Language::Ja),
        "担当（all）",
        "1％",
    ] {
        assert!(ja.contains(part), "{part}: {ja}");
    }
    for part in [
        "`a`",
        "960 minutes",
        "89 %",
        label(Language::En),
        "`all`",
        "1 %",
    ] {
        assert!(en.contains(part), "{part}: {en}");
    }
}
