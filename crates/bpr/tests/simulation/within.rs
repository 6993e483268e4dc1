//! What goes on within what, and what is left of it: lists of event sub-processes and of processes, works side by side
//! beside joins, sub-processes that are stopped, and cases that can go on no more.

use crate::helper::{
    end, flow, gateway, leads, of_node, outcome, people, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure as Whole, SimulationParameters},
};

/// Cases that use again what those before them have left.
const THREE: [&str; 3] = ["09:00", "09:11", "09:12"];

fn begins(trigger: &str, waiting: &str, beside: bool) -> Value {
    let mut is =
        json!({"kind": "event", "event": "start", "trigger": trigger, "non_interrupting": beside});
    if !waiting.is_empty() {
        is["waiting"] = json!(waiting);
    }
    is
}

fn timer(minutes: &str, beside: bool) -> Value {
    begins("timer", minutes, beside)
}

/// Nodes and lines, with event sub-processes: its id, how it begins, the share on the line behind that, and the minutes
/// of its one step.
fn with_events(
    nodes: &[(&str, Value)],
    lines: &[(&str, &str, &str)],
    events: &[(&str, Value, &str, &str)],
) -> Flow {
    let name = |id: &str| ["", "s", "w", "e"].map(|part| format!("{id}{part}"));
    let ids: Vec<[String; 4]> = events.iter().map(|(id, ..)| name(id)).collect();
    let mut nodes: Vec<(&str, Value)> = nodes.to_vec();
    let mut lines: Vec<(&str, &str, &str)> = lines.to_vec();
    for ([id, first, step, last], (_, begins, share, minutes)) in ids.iter().zip(events) {
        nodes.push((id, json!({"kind": "sub_process", "by_event": true})));
        for (at, mut is) in [
            (first, begins.clone()),
            (step, work(minutes)),
            (last, end()),
        ] {
            is["@parent"] = json!(id);
            nodes.push((at, is));
        }
        lines.extend([
            (first.as_str(), step.as_str(), *share),
            (step.as_str(), last.as_str(), ""),
        ]);
    }
    flow(&nodes, &lines)
}

/// `s → a → e` with event sub-processes.
fn process(minutes: &str, events: &[(&str, Value, &str, &str)]) -> Flow {
    with_events(
        &[("s", start()), ("a", work(minutes)), ("e", end())],
        &[("s", "a", ""), ("a", "e", "")],
        events,
    )
}

fn per_case(flow: &Flow, parameters: &SimulationParameters) -> f64 {
    outcome(flow, parameters)
        .figure(Whole::WorkPerCase)
        .unwrap()
}

/// Where cases are stuck, over both runs.
fn stuck(flow: &Flow, parameters: &SimulationParameters) -> Vec<(String, u64)> {
    let simulated = run(flow, parameters);
    let stuck = simulated.result().stuck.iter();
    stuck.map(|one| (one.node.to_string(), one.cases)).collect()
}

#[test]
fn event_sub_processes_end_in_any_order() {
    let all = recorded(&THREE, json!({}));
    // Begun at 1, 2 and 3; the one that ends first is the oldest, the middle one or the newest of them.
    for (minutes, worked) in [
        // 3 + 8 + 7 minutes of them until all is ended at 10.
        (["3", "30", "30"], 3.0 + 8.0 + 7.0),
        (["30", "3", "30"], 9.0 + 3.0 + 7.0),
        (["30", "30", "3"], 9.0 + 8.0 + 3.0),
        (["3", "3", "30"], 3.0 + 3.0 + 7.0),
        (["30", "3", "1"], 9.0 + 3.0 + 1.0),
        (["5", "3", "30"], 5.0 + 3.0 + 7.0),
        (["3", "3", "3"], 9.0),
    ] {
        let [h, i, j] = minutes;
        let flow = process(
            "20",
            &[
                ("h", timer("1", true), "", h),
                ("i", timer("2", true), "", i),
                ("j", timer("3", true), "", j),
                ("k", timer("10", false), "", "5"),
            ],
        );
        assert_eq!(leads(&flow, &all), [15.0; 3], "{minutes:?}");
        assert_eq!(per_case(&flow, &all), 10.0 + worked + 5.0, "{minutes:?}");
    }
}

