//! What does not hold together in a flow: what is told, of what, with which name.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{Flow, graph::Graph, metrics::MetricsOptions};
use tosei_document::Explain;
use tosei_types::Language;

/// `rule subject: sentence` of each finding.
fn told(document: &Value) -> Vec<String> {
    let flow: Flow = serde_json::from_value(document.clone()).unwrap();
    let graph = Graph::compile(&flow);
    let findings = graph.report().findings().iter();
    let words = |one| tosei_bpr::graph::graph_rules().sentence(one, Language::En);
    findings
        .map(|one| format!("{} {}", one.rule.rsplit('.').next().unwrap(), words(one)))
        .collect()
}

fn sub() -> Value {
    json!({"kind": "sub_process"})
}

fn step() -> Value {
    json!({"kind": "activity"})
}

fn within(parent: &str, mut is: Value) -> Value {
    is["@parent"] = json!(parent);
    is
}

fn boundary(host: Option<&str>) -> Value {
    let mut event = json!({"kind": "event", "event": "boundary", "trigger": "timer"});
    if let Some(host) = host {
        event["attached_to"] = json!(host);
    }
    event
}

#[test]
fn nodes_are_within_sub_processes() {
    let lines = [("s", "a", ""), ("a", "e", "")];
    for (kinds, expected) in [
        (vec![("b", within("sub", step())), ("sub", sub())], vec![]),
        (
            vec![("b", within("nobody", step()))],
            vec!["unknown_parent the parent `nobody` of b is no sub-process"],
        ),
        (
            vec![("b", within("a", step()))],
            vec!["unknown_parent the parent `a` of b is no sub-process"],
        ),
        (
            vec![("b", within("b", sub()))],
            vec!["parent_circle the parent `b` of b lies within b itself"],
        ),
        (
            vec![("b", within("c", sub())), ("c", within("b", sub()))],
            vec!["parent_circle the parent `b` of c lies within c itself"],
        ),
        // What leads into a circle is no part of it.
        (
            vec![
                ("d", within("b", step())),
                ("b", within("c", sub())),
                ("c", within("b", sub())),
            ],
            vec!["parent_circle the parent `b` of c lies within c itself"],
        ),
        (
            vec![
                ("d", within("c", step())),
                ("c", within("b", sub())),
                ("b", sub()),
            ],
            vec![],
        ),
    ] {
        assert_eq!(told(&sketch(&lines, &kinds)), expected, "{kinds:?}");
    }
}

#[test]
fn events_are_at_the_boundary_of_an_activity_of_their_level() {
    let lines = [("s", "a", ""), ("a", "x", ""), ("x", "e", "")];
    let beside = |host: &str| {
        format!(
            "boundary_without_host the boundary event `t` is attached to `{host}`, which is no activity of its level"
        )
    };
    for (kinds, expected) in [
        (vec![("t", boundary(Some("a")))], vec![]),
        (vec![("t", boundary(Some("b"))), ("b", sub())], vec![]),
        (
            vec![("t", boundary(Some("b"))), ("b", json!({"kind": "call"}))],
            vec![],
        ),
        (vec![("t", boundary(Some("x")))], vec![beside("x")]),
        (vec![("t", boundary(Some("s")))], vec![beside("s")]),
        (
            vec![("t", boundary(Some("nobody")))],
            vec![beside("nobody")],
        ),
        (vec![("t", boundary(None))], vec![beside("")]),
        (
            vec![("t", within("b", boundary(Some("a")))), ("b", sub())],
            vec![beside("a")],
        ),
        (
            vec![
                ("t", boundary(Some("c"))),
                ("c", within("b", step())),
                ("b", sub()),
            ],
            vec![beside("c")],
        ),
        (
            vec![
                ("t", within("b", boundary(Some("c")))),
                ("c", within("b", step())),
                ("b", sub()),
            ],
            vec![],
        ),
        (
            vec![(
                "t",
                json!({"kind": "event", "event": "catch", "trigger": "timer", "attached_to": "a"}),
            )],
            vec![
                "attached_but_not_boundary `t` is attached to `a` but is no boundary event"
                    .to_owned(),
            ],
        ),
    ] {
        assert_eq!(told(&sketch(&lines, &kinds)), expected, "{kinds:?}");
    }
}

