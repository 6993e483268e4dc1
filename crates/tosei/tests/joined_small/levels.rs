//! Levels before and after, and how many procedures reach a goal.

use crate::{town, unknown, what_if, with};
use serde_json::json;
use tosei::criteria::LevelNumber;
use tosei::joined::{NodeId, NodeKind, Relation, WhatIfReport};

/// All criteria of the first procedure are met, none of the second; neither is digital yet.
#[test]
fn levels_and_how_many_reach_a_goal() {
    let mut town = town();
    let item = |subject: &str, criterion: &str, answer: &str| {
        json!({"subject": subject, "criterion": criterion, "answer": answer, "quality": "confirmed",
            "source": "自己点検（架空）", "date": "2025-01-31", "confirmed_by": "推進課（架空）"})
    };
    let criteria: Vec<String> = tosei::qos_model::tokyo_2024()
        .document()
        .criteria
        .iter()
        .map(|criterion| criterion.id.to_string())
        .collect();
    let mut items = Vec::new();
    for criterion in &criteria {
        items.push(item("P-1", criterion, "met"));
        items.push(item("P-2", criterion, "not_met"));
    }
    items.push(item("P-1", "digital", "not_met"));
    items.push(item("P-2", "digital", "not_met"));
    items.push(item("P-9", "digital", "met")); // the inventory does not have it
    town["evidence"] = json!({"format": "tosei-evidence", "format_version": 1, "items": items});
    with(&town, |graph| {
        let of = |kind| graph.nodes().filter(|one| one.node.kind == kind).count();
        assert_eq!(of(NodeKind::Level), 6); // two procedures, three axes
        let procedure = NodeId::new(NodeKind::Procedure, "P-1");
        let levels: Vec<_> = graph
            .from(&procedure, Relation::AssessedOn)
            .map(|node| node.id.to_string())
            .collect();
        assert_eq!(levels, ["P-1/easier", "P-1/faster", "P-1/simpler"]);
        let goal = NodeId::new(NodeKind::Indicator, "I-faster");
        let of_axis: Vec<_> = graph
            .to(&goal, Relation::MeasuredBy)
            .map(|node| node.id.to_string())
            .collect();
        assert_eq!(of_axis, ["P-1/faster", "P-2/faster"]);
    });
    let digitize = |procedures: &[&str]| {
        what_if(
            &town,
            json!([{"change": "digitize_procedures", "procedures": procedures}]),
        )
    };
    let indicator = |report: &WhatIfReport| {
        let mut of = report.indicators.iter();
        let one = of.find(|one| one.indicator.as_str() == "I-faster")?;
        let texts = [&one.before, &one.low, &one.high];
        Some(texts.map(|text| text.clone().unwrap_or_default()))
    };
    let report = digitize(&["P-1"]);
    let changes: Vec<_> = report
        .levels
        .iter()
        .map(|one| {
            let after = one.after.unwrap();
            (
                one.procedure.as_str(),
                one.axis.as_str(),
                one.before.is_none(),
                after.floor.get(),
                after.ceiling.get(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("P-1", "faster", true, 3, 3),
            ("P-1", "simpler", true, 3, 3),
            ("P-1", "easier", true, 3, 3)
        ]
    );
    assert_eq!(
        indicator(&report),
        Some(["0".into(), "1".into(), "1".into()])
    );
    assert_eq!(
        unknown(&report),
        ["P-1-1", "P-1-2", "P-1", "I-sum", "I-other", "cases.online"]
    );
    // Both together, and a goal at the very top.
    let both = digitize(&["P-1", "P-2"]);
    assert_eq!(both.levels.len(), 6);
    assert_eq!(indicator(&both), Some(["0".into(), "1".into(), "1".into()]));
    let mut top = town.clone();
    top["links"]["indicators"][2]["of"]["level"]["at_least"] = json!(3);
    let changes = json!([{"change": "digitize_procedures", "procedures": ["P-1"]}]);
    let at_the_top = indicator(&what_if(&top, changes));
    assert_eq!(at_the_top, Some(["0".into(), "1".into(), "1".into()]));
    // The second is digital then, and stays at 0.
    let report = digitize(&["P-2"]);
    assert!(
        report
            .levels
            .iter()
            .all(|one| one.after.unwrap().ceiling.get() == 0)
    );
    assert_eq!(
        indicator(&report),
        Some(["0".into(), "0".into(), "0".into()])
    );
    // The third has no application: nobody is made digital by a notice.
    let report = digitize(&["P-3"]);
    assert!(report.levels.is_empty());
    assert_eq!(indicator(&report), None);
    // A tool for a procedure of which nothing is known: a range.
    town["links"]["tools"] = json!([{"tool": "prior_application", "procedures": ["P-3"],
        "criteria": ["digital", "F1a", "no_such"], "source": "仮定（架空）",
        "service_percent": {"low": "100", "high": "100"}, "visits_percent": {"low": "100", "high": "100"}}]);
    let report = what_if(
        &town,
        json!([{"change": "introduce_tool", "tool": "prior_application"}]),
    );
    let levels: Vec<_> = report
        .levels
        .iter()
        .map(|one| {
            let (before, after) = (one.before.unwrap(), one.after.unwrap());
            let ends = [before.floor, before.ceiling, after.floor, after.ceiling];
            (one.axis.as_str(), ends.map(LevelNumber::get))
        })
        .collect();
    assert_eq!(levels, [("faster", [0, 3, 1, 3])]);
    assert_eq!(
        indicator(&report),
        Some(["0–1".into(), "1".into(), "1".into()])
    );
    assert!(unknown(&report).contains(&"P-3/faster"));
    assert!(unknown(&report).contains(&"P-3")); // the criterion that the standard does not have
}
