//! How long it takes: times in a row, side by side, one of several and again, with bounds where only bounds are known.

use crate::helper::{drawn, sketch, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    metrics::{FlowMetrics, Measure, MetricsError, MetricsOptions, metrics},
};

fn of(flow: &Flow) -> FlowMetrics {
    metrics(flow, MetricsOptions::default()).unwrap()
}

/// `16`, `10..20`, or `10..` where nothing bounds it.
fn bounds(measure: &Measure) -> String {
    let shown = serde_json::to_value(measure).unwrap();
    let from = shown["from"].as_str().unwrap_or("0").to_owned();
    match shown["to"].as_str() {
        Some(to) if to == from => from,
        Some(to) => format!("{from}..{to}"),
        None => format!("{from}.."),
    }
}

fn lead(flow: &Flow) -> String {
    bounds(&of(flow).lead_minutes)
}

/// How long, with how large a part: `10:0.3 20:0.7`.
fn points(flow: &Flow) -> Option<String> {
    let points = of(flow).times[0].lead_points.clone()?;
    let one = points.iter().map(|(at, share)| format!("{at}:{share}"));
    Some(one.collect::<Vec<_>>().join(" "))
}

fn timed(time: Value) -> Value {
    json!({"kind": "activity", "work": time, "waiting": "0"})
}

fn range(from: &str, to: &str) -> Value {
    timed(json!({"from": from, "to": to}))
}

fn uniform(from: &str, to: &str) -> Value {
    timed(json!({"kind": "uniform", "from": from, "to": to}))
}

fn exponential(mean: &str) -> Value {
    timed(json!({"kind": "exponential", "mean": mean}))
}

fn observed(values: &[&str]) -> Value {
    timed(json!({"kind": "empirical", "values": values}))
}

fn row(a: Value, b: Value) -> Flow {
    drawn(
        &[("s", "a", ""), ("a", "b", ""), ("b", "e", "")],
        &[("a", a), ("b", b)],
    )
}

fn beside(a: Value, b: Value) -> Flow {
    let lines = [
        ("s", "p1", ""),
        ("p1", "a", ""),
        ("p1", "b", ""),
        ("a", "p2", ""),
        ("b", "p2", ""),
        ("p2", "e", ""),
    ];
    drawn(&lines, &[("a", a), ("b", b)])
}

fn either(a: Value, b: Value, shares: [&str; 2]) -> Flow {
    let lines = [
        ("s", "x1", ""),
        ("x1", "a", shares[0]),
        ("x1", "b", shares[1]),
        ("a", "x2", ""),
        ("b", "x2", ""),
        ("x2", "e", ""),
    ];
    drawn(&lines, &[("a", a), ("b", b)])
}

fn any(a: Value, b: Value, shares: [&str; 2]) -> Flow {
    let lines = [
        ("s", "i1", ""),
        ("i1", "a", shares[0]),
        ("i1", "b", shares[1]),
        ("a", "i2", ""),
        ("b", "i2", ""),
        ("i2", "e", ""),
    ];
    drawn(&lines, &[("a", a), ("b", b)])
}

/// `a`, and with a share `b` and `a` again.
fn again(a: Value, b: Value, share: &str, on: &str) -> Flow {
    let lines = [
        ("s", "x1", ""),
        ("x1", "a", ""),
        ("a", "x2", ""),
        ("x2", "b", share),
        ("b", "x1", ""),
        ("x2", "e", on),
    ];
    drawn(&lines, &[("a", a), ("b", b)])
}

#[test]
fn times_of_every_kind() {
    let nothing = || work("0");
    for (time, expected) in [
        (work("16"), "16"),
        (range("10", "20"), "10..20"),
        (range("10", "10"), "10"),
        (uniform("10", "20"), "15"),
        (timed(json!({"kind": "constant", "value": "7"})), "7"),
        (
            timed(json!({"kind": "triangular", "from": "10", "mode": "20", "to": "60"})),
            "30",
        ),
        (exponential("7"), "7"),
        (
            timed(json!({"kind": "erlang", "stages": 3, "mean": "9"})),
            "9",
        ),
        (
            timed(json!({"kind": "gamma", "shape": "2", "mean": "8"})),
            "8",
        ),
        (
            timed(json!({"kind": "lognormal", "mean": "6", "deviation": "2"})),
            "6",
        ),
        (
            timed(json!({"kind": "weibull", "shape": "1", "scale": "5"})),
            "5",
        ),
        (
            timed(json!({"kind": "weibull", "shape": "2", "scale": "5"})),
            "0..",
        ),
        (observed(&["1", "2", "3", "6"]), "3"),
    ] {
        assert_eq!(lead(&row(time.clone(), nothing())), expected, "{time}");
    }
    assert_eq!(
        points(&row(observed(&["1", "2", "2", "6"]), nothing())).as_deref(),
        Some("1:0.25 2:0.5 6:0.25")
    );
    assert_eq!(points(&row(uniform("1", "2"), nothing())), None);
    assert_eq!(
        points(&row(range("1", "1"), nothing())).as_deref(),
        Some("1:1")
    );
}