#[test]
fn lines_connect_nodes_of_one_level_and_pool() {
    let pooled = |pool: &str| json!({"kind": "activity", "@pool": pool});
    for (line, a, b, expected) in [
        (("a", "b", ""), step(), step(), vec![]),
        (
            ("a", "nobody", ""),
            step(),
            step(),
            vec!["unknown_node the sequence flow `l0` names `nobody`, which is no node"],
        ),
        (
            ("nobody", "b", ""),
            step(),
            step(),
            vec!["unknown_node the sequence flow `l0` names `nobody`, which is no node"],
        ),
        (
            ("p", "q", ""),
            step(),
            step(),
            vec![
                "unknown_node the sequence flow `l0` names `p`, which is no node",
                "unknown_node the sequence flow `l0` names `q`, which is no node",
            ],
        ),
        (
            ("a", "b", ""),
            within("sub", step()),
            step(),
            vec![
                "crosses_sub_process the sequence flow `l0` crosses the border of a sub-process to `b`",
            ],
        ),
        (
            ("a", "b", ""),
            within("sub", step()),
            within("sub", step()),
            vec![],
        ),
        (
            ("a", "b", ""),
            step(),
            boundary(Some("a")),
            vec!["into_boundary the sequence flow `l0` enters the boundary event `b`"],
        ),
        (("b", "a", ""), step(), boundary(Some("a")), vec![]),
        (
            ("a", "b", ""),
            pooled("p"),
            pooled("q"),
            vec!["crosses_pool the sequence flow `l0` crosses pools to `b`"],
        ),
        (("a", "b", ""), pooled("q"), pooled("q"), vec![]),
    ] {
        let mut document = sketch(&[], &[("a", a.clone()), ("b", b.clone()), ("sub", sub())]);
        document["pools"] = json!([{"id": "p"}, {"id": "q"}]);
        document["sequence_flows"] = json!([{"id": "l0", "from": line.0, "to": line.1}]);
        assert_eq!(told(&document), expected, "{line:?} {a} {b}");
    }
}

#[test]
fn what_carries_no_case_is_looked_up_as_well() {
    let base = || {
        let mut document = sketch(&[("s", "x", ""), ("x", "e", ""), ("x", "e1", "")], &[]);
        document["pools"] = json!([{"id": "p", "lanes": [{"id": "desk"}, {"id": "far", "parent": "desk"}]},
            {"id": "q"}]);
        document
    };
    assert_eq!(told(&base()), Vec::<String>::new());
    for (from, to, unknown) in [
        ("x", "p", vec![]),
        ("q", "s", vec![]),
        ("p", "q", vec![]),
        ("desk", "p", vec!["desk"]),
        ("p", "l0", vec!["l0"]),
        ("nobody", "x", vec!["nobody"]),
        ("nobody", "none", vec!["nobody", "none"]),
    ] {
        let mut document = base();
        document["message_flows"] = json!([{"id": "m", "from": from, "to": to}]);
        let expected: Vec<String> = unknown
            .iter()
            .map(|end| format!("unknown_message_end the message flow `m` names `{end}`, which is neither node nor pool"))
            .collect();
        assert_eq!(told(&document), expected, "{from} {to}");
    }
    for (default, known) in [("l1", true), ("l2", true), ("l0", false), ("nobody", false)] {
        let mut document = base();
        document["nodes"][1]["is"]["default"] = json!(default);
        let wrong = format!(
            "unknown_default the default `{default}` of x is no sequence flow that leaves it"
        );
        let expected = if known { vec![] } else { vec![wrong] };
        assert_eq!(told(&document), expected, "{default}");
    }
    for (user, known) in [("x", true), ("s", true), ("p", false), ("nobody", false)] {
        let mut document = base();
        document["data"] = json!([{"id": "d", "uses": [{"node": user, "direction": "reads"}]}]);
        let wrong =
            format!("unknown_data_user the data object `d` is used by `{user}`, which is no node");
        let expected = if known { vec![] } else { vec![wrong] };
        assert_eq!(told(&document), expected, "{user}");
    }
    for (key, value, rule) in [
        ("pool", "p", ""),
        (
            "pool",
            "desk",
            "unknown_pool the pool `desk` of x does not exist",
        ),
        (
            "pool",
            "nobody",
            "unknown_pool the pool `nobody` of x does not exist",
        ),
        ("lane", "desk", ""),
        ("lane", "p", "unknown_lane the lane `p` of x does not exist"),
        (
            "lane",
            "nobody",
            "unknown_lane the lane `nobody` of x does not exist",
        ),
    ] {
        let mut document = base();
        document["nodes"][1][key] = json!(value);
        let found = told(&document);
        let of_node: Vec<&String> = found
            .iter()
            .filter(|one| !one.starts_with("crosses"))
            .collect();
        let expected = if rule.is_empty() { vec![] } else { vec![rule] };
        assert_eq!(of_node, expected, "{key} {value}");
    }
    for (parent, known) in [
        ("desk", true),
        ("far", false),
        ("p", false),
        ("nobody", false),
    ] {
        let mut document = base();
        document["pools"][0]["lanes"][1]["parent"] = json!(parent);
        let wrong = format!("unknown_lane the lane `{parent}` of far does not exist");
        let expected = if known { vec![] } else { vec![wrong] };
        assert_eq!(told(&document), expected, "{parent}");
    }
}

