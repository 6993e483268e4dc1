//! How long it takes where branches, loops and ends stand in each other, and the way that is told.

use crate::helper::{drawn, work};
use serde_json::{Value, json};
use tosei_bpr::{
    ElementId, Flow,
    metrics::{FlowMetrics, MetricsOptions, metrics},
};

/// Lines `a>b` or `a>b:0.5`.
fn lines(text: &str) -> Vec<(&str, &str, &str)> {
    text.split_whitespace()
        .map(|line| {
            let (line, share) = line.split_once(':').unwrap_or((line, ""));
            let (from, to) = line.split_once('>').unwrap();
            (from, to, share)
        })
        .collect()
}

fn of(text: &str, kinds: &[(&str, Value)]) -> FlowMetrics {
    let flow: Flow = drawn(&lines(text), kinds);
    metrics(&flow, MetricsOptions::default()).unwrap()
}

/// `16`, `10..20`, or `10..` where nothing bounds it.
fn lead(figures: &FlowMetrics) -> String {
    let measure = &figures.lead_minutes;
    match &measure.to {
        Some(to) if *to == measure.from => to.to_string(),
        Some(to) => format!("{}..{to}", measure.from),
        None => format!("{}..", measure.from),
    }
}

fn points(figures: &FlowMetrics) -> Option<usize> {
    figures.times[0].lead_points.as_ref().map(Vec::len)
}

/// The probability that something is done again, or why it is unknown.
fn rework(figures: &FlowMetrics) -> String {
    let times = &figures.times[0];
    match (&times.rework_probability, &times.rework_unknown) {
        (Some(share), None) => share.to_string(),
        (None, Some(unknown)) => unknown.reason.code().to_owned(),
        other => panic!("{other:?}"),
    }
}

/// `node reason` of what is unknown about the lead time.
fn unknown(figures: &FlowMetrics) -> Vec<String> {
    let parts = figures.lead_minutes.unknown.iter();
    parts
        .map(|part| {
            let node = part.node.as_ref().map_or("", ElementId::as_str);
            format!("{node} {}", part.reason.code())
        })
        .collect()
}

fn timed(time: Value) -> Value {
    json!({"kind": "activity", "work": time, "waiting": "0"})
}

fn uniform(from: &str, to: &str) -> Value {
    timed(json!({"kind": "uniform", "from": from, "to": to}))
}

fn exponential(mean: &str) -> Value {
    timed(json!({"kind": "exponential", "mean": mean}))
}

fn observed(values: impl IntoIterator<Item = usize>) -> Value {
    let values: Vec<String> = values.into_iter().map(|at| at.to_string()).collect();
    timed(json!({"kind": "empirical", "values": values}))
}

fn end(trigger: &str) -> Value {
    json!({"kind": "event", "event": "end", "trigger": trigger})
}

#[test]
fn an_end_of_everything_ends_a_case_like_any_other() {
    for trigger in ["none", "terminate", "error"] {
        let figures = of("s>a a>e", &[("a", work("10")), ("e", end(trigger))]);
        assert_eq!(lead(&figures), "10", "{trigger}");
        let text = "s>x x>a:0.25 x>b:0.75 a>e b>e1";
        let times = [("a", work("8")), ("b", work("4")), ("e", end(trigger))];
        assert_eq!(lead(&of(text, &times)), "5", "{trigger}");
    }
}

#[test]
fn parallel_branches_of_which_one_ends_all_do_not_fold() {
    // The case ends with `t`, or with what takes longer.
    let text = "s>p1 p1>x1 p1>c x1>e1:0.5 x1>t:0.5 c>e3";
    let kinds = [("c", work("5")), ("t", end("terminate"))];
    let figures = of(text, &kinds);
    assert_eq!((lead(&figures).as_str(), points(&figures)), ("0..", None));
    assert_eq!(unknown(&figures), ["p1 unstructured"]);
    assert_eq!(rework(&figures), "unstructured");
    // So where only some cases come there.
    let some = format!(
        "s>x0 x0>e0:0.5 x0>p1:0.5 {}",
        text.trim_start_matches("s>p1 ")
    );
    let figures = of(&some, &kinds);
    assert_eq!(lead(&figures), "0..");
    assert_eq!(unknown(&figures), ["p1 unstructured"]);
}

/// A loop with two beginnings: half begin with `a`, half with `b`, and half go round again behind `b`.
const TWO_WAYS_IN: &str = "x0>x1:0.5 x0>x2:0.5 x1>a a>x2 x2>b b>x3 x3>x1:0.5";

