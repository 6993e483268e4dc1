//! Figures of flows: ways, reasons of what is unknown, refusals.

use crate::helper::{drawn, sketch, work};
use serde_json::{Value, json};
use tosei_bpr::{
    ElementId, Flow,
    metrics::{FlowMetrics, Measure, MeasureKind, MetricsError, MetricsOptions, metrics},
};
use tosei_document::Explain;
use tosei_types::Language;

fn of(flow: &Flow) -> FlowMetrics {
    metrics(flow, MetricsOptions::default()).unwrap()
}

fn equal(flow: &Flow) -> FlowMetrics {
    let options = json!({"unknown_branches": "equal", "unknown_boundary": "never"});
    metrics(flow, serde_json::from_value(options).unwrap()).unwrap()
}

fn lead(figures: &FlowMetrics) -> Option<String> {
    figures.lead_minutes.exact().map(ToString::to_string)
}

fn path(figures: &FlowMetrics) -> Vec<&str> {
    let ids = figures.times[0].critical_path.iter();
    ids.map(ElementId::as_str).collect()
}

fn visits(figures: &FlowMetrics, node: &str) -> Option<String> {
    let one = figures.visits.iter().find(|one| one.node.as_str() == node);
    one.unwrap().visits.as_ref().map(ToString::to_string)
}

#[test]
fn the_longest_of_branches_and_the_likeliest_of_ways() {
    let times = [("a", work("10")), ("b", work("25")), ("c", work("5"))];
    let parallel = drawn(
        &[
            ("s", "p1", ""),
            ("p1", "a", ""),
            ("p1", "b", ""),
            ("a", "p2", ""),
            ("b", "p2", ""),
            ("p2", "c", ""),
            ("c", "e", ""),
        ],
        &times,
    );
    assert_eq!(path(&of(&parallel)), ["s", "p1", "b", "p2", "c", "e"]);
    assert_eq!(lead(&of(&parallel)).as_deref(), Some("30"));
    for (one, other, taken) in [
        ("0.3", "0.7", "b"),
        ("0.7", "0.3", "a"),
        ("0.5", "0.5", "a"),
    ] {
        let choice = drawn(
            &[
                ("s", "x1", ""),
                ("x1", "a", one),
                ("x1", "b", other),
                ("a", "x2", ""),
                ("b", "x2", ""),
                ("x2", "e", ""),
            ],
            &times,
        );
        assert_eq!(path(&of(&choice)), ["s", "x1", taken, "x2", "e"], "{one}");
    }
    // No loop twice.
    let looped = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "a", ""),
            ("a", "x2", ""),
            ("x2", "x1", "0.9"),
            ("x2", "e", "0.1"),
        ],
        &times,
    );
    assert_eq!(path(&of(&looped)), ["s", "x1", "a", "x2", "e"]);
    assert_eq!(lead(&of(&looped)).as_deref(), Some("100"));
}

#[test]
fn splits_within_splits() {
    let times = [("a", work("10")), ("b", work("20")), ("c", work("30"))];
    // One join for the branches of two splits.
    let once = drawn(
        &[
            ("s", "p1", ""),
            ("p1", "p2", ""),
            ("p1", "c", ""),
            ("p2", "a", ""),
            ("p2", "b", ""),
            ("a", "p3", ""),
            ("b", "p3", ""),
            ("c", "p3", ""),
            ("p3", "e", ""),
        ],
        &times,
    );
    assert_eq!(lead(&of(&once)).as_deref(), Some("30"));
    assert_eq!(
        of(&once).times[0]
            .rework_probability
            .as_ref()
            .unwrap()
            .to_string(),
        "0"
    );
    // The branches of a parallel split within an inclusive one that is joined later are not those of the other: with
    // half of the cases it is 30, and else what the others take, which depends on what they share.
    let mixed = drawn(
        &[
            ("s", "i1", ""),
            ("i1", "p1", "0.5"),
            ("i1", "c", "1"),
            ("p1", "a", ""),
            ("p1", "b", ""),
            ("a", "i2", ""),
            ("b", "i2", ""),
            ("c", "i2", ""),
            ("i2", "e", ""),
        ],
        &times,
    );
    assert_eq!(lead(&of(&mixed)), None);
}

