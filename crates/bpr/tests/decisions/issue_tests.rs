//! Tests of issues: how many, how long, between whom; and what a catalogue may not ask.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    issue::{IssueCatalogue, find_issues},
};

fn catalogue(test: &Value) -> Value {
    let label = json!({"ja": "甲", "en": "a"});
    json!({"format": "tosei-flow-issues", "format_version": 1,
        "edition": {"id": "x", "date": "2026-04-01", "source": "definition"},
        "issues": [{"id": "a", "title": label, "why": label, "sentence": label,
            "remedies": ["eliminate"], "test": test, "source": "definition"}]})
}

/// What a test finds: the steps and the number of each issue.
fn found(test: &Value, document: &Value) -> Vec<(Vec<String>, Option<String>)> {
    let catalogue: IssueCatalogue = serde_json::from_value(catalogue(test)).unwrap();
    let flow: Flow = serde_json::from_value(document.clone()).unwrap();
    let issues = find_issues(&flow, &catalogue).into_iter();
    issues
        .map(|one| {
            (
                one.steps.iter().map(ToString::to_string).collect(),
                one.number,
            )
        })
        .collect()
}

fn steps(test: &Value, document: &Value) -> Vec<Vec<String>> {
    found(test, document)
        .into_iter()
        .map(|(steps, _)| steps)
        .collect()
}

#[test]
fn what_a_catalogue_may_not_ask() {
    let some = || json!({"media": ["fax"]});
    for (test, empty, too_low) in [
        (json!({"kind": "step", "step": some()}), false, false),
        (json!({"kind": "step", "step": {}}), true, false),
        (json!({"kind": "loop", "step": {}}), true, false),
        (json!({"kind": "loop", "step": some()}), false, false),
        (
            json!({"kind": "followed", "first": some(), "second": some()}),
            false,
            false,
        ),
        (
            json!({"kind": "followed", "first": {}, "second": some()}),
            true,
            false,
        ),
        (
            json!({"kind": "followed", "first": some(), "second": {}}),
            true,
            false,
        ),
        (
            json!({"kind": "followed", "first": {}, "second": {}}),
            true,
            false,
        ),
        (
            json!({"kind": "repeated", "step": some(), "least": 2}),
            false,
            false,
        ),
        (
            json!({"kind": "repeated", "step": some(), "least": 3}),
            false,
            false,
        ),
        (
            json!({"kind": "repeated", "step": some(), "least": 1}),
            false,
            true,
        ),
        (
            json!({"kind": "repeated", "step": {}, "least": 0}),
            true,
            true,
        ),
        (json!({"kind": "same_data", "least": 1}), false, true),
        (json!({"kind": "same_data", "least": 2}), false, false),
        (json!({"kind": "same_data", "least": 3}), false, false),
        (
            json!({"kind": "waiting_over_work", "factor": "0.5", "scope": "step"}),
            false,
            false,
        ),
        (
            json!({"kind": "waiting_over_work", "factor": "0", "scope": "step"}),
            false,
            true,
        ),
        (
            json!({"kind": "waiting_over_work", "factor": "-1", "scope": "flow"}),
            false,
            true,
        ),
        (json!({"kind": "hand_offs", "more_than": 0}), false, false),
        (json!({"kind": "between_pools", "media": []}), true, false),
        (
            json!({"kind": "between_pools", "media": ["fax"]}),
            false,
            false,
        ),
    ] {
        let catalogue: IssueCatalogue = serde_json::from_value(catalogue(&test)).unwrap();
        let report = catalogue.check();
        let told = |rule: &str| report.count_of(&format!("bpr.issues.{rule}")) == 1;
        assert_eq!(told("fits_everything"), empty, "{test}");
        assert_eq!(told("limit_too_low"), too_low, "{test}");
    }
}

#[test]
fn another_kind_or_version_of_document_is_no_catalogue() {
    let document = |format: &str, version: u32| {
        let mut document = catalogue(&json!({"kind": "hand_offs", "more_than": 0}));
        document["format"] = json!(format);
        document["format_version"] = json!(version);
        serde_json::from_value::<IssueCatalogue>(document)
    };
    assert!(document("tosei-flow-issues", 1).is_ok());
    for (format, version) in [
        ("tosei-flow-issues", 2),
        ("tosei-flow", 1),
        ("tosei-flow", 2),
    ] {
        let told = document(format, version).unwrap_err().to_string();
        assert!(
            told.contains(&format!("got `{format}` version `{version}`")),
            "{told}"
        );
    }
}

