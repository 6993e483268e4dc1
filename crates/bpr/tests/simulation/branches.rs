//! Ways on by chance: shares of gateways, of steps, of events at a boundary, and what is refused.

use crate::helper::{
    assumed, end, flow, gateway, leads, merge, of_node, outcome, recorded, run, start, work,
};
use serde_json::{Value, json};
use tosei_bpr::{Flow, simulate::simulate};

const CASES: usize = 600;

/// `s → g`, with three ways of one, two and four minutes.
fn three(kind: Value, shares: [&str; 3]) -> Flow {
    flow(
        &[
            ("s", start()),
            ("g", kind),
            ("a", work("1")),
            ("b", work("2")),
            ("c", work("4")),
            ("e1", end()),
            ("e2", end()),
            ("e3", end()),
        ],
        &[
            ("s", "g", ""),
            ("g", "a", shares[0]),
            ("g", "b", shares[1]),
            ("g", "c", shares[2]),
            ("a", "e1", ""),
            ("b", "e2", ""),
            ("c", "e3", ""),
        ],
    )
}

/// How often each of the three steps is done.
fn taken(flow: &Flow, more: Value) -> [f64; 3] {
    let found = outcome(flow, &recorded(&["09:00"; CASES], more));
    ["a", "b", "c"].map(|id| of_node(flow, &found, id)[0])
}

/// Whether so many of the cases may be those of a share: five deviations.
fn may_be(found: [f64; 3], shares: [f64; 3]) {
    for (found, share) in found.into_iter().zip(shares) {
        let (expected, spread) = (600.0 * share, (600.0 * share * (1.0 - share)).sqrt());
        assert!(
            (found - expected).abs() <= 5.0 * spread,
            "{found}, not {expected}"
        );
    }
}

fn code(flow: &Flow, more: Value) -> (String, String) {
    let error = simulate(flow, &recorded(&["09:00"], more)).unwrap_err();
    (
        error.code().trim_start_matches("bpr.simulate.").to_owned(),
        error.to_string(),
    )
}

#[test]
fn one_of_several_ways() {
    let none = || json!({});
    let equal = || json!({"options": {"unknown_branches": "equal"}});
    for kind in ["exclusive", "event_based"] {
        let kind = || gateway(kind);
        for (shares, more, expected) in [
            (["0.2", "0.3", "0.5"], none(), [0.2, 0.3, 0.5]),
            (["0.5", "0.3", "0.2"], none(), [0.5, 0.3, 0.2]),
            (["1", "0", "0"], none(), [1.0, 0.0, 0.0]),
            (["0", "0", "1"], none(), [0.0, 0.0, 1.0]),
            (["0", "1", "0"], none(), [0.0, 1.0, 0.0]),
            // One without a share takes the rest.
            (["0.2", "", "0.5"], none(), [0.2, 0.3, 0.5]),
            (["", "0.2", "0.5"], none(), [0.3, 0.2, 0.5]),
            (["0.5", "0.5", ""], none(), [0.5, 0.5, 0.0]),
            // Several share it, if that is said; nothing is left, and nothing must be said.
            (["0.5", "", ""], equal(), [0.5, 0.25, 0.25]),
            (["", "1", ""], none(), [0.0, 1.0, 0.0]),
            (["", "0.4", ""], equal(), [0.3, 0.4, 0.3]),
        ] {
            let found = taken(&three(kind(), shares), more);
            assert_eq!(found.iter().sum::<f64>(), 600.0, "{shares:?}");
            may_be(found, expected);
        }
    }
    may_be(
        taken(&three(gateway("exclusive"), ["", "", ""]), equal()),
        [1.0 / 3.0; 3],
    );
}

#[test]
fn what_is_assumed_of_shares() {
    let equal = |shares| {
        let more = json!({"options": {"unknown_branches": "equal"}});
        let found = run(
            &three(gateway("exclusive"), shares),
            &recorded(&["09:00"], more),
        );
        assumed(&found).iter().any(|one| one == "equal_branches g")
    };
    let found = [
        ["0.5", "", ""],
        ["", "", ""],
        ["0.5", "0.5", ""],
        ["0.2", "", "0.5"],
        ["", "1", ""],
    ]
    .map(equal);
    assert_eq!(found, [true, true, false, false, false]);
}

