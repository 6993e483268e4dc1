//! How often something is done: rounding, frequencies, and sub-processes that are repeated.

use crate::helper::{
    assumed, chain, end, flow, leads, merge, of_node, outcome, people, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure as Whole, simulate},
};

fn times(node: &str, value: &str) -> Value {
    json!({"repetitions": [{"node": node, "times": {"kind": "constant", "value": value}}]})
}

fn marked(mark: &str, more: Value) -> Flow {
    let mut step = work("10");
    step["repetition"] = json!(mark);
    merge(&mut step, more);
    chain(&[("a", step)])
}

/// `start → sub → end`; within one step of ten minutes.
fn inside(mark: &str) -> Flow {
    let of = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let mut sub = json!({"kind": "sub_process"});
    if !mark.is_empty() {
        sub["repetition"] = json!(mark);
    }
    flow(
        &[
            ("s", start()),
            ("sub", sub),
            ("e", end()),
            ("s1", of(start())),
            ("a", of(work("10"))),
            ("e1", of(end())),
        ],
        &[
            ("s", "sub", ""),
            ("sub", "e", ""),
            ("s1", "a", ""),
            ("a", "e1", ""),
        ],
    )
}

#[test]
fn a_number_of_times_is_rounded_and_never_none() {
    for (value, often) in [
        ("0", 1.0),
        ("0.4", 1.0),
        ("1", 1.0),
        ("1.4", 1.0),
        ("1.5", 2.0),
        ("2.49", 2.0),
        ("2.5", 3.0),
        ("7", 7.0),
    ] {
        let of = |flow: &Flow, node: &str| {
            let found = outcome(flow, &recorded(&["09:00"], times(node, value)));
            let [visits, done, minutes, ..] = of_node(flow, &found, "a");
            assert_eq!(
                (visits, done, minutes),
                (often, often, 10.0 * often),
                "{value}"
            );
            found.leads()[0]
        };
        for mark in ["loop", "sequential"] {
            assert_eq!(of(&marked(mark, json!({})), "a"), 10.0 * often, "{value}");
            assert_eq!(of(&inside(mark), "sub"), 10.0 * often, "{value}");
        }
        assert_eq!(of(&marked("parallel", json!({})), "a"), 10.0, "{value}");
        assert_eq!(of(&inside("parallel"), "sub"), 10.0, "{value}");
    }
    let wrong = json!({"repetitions": [{"node": "a", "times": {"kind": "uniform", "from": "3", "to": "2"}}]});
    let error = simulate(&marked("loop", json!({})), &recorded(&["09:00"], wrong)).unwrap_err();
    assert_eq!(error.code(), "bpr.simulate.distribution");
    assert!(error.to_string().contains("`a`"), "{error}");
}

#[test]
fn works_side_by_side_share_the_staff() {
    for (count, lead) in [(1, 30.0), (2, 20.0), (3, 10.0), (4, 10.0)] {
        let mut more = times("a", "3");
        more["staff"] = people(count);
        let flow = marked("parallel", json!({}));
        let found = outcome(&flow, &recorded(&["09:00"], more.clone()));
        assert_eq!(found.leads(), [lead], "{count}");
        assert_eq!((found.staff()[0].begun, found.staff()[0].worked), (3, 30.0));
        assert_eq!(found.room().instances, 2);
        more["repetitions"][0]["node"] = json!("sub");
        assert_eq!(
            leads(&inside("parallel"), &recorded(&["09:00"], more)),
            [lead],
            "{count}"
        );
    }
    // Both cases are done when the last of their works is.
    let mut more = times("a", "2");
    more["staff"] = people(3);
    let flow = marked("parallel", json!({}));
    assert_eq!(
        leads(&flow, &recorded(&["09:00", "09:00"], more)),
        [10.0, 20.0]
    );
}

#[test]
fn a_frequency_says_how_often() {
    let step = |frequency: &str| marked("loop", json!({"frequency": frequency}));
    let of = |flow: &Flow, more: Value| {
        let found = run(flow, &recorded(&["09:00"], more));
        (found.outcomes()[0].leads()[0], assumed(&found))
    };
    let somebody = "always_somebody a".to_owned();
    // With a frequency nothing is said of the mark, unless its number is given: both then.
    assert_eq!(of(&step("3"), json!({})), (30.0, vec![somebody.clone()]));
    assert_eq!(
        of(&step("3"), times("a", "2")),
        (60.0, vec![somebody.clone()])
    );
    let once = "once_for_repetition a".to_owned();
    assert_eq!(
        of(&marked("loop", json!({})), json!({})),
        (10.0, vec![somebody.clone(), once])
    );
    let (lead, made) = of(&step("2.5"), json!({}));
    assert!([20.0, 30.0].contains(&lead));
    assert_eq!(made, [somebody, "frequency_by_chance a".to_owned()]);
    // Half of the cases once more.
    let flow = step("2.5");
    let found = outcome(&flow, &recorded(&["09:00"; 400], json!({})));
    let more = found.leads().iter().filter(|lead| **lead == 30.0).count();
    assert!(more.abs_diff(200) < 50, "{more}");
    assert!(found.leads().iter().all(|lead| [20.0, 30.0].contains(lead)));
    // Less than once, and staff that is not asked for nothing.
    let rare = marked("loop", json!({"frequency": "0.25", "cash_yen": 100}));
    let parameters = recorded(&["09:00"; 400], json!({"staff": people(400)}));
    let found = outcome(&rare, &parameters);
    let done = found.leads().iter().filter(|lead| **lead == 10.0).count();
    let idle = found.leads().iter().filter(|lead| **lead == 0.0).count();
    assert_eq!(
        (done + idle, u64::try_from(done).unwrap()),
        (400, found.staff()[0].begun)
    );
    assert!(done.abs_diff(100) < 44, "{done}");
    let count = f64::from(u32::try_from(done).unwrap());
    assert!((found.figure(Whole::CashPerCase).unwrap() - count / 4.0).abs() < 1e-9);
    // Each time has a length of its own.
    let uniform = json!({"frequency": "2", "work": {"kind": "uniform", "from": "0", "to": "100"}});
    let flow = marked("loop", uniform);
    let found = outcome(&flow, &recorded(&["09:00"; 400], json!({})));
    let leads = found.leads();
    let mean = leads.iter().sum::<f64>() / 400.0;
    assert!((mean - 100.0).abs() < 11.0, "{mean}");
    // The sum of two has half of the variance of the double of one: 1,667 minutes squared, not 3,333.
    let variance = leads.iter().map(|lead| (lead - mean).powi(2)).sum::<f64>() / 399.0;
    assert!((variance - 10_000.0 / 6.0).abs() < 500.0, "{variance}");
}