#[test]
fn times_in_a_row() {
    for (a, b, expected, seen) in [
        (work("10"), work("25"), "35", Some("35:1")),
        (range("10", "20"), work("5"), "15..25", None),
        (range("10", "20"), range("1", "2"), "11..22", None),
        (exponential("7"), range("1", "2"), "8..9", None),
        (
            observed(&["1", "3"]),
            observed(&["10", "30"]),
            "22",
            Some("11:0.25 13:0.25 31:0.25 33:0.25"),
        ),
        (
            observed(&["1", "2"]),
            observed(&["1", "2"]),
            "3",
            Some("2:0.25 3:0.5 4:0.25"),
        ),
    ] {
        let flow = row(a, b);
        assert_eq!(
            (lead(&flow).as_str(), points(&flow).as_deref()),
            (expected, seen)
        );
    }
}

#[test]
fn times_side_by_side() {
    for (a, b, expected, seen) in [
        (work("10"), work("25"), "25", Some("25:1")),
        (
            observed(&["10", "20"]),
            work("15"),
            "17.5",
            Some("15:0.5 20:0.5"),
        ),
        (
            observed(&["10", "20"]),
            observed(&["10", "20"]),
            "17.5",
            Some("10:0.25 20:0.75"),
        ),
        // One of them is never the shorter.
        (range("10", "20"), work("20"), "20", Some("20:1")),
        (uniform("10", "30"), uniform("30", "60"), "45", None),
        (uniform("30", "60"), uniform("10", "30"), "45", None),
        // Neither is: no less than either, no more than both, or than the longest of them.
        (range("10", "20"), work("19"), "19..20", None),
        (range("10", "20"), range("5", "30"), "10..30", None),
        (range("1", "2"), range("1", "2"), "1..2", None),
        (uniform("10", "30"), work("25"), "25..30", None),
        (uniform("10", "30"), uniform("0", "14"), "20..27", None),
        (exponential("7"), work("5"), "7..12", None),
        (exponential("7"), exponential("9"), "9..16", None),
        (exponential("7"), range("8", "9"), "8..16", None),
    ] {
        let flow = beside(a.clone(), b.clone());
        assert_eq!(
            (lead(&flow).as_str(), points(&flow).as_deref()),
            (expected, seen),
            "{a} {b}"
        );
    }
}

#[test]
fn one_of_several_times() {
    for (a, b, shares, expected, seen) in [
        (
            work("10"),
            work("20"),
            ["0.3", "0.7"],
            "17",
            Some("10:0.3 20:0.7"),
        ),
        (work("10"), work("10"), ["0.3", "0.7"], "10", Some("10:1")),
        (work("10"), work("20"), ["0", "1"], "20", Some("20:1")),
        (work("10"), work("20"), ["1", "0"], "10", Some("10:1")),
        (
            range("10", "20"),
            work("40"),
            ["0.5", "0.5"],
            "25..30",
            None,
        ),
        (
            work("40"),
            range("10", "20"),
            ["0.5", "0.5"],
            "25..30",
            None,
        ),
        (
            observed(&["2", "4"]),
            work("4"),
            ["0.5", "0.5"],
            "3.5",
            Some("2:0.25 4:0.75"),
        ),
        // One share is the rest.
        (
            work("10"),
            work("20"),
            ["0.25", ""],
            "17.5",
            Some("10:0.25 20:0.75"),
        ),
        // Nobody knows which: as short as the shorter, as long as the longer.
        (work("10"), work("20"), ["", ""], "10..20", None),
        (work("10"), work("10"), ["", ""], "10", Some("10:1")),
        (range("5", "30"), work("20"), ["", ""], "5..30", None),
    ] {
        let flow = either(a.clone(), b.clone(), shares);
        assert_eq!(
            (lead(&flow).as_str(), points(&flow).as_deref()),
            (expected, seen),
            "{a} {b} {shares:?}"
        );
    }
}

#[test]
fn any_of_several_times() {
    for (a, b, shares, expected) in [
        (work("10"), work("20"), ["1", "1"], "20"),
        (work("10"), work("20"), ["0.5", "1"], "20"),
        (work("30"), work("20"), ["0.5", "1"], "20..30"),
        (work("30"), work("20"), ["0", "1"], "20"),
        (work("30"), work("4"), ["0.5", "1"], "15..19"),
        (range("10", "40"), work("20"), ["0.5", "1"], "20..40"),
        (exponential("8"), work("1"), ["0.5", "1"], "4..5"),
    ] {
        let flow = any(a.clone(), b.clone(), shares);
        assert_eq!(lead(&flow), expected, "{a} {b} {shares:?}");
    }
}

