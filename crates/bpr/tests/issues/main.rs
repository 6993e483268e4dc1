//! Issues: each of the usual catalogue found where it is and not where it is not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod usual;

use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    issue::{FlowIssue, IssueCatalogue, find_issues, issue_rules},
};
use tosei_types::Language;

/// A row of steps, one after another, each `(name, what it is)`; the third part is its lane.
fn row(steps: &[(&str, Value, &str)]) -> Value {
    let nodes: Vec<Value> = steps
        .iter()
        .map(|(name, is, lane)| {
            let mut is = is.clone();
            is["kind"] = json!("activity");
            let pool = lane.split('.').next().unwrap();
            json!({"id": name, "name": name, "pool": pool, "lane": lane, "is": is})
        })
        .collect();
    let edges: Vec<Value> = steps
        .windows(2)
        .map(|pair| json!({"id": format!("f{}", pair[1].0), "from": pair[0].0, "to": pair[1].0}))
        .collect();
    json!({"format": "tosei-flow", "format_version": 1, "id": "row", "nodes": nodes,
        "sequence_flows": edges,
        "pools": [{"id": "city", "lanes": [{"id": "city.a"}, {"id": "city.b"}]}, {"id": "pref"}]})
}

fn found(flow: &Value) -> Vec<FlowIssue> {
    let flow: Flow = serde_json::from_value(flow.clone()).unwrap();
    find_issues(&flow, IssueCatalogue::usual())
}

fn steps_of(flow: &Value, issue: &str) -> Vec<Vec<String>> {
    found(flow)
        .into_iter()
        .filter(|one| one.issue == issue)
        .map(|one| one.titles)
        .collect()
}

fn step(is: Value) -> (&'static str, Value, &'static str) {
    ("甲", is, "city.a")
}

#[test]
fn the_usual_catalogue_reads_and_is_sound() {
    let usual = IssueCatalogue::usual();
    assert_eq!(usual.issues.len(), 21);
    assert!(usual.check().is_clean(), "{:?}", usual.check());
    let back: IssueCatalogue =
        serde_json::from_value(serde_json::to_value(usual).unwrap()).unwrap();
    assert_eq!(back, *usual);
}

#[test]
fn every_rule_about_catalogues_is_broken_by_its_bad_fixture() {
    for rule in issue_rules().rules() {
        if !rule.code.starts_with("bpr.") {
            continue;
        }
        let catalogue = |fixture: &Value| -> IssueCatalogue {
            let mut document = fixture.clone();
            document["format"] = json!("tosei-flow-issues");
            document["format_version"] = json!(1);
            document["edition"] = json!({"id": "x", "date": "2026-04-01", "source": "definition"});
            serde_json::from_value(document).unwrap()
        };
        assert!(catalogue(&rule.good).check().is_clean(), "{}", rule.code);
        assert_eq!(
            catalogue(&rule.bad).check().count_of(&rule.code),
            1,
            "{}",
            rule.code
        );
    }
}

/// For each issue that one step shows: a step that has it, and one that differs in one thing only.
#[test]
fn issues_of_one_step() {
    for (issue, has, has_not) in [
        (
            "printed",
            json!({"work_kind": "print"}),
            json!({"work_kind": "store"}),
        ),
        (
            "held_already",
            json!({"marks": ["held_already"]}),
            json!({"marks": ["visit"]}),
        ),
        ("stamp", json!({"marks": ["visit", "stamp"]}), json!({})),
        (
            "visit",
            json!({"marks": ["visit"]}),
            json!({"medium": "face_to_face"}),
        ),
        ("fax", json!({"medium": "fax"}), json!({"medium": "post"})),
        (
            "correction_by_phone",
            json!({"work_kind": "ask_for_correction", "medium": "phone"}),
            json!({"work_kind": "ask_for_correction", "medium": "digital"}),
        ),
        (
            "result_on_paper",
            json!({"work_kind": "notify", "medium": "post"}),
            json!({"work_kind": "notify", "medium": "email"}),
        ),
        (
            "paper_records",
            json!({"work_kind": "store", "medium": "paper"}),
            json!({"work_kind": "store"}),
        ),
        (
            "cash",
            json!({"work_kind": "pay", "medium": "face_to_face"}),
            json!({"work_kind": "pay", "medium": "digital"}),
        ),
        (
            "paper_circulation",
            json!({"work_kind": "transfer", "medium": "paper"}),
            json!({"work_kind": "transfer", "medium": "digital"}),
        ),
        (
            "long_wait",
            json!({"waiting": {"from": "200", "to": "900"}, "work": {"from": "1", "to": "10"}}),
            json!({"waiting": {"from": "199", "to": "900"}, "work": {"from": "1", "to": "10"}}),
        ),
    ] {
        assert_eq!(steps_of(&row(&[step(has)]), issue), [["甲"]], "{issue}");
        assert!(
            steps_of(&row(&[step(has_not)]), issue).is_empty(),
            "{issue}"
        );
    }
}

