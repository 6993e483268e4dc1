//! Every rule about comparisons and crosswalks finds its bad example and passes its good one.

use crate::empty;
use serde_json::{Value, json};
use tosei_document::Collector;
use tosei_inventory::{
    CompareOptions, Inventory, MatchingCorrections, OrganisationCrosswalk, Procedure, compare,
    comparison::comparison_rules, reorganisation::crosswalk_rules,
};

fn inventory(lists: &Value, day: &str, body: &str) -> Inventory {
    let mut document = json!({
        "format": "tosei-inventory", "format_version": 1, "fictional": true, "body": {"name": body},
        "status_date": day, "organisations": [], "procedures": [], "processes": [], "touchpoints": [],
    });
    for (key, value) in lists.as_object().into_iter().flatten() {
        document[key] = value.clone();
    }
    Inventory::from_json(&document.to_string()).unwrap()
}

#[test]
fn comparisons() {
    let own = comparison_rules().rules().iter();
    let mut rules = 0;
    for rule in own.filter(|rule| rule.code.starts_with("inventory.comparison.")) {
        rules += 1;
        let count = |fixture: &Value| {
            let text =
                |key: &str, default: &str| fixture[key].as_str().unwrap_or(default).to_owned();
            let body = "見本市（架空）";
            let earlier = inventory(&fixture["earlier"], "2025-03-31", body);
            let day = text("later_date", "2025-06-30");
            let later = inventory(&fixture["later"], &day, &text("later_body", body));
            let corrections = json!({
                "format": "tosei-inventory-matching", "format_version": 1,
                "corrections": fixture.get("corrections").cloned().unwrap_or_else(|| json!([])),
            });
            let corrections = MatchingCorrections::from_json(&corrections.to_string()).unwrap();
            let options = CompareOptions::default().with_corrections(&corrections);
            compare(&earlier, &later, &options)
                .findings()
                .count_of(&rule.code)
        };
        assert_eq!(count(&rule.good), 0, "{}", rule.code);
        if rule.code != "inventory.comparison.similarity_not_tried" {
            assert!(count(&rule.bad) > 0, "{}", rule.code);
        }
    }
    assert_eq!(rules, 12);
}

#[test]
fn names_are_not_held_against_each_other_without_end() {
    let (mut earlier, mut later) = (empty("2025-03-31"), empty("2025-06-30"));
    let count = |earlier: &Inventory, later: &Inventory| {
        let comparison = compare(earlier, later, &CompareOptions::default());
        comparison
            .findings()
            .count_of("inventory.comparison.similarity_not_tried")
    };
    for number in 0..1_000 {
        let new = |side: &str| {
            Procedure::new(
                format!("{side}-{number}").parse().unwrap(),
                format!("{side}{number}"),
            )
        };
        earlier.procedures.push(new("甲"));
        later.procedures.push(new("乙"));
    }
    later
        .procedures
        .push(Procedure::new("one-more".parse().unwrap(), "丙"));
    assert_eq!(count(&earlier, &later), 1); // 1,001,000 pairs
}

#[test]
fn crosswalks() {
    let own = crosswalk_rules().rules().iter();
    let mut rules = 0;
    for rule in own.filter(|rule| rule.code.starts_with("inventory.crosswalk.")) {
        rules += 1;
        let count = |fixture: &Value| {
            let document = json!({
                "format": "tosei-organisation-crosswalk", "format_version": 1,
                "effective": fixture["effective"], "rows": fixture["rows"],
            });
            let crosswalk = OrganisationCrosswalk::from_json(&document.to_string()).unwrap();
            let around = fixture.get("earlier").map(|earlier| {
                let side = |list: &Value, day| {
                    inventory(&json!({ "organisations": list }), day, "見本市（架空）")
                };
                (
                    side(earlier, "2025-03-31"),
                    side(&fixture["later"], "2025-06-30"),
                )
            });
            let mut findings = Collector::new(crosswalk_rules());
            let around = around.as_ref().map(|(earlier, later)| (earlier, later));
            crosswalk.check(around, crosswalk_rules(), &mut findings);
            let report = findings.into_report();
            (report.count_of(&rule.code), report.total())
        };
        assert_eq!(count(&rule.good).1, 0, "{}", rule.code);
        assert!(count(&rule.bad).0 > 0, "{}", rule.code);
    }
    assert_eq!(rules, 10);
}

#[test]
fn two_snapshots_of_one_day_are_not_the_wrong_way_round() {
    let (one, two) = (empty("2025-03-31"), empty("2025-03-31"));
    let comparison = compare(&one, &two, &CompareOptions::default());
    assert!(comparison.findings().is_clean());
    assert!(comparison.into_report().totals.is_empty()); // what did not happen is not counted
}

#[test]
fn a_rule_of_selection_is_found_by_its_id() {
    let rules = tosei_inventory::PriorityRules::standard();
    assert!(!rules.rules().is_empty());
    for rule in rules.rules() {
        let found = rules.rule(rule.id.as_str()).map(|found| &found.id);
        assert_eq!(found, Some(&rule.id));
    }
    assert!(rules.rule("no-such-rule").is_none());
}