#[test]
fn shares_that_do_not_add_up() {
    let x = || gateway("exclusive");
    let sum = |sum: &str| {
        (
            "probabilities".to_owned(),
            format!("the probabilities at `g` sum to `{sum}`, not to 1"),
        )
    };
    let unknown = |to: &str| {
        (
            "unknown_probability".to_owned(),
            format!("the branch from `g` to `{to}` has no probability"),
        )
    };
    for (shares, expected) in [
        (["0.2", "0.3", "0.6"], sum("1.1")),
        (["0.2", "0.3", "0.4"], sum("0.9")),
        (["0.8", "0.3", ""], sum("1.1")),
        (["0.5", "", ""], unknown("b")),
        (["", "0.5", ""], unknown("a")),
        (["", "", "0.999"], unknown("a")),
    ] {
        assert_eq!(code(&three(x(), shares), json!({})), expected, "{shares:?}");
    }
    // Shares of the parameters go before those of the flow.
    let branches = json!({"branches": [{"sequence_flow": "l2", "probability": "0.5"}]});
    may_be(
        taken(&three(x(), ["0.2", "0.3", "0.3"]), branches.clone()),
        [0.2, 0.5, 0.3],
    );
    assert_eq!(
        code(&three(x(), ["0.2", "0.3", "0.5"]), branches),
        sum("1.2")
    );
}

#[test]
fn any_number_of_ways() {
    let inclusive = |default: Option<&str>| {
        let mut gateway = gateway("inclusive");
        if let Some(line) = default {
            gateway["default"] = json!(line);
        }
        gateway
    };
    may_be(
        taken(&three(inclusive(None), ["1", "0.3", "0.5"]), json!({})),
        [1.0, 0.3, 0.5],
    );
    may_be(
        taken(&three(inclusive(None), ["0", "1", "1"]), json!({})),
        [0.0, 1.0, 1.0],
    );
    // The default if nothing else is: what its line says does not matter.
    for share in ["", "0.7"] {
        let shares = ["0.4", "0.5", share];
        may_be(
            taken(&three(inclusive(Some("l3")), shares), json!({})),
            [0.4, 0.5, 0.3],
        );
    }
    may_be(
        taken(&three(inclusive(Some("l1")), ["", "0.4", "0.5"]), json!({})),
        [0.3, 0.4, 0.5],
    );
    may_be(
        taken(&three(inclusive(Some("l1")), ["", "1", "0"]), json!({})),
        [0.0, 1.0, 0.0],
    );
    let none = "it may be that no branch of `g` is taken".to_owned();
    let refused = |default, shares| code(&three(inclusive(default), shares), json!({}));
    assert_eq!(
        refused(None, ["0.9", "0.9", "0.9"]),
        ("no_branch_taken".to_owned(), none)
    );
    assert_eq!(
        refused(None, ["1", "", "0.5"]).1,
        "the branch from `g` to `b` has no probability"
    );
    assert_eq!(
        refused(Some("l3"), ["0.5", "", ""]).1,
        "the branch from `g` to `b` has no probability"
    );
}

#[test]
fn ways_behind_a_step() {
    // All without shares, one of them with shares that are all, and any of them with others.
    let step = || work("0");
    assert_eq!(taken(&three(step(), ["", "", ""]), json!({})), [600.0; 3]);
    may_be(
        taken(&three(step(), ["0.2", "0.3", "0.5"]), json!({})),
        [0.2, 0.3, 0.5],
    );
    may_be(
        taken(&three(step(), ["1", "0.3", "0.5"]), json!({})),
        [1.0, 0.3, 0.5],
    );
    let lead = |shares| leads(&three(step(), shares), &recorded(&["09:00"], json!({})))[0];
    assert_eq!(
        (
            lead(["", "", ""]),
            lead(["0", "1", "0"]),
            lead(["1", "1", "0"])
        ),
        (4.0, 2.0, 2.0)
    );
    assert_eq!(
        code(&three(step(), ["0.5", "0.4", ""]), json!({})).0,
        "unknown_probability"
    );
}

/// A step of ten minutes with two events at its boundary, of one, two and four minutes behind it.
fn boundary(shares: [&str; 2], beside: bool) -> Flow {
    let event = |trigger: &str| {
        json!({"kind": "event", "event": "boundary", "trigger": trigger,
        "attached_to": "h", "non_interrupting": beside})
    };
    flow(
        &[
            ("s", start()),
            ("h", work("10")),
            ("a", work("1")),
            ("e1", end()),
            ("t1", event("timer")),
            ("b", work("2")),
            ("e2", end()),
            ("t2", event("message")),
            ("c", work("4")),
            ("e3", end()),
        ],
        &[
            ("s", "h", ""),
            ("h", "a", ""),
            ("a", "e1", ""),
            ("t1", "b", shares[0]),
            ("b", "e2", ""),
            ("t2", "c", shares[1]),
            ("c", "e3", ""),
        ],
    )
}

