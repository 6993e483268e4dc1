//! Progress where several targets, several plans and boundaries meet.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod boundaries;

use serde_json::{Value, json};
use tosei_document::Limits;
use tosei_plan::{
    Indicator, Nature, Plan, PlanVerdict, ProgressOptions, ProgressReason, before_and_after,
    disagreements, pace_between, plan_progress, tokyo,
};
use tosei_types::Language;

fn indicator(observations: Value, targets: Value) -> Indicator {
    let sourced = |list: Value| -> Vec<Value> {
        let mut list = list.as_array().unwrap().clone();
        for one in &mut list {
            one["source"] = json!({"id": "own"});
        }
        list
    };
    serde_json::from_value(json!({
        "id": "i", "name": {"ja": "指標", "en": "Indicator"}, "unit": "percent", "direction": "up",
        "measures": ["m"], "observations": sourced(observations), "targets": sourced(targets),
        "source": {"id": "own"},
    }))
    .unwrap()
}

fn plan(more: &Value) -> Plan {
    let label = json!({"ja": "計画（架空）", "en": "Plan (fictional)"});
    let mut plan = json!({
        "format": "tosei-plan", "format_version": 1, "id": "city-plan", "kind": "plan", "name": label,
        "edition": {"id": "1", "date": "2025-04-01", "source": "own"}, "body": label,
    });
    for (key, value) in more.as_object().unwrap() {
        plan[key] = value.clone();
    }
    serde_json::from_value(plan).unwrap()
}

/// The published targets of a portal: 60, 65, at least 70 % in three years.
#[test]
fn the_next_target_decides_and_a_missed_one_is_said() {
    let portal = indicator(
        json!([{"at": "FY2023", "value": "58"}, {"at": "FY2024", "value": "66"}]),
        json!([{"by": "FY2025", "value": "70", "precision": "at_least"},
               {"by": "FY2023", "value": "60"}, {"by": "FY2024", "value": "65"}]),
    );
    let on = |day: &str| portal.progress(None, day.parse().unwrap(), ProgressOptions::standard());
    // On the last day of a target it is still the one that counts.
    for (day, by) in [
        ("2024-03-31", "FY2023"),
        ("2024-04-01", "FY2024"),
        ("2025-03-31", "FY2024"),
        ("2025-04-01", "FY2025"),
        ("2026-03-31", "FY2025"),
        ("2026-04-01", "FY2025"),
    ] {
        assert_eq!(on(day).current.unwrap().by.to_string(), by, "{day}");
    }
    let now = on("2025-04-01");
    assert_eq!(now.verdict, PlanVerdict::OnTrack);
    assert_eq!(
        now.reasons,
        [
            ProgressReason::OnCourse,
            ProgressReason::EarlierTargetMissed
        ]
    );
    let earlier: Vec<_> = now
        .earlier
        .iter()
        .map(|one| (one.by.to_string(), one.verdict))
        .collect();
    assert_eq!(
        earlier,
        [
            ("FY2023".to_owned(), PlanVerdict::Missed),
            ("FY2024".to_owned(), PlanVerdict::OnTrack)
        ]
    );
    let sentence = now.earlier[0].sentence(Language::Ja);
    assert_eq!(
        sentence,
        "令和5年度の目標：未達（期限の後に目標値に達しました）。"
    );
    let none = indicator(json!([]), json!([]));
    let none = none.progress(
        None,
        "2025-04-01".parse().unwrap(),
        ProgressOptions::standard(),
    );
    assert_eq!(
        (none.verdict, &none.reasons[..]),
        (PlanVerdict::NotMeasurable, &[ProgressReason::NoTarget][..])
    );
}

