//! Boundaries of verdicts, paces, scenarios and of one plan after another.

use super::{indicator, plan};
use serde_json::{Value, json};
use tosei_plan::answer::AnswerFigure;
use tosei_plan::{
    PlanVerdict, ProgressOptions, ProgressReason, ScenarioMethod, before_and_after, disagreements,
    pace_between, plan_progress, required_pace, scenario,
};

/// Case: an earlier target that was reached is not said to be missed.
#[test]
fn an_earlier_target_that_was_reached_is_not_missed() {
    let reached = indicator(
        json!([{"at": "FY2023", "value": "61"}, {"at": "FY2024", "value": "64"}]),
        json!([{"by": "FY2023", "value": "60"}, {"by": "FY2024", "value": "65"}]),
    );
    let now = reached.progress(
        None,
        "2025-04-01".parse().unwrap(),
        ProgressOptions::standard(),
    );
    assert_eq!(now.verdict, PlanVerdict::Missed);
    assert_eq!(now.reasons, [ProgressReason::BelowAtDue]);
}

/// Case: each reason once, what cannot be measured beside what can, and a measure that is named twice.
#[test]
fn a_measure_gives_each_reason_once_and_says_what_is_not_measured() {
    let label = json!({"ja": "甲", "en": "A"});
    let own = json!({"id": "own"});
    let seen = |id: &str, measures: &[&str], value: Option<&str>| {
        let values: Vec<Value> = value
            .into_iter()
            .map(|value| json!({"at": "2025-03-31", "value": value, "source": own}))
            .collect();
        json!({"id": id, "name": label, "unit": "percent", "direction": "up", "measures": measures,
               "observations": values, "targets": [{"by": "2025-03-31", "value": "80", "source": own}],
               "source": own})
    };
    let measures = ["m", "n", "o", "q"]
        .map(|id| json!({"id": id, "name": label, "policy": "p", "source": own}));
    let plan = plan(&json!({
        "policies": [{"id": "p", "name": label, "source": own}],
        "measures": measures,
        "indicators": [seen("a", &["m"], Some("70")), seen("b", &["m"], Some("60")), seen("c", &["m", "n"], None),
            seen("d", &["o", "q", "o"], Some("90"))],
    }));
    let day = "2025-06-30".parse().unwrap();
    let progress = plan_progress(&plan, day, ProgressOptions::standard());
    let rows: Vec<(u32, &[ProgressReason], usize)> = progress
        .measures
        .iter()
        .map(|one| {
            (
                one.indicators.total(),
                &one.reasons[..],
                one.decided_by.len(),
            )
        })
        .collect();
    let (below, partly) = (ProgressReason::BelowAtDue, ProgressReason::PartlyMeasured);
    assert_eq!(
        rows,
        [
            (3, &[below, partly][..], 2),
            (1, &[ProgressReason::NoObservation], 1),
            (1, &[ProgressReason::Reached], 1),
            (1, &[ProgressReason::Reached], 1),
        ]
    );
}

/// Case: a target without a number, or in another unit, is no value that a pace could lead to.
#[test]
fn a_pace_leads_to_a_target_with_a_number_in_the_own_unit() {
    let pace = |targets: Value| {
        let one = indicator(json!([{"at": "2024-03", "value": "40"}]), targets);
        let (from, to) = ("2024-03".parse().unwrap(), "2025-03".parse().unwrap());
        let between = pace_between(&one, from, to).map(|(pace, _)| pace);
        assert_eq!(between, required_pace(&one, from, to));
        between.map(|pace| pace.change.to_string())
    };
    assert_eq!(
        pace(json!([{"by": "2025-03", "value": "60"}])),
        Some("20".into())
    );
    assert_eq!(pace(json!([{"by": "2025-03"}])), None);
    assert_eq!(
        pace(json!([{"by": "2025-03"}, {"by": "2026-03", "value": "60"}])),
        None
    );
    let other = json!({"by": "2025-03", "value": "600", "unit": "cases"});
    assert_eq!(pace(json!([other])), None);
    let named = json!({"by": "FY2024", "value": "70", "unit": "percent"});
    assert_eq!(pace(json!([other, named])), Some("30".into()));
}

