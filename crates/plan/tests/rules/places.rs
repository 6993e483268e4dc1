//! What each rule about plans finds and where, one value of a good plan at a time.

use super::findings;
use serde_json::{Value, json};

/// A plan in which every kind of record refers to others, and nothing is wrong.
fn good() -> Value {
    let label = |ja: &str| json!({"ja": ja, "en": "Fictional"});
    let own = json!({"id": "own"});
    let text = |text: &str| json!({"text_as_published": text});
    let entry = |id: &str, relisted: bool| {
        json!({"id": id, "measure": "m", "policy": "p", "relisted": relisted, "name": text("施策"),
            "before": text("前。"), "during": text("間。"), "goal": text("到達。"), "source": own})
    };
    let figure = |id: &str, at: &str| {
        json!({"id": id, "label": label("数"), "value": "10", "unit": "clauses", "nature": "observed",
            "at": at, "quantity": "q", "source": own})
    };
    json!({
        "format": "tosei-plan", "format_version": 1, "id": "city-plan", "kind": "plan",
        "name": label("計画（架空）"), "fictional": true, "body": label("見本市（架空）"),
        "edition": {"id": "1", "date": "2025-04-01", "source": "own"},
        "period": {"from": "FY2024", "to": "FY2026"},
        "legal_bases": [{"id": "law", "law": label("架空条例"), "article": "第1条", "position": label("根拠"), "source": own}],
        "roles": [{"id": "r", "name": label("推進役"), "duties": [label("支える")], "supports": ["s"], "source": own},
            {"id": "s", "name": label("各課"), "duties": [label("行う")], "source": own}],
        "policies": [{"id": "p", "name": label("方針"), "source": own}],
        "measures": [{"id": "m", "name": label("施策"), "policy": "p", "roles": ["r"],
            "related": ["city-plan#x", "another#y"],
            "goals": [{"text": label("目標"), "indicators": ["i"]}], "source": own}],
        "indicators": [{"id": "i", "name": label("指標"), "unit": "percent", "direction": "up", "measures": ["m"],
            "observations": [{"at": "2024-03", "value": "40", "source": own},
                {"at": "2025-03", "value": "50", "nature": "expected", "source": own}],
            "targets": [{"by": "FY2024", "value": "60", "source": own}, {"by": "FY2026", "value": "70", "source": own}],
            "source": own}],
        "figures": [figure("f", "FY2023"), figure("g", "FY2024")],
        "items": [{"id": "x", "kind": "action", "name": label("取組"), "figures": ["f"], "related": ["city-plan#m"],
                "replaced_by": "city-plan#y", "source": own},
            {"id": "y", "kind": "action", "name": label("取組"), "text": label("本文"), "parent": "x", "source": own},
            {"id": "z", "kind": "action", "name": label("取組"), "parent": "y", "source": own}],
        "inconsistencies": [{"id": "d", "kind": "different_values", "name": label("差"),
            "figures": ["city-plan#f", "city-plan#g"], "note": label("注")}],
        "entries": [entry("row-1", false), entry("row-2", true)],
        "listing": [{"text": "見出し"}, {"entry": "row-1"}, {"entry": "row-2"}],
    })
}

fn found(document: &Value) -> Vec<String> {
    let report = findings(document);
    let found = report.findings().iter();
    found
        .map(|one| {
            let rule = one.rule.strip_prefix("plan.").unwrap();
            format!("{rule} {}", one.place)
        })
        .collect()
}