#[test]
fn tokens_of_a_process_end_in_any_order() {
    let all = recorded(&THREE, json!({}));
    for minutes in [
        ["1", "2", "60"],
        ["1", "60", "2"],
        ["2", "1", "60"],
        ["60", "1", "2"],
        ["2", "60", "1"],
        ["60", "2", "1"],
    ] {
        let [a, b, c] = minutes;
        let flow = with_events(
            &[
                ("s", start()),
                ("p", gateway("parallel")),
                ("a", work(a)),
                ("b", work(b)),
                ("c", work(c)),
                ("e1", end()),
                ("e2", end()),
                ("e3", end()),
            ],
            &[
                ("s", "p", ""),
                ("p", "a", ""),
                ("p", "b", ""),
                ("p", "c", ""),
                ("a", "e1", ""),
                ("b", "e2", ""),
                ("c", "e3", ""),
            ],
            &[("k", timer("10", false), "", "5")],
        );
        assert_eq!(leads(&flow, &all), [15.0; 3], "{minutes:?}");
        assert_eq!(per_case(&flow, &all), 1.0 + 2.0 + 10.0 + 5.0, "{minutes:?}");
    }
}

#[test]
fn several_begin_behind_a_process_that_has_ended() {
    let all = recorded(&THREE, json!({}));
    let of = |first: &str, second: &str| {
        let after = |id, share, minutes| (id, begins("conditional", "", true), share, minutes);
        let flow = process("10", &[after("h", first, "4"), after("i", second, "7")]);
        (leads(&flow, &all), per_case(&flow, &all))
    };
    assert_eq!(of("1", "1"), (vec![17.0; 3], 21.0));
    assert_eq!(of("1", "0"), (vec![14.0; 3], 14.0));
    assert_eq!(of("0", "1"), (vec![17.0; 3], 17.0));
    assert_eq!(of("0", "0"), (vec![10.0; 3], 10.0));
}

#[test]
fn a_sub_process_in_which_nothing_begins_has_ended() {
    let only = |begins: Value, share: &str| {
        let inside = |mut is: Value, parent: &str| {
            is["@parent"] = json!(parent);
            is
        };
        flow(
            &[
                ("s", start()),
                ("sub", json!({"kind": "sub_process"})),
                ("a", work("3")),
                ("e", end()),
                (
                    "h",
                    inside(json!({"kind": "sub_process", "by_event": true}), "sub"),
                ),
                ("hs", inside(begins, "h")),
                ("hw", inside(work("6"), "h")),
                ("he", inside(end(), "h")),
            ],
            &[
                ("s", "sub", ""),
                ("sub", "a", ""),
                ("a", "e", ""),
                ("hs", "hw", share),
                ("hw", "he", ""),
            ],
        )
    };
    let all = recorded(&THREE, json!({}));
    assert_eq!(leads(&only(timer("5", true), ""), &all), [3.0; 3]);
    let always = only(begins("conditional", "", true), "1");
    assert_eq!(leads(&always, &all), [9.0; 3]);
}