/// Case: the line's own pace, and no more points than a hundred years of quarters and the day itself.
#[test]
fn a_scenario_has_its_pace_and_an_end() {
    let line = |at: &str, by: &str| {
        let one = indicator(
            json!([{"at": at, "value": "40"}]),
            json!([{"by": by, "value": "100"}]),
        );
        let change = "6".parse().unwrap();
        let method = ScenarioMethod::PerQuarter { change };
        scenario(
            &one,
            by.parse().unwrap(),
            "2025-07-01".parse().unwrap(),
            method,
        )
    };
    let year = line("2025-03", "2026-03");
    let pace = year.pace.unwrap();
    let texts = [
        &pace.change,
        &pace.quarters,
        &pace.per_quarter,
        &pace.per_year,
    ];
    assert_eq!(texts.map(ToString::to_string), ["24", "4", "6", "24"]);
    assert_eq!(year.points.len(), 4);
    assert_eq!(line("1900-03", "2000-03").points.len(), 400);
    assert_eq!(line("1900-03", "2000-06").points.len(), 401);
    let longer = line("1900-03", "2025-03").points;
    assert_eq!(longer.len(), 401);
    assert_eq!(longer[399].at.to_string(), "2000-03");
    assert_eq!(longer[400].at.to_string(), "2025-03");
}

/// Case: the last target of each plan, and the last value up to the end of the first, whatever the lists' order.
#[test]
fn the_last_value_of_the_first_plan_meets_the_last_target_of_the_second() {
    let of = |period: Value, observations: Value, targets: Value| {
        let mut plan = plan(&period);
        plan.indicators = vec![indicator(observations, targets)];
        plan
    };
    let period = json!({"period": {"from": "FY2021", "to": "FY2023"}});
    let second = of(
        json!({"period": {"from": "FY2024", "to": "FY2026"}}),
        json!([]),
        json!([{"by": "FY2026", "value": "100"}, {"by": "FY2025", "value": "90"}]),
    );
    let targets = json!([{"by": "FY2022", "value": "60"}, {"by": "FY2023", "value": "70"}, {"by": "FY2021", "value": "50"}]);
    let found = |period: &Value, observations: Value| {
        let first = of(period.clone(), observations, targets.clone());
        let day = "2024-06-30".parse().unwrap();
        let found = before_and_after(&first, &second, day, ProgressOptions::standard());
        assert_eq!(found.len(), 1);
        let one = found.into_iter().next().unwrap();
        assert_eq!(one.before_by.unwrap().to_string(), "FY2023");
        assert_eq!(one.before.unwrap().to_string(), "70");
        assert_eq!(one.after_by.unwrap().to_string(), "FY2026");
        assert_eq!(one.after.unwrap().to_string(), "100");
        one.outcome.map(|one| one.value.to_string())
    };
    let (early, last) = (
        json!({"at": "2023-03", "value": "50"}),
        json!({"at": "2024-02", "value": "66"}),
    );
    let expected = json!({"at": "2024-02", "value": "68", "nature": "expected"});
    let planned = json!({"at": "2024-03", "value": "69", "nature": "planned"});
    let cases = json!({"at": "2024-03", "value": "690", "unit": "cases"});
    let percent = json!({"at": "2024-03", "value": "67", "unit": "percent"});
    let after = json!({"at": "2024-05", "value": "71"});
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(found(&period, json!([last, early])), text("66"));
    assert_eq!(found(&period, json!([early, last, expected])), text("66"));
    assert_eq!(found(&period, json!([expected, last, early])), text("66"));
    assert_eq!(found(&period, json!([early, expected])), text("68"));
    assert_eq!(found(&period, json!([last, planned])), text("66"));
    assert_eq!(found(&period, json!([last, cases])), text("66"));
    assert_eq!(found(&period, json!([last, percent])), text("67"));
    assert_eq!(found(&period, json!([last, after])), text("66"));
    // A plan without a period has no end.
    assert_eq!(found(&json!({}), json!([last, after])), text("71"));
    assert_eq!(found(&period, json!([planned, cases])), None);
}

