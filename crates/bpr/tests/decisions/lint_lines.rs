//! Findings about branches, events, data, messages and lanes: what is told, and what is not.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::lint::{LintOptions, lint};

/// The elements about which a rule finds something.
fn told(rule: &str, document: &Value) -> Vec<String> {
    let flow = serde_json::from_value(document.clone()).unwrap();
    let day = "2026-04-01".parse().unwrap();
    let report = lint(&flow, &LintOptions::default(), &[], day).report;
    let code = format!("bpr.lint.{rule}");
    let of_rule = report.findings().iter().filter(|one| *one.rule == *code);
    of_rule
        .map(|one| one.subject.as_deref().unwrap_or_default().to_owned())
        .collect()
}

fn nothing() -> Vec<String> {
    Vec::new()
}

fn event(position: &str, trigger: &str) -> Value {
    json!({"kind": "event", "event": position, "trigger": trigger})
}

/// A split `x` with branches: `c` has a condition, `n` a name, `d` is the default, `b` the default with a condition,
/// and `.` has nothing.
fn split(kind: &str, branches: &str) -> Value {
    let mut gateway = json!({"kind": "gateway", "gateway": kind});
    let ids: Vec<String> = (0..branches.len()).map(|at| format!("e{at}")).collect();
    let mut lines = vec![("s", "x", "")];
    lines.extend(ids.iter().map(|id| ("x", id.as_str(), "")));
    for (at, branch) in branches.chars().enumerate() {
        if "db".contains(branch) {
            gateway["default"] = json!(format!("l{}", at + 1));
        }
    }
    let mut document = sketch(&lines, &[("x", gateway)]);
    for (at, branch) in branches.chars().enumerate() {
        let line = &mut document["sequence_flows"][at + 1];
        match branch {
            'c' | 'b' => line["condition"] = json!("金額が10万円を超える"),
            'n' => line["name"] = json!("ある"),
            _ => {}
        }
    }
    document
}

#[test]
fn beside_conditions_one_branch_is_the_default() {
    for (branches, several, with_condition) in [
        ("..", false, false),
        ("c.", false, false),
        ("cn", false, false),
        ("c..", true, false),
        ("cc.", false, false),
        ("cn.", true, false),
        ("cd", false, false),
        ("ccd", false, false),
        ("cd.", true, false),
        ("d.", false, false),
        ("d..", false, false),
        ("cb", false, true),
        ("cb.", true, true),
        ("b", false, true),
        ("d", false, false),
    ] {
        for kind in ["exclusive", "inclusive"] {
            let document = split(kind, branches);
            let finds = |rule: &str| told(rule, &document) == ["x"];
            assert_eq!(finds("several_defaults"), several, "{kind} {branches}");
            assert_eq!(
                finds("default_with_condition"),
                with_condition,
                "{branches}"
            );
            assert_eq!(told("default_elsewhere", &document), nothing());
        }
        assert_eq!(
            told("several_defaults", &split("parallel", branches)),
            nothing()
        );
    }
    let mut elsewhere = split("exclusive", "cd");
    elsewhere["nodes"][1]["is"]["default"] = json!("l0");
    assert_eq!(told("default_elsewhere", &elsewhere), ["x"]);
    assert_eq!(told("default_with_condition", &elsewhere), nothing());
}

#[test]
fn branches_say_when_they_are_taken() {
    for (branches, silent) in [
        ("nn", false),
        ("nc", false),
        ("nd", false),
        ("cd", false),
        ("n.", true),
        ("c.", true),
        ("d.", true),
        (".", false),
    ] {
        let document = split("exclusive", branches);
        let expected = if silent {
            vec!["x".to_owned()]
        } else {
            nothing()
        };
        assert_eq!(told("unlabelled_branch", &document), expected, "{branches}");
    }
    assert_eq!(
        told("unlabelled_branch", &split("event_based", "..")),
        nothing()
    );
}

#[test]
fn shares_are_asked_of_branches_alone() {
    for (branches, missing) in [(".", false), ("..", true), ("c", false), ("...", true)] {
        let expected = if missing {
            vec!["x".to_owned()]
        } else {
            nothing()
        };
        let document = split("exclusive", branches);
        assert_eq!(
            told("probability_missing", &document),
            expected,
            "{branches}"
        );
    }
    let merge = sketch(&[("s", "x", ""), ("s2", "x", ""), ("x", "e", "")], &[]);
    assert_eq!(told("probability_missing", &merge), nothing());
}

