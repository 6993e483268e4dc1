//! Joins: which tokens are waited for, in long flows, in runs side by side, and in places that were used before.

use crate::helper::{end, flow, gateway, leads, of_node, outcome, people, recorded, start, work};
use serde_json::{Value, json};
use tosei_bpr::Flow;

#[derive(Default)]
struct Drawing {
    nodes: Vec<(String, Value)>,
    lines: Vec<(String, String, String)>,
}

impl Drawing {
    fn node(&mut self, id: &str, is: Value) {
        self.nodes.push((id.to_owned(), is));
    }

    fn line(&mut self, from: &str, to: &str, share: &str) {
        self.lines
            .push((from.to_owned(), to.to_owned(), share.to_owned()));
    }

    /// So many steps of a minute behind a node; the last of them.
    fn row(&mut self, from: &str, prefix: &str, count: usize) -> String {
        let mut last = from.to_owned();
        for at in 0..count {
            let id = format!("{prefix}{at}");
            self.node(&id, work("1"));
            self.line(&last, &id, "");
            last = id;
        }
        last
    }

    fn flow(&self) -> Flow {
        let nodes: Vec<(&str, Value)> = self
            .nodes
            .iter()
            .map(|(id, is)| (id.as_str(), is.clone()))
            .collect();
        let lines = self.lines.iter();
        let lines: Vec<_> = lines
            .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
            .collect();
        flow(&nodes, &lines)
    }
}

/// A row of steps, and then two rows side by side, and a step behind them.
fn rows(before: usize, one: usize, other: usize, kind: &str) -> Flow {
    let mut drawing = Drawing::default();
    let share = if kind == "inclusive" { "1" } else { "" };
    drawing.node("s", start());
    let last = drawing.row("s", "n", before);
    drawing.node("g1", gateway(kind));
    drawing.line(&last, "g1", "");
    drawing.node("g2", gateway(kind));
    for (prefix, count) in [("a", one), ("b", other)] {
        let first = format!("{prefix}0");
        drawing.node(&first, work("1"));
        drawing.line("g1", &first, share);
        let last = drawing.row(&first, &format!("{prefix}x"), count - 1);
        drawing.line(&last, "g2", "");
    }
    drawing.node("z", work("1"));
    drawing.line("g2", "z", "");
    drawing.node("e", end());
    drawing.line("z", "e", "");
    drawing.flow()
}

#[test]
fn rows_of_any_length() {
    // Lines are looked up by 64: with rows before, the join's are in the first, the second, the third of them.
    for kind in ["inclusive", "parallel"] {
        for (before, one, other) in [
            (1, 3, 5),
            (40, 30, 4),
            (55, 12, 9),
            (61, 1, 2),
            (64, 2, 1),
            (100, 40, 3),
            (3, 130, 1),
        ] {
            let flow = rows(before, one, other, kind);
            let found = outcome(&flow, &recorded(&["09:00", "09:03"], json!({})));
            let count = |number: usize| f64::from(u32::try_from(number).unwrap());
            let lead = count(before + one.max(other) + 1);
            assert_eq!(found.leads(), [lead, lead], "{kind} {before} {one} {other}");
            assert_eq!(of_node(&flow, &found, "z")[0], 2.0);
        }
    }
}

#[test]
fn an_inclusive_join_in_a_loop() {
    // Branches of 10 and 25 minutes, of which the second may come back to itself; three in four do not.
    let mut drawing = Drawing::default();
    for (id, is) in [
        ("s", start()),
        ("i1", gateway("inclusive")),
        ("a", work("10")),
        ("x1", gateway("exclusive")),
        ("b", work("25")),
        ("x2", gateway("exclusive")),
        ("i2", gateway("inclusive")),
        ("z", work("1")),
        ("e", end()),
    ] {
        drawing.node(id, is);
    }
    for (from, to, share) in [
        ("s", "i1", ""),
        ("i1", "a", "1"),
        ("i1", "x1", "1"),
        ("x1", "b", ""),
        ("b", "x2", ""),
        ("x2", "x1", "0.25"),
        ("x2", "i2", "0.75"),
        ("a", "i2", ""),
        ("i2", "z", ""),
        ("z", "e", ""),
    ] {
        drawing.line(from, to, share);
    }
    let flow = drawing.flow();
    let found = outcome(&flow, &recorded(&["09:00"; 200], json!({})));
    let [visits, _, minutes, ..] = of_node(&flow, &found, "b");
    assert_eq!(of_node(&flow, &found, "z")[0], 200.0);
    assert_eq!(minutes, 25.0 * visits);
    assert_eq!(found.leads().iter().sum::<f64>(), minutes + 200.0);
    assert!((visits - 200.0 / 0.75).abs() < 50.0, "{visits}");
    let rounds = found.leads().iter().map(|lead| (lead - 1.0) / 25.0);
    assert!(
        rounds
            .into_iter()
            .all(|rounds| rounds.fract() == 0.0 && rounds >= 1.0)
    );
}