#[test]
fn why_rework_is_unknown() {
    let reason = |figures: &FlowMetrics| {
        let unknown = figures.times[0].rework_unknown.as_ref();
        unknown.map(|part| {
            serde_json::to_value(part).unwrap()["reason"]
                .as_str()
                .unwrap()
                .to_owned()
        })
    };
    let times = [("a", work("10")), ("b", work("25"))];
    // Two beginnings, one of them by a message of another process, of which the other repeats.
    let mut document = sketch(
        &[
            ("s1", "x1", ""),
            ("x1", "a", ""),
            ("a", "x2", ""),
            ("x2", "x1", "0.5"),
            ("x2", "x3", "0.5"),
            ("s2", "x3", ""),
            ("x3", "e1", ""),
            ("s3", "b", ""),
            ("b", "e3", ""),
        ],
        &[
            ("a", work("10")),
            ("b", work("25")),
            (
                "s2",
                json!({"kind": "event", "event": "start", "trigger": "message"}),
            ),
        ],
    );
    document["pools"] = json!([{"id": "p"}, {"id": "q"}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        let other = ["s3", "b", "e3"].contains(&node["id"].as_str().unwrap());
        node["pool"] = json!(if other { "q" } else { "p" });
    }
    document["message_flows"] = json!([{"id": "m", "from": "b", "to": "s2"}]);
    let starts: Flow = serde_json::from_value(document).unwrap();
    assert_eq!(reason(&of(&starts)).as_deref(), Some("several_entries"));
    // Branches of an inclusive gateway that repeat.
    let together = drawn(
        &[
            ("s", "i1", ""),
            ("i1", "x1", "0.5"),
            ("x1", "a", ""),
            ("a", "x2", ""),
            ("x2", "x1", "0.5"),
            ("x2", "i2", "0.5"),
            ("i1", "b", "1"),
            ("b", "i2", ""),
            ("i2", "e", ""),
        ],
        &times,
    );
    assert_eq!(reason(&of(&together)).as_deref(), Some("together"));
    let unknown = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "a", ""),
            ("a", "x2", ""),
            ("x2", "x1", ""),
            ("x2", "b", ""),
            ("x2", "e1", ""),
            ("b", "e2", ""),
        ],
        &times,
    );
    assert_eq!(reason(&of(&unknown)).as_deref(), Some("no_probability"));
    assert_eq!(reason(&equal(&unknown)), None);
    let clear = drawn(&[("s", "a", ""), ("a", "e", "")], &times);
    assert_eq!(reason(&of(&clear)), None);
}

/// An event sub-process with two starts, in a process.
fn begun_by_events(shares: [&str; 2]) -> Flow {
    let event = |trigger: &str| json!({"kind": "event", "event": "start", "trigger": trigger, "@parent": "h"});
    let step = json!({"kind": "activity", "work": "10", "waiting": "0", "@parent": "h"});
    let merge = json!({"kind": "gateway", "gateway": "exclusive", "@parent": "h"});
    let end = json!({"kind": "event", "event": "end", "trigger": "none", "@parent": "h"});
    drawn(
        &[
            ("s", "a", ""),
            ("a", "e", ""),
            ("h1", "m", shares[0]),
            ("h2", "m", shares[1]),
            ("m", "b", ""),
            ("b", "f", ""),
        ],
        &[
            ("a", work("60")),
            ("h", json!({"kind": "sub_process", "by_event": true})),
            ("h1", event("signal")),
            ("h2", event("conditional")),
            ("m", merge),
            ("b", step),
            ("f", end),
        ],
    )
}

