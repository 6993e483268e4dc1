//! Ways through a flow: several beginnings, defaults, what is awaited, months, and several clocks.

use crate::helper::{
    chain, end, flow, gateway, leads, merge, outcome, people, recorded, refused, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{
        MonthFigure, SimulatedDesign, SimulationFigure, SimulationParameters, compare_simulations,
    },
};

/// Two beginnings: with the one it takes 10 minutes, with the other 25.
fn two_starts() -> Flow {
    flow(
        &[
            ("s1", start()),
            ("s2", start()),
            ("a", work("10")),
            ("b", work("25")),
            ("e", end()),
        ],
        &[
            ("s1", "a", ""),
            ("s2", "b", ""),
            ("a", "e", ""),
            ("b", "e", ""),
        ],
    )
}

#[test]
fn cases_begin_at_one_of_several_starts() {
    let flow = two_starts();
    let error = refused(&flow, &recorded(&["09:00"], json!({})));
    assert_eq!(error.code(), "bpr.simulate.unknown_probability");
    assert!(
        error.to_string().contains("s1") && error.to_string().contains("s2"),
        "{error}"
    );
    // Each source says where its cases begin.
    let times = |time: &str| json!({"kind": "recorded", "times": [format!("2026-06-01T{time}")]});
    let source = |id: &str, time: &str, start: &str| json!({"id": id, "starts": [start], "pattern": times(time)});
    let chosen = json!({"arrivals": [source("one", "09:00", "s1"), source("two", "12:00", "s2")]});
    let found = run(&flow, &recorded(&[], chosen.clone()));
    assert_eq!(found.outcomes()[0].leads(), [10.0, 25.0]);
    let assumed = |found: &tosei_bpr::simulate::Simulated| {
        let made = found
            .result()
            .assumptions
            .iter()
            .map(|one| one.kind.code().to_owned());
        made.collect::<Vec<_>>()
    };
    assert!(!assumed(&found).contains(&"equal_branches".to_owned()));
    // One source says it, the other does not: half of its cases at each, if that may be assumed.
    let mut open = chosen;
    open["arrivals"][1] = json!({"id": "two", "pattern": times("12:00")});
    let error = refused(&flow, &recorded(&[], open));
    assert_eq!(error.code(), "bpr.simulate.unknown_probability");
    let many = json!({"options": {"unknown_branches": "equal"}, "arrivals": [{"id": "desk", "pattern":
        {"kind": "renewal", "between": {"kind": "constant", "value": "10"}}}]});
    let found = run(&flow, &recorded(&[], many));
    assert!(assumed(&found).contains(&"equal_branches".to_owned()));
    let leads = found.outcomes()[0].leads();
    let count = |wanted: f64| leads.iter().filter(|lead| **lead == wanted).count();
    assert_eq!(count(10.0) + count(25.0), leads.len());
    assert!(
        count(10.0).abs_diff(leads.len() / 2) < 150,
        "{} of {}",
        count(10.0),
        leads.len()
    );
    let nowhere = json!({"arrivals": [source("one", "09:00", "a")]});
    let error = refused(&chain(&[("a", work("1"))]), &recorded(&[], nowhere));
    assert_eq!(error.code(), "bpr.simulate.unknown_element");
}

#[test]
fn the_default_of_an_inclusive_gateway() {
    let with = |shares: [&str; 2]| {
        let mut split = gateway("inclusive");
        split["default"] = json!("l3");
        flow(
            &[
                ("s", start()),
                ("i1", split),
                ("a", work("10")),
                ("b", work("25")),
                ("c", work("3")),
                ("i2", gateway("inclusive")),
                ("e", end()),
            ],
            &[
                ("s", "i1", ""),
                ("i1", "a", shares[0]),
                ("i1", "b", shares[1]),
                ("i1", "c", ""),
                ("a", "i2", ""),
                ("b", "i2", ""),
                ("c", "i2", ""),
                ("i2", "e", ""),
            ],
        )
    };
    let lead = |shares| leads(&with(shares), &recorded(&["09:00"], json!({})));
    assert_eq!(lead(["0", "0"]), [3.0]);
    assert_eq!(lead(["1", "0"]), [10.0]);
    assert_eq!(lead(["1", "1"]), [25.0]);
    // Without a default something must be sure.
    let mut open = serde_json::to_value(with(["0.5", "0.5"])).unwrap();
    for node in open["nodes"].as_array_mut().unwrap() {
        node["is"].as_object_mut().unwrap().remove("default");
    }
    open["sequence_flows"][3]["probability"] = json!("0.5");
    let open = serde_json::from_value(open).unwrap();
    let error = refused(&open, &recorded(&["09:00"], json!({})));
    assert_eq!(error.code(), "bpr.simulate.no_branch_taken");
}