#[test]
fn a_question_after_each_time() {
    // Ten minutes and a hundred for the reply, three times.
    let mut more = times("a", "3");
    more["corrections"] = json!([{"place": {"kind": "after", "node": "a", "share": "1",
        "reply": {"kind": "constant", "value": "100"}}}]);
    let flow = marked("sequential", json!({}));
    let found = outcome(&flow, &recorded(&["09:00"], more.clone()));
    assert_eq!(found.leads(), [330.0]);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [3.0, 3.0, 30.0, 0.0, 0.0, 300.0, 0.0]
    );
    let flow = marked("parallel", json!({}));
    let found = outcome(&flow, &recorded(&["09:00"], more.clone()));
    assert_eq!(found.leads(), [110.0]);
    assert_eq!(
        of_node(&flow, &found, "a"),
        [3.0, 3.0, 30.0, 0.0, 0.0, 300.0, 0.0]
    );
    // Never asked.
    more["corrections"][0]["place"]["share"] = json!("0");
    assert_eq!(
        leads(
            &marked("sequential", json!({})),
            &recorded(&["09:00"], more.clone())
        ),
        [30.0]
    );
    // A step that is always done again is never left.
    more["corrections"][0]["place"]["again"] = json!(true);
    more["corrections"][0]["place"]["share"] = json!("1");
    let error = simulate(
        &marked("loop", json!({})),
        &recorded(&["09:00"], more.clone()),
    )
    .unwrap_err();
    assert_eq!(error.code(), "bpr.simulate.endless_loop");
    assert_eq!(error.to_string(), "the loop of `a` is never left");
    more["corrections"][0]["place"]["share"] = json!("0.999");
    more["corrections"][0]["place"]["reply"] = json!({"kind": "constant", "value": "0"});
    assert!(simulate(&marked("loop", json!({})), &recorded(&["09:00"], more)).is_ok());
}

#[test]
fn sub_processes_within_each_other() {
    let of = |parent: &str, mut is: Value| {
        is["@parent"] = json!(parent);
        is
    };
    let sub = |mark: &str| json!({"kind": "sub_process", "repetition": mark});
    let nested = |outer: &str, inner: &str| {
        flow(
            &[
                ("s", start()),
                ("one", sub(outer)),
                ("e", end()),
                ("s1", of("one", start())),
                ("two", of("one", sub(inner))),
                ("e1", of("one", end())),
                ("s2", of("two", start())),
                ("a", of("two", work("10"))),
                ("e2", of("two", end())),
            ],
            &[
                ("s", "one", ""),
                ("one", "e", ""),
                ("s1", "two", ""),
                ("two", "e1", ""),
                ("s2", "a", ""),
                ("a", "e2", ""),
            ],
        )
    };
    let all = json!({"repetitions": [
        {"node": "one", "times": {"kind": "constant", "value": "2"}},
        {"node": "two", "times": {"kind": "constant", "value": "3"}}]});
    for (outer, inner, lead) in [
        ("sequential", "sequential", 60.0),
        ("sequential", "parallel", 20.0),
        ("parallel", "sequential", 30.0),
        ("parallel", "parallel", 10.0),
    ] {
        let flow = nested(outer, inner);
        let found = outcome(&flow, &recorded(&["09:00", "09:01"], all.clone()));
        assert_eq!(found.leads(), [lead, lead], "{outer} {inner}");
        assert_eq!(of_node(&flow, &found, "a")[0], 12.0);
        let visits = |mark: &str, around: f64, each: f64| {
            if mark == "parallel" {
                around
            } else {
                around * each
            }
        };
        assert_eq!(of_node(&flow, &found, "one")[0], visits(outer, 2.0, 2.0));
        assert_eq!(of_node(&flow, &found, "two")[0], visits(inner, 4.0, 3.0));
    }
}

#[test]
fn an_empty_sub_process_takes_no_time() {
    let empty = chain(&[
        ("a", work("5")),
        ("sub", json!({"kind": "sub_process"})),
        ("b", work("7")),
    ]);
    let found = outcome(&empty, &recorded(&["09:00", "09:01"], json!({})));
    assert_eq!(found.leads(), [12.0, 12.0]);
    assert_eq!(of_node(&empty, &found, "sub")[..2], [2.0, 2.0]);
    let mut sub = json!({"kind": "sub_process", "repetition": "parallel"});
    let flow = chain(&[("a", work("5")), ("sub", sub.clone())]);
    assert_eq!(
        leads(&flow, &recorded(&["09:00"], times("sub", "4"))),
        [5.0]
    );
    sub["repetition"] = json!("loop");
    let flow = chain(&[("a", work("5")), ("sub", sub)]);
    assert_eq!(
        leads(&flow, &recorded(&["09:00"], times("sub", "4"))),
        [5.0]
    );
}
