//! Findings about beginnings, ends and ways between them, and about names.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::lint::{LintOptions, lint};

fn told_with(rule: &str, document: &Value, options: &LintOptions) -> Vec<String> {
    let flow = serde_json::from_value(document.clone()).unwrap();
    let report = lint(&flow, options, &[], "2026-04-01".parse().unwrap()).report;
    let code = format!("bpr.lint.{rule}");
    let of_rule = report.findings().iter().filter(|one| *one.rule == *code);
    of_rule
        .map(|one| one.subject.as_deref().unwrap_or_default().to_owned())
        .collect()
}

/// The elements about which a rule finds something.
fn told(rule: &str, document: &Value) -> Vec<String> {
    told_with(rule, document, &LintOptions::default())
}

fn nothing() -> Vec<String> {
    Vec::new()
}

fn event(position: &str, trigger: &str) -> Value {
    json!({"kind": "event", "event": position, "trigger": trigger})
}

fn boundary(trigger: &str, host: &str) -> Value {
    let mut event = event("boundary", trigger);
    event["attached_to"] = json!(host);
    event
}

fn sub(key: &str) -> Value {
    let mut sub = json!({"kind": "sub_process"});
    if !key.is_empty() {
        sub[key] = json!(true);
    }
    sub
}

/// What is within `parent`.
fn within(parent: &str, mut is: Value) -> Value {
    is["@parent"] = json!(parent);
    is
}

fn step() -> Value {
    json!({"kind": "activity"})
}

#[test]
fn every_scope_begins_and_ends() {
    let pooled = |pool: &str, mut is: Value| {
        is["@pool"] = json!(pool);
        is
    };
    let start = || event("start", "none");
    let end = || event("end", "none");
    // A whole process `s`, `e`, and beside it what is given.
    let beside = |kinds: &[(&str, Value)]| {
        let mut document = sketch(&[("s", "e", "")], kinds);
        document["pools"] = json!([{"id": "p", "name": "市役所"}]);
        document
    };
    for (kinds, no_start, no_end) in [
        (vec![], vec![], vec![]),
        // A pool of its own needs its own.
        (vec![("a", pooled("p", step()))], vec!["p"], vec!["p"]),
        (vec![("s1", pooled("p", start()))], vec![], vec!["p"]),
        (vec![("e1", pooled("p", end()))], vec!["p"], vec![]),
        (
            vec![("s1", pooled("p", start())), ("e1", pooled("p", end()))],
            vec![],
            vec![],
        ),
        // So does a sub-process; what its parts say about their pool does not matter.
        (
            vec![("sub", sub("")), ("a", within("sub", step()))],
            vec!["sub"],
            vec!["sub"],
        ),
        (
            vec![
                ("sub", sub("")),
                ("s1", within("sub", pooled("p", start()))),
                ("e1", within("sub", end())),
            ],
            vec![],
            vec![],
        ),
        (
            vec![("sub", sub("by_event")), ("a", within("sub", step()))],
            vec!["sub"],
            vec!["sub"],
        ),
        // An ad-hoc sub-process has no order.
        (
            vec![("sub", sub("ad_hoc")), ("a", within("sub", step()))],
            vec![],
            vec![],
        ),
    ] {
        let document = beside(&kinds);
        assert_eq!(told("no_start", &document), no_start, "{document}");
        assert_eq!(told("no_end", &document), no_end, "{document}");
    }
    // A process that is one event sub-process alone has no start either.
    let alone = sketch(&[], &[("h", sub("by_event"))]);
    assert_eq!(
        (told("no_start", &alone), told("no_end", &alone)),
        (vec!["f".to_owned()], vec!["f".to_owned()])
    );
}

#[test]
fn every_node_is_on_a_way() {
    for (kinds, lines, unconnected, no_way_on, no_way_in) in [
        (vec![], vec![("a", "e", "")], vec![], vec![], vec!["a"]),
        (vec![], vec![("s", "a", "")], vec![], vec!["a"], vec![]),
        (vec![("a", step())], vec![], vec!["a"], vec![], vec![]),
        (
            vec![],
            vec![("s", "a", ""), ("a", "e", "")],
            vec![],
            vec![],
            vec![],
        ),
        (vec![("h", sub("by_event"))], vec![], vec![], vec![], vec![]),
        (vec![("b", sub(""))], vec![], vec!["b"], vec![], vec![]),
        (
            vec![("b", sub("ad_hoc")), ("c", within("b", step()))],
            vec![("s", "b", ""), ("b", "e", "")],
            vec![],
            vec![],
            vec![],
        ),
        (
            vec![("b", sub("")), ("c", within("b", step()))],
            vec![("s", "b", ""), ("b", "e", "")],
            vec!["c"],
            vec![],
            vec![],
        ),
        // An event at the boundary has no way in, but one on.
        (
            vec![("t", boundary("timer", "a"))],
            vec![("s", "a", ""), ("a", "e", ""), ("t", "e", "")],
            vec![],
            vec![],
            vec![],
        ),
        (
            vec![("t", boundary("timer", "a"))],
            vec![("s", "a", ""), ("a", "e", "")],
            vec!["t"],
            vec![],
            vec![],
        ),
        // A link leads on.
        (
            vec![("t", event("throw", "link")), ("c", event("catch", "link"))],
            vec![("s", "t", ""), ("c", "e", "")],
            vec![],
            vec![],
            vec![],
        ),
        (
            vec![
                ("t", event("throw", "signal")),
                ("c", event("catch", "signal")),
            ],
            vec![("s", "t", ""), ("c", "e", "")],
            vec![],
            vec!["t"],
            vec!["c"],
        ),
    ] {
        let document = sketch(&lines, &kinds);
        assert_eq!(told("not_connected", &document), unconnected, "{document}");
        assert_eq!(told("no_way_on", &document), no_way_on, "{document}");
        assert_eq!(told("no_way_in", &document), no_way_in, "{document}");
    }
}

