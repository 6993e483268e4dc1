//! Records of a plan, found by their ids.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use std::collections::BTreeSet;
use tosei_plan::{Plan, Record, UnitList, tokyo};
use tosei_types::Language;

fn plans() -> [&'static Plan; 2] {
    [tokyo::plan_1(), tokyo::plan_2()]
}

#[test]
fn each_record_is_found_by_its_own_id() {
    for plan in plans() {
        for one in &plan.measures {
            assert_eq!(plan.measure(&one.id), Some(one));
            let own = plan.indicators_of(&one.id);
            let own: BTreeSet<&str> = own.map(|indicator| indicator.id.as_str()).collect();
            for indicator in &plan.indicators {
                let is_own = own.contains(indicator.id.as_str());
                assert_eq!(is_own, indicator.measures.contains(&one.id));
            }
        }
        for one in &plan.indicators {
            assert_eq!(plan.indicator(&one.id), Some(one));
        }
        for one in &plan.policies {
            assert_eq!(plan.policy(&one.id), Some(one));
        }
        for (id, record) in plan.records() {
            assert_eq!(plan.record(id), Some(record));
        }
        assert_eq!(plan.measure(&"no-such".parse().unwrap()), None);
        assert_eq!(plan.indicator(&"no-such".parse().unwrap()), None);
        assert_eq!(plan.policy(&"no-such".parse().unwrap()), None);
        assert_eq!(plan.record("no-such"), None);
    }
    let rate = "digitalization-rate".parse().unwrap();
    let rate = tokyo::plan_2().indicator(&rate).unwrap();
    let found = tokyo::plan_2().record("digitalization-rate");
    assert_eq!(found, Some(Record::Indicator(rate)));
}

/// Case: a line of text and a line of a row stand as they were; a row that is not there leaves no line.
#[test]
fn a_listing_is_its_lines() {
    let text = |text: &str| json!({"text_as_published": text});
    let label = json!({"ja": "計画（架空）", "en": "Plan (fictional)"});
    let row = |id: &str, name: &str| {
        json!({"id": id, "measure": "m", "policy": "p", "name": text(name), "before": text("前"),
            "during": text("間"), "goal": text("到達"), "source": {"id": "own"}})
    };
    let plan: Plan = serde_json::from_value(json!({"format": "tosei-plan", "format_version": 1, "id": "city-plan",
        "kind": "plan", "name": label, "edition": {"id": "1", "date": "2025-04-01", "source": "own"}, "body": label,
        "entries": [row("1", "甲"), row("2", "乙")],
        "listing": [{"text": "見出し"}, {"entry": "2"}, {"entry": "9"}, {"entry": "1"}]}))
    .unwrap();
    assert_eq!(
        plan.published_listing(),
        "見出し\n乙\t前\t間\t到達\n甲\t前\t間\t到達"
    );
}

#[test]
fn a_unit_is_said_in_words_or_by_its_name() {
    let units = UnitList::shipped();
    for (unit, ja, en) in [
        ("clauses", "条項", "clauses"),
        ("no-such", "no-such", "no-such"),
    ] {
        let unit = unit.parse().unwrap();
        let words = [Language::Ja, Language::En].map(|language| units.words(&unit, language));
        assert_eq!(words, [ja, en]);
    }
}