fn hold(cases: &[(&str, Value, &[&str])]) {
    assert_eq!(found(&good()), Vec::<String>::new());
    for (pointer, value, wanted) in cases {
        let mut changed = good();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match changed.pointer_mut(parent).unwrap() {
            Value::Array(list) if key == "-" => list.push(value.clone()),
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            Value::Object(members) if value.is_null() => {
                members.remove(key);
            }
            other => other[key] = value.clone(),
        }
        assert_eq!(found(&changed), *wanted, "{pointer}: {value}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for (pointer, value) in [
        ("/measures/0/policy", "no_such"),
        ("/measures/0/roles/0", "m"),
        ("/measures/0/related/0", "city-plan#no_such"),
        ("/measures/0/goals/0/indicators/0", "m"),
        ("/indicators/0/measures/-", "p"),
        ("/roles/0/supports/0", "p"),
        ("/items/0/figures/0", "x"),
        ("/items/0/related/0", "city-plan#no_such"),
        ("/items/0/replaced_by", "city-plan#no_such"),
        ("/items/2/parent", "m"),
        ("/inconsistencies/0/figures/0", "city-plan#no_such"),
        ("/entries/1/policy", "m"),
        ("/listing/-", "no_such"),
    ] {
        let value = if pointer.starts_with("/listing") {
            json!({"entry": value})
        } else {
            json!(value)
        };
        let place = match pointer.rsplit_once("/-") {
            Some(("/indicators/0/measures", _)) => "/indicators/0/measures/1",
            Some(_) => "/listing/3/entry",
            None => pointer,
        };
        hold(&[(pointer, value, &[&format!("reference.dangling {place}")])]);
    }
    // A list that the plan does not have holds nothing.
    hold(&[(
        "/roles",
        Value::Null,
        &["reference.dangling /measures/0/roles/0"],
    )]);
    // What stands in another document is not looked for here.
    hold(&[
        ("/measures/0/related/0", json!("another#no_such"), &[]),
        ("/items/0/replaced_by", json!("another#no_such"), &[]),
    ]);
}

#[test]
fn every_id_stands_once_in_all_lists() {
    for (pointer, list) in [
        ("/legal_bases/-", "legal_bases"),
        ("/roles/-", "roles"),
        ("/policies/-", "policies"),
        ("/figures/-", "figures"),
        ("/items/-", "items"),
        ("/inconsistencies/-", "inconsistencies"),
    ] {
        let mut again = good()[list][0].clone();
        if list == "figures" {
            again["quantity"] = json!("another");
        }
        let at = good()[list].as_array().unwrap().len();
        let place = format!("id.duplicate /{list}/{at}/id");
        hold(&[(pointer, again, &[&place])]);
    }
    hold(&[("/items/2/id", json!("law"), &["id.duplicate /items/2/id"])]);
}

#[test]
fn items_do_not_stand_in_each_other() {
    let circle: &[&str] = &["item.cycle /items/0/parent", "item.cycle /items/1/parent"];
    hold(&[
        // The third hangs on the circle and is none of it.
        ("/items/0/parent", json!("y"), circle),
        (
            "/items/0/parent",
            json!("x"),
            &["item.cycle /items/0/parent"],
        ),
        (
            "/items/0/parent",
            json!("z"),
            &[
                "item.cycle /items/0/parent",
                "item.cycle /items/1/parent",
                "item.cycle /items/2/parent",
            ],
        ),
        ("/items/2/parent", json!("x"), &[]),
    ]);
}

#[test]
fn relisted_rows_and_the_listing() {
    let text = |text: &str| json!({"text_as_published": text});
    hold(&[
        (
            "/entries/0/relisted",
            json!(true),
            &[
                "relisted.without_original /entries/0/relisted",
                "relisted.without_original /entries/1/relisted",
            ],
        ),
        (
            "/entries/1/relisted",
            json!(false),
            &["relisted.unmarked /entries/1/relisted"],
        ),
        (
            "/entries/1/goal",
            text("到達。別。"),
            &["relisted.differs /entries/1/goal"],
        ),
        (
            "/entries/1/before",
            text(""),
            &["relisted.differs /entries/1/before"],
        ),
        ("/entries/1/name", text("【再掲】施 策"), &[]),
        (
            "/listing/2",
            json!({"text": "row-2"}),
            &["listing.incomplete /entries/1"],
        ),
        ("/listing", json!([]), &[]),
    ]);
}

#[test]
fn texts_are_of_one_script_and_corrections_lead_to_them() {
    let corrected = |published: &str, corrected: &str, wrong: &str, right: &str| {
        json!({"text_as_published": published, "text_corrected": corrected,
            "corrections": [{"published": wrong, "corrected": right, "times": 1, "reason": "mixed_script"}]})
    };
    let mixed = |place: &str| vec![format!("text.mixed_script {place}")];
    for (pointer, value, place) in [
        (
            "/policies/0/name/ja",
            json!("デジタルデバйд"),
            "/policies/0/name/ja",
        ),
        (
            "/policies/0/name/en",
            json!("Digitаl"),
            "/policies/0/name/en",
        ),
        (
            "/measures/0/name/ja",
            json!("デジタルデバйд"),
            "/measures/0/name/ja",
        ),
        (
            "/indicators/0/name/ja",
            json!("デジタルデバйд"),
            "/indicators/0/name/ja",
        ),
        (
            "/items/1/name/ja",
            json!("デジタルデバйд"),
            "/items/1/name/ja",
        ),
        (
            "/items/1/text/ja",
            json!("デジタルデバйд"),
            "/items/1/text/ja",
        ),
    ] {
        let wanted = mixed(place);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        hold(&[(pointer, value, &wanted)]);
    }
    let published = "デジタルデバйд";
    let mut disagrees = corrected("間。", "別。", "間", "中");
    hold(&[(
        "/entries/0/during",
        disagrees.clone(),
        &[
            "text.corrections_disagree /entries/0/during",
            "relisted.differs /entries/1/during",
        ],
    )]);
    disagrees = corrected(published, published, "й", "й");
    disagrees["text_corrected"] = json!(published);
    let both: &[&str] = &[
        "text.mixed_script /entries/1/name/text_as_published",
        "text.mixed_script /entries/1/name/text_corrected",
    ];
    let mut wanted = both.to_vec();
    wanted.push("relisted.differs /entries/1/name");
    hold(&[("/entries/1/name", disagrees, &wanted)]);
}

#[test]
fn targets_observations_and_the_period() {
    let own = json!({"id": "own"});
    let observation = |more: Value| {
        let mut one = json!({"at": "2024-03", "value": "40", "source": own});
        for (key, value) in more.as_object().unwrap() {
            one[key] = value.clone();
        }
        one
    };
    let target = |more: Value| {
        let mut one = json!({"by": "FY2026", "value": "70", "source": own});
        for (key, value) in more.as_object().unwrap() {
            one[key] = value.clone();
        }
        one
    };
    let (targets, observations) = ("/indicators/0/targets/1", "/indicators/0/observations/0");
    hold(&[
        (
            "/period",
            json!({"from": "FY2024", "to": "2024-04-01"}),
            &[],
        ),
        (
            "/period",
            json!({"from": "FY2024", "to": "2024-03-31"}),
            &["period.reversed /period"],
        ),
        (
            "/period",
            json!({"from": "2025-03-31", "to": "FY2026"}),
            &[],
        ),
        (
            "/period",
            json!({"from": "FY2025", "to": "FY2026"}),
            &["target.before_period /indicators/0/targets/0"],
        ),
        (
            "/indicators/0/measures",
            json!([]),
            &["measure.without_indicator /measures/0"],
        ),
        (
            "/indicators/0/targets",
            json!([]),
            &["indicator.no_target /indicators/0"],
        ),
        (observations, observation(json!({"at": "2025-03-31"})), &[]),
        (
            observations,
            observation(json!({"at": "2025-04-01"})),
            &["target.before_observation /indicators/0/targets/0"],
        ),
        (
            observations,
            observation(json!({"at": "2025-04-01", "nature": "expected"})),
            &[],
        ),
        (
            observations,
            observation(json!({"nature": "target"})),
            &["observation.nature /indicators/0/observations/0/nature"],
        ),
        (observations, observation(json!({"unit": "percent"})), &[]),
        (
            observations,
            observation(json!({"unit": "clauses", "value": "400"})),
            &["unit.mismatch /indicators/0/observations/0/unit"],
        ),
        (
            observations,
            observation(json!({"value": "100.1"})),
            &["percent.out_of_range /indicators/0/observations/0/value"],
        ),
        (
            observations,
            observation(json!({"parts": {"numerator": 2, "denominator": 5}})),
            &[],
        ),
        (
            observations,
            observation(json!({"parts": {"numerator": 3, "denominator": 5}})),
            &["observation.parts_disagree /indicators/0/observations/0/parts"],
        ),
        (
            observations,
            observation(json!({"parts": {"numerator": 0, "denominator": 0}})),
            &["observation.parts_disagree /indicators/0/observations/0/parts"],
        ),
        (
            observations,
            observation(json!({"unit": "clauses", "parts": {"numerator": 3, "denominator": 5}})),
            &["unit.mismatch /indicators/0/observations/0/unit"],
        ),
        ("/indicators/0/observations/-", observation(json!({})), &[]),
        (
            "/indicators/0/observations/-",
            observation(json!({"value": "41"})),
            &["observation.contradiction /indicators/0/observations/2"],
        ),
        (
            "/indicators/0/observations/-",
            observation(json!({"value": "41", "nature": "expected"})),
            &[],
        ),
        (targets, target(json!({"unit": "percent"})), &[]),
        (
            targets,
            target(json!({"unit": "clauses", "value": "700"})),
            &["unit.mismatch /indicators/0/targets/1/unit"],
        ),
        (targets, target(json!({"value": "100"})), &[]),
        (
            targets,
            target(json!({"value": "100.1"})),
            &["percent.out_of_range /indicators/0/targets/1/value"],
        ),
        (targets, target(json!({"value": "60"})), &[]),
        (
            targets,
            target(json!({"value": "59"})),
            &["target.backwards /indicators/0/targets/1"],
        ),
        (
            targets,
            target(json!({"value": null, "text": {"ja": "すべて", "en": "all"}})),
            &[],
        ),
        (
            targets,
            target(json!({"value": null})),
            &["target.empty /indicators/0/targets/1"],
        ),
        (
            "/indicators/0/direction",
            json!("down"),
            &["target.backwards /indicators/0/targets/1"],
        ),
    ]);
}

#[test]
fn figures_are_dated_and_do_not_contradict_each_other() {
    let undated = json!(["date_unstated", "unit_unstated"]);
    let rival = json!({"id": "h", "label": {"ja": "数", "en": "Count"}, "value": "12", "unit": "clauses",
        "nature": "observed", "at": "FY2024", "quantity": "q", "source": {"id": "own"}});
    let contradiction: &[&str] = &["figure.undeclared_inconsistency /figures/2"];
    let changed = |key: &str, value: Value| {
        let mut figure = rival.clone();
        figure[key] = value;
        figure
    };
    hold(&[
        ("/figures/0/at", Value::Null, &["figure.undated /figures/0"]),
        (
            "/figures/0/unit",
            Value::Null,
            &["figure.without_unit /figures/0"],
        ),
        ("/figures/0/gaps", undated, &[]),
        (
            "/figures/0/value",
            Value::Null,
            &["figure.empty /figures/0"],
        ),
        ("/figures/-", rival.clone(), contradiction),
        ("/figures/-", changed("quantity", json!("another")), &[]),
        ("/figures/-", changed("nature", json!("target")), &[]),
        ("/figures/-", changed("value", json!("10")), &[]),
        ("/figures/-", changed("at", json!("FY2025")), &[]),
        (
            "/figures/-",
            changed("at", json!("2023-04-01")),
            contradiction,
        ),
        ("/figures/1/value", json!("12"), &[]),
        ("/figures/1/unit", json!("cases"), &[]),
        (
            "/inconsistencies/0/figures",
            json!(["city-plan#f"]),
            &["inconsistency.too_few /inconsistencies/0/figures"],
        ),
        (
            "/inconsistencies/0/figures",
            json!([]),
            &["inconsistency.too_few /inconsistencies/0/figures"],
        ),
    ]);
    // One of two is named: that is not both.
    let mut one_named = good();
    one_named["figures"]
        .as_array_mut()
        .unwrap()
        .push(rival.clone());
    one_named["inconsistencies"][0]["figures"] = json!(["city-plan#h", "another#g"]);
    assert_eq!(found(&one_named), contradiction);
    one_named["inconsistencies"][0]["figures"] = json!(["city-plan#h", "city-plan#g"]);
    assert_eq!(found(&one_named), Vec::<String>::new());
    // A basis that is not stated needs one figure.
    one_named["figures"].as_array_mut().unwrap().pop();
    one_named["inconsistencies"][0]["kind"] = json!("unstated_basis");
    one_named["inconsistencies"][0]["figures"] = json!(["city-plan#g"]);
    assert_eq!(found(&one_named), Vec::<String>::new());
    one_named["inconsistencies"][0]["figures"] = json!([]);
    assert_eq!(
        found(&one_named),
        ["inconsistency.too_few /inconsistencies/0/figures"]
    );
}

/// Case: of what should fall, the same value again is no step back.
#[test]
fn a_target_that_stays_is_no_step_back() {
    for direction in ["up", "down"] {
        let mut plan = good();
        plan["indicators"][0]["direction"] = json!(direction);
        plan["indicators"][0]["targets"][0]["value"] = json!("70");
        assert_eq!(found(&plan), Vec::<String>::new(), "{direction}");
    }
}
