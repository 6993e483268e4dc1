//! What chance is drawn by: the names of steps, sources and branches; and what is told at places where nothing is done.

use crate::helper::{
    chain, changed, end, flow, gateway, leads, merge, outcome, people, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure as Whole, StaffFigure},
};

fn random(name: Option<&str>) -> Value {
    let mut step = json!({"kind": "activity", "waiting": "0",
        "work": {"kind": "uniform", "from": "10", "to": "1000"}});
    if let Some(name) = name {
        step["@name"] = json!(name);
    }
    step
}

fn drawn(flow: &Flow, more: Value) -> Vec<f64> {
    leads(flow, &recorded(&["09:00", "09:01", "09:02"], more))
}

#[test]
fn steps_of_one_name_meet_the_same_chance() {
    let one =
        |id: &'static str, name: Option<&str>| drawn(&chain(&[(id, random(name))]), json!({}));
    // By its name, whatever its id.
    assert_eq!(one("a", Some("審査")), one("b", Some("審査")));
    assert_ne!(one("a", Some("審査")), one("a", Some("通知")));
    // Without a name by its id.
    assert_eq!(one("a", None), one("a", None));
    assert_ne!(one("a", None), one("b", None));
    assert_eq!(one("a", None), one("b", Some("a")), "a name like an id");
    // Where two have one name, by their ids.
    let two = |ids: [&'static str; 2], names: [&str; 2]| {
        let steps = [
            (ids[0], random(Some(names[0]))),
            (ids[1], random(Some(names[1]))),
        ];
        drawn(&chain(&steps), json!({}))
    };
    assert_eq!(
        two(["a", "b"], ["審査", "通知"]),
        two(["c", "d"], ["審査", "通知"])
    );
    assert_ne!(
        two(["a", "b"], ["審査", "審査"]),
        two(["c", "d"], ["審査", "審査"])
    );
    let both = two(["a", "b"], ["審査", "審査"]);
    assert_eq!(
        both,
        drawn(
            &chain(&[("a", random(None)), ("b", random(None))]),
            json!({})
        )
    );
    // Another seed is another chance.
    let seeded = |seed: u32| {
        drawn(
            &chain(&[("a", random(None))]),
            json!({"runs": {"seed": seed, "runs": 2}}),
        )
    };
    assert_eq!(seeded(1), seeded(1));
    assert_ne!(seeded(1), seeded(2));
}

#[test]
fn what_is_beside_a_step_does_not_change_its_chance() {
    let alone = drawn(&chain(&[("a", random(None))]), json!({}));
    let behind = drawn(&chain(&[("a", random(None)), ("z", work("0"))]), json!({}));
    assert_eq!(alone, behind);
    // Neither do the staff, nor what is drawn for something else.
    let staffed = drawn(&chain(&[("a", random(None))]), json!({"staff": people(9)}));
    assert_eq!(alone, staffed);
    let waits = json!({"times": [{"node": "a", "waiting": {"from": "0", "to": "0"}}]});
    assert_eq!(alone, drawn(&chain(&[("a", random(None))]), waits));
}

#[test]
fn branches_of_one_name_take_the_same_ways() {
    let ways = |id: &'static str, name: Option<&str>| {
        let mut split = gateway("exclusive");
        if let Some(name) = name {
            split["@name"] = json!(name);
        }
        let flow = flow(
            &[
                ("s", start()),
                (id, split),
                ("a", work("1")),
                ("b", work("2")),
                ("e1", end()),
                ("e2", end()),
            ],
            &[
                ("s", id, ""),
                (id, "a", "0.5"),
                (id, "b", "0.5"),
                ("a", "e1", ""),
                ("b", "e2", ""),
            ],
        );
        leads(&flow, &recorded(&["09:00"; 60], json!({})))
    };
    let sum = |leads: &[f64]| leads.iter().sum::<f64>();
    assert_eq!(ways("x", Some("可否")), ways("y", Some("可否")));
    assert_ne!(ways("x", None), ways("y", None));
    let found = sum(&ways("x", None));
    assert!((70.0..110.0).contains(&found), "{found}");
}

/// Monday to Tuesday; then what is put between; then until Wednesday.
fn between(nodes: &[(&str, Value)]) -> Flow {
    let mut steps = vec![("a", work("1440"))];
    steps.extend(nodes.iter().cloned());
    steps.push(("b", work("1440")));
    chain(&steps)
}