#[test]
fn a_loop_with_two_beginnings() {
    // Behind `b` on average 14 more, each half as likely as the one before: 18 from `b` on, 28 from `a` on.
    let times = || vec![("a", work("10")), ("b", work("4"))];
    let alone = of(&format!("s>x0 {TWO_WAYS_IN} x3>e:0.5"), &times());
    assert_eq!(
        (lead(&alone).as_str(), rework(&alone).as_str()),
        ("23", "several_entries")
    );
    // Beside a branch that takes no time.
    let mut beside = times();
    beside.push(("c", work("0")));
    let text = format!("s>p1 p1>x0 p1>c {TWO_WAYS_IN} x3>x4:0.5 x4>p2 c>p2 p2>e");
    let figures = of(&text, &beside);
    assert_eq!(
        (lead(&figures).as_str(), rework(&figures).as_str()),
        ("23", "several_entries")
    );
    // So where each way in is one of three: 17 from `a` on, 11 from `b` on.
    let text = "s>p1 p1>x0 p1>c x0>x1:0.5 x0>x2:0.5 x1>a a>x3 x2>b b>x4 x3>x1:0.25 x3>x2:0.25 x3>x5:0.5 \
        x4>x1:0.25 x4>x2:0.25 x4>x5:0.5 x5>p2 c>p2 p2>e";
    let figures = of(text, &beside);
    assert_eq!(
        (lead(&figures).as_str(), rework(&figures).as_str()),
        ("14", "several_entries")
    );
    // And where some come back to the choice between them.
    let text = "s>p1 p1>x0 p1>c x0>x1:0.5 x0>x2:0.5 x1>a a>x3 x2>b b>x4 x3>x0:0.25 x3>x2:0.25 x3>x5:0.5 \
        x4>x1:0.25 x4>x0:0.25 x4>x5:0.5 x5>p2 c>p2 p2>e";
    let figures = of(text, &beside);
    assert_eq!(
        (lead(&figures).as_str(), rework(&figures).as_str()),
        ("14", "several_entries")
    );
    // A gateway with one way on is no choice.
    let text = format!("s>i0 i0>x0 {TWO_WAYS_IN} x3>e:0.5");
    assert_eq!(rework(&of(&text, &times())), "several_entries");
    let text = format!("s>i0 i0>x0 {TWO_WAYS_IN} x3>i1:0.5 i1>c:0.5 i1>d:1 c>i2 d>i2 i2>e");
    let mut four = times();
    four.extend([("c", work("1")), ("d", work("1"))]);
    assert_eq!(rework(&of(&text, &four)), "together");
}

#[test]
fn how_often_something_is_done_again() {
    let times = || vec![("a", work("10")), ("b", work("4")), ("c", work("1"))];
    for (text, expected) in [
        ("s>a a>e", "0"),
        ("s>x1 x1>a a>x2 x2>x1:0.2 x2>e:0.8", "0.2"),
        // A quarter of the cases comes to a loop that half of them go round again.
        (
            "s>x0 x0>x1:0.25 x0>b:0.75 x1>a a>x2 x2>x1:0.5 x2>x3:0.5 b>x3 x3>e",
            "0.125",
        ),
        // Two loops one behind the other: 1 - 0.8 * 0.5.
        (
            "s>x1 x1>a a>x2 x2>x1:0.2 x2>x3:0.8 x3>b b>x4 x4>x3:0.5 x4>e:0.5",
            "0.6",
        ),
        // Side by side as well.
        (
            "s>p1 p1>x1 p1>x3 x1>a a>x2 x2>x1:0.2 x2>p2:0.8 x3>b b>x4 x4>x3:0.5 x4>p2:0.5 p2>e",
            "0.6",
        ),
        // One behind another line that leads to the same place.
        (
            "s>x0 x0>a:0.5 x0>b:0.5 a>x1 b>x2 x1>x2 x2>c c>x3 x3>x2:0.25 x3>e:0.75",
            "0.25",
        ),
    ] {
        assert_eq!(rework(&of(text, &times())), expected, "{text}");
    }
    // Of branches that are chosen together nobody knows how the loops of one go with those of another.
    let text = |share: &str, on: &str| {
        format!("s>i1 i1>x1:0.5 x1>a a>x2 x2>x1{share} x2>i2{on} i1>b:1 b>i2 i2>e")
    };
    assert_eq!(rework(&of(&text(":0.5", ":0.5"), &times())), "together");
    assert_eq!(rework(&of(&text("", ""), &times())), "no_probability");
    assert_eq!(
        rework(&of("s>i1 i1>a:0.5 i1>b:1 a>i2 b>i2 i2>e", &times())),
        "0"
    );
}

