//! Lines and what is told of them: ends that no document has, and which request waits for a clause.

use crate::{clause, town, with};
use serde_json::{Value, json};
use tosei::criteria::Standard;
use tosei::joined::{Blocker, NodeId, NodeKind, Relation};
use tosei::qos_model::tokyo_2024;

/// Case: a link to what no document has makes no line, whichever of the two ends is missing.
#[test]
fn both_ends_of_every_line_are_nodes() {
    let mut town = town();
    let links = town["links"]["clauses"].as_array_mut().unwrap();
    for (clause, process) in [("C-3", "P-9-9"), ("C-9", "P-1-1"), ("C-9", "P-9-9")] {
        links.push(json!({"clause": clause, "processes": [process], "source": "照会（架空）"}));
    }
    let indicators = town["links"]["indicators"].as_array_mut().unwrap();
    indicators.push(
        json!({"id": "I-more", "label": {"ja": "合成", "en": "More"},
        "of": {"indicators": ["I-rate", "I-9"]}}),
    );
    town["inventory"]["processes"][9]["procedure"] = json!("P-9");
    with(&town, |graph| {
        for edge in graph.edges() {
            let names = [graph.name(&edge.from), graph.name(&edge.to)];
            assert!(names.iter().all(Option::is_some), "{edge:?}");
        }
        let from = |kind, id: &str, relation| {
            let node = NodeId::new(kind, id);
            let lines = graph.from(&node, relation);
            lines.map(|to| to.id.to_string()).collect::<Vec<_>>()
        };
        assert!(from(NodeKind::Clause, "C-3", Relation::Blocks).is_empty());
        assert!(from(NodeKind::Process, "P-3-1", Relation::PartOf).is_empty());
        let more = NodeId::new(NodeKind::Indicator, "I-more");
        let parts: Vec<&str> = graph
            .to(&more, Relation::MeasuredBy)
            .map(|node| node.id.as_str())
            .collect();
        assert_eq!(parts, ["I-rate"]);
    });
}

/// Case: a clause is told with the request that it names, and not with another of the register.
#[test]
fn a_clause_waits_for_the_request_that_it_names() {
    let mut town = town();
    let register = &mut town["registers"][0];
    let request = |id: &str, addressee: &str| {
        json!({"id": id, "addressee": addressee, "status": "waiting",
        "requested_on": "2025-05-31"})
    };
    register["requests"] = json!([
        request("Q-1", "所管府省一（架空）"),
        request("Q-2", "所管府省二（架空）")
    ]);
    let waits = |id: &str| json!({"review": {"state_dependence": {"request": id}}});
    register["clauses"][0] = clause("C-1", waits("Q-2"));
    let told = |town: &Value| {
        with(town, |graph| {
            let of = graph
                .blockers_of_process(&"P-1-1".parse().unwrap())
                .unwrap();
            let [
                Blocker::Clause {
                    request, ja, en, ..
                },
            ] = of.blockers.as_slice()
            else {
                panic!("{of:?}");
            };
            (request.clone(), ja.clone(), en.clone())
        })
    };
    let (request, ja, en) = told(&town);
    assert_eq!(request.as_deref(), Some("Q-2"));
    assert!(ja.contains("国への要望: 所管府省二（架空）"), "{ja}");
    assert!(
        en.contains("Request to the State: 所管府省二（架空）"),
        "{en}"
    );
    // One that the register does not have is none.
    town["registers"][0]["clauses"][0] = clause("C-1", waits("Q-9"));
    let (request, ja, en) = told(&town);
    assert_eq!(request, None);
    assert!(!ja.contains("要望") && !en.contains("Request"), "{ja} {en}");
}

/// Case: by a standard with two things that come first a procedure is digital where it has both.
#[test]
fn digital_by_evidence_is_all_that_comes_first() {
    let mut standard = serde_json::to_value(tokyo_2024().document()).unwrap();
    let mut second = standard["prerequisites"][0].clone();
    second["id"] = json!("reachable");
    standard["prerequisites"]
        .as_array_mut()
        .unwrap()
        .push(second);
    assert!(Standard::from_json(&standard.to_string()).is_ok());
    let mut town = town();
    town["standard"] = standard;
    for (digital, reachable, contradicts) in [
        ("met", "met", 1),
        ("met", "not_met", 0),
        ("not_met", "met", 0),
        ("not_met", "not_met", 0),
    ] {
        let item = |criterion: &str, answer: &str| {
            json!({"subject": "P-1", "criterion": criterion, "answer": answer, "quality": "confirmed",
                "source": "自己点検（架空）", "date": "2025-01-31", "confirmed_by": "推進課（架空）"})
        };
        town["evidence"] = json!({"format": "tosei-evidence", "format_version": 1,
            "items": [item("digital", digital), item("reachable", reachable)]});
        let found = crate::support::Owned::read(&town).check();
        let rule = "tosei.joined.evidence_digital_inventory_not";
        assert_eq!(found.count_of(rule), contradicts, "{digital} {reachable}");
    }
}