#[test]
fn every_kind_of_node_can_be_the_answer() {
    let event = |position: &str, trigger: &str| json!({"kind": "event", "event": position, "trigger": trigger});
    let deadline = |at: &str| {
        json!({"deadlines": {"answered_at": [at], "statutory": {"deadline": {"legal_basis": "条例（架空）",
            "length": {"amount": "1", "unit": "day"}, "first_day": "next_day"}}}})
    };
    for is in [
        gateway("exclusive"),
        gateway("parallel"),
        gateway("inclusive"),
        event("throw", "message"),
        event("throw", "none"),
        event("catch", "none"),
        work("0"),
        json!({"kind": "sub_process"}),
        json!({"kind": "call", "activity": {"work": "0", "waiting": "0"}}),
    ] {
        // One, two and three of them in a row: any of them answers on Tuesday.
        let row: Vec<(&str, Value)> = ["x", "y", "z"].map(|id| (id, is.clone())).to_vec();
        for count in 1..=3 {
            let flow = between(&row[..count]);
            for (id, _) in &row[..count] {
                let found = outcome(&flow, &recorded(&["09:00"], deadline(id)));
                assert_eq!(found.figure(Whole::WithinStatutory), Some(1.0), "{is} {id}");
                assert_eq!(found.leads(), [2_880.0]);
                let mut withdrawn = deadline("b");
                withdrawn["withdrawn_at"] = json!([id]);
                let found = outcome(&flow, &recorded(&["09:00"], withdrawn));
                assert_eq!(found.figure(Whole::Withdrawn), Some(1.0), "{is} {id}");
            }
            for late in ["b", "end"] {
                let found = outcome(&flow, &recorded(&["09:00"], deadline(late)));
                assert_eq!(
                    found.figure(Whole::WithinStatutory),
                    Some(0.0),
                    "{is} {late}"
                );
            }
        }
    }
}

#[test]
fn gateways_with_nothing_between_them() {
    // Splits and joins in a row, of which some do nothing.
    let flow = flow(
        &[
            ("s", start()),
            ("x1", gateway("exclusive")),
            ("p1", gateway("parallel")),
            ("x2", gateway("exclusive")),
            ("x3", gateway("exclusive")),
            ("a", work("10")),
            ("p2", gateway("parallel")),
            ("x4", gateway("exclusive")),
            ("e", end()),
        ],
        &[
            ("s", "x1", ""),
            ("x1", "p1", ""),
            ("p1", "x2", ""),
            ("p1", "a", ""),
            ("x2", "x3", ""),
            ("x3", "p2", ""),
            ("a", "p2", ""),
            ("p2", "x4", ""),
            ("x4", "e", ""),
        ],
    );
    let found = outcome(&flow, &recorded(&["09:00", "09:05"], json!({})));
    assert_eq!(found.leads(), [10.0, 10.0]);
    // A way past everything.
    let nothing = chain(&[("x", gateway("exclusive"))]);
    assert_eq!(leads(&nothing, &recorded(&["09:00"], json!({}))), [0.0]);
    let only = flow_of_two();
    assert_eq!(leads(&only, &recorded(&["09:00"], json!({}))), [0.0]);
}

fn flow_of_two() -> Flow {
    flow(&[("s", start()), ("e", end())], &[("s", "e", "")])
}

#[test]
fn a_flow_without_events_begins_with_its_first_steps() {
    let flow = flow(
        &[("a", work("10")), ("b", work("25")), ("c", work("5"))],
        &[("a", "c", "")],
    );
    // Two steps that nothing leads to begin together.
    let found = outcome(&flow, &recorded(&["09:00"], json!({})));
    assert_eq!(found.leads(), [25.0]);
    assert_eq!(found.figure(Whole::WorkPerCase), Some(40.0));
    let one = changed(&flow, |document| {
        let lines = document["sequence_flows"].as_array_mut().unwrap();
        lines.push(json!({"id": "l9", "from": "c", "to": "b"}));
    });
    assert_eq!(leads(&one, &recorded(&["09:00"], json!({}))), [40.0]);
}

#[test]
fn hours_on_duty_are_those_of_all() {
    let flow = chain(&[("a", work("60"))]);
    for (count, hours) in [(1, 48.0), (3, 144.0)] {
        let mut more = json!({"staff": people(count), "days": 2});
        merge(&mut more, json!({"drain_days": 0}));
        let found = run(&flow, &recorded(&["09:00"], more));
        let of = |figure| found.result().group("all", figure).unwrap().mean;
        assert_eq!(of(StaffFigure::DutyHours), hours);
        assert_eq!(of(StaffFigure::Utilisation), 1.0 / hours);
    }
}