#[test]
fn times_again() {
    let nothing = || work("0");
    for (a, b, shares, expected, seen) in [
        (work("10"), work("4"), ["0.5", "0.5"], "24", None),
        (work("10"), nothing(), ["0.5", "0.5"], "20", None),
        (work("10"), work("4"), ["0.2", "0.8"], "13.5", None),
        (work("10"), work("4"), ["0", "1"], "10", Some("10:1")),
        (range("10", "20"), nothing(), ["0.5", "0.5"], "20..40", None),
        (range("0", "10"), nothing(), ["0.5", "0.5"], "0..20", None),
        (nothing(), range("0", "10"), ["0.5", "0.5"], "0..10", None),
        (exponential("10"), work("4"), ["0.5", "0.5"], "24", None),
        // How often is unknown: no less than once.
        (work("10"), work("4"), ["", ""], "10..", None),
        (nothing(), nothing(), ["", ""], "0", Some("0:1")),
        (nothing(), nothing(), ["0.5", "0.5"], "0", Some("0:1")),
        (nothing(), work("4"), ["", ""], "0..", None),
    ] {
        let flow = again(a.clone(), b.clone(), shares[0], shares[1]);
        assert_eq!(
            (lead(&flow).as_str(), points(&flow).as_deref()),
            (expected, seen),
            "{a} {b} {shares:?}"
        );
    }
}

#[test]
fn what_is_done_several_times_each_time() {
    let often = |frequency: &str| {
        let mut step = work("10");
        step["frequency"] = json!(frequency);
        step
    };
    for (frequency, expected) in [("3", "30"), ("0.5", "5"), ("1", "10"), ("0", "0")] {
        assert_eq!(lead(&row(often(frequency), work("0"))), expected);
    }
    // One occurrence may be longer than the mean.
    assert_eq!(lead(&beside(often("3"), work("25"))), "30..55");
    assert_eq!(lead(&beside(often("1"), work("25"))), "25");
}

#[test]
fn so_many_lengths_that_only_their_mean_is_kept() {
    let values = |count: usize, step: usize| {
        let all: Vec<String> = (0..count).map(|at| (at * step).to_string()).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        observed(&all)
    };
    // As many sums as there are pairs.
    let few = row(values(11, 1), values(11, 11));
    assert_eq!(lead(&few), "60");
    assert_eq!(points(&few).unwrap().split(' ').count(), 121);
    // No more than 4,096 pairs are looked at, however many of them are equal.
    let last = row(values(64, 1), values(64, 1));
    assert_eq!(points(&last).unwrap().split(' ').count(), 127);
    let more = row(values(65, 1), values(64, 1));
    assert_eq!((lead(&more).as_str(), points(&more)), ("63.5", None));
    let many = row(values(101, 1), values(101, 101));
    assert_eq!((lead(&many).as_str(), points(&many)), ("5100", None));
}

#[test]
fn processes_beside_each_other_and_within() {
    let mut document = sketch(
        &[
            ("s1", "a", ""),
            ("a", "e1", ""),
            ("s2", "b", ""),
            ("b", "e2", ""),
        ],
        &[("a", work("10")), ("b", work("25"))],
    );
    document["pools"] = json!([{"id": "p"}, {"id": "q"}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        let second = ["s2", "b", "e2"].contains(&node["id"].as_str().unwrap());
        node["pool"] = json!(if second { "q" } else { "p" });
    }
    let both: Flow = serde_json::from_value(document).unwrap();
    assert_eq!(lead(&both), "25..35");
    // A sub-process takes as long as what is within; what is unknown there is told with its own name.
    let within = |mut inner: Value| {
        inner["@parent"] = json!("sub");
        drawn(
            &[("s", "sub", ""), ("sub", "a", ""), ("a", "e", "")],
            &[
                ("a", work("5")),
                ("sub", json!({"kind": "sub_process"})),
                ("b", inner),
            ],
        )
    };
    assert_eq!(lead(&within(work("7"))), "12");
    assert_eq!(lead(&within(range("7", "9"))), "12..14");
    let unknown = within(json!({"kind": "activity", "work": "7"}));
    assert_eq!(lead(&unknown), "12..");
    let told = serde_json::to_value(&of(&unknown).lead_minutes).unwrap();
    assert_eq!(
        told["unknown"],
        json!([{"node": "b", "reason": "no_waiting_time"}])
    );
}

#[test]
fn the_loop_that_is_never_left() {
    let flow = drawn(
        &[
            ("s", "a", ""),
            ("a", "x1", ""),
            ("x1", "b", ""),
            ("b", "x2", ""),
            ("x2", "x1", "1"),
            ("x2", "e", "0"),
        ],
        &[("a", work("1")), ("b", work("1"))],
    );
    let error = metrics(&flow, MetricsOptions::default()).unwrap_err();
    assert_eq!(error.code(), "bpr.metrics.endless_loop");
    let told = error.to_string();
    assert!(
        told.contains("x1") && told.contains("x2") && told.contains('b'),
        "{told}"
    );
    let MetricsError::EndlessLoop { nodes, .. } = error else {
        panic!("{told}")
    };
    let nodes: Vec<&str> = nodes.iter().map(tosei_bpr::ElementId::as_str).collect();
    assert_eq!(nodes, ["x1", "b", "x2"]);
}