#[test]
fn a_link_leads_to_the_one_of_its_name_and_level() {
    let link = |event: &str, name: &str| json!({"kind": "event", "event": event, "trigger": "link", "link": name});
    let named = |event: &str, name: &str| json!({"kind": "event", "event": event, "trigger": "link", "@name": name});
    let signal = |event: &str, name: &str| json!({"kind": "event", "event": event, "trigger": "signal", "link": name});
    for (kinds, expected) in [
        (
            vec![("t", link("throw", "1")), ("c", link("catch", "1"))],
            vec![],
        ),
        (
            vec![("t", named("throw", "1")), ("c", link("catch", "1"))],
            vec![],
        ),
        (
            vec![("t", named("throw", "1")), ("c", named("catch", "1"))],
            vec![],
        ),
        (
            vec![("t", link("throw", "1")), ("c", link("catch", "2"))],
            vec!["link_without_target the link `1` of t has no target"],
        ),
        (
            vec![("t", link("throw", "1")), ("c", signal("catch", "1"))],
            vec!["link_without_target the link `1` of t has no target"],
        ),
        (vec![("t", signal("throw", "1"))], vec![]),
        (
            vec![
                ("t", link("throw", "1")),
                ("c", link("catch", "1")),
                ("d", link("catch", "1")),
            ],
            vec!["link_twice the link `1` has more than one target (d)"],
        ),
        (
            vec![
                ("t", link("throw", "1")),
                ("c", link("catch", "1")),
                ("d", within("sub", link("catch", "1"))),
                ("sub", sub()),
            ],
            vec![],
        ),
        (
            vec![
                ("t", link("throw", "1")),
                ("c", within("sub", link("catch", "1"))),
                ("sub", sub()),
            ],
            vec!["link_without_target the link `1` of t has no target"],
        ),
        (
            vec![
                ("t", link("throw", "1")),
                ("u", link("throw", "1")),
                ("c", link("catch", "1")),
            ],
            vec![],
        ),
    ] {
        assert_eq!(
            told(&sketch(&[("s", "e", "")], &kinds)),
            expected,
            "{kinds:?}"
        );
    }
}

#[test]
fn a_flow_that_does_not_hold_together_is_told_with_its_code() {
    let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &[]);
    document["sequence_flows"][1]["to"] = json!("nobody");
    let flow: Flow = serde_json::from_value(document).unwrap();
    let error = Graph::checked(&flow).unwrap_err();
    assert_eq!(error.code(), "bpr.graph.defects");
    assert_eq!(Explain::code(&error), "bpr.graph.defects");
    assert_eq!(
        error.to_string(),
        "the flow does not hold together: `1` defects, the first is `bpr.graph.unknown_node`"
    );
    assert_eq!(
        error.sentence(Language::Ja),
        "業務フローに矛盾があります。流れl1がつなぐnobodyという要素がありません。"
    );
    assert_eq!(
        error.sentence(Language::En),
        "The flow does not hold together: the sequence flow `l1` names `nobody`, which is no node"
    );
    let error = tosei_bpr::metrics::metrics(&flow, MetricsOptions::default()).unwrap_err();
    assert_eq!(Explain::code(&error), "bpr.graph.defects");
}

#[test]
fn a_graph_answers_by_indexes() {
    let mut document = sketch(
        &[("s", "a", ""), ("a", "e", "")],
        &[("b", within("c", step())), ("c", sub())],
    );
    document["pools"] = json!([{"id": "p", "lanes": [{"id": "far"}, {"id": "desk"}]}]);
    document["nodes"][1]["lane"] = json!("desk");
    let flow: Flow = serde_json::from_value(document).unwrap();
    let graph = Graph::compile(&flow);
    let at = |id: &str| graph.index_of(id).unwrap();
    assert_eq!((graph.node_count(), graph.edges().len()), (5, 2));
    assert_eq!(graph.index_of("p"), None);
    assert_eq!(graph.node(at("a")).unwrap().id.as_str(), "a");
    assert!(graph.node(5).is_none());
    assert_eq!(graph.edge(1).to, at("e"));
    assert_eq!(graph.edge(7), tosei_bpr::graph::Edge::default());
    assert_eq!(
        (graph.outgoing(at("s")), graph.incoming(at("a"))),
        (&[0][..], &[0][..])
    );
    assert_eq!(
        (graph.parent(at("b")), graph.parent(at("a"))),
        (Some(at("c")), None)
    );
    assert_eq!(graph.lane(at("a")).unwrap().id.as_str(), "desk");
    assert!(graph.lane(at("s")).is_none());
    assert_eq!(graph.scope_of(at("b")), graph.inside(at("c")).unwrap());
    assert_eq!(graph.inside(at("a")), None);
}