#[test]
fn an_inclusive_join_behind_a_choice() {
    // One of the branches ends by itself: nothing more can come, and the other goes on.
    let mut drawing = Drawing::default();
    for (id, is) in [
        ("s", start()),
        ("i1", gateway("inclusive")),
        ("a", work("10")),
        ("b", work("25")),
        ("x", gateway("exclusive")),
        ("i2", gateway("inclusive")),
        ("z", work("1")),
        ("e1", end()),
        ("e2", end()),
    ] {
        drawing.node(id, is);
    }
    let with = |on: &str, off: &str| {
        let mut drawing = Drawing {
            nodes: drawing.nodes.clone(),
            lines: Vec::new(),
        };
        for (from, to, share) in [
            ("s", "i1", ""),
            ("i1", "a", "1"),
            ("i1", "b", "1"),
            ("a", "i2", ""),
            ("b", "x", ""),
            ("x", "i2", on),
            ("x", "e2", off),
            ("i2", "z", ""),
            ("z", "e1", ""),
        ] {
            drawing.line(from, to, share);
        }
        let flow = drawing.flow();
        let found = outcome(&flow, &recorded(&["09:00"], json!({})));
        (found.leads().to_vec(), of_node(&flow, &found, "z")[0])
    };
    assert_eq!(with("1", "0"), (vec![26.0], 1.0));
    assert_eq!(with("0", "1"), (vec![26.0], 1.0));
}

/// `sub` with two branches of 10 and 25 minutes, repeated; one minute behind it.
fn repeated(mark: &str, kind: &str) -> Flow {
    let of = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let share = if kind == "inclusive" { "1" } else { "" };
    flow(
        &[
            ("s", start()),
            ("sub", json!({"kind": "sub_process", "repetition": mark})),
            ("z", work("1")),
            ("e", end()),
            ("s1", of(start())),
            ("g1", of(gateway(kind))),
            ("a", of(work("10"))),
            ("b", of(work("25"))),
            ("g2", of(gateway(kind))),
            ("c", of(work("2"))),
            ("e1", of(end())),
        ],
        &[
            ("s", "sub", ""),
            ("sub", "z", ""),
            ("z", "e", ""),
            ("s1", "g1", ""),
            ("g1", "a", share),
            ("g1", "b", share),
            ("a", "g2", ""),
            ("b", "g2", ""),
            ("g2", "c", ""),
            ("c", "e1", ""),
        ],
    )
}

#[test]
fn each_run_of_a_sub_process_has_its_own_joins() {
    let times =
        json!({"repetitions": [{"node": "sub", "times": {"kind": "constant", "value": "3"}}]});
    for kind in ["parallel", "inclusive"] {
        let found = |mark: &str| {
            let flow = repeated(mark, kind);
            let found = outcome(&flow, &recorded(&["09:00", "09:05"], times.clone()));
            let sub = of_node(&flow, &found, "sub");
            (
                found.leads().to_vec(),
                of_node(&flow, &found, "c")[0],
                [sub[0], sub[1]],
            )
        };
        let one_after_another = (vec![82.0, 82.0], 6.0, [6.0, 6.0]);
        assert_eq!(found("sequential"), one_after_another, "{kind}");
        assert_eq!(found("loop"), one_after_another);
        assert_eq!(
            found("parallel"),
            (vec![28.0, 28.0], 6.0, [2.0, 2.0]),
            "{kind}"
        );
    }
}