#[test]
fn branches_behind_one_step_depend_on_each_other() {
    // One join takes the branches of both splits.
    let text = "s>p1 p1>a p1>h h>p2 p2>b p2>c a>p3 b>p3 c>p3 p3>e";
    let with = |h: Value| {
        of(
            text,
            &[
                ("a", work("5")),
                ("h", h),
                ("b", work("1")),
                ("c", work("2")),
            ],
        )
    };
    let sure = with(work("10"));
    assert_eq!((lead(&sure).as_str(), points(&sure)), ("12", Some(1)));
    // 12 or 22, as long as `h` takes; that both branches wait for it is not followed.
    let varied = with(observed([10, 20]));
    assert_eq!((lead(&varied).as_str(), points(&varied)), ("17..22", None));
    let path: Vec<&str> = sure.times[0]
        .critical_path
        .iter()
        .map(ElementId::as_str)
        .collect();
    assert_eq!(path, ["s", "p1", "h", "p2", "c", "p3", "e"]);
}

#[test]
fn the_longest_of_what_is_bounded_only() {
    let beside = "s>p1 p1>x1 p1>c x1>a:0.5 x1>b:0.5 a>x2 b>x2 x2>p2 c>p2 p2>e";
    // Never longer than 40, in either way.
    let times = [
        ("a", uniform("10", "20")),
        ("b", uniform("30", "40")),
        ("c", work("40")),
    ];
    assert_eq!(lead(&of(beside, &times)), "40");
    // Never shorter than 15: 10 to 20, and 5 to 7 behind it.
    let row = "s>p1 p1>a p1>c a>b b>p2 c>p2 p2>e";
    let times = [
        ("a", uniform("10", "20")),
        ("b", uniform("5", "7")),
        ("c", work("15")),
    ];
    assert_eq!(lead(&of(row, &times)), "21");
    // How often `a` is done is unknown, and so is how long it takes: no shorter than 15.
    let again = "s>p1 p1>x1 p1>c x1>a a>x2 x2>x1 x2>x3 x3>p2 c>p2 p2>e";
    assert_eq!(
        lead(&of(again, &[("a", work("10")), ("c", work("15"))])),
        "15.."
    );
    // Two that take no less than 10 and 20, together no less than 20, so that 15 does not matter.
    let nested = "s>p1 p1>p2 p1>c p2>a p2>b a>a1 b>b1 a1>p3 b1>p3 p3>p4 c>p4 p4>e";
    let times = [
        ("a", work("10")),
        ("a1", exponential("5")),
        ("b", work("20")),
        ("b1", exponential("5")),
        ("c", work("15")),
    ];
    assert_eq!(lead(&of(nested, &times)), "25..40");
    // The one that never takes less than the other can.
    let two = "s>p1 p1>a p1>b a>p2 b>p2 p2>e";
    for (a, b, expected) in [
        (uniform("10", "30"), uniform("40", "60"), "50"),
        (uniform("40", "60"), uniform("10", "30"), "50"),
        (uniform("40", "60"), uniform("10", "41"), "50..60"),
    ] {
        assert_eq!(lead(&of(two, &[("a", a), ("b", b)])), expected);
    }
}

#[test]
fn branches_of_which_nobody_knows_which_are_chosen() {
    let any = |shares: [&str; 2], a: &str, b: &str| {
        let line = |to: &str, share: &str| {
            let share = if share.is_empty() {
                String::new()
            } else {
                format!(":{share}")
            };
            format!("i1>{to}{share}")
        };
        let text = format!(
            "s>i1 {} {} a>i2 b>i2 i2>e",
            line("a", shares[0]),
            line("b", shares[1])
        );
        lead(&of(&text, &[("a", work(a)), ("b", work(b))]))
    };
    assert_eq!(any(["", ""], "10", "20"), "10..20");
    assert_eq!(any(["", "1"], "30", "20"), "20..30");
    assert_eq!(any(["1", ""], "30", "20"), "30");
    assert_eq!(any(["1", "1"], "30", "20"), "30");
    assert_eq!(any(["0", "1"], "30", "20"), "20");
    assert_eq!(any(["0", ""], "30", "20"), "20");
}

#[test]
fn as_many_lengths_as_are_kept() {
    let either = "s>x1 x1>a:0.5 x1>b:0.5 a>x2 b>x2 x2>e";
    let row = "s>a a>b b>e";
    let beside = "s>p1 p1>a p1>b a>p2 b>p2 p2>e";
    let kept = |text: &str, a: Value, b: Value| points(&of(text, &[("a", a), ("b", b)]));
    let odd = |count: usize| observed((0..count).map(|at| 2 * at + 1));
    let even = |count: usize| observed((0..count).map(|at| 2 * at));
    assert_eq!(kept(either, even(128), odd(128)), Some(256));
    assert_eq!(kept(either, even(128), odd(129)), None);
    let sixteen = |times: usize| observed((0..16).map(|at| at * times));
    assert_eq!(kept(row, sixteen(1), sixteen(16)), Some(256));
    assert_eq!(
        kept(row, sixteen(1), observed((0..17).map(|at| at * 16))),
        None
    );
    // The longest is one of both, but 0 beside 1 or more never is.
    assert_eq!(kept(beside, even(128), odd(128)), Some(255));
    assert_eq!(kept(beside, even(128), odd(129)), None);
    assert_eq!(kept(row, even(256), work("1")), Some(256));
    assert_eq!(kept(row, even(257), work("1")), None);
}

