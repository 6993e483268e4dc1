//! Whose work a step is, which groups do it, and what it costs.

use crate::helper::{assumed, chain, changed, leads, merge, outcome, people, recorded, run, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationFigure as Whole, StaffFigure, simulate},
};
use tosei_document::Explain;
use tosei_types::Language;

/// `start → a → b → end` in an office with lanes, of which one is within another, and beside it the applicant's pool;
/// `b` takes no time. `a` is in a lane of the office, or in a pool.
fn office(place: &str, more: Value) -> Flow {
    let mut step = work("10");
    merge(&mut step, more);
    changed(&chain(&[("a", step), ("b", work("0"))]), |document| {
        document["staff_classes"] = json!([
            {"id": "regular", "label": {"ja": "正規", "en": "regular"}, "yen_per_hour": 3600},
            {"id": "free", "label": {"ja": "無償", "en": "free"}}]);
        document["pools"] = json!([
            {"id": "p", "lanes": [
                {"id": "desk", "party": "counter"},
                {"id": "inner", "parent": "desk"},
                {"id": "machine", "party": "system"},
                {"id": "other", "party": "other_organisation"},
                {"id": "hired", "party": "contractor", "staff_class": "regular"},
                {"id": "citizen", "party": "applicant", "staff_class": "regular"}]},
            {"id": "q", "party": "applicant"}]);
        for node in document["nodes"].as_array_mut().unwrap() {
            node["pool"] = json!("p");
            if node["id"] == "a" && place == "q" {
                node["pool"] = json!("q");
            } else if node["id"] == "a" && place != "p" {
                node["lane"] = json!(place);
            }
        }
    })
}

fn group(more: Value) -> Value {
    let mut staff = people(1);
    merge(&mut staff[0], more);
    json!({"staff": staff, "options": {"unstaffed": "refuse"}})
}

/// Whether one person does it, nobody is needed, or somebody is missing.
fn who(flow: &Flow, parameters: Value) -> &'static str {
    match simulate(flow, &recorded(&["09:00", "09:00"], parameters)) {
        Ok(found) => match found.outcomes()[0].leads() {
            [10.0, 20.0] => "staff",
            [10.0, 10.0] => "others",
            leads => panic!("{leads:?}"),
        },
        Err(error) => {
            assert_eq!(error.code(), "bpr.simulate.nobody_works");
            "nobody"
        }
    }
}

#[test]
fn who_does_a_step() {
    let none = || json!({});
    let automated = || json!({"marks": ["automated"]});
    let regular = || json!({"staff_class": "regular"});
    let review = || json!({"work_kind": "review"});
    for (place, step, of_group, expected) in [
        // By its lane, one around it, or its pool.
        ("desk", none(), json!({}), "staff"),
        ("desk", none(), json!({"lanes": ["desk"]}), "staff"),
        ("desk", none(), json!({"lanes": ["p"]}), "staff"),
        ("inner", none(), json!({"lanes": ["desk"]}), "staff"),
        ("desk", none(), json!({"lanes": ["inner"]}), "nobody"),
        (
            "desk",
            none(),
            json!({"lanes": ["machine", "desk"]}),
            "staff",
        ),
        ("p", none(), json!({"lanes": ["p"]}), "staff"),
        ("p", none(), json!({"lanes": ["desk"]}), "nobody"),
        // Groups for other steps, and for this one.
        ("desk", none(), json!({"nodes": ["b"]}), "nobody"),
        ("desk", none(), json!({"nodes": ["a"]}), "staff"),
        (
            "desk",
            none(),
            json!({"nodes": ["b"], "lanes": ["desk"]}),
            "staff",
        ),
        // The applicant's, a system's, other bodies' and contractors'.
        ("citizen", none(), json!({}), "others"),
        ("citizen", regular(), json!({}), "others"),
        ("citizen", none(), json!({"lanes": ["citizen"]}), "staff"),
        ("q", none(), json!({}), "others"),
        ("q", none(), json!({"lanes": ["q"]}), "staff"),
        ("machine", none(), json!({}), "others"),
        ("machine", regular(), json!({}), "staff"),
        ("other", none(), json!({}), "others"),
        ("other", none(), json!({"nodes": ["a"]}), "staff"),
        ("hired", none(), json!({}), "staff"),
        // What is automated is done by those who are named for it.
        ("desk", automated(), json!({}), "others"),
        ("desk", automated(), json!({"lanes": ["desk"]}), "others"),
        ("desk", automated(), json!({"nodes": ["a"]}), "staff"),
        // By the kind of work.
        ("desk", review(), json!({"work_kinds": ["review"]}), "staff"),
        (
            "desk",
            review(),
            json!({"work_kinds": ["check", "review"]}),
            "staff",
        ),
        ("desk", review(), json!({"work_kinds": ["check"]}), "nobody"),
        ("desk", none(), json!({"work_kinds": ["review"]}), "nobody"),
        (
            "desk",
            review(),
            json!({"work_kinds": ["review"], "lanes": ["desk"]}),
            "staff",
        ),
        (
            "desk",
            review(),
            json!({"work_kinds": ["check"], "lanes": ["desk"]}),
            "nobody",
        ),
        (
            "desk",
            review(),
            json!({"work_kinds": ["check"], "nodes": ["a"]}),
            "staff",
        ),
        // Nobody is in the group.
        ("desk", none(), json!({"people": 0}), "nobody"),
        ("citizen", none(), json!({"people": 0}), "others"),
    ] {
        let found = who(&office(place, step.clone()), group(of_group.clone()));
        assert_eq!(found, expected, "{place} {step} {of_group}");
    }
    // Who is assigned does it, and nobody else.
    let mut assigned = group(json!({"nodes": ["b"]}));
    assigned["assignments"] = json!([{"node": "a", "groups": ["all"]}]);
    for place in ["desk", "citizen", "machine"] {
        assert_eq!(
            who(&office(place, none()), assigned.clone()),
            "staff",
            "{place}"
        );
    }
    // The lane is that of the sub-process around it.
    let around = changed(&office("desk", none()), |document| {
        let nodes = document["nodes"].as_array_mut().unwrap();
        nodes.push(json!({"id": "i", "pool": "p", "parent": "a", "is": work("10")}));
        nodes[1]["is"] = json!({"kind": "sub_process"});
    });
    assert_eq!(who(&around, group(json!({"lanes": ["desk"]}))), "staff");
    assert_eq!(who(&around, group(json!({"lanes": ["machine"]}))), "nobody");
}