/// Pools whose first row is begun by cases; messages from one node to another.
fn pools(rows: &[(&str, &[(&'static str, Value)])], messages: &[(&str, &str)]) -> Flow {
    let mut nodes = Vec::new();
    let mut lines = Vec::new();
    for (pool, row) in rows {
        for (id, is) in *row {
            let mut is = is.clone();
            is["@pool"] = json!(pool);
            nodes.push((*id, is));
        }
        lines.extend(row.windows(2).map(|two| (two[0].0, two[1].0, "")));
    }
    let told = messages.iter().enumerate();
    let told = told.map(|(at, (from, to))| json!({"id": format!("m{at}"), "from": from, "to": to}));
    crate::helper::changed(&flow(&nodes, &lines), |document| {
        document["pools"] = rows.iter().map(|(id, _)| json!({"id": id})).collect();
        document["message_flows"] = told.collect();
    })
}

fn receive() -> Value {
    json!({"kind": "activity", "task": "receive", "work": "0"})
}

/// A step that waits for what it would send itself.
fn never(id: &'static str) -> (&'static str, Value) {
    (id, receive())
}

#[test]
fn processes_of_a_case_end_in_any_order() {
    let told = json!({"kind": "event", "event": "start", "trigger": "message"});
    let first = [("s1", start()), ("d", work("5")), ("e1", end())];
    let waits = [("s2", told.clone()), never("c"), ("e2", end())];
    for (minutes, of_first) in [("1", "5"), ("20", "5")] {
        let ends = [("s3", told.clone()), ("r", work(minutes)), ("e3", end())];
        let mut first = first.clone();
        first[1].1 = work(of_first);
        // Told in this order, or the other way round: the one that goes on is in front of the first, or behind it.
        for begun in [["s2", "s3"], ["s3", "s2"]] {
            let flow = pools(
                &[("p1", &first), ("p2", &waits), ("p3", &ends)],
                &[("d", begun[0]), ("d", begun[1]), ("c", "c")],
            );
            let times = recorded(&["09:00", "09:00", "10:00", "11:00"], json!({}));
            assert_eq!(stuck(&flow, &times), [("c".to_owned(), 8)], "{begun:?}");
            let found = outcome(&flow, &times);
            assert_eq!(of_node(&flow, &found, "r")[1], 4.0);
            assert_eq!(found.figure(Whole::Unfinished), Some(0.0));
        }
    }
}

#[test]
fn cases_are_stuck_each_at_its_node() {
    let flow = pools(
        &[
            ("p", &[("s1", start()), never("c1"), ("e1", end())]),
            ("q", &[("s2", start()), never("c2"), ("e2", end())]),
        ],
        &[("c1", "c1"), ("c2", "c2")],
    );
    let source = |id: &str, start: &str, times: &[&str]| {
        let times: Vec<String> = times.iter().map(|at| format!("2026-06-01T{at}")).collect();
        json!({"id": id, "starts": [start], "pattern": {"kind": "recorded", "times": times}})
    };
    let more = json!({"arrivals": [source("one", "s1", &["09:00"]), source("two", "s2", &["09:10", "09:20"])]});
    let expected = [("c1".to_owned(), 2), ("c2".to_owned(), 4)];
    assert_eq!(stuck(&flow, &recorded(&[], more)), expected);
}

#[test]
fn a_race_that_nobody_wins_is_stuck() {
    let catch = json!({"kind": "event", "event": "catch", "trigger": "message"});
    let drawn = flow(
        &[
            ("s", start()),
            ("g", gateway("event_based")),
            ("c", catch.clone()),
            ("t", catch),
            ("e1", end()),
            ("e2", end()),
        ],
        &[
            ("s", "g", ""),
            ("g", "c", ""),
            ("g", "t", ""),
            ("c", "e1", ""),
            ("t", "e2", ""),
        ],
    );
    let drawn = crate::helper::changed(&drawn, |document| {
        document["message_flows"] =
            json!([{"id": "m1", "from": "c", "to": "c"}, {"id": "m2", "from": "t", "to": "t"}]);
    });
    let times = recorded(&["09:00", "10:00"], json!({}));
    assert_eq!(stuck(&drawn, &times), [("g".to_owned(), 4)]);
}

/// `s → a → c → e`, where `c` waits for what never comes; `a` and `c` each with an event at its boundary, or none.
fn waits_in_vain(beside_a: Option<Value>, beside_c: Option<Value>, inside: bool) -> Flow {
    let mut nodes = vec![("s", start()), ("a", work("10")), ("e", end())];
    let mut lines = vec![("s", "a", "")];
    if inside {
        nodes.push(("sub", json!({"kind": "sub_process"})));
        for (id, mut is) in [("si", start()), ("c", receive()), ("ei", end())] {
            is["@parent"] = json!("sub");
            nodes.push((id, is));
        }
        lines.extend([
            ("a", "sub", ""),
            ("si", "c", ""),
            ("c", "ei", ""),
            ("sub", "e", ""),
        ]);
    } else {
        nodes.push(("c", receive()));
        lines.extend([("a", "c", ""), ("c", "e", "")]);
    }
    let of = |mut is: Value, host: &str| {
        is["attached_to"] = json!(host);
        is
    };
    let host = if inside { "sub" } else { "c" };
    for (id, step, last, event) in [
        ("ba", "wa", "ea", beside_a.map(|is| of(is, "a"))),
        ("bc", "wc", "ec", beside_c.map(|is| of(is, host))),
    ] {
        let Some(event) = event else { continue };
        nodes.extend([(id, event), (step, work("2")), (last, end())]);
        lines.extend([(id, step, ""), (step, last, "")]);
    }
    crate::helper::changed(&flow(&nodes, &lines), |document| {
        document["message_flows"] = json!([{"id": "m", "from": "c", "to": "c"}]);
    })
}

#[test]
fn times_that_have_passed_move_nothing() {
    let boundary = |minutes: &str, beside: bool| {
        json!({"kind": "event", "event": "boundary", "trigger": "timer", "waiting": minutes,
            "non_interrupting": beside})
    };
    let times = recorded(&["09:00", "09:00"], json!({}));
    for (a, c) in [
        (None, None),
        // A time of a step that was done before it.
        (Some(boundary("60", false)), None),
        (Some(boundary("60", true)), None),
        // A reminder that was given while it was worked on, and one while it is waited for.
        (Some(boundary("5", true)), None),
        (None, Some(boundary("30", true))),
        (Some(boundary("5", true)), Some(boundary("30", true))),
        (Some(boundary("60", true)), Some(boundary("30", true))),
    ] {
        for inside in [false, true] {
            let flow = waits_in_vain(a.clone(), c.clone(), inside);
            let found = outcome(&flow, &times);
            assert_eq!(
                (found.figure(Whole::Stuck), found.figure(Whole::Unfinished)),
                (Some(2.0), Some(0.0)),
                "{a:?} {c:?} {inside}"
            );
            if c.is_some() {
                assert_eq!(of_node(&flow, &found, "wc")[1], 2.0);
            }
        }
    }
    // What interrupts ends the waiting.
    for inside in [false, true] {
        let flow = waits_in_vain(None, Some(boundary("30", false)), inside);
        assert_eq!(leads(&flow, &times), [42.0, 42.0]);
    }
}

#[test]
fn a_message_for_who_was_interrupted_stays_in_the_box() {
    let boundary = json!({"kind": "event", "event": "boundary", "trigger": "timer", "waiting": "10",
        "attached_to": "c"});
    let office = [("s2", start()), ("d1", work("20")), ("e2", end())];
    let other = [("s1", start()), ("c", receive()), ("e1", end())];
    let late = [("b", boundary), ("w", work("60")), ("e3", end())];
    let mut rows = other.to_vec();
    rows.extend(late);
    let mut drawn = pools(&[("p", &rows), ("q", &office)], &[("d1", "c")]);
    // Two rows of one pool: no line from the end of the first to the event at the boundary.
    drawn = crate::helper::changed(&drawn, |document| {
        let lines = document["sequence_flows"].as_array_mut().unwrap();
        lines.retain(|line| line["from"] != "e1");
    });
    let times = recorded(&["09:00", "09:30"], json!({}));
    let found = outcome(&drawn, &times);
    assert_eq!(found.leads(), [70.0, 70.0]);
    assert_eq!(
        of_node(&drawn, &found, "c"),
        [2.0, 2.0, 0.0, 0.0, 0.0, 20.0, 0.0]
    );
    assert_eq!(of_node(&drawn, &found, "w")[..3], [2.0, 2.0, 120.0]);
}

/// Two steps that an inclusive gateway joins, and works side by side beside them; `d` behind the join.
fn beside_a_join(kind: &str) -> Flow {
    let several =
        json!({"kind": "activity", "work": "5", "waiting": "0", "repetition": "parallel"});
    flow(
        &[
            ("s", start()),
            ("p", gateway("parallel")),
            ("a", work("1")),
            ("b", work("20")),
            ("c", several),
            ("j", gateway(kind)),
            ("d", work("3")),
            ("k", gateway("parallel")),
            ("e", end()),
        ],
        &[
            ("s", "p", ""),
            ("p", "a", ""),
            ("p", "b", ""),
            ("p", "c", ""),
            ("a", "j", ""),
            ("b", "j", ""),
            ("j", "d", ""),
            ("d", "k", ""),
            ("c", "k", ""),
            ("k", "e", ""),
        ],
    )
}

#[test]
fn works_side_by_side_are_nothing_to_the_joins_around_them() {
    for kind in ["inclusive", "parallel"] {
        let flow = beside_a_join(kind);
        for (times, staff) in [("1", json!([])), ("3", json!([])), ("3", people(4))] {
            let more = json!({"staff": staff, "repetitions": [{"node": "c", "times": {"kind": "constant", "value": times}}]});
            let found = outcome(&flow, &recorded(&["09:00", "09:30", "09:35"], more));
            assert_eq!(found.leads(), [23.0; 3], "{kind} {times} {staff}");
            let often = 3.0 * times.parse::<f64>().unwrap();
            assert_eq!(
                of_node(&flow, &found, "c")[..3],
                [often, often, 5.0 * often]
            );
            assert_eq!(of_node(&flow, &found, "d")[..3], [3.0, 3.0, 9.0]);
        }
    }
    // Once side by side is once.
    let room = |times: &str| {
        let more =
            json!({"repetitions": [{"node": "c", "times": {"kind": "constant", "value": times}}]});
        outcome(&beside_a_join("parallel"), &recorded(&["09:00"], more))
            .room()
            .instances
    };
    assert_eq!((room("1"), room("2")), (1, 2));
}

#[test]
fn an_end_that_stops_a_run_of_a_sub_process_does_not_stop_the_others() {
    let inside = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let stop = json!({"kind": "event", "event": "end", "trigger": "terminate"});
    for (mark, lead, worked) in [("sequential", 16.0, 15.0), ("parallel", 6.0, 15.0)] {
        let drawn = flow(
            &[
                ("s", start()),
                ("sub", json!({"kind": "sub_process", "repetition": mark})),
                ("z", work("1")),
                ("e", end()),
                ("si", inside(start())),
                ("a", inside(work("5"))),
                ("x", inside(stop.clone())),
            ],
            &[
                ("s", "sub", ""),
                ("sub", "z", ""),
                ("z", "e", ""),
                ("si", "a", ""),
                ("a", "x", ""),
            ],
        );
        let more =
            json!({"repetitions": [{"node": "sub", "times": {"kind": "constant", "value": "3"}}]});
        let found = outcome(&drawn, &recorded(&["09:00"], more));
        assert_eq!(found.leads(), [lead], "{mark}");
        assert_eq!(of_node(&drawn, &found, "a")[2], worked);
        assert_eq!(
            of_node(&drawn, &found, "sub")[..2],
            [if mark == "parallel" { 1.0 } else { 3.0 }; 2]
        );
    }
}

#[test]
fn a_start_that_takes_time_is_waited_for() {
    let late = json!({"kind": "event", "event": "start", "trigger": "timer", "waiting": "10"});
    let drawn = flow(
        &[("s", late), ("a", work("5")), ("e", end())],
        &[("s", "a", ""), ("a", "e", "")],
    );
    let found = outcome(&drawn, &recorded(&["09:00"], json!({})));
    assert_eq!(found.leads(), [15.0]);
    assert_eq!(of_node(&drawn, &found, "s")[5], 10.0);
}

#[test]
fn a_line_from_a_split_straight_to_a_join() {
    for kind in ["parallel", "inclusive"] {
        let drawn = flow(
            &[
                ("s", start()),
                ("p", gateway("parallel")),
                ("a", work("7")),
                ("k", gateway(kind)),
                ("e", end()),
            ],
            &[
                ("s", "p", ""),
                ("p", "a", ""),
                ("p", "k", ""),
                ("a", "k", ""),
                ("k", "e", ""),
            ],
        );
        assert_eq!(leads(&drawn, &recorded(&THREE, json!({}))), [7.0; 3]);
    }
}

#[test]
fn a_time_of_a_process_that_has_ended_is_nothing_to_what_comes_after_it() {
    // One person for works side by side, from nine to five past ten and from one; two cases at nine, and two at ten that
    // use again what those have left, and go on while the reminders of the first would come, and their own.
    let several =
        json!({"kind": "activity", "work": "15", "waiting": "0", "repetition": "parallel"});
    let drawn = with_events(
        &[
            ("s", start()),
            ("b", work("1")),
            ("c", several),
            ("e", end()),
        ],
        &[("s", "b", ""), ("b", "c", ""), ("c", "e", "")],
        &[("h", timer("70", true), "", "3")],
    );
    let mut staff = people(1);
    staff[0]["nodes"] = json!(["c"]);
    staff[0]["hours"] =
        json!({"monday": [{"from": "09:00", "to": "10:05"}, {"from": "13:00", "to": "17:00"}]});
    let more = json!({"staff": staff,
        "repetitions": [{"node": "c", "times": {"kind": "constant", "value": "2"}}]});
    let found = outcome(
        &drawn,
        &recorded(&["09:00", "09:00", "10:02", "10:02"], more),
    );
    assert_eq!(found.figure(Whole::Stuck), Some(0.0));
    assert_eq!(found.leads(), [31.0, 61.0, 206.0, 236.0]);
    assert_eq!(of_node(&drawn, &found, "hw")[..2], [2.0, 2.0]);
}