#[test]
fn the_same_data_at_so_many_steps() {
    let document = |count: usize| {
        let ids: Vec<String> = (0..count).map(|at| format!("a{at}")).collect();
        let enters = || json!({"kind": "activity", "enters": ["住所", "住所"]});
        let kinds: Vec<(&str, Value)> = ids.iter().map(|id| (id.as_str(), enters())).collect();
        sketch(&[("s", "e", "")], &kinds)
    };
    for (count, least, told) in [
        (1, 2, false),
        (2, 2, true),
        (3, 2, true),
        (2, 3, false),
        (4, 3, true),
    ] {
        let found = found(
            &json!({"kind": "same_data", "least": least}),
            &document(count),
        );
        assert_eq!(found.len(), usize::from(told), "{count} {least}");
        if let [(steps, number)] = found.as_slice() {
            assert_eq!(
                (steps.len(), number.as_deref()),
                (count, Some(count.to_string().as_str()))
            );
        }
    }
}

#[test]
fn the_longest_row_of_the_same_work() {
    let twice = json!({"kind": "repeated", "step": {"work_kinds": ["identify"]}, "least": 2});
    let rows = |lines: &[(&str, &str, &str)], ids: &[&'static str]| {
        let is = || json!({"kind": "activity", "work_kind": "identify"});
        let kinds: Vec<(&str, Value)> = ids.iter().map(|id| (*id, is())).collect();
        steps(&twice, &sketch(lines, &kinds))
    };
    // Of two rows of the same length the first in the flow.
    let two = [
        ("s", "a", ""),
        ("a", "b", ""),
        ("s2", "c", ""),
        ("c", "d", ""),
    ];
    assert_eq!(rows(&two, &["a", "b", "c", "d"]), [["a", "b"]]);
    let longer = [
        ("s", "a", ""),
        ("a", "b", ""),
        ("s2", "c", ""),
        ("c", "d", ""),
        ("d", "f", ""),
    ];
    assert_eq!(rows(&longer, &["a", "b", "c", "d", "f"]), [["c", "d", "f"]]);
    // What follows a loop follows what is in it, wherever it stands in the document.
    let behind = [
        ("b", "e", ""),
        ("s", "x1", ""),
        ("x1", "a", ""),
        ("a", "x2", ""),
        ("x2", "x1", ""),
        ("x2", "b", ""),
    ];
    assert_eq!(rows(&behind, &["a", "b"]), [["a", "b"]]);
}

#[test]
fn waiting_that_is_many_times_the_work() {
    let over = |scope: &str| json!({"kind": "waiting_over_work", "factor": "20", "scope": scope});
    let step = |work: Value, waiting: Value| {
        let mut is = json!({"kind": "activity"});
        for (key, value) in [("work", work), ("waiting", waiting)] {
            if !value.is_null() {
                is[key] = value;
            }
        }
        is
    };
    let range = |from: &str, to: &str| json!({"from": from, "to": to});
    for (work, waiting, number) in [
        (json!("3"), json!("60"), Some("20")),
        (json!("3"), json!("59"), None),
        (json!("3"), json!("65"), Some("21.6")),
        (json!("0"), json!("60"), None),
        (Value::Null, json!("60"), None),
        (json!("3"), Value::Null, None),
        // The shortest waiting and the longest work.
        (range("1", "3"), json!("60"), Some("20")),
        (range("1", "4"), json!("60"), None),
        (json!("3"), range("60", "90"), Some("20")),
        (json!("3"), range("59", "90"), None),
        (
            json!({"kind": "uniform", "from": "2", "to": "4"}),
            json!("60"),
            Some("20"),
        ),
    ] {
        let document = sketch(
            &[("s", "a", ""), ("a", "e", "")],
            &[("a", step(work.clone(), waiting.clone()))],
        );
        let told = found(&over("step"), &document);
        assert_eq!(
            told.len(),
            usize::from(number.is_some()),
            "{work} {waiting}"
        );
        assert_eq!(
            told.first().and_then(|one| one.1.as_deref()),
            number,
            "{work} {waiting}"
        );
        let whole = found(&over("flow"), &document);
        assert_eq!(
            whole.first().and_then(|one| one.1.as_deref()),
            number,
            "{work} {waiting}"
        );
    }
    // All steps once: 61 of waiting for 3 of work, though neither step alone waits so long.
    let both = |b: Value| {
        sketch(
            &[("s", "a", ""), ("a", "b", ""), ("b", "e", "")],
            &[("a", step(json!("2"), json!("39"))), ("b", b)],
        )
    };
    let whole = |b: Value| found(&over("flow"), &both(b)).pop().and_then(|one| one.1);
    assert_eq!(
        whole(step(json!("1"), json!("22"))).as_deref(),
        Some("20.3")
    );
    assert_eq!(whole(step(json!("1"), json!("20"))), None);
    assert_eq!(whole(step(json!("1"), Value::Null)), None);
}

