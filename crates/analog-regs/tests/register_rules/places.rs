//! What each rule finds and where, from both sides of its boundary: one value of a good register at a time.

use super::of_register;
use serde_json::{Value, json};
use tosei_analog_regs::{EnactingBody, RuleKind};
use tosei_document::Catalogue;

/// The good register of the rules, with a second clause that nobody has reviewed.
pub(super) fn good() -> Value {
    let own = Catalogue::from_json(include_str!("../../data/rules/clause.json")).unwrap();
    let mut register = own.rules()[0].good.clone();
    let second = json!({"id": "C-2", "rule": "R-1", "citation": "第10条", "text": "架空の条文",
        "categories": [{"category": "visual_inspection"}]});
    register["clauses"].as_array_mut().unwrap().push(second);
    register
}

/// A value put in at a pointer; `-` puts it behind a list, null takes a member out.
pub(super) fn with(register: &Value, pointer: &str, value: &Value) -> Value {
    let mut changed = register.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match changed.pointer_mut(parent).unwrap() {
        Value::Array(list) if key == "-" => list.push(value.clone()),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
        Value::Object(members) if value.is_null() => {
            members.remove(key);
        }
        other => other[key] = value.clone(),
    }
    changed
}

pub(super) fn found(register: &Value) -> Vec<String> {
    let report = of_register(register);
    let mut found: Vec<String> = report
        .findings()
        .iter()
        .map(|one| {
            let rule = one.rule.strip_prefix("analog_regs.").unwrap();
            format!("{rule} {}", one.place)
        })
        .collect();
    found.sort_unstable();
    found
}

pub(super) fn hold(good: &Value, cases: &[(&str, Value, &[&str])]) {
    assert_eq!(found(good), Vec::<String>::new());
    for (pointer, value, wanted) in cases {
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(
            found(&with(good, pointer, value)),
            wanted,
            "{pointer}: {value}"
        );
    }
}

/// Case: every kind of rule with every body; who can make it is said once, here.
#[test]
fn a_rule_is_made_by_a_body_that_can() {
    let unions = ["prefecture", "partial_association", "wide_area_union"];
    let commissions = [
        "board_of_education",
        "election_commission",
        "audit_commissioners",
        "equity_commission",
        "agricultural_commission",
        "property_assessment_commission",
    ];
    for kind in RuleKind::ALL {
        for body in EnactingBody::ALL {
            let code = body.code();
            let can = match kind.code() {
                "statute" | "state_order" => code == "state",
                "ordinance" | "assembly_rule" => code == "assembly" || unions.contains(&code),
                "regulation" => code == "head" || unions.contains(&code),
                "commission_rule" => commissions.contains(&code),
                "enterprise_rule" => code == "enterprise_manager",
                _ => true,
            };
            let rule = json!({"id": "R-2", "title": "架空", "kind": kind, "enacted_by": body});
            let found = found(&with(&good(), "/rules/-", &rule));
            let wanted: &[&str] = if can {
                &[]
            } else {
                &["register.body_cannot_enact /rules/1"]
            };
            assert_eq!(found, wanted, "{} by {code}", kind.code());
        }
    }
}

#[test]
fn rules_and_clauses() {
    let rule = good()["rules"][0].clone();
    let second = good()["clauses"][1].clone();
    let clause = |more: Value| {
        let mut clause = second.clone();
        for (key, value) in more.as_object().unwrap() {
            clause[key] = value.clone();
        }
        clause
    };
    let text = good()["clauses"][0]["text"].clone();
    let (place, third) = ("/clauses/1", "/clauses/-");
    let category = |category: &str, subtype: Option<&str>| match subtype {
        Some(subtype) => json!({"category": category, "subtype": subtype}),
        None => json!({"category": category}),
    };
    let board: &[&str] = &["register.board_is_not_posting /clauses/1"];
    let posting = |function: &str| {
        clause(json!({"categories": [{"category": "written_posting"}], "function": function}))
    };
    hold(
        &good(),
        &[
            ("/rules/-", rule, &["register.rule_repeated /rules/1"]),
            (
                "/rules/0/section",
                json!("no-such"),
                &["register.section_unknown /rules/0"],
            ),
            (
                third,
                clause(json!({"id": "C-3"})),
                &["register.place_repeated /clauses/2"],
            ),
            (third, clause(json!({"id": "C-3", "text": "別の文"})), &[]),
            (
                third,
                clause(json!({"citation": "第11条"})),
                &["register.clause_repeated /clauses/2"],
            ),
            (place, clause(json!({"citation": "第9条第2項"})), &[]),
            (
                place,
                clause(json!({"citation": "第9条第2項", "text": text})),
                &["register.place_repeated /clauses/1"],
            ),
            (
                place,
                clause(json!({"rule": "R-9"})),
                &["register.rule_unknown /clauses/1"],
            ),
            (
                place,
                clause(json!({"citation": "地方自治法第10条"})),
                &["register.law_in_citation /clauses/1"],
            ),
            (
                place,
                clause(json!({"categories": []})),
                &["register.category_missing /clauses/1"],
            ),
            (
                "/clauses/1/categories/-",
                category("visual_inspection", None),
                &["register.category_repeated /clauses/1/categories/1"],
            ),
            (
                "/clauses/1/categories/-",
                category("visual_inspection", Some("patrol")),
                &[],
            ),
            (
                "/clauses/1/categories/-",
                category("no_such", None),
                &["register.category_unknown /clauses/1/categories/1"],
            ),
            (
                "/clauses/1/categories/-",
                category("visual_inspection", Some("no_such")),
                &["register.subtype_of_another /clauses/1/categories/1"],
            ),
            (place, posting("promulgation"), board),
            (place, posting("service_by_publication"), board),
            (place, posting("notice_posting"), &[]),
            (place, clause(json!({"function": "promulgation"})), &[]),
            (
                place,
                clause(json!({"national_law": {}})),
                &["register.national_law_unnamed /clauses/1"],
            ),
            (
                place,
                clause(json!({"national_law": {"provision": "架空法第1条"}})),
                &[],
            ),
            (place, clause(json!({"found_on": "2025-06-30"})), &[]),
            (
                place,
                clause(json!({"found_on": "2025-07-01"})),
                &["register.day_in_future /clauses/1"],
            ),
        ],
    );
    // One that is posted among others is a posting, too.
    let mut both = posting("promulgation");
    both["categories"] = json!([
        category("visual_inspection", None),
        category("written_posting", None)
    ]);
    hold(&good(), &[(place, both, board)]);
}