#[test]
fn a_measure_is_judged_by_its_own_indicators_and_counted_once() {
    let label = json!({"ja": "甲", "en": "A"});
    let own = json!({"id": "own"});
    let seen = |id: &str, measure: &str, value: &str| {
        json!({"id": id, "name": label, "unit": "percent", "direction": "up", "measures": [measure],
               "observations": [{"at": "2025-03-31", "value": value, "source": own}],
               "targets": [{"by": "2025-03-31", "value": "80", "source": own}], "source": own})
    };
    let text = |text: &str| json!({"text_as_published": text});
    let row = |id: &str, relisted: bool| {
        json!({"id": id, "measure": "m", "policy": "p", "relisted": relisted, "name": text("甲"),
               "before": text("乙"), "during": text("丙"), "goal": text("丁"), "source": own})
    };
    let plan = plan(&json!({
        "policies": [{"id": "p", "name": label, "source": own}, {"id": "q", "name": label, "source": own}],
        "measures": [{"id": "m", "name": label, "policy": "p", "source": own},
                     {"id": "n", "name": label, "policy": "q", "source": own},
                     {"id": "o", "name": label, "policy": "q", "source": own}],
        "indicators": [seen("a", "m", "90"), seen("b", "m", "70"), seen("c", "n", "80")],
        "entries": [row("row-1", false), row("row-2", true)],
    }));
    let progress = plan_progress(
        &plan,
        "2025-06-30".parse().unwrap(),
        ProgressOptions::standard(),
    );
    let verdicts: Vec<_> = progress.measures.iter().map(|one| one.verdict).collect();
    assert_eq!(
        verdicts,
        [
            PlanVerdict::Missed,
            PlanVerdict::OnTrack,
            PlanVerdict::NotMeasurable
        ]
    );
    assert_eq!(progress.measures[0].decided_by, ["b".parse().unwrap()]);
    assert_eq!(progress.measures[2].reasons, [ProgressReason::NoIndicator]);
    assert_eq!(progress.measure_tally.total(), 3);
    let policies: Vec<_> = progress
        .policies
        .iter()
        .map(|one| one.measures.total())
        .collect();
    assert_eq!(policies, [1, 2]);
    assert_eq!(progress.verdict, PlanVerdict::Missed);
    let again: tosei_plan::PlanProgress =
        serde_json::from_value(serde_json::to_value(&progress).unwrap()).unwrap();
    assert_eq!(again, progress);
}

#[test]
fn a_pace_needs_a_value_at_each_moment() {
    let rate = tokyo::plan_2()
        .indicator(&"digitalization-rate".parse().unwrap())
        .unwrap();
    let between =
        |from: &str, to: &str| pace_between(rate, from.parse().unwrap(), to.parse().unwrap());
    assert!(between("2022-04", "2023-03").is_none());
    assert!(between("2023-03", "2022-03").is_none());
    assert!(between("2023-03", "2023-03").is_none());
    let (_, points) = between("2023-03", "2027-03").unwrap();
    assert_eq!(
        points.map(|one| one.nature),
        [Nature::Observed, Nature::Target]
    );
    // A count has no share of a population.
    let mut count = rate.clone();
    count.unit = "processes".parse().unwrap();
    let (pace, _) = pace_between(
        &count,
        "2022-03".parse().unwrap(),
        "2023-03".parse().unwrap(),
    )
    .unwrap();
    assert!(pace.things.is_none());
}

#[test]
fn what_two_plans_share_is_followed_from_one_into_the_other() {
    let first = plan(&json!({"period": {"from": "FY2021", "to": "FY2023"}}));
    let mut first = first;
    first.indicators = vec![indicator(
        json!([{"at": "2023-03", "value": "50"}, {"at": "2024-03-31", "value": "68"},
               {"at": "2024-04-01", "value": "69"}]),
        json!([{"by": "FY2023", "value": "70"}]),
    )];
    let mut second = plan(&json!({"period": {"from": "FY2024", "to": "FY2026"}}));
    second.indicators = vec![indicator(
        json!([{"at": "2024-03-31", "value": "68"}]),
        json!([{"by": "FY2026", "value": "100"}]),
    )];
    let day = "2024-06-30".parse().unwrap();
    let found = before_and_after(&first, &second, day, ProgressOptions::standard());
    // The value of the last day of the first plan counts; that of the next day does not.
    assert_eq!(found[0].outcome.as_ref().unwrap().value.to_string(), "68");
    assert_eq!(found[0].verdict, PlanVerdict::Missed);
    assert_eq!(found[0].distance.as_ref().unwrap().to_string(), "32");
    assert_eq!(
        found[0].required.as_ref().unwrap().per_quarter.to_string(),
        "8/3"
    );
    second.indicators[0].unit = "processes".parse().unwrap();
    assert!(before_and_after(&first, &second, day, ProgressOptions::standard()).is_empty());
}