#[test]
fn issues_of_steps_that_follow_each_other() {
    let two =
        |first: Value, second: Value| row(&[("甲", first, "city.a"), ("乙", second, "city.b")]);
    for (issue, first, second, other) in [
        (
            "printed_and_entered_again",
            json!({"medium": "digital"}),
            json!({"work_kind": "enter", "medium": "paper"}),
            json!({"work_kind": "enter", "medium": "digital"}),
        ),
        (
            "approvals_in_a_row",
            json!({"work_kind": "approve"}),
            json!({"work_kind": "approve"}),
            json!({"work_kind": "decide"}),
        ),
        (
            "checks_in_a_row",
            json!({"work_kind": "check"}),
            json!({"work_kind": "check"}),
            json!({"work_kind": "review"}),
        ),
    ] {
        assert_eq!(
            steps_of(&two(first.clone(), second), issue),
            [["甲", "乙"]],
            "{issue}"
        );
        assert!(steps_of(&two(first, other), issue).is_empty(), "{issue}");
    }
    // A branch between them does not separate them, another step does.
    let approve = || json!({"work_kind": "approve"});
    let apart = row(&[
        ("甲", approve(), "city.a"),
        ("中", json!({"work_kind": "check"}), "city.a"),
        ("乙", approve(), "city.a"),
    ]);
    assert!(steps_of(&apart, "approvals_in_a_row").is_empty());
    let mut branch = apart;
    branch["nodes"][1]["is"] = json!({"kind": "gateway", "gateway": "exclusive"});
    assert_eq!(steps_of(&branch, "approvals_in_a_row"), [["甲", "乙"]]);
}

#[test]
fn issues_of_the_whole() {
    let enter = |data: &str| json!({"enters": [data]});
    let twice = row(&[
        ("甲", enter("氏名"), "city.a"),
        ("乙", enter("氏名"), "city.a"),
    ]);
    assert_eq!(steps_of(&twice, "entered_again"), [["甲", "乙"]]);
    let once = row(&[
        ("甲", enter("氏名"), "city.a"),
        ("乙", enter("住所"), "city.a"),
    ]);
    assert!(steps_of(&once, "entered_again").is_empty());
    let both = json!({"enters": ["氏名", "氏名"]});
    assert!(steps_of(&row(&[step(both)]), "entered_again").is_empty());

    let identify = || json!({"work_kind": "identify", "marks": ["visit"]});
    let mut flow = row(&[("甲", identify(), "city.a"), ("乙", identify(), "city.a")]);
    assert_eq!(steps_of(&flow, "identity_twice"), [["甲", "乙"]]);
    assert_eq!(steps_of(&flow, "visits"), [["甲", "乙"]]);
    // On two different ways nobody does both.
    flow["sequence_flows"] = json!([]);
    assert!(steps_of(&flow, "identity_twice").is_empty());
    assert!(steps_of(&flow, "visits").is_empty());

    let correct = || json!({"work_kind": "correct"});
    let mut flow = row(&[("甲", correct(), "city.a"), ("乙", json!({}), "city.a")]);
    assert!(steps_of(&flow, "correction_loop").is_empty());
    flow["sequence_flows"] =
        json!([{"id": "f", "from": "甲", "to": "乙"}, {"id": "g", "from": "乙", "to": "甲"}]);
    assert_eq!(steps_of(&flow, "correction_loop"), [["甲"]]);

    let lanes = [
        "city.a", "city.b", "city.a", "city.b", "city.a", "city.b", "city.a",
    ];
    let names = ["一", "二", "三", "四", "五", "六", "七"];
    let steps: Vec<_> = names
        .iter()
        .zip(lanes)
        .map(|(name, lane)| (*name, json!({}), lane))
        .collect();
    assert_eq!(
        steps_of(&row(&steps), "many_hand_offs"),
        [names.get(1..).unwrap()]
    );
    assert!(steps_of(&row(steps.get(..6).unwrap()), "many_hand_offs").is_empty());

    let timed = |waiting: &str| json!({"waiting": waiting, "work": "10"});
    let flow = row(&[
        ("甲", timed("300"), "city.a"),
        ("乙", timed("100"), "city.a"),
    ]);
    assert_eq!(steps_of(&flow, "mostly_waiting"), [Vec::<String>::new()]);
    let flow = row(&[
        ("甲", timed("299"), "city.a"),
        ("乙", timed("100"), "city.a"),
    ]);
    assert!(steps_of(&flow, "mostly_waiting").is_empty());
    let flow = row(&[("甲", timed("900"), "city.a"), ("乙", json!({}), "city.a")]);
    assert!(
        steps_of(&flow, "mostly_waiting").is_empty(),
        "what is unknown is not nothing"
    );
}

#[test]
fn paper_between_organisations_by_message_or_by_the_step_that_sends() {
    let mut flow = row(&[
        ("甲", json!({"medium": "post"}), "city.a"),
        ("乙", json!({}), "pref"),
    ]);
    assert_eq!(
        steps_of(&flow, "paper_between_organisations"),
        [["甲", "乙"]]
    );
    flow["sequence_flows"] = json!([]);
    flow["message_flows"] = json!([{"id": "m", "from": "甲", "to": "pref"}]);
    assert_eq!(steps_of(&flow, "paper_between_organisations"), [["甲"]]);
    flow["message_flows"][0]["medium"] = json!("digital");
    assert!(steps_of(&flow, "paper_between_organisations").is_empty());
}

#[test]
fn an_issue_says_steps_remedy_and_criteria() {
    let flow = row(&[step(json!({"waiting": "205", "work": "10"}))]);
    let issues = found(&flow);
    let long = issues.iter().find(|one| one.issue == "long_wait").unwrap();
    let usual = IssueCatalogue::usual();
    assert_eq!(
        long.sentence(usual, Language::Ja),
        "「甲」: 待ち時間が作業時間の20.5倍あります。"
    );
    assert_eq!(
        long.sentence(usual, Language::En),
        "甲: it waits 20.5 times as long as it is worked on"
    );
    assert_eq!(
        serde_json::to_value(&long.remedies).unwrap(),
        json!(["rearrange", "simplify"])
    );
    assert_eq!(
        serde_json::to_value(&long.criteria).unwrap(),
        json!(["F3a"])
    );
}