/// Case: an inconsistency that names one of two figures declares nothing about the two.
#[test]
fn a_disagreement_is_declared_where_one_inconsistency_names_both() {
    let label = json!({"ja": "数", "en": "Count"});
    let figure = |id: &str, value: &str| {
        json!({"id": id, "label": label, "value": value, "unit": "clauses", "nature": "observed",
            "at": "FY2023", "quantity": "q", "source": {"id": "own"}})
    };
    for (named, declared) in [
        (json!([["city-plan#f", "city-plan#g"]]), true),
        (json!([["city-plan#g", "city-plan#f", "other#x"]]), true),
        (json!([["city-plan#f"]]), false),
        (json!([["city-plan#g", "other#f"]]), false),
        (
            json!([["city-plan#f", "other#x"], ["city-plan#g", "other#x"]]),
            false,
        ),
    ] {
        let named = named.as_array().unwrap().iter().enumerate();
        let named: Vec<Value> = named
            .map(|(at, figures)| {
                json!({"id": format!("d{at}"), "kind": "different_values", "name": label, "figures": figures, "note": label})
            })
            .collect();
        let plan = plan(
            &json!({"figures": [figure("f", "10"), figure("g", "12")], "inconsistencies": named}),
        );
        let found = disagreements(&[&plan]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].declared, declared, "{named:?}");
    }
}

/// Case: the row that a row repeats is another one of the measure, and not itself repeated.
#[test]
fn a_row_that_is_listed_again_has_its_first_row() {
    let text = |text: &str| json!({"text_as_published": text});
    let row = |id: &str, measure: &str, relisted: bool| {
        json!({"id": id, "measure": measure, "policy": "p", "relisted": relisted, "name": text("甲"),
            "before": text("乙"), "during": text("丙"), "goal": text("丁"), "source": {"id": "own"}})
    };
    let plan = plan(
        &json!({"entries": [row("1", "n", false), row("2", "m", true), row("3", "m", true),
        row("4", "m", false), row("5", "o", true), row("6", "m", false)]}),
    );
    let originals: Vec<Option<&str>> = plan
        .entries
        .iter()
        .map(|entry| plan.original_of(entry).map(|one| one.id.as_str()))
        .collect();
    assert_eq!(
        originals,
        [None, Some("4"), Some("4"), Some("6"), None, Some("4")]
    );
}

/// Case: what is exact, observed and upwards is not written; the rest is.
#[test]
fn what_goes_without_saying_is_not_written() {
    let written = |observation: Value| {
        let one = indicator(json!([observation]), json!([]));
        let written = serde_json::to_value(&one.observations[0]).unwrap();
        let keys = written.as_object().unwrap().keys();
        let mut keys: Vec<&str> = keys.map(String::as_str).collect();
        keys.sort_unstable();
        keys.join(" ")
    };
    let usual = json!({"at": "2024-03", "value": "40", "precision": "exact", "nature": "observed"});
    assert_eq!(written(usual), "at source value");
    let other = json!({"at": "2024-03", "value": "40", "precision": "about", "nature": "expected"});
    assert_eq!(written(other), "at nature precision source value");
    let label = json!({"ja": "例", "en": "example"});
    for (direction, is_written) in [("up", false), ("down", true)] {
        let figure: AnswerFigure =
            serde_json::from_value(json!({"id": "f", "label": label, "kind": "percent",
            "unit": label, "basis": label, "direction": direction, "observations": []}))
            .unwrap();
        let written = serde_json::to_value(&figure).unwrap();
        assert_eq!(
            written.get("direction").is_some(),
            is_written,
            "{direction}"
        );
    }
}