#[test]
fn where_nobody_does_it() {
    let sentence = |place: &str, of_group: Value| {
        let parameters = recorded(&["09:00"], group(of_group));
        let error = simulate(&office(place, json!({})), &parameters).unwrap_err();
        (error.sentence(Language::En), error.sentence(Language::Ja))
    };
    for (place, named) in [("desk", "desk"), ("inner", "inner"), ("p", "p")] {
        let (en, ja) = sentence(place, json!({"people": 0}));
        assert_eq!(
            en,
            format!("nobody does the work of `a` in the lane `{named}`.")
        );
        assert!(
            ja.starts_with(&format!("a（レーン {named}）の作業を")),
            "{ja}"
        );
    }
    // Where somebody is always there, a group that is named and empty is refused nevertheless.
    let mut unlimited = group(json!({"people": 0, "lanes": ["desk"]}));
    unlimited["options"]["unstaffed"] = json!("unlimited");
    assert_eq!(who(&office("desk", json!({})), unlimited.clone()), "nobody");
    assert_eq!(
        who(&office("other", json!({})), unlimited.clone()),
        "others"
    );
    unlimited["staff"][0]["lanes"] = json!(["inner"]);
    let found = run(&office("desk", json!({})), &recorded(&["09:00"], unlimited));
    assert_eq!(assumed(&found), ["always_somebody a"]);
    // Nobody is needed where there is no work.
    let none = office("desk", json!({"work": "0"}));
    let found = run(
        &none,
        &recorded(&["09:00"], group(json!({"lanes": ["inner"]}))),
    );
    assert_eq!(assumed(&found), Vec::<String>::new());
}

#[test]
fn prices_of_groups_and_of_those_who_are_always_there() {
    let cost = |flow: &Flow, more: Value| {
        outcome(flow, &recorded(&["09:00"], more)).figure(Whole::CostPerCase)
    };
    let step = |class: &str| office("desk", json!({"staff_class": class}));
    let class = |yen: u32| {
        json!({"staff_classes": [
        {"id": "regular", "label": {"ja": "正規", "en": "regular"}, "yen_per_hour": yen}]})
    };
    assert_eq!(cost(&step("regular"), json!({})), Some(600.0));
    // Those of the parameters go before those of the flow.
    assert_eq!(cost(&step("regular"), class(7_200)), Some(1_200.0));
    assert_eq!(cost(&step("free"), json!({})), None);
    assert_eq!(cost(&office("desk", json!({})), json!({})), None);
    assert_eq!(cost(&office("hired", json!({})), json!({})), Some(600.0));
    for place in ["citizen", "machine", "other", "q"] {
        assert_eq!(
            cost(&office(place, json!({})), json!({})),
            Some(0.0),
            "{place}"
        );
    }
    // Of a group: its own, else that of its class.
    let desk = office("desk", json!({}));
    assert_eq!(cost(&desk, group(json!({"class": "regular"}))), Some(600.0));
    let own = json!({"class": "regular", "yen_per_hour": 1800});
    assert_eq!(cost(&desk, group(own)), Some(300.0));
    assert_eq!(cost(&desk, group(json!({"class": "free"}))), None);
    assert_eq!(
        cost(&desk, group(json!({"class": "free", "yen_per_hour": 1800}))),
        Some(300.0)
    );
    // One of several who may do it has no price.
    let second = |yen: Value| {
        let mut all = group(json!({"yen_per_hour": 3600}));
        all["staff"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "too", "people": 1,
            "label": {"ja": "も", "en": "too"}, "yen_per_hour": yen}));
        all
    };
    assert_eq!(
        cost(&desk, second(json!(1800))),
        Some(600.0),
        "the first does it"
    );
    assert_eq!(cost(&desk, second(Value::Null)), None);
    // The duty of all groups, or nothing.
    let duty = |more: Value| outcome(&desk, &recorded(&["09:00"], more)).figure(Whole::DutyCost);
    assert_eq!(duty(second(json!(1800))), Some(720.0 * 5_400.0));
    assert_eq!(duty(second(Value::Null)), None);
    assert_eq!(duty(json!({})), None);
}