#[test]
fn an_event_sub_process_is_begun_as_often_as_its_starts_say() {
    let figures = of(&begun_by_events(["0.25", "0.5"]));
    for (node, often) in [
        ("h", "0.75"),
        ("h1", "0.25"),
        ("h2", "0.5"),
        ("b", "0.75"),
        ("a", "1"),
    ] {
        assert_eq!(visits(&figures, node).as_deref(), Some(often), "{node}");
    }
    let work = figures.measure(MeasureKind::WorkMinutes).unwrap();
    assert_eq!(work.exact().unwrap().to_string(), "67.5");
    let unknown = of(&begun_by_events(["0.25", ""]));
    assert_eq!(visits(&unknown, "b"), None);
    assert!(
        unknown
            .measure(MeasureKind::WorkMinutes)
            .unwrap()
            .is_unknown()
    );
    assert!(
        !figures
            .measure(MeasureKind::WorkMinutes)
            .unwrap()
            .is_unknown()
    );
}

/// A choice within an event sub-process is one like any other.
#[test]
fn branches_within_an_event_sub_process() {
    let within = |mut is: Value| {
        is["@parent"] = json!("h");
        is
    };
    let event = |event: &str, trigger: &str| {
        within(json!({"kind": "event", "event": event, "trigger": trigger}))
    };
    let flow = drawn(
        &[
            ("s", "a", ""),
            ("a", "e", ""),
            ("h1", "x1", "0.5"),
            ("x1", "b", "0.25"),
            ("x1", "c", "0.75"),
            ("b", "f", ""),
            ("c", "g", ""),
        ],
        &[
            ("h", json!({"kind": "sub_process", "by_event": true})),
            ("h1", event("start", "signal")),
            (
                "x1",
                within(json!({"kind": "gateway", "gateway": "exclusive"})),
            ),
            ("b", within(work("1"))),
            ("c", within(work("1"))),
            ("f", event("end", "none")),
            ("g", event("end", "none")),
        ],
    );
    let figures = of(&flow);
    for (node, often) in [("h", "0.5"), ("x1", "0.5"), ("b", "0.125"), ("c", "0.375")] {
        assert_eq!(visits(&figures, node).as_deref(), Some(often), "{node}");
    }
}

#[test]
fn what_is_raised_again_is_raised_around() {
    // Within the sub-process every third case fails; what takes the error raises it again, and late follows.
    let end = |trigger: &str, parent: &str| json!({"kind": "event", "event": "end", "trigger": trigger, "@parent": parent});
    let start = |trigger: &str, parent: &str| json!({"kind": "event", "event": "start", "trigger": trigger, "@parent": parent});
    let flow = drawn(
        &[
            ("s", "sub", ""),
            ("sub", "a", ""),
            ("a", "e", ""),
            ("t", "late", ""),
            ("late", "e2", ""),
            ("i1", "i2", ""),
            ("h1", "h2", "0.25"),
        ],
        &[
            ("a", work("1")),
            ("late", work("8")),
            ("sub", json!({"kind": "sub_process"})),
            (
                "t",
                json!({"kind": "event", "event": "boundary", "trigger": "error", "attached_to": "sub"}),
            ),
            ("i1", start("none", "sub")),
            ("i2", end("none", "sub")),
            (
                "h",
                json!({"kind": "sub_process", "by_event": true, "@parent": "sub"}),
            ),
            ("h1", start("error", "h")),
            ("h2", end("error", "h")),
        ],
    );
    let figures = of(&flow);
    for (node, often) in [
        ("h", "0.25"),
        ("t", "0.25"),
        ("late", "0.25"),
        ("a", "0.75"),
    ] {
        assert_eq!(visits(&figures, node).as_deref(), Some(often), "{node}");
    }
}

#[test]
fn several_events_at_one_step() {
    // A quarter each is broken off at the end; half goes on.
    let event = |trigger: &str| json!({"kind": "event", "event": "boundary", "trigger": trigger, "attached_to": "a"});
    let flow = drawn(
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "e", ""),
            ("t1", "c", "0.25"),
            ("t2", "d", "0.25"),
            ("c", "e1", ""),
            ("d", "e2", ""),
        ],
        &[
            ("a", work("10")),
            ("b", work("1")),
            ("c", work("8")),
            ("d", work("4")),
            ("t1", event("timer")),
            ("t2", event("message")),
        ],
    );
    let figures = of(&flow);
    assert_eq!(lead(&figures).as_deref(), Some("13.5"));
    for (node, often) in [("b", "0.5"), ("c", "0.25"), ("d", "0.25")] {
        assert_eq!(visits(&figures, node).as_deref(), Some(often), "{node}");
    }
}