#[test]
fn behind_an_event_gateway_stands_what_waits() {
    let gateway = || json!({"kind": "gateway", "gateway": "event_based"});
    let task = |task: &str| json!({"kind": "activity", "task": task});
    for (is, waits) in [
        (event("catch", "message"), true),
        (event("catch", "timer"), true),
        (event("throw", "message"), false),
        (event("end", "none"), false),
        (task("receive"), true),
        (task("send"), false),
        (task("user"), false),
        (json!({"kind": "activity"}), false),
        (json!({"kind": "sub_process"}), false),
        (json!({"kind": "gateway", "gateway": "exclusive"}), false),
    ] {
        let kinds = [
            ("g", gateway()),
            ("t", event("catch", "timer")),
            ("b", is.clone()),
        ];
        let lines = [("s", "g", ""), ("g", "t", ""), ("g", "b", "")];
        let expected = if waits {
            nothing()
        } else {
            vec!["g".to_owned()]
        };
        let document = sketch(&lines, &kinds);
        assert_eq!(told("event_gateway_target", &document), expected, "{is}");
    }
    // Of another gateway it is not asked.
    let plain = sketch(&[("s", "x", ""), ("x", "a", ""), ("x", "b", "")], &[]);
    assert_eq!(told("event_gateway_target", &plain), nothing());
}

#[test]
fn what_uses_data() {
    let with = |data: Value| {
        let mut document = sketch(&[("s", "a", ""), ("a", "x", ""), ("x", "e", "")], &[]);
        document["data"] = json!([data]);
        document
    };
    let used = |node: &str, direction: &str| json!({"node": node, "direction": direction});
    let object = |store: bool, uses: &[Value]| json!({"id": "d", "store": store, "uses": uses});
    for (data, unused, never_written, at_gateway, dangling) in [
        (object(false, &[]), true, false, false, false),
        (object(true, &[]), true, false, false, false),
        (
            object(false, &[used("a", "reads")]),
            false,
            true,
            false,
            false,
        ),
        (
            object(true, &[used("a", "reads")]),
            false,
            false,
            false,
            false,
        ),
        (
            object(false, &[used("a", "writes")]),
            false,
            false,
            false,
            false,
        ),
        (
            object(false, &[used("a", "reads"), used("s", "writes")]),
            false,
            false,
            false,
            false,
        ),
        (
            object(false, &[used("x", "writes")]),
            false,
            false,
            true,
            false,
        ),
        (
            object(false, &[used("a", "writes"), used("x", "reads")]),
            false,
            false,
            true,
            false,
        ),
        // Nobody is no gateway.
        (
            object(false, &[used("nobody", "writes")]),
            false,
            false,
            false,
            true,
        ),
    ] {
        let document = with(data.clone());
        for (rule, is_told) in [
            ("unused_data", unused),
            ("data_never_written", never_written),
            ("data_at_gateway", at_gateway),
            ("dangling_reference", dangling),
        ] {
            let expected = if is_told {
                vec!["d".to_owned()]
            } else {
                nothing()
            };
            assert_eq!(told(rule, &document), expected, "{rule} {data}");
        }
    }
}

