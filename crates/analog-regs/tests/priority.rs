//! The order of review: what each condition asks of a clause.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_analog_regs::{Clause, ClauseRegister, PriorityRules};
use tosei_types::Date;

fn day() -> Date {
    "2025-06-30".parse().unwrap()
}

/// An ordinance and a general ordinance that has replaced writing in every application.
fn register() -> ClauseRegister {
    let mut register = ClauseRegister::new("見本市（架空）", day());
    register.rules = serde_json::from_value(json!([
        {"id": "R-1", "title": "架空条例", "kind": "ordinance", "enacted_by": "assembly"}]))
    .unwrap();
    register.enabling = serde_json::from_value(json!([
        {"id": "E-1", "title": "通則条例（架空）", "kind": "general_ordinance",
            "scope": {"rule_kinds": ["ordinance"], "acts": ["application"]},
            "effective_from": "2022-04-01"}]))
    .unwrap();
    register
}

fn clause(parts: &Value) -> Clause {
    let mut clause = json!({"id": "C-1", "rule": "R-1", "citation": "第9条"});
    for (key, value) in parts.as_object().unwrap() {
        clause[key] = value.clone();
    }
    serde_json::from_value(clause).unwrap()
}

fn rules(conditions: &[(u16, Value)]) -> PriorityRules {
    let label = json!({"ja": "例", "en": "example"});
    let rules: Vec<Value> = conditions
        .iter()
        .enumerate()
        .map(|(at, (rank, when))| {
            json!({"id": format!("rule-{at}"), "label": label, "why": label, "rank": rank,
                "when": when, "source": "definition"})
        })
        .collect();
    let document = json!({"format": "tosei-review-priority", "format_version": 1,
        "edition": {"id": "own-1", "date": "2026-11-23", "source": "definition"},
        "otherwise": 90, "rules": rules});
    PriorityRules::from_json(&document.to_string()).unwrap()
}

#[test]
fn a_condition_holds_where_the_clause_has_one_of_what_it_names() {
    let planned = |on: &str| json!({"review": {"history": [{"on": on, "status": "planned"}]}});
    let due = |quarter: &str| json!({"review": {"due": quarter}});
    let sight = json!({"categories": [{"category": "visual_inspection"}]});
    let two = json!({"categories": ["on_site_audit", "visual_inspection"]});
    let written = |obstacles: Value| json!({"act": "application", "obstacles": obstacles});
    let nothing = |wanted: bool| json!({"nothing_remains": wanted});
    let within = |quarters: u8| json!({"due_within_quarters": quarters});
    for (when, own, wanted) in [
        (two.clone(), sight.clone(), true),
        (two.clone(), json!({}), false),
        (json!({"categories": ["other"]}), sight.clone(), false),
        (
            json!({"functions": ["audit", "perusal"]}),
            json!({"function": "perusal"}),
            true,
        ),
        (
            json!({"functions": ["audit"]}),
            json!({"function": "perusal"}),
            false,
        ),
        (json!({"functions": ["audit"]}), json!({}), false),
        (
            json!({"addressees": ["business"]}),
            json!({"addressees": ["resident", "business"]}),
            true,
        ),
        (
            json!({"addressees": ["business"]}),
            json!({"addressees": ["resident"]}),
            false,
        ),
        (json!({"addressees": ["business"]}), json!({}), false),
        (
            json!({"acts": ["notice", "record"]}),
            json!({"act": "record"}),
            true,
        ),
        (json!({"acts": ["notice"]}), json!({"act": "record"}), false),
        (json!({"acts": ["notice"]}), json!({}), false),
        (json!({"routes": ["office", "assembly"]}), json!({}), true),
        (json!({"routes": ["office"]}), json!({}), false),
        // A clause of a rule that is not in the register has no route.
        (
            json!({"routes": ["assembly"]}),
            json!({"rule": "R-2"}),
            false,
        ),
        (
            json!({"statuses": ["planned"]}),
            planned("2025-06-30"),
            true,
        ),
        (
            json!({"statuses": ["planned"]}),
            planned("2025-07-01"),
            false,
        ),
        (
            json!({"statuses": ["in_work"]}),
            planned("2025-04-01"),
            false,
        ),
        (json!({"statuses": ["planned"]}), json!({}), false),
        (
            json!({"national_law": true}),
            json!({"national_law": {}}),
            true,
        ),
        (json!({"national_law": true}), json!({}), false),
        (
            json!({"national_law": false}),
            json!({"national_law": {}}),
            false,
        ),
        (json!({"national_law": false}), json!({}), true),
        (nothing(true), written(json!(["written_form"])), true),
        (nothing(false), written(json!(["written_form"])), false),
        (
            nothing(true),
            written(json!(["written_form", "sight"])),
            false,
        ),
        (
            nothing(false),
            written(json!(["written_form", "sight"])),
            true,
        ),
        // Nothing that was asked in writing is nothing that was replaced.
        (nothing(true), written(json!([])), false),
        (nothing(false), written(json!([])), true),
        (nothing(true), written(json!(["sight"])), false),
        // The quarter of the day is April to June.
        (within(0), due("2025-Q1"), true),
        (within(0), due("2024-Q4"), true),
        (within(0), due("2025-Q2"), false),
        (within(1), due("2025-Q2"), true),
        (within(1), due("2025-Q3"), false),
        (within(3), due("2025-Q4"), true),
        (within(4), json!({}), false),
        // Everything that is named must hold.
        (
            json!({"acts": ["record"], "national_law": true}),
            json!({"act": "record"}),
            false,
        ),
        (
            json!({"acts": ["record"], "national_law": false}),
            json!({"act": "record"}),
            true,
        ),
    ] {
        let rules = rules(&[(10, when.clone())]);
        let register = register();
        let judged = rules.judge(&register, &clause(&own), day());
        assert_eq!(!judged.because.is_empty(), wanted, "{when} of {own}");
        let rank = if wanted { 10 } else { 90 };
        assert_eq!(judged.rank, rank, "{when} of {own}");
    }
}