#[test]
fn cases_are_handed_over() {
    let of = |lane: &str| json!({"kind": "activity", "@lane": lane, "@pool": "p"});
    let gateway =
        || json!({"kind": "gateway", "gateway": "exclusive", "@lane": "far", "@pool": "p"});
    let handed = |kinds: &[(&str, Value)], lines: &[(&str, &str, &str)]| {
        let mut document = sketch(lines, kinds);
        document["pools"] = json!([{"id": "p", "lanes": [{"id": "desk"}, {"id": "far"}]}]);
        found(&json!({"kind": "hand_offs", "more_than": 0}), &document)
    };
    let row = [("s", "a", ""), ("a", "b", ""), ("b", "e", "")];
    assert!(handed(&[("a", of("desk")), ("b", of("desk"))], &row).is_empty());
    let [(steps, number)] = &handed(&[("a", of("desk")), ("b", of("far"))], &row)[..] else {
        panic!("one hand-over")
    };
    assert_eq!(
        (steps.as_slice(), number.as_deref()),
        (&["b".to_owned()][..], Some("1"))
    );
    // A branch between them does not count, wherever it is drawn.
    let across = [
        ("s", "a", ""),
        ("a", "x", ""),
        ("x", "b", ""),
        ("b", "e", ""),
    ];
    assert!(
        handed(
            &[("a", of("desk")), ("x", gateway()), ("b", of("desk"))],
            &across
        )
        .is_empty()
    );
    // A sub-process is no step that somebody takes over.
    let sub = json!({"kind": "sub_process", "@lane": "far", "@pool": "p"});
    assert!(handed(&[("a", of("desk")), ("b", sub)], &row).is_empty());
    let more = json!({"kind": "hand_offs", "more_than": 1});
    let mut document = sketch(&row, &[("a", of("desk")), ("b", of("far"))]);
    document["pools"] = json!([{"id": "p", "lanes": [{"id": "desk"}, {"id": "far"}]}]);
    assert!(found(&more, &document).is_empty());
}

#[test]
fn what_passes_between_pools_on_paper() {
    let test = json!({"kind": "between_pools", "media": ["paper", "fax"]});
    let step = |pool: &str, medium: &str| {
        let mut is = json!({"kind": "activity", "@pool": pool});
        if !medium.is_empty() {
            is["medium"] = json!(medium);
        }
        is
    };
    // A line between two steps.
    for (a, b, crosses) in [
        (step("p", "paper"), step("q", ""), true),
        (step("p", "fax"), step("q", "digital"), true),
        (step("p", "digital"), step("q", "paper"), false),
        (step("p", ""), step("q", "paper"), false),
        (step("p", "paper"), step("p", ""), false),
    ] {
        let document = sketch(&[("a", "b", "")], &[("a", a.clone()), ("b", b.clone())]);
        let expected: &[[&str; 2]] = if crosses { &[["a", "b"]] } else { &[] };
        assert_eq!(steps(&test, &document), expected, "{a} {b}");
    }
    let mut lost = sketch(&[("a", "b", "")], &[("a", step("p", "paper"))]);
    lost["sequence_flows"][0]["to"] = json!("nobody");
    assert!(steps(&test, &lost).is_empty());
    // A message: its own medium, else that of the step that sends it.
    let message = |from: &str, medium: &str, of_step: &str| {
        let mut document = sketch(&[], &[("a", step("p", of_step)), ("b", step("q", "paper"))]);
        document["pools"] = json!([{"id": "p"}, {"id": "q"}]);
        let mut message = json!({"id": "m", "from": from, "to": "b"});
        if !medium.is_empty() {
            message["medium"] = json!(medium);
        }
        document["message_flows"] = json!([message]);
        steps(&test, &document)
    };
    assert_eq!(message("a", "paper", ""), [["a", "b"]]);
    assert_eq!(message("a", "", "fax"), [["a", "b"]]);
    assert!(message("a", "digital", "fax").is_empty());
    assert!(message("a", "", "").is_empty());
    assert!(message("p", "", "").is_empty());
    assert_eq!(message("p", "fax", ""), [["b"]]);
}