#[test]
fn what_waited_at_a_join_is_gone_with_its_case() {
    // Of the first case only the branch by nobody comes to the join, and then it is too late; the second case begins
    // with an empty join: its staff is there, and faster.
    let of = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let timer = json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "sub",
        "waiting": "15"});
    for kind in ["parallel", "inclusive"] {
        let share = if kind == "inclusive" { "1" } else { "" };
        let flow = flow(
            &[
                ("s", start()),
                ("sub", json!({"kind": "sub_process"})),
                ("z", work("1")),
                ("e", end()),
                ("t", timer.clone()),
                ("e2", end()),
                ("s1", of(start())),
                ("g1", of(gateway(kind))),
                ("a", of(work("10"))),
                ("b", of(work("5"))),
                ("g2", of(gateway(kind))),
                ("e1", of(end())),
            ],
            &[
                ("s", "sub", ""),
                ("sub", "z", ""),
                ("z", "e", ""),
                ("t", "e2", ""),
                ("s1", "g1", ""),
                ("g1", "a", share),
                ("g1", "b", share),
                ("a", "g2", ""),
                ("b", "g2", ""),
                ("g2", "e1", ""),
            ],
        );
        let mut staff = people(2);
        staff[0]["nodes"] = json!(["b"]);
        staff[0]["hours"] = json!({"monday": [{"from": "10:00", "to": "12:00"}]});
        let times = ["09:00", "09:01", "10:30", "10:31"];
        let parameters = recorded(&times, json!({"staff": staff}));
        assert_eq!(
            leads(&flow, &parameters),
            [15.0, 15.0, 11.0, 11.0],
            "{kind}"
        );
    }
}

#[test]
fn branches_that_come_to_the_join_twice() {
    // A split before the split: each branch comes to the join twice, and it is passed twice.
    let flow = flow(
        &[
            ("s", start()),
            ("p0", gateway("parallel")),
            ("a", work("10")),
            ("b", work("30")),
            ("x", gateway("exclusive")),
            ("c", work("1")),
            ("e", end()),
        ],
        &[
            ("s", "p0", ""),
            ("p0", "a", ""),
            ("p0", "b", ""),
            ("a", "x", ""),
            ("b", "x", ""),
            ("x", "c", ""),
            ("c", "e", ""),
        ],
    );
    let refused = crate::helper::refused(&flow, &recorded(&["09:00"], json!({})));
    assert_eq!(refused.code(), "bpr.simulate.unsound");
}

#[test]
fn what_waits_at_a_join_is_interrupted_too() {
    // After twenty minutes, when one branch has come to the join and the other is at work.
    let of = |mut is: Value| {
        is["@parent"] = json!("h");
        is
    };
    let timer = json!({"kind": "event", "event": "start", "trigger": "timer", "waiting": "20"});
    for kind in ["parallel", "inclusive"] {
        let share = if kind == "inclusive" { "1" } else { "" };
        let flow = flow(
            &[
                ("s", start()),
                ("g1", gateway(kind)),
                ("a", work("10")),
                ("b", work("60")),
                ("g2", gateway(kind)),
                ("z", work("1")),
                ("e", end()),
                ("h", json!({"kind": "sub_process", "by_event": true})),
                ("hs", of(timer.clone())),
                ("hw", of(work("7"))),
                ("he", of(end())),
            ],
            &[
                ("s", "g1", ""),
                ("g1", "a", share),
                ("g1", "b", share),
                ("a", "g2", ""),
                ("b", "g2", ""),
                ("g2", "z", ""),
                ("z", "e", ""),
                ("hs", "hw", ""),
                ("hw", "he", ""),
            ],
        );
        let found = outcome(&flow, &recorded(&["09:00", "09:15", "10:00"], json!({})));
        assert_eq!(found.leads(), [27.0; 3], "{kind}");
        assert_eq!(
            (
                of_node(&flow, &found, "z")[0],
                of_node(&flow, &found, "b")[2]
            ),
            (0.0, 60.0)
        );
    }
}