#[test]
fn times_are_told_by_scope() {
    let figures = of(&begun_by_events(["0.25", "0.5"]));
    let scopes: Vec<(Option<&str>, bool)> = figures
        .times
        .iter()
        .map(|one| (one.scope.as_ref().map(ElementId::as_str), one.sub_process))
        .collect();
    assert!(
        scopes.contains(&(None, false)) && scopes.contains(&(Some("h"), true)),
        "{scopes:?}"
    );
}

#[test]
fn a_measure_in_words() {
    let read = |value: Value| serde_json::from_value::<Measure>(value).unwrap();
    for (measure, ja, en) in [
        (json!({"from": "16", "to": "16"}), "16", "16"),
        (json!({"from": "5", "to": "8"}), "5～8", "5 to 8"),
        (
            json!({"from": "5", "unknown": [{"reason": "no_work_time"}]}),
            "5以上",
            "at least 5",
        ),
    ] {
        let measure = read(measure);
        assert_eq!(measure.formula(Language::Ja), ja);
        assert_eq!(measure.formula(Language::En), en);
    }
}

#[test]
fn flows_without_figures() {
    let refused = |flow: &Flow| metrics(flow, MetricsOptions::default()).unwrap_err();
    let no = [("a", work("1")), ("b", work("1"))];
    let sum = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "a", "0.5"),
            ("x1", "b", "0.4"),
            ("a", "e", ""),
            ("b", "e", ""),
        ],
        &no,
    );
    // A join that gets seven tenths on one line, and three on the other.
    let unbalanced = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "a", "0.7"),
            ("x1", "b", "0.3"),
            ("a", "p1", ""),
            ("b", "p1", ""),
            ("p1", "e", ""),
        ],
        &no,
    );
    let endless = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "a", ""),
            ("a", "x2", ""),
            ("x2", "x1", "1"),
            ("x2", "e", "0"),
        ],
        &no,
    );
    let grows = drawn(
        &[
            ("s", "x1", ""),
            ("x1", "p1", ""),
            ("p1", "a", ""),
            ("p1", "b", ""),
            ("a", "x1", ""),
            ("b", "e", ""),
        ],
        &no,
    );
    for (flow, code, ja, en) in [
        (
            &sum,
            "bpr.metrics.probabilities",
            "x1の分岐の確率の合計が0.9です。1にしてください。",
            "0.9",
        ),
        (
            &unbalanced,
            "bpr.metrics.unbalanced_join",
            "p1で並行する流れがそろいません。",
            "`p1`",
        ),
        (
            &endless,
            "bpr.metrics.endless_loop",
            "の繰り返しから抜ける道がありません。",
            "never left",
        ),
        (
            &grows,
            "bpr.metrics.unbounded",
            "の仕事が際限なく増えます。",
            "without limit",
        ),
    ] {
        let error = refused(flow);
        assert_eq!(error.code(), code);
        let told = error.sentence(Language::Ja);
        assert!(told.ends_with(ja) && told.len() >= ja.len(), "{told}");
        assert!(error.sentence(Language::En).contains(en), "{error}");
        assert!(error.sentence(Language::En).ends_with('.'));
    }
    let mut document = serde_json::to_value(&sum).unwrap();
    document["sequence_flows"][0]["to"] = json!("nobody");
    let error = refused(&serde_json::from_value(document).unwrap());
    assert!(matches!(error, MetricsError::Graph(_)));
    assert_eq!(error.code(), "bpr.graph.defects");
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(
        ja.starts_with("業務フローに矛盾があります。") && ja.contains("nobody"),
        "{ja}"
    );
    assert!(
        en.starts_with("The flow does not hold together: ") && en.contains("nobody"),
        "{en}"
    );
}