/// Groups of one person, each with the steps that they do.
fn specialists(groups: &[(&str, &[&str])]) -> Value {
    let of = |(id, nodes): &(&str, &[&str])| {
        json!({"id": id, "people": 1, "nodes": nodes,
        "label": {"ja": id, "en": id}})
    };
    json!({"staff": groups.iter().map(of).collect::<Vec<_>>()})
}

#[test]
fn groups_that_share_steps() {
    let flow = chain(&[("a", work("10")), ("b", work("20")), ("c", work("5"))]);
    let times = ["09:00", "09:00"];
    let found = |groups: &[(&str, &[&str])]| {
        let found = outcome(&flow, &recorded(&times, specialists(groups)));
        let worked: Vec<f64> = found.staff().iter().map(|one| one.worked).collect();
        (found.leads().to_vec(), worked)
    };
    // Everybody for themselves: the second case waits for ten minutes, and for ten minutes more.
    assert_eq!(
        found(&[("one", &["a"]), ("two", &["b"]), ("three", &["c"])]),
        (vec![35.0, 55.0], vec![20.0, 40.0, 10.0])
    );
    // Two for the first step.
    assert_eq!(
        found(&[
            ("one", &["a"]),
            ("two", &["a"]),
            ("three", &["b"]),
            ("four", &["c"])
        ]),
        (vec![35.0, 55.0], vec![10.0, 10.0, 40.0, 10.0])
    );
    // The second can do the first step and the second.
    assert_eq!(
        found(&[("one", &["a"]), ("both", &["a", "b"]), ("three", &["c"])]),
        (vec![35.0, 55.0], vec![10.0, 50.0, 10.0])
    );
    // Two for the second; the third step waits until the one of them is free.
    assert_eq!(
        found(&[("one", &["a"]), ("two", &["b"]), ("more", &["b", "c"])]),
        (vec![45.0, 50.0], vec![20.0, 20.0, 30.0])
    );
    // No list at all means everything.
    let (leads, worked) = found(&[("any", &[]), ("all", &["a", "b", "c"])]);
    assert_eq!((leads.len(), worked.iter().sum::<f64>()), (2, 70.0));
    assert!(
        worked.iter().all(|one| *one > 0.0),
        "both do anything: {worked:?}"
    );
}

#[test]
fn the_priority_of_a_step() {
    let flow = chain(&[("a", work("10")), ("b", work("5"))]);
    let with = |more: Value| {
        let mut all = json!({"staff": people(1)});
        merge(&mut all, more);
        leads(&flow, &recorded(&["09:00", "09:01"], all))
    };
    assert_eq!(with(json!({})), [25.0, 29.0]);
    // What is finished first goes before what was begun later.
    let first = |priority: u8| json!({"assignments": [{"node": "b", "priority": priority}]});
    assert_eq!(with(first(0)), [15.0, 29.0]);
    assert_eq!(with(first(1)), [25.0, 29.0]);
    let mut arrival = first(0);
    arrival["options"] = json!({"order": "arrival"});
    assert_eq!(with(arrival), [25.0, 29.0]);
    // Groups that are assigned are each counted once.
    let twice = json!({"assignments": [{"node": "a", "groups": ["all", "all"]}]});
    assert_eq!(with(twice), [25.0, 29.0]);
}

#[test]
fn what_is_worked_for_others_is_nobodys_work() {
    let mut parameters = group(json!({"yen_per_hour": 3600}));
    parameters["days"] = json!(1);
    let found = run(
        &office("citizen", json!({})),
        &recorded(&["09:00"], parameters),
    );
    let result = found.result();
    let of = |figure| result.group("all", figure).map(|one| one.mean);
    assert_eq!(of(StaffFigure::WorkedHours), Some(0.0));
    assert_eq!(of(StaffFigure::MeanQueue), None);
    assert_eq!(of(StaffFigure::DutyHours), Some(24.0));
    assert_eq!(of(StaffFigure::DutyCost), Some(24.0 * 3_600.0));
    assert_eq!(result.figure(Whole::WorkPerCase).unwrap().mean, 10.0);
    let lanes: Vec<&str> = result.lanes.iter().map(|lane| lane.id.as_str()).collect();
    assert_eq!(
        lanes,
        ["desk", "inner", "machine", "other", "hired", "citizen", "q"]
    );
    assert!(result.lanes.iter().all(|lane| lane.groups.is_empty()));
}