#[test]
fn figures_of_overlapping_moments_contradict_each_other() {
    let label = json!({"ja": "数", "en": "Count"});
    let with = |at: &str, value: &str, nature: &str| {
        plan(&json!({"figures": [
            {"id": "f", "label": label, "value": "10", "unit": "clauses", "nature": "observed",
             "at": "FY2023", "quantity": "q", "source": {"id": "own"}},
            {"id": "g", "label": label, "value": value, "unit": "clauses", "nature": nature,
             "at": at, "quantity": "q", "source": {"id": "own"}}]}))
    };
    for (at, value, nature, count) in [
        ("2023-07-28", "12", "observed", 1),
        ("2024-03-31", "12", "observed", 1),
        ("2023-04-01", "12", "observed", 1),
        ("2024-04-01", "12", "observed", 0),
        ("2023-03-31", "12", "observed", 0),
        ("2023-07-28", "10", "observed", 0),
        ("2023-07-28", "12", "target", 0),
    ] {
        let found = disagreements(&[&with(at, value, nature)]);
        assert_eq!(found.len(), count, "{at} {value} {nature}");
        assert!(found.iter().all(|one| !one.declared));
    }
}

/// Values at the edges of the rules about indicators.
#[test]
fn edges_of_the_checks() {
    let findings = |observations: Value, targets: Value, rule: &str| {
        let mut plan = plan(&json!({}));
        plan.indicators = vec![indicator(observations, targets)];
        let report = plan.check("2025-06-30".parse().unwrap());
        report
            .findings()
            .iter()
            .filter(|one| &*one.rule == rule)
            .count()
    };
    let none = json!([]);
    let seen = |value: &str, numerator: u64| json!([{"at": "2025-03", "value": value, "parts": {"numerator": numerator, "denominator": 2000}}]);
    // 1/2000 is 0.05 %, which rounds up to 0.1; 0.04 % does not.
    for (value, numerator, count) in [
        ("0.1", 1, 0),
        ("0", 1, 0),
        ("0.1", 3, 1),
        ("0.2", 3, 0),
        ("50", 1000, 0),
        ("50.1", 1001, 0),
        ("50", 1010, 1),
    ] {
        let rule = "plan.observation.parts_disagree";
        assert_eq!(
            findings(seen(value, numerator), none.clone(), rule),
            count,
            "{value} {numerator}"
        );
    }
    let at = |day: &str| json!([{"at": day, "value": "50"}]);
    for (day, count) in [
        ("2025-06-30", 0),
        ("2025-07-01", 1),
        ("2025-06", 0),
        ("FY2025", 1),
    ] {
        assert_eq!(
            findings(at(day), none.clone(), "plan.observation.to_come"),
            count,
            "{day}"
        );
    }
    let by = |day: &str| json!([{"by": day, "value": "60"}]);
    for (day, count) in [("2025-03-30", 1), ("2025-03-31", 0), ("2025-04-01", 0)] {
        let rule = "plan.target.before_observation";
        assert_eq!(findings(at("2025-03"), by(day), rule), count, "{day}");
    }
    for (value, count) in [("0", 0), ("100", 0), ("100.1", 1), ("-0.1", 1)] {
        let seen = json!([{"at": "2025-03", "value": value}]);
        assert_eq!(
            findings(seen, none.clone(), "plan.percent.out_of_range"),
            count,
            "{value}"
        );
    }
}

/// Whatever is cut out of a plan, the readers report it and do not panic.
#[test]
fn broken_plans_are_reported() {
    let json = serde_json::to_string(tokyo::plan_1()).unwrap();
    for end in (0..json.len())
        .step_by(97)
        .filter(|end| json.is_char_boundary(*end))
    {
        let (reading, report) = tosei_plan::read(&json.as_bytes()[..end], &Limits::default());
        assert!(reading.is_none() && !report.is_clean(), "{end}");
    }
}