#[test]
fn what_makes_good_hangs_on_no_line() {
    let lines = [("s", "a", ""), ("a", "e", "")];
    let made_good = || boundary("compensation", "a");
    for (kinds, unconnected) in [
        (vec![("h", step())], vec!["h"]),
        (vec![("h", step()), ("t", made_good())], vec![]),
        (
            vec![("h", step()), ("t", boundary("timer", "a"))],
            vec!["h", "t"],
        ),
        // A gateway makes nothing good.
        (
            vec![
                ("h", json!({"kind": "gateway", "gateway": "exclusive"})),
                ("t", made_good()),
            ],
            vec!["h"],
        ),
        // In another scope is another case.
        (
            vec![
                ("b", sub("ad_hoc")),
                ("h", step()),
                ("t", within("b", made_good())),
            ],
            vec!["b", "h"],
        ),
    ] {
        let document = sketch(&lines, &kinds);
        let mut found = told("not_connected", &document);
        found.sort();
        assert_eq!(found, unconnected, "{document}");
    }
}

#[test]
fn an_end_is_come_to_from_everywhere() {
    // Round and round but for the event at the boundary of `b`.
    let round = |host: Value| {
        sketch(
            &[
                ("s", "b", ""),
                ("b", "c", ""),
                ("c", "b", ""),
                ("t", "d", ""),
                ("d", "e", ""),
            ],
            &[("b", host), ("t", boundary("timer", "b"))],
        )
    };
    for (host, lost) in [
        (step(), vec![]),
        (sub(""), vec![]),
        (json!({"kind": "call"}), vec![]),
        (event("throw", "none"), vec!["s", "b", "c"]),
        (
            json!({"kind": "gateway", "gateway": "exclusive"}),
            vec!["s", "b", "c"],
        ),
    ] {
        let document = round(host);
        assert_eq!(told("no_end_reachable", &document), lost, "{document}");
        assert_eq!(told("unreachable", &document), nothing(), "{document}");
    }
    // A circle that nothing leads to.
    let apart = sketch(
        &[
            ("s", "e", ""),
            ("a", "b", ""),
            ("b", "a", ""),
            ("b", "e", ""),
        ],
        &[],
    );
    assert_eq!(told("unreachable", &apart), ["a", "b"]);
    assert_eq!(told("no_end_reachable", &apart), nothing());
}

#[test]
fn an_event_at_the_boundary_of_something() {
    let lines = [("s", "a", ""), ("a", "x", ""), ("x", "e", "")];
    for (is, misplaced) in [
        (boundary("timer", "a"), false),
        (boundary("timer", "sub"), false),
        (boundary("timer", "x"), true),
        (boundary("timer", "s"), true),
        (boundary("timer", "nobody"), true),
        (event("boundary", "timer"), true),
        (event("catch", "timer"), false),
        (
            json!({"kind": "event", "event": "catch", "trigger": "timer", "attached_to": "a"}),
            true,
        ),
    ] {
        let document = sketch(&lines, &[("t", is.clone()), ("sub", sub(""))]);
        let expected = if misplaced {
            vec!["t".to_owned()]
        } else {
            nothing()
        };
        assert_eq!(told("boundary_misplaced", &document), expected, "{is}");
    }
}

#[test]
fn starts_within_begin_without_a_trigger() {
    for (parent, trigger, is_told) in [
        ("", "message", false),
        ("sub", "none", false),
        ("sub", "message", true),
        ("sub", "timer", true),
        ("h", "message", false),
        ("nobody", "message", false),
    ] {
        let mut start = event("start", trigger);
        if !parent.is_empty() {
            start["@parent"] = json!(parent);
        }
        let kinds = [("s1", start), ("sub", sub("")), ("h", sub("by_event"))];
        let document = sketch(&[("s", "e", "")], &kinds);
        let expected = if is_told {
            vec!["s1".to_owned()]
        } else {
            nothing()
        };
        let found = told("start_trigger_in_sub_process", &document);
        assert_eq!(found, expected, "{parent} {trigger}");
    }
}