#[test]
fn the_way_that_is_told_goes_along_the_likeliest_lines() {
    let times = || [("a", work("1")), ("b", work("1")), ("c", work("1"))];
    let path = |text: &str, kinds: &[(&str, Value)]| -> String {
        let figures = of(text, kinds);
        let ids = figures.times[0].critical_path.iter();
        ids.map(ElementId::as_str).collect::<Vec<_>>().join(" ")
    };
    let exclusive = |a: &str, b: &str| format!("s>x1 x1>a{a} x1>b{b} a>x2 b>x2 x2>e");
    for (a, b, taken) in [
        (":0.3", ":0.7", "b"),
        (":0.3", "", "b"),
        (":0.7", "", "a"),
        ("", ":0.4", "a"),
        ("", ":0.6", "b"),
        ("", "", "a"),
    ] {
        let told = path(&exclusive(a, b), &times());
        assert_eq!(told, format!("s x1 {taken} x2 e"), "{a} {b}");
    }
    // Shares of branches that are taken together leave nothing to a third. Where they fold, the longest is
    // told; here one of them ends everything.
    for (a, b, c, taken) in [
        (":0.8", ":0.7", "", "a e1"),
        ("", ":0.8", ":0.7", "b e2"),
        (":0.2", ":0.3", "", "c t"),
        (":0.6", ":0.4", "", "a e1"),
        (":0.5", ":0.25", ":0.8", "c t"),
    ] {
        let text = format!("s>i1 i1>a{a} i1>b{b} i1>c{c} a>e1 b>e2 c>t");
        let mut kinds = times().to_vec();
        kinds.push(("t", end("terminate")));
        assert_eq!(path(&text, &kinds), format!("s i1 {taken}"), "{a} {b} {c}");
    }
    // An event that breaks off is told last of all, however likely.
    let mut late = times().to_vec();
    late.push((
        "t",
        json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": "a"}),
    ));
    assert_eq!(path("s>a a>b b>e t>c:0.9 c>e1", &late), "s a b e");
}

#[test]
fn what_is_unknown_about_the_lead_time() {
    let weibull = || json!({"kind": "weibull", "shape": "2", "scale": "5"});
    let catch = |waiting: Value| {
        let mut event = json!({"kind": "event", "event": "catch", "trigger": "timer"});
        if !waiting.is_null() {
            event["waiting"] = waiting;
        }
        event
    };
    let step = |more: Value| {
        let mut step = work("5");
        for (key, value) in more.as_object().unwrap() {
            step[key] = value.clone();
        }
        step
    };
    for (b, expected, missing) in [
        (step(json!({})), "10", vec![]),
        (
            json!({"kind": "activity", "work": "5"}),
            "10..",
            vec!["b no_waiting_time"],
        ),
        (
            json!({"kind": "activity", "waiting": "5"}),
            "10..",
            vec!["b no_work_time"],
        ),
        (
            json!({"kind": "activity"}),
            "5..",
            vec!["b no_work_time", "b no_waiting_time"],
        ),
        (
            step(json!({"waiting": weibull()})),
            "10..",
            vec!["b no_mean"],
        ),
        (step(json!({"work": weibull()})), "5..", vec!["b no_mean"]),
        (
            step(json!({"repetition": "loop"})),
            "5..",
            vec!["b no_frequency"],
        ),
        (
            step(json!({"repetition": "loop", "frequency": "2"})),
            "15",
            vec![],
        ),
        (
            json!({"kind": "activity", "marks": ["automated"], "waiting": "0"}),
            "5",
            vec![],
        ),
        (catch(json!("5")), "10", vec![]),
        (catch(Value::Null), "5..", vec!["b no_waiting_time"]),
        (catch(weibull()), "5..", vec!["b no_mean"]),
        (
            json!({"kind": "event", "event": "throw", "trigger": "timer"}),
            "5",
            vec![],
        ),
        (
            json!({"kind": "event", "event": "catch", "trigger": "none"}),
            "5",
            vec![],
        ),
    ] {
        let figures = of("s>a a>b b>e", &[("a", work("5")), ("b", b.clone())]);
        assert_eq!(lead(&figures), expected, "{b}");
        assert_eq!(unknown(&figures), missing, "{b}");
    }
    // A known event adds nothing to what is unknown elsewhere.
    let kinds = [
        ("a", json!({"kind": "activity", "work": "5"})),
        ("b", catch(json!("5"))),
    ];
    assert_eq!(unknown(&of("s>a a>b b>e", &kinds)), ["a no_waiting_time"]);
}