#[test]
fn an_event_takes_the_time_that_is_given() {
    let event = |trigger: &str, more: Value| {
        let mut is = json!({"kind": "event", "event": "throw", "trigger": trigger});
        merge(&mut is, more);
        chain(&[("t", is), ("a", work("1"))])
    };
    let lead = |flow: &Flow, more: Value| leads(flow, &recorded(&["09:00"], more))[0];
    let given = json!({"times": [{"node": "t", "waiting": "45"}]});
    assert_eq!(lead(&event("none", json!({})), json!({})), 1.0);
    assert_eq!(
        lead(&event("none", json!({"waiting": "30"})), json!({})),
        31.0
    );
    assert_eq!(lead(&event("none", json!({})), given.clone()), 46.0);
    assert_eq!(lead(&event("none", json!({"waiting": "30"})), given), 46.0);
}

#[test]
fn months_begin_at_midnight() {
    let flow = chain(&[("a", work("30"))]);
    let times = [
        "2026-06-30T23:59",
        "2026-07-01T00:00",
        "2026-07-31T23:30",
        "2026-07-31T23:45",
    ];
    let found = run(&flow, &recorded(&times, json!({"days": 91})));
    let months = &found.result().months;
    let of = |at: usize, figure: MonthFigure| {
        let one = months[at].figures.iter().find(|one| one.figure == figure);
        one.unwrap().estimate.unwrap().mean
    };
    let counts = |at| {
        [
            MonthFigure::Started,
            MonthFigure::Finished,
            MonthFigure::OpenAtEnd,
        ]
        .map(|figure| of(at, figure))
    };
    assert_eq!(counts(0), [1.0, 0.0, 1.0]);
    // Done at midnight is done in August, and open when July ends.
    assert_eq!(counts(1), [3.0, 2.0, 2.0]);
    assert_eq!(counts(2), [0.0, 2.0, 0.0]);
    let open = (29.0 + 30.0 + 30.0 + 15.0) / (31.0 * 1_440.0);
    assert!((of(1, MonthFigure::MeanOpen) - open).abs() < 1e-12);
}

/// Two questions: from the tenth minute until `one`, and from Tuesday at ten until `other`.
fn two_questions(one: &str, other: &str) -> Flow {
    flow(
        &[
            ("s", start()),
            ("p1", gateway("parallel")),
            ("a1", work("10")),
            ("a2", work(one)),
            ("b1", work("1500")),
            ("b2", work(other)),
            ("p2", gateway("parallel")),
            ("e", end()),
        ],
        &[
            ("s", "p1", ""),
            ("p1", "a1", ""),
            ("a1", "a2", ""),
            ("a2", "p2", ""),
            ("p1", "b1", ""),
            ("b1", "b2", ""),
            ("b2", "p2", ""),
            ("p2", "e", ""),
        ],
    )
}

#[test]
fn each_question_stops_its_own_clock() {
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days",
        "stops": [{"kind": "correction"}]});
    let between =
        |from: &str, until: &str| json!({"kind": "between", "from": [from], "until": [until]});
    let within = |flow: &Flow, stops: [&str; 2]| {
        let more = json!({
            "deadlines": {"standard": {"rule": rule, "period": {"state": "set", "basis": "law",
                "processing": {"amount": "1", "unit": "day"}}}},
            "corrections": [{"stop": stops[0], "place": between("a1", "a2")},
                {"stop": stops[1], "place": between("b1", "b2")}]});
        outcome(flow, &recorded(&["09:00"], more)).figure(SimulationFigure::WithinStandard)
    };
    // The first until Thursday, the second until Wednesday.
    let around = two_questions("4310", "1400");
    assert_eq!(within(&around, ["correction", "fee_payment"]), Some(1.0));
    assert_eq!(within(&around, ["fee_payment", "correction"]), Some(1.0));
    assert_eq!(within(&around, ["fee_payment", "fee_payment"]), Some(0.0));
    assert_eq!(within(&around, ["correction", "correction"]), Some(1.0));
    // The first until Tuesday, the second until Thursday: with the first alone Wednesday counts.
    let after = two_questions("1900", "2820");
    assert_eq!(within(&after, ["correction", "fee_payment"]), Some(0.0));
    assert_eq!(within(&after, ["fee_payment", "correction"]), Some(1.0));
    assert_eq!(within(&after, ["correction", "correction"]), Some(1.0));
}

