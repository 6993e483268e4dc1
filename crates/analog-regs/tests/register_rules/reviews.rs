//! Reviews, their dates and the instruments that bring them about.

use super::of_register;
use super::places::{found, good, hold, with};
use serde_json::{Value, json};
use tosei_analog_regs::register::rules;
use tosei_analog_regs::{ClauseRegister, check_register};
use tosei_document::Collector;
use tosei_types::Language;

/// A review of the second clause: a status since April, a section, a quarter that ends today.
fn review(status: &str, more: &Value) -> Value {
    let mut review = json!({"section": "kasen-ka", "due": "2025-Q1", "history": [{"on": "2025-04-01", "status": status}]});
    for (key, value) in more.as_object().unwrap() {
        review[key] = value.clone();
    }
    review
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    review
}

#[test]
fn reviews() {
    let place = "/clauses/1/review";
    let one = |rule: &str| format!("review.{rule} /clauses/1/review");
    let entry = |on: &str, status: &str| json!({"on": on, "status": status});
    let cases: Vec<(Value, Vec<String>)> = vec![
        (review("planned", &json!({})), vec![]),
        (json!({}), vec![one("history_missing")]),
        (
            review(
                "planned",
                &json!({"history": [entry("2025-07-01", "planned")]}),
            ),
            vec!["register.day_in_future /clauses/1/review/history/0".into()],
        ),
        (
            review(
                "planned",
                &json!({"history": [entry("2025-06-30", "planned")]}),
            ),
            vec![],
        ),
        (
            review("planned", &json!({"due": "2024-Q4"})),
            vec![one("due_passed")],
        ),
        (
            review("candidate", &json!({"due": "2024-Q4"})),
            vec![one("due_passed")],
        ),
        (
            review(
                "out_of_scope",
                &json!({"due": "2024-Q4", "out_of_scope": {"reason": "other"}}),
            ),
            vec![],
        ),
        (
            review("planned", &json!({"due": null})),
            vec![one("due_missing")],
        ),
        (
            review("in_work", &json!({"due": null})),
            vec![one("due_missing")],
        ),
        (review("candidate", &json!({"due": null})), vec![]),
        (
            review("planned", &json!({"section": null})),
            vec![one("section_missing")],
        ),
        (
            review("planned", &json!({"section": "no-such"})),
            vec!["register.section_unknown /clauses/1/review".into()],
        ),
        (
            review("out_of_scope", &json!({})),
            vec![one("reason_missing")],
        ),
        (
            review(
                "out_of_scope",
                &json!({"out_of_scope": {"reason": "other"}, "section": null, "due": null}),
            ),
            vec![],
        ),
        (
            review("planned", &json!({"out_of_scope": {"reason": "other"}})),
            vec![one("reason_without_status")],
        ),
        (
            review("planned", &json!({"technologies": ["drone"]})),
            vec![],
        ),
        (
            review("planned", &json!({"technologies": ["drone", "no_such"]})),
            vec![one("technology_unknown")],
        ),
        (
            review("state_dependent", &json!({})),
            vec![one("dependence_missing")],
        ),
        (
            review("state_dependent", &json!({"state_dependence": {}})),
            vec![one("request_missing")],
        ),
        (
            review(
                "state_dependent",
                &json!({"state_dependence": {"request": "Q-1"}}),
            ),
            vec![],
        ),
        (
            review(
                "state_dependent",
                &json!({"state_dependence": {"request": "Q-9"}}),
            ),
            vec![one("request_unknown")],
        ),
        (review("planned", &json!({"state_dependence": {}})), vec![]),
        (
            review("planned", &json!({"state_dependence": {"request": "Q-9"}})),
            vec![one("request_unknown")],
        ),
        (
            review(
                "planned",
                &json!({"current_phase": "1", "target_phase": "3"}),
            ),
            vec![],
        ),
        (
            review(
                "planned",
                &json!({"current_phase": "1", "target_phase": "1"}),
            ),
            vec![],
        ),
        (
            review(
                "planned",
                &json!({"current_phase": "1", "target_phase": "1", "means": ["notification"]}),
            ),
            vec![one("phase_unchanged")],
        ),
        (
            review(
                "planned",
                &json!({"current_phase": "2", "target_phase": "1"}),
            ),
            vec![one("phase_falls")],
        ),
        (
            review("planned", &json!({"target_phase": "9"})),
            vec![one("phase_not_in_scale")],
        ),
        (
            review(
                "planned",
                &json!({"history": [entry("2025-04-01", "policy_decided")]}),
            ),
            vec!["review.first_status /clauses/1/review/history/0".into()],
        ),
        (
            review(
                "planned",
                &json!({"history": [entry("2025-04-01", "candidate"), entry("2025-05-01", "policy_decided")]}),
            ),
            vec!["review.transition /clauses/1/review/history/1".into()],
        ),
        (
            review(
                "planned",
                &json!({"history": [entry("2025-05-01", "planned"), entry("2025-04-01", "in_work")]}),
            ),
            vec!["review.history_order /clauses/1/review/history/1".into()],
        ),
        (
            review(
                "planned",
                &json!({"history": [entry("2025-05-01", "planned"), entry("2025-05-01", "in_work")]}),
            ),
            vec![],
        ),
    ];
    for (review, wanted) in cases {
        let register = with(&good(), place, &review);
        assert_eq!(found(&register), wanted, "{review}");
    }
    // Writing alone that a general ordinance has replaced needs no work of its own.
    let superseded: &[&str] = &["review.superseded_already /clauses/1/review"];
    for (status, obstacles, act, wanted) in [
        (
            "planned",
            json!(["written_form"]),
            "application",
            superseded,
        ),
        (
            "in_work",
            json!(["written_form"]),
            "application",
            superseded,
        ),
        ("candidate", json!(["written_form"]), "application", &[]),
        (
            "planned",
            json!(["written_form", "sight"]),
            "application",
            &[],
        ),
        ("planned", json!(["sight"]), "application", &[]),
    ] {
        let mut register = with(&good(), place, &review(status, &json!({})));
        register["clauses"][1]["obstacles"] = obstacles.clone();
        register["clauses"][1]["act"] = json!(act);
        assert_eq!(found(&register), wanted, "{status} {obstacles}");
        register["enabling"][0]["effective_from"] = json!("2025-07-01");
        assert_eq!(found(&register), Vec::<String>::new());
    }
}

