//! Each rule of the graph finds its bad example and leaves the good one alone; shipped data read.

use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    graph::{Graph, graph_rules},
    savings::person_years,
};

fn flow(parts: &Value) -> Flow {
    let mut document = json!({"format": "tosei-flow", "format_version": 1, "id": "f"});
    for (key, value) in parts.as_object().unwrap() {
        document[key] = value.clone();
    }
    serde_json::from_value(document).unwrap()
}

#[test]
fn every_rule_has_a_good_and_a_bad_example() {
    let text = include_str!("../../data/rules/graph.json");
    let document: Value = serde_json::from_str(text).unwrap();
    let rules = document["rules"].as_array().unwrap();
    assert!(graph_rules().rules().len() >= rules.len());
    for rule in rules {
        let code = rule["code"].as_str().unwrap();
        let good = flow(&rule["good"]);
        assert!(Graph::compile(&good).report().is_clean(), "{code}");
        let bad = flow(&rule["bad"]);
        let graph = Graph::compile(&bad);
        assert_eq!(
            graph.report().count_of(code),
            1,
            "{code}: {:?}",
            graph.report()
        );
        assert_eq!(graph.report().total(), 1, "{code}: {:?}", graph.report());
        let refused = Graph::checked(&bad).is_err();
        assert_eq!(refused, rule["severity"] == "error", "{code}");
    }
}

#[test]
fn shipped_person_years_read() {
    assert_eq!(person_years().len(), 1);
    assert_eq!(person_years()[0].id, "day_7h45_year_240");
    assert_eq!(person_years()[0].hours_a_day.to_string(), "7.75");
}
