//! What is assumed where nothing is said, each with its step, and what is refused instead.

use crate::helper::{
    assumed, chain, changed, end, flow, gateway, merge, people, recorded, refused, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{Flow, simulate::SimulationAssumptionKind as Assumed};
use tosei_types::Language;

fn step(more: Value) -> Flow {
    let mut step = json!({"kind": "activity"});
    merge(&mut step, more);
    chain(&[("a", step)])
}

/// What is assumed if that is allowed, and the code where it is not.
fn found(flow: &Flow, more: Value) -> (Vec<String>, Vec<f64>) {
    let mut all = json!({"options": {"unknown_work": "none", "unknown_waiting": "none",
        "unknown_branches": "equal", "unknown_boundary": "never"}});
    merge(&mut all, more);
    let found = run(flow, &recorded(&["09:00"], all));
    (assumed(&found), found.outcomes()[0].leads().to_vec())
}

#[test]
fn nothing_is_assumed_where_all_is_said() {
    let staff = || json!({"staff": people(1)});
    assert_eq!(
        found(&step(json!({"work": "10", "waiting": "0"})), staff()),
        (vec![], vec![10.0])
    );
    assert_eq!(
        found(&step(json!({"work": "10"})), staff()),
        (vec![], vec![10.0])
    );
    assert_eq!(
        found(&step(json!({"work": "0", "waiting": "5"})), json!({})),
        (vec![], vec![5.0])
    );
    let automated = json!({"marks": ["automated"], "waiting": "3"});
    assert_eq!(found(&step(automated), json!({})), (vec![], vec![3.0]));
}

#[test]
fn each_assumption_names_its_step() {
    let staff = || json!({"staff": people(1)});
    let one = |made: &str| vec![made.to_owned()];
    for (flow, more, made, lead) in [
        (step(json!({"waiting": "4"})), json!({}), "no_work a", 4.0),
        (step(json!({"work": "0"})), json!({}), "no_waiting a", 0.0),
        (
            step(json!({"work": "10", "waiting": "5"})),
            staff(),
            "queue_for_waiting a",
            10.0,
        ),
        (
            step(json!({"work": "10", "waiting": "0"})),
            json!({}),
            "always_somebody a",
            10.0,
        ),
        (
            step(json!({"work": "0", "waiting": "7", "repetition": "loop"})),
            json!({}),
            "once_for_repetition a",
            7.0,
        ),
        (
            step(json!({"work": {"from": "6", "to": "6"}})),
            staff(),
            "range_as_uniform a",
            6.0,
        ),
    ] {
        assert_eq!(found(&flow, more), (one(made), vec![lead]));
    }
    // Of the days, and of no step.
    let late = json!({"first_day": "2028-06-05", "beyond_holidays": "by_rule"});
    let flow = step(json!({"work": "10"}));
    let provisional = run(
        &flow,
        &recorded(&["2028-06-05T09:00"], {
            let mut all = staff();
            merge(&mut all, late);
            all
        }),
    );
    assert_eq!(assumed(&provisional), ["provisional_holidays"]);
    let complex = step_between("complex");
    assert_eq!(
        found(&complex, json!({})).0,
        ["complex_as_inclusive g1", "complex_as_inclusive g2"]
    );
    for kind in ["inclusive", "parallel"] {
        assert_eq!(
            found(&step_between(kind), json!({})).0,
            Vec::<String>::new(),
            "{kind}"
        );
    }
}

/// Two steps between two gateways.
fn step_between(kind: &str) -> Flow {
    let share = if kind == "parallel" { "" } else { "1" };
    flow(
        &[
            ("s", start()),
            ("g1", gateway(kind)),
            ("a", work("0")),
            ("b", work("0")),
            ("g2", gateway(kind)),
            ("e", end()),
        ],
        &[
            ("s", "g1", ""),
            ("g1", "a", share),
            ("g1", "b", share),
            ("a", "g2", ""),
            ("b", "g2", ""),
            ("g2", "e", ""),
        ],
    )
}

#[test]
fn what_is_refused_instead() {
    let staff = || json!({"staff": people(1)});
    let code = |flow: &Flow, more: Value| {
        let error = refused(flow, &recorded(&["09:00"], more));
        assert!(error.to_string().contains("`a`"), "{error}");
        error.code().trim_start_matches("bpr.simulate.").to_owned()
    };
    assert_eq!(
        code(&step(json!({"waiting": "4"})), json!({})),
        "unknown_work"
    );
    assert_eq!(
        code(&step(json!({"waiting": "4"})), staff()),
        "unknown_work"
    );
    assert_eq!(
        code(&step(json!({"work": "0"})), json!({})),
        "unknown_waiting"
    );
    assert_eq!(
        code(&step(json!({"work": "10"})), json!({})),
        "unknown_waiting"
    );
    let refuse = || json!({"options": {"unstaffed": "refuse"}});
    assert_eq!(
        code(&step(json!({"work": "1", "waiting": "0"})), refuse()),
        "nobody_works"
    );
    // Given by the parameters it is known.
    let times = |key: &str| json!({"times": [{"node": "a", key: "2"}]});
    assert_eq!(
        found(&step(json!({"waiting": "4"})), times("work")).1,
        [6.0]
    );
    assert_eq!(
        found(&step(json!({"work": "3"})), times("waiting")).1,
        [5.0]
    );
    let (made, _) = found(&step(json!({"work": "3"})), times("waiting"));
    assert_eq!(made, ["always_somebody a"]);
}

#[test]
fn events_that_are_awaited() {
    let event = |position: &str, trigger: &str| {
        let is = json!({"kind": "event", "event": position, "trigger": trigger});
        chain(&[("a", is), ("b", work("0"))])
    };
    for trigger in ["message", "timer", "conditional", "signal", "multiple"] {
        let flow = event("catch", trigger);
        let error = refused(&flow, &recorded(&["09:00"], json!({})));
        assert_eq!(error.code(), "bpr.simulate.unknown_waiting", "{trigger}");
        assert_eq!(
            found(&flow, json!({})),
            (vec!["no_waiting a".to_owned()], vec![0.0])
        );
        let timed = changed(&flow, |document| {
            document["nodes"][1]["is"]["waiting"] = json!("8");
        });
        assert_eq!(found(&timed, json!({})), (vec![], vec![8.0]), "{trigger}");
    }
    for (position, trigger) in [
        ("catch", "none"),
        ("throw", "message"),
        ("throw", "signal"),
        ("throw", "escalation"),
    ] {
        let found = run(&event(position, trigger), &recorded(&["09:00"], json!({})));
        assert_eq!(found.outcomes()[0].leads(), [0.0], "{position} {trigger}");
        assert_eq!(assumed(&found), Vec::<String>::new());
    }
}

#[test]
fn a_race_needs_times_or_messages() {
    let race = |timer: Option<&str>| {
        let mut late = json!({"kind": "event", "event": "catch", "trigger": "timer"});
        if let Some(minutes) = timer {
            late["waiting"] = json!(minutes);
        }
        let reply =
            json!({"kind": "event", "event": "catch", "trigger": "conditional", "waiting": "50"});
        flow(
            &[
                ("s", start()),
                ("g", gateway("event_based")),
                ("c", reply),
                ("a", late),
                ("e1", end()),
                ("e2", end()),
            ],
            &[
                ("s", "g", ""),
                ("g", "c", ""),
                ("g", "a", ""),
                ("c", "e1", ""),
                ("a", "e2", ""),
            ],
        )
    };
    let error = refused(&race(None), &recorded(&["09:00"], json!({})));
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            "bpr.simulate.unknown_waiting",
            "the waiting time of `a` is unknown"
        )
    );
    let lead = |timer: &str, more: Value| found(&race(Some(timer)), more).1[0];
    assert_eq!((lead("0", json!({})), lead("60", json!({}))), (0.0, 50.0));
    let given = |minutes: &str| json!({"times": [{"node": "c", "waiting": minutes}]});
    assert_eq!(
        (lead("30", given("20")), lead("30", given("40"))),
        (20.0, 30.0)
    );
}

#[test]
fn every_assumption_has_words_of_its_own() {
    let texts: Vec<(&str, &str)> = Assumed::ALL
        .iter()
        .map(|one| (one.label(Language::Ja), one.label(Language::En)))
        .collect();
    for (at, (ja, en)) in texts.iter().enumerate() {
        assert!(!ja.is_empty() && !en.is_empty());
        assert!(
            texts[..at]
                .iter()
                .all(|(one, other)| one != ja && other != en),
            "{ja} {en}"
        );
    }
}
