//! How often each node is come by, who works, and why a figure is unknown.

use crate::helper::{drawn, sketch, work};
use serde_json::{Value, json};
use tosei_bpr::{
    ElementId, Flow,
    metrics::{FlowMetrics, Measure, MeasureKind, MetricsError, MetricsOptions, metrics},
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

fn measured(text: &str, kinds: &[(&str, Value)]) -> Result<FlowMetrics, MetricsError> {
    let flow: Flow = drawn(&lines(text), kinds);
    metrics(&flow, MetricsOptions::default())
}

fn of(text: &str, kinds: &[(&str, Value)]) -> FlowMetrics {
    measured(text, kinds).unwrap()
}

/// The visits of some nodes, `?` where they are unknown.
fn visits(figures: &FlowMetrics, nodes: &str) -> String {
    let of = |node: &str| {
        let one = figures.visits.iter().find(|one| one.node.as_str() == node);
        let visits = one.unwrap().visits.as_ref();
        visits.map_or("?".to_owned(), ToString::to_string)
    };
    let all: Vec<String> = nodes.split_whitespace().map(of).collect();
    all.join(" ")
}

fn bounds(measure: &Measure) -> String {
    match &measure.to {
        Some(to) if *to == measure.from => to.to_string(),
        Some(to) => format!("{}..{to}", measure.from),
        None => format!("{}..", measure.from),
    }
}

fn measure(figures: &FlowMetrics, kind: MeasureKind) -> String {
    bounds(figures.measure(kind).unwrap())
}

fn event(position: &str, trigger: &str, host: &str) -> Value {
    let mut event = json!({"kind": "event", "event": position, "trigger": trigger});
    if !host.is_empty() {
        event["attached_to"] = json!(host);
    }
    event
}

fn inner(mut is: Value) -> Value {
    is["@parent"] = json!("sub");
    is
}

/// Every fourth case fails within the sub-process; events at its boundary, and lines behind them.
#[test]
fn what_fails_within_goes_on_at_the_boundary() {
    let mut beside = event("boundary", "timer", "sub");
    beside["non_interrupting"] = json!(true);
    let at = |trigger: &str| event("boundary", trigger, "sub");
    for (events, behind, expected) in [
        // Nobody takes it: the case ends.
        (vec![], "", "1 0.75"),
        (vec![("t", at("error"))], "t>b b>e1", "1 0.75 0.25"),
        (vec![("t", at("timer"))], "t>b:0.125 b>e1", "1 0.625 0.125"),
        (vec![("t", at("cancel"))], "t>b:0.125 b>e1", "1 0.625 0.125"),
        (
            vec![("t", at("error")), ("u", at("timer"))],
            "t>b b>e1 u>c:0.125 c>e2",
            "1 0.625 0.25",
        ),
        (
            vec![("u", at("timer")), ("t", at("error"))],
            "t>b b>e1 u>c:0.125 c>e2",
            "1 0.625 0.25",
        ),
        (vec![("t", beside.clone())], "t>b:0.5 b>e1", "1 0.75 0.5"),
        // A stated share goes before what is raised, on any of the lines behind.
        (vec![("t", at("error"))], "t>b:0.125 b>e1", "1 0.875 0.125"),
        (
            vec![("t", at("error"))],
            "t>b:0.125 t>c b>e1 c>e2",
            "1 0.875 0.125",
        ),
        (
            vec![("t", at("error"))],
            "t>c t>b:0.125 b>e1 c>e2",
            "1 0.875 0.125",
        ),
        // What makes good is not come to.
        (vec![("t", at("compensation"))], "", "1 0.75"),
    ] {
        let text = format!("s>sub sub>a a>e s1>x1 x1>f1:0.25 x1>f2:0.75 {behind}");
        let mut kinds = vec![
            ("sub", json!({"kind": "sub_process"})),
            ("s1", inner(event("start", "none", ""))),
            (
                "x1",
                inner(json!({"kind": "gateway", "gateway": "exclusive"})),
            ),
            ("f1", inner(event("end", "error", ""))),
            ("f2", inner(event("end", "none", ""))),
        ];
        kinds.extend(events.iter().cloned());
        let figures = of(&text, &kinds);
        let nodes = if behind.is_empty() {
            "sub a"
        } else {
            "sub a b"
        };
        assert_eq!(visits(&figures, nodes), expected, "{events:?} {behind}");
    }
}

#[test]
fn a_loop_that_only_an_event_leaves() {
    let kinds = || {
        vec![
            ("b", work("1")),
            ("c", work("1")),
            ("t", event("boundary", "timer", "b")),
        ]
    };
    let text = |share: &str| format!("s>b b>c c>b t>d{share} d>e");
    assert_eq!(visits(&of(&text(":0.5"), &kinds()), "b c d"), "2 1 1");
    for share in [":0", ""] {
        let flow: Flow = drawn(&lines(&text(share)), &kinds());
        let never = json!({"unknown_boundary": "never"});
        let error = metrics(&flow, serde_json::from_value(never).unwrap()).unwrap_err();
        assert_eq!(error.code(), "bpr.metrics.endless_loop", "{share}");
    }
    assert_eq!(visits(&of(&text(""), &kinds()), "s b c d"), "1 ? ? ?");
    // Behind an unknown share, too, a loop must be left.
    let lost = measured("s>x0 x0>a x0>e a>b b>a", &[]).unwrap_err();
    assert_eq!(lost.code(), "bpr.metrics.endless_loop");
}

#[test]
fn where_a_run_begins() {
    for (text, nodes, expected) in [
        // Without start events all first steps begin.
        ("a>c b>d c>e d>e1", "a b c d", "1 1 1 1"),
        ("a>c c>e", "a c", "1 1"),
        // With one, what nothing leads to is not come to.
        ("s>a a>e b>e1", "a b e1", "1 0 0"),
        ("s>a a>x1 b>x1 x1>c c>e", "a b c", "1 0 1"),
        // Of several nobody knows which.
        ("s1>a s2>b a>e b>e1", "s1 s2 a b", "? ? ? ?"),
        // Where nobody goes along, it does not matter that the rest is unknown.
        (
            "s>x0 x0>x1 x0>e x1>a:1 x1>b:0 a>e1 b>e2",
            "x1 a b e2",
            "? ? 0 0",
        ),
        // A start with two lines that have shares goes one way.
        ("s>a:0.3 s>b:0.7 a>e b>e1", "a b", "0.3 0.7"),
        ("s>a s>b a>e b>e1", "a b", "1 1"),
        // First steps that meet in a join begin together.
        ("a>p1 b>p1 p1>c c>e", "a b p1 c", "1 1 1 1"),
        ("a>i1 b>i1 i1>c c>e", "a b i1 c", "1 1 1 1"),
    ] {
        assert_eq!(visits(&of(text, &[]), nodes), expected, "{text}");
    }
}

#[test]
fn joins_without_a_split_of_their_own() {
    // An inclusive join to which one line surely comes, and another perhaps: how often it waits for both is not known.
    let text = "s>p1 p1>a p1>x1 a>i2 x1>i2:0.5 x1>e1:0.5 i2>c c>e";
    assert_eq!(visits(&of(text, &[]), "a x1 i2 c e1"), "1 1 ? ? 0.5");
    // A join that waits for its own way back waits for ever, whatever the shares are.
    for text in [
        "s>p1 p1>x1 x1>p1 x1>e",
        "s>p1 p1>a a>x1 x1>b b>p1 x1>e",
        "s>p1 p1>x1 x1>x2 x1>e x2>a x2>b a>x3 b>x3 x3>p1",
    ] {
        let error = measured(text, &[]).unwrap_err();
        assert_eq!(error.code(), "bpr.metrics.unbalanced_join", "{text}");
        assert!(error.to_string().contains("`p1`"), "{error}");
    }
    // A join with a line that nobody comes along.
    let error = measured("s>p1 u>p1 p1>a a>e", &[]).unwrap_err();
    assert_eq!(error.code(), "bpr.metrics.unbalanced_join");
}

#[test]
fn the_same_item_is_entered_again() {
    let enters = |more: Value| {
        let mut step = json!({"kind": "activity", "work": "1", "waiting": "0", "enters": ["住所"]});
        for (key, value) in more.as_object().unwrap() {
            step[key] = value.clone();
        }
        step
    };
    let once = || enters(json!({}));
    let row = "s>a a>b b>e";
    let looped = "s>x1 x1>a a>d d>x2 x2>x1:0.2 x2>b:0.8 b>c c>e";
    for (text, kinds, expected) in [
        (row, vec![("a", once())], "0"),
        (row, vec![("a", once()), ("b", once())], "1"),
        (row, vec![("a", enters(json!({"frequency": "2"})))], "1"),
        (row, vec![("a", enters(json!({"frequency": "1"})))], "0"),
        (
            row,
            vec![("a", enters(json!({"frequency": "3"}))), ("b", once())],
            "3",
        ),
        // Half of the cases each time, perhaps the same half.
        (
            row,
            vec![
                ("a", enters(json!({"frequency": "0.5"}))),
                ("b", enters(json!({"frequency": "0.5"}))),
            ],
            "0..1",
        ),
        (
            row,
            vec![("a", enters(json!({"frequency": "0.5"})))],
            "0..0.5",
        ),
        // How often is unknown of one of them: nothing is added up.
        (
            row,
            vec![("a", enters(json!({"repetition": "loop"}))), ("b", once())],
            "0..",
        ),
        (
            row,
            vec![
                ("a", enters(json!({"repetition": "loop"}))),
                ("b", enters(json!({"frequency": "5"}))),
            ],
            "0..",
        ),
        // In a loop, and behind it.
        (looped, vec![("a", once())], "0.25..1.25"),
        (looped, vec![("d", once())], "0.25..1.25"),
        (
            "s>a a>d d>x2 x2>a:0.2 x2>b:0.8 b>e",
            vec![("a", once())],
            "0.25..1.25",
        ),
        (looped, vec![("b", once())], "0"),
        (looped, vec![("b", once()), ("c", once())], "1"),
        (looped, vec![("a", once()), ("b", once())], "1.25"),
        // One of two ways.
        (
            "s>x1 x1>a:0.3 x1>b:0.7 a>e b>e1",
            vec![("a", once()), ("b", once())],
            "0..0.3",
        ),
        // Nobody comes by.
        ("s>x1 x1>a:0 x1>b:1 a>e b>e1", vec![("a", once())], "0"),
    ] {
        let figures = of(text, &kinds);
        assert_eq!(
            measure(&figures, MeasureKind::Reentries),
            expected,
            "{text} {kinds:?}"
        );
    }
}

/// Ten minutes of work in a lane of a pool.
fn worked(pool: &str, lane: &str, lane_class: &str, step: Value) -> FlowMetrics {
    let mut is = work("10");
    for (key, value) in step.as_object().unwrap() {
        is[key] = value.clone();
    }
    is["@pool"] = json!("p");
    is["@lane"] = json!("l");
    let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", is)]);
    let said = |mut of: Value, key: &str, value: &str| {
        if !value.is_empty() {
            of[key] = json!(value);
        }
        of
    };
    let of_lane = said(json!({"id": "l"}), "party", lane);
    let of_lane = said(of_lane, "staff_class", lane_class);
    let mut of_pool = said(json!({"id": "p"}), "party", pool);
    of_pool["lanes"] = json!([of_lane]);
    document["pools"] = json!([of_pool]);
    let class = |id: &str, yen: Option<u32>| {
        let mut class = json!({"id": id, "label": {"ja": id, "en": id}});
        if let Some(yen) = yen {
            class["yen_per_hour"] = json!(yen);
        }
        class
    };
    document["staff_classes"] = json!([
        class("regular", Some(3_000)),
        class("fixed", Some(1_200)),
        class("free", None)
    ]);
    let flow: Flow = serde_json::from_value(document).unwrap();
    metrics(&flow, MetricsOptions::default()).unwrap()
}

#[test]
fn who_works_and_what_it_costs() {
    let none = || json!({});
    let automated = || json!({"marks": ["automated"]});
    let class = |id: &str| json!({"staff_class": id});
    // Pool, lane and its class, step; minutes of staff and of the applicant, and yen.
    for (pool, lane, lane_class, step, staff, applicant, yen) in [
        ("", "", "", none(), "10", "0", "0.."),
        ("", "", "regular", none(), "10", "0", "500"),
        ("", "", "regular", class("fixed"), "10", "0", "200"),
        ("", "", "", class("fixed"), "10", "0", "200"),
        ("", "", "", class("free"), "10", "0", "0.."),
        ("", "", "regular", automated(), "0", "0", "0"),
        ("applicant", "", "", none(), "0", "10", "0"),
        ("applicant", "", "", automated(), "0", "10", "0"),
        ("applicant", "", "regular", none(), "0", "10", "0"),
        ("applicant", "counter", "", none(), "10", "0", "0.."),
        ("counter", "applicant", "", none(), "0", "10", "0"),
        ("system", "", "", none(), "0", "0", "0"),
        ("contractor", "", "", none(), "0", "0", "0"),
        ("other_organisation", "", "", none(), "0", "0", "0"),
        ("reviewer", "", "", none(), "10", "0", "0.."),
        // Who is paid by us works for us.
        ("system", "", "regular", none(), "10", "0", "500"),
        ("contractor", "", "", class("fixed"), "10", "0", "200"),
        ("contractor", "", "fixed", automated(), "0", "0", "0"),
    ] {
        let figures = worked(pool, lane, lane_class, step.clone());
        let what = format!("{pool} {lane} {lane_class} {step}");
        assert_eq!(measure(&figures, MeasureKind::WorkMinutes), "10", "{what}");
        assert_eq!(
            measure(&figures, MeasureKind::StaffMinutes),
            staff,
            "{what}"
        );
        assert_eq!(
            measure(&figures, MeasureKind::ApplicantMinutes),
            applicant,
            "{what}"
        );
        assert_eq!(measure(&figures, MeasureKind::CostYen), yen, "{what}");
    }
}

#[test]
fn each_class_has_its_minutes_and_its_cost() {
    let of = |figures: &FlowMetrics| -> Vec<String> {
        let classes = figures.by_class.iter();
        classes
            .map(|one| {
                let class = one.class.as_ref().map_or("-", |id| id.as_str());
                format!(
                    "{class} {} {}",
                    bounds(&one.work_minutes),
                    bounds(&one.cost_yen)
                )
            })
            .collect()
    };
    assert_eq!(
        of(&worked("", "", "regular", json!({}))),
        ["regular 10 500", "fixed 0 0", "free 0 0"]
    );
    assert_eq!(
        of(&worked("", "", "regular", json!({"staff_class": "fixed"}))),
        ["regular 0 0", "fixed 10 200", "free 0 0"]
    );
    assert_eq!(
        of(&worked("", "", "", json!({"staff_class": "free"}))),
        ["regular 0 0", "fixed 0 0", "free 10 0.."]
    );
    assert_eq!(
        of(&worked("", "", "", json!({}))),
        ["regular 0 0", "fixed 0 0", "free 0 0", "- 10 0.."]
    );
    assert_eq!(
        of(&worked("", "", "", json!({"staff_class": "other"}))),
        ["regular 0 0", "fixed 0 0", "free 0 0", "other 10 0.."]
    );
    assert_eq!(
        of(&worked("applicant", "", "", json!({}))),
        ["regular 0 0", "fixed 0 0", "free 0 0"]
    );
}

#[test]
fn why_a_figure_is_unknown() {
    use MeasureKind::{
        CashYen, CostYen, Handoffs, PaperSteps, Stamps, WaitingMinutes, WorkMinutes,
    };
    let weibull = || json!({"kind": "weibull", "shape": "2", "scale": "5"});
    let step = |more: Value| {
        let mut step = json!({"kind": "activity"});
        for (key, value) in more.as_object().unwrap() {
            step[key] = value.clone();
        }
        step
    };
    let catch = |waiting: Value| {
        let mut event = event("catch", "timer", "");
        if !waiting.is_null() {
            event["waiting"] = waiting;
        }
        event
    };
    for (kind, is, reason) in [
        (WorkMinutes, step(json!({})), "no_work_time"),
        (WorkMinutes, step(json!({"work": weibull()})), "no_mean"),
        (
            WorkMinutes,
            step(json!({"work": "5", "repetition": "loop"})),
            "no_frequency",
        ),
        (
            WorkMinutes,
            step(json!({"marks": ["automated"], "repetition": "loop"})),
            "no_frequency",
        ),
        (
            WorkMinutes,
            step(json!({"repetition": "loop"})),
            "no_work_time",
        ),
        (
            WorkMinutes,
            step(json!({"work": "0", "repetition": "loop"})),
            "",
        ),
        (WorkMinutes, step(json!({"marks": ["automated"]})), ""),
        (
            WaitingMinutes,
            step(json!({"work": "5"})),
            "no_waiting_time",
        ),
        (
            WaitingMinutes,
            step(json!({"waiting": weibull()})),
            "no_mean",
        ),
        (
            WaitingMinutes,
            step(json!({"waiting": "5", "repetition": "loop"})),
            "",
        ),
        (WaitingMinutes, catch(Value::Null), "no_waiting_time"),
        (WaitingMinutes, catch(weibull()), "no_mean"),
        (WaitingMinutes, catch(json!("5")), ""),
        (CostYen, step(json!({"work": "5"})), "no_staff_class"),
        (CostYen, step(json!({"work": "0"})), ""),
        (CostYen, step(json!({})), "no_staff_class"),
        (
            CostYen,
            step(json!({"work": "5", "staff_class": "nobody"})),
            "no_hourly_cost",
        ),
        (PaperSteps, step(json!({})), "no_medium"),
        (PaperSteps, step(json!({"marks": ["automated"]})), ""),
        (
            PaperSteps,
            step(json!({"medium": "paper", "repetition": "loop"})),
            "no_frequency",
        ),
        (
            PaperSteps,
            step(json!({"medium": "digital", "repetition": "loop"})),
            "",
        ),
        (
            Stamps,
            step(json!({"marks": ["stamp"], "repetition": "loop"})),
            "no_frequency",
        ),
        (Stamps, step(json!({"repetition": "loop"})), ""),
        (
            CashYen,
            step(json!({"cash_yen": 5, "repetition": "loop"})),
            "no_frequency",
        ),
        (CashYen, step(json!({"repetition": "loop"})), ""),
        (Handoffs, step(json!({})), ""),
    ] {
        let figures = of("s>a a>e", &[("a", is.clone())]);
        let found = figures.measure(kind).unwrap();
        let told: Vec<&str> = found
            .unknown
            .iter()
            .map(|part| part.reason.code())
            .collect();
        let expected = if reason.is_empty() {
            vec![]
        } else {
            vec![reason]
        };
        assert_eq!(told, expected, "{kind} {is}");
        for part in &found.unknown {
            assert_eq!(part.node.as_ref().map(ElementId::as_str), Some("a"));
        }
        // Behind a branch without a share nobody knows how often; where nobody comes by, it does not matter.
        let behind = |share: &str, other: &str| {
            let text = format!("s>x x>a{share} x>e{other} a>e1");
            let figures = of(&text, &[("a", is.clone())]);
            figures.measure(kind).unwrap().is_unknown()
        };
        assert!(!behind(":0", ":1"), "{kind} {is}");
        assert_eq!(behind(":1", ":0"), !reason.is_empty(), "{kind} {is}");
    }
}