#[test]
fn runs_side_by_side_end_in_any_order() {
    let of = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let inner = json!({"kind": "activity", "waiting": "0",
        "work": {"kind": "uniform", "from": "10", "to": "90"}});
    let timer = json!({"kind": "event", "event": "boundary", "trigger": "timer",
        "attached_to": "sub", "waiting": "50"});
    let flow = flow(
        &[
            ("s", start()),
            (
                "sub",
                json!({"kind": "sub_process", "repetition": "parallel"}),
            ),
            ("e", end()),
            ("s1", of(start())),
            ("a", of(inner)),
            ("e1", of(end())),
            ("t", timer),
            ("e2", end()),
        ],
        &[
            ("s", "sub", ""),
            ("sub", "e", ""),
            ("s1", "a", ""),
            ("a", "e1", ""),
            ("t", "e2", ""),
        ],
    );
    let times = json!([{"node": "sub", "times": {"kind": "constant", "value": "4"}}]);
    let more = json!({"repetitions": times, "staff": people(4), "days": 5, "arrivals": [{"id": "desk",
        "pattern": {"kind": "renewal", "between": {"kind": "constant", "value": "60"}}}]});
    let found = outcome(&flow, &recorded(&[], more));
    // Whoever has not ended after fifty minutes is broken off, and what was not worked is given back.
    assert!(
        found.leads().iter().all(|lead| *lead <= 50.0),
        "{:?}",
        found.leads()
    );
    let step = found.steps()[4];
    assert_eq!((step.visits, step.done), (4 * 119, 4 * 119));
    assert!((found.staff()[0].worked - step.work).abs() < 1e-6);
    // The mean of min(x, 50) of a uniform time from 10 to 90 is 40.
    let count = f64::from(u32::try_from(step.done).unwrap());
    assert!(
        (step.work / count - 40.0).abs() < 3.0,
        "{}",
        step.work / count
    );
    assert!(found.room().tokens <= 16, "{:?}", found.room());
}

fn classed() -> SimulationParameters {
    let class = |id: &str, people: u32, node: &str| json!({"id": id, "label": {"ja": id, "en": id}, "people": people, "class": "regular", "nodes": [node]});
    let more = json!({"staff": [class("one", 1, "a"), class("two", 2, "b")]});
    recorded(&["09:00", "09:10"], more)
}

#[test]
fn groups_of_one_class_are_counted_together() {
    let design = |minutes: &str| {
        let mut document =
            serde_json::to_value(chain(&[("a", work("30")), ("b", work(minutes))])).unwrap();
        document["staff_classes"] =
            json!([{"id": "regular", "label": {"ja": "正規", "en": "regular"}}]);
        serde_json::from_value::<Flow>(document).unwrap()
    };
    let parameters = classed();
    let (before, after) = (
        run(&design("60"), &parameters),
        run(&design("45"), &parameters),
    );
    let of = |simulated| SimulatedDesign {
        simulated,
        parameters: &parameters,
    };
    let found = compare_simulations(of(&before), of(&after)).unwrap();
    let [class] = found.classes.as_slice() else {
        panic!("{:?}", found.classes)
    };
    assert_eq!(class.class.as_ref().unwrap().as_str(), "regular");
    let worked = class.worked_hours;
    assert_eq!(
        (worked.before.unwrap().mean, worked.after.unwrap().mean),
        (3.0, 2.5)
    );
    assert_eq!(worked.difference.unwrap().mean, -0.5);
    assert_eq!(class.duty_hours.before.unwrap().mean, 3.0 * 720.0);
}