/// Case: rank, then the quarter, none last, then the place in the register; what is done is left out.
#[test]
fn the_order_is_by_rank_then_by_quarter_and_without_what_is_done() {
    let rules = rules(&[
        (20, json!({"acts": ["record"]})),
        (10, json!({"functions": ["audit"]})),
    ]);
    let mut register = register();
    let history = |status: &str| json!([{"on": "2025-04-01", "status": status}]);
    let mut add = |id: &str, mut parts: Value| {
        parts["id"] = json!(id);
        register.clauses.push(clause(&parts));
    };
    add("C-unnamed", json!({}));
    add("C-record", json!({"act": "record"}));
    add(
        "C-record-late",
        json!({"act": "record", "review": {"due": "2025-Q4"}}),
    );
    add(
        "C-record-soon",
        json!({"act": "record", "review": {"due": "2025-Q2"}}),
    );
    add("C-both", json!({"act": "record", "function": "audit"}));
    add("C-record-again", json!({"act": "record"}));
    for done in ["amended", "in_force", "operating", "out_of_scope"] {
        add(
            done,
            json!({"act": "record", "review": {"history": history(done)}}),
        );
    }
    add(
        "C-planned",
        json!({"act": "record", "review": {"history": history("planned")}}),
    );
    let order = rules.order(&register, day());
    let order: Vec<(&str, u16, usize)> = order
        .iter()
        .map(|one| (one.clause.as_str(), one.rank, one.because.len()))
        .collect();
    assert_eq!(
        order,
        [
            ("C-both", 10, 2),
            ("C-record-soon", 20, 1),
            ("C-record-late", 20, 1),
            ("C-record", 20, 1),
            ("C-record-again", 20, 1),
            ("C-planned", 20, 1),
            ("C-unnamed", 90, 0),
        ]
    );
}

#[test]
fn a_rule_needs_a_condition_and_an_id_of_its_own() {
    let text = include_str!("../data/codes/priority.json");
    let mut document: Value = serde_json::from_str(text).unwrap();
    let code = |document: &Value| {
        let read = PriorityRules::from_json(&document.to_string());
        read.map_err(|error| error.code()).map(|_| ())
    };
    assert_eq!(code(&document), Ok(()));
    let first = document["rules"][0].clone();
    let last = document["rules"].as_array().unwrap().len() - 1;
    document["rules"][last]["when"] = json!({});
    assert_eq!(code(&document), Err("document.data_file.contradiction"));
    document["rules"][last] = first;
    assert_eq!(code(&document), Err("document.data_file.duplicate"));
}
