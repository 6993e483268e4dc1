//! Messages between the processes of a case: who waits, what is kept in the box, and what comes too late.

use crate::helper::{
    changed, end, flow, gateway, leads, merge, of_node, outcome, recorded, refused, run, start,
    work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{RunOutcome, SimulationFigure as Whole},
};

/// Two pools, each a row of nodes; messages from one node to another.
fn two_pools(
    one: &[(&'static str, Value)],
    other: &[(&'static str, Value)],
    messages: &[(&str, &str)],
) -> Flow {
    let mut nodes = Vec::new();
    let mut lines = Vec::new();
    for (pool, row) in [("p", one), ("q", other)] {
        for (id, is) in row {
            let mut is = is.clone();
            is["@pool"] = json!(pool);
            nodes.push((*id, is));
        }
        lines.extend(row.windows(2).map(|two| (two[0].0, two[1].0, "")));
    }
    told(&flow_of(&nodes, &lines), messages)
}

fn flow_of(
    nodes: &[(&'static str, Value)],
    lines: &[(&'static str, &'static str, &'static str)],
) -> Flow {
    let flow = flow(nodes, lines);
    changed(&flow, |document| {
        document["pools"] = json!([{"id": "p"}, {"id": "q"}]);
    })
}

fn told(flow: &Flow, messages: &[(&str, &str)]) -> Flow {
    let line = |(at, (from, to)): (usize, &(&str, &str))| json!({"id": format!("m{at}"), "from": from, "to": to});
    changed(flow, |document| {
        document["message_flows"] = messages.iter().enumerate().map(line).collect();
    })
}

fn event(position: &str, trigger: &str) -> Value {
    json!({"kind": "event", "event": position, "trigger": trigger})
}

fn receive(more: Value) -> Value {
    let mut is = json!({"kind": "activity", "task": "receive", "work": "0"});
    merge(&mut is, more);
    is
}

/// The office: decides after 20 minutes, and once more 30 minutes later.
fn office() -> [(&'static str, Value); 4] {
    [
        ("s2", start()),
        ("d1", work("20")),
        ("d2", work("30")),
        ("e2", end()),
    ]
}

fn of(flow: &Flow) -> RunOutcome {
    outcome(flow, &recorded(&["09:00"], json!({})))
}

#[test]
fn a_message_that_is_there_before_is_waited_for_no_more() {
    let catch = [
        ("s1", start()),
        ("w", work("45")),
        ("c", event("catch", "message")),
        ("r", work("3")),
        ("e1", end()),
    ];
    let found = |from: &str| {
        let flow = two_pools(&catch, &office(), &[(from, "c")]);
        let found = of(&flow);
        (found.leads().to_vec(), of_node(&flow, &found, "c")[5])
    };
    // Told after 20 minutes, asked for after 45; told after 50.
    assert_eq!(found("d1"), (vec![50.0], 0.0));
    assert_eq!(found("d2"), (vec![53.0], 5.0));
}

#[test]
fn each_message_is_for_one_who_waits() {
    let found = |mark: &str, times: &str, messages: &[(&str, &str)]| {
        let one = [
            ("s1", start()),
            ("c", receive(json!({"repetition": mark}))),
            ("e1", end()),
        ];
        let flow = two_pools(&one, &office(), messages);
        let times = json!([{"node": "c", "times": {"kind": "constant", "value": times}}]);
        let found = outcome(&flow, &recorded(&["09:00"], json!({"repetitions": times})));
        let [visits, done, _, _, _, stated, _] = of_node(&flow, &found, "c");
        (
            (visits, done, stated),
            found.leads().to_vec(),
            found.figure(Whole::Stuck),
        )
    };
    let both = [("d1", "c"), ("d2", "c")];
    // Side by side: until the 20th and the 50th minute.
    assert_eq!(
        found("parallel", "2", &both),
        ((2.0, 2.0, 70.0), vec![50.0], Some(0.0))
    );
    // One after the other: 20 minutes and 30 more.
    assert_eq!(
        found("sequential", "2", &both),
        ((2.0, 2.0, 50.0), vec![50.0], Some(0.0))
    );
    // One of three gets none, and waits until nothing goes on any more.
    assert_eq!(
        found("parallel", "3", &both),
        ((3.0, 3.0, 120.0), vec![], Some(1.0))
    );
    assert_eq!(
        found("sequential", "3", &both),
        ((3.0, 3.0, 50.0), vec![], Some(1.0))
    );
    assert_eq!(
        found("parallel", "2", &both[..1]),
        ((2.0, 2.0, 70.0), vec![], Some(1.0))
    );
}

#[test]
fn messages_of_one_case_are_not_for_another() {
    // Each case is told twice and asks once.
    let one = [("s1", start()), ("c", receive(json!({}))), ("e1", end())];
    let flow = two_pools(&one, &office(), &[("d1", "c"), ("d2", "c")]);
    let times = ["09:00", "11:00", "11:05", "13:00"];
    let found = outcome(&flow, &recorded(&times, json!({})));
    assert_eq!(found.leads(), [50.0; 4]);
    assert_eq!(
        of_node(&flow, &found, "c"),
        [4.0, 4.0, 0.0, 0.0, 0.0, 80.0, 0.0]
    );
    assert_eq!(found.room().cases, 2);
    // Nobody is left to wait for somebody of the next case.
    let waits = [("s1", start()), ("c", receive(json!({}))), ("e1", end())];
    let silent = [("s2", start()), ("d0", work("5")), ("e2", end())];
    let flow = two_pools(&waits, &silent, &[("e2", "c")]);
    let found = outcome(&flow, &recorded(&["09:00", "10:00"], json!({})));
    assert_eq!(found.leads(), [5.0, 5.0], "an end can tell, too");
    let flow = two_pools(&waits, &silent, &[("c", "c")]);
    let found = outcome(&flow, &recorded(&["09:00", "10:00"], json!({})));
    assert_eq!(found.figure(Whole::Stuck), Some(2.0));
    assert_eq!(found.room().cases, 1);
}

/// A race of a message and, where it has minutes, a timer; behind the message one minute, behind the timer two.
fn race(timer: Option<&str>, before: &str, from: &[&str]) -> (Vec<f64>, [f64; 2], Option<f64>) {
    let of = |pool: &str, mut is: Value| {
        is["@pool"] = json!(pool);
        is
    };
    let p = |is| of("p", is);
    let mut late = event("catch", "timer");
    late["waiting"] = json!(timer.unwrap_or("9"));
    let nodes = [
        ("s1", p(start())),
        ("w", p(work(before))),
        ("g", p(gateway("event_based"))),
        ("c", p(event("catch", "message"))),
        (
            "t",
            p(if timer.is_some() {
                late
            } else {
                event("catch", "message")
            }),
        ),
        ("a", p(work("1"))),
        ("b", p(work("2"))),
        ("e1", p(end())),
        ("e3", p(end())),
        ("s2", of("q", start())),
        ("d1", of("q", work("20"))),
        ("d2", of("q", work("30"))),
        ("e2", of("q", end())),
    ];
    let lines = [
        ("s1", "w", ""),
        ("w", "g", ""),
        ("g", "c", ""),
        ("g", "t", ""),
        ("c", "a", ""),
        ("t", "b", ""),
        ("a", "e1", ""),
        ("b", "e3", ""),
        ("s2", "d1", ""),
        ("d1", "d2", ""),
        ("d2", "e2", ""),
    ];
    let mut messages: Vec<(&str, &str)> = from.iter().map(|from| (*from, "c")).collect();
    if timer.is_none() {
        messages.push(("d2", "t"));
    }
    let flow = told(&flow_of(&nodes, &lines), &messages);
    let found = outcome(&flow, &recorded(&["09:00"], json!({})));
    let stated = ["c", "t"].map(|id| of_node(&flow, &found, id)[5]);
    (
        found.leads().to_vec(),
        stated,
        found.figure(Whole::WaitingPerCase),
    )
}

#[test]
fn a_message_races_with_a_time() {
    // The office is done after fifty minutes in any case.
    assert_eq!(
        race(Some("40"), "0", &["d1"]),
        (vec![50.0], [20.0, 0.0], Some(20.0))
    );
    assert_eq!(
        race(Some("10"), "0", &["d1"]),
        (vec![50.0], [0.0, 10.0], Some(10.0))
    );
    // Told before it was asked for.
    assert_eq!(
        race(Some("40"), "60", &["d1"]),
        (vec![61.0], [0.0, 0.0], Some(0.0))
    );
    // The second message comes when the race is over.
    assert_eq!(
        race(Some("40"), "0", &["d1", "d2"]),
        (vec![50.0], [20.0, 0.0], Some(20.0))
    );
    assert_eq!(
        race(Some("100"), "0", &["d2"]),
        (vec![51.0], [50.0, 0.0], Some(50.0))
    );
    assert_eq!(
        race(Some("100"), "0", &["e2"]),
        (vec![51.0], [50.0, 0.0], Some(50.0))
    );
    assert_eq!(
        race(Some("60"), "0", &["e1"]),
        (vec![62.0], [0.0, 60.0], Some(60.0))
    );
    // Messages alone.
    assert_eq!(
        race(None, "0", &["d1"]),
        (vec![50.0], [20.0, 0.0], Some(20.0))
    );
    assert_eq!(
        race(None, "0", &["e1"]),
        (vec![52.0], [0.0, 50.0], Some(50.0))
    );
    assert_eq!(race(None, "60", &["d1"]).0, [61.0]);
}

/// A step of a hundred minutes with a message at its boundary, and seven minutes behind that.
fn beside(before: &str, is_beside: bool, from: &[&str]) -> (Vec<f64>, [f64; 3], [f64; 2]) {
    let mut t = event("boundary", "message");
    t["attached_to"] = json!("a");
    t["non_interrupting"] = json!(is_beside);
    let mut nodes = Vec::new();
    for (id, is) in [
        ("s1", start()),
        ("w", work(before)),
        ("a", work("100")),
        ("e1", end()),
        ("t", t),
        ("n", work("7")),
        ("e3", end()),
    ] {
        let mut is = is;
        is["@pool"] = json!("p");
        nodes.push((id, is));
    }
    for (id, is) in office() {
        let mut is = is;
        is["@pool"] = json!("q");
        nodes.push((id, is));
    }
    let lines = [
        ("s1", "w", ""),
        ("w", "a", ""),
        ("a", "e1", ""),
        ("t", "n", ""),
        ("n", "e3", ""),
        ("s2", "d1", ""),
        ("d1", "d2", ""),
        ("d2", "e2", ""),
    ];
    let messages: Vec<(&str, &str)> = from.iter().map(|from| (*from, "t")).collect();
    let flow = told(&flow_of(&nodes, &lines), &messages);
    let found = of(&flow);
    let [visits, done, minutes, ..] = of_node(&flow, &found, "a");
    let [noted, _, noted_minutes, ..] = of_node(&flow, &found, "n");
    (
        found.leads().to_vec(),
        [visits, done, minutes],
        [noted, noted_minutes],
    )
}

#[test]
fn a_message_at_a_boundary() {
    let once = [1.0, 1.0, 100.0];
    assert_eq!(
        beside("0", false, &["d1"]),
        (vec![50.0], [1.0, 1.0, 20.0], [1.0, 7.0])
    );
    assert_eq!(
        beside("0", false, &["d2"]),
        (vec![57.0], [1.0, 1.0, 50.0], [1.0, 7.0])
    );
    assert_eq!(beside("0", true, &["d1"]), (vec![100.0], once, [1.0, 7.0]));
    // Nobody tells.
    assert_eq!(beside("0", false, &["e1"]), (vec![100.0], once, [0.0, 0.0]));
    // Of two messages the first is heard.
    assert_eq!(
        beside("0", true, &["d1", "d2"]),
        (vec![100.0], once, [1.0, 7.0])
    );
    // Told before the step is come to: it is not begun at all, or at once with something beside it.
    assert_eq!(
        beside("60", false, &["d1"]),
        (vec![67.0], [0.0, 0.0, 0.0], [1.0, 7.0])
    );
    assert_eq!(beside("60", true, &["d1"]), (vec![160.0], once, [1.0, 7.0]));
    assert_eq!(
        beside("60", true, &["d1", "d2"]),
        (vec![160.0], once, [1.0, 7.0])
    );
}

#[test]
fn a_message_begins_a_process() {
    let one = [
        ("s1", start()),
        ("a", work("10")),
        ("b", work("10")),
        ("e1", end()),
    ];
    let other = [
        ("s2", event("start", "message")),
        ("d", work("100")),
        ("e2", end()),
    ];
    let found = |messages: &[(&str, &str)]| {
        let flow = two_pools(&one, &other, messages);
        let found = outcome(&flow, &recorded(&["09:00", "15:00"], json!({})));
        let lead = found.leads().to_vec();
        (lead, of_node(&flow, &found, "d")[0])
    };
    // Nothing tells it: it begins with the case.
    assert_eq!(found(&[]), (vec![100.0; 2], 2.0));
    assert_eq!(found(&[("a", "s2")]), (vec![110.0; 2], 2.0));
    assert_eq!(found(&[("b", "s2")]), (vec![120.0; 2], 2.0));
    assert_eq!(found(&[("a", "s2"), ("b", "s2")]), (vec![120.0; 2], 4.0));
    assert_eq!(found(&[("a", "s2"), ("a", "s2")]), (vec![110.0; 2], 4.0));
    // The pool itself hears nothing, and nobody tells it.
    assert_eq!(found(&[("a", "q")]), (vec![100.0; 2], 2.0));
    assert_eq!(found(&[("q", "a")]), (vec![100.0; 2], 2.0));
    // Processes that only tell each other begin with no case.
    let mut both = one.to_vec();
    both[0].1 = event("start", "message");
    let flow = two_pools(&both, &other, &[("e1", "s2"), ("e2", "s1")]);
    let error = refused(&flow, &recorded(&["09:00"], json!({})));
    assert_eq!(error.code(), "bpr.simulate.no_start");
}

#[test]
fn where_a_case_is_stuck() {
    let one = [
        ("s1", start()),
        ("c", receive(json!({}))),
        ("r", receive(json!({}))),
        ("e1", end()),
    ];
    let stuck = |messages: &[(&str, &str)]| {
        let flow = two_pools(&one, &office(), messages);
        let found = run(&flow, &recorded(&["09:00", "09:10", "12:00"], json!({})));
        let result = found.result().clone();
        let of = |figure| result.figure(figure).map(|one| one.mean);
        let at: Vec<(String, u64)> = result
            .stuck
            .iter()
            .map(|one| (one.node.to_string(), one.cases))
            .collect();
        (
            at,
            of(Whole::Stuck),
            of(Whole::Finished),
            of(Whole::Unfinished),
        )
    };
    let none = (vec![], Some(0.0), Some(3.0), Some(0.0));
    assert_eq!(stuck(&[("d1", "c"), ("d2", "r")]), none);
    let all = |node: &str| (vec![(node.to_owned(), 6)], Some(3.0), Some(0.0), Some(0.0));
    assert_eq!(stuck(&[("d1", "c"), ("r", "r")]), all("r"));
    assert_eq!(stuck(&[("r", "c"), ("d1", "r")]), all("c"));
    // In the warm-up it is found, and not counted.
    let flow = two_pools(&one, &office(), &[("r", "c"), ("d1", "r")]);
    let warm = recorded(
        &["2026-06-01T09:00", "2026-06-02T09:00"],
        json!({"warm_up_days": 1}),
    );
    let found = run(&flow, &warm);
    assert_eq!(found.result().figure(Whole::Stuck).unwrap().mean, 1.0);
    assert_eq!(found.result().stuck[0].cases, 4);
}

#[test]
fn a_step_that_may_be_broken_off_is_not_stuck() {
    let mut t = event("boundary", "timer");
    t["attached_to"] = json!("c");
    t["waiting"] = json!("80");
    let one = [("s1", start()), ("c", receive(json!({}))), ("e1", end())];
    let with = |messages: &[(&str, &str)]| {
        let flow = two_pools(&one, &office(), messages);
        let flow = changed(&flow, |document| {
            let nodes = document["nodes"].as_array_mut().unwrap();
            nodes.push(json!({"id": "t", "pool": "p", "is": t}));
            nodes.push(json!({"id": "e3", "pool": "p", "is": end()}));
            let lines = document["sequence_flows"].as_array_mut().unwrap();
            lines.push(json!({"id": "x", "from": "t", "to": "e3"}));
        });
        leads(&flow, &recorded(&["09:00", "09:30"], json!({})))
    };
    assert_eq!(with(&[("d1", "c")]), [50.0, 50.0]);
    assert_eq!(with(&[("e1", "c")]), [80.0, 80.0]);
}