/// Two pools with a step each, of which the second has lanes; a message between what is named.
fn two_pools(from: &str, to: &str) -> Value {
    let mut document = sketch(&[("s", "a", ""), ("a", "x", ""), ("s2", "b", "")], &[]);
    document["pools"] = json!([{"id": "p", "name": "申請者"},
        {"id": "q", "name": "市役所", "lanes": [{"id": "desk", "name": "窓口"}]}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        let second = ["s2", "b"].contains(&node["id"].as_str().unwrap());
        node["pool"] = json!(if second { "q" } else { "p" });
    }
    document["message_flows"] = json!([{"id": "m", "from": from, "to": to}]);
    document
}

#[test]
fn messages_go_from_one_pool_to_another() {
    for (from, to, within, at_gateway, dangling) in [
        ("a", "b", false, false, false),
        ("a", "q", false, false, false),
        ("p", "b", false, false, false),
        ("p", "q", false, false, false),
        ("a", "s", true, false, false),
        ("p", "a", true, false, false),
        ("b", "q", true, false, false),
        ("x", "b", false, true, false),
        ("b", "x", false, true, false),
        ("a", "nobody", false, false, true),
        ("nobody", "b", false, false, true),
        // A lane sends nothing.
        ("a", "desk", false, false, true),
    ] {
        let document = two_pools(from, to);
        for (rule, is_told) in [
            ("message_within_pool", within),
            ("message_at_gateway", at_gateway),
            ("dangling_reference", dangling),
        ] {
            let expected = if is_told {
                vec!["m".to_owned()]
            } else {
                nothing()
            };
            assert_eq!(told(rule, &document), expected, "{rule} {from} {to}");
        }
    }
    // Of two ends without a pool nobody knows.
    let mut document = sketch(&[("s", "a", ""), ("a", "b", "")], &[]);
    document["message_flows"] = json!([{"id": "m", "from": "a", "to": "b"}]);
    assert_eq!(told("message_within_pool", &document), nothing());
}

#[test]
fn lines_stay_in_their_pool_and_level() {
    let of = |key: &str, value: &str| json!({"kind": "activity", key: value});
    let sub = || json!({"kind": "sub_process"});
    let lines = [("s", "a", ""), ("a", "b", "")];
    for (a, b, pools, levels) in [
        (of("@pool", "p"), of("@pool", "p"), false, false),
        (of("@pool", "p"), of("@pool", "q"), true, false),
        (of("@pool", "p"), json!({"kind": "activity"}), true, false),
        (of("@parent", "sub"), of("@parent", "sub"), false, false),
        (
            of("@parent", "sub"),
            json!({"kind": "activity"}),
            false,
            true,
        ),
        (
            json!({"kind": "activity"}),
            of("@parent", "sub"),
            false,
            true,
        ),
        (of("@parent", "sub"), of("@pool", "p"), true, false),
    ] {
        let mut document = sketch(
            &lines,
            &[("a", a.clone()), ("b", b.clone()), ("sub", sub())],
        );
        document["sequence_flows"].as_array_mut().unwrap().remove(0);
        let expected = |is_told: bool| {
            if is_told {
                vec!["l1".to_owned()]
            } else {
                nothing()
            }
        };
        assert_eq!(
            told("sequence_across_pools", &document),
            expected(pools),
            "{a} {b}"
        );
        let across = told("sequence_across_sub_process", &document);
        assert_eq!(across, expected(levels), "{a} {b}");
    }
}

#[test]
fn nodes_stand_in_the_lanes_of_their_pool() {
    let flow = |more: Value| {
        let mut step = json!({"kind": "activity"});
        for (key, value) in more.as_object().unwrap() {
            step[format!("@{key}")] = value.clone();
        }
        let sub = json!({"kind": "sub_process"});
        let mut document = sketch(&[("a", "b", "")], &[("a", step), ("sub", sub)]);
        document["pools"] = json!([
            {"id": "p", "name": "市役所", "lanes": [{"id": "desk", "name": "窓口"}]},
            {"id": "q", "name": "県", "lanes": [{"id": "far", "name": "係"}]},
            {"id": "r", "name": "申請者"}]);
        document
    };
    for (more, outside, of_other) in [
        (json!({}), false, false),
        (json!({"pool": "p", "lane": "desk"}), false, false),
        (json!({"pool": "p"}), true, false),
        (json!({"pool": "p", "parent": "sub"}), false, false),
        (json!({"pool": "r"}), false, false),
        (json!({"pool": "nobody"}), false, false),
        (json!({"pool": "p", "lane": "far"}), false, true),
        (json!({"pool": "r", "lane": "far"}), false, true),
        // Without a pool it is in that of the lane.
        (json!({"lane": "far"}), false, false),
        (json!({"pool": "p", "lane": "nobody"}), false, false),
    ] {
        let document = flow(more.clone());
        let expected = |is_told: bool| {
            if is_told {
                vec!["a".to_owned()]
            } else {
                nothing()
            }
        };
        assert_eq!(
            told("outside_lanes", &document),
            expected(outside),
            "{more}"
        );
        assert_eq!(
            told("lane_of_other_pool", &document),
            expected(of_other),
            "{more}"
        );
    }
}

#[test]
fn each_reference_of_a_node_is_looked_up() {
    let boundary = |host: &str| json!({"kind": "event", "event": "boundary", "trigger": "timer", "attached_to": host});
    let with = |key: &str, value: &str| json!({"kind": "activity", key: value});
    for (is, dangling) in [
        (with("@pool", "p"), false),
        (with("@pool", "q"), true),
        (with("@pool", "desk"), true),
        (with("@lane", "desk"), false),
        (with("@lane", "p"), true),
        (with("@lane", "nobody"), true),
        (with("@parent", "sub"), false),
        (with("@parent", "nobody"), true),
        (boundary("a"), false),
        (boundary("nobody"), true),
        (json!({"kind": "activity"}), false),
    ] {
        let sub = json!({"kind": "sub_process"});
        let kinds = [("b", is.clone()), ("sub", sub)];
        let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &kinds);
        document["pools"] = json!([{"id": "p", "lanes": [{"id": "desk"}]}]);
        let expected = if dangling {
            vec!["b".to_owned()]
        } else {
            nothing()
        };
        assert_eq!(told("dangling_reference", &document), expected, "{is}");
    }
}

#[test]
fn a_staff_class_is_one_of_the_flow() {
    let flow = |lane: &str, step: &str| {
        let mut is = json!({"kind": "activity"});
        if !step.is_empty() {
            is["staff_class"] = json!(step);
        }
        let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", is)]);
        let mut of_lane = json!({"id": "desk", "name": "窓口"});
        if !lane.is_empty() {
            of_lane["staff_class"] = json!(lane);
        }
        document["pools"] = json!([{"id": "p", "name": "市役所", "lanes": [of_lane]}]);
        let class = |id: &str| json!({"id": id, "label": {"ja": id, "en": id}});
        document["staff_classes"] = json!([class("regular"), class("fixed_term")]);
        document
    };
    for (lane, step, subjects) in [
        ("", "", vec![]),
        ("regular", "", vec![]),
        ("fixed_term", "", vec![]),
        ("", "regular", vec![]),
        ("", "fixed_term", vec![]),
        ("other", "", vec!["desk"]),
        ("", "other", vec!["a"]),
        ("other", "other", vec!["a", "desk"]),
    ] {
        assert_eq!(
            told("unknown_staff_class", &flow(lane, step)),
            subjects,
            "{lane} {step}"
        );
    }
}