#[test]
fn names_that_say_nothing() {
    let named = |name: &str| {
        let step = json!({"kind": "activity", "@name": name});
        sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", step)])
    };
    let options = |names: &[&str]| {
        serde_json::from_value::<LintOptions>(json!({
            "format": "tosei-flow-lint-options", "format_version": 1,
            "rules": {"bpr.lint.generic_name": {"names": names}}}))
        .unwrap()
    };
    for (name, usual, own) in [
        ("タスク", true, false),
        ("タスク 3", true, false),
        ("Task_12", true, false),
        (" TASK", true, false),
        ("審査", false, false),
        ("てきとう", false, true),
        ("てきとう１", false, true),
        ("Stuff 2", false, true),
        ("stuffs", false, false),
    ] {
        let document = named(name);
        let expected = |is_told: bool| {
            if is_told {
                vec!["a".to_owned()]
            } else {
                nothing()
            }
        };
        assert_eq!(told("generic_name", &document), expected(usual), "{name}");
        let own_names = options(&["てきとう", "STUFF"]);
        let found = told_with("generic_name", &document, &own_names);
        assert_eq!(found, expected(own), "{name}");
        assert_eq!(
            told_with("generic_name", &document, &options(&[])),
            nothing()
        );
    }
    // A branch is no step.
    let gateway = json!({"kind": "gateway", "gateway": "exclusive", "@name": "タスク"});
    let branch = sketch(&[("s", "x", ""), ("x", "e", "")], &[("x", gateway)]);
    assert_eq!(told("generic_name", &branch), nothing());
}

#[test]
fn what_must_have_a_name() {
    let named = |is: Value, name: Option<&str>| {
        let mut is = is;
        if let Some(name) = name {
            is["@name"] = json!(name);
        }
        is
    };
    let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
    let one = [("s", "a", ""), ("a", "e", "")];
    let two = [("s", "a", ""), ("a", "e", ""), ("a", "e1", "")];
    for (is, lines, unnamed_step, unnamed_question) in [
        (named(step(), None), &two[..], true, false),
        (named(step(), Some(" ")), &one[..], true, false),
        (named(step(), Some("審査")), &one[..], false, false),
        (named(sub(""), None), &one[..], true, false),
        (named(json!({"kind": "call"}), None), &one[..], true, false),
        (named(gateway("exclusive"), None), &two[..], false, true),
        (named(gateway("inclusive"), None), &two[..], false, true),
        (named(gateway("exclusive"), None), &one[..], false, false),
        (
            named(gateway("exclusive"), Some("不備か")),
            &two[..],
            false,
            false,
        ),
        (named(gateway("parallel"), None), &two[..], false, false),
        (named(gateway("event_based"), None), &two[..], false, false),
        (named(event("throw", "none"), None), &two[..], false, false),
    ] {
        let document = sketch(lines, &[("a", is.clone())]);
        let expected = |is_told: bool| {
            if is_told {
                vec!["a".to_owned()]
            } else {
                nothing()
            }
        };
        assert_eq!(
            told("unnamed_step", &document),
            expected(unnamed_step),
            "{is}"
        );
        assert_eq!(
            told("unnamed_question", &document),
            expected(unnamed_question),
            "{is}"
        );
    }
}

#[test]
fn another_kind_or_version_of_document_holds_no_options() {
    let read = |format: &str, version: u32| {
        serde_json::from_value::<LintOptions>(json!({"format": format, "format_version": version}))
    };
    assert_eq!(
        read("tosei-flow-lint-options", 1).unwrap(),
        LintOptions::default()
    );
    for (format, version) in [
        ("tosei-flow-lint-options", 2),
        ("tosei-flow", 1),
        ("tosei-flow", 0),
    ] {
        let told = read(format, version).unwrap_err().to_string();
        assert!(
            told.contains(&format!("got `{format}` version `{version}`")),
            "{told}"
        );
    }
}

#[test]
fn a_link_has_two_ends() {
    let link = |position: &str, name: &str| {
        let mut event = event(position, "link");
        if !name.is_empty() {
            event["link"] = json!(name);
        }
        event
    };
    for (t, c, unpaired) in [
        (link("throw", "1"), link("catch", "1"), vec![]),
        (link("throw", "1"), link("catch", "2"), vec!["t", "c"]),
        (link("throw", "1"), link("throw", "1"), vec!["t", "c"]),
        (link("throw", ""), link("catch", ""), vec!["t", "c"]),
        (link("throw", "1"), link("catch", ""), vec!["t", "c"]),
        (link("start", "1"), link("catch", "1"), vec!["t", "c"]),
        (event("throw", "signal"), event("catch", "signal"), vec![]),
    ] {
        let document = sketch(&[("s", "e", "")], &[("t", t), ("c", c)]);
        assert_eq!(told("link_unpaired", &document), unpaired, "{document}");
    }
}
