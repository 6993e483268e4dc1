//! Which steps a pattern fits: by work, medium, mark and party, all of which must fit.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{Flow, issue::StepPattern};

/// A step in a lane of a pool; the lane says who, or else the pool.
fn step(is: Value, lane: Option<&str>) -> Flow {
    let mut kind = json!({"kind": "activity"});
    for (key, value) in is.as_object().unwrap() {
        kind[key] = value.clone();
    }
    let mut document = sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", kind)]);
    document["pools"] = json!([{"id": "p", "party": "applicant",
        "lanes": [{"id": "desk", "party": "counter"}, {"id": "open"}]}]);
    for node in document["nodes"].as_array_mut().unwrap() {
        node["pool"] = json!("p");
        if let Some(lane) = lane.filter(|_| node["id"] == "a") {
            node["lane"] = json!(lane);
        }
    }
    serde_json::from_value(document).unwrap()
}

#[test]
fn all_that_is_said_must_fit() {
    let enters = || json!({"work_kind": "enter", "medium": "paper", "marks": ["stamp", "visit"]});
    for (pattern, is, lane, fits) in [
        (json!({}), enters(), None, true),
        (json!({}), json!({}), None, true),
        (json!({"work_kinds": ["enter"]}), enters(), None, true),
        (
            json!({"work_kinds": ["check", "enter"]}),
            enters(),
            None,
            true,
        ),
        (json!({"work_kinds": ["check"]}), enters(), None, false),
        (json!({"work_kinds": ["enter"]}), json!({}), None, false),
        (json!({"media": ["paper", "fax"]}), enters(), None, true),
        (json!({"media": ["fax"]}), enters(), None, false),
        (json!({"media": ["paper"]}), json!({}), None, false),
        // Any of the marks.
        (json!({"marks": ["stamp"]}), enters(), None, true),
        (
            json!({"marks": ["automated", "visit"]}),
            enters(),
            None,
            true,
        ),
        (json!({"marks": ["automated"]}), enters(), None, false),
        (json!({"marks": ["stamp"]}), json!({}), None, false),
        // The party of the lane, else that of the pool.
        (json!({"parties": ["applicant"]}), enters(), None, true),
        (json!({"parties": ["counter"]}), enters(), None, false),
        (
            json!({"parties": ["counter"]}),
            enters(),
            Some("desk"),
            true,
        ),
        (
            json!({"parties": ["applicant"]}),
            enters(),
            Some("desk"),
            false,
        ),
        (
            json!({"parties": ["applicant"]}),
            enters(),
            Some("open"),
            true,
        ),
        (
            json!({"parties": ["system", "counter"]}),
            enters(),
            Some("desk"),
            true,
        ),
        // One of several does not fit.
        (
            json!({"work_kinds": ["enter"], "media": ["fax"]}),
            enters(),
            None,
            false,
        ),
        (
            json!({"work_kinds": ["check"], "media": ["paper"]}),
            enters(),
            None,
            false,
        ),
        (
            json!({"work_kinds": ["enter"], "marks": ["automated"]}),
            enters(),
            None,
            false,
        ),
        (
            json!({"media": ["paper"], "marks": ["stamp"], "parties": ["counter"]}),
            enters(),
            None,
            false,
        ),
        (
            json!({"work_kinds": ["enter"], "media": ["paper"], "marks": ["stamp"], "parties": ["applicant"]}),
            enters(),
            None,
            true,
        ),
    ] {
        let found: StepPattern = serde_json::from_value(pattern.clone()).unwrap();
        let flow = step(is.clone(), lane);
        let node = flow
            .nodes
            .iter()
            .find(|node| node.id.as_str() == "a")
            .unwrap();
        assert_eq!(found.fits(&flow, node), fits, "{pattern} {is} {lane:?}");
        assert_eq!(found.is_empty(), pattern == json!({}), "{pattern}");
        // Only a step fits.
        let start = flow
            .nodes
            .iter()
            .find(|node| node.id.as_str() == "s")
            .unwrap();
        assert!(!found.fits(&flow, start));
    }
}

#[test]
fn of_a_pool_without_a_party_nobody_knows_who() {
    let mut document = serde_json::to_value(step(json!({}), None)).unwrap();
    let pattern: StepPattern = serde_json::from_value(json!({"parties": ["applicant"]})).unwrap();
    let fits = |document: &Value| {
        let flow: Flow = serde_json::from_value(document.clone()).unwrap();
        let node = flow.nodes.iter().find(|node| node.id.as_str() == "a");
        pattern.fits(&flow, node.unwrap())
    };
    assert!(fits(&document));
    document["pools"][0]
        .as_object_mut()
        .unwrap()
        .remove("party");
    assert!(!fits(&document));
    for node in document["nodes"].as_array_mut().unwrap() {
        node.as_object_mut().unwrap().remove("pool");
    }
    assert!(!fits(&document));
}