#[test]
fn shares_of_events_at_a_boundary() {
    may_be(
        taken(&boundary(["0.3", "0.2"], false), json!({})),
        [0.5, 0.3, 0.2],
    );
    may_be(
        taken(&boundary(["0.3", "0.7"], false), json!({})),
        [0.0, 0.3, 0.7],
    );
    may_be(
        taken(&boundary(["0", "0"], false), json!({})),
        [1.0, 0.0, 0.0],
    );
    may_be(
        taken(&boundary(["1", "0"], false), json!({})),
        [0.0, 1.0, 0.0],
    );
    may_be(
        taken(&boundary(["0", "1"], false), json!({})),
        [0.0, 0.0, 1.0],
    );
    // Beside it, each by its own chance, and the step goes on.
    may_be(
        taken(&boundary(["0.3", "0.9"], true), json!({})),
        [1.0, 0.3, 0.9],
    );
    may_be(taken(&boundary(["1", "1"], true), json!({})), [1.0; 3]);
    let (which, text) = code(&boundary(["0.6", "0.5"], false), json!({}));
    assert_eq!(
        (which.as_str(), text.as_str()),
        (
            "probabilities",
            "the probabilities at `h` sum to `1.1`, not to 1"
        )
    );
    // Without a share or a time: refused, or never.
    let (which, text) = code(&boundary(["0.6", ""], false), json!({}));
    assert_eq!(
        (which.as_str(), text.contains("`t2`")),
        ("unknown_boundary", true)
    );
    let never = json!({"options": {"unknown_boundary": "never"}});
    may_be(
        taken(&boundary(["0.6", ""], false), never.clone()),
        [0.4, 0.6, 0.0],
    );
    for beside in [false, true] {
        let found = run(
            &boundary(["", ""], beside),
            &recorded(&["09:00"], never.clone()),
        );
        let made = assumed(&found);
        let never: Vec<&String> = made
            .iter()
            .filter(|one| one.starts_with("boundary_never"))
            .collect();
        assert_eq!(
            never,
            ["boundary_never t1", "boundary_never t2"],
            "{beside}"
        );
        assert_eq!(found.outcomes()[0].leads(), [11.0]);
    }
}

#[test]
fn times_and_shares_of_events_together() {
    // The first by its time in the parameters, or as the flow says; the second by its share, when the step is done.
    let timed = |minutes: &str, more: Value| {
        let mut all = json!({"times": [{"node": "t1", "waiting": minutes}]});
        merge(&mut all, more);
        taken(&boundary(["", "0.5"], false), all)
    };
    may_be(timed("20", json!({})), [0.5, 0.0, 0.5]);
    assert_eq!(timed("5", json!({})), [0.0, 600.0, 0.0]);
    // At the same minute the step is not yet done.
    let both = timed("10", json!({}));
    assert_eq!(both.iter().sum::<f64>(), 600.0);
    assert!([0.0, 600.0].contains(&both[1]), "{both:?}");
    let zero = timed("0", json!({}));
    assert_eq!(zero, [0.0, 600.0, 0.0]);
}

#[test]
fn a_compensation_is_never_done() {
    let t = json!({"kind": "event", "event": "boundary", "trigger": "compensation", "attached_to": "h"});
    let flow = flow(
        &[
            ("s", start()),
            ("h", work("10")),
            ("t1", t.clone()),
            ("t2", t),
            ("a", work("1")),
            ("e", end()),
        ],
        &[("s", "h", ""), ("h", "a", ""), ("a", "e", "")],
    );
    let found = run(&flow, &recorded(&["09:00"], json!({})));
    assert_eq!(found.outcomes()[0].leads(), [11.0]);
    let made = assumed(&found);
    for node in ["t1", "t2"] {
        assert!(
            made.contains(&format!("no_compensation {node}")),
            "{made:?}"
        );
    }
}

#[test]
fn loops_that_are_never_left() {
    let looped = |back: &str, on: &str| {
        flow(
            &[
                ("s", start()),
                ("m", gateway("exclusive")),
                ("a", work("1")),
                ("x", gateway("exclusive")),
                ("b", work("1")),
                ("e", end()),
            ],
            &[
                ("s", "m", ""),
                ("m", "a", ""),
                ("a", "x", ""),
                ("x", "m", back),
                ("x", "b", on),
                ("b", "e", ""),
            ],
        )
    };
    assert_eq!(
        leads(&looped("0", "1"), &recorded(&["09:00"], json!({}))),
        [2.0]
    );
    let (which, text) = code(&looped("1", "0"), json!({}));
    assert_eq!(which, "endless_loop");
    assert_eq!(text, "the loop of `a` is never left");
    // A loop that nobody comes to is no harm.
    let aside = flow(
        &[
            ("s", start()),
            ("x", gateway("exclusive")),
            ("b", work("1")),
            ("e", end()),
            ("m", gateway("exclusive")),
            ("a", work("1")),
            ("y", gateway("exclusive")),
            ("e2", end()),
        ],
        &[
            ("s", "x", ""),
            ("x", "b", "1"),
            ("x", "m", "0"),
            ("b", "e", ""),
            ("m", "a", ""),
            ("a", "y", ""),
            ("y", "m", "1"),
            ("y", "e2", "0"),
        ],
    );
    assert_eq!(leads(&aside, &recorded(&["09:00"], json!({}))), [1.0]);
}