/// Case: what is said of a clause against the instruments that amend it.
#[test]
fn reviews_and_their_instruments() {
    let history = |status: &str| {
        let mut history = vec![
            json!({"on": "2024-04-01", "status": "in_work"}),
            json!({"on": "2024-12-20", "status": "policy_decided"}),
            json!({"on": "2025-06-24", "status": "amended"}),
        ];
        let later = ["in_force", "operating"];
        let at = later.iter().position(|one| *one == status);
        for status in later.iter().take(at.map_or(0, |at| at + 1)) {
            history.push(json!({"on": "2025-06-30", "status": status}));
        }
        history
    };
    let of = |status: &str, instrument: &Value| {
        let mut register = good();
        register["clauses"][0]["review"]["history"] = json!(history(status));
        for (key, value) in instrument.as_object().unwrap() {
            register = with(&register, &format!("/amendments/0/{key}"), value);
        }
        found(&register)
    };
    let one = |rule: &str| vec![format!("review.{rule} /clauses/0/review")];
    let none = Vec::<String>::new();
    let today = json!({"effective_on": "2025-06-30"});
    let submitted =
        json!({"passed_on": null, "sent_on": null, "promulgated_on": null, "effective_on": null});
    let passed = json!({"sent_on": null, "promulgated_on": null, "effective_on": null});
    let planned = json!({"submitted_on": "2025-07-01", "passed_on": null, "sent_on": null, "promulgated_on": null,
        "effective_on": null});
    for (status, instrument, wanted) in [
        ("amended", json!({}), none.clone()),
        ("amended", today.clone(), one("in_force_already")),
        (
            "amended",
            json!({"effective_on": "2025-07-01"}),
            none.clone(),
        ),
        ("amended", passed, none.clone()),
        ("amended", submitted.clone(), one("not_decided_yet")),
        ("amended", planned, one("not_decided_yet")),
        ("in_force", today.clone(), none.clone()),
        ("in_force", json!({}), one("not_in_force_yet")),
        ("operating", today, none.clone()),
        ("operating", submitted, one("not_in_force_yet")),
        // Ten days after promulgation where no day is named.
        ("amended", json!({"effective_on": null}), none),
    ] {
        assert_eq!(of(status, &instrument), wanted, "{status}: {instrument}");
    }
    let means = "/clauses/0/review/means";
    hold(
        &good(),
        &[
            (
                means,
                json!([]),
                &["review.means_missing /clauses/0/review"],
            ),
            (
                means,
                json!(["ordinance_amendment", "notification", "interpretation"]),
                &[],
            ),
            (
                means,
                json!(["ordinance_amendment", "form_amendment"]),
                &["review.instrument_missing /clauses/0/review"],
            ),
            (
                "/amendments/0/clauses",
                json!(["C-2"]),
                &["review.instrument_missing /clauses/0/review"],
            ),
        ],
    );
    // Two instruments: the clause is in force with the last of them.
    let mut second = good()["amendments"][0].clone();
    second["id"] = json!("A-2");
    let mut two = with(&good(), "/amendments/-", &second);
    for (first, last) in [("2025-06-29", "2025-06-30"), ("2025-06-30", "2025-06-29")] {
        two["amendments"][0]["effective_on"] = json!(first);
        two["amendments"][1]["effective_on"] = json!(last);
        assert_eq!(found(&two), one("in_force_already"));
        let report = of_register(&two);
        let sentence = rules().sentence(&report.findings()[0], Language::En);
        assert!(sentence.contains("2025-06-30"), "{sentence}");
    }
    two["amendments"][0]["effective_on"] = json!("2025-06-30");
    two["amendments"][1]["effective_on"] = json!("2025-07-01");
    assert_eq!(found(&two), Vec::<String>::new());
}

/// Case: the check by the lists that ship finds what the check by named lists finds.
#[test]
fn a_register_is_checked_by_the_lists_that_ship() {
    let register = with(&good(), "/clauses/1/rule", &json!("R-9"));
    let register = ClauseRegister::from_json(&register.to_string()).unwrap();
    let mut sink = Collector::new(rules());
    check_register(&register, rules(), &mut sink);
    let report = sink.into_report();
    assert_eq!(report.total(), 1, "{report:#?}");
    assert_eq!(report.count_of("analog_regs.register.rule_unknown"), 1);
}
